//! The day's records as villages send them: one row, one thing done. A row becomes what `record` would be told, or
//! comes back with its reasons. Who is meant is the caller's to find out; nothing is looked up here but by [`Known`].

mod facts;
pub mod words;

use super::columns::{Columns, ColumnsError, Synonyms};
use super::finding::{Finding, Severity};
use super::form::{self, Form, FormOptions, Row, Source, by_vocabulary, spoken};
use super::rejects::Reject;
use super::{RosterError, person};
use crate::domain::acts::{Fact, PushFacts};
use crate::domain::keys::{PlaceClass, PushResult, vocabulary};
use crate::domain::region::RegionCode;
use crate::domain::subject::{Sought, SubjectId};
use crate::locale::say;
use chrono::NaiveDate;
use std::path::Path;

vocabulary! {
    /// A column of the day's records. The key is the name used in JSON and in `--columns`.
    EntryField {
        Day = "day", "日期"; Kind = "kind", "事项"; Name = "name", "姓名"; IdNo = "id_no", "证件号码";
        HouseholdNo = "household_no", "户编号"; Village = "village", "村"; By = "by", "方式"; Outcome = "outcome", "结果";
        Reason = "reason", "原因"; End = "end", "离岗日期"; CameHome = "came_home", "同时返乡";
        HomeOn = "home_on", "返乡日期"; Stay = "stay", "不再外出"; Place = "place", "地点"; Employer = "employer", "单位";
        Start = "start", "开始日期"; Occupation = "occupation", "工种"; Channel = "channel", "渠道";
        Wage = "wage", "月收入"; PartTime = "part_time", "兼职"; OrganisedBy = "organised_by", "组织方式";
        Trip = "trip", "班次"; Contract = "contract", "是否签合同"; Job = "job", "岗位"; Result = "result", "推送结果";
        Wish = "wish", "意愿"; Signed = "signed", "是否签字"; WishPlace = "wish_place", "意向地点";
        WishOccupation = "wish_occupation", "意向工种"; WishWage = "wish_wage", "最低月薪"; Need = "need", "需求";
        Next = "next", "下次回访"; Status = "status", "状态"; Capacity = "capacity", "劳动能力"; Phone = "phone", "电话";
        NewVillage = "new_village", "改归村"; NewGroup = "new_group", "改归组"; NewHousehold = "new_household", "改归户";
        NewName = "new_name", "更正姓名"; NewIdNo = "new_id_no", "更正证件号码"; Education = "education", "文化程度";
        Skills = "skills", "技能"; WhyIdle = "why_idle", "未就业原因"; Graduates = "graduates", "毕业时间";
        Certificate = "certificate", "健康证明日期"; CertificateNo = "certificate_no", "健康证明编号";
        Remark = "remark", "备注"; Officer = "officer", "经办人"; Ignored = "ignored", "不导入";
    }
}
vocabulary! {
    /// 事项: what a row says was done.
    Act {
        Visit = "visit", "走访"; Home = "home", "返乡"; Return = "return", "返岗"; Placement = "placement", "新增就业";
        Loss = "loss", "失业"; Wish = "wish", "就业意愿"; Push = "push", "岗位推送"; Person = "person", "情况变更";
        None = "none", "零报告";
    }
}
spoken!(Act);
use EntryField as F;

impl Form for EntryField {
    const NAME: &'static str = "EntryField";
    const FIELDS: &'static [Self] = Self::ALL;
    const SYNONYMS: &'static str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/roster/entries.toml"));
    const IGNORED: Self = Self::Ignored;
    const NAMING: &'static [Self] = &[Self::Name, Self::IdNo, Self::HouseholdNo];

    by_vocabulary!();

    fn suffices(columns: &Columns<Self>) -> bool {
        let named = Self::NAMING.iter().any(|&field| columns.has(field)) || columns.has(Self::Village);
        named && (columns.has(Self::Kind) || columns.list.len() > 2)
    }

    fn no_header(looked: usize) -> ColumnsError {
        ColumnsError::NoFormHeader { looked, wanted: say!("daybook-entries-header") }
    }
}

