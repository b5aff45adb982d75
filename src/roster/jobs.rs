//! Lists of jobs as employers and labour offices send them: one row, one job. Ranges stand in one column or in two; what
//! a list leaves open (面议, 不限) says nothing.

use super::columns::{Columns, ColumnsError, Synonyms};
use super::finding::Finding;
use super::form::{self, Form, FormOptions, Row, Source, by_vocabulary, spoken};
use super::rejects::Reject;
use super::{Places, RosterError, words};
use crate::domain::job::{Board, JobFacts, JobSource, Sector};
use crate::domain::keys::vocabulary;
use crate::locale::say;
use crate::text;
use chrono::NaiveDate;
use std::path::Path;

vocabulary! {
    /// A column of a job list. The key is the name used in JSON and in `--columns`.
    JobField {
        Employer = "employer", "单位"; Contact = "contact", "联系人"; Phone = "phone", "电话";
        Occupation = "occupation", "工种"; Place = "place", "地点"; Sector = "sector", "产业";
        Openings = "openings", "人数"; Wage = "wage", "月薪"; Age = "age", "年龄"; Sex = "sex", "性别";
        Skills = "skills", "技能要求"; Education = "education", "学历"; Board = "board", "包吃住";
        Source = "source", "来源"; Posted = "posted", "发布日期"; Refreshed = "refreshed", "更新日期";
        Closes = "closes", "截止日期"; Number = "number", "岗位编号"; WageFrom = "wage_from", "最低月薪";
        WageTo = "wage_to", "最高月薪"; AgeFrom = "age_from", "最小年龄"; AgeTo = "age_to", "最大年龄";
        Note = "note", "备注"; Ignored = "ignored", "不导入";
    }
}
spoken!(Board JobSource Sector);
use JobField as F;

impl Form for JobField {
    const NAME: &'static str = "JobField";
    const FIELDS: &'static [Self] = Self::ALL;
    const SYNONYMS: &'static str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/roster/jobs.toml"));
    const IGNORED: Self = Self::Ignored;
    const NAMING: &'static [Self] = &[Self::Employer, Self::Occupation];

    by_vocabulary!();

    fn suffices(columns: &Columns<Self>) -> bool {
        columns.has(Self::Employer) && columns.has(Self::Occupation)
    }

    fn no_header(looked: usize) -> ColumnsError {
        ColumnsError::NoFormHeader { looked, wanted: say!("daybook-jobs-header") }
    }
}

/// A row that can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRow {
    /// Row number as a spreadsheet program shows it.
    pub row: u32,
    /// Its cells, should it come back after all.
    pub cells: Vec<String>,
    /// What it says of the job.
    pub facts: JobFacts,
}

/// A whole list.
#[derive(Debug, Clone)]
pub struct JobSheet {
    /// Where it stood.
    pub source: Source,
    /// Rows that can be read.
    pub rows: Vec<JobRow>,
    /// Rows that cannot.
    pub rejects: Vec<Reject>,
    /// What was found, by row.
    pub findings: Vec<Finding>,
}

/// Reads a list of jobs on a day.
pub fn read(path: &Path, options: &FormOptions, day: NaiveDate, places: &dyn Places) -> Result<JobSheet, RosterError> {
    let synonyms = Synonyms::<F>::new(options.columns_map.as_deref())?;
    let mut opened = form::open(path, options.sheet.as_deref(), &synonyms)?;
    let source = Source::of(&opened);
    let mut findings = form::absent(&opened.columns);
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    form::visit(&mut opened, &mut |number, record, columns| {
        let before = findings.len();
        let mut row = Row::new(number, columns, record, &mut findings);
        let facts = job(&mut row, day, places);
        let (faulty, cells) = (row.faulty(), row.cells());
        if faulty {
            rejects.push(Reject::new(number, cells, &findings[before..]));
        } else {
            rows.push(JobRow { row: number, cells, facts });
        }
    })?;
    Ok(JobSheet { source, rows, rejects, findings })
}

