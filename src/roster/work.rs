//! What a row says of somebody's work on the roster's date, and where it contradicts itself. 就业状态 is believed over
//! what stands beside it.

use super::cells::Cells;
use super::columns::Field;
use super::history;
use super::row::{Context, Lookups};
use super::words::{self, Hours, Said};
use crate::domain::codes;
use crate::domain::facts::{PersonFacts, StatedSpell, StatedWork, WorkFacts};
use crate::domain::keys::{Capacity, PlaceClass, Status};
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::locale::{listed, say};
use chrono::{Months, NaiveDate};
use compact_str::CompactString;

/// Months of work beyond this are a slip of the pen.
const MOST_MONTHS: u32 = 12 * 80;

/// Reads the columns of work. The person's ID, capacity and status must have been read.
pub fn read(
    cells: &mut Cells<'_>,
    person: &mut PersonFacts,
    context: &Context<'_>,
    lookups: &mut Lookups,
) -> Option<StatedWork> {
    let asks = cells.columns.asks(Field::Employment);
    let said = cells.word(
        Field::Employment,
        |word| {
            words::employment(word).or_else(|| match words::yes_no(word).filter(|_| asks)? {
                true => Some(Said::Working),
                false => Some(Said::Idle),
            })
        },
        || say!("roster-expect-employment"),
    );
    let mut work = WorkFacts {
        place: cells.text_or_nothing(Field::Place),
        employer: cells.text_or_nothing(Field::Employer),
        occupation: occupation(cells),
        industry: industry(cells),
        channel: cells.word(Field::Channel, words::channel, || say!("roster-expect-channel")),
        wage: cells.number(Field::Wage),
        contract: cells.word(Field::Contract, words::signed, || say!("roster-expect-yes-no")),
        organised_by: cells.text_or_nothing(Field::OrganisedBy),
        part_time: part_time(cells),
        trip: trip(cells, context),
        ..WorkFacts::default()
    };
    work.start = start(cells, context.as_of);
    let evidence = [
        (Field::Employer, work.employer.is_some()),
        (Field::Place, work.place.is_some()),
        (Field::Wage, work.wage.is_some_and(|wage| wage > 0)),
    ];
    let mut evidence = evidence.into_iter().filter_map(|(field, there)| there.then_some(field)).peekable();

    match said {
        Some(Said::Idle | Said::Farming | Said::School | Said::Unable) => {
            if said == Some(Said::School) {
                person.status.get_or_insert(Status::School);
            }
            if said == Some(Said::Unable) && cells.raw(Field::Capacity).is_empty() {
                person.capacity = Some(Capacity::Lost);
            }
            beside_no_work(cells, &evidence.collect::<Vec<_>>());
            return Some(if said == Some(Said::Farming) { StatedWork::Farming } else { StatedWork::Idle });
        }
        None if evidence.peek().is_none() => return None,
        Some(Said::By(channel)) => {
            work.channel.get_or_insert(channel);
        }
        None | Some(Said::Working | Said::County) => {}
    }
    settle_place(cells, &mut work, context, lookups);
    if said == Some(Said::County) && work.place_class.is_none_or(|class| class == PlaceClass::Unknown) {
        work.place_class = Some(PlaceClass::County);
    }
    at_work_against(cells, person, context.as_of, evidence.next());
    Some(StatedWork::Working(work))
}

/// The place's code and class: as their own columns say, else as the words of the place tell.
fn settle_place(cells: &mut Cells<'_>, work: &mut WorkFacts, context: &Context<'_>, lookups: &mut Lookups) {
    if let Some(place) = &work.place {
        let (code, class) = lookups.place(context, place);
        work.place_code = code;
        work.place_class = Some(class);
    }
    let raw = cells.raw(Field::PlaceCode);
    let code = RegionCode::parse(raw);
    if code.is_none() && !raw.is_empty() {
        cells.refuse(Field::PlaceCode, "value.unknown", say!("roster-place-code"));
    }
    let class =
        cells.word(Field::PlaceClass, PlaceClass::named, || listed(PlaceClass::ALL.iter().map(|class| class.name())));
    if let Some(code) = code {
        work.place_code = Some(code);
        work.place_class = Some(lookups.place(context, raw).1);
    } else if class.is_some() && cells.columns.has(Field::PlaceCode) {
        work.place_code = None;
    }
    work.place_class = class.or(work.place_class);
}

