//! How reports read: in three languages, from sealed figures, and in a county's own words.

use crate::common;
use crate::common::{OFFICER, day as date};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use zhanbao::domain::acts::SealFacts;
use zhanbao::locale::Lang;
use zhanbao::report::{Format, Wording, build, render};

/// A small township whose data is written in ASCII, with a folder for settings.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// Two days have passed: the first is sealed, with a correction to it on the second.
    fn open() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        office.run("2026-03-02", "init --unit 529999001 --name Sample --officer Lin");
        let roster = "村,户编号,与户主关系,姓名,身份证号,劳动能力,就业状态,务工地点,务工单位,户类型\n\
            East,H001,户主,Zhao,529999198503040010,普通劳动力,在外务工,浙江省宁波市,Works A,脱贫户\n\
            East,H001,配偶,Qian,529999198706110023,普通劳动力,未就业,,,脱贫户\n\
            West,H002,户主,Sun,529999197912120041,普通劳动力,在外务工,广东省东莞市,Works B,边缘易致贫户\n\
            West,H003,户主,Li,529999199001010051,普通劳动力,未就业,,,一般户\n\
            West,H004,户主,Zhou,52999919700505006X,,未就业,,,一般户\n";
        std::fs::write(office.path("roster.csv"), roster).unwrap();
        let file = office.path("roster.csv");
        office.run("2026-03-02", &format!("import roster {} --as-of 2026-03-01", file.display()));
        office.run(
            "2026-03-02",
            "target set --metric returns --unit Sample --quantity 40 --from 2026-03-02 --to 2026-03-20",
        );
        office.run(
            "2026-03-02",
            "target set --metric visits --unit Sample --quantity 9 --from 2026-03-02 --to 2026-03-20",
        );
        let visit = office.run("2026-03-02", "--json record visit H003 --by home --outcome unchanged");
        let visit: Value = serde_json::from_str(&visit).unwrap();
        office.run("2026-03-02", "record home Sun --on 2026-02-10");
        office.run("2026-03-02", "seal");
        office.run("2026-03-02", "record visit H001 --by phone --outcome unchanged");
        office.run("2026-03-03", "record return Sun --place beyond --employer WorksB");
        let hash = visit["entries"][0]["hash"].as_str().unwrap();
        office.run("2026-03-03", &format!("withdraw {hash} --why mistake"));
        office.run("2026-03-03", "trip plan A1 --departs 2026-03-04T08:00 --from Sample --to Harbour --seats 3");
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn template(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path("zhanbao/templates").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn try_run(&self, locale: &str, day: &str, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhanbao"));
        command.env("XDG_DATA_HOME", self.folder.path()).env("XDG_CONFIG_HOME", self.folder.path());
        command.env("LC_ALL", locale).arg("--book").arg(self.path("book.zb")).args(["--day", day]);
        command.args(line.split(' ')).output().unwrap()
    }

    fn run(&self, day: &str, line: &str) -> String {
        let out = self.try_run("zh_CN.UTF-8", day, line);
        assert!(out.status.success() || out.status.code() == Some(1), "{line}: {}", said(&out.stderr));
        said(&out.stdout)
    }
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn chinese(text: &str) -> Vec<&str> {
    let is = |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c);
    text.lines().filter(|line| line.contains(is)).collect()
}

/// The numbers of a text, in order of size.
fn numbers(text: &str) -> Vec<String> {
    let text = text.replace(',', "");
    let mut out: Vec<String> =
        text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|n| n.trim_matches('.').to_string()).collect();
    out.retain(|n| !n.is_empty());
    out.sort();
    out
}

