//! Back-scheduling (倒排工期): a target resolved into every day and village, the pace of the work and when it will be done.
//! Integers only: every share sums exactly to what was shared. It must never round a figure that is counted on.

use super::calendar::Counted;
use crate::domain::region::RegionCode;
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt;

/// Working days that a pace looks back on (METRICS.md, "pace").
const PACE_DAYS: u32 = 7;

/// What is still to do; 0 where the target is met.
fn remaining(target: i64, done: i64) -> i64 {
    target.saturating_sub(done).max(0)
}

/// ⌈a ÷ b⌉ of numbers that are not negative; `a` where `b` is 0.
fn share_of(a: i64, b: u32) -> i64 {
    let b = i64::from(b.max(1));
    a / b + i64::from(a % b > 0)
}

/// The day's quota: ⌈(target − done) ÷ counted days from `day` to the deadline⌉, in units of the target, fixed for the day
/// by what was done at its opening (S1: 将阶段性目标任务具体分解到每一天).
///
/// 0 where the target is met and on a day that does not count; all that remains where no counted day is left; `None`
/// after the deadline, when there is no plan any more.
pub fn quota(target: i64, done_at_opening: i64, day: NaiveDate, deadline: NaiveDate, counted: &Counted) -> Option<i64> {
    if day > deadline {
        return None;
    }
    let remaining = remaining(target, done_at_opening);
    match counted.between(day, deadline) {
        0 => Some(remaining),
        _ if !counted.is(day) => Some(0),
        days => Some(share_of(remaining, days)),
    }
}

/// Splits a total over units in proportion to what remains to each, largest remainder first, ties by code (S1:
/// 将阶段性目标任务具体分解). The shares, in code order, sum exactly to the total.
///
/// A remaining figure below 0 counts as 0, and so does a total below 0. Nobody gets more than what remains to them
/// while there is that much to share. Where nothing remains to anybody, all get the same, the first codes one more.
/// Without units the answer is empty.
pub fn split(total: i64, remaining: &[(RegionCode, i64)]) -> Vec<(RegionCode, i64)> {
    let total = i128::from(total.max(0));
    let mut weights: Vec<(RegionCode, i128)> =
        remaining.iter().map(|&(code, left)| (code, i128::from(left.max(0)))).collect();
    weights.sort_by_key(|&(code, _)| code);
    let mut sum: i128 = weights.iter().map(|&(_, weight)| weight).sum();
    if sum == 0 {
        weights.iter_mut().for_each(|(_, weight)| *weight = 1);
        sum = weights.len() as i128;
    }
    // Both factors stay below 2^63, so the product fits; the sum is 0 only where there are no units.
    let mut shares: Vec<(RegionCode, i128)> =
        weights.iter().map(|&(code, weight)| (code, total * weight / sum)).collect();
    let left_over = total - shares.iter().map(|&(_, share)| share).sum::<i128>();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(weights.get(at).map(|&(_, weight)| total * weight % sum)));
    // Fewer are left over than units have a remainder.
    for at in order.into_iter().take(usize::try_from(left_over).unwrap_or(0)) {
        if let Some((_, share)) = shares.get_mut(at) {
            *share += 1;
        }
    }
    shares.into_iter().map(|(code, share)| (code, i64::try_from(share).unwrap_or(i64::MAX))).collect()
}

/// One day of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DayPlan {
    /// The day.
    pub day: NaiveDate,
    /// What is to be done on it, in units of the target.
    pub quota: i64,
}

/// The whole path to the deadline if each day's quota is met exactly (S1: 倒排工期、按天推进): every counted day with its
/// quota, which is what [`quota`] gives on that day. Sums exactly to what remains.
///
/// Where no counted day is left, `from` carries all of it; empty after the deadline.
pub fn back_schedule(target: i64, done: i64, from: NaiveDate, deadline: NaiveDate, counted: &Counted) -> Vec<DayPlan> {
    let mut left = remaining(target, done);
    let mut days_left = counted.between(from, deadline);
    if days_left == 0 && from <= deadline {
        return vec![DayPlan { day: from, quota: left }];
    }
    let plan = counted.days(from, deadline).map(|day| {
        let quota = share_of(left, days_left);
        left -= quota;
        days_left -= 1;
        DayPlan { day, quota }
    });
    plan.collect()
}

/// How fast the work goes: `done ÷ days` a working day (METRICS.md, "pace"). Prints with one decimal, half away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// Everything in the window, in units of the target; below 0 where corrections outweigh the work.
    pub done: i64,
    /// Counted days in the window.
    pub days: u32,
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = u128::from(self.days);
        if days == 0 {
            return f.pad("—");
        }
        let tenths = (u128::from(self.done.unsigned_abs()) * 20 + days) / (days * 2);
        let sign = if self.done < 0 && tenths > 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{}", tenths / 10, tenths % 10))
    }
}

