//! The heat map: villages × days, each cell what was done of what was due.

use super::escape;
use crate::locale::{self, Lang, tell};
use crate::report::model::{Wall, WallCell, WallUnit};
use crate::report::words;
use crate::text;
use chrono::{Datelike, NaiveDate};
use std::fmt::Write;

/// Size of a cell with its gap, in px.
const STEP: (usize, usize) = (24, 21);
/// Height of the two header lines.
const HEAD: usize = 32;
/// Villages of one picture: fewer than fit on a page, as a picture is never cut in two.
const ROWS: usize = 24;
/// Charts of more villages than this do without a text under the mouse for each cell.
const TOLD: usize = 60;
/// Widest name of a village, in terminal cells.
const NAME: usize = 16;

/// A piece of the heat map: names stay in sight while the days are scrolled.
pub(in crate::report) struct Heat {
    /// SVG of the villages' names.
    pub names: String,
    /// SVG of their days and sums.
    pub days: String,
}

/// How far a cell came: its class, from nothing due to all done.
pub(super) fn class(cell: Option<WallCell>) -> usize {
    match cell {
        None => 0,
        Some(WallCell { done, quota }) if quota <= 0 || done >= quota => 5,
        Some(WallCell { done, quota }) if done * 4 >= quota * 3 => 4,
        Some(WallCell { done, quota }) if done * 2 >= quota => 3,
        Some(WallCell { done: 1.., .. }) => 2,
        Some(_) => 1,
    }
}

/// A line of the heat map.
struct Line {
    name: String,
    cells: Vec<Option<WallCell>>,
    sum: String,
    gap: String,
    behind: bool,
    total: bool,
}

/// The heat map, in pieces of at most 24 villages; none where no day has counted yet.
pub(in crate::report) fn heat(lang: Lang, wall: &Wall, today: NaiveDate) -> Vec<Heat> {
    if wall.days.is_empty() || wall.units.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Line> = wall.units.iter().map(line_of).collect();
    lines.push(total_of(lang, wall));
    let name_width = lines.iter().map(|l| text::width(&l.name)).max().unwrap_or(0).clamp(8, NAME) * 7 + 10;
    let sum_width = lines.iter().map(|l| l.sum.len()).max().unwrap_or(0).max(9) * 7 + 14;
    let told = wall.units.len() <= TOLD;
    lines.chunks(ROWS).map(|lines| piece(lang, wall, today, lines, name_width, sum_width, told)).collect()
}

fn line_of(unit: &WallUnit) -> Line {
    let sum = match unit.target {
        Some(target) => format!("{}/{}", text::group(unit.done), text::group(target)),
        None => text::group(unit.done),
    };
    Line {
        name: unit.name.clone(),
        cells: unit.cells.clone(),
        sum,
        gap: unit.gap.map(gap_text).unwrap_or_default(),
        behind: unit.gap.is_some_and(|gap| gap < 0),
        total: false,
    }
}

fn gap_text(gap: i64) -> String {
    if gap < 0 { format!("−{}", text::group(-gap)) } else { format!("+{}", text::group(gap)) }
}

fn total_of(lang: Lang, wall: &Wall) -> Line {
    let cells = wall.days.iter().enumerate().map(|(at, day)| {
        let done = wall.units.iter().filter_map(|u| u.cells.get(at).copied().flatten()).map(|c| c.done).sum();
        let n = wall.total.days.binary_search(day).ok();
        let quota = n.and_then(|n| wall.total.quota.get(n)).copied().unwrap_or(0);
        (done != 0 || quota != 0).then_some(WallCell { done, quota })
    });
    let done = wall.total.done.last().copied().unwrap_or(0);
    let gap = wall.total.plan.get(wall.total.done.len().saturating_sub(1)).map_or(0, |plan| done - plan);
    Line {
        name: tell!(lang, "pages-all-villages"),
        cells: cells.collect(),
        sum: format!("{}/{}", text::group(done), text::group(wall.target)),
        gap: gap_text(gap),
        behind: gap < 0,
        total: true,
    }
}

