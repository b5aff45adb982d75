//! What is known of a person or a household, in lines, section by section: read on the book's thread, drawn as it is.
//! Numbers of people are covered; a line that has one keeps the whole beside it, for the key that shows it.

use super::life;
use crate::book::{Book, Hit, Page, PersonPage, Stream};
use crate::desk::{Desk, Error, doubles, hidden, history};
use crate::domain::acts::stays;
use crate::domain::codes;
use crate::domain::entry::{Event, Hash};
use crate::domain::facts::PersonFacts;
use crate::domain::household::Household;
use crate::domain::id_number;
use crate::domain::keys::{HouseholdKind, Status};
use crate::domain::region::RegionCode;
use crate::domain::standing::{Standing, age_on, doubt};
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{self, Lang, say};
use crate::text;
use crate::tui::overlays::whom;
use crate::tui::theme::Role;
use chrono::NaiveDate;
use compact_str::CompactString;

/// What Enter, or another key, finds on a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Goes {
    /// Nothing.
    Nowhere,
    /// Somebody's page.
    Page(SubjectId),
    /// An entry, with what it says, and whether it can be taken back.
    Entry(Hash, String, bool),
}

/// A line.
#[derive(Debug, Clone)]
pub struct Line {
    /// As it is shown.
    pub text: String,
    /// With the numbers whole.
    pub bare: Option<String>,
    /// What it means.
    pub role: Role,
    /// What it leads to.
    pub goes: Goes,
    /// It heads a section.
    pub head: bool,
}

/// What is known of a person.
#[derive(Debug, Clone)]
pub struct Known {
    /// The facts.
    pub facts: PersonFacts,
    /// The name of the village.
    pub village: String,
    /// The number of the household.
    pub household: String,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Who: name, sex, age, village; or the household.
    pub title: String,
    /// Whose it is: who was joined to somebody has no page of their own any more.
    pub id: SubjectId,
    /// Others who are likely the same person.
    pub doubles: Vec<Hit>,
    /// The household, of a person who has one.
    pub household: Option<SubjectId>,
    /// What is known of a person, for changing it.
    pub known: Option<Box<Known>>,
    /// Section by section.
    pub lines: Vec<Line>,
}

/// The lines of a sheet as they are written.
#[derive(Default)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    /// Begins a section; one that gets no line is left out.
    pub fn section(&mut self, name: String) {
        self.0.pop_if(|last| last.head);
        self.0.push(Line { text: name, bare: None, role: Role::Title, goes: Goes::Nowhere, head: true });
    }

    /// Adds a line; one without words is left out.
    pub fn add(&mut self, text: String, role: Role, goes: Goes) {
        let text = text::clean(text.trim_end()).into_owned();
        if !text.trim().is_empty() {
            self.0.push(Line { text: hidden::line(&text).into_owned(), bare: None, role, goes, head: false });
        }
    }

    /// Adds a line to be read.
    pub fn say(&mut self, text: String) {
        self.add(text, Role::Text, Goes::Nowhere);
    }

    /// Adds a line that has the number of a person in it, covered and whole.
    fn guarded(&mut self, covered: String, bare: String, role: Role, goes: Goes) {
        let bare = Some(text::clean(&bare).into_owned());
        self.0.push(Line { text: text::clean(&covered).into_owned(), bare, role, goes, head: false });
    }

    fn done(mut self) -> Vec<Line> {
        self.0.pop_if(|last| last.head);
        self.0
    }
}

/// The most cells of a name in a line of its household.
const NAME: usize = 16;

/// What parts of a line stand in it, two spaces apart; the empty ones fall away.
pub(super) fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

