//! Which of the dated copies of a book stay: the last of each of the newest days, weeks and months that have one. A holiday
//! without copies takes nobody's place.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Copies of so many days, weeks and months stay.
pub const DAYS: usize = 7;
/// See [`DAYS`].
pub const WEEKS: usize = 4;
/// See [`DAYS`].
pub const MONTHS: usize = 12;
/// More than this never stay, unless the clock was set back.
pub const MOST: usize = DAYS + WEEKS + MONTHS;

/// The day, week or month that a day lies in, as numbers that go up with time.
type Span = fn(NaiveDate) -> (i32, u32);

/// For each copy whether it stays, once the one of `last` is made. Copies that are dated later than that, since the clock
/// was set back, stay and take no place.
pub fn staying(made: &[NaiveDateTime], last: NaiveDateTime) -> Vec<bool> {
    let mut order: Vec<usize> = (0..made.len()).collect();
    let moment = |n: &usize| made.get(*n).copied().unwrap_or_default();
    order.sort_by_key(|n| std::cmp::Reverse(moment(n)));
    let mut stays: Vec<bool> = made.iter().map(|made| *made > last).collect();
    let spans: [(usize, Span); 3] = [
        (DAYS, |day| (day.num_days_from_ce(), 0)),
        (WEEKS, |day| (day.iso_week().year(), day.iso_week().week())),
        (MONTHS, |day| (day.year(), day.month())),
    ];
    for (most, span) in spans {
        let (mut taken, mut before) = (0, None);
        for n in order.iter().filter(|n| moment(n) <= last) {
            let here = span(moment(n).date());
            if before == Some(here) {
                continue;
            }
            before = Some(here);
            taken += 1;
            if taken > most {
                break;
            }
            if let Some(stays) = stays.get_mut(*n) {
                *stays = true;
            }
        }
    }
    stays
}

/// How many of the copies may stay on a disk with so many bytes free besides, the one to stay first in front: together they
/// take no more than half of the room that they and nobody else have. One always may.
pub fn within(bytes: &[u64], free: u64) -> usize {
    let half = bytes.iter().fold(free, |room, bytes| room.saturating_add(*bytes)) / 2;
    let mut taken: u64 = 0;
    let fits = bytes.iter().take_while(|bytes| {
        taken = taken.saturating_add(**bytes);
        taken <= half
    });
    fits.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, NaiveTime};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn evening(day: NaiveDate) -> NaiveDateTime {
        day.and_time(NaiveTime::from_hms_opt(18, 0, 0).unwrap())
    }

    /// What is left of copies made one after the other, each time with the rule put to use.
    fn one_by_one(made: &[NaiveDateTime]) -> BTreeSet<NaiveDateTime> {
        let mut left: BTreeSet<NaiveDateTime> = BTreeSet::new();
        for last in made {
            left.insert(*last);
            let all: Vec<_> = left.iter().copied().collect();
            let stays = staying(&all, *last);
            left = all.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(made, _)| made).collect();
        }
        left
    }

    #[test]
    fn after_two_years_of_evenings_a_week_a_month_and_a_year_are_left() {
        let end = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let made: Vec<_> = (0..730).rev().map(|n| evening(end - Duration::days(n))).collect();
        let left: Vec<String> = one_by_one(&made).into_iter().map(|made| made.date().to_string()).collect();
        let wanted = [
            // The last of a month …
            "2025-04-30",
            "2025-05-31",
            "2025-06-30",
            "2025-07-31",
            "2025-08-31",
            "2025-09-30",
            "2025-10-31",
            "2025-11-30",
            "2025-12-31",
            "2026-01-31",
            "2026-02-28", // … of a week …
            "2026-03-15",
            "2026-03-22", // … and every day.
            "2026-03-25",
            "2026-03-26",
            "2026-03-27",
            "2026-03-28",
            "2026-03-29",
            "2026-03-30",
            "2026-03-31",
        ];
        assert_eq!(left, wanted);
    }

    #[test]
    fn of_several_on_a_day_the_last_stays_and_a_clock_set_back_costs_none() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        let noon = day.and_hms_opt(12, 0, 0).unwrap();
        assert_eq!(staying(&[noon, evening(day)], evening(day)), [false, true]);
        let long_ago = evening(day - Duration::days(365));
        assert_eq!(staying(&[noon, evening(day), long_ago], long_ago), [true, true, true]);
        assert!(staying(&[], noon).is_empty());
    }

    fn some_moments() -> impl Strategy<Value = Vec<NaiveDateTime>> {
        let start = NaiveDate::from_ymd_opt(2024, 12, 20).unwrap().and_time(NaiveTime::MIN);
        prop::collection::btree_set(0i64..500 * 24, 0..200)
            .prop_map(move |hours| hours.into_iter().map(|hour| start + Duration::hours(hour)).collect())
    }

    #[test]
    fn copies_of_a_county_leave_half_of_the_room_to_everybody_else() {
        let county = [6_000_000_000u64; 23];
        assert_eq!(within(&county, 500_000_000_000), 23);
        // 138 GB of copies and 62 GB beside them: 100 GB are theirs.
        assert_eq!(within(&county, 62_000_000_000), 16);
        assert_eq!(within(&county[..2], 100_000_000), 1);
        assert_eq!(within(&county[..1], 0), 1);
    }

    proptest! {
        #[test]
        fn putting_the_rule_to_use_every_evening_is_the_same_as_once_at_the_end(made in some_moments()) {
            let Some(last) = made.last() else { return Ok(()) };
            let once = made.iter().zip(staying(&made, *last)).filter(|(_, stays)| *stays).map(|(made, _)| *made);
            prop_assert_eq!(one_by_one(&made), once.collect::<BTreeSet<_>>());
        }

        #[test]
        fn the_newest_days_weeks_and_months_each_have_their_last_copy(made in some_moments()) {
            let Some(last) = made.last() else { return Ok(()) };
            let stays = staying(&made, *last);
            prop_assert!(stays.iter().filter(|stays| **stays).count() <= MOST);
            let day = |made: &NaiveDateTime| made.date().to_string();
            let week = |made: &NaiveDateTime| format!("{:?}", made.iso_week());
            let month = |made: &NaiveDateTime| made.format("%Y-%m").to_string();
            for (most, span) in [(DAYS, &day as &dyn Fn(&NaiveDateTime) -> String), (WEEKS, &week), (MONTHS, &month)] {
                // The last of each span, the newest span first.
                let mut lasts: Vec<usize> = Vec::new();
                for n in (0..made.len()).rev() {
                    if lasts.last().is_none_or(|later| span(&made[*later]) != span(&made[n])) {
                        lasts.push(n);
                    }
                }
                prop_assert!(lasts.iter().take(most).all(|n| stays[*n]));
            }
        }

        #[test]
        fn in_whatever_order_they_are_read_the_same_stay(made in some_moments()) {
            let Some(last) = made.last().copied() else { return Ok(()) };
            let turned: Vec<_> = made.iter().rev().copied().collect();
            let mut stays = staying(&turned, last);
            stays.reverse();
            prop_assert_eq!(stays, staying(&made, last));
        }
    }
}
