use super::*;
use crate::domain::keys::{LossReason, Outcome, VisitBy};
use crate::roster::form::Spoken;
use csv::StringRecord;

struct Nowhere;

impl Known for Nowhere {
    fn place(&self, _: &str) -> (Option<RegionCode>, PlaceClass) {
        (None, PlaceClass::Unknown)
    }
    fn village(&self, _: &str) -> Option<RegionCode> {
        None
    }
    fn trip(&self, _: &str) -> Option<SubjectId> {
        None
    }
    fn job(&self, _: &str) -> Option<(SubjectId, String)> {
        None
    }
    fn household(&self, number: &str) -> SubjectId {
        SubjectId::derived(crate::domain::subject::SubjectKind::Household, number)
    }
}

fn days() -> Days {
    let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    Days { said: None, day, today: day, last: day }
}

/// Reads one row under a header.
fn read_row(header: &[&str], cells: &[&str]) -> (Option<EntryRow>, Vec<&'static str>) {
    let synonyms = Synonyms::<F>::new(None).unwrap();
    let columns = Columns::find(&[(1, StringRecord::from(header))], &synonyms).unwrap();
    let record = StringRecord::from(cells);
    let mut findings = Vec::new();
    let mut row = Row::new(2, &columns, &record, &mut findings);
    let read = entry(&mut row, None, days(), &Nowhere).filter(|_| !row.faulty());
    (read, findings.iter().map(|f| f.code).collect())
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
        assert_eq!(synonyms.field(field.zh()), Some(*field), "its own name");
    }
}

#[test]
fn every_name_and_key_of_the_book_is_understood() {
    fn all<T: Spoken + PartialEq + std::fmt::Debug>() {
        for &word in T::ALL {
            assert_eq!((T::of(word.key()), T::of(word.zh())), (Some(word), Some(word)));
        }
    }
    all::<Act>();
    all::<Outcome>();
    all::<VisitBy>();
    all::<LossReason>();
    for word in ["上岗", "新增就业(上岗)", "返乡回流", "推岗", "变更"] {
        assert!(words::act(word).is_some(), "{word}");
    }
}

#[test]
fn coming_home_to_stay_is_said_by_the_word_or_by_the_column() {
    let header = ["事项", "姓名", "不再外出"];
    let stays = |cells: &[&str]| match read_row(&header, cells).0.unwrap().facts.as_slice() {
        [Fact::Home(home)] => home.stay,
        other => panic!("{other:?}"),
    };
    assert!(stays(&["返乡回流", "测试甲", ""]));
    assert!(stays(&["返乡", "测试甲", "是"]));
    assert!(!stays(&["返乡", "测试甲", ""]));
}

#[test]
fn a_masked_number_is_kept_as_a_mask_and_an_id_as_an_id() {
    let header = ["事项", "姓名", "证件号码", "方式", "结果"];
    let who = |number: &str| read_row(&header, &["走访", "测试甲", number, "入户", "其他"]).0.unwrap().who;
    assert_eq!(who("529***********0015").masked.as_deref(), Some("529***********0015"));
    assert_eq!(who("p7af21dec593f422").id, SubjectId::parse("p7af21dec593f422"));
    assert_eq!(who("5299 9919 9003 0700 15").id_no.as_deref(), Some("529999199003070015"));
    assert_eq!(read_row(&header, &["走访", "测试甲", "529999199003070016", "入户", "其他"]).1, ["id.checksum"]);
}

#[test]
fn what_an_act_does_not_record_is_told() {
    let header = ["事项", "姓名", "意愿", "单位", "兼职", "备注"];
    let (row, codes) = read_row(&header, &["就业意愿", "测试甲", "省外", "样达厂", "否", "急"]);
    assert!(row.is_some());
    assert_eq!(codes, ["value.unused", "value.unused"], "否 says nothing");
}

proptest::proptest! {
    #[test]
    fn any_cells_are_read_without_panic(cells in proptest::collection::vec("\\PC{0,8}|走访|失业|返岗|情况变更|2026-03-0[1-9]|是|[0-9]{18}", 12)) {
        let header = ["日期", "事项", "姓名", "证件号码", "方式", "结果", "原因", "地点", "单位", "月收入", "意愿", "状态"];
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let (row, codes) = read_row(&header, &cells);
        proptest::prop_assert!(row.is_some() || !codes.is_empty(), "a row comes back with a reason");
    }
}
