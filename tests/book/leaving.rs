//! What leaves the program is guarded: a pipe that closes, a full disk, text that steers a terminal, and numbers that
//! stand where nobody expects them.
#![cfg(unix)]

use crate::township::Township;
use std::fs::File;
use std::process::{Command, Output, Stdio};

const DAY: &str = "2026-02-04";

fn command(t: &Township, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
    let folder = t.file("");
    command.env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder).env("LC_ALL", "zh_CN.UTF-8");
    command.args(["--day", DAY, "--book"]).arg(t.file("book.zb")).args(args);
    command
}

fn told(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

/// A pipe whose reader has gone.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn sealed(t: &Township) -> bool {
    t.run(&["export", "entries"]).lines().any(|line| line.contains("\"kind\":\"seal\""))
}

#[test]
fn a_day_is_sealed_although_nobody_reads_what_is_told() {
    let t = Township::found(21);
    let status = command(&t, &["seal"]).stdout(closed()).stderr(closed()).status().unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
    assert!(sealed(&t));
}

#[test]
#[cfg(target_os = "linux")]
fn an_entry_whose_answer_is_lost_is_not_called_unchanged() {
    let t = Township::found(22);
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let out = command(&t, &["record", "none", "--unit", "样例1村"]).stdout(full()).output().unwrap();
    assert_eq!(out.status.code(), Some(1), "{}", told(&out));
    assert!(told(&out).contains("已经记入"), "{}", told(&out));
    assert!(t.run(&["export", "entries"]).contains("\"kind\":\"none\""));
    let out = command(&t, &["status"]).stdout(full()).output().unwrap();
    assert_eq!(out.status.code(), Some(2), "{}", told(&out));
}

#[test]
fn nothing_that_steers_a_terminal_gets_there_or_is_kept() {
    let t = Township::found(23);
    let evil = |text: &str| format!("{text}\u{1b}[2J\u{202e}\u{200d}\u{9b}31m");
    let tame = |out: &Output| {
        let told = told(out);
        assert!(!told.contains(['\u{1b}', '\u{202e}', '\u{200d}', '\u{9b}']), "{told:?}");
    };
    let departs = format!("{DAY}T08:00");
    let (from, to, who) = (evil("样例镇"), evil("浙江省宁波市"), evil("外乡人"));
    let (officer, number) = (evil("网格员"), evil("T1"));
    let plan = ["--officer", &officer, "trip", "plan", &number, "--departs", &departs, "--from", &from, "--to", &to];
    let out = command(&t, &[&plan[..], &["--seats", "40"]].concat()).output().unwrap();
    assert!(out.status.success(), "{}", told(&out));
    tame(&out);
    tame(&command(&t, &["trip", "add", "T1", "--outside", &who]).output().unwrap());
    for args in [&["trip", "list"][..], &["trip", "show", "T1"], &["export", "trips", "--format", "csv"]] {
        let out = command(&t, args).output().unwrap();
        assert!(out.status.success(), "{}", told(&out));
        tame(&out);
    }
    let entries = t.run(&["export", "entries"]);
    assert!(!entries.contains("\\u001b") && !entries.contains('\u{202e}'), "{entries}");
    let nobody = evil("查无此人");
    for args in [&["find", &nobody][..], &[&nobody], &["find", "a", &nobody], &["import", "roster", &nobody]] {
        tame(&command(&t, args).output().unwrap());
    }
}

