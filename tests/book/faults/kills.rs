//! The process is killed: somebody pulls the battery, or the system ends it.

use super::act::{self, Act, Measured};
use super::{Dice, Stage, has, number, surround, words};
use rstest::rstest;
use std::process::{Output, Stdio};
use std::time::Duration;

/// Acts that are killed; the number of all kills is shared out among them.
const ACTS: usize = 11;

/// Puts everything back, does the act, and kills it after a while; gives what it had confirmed.
fn killed_after(stage: &Stage, act: &Act, wait: Duration) -> Option<String> {
    stage.set();
    let mut command = stage.command(&(act.args)(stage));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(wait);
    child.kill().unwrap();
    let out = child.wait_with_output().unwrap();
    said_whole(&out)
}

/// What is printed whole is confirmed, however the process ended afterwards.
fn said_whole(out: &Output) -> Option<String> {
    let said = String::from_utf8_lossy(&out.stdout);
    said.ends_with('\n').then(|| said.into_owned())
}

/// After whatever happened, the same command goes through, or says that it is done already.
fn goes_through_now(stage: &Stage, act: &Act) -> Result<(), String> {
    let out = stage.run(&(act.args)(stage));
    let told = super::told(&out);
    let done = match out.status.code() {
        Some(0 | 1) => true,
        Some(2) => matches!(act.name, "lock" | "unlock") || act.name == "seal" && told.contains("已经封账"),
        _ => false,
    };
    if !done {
        return Err(format!("done again: {told}"));
    }
    stage.entries(&stage.book(), &(act.with)(stage)).map(drop)
}

/// Half of the kills come at any time, half of them exactly at a write, where the system lets that be arranged.
#[rstest]
#[case(act::record())]
#[case(act::import())]
#[case(act::import_of_many())]
#[case(act::merge())]
#[case(act::seal())]
#[case(act::migrate())]
#[case(act::backup())]
#[case(act::restore())]
#[case(act::rebuild())]
fn what_was_confirmed_is_there_and_nothing_is_half_done_whenever_it_is_killed(#[case] act: Act) {
    tried(&act);
}

fn tried(act: &Act) {
    let stage = Stage::found();
    let measured = act.measure(&stage);
    killed_at_any_time(&stage, act, &measured);
    if has("strace", &["-qq", "-e", "trace=none", "true"]) {
        killed_at_writes(&stage, act, &measured);
    }
}

#[cfg(feature = "encrypt")]
#[rstest]
#[case(act::lock())]
#[case(act::unlock())]
fn a_book_is_encrypted_or_it_is_not_whenever_its_conversion_is_killed(#[case] act: Act) {
    tried(&act);
}

fn killed_at_any_time(stage: &Stage, act: &Act, measured: &Measured) {
    let mut dice = Dice::new(act.name.len() as u64);
    let kills = number("ZHANBAO_KILLS", 4 * ACTS).div_ceil(2 * ACTS);
    let mut confirmed = 0;
    for n in 0..kills {
        // Over the whole time that it takes, and a little beyond.
        let wait = measured.time.mul_f64(dice.below(1_000) as f64 / 850.0);
        let said = killed_after(stage, act, wait);
        confirmed += usize::from(said.is_some());
        let held = act.holds(stage, measured, said.as_deref()).and_then(|_| goes_through_now(stage, act));
        let place = || format!("{} killed after {wait:?} (kill {n}, ZHANBAO_SEED={})", act.name, dice.seed);
        held.unwrap_or_else(|wrong| panic!("{}: {wrong}", place()));
    }
    println!("{}: {kills} kills, {confirmed} after it was confirmed, nothing lost", act.name);
}

/// What the program asks of the system where it writes: the moments between which a kill makes a difference.
const WRITES: &str = "pwrite64,write,ftruncate,rename,renameat,renameat2,unlink,link,linkat,fsync,fdatasync";

fn killed_at_writes(stage: &Stage, act: &Act, measured: &Measured) {
    let mut dice = Dice::new(100 + act.name.len() as u64);
    let traced = |inject: &str| {
        stage.set();
        let mut command = std::process::Command::new("strace");
        surround(&mut command, &stage.file(""));
        command.args(["-f", "-qq", "-o"]).arg(stage.file("calls")).args(["-e", &format!("trace={WRITES}")]);
        if !inject.is_empty() {
            command.args(["-e", inject]);
        }
        command.arg(env!("CARGO_BIN_EXE_zhanbao")).arg("--book").arg(stage.book()).args((act.args)(stage));
        command.output().unwrap()
    };
    assert!(matches!(traced("").status.code(), Some(0 | 1)));
    let calls = std::fs::read_to_string(stage.file("calls")).unwrap().lines().count();
    let kills = number("ZHANBAO_KILLS", ACTS).div_ceil(2 * ACTS).min(calls);
    let (first, mut confirmed) = (dice.below(calls), 0);
    for n in 0..kills {
        // Each once, where there are as many kills as writes; else spread over them.
        let at = 1 + (first + n * calls / kills) % calls;
        let out = traced(&format!("inject={WRITES}:signal=KILL:when={at}"));
        let said = said_whole(&out);
        confirmed += usize::from(said.is_some());
        let held = act.holds(stage, measured, said.as_deref()).and_then(|_| goes_through_now(stage, act));
        let seed = dice.seed;
        held.unwrap_or_else(|wrong| panic!("{} killed at write {at} of {calls} (seed {seed}): {wrong}", act.name));
    }
    println!("{}: killed at {kills} of {calls} writes, {confirmed} after it was confirmed, nothing lost", act.name);
}

#[test]
fn a_book_that_was_being_made_is_there_or_can_be_made() {
    if !has("strace", &["-qq", "-e", "trace=none", "true"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let init = words(&["init", "--unit", "529999101", "--name", "样例镇", "--officer", "测试员"]);
    let some = [1, 2, 4, 23, 47, 60, 68, 90];
    let all = number("ZHANBAO_KILLS", 1) > 100;
    for at in (1..200).filter(|at| all || some.contains(at)) {
        let home = folder.path().join(at.to_string());
        std::fs::create_dir(&home).unwrap();
        let mut command = std::process::Command::new("strace");
        surround(&mut command, &home);
        command.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("inject={WRITES}:signal=KILL:when={at}"));
        command.arg(env!("CARGO_BIN_EXE_zhanbao")).arg("--book").arg(home.join("b.zb")).args(&init);
        let out = command.output().unwrap();
        let run = |args: &[String]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhanbao"));
            surround(&mut command, &home);
            command.arg("--book").arg(home.join("b.zb")).args(args).output().unwrap()
        };
        let count = |out: &Output| {
            let told: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap_or_default();
            told["entries"].as_u64().filter(|_| out.status.code() == Some(0))
        };
        let mut there = run(&words(&["--json", "verify"]));
        if out.stdout.is_empty() && (there.status.code() == Some(2) || count(&there) == Some(0)) {
            assert_eq!(run(&init).status.code(), Some(0), "made again after a kill at write {at}");
            there = run(&words(&["--json", "verify"]));
        }
        assert_eq!(count(&there), Some(1), "killed at write {at}: {}", super::told(&there));
    }
}
