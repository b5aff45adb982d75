//! Workbooks that villages fill in: whatever program they use, what they fill in imports without a finding.

use crate::township::Township;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const DAY: &str = "2026-02-04";

/// Whether a program of this name answers; said where it does not, so that a skipped test is seen.
fn present(program: &str, args: &[&str]) -> bool {
    let there = Command::new(program).args(args).output().is_ok_and(|out| out.status.success());
    if !there {
        eprintln!("skipped: {program} {args:?} is not here");
    }
    there
}

fn openpyxl() -> bool {
    present("/usr/bin/python3", &["-c", "import openpyxl"])
}

/// Fills cells in with openpyxl: `rows` of (header, value), the first empty row first.
fn fill(path: &Path, rows: &[&[(&str, &str)]]) {
    let script = "
import sys, json, datetime, openpyxl
path, rows = sys.argv[1], json.loads(sys.argv[2])
book = openpyxl.load_workbook(path)
page = book.worksheets[0]
head = next(r for r in page.iter_rows(min_row=1, max_row=5) if any(str(c.value or '').startswith('*') for c in r))
place = {str(c.value or '').lstrip('*'): c.column for c in head}
at = head[0].row + 2
for row in rows:
    for title, value in row:
        cell = page.cell(row=at, column=place[title])
        if cell.number_format == 'yyyy-mm-dd':
            value = datetime.date.fromisoformat(value)
        elif cell.number_format == '0':
            value = int(value)
        else:
            assert cell.number_format == '@', (title, cell.number_format)
        cell.value = value
    at += 1
book.save(path)
";
    let rows = serde_json::to_string(rows).unwrap();
    let out = Command::new("/usr/bin/python3").args(["-c", script]).arg(path).arg(rows).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// Opens a workbook in LibreOffice and saves it in another format.
fn resave(path: &Path, format: &str) -> std::path::PathBuf {
    let folder = path.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let out = Command::new("timeout")
        .args(["120", "soffice", &profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(folder.join("resaved"))
        .arg(path)
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    folder.join("resaved").join(path.file_stem().unwrap()).with_extension(format)
}

fn import(t: &Township, kind: &str, path: &Path, more: &[&str]) -> Value {
    let mut args = vec!["--json", "--day", DAY, "import", kind, path.to_str().unwrap()];
    args.extend(more);
    let out = t.try_run(&args);
    serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)))
}

/// Exports a template; what nobody has filled in imports as nothing, without a finding.
fn template(t: &Township, kind: &str) -> std::path::PathBuf {
    let path = t.file(&format!("{kind}.xlsx"));
    t.run(&["--day", DAY, "export", "template", kind, "-o", path.to_str().unwrap()]);
    let empty = import(t, kind, &path, &[]);
    assert_eq!((empty["rows"].as_u64(), &empty["findings"]), (Some(0), &serde_json::json!([])), "{empty:#}");
    path
}

fn worker(t: &Township) -> String {
    let employed = |number: &&String| t.run(&["--day", DAY, "find", number, "--json"]).contains("\"employed\":true");
    t.people().iter().find(employed).unwrap().clone()
}

#[test]
fn the_days_records_filled_in_by_any_program_import_without_a_finding() {
    let t = Township::found(51);
    let path = template(&t, "entries");
    let again = t.try_run(&["export", "template", "entries", "-o", path.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2), "a form that may be filled in already is not written over");
    if !openpyxl() {
        return;
    }
    let worker = worker(&t);
    fill(
        &path,
        &[
            &[
                ("事项", "走访"),
                ("日期", "2026-02-03"),
                ("证件号码", &worker),
                ("方式", "入户"),
                ("结果", "情况无变化"),
                ("备注", "在家"),
            ],
            &[("事项", "返乡"), ("证件号码", &worker), ("返乡日期", "2026-02-01"), ("不再外出", "否")],
            &[
                ("事项", "返岗"),
                ("证件号码", &worker),
                ("地点", "浙江宁波"),
                ("单位", "样达电子厂"),
                ("月收入", "5200"),
                ("渠道", "企业"),
                ("兼职", "否"),
            ],
            &[("事项", "情况变更"), ("证件号码", &worker), ("电话", "13800138000"), ("改归村", "样例2村")],
            &[("事项", "零报告"), ("村", "样例3村")],
        ],
    );
    let answer = import(&t, "entries", &path, &["--dry-run"]);
    let taken = |answer: &Value| (answer["new"].as_u64(), answer["findings"].as_array().unwrap().len());
    let plain: Vec<&Value> =
        answer["findings"].as_array().unwrap().iter().filter(|f| f["code"] != "entry.note").collect();
    assert_eq!((answer["new"].as_u64(), plain.len()), (Some(5), 0), "{answer:#}");
    if present("soffice", &["--version"]) {
        for format in ["xlsx", "ods", "xls"] {
            let other = import(&t, "entries", &resave(&path, format), &["--dry-run"]);
            assert_eq!(taken(&other), taken(&answer), "{format}: {other:#}");
        }
    }
    assert_eq!(import(&t, "entries", &path, &[])["new"], 5);
}

