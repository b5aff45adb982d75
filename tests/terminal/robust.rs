//! What goes wrong on an officer's computer: the program is killed, the window closed, the disk full, the book taken
//! away, another process in the way. Nothing typed is lost, the terminal is given back, and the message is clear.

use crate::headless;
use crate::pty::Terminal;
use crate::pty::town::Town;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use zhanbao::book::Facets;

const TOWN: &[&str] = &["demo", "--people", "300", "--days", "3"];

/// A home with a book of a made-up township.
fn home() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("data/zhanbao/book.zb");
    std::fs::create_dir_all(book.parent().unwrap()).unwrap();
    let settings = zhanbao::demo::Settings { people: 300, days: 3, seed: 5 };
    drop(zhanbao::demo::create(&book, &settings).unwrap());
    (home, book)
}

/// The console on this book, with somebody at it.
fn at(home: &tempfile::TempDir, book: &Path, (width, height): (u16, u16)) -> Terminal {
    Terminal::start(home.path(), &["--book", book.to_str().unwrap(), "--officer", "李秀英"], width, height)
}

/// Opens the list that is pasted into.
fn open_list(terminal: &mut Terminal) {
    terminal.press("L");
    terminal.wait_for("粘贴到这里");
}

/// Pastes a visit to somebody, up to where it waits to be recorded.
fn paste_visit(terminal: &mut Terminal, line: &str) {
    terminal.paste(&format!("走访\n{line}"));
    terminal.wait_for("这份名单记的是");
    terminal.press("enter");
    terminal.wait_for("要记 1");
}

fn drafts(home: &Path) -> Vec<PathBuf> {
    let Ok(found) = std::fs::read_dir(home.join("data/zhanbao/drafts")) else { return Vec::new() };
    found.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
}

