//! What steers the figures: units, campaigns, targets, calendar, seals, read from their entries at open.

use super::error::Result;
use super::row::{ENTRY, day_from_sql, entry_of};
use crate::domain::acts::{CampaignFacts, Fact, TargetFacts, UnitFacts};
use crate::domain::campaign::{Campaigns, Rules};
use crate::domain::entry::{Entry, Event, Hash, standing};
use crate::domain::keys::Level;
use crate::domain::metric::Metric;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::plan::Calendar;
use chrono::{Days, NaiveDate};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A target in force.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetRow {
    /// What is counted.
    pub metric: Metric,
    /// The target as set.
    pub facts: TargetFacts,
    /// The quantity it had before it was revised.
    pub revised_from: Option<i64>,
}

/// A seal, as far as everyday work needs it; the printed bytes stay in the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct SealMark {
    /// The day up to which it seals.
    pub day: NaiveDate,
    /// Its entry.
    pub hash: Hash,
    /// Issue number.
    pub issue: u32,
    /// When it was made.
    pub recorded: String,
    /// See [`SealMark::saw`].
    seen: String,
    beyond: String,
}

/// What a seal saw.
#[derive(Debug, Clone)]
pub struct Saw {
    /// The end of each device's chain: {device → (seq, hash)}.
    pub seen: BTreeMap<String, (u64, String)>,
    /// Hashes of entries besides: behind a gap in their chain.
    pub beyond: Vec<String>,
}

impl SealMark {
    /// What it saw: read where it is asked for, of one seal among hundreds.
    pub fn saw(&self) -> Result<Saw> {
        Ok(Saw { seen: serde_json::from_str(&self.seen)?, beyond: serde_json::from_str(&self.beyond)? })
    }
}

impl Saw {
    /// Whether it saw this entry.
    pub fn has(&self, entry: &Entry) -> bool {
        let reached = self.seen.get(&entry.device.to_string()).is_some_and(|(seq, _)| entry.seq <= *seq);
        reached || self.beyond.contains(&entry.hash.to_string())
    }
}

/// Days that the wall shows and the pace is taken from, holidays among them.
const LOOK_BACK: u64 = 75;

/// See the module.
#[derive(Debug, Clone)]
pub struct Steering {
    /// Rules of the figures.
    pub rules: Rules,
    /// Working days.
    pub calendar: Calendar,
    /// Targets, the last set for each metric, unit and first day.
    pub targets: Vec<TargetRow>,
    /// All units known.
    pub units: BTreeMap<RegionCode, UnitFacts>,
    /// The first seal of each day, ascending.
    pub seals: Vec<SealMark>,
    /// Later seals of a day already sealed (疑点).
    pub rival_seals: Vec<SealMark>,
    by_name: HashMap<String, Vec<RegionCode>>,
    /// The device that may seal, where one was named.
    pub keeper: Option<String>,
}

/// What is read at every opening: what steers, and the withdrawals that name some of it; those of everyday work are as
/// many as the years make them. The index of what steers covers some kinds more, and is used only where a question says
/// so in the index's own words; without it all entries are read.
fn steering_entries() -> String {
    let steers = |e| {
        let indexed = ["unit", "keeper", "campaign", "target", "calendar", "seal", "withdraw", "trip_plan"];
        let indexed = indexed.map(|kind| format!("{e}.kind = '{kind}'")).join(" OR ");
        format!("({indexed}) AND {e}.kind IN ('unit', 'keeper', 'campaign', 'target', 'calendar')")
    };
    format!(
        "SELECT {ENTRY} FROM entry e JOIN device d ON d.id = e.device WHERE {}
         UNION ALL SELECT {ENTRY} FROM entry s CROSS JOIN entry e ON e.kind = 'withdraw'
             AND CASE WHEN json_valid(e.body) THEN e.body ->> '$.target' END = lower(hex(s.hash))
         JOIN device d ON d.id = e.device WHERE {}",
        steers("e"),
        steers("s")
    )
}

/// What is told of seals, out of the index that has it.
const SEALS: &str = "SELECT e.day, e.hash, s.issue, s.seen, s.beyond, e.recorded FROM entry e
     CROSS JOIN seal s ON s.entry = e.id JOIN device d ON d.id = e.device WHERE e.kind = 'seal'
     ORDER BY e.at, d.key, e.seq, e.hash";

/// The version of a book of which nothing was read.
pub(super) const UNREAD: i64 = -1;

impl Steering {
    /// Reads itself again where another process has written since this version. Inside a write transaction nobody can
    /// change it any more: what is folded there follows the rules that the entries give.
    pub(super) fn freshen(&mut self, conn: &Connection, home: RegionCode, version: &mut i64) -> Result<()> {
        let now: i64 = conn.pragma_query_value(None, "data_version", |r| r.get(0))?;
        if now != *version {
            *self = Self::load(conn, home)?;
            *version = now;
        }
        Ok(())
    }

