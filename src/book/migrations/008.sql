-- Made anew with the others: as it was, SQLite made a table of its kinds for every household that was written.
DROP INDEX IF EXISTS household_kind;
