//! A made-up township that lives through random days by way of the command line, as an officer would.

#![allow(dead_code)] // each test file uses its own part

use chrono::{Datelike, Days, NaiveDate};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub struct Township {
    folder: tempfile::TempDir,
    random: u64,
    people: Vec<String>,
    day: NaiveDate,
    trips: u32,
    pub refused: usize,
}

const EMPLOYERS: [&str; 4] = ["海天样例厂", "申洲样例厂", "测试电子厂", "云岭样例车间"];
const PLACES: [&str; 6] = ["浙江省宁波市", "广东东莞", "贵阳市", "county", "township", "abroad"];

impl Township {
    pub fn found(seed: u64) -> Self {
        let mut township = Self {
            folder: tempfile::tempdir().unwrap(),
            random: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            people: Vec::new(),
            day: NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(),
            trips: 0,
            refused: 0,
        };
        township.run(&[
            "init",
            "--unit",
            "529999101",
            "--name",
            "样例镇",
            "--officer",
            "测试员",
            "--day",
            "2026-02-01",
        ]);
        let roster = township.roster();
        let file = township.folder.path().join("roster.csv");
        std::fs::write(&file, roster).unwrap();
        let out = township.try_run(&[
            "--day",
            "2026-02-01",
            "import",
            "roster",
            file.to_str().unwrap(),
            "--as-of",
            "2026-01-20",
        ]);
        assert!(out.status.code() == Some(0) || out.status.code() == Some(1), "{out:?}");
        township.run(&[
            "--day",
            "2026-02-01",
            "campaign",
            "set",
            "样例行动",
            "--from",
            "2026-02-03",
            "--to",
            "2026-03-20",
        ]);
        township.run(&[
            "--day",
            "2026-02-01",
            "target",
            "set",
            "--metric",
            "returns",
            "--unit",
            "529999101",
            "--quantity",
            "40",
            "--from",
            "2026-02-03",
            "--to",
            "2026-03-20",
        ]);
        township
    }

    /// The township that `zhanbao demo` makes.
    pub fn demo(people: u32) -> Self {
        let township = Self {
            folder: tempfile::tempdir().unwrap(),
            random: 1,
            people: Vec::new(),
            day: NaiveDate::from_ymd_opt(2026, 3, 27).unwrap(),
            trips: 0,
            refused: 0,
        };
        let people = people.to_string();
        let out = Command::new(env!("CARGO_BIN_EXE_zhanbao"))
            .env("XDG_DATA_HOME", township.folder.path())
            .env("LC_ALL", "zh_CN.UTF-8")
            .args(["demo", "--people", &people, "--keep"])
            .arg(township.book())
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        township
    }

