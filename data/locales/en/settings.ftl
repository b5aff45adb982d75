# Settings, the welcome.
settings-title = Settings
settings-language = Language
settings-theme = Theme
settings-glyphs = Signs
settings-officer = Officer
settings-folder = Exports go to
settings-campaign = Campaign
settings-targets = Targets
settings-keys = Keys
settings-idle = Cover when idle
settings-file = File of settings
settings-lang-hans = Simplified Chinese (简体中文)
settings-lang-hant = Traditional Chinese (繁體中文)
settings-lang-en = English
settings-by-terminal = as the terminal allows
settings-theme-dark = dark
settings-theme-light = light
settings-theme-contrast = high contrast
settings-theme-plain = 16 colours (old terminals)
settings-glyphs-unicode = Unicode
settings-glyphs-ascii = ASCII (where frames are out of line)
settings-no-folder = There is no folder for settings; set HOME first
settings-idle-never = never
settings-idle-minutes = { $n ->
        [one] after one minute
       *[other] after { $n } minutes
    }
settings-idle-locks = { $n ->
        [one] locked after 1 minute, passphrase asked
       *[other] locked after { $n } minutes, passphrase asked
    }
settings-idle-label = Minutes (0: never)
settings-set = { $what }: { $value }
settings-folder-set = Exports go to this folder from now on
settings-not-written = { $path } cannot be written: { $why }
settings-file-how =
    All settings are in this file:
    { $path }
    It may be edited. Lines that make no sense are told at the start with their number; the rest holds.
settings-keys-written =
    A file of keys was written:
    { $path }
    It lists every key. To change one, take the # off its line and edit it. Come back here and press { $key }: it holds at once.
    What is wrong is told with its line, and the shipped keys stay.
settings-keys-there =
    The file of keys was read again:
    { $path }
    Commands that it leaves out keep their keys.
settings-campaign-is = { $name }, { $from } to { $to }
settings-campaign-none = none yet
settings-campaign-name = Name
settings-campaign-set = { $name }: { $from } to { $to }
settings-from = From
settings-to = To
settings-to-before-from = The last day is before the first
settings-all-days = Days off count too
settings-targets-none = none yet
settings-target = Target
settings-target-is = { $metric } { $quantity } ({ $from } to { $to })
settings-target-new = Another target…
settings-metric = Figure
settings-quantity = Quantity
settings-welcome = Welcome to zhanbao
settings-welcome-about = There is no book on this computer yet. Press a digit: 1 to begin, 2 to look around first.
settings-way-found = Begin a new book
settings-way-found-about = The township's name and code, and yours. The book will be { $path }
settings-way-demo = Open the demo
settings-way-demo-about = A made-up township to try things out; gone when you quit
settings-way-open = Open a book elsewhere
settings-way-open-about = A book (.zb) in another folder or on a drive
settings-way-restore = Restore a backup
settings-way-restore-about = A new computer, or a damaged book: the backup is checked, then restored
settings-demo-making = Making a township, a few seconds…
settings-opening = Opening the book…
settings-restoring = Checking the backup and restoring it…
settings-restored = Restored from the backup
settings-founding = Making the book…
settings-unit-name = Township
settings-unit-name-hint = Its name, as in the report's title
settings-unit-code = Region code
settings-unit-code-hint = 9 digits for a township, such as 529999101; 12 will do too
settings-officer-hint = Your name, for entries and reports; it can be changed in the settings
settings-code-digits = A region code is digits only; is there an O for a 0, or a blank?
settings-code-length = { $n ->
        [one] This is 1 digit
       *[other] These are { $n } digits
    }; a township has 9, a village 12, a county 6
settings-code-no-province = No province begins with { $digits }; check the first two digits
settings-code-too-high = This is the code of a { $level }; a book belongs to a township or county: write its code
settings-founded = The book is made
settings-then-import = Import a roster now (Excel or CSV)
settings-then-look = Look around first
settings-import-later = Press { $key } at any time to import a roster
