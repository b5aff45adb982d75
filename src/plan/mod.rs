//! Planning (S1: 将阶段性目标任务具体分解到每一天、倒排工期、按天推进): which days count, what each day and village owes, how fast it
//! goes and when it will be done. Pure arithmetic on figures that are handed in: it must never read the book, the clock or
//! a file, and never decide what a figure counts (METRICS.md does).

pub mod calendar;
pub mod rotation;
pub mod schedule;

pub use calendar::{Calendar, CalendarError, Counted, NoticeSummary};
pub use schedule::{DayPlan, Finish, Pace, back_schedule, forecast, pace, pace_window, quota, split};
