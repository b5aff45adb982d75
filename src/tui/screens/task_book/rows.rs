//! What the task book asks the book: a stretch of the day's entries in words, and how the day stands.

use crate::book::{DayFilter, DayRow};
use crate::desk::{Desk, Error, hidden, history, words};
use crate::domain::acts::{self, Fact};
use crate::domain::entry::Hash;
use crate::domain::facts::WorkFacts;
use crate::domain::region::RegionCode;
use crate::domain::subject::{SubjectId, SubjectKind};
use crate::locale::{self, Lang, say};
use crate::text;
use chrono::{DateTime, NaiveDate};
use rustc_hash::FxHashMap;

/// An entry as a row tells it.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its identity.
    pub hash: Hash,
    /// When it was recorded: the time, or the day where that was another.
    pub time: String,
    /// Of which kind it is, in words.
    pub kind: String,
    /// Whom it names.
    pub who: String,
    /// For which village.
    pub village: String,
    /// What it says.
    pub what: String,
    /// Who recorded it.
    pub officer: String,
    /// Was taken back.
    pub withdrawn: bool,
    /// Came after its day was sealed.
    pub late: bool,
    /// Whom it names.
    pub subjects: Vec<(SubjectId, String)>,
    /// Withdrawals and seals stay.
    pub stays: bool,
}

impl Told {
    /// What its last column says.
    pub fn state(&self) -> String {
        match (self.withdrawn, self.late) {
            (true, _) => say!("taskbook-withdrawn"),
            (_, true) => say!("taskbook-late"),
            _ => String::new(),
        }
    }
}

/// A stretch of the day, and how the day stands.
#[derive(Debug, Clone)]
pub struct Day {
    /// Which day.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The issue under which it was sealed.
    pub sealed: Option<u32>,
    /// How many entries fit the filter.
    pub total: usize,
    /// The number of the first row held.
    pub offset: usize,
    /// The rows held.
    pub rows: Vec<Told>,
    /// Kinds of the day with how many of each: key, name, number.
    pub kinds: Vec<(String, String, u64)>,
    /// Who recorded something.
    pub officers: Vec<String>,
    /// For whom something was recorded.
    pub villages: Vec<(RegionCode, String)>,
    /// How many villages there are, have reported, and said they had nothing.
    pub reported: (usize, usize, usize),
    /// Villages not heard from.
    pub silent: Vec<(RegionCode, String)>,
}

impl Day {
    /// Asks the book.
    ///
    /// # Errors
    /// What the book says.
    pub fn read(desk: &mut Desk, filter: &DayFilter, offset: usize, limit: usize) -> Result<Self, Error> {
        desk.book.refresh()?;
        let book = &desk.book;
        let day = desk.reading_day();
        let list = book.day_list(day, filter, offset, limit)?;
        let reported = book.reported(day)?;
        let named = |codes: &[RegionCode]| codes.iter().map(|c| (*c, book.steering().unit_name(*c))).collect();
        let (active, none, silent) = (reported.active.len(), reported.none.len(), reported.silent.len());
        Ok(Self {
            day,
            today: book.today(),
            sealed: book.steering().seals.iter().find(|seal| seal.day >= day).map(|seal| seal.issue),
            total: usize::try_from(list.total).unwrap_or(usize::MAX),
            offset,
            rows: all_told(desk, day, &list.rows)?,
            kinds: list.kinds.into_iter().map(|(key, n)| (key.clone(), history::kind_name(&key), n)).collect(),
            officers: list.officers,
            villages: named(&list.villages),
            reported: (active + none + silent, active + none, none),
            silent: named(&reported.silent),
        })
    }

    /// A row by its number, where it is held.
    pub fn row(&self, n: usize) -> Option<&Told> {
        self.rows.get(n.checked_sub(self.offset)?)
    }

