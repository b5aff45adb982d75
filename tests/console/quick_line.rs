//! The quick line, as an officer uses it: a few keys from any screen, faster than the book answers.

use crate::headless::officer::{at_the_desk, away, bus, idle, known_job, newest, people, records, work};
use crate::headless::{Console, day, entrance, surroundings, township};
use chrono::NaiveDate;
use std::sync::{Arc, Mutex};
use zhanbao::book::{Book, DayFilter, DayRow, Facets, Options};
use zhanbao::domain::acts::Fact;
use zhanbao::domain::keys::{LossReason, Outcome, VisitBy};
use zhanbao::tui::Headless;

/// Each screen by its key; the roster opens in its filter, which one leaves first.
const SCREENS: [&[&str]; 6] = [&["1"], &["2"], &["3", "esc"], &["4"], &["5"], &["6"]];

fn keys(desk: &mut Console, keys: &str) -> usize {
    desk.keys_pressed();
    desk.type_in(keys);
    desk.keys_pressed()
}

#[test]
fn a_visit_takes_seven_keys_from_any_screen() {
    let mut desk = township(80, 24);
    let somebody = people(&desk.beside(), Facets::default(), |_| true);
    for (screen, (row, letters)) in SCREENS.iter().zip(&somebody) {
        screen.iter().for_each(|key| desk.type_in(key));
        let pressed = keys(&mut desk, &format!("v {letters} enter 3"));
        assert!(pressed <= 7, "{pressed} on {screen:?}");
        let entry = newest(&desk);
        assert_eq!(entry.subjects[0].0, row.id, "{screen:?}");
        assert!(
            matches!(&entry.fact, Fact::Visit(v) if v.outcome == Outcome::WantsWork && v.by == VisitBy::Home),
            "{entry:?}"
        );
        assert!(desk.text().contains("已记 走访"), "{}", desk.text());
    }
}

#[test]
fn a_visit_by_phone_with_a_note_and_a_next_date() {
    let mut desk = township(80, 24);
    let (row, letters) = people(&desk.beside(), Facets::default(), |_| true).remove(0);
    desk.type_in(&format!("v {letters} enter space"));
    assert!(desk.text().contains("电话"), "{}", desk.text());
    desk.type_in("tab 9点再打 tab +3 enter 3");
    let entry = newest(&desk);
    assert_eq!(entry.subjects[0].0, row.id);
    let Fact::Visit(visit) = &entry.fact else { panic!("{entry:?}") };
    assert_eq!((visit.by, visit.note.as_deref()), (VisitBy::Phone, Some("9点再打")));
    assert_eq!(visit.next, day().checked_add_days(chrono::Days::new(3)));
}

#[test]
fn a_household_is_visited_by_its_number() {
    let mut desk = township(80, 24);
    let somebody = people(&desk.beside(), Facets::default(), |row| row.household_no.is_some()).remove(0).0;
    desk.type_in(&format!("v {} enter 1", somebody.household_no.unwrap()));
    assert_eq!(newest(&desk).subjects[0].0, somebody.household.unwrap());
}

#[test]
fn a_return_to_the_last_employer_takes_eight_keys_and_shows_its_nature_before() {
    let mut desk = township(80, 24);
    let (row, letters) = away(&desk.beside()).remove(0);
    let last = desk.beside().last_work(row.id).unwrap().unwrap().work;
    for screen in SCREENS {
        screen.iter().for_each(|key| desk.type_in(key));
        desk.keys_pressed();
        desk.type_in(&format!("r {letters} enter"));
        assert!(desk.text().contains("将记为返岗"), "{}", desk.text());
        assert!(records(&desk.beside()).iter().all(|row| row.withdrawn || row.kind == "withdraw"));
        desk.type_in("enter");
        let pressed = desk.keys_pressed();
        assert!(pressed <= 8, "{pressed} on {screen:?}");
        let entry = newest(&desk);
        assert_eq!((entry.subjects[0].0, entry.kind.as_str()), (row.id, "return"), "{}", desk.text());
        assert!(desk.text().contains("已记 返岗"), "{}", desk.text());
        assert_eq!((&work(&entry).employer, work(&entry).wage), (&last.employer, last.wage));
        desk.type_in("u enter");
        assert!(records(&desk.beside()).iter().any(|row| row.withdrawn), "{}", desk.text());
    }
}

