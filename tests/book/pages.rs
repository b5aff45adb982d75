//! The report on paper, on a wall and in a spreadsheet: the wall chart remembers each day's quota, a page names nothing
//! outside itself and runs nothing that data brought, numbers stay numbers; and the programs that officers open these
//! files with (Chromium, LibreOffice, openpyxl), where they are installed, take them.

use crate::common::*;
use calamine::{Data, Range, Reader};
use quick_xml::events::Event;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use zhanbao::book::Book;
use zhanbao::domain::acts::{Fact, TargetFacts, UnitFacts};
use zhanbao::domain::keys::Level;
use zhanbao::domain::region::RegionCode;
use zhanbao::domain::subject::SubjectId;
use zhanbao::locale::Lang;
use zhanbao::report::{Format, Wording};

/// A report as shipped in a format, without complaints.
fn printed(lang: Lang, model: &Value, format: Format) -> Vec<u8> {
    let printed = Wording::shipped(lang).page(model, format).unwrap();
    assert_eq!(printed.notices, Vec::<String>::new());
    printed.bytes
}

fn page(lang: Lang, model: &Value) -> String {
    String::from_utf8(printed(lang, model, Format::Html)).unwrap()
}

const TAG: &str = "<script>alert(1)</script>&\"'";
const FORMULA: &str = "=cmd|' /C calc'!A0";

fn set_target(book: &mut Book, metric: &str, unit: RegionCode, quantity: i64) {
    let target =
        TargetFacts { metric: metric.into(), unit, quantity, from: day(3, 2), to: day(3, 13), last_year: None };
    book.record(draft(day(3, 2), vec![SubjectId::unit(unit)], Fact::Target(target))).unwrap();
}

/// A week of visits and placements, weekend and all; each day's report as it was that evening.
fn a_week() -> (tempfile::TempDir, Book, Vec<Value>) {
    let (dir, path) = folder();
    let clock = Clock::at(day(3, 2));
    let town = people(60);
    let mut book = book(&path, clock.options(1, 0), &town);
    set_target(&mut book, "placements", township(), 23);
    set_target(&mut book, "households_visited", township(), 17);
    set_target(&mut book, "households_visited", village(0), 10);
    set_target(&mut book, "households_visited", village(1), 7);
    let mut idle = town.iter().filter(|p| p.employer.is_none());
    let mut homes = town.iter().step_by(3);
    let mut evenings = Vec::new();
    for (n, (date, visits)) in [(2, 2), (3, 0), (4, 4), (5, 1), (6, 3), (8, 2), (9, 1)].into_iter().enumerate() {
        let today = day(3, date);
        clock.morning(today);
        homes.by_ref().take(visits).for_each(|who| {
            book.record(visit(today, who)).unwrap();
        });
        idle.by_ref().take(n % 3).for_each(|who| {
            book.record(placement(today, who, "晴隆茶厂")).unwrap();
        });
        clock.later(600);
        evenings.push(serde_json::to_value(report_of(&mut book, today)).unwrap());
    }
    (dir, book, evenings)
}

/// The same week, its villages renamed by somebody who means harm.
fn a_hostile_week() -> (tempfile::TempDir, Value) {
    let (dir, mut book, _) = a_week();
    let names = [TAG, FORMULA].iter().enumerate();
    let villages = names
        .map(|(n, name)| (village(n), UnitFacts { name: (*name).into(), level: Level::Village, local: false }))
        .collect();
    book.import_units(villages, day(3, 9), OFFICER).unwrap();
    let model = serde_json::to_value(report_of(&mut book, day(3, 9))).unwrap();
    (dir, model)
}

fn chart<'a>(model: &'a Value, key: &str) -> &'a Value {
    model["wall"].as_array().unwrap().iter().find(|chart| chart["key"] == key).unwrap()
}