#[test]
fn an_english_report_of_a_book_in_ascii_has_no_chinese_in_it() {
    let office = Office::open();
    for (day, what) in [("2026-03-02", "sealed in Chinese"), ("2026-03-03", "not sealed")] {
        for format in ["txt", "md"] {
            let out = office.run(day, &format!("--lang en report --format {format}"));
            assert_eq!(chinese(&out), Vec::<&str>::new(), "{what}, {format}");
        }
        let mut json: Value = serde_json::from_str(&office.run(day, "--lang en report --format json")).unwrap();
        assert_eq!(json["lang"], "en");
        // What is said is kept with the Chinese of its words, for any language.
        strip(&mut json);
        assert_eq!(chinese(&json.to_string()), Vec::<&str>::new(), "{what}");
    }
    let out = office.run("2026-03-03", "--lang en report");
    for words in [
        "[Issue 2] Sample: employment assistance battle report",
        "Tuesday 3 March 2026, as of ",
        "Year 2026 (1 Jan – 31 Dec)",
        "8. Corrections.  2 Mar visits ",
        "Trip A1, Sample → Harbour, 0 passengers",
        "1 person of working age has no labour capacity on file",
        "the target for returns to work",
    ] {
        assert!(out.contains(words), "{words} in:\n{out}");
    }
}

fn strip(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Object(map) => {
            map.shift_remove("says");
            map.shift_remove("named");
            map.values_mut().for_each(strip);
        }
        _ => {}
    }
}

#[test]
fn what_was_sealed_in_chinese_has_the_same_numbers_in_english_and_reprints_as_sealed_elsewhere() {
    let office = Office::open();
    let sealed = office.run("2026-03-02", "report --format json");
    let told = office.try_run("zh_CN.UTF-8", "2026-03-02", "report --format json --lang en");
    assert!(said(&told.stderr).contains("sealed in Simplified Chinese"), "{}", said(&told.stderr));
    let (sealed, told): (Value, Value) =
        (serde_json::from_str(&sealed).unwrap(), serde_json::from_slice(&told.stdout).unwrap());
    for key in ["figures", "stocks", "issue", "cutoff", "seal", "reported", "officer", "day"] {
        assert_eq!(sealed[key], told[key], "{key}");
    }
    let txt = office.run("2026-03-02", "report");
    let digits = sealed["seal"].as_str().unwrap();
    assert!(txt.contains(digits) && office.run("2026-03-02", "report --lang en").contains(digits));
    // The book goes on; what is told is still what was sealed.
    let before = office.run("2026-03-02", "report --lang en");
    office.run("2026-03-02", "record visit H001 --by home --outcome unchanged");
    assert_eq!(office.run("2026-03-02", "report --lang en"), before);
    // Another computer's locale is no wish for another language.
    let elsewhere = office.try_run("en_US.UTF-8", "2026-03-02", "report");
    assert_eq!(said(&elsewhere.stdout), txt);
    assert!(said(&elsewhere.stderr).contains("--lang en"), "{}", said(&elsewhere.stderr));
}

#[test]
fn traditional_is_our_words_in_traditional_script_and_names_as_they_are_written() {
    let (_dir, path) = common::folder();
    let clock = common::Clock::at(date(3, 2));
    let town = common::people(9);
    let mut book = common::book(&path, clock.options(1, 0), &town);
    book.record(common::visit(date(3, 2), &town[0])).unwrap();
    let report = build(&mut book, date(3, 2), OFFICER, false).unwrap();
    let printed = |lang| Wording::shipped(lang).render(&report).unwrap().0;
    let (hans, hant) = (printed(Lang::Hans), printed(Lang::Hant));
    assert_eq!(hans, render(&report).unwrap(), "made in Simplified Chinese");
    assert!(hant.txt.contains("甲乡就業幫扶戰報"), "{}", hant.txt);
    for words in ["一、總體  勞動力 ", "填報:网格员甲", "2026年度(1月1日—12月31日)", "未歸村|上寨村"]
    {
        assert!(words.split('|').any(|words| hant.txt.contains(words)), "{words} in:\n{}", hant.txt);
    }
    assert_eq!(numbers(&hans.txt), numbers(&hant.txt));
    assert_eq!(numbers(&hans.md), numbers(&hant.md));
    assert!(hant.md.contains("✓ 3 有勞動力家庭 = 至少一人就業 + 零就業 + 無意願未就業"), "{}", hant.md);
    let back: Value = serde_json::from_str(&hant.json).unwrap();
    let mut again = back.clone();
    zhanbao::report::retell(&mut again, Lang::Hans);
    assert_eq!(again, serde_json::from_str::<Value>(&hans.json).unwrap(), "there and back");
}

