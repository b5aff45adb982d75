//! A roster goes out as a file and a new book is made from it: the same people, households, work and stocks.

use crate::common;
use crate::common::day;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zhanbao::book::{Book, ImportPlan, Options, RosterLine};
use zhanbao::domain::acts::*;
use zhanbao::domain::codes;
use zhanbao::domain::facts::*;
use zhanbao::domain::keys::*;
use zhanbao::domain::region::RegionCode;
use zhanbao::domain::subject::{SubjectId, SubjectKind};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn try_run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_zhanbao"))
            .env("LC_ALL", "zh_CN.UTF-8")
            .env("XDG_DATA_HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path())
            .args(args)
            .output()
            .unwrap()
    }

    fn run(&self, args: &[&str]) -> String {
        let out = self.try_run(args);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?}: {said}");
        String::from_utf8(out.stdout).unwrap()
    }

    fn report(&self, book: &str, day: NaiveDate) -> Value {
        let text = self.run(&["--book", &self.path(book), "--day", &day.to_string(), "report", "--format", "json"]);
        serde_json::from_str(&text).unwrap()
    }

    fn path(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    /// What each person did, in whichever order: all that a spell says but how it came into the book.
    fn spells(&self, book: &str) -> BTreeMap<String, Vec<String>> {
        let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in self.run(&["--book", &self.path(book), "export", "spells", "--ids", "full"]).lines() {
            let mut spell: Value = serde_json::from_str(line).unwrap();
            let map = spell.as_object_mut().unwrap();
            for key in ["opening", "nature", "day", "unit"] {
                map.remove(key);
            }
            let empty = map["start"].as_str().is_some_and(|start| map["end"].as_str().is_some_and(|end| end <= start));
            if !empty {
                let who = map["person"].as_str().unwrap().to_owned();
                out.entry(who).or_default().push(spell.to_string());
            }
        }
        out.values_mut().for_each(|spells| spells.sort());
        out
    }

    /// Everybody's row, by NDJSON.
    fn roster(&self, book: &str, day: NaiveDate) -> Vec<String> {
        let day = day.to_string();
        let text = self.run(&["--book", &self.path(book), "--day", &day, "export", "roster", "--ids", "full"]);
        let mut rows: Vec<String> = text.lines().map(comparable).collect();
        rows.sort(); // a book without a region tree numbers its villages itself, and villages stand in that order
        rows
    }

    /// A new book of the same unit with what `file` says.
    fn anew(&self, book: &str, unit: &str, on: NaiveDate, before: &Value, file: &Path, regions: Option<&Path>) {
        let (book, on) = (self.path(book), on.to_string());
        let at = ["--book", &book, "--day", &on];
        let run = |args: &[&str]| self.run(&[&at[..], args].concat());
        let campaigns = &before["campaign"];
        run(&["init", "--unit", unit, "--name", before["unit"]["name"].as_str().unwrap(), "--officer", "网格员甲"]);
        if let Some(name) = campaigns["name"].as_str() {
            let (from, to) = (campaigns["from"].as_str().unwrap(), campaigns["to"].as_str().unwrap());
            run(&["campaign", "set", name, "--from", from, "--to", to]);
        }
        if let Some(regions) = regions {
            run(&["import", "regions", regions.to_str().unwrap()]);
        }
        let said = run(&["--json", "import", "roster", file.to_str().unwrap()]);
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["rejected"], 0, "{}", said["findings"]);
        let odd: Vec<&Value> = said["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| {
                !matches!(f["code"].as_str(), Some("work.contradiction" | "household.no_head" | "text.formula"))
            })
            .collect();
        assert!(odd.is_empty(), "the program reads its own file without a finding: {odd:?}");
    }
}