    /// The same township in a folder of its own, as if it had always lain there.
    pub fn moved(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path(), &|text| {
            let of = |folder: &Path| folder.canonicalize().unwrap().to_str().unwrap().to_string();
            text.replace(&of(self.folder.path()), &of(folder.path()))
        });
        Self { folder, people: self.people.clone(), ..*self }
    }

    /// The county's region tree arrives after the roster.
    pub fn learn_the_regions(&self, day: NaiveDate) {
        let file = self.folder.path().join("regions.csv");
        let mut text =
            String::from("code,name,parent_code,level\n529999,样例县,5299,county\n529999101,样例镇,529999,township\n");
        for n in 1..=5 {
            text += &format!("529999101{n:03},样例{n}村民委员会,529999101,village\n");
        }
        std::fs::write(&file, text).unwrap();
        self.on(day, &["import", "regions", file.to_str().unwrap()]);
    }

    fn roster(&mut self) -> String {
        let mut text = String::from(
            "姓名,证件号码,户编号,与户主关系,劳动能力,在校生状况,就业意愿,是否签字,就业状态,务工地点,务工单位,月收入,务工时间(月),户类型,村\n",
        );
        for n in 0..60u32 {
            let year = [1952, 1966, 1968, 1975, 1983, 1990, 1999, 2005, 2009, 2010, 2013][self.below(11)];
            let id = id_number(year, 1 + self.below(12) as u32, 1 + self.below(28) as u32, n);
            let household = format!("5299991010010{:04}", n / 3);
            let child = year > 2009;
            let state = if child {
                "在校"
            } else {
                ["在外务工", "在外务工", "县内就业", "未就业", "务农", "公益性岗位"][self.below(6)]
            };
            let works = matches!(state, "在外务工" | "县内就业" | "公益性岗位");
            text += &format!(
                "测试{n},{id},{household},{},{},{},{},{},{state},{},{},{},{},{},样例{}村\n",
                if n % 3 == 0 { "户主" } else { "家庭成员" },
                ["普通劳动力", "技能劳动力", "弱劳动力或半劳动力", "无劳动力", ""][self.below(5)],
                if child { "小学" } else { "非在校生" },
                ["", "县内", "省外", "无"][self.below(4)],
                ["是", "否"][self.below(2)],
                if works { PLACES[self.below(3)] } else { "" },
                if works { EMPLOYERS[self.below(4)] } else { "" },
                if works { ["2600", "4210", "5290", ""][self.below(4)] } else { "" },
                if works { ["1", "3", "12", ""][self.below(4)] } else { "" },
                ["脱贫户", "一般户", "边缘易致贫户", "脱贫不稳定户"][self.below(4)],
                1 + n / 3 % 5,
            );
            self.people.push(id);
        }
        text
    }

    /// xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift generators" (2016).
    fn next(&mut self) -> u64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        self.random.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    fn someone(&mut self) -> String {
        let n = self.below(self.people.len());
        self.people[n].clone()
    }

    /// A day's acts, some of them refused; every third day is sealed. Gives the day.
    pub fn live_a_day(&mut self) -> NaiveDate {
        self.day = self.day + Days::new(1 + self.below(2) as u64);
        let day = self.day;
        for _ in 0..14 {
            let who = self.someone();
            let employer = EMPLOYERS[self.below(4)];
            let place = PLACES[self.below(6)];
            let start = (day - Days::new(self.below(4) as u64)).to_string();
            match self.below(13) {
                0 | 1 => self.act(&["record", "home", &who]),
                2 => self.act(&["record", "return", &who, "--place", place, "--employer", employer, "--wage", "5100"]),
                3 => self.act(&[
                    "record",
                    "placement",
                    &who,
                    "--place",
                    place,
                    "--employer",
                    employer,
                    "--start",
                    &start,
                ]),
                4 => self.act(&["record", "placement", &who, "--place", place, "--employer", employer, "--part-time"]),
                5 => self.act(&["record", "loss", &who, "--reason", "laid_off", "--came-home"]),
                6 => self.act(&["record", "loss", &who, "--reason", "family", "--end", &start]),
                7 => self.act(&["record", "visit", &who, "--by", "phone", "--outcome", "unchanged"]),
                8 => self.act(&["record", "push", &who, "--job", "普工"]),
                9 => {
                    let wish = ["none", "any", "local"][self.below(3)];
                    self.act(&["record", "wish", &who, "--wish", wish, "--signed"]);
                }
                10 => {
                    let status = ["active", "school", "army", "died", "moved_out", "prison"][self.below(6)];
                    self.act(&["record", "person", &who, "--status", status]);
                }
                11 => self.act(&["record", "home", &who, "--stay"]),
                _ => self.travel(),
            }
        }
        self.withdraw_something();
        let village = format!("样例{}村", 1 + self.below(5));
        self.act(&["record", "none", "--unit", &village]);
        if self.day.day().is_multiple_of(3) {
            self.act(&["seal", "--note", "测试"]);
        }
        day
    }

    fn travel(&mut self) {
        self.trips += 1;
        let number = format!("T{}", self.trips);
        let departs = format!("{}T09:30", self.day);
        self.act(&[
            "trip",
            "plan",
            &number,
            "--departs",
            &departs,
            "--from",
            "样例镇",
            "--to",
            "浙江宁波",
            "--seats",
            "3",
        ]);
        for _ in 0..3 {
            let who = self.someone();
            self.act(&["trip", "add", &number, &who, "--employer", EMPLOYERS[0], "--wage", "5000"]);
        }
        let outsider = format!("外乡测试{}", self.trips);
        self.act(&["trip", "add", &number, "--outside", &outsider]);
        self.act(&["trip", "board", &number, "--all"]);
        self.act(&["trip", "depart", &number]);
        self.act(&["trip", "arrive", &number]);
    }

    fn withdraw_something(&mut self) {
        let entries = self.run(&["export", "entries", "--ids", "full"]);
        let lines: Vec<&str> = entries.lines().collect();
        let n = lines.len().saturating_sub(1 + self.below(12));
        let entry: serde_json::Value = serde_json::from_str(lines[n]).unwrap();
        // What steers the figures and seals is left alone.
        if !matches!(entry["kind"].as_str().unwrap(), "campaign" | "target" | "unit" | "keeper" | "seal") {
            let hash = entry["hash"].as_str().unwrap().to_string();
            self.act(&["withdraw", &hash, "--why", "测试"]);
        }
    }

    /// Does something on the township's day; it may be refused, and then nothing has changed.
    fn act(&mut self, args: &[&str]) {
        let day = self.day.to_string();
        let mut all = vec!["--day", day.as_str()];
        all.extend(args);
        let out = self.try_run(&all);
        match out.status.code() {
            Some(0 | 1) => {}
            Some(2) => self.refused += 1,
            other => panic!("{args:?}: {other:?} {}", String::from_utf8_lossy(&out.stderr)),
        }
    }

    fn book(&self) -> PathBuf {
        self.file("book.zb")
    }

    /// A file in the township's folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The ID numbers of everybody on the roster.
    pub fn people(&self) -> &[String] {
        &self.people
    }

    pub fn try_run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command
            .env("XDG_DATA_HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path())
            .env("LC_ALL", "zh_CN.UTF-8");
        if !args.contains(&"--book") {
            command.arg("--book").arg(self.book());
        }
        command.args(args).output().unwrap()
    }

    pub fn run(&self, args: &[&str]) -> String {
        let out = self.try_run(args);
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    pub fn on(&self, day: NaiveDate, args: &[&str]) -> String {
        let day = day.to_string();
        let mut all = vec!["--day", day.as_str()];
        all.extend(args);
        self.run(&all)
    }
}

/// Copies a folder; what is remembered of devices names the folder and is put right.
fn copy(from: &Path, to: &Path, right: &impl Fn(String) -> String) {
    for there in std::fs::read_dir(from).unwrap() {
        let (path, target) = (there.as_ref().unwrap().path(), to.join(there.unwrap().file_name()));
        if path.is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&path, &target, right);
        } else if from.ends_with("devices") {
            std::fs::write(target, right(std::fs::read_to_string(path).unwrap())).unwrap();
        } else {
            std::fs::copy(path, target).unwrap();
        }
    }
}

/// A valid number of a county code that was never given out.
pub fn id_number(year: u32, month: u32, day: u32, sequence: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("529999{year:04}{month:02}{day:02}{sequence:03}");
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{digits}{}", "10X98765432".chars().nth(sum as usize % 11).unwrap())
}