fn job(row: &mut Row<'_, F>, day: NaiveDate, places: &dyn Places) -> JobFacts {
    let employer = row.text(F::Employer);
    let employer = row.required(F::Employer, employer);
    let occupation = row.text(F::Occupation);
    let occupation = row.required(F::Occupation, occupation);
    let place = said(row, F::Place);
    let (place_code, place_class) = match &place {
        Some(place) => {
            let (code, class) = places.locate(place);
            (code, Some(class))
        }
        None => (None, None),
    };
    let (wage_from, wage_to) = range(row, F::Wage, F::WageFrom, F::WageTo);
    let (age_from, age_to) = range(row, F::Age, F::AgeFrom, F::AgeTo);
    JobFacts {
        number: row.compact(F::Number),
        employer,
        contact: said(row, F::Contact),
        phone: phones(row),
        occupation,
        place,
        place_code,
        place_class,
        sector: row.choice(F::Sector, sector),
        openings: if open(row.raw(F::Openings)) { None } else { count(row) },
        wage_from,
        wage_to,
        age_from,
        age_to,
        sex: if open(row.raw(F::Sex)) { None } else { row.choice(F::Sex, words::sex) },
        skills: said(row, F::Skills),
        education: said(row, F::Education),
        board: row.choice(F::Board, board),
        source: row.choice(F::Source, source_named),
        posted: row.date(F::Posted, day),
        refreshed: row.date(F::Refreshed, day),
        closes: if matches!(row.raw(F::Closes), "长期" | "长期有效" | "常年") {
            None
        } else {
            last_day(row, day)
        },
        note: said(row, F::Note),
    }
}

/// Words for "nothing is asked" and "not said".
fn open(text: &str) -> bool {
    matches!(
        text,
        "" | "不限"
            | "无"
            | "无要求"
            | "不限男女"
            | "男女不限"
            | "若干"
            | "面议"
            | "面谈"
            | "电议"
            | "待定"
            | "均可"
            | "不详"
            | "any"
            | "negotiable"
    )
}

fn said(row: &Row<'_, F>, field: F) -> Option<String> {
    row.text(field).filter(|text| !open(text))
}

/// One phone number, or several, as the list has them.
fn phones(row: &mut Row<'_, F>) -> Option<String> {
    let written = row.text(F::Phone)?;
    let parts: Vec<&str> =
        written.split(['/', '、', ',', ';', '，', '；', '\n']).filter(|p| !p.trim().is_empty()).collect();
    if parts.len() < 2 {
        return row.phone(F::Phone);
    }
    let numbers: Option<Vec<String>> =
        parts.iter().map(|part| super::read_phone(&part.split_whitespace().collect::<String>())).collect();
    if numbers.is_none() {
        row.refuse(F::Phone, "phone.invalid", say!("daybook-phone", column = row.title(F::Phone)));
    }
    numbers.map(|numbers| numbers.join("/"))
}

/// 人数: digits, with 人 or 名 behind them.
fn count(row: &mut Row<'_, F>) -> Option<u32> {
    let half = text::half_width(row.raw(F::Openings)).into_owned();
    match half.trim_end_matches(['人', '名', '个']).trim().parse() {
        Ok(number) => Some(number),
        Err(_) => row.number(F::Openings),
    }
}

/// 截止: a date, be it ahead.
fn last_day(row: &mut Row<'_, F>, day: NaiveDate) -> Option<NaiveDate> {
    let half_a_year = chrono::Days::new(183);
    row.date(F::Closes, day.checked_add_days(half_a_year).unwrap_or(day))
}

/// A range in one column, or in two.
fn range(row: &mut Row<'_, F>, both: F, from: F, to: F) -> (Option<u32>, Option<u32>) {
    let cell = row.raw(both);
    let whole = if open(cell) { Some((None, None)) } else { read_range(cell, both == F::Wage) };
    if whole.is_none() {
        let message = match both {
            F::Wage => say!("daybook-wage-range", column = row.title(both)),
            _ => say!("daybook-age-range", column = row.title(both)),
        };
        row.refuse(both, "number.invalid", message);
    }
    let mut one = |field: F| if open(row.raw(field)) { None } else { row.number(field) };
    let (low, high) = (one(from), one(to));
    let (low, high) = (whole.and_then(|w| w.0).or(low), whole.and_then(|w| w.1).or(high));
    if low.zip(high).is_some_and(|(low, high)| low > high) {
        let field = if row.raw(both).is_empty() { from } else { both };
        row.refuse(field, "number.invalid", say!("daybook-range-order", column = row.title(field)));
    }
    (low, high)
}

