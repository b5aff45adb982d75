//! `status`: today's figures, stocks, targets. Without a command: where to begin.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use super::words;
use crate::domain::metric::Metric;
use crate::locale::{self, Lang, say};
use crate::report::Number;
use crate::text;
use serde_json::json;

/// The widest name that stands beside its numbers: with them it fills 80 columns.
const NAMES: usize = 37;

pub fn welcome(session: &Session) -> Result<Outcome, Failure> {
    if session.book.is_file() {
        return run(session);
    }
    output::line(say!("cli-welcome"))?;
    let init = format!("zhanbao init --unit {} --name {}", say!("cli-welcome-unit"), say!("cli-welcome-name"));
    for (command, what) in [
        ("zhanbao", say!("cli-welcome-console")),
        ("zhanbao demo", say!("cli-welcome-demo")),
        (init.as_str(), say!("cli-welcome-init")),
        ("zhanbao --help", say!("cli-welcome-help")),
    ] {
        output::line(format!("  {}  {what}", text::pad(command, 46)))?;
    }
    Ok(Outcome::Done)
}

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let day = desk.reading_day();
    let officer = desk.officer()?;
    let book = &mut desk.book;
    let report = crate::report::build(book, day, &officer, false)?;
    let sealed = book.steering().seal_on(day).map(|s| s.hash.short());
    if session.json {
        output::json(&json!({
            "unit": report.unit, "day": day, "sealed": sealed, "campaign": report.campaign,
            "figures": report.figures, "stocks": report.stocks, "reported": report.reported,
            "checks": report.checks.iter().map(|c| json!({"id": c.id, "ok": c.ok})).collect::<Vec<_>>(),
        }))?;
        return Ok(Outcome::Done);
    }
    output::line(format!(
        "{}  {}  {}  {}",
        report.unit.name,
        locale::full_date(Lang::current(), day),
        report.campaign.name,
        sealed.map_or_else(|| say!("cli-status-unsealed"), |s| say!("cli-status-sealed", hash = s))
    ))?;
    let flows: Vec<_> = Metric::flows()
        .filter_map(|metric| Some((words::counted(metric), report.figures.get(metric.key())?)))
        .filter(|(_, f)| f.cumulative != 0 || f.target.is_some())
        .collect();
    let stocks = Metric::stocks().map(Metric::name);
    let names = flows.iter().map(|(name, _)| text::width(name)).chain(stocks.map(|name| text::width(&name)));
    let column = names.filter(|width| *width <= NAMES).max().unwrap_or(0).max(20);
    // A name too long for its column has a line of its own.
    let named = |name: &str, rest: &str| {
        if text::width(name) > column {
            output::line(name)?;
            return output::line(format!("{}{rest}", " ".repeat(column)));
        }
        output::line(format!("{}{rest}", text::pad(name, column)))
    };
    let row = |name: &str, cells: [String; 5]| {
        let cells: String = cells.iter().zip([8, 9, 9, 9, 8]).map(|(cell, width)| words::right(cell, width)).collect();
        named(name, &cells)
    };
    row(
        &say!("cli-status-metric"),
        [
            say!("cli-status-today"),
            say!("cli-status-quota"),
            say!("cli-status-cumulative"),
            say!("cli-status-target"),
            say!("cli-status-rate"),
        ],
    )?;
    for (name, f) in flows {
        let n = |v: Option<i64>| v.map_or("—".into(), text::group);
        let rate = f.rate.map_or("—".into(), |r| r.to_string());
        row(&name, [text::group(f.day), n(f.quota), text::group(f.cumulative), n(f.target), rate])?;
    }
    for metric in Metric::stocks() {
        let value = match report.stocks.get(metric.key()).and_then(|s| s.value) {
            Some(Number::Whole(n)) => text::group(n),
            Some(Number::Tenths(t)) => t.to_string(),
            None => "—".into(),
        };
        named(&metric.name(), &format!("{} {}", words::right(&value, 8), metric.counted_in().name()))?;
    }
    output::line(say!(
        "cli-status-reported",
        done = report.reported.done,
        villages = report.reported.villages,
        ok = report.checks.iter().filter(|c| c.ok).count(),
        checks = report.checks.len()
    ))?;
    Ok(Outcome::Done)
}
