//! What scripts rely on: exit statuses, the shapes of answers, and that a refusal changes nothing.

use crate::township::Township;
use chrono::NaiveDate;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn statuses_tell_done_from_refused_from_damaged() {
    let t = Township::found(3);
    let status = |args: &[&str]| t.try_run(args).status.code().unwrap();
    assert_eq!(status(&["verify"]), 0);
    assert_eq!(status(&["init", "--unit", "529999101", "--name", "样例镇"]), 2, "a book is there");
    assert_eq!(status(&["find"]), 2, "no query");
    assert_eq!(status(&["record", "home", "测试"]), 2, "several people");
    assert_eq!(status(&["record", "home", "查无此人"]), 2);
    assert_eq!(status(&["--day", "2099-01-01", "record", "none", "--unit", "样例1村"]), 2, "a date ahead");
    assert_eq!(status(&["record", "none", "--unit", "别处村"]), 2);
    assert_eq!(status(&["withdraw", "00000000", "--why", "测试"]), 2);
    assert_eq!(status(&["report", "--format", "json"]), 0);
    assert_eq!(status(&["--book", "/nowhere/at/all.zb", "status"]), 2, "no book");
}

#[test]
fn a_newer_or_foreign_file_is_refused_with_status_3_and_left_alone() {
    let t = Township::found(4);
    let foreign = t.file("letter.zb");
    std::fs::write(&foreign, "这不是账本".repeat(400)).unwrap();
    let before = std::fs::read(&foreign).unwrap();
    assert_eq!(t.try_run(&["--book", foreign.to_str().unwrap(), "status"]).status.code(), Some(3));
    assert_eq!(std::fs::read(&foreign).unwrap(), before);

    let newer = t.file("newer.zb");
    let mut bytes = std::fs::read(t.file("book.zb")).unwrap();
    // user_version stands at offset 60 of an SQLite file, big-endian.
    bytes[60..64].copy_from_slice(&999u32.to_be_bytes());
    std::fs::write(&newer, &bytes).unwrap();
    let out = t.try_run(&["--book", newer.to_str().unwrap(), "status"]);
    assert_eq!(out.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&out.stderr).contains("升级"));
}

#[test]
fn an_answer_has_the_shape_of_the_contract() {
    let t = Township::found(5);
    let who = t.people()[1].clone();
    let recorded = json(&t.run(&[
        "--json",
        "--day",
        "2026-02-04",
        "record",
        "visit",
        &who,
        "--by",
        "home",
        "--outcome",
        "unchanged",
    ]));
    for key in ["batch", "entries", "late", "notices"] {
        assert!(recorded.get(key).is_some(), "{key}");
    }
    let entry = &recorded["entries"][0];
    assert_eq!((entry["kind"].as_str(), entry["day"].as_str()), (Some("visit"), Some("2026-02-04")));
    assert_eq!(entry["hash"].as_str().unwrap().len(), 64);
    assert!(entry["nature"].is_null());

    let hit = json(t.run(&["find", &who, "--json"]).lines().next().unwrap());
    for key in ["id", "name", "id_no", "sex", "age", "village", "group", "household", "employed", "place", "score"] {
        assert!(hit.get(key).is_some(), "{key}");
    }
    let masked = hit["id_no"].as_str().unwrap();
    assert_eq!((&masked[..3], &masked[14..]), (&who[..3], &who[14..]));
    assert!(masked[3..14].chars().all(|c| c == '*'));
    assert!(!t.run(&["show", &who]).contains(&who), "numbers are masked on the screen");
    let mistyped = format!("{}{}", &who[..17], if who.ends_with('1') { '2' } else { '1' });
    let told = t.try_run(&["show", &mistyped]);
    assert_eq!(told.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&told.stderr).contains(&mistyped), "and so is a mistyped one");
    assert!(!t.run(&["export", "entries"]).contains(&who), "and in exports");
    assert!(t.run(&["export", "entries", "--ids", "full"]).contains(&who));

    let report = json(&t.on(NaiveDate::from_ymd_opt(2026, 2, 4).unwrap(), &["report", "--format", "json"]));
    for key in [
        "unit",
        "day",
        "issue",
        "cutoff",
        "sealed",
        "campaign",
        "officer",
        "definitions",
        "figures",
        "stocks",
        "units",
        "corrections",
        "reported",
        "seal",
        "checks",
        "problems",
        "tomorrow",
    ] {
        assert!(report.get(key).is_some(), "{key}");
    }
    assert_eq!(report["figures"]["visits"]["day"], 1);
    assert!(report["figures"]["visits"]["target"].is_null(), "absent numbers are null, never 0");
}

#[test]
fn the_same_roster_twice_changes_nothing_and_an_empty_cell_blanks_nothing() {
    let t = Township::found(6);
    let again = |args: &[&str]| {
        let roster = t.file("roster.csv");
        let mut all = vec![
            "--json",
            "--day",
            "2026-02-05",
            "import",
            "roster",
            roster.to_str().unwrap(),
            "--as-of",
            "2026-01-20",
        ];
        all.extend(args);
        json(&String::from_utf8(t.try_run(&all).stdout).unwrap())
    };
    // An export of whole numbers is an entry itself.
    let count = || t.run(&["export", "entries"]).lines().count();
    let entries = count();
    let first = again(&[]);
    assert_eq!((first["new"].as_u64(), first["updated"].as_u64()), (Some(0), Some(0)), "{first}");
    assert_eq!(
        first["unchanged"].as_u64().unwrap() + first["rejected"].as_u64().unwrap(),
        first["rows"].as_u64().unwrap()
    );
    assert_eq!(count(), entries);
}

