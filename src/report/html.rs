//! What the report's page sees beside the report: its style, and the wall charts as pictures with what they say in words.
//! The page names nothing outside itself and runs no script, to be read on a screen or a phone, printed on A4, or hung
//! on a wall.

use super::model::Wall;
use super::{chart, words};
use crate::locale::Lang;
use crate::text;
use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde_json::{Value as Json, json};

const STYLE: &str = include_str!("../../data/templates/report.css");

/// The style, as CSS.
pub(super) fn style() -> Value {
    Value::from_safe_string(STYLE.to_string())
}

/// Of each chart `facts`, `heat` (pieces, each `names` and `days`) and `run`: pictures as SVG. A report sealed before
/// charts existed has none.
pub(super) fn walls(lang: Lang, model: &Json) -> Vec<Value> {
    let Some(today) = words::day_of(&model["day"]) else { return Vec::new() };
    let charts = model["wall"].as_array().map_or(&[][..], Vec::as_slice);
    let read = charts.iter().filter_map(|chart| serde_json::from_value::<Wall>(chart.clone()).ok());
    let picture = Value::from_safe_string;
    read.filter(chart::can_draw)
        .map(|wall| {
            let figure = &model["figures"][&wall.key];
            let finish = words::day_of(&figure["finish"]);
            let pieces = chart::heat(lang, &wall, today).into_iter();
            let heat: Vec<Value> =
                pieces.map(|piece| context! { names => picture(piece.names), days => picture(piece.days) }).collect();
            let run = picture(chart::run(lang, &wall, today, finish));
            context! { facts => Serde(facts(&wall, figure, today, finish)), heat, run }
        })
        .collect()
}

/// How many villages are named as furthest behind.
const BEHIND: usize = 3;

/// What a wall chart says in words: how it stands, what it needs a day, who is furthest behind.
fn facts(wall: &Wall, figure: &Json, today: NaiveDate, finish: Option<NaiveDate>) -> Json {
    let done = wall.total.done.last().copied().unwrap_or(0);
    let left = (wall.target - done).max(0);
    // As `plan` counts them: counted days from the report's day on. The sums hold that day even where it does not count.
    let is_left = |day: &&NaiveDate| **day <= wall.to && (**day > today || (**day == today && wall.days.contains(day)));
    let days_left = wall.total.days.iter().filter(is_left).count() as i64;
    let needed = if left > 0 { text::percent(left, 100 * days_left) } else { None };
    let mut behind: Vec<_> = wall.units.iter().filter(|u| u.gap.is_some_and(|gap| gap < 0)).collect();
    behind.sort_by_key(|unit| unit.gap);
    let behind: Vec<Json> =
        behind.iter().take(BEHIND).map(|unit| json!({"name": unit.name, "gap": unit.gap})).collect();
    json!({
        "key": wall.key, "from": wall.from, "to": wall.to, "target": wall.target, "done": done, "left": left,
        "days_left": days_left, "needed": needed, "pace": figure["pace"], "finish": finish,
        "late": finish.filter(|_| left > 0).map(|day| (day - wall.to).num_days()).filter(|days| *days > 0),
        "behind": behind,
    })
}
