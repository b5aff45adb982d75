//! A village's day as a spreadsheet: what is taken, what comes back, and that nothing is counted twice.

use crate::township::Township;
use serde_json::Value;

const DAY: &str = "2026-02-04";

struct Village {
    t: Township,
}

impl Village {
    fn new(seed: u64) -> Self {
        Self { t: Township::found(seed) }
    }

    /// Writes a file and imports it; gives the exit status and the answer.
    fn import(&self, name: &str, text: &str, more: &[&str]) -> (i32, Value) {
        let file = self.t.file(name);
        std::fs::write(&file, text).unwrap();
        self.import_file(name, more)
    }

    fn import_file(&self, name: &str, more: &[&str]) -> (i32, Value) {
        let file = self.t.file(name);
        let mut args = vec!["--json", "--day", DAY, "import", "entries", file.to_str().unwrap()];
        args.extend(more);
        let out = self.t.try_run(&args);
        let answer =
            serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
        (out.status.code().unwrap(), answer)
    }

    /// But for those that the export of whole numbers itself leaves behind.
    fn entries(&self) -> Vec<Value> {
        let text = self.t.run(&["export", "entries", "--ids", "full"]);
        let all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        all.filter(|entry| entry["kind"] != "export").collect()
    }

    fn kinds(&self, kind: &str) -> Vec<Value> {
        self.entries().into_iter().filter(|e| e["kind"] == kind).collect()
    }

    /// An ID number of somebody who works, or does not, and is of an age to.
    fn someone(&self, employed: bool, skip: usize) -> (String, String) {
        let mut left = skip;
        for number in self.t.people() {
            let year: i32 = number[6..10].parse().unwrap();
            let hit: Value =
                serde_json::from_str(self.t.run(&["--day", DAY, "find", number, "--json"]).trim()).unwrap();
            if (1968..=2005).contains(&year) && hit["employed"] == employed && hit["place"].is_null() != employed {
                if left == 0 {
                    return (number.clone(), hit["name"].as_str().unwrap().to_string());
                }
                left -= 1;
            }
        }
        panic!("nobody left");
    }
}

fn codes(answer: &Value) -> Vec<(u64, String, String)> {
    answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["severity"] != "notice")
        .map(|f| (f["row"].as_u64().unwrap(), f["column"].as_str().unwrap().into(), f["code"].as_str().unwrap().into()))
        .collect()
}

fn counts(answer: &Value) -> [u64; 4] {
    ["rows", "new", "repeated", "rejected"].map(|key| answer[key].as_u64().unwrap())
}

#[test]
fn a_villages_day_is_taken_once_however_often_it_is_sent() {
    let v = Village::new(31);
    let (idle, idle_name) = v.someone(false, 0);
    let (worker, _) = v.someone(true, 0);
    let text = format!(
        "样例1村2月4日工作情况登记表\n填报人:测试员,,,,,,,,,,\n\
         序号,事项,姓名,身份证号,行政村,走访方式,走访结果,原因,务工地点,用工单位,月收入（元）,是否签字,就业意愿,经办人,备注\n\
         1,走访,{idle_name},{idle},样例1村,入户,想找工作,,,,,,,网格员甲,想进厂\n\
         2,新增就业(上岗),{idle_name},{idle},样例1村,,,,浙江宁波,申洲样例厂,4500,,,网格员甲,\n\
         3,返乡,,{worker},,,,,,,,,,,\n\
         4,返岗,,{worker},,,,,广东东莞,测试电子厂,5000,,,,\n\
         5,失业,,{worker},,,,企业关停,,,,,,,\n\
         6,就业意愿,,{worker},,,,,,,,,省外,,\n\
         7,零报告,,,样例3村,,,,,,,,,,\n\
         合计,7,,,,,,,,,,,,,\n"
    );
    let (status, answer) = v.import("一村.csv", &text, &[]);
    assert_eq!((status, counts(&answer)), (0, [7, 7, 0, 0]), "{answer:#}");
    assert_eq!(answer["natures"]["placement"], 1);
    assert_eq!(answer["natures"]["return"], 1);
    assert_eq!(answer["header_row"], 3);
    assert_eq!(answer["columns"]["employer"], "用工单位");
    let batch = answer["batch"].as_str().unwrap().to_string();
    let loss = &v.kinds("loss")[0];
    assert_eq!((loss["day"].as_str(), loss["body"]["reason"].as_str()), (Some(DAY), Some("closed")));
    let visit = &v.kinds("visit")[0];
    assert_eq!((visit["officer"].as_str(), visit["body"]["note"].as_str()), (Some("网格员甲"), Some("想进厂")));
    assert_eq!(visit["subjects"].as_array().unwrap().len(), 2, "the household counts as visited");

    let before = v.entries().len();
    let (status, again) = v.import("一村.csv", &text, &[]);
    assert_eq!((status, counts(&again)), (0, [7, 0, 7, 0]), "{again:#}");
    assert_eq!(v.entries().len(), before, "nothing was added");
    assert_eq!(again["batch"], "");

    // A wrong file is taken back as a whole; sent again, it stays away until somebody says so.
    v.t.run(&["--day", DAY, "withdraw", &batch, "--why", "发错文件"]);
    let (_, back) = v.import("一村.csv", &text, &[]);
    assert_eq!((counts(&back), back["withdrawn"].as_u64()), ([7, 0, 7, 0], Some(7)));
    let (_, back) = v.import("一村.csv", &text, &["--again"]);
    assert_eq!(counts(&back), [7, 7, 0, 0]);
    assert!(v.t.try_run(&["verify"]).status.success());
}

