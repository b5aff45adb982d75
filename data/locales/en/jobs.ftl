# jobs
jobs-unsaid = not stated
jobs-yuan = CNY { $wage }
jobs-any = any
jobs-ages = { $from }-{ $to } years
jobs-ages-from = { $from } years or more
jobs-ages-to = { $to } years at most
jobs-wage = CNY { $wage }
jobs-wages = CNY { $from }-{ $to }
jobs-wages-from = CNY { $from } up
jobs-wages-open = to be agreed
jobs-why-age = age { $has }, asked for { $asked }
jobs-why-sex = sex { $has }, asked for { $asked }
jobs-why-sex-any = either sex
jobs-why-skill = skills { $has }, asked for { $asked }
jobs-why-skill-any = no skill asked for
jobs-why-experience = has done this work: { $has }
jobs-why-wage = hopes for { $has }, pays { $given }
jobs-why-place = wants to go to { $has }, the job is in { $given }
jobs-why-wish = wish { $has }, the job: { $given }
jobs-why-board-near = near home, no lodging needed
jobs-why-board = board: { $given }
jobs-why-education = schooling { $has }, asked for { $asked }
jobs-why-education-any = any schooling
jobs-why-capacity = labour capacity: { $has }
jobs-why-capacity-far = labour capacity: { $has }, better near home
jobs-group-date = { $month }/{ $day }
jobs-group-head = [Jobs] { $date }
jobs-group-head-village = [Jobs] { $village } { $date }
jobs-group-foot = If you want to go, speak to your village office or call the number.
jobs-group-wanted = { $count ->
    [one] { $count } person wanted
   *[other] { $count } people wanted
}
jobs-group-place = Place: { $place }
jobs-group-asks = Asked for: { $asks }
jobs-group-call = Call: { $call }
jobs-group-closes = Apply by { $date }
jobs-list-comma = ;{" "}
jobs-line-wanted = need { $count }
jobs-employed = at work
jobs-posted = posted { $day }
jobs-refreshed = renewed { $day }
jobs-closed-on = taken off on { $day }: { $why }
jobs-offered = offered on { $day }, no answer yet
jobs-offered-result = offered on { $day }: { $result }
jobs-not-a-range = “{ $text }” is no range of numbers; write 4500-6000, 18-, -45 or 5000
jobs-none-named = There is no job “{ $text }”; use its id, its number or employer and occupation; jobs list --all shows them
jobs-several-named = “{ $text }” is more than one job; say which by its id:
jobs-none = No job is open; enter some with jobs add or import jobs
jobs-none-stale = No job has to be renewed
jobs-some-stale = { $count ->
    [one] Note: { $count } job has not been renewed for 7 days; ask the employer, then jobs refresh, or jobs close
   *[other] Note: { $count } jobs have not been renewed for 7 days; ask the employers, then jobs refresh, or jobs close
}
jobs-close-why = Say why the job is taken off: --why
jobs-closed-already = “{ $job }” has been taken off already; if it is to be had again, jobs refresh
jobs-not-open = “{ $job }” is { $state }; if it is still to be had, jobs refresh or jobs add first
jobs-nobody = Nobody of this id is on the roster by { $day }; import the roster first, or change --day
jobs-out-of-reach = { $count ->
    [one] { $count } more job does not fit by age or sex; jobs match PERSON --job JOB says why
   *[other] { $count } more jobs do not fit by age or sex; jobs match PERSON --job JOB says why
}
jobs-none-fits = No job fits by age and sex
jobs-fill-found = { $count ->
    [one] { $count } person fits and has not been asked, { $shown } shown; asked before and left out: { $asked }
   *[other] { $count } people fit and have not been asked, { $shown } shown; asked before and left out: { $asked }
}
jobs-nobody-to-ask = There is nobody to ask; nothing was recorded
jobs-text-left-out = { $count ->
    [one] Note: { $count } job has not been renewed for 7 days and was left out; jobs refresh first
   *[other] Note: { $count } jobs have not been renewed for 7 days and were left out; jobs refresh first
}
jobs-text-stale = Note: “{ $job }” has not been renewed for 7 days; ask the employer before sending
jobs-bad-phone = “{ $phone }” is no telephone number: 11 digits, or an area code and 7 to 8 digits; change --phone
jobs-add-lacks = Employer and occupation can't be empty: --employer, --occupation
jobs-add-over = The last day is before { $day }; change --closes
jobs-add-known = Note: this job of “{ $job }” is on the list already and was brought up to date
jobs-push-closed = “{ $job }” is closed and can't be offered; if it is still to be had, jobs refresh first
jobs-push-full = Note: “{ $job }” has been filled
jobs-result-noted = Recorded as what came of the earlier offer; it is not counted as another
jobs-went-next = They went: record placement next
jobs-act-push-result = job offered { $job }: { $result }
jobs-act-result = what came of the offer { $job }: { $result }
jobs-act-refreshed = job renewed, still to be had
jobs-act-listed = job listed or changed
jobs-act-closed = job taken off { $why }
