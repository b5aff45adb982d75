# A pasted list.
paste-title = Paste a list
paste-no-employer = no employer said
paste-no-place = no place said
paste-no-trip = no trip chosen
paste-stays = to stay
paste-line-wrong = Line { $line } cannot be recorded: { $why }. Nothing was recorded
paste-nothing = Nobody on the list can be recorded
paste-trip = { $number }  { $departs }  to { $to }  { $listed } of { $seats } listed
paste-draft = pasted list, { $lines ->
    [one] 1 line
   *[other] { $lines } lines
}
paste-empty = No list yet: paste one, or type it, one person a line
paste-cut = The list is too long: only its first { $lines } lines are read; paste the rest again
paste-which = This list records
paste-which-trip = For which trip
paste-no-trips = No trip takes anybody now: plan one first under Trips ({ $key })
paste-no-doubt = Nothing is in doubt any more
paste-wait = Still checking, one moment
paste-some-left = { $going ->
    [one] 1 person is recorded
   *[other] { $going } people are recorded
}; { $doubts ->
    [one] 1 line in doubt is
   *[other] { $doubts } lines in doubt are
} left out. Record now?
paste-throw-away = The list is not recorded. Throw it away?
paste-reading = Looking everybody up…
paste-how = Paste the list from the group here, or type it, one person a line; { $key } looks everybody up.
paste-recorded = { $count ->
    [one] Recorded 1 entry
   *[other] Recorded { $count } entries
}
paste-recorded-natures = { $count ->
    [one] Recorded 1 entry
   *[other] Recorded { $count } entries
}: { $natures }
paste-count = { $what }: { $people ->
    [one] 1 person
   *[other] { $people } people
} · { $going } go · { $doubts } in doubt · { $left } left out
paste-column-text = Pasted
paste-column-who = Who
paste-column-what = Recorded as
paste-sender = sender or time
paste-heading = heading
paste-nobody = nobody is named
paste-unknown = { $name } is not on the roster
paste-several = ? { $name }: { $count ->
    [one] 1 may be meant
   *[other] { $count } may be meant
}
paste-choose = { $key } chooses
paste-skipped = skipped: { $why }
paste-twice = the same as line { $line }
paste-off = left out
paste-kin = (their { $kin })
paste-whom = Who is it: { $line } { $kin }
paste-field-day = Date
paste-field-employer = Employer
paste-field-place = Place
paste-field-wage = Monthly wage (CNY)
paste-field-outcome = Outcome
paste-field-by = How
paste-field-reason = Reason
paste-field-remark = Remark
paste-field-stay = To stay
paste-changed = Changed
paste-for-all = The same for all (lines with their own keep it)
paste-lacks = { $why }: { $key } fills it in
