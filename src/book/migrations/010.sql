-- What flowed on a day in all units together, without its parts (the low bits of a measure's code say which): a year ago is
-- told by its days, not by every unit's.
CREATE TABLE total (
    day INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, measure)
) STRICT, WITHOUT ROWID;
INSERT INTO total (day, measure, n)
    SELECT day, measure, sum(n) FROM change
    WHERE (measure >> 24 < 30 OR measure >> 24 IN (60, 61)) AND day % 100 <> 0 AND measure & 0xffffff = 0
    GROUP BY day, measure;
-- Nobody asks what flows had come to before the days that a report tells apart: months and years are summed of stocks alone.
DELETE FROM change WHERE (measure >> 24 < 30 OR measure >> 24 IN (60, 61)) AND day % 100 = 0;
