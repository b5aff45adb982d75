//! A roster as it comes from the field, from file to findings. Everybody in it is made up.

use super::*;
use crate::domain::facts::{StatedWork, WorkFacts};
use crate::domain::keys::*;
use crate::domain::region::RegionCode;

struct Tree;

impl Villages for Tree {
    fn resolve(&self, township: Option<&str>, village: &str) -> VillageMatch {
        match (township, village) {
            (Some("别镇"), "下寨村") => VillageMatch::WrongTownship,
            (_, "下寨村") => VillageMatch::Known(RegionCode::from_number(522301001001)),
            (_, "无树村") => VillageMatch::NoTree,
            _ => VillageMatch::Unknown,
        }
    }
}

impl Places for Tree {
    fn trip(&self, number: &str) -> crate::domain::subject::SubjectId {
        crate::domain::subject::SubjectId::derived(crate::domain::subject::SubjectKind::Trip, number)
    }

    fn locate(&self, text: &str) -> (Option<RegionCode>, PlaceClass) {
        match text {
            "浙江省宁波市" => (RegionCode::parse("3302"), PlaceClass::Beyond),
            _ => (None, PlaceClass::Unknown),
        }
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A valid number for somebody made up: born on this day, with this sequence number (odd: a man).
fn number(birth: &str, sequence: u32) -> String {
    let body = format!("522301{birth}{sequence:03}");
    let sum: u32 = body
        .bytes()
        .zip([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
        .map(|(d, w)| u32::from(d - b'0') * w)
        .sum();
    format!("{body}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

fn read_bytes(bytes: &[u8], options: &Options) -> Result<(Summary, Vec<RosterRow>), RosterError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("名册.csv");
    std::fs::write(&path, bytes).unwrap();
    let mut rows = Vec::new();
    let summary = read(&path, options, &Tree, &Tree, &mut |row| rows.push(row))?;
    Ok((summary, rows))
}

fn options() -> Options {
    Options { as_of: Some(day("2025-03-01")), today: day("2025-03-05"), ..Options::default() }
}

/// Reads a file of one household (with a head first) whose further columns are given.
fn one(header: &str, cells: &str) -> (Vec<String>, Option<RosterRow>, Summary) {
    let csv = format!("户编号,姓名,证件号码,{header}\n52230100001,测试甲,{},{cells}\n", number("19900101", 1));
    let (summary, mut rows) = read_bytes(csv.as_bytes(), &options()).unwrap();
    (codes(&summary), rows.pop(), summary)
}

fn codes(summary: &Summary) -> Vec<String> {
    summary.findings.iter().map(|f| format!("{}:{}", f.row, f.code)).collect()
}

fn work(row: Option<RosterRow>) -> WorkFacts {
    match row.unwrap().facts.work {
        Some(StatedWork::Working(work)) => work,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_roster_with_titles_and_totals_reads_row_by_row() {
    let (a, b) = (number("19900101", 1), number("19920202", 2));
    let csv = format!(
        "测试镇名册(截至2025年2月28日),,,,,,,\n,,,,,,,\n\
         序号,户编号,姓名,身份证号,与户主关系,就业状态,务工地点,月收入\n\
         1,52230100001,测试甲,{a},户主,在外务工,浙江省宁波市,4000\n\
         2,52230100001,\"测\n试 乙\",'{b},配偶,务农,,\n3,,,,,,,\n合计,,2人,,,,,4000\n填表人:测试丙,,,,,,,\n"
    );
    let options = Options { as_of: None, ..options() };
    for bytes in [csv.as_bytes().to_vec(), encoding_rs::GB18030.encode(&csv).0.into_owned()] {
        let (summary, rows) = read_bytes(&bytes, &options).unwrap();
        assert_eq!((summary.source.header_row, summary.rows, summary.rejected), (3, 2, 0));
        assert_eq!(summary.as_of, day("2025-02-28"));
        assert_eq!(summary.source.columns[2], ("id_no".to_owned(), "身份证号".to_owned()));
        assert_eq!((rows[0].row, rows[1].row), (4, 5));
        assert_eq!(rows[1].facts.person.name.as_deref(), Some("测试乙"));
        assert_eq!(rows[1].facts.work, Some(StatedWork::Farming));
        let Some(StatedWork::Working(work)) = &rows[0].facts.work else { panic!() };
        assert_eq!((work.wage, work.place_class, work.channel), (Some(4000), Some(PlaceClass::Beyond), None));
        assert!(summary.findings.iter().all(|f| f.severity == Severity::Notice), "{:?}", codes(&summary));
    }
}

#[test]
fn a_roster_without_a_date_or_a_header_is_refused() {
    let none = Options { as_of: None, ..options() };
    assert!(matches!(read_bytes("姓名,户编号\n测试甲,1\n".as_bytes(), &none), Err(RosterError::NoDate)));
    assert!(matches!(read_bytes("甲,乙\n1,2\n".as_bytes(), &none), Err(RosterError::Columns(_))));
}

#[test]
fn errors_reject_a_row_and_all_of_them_are_told() {
    let id = number("19900101", 1);
    let csv = format!(
        "户编号,姓名,证件号码,村,乡镇\n1,测试甲,{id},下寨村,\n2,测试乙,{id},上寨村,\n,,,下寨村,别镇\n3,测试丁,{},无树村,\n",
        number("19900101", 3)
    );
    let (summary, rows) = read_bytes(csv.as_bytes(), &options()).unwrap();
    assert_eq!(
        codes(&summary),
        [
            "3:id.duplicate",
            "3:village.unknown",
            "4:name.missing",
            "4:household.missing",
            "4:id.missing",
            "4:village.wrong_township"
        ]
    );
    assert_eq!((summary.rows, summary.rejected, rows.len()), (4, 2, 2));
    assert_eq!(summary.rejects[1].reasons.len(), 4);
    assert!(summary.findings[0].message.contains("第 2 行") && summary.findings[0].value.contains('*'));
    assert_eq!(rows[0].facts.household.village, RegionCode::parse("522301001001"));
    assert_eq!(rows[1].village_name.as_deref(), Some("无树村"));
}

#[test]
fn a_roster_in_traditional_script_is_read_as_well() {
    let csv = format!(
        "名冊(截至2025年2月28號)\n戶編號,姓名,證件號碼,與戶主關係,勞動能力,就業狀態,戶類型,月收入\n\
         52230100001,龍測試,{},戶主,普通勞動力,在外務工,脫貧戶,4000\n合計,,1人,,,,,4000\n",
        number("19900101", 1)
    );
    let (summary, rows) = read_bytes(csv.as_bytes(), &Options { as_of: None, ..options() }).unwrap();
    assert_eq!((summary.as_of, summary.rows, codes(&summary)), (day("2025-02-28"), 1, Vec::new()));
    let facts = &rows[0].facts;
    assert_eq!(facts.person.name.as_deref(), Some("龍測試"), "a name stays as it is written");
    assert_eq!(facts.person.relation.as_deref(), Some("户主"));
    assert_eq!(facts.person.capacity, Some(Capacity::Ordinary));
    assert_eq!(facts.household.kind, Some(HouseholdKind::Lifted));
    assert!(matches!(facts.work, Some(StatedWork::Working(_))));
}

#[test]
fn columns_that_contradict_the_number_lose() {
    let (codes, row, _) = one("性别,出生日期", "女,1991-01-01");
    assert_eq!(codes, ["2:id.birth_mismatch", "2:id.sex_mismatch"]);
    assert_eq!(row.unwrap().facts.person.sex, Some(Sex::Male));
    assert_eq!(one("性别,出生年月", "男性,1990-01").0, [""; 0]);
    assert_eq!(one("出生日期", "1990年1月1日").0, ["2:date.format"]);
}

#[test]
fn what_cannot_be_read_stays_in_the_note() {
    for wage in ["4000元左右", "4千", "面议", "-4000", "\"4,000\""] {
        let (codes, row, _) = one("月收入(元)", wage);
        assert_eq!(codes, ["2:number.invalid"], "{wage}");
        let note = row.unwrap().facts.person.import_note.unwrap();
        assert_eq!(note, format!("月收入(元)={}", wage.trim_matches('"')));
    }
    let (codes, row, _) = one("联系电话,劳动能力,毕业时间,备注", "1380013800,力气大,明年,常回家");
    assert_eq!(codes, ["2:date.invalid", "2:value.unknown", "2:phone.invalid"]);
    let note = row.unwrap().facts.person.import_note.unwrap();
    assert_eq!(note, "毕业时间=明年;劳动能力=力气大;联系电话=1380013800;备注=常回家");
}

#[test]
fn lost_bytes_and_endless_names_are_told() {
    let (found, row, _) = one("务工单位", "样\u{fffd}厂");
    assert_eq!(found, ["2:value.unknown"]);
    assert_eq!(work(row).employer.as_deref(), Some("样\u{fffd}厂"), "kept as it is");
    let told = |length: usize| {
        let (name, number) = ("测".repeat(length), number("19900101", 1));
        let csv = format!("户编号,姓名,证件号码,备注\n52230100001,{name},{number},\n");
        codes(&read_bytes(csv.as_bytes(), &options()).unwrap().0)
    };
    assert_eq!((told(60).len(), told(61)), (0, vec!["2:value.unknown".to_string()]));
}

#[test]
fn work_follows_its_words() {
    let header = "就业状态,务工地点,务工单位,月收入,务工时间(月)";
    let (codes, row, _) = one(header, "县内就业,,,3000.00,6");
    assert_eq!(codes, [""; 0]);
    let county = work(row);
    assert_eq!(
        (county.wage, county.place_class, county.start),
        (Some(3000), Some(PlaceClass::County), Some(day("2024-09-01")))
    );
    assert_eq!(work(one(header, "公益性岗位,,,,").1).channel, Some(Channel::PublicPost));
    assert_eq!(work(one(header, ",宁波,,,").1).place.as_deref(), Some("宁波"));
    assert_eq!(one(header, ",,,0,").1.unwrap().facts.work, None);
    let (codes, row, _) = one(header, "打工,,某厂,,");
    assert_eq!(codes, ["2:value.unknown"]);
    assert_eq!(work(row).employer.as_deref(), Some("某厂"));
    let (codes, row, _) = one(header, "未就业,,某厂,3000,");
    assert_eq!(codes, ["2:work.contradiction"]);
    assert_eq!(row.unwrap().facts.work, Some(StatedWork::Idle));
    assert_eq!(one(header, "未就业,无,无,0,0").0, [""; 0]);
    let row = one(header, "在校,,,,").1.unwrap().facts;
    assert_eq!((row.work, row.person.status), (Some(StatedWork::Idle), Some(Status::School)));
    assert_eq!(one(header, "丧失劳动能力,,,,").1.unwrap().facts.person.capacity, Some(Capacity::Lost));
    assert_eq!(one("是否务工", "是").1.map(|r| r.facts.work.is_some()), Some(true));
    assert_eq!(one("就业状态,开始时间", "在外务工,2025-03-02").0, ["2:date.invalid"]);
}

#[test]
fn work_that_cannot_be_is_told() {
    assert_eq!(one("就业状态,劳动能力", "在外务工,丧失劳动力").0, ["2:work.contradiction"]);
    assert_eq!(one("就业状态,在校生状况", "在外务工,高中").0, ["2:work.contradiction"]);
    assert_eq!(one("就业状态,在校生状况", "在外务工,非在校生").0, [""; 0]);
    let child = format!("户编号,姓名,证件号码,就业状态\n1,测试童,{},在外务工\n", number("20100101", 1));
    assert_eq!(codes(&read_bytes(child.as_bytes(), &options()).unwrap().0), ["2:work.contradiction"]);
}

#[test]
fn households_have_exactly_one_head() {
    let line = |household: u32, sequence: u32, relation: &str| {
        format!("{household},测试{sequence},{},{relation}\n", number("19900101", sequence))
    };
    let csv = [
        "户编号,姓名,证件号码,关系\n".to_owned(),
        line(1, 1, "户主"),
        line(1, 2, "之妻"),
        line(2, 3, "本人"),
        line(2, 4, "01"),
        line(3, 5, "之子"),
        line(3, 6, ""),
    ]
    .concat();
    let (summary, rows) = read_bytes(csv.as_bytes(), &options()).unwrap();
    assert_eq!(codes(&summary), ["5:household.two_heads", "6:household.no_head"]);
    assert_eq!(rows[2].facts.person.relation.as_deref(), Some("户主"));
}

#[test]
fn kinds_and_flags_of_households() {
    let of = |header: &str, cells: &str| {
        let (codes, row, _) = one(header, cells);
        let household = row.unwrap().facts.household;
        (codes.len(), household.kind, household.flags)
    };
    use HouseholdFlag::*;
    use HouseholdKind::*;
    assert_eq!(of("户类型", "脱贫户"), (0, Some(Lifted), None));
    assert_eq!(of("户类型", "脱贫户（享受政策）"), (0, Some(Lifted), None));
    assert_eq!(of("户类型", "监测户"), (0, Some(Unknown), None));
    assert_eq!(of("户类型", "低保户"), (0, Some(Ordinary), Some(vec![Subsistence])));
    assert_eq!(of("户类型,是否易地搬迁户,特困", "边缘易致贫户,是,否"), (0, Some(Marginal), Some(vec![Resettled])));
    assert_eq!(of("户类型,监测对象类别", "监测户,突发严重困难户"), (0, Some(Sudden), None));
    assert_eq!(of("户类型,低保", "富裕户,大概"), (2, None, None));
}

#[test]
fn text_that_a_spreadsheet_would_run_and_full_width_are_told() {
    let (codes, row, _) = one("住址,联系电话", "=HYPERLINK(1),+86 13800138000");
    assert_eq!(codes, ["2:text.spaces", "2:text.formula"]);
    let row = row.unwrap().facts;
    assert_eq!(row.household.address.as_deref(), Some("=HYPERLINK(1)"));
    assert_eq!(row.person.phone.as_deref(), Some("13800138000"));
    let (codes, row, _) = one("月收入", "\u{ff14}000");
    assert_eq!(codes, ["2:text.fullwidth"]);
    assert_eq!(work(row).wage, Some(4000));
}

#[test]
fn empty_cells_are_named_where_they_are_to_be_blanked() {
    let csv = format!("户编号,姓名,证件号码,联系电话,月收入\n1,测试甲,{},,3000\n", number("19900101", 1));
    let (_, rows) = read_bytes(csv.as_bytes(), &Options { overwrite_empty: true, ..options() }).unwrap();
    assert_eq!(rows[0].facts.cleared, ["phone"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn any_cells_read_without_panic_and_every_row_is_accounted_for(
        rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,12}|=1|-|户主|4000|5.2E+17|２０２５|202513|11010519491231002X", Field::ALL.len()), 1..6)
    ) {
        let header: Vec<&str> = Field::ALL.iter().map(|f| if *f == Field::Ignored { "序号" } else { f.zh() }).collect();
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(&header).unwrap();
        for row in &rows {
            csv.write_record(row).unwrap();
        }
        let (summary, taken) = read_bytes(&csv.into_inner().unwrap(), &options()).unwrap();
        proptest::prop_assert_eq!(summary.rows, summary.rejected + taken.len() as u64);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let _ = read_bytes(&bytes, &options());
        let mut file = "姓名,户编号,证件号码,月收入\n".as_bytes().to_vec();
        file.extend(bytes);
        let _ = read_bytes(&file, &options());
    }
}

/// `cargo test --release speed -- --ignored --nocapture`
#[test]
#[ignore = "measures"]
fn speed() {
    let mut csv = String::from(
        "序号,户编号,姓名,性别,民族,证件号码,出生日期,与户主关系,文化程度,在校生状况,健康状况,劳动能力,联系电话,村,组,户类型,就业状态,务工地点,务工单位,工种,月收入,务工时间(月),住址,备注\n",
    );
    for n in 0..200_000u32 {
        let birth = format!("{}{:02}{:02}", 1960 + n % 45, 1 + n / 45 % 12, 1 + n / 540 % 28);
        let id = number(&birth, n / 15120 * 60 + 1 + n % 45);
        let (head, status) =
            (["户主", "之子", "配偶"][n as usize % 3], ["在外务工", "灵活就业", "县内就业"][n as usize % 3]);
        let phone = if n % 10 == 0 { "坏电话" } else { "13800138000" };
        csv += &format!(
            "{n},5223010{:05},测试甲乙,{},布依族,{id},{}-{}-{},{head},初中,非在校生,健康,普通劳动力,{phone},下寨村,一组,脱贫户,{status},浙江省宁波市北仑区,测试电子制造有限公司,普工,4000,6,贵州省测试州测试市测试镇下寨村一组{n}号,\n",
            n / 3,
            if (n / 15120 * 60 + 1 + n % 45) % 2 == 1 { "男" } else { "女" },
            &birth[..4],
            &birth[4..6],
            &birth[6..]
        );
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in
        [("utf8.csv", csv.clone().into_bytes()), ("gbk.csv", encoding_rs::GB18030.encode(&csv).0.into_owned())]
    {
        let path = dir.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        for _ in 0..if name == "utf8.csv" { 12 } else { 2 } {
            let begun = std::time::Instant::now();
            let mut cells = 0;
            crate::sheet::open(&path, None)
                .unwrap()
                .visit(&mut |_, r, _| {
                    cells += r.len();
                    ControlFlow::Continue(())
                })
                .unwrap();
            let parsed = begun.elapsed();
            let begun = std::time::Instant::now();
            let mut taken = 0;
            let summary = read(&path, &options(), &Tree, &Tree, &mut |_| taken += 1).unwrap();
            println!(
                "{name} {} MB: {cells} cells parsed in {parsed:?}; read {taken}/{} with {} findings in {:?}",
                bytes.len() >> 20,
                summary.rows,
                summary.findings.len(),
                begun.elapsed()
            );
        }
    }
}
