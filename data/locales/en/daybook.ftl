# daybook: forms that villages send
daybook-column-absent = --columns names the column “{ $header }” (field { $field }), which the file does not have. Check the header, or take the line out of the map
daybook-no-header = No header row among the first { $looked } rows. { $wanted }; where headers are unusual, say which is which with --columns
daybook-no-header-for-map = No header row among the first { $looked } rows, and the columns that --columns names are not in the file: { $absent }. Check the headers
daybook-entries-header = There must be a column for what was done (事项), and one of name, ID number, household number or village
daybook-missing = “{ $column }” is empty. Fill it in and import again
daybook-unknown-word = “{ $column }” holds a word that is not known. Use one of: { $expected }. Mend it and import again
daybook-yes-no = yes, no
daybook-number = “{ $column }” takes digits only (such as 4000): no units, commas or words. Mend it and import again
daybook-phone = “{ $column }” takes a mobile number of 11 digits, or an area code and 7 to 8 digits. Mend it and import again
daybook-date = “{ $column }” is no date that can be read; write it like 2026-03-05
daybook-date-read = “{ $column }” was read as { $date }
daybook-date-ahead = “{ $column }” is { $day }, past { $last }: too far ahead. Mend it and import again
daybook-date-future = “{ $column }” is { $day }, which is still to come. It was recorded for that day; check it
daybook-kind-missing = “{ $column }” is empty: it is not known what was done. Put visit, home, return, placement, loss, wish, push, person or none, or say it with --act
daybook-village = “{ $column }” is no village of this unit. Use its full name or 12-digit code
daybook-trip = There is no trip { $number }. Check its number, or plan it in the book first
daybook-person-missing = Nobody is named. Fill in a name, an ID number or a household number
daybook-nothing-changed = Nothing is said to have changed. Fill in status, labour capacity, phone, new village or another such column
daybook-unused = A “{ $act }” does not record “{ $column }”: this cell was not taken. If it is to be recorded, give it a row of its own or change what was done
daybook-map-unreadable = Cannot open the map of columns { $path }: { $error }
daybook-rejects-title = Rejected rows (mend them and import this file)
daybook-tried = {" "}(dry run, nothing written)
daybook-summary = { $file }: { $counts }{ $tried }
daybook-batch = Batch { $batch } (to take it all back: zhanbao withdraw { $batch } --why REASON)
daybook-finding = row { $row }, { $column } { $value }: { $message }
daybook-finding-empty = row { $row }, { $column }: { $message }
daybook-more = … and { $n } more; see all of them with --json, save the rejected rows with --rejects
daybook-entries-summary = { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }: { $new } recorded, { $repeated } known already, { $rejected } rejected
daybook-late = Note: { $n ->
        [one] 1 row is
       *[other] { $n } rows are
    } for days already sealed, and will be listed as corrections in the next report
daybook-withdrawn = Note: { $n ->
        [one] 1 row equals an entry
       *[other] { $n } rows equal entries
    } that had been withdrawn, and was not recorded again; add --again to record it all the same
daybook-person-unknown = The roster has no such person or household. Check name, ID number or household number, or import the roster first
daybook-person-ambiguous = It cannot be told who is meant; there are { $n }: { $people }. Fill in the ID number or the id
daybook-person-other-name = The ID number is of { $person }, but the name says “{ $name }”. Check who is meant
daybook-person-not-household = Only a visit can name a household alone. Add a name or an ID number
daybook-id-taken = Somebody else on the roster has this ID number; check first whether they are one person
daybook-repeated = The same as row { $row }; not recorded twice
daybook-jobs-header = There must be columns for the employer (单位) and the occupation (工种 or 岗位)
daybook-wage-range = “{ $column }” takes 3000-5000, 4500, 4000以上 or 面议 (to be agreed). Mend it and import again
daybook-age-range = “{ $column }” takes 18-45, 50岁以下 or 不限 (any). Mend it and import again
daybook-range-order = The lower end of “{ $column }” is above the upper. Mend it and import again
daybook-jobs-summary = { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }: { $new } new, { $refreshed } refreshed, { $unchanged } unchanged, { $rejected } rejected
daybook-job-twice = The same employer, occupation and place (or job number) as row { $row }, but not the same content. Check it; if these are two jobs, give each a number

