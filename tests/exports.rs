//! What leaves the book as a file: masked unless asked for, noted in the ledger where it is not, whole or not at all.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod township;

use serde_json::Value;
use township::Township;

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
}