    /// Reads the steering entries.
    pub fn load(conn: &Connection, home: RegionCode) -> Result<Self> {
        let mut query = conn.prepare_cached(&steering_entries())?;
        let entries: Vec<Entry> = query.query_map([], entry_of)?.collect::<rusqlite::Result<_>>()?;
        let mut events = standing(entries.iter().map(Event::of).collect());
        // What steers holds from when it was set, whatever its day: order by (at, device, seq).
        events.sort_by_key(|e| (e.order.at, e.order.device, e.order.seq, e.order.hash));
        let mut out = Self {
            rules: Rules::new(home, Campaigns::default()),
            calendar: Calendar::shipped(),
            targets: Vec::new(),
            units: BTreeMap::new(),
            seals: Vec::new(),
            rival_seals: Vec::new(),
            by_name: HashMap::new(),
            keeper: None,
        };
        let mut campaigns: Vec<CampaignFacts> = Vec::new();
        for event in events {
            match event.fact {
                Fact::Unit(facts) => {
                    if let Some(code) = event.subjects.first().and_then(|s| unit_of(*s)) {
                        out.units.insert(code, facts);
                    }
                }
                Fact::Keeper(facts) => out.keeper = Some(facts.device),
                Fact::Campaign(facts) => campaigns.push(facts),
                Fact::Target(facts) => out.set_target(facts),
                Fact::Calendar(notice) => {
                    // A notice that this version can't read is kept in the ledger and counts nothing.
                    let _ = out.calendar.add_notice(&notice.to_string());
                }
                _ => {}
            }
        }
        out.load_seals(conn)?;
        out.rules.campaigns = Campaigns::from_entries(&campaigns);
        out.rules.renumbered = out.renumbered();
        for (code, unit) in out.units.iter().filter(|(code, _)| !out.rules.renumbered.contains_key(code)) {
            out.by_name.entry(short_name(&unit.name).to_string()).or_default().push(*code);
        }
        Ok(out)
    }

    fn set_target(&mut self, facts: TargetFacts) {
        let Some(metric) = Metric::from_key(&facts.metric) else { return };
        let same = |t: &TargetRow| t.metric == metric && t.facts.unit == facts.unit && t.facts.from == facts.from;
        let revised_from = self.targets.iter().find(|t| same(t)).map(|t| t.facts.quantity);
        self.targets.retain(|t| !same(t));
        self.targets.push(TargetRow { metric, facts, revised_from });
    }

    /// The first seal of a day, in order, is the one that counts; a later one of the same day is a 疑点.
    fn load_seals(&mut self, conn: &Connection) -> Result<()> {
        let mut query = conn.prepare_cached(SEALS)?;
        let rows = query.query_map([], |r| {
            Ok((
                day_from_sql(r.get(0)?),
                Hash(r.get(1)?),
                r.get::<_, u32>(2)?,
                r.get::<_, String>(3)?,
                r.get::<_, String>(4)?,
                r.get::<_, String>(5)?,
            ))
        })?;
        let mut sealed = HashSet::new();
        for row in rows {
            let (day, hash, issue, seen, beyond, recorded) = row?;
            let mark = SealMark { day, hash, issue, recorded, seen, beyond };
            if sealed.insert(day) {
                self.seals.push(mark);
            } else {
                self.rival_seals.push(mark);
            }
        }
        self.seals.sort_by_key(|s| s.day);
        Ok(())
    }

    /// Villages that the book numbered itself, for want of a region tree, and that the tree then brought.
    fn renumbered(&self) -> BTreeMap<RegionCode, RegionCode> {
        let village = |unit: &UnitFacts, local| unit.level == Level::Village && unit.local == local;
        let official: HashMap<(RegionCode, &str), RegionCode> = self
            .units
            .iter()
            .filter(|(_, unit)| village(unit, false))
            .map(|(code, unit)| ((code.at(Level::Township), short_name(&unit.name)), *code))
            .collect();
        self.units
            .iter()
            .filter(|(_, unit)| village(unit, true))
            .filter_map(|(code, unit)| {
                official.get(&(code.at(Level::Township), short_name(&unit.name))).map(|to| (*code, *to))
            })
            .collect()
    }

    /// The last sealed day.
    pub fn last_sealed(&self) -> Option<NaiveDate> {
        self.seals.last().map(|s| s.day)
    }

    /// The seal of exactly this day.
    pub fn seal_on(&self, day: NaiveDate) -> Option<&SealMark> {
        self.seals.iter().find(|s| s.day == day)
    }

    /// The seal before this day (P).
    pub fn seal_before(&self, day: NaiveDate) -> Option<&SealMark> {
        self.seals.iter().rev().find(|s| s.day < day)
    }

