# cli: what commands say


## Help
cli-help-usage = {"Usage: "}
cli-help-options-word = OPTIONS
cli-help-command-word = COMMAND
cli-help-commands = Commands:
cli-help-arguments = Arguments:
cli-help-options = Options:
cli-help-examples = Examples:
cli-help-help = print this help
cli-help-version = print the version
cli-help-globals = Options of every command, told by { $program } --help: { $options }
cli-help-default = {" "}(default: { $value })
cli-help-choices = : { $list }

## Arguments that are wrong
cli-misuse-help = For usage see { $command } --help
cli-misuse-meant = ; did you mean { $found }?
cli-misuse-command = There is no command “{ $asked }”
cli-misuse-option = There is no option { $asked }
cli-misuse-surplus = “{ $asked }” is one too many; put quotation marks around words with spaces
cli-misuse-missing = Still missing: { $list }
cli-misuse-conflict = { $one } and { $other } exclude each other
cli-misuse-twice = { $option } may be given only once
cli-misuse-no-value = { $option } needs a value after it
cli-misuse-value = { $option } can't be “{ $value }”: { $expected }
cli-misuse-utf8 = The arguments hold text that is not UTF-8
cli-misuse-no-command = Say what to do
cli-misuse-number = { $option } has too many values, or too few
cli-expected-words = some words
cli-expected-no-option = words; it looks as if they were left out and the next option follows
cli-expected-choice = one of { $list }
cli-expected-date = a date is needed, like 2026-03-27
cli-expected-time = a time is needed, like 2026-03-06T09:30
cli-expected-number = a whole number is needed
cli-expected-range = it must lie between { $from } and { $to }

## What commands say
cli-notice = Note: { $text }
cli-error = Error: { $text }
cli-cannot-open = { $file } cannot be opened: { $error }
cli-cannot-write = { $file } cannot be written: { $error }
cli-campaign-frozen = “{ $name }” has sealed reports: its dates can no longer be changed; set one under another name
cli-campaign-all-days = {"  "}every day counts
cli-no-temporary = No temporary folder can be made: { $error }
cli-demo-making = Making the demo book
cli-demo-kept = The demo book is kept in { $book }; go on trying it with --book { $book } --day { $day }
cli-due-loss = { $days ->
    [one] lost the job { $days } day ago, no offer yet
   *[other] lost the job { $days } days ago, no offer yet
    }
cli-due-visit = visit promised
cli-due-household = household { $number }
cli-due-passenger = { $count ->
    [one] trip { $trip }: { $count } arrived without a record of work
   *[other] trip { $trip }: { $count } arrived without a record of work
    }
cli-due-trip = { $from } → { $to } { $time }, { $aboard }/{ $listed } aboard
cli-due-still-home = home for over 30 days, not yet returned
cli-due-zero = { $days ->
    [one] zero employment for { $days } day
   *[other] zero employment for { $days } days
    }
cli-due-overdue = { $days } d overdue
cli-due-today = today
cli-due-more-overdue = … { $count } more overdue: { $what }; --json lists all
cli-due-more-today = … { $count } more today: { $what }; --json lists all
cli-due-none = Nothing is due today
cli-due-kind-loss = job lost, no offer yet
cli-due-kind-passenger = arrived without a record of work
cli-due-kind-trip = trips to depart
cli-due-kind-zero = zero-employment households
cli-bundled = { $entries ->
    [one] { $entries } entry bundled into { $file } (with whole ID numbers: hand it over with care)
   *[other] { $entries } entries bundled into { $file } (with whole ID numbers: hand it over with care)
    }
cli-merged = Merged: { $added } new, { $known } known already
cli-merge-fork = Doubtful: device { $device } has two histories (a copied file that went on recording); both are kept
cli-merge-lacking = Note: entry { $seq } of device { $device } has not arrived yet; ask for a whole bundle
cli-merge-ahead = { $count ->
    [one] Doubtful: { $count } entry is dated more than a day ahead; check the clock of that device
   *[other] Doubtful: { $count } entries are dated more than a day ahead; check the clock of that device
    }
