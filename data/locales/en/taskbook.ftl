# Screen 2: the task book.
taskbook-time = Time
taskbook-kind = Kind
taskbook-name = Name
taskbook-village = Village
taskbook-what = What
taskbook-officer = Officer
taskbook-state = State
taskbook-withdrawn = withdrawn
taskbook-late = late
taskbook-next = again { $day }
taskbook-came-home = came home
taskbook-stays = to stay
taskbook-trip = { $from } → { $to }
taskbook-wage = { $wage } yuan
taskbook-began = from { $day }
taskbook-sealed = sealed, No. { $issue }
taskbook-count = { $count ->
    [one] 1 entry
   *[other] { $count } entries
 }
taskbook-is-sealed = This day is sealed: anything recorded now is a correction in the next report
taskbook-not-today = Not today: what you record counts for this day; { $key } goes back
taskbook-reported = Villages heard from: { $done }/{ $villages }, nothing to report: { $none }, silent: { $silent }
taskbook-reported-all = Villages heard from: { $villages }/{ $villages }, nothing to report: { $none }
taskbook-search = { $key } finds a name
taskbook-find = Name or pinyin
taskbook-clear = { $key } shows all again
taskbook-all = All
taskbook-by-kind = Only one kind
taskbook-by-village = Only one village
taskbook-by-officer = Only one officer's
taskbook-none = Nothing is recorded for this day yet. v records a visit, r a return
taskbook-none-fit = No entry fits; { $key } shows all again
taskbook-no-later = Nothing can be recorded yet for the days to come
taskbook-nothing-of = Which village has nothing to report
taskbook-nothing-done = Nothing to report: { $village }
taskbook-all-reported = All villages have reported
taskbook-withdrawn-already = This entry was withdrawn already
taskbook-stays-for-good = Withdrawals and seals cannot be withdrawn
taskbook-copied = { $count ->
    [one] 1 entry copied
   *[other] { $count } entries copied
 }
taskbook-why = Reason
taskbook-why-usual = entered wrongly
taskbook-what-back = Withdraw
taskbook-this-one = this one only
taskbook-whole-batch = all { $count } recorded together
taskbook-take-back = Withdraw · { $what }
taskbook-taken-back = { $count ->
    [one] 1 entry withdrawn
   *[other] { $count } entries withdrawn
 }
taskbook-back-by = { $at } { $officer }: { $why }
taskbook-day = Day
taskbook-recorded = Recorded
taskbook-device = Device
taskbook-seq = { $device }, entry { $seq }
taskbook-batch = Batch
taskbook-hash = Hash
taskbook-yes = yes
taskbook-field-by = How
taskbook-field-outcome = Outcome
taskbook-field-need = Need
taskbook-field-next = Next visit
taskbook-field-note = Note
taskbook-field-on = Came home on
taskbook-field-stay = To stay
taskbook-field-came-home = Came home
taskbook-field-start = From
taskbook-field-end = Left on
taskbook-field-reason = Reason
taskbook-field-place = Place
taskbook-field-class = How far
taskbook-field-employer = Employer
taskbook-field-occupation = Occupation
taskbook-field-industry = Industry
taskbook-field-channel = Channel
taskbook-field-wage = Wage a month, yuan
taskbook-field-contract = Contract
taskbook-field-organised = Organised
taskbook-field-part-time = Part time
taskbook-field-trip = Trip
taskbook-field-job = Job
taskbook-field-wish = Wish
taskbook-field-signed = Signed
taskbook-field-number = Number
taskbook-field-departs = Departs
taskbook-field-from = From
taskbook-field-to = To
taskbook-field-vehicle = Vehicle
taskbook-field-seats = Seats
taskbook-field-seat = Seat
taskbook-field-carrier = Carrier
taskbook-field-drivers = Drivers
taskbook-field-escort = Escort
taskbook-field-point = Boarding point
taskbook-field-at = Time
taskbook-field-metric = Figure
taskbook-field-quantity = Quantity
taskbook-field-issue = Issue
taskbook-field-as-of = As of
taskbook-field-target = What was withdrawn
taskbook-household = household { $number }
taskbook-work = work begun
taskbook-field-outside = From elsewhere
taskbook-field-companion = Companion
