//! The run towards the target: what was done, what was planned, and the forecast.

use super::escape;
use crate::locale::{self, Lang, tell};
use crate::report::model::Wall;
use crate::report::words;
use crate::text;
use chrono::{Days, NaiveDate};
use std::fmt::Write;

/// Size of the run towards the target, and where its axes stand.
const RUN: (f64, f64) = (660.0, 270.0);
const LEFT: f64 = 52.0;
const RIGHT: f64 = 112.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 28.0;

/// The run towards the target: done, planned, and forecast from today to `finish`.
pub(in crate::report) fn run(lang: Lang, wall: &Wall, today: NaiveDate, finish: Option<NaiveDate>) -> String {
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
    let title = escape(&tell!(lang, "pages-run-title", metric = words::metric(lang, &wall.key)));
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
        let name = escape(&locale::day_seen(lang, day, today));
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{}\" class=\"m dim\">{name}</text>", x(day), RUN.1 - 8.0);
    }
    let deadline = escape(&tell!(lang, "pages-run-deadline", day = locale::day_seen(lang, wall.to, today)));
    let _ = write!(out, "<path class=\"edge\" d=\"M{0:.1} {TOP}V{floor}\"/>", x(wall.to));
    let _ = write!(out, "<text x=\"{:.1}\" y=\"12\" class=\"m dim\">{deadline}</text>", x(wall.to));
    let aim = escape(&tell!(lang, "pages-run-target", target = text::group(wall.target)));
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
        let day = locale::day_seen(lang, finish, today);
        let words = match finish > last {
            true => tell!(lang, "pages-run-beyond", day = day),
            false => tell!(lang, "pages-run-forecast", day = day),
        };
        let words = escape(&words);
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
