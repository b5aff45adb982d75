//! The disk is full, at any moment of any act. The message says so, nothing has changed, and when there is room again the
//! same command goes through.

use super::act::{self, Act, Measured};
use super::{Dice, Stage, has, number, surround, told};
use rstest::rstest;
use std::process::{Command, Output};

/// Acts that meet a full disk.
const ACTS: usize = 7;
/// So many times an act sees to it that something is on the disk, or more.
const SYNCS: usize = 5;

/// What the officer is told where a disk cannot be written.
fn names_the_disk(out: &Output) -> bool {
    let said = String::from_utf8_lossy(&out.stderr);
    said.contains("磁盘") && !said.contains("panicked")
}

/// The command in a shell that lets no file grow beyond so many blocks of 512 bytes.
fn limited(stage: &Stage, act: &Act, blocks: usize, ignored: bool) -> Output {
    stage.set();
    let mut command = Command::new("sh");
    surround(&mut command, &stage.file(""));
    let trap = if ignored { "trap '' XFSZ; " } else { "" };
    command.args(["-c", &format!("{trap}ulimit -f {blocks}; exec \"$0\" \"$@\"")]).arg(env!("CARGO_BIN_EXE_zhanbao"));
    command.arg("--book").arg(stage.book()).args((act.args)(stage)).output().unwrap()
}

/// What an act leaves behind that met a full disk: all of it where it said so, else nothing, and then it was the disk.
fn refused_or_done(stage: &Stage, act: &Act, measured: &Measured, out: &Output) -> Result<(), String> {
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    let done = match out.status.code() {
        Some(0 | 1) => Some(said.as_str()),
        Some(2) if names_the_disk(out) => None,
        _ => return Err(told(out)),
    };
    let there = act.holds(stage, measured, done)?;
    if done.is_none() && there != measured.before {
        return Err(format!("it was said that nothing was written, and {} entries are there", there.len()));
    }
    let left: Vec<_> = std::fs::read_dir(stage.file("")).unwrap().map(|f| f.unwrap().file_name()).collect();
    if let Some(part) = left.iter().find(|name| name.to_string_lossy().ends_with(".part")) {
        return Err(format!("{part:?} is left"));
    }
    if done.is_none() { goes_through(stage, act) } else { Ok(()) }
}

fn goes_through(stage: &Stage, act: &Act) -> Result<(), String> {
    let again = stage.run(&(act.args)(stage));
    if !matches!(again.status.code(), Some(0 | 1)) {
        return Err(format!("with room again: {}", told(&again)));
    }
    stage.entries(&stage.book(), &[]).map(drop)
}

#[rstest]
#[case(act::record())]
#[case(act::import())]
#[case(act::import_of_many())]
#[case(act::merge())]
#[case(act::seal())]
#[case(act::backup())]
#[case(act::export())]
fn on_a_full_disk_it_is_said_and_nothing_has_changed(#[case] act: Act) {
    let stage = Stage::found();
    let measured = act.measure(&stage);
    files_end(&stage, &act, &measured);
    if has("strace", &["-qq", "-e", "trace=none", "true"]) {
        writes_fail(&stage, &act, &measured);
    }
}

/// No file may grow beyond some size.
fn files_end(stage: &Stage, act: &Act, measured: &Measured) {
    let mut dice = Dice::new(200 + act.name.len() as u64);
    let size = std::fs::metadata(stage.book()).unwrap().len() as usize / 512;
    let trials = number("ZHANBAO_LIMITS", 3 * ACTS).div_ceil(ACTS).min(2 * size + 100);
    let mut refused = 0;
    for n in 0..trials {
        let blocks = match n {
            0 => 0,
            // Small files (logs, memory of devices), and up to beyond the book.
            _ if n % 2 == 0 => dice.below(150),
            _ => dice.below(size + 50),
        };
        let out = limited(stage, act, blocks, n % 3 == 0);
        refused += usize::from(out.status.code() == Some(2));
        refused_or_done(stage, act, measured, &out).unwrap_or_else(|wrong| {
            panic!("{} where files end at {blocks} blocks (seed {}): {wrong}", act.name, dice.seed)
        });
    }
    println!("{}: {trials} limits, {refused} refused, nothing lost", act.name);
}

