//! The wall chart as SVG: a heat map of villages × days, and the run towards the target. Classes carry the colours
//! (data/templates/report.css); a number and a bar say the same, so that nothing is told by colour alone.

mod heat;
mod run;
#[cfg(test)]
mod tests;

use super::model::{Wall, WallUnit};
use crate::text;

pub(super) use heat::heat;
pub(super) use run::run;

/// Whether the chart can be drawn: a seal that came by a merge may hold anything, and its bytes are not for us to mend.
pub(super) fn can_draw(wall: &Wall) -> bool {
    const MOST: i64 = 1_000_000_000_000;
    let count = |n: &i64| (-MOST..=MOST).contains(n);
    let total = &wall.total;
    let sums = total.done.iter().chain(&total.plan).chain(&total.quota).chain([&wall.target]);
    let unit = |unit: &WallUnit| {
        unit.cells.len() == wall.days.len()
            && unit.cells.iter().flatten().all(|cell| count(&cell.done) && count(&cell.quota))
            && [Some(unit.done), unit.target, unit.gap].iter().flatten().all(count)
    };
    wall.from <= wall.to && wall.target >= 0 && sums.into_iter().all(count) && wall.units.iter().all(unit)
}

/// Text as XML takes it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text::clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
