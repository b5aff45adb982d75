//! How the day stands: open or sealed, which villages have reported, which are silent.

use crate::desk::backups::Age;
use crate::desk::{Desk, Error};
use crate::domain::region::RegionCode;
use crate::locale::{listed, say};

/// So many silent villages are named; the others are counted.
const NAMED: usize = 4;

/// See the module.
pub struct State {
    /// Issue and mark of the day's seal.
    pub seal: Option<(u32, String)>,
    /// Villages heard from, of how many, and how many of them had nothing to report.
    heard: (usize, usize, usize),
    /// Nobody is on the book yet.
    pub empty: bool,
    /// How old the last good backup is.
    pub backup: Age,
    /// The silent ones.
    pub silent: Vec<(RegionCode, String)>,
}

impl State {
    /// Reads it.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk) -> Result<Self, Error> {
        desk.book.refresh()?;
        let day = desk.reading_day();
        let reported = desk.book.reported(day)?;
        let steering = desk.book.steering();
        let heard = reported.active.len() + reported.none.len();
        Ok(Self {
            seal: steering.seal_on(day).map(|seal| (seal.issue, seal.hash.short())),
            empty: desk.book.is_empty()?,
            backup: Age::of(desk.book.backed_up()?, desk.book.now()),
            heard: (heard, heard + reported.silent.len(), reported.none.len()),
            silent: reported.silent.into_iter().map(|code| (code, steering.unit_name(code))).collect(),
        })
    }

    /// Which villages have reported, in words.
    pub fn reported(&self) -> String {
        let (heard, all, none) = self.heard;
        if all == 0 {
            return String::new();
        }
        let mut told = say!("today-reported", heard = heard, all = all);
        if none > 0 {
            told.push_str(&say!("today-none", count = none));
        }
        if !self.silent.is_empty() {
            let names = listed(self.silent.iter().take(NAMED).map(|(_, name)| name.as_str()));
            told.push_str(&match self.silent.len() > NAMED {
                true => say!("today-silent-more", names = names, count = self.silent.len()),
                false => say!("today-silent", names = names),
            });
        }
        told
    }
}
