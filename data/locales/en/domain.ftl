# domain
domain-word-unknown = “{ $word }” is not known here; use one of: { $keys }

# What `record` refuses
domain-home-ahead = the day of coming home, { $date }, lies after the day of the record, { $day }; record it when it comes, or change --on
domain-loss-ahead = the day of leaving the job, { $date }, lies after the day of the record, { $day }; record it when it comes, or change --end
domain-next-visit-past = the next visit lies before the day of the record, { $day }; change --next
domain-start-far-ahead = the start of work, { $date }, is more than a year ahead; check --start
domain-certificate-ahead = the health certificate is dated after the day of the record, { $day }; check it
domain-roster-ahead = the roster's date, { $date }, lies after the day of the record, { $day }; check --as-of
domain-campaign-backwards = the campaign ends on { $to }, before it begins on { $from }; change --from or --to
domain-target-backwards = the target ends on { $to }, before it begins on { $from }; change --from or --to
domain-target-negative = a target cannot be negative
domain-person-unknown-then = this person was not on the roster on { $day } yet; import the roster first, or change --day
domain-person-died = this person is recorded as deceased; if that is a mistake, withdraw that entry first
domain-person-prison = this person is in prison; if released, correct the status first (record person --status active)
domain-person-army = this person is in the army; if discharged, correct the status first (record person --status active)
domain-person-under-age = this person is under 16 on the day work starts, and may not work by law (Provisions on the Prohibition of Child Labour)
domain-loss-before-start = the day of leaving the job, { $end }, lies before its start, { $start }; change --end
domain-date-unknown = unknown
domain-loss-without-work = the book shows no work of this person that could be lost; to record a wish to work, record a wish or a visit (record wish, record visit)
domain-school-full-time = this person is in school and cannot work full time; record part-time work (--part-time), or correct the status first (record person --status active)
domain-public-post-outside = a public-benefit post and work outside the county cannot stand side by side; record the end of the one (record loss), then the other
domain-spells-overlap = it overlaps with full-time work since { $since }; start after that, or record part-time work (--part-time)
domain-spell-existing = an earlier day

# What an officer is told beside a record
domain-told-listed = this person was not due to return; they have been added to that list, and it counts as a return to work
domain-told-continued = still with the same employer: it does not count as a new start
domain-told-awaited = this person is due to return already
domain-told-home-without-work = the book shows no work of this person; somebody who never left for work should not be recorded as come home
domain-next-loss = a job was lost: record the loss next (record loss)
domain-next-home = somebody came home: record that next (record home)
domain-next-work = somebody left for work: record the return or placement next (record return, record placement)
domain-next-wish = somebody is not willing: record the wish next, by a change on the page of this person (record wish --wish none, --signed)
domain-told-nature = by the definitions it counts as: { $nature }

# Trips
domain-trip-none = there is no such trip; make it with trip plan first
domain-trip-cannot = trip { $number } ({ $state }): { $act } is not possible now
domain-trip-act-plan = changing the plan
domain-trip-act-add = adding people
domain-trip-act-remove = taking people off the list
domain-trip-act-board = boarding
domain-trip-act-absent = marking people absent
domain-trip-act-alight = getting off on the way
domain-trip-act-depart = departing
domain-trip-act-arrive = arriving
domain-trip-act-handover = handing over
domain-trip-act-cancel = cancelling
domain-trip-seats-too-few = { $listed ->
        [one] one person is on the list
       *[other] { $listed } people are on the list
    } already: the seats cannot become { $seats }
domain-trip-full = trip { $number } is full (seats: { $seats }); plan another trip, or take somebody off the list first
domain-trip-aboard-not-removed = this person is aboard; mark them absent, or as got off on the way, first
domain-trip-not-listed = this person is not on the list of trip { $number }
domain-trip-add-first = this person is not on the list of trip { $number }; add them with trip add first
domain-trip-aboard-already = this person is aboard already
domain-trip-seats-taken = every seat of trip { $number } is taken (seats: { $seats })
domain-trip-carried-off = this person has departed with the trip; if they got off on the way, use trip alight
domain-trip-not-aboard = this person is not aboard
domain-trip-nobody-aboard = nobody is aboard trip { $number } yet; call the roll with trip board first

# ID numbers
domain-id-missing = no ID number; fill it in and import again
domain-id-length = an ID number has 18 characters (a disability certificate 20); compare their number and each of them with the document
domain-id-checksum = the check digit of the ID number does not fit; most likely one digit was miscopied: compare it with the document digit by digit
domain-id-birth-date = the date of birth in the ID number does not exist, lies ahead or before 1900; compare digits 7 to 14 with the document
domain-id-region = the first two digits of the ID number are those of no province; compare them with the document
domain-id-excel-damaged = a spreadsheet turned the ID number into a quantity and lost its last digits; format the column as text and fill it in again from the document

# Periods
domain-year = year { $year }
domain-told-place-unknown = “{ $place }” is no place that is known, and counts as “place unknown”; if it is misspelt, withdraw and record again (a region code, a prefecture or above, or 乡内, 县内, 省内, 省外)
domain-told-wage = { $wage } yuan a month is very much: is it a year's, or a zero too many? If so, withdraw it and record it again
domain-told-unsigned = “no wish to work” without a signature still counts as willing; once it is signed, record it again (--signed)
