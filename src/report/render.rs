//! The report as bytes: JSON from the model, text and Markdown from templates in `data/templates`.

use super::model::Report;
use crate::book::{Error, Result};
use crate::domain::keys::*;
use crate::domain::metric::{Cause, Metric};
use crate::text;
use chrono::{DateTime, NaiveDate};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value};

const TXT: &str = include_str!("../../data/templates/report.txt.j2");
const MD: &str = include_str!("../../data/templates/report.md.j2");

/// A report in every format that is sealed with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// One JSON document.
    pub json: String,
    /// For chat groups.
    pub txt: String,
    /// Markdown.
    pub md: String,
}

/// Renders a report.
pub fn render(report: &Report) -> Result<Rendered> {
    let json = serde_json::to_string_pretty(report)?;
    let value: serde_json::Value = serde_json::from_str(&json)?;
    let wrong = |e: minijinja::Error| Error::Internal(format!("报告模板出错:{e}"));
    let environment = environment().map_err(wrong)?;
    let page = |name: &str| -> Result<String> {
        let template = environment.get_template(name).map_err(wrong)?;
        template.render(Value::from(Serde(&value))).map_err(wrong)
    };
    Ok(Rendered { txt: page("txt")?, md: page("md")?, json })
}

fn environment() -> std::result::Result<Environment<'static>, minijinja::Error> {
    let mut env = Environment::new();
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    env.add_filter("num", num);
    env.add_filter("signed", signed);
    env.add_filter("date", |text: String| date(&text).map_or(text, text::zh_date));
    env.add_filter("md", |text: String| date(&text).map_or(text, text::zh_month_day));
    env.add_filter("weekday", |text: String| date(&text).map_or(text, |d| text::zh_weekday(d).to_string()));
    env.add_filter("clock", |text: String| {
        DateTime::parse_from_rfc3339(&text).map_or(text, |t| t.format("%H:%M").to_string())
    });
    env.add_filter("zh", |key: String, what: String| word(&what, &key).map_or(key, str::to_string));
    env.add_template("txt", TXT)?;
    env.add_template("md", MD)?;
    Ok(env)
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// 12345 → 12,345; 81.3 stays; nothing → —.
fn num(value: Value) -> String {
    if value.is_none() || value.is_undefined() {
        return "—".into();
    }
    match (value.as_i64(), f64::try_from(value.clone())) {
        (Some(n), _) if value.is_integer() => text::group(n),
        (_, Ok(f)) => format!("{f:.1}"),
        _ => value.to_string(),
    }
}

/// +9, −3, 持平.
fn signed(value: Value) -> String {
    match f64::try_from(value.clone()) {
        Ok(f) if f > 0.0 => format!("+{}", num(value)),
        Ok(f) if f < 0.0 => format!("−{}", num(value).trim_start_matches('-')),
        Ok(_) => "持平".into(),
        Err(_) => "—".into(),
    }
}

fn word(what: &str, key: &str) -> Option<&'static str> {
    match what {
        "place" => PlaceClass::from_key(key).map(PlaceClass::zh),
        "channel" => Channel::from_key(key).map(Channel::zh),
        "kind" => HouseholdKind::from_key(key).map(HouseholdKind::zh),
        "flag" => HouseholdFlag::from_key(key).map(HouseholdFlag::zh),
        "cause" => Cause::from_key(key).map(Cause::zh),
        "metric" => Metric::from_key(key).map(Metric::zh),
        "unit" => Metric::from_key(key).map(Metric::unit),
        _ => None,
    }
}