#[test]
fn what_was_typed_by_hand_is_not_recorded_again() {
    let v = Village::new(32);
    let (worker, _) = v.someone(true, 0);
    let (idle, _) = v.someone(false, 0);
    v.t.run(&["--day", DAY, "record", "visit", &worker, "--by", "phone", "--outcome", "unchanged"]);
    v.t.run(&["--day", DAY, "record", "none", "--unit", "样例2村"]);
    v.t.run(&[
        "--day",
        DAY,
        "record",
        "placement",
        &idle,
        "--place",
        "浙江宁波",
        "--employer",
        "申洲样例厂",
        "--wage",
        "4500",
    ]);
    let text = format!(
        "事项,证件号码,村,方式,结果,地点,单位,月收入\n\
         走访,{worker},,电话,情况无变化,,,\n零报告,,样例2村,,,,,\n新增就业,{idle},,,,浙江宁波,申洲样例厂,4500\n\
         走访,{worker},,电话,想培训,,,\n"
    );
    let (status, answer) = v.import("手工.csv", &text, &[]);
    assert_eq!((status, counts(&answer)), (0, [4, 1, 3, 0]), "{answer:#}");
}

#[test]
fn wrong_rows_come_back_with_reasons_and_are_taken_once_mended() {
    let v = Village::new(33);
    let (worker, name) = v.someone(true, 0);
    let (idle, _) = v.someone(false, 0);
    let (other, _) = v.someone(true, 1);
    let wrong = format!("{}{}", &worker[..17], if worker.ends_with('1') { '2' } else { '1' });
    let text = format!(
        "日期,事项,姓名,证件号码,方式,结果,原因,地点,单位,月收入,离岗日期,下次回访,是否签字,意愿,村\n\
         2026-02-04,走访,{name},{worker},入户,情况无变化,,,,,,,,,\n\
         2026-02-04,走访,{name},{worker},入户,情况无变化,,,,,,,,,\n\
         2026-02-04,喝茶,{name},{worker},入户,情况无变化,,,,,,,,,\n\
         ,,{name},{worker},入户,情况无变化,,,,,,,,,\n\
         2026-02-04,失业,,{idle},,,被裁减,,,,,,,,\n\
         2026-02-04,走访,{name},{wrong},入户,情况无变化,,,,,,,,,\n\
         2026-02-04,走访,查无此人,,入户,情况无变化,,,,,,,,,\n\
         2026-02-04,走访,别的名字,{worker},入户,情况无变化,,,,,,,,,\n\
         2026-02-04,走访,{name},{worker},,睡着了,,,,,,,,,\n\
         2027-09-09,走访,{name},{worker},入户,情况无变化,,,,,,,,,\n\
         2026-02,走访,{name},{worker},入户,情况无变化,,,,,,,,,\n\
         2026-02-04,返岗,,{other},,,,浙江宁波,,四千,,,,,\n\
         2026-02-04,走访,{name},{worker},入户,情况无变化,,,,,,2026-01-01,,,\n\
         2026-02-04,失业,,{other},,,被裁减,,,,2026-03-09,,,,\n\
         2026-02-04,零报告,,,,,,,,,,,,,别处村\n\
         2026-02-04,走访,,,入户,情况无变化,,,,,,,,,\n\
         2026-02-04,走访,{name},{worker},电话,情况无变化,被裁减,,,,,,,,\n"
    );
    let before = v.entries().len();
    let (status, dry) = v.import("乱.csv", &text, &["--dry-run"]);
    assert_eq!((status, counts(&dry)), (1, [17, 2, 1, 14]), "{dry:#}");
    assert_eq!(v.entries().len(), before, "a dry run changes nothing");

    let rejects = v.t.file("退回.xlsx");
    let (status, answer) = v.import("乱.csv", &text, &["--rejects", rejects.to_str().unwrap()]);
    assert_eq!((status, counts(&answer)), (1, [17, 2, 1, 14]), "{answer:#}");
    let found = codes(&answer);
    for (row, column, code) in [
        (4, "kind", "value.unknown"),
        (5, "kind", "entry.kind"),
        (6, "kind", "entry.refused"),
        (7, "id_no", "id.checksum"),
        (8, "name", "person.unknown"),
        (9, "id_no", "person.other_name"),
        (10, "by", "value.missing"),
        (10, "outcome", "value.unknown"),
        (11, "day", "date.ahead"),
        (12, "day", "date.invalid"),
        (13, "employer", "value.missing"),
        (13, "wage", "number.invalid"),
        (14, "next", "entry.refused"),
        (15, "end", "entry.refused"),
        (16, "village", "village.unknown"),
        (17, "name", "person.missing"),
        (18, "reason", "value.unused"),
    ] {
        assert!(found.contains(&(row, column.into(), code.into())), "{row} {column} {code}: {found:#?}");
    }
    assert_eq!(found.len(), 17, "{found:#?}");
    let said = answer.to_string();
    for whole in [&worker, &idle, &other] {
        assert!(!said.contains(whole.as_str()), "numbers are masked");
    }
    assert!(!said.contains("--next") && said.contains("“下次回访”"), "columns, not options");

    // The file that came back is a form itself, and nothing of it is taken before it is mended.
    let (status, back) = v.import_file("退回.xlsx", &[]);
    assert_eq!((status, counts(&back)), (1, [14, 0, 0, 14]), "{back:#}");
    assert_eq!(back["header_row"], 2);
}

