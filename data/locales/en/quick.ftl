# The quick line, and withdrawing.
quick-title = Quick line · { $act }
quick-series = one after another
quick-type = Type a name in pinyin, initials, an ID number or a phone; { $key } changes the act while nothing is typed
quick-type-visit = Type a name in pinyin, initials, an ID, phone or household number; { $key } changes the act while nothing is typed
quick-type-or-take = { $key } takes this person; for somebody else type pinyin, initials, an ID number or a phone number
quick-again = as the last one: { $about }
quick-nobody = “{ $text }” was not found: change it and try again
quick-many = { $first } and others, { $count } in all
quick-reading = Reading …
quick-writing = Recording …
quick-column-name = Name
quick-column-sex = Sex
quick-column-age = Age
quick-column-home = Village, group
quick-column-number = ID number
quick-column-now = Now
quick-off = off the roster
quick-awaited = to return
quick-at-work = at work
quick-idle = not at work
quick-no-labour = no labour
quick-household = household of { $head } ({ $number })
quick-members = { $members ->
    [one] 1 person
   *[other] { $members } people
}, { $employed } at work
quick-pick = The digit records it at once; or move to one and record it
quick-note = Note
quick-next = Next visit
quick-need = Need
quick-end = Last day
quick-on = Came on
quick-home-now = came home, will leave again
quick-home-stay = came home to stay
quick-came-home = came home
quick-not-come-home = did not come home
quick-employer = Employer
quick-place = Place
quick-wage = Wage
quick-start = First day
quick-occupation = Work
quick-channel = Channel
quick-yuan = { $wage } yuan
quick-tip-employer = Type the employer in pinyin or by name; a new one as it is, then its place
quick-tip-wage = Digits only, or nothing where it is unknown; { $key } records
quick-tip-start = 20, 2.20, zt (yesterday), -3 will all do; nothing means today
quick-from-own = own last work
quick-from-last = last recorded
quick-from-known = { $count ->
    [one] once
   *[other] { $count } times
}
quick-from-list = list of jobs
quick-from-new = as typed
quick-no-date = “{ $text }” is no date that can be read: write 20, 2.20, zt (yesterday) or +3
quick-no-employer = The employer comes first
quick-no-place = The place is missing
quick-nature = will count as { $nature }
quick-nature-count = { $nature } { $count }
quick-refused = { $count ->
    [one] 1 person cannot be recorded
   *[other] { $count } people cannot be recorded
}
quick-leave = { $count ->
    [one] { $take } leaves them out and records the one other; { $back } goes back
   *[other] { $take } leaves them out and records the other { $count }; { $back } goes back
}
quick-leave-nobody = Nobody can be recorded; { $back } goes back
quick-late = that day is sealed: it prints as a correction in the next report
quick-recorded = Recorded: { $what } { $who } { $about }
quick-no-trip = No trip waits for passengers: plan one on the screen of trips first
quick-seats-left = { $count ->
    [one] 1 seat left
   *[other] { $count } seats left
}
quick-ride = Trip
quick-ride-employer = Employer there
quick-undo = Withdraw the last entry
quick-undo-why = entered by mistake
quick-undo-reason = Why
quick-undo-nothing = Nothing of today can be withdrawn
quick-undo-when = at { $time }, counts on { $day }, { $officer }
quick-undo-sealed = That day is sealed: withdrawing prints as a correction in the next report
quick-undone = Withdrawn: { $what }
quick-stranger = nobody of the roster is selected here; type a name