/// A row without what a roster cannot bring: the number of a trip that the new book has never heard of (its id stays, and
/// is compared with the spells), and words for which the standard has another.
fn comparable(row: &str) -> String {
    let mut row: Value = serde_json::from_str(row).unwrap();
    let map = row.as_object_mut().unwrap();
    map.remove("trip");
    if let Some(spells) = map["spells"].as_str() {
        let parts: Vec<&str> = spells.split(' ').filter(|part| !part.starts_with("班次:")).collect();
        map["spells"] = parts.join(" ").into();
    }
    for (key, list) in [
        ("education", &codes::EDUCATION),
        ("relation", &codes::RELATION),
        ("ethnic", &codes::ETHNIC),
        ("industry", &codes::INDUSTRY),
    ] {
        if let Some(code) = map[key].as_str().and_then(|word| list.find(word)) {
            map[key] = code.name.into();
        }
    }
    row.to_string()
}

/// The stocks of a report without what refers to earlier reports.
fn stocks(report: &Value) -> Value {
    let mut stocks = report["stocks"].clone();
    for stock in stocks.as_object_mut().unwrap().values_mut() {
        let stock = stock.as_object_mut().unwrap();
        stock.remove("previous");
        stock.remove("change");
    }
    stocks
}

fn stocks_of_villages(report: &Value) -> BTreeMap<String, Value> {
    let units = report["units"].as_array().unwrap();
    // Where nobody counts, a line stands only for what was done there (trips of the township itself).
    let peopled = units.iter().filter(|unit| unit["stocks"]["persons"]["value"] != 0);
    peopled.map(|unit| (unit["name"].as_str().unwrap().to_owned(), stocks(unit))).collect()
}

fn comes_back(desk: &Desk, unit: &str, on: NaiveDate, regions: Option<&Path>) {
    let before = desk.report("book.zb", on);
    for (name, extra) in [("r.csv", [].as_slice()), ("r.xlsx", &[]), ("r-gb.csv", &["--encoding", "gb18030"])] {
        let file = desk.file(name);
        let on_text = on.to_string();
        let book = desk.path("book.zb");
        let mut args =
            vec!["--book", &book, "--day", &on_text, "export", "roster", "--ids", "full", "-o", file.to_str().unwrap()];
        args.extend(extra);
        desk.run(&args);
        let copy = format!("{name}.zb");
        desk.anew(&copy, unit, on, &before, &file, regions);
        let (old, new) = (desk.spells("book.zb"), desk.spells(&copy));
        for (who, spells) in &old {
            assert_eq!(Some(spells), new.get(who), "{name}");
        }
        assert_eq!(old.len(), new.len(), "{name}");
        let after = desk.report(&copy, on);
        let (old, new) = (stocks(&before), stocks(&after));
        for (key, stock) in old.as_object().unwrap() {
            assert_eq!(stock, &new[key], "{name}: {key}");
        }
        assert_eq!(stocks_of_villages(&before), stocks_of_villages(&after), "{name}");
        let (rows, again) = (desk.roster("book.zb", on), desk.roster(&copy, on));
        assert_eq!(rows.len(), again.len(), "{name}");
        for (row, again) in rows.iter().zip(&again) {
            assert_eq!(row, again, "{name}");
        }
        desk.run(&["--book", &desk.path(&copy), "verify"]);
        // Into its own book the file brings nothing that the book does not know.
        let said: Value = serde_json::from_str(&desk.run(&[
            "--book",
            &desk.path(&copy),
            "--day",
            &on_text,
            "--json",
            "import",
            "roster",
            file.to_str().unwrap(),
        ]))
        .unwrap();
        assert_eq!((said["new"].as_u64(), said["updated"].as_u64()), (Some(0), Some(0)), "{name}");
    }
    let file = desk.file("r.csv");
    let said: Value = serde_json::from_str(&desk.run(&[
        "--book",
        &desk.path("book.zb"),
        "--day",
        &on.to_string(),
        "--json",
        "import",
        "roster",
        file.to_str().unwrap(),
    ]))
    .unwrap();
    assert_eq!((said["new"].as_u64(), said["rejected"].as_u64()), (Some(0), Some(0)));
    assert_eq!(stocks(&before), stocks(&desk.report("book.zb", on)), "and in the old book it changes no stock");
}

