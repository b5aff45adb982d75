use super::*;
use crate::domain::place;
use proptest::prelude::*;

struct Village;

const NAMES: [&str; 9] = ["张小明", "罗永富", "岑光明", "李桂芳", "王五", "赵样一", "欧阳测", "古丽·测试", "王小"];

impl Lore for Village {
    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 6).unwrap()
    }

    fn is_name(&self, text: &str) -> bool {
        NAMES.contains(&text)
    }

    fn village(&self, text: &str) -> Option<RegionCode> {
        ["下寨村", "下寨"].contains(&text).then(|| RegionCode::parse("529999101201").unwrap())
    }

    fn is_place(&self, text: &str) -> bool {
        let home = RegionCode::parse("529999101000").unwrap();
        place::locate(text, home, &|_| None).class != crate::domain::keys::PlaceClass::Unknown
    }

    fn is_employer(&self, text: &str) -> bool {
        ["海天塑机", "申洲针织"].iter().any(|name| name.contains(text))
    }
}

/// Everybody that a text names, with what it says of them.
fn people(text: &str) -> Vec<Hint> {
    let person = |row: Said| if let What::Person(hint) = row.what { Some(*hint) } else { None };
    read(text, &Village).rows.into_iter().filter_map(person).collect()
}

fn one(text: &str) -> Hint {
    let all = people(text);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.into_iter().next().unwrap()
}

#[test]
fn a_name_stands_however_people_number_and_adorn_it() {
    for line in [
        "张小明",
        "1.张小明",
        "1、张小明",
        "12、 张小明",
        "(3)张小明",
        "③张小明",
        "２．张小明",
        "🌹张小明👍",
        "[强]张小明[玫瑰]",
        "- 张小明。",
        "下寨村张小明",
        "张小明同志",
        "@张小明",
        "@李桂芳 张小明",
        "张小明已到岗",
        "张小明,已返岗",
        "张 小明",
    ] {
        let all = people(line);
        assert!(all.iter().any(|hint| hint.name == "张小明"), "{line}: {all:?}");
        assert_eq!(all.len(), 1, "{line}: {all:?}");
    }
    assert_eq!(one("王  五 宁波").name, "王五");
    assert_eq!(one("古丽•测试 宁波").name, "古丽·测试");
    assert_eq!(one("王小二 宁波").name, "王小二");
}

#[test]
fn what_is_said_of_somebody() {
    for line in
        ["张小明 宁波海天 5200", "张小明去宁波海天上班5200元", "张小明:宁波市,海天,5.2千", "张小明 宁波 海天 五千二"]
    {
        let hint = one(line);
        assert_eq!(hint.place.as_deref().map(|p| p.trim_end_matches('市')), Some("宁波"), "{line}");
        assert_eq!(hint.employer.as_deref(), Some("海天"), "{line}");
        assert_eq!(hint.wage, Some(5200), "{line}");
    }
    let hint = one("3. 罗永富,申洲");
    assert_eq!((hint.name.as_str(), hint.employer.as_deref(), hint.place), ("罗永富", Some("申洲"), None));
    assert!(one("王大哥(没去)").not_gone.is_some());
    assert!(one("罗永富 没去,家里有事").not_gone.is_some());
    assert_eq!(one("岑光明家媳妇 宁波海天").kin, Some(("媳妇".into(), Some(true))));
    assert_eq!(one("张小明 尾号6601").tail.as_deref(), Some("6601"));
    assert_eq!(one("张小明 522***********041X 宁波").tail.as_deref(), Some("041X"));
    assert_eq!(one("张小明 138-0000-6601").tail.as_deref(), Some("13800006601"));
    assert_eq!(one("张小明 3月2日 宁波海天").day, NaiveDate::from_ymd_opt(2026, 3, 2));
    assert_eq!(one("张小明 宁波海天 焊工").occupation.as_deref(), Some("焊工"));
    assert_eq!(one("张小明 失业了,厂子倒闭").act, Some(ListAct::Loss));
    assert_eq!(one("走访张小明 不在家").outcome, Some(Outcome::NotReached));
}

