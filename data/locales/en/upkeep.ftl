# upkeep
upkeep-backup-onto-itself = { $path } is the book in use; give the backup another name, best on another disk
upkeep-no-book-to-replace = { $path } exists and is no backup of a book; it was not replaced. Choose another name
upkeep-copy-differs = The backup written to { $path } differs from the book and was removed; check the disk and back up again
upkeep-no-such-backup = There is no backup { $path }; check the path and the name
upkeep-restore-from-itself = { $path } is the book in use; name a backup
upkeep-backup-unusable = The backup { $path } is incomplete or damaged ({ $why }); nothing was restored, and the present book was not touched. Take another backup, or try zhanbao --book THIS_FILE rescue NEW_FILE
upkeep-no-book = no book of zhanbao
upkeep-entries-changed = { $count ->
    [one] one entry is missing or was changed
   *[other] { $count } entries are missing or were changed
}
upkeep-book-in-use = The book { $path } is in use by another program; close that first. Nothing was changed
upkeep-nothing-readable = { $path } is too damaged for any entry to be read ({ $why }); keep the file, and restore a backup
upkeep-nothing-whole = There is not one whole entry in { $path }; keep the file, and restore a backup
upkeep-backed-up = Backed up to { $path }: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}, { $size }, checked
upkeep-restored = The book { $path } is restored: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}
upkeep-set-aside = The book that was there is not deleted; it is now { $path }
upkeep-rescued = { $entries ->
    [one] One entry was
   *[other] { $entries } entries were
} saved, as { $path }. Open it with zhanbao --book and look it over before you use it
upkeep-rescued-changed = { $count ->
    [one] One entry cannot be read or was changed, and is
   *[other] { $count } entries cannot be read or were changed, and are
} left out
upkeep-rescued-missing = Of device { $device }, entries { $spans } are missing; merge a backup, or the bundle of another device
upkeep-synchronised = Note: the book lies in a folder that { $name } synchronises, which can damage it; move it to a folder of this computer, and keep backups elsewhere
upkeep-network = Note: the book lies on a network disk ({ $kind }); a lost connection or two computers at once can damage it. Move it to this computer's disk, and keep backups on the network
upkeep-no-config-folder = Your folder for settings cannot be found; set the environment variable HOME
upkeep-config-not-written = The settings { $path } cannot be written ({ $why }); check the permissions
upkeep-config-unreadable = Note: the settings { $path } cannot be read ({ $why }); going on without them
upkeep-config-syntax = Note: line { $line } of the settings { $path } is not well written ({ $why }); the file is left aside. Write, for example, lang = "zh-CN"
upkeep-config-unknown = Note: “{ $key }” in line { $line } of the settings { $path } is not known and left aside; there are lang, book, officer, theme, keys, glyphs, export_folder, backups, idle_minutes
upkeep-config-value = Note: the value of “{ $key }” in line { $line } of the settings { $path } cannot be used; put it in quotes (idle_minutes is a number from 0 to 1440, without quotes). lang takes zh-CN, zh-TW, en; glyphs takes unicode, ascii
upkeep-config-text =
    # Settings of zhanbao. Take the # away to make a line count; options and the environment win over this file.

    # Language: zh-CN Simplified Chinese, zh-TW Traditional Chinese, en English (default: as the computer is set)
    # lang = "en"

    # The book (default: book.zb in your data folder)
    # book = "~/zhanbao/book.zb"

    # Who records (default: as said when the book was made)
    # officer = "Name"

    # What follows is for the console.
    # Colours: the name of a theme, or a theme file of your own
    # theme = "dark"

    # Keys: a keymap file of your own; for a few keys, a table named keys at the end of this file does too
    # keys = "~/zhanbao/keys.toml"

    # How screens are drawn: unicode, or ascii where the font lacks signs or lines do not meet
    # glyphs = "unicode"

    # The folder for exports and reports
    # export_folder = "~/zhanbao"

    # The folder for the backups that are made after each seal ("off" = none; otherwise in the data directory)
    # backups = "/media/disk/zhanbao"

    # Minutes without a key after which the screen is covered (0 = never)
    # idle_minutes = 10
    { "" }
