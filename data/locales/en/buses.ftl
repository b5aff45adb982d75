# Direct return buses.
buses-number = Trip
buses-by = By
buses-departs = Departs
buses-way = Route
buses-seats = Seats
buses-listed = List
buses-aboard = Here
buses-state = State
buses-missing = Missing
buses-note = { $today } today, { $under_way } on the road, { $all } in all
buses-none = No trips yet. { $key } plans one
buses-trip = Trip { $number }
buses-roll-call = Roll call
buses-seat = No.
buses-name = Name
buses-id = ID number
buses-village = Village
buses-point = Boards at
buses-employer = Employer
buses-certificate = Health
buses-presence = State
buses-signature = Signature
buses-waiting = not called
buses-on-board = aboard
buses-alighted = got off
buses-companion = companion
buses-outside = other town
buses-elsewhere = other town
buses-no-employer = employer?
buses-no-point = No boarding point
buses-certificate-none = none
buses-certificate-expired = { $day } expired
buses-counts = { $listed } due, { $aboard } aboard, { $absent } absent
buses-counts-waiting = , { $count } left
buses-nobody-listed = Nobody is on the list yet. { $key } adds people
buses-everybody-called = Everybody has been called
buses-vehicle = Vehicle
buses-vehicle-number = Number
buses-carrier = Carrier
buses-driver = Driver
buses-drivers = Drivers
buses-escort = Escort
buses-distance = Distance
buses-km = { $km } km
buses-departed = Left
buses-arrived = Arrived
buses-receipt = Receipt
buses-fact-seats = { $seats } seats, { $free } free
buses-before-leaving = Before leaving
buses-gaps = To be checked
buses-lacks-oversold = { $count ->
    [one] { $count } person too many
   *[other] { $count } people too many
}
buses-lacks-work = { $count } unplaced
buses-lacks-departure = should have left
buses-lacks-anybody = no passengers
buses-lacks-call = { $count } to call
buses-lacks-escort = no escort
buses-lacks-driver = no driver
buses-lacks-second-driver = over 400 km: no second driver
buses-gap-expired = { $count ->
    [one] { $count } health certificate expired
   *[other] { $count } health certificates expired
}
buses-gap-seatless = { $count ->
    [one] { $count } person without a seat number: { $names }
   *[other] { $count } people without a seat number: { $names }
}
buses-gap-workless = { $count ->
    [one] { $count } person without an employer
   *[other] { $count } people without an employer
}
buses-gap-waiting = { $count ->
    [one] { $count } person to be called
   *[other] { $count } people to be called
}
buses-gap-work = { $count ->
    [one] { $count } person arrived and has no work on record
   *[other] { $count } people arrived and have no work on record
}
buses-all-called = Everybody has been called: ready to leave
buses-who = Who did not come
buses-who-note = letters of the name, or 0 and the seat
buses-nobody-found = Nobody of those to be called fits
buses-reason-digit = 1–5 gives the reason
buses-did-add = { $name } put on the list
buses-did-board = { $name }: aboard
buses-did-board-all = { $count ->
    [one] The last one is aboard
   *[other] The other { $count } are aboard
}
buses-did-absent = { $name } did not come: { $reason }
buses-did-alight = { $name } got off on the way
buses-did-remove = { $name } is off the list
buses-undo-why = roll call corrected
buses-undone = Taken back: { $what }
buses-nothing-to-undo = Nothing of this roll call can be taken back
buses-unready-day = This bus is planned for { $day }, not for today.
buses-unready-waiting = { $count ->
    [one] { $count } person has not been called.
   *[other] { $count } people have not been called.
}
buses-unready-expired = { $count ->
    [one] { $count } health certificate has expired.
   *[other] { $count } health certificates have expired.
}
buses-depart-anyway = Let { $number } leave now?
buses-departure = departure of { $number }
buses-did-depart = { $number } has left: { $aboard } aboard, { $missing } missing
buses-arrival = Arrival of { $number }
buses-did-arrive = { $count ->
    [0] { $number } has arrived; nobody's work has begun
    [one] { $number } has arrived, and the work of 1 person has begun
   *[other] { $number } has arrived, and the work of { $count } people has begun
}
buses-arrival-work = { $count ->
    [one] { $count } person begins work: { $parts }
   *[other] { $count } people begin work: { $parts }
}
buses-arrival-nobody = Nobody's work begins with it.
buses-arrival-late = The day is sealed: this counts as a correction in the next report.
buses-arrival-not = It cannot arrive yet
buses-arrival-refused = { $name }: { $why }
buses-hand-over = Handing over { $number }
buses-did-hand-over = { $number } has been handed over
buses-receipt-ask = The receipt of those who took them over; just { $key } where there is none:
buses-cancel = Cancelling { $number }
buses-did-cancel = { $number } is cancelled
buses-cancel-ask = Why does it not go?
buses-cancel-why = Write why it does not go
buses-text-title = List for the driver
buses-text-head = { $number }, { $departs }, { $from } → { $to }
buses-text-vehicle = Vehicle { $vehicle }, { $seats } seats, { $count } expected
buses-text-escort = Escort: { $name } { $phone }
buses-text-point = { $point } ({ $count }): { $names }
buses-copied = Copied: it can be pasted into a chat
buses-printing = Printing the list of { $number }
buses-printed = The list is at { $path }
buses-list-title = Passengers of { $number }
buses-with-companion = { $name } (companion)
buses-with-outside = { $name } (other town)
buses-sign-escort = Escort:
buses-sign-driver = Driver:
buses-sign-officer = Officer:
buses-adding = Adding passengers · { $number }
buses-free = { $count ->
    [one] { $count } seat free
   *[other] { $count } seats free
}
buses-listed-here = on the list
buses-listed-there = on { $number }
buses-listed-already = { $name } is on the list already and was not added again
buses-add-letters = Nobody found for “{ $typed }”. For somebody of another township, write the name
buses-add-outside = From another town: { $name }
buses-added = { $name }: seat { $seat }, { $employer }, { $free } free
buses-plan = Plan a trip
buses-plan-again = Change the plan of { $number }
buses-plan-number = Number
buses-planned = { $number } is planned
buses-number-taken = There is a trip { $number } already: give another number
buses-seats-range = Seats must be between 1 and { $most }
buses-from = From
buses-to = To
buses-drivers-asked = Drivers and phones
buses-escort-asked = Escort
buses-escort-phone = Escort's phone
buses-points-asked = Boarding points
buses-distance-asked = Distance (km)
buses-passenger = Passenger { $name }
buses-seat-number = Seat
buses-changed = { $name } is corrected
buses-no-such-seat = There is no seat { $seat }: this trip has { $seats }
buses-seat-taken = Seat { $seat } is taken: give another one
buses-arrival-unknown = { $count ->
    [one] { $count } person has no employer, and no work is recorded: give one on the list, or record the return later
   *[other] { $count } people have no employer, and no work is recorded: give one on the list, or record the return later
}
buses-nobody-without = Everybody who arrived has work on record
