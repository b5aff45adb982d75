-- The ledger: what happened. Rows are only ever added.
CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    retired INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    prev BLOB NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    day INTEGER NOT NULL, -- yyyymmdd
    officer TEXT NOT NULL,
    unit INTEGER NOT NULL, -- 12-digit region code
    kind TEXT NOT NULL,
    subjects BLOB NOT NULL, -- 8 bytes each, little-endian
    body TEXT NOT NULL
) STRICT;

CREATE TABLE entry_subject (
    subject INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (subject, entry)
) STRICT, WITHOUT ROWID;

-- What this copy of the book knows of itself; not derived from entries.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value ANY
) STRICT, WITHOUT ROWID;

-- From here on: derived from entries, and rebuilt from them at any time.
-- What a seal saw; what it printed stays in its entry.
CREATE TABLE seal (
    entry INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL,
    seen TEXT NOT NULL, -- JSON {device: [seq, hash]}
    beyond TEXT NOT NULL -- JSON [hash]: entries seen besides
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT,
    id_no TEXT,
    birth INTEGER,
    phone TEXT,
    household INTEGER,
    unit INTEGER NOT NULL,
    next INTEGER -- the first day beyond the horizon on which the person's standing changes
) STRICT;

-- How the names that people bear are spelt: full pinyin, initials, and the name without · where it has one.
CREATE TABLE spelling (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE household (
    id INTEGER PRIMARY KEY,
    household_no TEXT,
    unit INTEGER NOT NULL
) STRICT;

CREATE TABLE spell (
    person INTEGER NOT NULL,
    n INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    day INTEGER NOT NULL,
    start INTEGER,
    end INTEGER,
    opening INTEGER NOT NULL,
    nature TEXT,
    work TEXT NOT NULL, -- JSON, as recorded
    trip INTEGER,
    PRIMARY KEY (person, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE trip (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    departs TEXT NOT NULL,
    departed INTEGER,
    arrived INTEGER
) STRICT;

CREATE TABLE passenger (
    trip INTEGER NOT NULL,
    person INTEGER NOT NULL,
    presence TEXT NOT NULL,
    carried INTEGER,
    works INTEGER NOT NULL, -- rides to work, and is of this township
    PRIMARY KEY (trip, person)
) STRICT, WITHOUT ROWID;

-- Dated changes of every figure: n more from this day on (stocks), or on this day (flows).
CREATE TABLE change (
    day INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, unit, measure)
) STRICT, WITHOUT ROWID;

CREATE TABLE doubt (
    subject INTEGER NOT NULL,
    bit INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (subject, bit, since)
) STRICT, WITHOUT ROWID;
