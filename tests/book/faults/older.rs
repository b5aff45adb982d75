//! Books of other versions: an older one is brought up, even where that was interrupted; a newer one is left alone.

use super::act;
use super::{Stage, words};
use rstest::rstest;
use std::path::Path;

/// What an older book gives, whoever brought it up.
fn figures(stage: &Stage) -> String {
    let told = stage.must(&words(&["--json", "--day", "2026-02-12", "report"]));
    told.lines().filter(|line| !line.contains("\"cutoff\"")).collect()
}

fn version_of(book: &Path) -> i32 {
    rusqlite::Connection::open(book).unwrap().pragma_query_value(None, "user_version", |r| r.get(0)).unwrap()
}

#[rstest]
#[case(1, act::first_version)]
#[case(2, act::second_version)]
#[case(3, act::third_version)]
#[case(4, act::fourth_version)]
#[case(5, act::fifth_version)]
#[case(6, act::sixth_version)]
#[case(7, act::seventh_version)]
#[case(8, act::eighth_version)]
#[case(9, act::ninth_version)]
fn an_older_book_is_brought_up_and_is_what_it_was(#[case] version: i32, #[case] make: fn(&Path)) {
    let stage = Stage::found();
    let (entries, told) = (stage.entries(&stage.book(), &[]).unwrap(), figures(&stage));
    make(&stage.book());
    assert_eq!(version_of(&stage.book()), version);
    assert_eq!(stage.entries(&stage.book(), &[]).unwrap(), entries);
    assert_eq!(figures(&stage), told);
    assert!(version_of(&stage.book()) > version);
    stage.must(&words(&["verify"]));
}

#[rstest]
#[case(act::first_version)]
#[case(act::second_version)]
#[case(act::third_version)]
#[case(act::fourth_version)]
fn a_migration_that_stopped_anywhere_goes_on_at_the_next_opening(#[case] make: fn(&Path)) {
    let stage = Stage::found();
    let entries = stage.entries(&stage.book(), &[]).unwrap();
    make(&stage.book());
    // Brought up, and ended before what is derived was built anew.
    let old = rusqlite::Connection::open(stage.book()).unwrap();
    let derived = ["person", "spell", "change", "entry_subject", "doubt"];
    for table in derived {
        old.execute_batch(&format!("DELETE FROM {table}")).unwrap();
    }
    drop(old);
    stage.keep();
    assert_eq!(stage.entries(&stage.book(), &[]).unwrap(), entries, "what is derived is built from the entries");
    // On a disk that is full it is said, and the older book stays as it is until there is room.
    stage.set();
    let before = std::fs::read(stage.book()).unwrap();
    let mut command = std::process::Command::new("sh");
    super::surround(&mut command, &stage.file(""));
    let blocks = before.len() / 512 / 4;
    command.args(["-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")]).arg(env!("CARGO_BIN_EXE_zhanbao"));
    let out = command.arg("--book").arg(stage.book()).arg("status").output().unwrap();
    assert_eq!(out.status.code(), Some(2), "{}", super::told(&out));
    assert_eq!(stage.entries(&stage.book(), &[]).unwrap(), entries);
}

#[test]
fn a_book_of_a_newer_version_is_left_as_it_is_by_every_command() {
    let stage = Stage::found();
    stage.must(&words(&["backup", &stage.named("backup.zb")]));
    rusqlite::Connection::open(stage.book())
        .unwrap()
        .execute_batch("ALTER TABLE entry ADD COLUMN weather TEXT; PRAGMA user_version = 77;")
        .unwrap();
    let before = std::fs::read(stage.book()).unwrap();
    let commands = [
        (act::record().args)(&stage),
        (act::seal().args)(&stage),
        words(&["--json", "status"]),
        words(&["--json", "verify"]),
        words(&["--json", "rebuild"]),
        words(&["--json", "backup", &stage.named("other.zb")]),
        words(&["--json", "restore", &stage.named("backup.zb")]),
        words(&["--json", "rescue", &stage.named("saved.zb")]),
    ];
    for args in commands {
        let out = stage.run(&args);
        // A backup may take its place: it is set aside then, not lost.
        if args[1] == "restore" && out.status.code() == Some(0) {
            let told: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
            assert_eq!(version_of(Path::new(told["aside"].as_str().unwrap())), 77);
            std::fs::write(stage.book(), &before).unwrap();
            continue;
        }
        assert_eq!(out.status.code(), Some(3), "{args:?}: {}", super::told(&out));
        assert!(String::from_utf8_lossy(&out.stderr).contains("升级"), "{args:?}");
        assert_eq!(std::fs::read(stage.book()).unwrap(), before, "{args:?}");
    }
}