#[test]
fn the_wall_shows_what_each_day_owed_on_that_morning_and_did() {
    let (_dir, _book, evenings) = a_week();
    let last = evenings.last().unwrap();
    for key in ["placements", "households_visited"] {
        let wall = chart(last, key);
        let days: Vec<&str> = wall["days"].as_array().unwrap().iter().map(|d| d.as_str().unwrap()).collect();
        let march = |n: u32| day(3, n).to_string();
        assert_eq!(days, [2, 3, 4, 5, 6, 9].map(march), "the weekend is no column");
        for evening in evenings.iter().filter(|e| e["day"] != march(8)) {
            let at = days.iter().position(|d| evening["day"] == *d).unwrap();
            for unit in evening["units"].as_array().unwrap().iter().filter(|u| u["code"] != evening["unit"]["code"]) {
                let row = wall["units"].as_array().unwrap().iter().find(|row| row["code"] == unit["code"]).unwrap();
                let then = &unit["figures"][key];
                let (done, quota) = (then["day"].as_i64().unwrap(), then["quota"].as_i64().unwrap());
                let cell = &row["cells"][at];
                let expected = if (done, quota) == (0, 0) { [None, None] } else { [Some(done), Some(quota)] };
                assert_eq!(
                    [cell["done"].as_i64(), cell["quota"].as_i64()],
                    expected,
                    "{key} {} {}",
                    days[at],
                    unit["name"]
                );
            }
            let total = &wall["total"];
            let at = total["days"].as_array().unwrap().iter().position(|d| *d == evening["day"]).unwrap();
            assert_eq!(total["done"][at], evening["figures"][key]["cumulative"], "{key} on {}", evening["day"]);
            assert_eq!(total["quota"][at], evening["figures"][key]["quota"], "{key} on {}", evening["day"]);
        }
        let plan = wall["total"]["plan"].as_array().unwrap();
        assert_eq!((plan.len(), plan.last()), (10, Some(&wall["target"])), "planned to the deadline");
        assert_eq!(wall["total"]["done"].as_array().unwrap().len(), 6);
    }
    let rows = chart(last, "households_visited")["units"].as_array().unwrap();
    let sums: Vec<_> = rows.iter().map(|r| (r["done"].as_i64(), r["target"].as_i64())).collect();
    assert_eq!(sums.iter().filter_map(|(done, _)| *done).sum::<i64>(), 13, "Sunday's visits are in the sums");
    assert_eq!(sums.iter().map(|(_, target)| *target).collect::<Vec<_>>(), [Some(10), Some(7)]);
    // Six of ten days have passed: the village's own path asks for six of its ten.
    assert_eq!(rows[0]["gap"].as_i64(), rows[0]["done"].as_i64().map(|done| done - 6));
}

#[test]
fn a_report_on_a_sunday_has_sunday_in_its_run() {
    let (_dir, _book, evenings) = a_week();
    let sunday = &evenings[5];
    let wall = chart(sunday, "households_visited");
    assert!(!wall["days"].as_array().unwrap().contains(&sunday["day"]));
    let last = wall["total"]["done"].as_array().unwrap().last().unwrap();
    assert_eq!(*last, sunday["figures"]["households_visited"]["cumulative"]);
}

/// Every picture of a page.
fn pictures(page: &str) -> Vec<&str> {
    let starts = page.match_indices("<svg").map(|(at, _)| at);
    starts.map(|at| &page[at..at + page[at..].find("</svg>").unwrap() + 6]).collect()
}

/// Reads a picture as XML; its texts, one after the other.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut out = vec![String::new()];
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return out,
            Event::Start(tag) | Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| assert!(attribute.is_ok(), "{attribute:?}"));
                out.push(String::new());
            }
            Event::Text(text) => out.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(name) => {
                let c = match name.resolve_char_ref().unwrap() {
                    Some(c) => c,
                    None => quick_xml::escape::resolve_xml_entity(&name).unwrap().parse().unwrap(),
                };
                out.last_mut().unwrap().push(c);
            }
            Event::End(_) => out.push(String::new()),
            _ => {}
        }
    }
}

#[test]
fn a_page_names_nothing_outside_itself_and_runs_nothing_that_data_brought() {
    let (_dir, model) = a_hostile_week();
    for lang in Lang::ALL {
        let page = page(lang, &model);
        assert!(page.contains(&format!("<html lang=\"{}\">", lang.tag())));
        for outside in ["<script", "src=", "href=", "url(", "@import", "<link", "<iframe", "<img", "javascript:"] {
            assert!(!page.contains(outside), "{outside} in a page in {}", lang.tag());
        }
        let elsewhere = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!elsewhere.contains("://"), "only the name of SVG is an address");
        assert!(page.contains("&lt;script&gt;alert(1)"), "the name stands there as it is written");
        assert!(!page.contains("{{") && !page.contains("{%"));
        let pictures = pictures(&page);
        assert_eq!(pictures.len(), 2 * 3, "two charts: names, days, run");
        let all: Vec<String> = pictures.iter().flat_map(|svg| texts(svg)).collect();
        assert!(all.iter().any(|text| text.starts_with("<script>ale")), "in the chart too: {all:?}");
        assert!(
            all.iter().any(|text| text.contains(FORMULA) && text.contains("9")),
            "a cell tells its own under the mouse"
        );
    }
}

