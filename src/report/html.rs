//! The report as one self-contained page: to read on a screen or a phone, to print on A4, to hang on a wall. It names
//! nothing outside itself and runs no script; whatever the book's data supplied is escaped.

use super::model::Wall;
use super::{chart, words};
use crate::book::{Error, Result};
use crate::locale::{Lang, say, traditional};
use crate::text;
use chrono::NaiveDate;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde_json::{Value as Json, json};

const ZH: &str = include_str!("../../data/templates/zh-CN/report.html.j2");
const EN: &str = include_str!("../../data/templates/en/report.html.j2");
const STYLE: &str = include_str!("../../data/templates/report.css");

/// The page of a report, as `report --format json` gives it and a sealed day keeps it, in the language of the process.
///
/// # Errors
/// [`Error::Internal`] where the model lacks what the page needs.
pub fn page(model: &Json) -> Result<String> {
    match Lang::current() {
        Lang::Hans => page_by(ZH, model),
        Lang::Hant => page_by(&traditional(ZH), model),
        Lang::En => page_by(EN, model),
    }
}

/// The page by a template of somebody else: besides the model it is given `lang`, `style` (CSS) and `walls`.
///
/// # Errors
/// [`Error::Internal`] where the template is faulty, or the model lacks what it needs.
pub fn page_by(template: &str, model: &Json) -> Result<String> {
    let wrong = |e: minijinja::Error| Error::Internal(say!("pages-template-wrong", why = e.to_string()));
    let environment = environment(template).map_err(wrong)?;
    let template = environment.get_template("page.html").map_err(wrong)?;
    template.render(context(model)).map_err(wrong)
}

/// What a page's template sees: the report, and `lang`, `style` and `walls` besides.
fn context(model: &Json) -> Value {
    let model = words::cleaned(model);
    let walls = walls(&model);
    let safe = Value::from_safe_string;
    let pictures: Vec<Value> = walls
        .into_iter()
        .map(|(facts, heat, run)| {
            let pieces: Vec<Value> = heat
                .into_iter()
                .map(|piece| context! { names => safe(piece.names), days => safe(piece.days) })
                .collect();
            context! { facts => Serde(facts), heat => pieces, run => safe(run) }
        })
        .collect();
    context! {
        lang => Lang::current().tag(),
        style => safe(STYLE.to_string()),
        walls => pictures,
        ..Value::from(Serde(&model)),
    }
}

fn environment(template: &str) -> std::result::Result<Environment<'_>, minijinja::Error> {
    let mut env = Environment::new();
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    let json = |value: Value| serde_json::to_value(value).unwrap_or_default();
    env.add_filter("num", move |value: Value| words::number(&json(value)));
    env.add_filter("signed", move |value: Value| words::signed(&json(value)));
    env.add_filter("date", |text: String| words::day(&text).map_or(text, words::date));
    env.add_filter("md", |text: String| words::day(&text).map_or(text, words::month_day));
    env.add_filter("weekday", |text: String| words::day(&text).map_or(text, words::weekday));
    env.add_filter("clock", |text: String| words::clock(&text));
    env.add_filter("word", |key: String, what: String| match what.as_str() {
        "metric" => words::metric(&key),
        "unit" => words::counted_in(&key),
        group => words::part(group, &key),
    });
    env.add_filter("capital", |text: String| {
        let mut chars = text.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    });
    env.add_template("page.html", template)?;
    Ok(env)
}

/// Each chart with what stands beside it. A report sealed before charts existed has none.
fn walls(model: &Json) -> Vec<(Json, Vec<chart::Heat>, String)> {
    let Some(today) = words::day_of(&model["day"]) else { return Vec::new() };
    let charts = model["wall"].as_array().map_or(&[][..], Vec::as_slice);
    let read = charts.iter().filter_map(|chart| serde_json::from_value::<Wall>(chart.clone()).ok());
    read.filter(chart::can_draw)
        .map(|wall| {
            let figure = &model["figures"][&wall.key];
            let finish = words::day_of(&figure["finish"]);
            (facts(&wall, figure, today, finish), chart::heat(&wall, today), chart::run(&wall, today, finish))
        })
        .collect()
}

/// How many villages are named as furthest behind.
const BEHIND: usize = 3;

/// What a wall chart says in words: how it stands, what it needs a day, who is furthest behind.
fn facts(wall: &Wall, figure: &Json, today: NaiveDate, finish: Option<NaiveDate>) -> Json {
    let done = wall.total.done.last().copied().unwrap_or(0);
    let left = (wall.target - done).max(0);
    let days_left = wall.total.days.iter().filter(|day| **day > today && **day <= wall.to).count() as i64;
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