/// 3000-5000, 3000至5000元/月, 4000以上, 50岁以下; `exact` takes a single number as both ends.
fn read_range(cell: &str, exact: bool) -> Option<(Option<u32>, Option<u32>)> {
    let half = text::half_width(cell);
    let plain: String = half.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let plain =
        ["元/人/月", "元/月", "/月", "周岁", "元", "岁"].iter().fold(plain, |text, unit| text.replace(unit, ""));
    if let Some(low) = ["及以上", "以上", "起", "+"].iter().find_map(|end| plain.strip_suffix(end)) {
        return Some((Some(low.parse().ok()?), None));
    }
    if let Some(high) = ["及以下", "以下", "以内", "内"].iter().find_map(|end| plain.strip_suffix(end)) {
        return Some((None, Some(high.parse().ok()?)));
    }
    match plain.split_once(['-', '~', '—', '–', '至', '到', '∼', '－', '～']) {
        Some((low, high)) => {
            let high = high.trim_start_matches(['-', '—', '~']);
            Some((Some(low.parse().ok()?), Some(high.parse().ok()?)))
        }
        None if exact => plain.parse().ok().map(|number| (Some(number), Some(number))),
        None => None,
    }
}

fn sector(word: &str) -> Option<Sector> {
    match word {
        "一产" | "一产业" | "农业" => Some(Sector::Primary),
        "二产" | "二产业" | "工业" | "制造业" => Some(Sector::Secondary),
        "三产" | "三产业" | "服务业" => Some(Sector::Tertiary),
        _ => None,
    }
}

fn board(word: &str) -> Option<Board> {
    match word {
        "包食宿" | "食宿全包" | "提供食宿" | "吃住全包" | "包吃包住" | "是" => Some(Board::Both),
        "包餐" | "管吃" | "提供工作餐" => Some(Board::Meals),
        "管住" | "提供住宿" => Some(Board::Lodging),
        "不包" | "否" | "无" | "自理" | "食宿自理" => Some(Board::None),
        _ => None,
    }
}

fn source_named(word: &str) -> Option<JobSource> {
    match word {
        "内拓岗位" | "县内" | "本地" => Some(JobSource::Local),
        "外输岗位" | "外拓" | "外拓岗位" | "省外" => Some(JobSource::Outside),
        "东西协作" | "东西部劳务协作" | "东西部协作岗位" => Some(JobSource::Cooperation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_lists_write_them() {
        for (cell, range) in [
            ("3000-5000", (Some(3000), Some(5000))),
            ("3000—5000元/月", (Some(3000), Some(5000))),
            ("3,000 ~ 5,000", (Some(3000), Some(5000))),
            ("3000至5000元", (Some(3000), Some(5000))),
            ("４５００", (Some(4500), Some(4500))),
            ("4000元以上", (Some(4000), None)),
            ("6000起", (Some(6000), None)),
            ("6000以内", (None, Some(6000))),
        ] {
            assert_eq!(read_range(cell, true), Some(range), "{cell}");
        }
        assert_eq!(read_range("18-45周岁", false), Some((Some(18), Some(45))));
        assert_eq!(read_range("50岁以下", false), Some((None, Some(50))));
        for cell in ["四千", "3000-", "-5000", "约4000", "4k", "3000-4000-5000"] {
            assert_eq!(read_range(cell, true), None, "{cell}");
        }
        assert_eq!(read_range("45", false), None, "45 of which end?");
    }

    #[test]
    fn the_shipped_headers_name_each_field_once() {
        let synonyms = Synonyms::<F>::new(None).unwrap();
        let table: toml::Table = F::SYNONYMS.parse().unwrap();
        for (key, headers) in &table {
            for header in headers.as_array().unwrap() {
                let header = header.as_str().unwrap();
                assert_eq!(synonyms.field(header).map(F::key), Some(key.as_str()), "{header}");
            }
        }
        for field in F::ALL {
            assert!(table.contains_key(field.key()), "{field:?}");
        }
    }
}