#[test]
fn a_seal_of_an_older_version_still_prints_and_is_told_as_far_as_it_says() {
    let (_dir, path) = common::folder();
    let clock = common::Clock::at(date(3, 2));
    let mut book = common::book(&path, clock.options(1, 0), &common::people(9));
    let seen = book.vector().unwrap();
    let report = build(&mut book, date(3, 2), OFFICER, true).unwrap();
    let facts = common::facts_of(&report, seen);
    let mut old: Value = serde_json::from_str(&facts.report).unwrap();
    strip(&mut old);
    old.as_object_mut().unwrap().shift_remove("lang");
    let facts = SealFacts { report: serde_json::to_string_pretty(&old).unwrap(), ..facts };
    book.seal(date(3, 2), OFFICER, facts).unwrap();
    let wording = |lang, asked| Wording { lang, asked, folder: None };
    let mut print = |lang, asked, format| wording(lang, asked).print(&mut book, date(3, 2), OFFICER, format).unwrap();
    let sealed = print(Lang::Hans, true, Format::Txt);
    assert_eq!(sealed.notices, Vec::<String>::new());
    assert_eq!(print(Lang::En, false, Format::Txt).bytes, sealed.bytes);
    let english = print(Lang::En, true, Format::Txt);
    let text = said(&english.bytes);
    assert!(text.contains("employment assistance battle report") && text.contains("1. Overview."), "{text}");
    assert_eq!(english.notices.len(), 1);
    print(Lang::En, true, Format::Md);
}

#[test]
fn a_county_has_its_own_words_and_a_broken_template_stops_nothing() {
    let office = Office::open();
    let sealed = office.run("2026-03-02", "report");
    let own = office.template(
        "report.txt.j2",
        "{{ unit.name }} {{ day | md }}:{{ figures.returns.day | num }}{% include 'foot.j2' %}",
    );
    office.template("foot.j2", "\n{{ officer }}");
    office.template("zh-TW/report.txt.j2", "{{ \"returns\" | word(\"metric\") }} {{ figures.returns.day }}");
    assert_eq!(office.run("2026-03-03", "report"), "Sample 3月3日:1\nLin\n");
    assert_eq!(office.run("2026-03-03", "report --lang en"), "Sample 3 Mar:1\nLin\n");
    assert_eq!(office.run("2026-03-03", "report --lang zh-TW"), "返崗 1\n");
    assert_eq!(office.run("2026-03-02", "report"), sealed, "a sealed day keeps its words");

    let other = office.template("en/report.txt.j2", "{% include 'foot.j2' %}");
    let out = office.try_run("en_US.UTF-8", "2026-03-03", &format!("report --check-template {}", other.display()));
    assert_eq!(out.status.code(), Some(0), "{}", said(&out.stdout));
    std::fs::remove_file(other).unwrap();

    std::fs::write(&own, "{{ unit.name }}\n{{ figures.returns.dya | num }}").unwrap();
    let out = office.try_run("zh_CN.UTF-8", "2026-03-03", "report");
    assert_eq!(out.status.code(), Some(0));
    assert!(said(&out.stdout).contains("就业帮扶战报"), "the shipped one");
    let told = said(&out.stderr);
    assert!(told.contains("report.txt.j2 第 2 行") && told.contains("figures.returns.dya"), "{told}");
    let out = office.try_run("zh_CN.UTF-8", "2026-03-03", "--json seal");
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(told["notices"].to_string().contains("report.txt.j2 第 2 行"), "{told}");
    assert!(office.run("2026-03-03", "report").contains("就业帮扶战报"));
}