#[test]
fn a_placement_into_a_known_job_takes_ten_keys_and_the_next_person_six() {
    let mut desk = township(80, 24);
    let book = desk.beside();
    let found = idle(&book);
    let [(first, letters), (second, others)] = [&found[0], &found[1]];
    let (employer, sound) = known_job(&book, first.id);
    let pressed = keys(&mut desk, &format!("p {letters} enter {sound} enter enter"));
    let entry = newest(&desk);
    assert!(pressed <= 10, "{pressed}");
    assert_eq!(
        (entry.subjects[0].0, work(&entry).employer.as_deref()),
        (first.id, Some(&*employer)),
        "{}",
        desk.text()
    );

    let pressed = keys(&mut desk, &format!(". {others} enter enter"));
    let next = newest(&desk);
    assert!(pressed <= 6, "{pressed}");
    assert_eq!((next.subjects[0].0, next.kind.as_str()), (second.id, "placement"), "{}", desk.text());
    assert_eq!((&work(&next).employer, &work(&next).place), (&work(&entry).employer, &work(&entry).place));
}

/// The roster, whose cursor stands on this one.
fn on_the_roster(desk: &mut Console, name: &str) {
    desk.type_in("3 ctrl-u");
    desk.paste(name);
    desk.settle();
    desk.type_in("esc");
}

#[test]
fn whoever_is_selected_is_offered_first_for_work_and_taken_by_enter() {
    for act in ["r", "p"] {
        let mut desk = township(80, 24);
        let (row, letters) = away(&desk.beside()).remove(0);
        on_the_roster(&mut desk, &row.name);
        desk.type_in(act);
        let screen = desk.text();
        let below: String = screen.lines().skip_while(|line| !line.contains("快录")).collect();
        assert!(below.contains(&row.name) && below.contains("打姓名的拼音"), "{screen}");
        // Nothing of what is typed is lost to the one who was offered; an empty line offers them again.
        desk.type_in(&format!("{letters} backspace backspace backspace enter"));
        assert!(desk.text().contains("本人上次"), "{}", desk.text());
        // Esc goes back to the offer.
        desk.type_in("esc");
        assert!(desk.text().contains("打姓名的拼音"), "{}", desk.text());
        desk.type_in("enter enter");
        assert_eq!(newest(&desk).subjects[0].0, row.id, "{}", desk.text());
    }
}

#[test]
fn letters_typed_over_somebody_selected_begin_a_search_and_reach_whom_they_name() {
    for (act, takes) in [("v", "1"), ("l", "1"), ("h", "enter"), ("r", "enter"), ("p", "enter"), ("b", "")] {
        let mut desk = township(80, 24);
        let book = desk.beside();
        let employed = Facets { employed: Some(true), ..Facets::default() };
        let working = people(&book, employed, |row| !row.awaited);
        let found = if "rp".contains(act) { away(&book) } else { working };
        let [(selected, _), (meant, letters)] = [&found[0], &found[1]];
        on_the_roster(&mut desk, &selected.name);
        desk.type_in(&format!("{act} {letters} enter {takes}"));
        if act == "b" {
            let screen = desk.text();
            let line = screen.lines().skip_while(|line| !line.contains("快录")).nth(1).unwrap();
            assert!(line.contains(&meant.name), "{screen}");
            continue;
        }
        assert_eq!(newest(&desk).subjects[0].0, meant.id, "{act}\n{}", desk.text());
    }
}

