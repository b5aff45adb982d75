# The desk: what the command line and the console both say.
desk-cancelled = Called off; nothing was changed.
desk-phase-reading = Reading the file
desk-phase-recording = Writing to the book
desk-phase-writing = Writing the file
desk-setting-unfit = The setting “{ $key }” cannot be { $value }; nothing was changed
desk-setting-stuck = “{ $key }” in the settings { $path } cannot be rewritten without touching what stands beside it; nothing was changed. Use a text editor
desk-file-report = { $unit } report { $day } no. { $issue }
desk-file-report-open = { $unit } report { $day } unsealed
desk-file-export = { $unit } { $what } { $day }
desk-file-passengers = { $unit } { $what } { $number } { $day }
desk-same-unlike = Both name and ID number differ: most likely two people
desk-same-numbers = The ID numbers differ: look at the card first
desk-same-late = The day is sealed: this counts as recorded late
desk-same-birth = Sex, birth
desk-same-work = Work
desk-same-history = Entries
desk-same-entries =
    { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }, last { $last }
desk-backup-never = no backup yet
desk-backup-old = no backup for { $days } days
desk-backup-last = backup: { $ago }
desk-backup-ago-today = today
desk-backup-ago-yesterday = yesterday
desk-backup-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
desk-backup-no-folder = the folder for backups is not there: { $path } (a drive that is not plugged in?)
desk-backup-failed = No automatic backup was made: { $why }. The book is as it was, and so are the earlier backups ({ $count })
desk-backup-done = Backed up ({ $size }, checked; { $count } kept): { $path }
desk-backup-tight = . The disk has little room, so only the newest are kept