#[test]
fn namesakes_are_shown_and_told_apart_by_village_household_or_a_masked_number() {
    let v = Village::new(34);
    let roster = "姓名,证件号码,户编号,村,劳动能力\n\
        赵样一,529999198001010018,SAME1,样例1村,普通劳动力\n赵样一,529999198102020019,SAME2,样例2村,普通劳动力\n";
    let roster: String = roster
        .lines()
        .map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_string).collect();
            if cells[1].starts_with('5') {
                cells[1] = with_check(&cells[1][..17]);
            }
            cells.join(",") + "\n"
        })
        .collect();
    let file = v.t.file("同名.csv");
    std::fs::write(&file, roster).unwrap();
    v.t.try_run(&["--day", DAY, "import", "roster", file.to_str().unwrap(), "--as-of", "2026-01-30"]);
    let first = with_check("52999919800101001");
    let masked = format!("{}***********{}", &first[..3], &first[14..]);
    let text = format!(
        "事项,姓名,证件号码,户编号,村,方式,结果\n\
         走访,赵样一,,,,入户,情况无变化\n走访,赵样一,,,样例2村,入户,情况无变化\n\
         走访,赵样一,,SAME1,,入户,情况无变化\n走访,赵样一,{masked},,,电话,情况无变化\n走访,,,SAME2,,入户,不在家\n"
    );
    let (status, answer) = v.import("同名走访.csv", &text, &[]);
    assert_eq!((status, counts(&answer)), (1, [5, 4, 0, 1]), "{answer:#}");
    assert_eq!(
        codes(&answer),
        [(2, "name".to_string(), "person.ambiguous".to_string())].map(|(r, c, k)| (r as u64, c, k))
    );
    let message = answer["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("样例1村") && message.contains("样例2村") && message.contains("***********"), "{message}");
}

