-- Check 7 of a trip, so that a report need not hold every passenger of every year against their work.
ALTER TABLE trip ADD COLUMN boarded INTEGER NOT NULL DEFAULT 0; -- carried, aboard for work
ALTER TABLE trip ADD COLUMN at_work INTEGER NOT NULL DEFAULT 0; -- with a beginning of work by this trip
ALTER TABLE passenger ADD COLUMN waits INTEGER NOT NULL DEFAULT 0; -- aboard for work, and none has begun
-- Who is aboard two trips whose journeys overlap (check 8).
CREATE TABLE crossing (
    trip INTEGER NOT NULL,
    other INTEGER NOT NULL, -- the greater id
    person INTEGER NOT NULL,
    PRIMARY KEY (trip, other, person)
) STRICT, WITHOUT ROWID;
-- Numbers that two people may have (check 8).
CREATE TABLE shared_number (
    id_no TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
