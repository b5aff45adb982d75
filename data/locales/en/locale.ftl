locale-not-found = { $name } was not found
locale-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
locale-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
locale-month-day = { $day } { locale-month }
locale-full-date = { locale-weekday } { locale-date }
locale-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
locale-weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
# Between names of a list; between clauses. A blank at the end needs quotes.
locale-list-mark = {", "}
locale-clause-mark = {"; "}
locale-io-not-found = there is no such file or folder
locale-io-denied = permission denied
locale-io-full = the disk is full
locale-io-disk = the disk fails; see whether it is plugged in, or broken
locale-io-exists = it exists already
locale-io-folder = that is a folder, not a file
locale-io-no-folder = a part of the path is no folder
