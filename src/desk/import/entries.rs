//! The day's records as villages send them. Every row is judged as a single record would be, all good rows are one
//! batch, and the same file again adds nothing.

use super::form::{Form, Taken};
use crate::book::{Book, Candidate, DayRows, Draft, Gazetteer, Met, RowFate, Rows};
use crate::desk::{Desk, Error, Phase, Progress, Result, who, words};
use crate::domain::acts::Fact;
use crate::domain::keys::{Nature, PlaceClass};
use crate::domain::region::RegionCode;
use crate::domain::subject::{Sought, SubjectId, SubjectKind};
use crate::locale::say;
use crate::roster::columns::Columns;
use crate::roster::entries::{self, Act, Days, EntryField, EntryRow, EntrySheet};
use crate::roster::form::last_day;
use crate::roster::{Finding, Reject, Severity};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use std::path::Path;

/// Which records, and how they are to be read.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// The file.
    pub form: Form,
    /// What every row says was done, where the file has no column for it.
    pub act: Option<Act>,
    /// Records the file though the book has it already.
    pub again: bool,
}

/// Brings the day's records in.
pub fn import(desk: &mut Desk, asked: &Entries, progress: &Progress) -> Result<Taken<Counts>> {
    let form = &asked.form;
    let options = form.options(desk)?;
    let day = desk.recording_day()?;
    let officer = desk.officer()?;
    let today = desk.book.today();
    let sealed = desk.book.steering().last_sealed();
    let days = Days {
        said: desk.sitting.day,
        day,
        today: sealed.map_or(today, |s| s.max(today)),
        last: last_day(today, sealed).max(day),
    };
    progress.enter(Phase::Reading);
    let known = Known { book: &desk.book, places: desk.book.gazetteer() };
    let sheet = entries::read(&form.file, &options, asked.act, days, &known)?;
    let EntrySheet { source, columns, day, assumed, rows, mut rejects, mut findings } = sheet;
    progress.check()?;
    let total = rows.len() + rejects.len();

    let undated = rows.iter().filter(|row| !row.dated).count();
    let digest = if assumed && undated > 0 { Some(digest(&form.file)?) } else { None };
    if let Some(before) = digest.map(|digest| desk.book.file_day(digest)).transpose()?.flatten().filter(|d| *d != day) {
        return Err(Error::refused(say!("daybook-undated-again", before = before, day = day)));
    }

    progress.enter(Phase::Recording);
    let file = digest.map(|digest| (digest, day));
    let (rows, kept) = progress.stopping(&mut desk.book, |book| {
        let (rows, drafts) = drafts_of(book, rows, &officer, &mut findings, &mut rejects)?;
        let plan = DayRows { rows: drafts, file, again: asked.again, dry_run: form.dry_run };
        Ok((rows, book.record_rows(plan)?))
    })?;
    let Rows { recorded, fates, late } = kept;
    let mut counts = Counts { late, undated, day, ..Counts::default() };
    for (row, fate) in rows.iter().zip(&fates) {
        counts.add((row, fate), (&rows, &columns), &mut findings, &mut rejects);
    }
    findings.sort_by_key(|finding| finding.row);
    let unsent = form.send_back(&source, &mut rejects);
    Ok(Taken { source, findings, rows: total, rejected: rejects.len(), recorded, counts, unsent })
}

/// What tells one file from another.
fn digest(path: &Path) -> Result<[u8; 32]> {
    let bytes =
        crate::sheet::read_whole(path).map_err(|e| Error::refused(say!("cli-cannot-open", file = path, error = e)))?;
    Ok(*blake3::hash(&bytes).as_bytes())
}

/// What the book answers while a file is read.
struct Known<'a> {
    book: &'a Book,
    places: Gazetteer,
}