#[test]
fn a_new_employer_is_taken_as_it_is_typed() {
    let mut desk = township(80, 24);
    let (row, letters) = idle(&desk.beside()).remove(0);
    desk.type_in(&format!("p {letters} enter"));
    desk.paste("测试新开的厂");
    desk.settle();
    desk.type_in("enter");
    desk.paste("county");
    desk.settle();
    desk.type_in("enter x3800 tab");
    desk.paste("昨天");
    desk.settle();
    assert!(desk.text().contains("将记为新增就业") || desk.text().contains("将记为再就业"), "{}", desk.text());
    desk.type_in("enter");
    let entry = newest(&desk);
    assert_eq!(entry.subjects[0].0, row.id);
    assert_eq!((work(&entry).employer.as_deref(), work(&entry).wage), (Some("测试新开的厂"), Some(3_800)));
    assert_eq!(work(&entry).start, day().pred_opt());
}

#[test]
fn loss_and_coming_home_take_one_key_more_than_the_name() {
    let mut desk = township(80, 24);
    let working = people(&desk.beside(), Facets { employed: Some(true), ..Facets::default() }, |row| !row.awaited);
    let [(first, letters), (second, others)] = [&working[0], &working[1]];
    desk.type_in(&format!("l {letters} enter space 2"));
    let entry = newest(&desk);
    assert_eq!(entry.subjects[0].0, first.id);
    let expected = |loss: &zhanbao::domain::acts::LossFacts| loss.reason == LossReason::ContractEnd && loss.came_home;
    assert!(matches!(&entry.fact, Fact::Loss(loss) if expected(loss)), "{entry:?}");
    desk.type_in(&format!("h {others} enter enter"));
    let entry = newest(&desk);
    assert_eq!(entry.subjects[0].0, second.id);
    assert!(matches!(&entry.fact, Fact::Home(home) if !home.stay), "{entry:?}");
}

#[test]
fn what_is_refused_stays_as_it_was_typed() {
    let mut desk = township(80, 24);
    let (row, letters) = idle(&desk.beside()).remove(0);
    desk.type_in(&format!("l {letters} enter 1"));
    assert!(desk.text().contains(&row.name) && desk.text().contains("没有在岗"), "{}", desk.text());
    assert!(records(&desk.beside()).is_empty());
    // Esc goes back to the name, which still stands there.
    desk.type_in("esc");
    assert!(desk.text().contains(&format!("失业 {letters}")), "{}", desk.text());
}

#[test]
fn one_after_another_until_esc() {
    let mut desk = township(80, 24);
    let found = people(&desk.beside(), Facets::default(), |_| true);
    desk.type_in("v ctrl-n");
    for (_, letters) in &found[..3] {
        let pressed = keys(&mut desk, &format!("{letters} enter 1"));
        assert_eq!(pressed, 5);
    }
    desk.type_in("esc 2");
    assert_eq!(records(&desk.beside()).len(), 3);
    assert!(desk.text().lines().next().unwrap().contains("任务书]"));
}

#[test]
fn somebody_of_elsewhere_is_selected_and_a_name_is_asked_for() {
    let mut desk = township(80, 24);
    let rows = desk.beside().day_list(day(), &DayFilter::default(), 0, 1_000).unwrap().rows;
    let outside = |row: &DayRow| matches!(&row.fact, Fact::TripAdd(facts) if facts.outside.is_some());
    let at = rows.iter().position(outside).expect("the demo takes somebody of elsewhere along");
    let (row, letters) = people(&desk.beside(), Facets::default(), |_| true).remove(0);
    desk.type_in("2");
    (0..at).for_each(|_| desk.type_in("down"));
    desk.type_in("v");
    assert!(desk.text().contains("没有台账上的人"), "{}", desk.text());
    // Nothing that is typed on is taken for keys of the screen.
    desk.type_in(&format!("{letters} enter 1"));
    assert_eq!(newest(&desk).subjects[0].0, row.id, "{}", desk.text());
}

#[test]
fn tab_before_a_name_changes_the_act() {
    let mut desk = township(80, 24);
    desk.type_in("v tab");
    assert!(desk.text().contains("快录 · 返岗"), "{}", desk.text());
    desk.type_in("shift-tab shift-tab");
    assert!(desk.text().contains("快录 · 上直通车"), "{}", desk.text());
}