#[test]
fn control_characters_in_a_name_spoil_no_picture() {
    let (_dir, mut model) = a_hostile_week();
    for unit in chart_mut(&mut model)["units"].as_array_mut().unwrap() {
        unit["name"] = "甲\u{0}\u{1b}[31m\u{202e}寨".into();
    }
    let page = page(Lang::Hans, &model);
    assert!(!page.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'));
    let names: Vec<String> = pictures(&page).iter().flat_map(|svg| texts(svg)).collect();
    assert!(names.iter().any(|name| name == "甲寨"), "{names:?}");
}

fn chart_mut(model: &mut Value) -> &mut Value {
    &mut model["wall"][0]
}

#[test]
fn a_report_sealed_before_charts_existed_still_prints() {
    let (_dir, mut model) = a_hostile_week();
    model.as_object_mut().unwrap().remove("wall");
    let page = page(Lang::Hans, &model);
    assert!(page.contains("完成情况") && !page.contains("<svg"));
    printed(Lang::Hans, &model, Format::Xlsx);
    printed(Lang::Hans, &model, Format::Csv);
}

fn sheets(bytes: Vec<u8>) -> Vec<(String, Range<Data>)> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    book.worksheets()
}

#[test]
fn a_workbook_holds_numbers_rates_and_days_as_such_and_texts_as_texts() {
    let (_dir, model) = a_hostile_week();
    let sheets = sheets(printed(Lang::Hans, &model, Format::Xlsx));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["战报", "存量", "各村", "更正", "对账", "问题与安排", "挂图数据", "各村全部指标"]);
    let sheet = |name: &str| &sheets.iter().find(|(n, _)| n == name).unwrap().1;
    let column = |range: &Range<Data>, title: &str| {
        (0..range.width()).find(|at| range.get((2, *at)) == Some(&Data::String(title.into()))).unwrap()
    };
    let report = sheet("战报");
    let row = (3..report.height()).find(|r| report.get((*r, 0)) == Some(&Data::String("走访户数".into()))).unwrap();
    let cell = |title: &str| report.get((row, column(report, title))).unwrap();
    assert_eq!(
        (cell("累计"), cell("目标"), cell("完成率")),
        (&Data::Float(13.0), &Data::Float(17.0), &Data::Float(0.765))
    );
    assert!(
        matches!(cell("预计完成"), Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2026 && day.as_f64().fract() == 0.0)
    );
    assert_eq!(report.get((row, column(report, "较上期"))), Some(&Data::Empty), "nothing was sealed: blank, and no 0");
    let stocks = sheet("存量");
    let by = |group: &str, part: &str| {
        let text = |at: usize, r: usize| stocks.get((r, at)).map(ToString::to_string).unwrap_or_default();
        (3..stocks.height()).any(|r| text(0, r) == "已就业" && text(1, r) == group && text(2, r) == part)
    };
    assert!(by("地点", "省外") && by("户类型", "脱贫户(非监测)"), "a part says what it is a part by");
    let villages = sheet("各村");
    assert_eq!(villages.get((3, 0)), Some(&Data::String("529999001001".into())), "a code is no number");
    assert_eq!(villages.get((3, 1)), Some(&Data::String(TAG.into())));
    assert_eq!(villages.get((4, 1)), Some(&Data::String(FORMULA.into())), "a text, which nothing runs");
    let wall = sheet("挂图数据");
    let done: f64 = (3..wall.height())
        .filter(|row| wall.get((*row, 0)) == Some(&Data::String("走访户数".into())))
        .filter_map(|row| match wall.get((row, 4)) {
            Some(Data::Float(n)) => Some(*n),
            _ => None,
        })
        .sum();
    assert_eq!(done, 11.0, "all but Sunday's");
}

