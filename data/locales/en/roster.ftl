# roster
roster-rejects-sheet = Sent back
roster-rejects-title = Rows sent back (roster as of { $date })
roster-rejects-why = Why sent back
roster-place-code = This is no region code (2, 4, 6, 9 or 12 digits). It stays in the import note; put it right
roster-spells-unreadable = One piece of work cannot be read; write 2025-03-01至2025-08-31 宁波市 某厂 4200元, with a semicolon between pieces. It stays in the import note, the others are recorded
roster-date-after-roster =  lies behind the roster's date
roster-household-village = The region tree has no such village or community. Check it, or write 未归村
roster-no-such-code = “{ $column }” is a number, but { $standard } has no such code. It is kept as written; check it