#[test]
fn a_roster_and_a_list_of_jobs_filled_in_import_without_a_finding() {
    let t = Township::found(52);
    let (roster, jobs) = (template(&t, "roster"), template(&t, "jobs"));
    if !openpyxl() {
        return;
    }
    fill(
        &roster,
        &[&[
            ("户编号", "0052999910100001"),
            ("姓名", "赵样一"),
            ("证件号码", "529999198506120024"),
            ("与户主关系", "户主"),
            ("村", "样例1村"),
            ("劳动能力", "普通劳动力"),
            ("就业状态", "在外务工"),
            ("务工地点", "浙江宁波"),
            ("务工单位", "样达电子厂"),
            ("月收入", "4500"),
            ("联系电话", "13800138000"),
            ("户类型", "边缘易致贫户"),
            ("低保", "是"),
        ]],
    );
    fill(
        &jobs,
        &[&[
            ("单位", "样达电子厂"),
            ("工种", "装配工"),
            ("电话", "0859-3223456"),
            ("人数", "20"),
            ("最低月薪", "4500"),
            ("最大年龄", "45"),
            ("包吃住", "包吃住"),
            ("截止日期", "2026-03-31"),
        ]],
    );
    let mut files = vec![(roster.clone(), jobs.clone())];
    if present("soffice", &["--version"]) {
        files.push((resave(&roster, "ods"), resave(&jobs, "ods")));
    }
    for (roster, jobs) in files {
        let people = import(&t, "roster", &roster, &["--dry-run"]);
        assert_eq!((people["new"].as_u64(), &people["findings"]), (Some(1), &serde_json::json!([])), "{people:#}");
        assert_eq!(people["as_of"], DAY, "the title says how old it is");
        let list = import(&t, "jobs", &jobs, &["--dry-run"]);
        assert_eq!((list["new"].as_u64(), &list["findings"]), (Some(1), &serde_json::json!([])), "{list:#}");
    }
    import(&t, "roster", &roster, &[]);
    assert!(t.run(&["--day", DAY, "find", "0052999910100001"]).contains("赵样一"), "leading zeros are kept");
}