upkeep-doctor-ok = ok
upkeep-doctor-warn = note
upkeep-doctor-error = error
upkeep-doctor-terminal = Terminal { $width }×{ $height }, { $kind }, { $colours }
upkeep-doctor-terminal-none = Output does not go to a terminal
upkeep-doctor-terminal-dumb = The kind of terminal is unknown; pictures may not come out right
upkeep-doctor-terminal-dumb-advice = Use another terminal program, or set the environment variable TERM=xterm-256color
upkeep-doctor-terminal-unsized = The size of the terminal is unknown
upkeep-doctor-terminal-small = Make the window at least 80 columns by 24 rows
upkeep-doctor-colours-none = no colours (NO_COLOR)
upkeep-doctor-colours-true = true colour
upkeep-doctor-colours-many = 256 colours
upkeep-doctor-colours-few = 16 colours
upkeep-doctor-locale = Locale { $name }
upkeep-doctor-locale-windows = Locale of Windows
upkeep-doctor-locale-not-utf8 = The locale { $name } is not UTF-8; Chinese may come out as rubbish
upkeep-doctor-locale-advice = Set the environment variable LANG=zh_CN.UTF-8 (or en_GB.UTF-8) and log in again
upkeep-doctor-fonts = Fonts, for your eyes: │战报│①─a│ should stand in even cells, without boxes; if not, choose a monospaced Chinese font (Sarasa Mono SC, Noto Sans Mono CJK SC)
upkeep-doctor-disk = Disk { $path }: { $free } free
upkeep-doctor-disk-unknown = The free space of { $path } is unknown ({ $why })
upkeep-doctor-disk-advice = Make room: at least 1 GB, and twice the size of the book
upkeep-doctor-book = Book { $path }: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}, { $size }
upkeep-doctor-book-none = There is no book { $path } yet
upkeep-doctor-book-init = Make one with zhanbao init, or name one with --book
upkeep-doctor-book-damaged = The file of the book is damaged: { $why }
upkeep-doctor-book-upgrade = The book is whole: get the newest zhanbao on this computer too
upkeep-doctor-book-restore = Stop recording and keep the file; bring the latest backup back with zhanbao restore, or, without one, try zhanbao rescue
upkeep-doctor-book-open = Other users can open the book; run chmod 600 "{ $path }"
upkeep-doctor-backup = Last backup { $day } ({ $ago })
upkeep-doctor-backup-never = The book was never backed up
upkeep-doctor-backup-advice = Back it up with zhanbao backup FILE, best to another disk
upkeep-doctor-clock = Clock { $now }
upkeep-doctor-clock-behind = The book has entries of { $last }: the computer's clock is behind. Set it before you record
upkeep-doctor-place = The book lies on this computer, in no synchronised folder
upkeep-doctor-place-advice = Move it to an ordinary folder of this computer, and name it with --book
upkeep-doctor-calendar = The holiday notice for { $year } is known
upkeep-doctor-calendar-unknown = The holiday notice for { $years } is not known; Monday to Friday are taken as working days
upkeep-doctor-calendar-advice = Bring the State Council's notice in with zhanbao import calendar
upkeep-doctor-config = Settings { $path } are in order
upkeep-doctor-config-none = No settings; the defaults are used (zhanbao doctor --write-config makes a file)
upkeep-doctor-config-advice = Mend the line with a text editor
upkeep-doctor-config-written = The settings { $path } are written, each key explained
upkeep-doctor-config-kept = The settings { $path } are there already and were left as they are
upkeep-doctor-templates-advice = Mend or rename the file; try it with zhanbao report --check-template FILE
upkeep-set-aside-newer = The book set aside has { $count ->
    [one] one entry
   *[other] { $count } entries
} more than the backup. If it is sound, fetch them: zhanbao --book { $path } bundle -o fetch.zbb, then zhanbao merge fetch.zbb
upkeep-backup-no-folder = There is no folder { $path } (is the drive plugged in?); nothing was backed up. Connect the drive, or make the folder first
upkeep-not-an-older-backup = { $path } is no older backup of this book (it is another book, holds entries that this one lacks, is damaged, or has a log beside it); it was not replaced. Choose another name
upkeep-backup-of-another = This is a backup of { $theirs }, and the book is of { $ours }; nothing was restored. To use it beside this one, name another file with --book
upkeep-restore-stranded = Nothing was restored: { $why }; the book that was there is now { $path }: give it its name back
upkeep-rotation-no-room = The disk of { $path } is too full: a backup takes { $needs }, and { $free } are free; clear the disk, or name another folder for backups in the settings
upkeep-rotation-busy = Another program is backing up to { $path }; wait until it is done
upkeep-rotating = Automatic backups ({ $count }) in { $path }:
upkeep-rotating-one = { $age }, { $entries } entries, { $size }
upkeep-rotating-unread = { $age }, { $size }, cannot be read (damaged?)
upkeep-rotating-none = There is no automatic backup of { $path } yet; one is made after each seal. To restore another: zhanbao restore FILE
upkeep-rotating-off = Automatic backups are off in the settings (backups = "off"). To restore another: zhanbao restore FILE
upkeep-rotating-how = To take one, name its file, as in: zhanbao restore { $file }; the present book is kept under another name
upkeep-doctor-rotating = Automatic backups: { $count }, { $size } in all, in { $path }
upkeep-doctor-rotating-none = No automatic backup yet; after a seal one is made in { $path }
upkeep-doctor-rotating-off = Automatic backups are off in the settings
upkeep-doctor-rotating-no-folder = The folder of automatic backups is not there: { $path } (a drive that is not plugged in?)
upkeep-doctor-rotating-advice = Plug the drive in, make the folder, or name another in the settings
upkeep-rotating-locked = { $age }, { $size }, encrypted