/// The console on a folder's book, in other surroundings, on another day.
fn reopened(folder: tempfile::TempDir, options: Options, day: Option<NaiveDate>) -> Console {
    let desk = at_the_desk(&folder, options, day);
    let mut console = Headless::open(entrance(folder.path()), Some(desk), 80, 24).unwrap();
    console.settle();
    Console { console, folder }
}

/// A console whose book answers nothing while the gate is held.
fn slow() -> (Console, Arc<Mutex<()>>) {
    let Console { console, folder } = township(80, 24);
    drop(console);
    let gate = Arc::new(Mutex::new(()));
    let held = gate.clone();
    let clock = surroundings()().clock;
    let slow = move || {
        drop(held.lock());
        clock()
    };
    (reopened(folder, Options { clock: Box::new(slow), ..surroundings()() }, None), gate)
}

#[test]
fn whoever_types_faster_than_the_book_answers_gets_whom_they_typed() {
    let (mut desk, gate) = slow();
    let book = desk.beside();
    let all = people(&book, Facets::default(), |_| true);
    // Two letters mean somebody else than three.
    let misled = |letters: &str, id| book.find(&letters[..2], 24, day()).unwrap()[0].id != id;
    let (row, letters) = all.iter().find(|(row, letters)| misled(letters, row.id)).unwrap();
    let (other, others) = all.iter().find(|(other, _)| other.id != row.id).unwrap();
    desk.type_in("v");
    desk.press(&letters[..2]);
    desk.settle();
    let shut = gate.lock().unwrap();
    desk.press(&letters[2..]);
    // Name, outcome, and the whole of the next visit: all before the book has said a word.
    for key in ["enter", "3", "v", others, "enter", "space", "4"] {
        desk.press(key);
        desk.poll();
        desk.draw();
    }
    assert!(records(&book).is_empty());
    drop(shut);
    desk.settle();
    let told: Vec<_> = records(&book)
        .into_iter()
        .map(|row| match row.fact {
            Fact::Visit(visit) => (row.subjects[0].0, visit.outcome, visit.by),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [(other.id, Outcome::WantsTraining, VisitBy::Phone), (row.id, Outcome::WantsWork, VisitBy::Home)];
    assert_eq!(told, expected, "{}", desk.text());
}

#[test]
fn esc_calls_off_what_waits_for_the_book() {
    let (mut desk, gate) = slow();
    let (_, letters) = people(&desk.beside(), Facets::default(), |_| true).remove(0);
    let shut = gate.lock().unwrap();
    for key in ["v", &letters, "enter", "3", "esc"] {
        desk.press(key);
    }
    drop(shut);
    desk.settle();
    assert!(records(&desk.beside()).is_empty());
    assert!(desk.text().contains(&format!("走访 {letters}")), "{}", desk.text());
}

#[test]
fn undo_goes_back_one_record_after_the_other() {
    let mut desk = township(80, 24);
    let found = people(&desk.beside(), Facets::default(), |_| true);
    for (n, (_, letters)) in found[..2].iter().enumerate() {
        desk.type_in(&format!("v {letters} enter {}", n + 1));
    }
    for (row, _) in found[..2].iter().rev() {
        desk.type_in("u");
        assert!(desk.text().contains(&row.name) && desk.text().contains("录错"), "{}", desk.text());
        desk.type_in("enter");
        assert!(desk.text().contains("已撤销"), "{}", desk.text());
        let gone = records(&desk.beside()).into_iter().find(|r| r.kind == "visit" && r.subjects[0].0 == row.id);
        assert!(gone.unwrap().withdrawn);
    }
    desk.type_in("u");
    assert!(desk.text().contains("没有可撤销"), "{}", desk.text());
    desk.type_in("enter");
}

#[test]
fn what_was_half_typed_is_taken_up_after_a_crash() {
    let mut desk = township(80, 24);
    let (row, letters) = people(&desk.beside(), Facets::default(), |_| true).remove(0);
    desk.type_in(&format!("v {letters} enter tab 下周再来"));
    let mut desk = desk.again(80, 24);
    assert!(desk.text().contains("上次没记完") && desk.text().contains(&row.name), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.text().contains("下周再来"), "{}", desk.text());
    desk.type_in("enter 8");
    let entry = newest(&desk);
    assert!(matches!(&entry.fact, Fact::Visit(visit) if visit.note.as_deref() == Some("下周再来")), "{entry:?}");
    assert_eq!(entry.subjects[0].0, row.id);
}

#[test]
fn many_at_once_and_those_of_whom_it_cannot_be_are_left_out() {
    let mut desk = township(80, 24);
    let book = desk.beside();
    let (working, idle) =
        (people(&book, Facets { employed: Some(true), ..Facets::default() }, |row| !row.awaited), idle(&book));
    let [(one, letters), (two, _)] = [&working[0], &working[1]];
    let nobody = &idle[0].0;
    desk.type_in(&format!("l {letters} enter"));
    // As if a screen had had three people selected.
    let Console { console, folder } = desk;
    drop(console);
    let drafts = std::fs::read_dir(folder.path().join("data/drafts")).unwrap().map(|file| file.unwrap().path());
    let read = |path: std::path::PathBuf| -> Option<(std::path::PathBuf, serde_json::Value)> {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path, serde_json::from_str(&text).ok()?))
    };
    let (path, mut draft) = drafts.into_iter().find_map(read).unwrap();
    draft["state"]["people"] = serde_json::json!([one.id.to_string(), two.id.to_string(), nobody.id.to_string()]);
    std::fs::write(&path, draft.to_string()).unwrap();
    let mut desk = reopened(folder, surroundings()(), None);
    desk.type_in("enter 1");
    assert!(desk.text().contains("1 人记不了") && desk.text().contains(&nobody.name), "{}", desk.text());
    assert!(records(&book).is_empty());
    desk.type_in("enter");
    let told = records(&book);
    assert_eq!(told.len(), 2, "{}", desk.text());
    assert_eq!(told[0].batch, told[1].batch);
    assert!(desk.text().contains("等 2 人"), "{}", desk.text());
}

