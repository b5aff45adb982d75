CREATE UNIQUE INDEX IF NOT EXISTS entry_hash ON entry (hash);
CREATE INDEX IF NOT EXISTS entry_device ON entry (device, seq);
CREATE INDEX IF NOT EXISTS entry_day ON entry (day);
CREATE INDEX IF NOT EXISTS entry_steering ON entry (kind, id)
    WHERE kind IN ('unit', 'keeper', 'campaign', 'target', 'calendar', 'seal', 'withdraw', 'trip_plan');
CREATE INDEX IF NOT EXISTS person_name ON person (name);
CREATE INDEX IF NOT EXISTS person_id_no ON person (id_no);
CREATE INDEX IF NOT EXISTS person_phone ON person (phone);
CREATE INDEX IF NOT EXISTS household_no ON household (household_no);
CREATE INDEX IF NOT EXISTS trip_number ON trip (number);
CREATE INDEX IF NOT EXISTS passenger_person ON passenger (person);

CREATE TRIGGER IF NOT EXISTS entry_never_changes BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER IF NOT EXISTS entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
-- INSERT OR REPLACE would slip past the two above.
CREATE TRIGGER IF NOT EXISTS entry_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
