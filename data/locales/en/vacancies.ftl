# The page of jobs.
vacancies-wage-open = agreed
vacancies-occupation = Occupation
vacancies-employer = Employer
vacancies-place = Place
vacancies-wage = Wage
vacancies-filled = Filled
vacancies-state = State
vacancies-heard = Heard
vacancies-number = Number
vacancies-title = Jobs · { $open } open, { $stale } to be renewed
vacancies-shown-open = only those open
vacancies-shown-all = full and closed ones too
vacancies-offer-to = { $count ->
    [one] Choose the job to offer to { $count } person
   *[other] Choose the job to offer to { $count } people
}
vacancies-nothing-here = There is no job here
vacancies-none = No job is open. { $new } enters one, { $import } imports a list
vacancies-none-found = No such job
vacancies-not-open = “{ $job }” is { $state } and cannot be offered. If it is still to be had, renew it with { $key } first
vacancies-no-more = “{ $job }” is { $state } and is offered no more
vacancies-over = The last day of “{ $job }” was { $day }. To have it again, change that day first
vacancies-renewed = { $count ->
    [one] Renewed { $count } job: still to be had
   *[other] Renewed { $count } jobs: still to be had
}
vacancies-closed-already = “{ $job }” has been taken off already. If it is to be had again, { $key } brings it back
vacancies-close = Take off { $job }
vacancies-why = Reason
vacancies-closed = Taken off: { $job }
vacancies-everybody = The whole township
vacancies-text-for = For which group
vacancies-text = Text for the group
vacancies-copied = { $count ->
    [one] Copied the text of { $count } job
   *[other] Copied the text of { $count } jobs
}
vacancies-none-fresh = No job has been renewed within 7 days. Ask the employers and renew them first
vacancies-stale-left-out = Jobs not renewed for 7 days were left out
vacancies-stale-named = Some have not been renewed for 7 days: ask the employers before sending
vacancies-new = New job
vacancies-change = Change the job
vacancies-another = With another number, or another employer, occupation or place, it is another job. Enter that one and take this one off
vacancies-known = The job was on the list already and was brought up to date
vacancies-recorded = Job recorded
vacancies-phone = Telephone
vacancies-openings = People wanted
vacancies-wage-range = Wage, e.g. 4500-6000
vacancies-age-range = Age, e.g. 18-45
vacancies-sex = Sex
vacancies-age = Age
vacancies-board = Board
vacancies-skills = Skills
vacancies-education = Schooling
vacancies-contact = Contact
vacancies-source = Source
vacancies-sector = Sector
vacancies-posted = Posted
vacancies-closes = Last day
vacancies-note = Note
vacancies-bad-phone = No telephone number: 11 digits, or an area code and 7 to 8 digits
vacancies-bad-openings = Between 1 and 100000 people
vacancies-bad-closes = The last day is over already
vacancies-of-openings = { $count } wanted, { $went } went
vacancies-numbered = number { $number }
vacancies-asked = Offered to { $count }
vacancies-nobody-asked = It was offered to nobody yet
vacancies-none-asked = It was offered to nobody yet. { $key } shows who fits
vacancies-name = Name
vacancies-offered-on = Offered
vacancies-offered-head = Offered
vacancies-result = Answer
vacancies-no-result = no answer yet
vacancies-nobody-meant = There is nobody to offer it to
vacancies-offered = Offered { $job }: { $names }
vacancies-answered = { $job }: { $names } { $result }
vacancies-wanted = { $count } still wanted
vacancies-left-out = { $count } asked before and left out: { $names }
vacancies-answer = Answer: { $job }
vacancies-offer = Offer: { $job }
vacancies-offer-only = offered, the answer comes later
vacancies-fits-title = { $count } fit { $job }
vacancies-asked-before = { $count } asked before, left out
vacancies-nobody-fits = Nobody else fits. { $key } lists those at work too
vacancies-nobody-here = There is nobody here
vacancies-looking = Looking…
vacancies-home = Village
vacancies-turn = Turn
vacancies-score = Fit
vacancies-why-fits = { $who }: why
vacancies-suits-title = Jobs that fit { $who }
vacancies-out-of-reach = { $count } do not fit by age or sex
vacancies-not-offered = This job was not offered yet: { $key } first
vacancies-other-job = Job
vacancies-other = Offer another job: { $who }
vacancies-other-recorded = Offer recorded
vacancies-filter-hint = occupation, employer, place, number, or initials of pinyin
vacancies-unfit = Note: not of the age or sex asked for, or not of the labour force: { $names }