#[test]
fn a_template_is_checked_line_by_line_without_a_book() {
    let office = Office { folder: tempfile::tempdir().unwrap() };
    let check = |text: &str| {
        let file = office.template("try.txt.j2", text);
        let out = office.try_run("zh_CN.UTF-8", "2026-03-02", &format!("report --check-template {}", file.display()));
        (out.status.code().unwrap(), said(&out.stdout), said(&out.stderr))
    };
    for shipped in ["zh-CN/report.txt.j2", "zh-CN/report.md.j2", "en/report.txt.j2", "en/report.md.j2"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/templates").join(shipped);
        let (status, told, _) = check(&std::fs::read_to_string(path).unwrap());
        assert_eq!((status, told.contains("没有问题")), (0, true), "{shipped}: {told}");
    }
    for (text, told) in [
        ("a\n{% for u in units %}\n", "语法不对"),
        ("a\n{{ unit.name | shout }}", "第 2 行:没有这个过滤器"),
        ("a\n\n{{ f.returns.day }}", "第 3 行:没有这一项:f"),
        ("{% if not seal %}{{ nobody }}{% endif %}", "第 1 行:没有这一项:nobody"),
        ("{% for c in checks if not c.ok %}\n{{ c.rows[0].nmae }}\n{% endfor %}", "第 2 行"),
        ("{{ stocks.employed.by.place.moon | num }}", "第 1 行:没有这一项"),
        ("{% include '../book.zb' %}", "第 1 行:找不到"),
        ("{% include '/etc/hostname' %}", "第 1 行:找不到"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "步骤太多"),
        ("{% for a in range(9999) %}{{ 'x' * 99999 }}{% endfor %}", "输出超过"),
        ("{# nothing #}", "什么也没有"),
        ("{% if day is nosuchtest %}x{% endif %}", "第 1 行:没有这个判断"),
        ("{{ day | md(1, 2, 3) }}", "第 1 行:括号里的项数不对:day | md(1, 2, 3)"),
        ("{{ unit + 1 }}", "第 1 行:这样算不出来,与战报里的内容不合:unit + 1"),
        ("{% include 'try.txt.j2' %}", "没有尽头"),
    ] {
        let (status, out, _) = check(text);
        assert_eq!(status, 1, "{text}: {out}");
        assert!(out.contains(told), "{text}: {out}");
    }
    let (status, _, told) = check("a plain text");
    assert!(status == 0 && told.contains("每天印出来都一样"), "{told}");
    let out = office.try_run("zh_CN.UTF-8", "2026-03-02", "report --check-template nowhere.j2");
    assert_eq!(out.status.code(), Some(2));
    assert!(said(&out.stderr).contains("nowhere.j2"));
    let file = office.template("odd.txt.j2", "{{ nobody }}");
    let out =
        office.try_run("en_US.UTF-8", "2026-03-02", &format!("--json report --check-template {}", file.display()));
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(
        (out.status.code(), &told["ok"], &told["faults"][0]["line"]),
        (Some(1), &Value::from(false), &Value::from(1))
    );
}

#[test]
fn doctor_finds_a_broken_template_and_one_whose_name_no_report_uses() {
    let office = Office::open();
    let doctor = || said(&office.try_run("zh_CN.UTF-8", "2026-03-03", "doctor").stdout);
    let broken = office.template("report.txt.j2", "{{ nosuch }}");
    assert!(doctor().contains("report.txt.j2 第 1 行:没有这一项:nosuch"), "{}", doctor());
    let told = said(&office.try_run("zh_CN.UTF-8", "2026-03-03", "report").stderr);
    assert!(told.contains("第 1 行:没有这一项:nosuch"), "{told}");
    std::fs::rename(&broken, broken.with_file_name("report.text.j2")).unwrap();
    assert!(doctor().contains("report.text.j2:没有战报用这个名字的文件"), "{}", doctor());
}