/// 全职/兼职, or an answer to 是否兼职.
fn part_time(cells: &mut Cells<'_>) -> bool {
    let asks = cells.columns.asks(Field::PartTime);
    let known = |word: &str| match word {
        word if asks => words::yes_no(word).or_else(|| Hours::named(word).map(|hours| hours == Hours::Part)),
        word => Hours::named(word).map(|hours| hours == Hours::Part),
    };
    cells.word(Field::PartTime, known, || say!("roster-expect-full-part")).unwrap_or(false)
}

/// 工种 as it is written; the code of a major group as the group's name (GB/T 6565).
fn occupation(cells: &mut Cells<'_>) -> Option<CompactString> {
    let stated = cells.text_or_nothing(Field::Occupation)?;
    let group = codes::OCCUPATION.coded(&stated);
    Some(group.map_or(stated, |group| group.name.into()))
}

/// 行业 in the standard's words where it is one of the standard's.
fn industry(cells: &mut Cells<'_>) -> Option<CompactString> {
    match cells.raw(Field::Industry) {
        "无" | "暂无" | "没有" | "0" | "#N/A" => None,
        _ => cells.coded(Field::Industry, &codes::INDUSTRY),
    }
}

/// The trip of a number, or of an id where the number was not known.
fn trip(cells: &mut Cells<'_>, context: &Context<'_>) -> Option<SubjectId> {
    cells.text(Field::Trip).map(|number| context.places.trip(&number))
}

/// 务工经历. What cannot be read of it is kept in the note, and the rest is taken.
pub fn history(cells: &mut Cells<'_>, context: &Context<'_>, lookups: &mut Lookups) -> Vec<StatedSpell> {
    let Some(text) = cells.text(Field::Spells) else { return Vec::new() };
    let (spells, all) =
        history::read(&text, &mut |place| lookups.place(context, place), &|number| context.places.trip(number));
    if !all {
        cells.refuse(Field::Spells, "value.unknown", say!("roster-spells-unreadable"));
    }
    spells
}

/// 返乡日期 and 返岗登记日期, neither behind the roster's date.
pub fn home(cells: &mut Cells<'_>, as_of: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let [home, returned] = [Field::Home, Field::Returned].map(|field| match cells.date(field) {
        Some(date) if date > as_of => {
            cells.refuse_date(field, &say!("roster-date-after-roster"));
            None
        }
        date => date,
    });
    (home, returned)
}

/// The first day of work: as written, or as many months back as are said.
fn start(cells: &mut Cells<'_>, as_of: NaiveDate) -> Option<NaiveDate> {
    let written = cells.date(Field::Start);
    let months = cells.number(Field::Months);
    if let Some(date) = written {
        if date <= as_of {
            return Some(date);
        }
        cells.refuse_date(Field::Start, &say!("roster-date-after"));
    }
    as_of.checked_sub_months(Months::new(months?.min(MOST_MONTHS)))
}

/// No work is said, but what belongs to work stands beside it: kept in the note, and told.
fn beside_no_work(cells: &mut Cells<'_>, evidence: &[Field]) {
    if evidence.is_empty() {
        return;
    }
    let names: Vec<&str> = evidence.iter().map(|&field| cells.columns.title(field)).collect();
    let message = say!(
        "roster-work-beside-none",
        title = cells.columns.title(Field::Employment),
        said = cells.raw(Field::Employment),
        fields = listed(names)
    );
    cells.find(Field::Employment, "work.contradiction", message);
    for &field in evidence {
        cells.keep(field);
    }
}

/// Work is said of somebody who should not have any.
fn at_work_against(cells: &mut Cells<'_>, person: &PersonFacts, as_of: NaiveDate, evidence: Option<Field>) {
    let why = if matches!(person.capacity, Some(Capacity::Lost | Capacity::None)) {
        say!("roster-against-capacity")
    } else if person.birth.is_some_and(|birth| as_of.years_since(birth).is_none_or(|age| age < 16)) {
        say!("roster-against-age")
    } else if person.status == Some(Status::School) {
        say!("roster-against-school")
    } else {
        return;
    };
    let field = if cells.raw(Field::Employment).is_empty() { evidence } else { None }.unwrap_or(Field::Employment);
    cells.find(field, "work.contradiction", say!("roster-work-against", why = why));
}