#[test]
fn a_list_too_long_for_a_cell_rule_lies_on_a_hidden_sheet_that_the_import_passes_over() {
    let t = Township::found(53);
    let mut regions = String::from("code,name,parent_code,level\n529999101,样例镇,529999,township\n");
    for n in 100..180 {
        regions += &format!("529999101{n},样例{n}村民委员会,529999101,village\n");
    }
    let file = t.file("regions.csv");
    std::fs::write(&file, regions).unwrap();
    t.run(&["--day", DAY, "import", "regions", file.to_str().unwrap()]);
    let path = template(&t, "entries");
    if !openpyxl() {
        return;
    }
    let script = "
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
assert [p.sheet_state for p in book] == ['visible', 'visible', 'hidden'], book.sheetnames
rules = [r for r in book.worksheets[0].data_validations.dataValidation if r.type == 'list']
long = [r.formula1 for r in rules if '!' in r.formula1]
assert long and all('$A$1:$A$8' in f for f in long), long
assert all(len(r.formula1) <= 257 for r in rules)
";
    let out = Command::new("/usr/bin/python3").args(["-c", script]).arg(&path).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn forms_in_english_and_traditional_script_import_without_a_finding() {
    let t = Township::found(54);
    let csv = t.file("e.csv");
    let out = t.try_run(&["export", "template", "entries", "-o", csv.to_str().unwrap()]);
    assert!(out.status.code() == Some(2) && !csv.exists(), "a workbook under the name of a text file opens nowhere");
    let worker = worker(&t);
    let roster: &[(&str, &[(&str, &str)])] = &[
        (
            "en",
            &[
                ("household number", "0052999910100001"),
                ("name", "赵样一"),
                ("ID number", "529999198506120024"),
                ("relation to head", "head"),
                ("village", "样例1村"),
                ("labour capacity", "ordinary labour"),
                ("employment status", "working away"),
                ("place of work", "Ningbo, Zhejiang"),
                ("employer", "Yangda"),
                ("channel", "assistance workshop"),
                ("contract signed", "yes"),
                ("status", "on the roster"),
                ("wish to work", "near home, within the county"),
                ("education", "junior high"),
                ("household kind", "lifted, unstable"),
                ("relocated", "no"),
            ],
        ),
        (
            "zh-TW",
            &[
                ("戶編號", "0052999910100001"),
                ("姓名", "赵样一"),
                ("證件號碼", "529999198506120024"),
                ("與戶主關係", "戶主"),
                ("村", "样例1村"),
                ("勞動能力", "普通勞動力"),
                ("就業狀態", "公益性崗位"),
                ("務工地點", "浙江寧波"),
                ("務工單位", "樣達"),
                ("渠道", "幫扶車間"),
                ("是否簽合同", "是"),
                ("人員狀態", "在冊"),
                ("就業意願", "縣內就近"),
                ("文化程度", "高中"),
                ("戶類型", "脫貧不穩定"),
            ],
        ),
    ];
    let entries: &[&[&[(&str, &str)]]] = &[
        &[
            &[
                ("what was done", "visit"),
                ("ID number", &worker),
                ("how visited", "home visit"),
                ("outcome", "wants work"),
            ],
            &[("what was done", "came home"), ("ID number", &worker), ("came home to stay", "no")],
            &[("what was done", "job loss"), ("ID number", &worker), ("reason", "employer closed down")],
        ],
        &[
            &[("事項", "走訪"), ("證件號碼", &worker), ("方式", "入戶"), ("結果", "想找工作")],
            &[("事項", "返鄉"), ("證件號碼", &worker), ("不再外出", "否")],
            &[("事項", "失業"), ("證件號碼", &worker), ("原因", "企業關停")],
        ],
    ];
    for ((lang, person), entries) in roster.iter().zip(entries) {
        let form = |kind: &str| {
            let path = t.file(&format!("{kind}-{lang}.xlsx"));
            t.run(&["--lang", lang, "--day", DAY, "export", "template", kind, "-o", path.to_str().unwrap()]);
            let empty = import(&t, kind, &path, &[]);
            assert_eq!((empty["rows"].as_u64(), &empty["findings"]), (Some(0), &serde_json::json!([])), "{empty:#}");
            path
        };
        let (roster, records, _) = (form("roster"), form("entries"), form("jobs"));
        if !openpyxl() {
            continue;
        }
        fill(&roster, &[person]);
        let people = import(&t, "roster", &roster, &["--dry-run"]);
        assert_eq!((people["new"].as_u64(), &people["findings"]), (Some(1), &serde_json::json!([])), "{people:#}");
        assert_eq!(people["as_of"], DAY, "the title says how old it is");
        fill(&records, entries);
        let taken = import(&t, "entries", &records, &["--dry-run"]);
        let grave: Vec<&Value> =
            taken["findings"].as_array().unwrap().iter().filter(|f| f["code"] != "entry.note").collect();
        assert_eq!((taken["new"].as_u64(), grave.len()), (Some(3), 0), "{taken:#}");
    }
}

#[test]
fn a_roster_written_in_any_language_comes_back_as_it_went() {
    let t = Township::found(55);
    for lang in ["en", "zh-TW"] {
        let path = t.file(&format!("roster-{lang}.csv"));
        let to = path.to_str().unwrap();
        t.run(&["--lang", lang, "--day", "2026-02-01", "export", "roster", "--ids", "full", "-o", to]);
        let text = std::fs::read_to_string(&path).unwrap();
        let head = text.lines().find(|line| line.contains(if lang == "en" { "ID number" } else { "證件號碼" }));
        assert!(head.is_some(), "{text}");
        if lang == "en" {
            assert!(!head.unwrap().contains('_'), "names, not keys: {head:?}");
            assert!(text.contains(",head,") && text.contains("ordinary labour"), "{text}");
        } else {
            assert!(text.contains("戶主") && text.contains("普通勞動力"), "{text}");
        }
        let again = import(&t, "roster", &path, &["--dry-run"]);
        assert_eq!((again["new"].as_u64(), again["rejected"].as_u64()), (Some(0), Some(0)), "{again:#}");
        assert_eq!(again["updated"], 0, "{again:#}");
        let unread: Vec<&Value> =
            again["findings"].as_array().unwrap().iter().filter(|f| f["code"] == "value.unknown").collect();
        assert!(unread.is_empty(), "{unread:#?}");
    }
}

#[test]
fn a_row_sent_back_as_a_duplicate_and_not_mended_takes_nobodys_place() {
    let t = Township::found(56);
    let file = t.file("双号 2026-02-01.csv");
    let head = "户编号,姓名,证件号码,*与户主关系,村,劳动能力\n";
    let rows = "0052999910100001,赵样一,529999198506120024,户主,样例1村,普通劳动力\n\
                0052999910100002,钱样二,529999198506120024,户主,样例1村,\n";
    std::fs::write(&file, format!("{head}{rows}")).unwrap();
    for lang in ["zh-CN", "en"] {
        let rejects = t.file(&format!("rejects-{lang}.csv"));
        let run = |file: &std::path::Path, more: &[&str]| {
            let mut args = vec!["--lang", lang, "--day", "2026-02-03", "import", "roster", file.to_str().unwrap()];
            args.extend(more);
            t.try_run(&args)
        };
        run(&file, &["--rejects", rejects.to_str().unwrap()]);
        let again = t.file(&format!("again-{lang}.csv"));
        let out = run(&rejects, &["--rejects", again.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.code() == Some(1) && told.contains("赵样一"), "{told}");
        assert!(!told.contains("  "), "no gap where a cell is empty: {told}");
        run(&again, &[]);
        assert!(t.run(&["--day", "2026-02-03", "find", "529999198506120024"]).contains("赵样一"));
        let mended = std::fs::read_to_string(&rejects).unwrap().replace("529999198506120024", "529999198506120040");
        if lang == "en" {
            std::fs::write(&rejects, mended).unwrap();
            run(&rejects, &[]);
            assert!(t.run(&["--day", "2026-02-03", "find", "529999198506120040"]).contains("钱样二"));
        }
    }
}