fn piece(
    lang: Lang,
    wall: &Wall,
    today: NaiveDate,
    lines: &[Line],
    name_width: usize,
    sum_width: usize,
    told: bool,
) -> Heat {
    let height = HEAD + lines.len() * STEP.1 + 3;
    let days_width = wall.days.len() * STEP.0;
    // Without a village's own target there is no gap to tell; the whole unit's stands beside the run.
    let has_gap = wall.units.iter().any(|unit| unit.gap.is_some());
    let width = days_width + sum_width + if has_gap { 50 } else { 4 };
    let label = escape(&tell!(lang, "pages-heat-title", metric = words::metric(lang, &wall.key)));
    let svg = |width: usize, label: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heat\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" {label}>"
        )
    };
    let mut names = svg(name_width, "aria-hidden=\"true\"");
    let mut days = svg(width, &format!("role=\"img\" aria-label=\"{label}\""));
    header(lang, &mut days, wall, today, sum_width, has_gap);
    for (n, line) in lines.iter().enumerate() {
        let top = HEAD + n * STEP.1;
        let bold = if line.total { " class=\"b\"" } else { "" };
        let name = escape(&text::truncate(&line.name, NAME));
        let _ = write!(names, "<text x=\"2\" y=\"{}\"{bold}>{name}</text>", top + 15);
        row(lang, &mut days, wall, line, top, told);
        let late = if line.behind { " class=\"e late\"" } else { " class=\"e\"" };
        let (sum, gap) = (escape(&line.sum), escape(&line.gap));
        let at = days_width + sum_width;
        let _ = write!(days, "<text x=\"{at}\" y=\"{}\" class=\"e\">{sum}</text>", top + 15);
        if has_gap {
            let _ = write!(days, "<text x=\"{}\" y=\"{}\"{late}>{gap}</text>", at + 46, top + 15);
        }
        if line.total {
            let _ = write!(names, "<path class=\"r\" d=\"M0 {top}h{name_width}\"/>");
            let _ = write!(days, "<path class=\"r\" d=\"M0 {top}h{width}\"/>");
        }
    }
    if let Some(at) = wall.days.iter().position(|day| *day == today) {
        let _ = write!(
            days,
            "<rect class=\"now\" x=\"{}\" y=\"15\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
            at * STEP.0,
            STEP.0 - 1,
            height - 17
        );
    }
    names.push_str("</svg>");
    days.push_str("</svg>");
    Heat { names, days }
}

fn header(lang: Lang, out: &mut String, wall: &Wall, today: NaiveDate, sum_width: usize, has_gap: bool) {
    let mut month = 0;
    for (at, day) in wall.days.iter().enumerate() {
        let x = at * STEP.0 + STEP.0 / 2;
        if day.month() != month {
            month = day.month();
            let name = escape(&locale::month(lang, *day));
            let _ = write!(out, "<text x=\"{}\" y=\"11\" class=\"dim\">{name}</text>", at * STEP.0 + 1);
        }
        let class = if *day == today { "m b" } else { "m dim" };
        let _ = write!(out, "<text x=\"{x}\" y=\"27\" class=\"{class}\">{}</text>", day.day());
    }
    let at = wall.days.len() * STEP.0 + sum_width;
    let (sum, gap) = (escape(&tell!(lang, "pages-heat-sum")), escape(&tell!(lang, "pages-heat-gap")));
    let _ = write!(out, "<text x=\"{at}\" y=\"27\" class=\"e dim\">{sum}</text>");
    if has_gap {
        let _ = write!(out, "<text x=\"{}\" y=\"27\" class=\"e dim\">{gap}</text>", at + 46);
    }
}

/// The cells of one village: a path for each class, numbers, and a bar as long as what was done of what was due.
fn row(lang: Lang, out: &mut String, wall: &Wall, line: &Line, top: usize, told: bool) {
    let (width, height) = (STEP.0 - 2, STEP.1 - 2);
    let mut boxes: [String; 6] = Default::default();
    let mut bars = String::new();
    let mut numbers: [String; 2] = Default::default();
    for (at, cell) in line.cells.iter().enumerate() {
        let (x, class) = (at * STEP.0, class(*cell));
        if let Some(path) = boxes.get_mut(class) {
            let _ = write!(path, "M{x} {}h{width}v{height}h-{width}z", top + 1);
        }
        let on_dark = usize::from(class == 5);
        let number = cell.map_or_else(|| "·".to_string(), |c| c.done.to_string());
        if let Some(row) = numbers.get_mut(on_dark) {
            let _ = write!(row, "<tspan x=\"{}\">{number}</tspan>", x + width / 2);
        }
        if let Some(WallCell { done: done @ 1.., quota }) = *cell {
            let long = if quota > 0 { (done * width as i64 / quota).clamp(2, width as i64) } else { width as i64 };
            let _ = write!(bars, "M{x} {}h{long}", top + height);
        }
    }
    for (class, path) in boxes.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
        let _ = write!(out, "<path class=\"c{class}\" d=\"{path}\"/>");
    }
    if !bars.is_empty() {
        let _ = write!(out, "<path class=\"bar\" d=\"{bars}\"/>");
    }
    for (dark, numbers) in numbers.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let _ = write!(out, "<text y=\"{}\" class=\"m n{dark}\">{numbers}</text>", top + 14);
    }
    if !told {
        return;
    }
    for (at, (cell, day)) in line.cells.iter().zip(&wall.days).enumerate() {
        let Some(cell) = cell else { continue };
        let words = tell!(
            lang,
            "pages-heat-cell",
            unit = line.name,
            day = locale::month_day(lang, *day),
            done = text::group(cell.done),
            quota = text::group(cell.quota)
        );
        let _ = write!(
            out,
            "<rect class=\"t\" x=\"{}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"><title>{}</title></rect>",
            at * STEP.0,
            escape(&words)
        );
    }
}