#[test]
fn several_in_a_line_share_what_follows_them() {
    let all = people("张小明、罗永富、李桂芳 宁波海天 5000");
    assert_eq!(all.iter().map(|hint| hint.name.as_str()).collect::<Vec<_>>(), ["张小明", "罗永富", "李桂芳"]);
    assert!(all.iter().all(|hint| hint.employer.as_deref() == Some("海天") && hint.wage == Some(5000)), "{all:?}");
    let all = people("张小明 海天 5200,罗永富 申洲 4800");
    assert_eq!(all.iter().map(|hint| hint.employer.as_deref()).collect::<Vec<_>>(), [Some("海天"), Some("申洲")]);
    assert_eq!(all.iter().map(|hint| hint.wage).collect::<Vec<_>>(), [Some(5200), Some(4800)]);
    let all = people("宁波海天:张小明 李桂芳");
    assert!(all.len() == 2 && all.iter().all(|hint| hint.place.as_deref() == Some("宁波")), "{all:?}");
    assert_eq!(people("张小明李桂芳和罗永富都去海天了").len(), 3);
}

#[test]
fn headings_senders_and_talk_are_told_from_people() {
    let list = "李秀英 16:30\n今天下寨村返岗名单:\n1.张小明 宁波海天\n2.罗永富\n\n2026-03-06 16:31:05\n收到\n以下人员没去:\n李桂芳\n谢谢大家👍";
    let read = read(list, &Village);
    let kinds: Vec<&str> = read
        .rows
        .iter()
        .map(|row| match &row.what {
            What::Person(hint) if hint.not_gone.is_some() => "not gone",
            What::Person(_) => "person",
            What::Sender => "sender",
            What::Heading => "heading",
            What::Nobody => "nobody",
        })
        .collect();
    assert_eq!(kinds, ["sender", "heading", "person", "person", "sender", "nobody", "heading", "not gone", "nobody"]);
    assert_eq!(read.act, Some(ListAct::Return));
    let What::Person(hint) = &read.rows[3].what else { panic!("{:?}", read.rows[3]) };
    assert!(hint.village.is_some(), "the heading's village is everybody's");
}

#[test]
fn the_act_is_guessed_from_the_heading_or_from_what_most_lines_say() {
    for (list, act) in [
        ("今日走访:\n张小明 不在家", Some(ListAct::Visit)),
        ("3月6日直通车上车名单\n张小明\n罗永富", Some(ListAct::Bus)),
        ("新增就业\n张小明 县城", Some(ListAct::Placement)),
        ("张小明失业了\n罗永富失业", Some(ListAct::Loss)),
        ("张小明\n罗永富", None),
    ] {
        assert_eq!(read(list, &Village).act, act, "{list}");
    }
}

proptest! {
    #[test]
    fn every_line_is_accounted_for(text in any::<String>()) {
        accounted(&text)?;
    }

    #[test]
    fn lines_like_those_of_a_chat_are_accounted_for(
        lines in proptest::collection::vec(
            "(1[.、] ?)?(@|\\[强\\]|下寨村)?(张小明|罗永富|岑光明|王大哥|古丽·测试|𠮷田|e\u{301}|👨‍👩‍👧)?(家媳妇|、|,| |:)?(李桂芳|宁波|海天|没去|返岗|名单)?[ :0-9.元千月日*X-]{0,12}", 0..12)
    ) {
        accounted(&lines.join("\n"))?;
    }
}

fn accounted(text: &str) -> Result<(), TestCaseError> {
    let rows = read(text, &Village).rows;
    for (n, line) in text.lines().enumerate() {
        let said = !clean(line).trim().is_empty();
        prop_assert_eq!(rows.iter().any(|row| row.line == n + 1), said, "line {} of {:?}", n + 1, text);
    }
    let names = possible_names(text, Village.today());
    for row in &rows {
        if let What::Person(hint) = &row.what {
            prop_assert!(!hint.name.is_empty());
            prop_assert!(!Village.is_name(&hint.name) || names.contains(&hint.name), "{} of {:?}", hint.name, names);
        }
    }
    Ok(())
}
