# roster
roster-rejects-sheet = Sent back
roster-rejects-title = Rows sent back (roster as of { $date })
roster-rejects-why = Why sent back