fn until(what: &str, mut true_: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !true_() {
        assert!(begun.elapsed() < Duration::from_secs(30), "never {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_was_being_pasted_survives_being_killed() {
    let (home, book) = home();
    let mut terminal = at(&home, &book, (80, 24));
    terminal.wait_for("今日]");
    open_list(&mut terminal);
    terminal.write("走访\r测试甲".as_bytes());
    terminal.wait_for("测试甲");
    until("kept", || {
        drafts(home.path()).iter().any(|path| std::fs::read_to_string(path).is_ok_and(|t| t.contains("测试甲")))
    });
    terminal.signal("KILL");
    assert!(!terminal.ended());

    let mut terminal = at(&home, &book, (80, 24));
    terminal.wait_for("粘贴名单 2 行");
    terminal.press("enter");
    terminal.wait_for("这份名单记的是");
    assert!(!drafts(home.path()).is_empty());
    terminal.press("esc");
    terminal.press("esc");
    terminal.wait_for("不要了吗");
    terminal.press("enter");
    until("forgotten", || drafts(home.path()).is_empty());
    terminal.press("q");
    assert!(terminal.ended());
}

#[test]
fn what_was_half_typed_is_offered_after_being_killed_and_forgotten_when_not_wanted() {
    for (width, height) in [(80, 24), (120, 40)] {
        let town = Town::new();
        let kept = |desk: &Terminal, text: &str| {
            let holds = |path: &PathBuf| std::fs::read_to_string(path).is_ok_and(|t| t.contains(text));
            desk.wait_until("a draft", |_| drafts(town.home()).iter().any(holds));
        };
        // In the middle of the quick line.
        let (row, letters) = town.people(Facets::default(), |_| true).remove(0);
        let mut desk = town.console(width, height);
        desk.press("v");
        desk.type_text(&letters);
        desk.press("enter");
        desk.wait_for("备注");
        desk.press("tab");
        desk.type_text("下周再来");
        kept(&desk, "下周再来");
        desk.signal("KILL");
        assert!(!desk.ended());
        let mut desk = town.console(width, height);
        desk.wait_for("接着记吗");
        assert!(desk.text().contains(&row.name), "{}", desk.text());
        desk.press("enter");
        desk.wait_for("下周再来");
        desk.press("enter 8");
        desk.wait_for("已记 走访");
        assert_eq!(town.records()[0].subjects[0].0, row.id);
        until("forgotten", || drafts(town.home()).is_empty());

        // In the middle of a form.
        desk.press("4");
        desk.wait_for("直通车]");
        desk.press("n");
        desk.wait_for("里程(公里)");
        desk.press("ctrl-u");
        desk.type_text("样-半截");
        kept(&desk, "样-半截");
        desk.signal("KILL");
        assert!(!desk.ended());
        let mut desk = town.console(width, height);
        desk.wait_for("接着记吗");
        desk.press("enter");
        desk.wait_for("样-半截");
        desk.signal("KILL");
        assert!(!desk.ended());

        // Not wanted, it is not offered again.
        let mut desk = town.console(width, height);
        desk.wait_for("接着记吗");
        desk.press("esc");
        desk.wait_gone("接着记吗");
        until("forgotten", || drafts(town.home()).is_empty());
        desk.press("q");
        assert!(desk.ended());
        assert_eq!(town.book().verify().unwrap().problems, Vec::<String>::new());
    }
}

#[test]
fn a_signal_keeps_the_draft_and_gives_the_terminal_back() {
    let (home, book) = home();
    for (n, name) in ["TERM", "HUP", "INT"].into_iter().enumerate() {
        let mut terminal = at(&home, &book, (80, 24));
        terminal.wait_for("今日]");
        if n > 0 {
            terminal.wait_for("接着记吗");
            terminal.press("esc");
            terminal.wait_gone("接着记吗");
        }
        open_list(&mut terminal);
        terminal.write("测试乙".as_bytes());
        terminal.wait_for("测试乙");
        terminal.signal(name);
        terminal.ended();
        until("given back", || terminal.is_restored());
        assert_eq!(drafts(home.path()).len(), 1, "{name}");
    }
}

#[test]
fn a_closed_terminal_ends_the_program_within_a_second() {
    let home = tempfile::tempdir().unwrap();
    // A terminal within the terminal, so that it can be taken away altogether.
    if !Command::new("script").arg("--version").output().is_ok_and(|out| out.status.success()) {
        return;
    }
    let program = env!("CARGO_BIN_EXE_zhanbao");
    let script = format!("exec script -qfc '{program} {}' /dev/null", TOWN.join(" "));
    let terminal = Terminal::start_shell(home.path(), &script, 80, 24);
    terminal.wait_for("今日]");
    let inner = child_of(terminal.process(), "zhanbao").unwrap();
    let begun = Instant::now();
    terminal.signal("KILL");
    until("ended", || !std::fs::read_to_string(format!("/proc/{inner}/stat")).is_ok_and(|stat| !stat.contains(") Z")));
    println!("ended after {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(10));
}

/// The process of this name below another one.
fn child_of(parent: u32, name: &str) -> Option<u32> {
    let processes =
        std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let children: Vec<(u32, String)> = processes
        .filter_map(|process: u32| {
            let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            let (before, after) = stat.rsplit_once(')')?;
            let of: u32 = after.split_whitespace().nth(1)?.parse().ok()?;
            (of == parent).then(|| (process, before.split_once('(').map_or("", |(_, name)| name).to_string()))
        })
        .collect();
    let here = children.iter().find(|(_, called)| called == name).map(|(process, _)| *process);
    here.or_else(|| children.iter().find_map(|(process, _)| child_of(*process, name)))
}

#[test]
fn a_stopped_console_gives_the_terminal_back_and_comes_back_whole() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), TOWN, 80, 24);
    terminal.wait_for("今日]");
    let state = |process: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        stat.rsplit(')').next().unwrap().trim().chars().next().unwrap()
    };
    for by_key in [true, false] {
        if by_key {
            terminal.write(&[0x1a]);
        } else {
            terminal.signal("TSTP");
        }
        until("stopped", || state(terminal.process()) == 'T');
        until("restored", || terminal.is_restored());
        terminal.signal("CONT");
        until("taken over", || !terminal.is_restored());
        terminal.wait_for("今日]");
        terminal.press("2");
        terminal.wait_for("任务书]");
        terminal.press("1");
        terminal.wait_for("今日]");
    }
    terminal.press("q");
    assert!(terminal.ended());
}