#[test]
fn a_row_for_a_sealed_day_is_taken_and_told() {
    let v = Village::new(35);
    let (worker, _) = v.someone(true, 0);
    v.t.try_run(&["--day", DAY, "seal", "--note", "测试"]);
    let text = format!(
        "日期,事项,证件号码,方式,结果\n2月4日,走访,{worker},入户,情况无变化\n2026/2/5,走访,{worker},入户,情况无变化\n"
    );
    let (_, answer) = v.import("补录.csv", &text, &[]);
    assert_eq!((counts(&answer), answer["late"].as_u64()), ([2, 2, 0, 0], Some(1)), "{answer:#}");
}

#[test]
fn a_file_without_dates_is_not_taken_for_another_days() {
    let v = Village::new(41);
    let (worker, _) = v.someone(true, 0);
    let file = v.t.file("无日期.csv");
    std::fs::write(&file, format!("事项,证件号码,方式,结果\n走访,{worker},入户,情况无变化\n")).unwrap();
    let import = |more: &[&str]| {
        let mut args = vec!["--json", "import", "entries", file.to_str().unwrap()];
        args.extend(more);
        v.t.try_run(&args)
    };
    let answer = |out: std::process::Output| serde_json::from_slice::<Value>(&out.stdout).unwrap();
    assert_eq!(counts(&answer(import(&[])))[1], 1);
    assert_eq!(counts(&answer(import(&[])))[2], 1, "the same day, nothing is added");
    let sealed = v.t.try_run(&["seal", "--note", "测试"]);
    assert!(matches!(sealed.status.code(), Some(0 | 1)));
    let next = import(&[]);
    assert_eq!(next.status.code(), Some(2), "whose day is it? The officer says so");
    assert!(String::from_utf8_lossy(&next.stderr).contains("--day"));

    // Where the title says the day, it is the day, whenever the file comes.
    let text = format!("样例1村2026年2月3日登记表\n事项,证件号码,方式,结果\n走访,{worker},入户,想培训\n");
    std::fs::write(&file, text).unwrap();
    let titled = answer(import(&[]));
    assert_eq!((counts(&titled)[1], titled["day"].as_str()), (1, Some("2026-02-03")));
    assert_eq!(counts(&answer(import(&[])))[2], 1);
}

#[test]
fn a_map_of_columns_is_followed_and_told_where_it_names_what_is_not_there() {
    let v = Village::new(36);
    let (worker, _) = v.someone(true, 0);
    let map = v.t.file("map.toml");
    std::fs::write(&map, "id_no = \"谁\"\nkind = \"干啥\"\nwage = \"钱\"\n").unwrap();
    let text = format!("谁,干啥,方式,结果\n{worker},走访,入户,情况无变化\n");
    let (status, answer) = v.import("怪.csv", &text, &["--columns", map.to_str().unwrap()]);
    assert_eq!((status, counts(&answer)), (1, [1, 1, 0, 0]), "{answer:#}");
    assert_eq!(codes(&answer), [(1, "wage".into(), "column.absent".into())]);
    // For rosters too.
    let roster = v.t.file("名册.csv");
    std::fs::write(&roster, "姓名,证件号码,户编号\n").unwrap();
    std::fs::write(&map, "wage = \"钱\"\n").unwrap();
    let out = v.t.try_run(&[
        "--json",
        "--day",
        DAY,
        "import",
        "roster",
        roster.to_str().unwrap(),
        "--as-of",
        "2026-02-01",
        "--columns",
        map.to_str().unwrap(),
        "--dry-run",
    ]);
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(codes(&answer), [(1, "wage".into(), "column.absent".into())]);
}