#[test]
fn the_demo_township_comes_back_from_its_own_roster() {
    let desk = Desk::new();
    desk.run(&["demo", "--people", "800", "--keep", &desk.path("book.zb")]);
    let book = Book::open(&desk.file("book.zb"), Options::default()).unwrap();
    let unit = book.unit();
    let mut on = NaiveDate::MIN;
    book.each_entry(|entry, _| {
        on = on.max(entry.day);
        Ok(())
    })
    .unwrap();
    let regions = desk.file("regions.csv");
    let mut text = String::from("code,name,parent_code,level\n");
    for (code, village) in &book.steering().units {
        text += &format!(
            "{code},{},{},{}\n",
            village.name,
            code.parent().map(|p| p.to_string()).unwrap_or_default(),
            village.level.key()
        );
    }
    std::fs::write(&regions, text).unwrap();
    drop(book);
    comes_back(&desk, &unit.to_string(), on, Some(&regions));
}

/// People whose rows are hard to write: each a case of its own.
fn hard_cases() -> Vec<(SubjectId, RosterLine)> {
    let work = |start: Option<NaiveDate>, employer: &str| WorkFacts {
        start,
        place: Some("浙江宁波".into()),
        place_code: RegionCode::parse("3302"),
        place_class: Some(PlaceClass::Beyond),
        employer: Some(employer.into()),
        channel: Some(Channel::Enterprise),
        wage: Some(4_200),
        ..WorkFacts::default()
    };
    let mut lines = Vec::new();
    for n in 0..14usize {
        let born = NaiveDate::from_ymd_opt(1975 + n as i32 * 2, 1 + n as u32 % 12, 3).unwrap();
        let id_no = common::id_number(born, n);
        let mut person = PersonFacts {
            name: Some(
                format!(
                    "赵样{}",
                    ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"][n]
                )
                .into(),
            ),
            id_no: Some(id_no.clone().into()),
            sex: Some(if n % 2 == 1 { Sex::Male } else { Sex::Female }),
            birth: Some(born),
            relation: (n % 2 == 0).then(|| "户主".into()),
            capacity: Some(Capacity::ALL[n % 3]),
            ..PersonFacts::default()
        };
        let mut household = HouseholdFacts { kind: Some(HouseholdKind::ALL[n / 2 % 6]), ..HouseholdFacts::default() };
        let mut stated = Some(StatedWork::Idle);
        match n {
            0 => {
                person.phone = Some("0859-3223456".into());
                person.import_note = Some("月收入=面议;备注=身体不好".into());
                person.residence = Some("=不是公式".into());
                household.flags = Some(vec![HouseholdFlag::Resettled, HouseholdFlag::Destitute]);
                household.income = Some(12_345);
                household.address = Some("某路1号,2单元".into());
                stated = Some(StatedWork::Working(work(None, "开工日期不详的厂")));
            }
            1 => stated = Some(StatedWork::Working(work(Some(day(1, 5)), "厂;名 带:符「号」"))),
            2 => {
                let local = WorkFacts {
                    place: Some("村里".into()),
                    place_class: Some(PlaceClass::Township),
                    channel: Some(Channel::PublicPost),
                    contract: Some(false),
                    organised_by: Some("乡镇".into()),
                    part_time: true,
                    ..WorkFacts::default()
                };
                stated = Some(StatedWork::Working(local));
            }
            3 => {
                person.wish =
                    Some(Wish { wish: WishKey::None, signed: true, place: None, occupation: None, wage: None });
                person.why_idle = Some("照顾老幼".into());
            }
            4 => {
                person.wish = Some(Wish {
                    wish: WishKey::Beyond,
                    signed: false,
                    place: Some("广东".into()),
                    occupation: Some("电工".into()),
                    wage: Some(5_000),
                });
            }
            5 => stated = Some(StatedWork::Farming),
            6 => {
                person.status = Some(Status::School);
                person.graduates = Some(day(7, 1));
                person.school = Some("某学院".into());
                stated = None;
            }
            7 => person.certificate = Some(Certificate { number: Some("健2026-1".into()), date: day(2, 20) }),
            8 => person.certificate = Some(Certificate { number: None, date: day(2, 21) }),
            _ => stated = Some(StatedWork::Working(work(Some(day(1, 1 + n as u32)), "宁波甲厂"))),
        }
        let id = SubjectId::derived(SubjectKind::Person, &id_no);
        let facts = RosterFacts {
            as_of: day(3, 1),
            person,
            household,
            work: stated,
            spells: Vec::new(),
            home: None,
            returned: None,
            cleared: Vec::new(),
        };
        let line = RosterLine {
            id_no: id_no.into(),
            household_no: format!("52999{:012}", n / 2).into(),
            facts: Box::new(facts),
            village: Some(common::VILLAGES[n / 2 % 2].into()),
            household_village: None,
        };
        lines.push((id, line));
    }
    lines
}

