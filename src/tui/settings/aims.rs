//! What the township steers by: its campaign and its targets, shown and set.

use crate::desk::{Desk, Error, steering};
use crate::domain::acts::{CampaignFacts, TargetFacts};
use crate::domain::metric::Metric;
use crate::locale::say;
use crate::text;
use crate::tui::component::Component;
use crate::tui::drafts::Draft;
use crate::tui::forms::{Filled, Form, Item, Kind, Work};
use crate::tui::overlays::choose::Choose;
use crate::tui::shared::Shared;
use chrono::NaiveDate;

/// The names under which drafts of the forms are kept.
const CAMPAIGN: &str = "campaign";
const TARGET: &str = "target";

/// What the book steers by.
#[derive(Debug, Clone)]
pub struct Aims {
    campaign: Option<CampaignFacts>,
    targets: Vec<(Metric, TargetFacts)>,
}

impl Aims {
    /// Reads them.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk) -> Result<Self, Error> {
        desk.book.refresh()?;
        let (day, unit, steering) = (desk.reading_day(), desk.book.unit(), desk.book.steering());
        let campaigns = steering.rules.campaigns.all();
        let now = campaigns.iter().rev().find(|c| c.from <= day && day <= c.to).or(campaigns.last());
        let own = steering.targets.iter().filter(|target| target.facts.unit == unit);
        let targets = own.map(|target| (target.metric, target.facts.clone())).collect();
        Ok(Self { campaign: now.cloned(), targets })
    }

    /// The campaign in one line.
    pub fn campaign(&self) -> String {
        match &self.campaign {
            Some(c) => say!("settings-campaign-is", name = c.name, from = c.from, to = c.to),
            None => say!("settings-campaign-none"),
        }
    }

    /// The targets in one line.
    pub fn targets(&self) -> String {
        if self.targets.is_empty() {
            return say!("settings-targets-none");
        }
        let one =
            |(metric, facts): &(Metric, TargetFacts)| format!("{} {}", metric.name(), text::group(facts.quantity));
        crate::locale::listed(self.targets.iter().map(one))
    }
}

/// Sets the campaign, beginning with the one that is.
pub fn campaign(aims: Option<&Aims>, cx: &mut Shared) {
    cx.open(campaign_form(aims.and_then(|aims| aims.campaign.as_ref())));
}

fn campaign_items(now: Option<&CampaignFacts>) -> Vec<Item> {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    vec![
        Item::new("name", say!("settings-campaign-name"), Kind::Text)
            .required()
            .with(now.map_or("", |c| c.name.as_str())),
        Item::new("from", say!("settings-from"), Kind::Date).required().with(&date(now.map(|c| c.from))),
        Item::new("to", say!("settings-to"), Kind::Date).required().with(&date(now.map(|c| c.to))),
        Item::new("all_days", say!("settings-all-days"), Kind::Toggle)
            .at(Some(usize::from(now.is_some_and(|c| c.all_days)))),
    ]
}

fn campaign_form(now: Option<&CampaignFacts>) -> Form {
    Form::new(say!("settings-campaign"), campaign_items(now), |filled, _| {
        let (from, to) = span(filled)?;
        let name = filled.text("name").unwrap_or_default();
        let facts = CampaignFacts { name, from, to, all_days: filled.is_on("all_days") };
        let work: Work = Box::new(move |desk| {
            let told = say!("settings-campaign-set", name = facts.name, from = facts.from, to = facts.to);
            steering::set_campaign(desk, facts)?;
            Ok(told)
        });
        Ok(work)
    })
    .kept_as(CAMPAIGN)
}

/// The days of a form, the first not after the last.
fn span(filled: &Filled<'_>) -> Result<(NaiveDate, NaiveDate), (&'static str, String)> {
    let from = filled.date("from").ok_or_else(|| ("from", say!("forms-no-date", field = say!("settings-from"))))?;
    let to = filled.date("to").ok_or_else(|| ("to", say!("forms-no-date", field = say!("settings-to"))))?;
    if to < from { Err(("to", say!("settings-to-before-from"))) } else { Ok((from, to)) }
}

/// The targets, each to be changed, and another one.
pub fn targets(aims: Option<&Aims>, cx: &mut Shared) {
    let Some(aims) = aims.cloned() else { return };
    let line = |(metric, facts): &(Metric, TargetFacts)| {
        let quantity = format!("{} {}", text::group(facts.quantity), metric.counted_in().name());
        say!("settings-target-is", metric = metric.name(), quantity = quantity, from = facts.from, to = facts.to)
    };
    let mut lines: Vec<String> = aims.targets.iter().map(line).collect();
    lines.push(say!("settings-target-new"));
    cx.open(Choose::new(say!("settings-targets"), lines, move |n, cx| {
        let items = target_items(aims.targets.get(n), aims.campaign.as_ref());
        cx.open(target_form(items));
    }));
}

fn target_items(now: Option<&(Metric, TargetFacts)>, campaign: Option<&CampaignFacts>) -> Vec<Item> {
    let metrics: Vec<Metric> = steering::metrics().collect();
    let at = now.and_then(|(metric, _)| metrics.iter().position(|m| m == metric));
    let usual = metrics.iter().position(|metric| *metric == Metric::Returns);
    let from = now.map(|(_, t)| t.from).or(campaign.map(|c| c.from));
    let to = now.map(|(_, t)| t.to).or(campaign.map(|c| c.to));
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let quantity = now.map(|(_, t)| t.quantity.to_string()).unwrap_or_default();
    let names = metrics.iter().map(|metric| metric.name()).collect();
    vec![
        Item::new("metric", say!("settings-metric"), Kind::Choice(names)).required().at(at.or(usual)),
        Item::new("quantity", say!("settings-quantity"), Kind::Number).required().with(&quantity),
        Item::new("from", say!("settings-from"), Kind::Date).required().with(&date(from)),
        Item::new("to", say!("settings-to"), Kind::Date).required().with(&date(to)),
    ]
}

fn target_form(items: Vec<Item>) -> Form {
    Form::new(say!("settings-target"), items, |filled, _| {
        let (from, to) = span(filled)?;
        let metric = filled.chosen("metric").and_then(|n| steering::metrics().nth(n));
        let metric = metric.ok_or_else(|| ("metric", say!("forms-required", field = say!("settings-metric"))))?;
        let quantity = i64::from(filled.number("quantity").unwrap_or_default());
        let work: Work = Box::new(move |desk| {
            let unit = desk.book.unit();
            // Last year's figure is not asked for here; one that is known stays.
            let last_year = desk.book.steering().target(metric, unit, from).and_then(|t| t.facts.last_year);
            let key = metric.key().to_string();
            let facts = TargetFacts { metric: key, unit, quantity, from, to, last_year };
            let recorded = steering::set_target(desk, metric, facts)?;
            Ok(recorded.notices.into_iter().next().unwrap_or_default())
        });
        Ok(work)
    })
    .kept_as(TARGET)
}

/// A form that an earlier run left half typed.
pub fn taken_up(draft: &Draft) -> Option<Box<dyn Component>> {
    let form = match draft.of.as_str() {
        CAMPAIGN => campaign_form(None),
        TARGET => target_form(target_items(None, None)),
        _ => return None,
    };
    Some(Box::new(form.taken_up(draft)))
}