#[test]
fn marked_people_are_taken_at_once_and_one_of_whom_it_cannot_be_is_left_out() {
    let mut desk = township(80, 24);
    let book = desk.beside();
    let employed = Facets { employed: Some(true), ..Facets::default() };
    let (working, idle) = (people(&book, employed, |row| !row.awaited), idle(&book));
    let [one, two, nobody] = [&working[0].0, &working[1].0, &idle[0].0];
    for row in [one, two, nobody] {
        on_the_roster(&mut desk, &row.name);
        desk.type_in("space");
    }
    desk.type_in("l");
    assert!(desk.text().contains("等 3 人"), "{}", desk.text());
    desk.type_in("1");
    assert!(desk.text().contains("1 人记不了") && desk.text().contains(&nobody.name), "{}", desk.text());
    assert!(records(&book).is_empty());
    desk.type_in("enter");
    let told = records(&book);
    let mut of: Vec<_> = told.iter().map(|row| row.subjects[0].0).collect();
    of.sort_unstable();
    let mut expected = vec![one.id, two.id];
    expected.sort_unstable();
    assert_eq!(of, expected, "{}", desk.text());
    assert_eq!(told[0].batch, told[1].batch);
    // What comes next is about whoever is selected, and no more about the three.
    assert!(!desk.text().contains("已选"), "{}", desk.text());
    // Together they are taken back.
    desk.type_in("u enter");
    assert!(records(&book).iter().filter(|row| row.kind == "loss").all(|row| row.withdrawn), "{}", desk.text());
}

#[test]
fn what_is_recorded_for_a_sealed_day_is_told_as_late_before_and_after() {
    let Console { console, folder } = township(80, 24);
    drop(console);
    let book = Book::open(&folder.path().join("book.zb"), surroundings()()).unwrap();
    let sealed = book.steering().last_sealed().unwrap();
    let working = people(&book, Facets { employed: Some(true), ..Facets::default() }, |row| !row.awaited);
    let (row, letters) = &working[0];
    let mut desk = reopened(folder, surroundings()(), Some(sealed));
    desk.type_in(&format!("h {letters} enter"));
    assert!(desk.text().contains(&row.name) && desk.text().contains("那天已封账"), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.text().contains("已记 返乡") && desk.text().contains("那天已封账"), "{}", desk.text());
    desk.type_in("u");
    assert!(desk.text().contains("撤销会列入下一期的更正"), "{}", desk.text());
}