/// What the book is asked while rows are read.
pub trait Known {
    /// The code of a place of work where it is known, and its class.
    fn place(&self, text: &str) -> (Option<RegionCode>, PlaceClass);
    /// A village of the book's unit, by name or code.
    fn village(&self, text: &str) -> Option<RegionCode>;
    /// A trip by its number.
    fn trip(&self, number: &str) -> Option<SubjectId>;
    /// A job of the list by its number, and the words for it.
    fn job(&self, number: &str) -> Option<(SubjectId, String)>;
    /// The household of this number, be it new.
    fn household(&self, number: &str) -> SubjectId;
}

/// The days that a file of records can be about.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// The business day of rows that name none, as the officer says.
    pub said: Option<NaiveDate>,
    /// The same, where neither the officer nor the file's title says it.
    pub day: NaiveDate,
    /// Today, or the last sealed day where that is later: a row of a later day is looked at.
    pub today: NaiveDate,
    /// Nothing is recorded for a day past this one.
    pub last: NaiveDate,
}

/// A row that can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    /// Row number as a spreadsheet program shows it.
    pub row: u32,
    /// Its cells, should it come back after all.
    pub cells: Vec<String>,
    /// The business day.
    pub day: NaiveDate,
    /// The row says so itself.
    pub dated: bool,
    /// 经办人, where the row names one.
    pub officer: Option<String>,
    /// 事项.
    pub act: Act,
    /// Whom it is about; nobody for 零报告.
    pub who: Sought,
    /// The job of the list that was offered.
    pub job: Option<SubjectId>,
    /// What is to be recorded, in order: a visit that found a job lost may bring the loss with it.
    pub facts: Vec<Fact>,
}

/// A whole file of records.
#[derive(Debug, Clone)]
pub struct EntrySheet {
    /// Where it stood.
    pub source: Source,
    /// Its columns.
    pub columns: Columns<EntryField>,
    /// The business day of rows that name none.
    pub day: NaiveDate,
    /// It is nobody's word: neither the officer's nor the file's.
    pub assumed: bool,
    /// Rows that can be read.
    pub rows: Vec<EntryRow>,
    /// Rows that cannot.
    pub rejects: Vec<Reject>,
    /// What was found, by row.
    pub findings: Vec<Finding>,
}

/// Reads a file of records. `act` is the 事项 of rows that name none.
pub fn read(
    path: &Path,
    options: &FormOptions,
    act: Option<Act>,
    days: Days,
    known: &dyn Known,
) -> Result<EntrySheet, RosterError> {
    let synonyms = Synonyms::<F>::new(options.columns_map.as_deref())?;
    let mut opened = form::open(path, options.sheet.as_deref(), &synonyms)?;
    let source = Source::of(&opened);
    let stated = days.said.or_else(|| stated_day(path, &opened).filter(|day| *day <= days.last));
    let days = Days { day: stated.unwrap_or(days.day), ..days };
    let mut findings = form::absent(&opened.columns);
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    form::visit(&mut opened, &mut |number, record, columns| {
        let before = findings.len();
        let mut row = Row::new(number, columns, record, &mut findings);
        match entry(&mut row, act, days, known).filter(|_| !row.faulty()) {
            Some(entry) => rows.push(entry),
            None => {
                let cells = row.cells();
                rejects.push(Reject::new(number, cells, &findings[before..]));
            }
        }
    })?;
    let (day, assumed) = (days.day, stated.is_none());
    Ok(EntrySheet { source, columns: opened.columns, day, assumed, rows, rejects, findings })
}

/// The day that the title rows or the file's name say.
fn stated_day(path: &Path, opened: &form::Opened<F>) -> Option<NaiveDate> {
    let titles = opened.head.iter().take_while(|(row, _)| *row < opened.columns.header_row).map(|(_, record)| record);
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    super::as_of_from(titles, &name)
}

