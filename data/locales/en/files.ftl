# Imports and exports.
files-import = Import: choose a file
files-name = Name
files-modified = Changed
files-size = Size
files-folder = folder
files-browse-hint = Type to filter; Backspace on empty goes up; drop a file here or paste a path
files-path-hint = { $key } opens this path
files-looking = Reading…
files-nothing-here = Nothing here that can be used; Backspace goes up, or paste a path
files-none-chosen = No file is selected
files-not-there = { $path } is not there; check the path, and whether the drive is plugged in
files-unreadable = { $path } cannot be read: { $why }
files-what-is-it = What is { $file }?
files-looking-in = Looking at the header…
files-looks-like = By its header, { $kind }; { $key } goes on
files-looks-like-nothing = The header tells nothing; choose one
files-kind-roster = roster (people and households)
files-kind-entries = records (visits, returns and other entries of the day)
files-kind-jobs = list of jobs
files-kind-regions = regions (villages and codes)
files-kind-calendar = holidays
files-roster-counts = roster of { $as_of }, { $rows } rows: new { $new }, updated { $updated }, unchanged { $unchanged }, rejected { $rejected }
files-as-of-title = Date of the roster
files-as-of = As of
files-as-of-hint = Neither title nor file name says the date. Write 2026-02-10, or 2.10
files-as-of-wrong = no day, or after today: write 2026-02-10 or 2.10
files-trying = Checking { $file }
files-trying-now = Checking row by row, nothing is written yet… { $far }
files-trial-title = { $kind }: { $file }
files-trial-note = check: nothing saved
files-nothing-new = Nothing new; the book stays as it is
files-rejects-to = { $n ->
        [one] one rejected row goes
       *[other] { $n } rejected rows go
    } to { $path } beside the file, to be mended ({ $key }: don't)
files-rejects-not = { $n ->
        [one] one rejected row is
       *[other] { $n } rejected rows are
    } not saved ({ $key }: save)
files-rejects-name = { $file }-rejected
files-rejects-at = Rejected rows: { $path }
files-row = Row
files-column = Column
files-value = Value
files-message = What is wrong
files-more-spots = { $n ->
        [one] one more
       *[other] { $n } more
    }
files-importing = Import { $file }
files-imported = Imported: { $counts }
files-begun = { $name }: under way; go on working
files-called-off = { $name }: called off, nothing was changed
files-failed = { $name } failed: { $why }
files-read-more = { " " }({ $key }: details)
files-jobs = Jobs
files-no-jobs = No import or export is under way
files-job = Job
files-job-state = State
files-cancelling = { $name }: calling off…
files-export = Export what?
files-out-report = report
files-out-roster = roster
files-out-entries = all entries
files-out-spells = work spells
files-out-trips = trips
files-out-jobs = jobs
files-out-templates = forms to be filled in (for villages and employers)
files-as-text = text (for chat groups)
files-as-workbook = Excel workbook
files-as-page = page to print
files-as-csv = CSV
files-as-csv-gb = CSV (GB18030, for older programs)
files-as-markdown = Markdown
files-as-json = JSON
files-as-lines = NDJSON (a line each)
files-as-whole-numbers = Excel workbook with whole ID numbers
files-whole-numbers-sure = The file ({ $what }) will hold whole ID numbers. Who took it out, when, and how many rows is recorded in the book for good. Keep the file safe and delete it after use. Go on?
files-other-folder = Another folder…
files-folder-label = Folder
files-folder-hint = Exports go here from now on, such as ~/Documents/reports; it is made where there is none
files-folder-whole = Write a whole path, beginning with / or ~/
files-folder-not-made = Folder { $path } cannot be used: { $why }; choose another one
files-export-to = { $what } → { $folder }
files-exporting = Export { $what }
files-exported = Exported { $what }: { $path }
files-rows = { $n ->
        [one] one row
       *[other] { $n } rows
    }
