# Screen 3: the roster.
people-title = Roster · { $all } people
people-title-found = Roster · { $all } people → { $count }{ $more }
people-title-households = { $count ->
    [one] Roster · 1{ $more } household
   *[other] Roster · { $count }{ $more } households
}
people-more = +
people-marked = { $count } marked
people-filter-hint = name, pinyin, initials, ID, phone, village
people-none = Nobody found. Write it another way, or clear the filter with { $clear } in the list
people-nobody = Nobody is selected
people-name = Name
people-sex = Sex
people-age = Age
people-village = Village
people-kind = Household
people-work = Work
people-place = Place
people-employer = Employer
people-wage = Wage
people-head = Head
people-members = Size
people-labour = Labour
people-employed = Work
people-zero = Zero
people-zero-mark = zero
people-visited = Visited
people-number = Number
people-at-work = at work
people-idle = no work
people-no-labour = no labour
people-awaited = awaited
people-off-roster = off roster
people-facets = Show only
people-facet-village = Village
people-facet-kind = Kind of household
people-facet-zero = Zero-employment households
people-facet-awaited = Should have returned
people-facet-on-roster = On the roster
people-facet-any = Any
people-sort = Order
people-sorted = by { $by }
people-sort-best = best match
people-sort-home = village
people-sort-name = name
people-sort-age = age
people-sort-wage = wage
people-sort-too-long = too many: by village
people-mark-all = Mark all
people-mark-many = Mark { $count } people at once?
people-mark-too-many = At most { $most } people are marked at once: narrow the list first
people-no-page = Only people and households have a page here
people-section-facts = Facts
people-section-household = { $count ->
    [one] Household of one
   *[other] Household of { $count }
}
people-section-members = { $count ->
    [one] One member
   *[other] { $count } members
}
people-section-work = Work
people-section-visits = Visits
people-section-trips = Trips
people-section-history = { $count ->
    [one] History: one entry
   *[other] History: { $count } entries
}
people-numbers = ID { $number }  Phone { $phone }
people-no-capacity = labour capacity not stated
people-skills = skills: { $skills }
people-now = Now: { $standing }
people-doubts = To be checked: { $doubts }
people-why-idle = Why without work: { $why }
people-wish-wage = at least { $wage } yuan
people-certificate = Health certificate { $day } { $number }
people-import-note = Not understood at import: { $note }
people-income = { $income } yuan a head
people-contact = contact { $name }
people-grid-officer = grid officer { $name }
people-house-labour = Labour force { $labour }, at work { $employed }
people-by-trip = trip { $number }
people-no-work = No work on record
people-no-visit = Not visited yet
people-visit-next = Next visit { $day }
people-visit-overdue = { $days ->
    [one] Visit due since { $day }, one day
   *[other] Visit due since { $day }, { $days } days
}
people-withdrawn = withdrawn
people-shown-for = numbers shown for { $seconds } s
people-choose-member = Choose a member of the household first
people-entry-fixed = This entry cannot be withdrawn
people-no-entry-here = Move to an entry of the history below first
people-withdraw = Withdraw: { $entry }
people-withdraw-why = Reason
people-withdrew = Withdrawn
people-change = Changes of { $name }
people-changed = Changes recorded
people-nothing-changed = Nothing was changed
people-wish = Wish
people-wish-signed = Wish is signed
people-wish-place = Wished place
people-wish-work = Wished work
people-wish-least = Least wage (yuan)
people-whom-wait = Still looking, one moment
people-whom-search = or search by pinyin, number, village
people-double = Perhaps recorded twice: { $person }
people-same-whom = Who else is this person
people-same-ask = Are these two records one person
people-same-reading = Comparing…
people-same-differs = differs
people-same-one = This record
people-same-other = The other record
people-same-then = Joined, all entries of both count for one; reports sent stay as they are; { $undo } takes it back
people-same-done = Joined into one person
people-same-two = Mark two people with { $mark } first, then join them
people-id-whole = Type the whole number anew, without *
people-household-new = Household { $number } is not on the book yet: its number shows after the next roster; take it back if it is wrong
people-whom-nobody = Nobody on the roster goes by that name; type pinyin, a number or a village
people-whom-none = Nobody found: change it and try again
people-whom-type = Name in pinyin, end of the ID number, or phone of the other record
