-- Seals are told at every opening, without a look at each one's entry: an index, which is made with the others.
-- Made anew with the others: where the index of all people was made after them, they were not used.
DROP INDEX IF EXISTS person_awaited;
DROP INDEX IF EXISTS person_gone;
