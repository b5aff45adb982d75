//! What leaves the book as a file: masked unless asked for, noted in the ledger where it is not, whole or not at all.

use crate::township::Township;
use serde_json::Value;

#[test]
fn a_masked_export_holds_no_number_and_a_whole_one_leaves_its_mark() {
    let t = Township::found(11);
    let who = t.people()[1].clone();
    let marks = || t.run(&["export", "entries"]).lines().filter(|l| l.contains("\"kind\":\"export\"")).count();
    for what in ["roster", "spells", "entries"] {
        assert!(!t.run(&["export", what]).contains(&who), "{what}");
    }
    assert_eq!(marks(), 0);
    let file = t.file("名册.csv");
    t.run(&["export", "roster", "--ids", "full", "-o", file.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&file).unwrap().contains(&who));
    assert_eq!(marks(), 1);
    let entries = t.run(&["export", "entries"]);
    let mark = entries.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()).find(|e| e["kind"] == "export");
    let body = &mark.unwrap()["body"];
    assert_eq!((body["what"].as_str(), body["file"].as_str()), (Some("roster"), Some("名册.csv")), "{body}");
    let nowhere = t.file("没有这个文件夹").join("名册.csv");
    let refused = t.try_run(&["export", "roster", "--ids", "full", "-o", nowhere.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(marks(), 1, "no file, no mark");
}

#[test]
fn codes_leave_and_come_back_as_words() {
    let t = Township::found(12);
    let coded = t.run(&["export", "roster", "--codes"]);
    let first: Value = serde_json::from_str(coded.lines().next().unwrap()).unwrap();
    assert!(matches!(first["sex"].as_str(), Some("1" | "2")), "{first}");
    assert_eq!(t.try_run(&["export", "roster", "--encoding", "gb18030", "--format", "xlsx"]).status.code(), Some(2));

    // Codes arrive too: a major group of occupations (GB/T 6565) is kept by its name, a trade as it is written.
    let file = tempfile::tempdir().unwrap();
    let path = file.path().join("r.csv");
    let rows = "姓名,身份证号,户编号,性别,民族,就业状态,务工单位,工种\n\
                测试甲,529999199003040019,K1,1,01,在外务工,某厂,6\n\
                测试乙,529999199003050014,K1,2,03,在外务工,某厂,焊工\n";
    std::fs::write(&path, rows).unwrap();
    let out = t.try_run(&["import", "roster", path.to_str().unwrap(), "--as-of", "2026-02-01"]);
    assert!(out.status.code() < Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    let words = t.run(&["export", "roster"]);
    let of = |name: &str| {
        words.lines().find(|line| line.contains(name)).map(|line| serde_json::from_str::<Value>(line).unwrap())
    };
    if let (Some(one), Some(other)) = (of("测试甲"), of("测试乙")) {
        assert_eq!(
            (one["occupation"].as_str(), other["occupation"].as_str()),
            (Some("生产制造及有关人员"), Some("焊工"))
        );
    } else {
        panic!("{}", String::from_utf8_lossy(&out.stderr));
    }
}