cli-json-failed = Writing JSON failed: { $error }
cli-output-failed = Writing the answer failed: { $error }
cli-output-failed-after = It is recorded, but the answer could not be written out: { $error }. Do not record it again.
cli-find-none = Nobody found for “{ $query }”
cli-find-at-work = in work
cli-find-at-work-in = in work: { $place }
cli-find-not-at-work = not employed
cli-no-village = no village
cli-init-no-code = “{ $code }” is no region code: it should have 2, 4, 6, 9 or 12 digits
cli-init-level = Code { $code } is of a { $is }, not of --level { $level }
cli-init-no-name = The unit needs a name; give --name
cli-init-done = Book founded: { $name } { $code } ({ $book })
cli-no-random = No random numbers to be had: { $error }
cli-recorded = recorded { $hash }  { $day }  { $what }{ $about }
cli-recorded-more = … { $count } in all, batch { $batch }
cli-recorded-late = Note: that day is sealed; this counts as a late entry, listed among the corrections of the next report
cli-plan-heading = { $metric }  { $from } — { $to }  target { $target } { $unit }, done { $done } ({ $rate }%), working days left: { $days }
cli-plan-today = {"  "}today's quota { $quota }, done today { $day }, pace { $pace } a day; { $forecast }
cli-plan-late = { $days ->
    [one] expected finish { $day }, { $days } day late
   *[other] expected finish { $day }, { $days } days late
    }
cli-plan-finish = expected finish { $day }
cli-plan-never = will not be finished at this pace
cli-plan-days = {"  "}day by day { $path }
cli-plan-village = {"  "}{ $name }  quota { $quota }  today { $day }  cumulative { $cumulative }
cli-plan-difference = {"  "}difference of shares { $difference }
cli-plan-unpublished = {"  "}the holidays of { $year } are not published yet; Monday to Friday count for now
cli-plan-none = There are no targets; set them with target set
cli-record-same = Both name the same registration; name each by its id (p…)
cli-record-none-village = "{ $unit }" is no village: name the village that has nothing to record
cli-record-no-employer = An employer is needed; give --employer
cli-record-id-taken = Somebody else on the roster has this ID number; check first whether they are one person
cli-record-no-phone = “{ $text }” is no phone number: a mobile has 11 digits, a landline the area code and 7 or 8
cli-record-no-change = Say what has changed, for instance --phone, --status, --unit
cli-seal-several = Note: { $first } to { $day } have not been sealed; all are sealed now
cli-seal-check = Check { $id } fails: { $text } ({ $left } and { $right })
cli-seal-ask = Seal nevertheless? (y/N){" "}
cli-seal-not = Not sealed; give the reason with --note and seal again
cli-seal-done = Sealed: { $day }, issue { $issue }, seal { $hash }
cli-no-data-folder = Your data directory cannot be found; name the book with --book
cli-day-too-far = Business day { $day } is too far from today; check --day
cli-no-id-number = Nobody on the roster has the ID number { $number }
cli-no-id = Nobody has the id { $id }
cli-no-person = Nobody found for “{ $query }”; name, pinyin, initials, ID number or phone will do
cli-several-people =
    “{ $query }” is more than one person; give the ID number or the id:
    { $list }
cli-no-trip = There is no trip { $trip }; see trip list
cli-not-our-village = { $name } ({ $code }) is no village of this unit
cli-no-such-village = There is no village “{ $name }”; give its code or full name
cli-upgrading = An older version wrote this book. It is being brought up to date: up to a few minutes, please wait …
cli-welcome = zhanbao: there is no book yet.
cli-welcome-console = on a terminal: the console, where a book can be begun
cli-welcome-demo = look at a made-up township
cli-welcome-unit = CODE
cli-welcome-name = NAME
cli-welcome-init = found a book
cli-welcome-help = all commands
cli-status-unsealed = not sealed
cli-status-sealed = sealed { $hash }
cli-status-metric = figure
cli-status-today = today
cli-status-quota = quota
cli-status-cumulative = total
cli-status-target = target
cli-status-rate = rate %
cli-status-name = { $metric } ({ $unit })
cli-status-reported = villages heard from { $done }/{ $villages }  checks passed { $ok }/{ $checks }
cli-target-not-ours = “{ $unit }” is neither this unit nor a village of it
cli-target-revised = {" "}(was { $old }, now { $new })
cli-no-metric = There is no figure “{ $key }”; there are: { $keys }
cli-trip-no-time = “{ $text }” is no time; it should be like 2026-03-06T09:30
cli-trip-board-whom = Say who is aboard, or --all for everybody else on the list
cli-trip-two-drivers = over 400 km: two drivers are needed (--driver may be repeated)
cli-trip-no-escort = no escort yet (--escort): the rules want an officer on the bus
cli-trip-night = coaches must stop or hand over between 02:00 and 05:00; check the departure
cli-trip-no-number = The trip needs a number
cli-trip-add-whom = Say whom to add; for a passenger from another township --outside NAME
cli-trip-one-seat = --seat is for one person only
cli-trip-elsewhere = { $person } is on the list of trip { $trip }; nobody can be on two at once: take them off that one first
cli-trip-nobody-waits = Nobody on the list waits for the roll call
cli-trip-unemployed = { $count ->
    [one] { $count } passenger has no employer and was not recorded as at work; add it with record return (--trip { $trip })
   *[other] { $count } passengers have no employer and were not recorded as at work; add it with record return (--trip { $trip })
    }
