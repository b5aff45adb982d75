# roster

# Why a file cannot be read as a roster
roster-no-header = no header row was found in the first { $looked } rows. A header needs at least “姓名” (name), and “证件号码” (ID number) or “户编号” (household number); where columns go by other names, say which is which with --columns
roster-map-syntax = line { $line }: { $what }
roster-map-bad = the map of columns cannot be used: { $what }. Each line reads field = "header", or "header" = "field"
roster-map-not-text = behind “{ $left }” a text in quotation marks must stand
roster-map-no-field = “{ $left } = { $right }” names no field on either side. The fields are: { $keys }
roster-synonyms-bad = the program's own table of headers is faulty: { $what }
roster-no-date = neither the title nor the file name says the roster's date. Give it with --as-of (for instance --as-of 2025-03-01)

# Cells
roster-formula = “{ $title }” begins with = + - or @, which a spreadsheet would run as a formula. It is kept as text; check what it should be
roster-word-unknown = what “{ $title }” says is not known; use one of: { $expected }. The text is kept in the import note; mend it and import again
roster-number = “{ $title }” should hold digits only (such as 4000), without units, commas or words. The text is kept in the import note; find out and mend it
roster-date = “{ $title }” { $why }; write it as 2025-03-05. The text is kept in the import note
roster-date-unreadable = holds no date that can be read
roster-date-after = lies after the roster's date
roster-put-lowercase-x = the small x at the end of the ID number was made a capital X
roster-put-legacy15 = an old ID number of 15 digits was converted to 18; check it
roster-put-fullwidth = full-width characters in “{ $title }” were made half width
roster-put-spaces = spaces in “{ $title }” were taken out
roster-put-apostrophe = the apostrophe in front of “{ $title }” was taken off
roster-put-date = the date in “{ $title }” was put into the form year-month-day
roster-put = “{ $title }” was put into its usual form

# Words that a cell may hold
roster-expect-kind = lifted, unstable, marginal, sudden, ordinary; or “低保户” (subsistence allowance), “易地搬迁户” (relocated) and the like
roster-expect-monitored = unstable, marginal, sudden, “否” (no)
roster-expect-yes-no = yes, no
roster-expect-sex = male, female
roster-expect-capacity = ordinary, skilled, weak, lost, none
roster-expect-status = active, school, army, prison, died, moved_out
roster-expect-wish = local, province, beyond, any, training, startup, none, unknown
roster-expect-employment = “在外务工” (working away), “县内就业” (working in the county), “公益性岗位” (public-benefit post), “灵活就业” (flexible work), “自主创业” (self-employed), “未就业” (not employed), “务农” (farming), “在校” (in school), “丧失劳动能力” (labour capacity lost)
roster-expect-channel = enterprise, workshop, public_post, self_employed, flexible, cooperative, other, unknown

# People, households, villages, work
roster-name-missing = there is no name. Fill it in and import again
roster-birth-mismatch = the date of birth does not agree with the ID number, which was taken; check it
roster-sex-mismatch = the sex does not agree with the ID number, which was taken; check it
roster-phone = “{ $title }” should be a mobile number of 11 digits, or an area code and 7 or 8 digits. The text is kept in the import note; find out and mend it
roster-id-duplicate = the ID number is that of row { $first }, which is kept. Check whether somebody stands here twice or a number is wrong
roster-household-ruined = Excel turned the household number into scientific notation, and the number is lost. Format the column as text and fill it in again from the original roster
roster-household-missing = there is no household number. Fill it in and import again
roster-two-heads = household { $household } has two heads (the other in row { $first }). Check “{ $title }” and leave one head
roster-no-head = household { $household } has no head. Fill in “户主” (head) under “{ $title }” for one person of it
roster-village-unknown = the region tree has no such village. Check its name, or bring the tree up to date with import regions
roster-village-elsewhere = this village does not belong to the township of this row, or not to the book's own area. Check the names of township and village
roster-work-beside-none = “{ $title }” says “{ $said }”, yet { $fields } is filled in. The former was recorded, the rest is kept in the import note; find out which is right
roster-work-against = the row says that this person works, but { $why }. Work was recorded; find out which of the two is wrong
roster-against-capacity = they have no labour capacity
roster-against-age = they were under 16 on the roster's date
roster-against-school = they are in school
roster-rejects-sheet = Rejected
roster-rejects-title = Rejected rows (roster as of { $date })
roster-rejects-why = Why rejected
roster-rejects-mark = {"; "}
roster-id-taken = the book has this ID number for { $name }, and the row was rejected before as a duplicate. Mend the number; if { $name } is a wrong name, correct it with record person --name and import again
roster-place-code = This is no region code (2, 4, 6, 9 or 12 digits). It stays in the import note; put it right
roster-spells-unreadable = One piece of work cannot be read; write 2025-03-01至2025-08-31 宁波市 某厂 4200元, with a semicolon between pieces. It stays in the import note, the others are recorded
roster-date-after-roster =  lies behind the roster's date
roster-household-village = The region tree has no such village or community. Check it, or write 未归村
roster-broken-text = “{ $column }” holds characters that were lost (�). It is kept as it is; save the file again as UTF-8 or XLSX, or correct it
roster-name-long = A name of more than { $most } characters; check whether several cells were put into one
roster-no-such-code = “{ $column }” is a number, but { $standard } has no such code. It is kept as written; check it

roster-expect-full-part = 全职 (full time), 兼职 (part time)
roster-id-masked = the ID number is masked; it needs the whole one (from this program: export roster --ids full)
roster-stopped = The roster was not read to its end: reading was stopped
