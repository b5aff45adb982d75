-- What lists are filtered by, beside what they show: see book/people.rs.
ALTER TABLE person ADD COLUMN labour_from INTEGER; -- of the labour force from this day on, by what is known now;
ALTER TABLE person ADD COLUMN labour_to INTEGER; -- until the day before this one. NULL = at no time
ALTER TABLE person ADD COLUMN roster INTEGER NOT NULL DEFAULT 0; -- on the roster, not moved away, not dead
ALTER TABLE person ADD COLUMN awaited INTEGER NOT NULL DEFAULT 0; -- should return to work and has not
ALTER TABLE household ADD COLUMN kind TEXT;
ALTER TABLE spell ADD COLUMN wage INTEGER; -- yuan a month, out of its JSON: lists are sorted by it
-- What is due, so that nobody reads every visit for it.
ALTER TABLE person ADD COLUMN next_visit INTEGER; -- when the last visit said to come again
ALTER TABLE person ADD COLUMN loss INTEGER; -- when work was lost for the last time, where nothing has answered that
ALTER TABLE household ADD COLUMN next_visit INTEGER;
-- Entries of a day are asked for by kind as well.
DROP INDEX IF EXISTS entry_day;