#[test]
fn the_next_bus_is_taken_by_enter_and_goes_to_the_employer_there() {
    let Console { console, folder } = township(80, 24);
    drop(console);
    let mut desk = at_the_desk(&folder, surroundings()(), None);
    for (number, hour) in [("样-晚", 23), ("样-早", 0)] {
        let drafts = bus(number, hour).drafts(&desk).unwrap();
        desk.record(drafts).unwrap();
    }
    drop(desk);
    let mut desk = reopened(folder, surroundings()(), None);
    let (row, letters) = idle(&desk.beside()).remove(0);
    desk.type_in(&format!("b {letters} enter"));
    assert!(desk.text().contains("样-早") && desk.text().contains("余 49 座"), "{}", desk.text());
    desk.type_in("tab");
    desk.paste("测试电子厂");
    desk.type_in("enter");
    let entry = newest(&desk);
    assert!(entry.subjects.iter().any(|(id, _)| *id == row.id), "{}", desk.text());
    assert!(matches!(&entry.fact, Fact::TripAdd(p) if p.employer.as_deref() == Some("测试电子厂")), "{entry:?}");
}

#[test]
fn what_meets_an_import_of_this_console_says_so_and_goes_in_after_it() {
    let mut desk = township(80, 24);
    let (row, letters) = people(&desk.beside(), Facets::default(), |_| true).remove(0);
    let village = desk.beside().steering().villages().next().unwrap().1.name.clone();
    let path = desk.folder.path().join("花名册 2026-01-01.csv");
    let rows = format!("测试甲,529999198001010014,5299990001,户主,{village},脱贫户\n");
    std::fs::write(&path, format!("姓名,证件号码,户编号,与户主关系,村,户类型\n{rows}")).unwrap();
    desk.type_in("i");
    desk.paste(path.to_str().unwrap());
    assert!(desk.wait_for("看表头是花名册"), "{}", desk.text());
    desk.type_in("enter");
    assert!(desk.wait_for("新增 1"), "{}", desk.text());
    // The import gets to the book and no further.
    let holder = rusqlite::Connection::open(desk.book()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.type_in("enter");
    assert!(desk.text().contains("读取文件"), "{}", desk.text());
    desk.type_in(&format!("v {letters} enter 3"));
    // It is told at once, while the import waits itself.
    assert!(desk.wait_for("右下角做完就记下"), "{}", desk.text());
    let screen = desk.text();
    assert!(screen.contains("账本正在导入") && screen.contains("读取文件"), "{screen}");
    holder.execute_batch("ROLLBACK").unwrap();
    assert!(desk.wait_for("已记 走访"), "{}", desk.text());
    let entry = newest(&desk);
    assert!(matches!(&entry.fact, Fact::Visit(visit) if visit.outcome == Outcome::WantsWork), "{entry:?}");
    assert_eq!(entry.subjects[0].0, row.id, "{}", desk.text());
}

#[test]
fn whoever_may_return_comes_before_whoever_never_left() {
    let mut desk = township(80, 24);
    let book = desk.beside();
    let families = |row: &zhanbao::book::PersonRow| row.name.chars().next();
    let idle: Vec<_> = idle(&book).iter().filter_map(|(row, _)| families(row)).collect();
    let (row, _) = away(&book).into_iter().find(|(row, _)| families(row).is_some_and(|f| idle.contains(&f))).unwrap();
    let family: String = row.name.chars().take(1).collect();
    desk.type_in("r");
    desk.paste(&family);
    let screen = desk.text();
    let first = screen.lines().find(|line| line.contains('▸') && line.contains("***")).unwrap();
    assert!(first.contains("应返岗"), "{screen}");
}