cli-trip-aboard = { $aboard }/{ $listed } aboard
cli-verify-count = entries: { $entries }, devices: { $devices }
cli-verify-whole = the chain is whole, and what is derived agrees with the entries
cli-verify-damaged = The book is wrong in { $count } places; stop recording, keep the file, restore a backup
cli-rebuilt = rebuilt from { $entries } entries
cli-withdraw-why = A withdrawal needs a reason; give --why
cli-show-age = { $age } y
cli-show-not-labour = not in the labour force
cli-show-facts = { $village }{ $group }  phone: { $phone }  labour capacity: { $capacity }  status: { $status }
cli-show-not-filled = not filled in
cli-show-wish = wish { $wish }
cli-show-wish-signed = wish { $wish } (signed)
cli-show-awaited = due to return, not yet returned
cli-show-spells = Work:
cli-show-unknown-day = unknown
cli-show-until-now = now
cli-show-unknown-place = place unknown
cli-show-unknown-employer = employer unknown
cli-show-wage = { $wage } yuan
cli-show-roster = roster
cli-show-household = household { $number }  { $village }{ $group }  { $kind }  { $flags }
cli-show-trip = trip { $number }  { $departs }  { $from } → { $to }  { $by }{ $vehicle }  seats { $seats }, free { $free }  { $state }
cli-show-crew = escort { $escort }{ $phone }  carrier { $carrier }  drivers { $drivers }
cli-show-expected = not called yet
cli-show-aboard = aboard
cli-show-absent = absent: { $reason }
cli-show-alighted = got off on the way
cli-show-outside = { $name } (other township)
cli-show-companion = companion
cli-show-entries = Entries:
cli-show-withdrawn = {"  "}withdrawn
cli-entry-roster = roster as of { $day }
cli-entry-visit = visit ({ $by }): { $outcome }
cli-entry-home = came home { $day }
cli-entry-home-stay = came home { $day }, to stay
cli-entry-return = return to work: { $employer }
cli-entry-placement = placement: { $employer }
cli-entry-arrival = arrived, in work: { $employer }
cli-entry-loss = job lost { $day }: { $reason }
cli-entry-push = job offer: { $job }
cli-entry-wish = wish: { $wish }
cli-entry-person = change: { $changes }
cli-entry-nothing = nil report
cli-entry-same = two registrations of one person
cli-entry-trip-plan = trip planned: { $number }
cli-entry-trip-add = put on the list
cli-entry-trip-remove = taken off the list
cli-entry-trip-board = aboard
cli-entry-trip-absent = absent: { $reason }
cli-entry-trip-alight = got off on the way
cli-entry-trip-depart = departure
cli-entry-trip-arrive = arrival
cli-entry-trip-handover = hand-over
cli-entry-trip-cancel = trip cancelled
cli-entry-withdraw = withdrawal: { $why }
cli-entry-missing = not on the roster of { $day }
cli-entry-seal = seal, issue { $issue }
cli-fact-name = name
cli-fact-id-no = ID number
cli-fact-status = status
cli-fact-capacity = labour capacity
cli-fact-phone = phone
cli-fact-village = village
cli-fact-group = group
cli-fact-household = household
cli-fact-education = education
cli-fact-skills = skills
cli-fact-why-idle = why not employed
cli-fact-graduates = graduation
cli-fact-certificate = health certificate
cli-fact-certificate-no = number of the health certificate
cli-import-roster = importing the roster
cli-import-as-of-ahead = The roster is of { $as_of }, after the business day { $day }; check --as-of
cli-import-tried = {" "}(dry run, nothing written)
cli-import-done = { $file }: rows { $rows }, new { $new }, updated { $updated }, unchanged { $unchanged }, rejected { $rejected }{ $tried }
cli-import-batch = batch { $batch } (to withdraw all of it: zhanbao withdraw { $batch } --why REASON)
cli-import-provisional = Note: the book has no regions; { $name } is { $code } for the time being
cli-import-missing = { $count ->
    [one] Doubtful: { $count } person is in the book and not on this roster; please check
   *[other] Doubtful: { $count } people are in the book and not on this roster; please check each
    }
