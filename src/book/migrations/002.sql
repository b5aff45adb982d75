-- The list of jobs, derived from entries like everything behind the ledger.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    number TEXT,
    facts TEXT NOT NULL, -- JSON
    closed INTEGER, -- taken off the list on this day
    why TEXT,
    offers TEXT NOT NULL -- JSON: who was asked, when, with what result
) STRICT;
CREATE INDEX job_number ON job (number);
