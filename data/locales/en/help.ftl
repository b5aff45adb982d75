# help
help-backup = Back the book up (while it is in use, too)
help-backup--file = The backup (an older one is replaced)
help-restore = Bring a backup back; the present book is kept under another name
help-restore--file = The backup
help-rescue = Save the whole entries of a damaged book into a new one
help-rescue--file = The new book
help-doctor = Check terminal, fonts, calendar, disk, book, backup, clock, settings
help-doctor--write_config = Write settings with every key explained (never over present ones)