/// One write, or each after it too, fails.
fn writes_fail(stage: &Stage, act: &Act, measured: &Measured) {
    let mut dice = Dice::new(300 + act.name.len() as u64);
    // The answer itself goes elsewhere: by `write`, to a terminal or a pipe.
    let traced = |inject: &str| {
        stage.set();
        let mut command = Command::new("strace");
        surround(&mut command, &stage.file(""));
        command.args(["-f", "-qq", "-o"]).arg(stage.file("calls")).args(["-e", "trace=pwrite64,fdatasync,fsync"]);
        if !inject.is_empty() {
            command.args(["-e", inject]);
        }
        command.arg(env!("CARGO_BIN_EXE_zhanbao")).arg("--book").arg(stage.book()).args((act.args)(stage));
        command.output().unwrap()
    };
    traced("");
    let log = std::fs::read_to_string(stage.file("calls")).unwrap();
    let calls = log.lines().filter(|line| line.contains("pwrite64")).count();
    let trials = number("ZHANBAO_LIMITS", ACTS).div_ceil(ACTS).min(calls);
    let seed = dice.seed;
    let fails = |call: &str, error: &str, at: usize, till: &str| {
        let out = traced(&format!("inject={call}:error={error}:when={at}{till}"));
        let place = || format!("{} where {call} gives {error} from {at}{till} (seed {})", act.name, seed);
        refused_or_done(stage, act, measured, &out).unwrap_or_else(|wrong| panic!("{}: {wrong}", place()));
    };
    // A disk that has gone: each of the first moments at which somebody relies on it.
    (1..=SYNCS).for_each(|at| fails("fdatasync,fsync", "EIO", at, "+"));
    for n in 0..trials {
        let at = if trials == calls { n + 1 } else { 1 + dice.below(calls) };
        // Disks that are full stay so; bad ones fail once in a while.
        match dice.below(3) {
            0 => fails("pwrite64", "EIO", at, ""),
            1 => fails("fdatasync,fsync", "EIO", 1 + at % SYNCS, "+"),
            _ => fails("pwrite64", "ENOSPC", at, "+"),
        }
    }
}

#[test]
fn on_a_small_disk_that_is_full_nothing_changes_until_there_is_room() {
    if !has("unshare", &["-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"]) {
        return;
    }
    let act = act::record();
    let stage = Stage::found();
    act.measure(&stage);
    stage.set();
    // The disk goes with the shell: everything is asked inside it.
    let script = r#"
        set -u; disk="$1"; from="$2"; program="$3"; shift 3
        mount -t tmpfs -o size=3m none "$disk"; cp -r "$from/." "$disk"
        export XDG_DATA_HOME="$disk" XDG_CONFIG_HOME="$disk"
        whole() { "$program" --book "$disk/book.zb" --json verify | cut -d, -f1,2; }
        whole
        cat /dev/zero > "$disk/filler" 2>/dev/null
        "$program" --book "$disk/book.zb" "$@" 1>&2; echo "full $?"
        rm "$disk/filler"; whole
        "$program" --book "$disk/book.zb" "$@" > /dev/null; echo "room $?"
        whole
    "#;
    let disk = tempfile::tempdir().unwrap();
    let mut command = Command::new("unshare");
    surround(&mut command, disk.path());
    command.args(["-rm", "sh", "-c", script, "sh"]).arg(disk.path()).arg(stage.file(""));
    let out = command.arg(env!("CARGO_BIN_EXE_zhanbao")).args((act.args)(&stage)).output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    let [before, full, after, room, last] = lines[..] else { panic!("{said} {}", told(&out)) };
    assert_eq!((full, room), ("full 2", "room 0"), "{}", told(&out));
    assert!(names_the_disk(&out), "{}", told(&out));
    assert_eq!(before, after);
    assert!(before.contains("true") && last.contains("true") && last != after, "{said}");
}