impl entries::Known for Known<'_> {
    fn place(&self, text: &str) -> (Option<RegionCode>, PlaceClass) {
        let place = self.places.locate(text);
        (place.code, place.class)
    }

    fn village(&self, text: &str) -> Option<RegionCode> {
        who::village(self.book, text).ok()
    }

    fn trip(&self, number: &str) -> Option<SubjectId> {
        self.book.trip_named(number).ok().flatten()
    }

    fn job(&self, number: &str) -> Option<(SubjectId, String)> {
        let (id, job) = who::job(self.book, number).ok().flatten()?;
        Some((id, job.title()))
    }

    fn household(&self, number: &str) -> SubjectId {
        let known = self.book.household_named(number).ok().flatten();
        known.unwrap_or(SubjectId::derived(SubjectKind::Household, number))
    }
}

/// What each row records, of rows whose person could be told.
type Drafts = (Vec<EntryRow>, Vec<Vec<Draft>>);

fn drafts_of(
    book: &Book,
    rows: Vec<EntryRow>,
    officer: &str,
    findings: &mut Vec<Finding>,
    rejects: &mut Vec<Reject>,
) -> Result<Drafts> {
    let sought: Vec<Sought> = rows.iter().map(|row| row.who.clone()).collect();
    let mut out = Drafts::default();
    let mut given = FxHashMap::default();
    for (row, met) in rows.into_iter().zip(book.meet(&sought)?) {
        let subjects = match subjects(&row, met) {
            Ok(subjects) => subjects,
            Err(finding) => {
                rejects.push(Reject::new(row.row, row.cells, std::slice::from_ref(&finding)));
                findings.push(finding);
                continue;
            }
        };
        if let Some(finding) = refused_number(book, &row, subjects.first().copied(), &mut given)? {
            rejects.push(Reject::new(row.row, row.cells, std::slice::from_ref(&finding)));
            findings.push(finding);
            continue;
        }
        let officer = row.officer.as_deref().unwrap_or(officer);
        let draft = |fact: &Fact| Draft {
            day: row.day,
            officer: officer.to_owned(),
            unit: row.who.village.filter(|_| row.act == Act::None),
            subjects: match fact {
                // Only a visit is to the household too.
                Fact::Visit(_) => subjects.clone(),
                Fact::Push(_) => subjects.iter().take(1).copied().chain(row.job).collect(),
                _ => subjects.iter().take(1).copied().collect(),
            },
            fact: fact.clone(),
        };
        out.1.push(row.facts.iter().map(draft).collect());
        out.0.push(row);
    }
    Ok(out)
}

/// Whom a row is about, or why that cannot be told.
fn subjects(row: &EntryRow, met: Met) -> std::result::Result<Vec<SubjectId>, Finding> {
    if let (Act::None, Some(village)) = (row.act, row.who.village) {
        return Ok(vec![SubjectId::unit(village)]);
    }
    let (field, value) = match &row.who {
        Sought { id_no: Some(number), .. } => (EntryField::IdNo, number.clone()),
        Sought { name: Some(name), .. } => (EntryField::Name, name.clone()),
        Sought { household_no: Some(number), .. } => (EntryField::HouseholdNo, number.clone()),
        who => (EntryField::IdNo, who.id.map(|id| id.to_string()).unwrap_or_default()),
    };
    let error = |code, message| Err(Finding::new(row.row, field.key(), code, &value, message).with(Severity::Error));
    match met {
        Met::Person(person, household) => {
            // Where the household is named too, the visit counts there.
            Ok(std::iter::once(person).chain(household.filter(|_| row.act == Act::Visit)).collect())
        }
        Met::Household(household) if row.act == Act::Visit && row.facts.len() == 1 => Ok(vec![household]),
        Met::Household(_) => error("person.missing", say!("daybook-person-not-household")),
        Met::Nobody => error("person.unknown", say!("daybook-person-unknown")),
        Met::Several(people) => {
            let lines: Vec<String> = people.iter().take(5).map(line).collect();
            error("person.ambiguous", say!("daybook-person-ambiguous", n = people.len(), people = lines.join("; ")))
        }
        Met::OtherName(person) => {
            let name = row.who.name.clone().unwrap_or_default();
            error("person.other_name", say!("daybook-person-other-name", person = line(&person), name = name))
        }
    }
}

fn line(person: &Candidate) -> String {
    let number = person.id_no.as_deref().unwrap_or("—");
    format!("{} {number} {} {}", person.name, person.village, person.id)
}

