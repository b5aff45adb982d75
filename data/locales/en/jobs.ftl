# jobs
jobs-unsaid = not stated
jobs-any = any
jobs-ages = { $from }–{ $to } years
jobs-ages-from = { $from } years or more
jobs-ages-to = { $to } years at most
jobs-wage = { $wage } CNY a month
jobs-wages = { $from }–{ $to } CNY a month
jobs-wages-from = from { $from } CNY a month
jobs-wages-open = wage to be agreed
jobs-why-age = age { $has }, asked for { $asked }
jobs-why-sex = sex { $has }, asked for { $asked }
jobs-why-sex-any = either sex
jobs-why-skill = can do { $has }, asked for { $asked }
jobs-why-skill-any = no skill asked for
jobs-why-experience = has done this work: { $has }
jobs-why-wage = hopes for { $has }, pays { $given }
jobs-why-place = wants to go to { $has }, the job is in { $given }
jobs-why-wish = wish { $has }, the job: { $given }
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