cli-import-no-capacity = Note: the roster has no column 劳动能力 (labour capacity); people without it do not count as labour force: add the column and import again
cli-import-more = … { $count } more; --json lists all, --rejects saves the rejected rows
cli-import-file-row = { $file } row { $row }: { $what }; nothing was imported
cli-regions-no-header = the header cannot be read
cli-regions-header = the header should be code,name,parent_code,level
cli-regions-unreadable = cannot be read (it should be CSV in UTF-8)
cli-regions-no-code = “{ $text }” is no region code
cli-regions-level = level “{ $level }” does not agree with code { $code }
cli-regions-no-name = the name is empty
cli-regions-done = rows { $rows }, units of this county { $taken }, new or renamed { $new }; this unit has { $villages } villages
cli-calendar-done = { $year }: { $off } days off, { $worked } make-up days worked
cli-file-error = { $file }: { $error }

## Kinds of entries
cli-kind-unit = unit
cli-kind-keeper = sealing device
cli-kind-campaign = campaign
cli-kind-target = target
cli-kind-calendar = holidays
cli-kind-roster = roster
cli-kind-missing = not on the roster
cli-kind-person = change
cli-kind-wish = wish
cli-kind-visit = visit
cli-kind-home = came home
cli-kind-return = return to work
cli-kind-placement = placement
cli-kind-arrival = arrived, in work
cli-kind-loss = job lost
cli-kind-push = job offer
cli-kind-none = nil report
cli-kind-trip-plan = trip planned
cli-kind-trip-add = on the list
cli-kind-trip-remove = off the list
cli-kind-trip-board = aboard
cli-kind-trip-absent = absent
cli-kind-trip-alight = got off
cli-kind-trip-depart = departure
cli-kind-trip-arrive = arrival
cli-kind-trip-handover = hand-over
cli-kind-trip-cancel = trip cancelled
cli-kind-withdraw = withdrawn
cli-kind-same = one person
cli-kind-seal = seal
cli-seal-ahead = note: { $day } has not come yet
cli-find-more = only the first { $limit } are listed; type more of the name, or use --limit
cli-kind-job = job
cli-kind-job-close = job closed
cli-kind-push-result = result of an offer
cli-kind-export = whole ID numbers exported
cli-target-set = { $metric }: { $now } by { $to }
cli-target-was = { $metric }: { $before } → { $now } by { $to }
cli-record-not-same = { $one } and { $other } differ in name and ID number: if they are two people, withdraw this
cli-merge-two-seals = doubtful: { $day } was sealed on both sides; the earlier seal { $kept } stands, the other { $other } is listed. Check which of them was sent up, and seal on one computer only from now on
cli-campaign-sealed-days = { $day } was sealed within “{ $name }”; let the new campaign begin after that day
cli-over-a-book = { $path } is a book and cannot be written over; nothing was written. Choose another name
cli-over-the-input = { $path } is the very file that is read, and would be lost; nothing was written. Choose another name
cli-calendar-known = Note: the book has these days of { $year } already; nothing was recorded
cli-campaign-none = no campaign is set; set one with campaign set NAME --from DATE --to DATE
cli-target-none = no target is set; set one with target set
cli-trip-none = no trip is planned; plan one with trip plan
cli-seal-backing-up = Backing up a large book, which takes a while; the day is sealed …
