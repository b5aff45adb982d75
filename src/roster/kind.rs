//! What somebody's file looks like, by its header: a roster, the day's records or a list of jobs. A guess; where a
//! header would do for two of them, none is made.

use super::columns::{Columns, Field, Synonyms};
use super::entries::EntryField;
use super::form::{self, Form};
use super::jobs::JobField;
use std::path::Path;

/// What a file can be brought in as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Who lives here.
    Roster,
    /// What was done on a day.
    Entries,
    /// Where work is to be had.
    Jobs,
}

/// The kind of file that the header speaks for; `None` where it speaks for none, or the file cannot be read.
pub fn kind_of(path: &Path) -> Option<FileKind> {
    let roster = columns::<Field>(path);
    let entries = columns::<EntryField>(path);
    let jobs = columns::<JobField>(path);
    // 事项 is what makes a record of a row; a roster has no such column.
    if entries.as_ref().is_some_and(|columns| columns.has(EntryField::Kind)) {
        return Some(FileKind::Entries);
    }
    // A job list names nobody but an employer, and says what it asks for.
    let asks = [JobField::Openings, JobField::Wage, JobField::WageFrom, JobField::Age, JobField::Board];
    if let (None, Some(columns)) = (&roster, &jobs) {
        return asks.iter().any(|field| columns.has(*field)).then_some(FileKind::Jobs);
    }
    let of_people =
        [Field::HouseholdNo, Field::Relation, Field::Birth, Field::Ethnic, Field::Capacity, Field::PersonNo];
    match (roster, entries) {
        (Some(columns), _) if of_people.iter().any(|field| columns.has(*field)) => Some(FileKind::Roster),
        (None, Some(columns)) => columns.has(EntryField::Day).then_some(FileKind::Entries),
        _ => None,
    }
}

/// The columns of a file, read as this form.
fn columns<F: Form>(path: &Path) -> Option<Columns<F>> {
    form::open(path, None, &Synonyms::<F>::new(None).ok()?).ok().map(|opened| opened.columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_header_and_a_doubtful_one_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let kind = |header: &str, row: &str| {
            let path = dir.path().join("来件.csv");
            std::fs::write(&path, format!("{header}\n{row}\n")).unwrap();
            kind_of(&path)
        };
        assert_eq!(
            kind("姓名,证件号码,户编号,与户主关系,村", "测试甲,,52999910100100001,本人,一村"),
            Some(FileKind::Roster)
        );
        assert_eq!(kind("日期,事项,姓名,村,结果", "3月5日,走访,测试甲,一村,在家"), Some(FileKind::Entries));
        assert_eq!(kind("单位,工种,人数,月薪,地点", "样品厂,普工,20,4000-5000,浙江宁波"), Some(FileKind::Jobs));
        assert_eq!(kind("姓名,证件号码,地点,单位", "测试甲,,浙江,样品厂"), None, "a roster, or who went back to work?");
        assert_eq!(kind("甲,乙,丙", "一,二,三"), None);
        assert_eq!(kind_of(&dir.path().join("没有.xlsx")), None);
    }
}