/// Reads one row; what is wrong with it stands among its findings.
fn entry(row: &mut Row<'_, F>, act: Option<Act>, days: Days, known: &dyn Known) -> Option<EntryRow> {
    let act = match row.choice(F::Kind, words::act) {
        Some(act) => Some(act),
        None if row.raw(F::Kind).is_empty() => act.or_else(|| {
            row.refuse(F::Kind, "entry.kind", say!("daybook-kind-missing", column = row.title(F::Kind)));
            None
        }),
        None => None,
    };
    let dated = !row.raw(F::Day).is_empty();
    let day = if !dated { Some(days.day) } else { row.date(F::Day, days.last) };
    if let Some(day) = day {
        if day > days.last {
            let message = say!("daybook-date-ahead", column = row.title(F::Day), day = day, last = days.last);
            row.refuse(F::Day, "date.ahead", message);
        } else if day > days.today.max(days.day) {
            let message = say!("daybook-date-future", column = row.title(F::Day), day = day);
            row.tell(F::Day, "date.future", Severity::Warning, message);
        }
    }
    let village = village(row, F::Village, known);
    let who = who(row, village, days.last);
    let (act, day) = (act?, day?);
    let mut used = vec![F::Day, F::Kind, F::Name, F::IdNo, F::HouseholdNo, F::Village, F::Officer, F::Phone];
    let mut job = None;
    let facts = match act {
        Act::Visit => facts::visit(row, day, days, known, &mut used),
        Act::Home => vec![Fact::Home(facts::home(row, day, days, &mut used))],
        Act::Return => facts::work(row, day, days, known, &mut used).map(Fact::Return).into_iter().collect(),
        Act::Placement => facts::work(row, day, days, known, &mut used).map(Fact::Placement).into_iter().collect(),
        Act::Loss => facts::loss(row, day, days, &mut used).map(Fact::Loss).into_iter().collect(),
        Act::Wish => facts::wish(row, &mut used).map(Fact::Wish).into_iter().collect(),
        Act::Push => {
            used.extend([F::Job, F::Result]);
            let text = row.text(F::Job);
            let text = row.required(F::Job, text);
            let result = row.choice(F::Result, |_| None::<PushResult>);
            let listed = text.as_deref().and_then(|text| known.job(text));
            job = listed.as_ref().map(|(id, _)| *id);
            let words = listed.map(|(_, words)| words).or(text);
            words.map(|job| Fact::Push(PushFacts { job, result })).into_iter().collect()
        }
        Act::Person => {
            facts::changed(row, day, days, known, &mut used).map(|f| Fact::Person(Box::new(f))).into_iter().collect()
        }
        Act::None => vec![Fact::Nothing],
    };
    if act == Act::None {
        row.required(F::Village, village);
    } else if who == (Sought { village, ..Sought::default() }) && !row.faulty() {
        row.refuse(F::Name, "person.missing", say!("daybook-person-missing"));
    }
    unused(row, act, &used);
    let officer = row.text(F::Officer);
    Some(EntryRow { row: row.number, cells: row.cells(), day, dated, officer, act, who, job, facts })
}

/// Cells that a row of this kind does not record: told, never dropped in silence.
fn unused(row: &mut Row<'_, F>, act: Act, used: &[F]) {
    let columns = row.columns;
    for field in columns.list.iter().map(|(field, _)| *field).filter(|field| !used.contains(field)) {
        // 否 under a question that the act does not ask says nothing.
        if row.raw(field).is_empty() || super::words::yes_no(row.raw(field)) == Some(false) {
            continue;
        }
        let grave = if field == F::Remark { Severity::Notice } else { Severity::Warning };
        let message = say!("daybook-unused", column = row.title(field), act = act.name());
        row.tell(field, "value.unused", grave, message);
    }
}

fn village(row: &mut Row<'_, F>, field: F, known: &dyn Known) -> Option<RegionCode> {
    let text = row.compact(field)?;
    let village = known.village(&text);
    if village.is_none() {
        row.refuse(field, "village.unknown", say!("daybook-village", column = row.title(field)));
    }
    village
}

fn who(row: &mut Row<'_, F>, village: Option<RegionCode>, today: NaiveDate) -> Sought {
    let mut who = Sought { village, household_no: row.compact(F::HouseholdNo), ..Sought::default() };
    who.name = row.compact(F::Name).map(|name| person::one_dot(&name));
    let Some(number) = row.compact(F::IdNo) else { return who };
    if let Some(id) = SubjectId::parse(&number) {
        who.id = Some(id);
    } else if number.contains(['*', '×', 'X']) && number.chars().filter(|c| matches!(c, '*' | '×' | 'X')).count() > 3
    {
        who.masked = Some(number.replace('×', "*"));
    } else {
        who.id_no = row.id_number(F::IdNo, today).map(|id| id.as_str().to_owned());
    }
    who
}

#[cfg(test)]
mod tests;
