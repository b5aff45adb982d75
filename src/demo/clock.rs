//! The clock of the story: it stands where the story is, and walks on from there once it is told.

use crate::book::Clock;
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Offset, Utc};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// China standard time.
const OFFSET_SECONDS: i32 = 8 * 3600;

#[derive(Debug, Default)]
struct Face {
    micros: AtomicI64,
    released: OnceLock<Instant>,
}

/// Sets the clock.
#[derive(Debug, Clone, Default)]
pub struct Hand(Arc<Face>);

impl Hand {
    /// A clock for a book.
    pub fn clock(&self) -> Clock {
        let face = Arc::clone(&self.0);
        let zone = FixedOffset::east_opt(OFFSET_SECONDS).unwrap_or_else(|| Utc.fix());
        Box::new(move || {
            let passed = face.released.get().map_or(0, |since| since.elapsed().as_micros() as i64);
            let micros = face.micros.load(Ordering::Relaxed) + passed;
            DateTime::<Utc>::from_timestamp_micros(micros).unwrap_or_default().with_timezone(&zone)
        })
    }

    /// It is this time of this day, minutes after midnight.
    pub fn set(&self, day: NaiveDate, minute: u32) {
        let time = day.and_hms_opt(0, 0, 0).unwrap_or_default() + Duration::minutes(i64::from(minute));
        let micros = time.and_utc().timestamp_micros() - i64::from(OFFSET_SECONDS) * 1_000_000;
        self.0.micros.store(micros, Ordering::Relaxed);
    }

    /// The story is told: from here time passes.
    pub fn release(&self) {
        self.0.released.get_or_init(Instant::now);
    }
}