/// The window of a pace, both ends included: from the 7th-last counted day up to and including `day`, to `day`.
pub fn pace_window(day: NaiveDate, counted: &Counted) -> (NaiveDate, NaiveDate) {
    (counted.nth_back(day, PACE_DAYS), day)
}

/// The pace at the end of `day`: everything since the 7th-last working day, weekend buses included, over 7 days.
/// `flows` sums a flow over a stretch with both ends included.
pub fn pace(flows: impl Fn(NaiveDate, NaiveDate) -> i64, day: NaiveDate, counted: &Counted) -> Pace {
    let (from, to) = pace_window(day, counted);
    Pace { done: flows(from, to), days: PACE_DAYS }
}

/// When a target is met (S1: 一天一研判).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// It is met, since this day.
    Reached(NaiveDate),
    /// It will be met on this day, at the present pace.
    Expected(NaiveDate),
    /// The present pace is 0 or below, or needs more than ten years.
    NotAtThisPace,
}

/// The day on which the target will be met: ⌈remaining ÷ pace⌉ counted days after `day` (METRICS.md, "forecast").
/// `reached` is the day on which it was met, known to the caller; it is heeded only while the target is met (withdrawals
/// and revised targets undo it), and is `day` where it is not known.
pub fn forecast(
    target: i64,
    done: i64,
    pace: &Pace,
    day: NaiveDate,
    reached: Option<NaiveDate>,
    counted: &Counted,
) -> Finish {
    let remaining = i128::from(remaining(target, done));
    if remaining == 0 {
        return Finish::Reached(reached.unwrap_or(day));
    }
    if pace.done <= 0 {
        return Finish::NotAtThisPace;
    }
    let (work, speed) = (remaining * i128::from(pace.days), i128::from(pace.done));
    let days = u32::try_from((work + speed - 1) / speed).unwrap_or(u32::MAX);
    counted.nth_after(day, days).map_or(Finish::NotAtThisPace, Finish::Expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::calendar::Calendar;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn village(number: u64) -> RegionCode {
        RegionCode::from_number(522_301_001_000 + number)
    }

    fn shares(total: i64, left: &[i64]) -> Vec<i64> {
        let units: Vec<_> = left.iter().zip(1..).map(|(&left, number)| (village(number), left)).collect();
        split(total, &units).into_iter().map(|(_, share)| share).collect()
    }

    #[test]
    fn quota_over_the_spring_festival() {
        let calendar = Calendar::shipped();
        let working = Counted::new(&calendar, false);
        let deadline = day("2026-02-28"); // counted: 13, 14, 24, 25, 26, 27, 28
        let quota = |done, on| quota(100, done, day(on), deadline, &working);
        assert_eq!(quota(0, "2026-02-13"), Some(15));
        assert_eq!(quota(0, "2026-02-17"), Some(0));
        assert_eq!(quota(99, "2026-02-28"), Some(1));
        assert_eq!(quota(120, "2026-02-24"), Some(0));
        assert_eq!(quota(0, "2026-03-01"), None);
        let every = Counted::new(&calendar, true);
        assert_eq!(super::quota(100, 0, day("2026-02-17"), deadline, &every), Some(9));
        // Nothing but holiday left: all of it is due.
        assert_eq!(super::quota(100, 40, day("2026-02-16"), day("2026-02-20"), &working), Some(60));
        let plan = back_schedule(100, 40, day("2026-02-16"), day("2026-02-20"), &working);
        assert_eq!(plan, [DayPlan { day: day("2026-02-16"), quota: 60 }]);
        assert!(back_schedule(100, 40, day("2026-03-01"), deadline, &working).is_empty());
        assert_eq!(super::quota(i64::MAX, i64::MIN, deadline, deadline, &working), Some(i64::MAX));
    }

    #[test]
    fn split_by_largest_remainder_and_code() {
        assert_eq!(shares(10, &[10, 10, 10]), [4, 3, 3]);
        assert_eq!(shares(10, &[1, 5, 8]), [1, 3, 6]);
        assert_eq!(shares(5, &[0, -3, 0]), [2, 2, 1]);
        assert_eq!(shares(7, &[3, 0, 4]), [3, 0, 4]);
        assert_eq!(shares(0, &[3, 4]), [0, 0]);
        assert_eq!(shares(-2, &[3, 4]), [0, 0]);
        assert!(shares(5, &[]).is_empty());
        assert_eq!(shares(i64::MAX, &[i64::MAX, 0]), [i64::MAX, 0]);
        let units = [(village(2), 1), (village(1), 1)];
        assert_eq!(split(1, &units), [(village(1), 1), (village(2), 0)]);
    }

    #[test]
    fn pace_prints_half_away_from_zero() {
        let print = |done, days| Pace { done, days }.to_string();
        assert_eq!([print(10, 7), print(0, 7), print(-10, 7)], ["1.4", "0.0", "-1.4"]);
        assert_eq!([print(1, 20), print(-1, 20), print(-1, 100), print(3, 0)], ["0.1", "-0.1", "0.0", "—"]);
        assert_eq!(print(i64::MIN, 1), "-9223372036854775808.0");
        assert_eq!(format!("{:>6}", Pace { done: 7, days: 7 }), "   1.0");
    }

    #[test]
    fn the_window_holds_seven_working_days_and_their_weekends() {
        let calendar = Calendar::shipped();
        let working = Counted::new(&calendar, false);
        // Sunday 8 March 2026: back to Friday 27 February, as Saturday the 28th is a make-up day.
        assert_eq!(pace_window(day("2026-03-08"), &working), (day("2026-02-27"), day("2026-03-08")));
        let days = |from: NaiveDate, to: NaiveDate| (to - from).num_days() + 1;
        assert_eq!(pace(days, day("2026-03-08"), &working), Pace { done: 10, days: 7 });
    }

    #[test]
    fn forecast_counts_working_days() {
        let calendar = Calendar::shipped();
        let working = Counted::new(&calendar, false);
        let (on, earlier) = (day("2026-02-13"), Some(day("2026-02-10")));
        let finish = |target, done, in_window, reached| {
            forecast(target, done, &Pace { done: in_window, days: 7 }, on, reached, &working)
        };
        assert_eq!(finish(100, 90, 70, None), Finish::Expected(day("2026-02-14")));
        assert_eq!(finish(101, 90, 70, None), Finish::Expected(day("2026-02-24")));
        assert_eq!(finish(101, 90, 70, earlier), Finish::Expected(day("2026-02-24")));
        assert_eq!(finish(100, 100, 0, earlier), Finish::Reached(day("2026-02-10")));
        assert_eq!(finish(100, 120, 70, None), Finish::Reached(on));
        assert_eq!(finish(100, 90, 0, None), Finish::NotAtThisPace);
        assert_eq!(finish(100, 90, -5, None), Finish::NotAtThisPace);
        assert_eq!(finish(i64::MAX, 0, 1, None), Finish::NotAtThisPace);
    }

    proptest! {
        #[test]
        fn split_is_exact_and_fair(total in 0i64..5000, left in prop::collection::vec(-5i64..400, 1..20)) {
            let shares = shares(total, &left);
            let sum: i64 = left.iter().map(|left| left.max(&0)).sum();
            prop_assert_eq!(shares.iter().sum::<i64>(), total);
            for (&share, &left) in shares.iter().zip(&left) {
                let left = left.max(0);
                prop_assert!(share >= 0 && (sum < total || share <= left));
                // Within one of the exact share.
                prop_assert!(sum == 0 || (share * sum - total * left).abs() < sum);
            }
        }

        #[test]
        fn the_path_is_exact_and_is_the_daily_quota(
            target in 0i64..3000, done in 0i64..3000, offset in 0u64..2800, length in 0u64..120, all_days: bool,
        ) {
            let calendar = Calendar::shipped();
            let counted = Counted::new(&calendar, all_days);
            let from = day("2019-01-01") + chrono::Days::new(offset);
            let deadline = from + chrono::Days::new(length);
            let mut so_far = done;
            for DayPlan { day, quota: due } in back_schedule(target, done, from, deadline, &counted) {
                prop_assert_eq!(quota(target, so_far, day, deadline, &counted), Some(due));
                so_far += due;
            }
            prop_assert_eq!(so_far, target.max(done));
        }

        #[test]
        fn the_forecast_is_the_first_day_that_suffices(left in 1i64..2000, in_window in 7i64..500) {
            let calendar = Calendar::shipped();
            let counted = Counted::new(&calendar, false);
            let from = day("2020-01-02");
            let pace = Pace { done: in_window, days: 7 };
            let Finish::Expected(end) = forecast(left, 0, &pace, from, None, &counted) else {
                return Err(TestCaseError::fail("no day"));
            };
            let days = i64::from(counted.between(from.succ_opt().unwrap(), end));
            prop_assert!(days * in_window >= left * 7 && (days - 1) * in_window < left * 7);
        }
    }
}