#[test]
fn a_visit_brings_what_it_found_with_it() {
    let v = Village::new(37);
    let (worker, _) = v.someone(true, 0);
    let (idle, _) = v.someone(false, 0);
    let text = format!(
        "事项,证件号码,方式,结果,原因,离岗日期,意愿,是否签字\n\
         走访,{worker},电话,失业了,合同到期,2026-02-01,,\n走访,{idle},入户,暂无意愿,,,无就业意愿,是\n"
    );
    let (status, answer) = v.import("走访.csv", &text, &[]);
    assert_eq!((status, counts(&answer)), (0, [2, 2, 0, 0]), "{answer:#}");
    assert_eq!(v.kinds("loss")[0]["body"]["end"], "2026-02-01");
    assert_eq!(v.kinds("wish")[0]["body"]["signed"], true);
    assert_eq!(v.kinds("visit").len(), 2);
}

#[test]
fn a_file_that_is_no_form_changes_nothing() {
    let v = Village::new(38);
    let before = v.entries().len();
    for (name, text) in [("空.csv", ""), ("信.csv", "各位领导:\n今天没有事\n"), ("表.csv", "品名,数量\n白菜,3\n")]
    {
        let file = v.t.file(name);
        std::fs::write(&file, text).unwrap();
        let out = v.t.try_run(&["--day", DAY, "import", "entries", file.to_str().unwrap()]);
        assert_eq!(out.status.code(), Some(2), "{name}");
        assert!(!out.stderr.is_empty(), "{name}");
    }
    assert_eq!(v.entries().len(), before);
}

