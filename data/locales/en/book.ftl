# book

# Errors
book-none = there is no book at { $path }; make one with zhanbao init, or name another file with --book
book-exists = { $path } exists already; take another name, or use it as it is
book-damaged = the book { $path } is damaged, or no book: { $what }; stop recording and restore a backup
book-not-ours = it was not made by zhanbao
book-unfinished = it was not made to the end
book-without-unit = its own unit is missing
book-corrupt = this file is damaged, or no book ({ $what }); stop recording, keep the file, and restore a backup
book-newer = the book { $path } was made by a newer version of the program; upgrade the program, then open it
book-busy = another program is using the book and did not let go within 5 seconds; try again later: nothing was written
book-sqlite = the book could not be read or written: { $what }; nothing was written
book-disk = The disk cannot be read or written ({ $what }); nothing was written. See whether it is full or was unplugged, make room or plug it in, and do it again
book-file = the file { $path } could not be read or written: { $what }
book-internal = internal error: { $what }
book-reading-stopped = reading broke off
book-import-stopped = the import broke off

# Recording and withdrawing
book-day-not-kept = a day here lies beyond what a book can keep (years have four digits, 0000–9999); nothing was recorded
book-nothing-to-record = there is nothing to record
book-not-withdrawable = withdrawals and seals cannot be withdrawn; record the fact anew
book-withdrawn-already = { $hash } has been withdrawn already
book-no-such-batch = there is no batch { $batch }
book-no-hash = “{ $text }” is no entry's hash; give at least its first 8 digits, or the name of a batch
book-no-such-entry = no entry's hash begins with { $hash }
book-several-entries = several entries' hashes begin with { $hash }; give more digits

# Sealing
book-sealed-already = { $day } is sealed already; what is recorded late is listed under the corrections of the next report
book-seal-order = { $day } lies before { $last }, which is sealed; days are sealed in ascending order
book-seal-moved = from now on this copy of the book seals (the device that sealed before should not any more)
book-seal-overtaken = something was recorded while the figures were being checked; look at them once more and seal again

# Corrections

# Bundles
book-bundle-not-written = it could not be written: { $what }
book-bundle-unreadable = this file cannot be read: { $what }
book-bundle-of-another = this is a bundle of { $theirs }, and this is the book of { $ours }; they cannot be merged
book-bundle-line-unreadable = line { $line } cannot be read: { $what }; nothing was merged
book-bundle-no-header = line 1 is not the header of a bundle; take a file that zhanbao bundle has made
book-bundle-format = the bundle's format is “{ $theirs }”, and this program knows “{ $ours }” only; upgrade the program
book-bundle-bad-line = line { $line } { $what }; nothing was merged: ask for the bundle again
book-bundle-line-partial = is not a whole entry
book-bundle-line-hash = has no proper hash
book-bundle-line-device = has no proper device
book-bundle-line-changed = does not fit its hash (the file has been changed)

# Verifying
book-verify-file = the file: { $what }
book-verify-index = the index { $index } does not hold the rows of its table; back this file up, then use zhanbao rescue to bring the entries into a new book
book-verify-triggers = the indexes, or the triggers that guard the entries, are not complete; run zhanbao rebuild
book-verify-tables = tables, indexes or triggers are not those of this version; keep a copy of the file and save its entries with zhanbao rescue
book-verify-memory = what the book notes of itself (unit, device, officer, days) was changed; keep a copy of the file and save its entries with zhanbao rescue
book-verify-devices = the list of devices does not fit the entries; keep a copy of the file and save its entries with zhanbao rescue
book-verify-derived = the derived data of { $table } do not fit the entries; run zhanbao rebuild
book-verify-place = device { $device }, entry { $seq }
book-verify-content = { $place }: its content does not fit its hash
book-verify-fork = { $place }: two entries have this number (a fork); both are kept
book-verify-chain = { $place }: it does not follow from the one before
book-verify-gap = { $place }: { $count ->
        [one] one entry before it has
       *[other] { $count } entries before it have
    } not been received yet
book-verify-head = { $place }: the chain does not begin as it should
book-verify-own-count = this device should have { $due } entries, and has { $count }
book-read-only = the book, or its folder, cannot be written, and this needs it; ask for the right to write, or copy the book (with the -wal file of its name) to a folder of your own and open it there
book-clock-set-back = The computer's clock went back: it is { $now } now, and the entry before was made on { $last }. If the clock is wrong, set it, withdraw this entry and record it again