    /// All of it as text, for a chat or a table: a line each, columns by tabs.
    pub fn copied(&self) -> String {
        let line = |row: &Told| {
            let cells = [&row.time, &row.kind, &row.who, &row.village, &row.what, &row.officer, &row.state()];
            cells.map(|cell| text::clean(cell).replace('\t', " ")).join("\t").trim_end().to_string()
        };
        self.rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Entries of a day in words. A household goes by its head.
///
/// # Errors
/// What the book says.
pub fn all_told(desk: &Desk, day: NaiveDate, rows: &[DayRow]) -> Result<Vec<Told>, Error> {
    let subjects = rows.iter().flat_map(|row| row.subjects.iter().map(|(id, _)| *id));
    let mut homes: Vec<SubjectId> = subjects.filter(|id| id.kind() == SubjectKind::Household).collect();
    homes.sort_unstable_by_key(|id| id.to_i64());
    homes.dedup();
    let homes = if homes.is_empty() { Vec::new() } else { desk.book.rows_of_households(&homes, day)? };
    let heads: FxHashMap<SubjectId, String> =
        homes.into_iter().filter(|home| !home.head.is_empty()).map(|home| (home.id, home.head)).collect();
    Ok(rows.iter().map(|row| told(desk, day, row, &heads)).collect())
}

fn told(desk: &Desk, day: NaiveDate, row: &DayRow, heads: &FxHashMap<SubjectId, String>) -> Told {
    let moment = DateTime::parse_from_rfc3339(&row.recorded).ok();
    let time = match moment {
        Some(at) if at.date_naive() == day => at.format("%H:%M").to_string(),
        Some(at) => locale::day_seen(Lang::current(), at.date_naive(), day),
        None => row.recorded.clone(),
    };
    let kind = row.nature.map_or_else(|| history::kind_name(&row.kind), |nature| nature.name());
    let what = what(desk, day, row);
    // The column beside it says the kind.
    let what =
        what.strip_prefix(&kind).map_or(what.as_str(), |rest| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    Told {
        hash: row.hash,
        time,
        who: who(row, heads),
        what: hidden::line(what).into_owned(),
        kind,
        village: row.village.clone(),
        officer: row.officer.clone(),
        withdrawn: row.withdrawn,
        late: row.late,
        subjects: row.subjects.clone(),
        stays: acts::stays(&row.kind),
    }
}

/// Whom an entry is about: the people, else the household; a unit has a column of its own.
fn who(row: &DayRow, heads: &FxHashMap<SubjectId, String>) -> String {
    if let Fact::TripAdd(facts) = &row.fact
        && let Some(outside) = &facts.outside
    {
        return outside.clone();
    }
    let of = |kind| row.subjects.iter().filter(move |(id, _)| id.kind() == kind).map(|(_, name)| name.as_str());
    let people: Vec<&str> = of(SubjectKind::Person).collect();
    let household = row.subjects.iter().find(|(id, _)| id.kind() == SubjectKind::Household);
    match (people.is_empty(), household) {
        (false, _) => locale::listed(people),
        (_, Some((id, number))) => match heads.get(id) {
            Some(head) => say!("today-home", name = head),
            None => say!("taskbook-household", number = number),
        },
        _ => of(SubjectKind::Trip).next().unwrap_or_default().to_string(),
    }
}

/// What an entry says besides its kind and whom it names.
fn what(desk: &Desk, day: NaiveDate, row: &DayRow) -> String {
    let lang = Lang::current();
    let trip = row.subjects.iter().find(|(id, _)| id.kind() == SubjectKind::Trip).map(|(_, name)| name.clone());
    let rides = row.subjects.iter().any(|(id, _)| id.kind() == SubjectKind::Person) || row.kind == "trip_add";
    let parts: Vec<Option<String>> = match &row.fact {
        Fact::Visit(v) => vec![
            Some(v.by.name()),
            Some(v.outcome.name()),
            v.need.clone(),
            v.next.map(|next| say!("taskbook-next", day = locale::day_seen(lang, next, day))),
            v.note.clone(),
        ],
        Fact::Return(w) | Fact::Placement(w) | Fact::Arrival(w) => work(w, day),
        Fact::Loss(l) => {
            let end = (l.end != day).then(|| locale::day_seen(lang, l.end, day));
            vec![Some(l.reason.name()), end, l.came_home.then(|| say!("taskbook-came-home"))]
        }
        Fact::Home(h) => {
            let on = (h.on != day).then(|| locale::day_seen(lang, h.on, day));
            vec![on, h.stay.then(|| say!("taskbook-stays"))]
        }
        Fact::TripPlan(p) => vec![
            Some(say!("taskbook-trip", from = p.from, to = words::place(&p.to))),
            Some(p.departs.format("%H:%M").to_string()),
        ],
        Fact::Withdraw(w) => {
            let taken = row.took_back.as_ref().map(|entry| {
                let at = DateTime::parse_from_rfc3339(&entry.recorded).map(|at| at.format("%H:%M").to_string());
                format!("{} {}", at.unwrap_or_default(), history::kind_name(&entry.kind))
            });
            vec![taken, Some(w.why.clone())]
        }
        Fact::TripAdd(p) => vec![
            p.seat.map(|seat| say!("taskbook-seat", seat = seat)),
            p.employer.clone().map(String::from),
            p.companion.then(|| say!("taskbook-companion")),
        ],
        Fact::TripAbsent(absent) => vec![Some(absent.reason.name())],
        Fact::TripHandover(remark) | Fact::TripCancel(remark) => vec![remark.text.clone()],
        Fact::Push(push) => vec![Some(push.job.clone()), push.result.map(|result| result.name())],
        Fact::PushResult(push) => vec![Some(push.job.clone()), Some(push.result.name())],
        Fact::Wish(wish) => vec![
            Some(wish.wish.name()),
            wish.place.clone().map(String::from),
            wish.occupation.clone().map(String::from),
        ],
        Fact::Seal(seal) => vec![Some(say!("console-issue", issue = seal.issue)), seal.note.clone()],
        Fact::Export(export) => vec![export.file.clone()],
        Fact::Person(_) | Fact::Roster(_) | Fact::Missing(_) | Fact::Job(_) | Fact::JobClose(_) => {
            vec![Some(history::told(&desk.book, false, &row.fact, &row.kind))]
        }
        // Its kind says all of it.
        _ => Vec::new(),
    };
    // The trip stands first on its list, and behind the work that somebody was taken to.
    let (trip, listed) = match trip.filter(|_| rides) {
        trip if row.kind == "trip_add" => (None, trip),
        trip => (trip, None),
    };
    let parts: Vec<String> =
        std::iter::once(listed).chain(parts).chain([trip]).flatten().filter(|part| !part.trim().is_empty()).collect();
    parts.join(" ")
}

fn work(work: &WorkFacts, day: NaiveDate) -> Vec<Option<String>> {
    let place = work.place.as_deref().map(words::place).or_else(|| work.place_class.map(|class| class.name()));
    let began = work.start.filter(|start| *start != day);
    vec![
        place,
        work.employer.clone().map(String::from),
        work.wage.map(|wage| say!("taskbook-wage", wage = text::group(i64::from(wage)))),
        work.occupation.clone().map(String::from),
        work.channel.map(|channel| channel.name()),
        began.map(|start| say!("taskbook-began", day = locale::day_seen(Lang::current(), start, day))),
    ]
}
