//! The program speaks Simplified and Traditional Chinese and English: help, answers, what is wrong.

use crate::township::Township;

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn told(t: &Township, args: &[&str]) -> (i32, String) {
    let out = t.try_run(args);
    (out.status.code().unwrap(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn help_is_in_the_language_asked_for() {
    let t = Township::found(11);
    assert!(t.run(&["--help"]).contains("\n用法:") || t.run(&["--help"]).contains("用法:zhanbao"));
    assert!(t.run(&["--lang", "zh-TW", "record", "--help"]).contains("走訪"));
    let english = t.run(&["--lang", "en", "record", "visit", "--help"]);
    assert!(english.starts_with("visit to a person") && english.contains("Usage: zhanbao record visit"), "{english}");
    let before_examples = english.split("Examples:").next().unwrap();
    assert!(!chinese(before_examples), "{before_examples}");
}

#[test]
fn what_is_wrong_with_a_command_is_one_sentence_and_where_help_is() {
    let t = Township::found(12);
    let (status, text) = told(&t, &["fnd", "测试"]);
    assert_eq!((status, text.lines().count()), (2, 2), "{text}");
    assert!(text.contains("find") && text.ends_with("zhanbao --help\n"), "{text}");

    let (status, text) = told(&t, &["record", "return", "测试甲"]);
    assert_eq!(status, 2);
    assert!(text.contains("还缺 --place、--employer") && text.contains("zhanbao record return --help"), "{text}");

    let (status, text) = told(&t, &["--lang", "en", "--day", "soon", "status"]);
    assert_eq!(status, 2);
    assert!(text.starts_with("--day can't be “soon”") && !chinese(&text), "{text}");

    let (_, text) = told(&t, &["record", "visit", "测试甲", "--by", "home", "--outcome", "working_hard"]);
    assert!(text.contains("wants_work 想找工作"), "{text}");
}

#[test]
fn an_id_number_in_the_wrong_place_is_masked() {
    let t = Township::found(13);
    let who = t.people()[0].clone();
    let (status, text) = told(&t, &["record", "visit", "测试甲", &who, "--by", "home", "--outcome", "other"]);
    assert_eq!(status, 2);
    assert!(!text.contains(&who) && text.contains(&who[14..]), "{text}");
    let (_, text) = told(&t, &["find", "甲", "--limit", &who]);
    assert!(!text.contains(&who), "{text}");
}

#[test]
fn a_page_tells_what_was_changed_and_where_somebody_works() {
    let t = Township::found(14);
    let who = t.people()[2].clone();
    t.run(&["--day", "2026-02-04", "record", "person", &who, "--phone", "13800000000", "--skills", "电工"]);
    let page = t.run(&["--day", "2026-02-04", "show", &who]);
    assert!(page.contains("情况变更 电话 13800000000、技能 电工"), "{page}");
    let page = t.run(&["--day", "2026-02-04", "--lang", "en", "show", &who]);
    assert!(page.contains("change: phone 13800000000, skills 电工") && page.contains("Entries:"), "{page}");

    let hits = t.run(&["--day", "2026-02-04", "find", "测试", "--limit", "5000", "--json"]);
    let idle = hits.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let idle = idle.filter(|hit| hit["employed"] == false && (20..50).contains(&hit["age"].as_i64().unwrap()));
    let somebody = idle.map(|hit| hit["id"].as_str().unwrap().to_string()).find(|id| {
        let place = ["record", "placement", id, "--place", "township", "--employer", "样例车间"];
        t.try_run(&[&["--day", "2026-02-04"], &place[..]].concat()).status.success()
    });
    let page = t.run(&["--day", "2026-02-04", "show", &somebody.unwrap()]);
    assert!(page.contains("乡内  样例车间") && !page.contains("township"), "{page}");
}

#[test]
fn a_trip_lists_its_passengers_by_seat() {
    let t = Township::found(15);
    let day = "2026-02-05";
    t.run(&[
        "--day",
        day,
        "trip",
        "plan",
        "L1",
        "--departs",
        "2026-02-05T08:00",
        "--from",
        "样例镇",
        "--to",
        "宁波",
        "--seats",
        "9",
    ]);
    for (name, seat) in [("测试乙", "2"), ("测试甲", "1")] {
        t.run(&["--day", day, "trip", "add", "L1", "--outside", name, "--seat", seat]);
    }
    let page = t.run(&["--day", day, "trip", "show", "L1"]);
    let at = |name| page.find(name).unwrap();
    assert!(at("测试甲(外乡镇)") < at("测试乙(外乡镇)"), "{page}");
}

#[test]
fn completions_and_the_manual_are_printed_in_the_language() {
    let t = Township::found(16);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(t.run(&["completions", shell]).contains("withdraw"), "{shell}");
    }
    assert!(t.run(&["--lang", "en", "completions", "fish"]).contains("what is due today"));
    assert!(t.run(&["manual"]).starts_with("# 战报"));
    assert!(t.run(&["--lang", "zh-TW", "manual"]).starts_with("# 戰報"));
    assert!(t.run(&["--lang", "en", "manual"]).starts_with("# zhanbao"));
}

#[test]
fn an_empty_list_says_what_to_do_and_a_traditional_query_finds_a_simplified_name() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("b.zb");
    let run = |args: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"))
            .env("XDG_DATA_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .env("LC_ALL", "zh_CN.UTF-8")
            .arg("--book")
            .arg(&book)
            .args(args)
            .output()
            .unwrap();
        assert!(out.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&out.stderr));
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    run(&["init", "--unit", "529999101", "--name", "样例镇", "--officer", "测试员"]);
    for (list, does) in [("campaign", "campaign set"), ("target", "target set"), ("trip", "trip plan")] {
        assert!(run(&[list, "list"]).1.contains(does), "{list}");
    }
    let roster = folder.path().join("名册 2026-01-20.csv");
    let text = "户编号,姓名,证件号码,村\n0052999910100001,赵样一,529999198506120024,样例1村\n";
    std::fs::write(&roster, text).unwrap();
    run(&["import", "roster", roster.to_str().unwrap()]);
    assert!(run(&["find", "趙樣一"]).0.contains("赵样一"));
    let job = ["--employer", "样达电子厂", "--occupation", "装配工", "--place", "寧波", "--phone", "13800138000"];
    let added = run(&[&["jobs", "add"][..], &job, &["--openings", "5"]].concat());
    assert!(added.0.contains("装配工"), "{added:?}");
}
