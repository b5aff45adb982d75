-- Whoever goes back to the old employer by another bus came by both: each trip counts them (check 7).
ALTER TABLE spell ADD COLUMN earlier_trips TEXT; -- JSON: ids of the trips before the last one, where there are any