#[test]
fn markdown_takes_nothing_from_data_for_its_own() {
    let (_dir, mut model) = a_hostile_week();
    model["units"][0]["name"] = "| <img src=x onerror=alert(1)>\n村 |".into();
    let text = String::from_utf8(printed(Lang::Hans, &model, Format::Md)).unwrap();
    assert!(!text.contains("<img") && !text.contains("<script"), "{text}");
    let row = text.lines().find(|line| line.contains("img")).unwrap();
    assert!(row.starts_with("| \\| &lt;img src=x onerror=alert(1)&gt; 村 \\| |"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 11, "{row}");
}

#[test]
fn people_of_no_village_have_a_row_everywhere_or_nowhere() {
    let (_dir, model) = a_hostile_week();
    let name = "无村甲";
    let units = model["units"].as_array().unwrap();
    let mut nobody = units[0].clone();
    nobody["code"] = model["unit"]["code"].clone();
    nobody["name"] = name.into();
    for group in ["figures", "stocks"] {
        for figure in nobody[group].as_object_mut().unwrap().values_mut() {
            *figure = serde_json::json!({"day": 0, "cumulative": 0, "value": 0, "by": {}});
        }
    }
    let shows =
        |model: &Value, format: Format| String::from_utf8(printed(Lang::Hans, model, format)).unwrap().contains(name);
    for format in [Format::Txt, Format::Md, Format::Html, Format::Csv] {
        let mut model = model.clone();
        let home = units.len();
        model["units"].as_array_mut().unwrap().push(nobody.clone());
        assert!(!shows(&model, format), "nobody is there: {format:?}");
        model["units"][home]["stocks"]["persons"]["value"] = 1.into();
        assert!(shows(&model, format), "{format:?}");
    }
}

#[test]
fn a_chart_counts_the_days_left_as_the_plan_does_and_names_no_day_beyond_its_axis() {
    let (_dir, _, evenings) = a_week();
    let mut model = evenings.last().unwrap().clone();
    assert!(page(Lang::Hans, &model).contains("余 5 个工作日"), "9 to 13 March, both counted");
    for figure in ["placements", "households_visited"] {
        model["figures"][figure]["finish"] = "2026-05-28".into();
    }
    let page = page(Lang::Hans, &model);
    assert!(page.contains("→ 5月28日</text>") && !page.contains("预计 5月28日</text>"));
    let charts: Vec<&str> = page.split("<section class=\"wall\">").skip(1).collect();
    let gaps: Vec<bool> = charts.iter().map(|chart| chart.contains(">差<")).collect();
    assert_eq!(gaps.iter().filter(|has| **has).count(), 1, "only villages with targets have gaps");
}

#[test]
fn the_same_model_makes_the_same_workbook_whenever_it_is_printed() {
    let (_dir, model) = a_hostile_week();
    let first = printed(Lang::Hans, &model, Format::Xlsx);
    // Files in a ZIP are dated to two seconds.
    std::thread::sleep(Duration::from_millis(2100));
    assert!(first == printed(Lang::Hans, &model, Format::Xlsx));
}

#[test]
fn the_flat_table_can_be_summed_by_its_keys() {
    let (_dir, model) = a_hostile_week();
    let text = String::from_utf8(printed(Lang::Hans, &model, Format::Csv)).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("Excel wants the mark");
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().take(4).collect::<Vec<_>>(), ["战报日期", "期号", "单位代码", "单位"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |kind: &str, key: &str| -> Vec<&csv::StringRecord> {
        rows.iter().filter(|row| &row[4] == kind && &row[5] == key && row[6].is_empty()).collect()
    };
    let visited = of("figure", "households_visited");
    let number = |row: &csv::StringRecord, at: usize| row[at].parse::<i64>().unwrap();
    assert_eq!((number(visited[0], 12), &visited[0][14]), (13, "76.5%"));
    assert_eq!(visited[1..].iter().map(|row| number(row, 12)).sum::<i64>(), 13, "the villages add up to the whole");
    assert_eq!(of("stock", "employed").len(), visited.len());
    assert!(
        rows.iter().all(|row| row[2].len() == 12 && row[2].bytes().all(|b| b.is_ascii_digit())),
        "a code that other tables can be looked up by"
    );
    assert!(RegionCode::parse(&rows[0][2]).is_some(), "and we read it");
    let names: Vec<&str> = visited.iter().map(|row| &row[3]).collect();
    assert!(names.contains(&TAG) && names.contains(&format!("'{FORMULA}").as_str()), "{names:?}");
}

/// Runs a program for a minute and a half at most; `None` where it is not installed.
fn run(program: &str, args: &[&str]) -> Option<(bool, String)> {
    let spawned =
        Command::new(program).args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(_) => {
            eprintln!("{program} is not installed: not tried");
            return None;
        }
    };
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() > Duration::from_secs(90) => {
                let _ = child.kill();
                panic!("{program} did not end within 90 seconds");
            }
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut said).unwrap();
    Some((status.success(), said))
}