/// 17 digits with their check character.
fn with_check(digits: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    format!("{digits}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

const JOBS: &str = "2月用工信息\n\
    序号,用工单位,联系人,联系电话,岗位名称,工作地点,招聘人数,月薪（元）,年龄要求,性别要求,学历要求,是否包吃住,岗位来源,截止日期\n\
    1,样达电子厂,钱样,13800138000,装配工,浙江宁波,20人,4500-6000元/月,18-45周岁,不限,不限,包吃住,东西部协作,2026-03-31\n\
    2,样达电子厂,钱样,13800138000,叉车工,浙江宁波,3,面议,50岁以下,男,初中,包住,东西部协作,长期\n\
    3,云岭样例车间,,0859-3223456/13900139000,缝纫工,本县,若干,3000以上,不限,女,,否,内拓,\n";

impl Village {
    fn jobs(&self, day: &str, text: &str, more: &[&str]) -> (i32, Value) {
        let file = self.t.file("岗位.csv");
        std::fs::write(&file, text).unwrap();
        let mut args = vec!["--json", "--day", day, "import", "jobs", file.to_str().unwrap()];
        args.extend(more);
        let out = self.t.try_run(&args);
        let answer =
            serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
        (out.status.code().unwrap(), answer)
    }
}

#[test]
fn a_list_of_jobs_is_renewed_by_coming_again() {
    let v = Village::new(39);
    let count =
        |answer: &Value| ["rows", "new", "refreshed", "unchanged", "rejected"].map(|key| answer[key].as_u64().unwrap());
    let (status, dry) = v.jobs(DAY, JOBS, &["--dry-run"]);
    assert_eq!((status, count(&dry)), (0, [3, 3, 0, 0, 0]), "{dry:#}");
    assert!(v.kinds("job").is_empty(), "a dry run changes nothing");
    let (status, first) = v.jobs(DAY, JOBS, &[]);
    assert_eq!((status, count(&first)), (0, [3, 3, 0, 0, 0]), "{first:#}");
    let facts: Vec<Value> = v.kinds("job").into_iter().map(|e| e["body"].clone()).collect();
    let number = |n: usize, key: &str| facts[n][key].as_u64();
    assert_eq!((number(0, "wage_from"), number(0, "wage_to")), (Some(4500), Some(6000)));
    assert_eq!((number(0, "age_from"), number(0, "age_to"), number(0, "openings")), (Some(18), Some(45), Some(20)));
    assert_eq!((facts[0]["place_class"].as_str(), facts[0]["board"].as_str()), (Some("beyond"), Some("both")));
    assert_eq!((number(1, "wage_from"), number(1, "age_to"), &facts[1]["closes"]), (None, Some(50), &Value::Null));
    assert_eq!((number(2, "wage_from"), number(2, "openings")), (Some(3000), None));
    assert_eq!(facts[2]["phone"], "0859-3223456/13900139000");

    let (status, again) = v.jobs(DAY, JOBS, &[]);
    assert_eq!((status, count(&again)), (0, [3, 0, 0, 3, 0]), "the same day");
    let (_, later) = v.jobs("2026-02-10", JOBS, &[]);
    assert_eq!(count(&later), [3, 0, 3, 0, 0], "a week later it is heard of again");
    let (_, dearer) = v.jobs("2026-02-11", &JOBS.replace("面议", "5000"), &[]);
    assert_eq!((count(&dearer), dearer["changed"].as_u64()), ([3, 0, 3, 0, 0], Some(1)));
    assert!(v.t.try_run(&["verify"]).status.success());
}

#[test]
fn rows_of_a_job_list_that_cannot_be_read_come_back() {
    let v = Village::new(40);
    let text = "单位,岗位,地点,电话,人数,月薪,年龄,最低月薪,最高月薪\n\
        甲厂,普工,宁波,12345,20,四千,18-45,,\n,普工,宁波,,,,,,\n甲厂,普工,东莞,,,6000-4000,,,\n\
        甲厂,普工,宁波,,5,,,,\n甲厂,普工,宁波,,6,,,,\n甲厂,普工,宁波,,5,,,,\n乙厂,电工,,,,,,3000,5000\n";
    let (status, answer) = v.jobs(DAY, text, &[]);
    assert_eq!(status, 1);
    assert_eq!(
        codes(&answer),
        [
            (2, "wage", "number.invalid"),
            (2, "phone", "phone.invalid"),
            (3, "employer", "value.missing"),
            (4, "wage", "number.invalid"),
            (6, "employer", "job.repeated"),
        ]
        .map(|(row, column, code)| (row, column.to_string(), code.to_string())),
        "{answer:#}"
    );
    assert_eq!((answer["new"].as_u64(), answer["rejected"].as_u64()), (Some(2), Some(4)));
}

#[test]
fn a_years_holidays_come_as_a_table_too() {
    let v = Village::new(42);
    let file = v.t.file("放假.csv");
    let table =
        "2027年放假安排\n日期,结束日期,放假或上班,名称\n2027-01-01,2027-01-03,放假,元旦\n2027-02-20,,调休上班,春节\n";
    std::fs::write(&file, table).unwrap();
    let told: Value =
        serde_json::from_str(&v.t.run(&["--json", "import", "calendar", file.to_str().unwrap()])).unwrap();
    assert_eq!(
        ["year", "days_off", "days_worked"].map(|key| told[key].as_i64()),
        [Some(2027), Some(3), Some(1)],
        "{told:#}"
    );
    std::fs::write(&file, table.replace("调休上班", "看情况")).unwrap();
    let before = v.entries().len();
    let out = v.t.try_run(&["import", "calendar", file.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("第 4 行"));
    assert_eq!(v.entries().len(), before);
}

#[test]
fn the_answer_to_an_offer_is_no_second_offer_and_one_number_is_not_given_twice() {
    let v = Village::new(41);
    let (one, _) = v.someone(false, 0);
    let (two, _) = v.someone(false, 1);
    let jobs = v.t.file("jobs.csv");
    std::fs::write(&jobs, "单位,工种,地点,岗位编号\n样达电子厂,装配工,浙江宁波,17\n").unwrap();
    v.t.run(&["--day", DAY, "import", "jobs", jobs.to_str().unwrap()]);
    let text =
        format!("事项,证件号码,岗位,推送结果\n岗位推送,{one},17,\n岗位推送,{one},17,去了\n岗位推送,{two},17,考虑中\n");
    let (_, answer) = v.import("推岗.csv", &text, &[]);
    assert_eq!(counts(&answer), [3, 3, 0, 0], "{answer:#}");
    assert_eq!((v.kinds("push").len(), v.kinds("push_result").len()), (2, 1));
    let (_, again) = v.import("推岗.csv", &text, &[]);
    assert_eq!(counts(&again), [3, 0, 3, 0], "{again:#}");

    let number = "529999198506120024";
    let text = format!("事项,证件号码,更正证件号码\n情况变更,{one},{number}\n情况变更,{two},{number}\n");
    let (_, answer) = v.import("更正.csv", &text, &[]);
    assert_eq!((counts(&answer), codes(&answer)[0].2.as_str()), ([2, 1, 0, 1], "id.taken"), "{answer:#}");
}