#[test]
fn one_household_is_no_households_in_english() {
    let quota = |n: i64| {
        let args = serde_json::json!({"day": "30 Mar", "metric": "households visited", "unit": "households", "count": {"grouped": n}});
        let mut report = serde_json::json!({"tomorrow": [{"text": "", "says": {"id": "report-quota", "args": args}}]});
        zhanbao::report::retell(&mut report, Lang::En);
        report["tomorrow"][0]["text"].as_str().unwrap().replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(quota(1), "30 Mar, households visited: 1 household");
    assert_eq!(quota(1200), "30 Mar, households visited: 1,200 households");
}

/// Times of the day struck out: a draft says the minute in which it was made.
fn without_clock(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for at in 0..chars.len().saturating_sub(4) {
        let digits = [0, 1, 3, 4].iter().all(|n| chars[at + n].is_ascii_digit());
        if digits && chars[at + 2] == ':' {
            [0, 1, 3, 4].iter().for_each(|n| chars[at + n] = '-');
        }
    }
    chars.into_iter().collect()
}

#[test]
fn a_shipped_template_is_printed_changed_and_put_to_use() {
    let office = Office::open();
    for format in ["txt", "md", "html"] {
        for lang in ["zh-CN", "zh-TW", "en"] {
            let shipped = office.run("2026-03-03", &format!("--lang {lang} report --format {format}"));
            let file = office.template(&format!("report.{format}.j2"), "");
            let print = format!("--lang {lang} report --print-template {format} -o {}", file.display());
            let out = office.try_run("zh_CN.UTF-8", "2026-03-03", &print);
            assert!(out.status.success() && out.stdout.is_empty(), "{}", said(&out.stderr));
            let own = if lang == "en" { "templates/en" } else { "templates" };
            let where_to = format!("{own}/report.{format}.j2");
            assert!(said(&out.stderr).contains(&where_to), "{}", said(&out.stderr));
            let check = format!("--lang {lang} report --check-template {}", file.display());
            let out = office.try_run("zh_CN.UTF-8", "2026-03-03", &check);
            assert_eq!(out.status.code(), Some(0), "{lang} {format}: {}", said(&out.stdout));
            let own = office.run("2026-03-03", &format!("--lang {lang} report --format {format}"));
            assert_eq!(without_clock(&own), without_clock(&shipped));
            std::fs::remove_file(file).unwrap();
        }
    }
}

#[test]
fn a_countys_own_page_is_escaped_bounded_and_checked() {
    let office = Office::open();
    office.run("2026-03-03", "record visit H003 --by phone --outcome unchanged --note x");
    let page = "<h1>{{ unit.name }}</h1>{% for w in walls %}{{ w.run }}{% endfor %}{% include 'foot.j2' %}";
    let own = office.template("report.html.j2", page);
    office.template("foot.j2", "<p>{{ officer }}, {{ lang }}</p>");
    let out = office.run("2026-03-03", "--officer <b>Lin report --format html --lang en");
    assert!(out.starts_with("<h1>Sample</h1><svg") && out.contains("<p>&lt;b&gt;Lin, en</p>"), "{out}");
    std::fs::write(&own, "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}").unwrap();
    let out = office.try_run("zh_CN.UTF-8", "2026-03-03", "report --format html");
    assert!(said(&out.stdout).starts_with("<!doctype html>"), "the shipped one");
    assert!(said(&out.stderr).contains("步骤太多"), "{}", said(&out.stderr));
    std::fs::write(&own, "{{ style }}\n{% for w in walls %}{{ w.facts.doen }}{% endfor %}").unwrap();
    let out = office.try_run("zh_CN.UTF-8", "2026-03-03", &format!("report --check-template {}", own.display()));
    assert_eq!(out.status.code(), Some(1));
    assert!(said(&out.stdout).contains("第 2 行:没有这一项:w.facts.doen"), "{}", said(&out.stdout));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let office = Office { folder: tempfile::tempdir().unwrap() };
    std::fs::write(office.path("secret.txt"), "secret").unwrap();
    let file = office.template("report.txt.j2", "{% include 'link.j2' %}");
    std::os::unix::fs::symlink(office.path("secret.txt"), file.with_file_name("link.j2")).unwrap();
    let out = office.try_run("zh_CN.UTF-8", "2026-03-02", &format!("report --check-template {}", file.display()));
    assert_eq!(out.status.code(), Some(1));
    assert!(!said(&out.stdout).contains("secret"));
}

#[test]
fn a_format_that_is_not_there_is_refused_in_a_sentence_and_writes_nothing() {
    let office = Office::open();
    let file = office.path("report.pdf");
    for line in
        [format!("report -o {}", file.display()), "report --format png".into(), "report --encoding gb18030".into()]
    {
        let out = office.try_run("zh_CN.UTF-8", "2026-03-03", &line);
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{line}");
        assert!(said(&out.stderr).contains("--format"), "{line}: {}", said(&out.stderr));
    }
    assert!(!file.exists());
    let file = office.path("report.md");
    office.run("2026-03-03", &format!("report -o {}", file.display()));
    assert!(std::fs::read_to_string(file).unwrap().starts_with("# 【第2期】"));
}
