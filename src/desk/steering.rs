//! What the unit steers by: the campaign that cumulative figures belong to, and targets.

use super::{Desk, Error, Result};
use crate::book::{Draft, Recorded};
use crate::domain::acts::{CampaignFacts, Fact, TargetFacts};
use crate::domain::campaign::PeriodKey;
use crate::domain::metric::Metric;
use crate::domain::subject::SubjectId;
use crate::locale::say;
use crate::text;

/// The figures that can have a target.
pub fn metrics() -> impl Iterator<Item = Metric> {
    Metric::ALL.iter().copied().filter(|metric| metric.is_printed())
}

/// Sets a campaign. Days that a seal covers stay in the campaign with which they were sealed.
pub fn set_campaign(desk: &mut Desk, facts: CampaignFacts) -> Result<Recorded> {
    let CampaignFacts { name, from, to, all_days } = &facts;
    let campaigns = desk.book.rules().campaigns.clone();
    let seals = &desk.book.steering().seals;
    let frozen = |c: &&CampaignFacts| seals.iter().any(|seal| c.from <= seal.day && seal.day <= c.to);
    if let Some(old) = campaigns.all().iter().find(|c| c.name == *name).filter(frozen)
        && (old.from != *from || old.to != *to || old.all_days != *all_days)
    {
        return Err(Error::refused(say!("cli-campaign-frozen", name = name)));
    }
    // Days that were sealed within a campaign stay in it: what their reports printed counts from its first day.
    let sealed = seals.iter().map(|seal| seal.day).filter(|day| from <= day && day <= to);
    let mut owned = sealed.filter_map(|day| match campaigns.key(day) {
        PeriodKey::Campaign(n) => campaigns.all().get(n).filter(|c| c.name != *name).map(|c| (day, c)),
        PeriodKey::Year(_) => None,
    });
    if let Some((day, other)) = owned.next_back() {
        return Err(Error::refused(say!("cli-campaign-sealed-days", day = day, name = other.name)));
    }
    let unit = desk.book.unit();
    let draft = desk.draft(vec![SubjectId::unit(unit)], Fact::Campaign(facts))?;
    Ok(desk.book.record(Draft { unit: Some(unit), ..draft })?)
}

/// Sets a target of a figure; the first notice says what it is now, and what it was.
pub fn set_target(desk: &mut Desk, metric: Metric, facts: TargetFacts) -> Result<Recorded> {
    let TargetFacts { unit, quantity, from, to, .. } = facts;
    let draft = desk.draft(vec![SubjectId::unit(unit)], Fact::Target(facts))?;
    let before = desk.book.steering().target(metric, unit, from).map(|target| target.facts.quantity);
    let mut recorded = desk.book.record(Draft { unit: Some(unit), ..draft })?;
    let now = format!("{} {}", text::group(quantity), metric.counted_in().name());
    let told = match before.filter(|before| *before != quantity) {
        Some(before) => {
            let before = text::group(before);
            say!("cli-target-was", metric = metric.name(), before = before, now = now, to = to)
        }
        None => say!("cli-target-set", metric = metric.name(), now = now, to = to),
    };
    recorded.notices.insert(0, told);
    Ok(recorded)
}
