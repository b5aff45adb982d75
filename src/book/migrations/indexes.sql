-- The first bytes tell entries apart as well as all 32, and the index is a third of the size; a question must ask for
-- both. That a hash is there once, the trigger below sees to.
CREATE INDEX IF NOT EXISTS entry_hash ON entry (substr(hash, 1, 8));
CREATE INDEX IF NOT EXISTS entry_device ON entry (device, seq);
CREATE INDEX IF NOT EXISTS entry_day_kind ON entry (day, kind);
-- Not IN: for each entry that is written, SQLite would make a table of the list.
CREATE INDEX IF NOT EXISTS entry_steering ON entry (kind)
    WHERE kind = 'unit' OR kind = 'keeper' OR kind = 'campaign' OR kind = 'target' OR kind = 'calendar' OR kind = 'seal'
        OR kind = 'withdraw' OR kind = 'trip_plan';
-- Which withdrawals name an entry; the expression must be written in the same way where it is asked for.
CREATE INDEX IF NOT EXISTS entry_target ON entry (CASE WHEN json_valid(body) THEN body ->> '$.target' END)
    WHERE kind = 'withdraw';
-- What is asked of each seal at every opening: their entries, which hold what was printed, lie far apart.
CREATE INDEX IF NOT EXISTS entry_seal ON entry (kind, at, device, seq, hash, day, recorded) WHERE kind = 'seal';
CREATE INDEX IF NOT EXISTS person_unit ON person (unit) WHERE name IS NOT NULL;
-- Few are awaited, and few on the roster no more. What is the same in all rows stands there so that SQLite takes these
-- before the one of all, whichever was made first.
CREATE INDEX IF NOT EXISTS person_awaited ON person (unit, awaited) WHERE awaited = 1;
CREATE INDEX IF NOT EXISTS person_gone ON person (unit, roster) WHERE roster = 0;
CREATE INDEX IF NOT EXISTS person_household ON person (household);
-- The last four characters of a number: what people read out.
CREATE INDEX IF NOT EXISTS person_id_tail ON person (substr(id_no, -4));
CREATE INDEX IF NOT EXISTS person_phone_tail ON person (substr(phone, -4));
CREATE INDEX IF NOT EXISTS household_home ON household (unit, household_no);
-- What is due.
CREATE INDEX IF NOT EXISTS person_next_visit ON person (next_visit) WHERE next_visit IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_loss ON person (loss) WHERE loss IS NOT NULL;
CREATE INDEX IF NOT EXISTS household_next_visit ON household (next_visit) WHERE next_visit IS NOT NULL;
-- The kinds that few households are of.
CREATE INDEX IF NOT EXISTS household_kind ON household (kind)
    WHERE kind = 'unstable' OR kind = 'marginal' OR kind = 'sudden';
CREATE INDEX IF NOT EXISTS person_name ON person (name);
CREATE INDEX IF NOT EXISTS person_id_no ON person (id_no);
CREATE INDEX IF NOT EXISTS person_phone ON person (phone);
CREATE INDEX IF NOT EXISTS household_no ON household (household_no);
CREATE INDEX IF NOT EXISTS trip_number ON trip (number);
CREATE INDEX IF NOT EXISTS passenger_person ON passenger (person);
CREATE INDEX IF NOT EXISTS crossing_other ON crossing (other);
-- Which conditions are open, without a look at those of former years.
CREATE INDEX IF NOT EXISTS doubt_open ON doubt (bit, until, since, subject);
CREATE INDEX IF NOT EXISTS passenger_waits ON passenger (trip) WHERE waits = 1;
CREATE INDEX IF NOT EXISTS trip_surplus ON trip (at_work) WHERE at_work > boarded;
CREATE INDEX IF NOT EXISTS trip_arrived ON trip (arrived, boarded, at_work);

CREATE TRIGGER IF NOT EXISTS entry_never_changes BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER IF NOT EXISTS entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
-- INSERT OR REPLACE would slip past the two above.
CREATE TRIGGER IF NOT EXISTS entry_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash AND substr(hash, 1, 8) = substr(NEW.hash, 1, 8))
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