/// The digits of an output, everything else left out: what breaks a number up hides nothing.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn no_masked_output_holds_a_number_however_it_was_written() {
    let t = Township::found(24);
    let id = "529999197608160017";
    let broken =
        ["529999 19760816 001 7", "529999-1976-0816-0017", "529999.1976/08_16,0017", "x5299991976081600170199"];
    let (who, other) = (t.people()[1].clone(), t.people()[2].clone());
    let run = |args: &[&str]| {
        let out = command(&t, args).output().unwrap();
        assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?} {}", told(&out));
    };
    for note in broken {
        run(&["record", "visit", &who, "--by", "home", "--outcome", "wants_work", "--need", note, "--note", note]);
        run(&["record", "push", &other, "--job", note]);
    }
    run(&["record", "person", &who, "--group", broken[0], "--skills", broken[1], "--household", broken[3]]);
    let departs = format!("{DAY}T08:00");
    let plan = ["trip", "plan", "T1", "--departs", &departs, "--from", broken[0], "--to", broken[1], "--seats", "40"];
    run(&[&plan[..], &["--carrier", broken[2], "--escort", broken[3], "--vehicle", broken[0]]].concat());
    run(&["trip", "add", "T1", "--outside", broken[2], "--employer", broken[0], "--point", broken[1]]);
    let job = ["jobs", "add", "--employer", broken[0], "--occupation", broken[1], "--place", broken[2]];
    run(&[&job[..], &["--phone", "13800000000", "--openings", "3", "--note", broken[3]]].concat());
    let exports =
        [vec!["roster"], vec!["spells"], vec!["entries"], vec!["trips"], vec!["jobs"], vec!["passengers", "T1"]];
    let mut outputs: Vec<Vec<&str>> = Vec::new();
    for what in &exports {
        for format in ["csv", "ndjson"] {
            outputs.push([&["export"], &what[..], &["--format", format]].concat());
        }
    }
    for args in [vec!["show", &who], vec!["show", &other], vec!["show", "T1"], vec!["find", &who], vec!["due"]] {
        outputs.push([&["--json"], &args[..]].concat());
        outputs.push(args);
    }
    for args in outputs {
        let out = command(&t, &args).output().unwrap();
        assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?} {}", told(&out));
        assert!(!digits(&told(&out)).contains(&id[..17]), "{args:?} {}", told(&out));
    }
}

#[test]
fn words_may_begin_with_a_dash_but_not_be_missing() {
    let t = Township::found(26);
    let who = t.people()[1].clone();
    let visit = ["record", "visit", &who, "--by", "home", "--outcome", "wants_work", "--note"];
    let run = |args: &[&str]| command(&t, args).output().unwrap();
    assert_eq!(run(&[&visit[..], &["-5"]].concat()).status.code(), Some(0));
    assert!(t.run(&["export", "entries"]).contains("\"note\":\"-5\""));
    for args in [
        [&visit[..], &[" "]].concat(),
        [&visit[..], &["--json"]].concat(),
        vec!["record", "push", &who, "--job", ""],
        vec!["record", "none", "--unit", "样例镇"],
    ] {
        let out = run(&args);
        assert_eq!(out.status.code(), Some(2), "{args:?} {}", told(&out));
    }
    let wish = ["record", "wish", &who, "--wish", "beyond", "--wage"];
    let told_of = |wage: &str| told(&run(&[&wish[..], &[wage]].concat()));
    assert!(told_of("200001").contains("200001"), "{}", told_of("200001"));
    assert!(!told_of("200000").contains("200000"), "{}", told_of("200000"));
}

#[test]
fn json_is_all_that_json_prints() {
    let t = Township::found(25);
    let table = t.file("名册.csv");
    let (file, report) = (table.to_str().unwrap().to_string(), t.file("战报.md").to_str().unwrap().to_string());
    for args in [
        &["export", "roster", "--format", "csv"][..],
        &["export", "roster", "--format", "xlsx"],
        &["report", "--format", "txt"],
        &["export", "roster", "--encoding", "gb18030"],
    ] {
        let out = command(&t, &[&["--json"], args].concat()).output().unwrap();
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{args:?} {}", told(&out));
    }
    assert_eq!(t.try_run(&["export", "roster", "--encoding", "gb18030"]).status.code(), Some(2), "not unasked a CSV");
    for (args, format) in [
        (&["export", "roster", "-o", &file][..], Some("csv")),
        (&["report", "-o", &report], Some("md")),
        (&["report", "--print-template", "txt"], Some("txt")),
        (&["report"], None),
        (&["manual"], None),
        (&["completions", "bash"], None),
    ] {
        let out = command(&t, &[&["--json"], args].concat()).output().unwrap();
        let answer: serde_json::Value =
            serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", told(&out)));
        assert_eq!(answer.get("format").and_then(|f| f.as_str()), format, "{args:?}");
    }
    assert!(std::fs::read_to_string(&report).unwrap().starts_with('#'));
}
