//! `plan`: targets scheduled back from the deadline to days and villages (倒排工期, S1), planned anew each day.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use super::target::metric_named;
use crate::domain::metric::{Measure, Metric};
use crate::locale::{self, Lang, say};
use crate::plan::{self, Counted};
use crate::text;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub struct Plan {
    #[arg(long, value_name = "KEY")]
    pub metric: Option<String>,
}

pub fn run(session: &Session, args: Plan) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let day = desk.reading_day();
    let only = args.metric.as_deref().map(metric_named).transpose()?;
    let officer = desk.officer()?;
    let book = &mut desk.book;
    let report = crate::report::build(book, day, &officer, false)?;
    let counts = book.counts(day)?;
    let steering = book.steering();
    let period = steering.rules.campaigns.period(day);
    let counted = Counted::new(&steering.calendar, period.all_days);
    let mut found = false;
    let mut documents = Vec::new();
    for metric in Metric::flows().filter(|m| only.is_none_or(|o| o == *m)) {
        let Some(target) = steering.target(metric, book.unit(), day) else { continue };
        let Some(figure) = report.figures.get(metric.key()) else { continue };
        found = true;
        let t = &target.facts;
        let measure = Measure::whole(metric);
        let done = counts.sum(None, measure, t.from, day);
        let opening = done - counts.sum(None, measure, day, day);
        let days = plan::back_schedule(t.quantity, opening, day, t.to, &counted);
        let unpublished = counted.unpublished_years(day, t.to);
        let units: Vec<_> = report
            .units
            .iter()
            .filter_map(|u| {
                let f = u.figures.get(metric.key())?;
                Some(json!({
                    "code": u.code, "name": u.name, "target": f.target, "quota": f.quota, "day": f.day,
                    "cumulative": f.cumulative,
                    "remaining": f.target.map(|t| (t - f.cumulative).max(0)),
                }))
            })
            .collect();
        let village_targets: i64 = report.units.iter().filter_map(|u| u.figures.get(metric.key())?.target).sum();
        let difference = report
            .units
            .iter()
            .any(|u| u.figures.get(metric.key()).is_some_and(|f| f.target.is_some()))
            .then_some(t.quantity - village_targets);
        if session.json {
            documents.push(json!({
                "metric": metric.key(), "unit": book.unit(), "day": day, "from": t.from, "deadline": t.to,
                "target": t.quantity, "revised_from": target.revised_from,
                "done": done, "remaining": (t.quantity - done).max(0),
                "counted_days": counted.between(day, t.to), "quota": figure.quota, "today": figure.day,
                "pace": figure.pace, "finish": figure.finish,
                "unpublished_years": unpublished, "split_difference": difference,
                "days": days, "units": units,
            }));
            continue;
        }
        output::line(say!(
            "cli-plan-heading",
            metric = metric.name(),
            from = t.from,
            to = t.to,
            target = text::group(t.quantity),
            unit = metric.counted_in().name(),
            done = text::group(done),
            rate = figure.rate.map_or("—".into(), |r| r.to_string()),
            days = counted.between(day, t.to)
        ))?;
        let forecast = match figure.finish {
            Some(finish) if finish > t.to => {
                say!(
                    "cli-plan-late",
                    day = locale::month_day(Lang::current(), finish),
                    days = (finish - t.to).num_days()
                )
            }
            Some(finish) => say!("cli-plan-finish", day = locale::month_day(Lang::current(), finish)),
            None => say!("cli-plan-never"),
        };
        output::line(say!(
            "cli-plan-today",
            quota = figure.quota.map_or("—".into(), text::group),
            day = figure.day,
            pace = figure.pace.map_or("—".into(), |p| p.to_string()),
            forecast = forecast
        ))?;
        let path: Vec<String> =
            days.iter().take(10).map(|d| format!("{} {}", d.day.format("%m-%d"), d.quota)).collect();
        let more = if days.len() > 10 { " …" } else { "" };
        output::line(say!("cli-plan-days", path = format!("{}{more}", path.join("  "))))?;
        for u in &report.units {
            if let Some(f) = u.figures.get(metric.key()).filter(|f| f.quota.is_some()) {
                let target = f.target.map_or(String::new(), |t| format!("/{t}"));
                output::line(say!(
                    "cli-plan-village",
                    name = text::pad(&u.name, 14),
                    quota = f.quota.unwrap_or(0),
                    day = f.day,
                    cumulative = format!("{}{target}", f.cumulative)
                ))?;
            }
        }
        if let Some(n) = difference.filter(|n| *n != 0) {
            output::line(say!("cli-plan-difference", difference = n))?;
        }
        for year in unpublished {
            output::line(say!("cli-plan-unpublished", year = year.to_string()))?;
        }
    }
    if session.json {
        output::json(&json!({"day": day, "plans": documents}))?;
    } else if !found {
        output::line(say!("cli-plan-none"))?;
    }
    Ok(Outcome::Done)
}