# Workbooks to be filled in.
daybook-example = (Example) { $name }
daybook-sheet-entries = Daily records
daybook-sheet-roster = Roster
daybook-sheet-jobs = Jobs
daybook-sheet-notes = How to fill in
daybook-title-entries = { $unit }: daily records
daybook-title-roster = { $unit }: labour roster (as of { $date })
daybook-title-jobs = { $unit }: jobs
daybook-about-entries = One row records one thing: choose what was done, then fill in the columns that go with it (the line above the header says which), and leave the rest empty. A village with nothing new fills in one row “nil report”.
daybook-about-roster = One row, one person. The date in the title is the date of the roster: put the real one. Cells left empty do not clear what the book knows.
daybook-about-jobs = One row, one job. Importing the same list again renews it; a job not renewed for seven days is marked stale.
daybook-about-all = Columns with * must be filled in; the grey example row is skipped on import and may stay. Columns may be moved, their headers must not be changed; ID numbers, phones and the like are kept as text: type them, or paste values only.
daybook-group-all = every row
daybook-group-visit = visit
daybook-group-work = return to work, new employment
daybook-group-home = came home
daybook-group-loss = job loss
daybook-group-push = job offer
daybook-group-wish = wish to work
daybook-group-person = change of facts
daybook-note-kind = What was done.
daybook-note-day = The day on which it was done; empty: the day of the import.
daybook-note-village = Tells namesakes apart; needed for a nil report.
daybook-note-name = A visit to a whole household may give the household number alone; a nil report leaves it empty.
daybook-note-id = 18 digits, as on the card.
daybook-note-household = Tells namesakes apart where there is no ID number.
daybook-note-outcome = Where the visit found a job lost, somebody home, or no wish to work, add reason, day of coming home or wish in the same row: it is recorded with the visit.
daybook-note-place = Province, prefecture, county, such as 浙江省宁波市. Needed for a return and for new employment.
daybook-note-start = The first day at work; empty: the day on which it was done.
daybook-note-organised = Who organised it; empty for those who went on their own.
daybook-note-trip = The number of the direct return trip.
daybook-note-home-on = The day of coming home; empty: the day on which it was done.
daybook-note-stay = Yes where they came home to stay.
daybook-note-end = The first day without the job; empty: the day on which it was done.
daybook-note-job = The job's number, or employer and occupation.
daybook-note-signed = No wish to work counts only with a signature.
daybook-note-phone = A mobile number of 11 digits, or an area code and number.
daybook-note-remark = Remark on a visit.
daybook-note-officer = Who did it; empty: whoever imports.
daybook-note-roster-household = The same number for all of one household.
daybook-note-relation = One head (户主) to each household.
daybook-note-capacity = Whoever has none stated is not counted as labour force.
daybook-note-range = Leave empty where it is to be agreed, or any.
daybook-note-any = Leave empty where any will do.
daybook-note-closes = Leave empty where there is no last day.
daybook-note-job-number = Tells several jobs of one employer and occupation apart.
daybook-holds-text = In your own words.
daybook-holds-digits = Kept as text; do not turn it into a number.
daybook-holds-date = Write it like 2026-03-05.
daybook-holds-number = Digits only.
daybook-holds-list = Choose from the list.
daybook-notes-column = Column
daybook-notes-required = Needed
daybook-notes-what = What goes in
daybook-required = yes
daybook-rule-title = Not as it should be
daybook-template-written = Saved as { $path }
daybook-template-unwritable = Cannot write { $path }: { $error }. Choose another name (no file is written over)
daybook-template-no-villages = Note: the book has no villages yet, so the workbook has no list of them. Bring them in with import regions or import roster first
daybook-example-name = Ce Shijia
daybook-example-contact = Qian Yang
daybook-example-employer = Yangda Electronics
daybook-example-occupation = assembler
daybook-example-place = Ningbo, Zhejiang
daybook-example-village = Sample Village
daybook-example-group = group 1
daybook-undated = Note: { $n ->
        [one] 1 row names no day and was
       *[other] { $n } rows name no day and were
    } recorded for { $day }
daybook-undated-again = This file names no day and equals one that was imported for { $before }; it was not imported again. If it is what happened on { $day }, add --day { $day }
daybook-holidays-header = There must be columns for date (日期), off or at work (放假或上班) and name (名称)
daybook-holiday-stretch = “{ $column }” lies before the first day, or the stretch is longer than 31 days. Mend it and import again
daybook-holiday-finding = row { $row }, { $value }: { $message }
daybook-holidays-refused = { $file } has rows that cannot be read; nothing was imported:
    { $faults }
daybook-template-workbook = a form to fill in is an Excel workbook: give the file a name that ends in .xlsx