/// A corrected ID number that somebody else has already (DESIGN.md §2.8), in the book or by a row further up.
fn refused_number(
    book: &Book,
    row: &EntryRow,
    subject: Option<SubjectId>,
    given: &mut FxHashMap<String, Option<SubjectId>>,
) -> Result<Option<Finding>> {
    let number = row.facts.iter().find_map(|fact| match fact {
        Fact::Person(facts) => facts.id_no.as_deref(),
        _ => None,
    });
    let Some(number) = number else { return Ok(None) };
    let first = *given.entry(number.to_owned()).or_insert(subject);
    if first == subject && book.find(number, 2, row.day)?.iter().all(|hit| Some(hit.id) == subject) {
        return Ok(None);
    }
    let finding = Finding::new(row.row, EntryField::NewIdNo.key(), "id.taken", number, say!("daybook-id-taken"));
    Ok(Some(finding))
}

/// What the rows came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows recorded.
    pub new: usize,
    /// Rows that the book has already, or that stand twice in the file.
    pub repeated: usize,
    /// Of those, rows whose entry was withdrawn.
    pub withdrawn: usize,
    /// Entries for a day that a seal covers.
    pub late: usize,
    /// Rows that name no day.
    pub undated: usize,
    /// The day that such rows count for.
    pub day: NaiveDate,
    begun: Vec<Nature>,
}

impl Taken<Counts> {
    /// How many rows became what, in one sentence.
    pub fn told(&self) -> String {
        let Counts { new, repeated, .. } = self.counts;
        say!("daybook-entries-summary", rows = self.rows, new = new, repeated = repeated, rejected = self.rejected)
    }
}

impl Counts {
    /// What else is to be known, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        let undated = || say!("daybook-undated", n = self.undated, day = self.day);
        let late = || say!("daybook-late", n = self.late);
        let withdrawn = || say!("daybook-withdrawn", n = self.withdrawn);
        let told = [(self.undated > 0).then(undated), (self.late > 0).then(late), (self.withdrawn > 0).then(withdrawn)];
        told.into_iter().flatten().collect()
    }

    /// How many beginnings of work are of this nature.
    pub fn natures(&self, nature: Nature) -> usize {
        self.begun.iter().filter(|begun| **begun == nature).count()
    }

    fn add(
        &mut self,
        (row, fate): (&EntryRow, &RowFate),
        (rows, columns): (&[EntryRow], &Columns<EntryField>),
        findings: &mut Vec<Finding>,
        rejects: &mut Vec<Reject>,
    ) {
        let mut tell = |code, severity, message| {
            let value = row.act.name();
            findings.push(Finding::new(row.row, EntryField::Kind.key(), code, &value, message).with(severity));
        };
        match fate {
            RowFate::New(entries, notices) => {
                self.new += 1;
                self.begun.extend(entries.iter().filter_map(|entry| entry.nature));
                notices.iter().for_each(|notice| {
                    tell("entry.note", Severity::Notice, words::without_options(notice).into_owned())
                });
            }
            RowFate::Repeated { of, withdrawn } => {
                self.repeated += 1;
                self.withdrawn += usize::from(*withdrawn);
                if let Some(first) = of.and_then(|n| rows.get(n)) {
                    tell("entry.repeated", Severity::Notice, say!("daybook-repeated", row = first.row));
                }
            }
            RowFate::Refused(why) => {
                let field = refused_at(why);
                let cell = columns.of_field(field).and_then(|at| row.cells.get(at));
                let value = cell.map_or("", String::as_str);
                let finding = Finding::new(
                    row.row,
                    field.key(),
                    "entry.refused",
                    value,
                    words::without_options(why).into_owned(),
                );
                let finding = finding.with(Severity::Error);
                rejects.push(Reject::new(row.row, row.cells.clone(), std::slice::from_ref(&finding)));
                findings.push(finding);
            }
        }
    }
}

/// The column that a refusal asks to be mended.
fn refused_at(why: &str) -> EntryField {
    words::OPTIONS.iter().find(|(option, _)| why.contains(option)).map_or(EntryField::Kind, |(_, field)| *field)
}
