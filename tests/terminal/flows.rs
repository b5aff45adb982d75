//! The officer's ways through the real program on a terminal, at both sizes: from nothing to the first sealed report, and
//! a whole day with its keystrokes counted.

use crate::pty::Terminal;
use crate::pty::town::Town;
use zhanbao::book::{Book, DayRow, Facets, Options};
use zhanbao::domain::acts::Fact;
use zhanbao::domain::keys::{Outcome, TripState};
use zhanbao::domain::metric::Metric;
use zhanbao::domain::trip::{Presence, Trip};
use zhanbao::text;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// A made-up number with its right last digit.
fn number(first_17: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first_17.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{first_17}{}", "10X98765432".chars().nth(sum as usize % 11).unwrap())
}

/// A roster of four, as a township keeps it.
fn roster() -> String {
    let row = |name: &str, number_: &str, household: u32, work: &str| {
        format!("{name},{},529999101001{household:05},户主,测试村,普通劳动力,{work},脱贫户\n", number(number_))
    };
    [
        "姓名,证件号码,户编号,与户主关系,村,劳动能力,就业状态,务工地点,务工单位,户类型\n".to_string(),
        row("赵样一", "52999919850304901", 1, "未就业,,"),
        row("钱样二", "52999919900304902", 2, "未就业,,"),
        row("孙样三", "52999919920304903", 3, "在外务工,广东东莞,样例玩具厂"),
        row("李样四", "52999919940304904", 4, "未就业,,"),
    ]
    .concat()
}

#[test]
fn from_the_first_run_to_the_first_sealed_report() {
    for (width, height) in SIZES {
        first_report(width, height);
    }
}

fn first_report(width: u16, height: u16) {
    let home = tempfile::tempdir().unwrap();
    let (book, out) = (home.path().join("book.zb"), home.path().join("导出"));
    std::fs::create_dir_all(home.path().join("config/zhanbao")).unwrap();
    let settings = format!("export_folder = {:?}\n", out.to_str().unwrap());
    std::fs::write(home.path().join("config/zhanbao/config.toml"), settings).unwrap();
    let file = home.path().join("花名册 2026-01-01.csv");
    std::fs::write(&file, roster()).unwrap();

    let arguments = ["--book", book.to_str().unwrap(), "--day", "2026-03-06"];
    let mut desk = Terminal::start(home.path(), &arguments, width, height);
    desk.wait_for("欢迎使用战报");
    desk.press("1");
    desk.wait_for("乡镇名称");
    for typed in ["云岭镇", "529999101", "测试员"] {
        desk.type_text(typed);
        desk.wait_for(typed);
        desk.press("enter");
    }
    desk.wait_for("账本建好了");
    desk.press("1");
    desk.wait_for("回车");
    desk.paste(file.to_str().unwrap());
    desk.wait_for("看表头是花名册");
    desk.press("enter");
    desk.wait_for("新增 4");
    desk.press("enter");
    desk.wait_for("已导入");
    desk.wait_for("今日]");

    // Targets, without the command line.
    desk.press(",");
    desk.wait_for("设置");
    let row = |screen: &str| screen.lines().find(|line| line.contains("目标任务")).map(str::to_string);
    for _ in 0..12 {
        if row(&desk.text()).is_some_and(|line| line.contains('▸')) {
            break;
        }
        let before = desk.text();
        desk.press("down");
        desk.wait_until("the next row", |screen| screen != before);
    }
    desk.press("enter");
    desk.wait_for("另立一个目标");
    desk.press("enter");
    desk.wait_for("数量");
    desk.press("tab");
    desk.type_text("40");
    desk.press("tab ctrl-u");
    desk.type_text("2026-03-01");
    desk.press("tab ctrl-u");
    desk.type_text("2026-03-31");
    desk.press("ctrl-s");
    until_recorded(&book, |book| {
        book.steering().targets.iter().any(|t| t.metric == Metric::Returns && t.facts.quantity == 40)
    });
    desk.press("esc");
    desk.press("esc");
    desk.press("1");
    desk.wait_for("/40");

    for (letters, outcome) in [("zyy", "3"), ("qye", "1")] {
        desk.press("v");
        desk.wait_for("快录");
        desk.type_text(letters);
        desk.press("enter");
        desk.type_text(outcome);
        desk.wait_for("已记 走访");
        desk.wait_gone("快录");
    }
    let work = |desk: &mut Terminal, act: &str, letters: &str, employer: &str| {
        desk.press(act);
        desk.wait_for("快录");
        desk.type_text(letters);
        desk.press("enter");
        desk.wait_for("单位");
        desk.type_text(employer);
        desk.press("enter");
        desk.type_text("county");
        desk.press("enter");
        desk.type_text("3800");
        desk.press("enter");
    };
    work(&mut desk, "r", "lys", "样例电子厂");
    desk.wait_for("已记 返岗");
    desk.wait_gone("快录");
    work(&mut desk, "p", "zyy", "样例制衣厂");
    desk.wait_until("recorded", |screen| screen.contains("已记 新增就业") || screen.contains("已记 再就业"));
    desk.wait_gone("快录");

    desk.press("s");
    desk.wait_for("不能撤销");
    desk.press("enter");
    desk.wait_for("已封账,校验");
    desk.press("e");
    desk.wait_for("Excel");
    desk.press("2");
    desk.wait_for("已导出");
    let files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    for figure in ["云岭镇", "返岗  今日 1 人", "走访户数 今日 2 户", "新增就业  今日 1 人"] {
        assert!(text.replace("：", ":").contains(figure), "{figure} in\n{text}");
    }
    desk.press("6");
    desk.wait_for("已封账 校验");
    desk.press("q");
    assert!(desk.ended());
    assert!(desk.is_restored());
    let mut book = Book::open(&book, Options { durable: false, ..Options::default() }).unwrap();
    assert!(book.verify().unwrap().problems.is_empty());
}