#[test]
fn a_storm_of_sizes_leaves_the_screen_whole_and_the_typing_there() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), TOWN, 80, 24);
    terminal.wait_for("今日]");
    open_list(&mut terminal);
    for n in 0..300u16 {
        terminal.resize(1 + n * 37 % 200, 1 + n * 13 % 60);
        terminal.write(if n % 2 == 0 { b"x" } else { b"y" });
        if n % 50 == 0 {
            terminal.resize(1, 1);
        }
    }
    terminal.resize(80, 24);
    terminal.wait_for("粘贴到这里");
    terminal.wait_for("xyxyxy");
    terminal.signal("TERM");
    assert!(terminal.ended());
    assert!(terminal.is_restored());
}

#[test]
fn a_book_that_is_taken_away_is_told_and_nothing_is_written_into_the_void() {
    let (home, book) = home();
    let mut terminal = at(&home, &book, (120, 40));
    terminal.wait_for("今日]");
    let aside = home.path().join("aside.zb");
    std::fs::rename(&book, &aside).unwrap();
    terminal.wait_for("被移走");
    std::fs::rename(&aside, &book).unwrap();
    terminal.press("2");
    terminal.wait_for("任务书]");
    terminal.wait_gone("被移走");
    terminal.press("q");
    assert!(terminal.ended());
}

/// Somebody of the book whose name nobody else bears.
fn somebody(book: &Path) -> String {
    use zhanbao::book::{Book, Options, PeopleQuery};
    let book = Book::open(book, Options { durable: false, ..Options::default() }).unwrap();
    let day = book.today();
    let rows = book.people(&PeopleQuery { limit: 500, ..PeopleQuery::default() }, day).unwrap().rows;
    let alone = |row: &&zhanbao::book::PersonRow| rows.iter().filter(|other| other.name == row.name).count() == 1;
    rows.iter().find(alone).unwrap().name.clone()
}

#[test]
fn a_book_held_by_another_process_is_told_after_a_while_and_the_list_stays() {
    let (home, book) = home();
    let name = somebody(&book);
    let mut terminal = at(&home, &book, (120, 40));
    terminal.wait_for("今日]");
    paste_visit(&mut terminal, &name);
    let holder = rusqlite::Connection::open(&book).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    terminal.press("ctrl-s");
    terminal.wait_for("另一个程序占用");
    assert_eq!(drafts(home.path()).len(), 1);
    holder.execute_batch("ROLLBACK").unwrap();
    terminal.press("ctrl-s");
    terminal.wait_for("已记下 1 条");
    until("forgotten", || drafts(home.path()).is_empty());
}

#[test]
fn a_disk_that_is_full_is_told_and_the_list_stays() {
    let (home, book) = home();
    let name = somebody(&book);
    // A file that may not grow beyond so many blocks of 512 bytes fails as on a full disk.
    let script =
        format!("ulimit -f 400; exec {} --book {} --officer 李秀英", env!("CARGO_BIN_EXE_zhanbao"), book.display());
    let mut terminal = Terminal::start_shell(home.path(), &script, 120, 40);
    terminal.wait_for("今日]");
    for _ in 0..60 {
        paste_visit(&mut terminal, &format!("{name} {}", "备注".repeat(150)));
        terminal.press("ctrl-s");
        until("answered", || ["已记下 1 条", "没有写入"].iter().any(|text| terminal.text().contains(text)));
        if terminal.text().contains("没有写入") {
            break;
        }
        terminal.press("1");
        terminal.wait_gone("已记下 1 条");
    }
    assert!(terminal.text().contains("没有写入"), "{}", terminal.text());
    terminal.press("esc");
    terminal.wait_for("不要了吗");
}

