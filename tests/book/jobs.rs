//! An officer's week with the list of jobs: entered, matched, offered, answered, forgotten, renewed, taken off.

use crate::township::Township;
use chrono::NaiveDate;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(json).collect()
}

fn feb(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).unwrap()
}

/// A small township: a household where nobody works, one that is monitored, one where somebody works.
fn township() -> Township {
    let t = Township::found(21);
    let file = t.file("jobseekers.csv");
    let roster = "姓名,证件号码,户编号,与户主关系,劳动能力,就业意愿,是否签字,就业状态,务工地点,务工单位,户类型,文化程度,技能,村\n\
        赵样一,529999198503049013,52999910100109001,户主,普通劳动力,县内,否,未就业,,,脱贫户,初中,缝纫,样例1村\n\
        钱样二,529999199003049024,52999910100109002,户主,普通劳动力,省外,否,未就业,,,边缘易致贫户,高中,,样例2村\n\
        孙样三,529999199203049039,52999910100109003,户主,普通劳动力,,否,在外务工,广东东莞,样例玩具厂,一般户,小学,,样例1村\n\
        李样四,529999199403049045,52999910100109003,配偶,普通劳动力,,否,未就业,,,一般户,初中,缝纫,样例1村\n";
    std::fs::write(&file, fix(roster)).unwrap();
    t.run(&["--day", "2026-02-02", "import", "roster", file.to_str().unwrap(), "--as-of", "2026-02-02"]);
    t
}