#[test]
fn overwrite_empty_blanks_what_the_file_leaves_empty_and_then_changes_nothing() {
    let t = Township::found(7);
    let who = t.people()[0].clone();
    let import = |text: &str, extra: &[&str]| {
        let file = t.file("small.csv");
        std::fs::write(&file, text).unwrap();
        let mut all =
            vec!["--json", "--day", "2026-02-05", "import", "roster", file.to_str().unwrap(), "--as-of", "2026-02-01"];
        all.extend(extra);
        json(&String::from_utf8(t.try_run(&all).stdout).unwrap())
    };
    let header = "姓名,证件号码,户编号,劳动能力,联系电话,户类型,组,村";
    let full = format!("{header}\n测试0,{who},52999910100100000,普通劳动力,19900000000,一般户,一组,样例1村\n");
    let empty = format!("{header}\n测试0,{who},52999910100100000,,,,,样例1村\n合计,,,,,,,1人\n");
    assert_eq!(import(&full, &[])["updated"], 1);
    assert_eq!(import(&empty, &[])["unchanged"], 1, "an empty cell says nothing");
    let blanked = import(&empty, &["--overwrite-empty"]);
    assert_eq!((blanked["updated"].as_u64(), blanked["rows"].as_u64()), (Some(1), Some(1)));
    let page = json(&t.run(&["--json", "show", &who]));
    for gone in ["phone", "capacity", "group"] {
        assert!(page["facts"].get(gone).is_none_or(Value::is_null), "{gone}: {page}");
    }
    assert!(page["household"]["facts"].get("kind").is_none(), "{}", page["household"]);
    assert_eq!(import(&empty, &["--overwrite-empty"])["unchanged"], 1);
    t.run(&["verify"]);
}

#[test]
fn two_records_of_one_person_are_joined_from_the_day_on_which_it_is_said() {
    let t = Township::found(8);
    let day = |n| NaiveDate::from_ymd_opt(2026, 2, n).unwrap();
    let id =
        |who: &str| json(t.run(&["--json", "find", who]).lines().next().unwrap())["id"].as_str().unwrap().to_string();
    let mut ids = [id(&t.people()[4]), id(&t.people()[31])];
    ids.sort();
    t.on(day(3), &["record", "visit", &ids[1], "--by", "home", "--outcome", "unchanged"]);
    t.on(day(3), &["record", "home", &ids[1]]);
    let report = |n| json(&t.on(day(n), &["report", "--format", "json"]));
    let before = report(3);
    t.try_run(&["--day", "2026-02-03", "seal", "--note", "测试"]);
    t.on(day(4), &["record", "same", &ids[0], &ids[1]]);
    let after = report(4);
    let persons = |r: &Value| r["stocks"]["persons"]["value"].as_i64().unwrap();
    assert_eq!(persons(&after), persons(&before) - 1);
    assert_eq!(after["figures"]["visits"]["cumulative"], before["figures"]["visits"]["cumulative"]);
    assert_eq!(after["stocks"]["should_return"]["value"], before["stocks"]["should_return"]["value"]);
    assert_eq!(report(3)["stocks"], before["stocks"], "what was so on the day before stays so");
    for check in after["checks"].as_array().unwrap().iter().filter(|check| check["id"] != 8) {
        assert_eq!(check["ok"], true, "{check}");
    }
    assert_eq!(t.try_run(&["show", &ids[1]]).status.code(), Some(2), "the larger id is nobody now");
    t.on(day(4), &["record", "visit", &ids[0], "--by", "home", "--outcome", "unchanged"]);
    t.run(&["verify"]);
    t.run(&["rebuild"]);
    assert_eq!(report(4)["stocks"], after["stocks"]);
}

#[test]
fn whoever_moves_to_another_village_leaves_the_group_behind() {
    let t = Township::found(9);
    let who = t.people()[2].clone();
    let (here, there) = ("样例1村", "样例2村");
    let change = |on: &str, more: &[&str]| {
        let mut all = vec!["--day", on, "record", "person", &who];
        all.extend(more);
        t.run(&all);
        let hit = json(t.run(&["--day", on, "find", &who, "--json"]).lines().next().unwrap());
        (hit["village"].as_str().unwrap().to_string(), hit["group"].as_str().map(str::to_string))
    };
    assert_eq!(change("2026-02-04", &["--unit", here, "--group", "一组"]), (here.into(), Some("一组".into())));
    assert_eq!(change("2026-02-05", &["--unit", here]), (here.into(), Some("一组".into())), "nobody moved");
    assert_eq!(change("2026-02-06", &["--unit", there]), (there.into(), None));
    assert_eq!(change("2026-02-07", &["--unit", here, "--group", "三组"]), (here.into(), Some("三组".into())));
    t.run(&["verify"]);
}

#[test]
fn a_new_campaign_takes_no_sealed_day_from_another() {
    let t = Township::found(17);
    t.run(&["campaign", "set", "春季", "--from", "2026-02-01", "--to", "2026-04-10"]);
    assert!(t.try_run(&["--day", "2026-02-04", "seal"]).status.code() < Some(2), "sealed, whatever its checks say");
    let set =
        |from: &str| t.try_run(&["campaign", "set", "新行动", "--from", from, "--to", "2026-03-31"]).status.code();
    assert_eq!(set("2026-02-04"), Some(2));
    assert_eq!(set("2026-02-05"), Some(0));
}