    /// The target of a metric and unit that covers the day; the last set wins.
    pub fn target(&self, metric: Metric, unit: RegionCode, day: NaiveDate) -> Option<&TargetRow> {
        self.targets
            .iter()
            .rev()
            .find(|t| t.metric == metric && t.facts.unit == unit && t.facts.from <= day && day <= t.facts.to)
    }

    /// The first day whose changes a report of `day` tells apart: where its period, a target that it shows, or what
    /// came after the last seal before it begins, and the weeks that the wall and the pace look back over.
    pub fn window(&self, day: NaiveDate) -> NaiveDate {
        let weeks = day.checked_sub_days(Days::new(LOOK_BACK)).unwrap_or(day);
        let targets = self.targets.iter().filter(|t| t.facts.from <= day && t.facts.to >= weeks).map(|t| t.facts.from);
        let unsealed = self.seal_before(day).and_then(|seal| seal.day.succ_opt());
        targets.chain(unsealed).chain([weeks, self.rules.campaigns.period(day).from]).min().unwrap_or(day)
    }

    /// The parts under which the figures of the book's unit are told apart ([`Rules::part_of`]), in code order: villages
    /// and communities of a township, townships of a county.
    pub fn parts(&self) -> impl Iterator<Item = (RegionCode, &UnitFacts)> {
        let home = self.rules.home;
        self.units
            .iter()
            .filter(move |(code, _)| **code != home && home.contains(**code) && home.part(**code) == **code)
            .filter(|(code, _)| !self.rules.renumbered.contains_key(code))
            .map(|(c, u)| (*c, u))
    }

    /// The villages and communities of the book's unit, in code order.
    pub fn villages(&self) -> impl Iterator<Item = (RegionCode, &UnitFacts)> {
        let home = self.rules.home;
        self.units
            .iter()
            .filter(move |(code, u)| home.contains(**code) && u.level == Level::Village)
            .filter(|(code, _)| !self.rules.renumbered.contains_key(code))
            .map(|(c, u)| (*c, u))
    }

    /// The name of a unit; its code where it has none.
    pub fn unit_name(&self, code: RegionCode) -> String {
        let code = self.rules.unit_of(Some(code));
        self.units.get(&code).map_or_else(|| code.to_string(), |u| u.name.clone())
    }

    /// Units with this name, however long it is written (下寨村 = 下寨村民委员会).
    pub fn units_named(&self, name: &str) -> &[RegionCode] {
        self.by_name.get(short_name(name)).map_or(&[], Vec::as_slice)
    }

    /// Whether a region tree of the book's county was imported (units that this book numbered itself don't count).
    pub fn has_tree(&self) -> bool {
        let county = self.rules.home.at(Level::County);
        self.units.iter().any(|(code, u)| u.level == Level::Village && !u.local && county.contains(*code))
    }
}

/// The name as people write it: 下寨村民委员会 → 下寨, 下寨社区居民委员会 → 下寨社区 (a village and a community of one
/// name stay apart).
pub fn short_name(name: &str) -> &str {
    let name = name.trim();
    for (long, short) in [("社区居民委员会", "社区"), ("社区居委会", "社区"), ("社区", "社区")] {
        if let Some(stem) = name.strip_suffix(long) {
            return name.get(..stem.len() + short.len()).unwrap_or(name);
        }
    }
    for tail in ["村民委员会", "村委会", "居民委员会", "居委会", "行政村", "村"] {
        if let Some(stem) = name.strip_suffix(tail)
            && !stem.is_empty()
        {
            return stem;
        }
    }
    name
}

fn unit_of(subject: SubjectId) -> Option<RegionCode> {
    RegionCode::parse(&subject.to_string())
}

#[cfg(test)]
mod tests {
    use super::{SEALS, short_name, steering_entries};
    use crate::domain::region::RegionCode;

    #[test]
    fn a_village_is_known_by_its_short_and_its_long_name() {
        assert_eq!(short_name("下寨村民委员会"), short_name("下寨村"));
        assert_eq!(short_name("白石村委会"), short_name("白石村"));
        assert_eq!(short_name("下寨社区居民委员会"), short_name("下寨社区"));
        assert_ne!(short_name("下寨社区"), short_name("下寨村"));
    }

    /// Each command opens the book: what it reads for that must not grow with the years.
    #[test]
    fn opening_a_book_does_not_read_all_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let unit = RegionCode::parse("529999001").unwrap();
        let path = folder.path().join("book.zb");
        let book = crate::book::Book::create(&path, unit, crate::book::Options::default()).unwrap();
        for (sql, index) in
            [(steering_entries().as_str(), "INDEX entry_steering"), (SEALS, "COVERING INDEX entry_seal")]
        {
            let mut plan = book.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let steps: Vec<String> = plan.query_map([], |r| r.get(3)).unwrap().map(Result::unwrap).collect();
            assert!(steps.iter().any(|step| step.contains(index)), "{steps:?}");
            assert!(!steps.iter().any(|step| step.starts_with("SCAN")), "{steps:?}");
        }
    }
}