/// Gives each made-up number its right last digit.
fn fix(roster: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let cell = |cell: &str| {
        let digits = cell.get(..17).filter(|d| cell.len() == 18 && d.starts_with("529999") && d.is_ascii());
        digits.map_or(cell.to_string(), |d| {
            let sum: u32 = d.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
            format!("{d}{}", "10X98765432".chars().nth(sum as usize % 11).unwrap())
        })
    };
    roster.lines().map(|line| line.split(',').map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}

fn add(t: &Township, more: &[&str]) -> Value {
    let mut args = vec!["--json", "jobs", "add", "--phone", "19900000001", "--openings", "2"];
    args.extend(more);
    json(&t.on(feb(3), &args))
}

const SEWING: [&str; 10] = [
    "--employer",
    "样田帮扶车间",
    "--occupation",
    "缝纫工",
    "--place",
    "township",
    "--wage",
    "2400-3000",
    "--skills",
    "会缝纫",
];
const FACTORY: [&str; 14] = [
    "--employer",
    "样达电子厂",
    "--occupation",
    "装配工",
    "--place",
    "广东东莞",
    "--wage",
    "4500-6000",
    "--age",
    "18-45",
    "--board",
    "both",
    "--number",
    "GD01",
];

#[test]
fn a_job_is_filled_from_the_households_that_need_it_most_and_the_offers_are_counted_once() {
    let t = township();
    let sewing = add(&t, &SEWING)["job"].as_str().unwrap().to_string();
    assert!(sewing.starts_with('j'));
    let people = lines(&t.on(feb(3), &["--json", "jobs", "fill", &sewing[..8], "--limit", "100"]));
    let place = |name: &str| people.iter().position(|p| p["name"] == name);
    assert_eq!(place("孙样三"), None, "at work");
    let (first, second, third) = (place("赵样一").unwrap(), place("钱样二"), place("李样四").unwrap());
    assert!(first < third, "whose household has work comes after");
    assert!(second.is_some(), "a wish excludes nobody");
    assert_eq!((&people[first]["turn"], &people[third]["turn"]), (&"zero".into(), &"other".into()));
    let reasons = people[first]["reasons"].as_array().unwrap();
    let skill = reasons.iter().find(|r| r["criterion"] == "skill").unwrap();
    assert_eq!((&skill["verdict"], &skill["text"]), (&"fits".into(), &"技能 缝纫,要求 会缝纫".into()));
    let turns: Vec<&str> = people.iter().map(|p| p["turn"].as_str().unwrap()).collect();
    let rank = |turn: &&str| ["zero", "watched", "lost", "other"].iter().position(|t| t == turn).unwrap();
    assert!(turns.is_sorted_by_key(rank), "{turns:?}");

    let offered = json(&t.on(feb(3), &["--json", "jobs", "fill", "缝纫", "--limit", "3", "--push"]));
    assert_eq!((offered["entries"].as_array().unwrap().len(), offered["people"].as_array().unwrap().len()), (3, 3));
    let who = offered["people"][0]["person"].as_str().unwrap();
    let pushes = |day| json(&t.on(day, &["report", "--format", "json"]))["figures"]["pushes"]["cumulative"].clone();
    assert_eq!(pushes(feb(3)), 3);
    let again = lines(&t.on(feb(3), &["--json", "jobs", "fill", "缝纫", "--limit", "100"]));
    assert!(again.iter().all(|p| p["person"] != who), "nobody is asked twice");

    let answer = json(&t.on(feb(4), &["--json", "record", "push", who, "--job", &sewing, "--result", "went"]));
    assert_eq!(answer["entries"][0]["kind"], "push_result");
    assert!(answer["notices"][1].as_str().unwrap().contains("record placement"), "{answer}");
    assert_eq!(pushes(feb(4)), 3, "what came of an offer is no other offer");
    let shown = json(&t.on(feb(4), &["--json", "jobs", "show", &sewing]));
    assert_eq!(
        (&shown["wanted"], &shown["went"], shown["offers"].as_array().unwrap().len()),
        (&1.into(), &1.into(), 3)
    );
    let page = json(&t.on(feb(4), &["--json", "show", &sewing]));
    assert_eq!(page["facts"]["occupation"], "缝纫工");

    let batch = offered["batch"].as_str().unwrap();
    t.on(feb(4), &["withdraw", batch, "--why", "测试"]);
    assert_eq!(pushes(feb(4)), 0);
    t.run(&["verify"]);
    t.run(&["rebuild"]);
    t.run(&["verify"]);
}

#[test]
fn somebody_sees_which_job_fits_and_why_another_does_not() {
    let t = township();
    add(&t, &SEWING);
    add(&t, &FACTORY);
    add(
        &t,
        &["--employer", "样安保安公司", "--occupation", "保安", "--place", "county", "--age", "50-", "--sex", "male"],
    );
    let found = lines(&t.on(feb(3), &["--json", "jobs", "match", "赵样一"]));
    let employers: Vec<&str> = found.iter().map(|job| job["facts"]["employer"].as_str().unwrap()).collect();
    assert_eq!(employers, ["样田帮扶车间", "样达电子厂"], "near home and sewing first, nothing out of reach");
    let guard = lines(&t.on(feb(3), &["--json", "jobs", "match", "赵样一", "--job", "样安保安公司"]));
    assert_eq!(guard[0]["possible"], false);
    let age = &guard[0]["reasons"][0];
    assert_eq!(
        (&age["criterion"], &age["verdict"], &age["text"]),
        (&"age".into(), &"fits_not".into(), &"年龄 40,要求 50 岁以上".into())
    );
    let screen = t.on(feb(3), &["jobs", "match", "赵样一"]);
    assert!(screen.contains("不合适") && screen.contains("样达电子厂"), "{screen}");
    let far = lines(&t.on(feb(3), &["--json", "jobs", "match", "钱样二", "--limit", "1"]));
    assert_eq!(far[0]["facts"]["number"], "GD01", "who wants to leave the province");
}

#[test]
fn a_list_grows_stale_is_renewed_and_a_job_is_taken_off() {
    let t = township();
    let id = add(&t, &FACTORY)["job"].as_str().unwrap().to_string();
    add(&t, &SEWING);
    let state = |day: u32| {
        lines(&t.on(feb(day), &["--json", "jobs", "list", "--all"]))
            .into_iter()
            .find(|job| job["id"] == id.as_str())
            .unwrap()["state"]
            .clone()
    };
    assert_eq!((state(9), state(10)), ("open".into(), "stale".into()));
    assert_eq!(lines(&t.on(feb(10), &["--json", "jobs", "list", "--stale"])).len(), 2);
    t.on(feb(10), &["jobs", "refresh", "GD01", "样达电子厂 装配工"]);
    assert_eq!((state(16), state(17)), ("open".into(), "stale".into()));
    let raised = add(&t, &FACTORY.map(|arg| if arg == "4500-6000" { "5000-6500" } else { arg }));
    assert_eq!(raised["job"], id.as_str(), "the same number is the same job");
    let shown = json(&t.on(feb(10), &["--json", "jobs", "show", "GD01"]));
    assert_eq!((&shown["facts"]["wage_from"], &shown["facts"]["board"]), (&5000.into(), &"both".into()));

    assert_eq!(t.try_run(&["--day", "2026-02-11", "jobs", "close", "GD01", "--why", " "]).status.code(), Some(2));
    t.on(feb(11), &["jobs", "close", "GD01", "--why", "招满"]);
    assert_eq!(state(11), "closed");
    assert_eq!(lines(&t.on(feb(11), &["--json", "jobs", "list"])).len(), 1);
    let refused = t.try_run(&["--day", "2026-02-11", "record", "push", "钱样二", "--job", "GD01"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("jobs refresh"));
    assert_eq!(t.try_run(&["--day", "2026-02-11", "jobs", "fill", "GD01"]).status.code(), Some(2));
    t.on(feb(12), &["jobs", "refresh", "GD01"]);
    assert_eq!(state(12), "open", "it is to be had again");
    assert_eq!(t.try_run(&["jobs", "show", "没有的岗位"]).status.code(), Some(2));
    assert_eq!(t.try_run(&["jobs", "add", "--employer", "x"]).status.code(), Some(2));
}

#[test]
fn words_are_an_offer_as_they_ever_were() {
    let t = township();
    let told =
        json(&t.on(feb(3), &["--json", "record", "push", "钱样二", "--job", "镇上小工", "--result", "considering"]));
    assert_eq!(told["entries"][0]["kind"], "push");
    assert!(t.on(feb(3), &["show", "钱样二"]).contains("镇上小工"));
}

#[test]
fn a_text_for_a_village_has_jobs_and_numbers_to_call_and_nobody_s_data() {
    let t = township();
    add(&t, &SEWING);
    add(&t, &FACTORY);
    let text = t.on(feb(3), &["jobs", "text", "--all", "--village", "样例1村"]);
    assert!(text.starts_with("【招工信息】样例1村 2月3日"), "{text}");
    assert!(text.find("样田帮扶车间") < text.find("样达电子厂"), "what fits most people of the village first: {text}");
    assert!(text.contains("电话:19900000001") && text.contains("4500-6000 元/月 包吃住"), "{text}");
    for name in ["赵样一", "钱样二", "李样四", "529999"] {
        assert!(!text.contains(name), "{name}");
    }
    let one = t.on(feb(3), &["jobs", "text", "GD01"]);
    assert!(one.contains("样达电子厂") && !one.contains("样田"), "{one}");
    let stale = t.try_run(&["--day", "2026-02-20", "jobs", "text", "--all"]);
    assert_eq!(stale.status.code(), Some(2), "nothing stale goes out unasked");
}