impl Sheet {
    /// Reads it.
    ///
    /// # Errors
    /// What the book says; that this is the page of neither person nor household.
    pub fn read(desk: &mut Desk, id: SubjectId) -> Result<Self, Error> {
        let day = desk.reading_day();
        let id = desk.book.joined([id])?.get(&id).copied().unwrap_or(id);
        let writer = Writer { book: &desk.book, day };
        match desk.book.page(id, day)? {
            Page::Person(page) => writer.person(&page, doubles::likely(desk, &page)?),
            Page::Household(_, house, members, history) => writer.household(id, &house, &members, &history),
            Page::Trip(..) | Page::Job(..) => Err(Error::refused(say!("people-no-page"))),
        }
    }
}

struct Writer<'a> {
    book: &'a Book,
    day: NaiveDate,
}

impl Writer<'_> {
    fn village(&self, code: Option<RegionCode>) -> String {
        code.map_or_else(|| say!("cli-no-village"), |code| self.book.steering().unit_name(code))
    }

    fn age(&self, facts: &PersonFacts) -> String {
        facts.birth.map_or(String::new(), |birth| say!("cli-show-age", age = age_on(birth, self.day)))
    }

    fn person(&self, page: &PersonPage, doubles: Vec<Hit>) -> Result<Sheet, Error> {
        let facts = &page.person.facts;
        let sex = facts.sex.map_or(String::new(), |sex| sex.name());
        let village = self.village(facts.village);
        let name = facts.name.clone().map_or_else(|| page.id.to_string(), String::from);
        let home = format!("{village}{}", facts.group.as_deref().unwrap_or_default());
        let title = joined([name, sex, self.age(facts), home]);
        let mut lines = Lines::default();
        lines.section(say!("people-section-facts"));
        self.facts(&mut lines, page);
        for other in &doubles {
            let told = say!("people-double", person = whom::told(other, true).trim());
            lines.add(told, Role::Warn, Goes::Page(other.id));
        }
        if let Some((id, house)) = &page.household {
            let members = match self.book.page(*id, self.day)? {
                Page::Household(_, _, members, _) => members,
                _ => Vec::new(),
            };
            lines.section(say!("people-section-household", count = members.len()));
            lines.add(self.house(house), Role::Text, Goes::Page(*id));
            self.members(&mut lines, &members, Some(page.id));
        }
        lines.section(say!("people-section-work"));
        life::work(self.book, page, &mut lines)?;
        lines.section(say!("people-section-visits"));
        let house = page.household.as_ref().map(|(_, house)| house);
        life::visits(&page.history, page.person.next_visit.or(house.and_then(|h| h.next_visit)), self.day, &mut lines);
        lines.section(say!("people-section-trips"));
        life::trips(self.book, page, &mut lines)?;
        self.history(&mut lines, &page.history);
        let household = page.household.as_ref().map(|(id, _)| *id);
        let known = Known {
            facts: facts.clone(),
            village: facts.village.map_or(String::new(), |_| village),
            household: house.and_then(|house| house.facts.household_no.clone()).map_or_else(String::new, String::from),
        };
        Ok(Sheet { title, id: page.id, doubles, household, known: Some(Box::new(known)), lines: lines.done() })
    }

    fn household(
        &self,
        id: SubjectId,
        house: &Household,
        members: &[PersonPage],
        history: &[Stream],
    ) -> Result<Sheet, Error> {
        let facts = &house.facts;
        let number = facts.household_no.clone().unwrap_or_default();
        let title = joined([say!("cli-due-household", number = number), self.village(facts.village)]);
        let mut lines = Lines::default();
        lines.section(say!("people-section-facts"));
        lines.say(self.house(house));
        lines.say(joined([
            facts.address.clone().map_or_else(String::new, String::from),
            facts.income.map_or(String::new(), |income| say!("people-income", income = text::group(income.into()))),
            facts.contact.as_ref().map_or(String::new(), |name| say!("people-contact", name = name)),
            facts.grid_officer.as_ref().map_or(String::new(), |name| say!("people-grid-officer", name = name)),
        ]));
        let labour = members.iter().filter(|m| m.standing.labour()).count();
        let employed = members.iter().filter(|m| m.standing.employed()).count();
        let role = if labour > 0 && employed == 0 { Role::Bad } else { Role::Text };
        lines.add(say!("people-house-labour", labour = labour, employed = employed), role, Goes::Nowhere);
        lines.section(say!("people-section-members", count = members.len()));
        self.members(&mut lines, members, None);
        lines.section(say!("people-section-visits"));
        life::visits(history, house.next_visit, self.day, &mut lines);
        self.history(&mut lines, history);
        let lines = lines.done();
        Ok(Sheet { title, id, doubles: Vec::new(), household: None, known: None, lines })
    }

    fn house(&self, house: &Household) -> String {
        let facts = &house.facts;
        let flags: Vec<String> = facts.flags.iter().flatten().map(|flag| flag.name()).collect();
        joined([
            say!("cli-due-household", number = facts.household_no.clone().unwrap_or_default()),
            format!("{}{}", self.village(facts.village), facts.group.as_deref().unwrap_or_default()),
            facts.kind.unwrap_or(HouseholdKind::Unknown).name(),
            locale::listed(flags),
        ])
    }

    fn facts(&self, lines: &mut Lines, page: &PersonPage) {
        let (facts, standing) = (&page.person.facts, &page.standing);
        let numbers = |cover: bool| {
            let number = facts.id_no.as_deref();
            let number = number.map_or_else(|| "—".into(), |n| if cover { id_number::mask(n) } else { n.to_string() });
            let phones = [&facts.phone, &facts.phone2].into_iter().flatten();
            let phones: Vec<String> =
                phones.map(|phone| if cover { hidden::phone(phone) } else { phone.to_string() }).collect();
            let phones = if phones.is_empty() { "—".into() } else { phones.join(" ") };
            say!("people-numbers", number = number, phone = phones)
        };
        lines.guarded(numbers(true), numbers(false), Role::Text, Goes::Nowhere);
        let code = |list: &codes::CodeList, word: &Option<CompactString>| {
            word.as_deref().map_or(String::new(), |word| list.told(word, Lang::current()))
        };
        lines.say(joined([
            code(&codes::ETHNIC, &facts.ethnic),
            code(&codes::RELATION, &facts.relation),
            code(&codes::EDUCATION, &facts.education),
            facts.capacity.map_or_else(|| say!("people-no-capacity"), |capacity| capacity.name()),
            facts.status.filter(|status| *status != Status::Active).map_or(String::new(), |status| status.name()),
            facts.skills.as_ref().map_or(String::new(), |skills| say!("people-skills", skills = skills)),
        ]));
        let (word, role) = stands(standing);
        lines.add(say!("people-now", standing = word), role, Goes::Nowhere);
        let doubts = doubt::ALL.iter().filter(|bit| standing.doubts & **bit != 0);
        let doubts: Vec<String> = doubts.filter_map(|bit| doubt::Doubt::of(*bit)).map(doubt::Doubt::name).collect();
        if !doubts.is_empty() {
            lines.add(say!("people-doubts", doubts = locale::listed(doubts)), Role::Warn, Goes::Nowhere);
        }
        if let Some(wish) = &facts.wish {
            let word = wish.wish.name();
            lines.say(joined([
                if wish.signed {
                    say!("cli-show-wish-signed", wish = word)
                } else {
                    say!("cli-show-wish", wish = word)
                },
                wish.place.clone().map_or_else(String::new, String::from),
                wish.occupation.clone().map_or_else(String::new, String::from),
                wish.wage.map_or(String::new(), |wage| say!("people-wish-wage", wage = text::group(wage.into()))),
            ]));
        }
        if let Some(why) = &facts.why_idle {
            lines.say(say!("people-why-idle", why = why));
        }
        if let Some(certificate) = &facts.certificate {
            let number = certificate.number.clone().unwrap_or_default();
            lines.say(say!("people-certificate", day = certificate.date, number = number));
        }
        if let Some(note) = &facts.import_note {
            lines.add(say!("people-import-note", note = hidden::free_text(note)), Role::Dim, Goes::Nowhere);
        }
    }

    /// A line each, in columns as far as their numbers.
    fn members(&self, lines: &mut Lines, members: &[PersonPage], but: Option<SubjectId>) {
        let members: Vec<&PersonPage> = members.iter().filter(|member| Some(member.id) != but).collect();
        let heads: Vec<[String; 4]> = members.iter().map(|member| self.member(&member.person.facts)).collect();
        let widest = |n: usize| heads.iter().filter_map(|head| head.get(n)).map(|cell| text::width(cell)).max();
        for (member, head) in members.iter().zip(&heads) {
            let cells = head.iter().enumerate().map(|(n, cell)| text::pad(cell, widest(n).unwrap_or(0)));
            let head = joined(cells.filter(|cell| !cell.is_empty()));
            let facts = &member.person.facts;
            let (word, role) = stands(&member.standing);
            let work = member.standing.main.and_then(|n| member.person.spells.get(n)).map(|spell| &spell.work);
            let line = |number: Option<String>| {
                joined([
                    head.clone(),
                    number.unwrap_or_default(),
                    word.clone(),
                    work.map_or(String::new(), life::place),
                    work.and_then(|work| work.employer.clone()).map_or_else(String::new, String::from),
                ])
            };
            let number = facts.id_no.as_deref();
            let role = if role == Role::Good { Role::Text } else { role };
            let (covered, bare) = (line(number.map(id_number::mask)), line(number.map(str::to_string)));
            lines.guarded(covered, bare, role, Goes::Page(member.id));
        }
    }

    /// Name, relation to the head, sex and age.
    fn member(&self, facts: &PersonFacts) -> [String; 4] {
        let name = text::clean(facts.name.as_deref().unwrap_or("—")).into_owned();
        [
            text::truncate(&name, NAME).into_owned(),
            facts.relation.as_deref().map_or(String::new(), |r| codes::RELATION.told(r, Lang::current())),
            facts.sex.map_or(String::new(), |sex| sex.name()),
            self.age(facts),
        ]
    }

    /// What was ever recorded, the newest first.
    fn history(&self, lines: &mut Lines, history: &[Stream]) {
        lines.section(say!("people-section-history", count = history.len()));
        for (entry, withdrawn) in history.iter().rev() {
            let told = history::told(self.book, false, &Event::of(entry).fact, &entry.kind);
            let told = hidden::line(&text::clean(&told)).into_owned();
            let clock = entry.recorded.get(11..16).unwrap_or_default();
            let line = joined([
                locale::day_seen(Lang::current(), entry.day, self.day),
                clock.to_string(),
                told.clone(),
                entry.officer.clone(),
                if *withdrawn { say!("people-withdrawn") } else { String::new() },
            ]);
            let fixed = *withdrawn || stays(&entry.kind);
            let role = if *withdrawn { Role::Dim } else { Role::Text };
            lines.add(line, role, Goes::Entry(entry.hash, told, !fixed));
        }
    }
}

/// How somebody stands, in a word.
fn stands(standing: &Standing) -> (String, Role) {
    match standing {
        _ if !standing.on_roster => (say!("people-off-roster"), Role::Dim),
        _ if standing.awaited => (say!("people-awaited"), Role::Bad),
        _ if standing.employed() => (say!("people-at-work"), Role::Good),
        _ if standing.labour() => (say!("people-idle"), Role::Warn),
        _ => (say!("cli-show-not-labour"), Role::Dim),
    }
}

/// Whether an id is of somebody who has a page.
pub fn has_page(id: SubjectId) -> bool {
    matches!(id.kind(), SubjectKind::Person | SubjectKind::Household)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_without_lines_is_left_out() {
        let mut lines = Lines::default();
        lines.section("甲".into());
        lines.section("乙".into());
        lines.say("证号 529999199001010011".into());
        lines.say("  ".into());
        lines.section("丙".into());
        let told: Vec<String> = lines.done().into_iter().map(|line| line.text).collect();
        assert_eq!(told, ["乙", "证号 529***********0011"]);
    }
}