fn until_recorded(file: &std::path::Path, is_so: impl Fn(&Book) -> bool) {
    let begun = std::time::Instant::now();
    loop {
        let book = Book::open(file, Options { durable: false, ..Options::default() }).unwrap();
        if is_so(&book) {
            return;
        }
        assert!(begun.elapsed().as_secs() < 20, "never recorded");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn a_whole_day_in_the_keys_that_it_may_take() {
    for (width, height) in SIZES {
        whole_day(width, height);
    }
}

/// The trip that stands at the kerb.
fn at_the_kerb(town: &Town) -> (zhanbao::domain::subject::SubjectId, Trip) {
    town.book().trips().unwrap().into_iter().find(|(_, trip)| trip.state == Some(TripState::Boarding)).unwrap()
}

/// The letters of two who have not been called, told from everybody else who waits.
fn two_to_call(town: &Town, trip: &Trip) -> Vec<String> {
    let expected = trip.passengers.iter().filter(|(_, p)| p.presence == Presence::Expected);
    let ids: Vec<_> = expected.filter(|(_, p)| p.facts.outside.is_none()).map(|(id, _)| *id).collect();
    let names = town.book().names(ids.iter().copied()).unwrap();
    let letters: Vec<String> =
        ids.iter().filter_map(|id| text::name_keys(&names[id]).initials.into_iter().next()).collect();
    let alone = |one: &&String| one.len() <= 3 && letters.iter().filter(|other| other == one).count() == 1;
    letters.iter().filter(alone).take(2).cloned().collect()
}

fn whole_day(width: u16, height: u16) {
    let town = Town::new();
    let away = town.people(Facets { awaited: true, ..Facets::default() }, |_| true);
    let idle = town.people(Facets { employed: Some(false), ..Facets::default() }, |row| {
        !row.awaited && row.age.is_some_and(|age| (20..50).contains(&age))
    });
    let taken: Vec<_> = away.iter().chain(&idle).map(|(row, _)| row.id).collect();
    let all = town.people(Facets::default(), |row| !taken.contains(&row.id));
    let mut desk = town.console(width, height);
    let mut counted: Vec<(&str, usize, usize)> = Vec::new();
    let newest = |town: &Town| -> DayRow { town.records().into_iter().next().expect("recorded") };

    desk.keys_pressed();
    desk.press("v");
    desk.type_text(&all[0].1);
    desk.press("enter 3");
    desk.wait_for("已记 走访");
    counted.push(("a visit", desk.keys_pressed(), 7));
    assert!(matches!(&newest(&town).fact, Fact::Visit(visit) if visit.outcome == Outcome::WantsWork));
    assert_eq!(newest(&town).subjects[0].0, all[0].0.id);

    desk.press("r");
    desk.type_text(&away[0].1);
    desk.press("enter");
    desk.wait_for("将记为返岗");
    desk.press("enter");
    desk.wait_for("已记 返岗");
    counted.push(("a return", desk.keys_pressed(), 8));
    assert_eq!((newest(&town).subjects[0].0, newest(&town).kind.as_str()), (away[0].0.id, "return"));

    let (_, sound) = known_employer(&town, idle[0].0.id);
    desk.press("p");
    desk.type_text(&idle[0].1);
    desk.press("enter");
    desk.type_text(&sound);
    desk.press("enter enter");
    desk.wait_until("已记", |screen| screen.contains("已记 新增就业") || screen.contains("已记 再就业"));
    counted.push(("a placement", desk.keys_pressed(), 10));
    assert_eq!(newest(&town).subjects[0].0, idle[0].0.id);

    desk.press(".");
    desk.type_text(&idle[1].1);
    desk.press("enter enter");
    let told = |line: &str| line.contains("已记 ") && line.contains(&idle[1].0.name);
    desk.wait_until("the next recorded", |screen| screen.lines().any(told));
    counted.push(("the next with the same job", desk.keys_pressed(), 6));
    assert_eq!(newest(&town).subjects[0].0, idle[1].0.id);

    let before = town.records().len();
    let listed: Vec<&str> = all[1..4].iter().map(|(row, _)| row.name.as_str()).collect();
    desk.paste(&format!("今天走访\r1.{}\r2.{} 不在家\r3.{}", listed[0], listed[1], listed[2]));
    desk.wait_for("这份名单记的是");
    desk.press("enter");
    desk.wait_for("要记 3");
    desk.press("ctrl-s");
    desk.wait_for("已记下 3 条");
    counted.push(("a list of three", desk.keys_pressed(), 3));
    assert_eq!(town.records().len(), before + 3);

    let (trip, before) = at_the_kerb(&town);
    let absent = two_to_call(&town, &before);
    desk.press("4");
    desk.wait_for("直通车]");
    desk.press("enter");
    desk.wait_for("待点名");
    for (letters, reason) in absent.iter().zip(["2", "1"]) {
        desk.press("x");
        desk.type_text(letters);
        desk.type_text(reason);
    }
    desk.press("A d");
    if desk.wait_for_any(&["现在就发车", "已发车"]) == 0 {
        desk.press("enter");
    }
    desk.wait_for("已发车");
    counted.push(("roll call and departure", desk.keys_pressed(), 15));
    let after = town.book().trips().unwrap().into_iter().find(|(id, _)| *id == trip).unwrap().1;
    assert_eq!((after.state, after.aboard()), (Some(TripState::Departed), before.passengers.len() - 2));
    desk.press("esc");

    let silent = town.book().reported(town.day).unwrap().silent;
    desk.press("2");
    desk.wait_for("任务书]");
    desk.keys_pressed();
    desk.press("z");
    if silent.is_empty() {
        desk.wait_for("都已上报");
    } else {
        desk.wait_for("零报告");
        desk.press("1");
        desk.wait_for("已记零报告");
        counted.push(("a village with nothing", desk.keys_pressed(), 2));
    }

    // The newest of the book: the departure's, or the list's; one visit is taken back from the list of the day.
    desk.press("/");
    desk.paste(&all[0].0.name);
    desk.wait_until("one", |screen| screen.contains("· 1 条"));
    desk.press("enter");
    desk.keys_pressed();
    desk.press("w");
    desk.wait_for("录错");
    desk.press("enter");
    desk.wait_for("已撤销 1 条");
    counted.push(("taking back", desk.keys_pressed(), 2));
    assert!(town.records().iter().any(|row| row.withdrawn && row.subjects[0].0 == all[0].0.id));
    desk.press("x");

    desk.press("1");
    desk.wait_for("今日]");
    desk.keys_pressed();
    desk.press("u");
    desk.wait_for("撤销上一条");
    desk.press("enter");
    desk.wait_for("已撤销");
    counted.push(("undo", desk.keys_pressed(), 2));

    desk.press("5");
    desk.wait_for("挂图]");
    desk.wait_for("累计/任务");

    desk.keys_pressed();
    desk.press("s");
    desk.wait_for("不能撤销");
    desk.press("enter");
    desk.wait_for("已封账,校验");
    desk.press("e");
    desk.wait_for("Excel");
    desk.press("enter");
    desk.wait_for("已导出");
    counted.push(("seal and export", desk.keys_pressed(), 4));
    assert!(town.book().sealed(town.day).unwrap().is_some());
    assert_eq!(std::fs::read_dir(town.exports()).unwrap().count(), 1);

    desk.press("3");
    desk.wait_for("台账]");
    desk.press("esc");
    desk.press("1");
    desk.wait_for("今日]");
    desk.keys_pressed();
    desk.press("/");
    desk.type_text(&all[5].1);
    desk.wait_for(&all[5].0.name);
    desk.press("enter");
    desk.wait_for("务工经历");
    counted.push(("anyone's page", desk.keys_pressed(), 6));
    desk.press("esc");

    desk.signal("TERM");
    assert!(desk.ended());
    assert!(town.book().verify().unwrap().problems.is_empty());
    for (what, keys, allowed) in counted {
        println!("{width}×{height}: {what}: {keys} of {allowed}");
        assert!(keys <= allowed, "{what}: {keys}");
    }
}

/// An employer that three letters mean first, for this person.
fn known_employer(town: &Town, person: zhanbao::domain::subject::SubjectId) -> (String, String) {
    let book = town.book();
    let known = book.suggest_work("", None, town.day, 8).unwrap();
    let first = |employer: String| {
        let sound: String = text::name_keys(&employer).initials.first()?.chars().take(3).collect();
        let best = book.suggest_work(&sound, Some(person), town.day, 8).unwrap().into_iter().next()?;
        (best.work.employer.as_deref() == Some(&employer) && best.work.place.is_some()).then_some((employer, sound))
    };
    known.into_iter().filter_map(|hint| hint.work.employer).map(String::from).find_map(first).unwrap()
}