#[test]
fn whoever_is_hard_to_write_in_one_row_comes_back_too() {
    let desk = Desk::new();
    let on = day(3, 27);
    let path = desk.file("book.zb");
    let mut book = common::book(&path, common::Clock::at(day(3, 1)).options(1, 0), &[]);
    let cases = hard_cases();
    let ids: Vec<SubjectId> = cases.iter().map(|(id, _)| *id).collect();
    let plan = ImportPlan { day: day(3, 1), officer: common::OFFICER, rows: cases.len(), dry_run: false };
    book.import(plan, |sink| {
        cases.into_iter().for_each(|(_, line)| sink(line));
        Ok::<(), zhanbao::book::Error>(())
    })
    .unwrap();
    let mut act = |on: NaiveDate, who: usize, fact: Fact| {
        book.record(common::draft(on, vec![ids[who]], fact)).unwrap();
    };
    let job = |start: NaiveDate, employer: &str, part_time: bool| WorkFacts {
        start: Some(start),
        place: Some("广东东莞".into()),
        place_code: RegionCode::parse("4419"),
        place_class: Some(PlaceClass::Beyond),
        employer: Some(employer.into()),
        occupation: Some("普工 夜班".into()),
        channel: Some(Channel::Enterprise),
        wage: Some(3_800),
        part_time,
        ..WorkFacts::default()
    };
    // 9: lost the job; 10: home and waiting; 11: home and back again; 12: a second job beside the first; 13: dead.
    act(day(3, 5), 9, Fact::Loss(LossFacts { end: day(3, 4), reason: LossReason::Closed, came_home: true }));
    act(day(3, 5), 10, Fact::Home(HomeFacts { on: day(3, 4), stay: false }));
    act(day(3, 5), 11, Fact::Home(HomeFacts { on: day(3, 3), stay: false }));
    act(day(3, 9), 11, Fact::Return(job(day(3, 8), "东莞乙厂", false)));
    act(day(3, 9), 12, Fact::Placement(job(day(3, 8), "东莞丙店", true)));
    act(day(3, 10), 13, Fact::Person(Box::new(PersonFacts { status: Some(Status::Died), ..PersonFacts::default() })));
    // 1: from job to job, and the next begins only after the roster's day; 4: moves to the other village alone.
    act(day(3, 11), 1, Fact::Placement(job(day(3, 10), "东莞丁厂", false)));
    act(day(3, 12), 1, Fact::Placement(job(day(4, 20), "东莞戊厂", false)));
    let moved =
        PersonFacts { village: Some(common::village(1)), group: Some("三组".into()), ..PersonFacts::default() };
    act(day(3, 12), 4, Fact::Person(Box::new(moved)));
    drop(book);
    comes_back(&desk, "529999001", on, None);
}
