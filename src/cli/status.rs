//! `status`: today's figures, stocks, targets. Without a command: where to begin.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::domain::metric::Metric;
use crate::report::Number;
use crate::text;
use serde_json::json;

pub fn welcome(session: &Session) -> Result<Outcome, Failure> {
    if session.book.is_file() {
        return run(session);
    }
    output::line("战报:还没有账本。")?;
    output::line("  zhanbao demo                                  看一个虚构乡镇的演示")?;
    output::line("  zhanbao init --unit 区划代码 --name 乡镇名称    建账")?;
    output::line("  zhanbao --help                                全部命令")?;
    Ok(Outcome::Done)
}

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let day = session.reading_day();
    let officer = session.officer(&book)?;
    let report = crate::report::build(&mut book, day, &officer, false)?;
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
        "{}  {} {}  {}  {}",
        report.unit.name,
        text::zh_date(day),
        text::zh_weekday_short(day),
        report.campaign.name,
        sealed.map_or("未封账".into(), |s| format!("已封账 {s}"))
    ))?;
    output::line(format!(
        "{}{:>8}{:>9}{:>9}{:>9}{:>8}",
        text::pad("指标", 20),
        "今日",
        "任务",
        "累计",
        "目标",
        "完成%"
    ))?;
    for metric in Metric::flows() {
        if let Some(f) = report.figures.get(metric.key()).filter(|f| f.cumulative != 0 || f.target.is_some()) {
            let n = |v: Option<i64>| v.map_or("—".into(), text::group);
            output::line(format!(
                "{}{:>8}{:>9}{:>9}{:>9}{:>8}",
                text::pad(&format!("{}({})", metric.zh(), metric.unit()), 20),
                text::group(f.day),
                n(f.quota),
                text::group(f.cumulative),
                n(f.target),
                f.rate.map_or("—".into(), |r| r.to_string())
            ))?;
        }
    }
    for metric in Metric::stocks() {
        let value = match report.stocks.get(metric.key()).and_then(|s| s.value) {
            Some(Number::Whole(n)) => text::group(n),
            Some(Number::Tenths(t)) => t.to_string(),
            None => "—".into(),
        };
        output::line(format!("{}{value:>8} {}", text::pad(metric.zh(), 20), metric.unit()))?;
    }
    output::line(format!(
        "各村上报 {}/{}  对账 {}/{}",
        report.reported.done,
        report.reported.villages,
        report.checks.iter().filter(|c| c.ok).count(),
        report.checks.len()
    ))?;
    Ok(Outcome::Done)
}
