//! Two records that may be one person: the likely ones of somebody, and what tells two apart.

use super::acts::Same;
use super::{Desk, Result, words};
use crate::book::{Hit, Page, PersonPage};
use crate::domain::facts::PersonFacts;
use crate::domain::id_number;
use crate::domain::subject::SubjectId;
use crate::locale::{self, Lang, say};
use compact_str::CompactString;

/// So many of the same name are looked at.
const NAMESAKES: usize = 40;

/// What two records say of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Of what.
    pub label: String,
    /// What each says, numbers covered; empty where it says nothing.
    pub each: [String; 2],
    /// Both say something, and neither only less than the other.
    pub differs: bool,
}

/// Two records side by side, and what joining them would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What each says.
    pub told: Vec<Told>,
    /// What to know before they are joined.
    pub notices: Vec<String>,
    /// Why they cannot be.
    pub refusal: Option<String>,
}

/// Others who are likely the same person: by number; by name where household or day of birth is the same too, or the
/// village where one of the two has no number.
pub fn likely(desk: &Desk, page: &PersonPage) -> Result<Vec<Hit>> {
    let (book, day, facts) = (&desk.book, desk.reading_day(), &page.person.facts);
    let mut found = match &facts.id_no {
        Some(number) => book.find(number, NAMESAKES, day)?,
        None => Vec::new(),
    };
    if let Some(name) = &facts.name {
        let known: Vec<SubjectId> = found.iter().map(|hit| hit.id).collect();
        let named = book.find(name, NAMESAKES, day)?;
        found.extend(named.into_iter().filter(|hit| hit.name == *name && !known.contains(&hit.id)));
    }
    found.retain(|hit| hit.id != page.id);
    let ids: Vec<SubjectId> = found.iter().map(|hit| hit.id).collect();
    let others = book.people_on(&ids, day)?;
    let both = found.into_iter().zip(others);
    Ok(both.filter(|(_, other)| alike(facts, &other.facts)).map(|(hit, _)| hit).collect())
}

fn alike(one: &PersonFacts, other: &PersonFacts) -> bool {
    fn same<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
        one.is_some() && one == other
    }
    let numbered = one.id_no.is_some() && other.id_no.is_some();
    let home = same(&one.household, &other.household) || same(&one.birth, &other.birth);
    same(&one.id_no, &other.id_no)
        || same(&one.name, &other.name) && (home || !numbered && same(&one.village, &other.village))
}

/// Reads both.
///
/// # Errors
/// What the book says; that both are one record already.
pub fn pair(desk: &Desk, one: SubjectId, other: SubjectId) -> Result<Pair> {
    let drafts = Same { one, other }.drafts(desk)?;
    let judged = desk.preview(&drafts.drafts)?;
    let day = desk.reading_day();
    let mut pages = Vec::with_capacity(2);
    for id in [one, other] {
        if let Page::Person(page) = desk.book.page(id, day)? {
            pages.push(page);
        }
    }
    let told = match pages.as_slice() {
        [one, other] => side_by_side(desk, one, other),
        _ => Vec::new(),
    };
    let numbers: Vec<&CompactString> = pages.iter().filter_map(|page| page.person.facts.id_no.as_ref()).collect();
    let names: Vec<&CompactString> = pages.iter().filter_map(|page| page.person.facts.name.as_ref()).collect();
    let apart = |all: &[&CompactString]| matches!(all, [one, other] if one != other);
    let mut notices: Vec<String> = Vec::new();
    match (apart(&names), apart(&numbers)) {
        (true, true) => notices.push(say!("desk-same-unlike")),
        (_, true) => notices.push(say!("desk-same-numbers")),
        _ => {}
    }
    if judged.iter().any(|judged| judged.late) {
        notices.push(say!("desk-same-late"));
    }
    notices.extend(judged.iter().flat_map(|judged| judged.notices.iter().cloned()));
    Ok(Pair { told, notices, refusal: judged.into_iter().find_map(|judged| judged.refusal) })
}

/// What each says, thing by thing.
fn side_by_side(desk: &Desk, one: &PersonPage, other: &PersonPage) -> Vec<Told> {
    let day = desk.reading_day();
    let say_both = |label: String, tell: &dyn Fn(&PersonPage) -> (String, String)| {
        let ((one, whole), (other, others)) = (tell(one), tell(other));
        let differs = !whole.starts_with(&others) && !others.starts_with(&whole);
        Told { label, each: [one, other], differs }
    };
    let plain = |text: String| (text.clone(), text);
    // A name that another begins with is another name.
    let name = |page: &PersonPage| {
        let name = page.person.facts.name.clone().map_or_else(String::new, String::from);
        (name.clone(), if name.is_empty() { name } else { format!("{name}\n") })
    };
    let covered = |text: &Option<CompactString>, cover: fn(&str) -> String| {
        let whole = text.as_deref().unwrap_or_default();
        (cover(whole), whole.to_owned())
    };
    let unit = |page: &PersonPage| page.person.facts.village.map(|code| desk.book.steering().unit_name(code));
    let home = |page: &PersonPage| {
        let group = page.person.facts.group.as_deref().unwrap_or_default();
        unit(page).map_or(String::new(), |unit| format!("{unit}{group}"))
    };
    let work = |page: &PersonPage| {
        let spell = page.standing.main.and_then(|n| page.person.spells.get(n));
        spell.map_or(String::new(), |spell| {
            let place = spell.work.place.as_deref().map_or(String::new(), words::place);
            format!("{place} {}", spell.work.employer.as_deref().unwrap_or_default()).trim().to_string()
        })
    };
    let entries = |page: &PersonPage| {
        let standing = page.history.iter().filter(|(_, withdrawn)| !withdrawn);
        let last = standing.clone().map(|(entry, _)| entry.day).max();
        let last = last.map_or(String::new(), |last| locale::day_seen(Lang::current(), last, day));
        (say!("desk-same-entries", count = standing.count(), last = last), String::new())
    };
    vec![
        say_both(say!("cli-fact-name"), &name),
        say_both(say!("cli-fact-id-no"), &|page| covered(&page.person.facts.id_no, id_number::mask)),
        say_both(say!("desk-same-birth"), &|page| {
            let facts = &page.person.facts;
            let sex = facts.sex.map_or(String::new(), |sex| sex.name());
            // The day with the village would be most of the number.
            let year = facts.birth.map_or(String::new(), |birth| birth.format("%Y").to_string());
            let whole = format!("{sex} {}", facts.birth.map_or(String::new(), |birth| birth.to_string()));
            (format!("{sex} {year}").trim().to_string(), whole.trim().to_string())
        }),
        say_both(say!("cli-fact-village"), &|page| plain(home(page))),
        say_both(say!("cli-fact-household"), &|page| {
            let house = page.household.as_ref().and_then(|(_, house)| house.facts.household_no.clone());
            plain(house.unwrap_or_default().into())
        }),
        say_both(say!("cli-fact-phone"), &|page| covered(&page.person.facts.phone, super::hidden::phone)),
        say_both(say!("desk-same-work"), &|page| plain(work(page))),
        say_both(say!("desk-same-history"), &entries),
    ]
}
