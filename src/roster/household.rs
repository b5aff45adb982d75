//! What a row says of its household: kind, flags and the rest; and, over the whole file, whether each household has
//! exactly one head.

use super::cells::{Cells, plain};
use super::columns::{Columns, Field};
use super::finding::Finding;
use super::words::{self, KindWord};
use crate::domain::facts::HouseholdFacts;
use crate::domain::keys::{HouseholdFlag, HouseholdKind};
use crate::locale::say;
use rustc_hash::FxHashMap;

const FLAGS: [(Field, HouseholdFlag); 4] = [
    (Field::Resettled, HouseholdFlag::Resettled),
    (Field::Subsistence, HouseholdFlag::Subsistence),
    (Field::LowIncome, HouseholdFlag::LowIncome),
    (Field::Destitute, HouseholdFlag::Destitute),
];

/// Reads the household's own columns; the village and group are the caller's.
pub fn read(cells: &mut Cells<'_>) -> HouseholdFacts {
    let (kind, flags) = kind_and_flags(cells);
    HouseholdFacts {
        kind,
        flags,
        registered_village: cells.text(Field::RegisteredVillage),
        address: cells.text(Field::Address),
        income: cells.number(Field::Income),
        contact: cells.text(Field::Contact),
        grid_officer: cells.text(Field::GridOfficer),
        ..HouseholdFacts::default()
    }
}

fn kind_and_flags(cells: &mut Cells<'_>) -> (Option<HouseholdKind>, Option<Vec<HouseholdFlag>>) {
    let mut flags: Vec<HouseholdFlag> = Vec::new();
    let mut said = false;
    let several = cells.word(Field::Kind, kind_words, || say!("roster-expect-kind"));
    let mut kind = None;
    for word in several.into_iter().flatten().flatten() {
        match word {
            KindWord::Kind(stated) => kind = Some(stronger(kind, stated)),
            KindWord::Flag(flag) => {
                said = true;
                flags.push(flag);
            }
        }
    }
    let no = |word: &str| matches!(word, "无" | "否" | "非监测对象" | "非监测户" | "不是" | "非监测");
    let monitored = cells.word(
        Field::Monitored,
        |word| match words::kind(word) {
            Some(KindWord::Kind(kind)) => Some(Some(kind)),
            _ if no(word) => Some(None),
            _ if word == "是" => Some(Some(HouseholdKind::Unknown)),
            _ => None,
        },
        || say!("roster-expect-monitored"),
    );
    if let Some(monitored) = monitored.flatten() {
        kind = Some(stronger(kind, monitored));
    }
    if kind.is_none() && said {
        kind = Some(HouseholdKind::Ordinary);
    }
    for (field, flag) in FLAGS {
        if let Some(yes) = cells.word(field, |word| words::flag(word, flag), || say!("roster-expect-yes-no")) {
            said = true;
            if yes {
                flags.push(flag);
            }
        }
    }
    flags.sort_unstable();
    flags.dedup();
    (kind, said.then_some(flags))
}

/// 户类型 may hold several words: 低保户、易地搬迁户. All must be known. The array saves an allocation per row.
fn kind_words(text: &str) -> Option<[Option<KindWord>; 4]> {
    let mut found = [None; 4];
    if let Some(word) = words::kind(text) {
        found[0] = Some(word);
        return Some(found);
    }
    let mut at = 0;
    for part in
        text.split(['、', ',', ';', '/', '+', ' ', '\u{ff0c}', '\u{ff1b}', '\n']).filter(|part| !part.trim().is_empty())
    {
        *found.get_mut(at)? = Some(words::kind(&plain(part))?);
        at += 1;
    }
    (at > 0).then_some(found)
}

/// Of two statements the one that says more: a class of monitored household over 脱贫户, 脱贫户 over 监测户 of no class.
fn stronger(known: Option<HouseholdKind>, stated: HouseholdKind) -> HouseholdKind {
    use HouseholdKind::*;
    let weight = |kind| match kind {
        Unstable | Marginal | Sudden => 3,
        Unknown => 2,
        Lifted => 1,
        Ordinary => 0,
    };
    match known {
        Some(known) if weight(known) >= weight(stated) => known,
        _ => stated,
    }
}

/// Who heads which household, gathered over the file.
#[derive(Default)]
pub struct Heads {
    households: FxHashMap<Box<str>, House>,
}

struct House {
    /// First row that was taken, with its relation; `None` while all were rejected.
    first: Option<(u32, Box<str>)>,
    head: Option<u32>,
    /// A head stands in the file, be its row taken or rejected.
    named: bool,
}

impl Heads {
    /// Notes a row; a second head among the rows taken is a finding.
    pub fn note(
        &mut self,
        row: u32,
        household: &str,
        relation: &str,
        taken: bool,
        columns: &Columns,
        findings: &mut Vec<Finding>,
    ) {
        if !self.households.contains_key(household) {
            self.households.insert(household.into(), House { first: None, head: None, named: false });
        }
        let Some(house) = self.households.get_mut(household) else { return };
        let head = words::is_head(relation);
        house.named |= head;
        if !taken {
            return;
        }
        if house.first.is_none() {
            house.first = Some((row, relation.into()));
        }
        match house.head {
            Some(first) if head => {
                let title = columns.title(Field::Relation);
                let message = say!("roster-two-heads", household = household, first = first, title = title);
                findings.push(Finding::new(row, Field::Relation.key(), "household.two_heads", relation, message));
            }
            None if head => house.head = Some(row),
            _ => {}
        }
    }

    /// At the end of the file: households without a head, by row.
    pub fn finish(self, columns: &Columns, findings: &mut Vec<Finding>) {
        let title = columns.title(Field::Relation);
        let headless = self.households.iter().filter(|(_, house)| !house.named);
        for (household, (row, relation)) in headless.filter_map(|(no, house)| Some((no, house.first.as_ref()?))) {
            let message = say!("roster-no-head", household = **household, title = title);
            findings.push(Finding::new(*row, Field::Relation.key(), "household.no_head", relation, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_says_more_stands() {
        use HouseholdKind::*;
        assert_eq!(stronger(Some(Lifted), Unstable), Unstable);
        assert_eq!(stronger(Some(Marginal), Unknown), Marginal);
        assert_eq!(stronger(Some(Lifted), Unknown), Unknown);
        assert_eq!(kind_words("低保户、易地搬迁户").unwrap().iter().flatten().count(), 2);
        assert!(kind_words("低保户、外星人").is_none());
    }
}
