//! Words of the field as the command line takes and prints them.

pub use crate::desk::words::place;
use crate::domain::keys::*;
use crate::domain::metric::Metric;
use crate::locale::{Lang, say};
use crate::text;
use clap::builder::ValueParser;
use std::any::TypeId;

/// The keys and names of the vocabulary whose type this is; `None` for any other type.
pub fn of(parser: &ValueParser) -> Option<Vec<(&'static str, String)>> {
    macro_rules! vocabularies {
        ($($name:ident)+) => {
            $(if parser.type_id() == TypeId::of::<$name>() {
                return Some($name::ALL.iter().map(|word| (word.key(), word.name())).collect());
            })+
        };
    }
    vocabularies!(VisitBy Outcome LossReason WishKey Status Capacity Channel TripBy Absence Level PushResult);
    None
}

/// A metric's name with what it is counted in, where the name does not say it.
pub fn counted(of: Metric) -> String {
    match Lang::current() {
        Lang::En => of.name(),
        _ => say!("cli-status-name", metric = of.name(), unit = of.counted_in().name()),
    }
}

/// Rows as lines, each column as wide as its widest cell.
pub fn lines<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let widths: [usize; N] = std::array::from_fn(|n| {
        rows.iter().filter_map(|row| row.get(n)).map(|cell| text::width(cell)).max().unwrap_or(0)
    });
    let line = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| filled(cell, width)).collect();
        cells.join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect()
}

/// The text at the right end of at least `cells` cells.
pub fn right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(text::width(text))))
}

/// The text in at least `cells` cells, never cut.
pub fn filled(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(text::width(text))))
}