#[test]
fn a_book_that_cannot_be_written_is_shown_and_says_why_nothing_is_recorded() {
    let (home, book) = home();
    let name = somebody(&book);
    let options = zhanbao::book::Options { durable: false, ..Default::default() };
    drop(zhanbao::book::Book::open(&book, options).unwrap());
    let mut rights = std::fs::metadata(&book).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&book, rights).unwrap();
    // Root writes whatever the rights are.
    if std::fs::OpenOptions::new().append(true).open(&book).is_ok() {
        return;
    }
    let mut terminal = at(&home, &book, (120, 40));
    terminal.wait_for("今日]");
    paste_visit(&mut terminal, &name);
    terminal.press("ctrl-s");
    terminal.wait_for("不能写");
}

#[test]
fn without_colours_and_on_old_terminals_the_screen_is_the_same() {
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "linux"), ("TERM", "dumb")] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start_with(home.path(), TOWN, &[(name, value), ("COLORTERM", "")], 80, 24);
        terminal.wait_for("今日]");
        if name == "NO_COLOR" {
            assert!(terminal.is_colourless());
        }
        terminal.press("3");
        terminal.wait_for("台账]");
        terminal.signal("TERM");
        assert!(terminal.ended());
    }
}

#[test]
#[ignore = "measures: 20 s of doing nothing"]
fn doing_nothing_costs_nothing() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(home.path(), &["demo", "--people", "1000", "--days", "10"], 120, 40);
    terminal.wait_for("今日]");
    std::thread::sleep(Duration::from_secs(3));
    let ticks = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", terminal.process())).unwrap();
        let fields: Vec<u64> =
            stat.rsplit(')').next().unwrap().split_whitespace().skip(11).take(2).map(|n| n.parse().unwrap()).collect();
        fields.iter().sum::<u64>()
    };
    let before = ticks();
    std::thread::sleep(Duration::from_secs(20));
    let used = ticks() - before;
    println!("{used} ticks of 10 ms in 20 s: {:.2}%", used as f64 / 20.0);
    assert!(used <= 20, "{used} ticks in 20 s");
}

#[test]
fn a_clock_set_back_leaves_the_console_usable() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};
    let _chinese = headless::spoken(zhanbao::locale::Lang::Hans);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.zb");
    let settings = zhanbao::demo::Settings { people: 200, days: 3, seed: 5 };
    let (_, told) = zhanbao::demo::create(&path, &settings).unwrap();
    let back = Arc::new(AtomicI64::new(0));
    let (start, shift) = (told.last_day, back.clone());
    let options: zhanbao::tui::Surroundings = Arc::new(move || {
        let shift = shift.clone();
        let now: chrono::DateTime<chrono::FixedOffset> = format!("{start}T16:45:00+08:00").parse().unwrap();
        zhanbao::book::Options {
            clock: Box::new(move || now - chrono::Duration::hours(shift.load(Ordering::SeqCst))),
            durable: false,
            ..Default::default()
        }
    });
    let entrance = headless::entrance_with(folder.path(), options);
    let desk = entrance.desk().unwrap();
    let mut console = zhanbao::tui::Headless::open(entrance, Some(desk), 80, 24).unwrap();
    console.settle();
    let name = somebody(&path);
    for hours in [0, 30, 24 * 400] {
        back.store(hours, Ordering::SeqCst);
        console.paste(&format!("走访\n{name}"));
        console.type_in("enter ctrl-s");
        let shown = console.text();
        assert!(shown.contains("已记下 1 条"), "{hours} h back:\n{shown}");
        console.type_in("1 2 3 esc 1");
    }
}
