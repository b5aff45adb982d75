# Today.
today-goals = Targets
today-campaign = { $name } { $from } – { $to }
today-quota = today { $done }/{ $quota }
today-done = today { $done }
today-pace = 7-day pace { $pace }
today-reached = done
today-never = not at this pace
today-late = { $day }, { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
today-early = { $day }, { $days ->
    [one] 1 day early
   *[other] { $days } days early
}
today-in-time = { $day }, in time
today-no-targets = No targets are set yet. Press { $key } for the settings and enter them: then progress, each day's quota and the forecast stand here. Below is what was done today.
today-flow = today { $today }, in all { $all }
today-due = To do
today-of-kind = { $kind } { $count }/{ $all }
today-overdue = Overdue { $count }
today-today = Today { $count }
today-soon = Within 3 days { $count }
today-who = Who
today-village = Village
today-what = What to do
today-text-late = { $text }, { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
today-text-on = { $day } { $text }
today-nothing-due = Nothing is due.
today-entries = { $count ->
    [one] Today's entries · 1
   *[other] Today's entries · { $count }
}
today-no-entries = Nothing has been recorded today.
today-time = Time
today-kind = Kind
today-content = What
today-officer = By
today-gone = withdrawn: { $text }
today-entry-late = late: { $text }
today-open = Open
today-sealed = Issue { $issue } sealed { $seal }
today-checks = checks { $good }/{ $all }
today-reported = villages heard from { $heard }/{ $all }
today-none = , nothing to report { $count }
today-silent = , silent: { $names }
today-silent-more = , silent: { $names } of { $count }
today-nobody-silent = Every village has reported
today-nothing-title = Which village has nothing to report today
today-nothing-recorded = Recorded: { $village } has nothing to report
today-late-short = { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
today-early-short = { $days ->
    [one] 1 day early
   *[other] { $days } days early
}
today-home = { $name }'s home
today-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
 }
today-people-more = over { $count } people
today-no-targets-short = No targets yet: press { $key } for the settings, then progress stands here.
today-begin = Nobody is on the book yet. Two things come first:
    1  press { $import } to import the roster (CSV, XLSX)
    2  press { $settings } for the settings: the campaign's days and its targets
    Then what each day asks for is listed here.