/// How many pages a PDF has, by its page objects.
fn pages(pdf: &Path) -> usize {
    let bytes = std::fs::read(pdf).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    text.match_indices("/Type /Page")
        .chain(text.match_indices("/Type/Page"))
        .filter(|(at, word)| !text[at + word.len()..].starts_with('s'))
        .count()
}

#[test]
fn chromium_prints_the_page() {
    let (dir, model) = a_hostile_week();
    let (page, pdf) = (dir.path().join("战报.html"), dir.path().join("page.pdf"));
    std::fs::write(&page, self::page(Lang::Hans, &model)).unwrap();
    let profile = format!("--user-data-dir={}", dir.path().join("profile").display());
    let out = format!("--print-to-pdf={}", pdf.display());
    let quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
    let quieter = ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", &profile, &out];
    let address = format!("file://{}", page.display());
    let args: Vec<&str> = quiet.into_iter().chain(quieter).chain([address.as_str()]).collect();
    let Some((fine, _)) = run("chromium", &args) else { return };
    assert!(fine && pages(&pdf) >= 3, "{} pages: the report, and a page for each chart", pages(&pdf));
}

#[test]
fn libreoffice_and_openpyxl_open_the_workbook_and_the_table() {
    let (dir, model) = a_hostile_week();
    let at = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(at("r.xlsx"), printed(Lang::Hans, &model, Format::Xlsx)).unwrap();
    std::fs::write(at("t.csv"), printed(Lang::Hans, &model, Format::Csv)).unwrap();
    let script = format!(
        "import openpyxl\nbook = openpyxl.load_workbook({:?})\nrow = [r for r in book['战报'].values if r[0] == '走访户数'][0]\n\
         print([type(c).__name__ for c in row])\nprint(book['各村']['A4'].data_type, book['各村']['B5'].data_type)",
        at("r.xlsx")
    );
    if let Some((true, _)) = run("/usr/bin/python3", &["-c", "import openpyxl"]) {
        let (fine, said) = run("/usr/bin/python3", &["-c", &script]).unwrap();
        assert!(fine);
        let mut lines = said.lines();
        let blank = "NoneType";
        let types =
            format!("{:?}", ["str", "str", "int", "int", "int", "int", "float", blank, blank, "float", "datetime"]);
        assert_eq!(lines.next().unwrap().replace('\'', "\""), types);
        assert_eq!(lines.next(), Some("s s"), "a code and a would-be formula are strings");
    } else {
        eprintln!("openpyxl is not installed: not tried");
    }
    let profile = format!("-env:UserInstallation=file://{}", at("profile"));
    let out = at("out");
    let convert = |to: &str, filter: &str, from: &str| {
        let filter = format!("--infilter={filter}");
        run("soffice", &["--headless", &profile, &filter, "--convert-to", to, "--outdir", &out, &at(from)])
    };
    let Some((fine, _)) = convert("pdf", "Calc MS Excel 2007 XML", "r.xlsx") else { return };
    assert!(fine);
    let printed = pages(&dir.path().join("out/r.pdf"));
    assert!(printed >= 6, "every sheet but those that hold data for charts and programs: {printed} pages");
    let mut parts = zip::ZipArchive::new(std::fs::File::open(at("r.xlsx")).unwrap()).unwrap();
    let book = std::io::read_to_string(parts.by_name("xl/workbook.xml").unwrap()).unwrap();
    assert_eq!(book.matches("_xlnm.Print_Area").count(), 2);
    let commas = "CSV:44,34,76,1,,0,false,true,false";
    assert!(convert("xlsx:Calc MS Excel 2007 XML", commas, "t.csv").is_some_and(|(fine, _)| fine));
    let table = &sheets(std::fs::read(at("out/t.xlsx")).unwrap())[0].1;
    assert!(matches!(table.get((1, 2)), Some(Data::Float(code)) if *code == 529_999_001_000.0), "twelve digits, whole");
    assert!(matches!(table.get((1, 10)), Some(Data::Float(_))), "a number is a number");
}
