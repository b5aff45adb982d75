//! The wall chart as SVG: a heat map of villages × days, and the run towards the target. Classes carry the colours
//! (data/templates/report.css); a number and a bar say the same, so that nothing is told by colour alone.

use super::model::{Wall, WallCell, WallUnit};
use super::words;
use crate::locale::say;
use crate::text;
use chrono::{Datelike, Days, NaiveDate};
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
pub(super) struct Heat {
    /// SVG of the villages' names.
    pub names: String,
    /// SVG of their days and sums.
    pub days: String,
}

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

/// How far a cell came: its class, from nothing due to all done.
fn class(cell: Option<WallCell>) -> usize {
    match cell {
        None => 0,
        Some(WallCell { done, quota }) if quota <= 0 || done >= quota => 5,
        Some(WallCell { done, quota }) if done * 4 >= quota * 3 => 4,
        Some(WallCell { done, quota }) if done * 2 >= quota => 3,
        Some(WallCell { done: 1.., .. }) => 2,
        Some(_) => 1,
    }
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
pub(super) fn heat(wall: &Wall, today: NaiveDate) -> Vec<Heat> {
    if wall.days.is_empty() || wall.units.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Line> = wall.units.iter().map(line_of).collect();
    lines.push(total_of(wall));
    let name_width = lines.iter().map(|l| text::width(&l.name)).max().unwrap_or(0).clamp(8, NAME) * 7 + 10;
    let sum_width = lines.iter().map(|l| l.sum.len()).max().unwrap_or(0).max(9) * 7 + 14;
    let told = wall.units.len() <= TOLD;
    lines.chunks(ROWS).map(|lines| piece(wall, today, lines, name_width, sum_width, told)).collect()
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

fn total_of(wall: &Wall) -> Line {
    let cells = wall.days.iter().enumerate().map(|(at, day)| {
        let done = wall.units.iter().filter_map(|u| u.cells.get(at).copied().flatten()).map(|c| c.done).sum();
        let n = wall.total.days.binary_search(day).ok();
        let quota = n.and_then(|n| wall.total.quota.get(n)).copied().unwrap_or(0);
        (done != 0 || quota != 0).then_some(WallCell { done, quota })
    });
    let done = wall.total.done.last().copied().unwrap_or(0);
    let gap = wall.total.plan.get(wall.total.done.len().saturating_sub(1)).map_or(0, |plan| done - plan);
    Line {
        name: say!("pages-all-villages"),
        cells: cells.collect(),
        sum: format!("{}/{}", text::group(done), text::group(wall.target)),
        gap: gap_text(gap),
        behind: gap < 0,
        total: true,
    }
}

fn piece(wall: &Wall, today: NaiveDate, lines: &[Line], name_width: usize, sum_width: usize, told: bool) -> Heat {
    let height = HEAD + lines.len() * STEP.1 + 3;
    let days_width = wall.days.len() * STEP.0;
    let width = days_width + sum_width + 50;
    let label = escape(&say!("pages-heat-title", metric = words::metric(&wall.key)));
    let svg = |width: usize, label: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heat\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" {label}>"
        )
    };
    let mut names = svg(name_width, "aria-hidden=\"true\"");
    let mut days = svg(width, &format!("role=\"img\" aria-label=\"{label}\""));
    header(&mut days, wall, today, sum_width);
    for (n, line) in lines.iter().enumerate() {
        let top = HEAD + n * STEP.1;
        let bold = if line.total { " class=\"b\"" } else { "" };
        let name = escape(&text::truncate(&line.name, NAME));
        let _ = write!(names, "<text x=\"2\" y=\"{}\"{bold}>{name}</text>", top + 15);
        row(&mut days, wall, line, top, told);
        let late = if line.behind { " class=\"e late\"" } else { " class=\"e\"" };
        let (sum, gap) = (escape(&line.sum), escape(&line.gap));
        let at = days_width + sum_width;
        let _ = write!(days, "<text x=\"{at}\" y=\"{}\" class=\"e\">{sum}</text>", top + 15);
        let _ = write!(days, "<text x=\"{}\" y=\"{}\"{late}>{gap}</text>", at + 46, top + 15);
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

fn header(out: &mut String, wall: &Wall, today: NaiveDate, sum_width: usize) {
    let mut month = 0;
    for (at, day) in wall.days.iter().enumerate() {
        let x = at * STEP.0 + STEP.0 / 2;
        if day.month() != month {
            month = day.month();
            let name = escape(&words::month(*day));
            let _ = write!(out, "<text x=\"{}\" y=\"11\" class=\"dim\">{name}</text>", at * STEP.0 + 1);
        }
        let class = if *day == today { "m b" } else { "m dim" };
        let _ = write!(out, "<text x=\"{x}\" y=\"27\" class=\"{class}\">{}</text>", day.day());
    }
    let at = wall.days.len() * STEP.0 + sum_width;
    let (sum, gap) = (escape(&say!("pages-heat-sum")), escape(&say!("pages-heat-gap")));
    let _ = write!(out, "<text x=\"{at}\" y=\"27\" class=\"e dim\">{sum}</text>");
    let _ = write!(out, "<text x=\"{}\" y=\"27\" class=\"e dim\">{gap}</text>", at + 46);
}

/// The cells of one village: a path for each class, numbers, and a bar as long as what was done of what was due.
fn row(out: &mut String, wall: &Wall, line: &Line, top: usize, told: bool) {
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
        let words = say!(
            "pages-heat-cell",
            unit = line.name,
            day = words::month_day(*day),
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

/// Size of the run towards the target, and where its axes stand.
const RUN: (f64, f64) = (660.0, 270.0);
const LEFT: f64 = 52.0;
const RIGHT: f64 = 96.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 28.0;

/// The run towards the target: done, planned, and forecast from today to `finish`.
pub(super) fn run(wall: &Wall, today: NaiveDate, finish: Option<NaiveDate>) -> String {
    let done = wall.total.done.last().copied().unwrap_or(0);
    let ahead = finish.filter(|_| done < wall.target);
    // A forecast far behind the deadline would press everything else together: it leaves the picture.
    let period = (wall.to - wall.from).num_days().max(1);
    let edge = wall.to.checked_add_days(Days::new(period.unsigned_abs() / 3 + 1)).unwrap_or(NaiveDate::MAX);
    let last = ahead.map_or(wall.to, |day| day.max(wall.to)).min(edge);
    let span = (last - wall.from).num_days().max(1) as f64;
    let most = wall.total.done.iter().chain(&wall.total.plan).copied().max().unwrap_or(0).max(wall.target).max(1);
    let step = tick(most);
    let top = (most / step + i64::from(most % step > 0)).saturating_mul(step) as f64;
    let x = |day: NaiveDate| LEFT + (RUN.0 - LEFT - RIGHT) * (day - wall.from).num_days() as f64 / span;
    let y = |n: f64| TOP + (RUN.1 - TOP - BOTTOM) * (1.0 - n / top);
    let line = |sums: &[i64]| {
        let mut path = String::new();
        for (day, n) in wall.total.days.iter().zip(sums) {
            let verb = if path.is_empty() { 'M' } else { 'L' };
            let _ = write!(path, "{verb}{:.1} {:.1}", x(*day), y(*n as f64));
        }
        path
    };
    let title = escape(&say!("pages-run-title", metric = words::metric(&wall.key)));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"run\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" \
         role=\"img\" aria-label=\"{title}\">",
        RUN.0, RUN.1
    );
    let floor = RUN.1 - BOTTOM;
    let end = RUN.0 - RIGHT;
    for n in (0..=top as i64).step_by(step as usize) {
        let at = y(n as f64);
        let _ = write!(out, "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{end}\"/>");
        let _ =
            write!(out, "<text x=\"{}\" y=\"{:.1}\" class=\"e dim\">{}</text>", LEFT - 6.0, at + 4.0, text::group(n));
    }
    for day in marks(wall.from, last) {
        let name = escape(&words::month_day(day));
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{}\" class=\"m dim\">{name}</text>", x(day), RUN.1 - 8.0);
    }
    let deadline = escape(&say!("pages-run-deadline", day = words::month_day(wall.to)));
    let _ = write!(out, "<path class=\"edge\" d=\"M{0:.1} {TOP}V{floor}\"/>", x(wall.to));
    let _ = write!(out, "<text x=\"{:.1}\" y=\"12\" class=\"m dim\">{deadline}</text>", x(wall.to));
    let aim = escape(&say!("pages-run-target", target = text::group(wall.target)));
    let _ = write!(out, "<path class=\"aim\" d=\"M{LEFT} {0:.1}H{end}\"/>", y(wall.target as f64));
    let _ = write!(out, "<text x=\"{}\" y=\"{:.1}\">{aim}</text>", end + 6.0, y(wall.target as f64) + 4.0);
    let _ = write!(out, "<path class=\"plan\" d=\"{}\"/>", line(&wall.total.plan));
    if let Some(finish) = ahead {
        // Cut where the picture ends, on the way to the target.
        let whole = (finish - today).num_days().max(1) as f64;
        let shown = ((last - today).num_days() as f64 / whole).clamp(0.0, 1.0);
        let reached = done as f64 + (wall.target - done) as f64 * shown;
        let stop = finish.min(last).max(today);
        let _ = write!(
            out,
            "<path class=\"fore\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>",
            x(today),
            y(done as f64),
            x(stop),
            y(reached)
        );
        let words = escape(&say!("pages-run-forecast", day = words::month_day(finish)));
        let at = y(reached) + if y(reached) - y(wall.target as f64) < 16.0 { 20.0 } else { 4.0 };
        let _ = write!(out, "<text x=\"{}\" y=\"{at:.1}\" class=\"fo\">{words}</text>", end + 6.0);
    }
    let _ = write!(out, "<path class=\"done\" d=\"{}\"/>", line(&wall.total.done));
    if !wall.total.done.is_empty() {
        let at = wall.total.days.get(wall.total.done.len() - 1).copied().unwrap_or(today);
        let (cx, cy) = (x(at), y(done as f64));
        let _ = write!(out, "<circle class=\"dot\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"4\"/>");
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"e b\">{}</text>",
            (cx - 8.0).max(LEFT + 40.0),
            (cy - 8.0).max(TOP),
            text::group(done)
        );
    }
    out.push_str("</svg>");
    out
}

/// A round step that gives at most six lines.
fn tick(most: i64) -> i64 {
    let mut step = 1;
    loop {
        if let Some(factor) = [1, 2, 5].into_iter().find(|factor| most <= 6 * step * factor) {
            return step * factor;
        }
        step *= 10;
    }
}

/// About six days along the axis, from the first on.
fn marks(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let apart = (((to - from).num_days() + 5) / 6).max(1) as usize;
    from.iter_days().take_while(move |day| *day <= to).step_by(apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::region::RegionCode;
    use crate::report::model::WallTotal;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn wall(from: &str, to: &str, target: i64, done: Vec<i64>, cell: Option<WallCell>) -> Wall {
        let (from, to) = (day(from), day(to));
        let days: Vec<NaiveDate> = from.iter_days().take_while(|d| *d <= to).take(done.len().max(1)).collect();
        let code = RegionCode::from_number(529_999_001_001);
        let unit =
            WallUnit { code, name: "甲村".into(), done: 1, target: None, gap: None, cells: vec![cell; days.len()] };
        let total = WallTotal { plan: vec![target; days.len()], quota: done.clone(), days: days.clone(), done };
        Wall { key: "returns".into(), from, to, target, days, units: vec![unit], total }
    }

    #[test]
    fn a_cell_tells_how_far_it_came() {
        let of = |done, quota| class(Some(WallCell { done, quota }));
        assert_eq!([of(4, 4), of(9, 4), of(2, 0), of(3, 4), of(2, 4), of(1, 4), of(0, 4)], [5, 5, 5, 4, 3, 2, 1]);
        assert_eq!(class(None), 0);
    }

    #[test]
    fn today_is_marked_only_where_it_counts() {
        let wall = wall("2026-03-02", "2026-03-06", 9, vec![1, 2, 3], Some(WallCell { done: 1, quota: 2 }));
        assert!(heat(&wall, day("2026-03-04"))[0].days.contains("class=\"now\""));
        assert!(!heat(&wall, day("2026-03-08"))[0].days.contains("class=\"now\""));
    }

    #[test]
    fn a_forecast_beyond_the_picture_is_cut_and_named() {
        let wall = wall("2026-03-02", "2026-03-06", 90, vec![1, 2, 3], None);
        let far = run(&wall, day("2026-03-04"), Some(day("2027-11-30")));
        assert!(far.contains("class=\"fore\"") && far.contains("11月30日"), "{far}");
        let met = run(&wall, day("2026-03-04"), None);
        assert!(!met.contains("class=\"fore\""));
    }

    #[test]
    fn whatever_a_merged_seal_holds_no_picture_fails() {
        let huge = Some(WallCell { done: 1_000_000_000_000, quota: 1 });
        let fine = wall("2026-03-02", "2026-03-06", 9, vec![1, 2], None);
        let mut walls = vec![
            wall("2026-03-02", "2026-03-02", 0, vec![0], None),
            wall("2026-03-02", "9999-12-31", 1_000_000_000_000, vec![-1_000_000_000_000, 7], huge),
            Wall { days: Vec::new(), units: Vec::new(), total: WallTotal::default(), ..fine.clone() },
        ];
        assert!(walls.iter().all(can_draw));
        walls.push(fine.clone());
        for wall in &walls {
            for today in ["1900-01-01", "2026-03-03", "9999-12-31"].map(day) {
                heat(wall, today);
                for finish in [None, Some(NaiveDate::MAX), Some(day("2026-03-03")), Some(day("1900-01-01"))] {
                    assert!(run(wall, today, finish).ends_with("</svg>"));
                }
            }
        }
        let cells = vec![WallUnit { cells: Vec::new(), ..fine.units[0].clone() }];
        for odd in [
            wall("2026-03-06", "2026-03-02", 9, vec![], None),
            wall("2026-03-02", "2026-03-06", i64::MAX, vec![1], None),
            wall("2026-03-02", "2026-03-06", -1, vec![1], None),
            wall("2026-03-02", "2026-03-06", 9, vec![i64::MIN], None),
            Wall { units: cells, ..fine },
        ] {
            assert!(!can_draw(&odd), "{odd:?}");
        }
    }
}
