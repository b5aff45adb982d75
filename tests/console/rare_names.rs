//! Names as they are: long ones with an interpunct, characters beyond the common planes, a pasted family of emoji, marks
//! that combine or turn the direction. Every list and page stays in its columns and its frames.

use crate::headless::{Console, day, township};
use zhanbao::book::{Draft, PeopleQuery};
use zhanbao::domain::acts::{Fact, PassengerFacts, VisitFacts};
use zhanbao::domain::facts::{HouseholdFacts, PersonFacts, RosterFacts, WorkFacts};
use zhanbao::domain::keys::{Capacity, Outcome, Sex, TripState, VisitBy};
use zhanbao::domain::subject::{SubjectId, SubjectKind};
use zhanbao::text;

const NAMES: [&str; 7] = [
    "测试艾力江·买买提·吐尔逊·阿不都热合曼",
    "测试𠮷𡘙",
    "测试👨‍👩‍👧宝",
    "测试e\u{301}朗",
    "测试\u{202e}甲\u{2066}乙",
    "测试\u{1b}[31m红\u{7}",
    "测试甲",
];
/// What officers put into the cells behind the name is no better.
const EMPLOYER: &str = "测试\u{202e}𠮷田👨‍👩‍👧·电子科技有限公司第十八车间e\u{301}";
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 18)];

/// A township with these people on its roster, at home and due for a visit, in its task book, and on the list of the bus
/// at the kerb.
fn with_rare_names(width: u16, height: u16) -> Console {
    let desk = township(width, height);
    let mut book = desk.beside();
    let trips = book.trips().unwrap();
    let (bus, _) = trips.into_iter().find(|(_, trip)| trip.state == Some(TripState::Boarding)).unwrap();
    let village = book.people(&PeopleQuery { limit: 1, ..PeopleQuery::default() }, day()).unwrap().rows[0].unit;
    let yesterday = day().pred_opt().unwrap();
    let drafts = NAMES.iter().enumerate().flat_map(|(n, name)| {
        let id = SubjectId::random(SubjectKind::Person, [n as u8 + 1; 8]);
        let house = SubjectId::random(SubjectKind::Household, [n as u8 + 1; 8]);
        let draft = |day, subjects, fact| Draft { day, officer: name.to_string(), unit: Some(village), subjects, fact };
        let facts = PersonFacts {
            name: Some((*name).into()),
            sex: Some(Sex::Male),
            birth: "1990-03-01".parse().ok(),
            relation: Some("户主".into()),
            capacity: Some(Capacity::Ordinary),
            village: Some(village),
            group: Some("一组".into()),
            skills: Some(EMPLOYER.into()),
            household: Some(house),
            ..PersonFacts::default()
        };
        let home = HouseholdFacts {
            household_no: Some(format!("529999999900000{n}").into()),
            village: Some(village),
            group: Some("一组".into()),
            address: Some(EMPLOYER.into()),
            contact: Some((*name).into()),
            ..HouseholdFacts::default()
        };
        let roster = RosterFacts {
            as_of: yesterday,
            person: facts,
            household: home,
            work: None,
            spells: Vec::new(),
            home: None,
            returned: None,
            cleared: Vec::new(),
        };
        let visit = VisitFacts {
            by: VisitBy::Home,
            outcome: Outcome::WantsWork,
            need: Some(EMPLOYER.into()),
            next: Some(day()),
            note: Some(name.to_string()),
        };
        let work = WorkFacts {
            start: Some(day()),
            place: Some("测试市𠮷·甲区".into()),
            employer: Some(EMPLOYER.into()),
            wage: Some(4_000),
            ..WorkFacts::default()
        };
        let seat = PassengerFacts {
            point: Some(name.to_string()),
            employer: Some(EMPLOYER.into()),
            ..PassengerFacts::default()
        };
        let mut drafts = vec![
            draft(yesterday, vec![id, house], Fact::Roster(Box::new(roster))),
            draft(yesterday, vec![id], Fact::Visit(visit)),
            draft(day(), vec![bus, id], Fact::TripAdd(seat)),
        ];
        if n == 0 {
            drafts.push(draft(day(), vec![id], Fact::Placement(work)));
        }
        drafts
    });
    let drafts: Vec<Draft> = drafts.collect();
    book.record_all(drafts).unwrap();
    drop(book);
    desk.again(width, height)
}

/// Every row that begins at the frame ends at it, each upright goes on above and below, no glyph is cut or run over, and
/// no mark is drawn that turns or steers what is shown.
fn framed(desk: &Console, on: &str) {
    let buffer = desk.buffer();
    let area = buffer.area;
    let shown = || format!("{on}\n{}", desk.text());
    let symbol = |x: u16, y: u16| buffer[(x, y)].symbol();
    for y in 1..area.height - 1 {
        let ends = |x: u16| ["│", "╭", "╮", "╰", "╯"].contains(&symbol(x, y));
        assert_eq!(ends(0), ends(area.width - 1), "row {y} {}", shown());
    }
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = symbol(x, y);
            assert!(!cell.contains(text::is_unwanted), "row {y} {cell:?} {}", shown());
            let cells = text::width(cell).max(1) as u16;
            let hidden = (x + 1..(x + cells).min(area.width)).all(|x| symbol(x, y).trim().is_empty());
            assert!(hidden, "row {y}: {cell:?} lies over its neighbour {}", shown());
            if cell == "│" {
                // It goes on, or ends at the edge of what lies over it, which may have a title there.
                let edge = |y: u16| (0..=x).any(|x| matches!(symbol(x, y), "╭" | "╰"));
                let goes_on = |y: u16| matches!(symbol(x, y), "│" | "╮" | "╯") || edge(y);
                assert!(goes_on(y - 1) && goes_on(y + 1), "{x},{y} {}", shown());
            }
            x += cells;
        }
        assert_eq!(x, area.width, "row {y} {}", shown());
    }
}

/// The columns, in cells, in which a word begins in the rows of people with such names; all rows that have the word.
fn one_column(desk: &Console, word: &str, least: usize) {
    let buffer = desk.buffer();
    let area = buffer.area;
    let mut found = Vec::new();
    for y in 2..area.height - 1 {
        let row = |x: u16| (x..area.width).map(|x| buffer[(x, y)].symbol().to_string());
        let spelled = |x: &u16| {
            let letters: String = row(*x).filter(|cell| !cell.trim().is_empty()).take(word.chars().count()).collect();
            letters == word
        };
        let here = |text: &str| row(0).filter(|cell| !cell.trim().is_empty()).collect::<String>().contains(text);
        if here("测试")
            && let Some(x) = (0..area.width).find(|x| !buffer[(*x, y)].symbol().trim().is_empty() && spelled(x))
        {
            found.push(x);
        }
    }
    assert!(found.len() >= least, "{word} {found:?}\n{}", desk.text());
    found.dedup();
    assert_eq!(found.len(), 1, "{word} {found:?}\n{}", desk.text());
}

fn village(desk: &Console) -> String {
    let book = desk.beside();
    let unit = book.people(&PeopleQuery { limit: 1, ..PeopleQuery::default() }, day()).unwrap().rows[0].unit;
    book.steering().unit_name(unit)
}

/// Goes there, and looks.
fn look(desk: &mut Console, keys: &str) {
    desk.type_in(keys);
    framed(desk, keys);
}

#[test]
fn the_lists_of_the_day_stay_in_their_columns() {
    for (width, height) in SIZES {
        let mut desk = with_rare_names(width, height);
        framed(&desk, "today");
        for _ in 0..3 {
            look(&mut desk, "w");
            for _ in 0..6 {
                look(&mut desk, "pagedown");
            }
        }
        look(&mut desk, "2");
        for _ in 0..12 {
            look(&mut desk, "enter");
            look(&mut desk, "esc down");
        }
        look(&mut desk, "w");
        look(&mut desk, "esc");
        look(&mut desk, "[");
        one_column(&desk, &village(&desk), NAMES.len());
        // The axis of a chart ends where it ends: only the list of villages is looked at.
        desk.resize(width.min(100), height);
        look(&mut desk, "5");
        desk.resize(width, height);
        look(&mut desk, "6");
        look(&mut desk, "w");
        look(&mut desk, "s");
        look(&mut desk, "esc 1 : c e");
    }
}

#[test]
fn the_roster_and_its_pages_stay_in_their_columns() {
    for (width, height) in SIZES {
        let mut desk = with_rare_names(width, height);
        desk.type_in("3");
        desk.paste("测试");
        desk.settle();
        framed(&desk, "roster");
        one_column(&desk, "男", NAMES.len());
        look(&mut desk, "down");
        for _ in NAMES {
            look(&mut desk, "enter");
            look(&mut desk, "G");
            look(&mut desk, "c");
            look(&mut desk, "esc o");
            look(&mut desk, "G");
            look(&mut desk, "esc esc space");
        }
        for act in ["v", "r", "p", "l", "h", "b"] {
            look(&mut desk, act);
            desk.type_in("esc esc");
        }
        look(&mut desk, "t /");
        desk.paste("测试");
        desk.settle();
        one_column(&desk, &village(&desk), NAMES.len());
        look(&mut desk, "down");
        for _ in NAMES {
            look(&mut desk, "down");
        }
    }
}

#[test]
fn the_bus_stays_in_its_columns() {
    for (width, height) in SIZES {
        let mut desk = with_rare_names(width, height);
        look(&mut desk, "4");
        look(&mut desk, "enter G");
        one_column(&desk, "待点名", NAMES.len());
        look(&mut desk, "enter");
        look(&mut desk, "esc t");
        look(&mut desk, "esc x");
        desk.paste("测试");
        desk.settle();
        framed(&desk, "who did not come");
        desk.type_in("2");
        framed(&desk, "absent");
        look(&mut desk, "a");
        desk.paste("测试");
        desk.settle();
        framed(&desk, "added to the list");
    }
}

#[test]
fn the_quick_line_and_a_pasted_list_stay_in_their_columns() {
    for (width, height) in SIZES {
        let mut desk = with_rare_names(width, height);
        for act in ["v", "r", "p", "l", "h", "b"] {
            desk.type_in(act);
            desk.paste("测试");
            desk.settle();
            framed(&desk, act);
            for _ in NAMES {
                look(&mut desk, "down");
            }
            look(&mut desk, "up enter");
            desk.type_in("esc esc esc");
        }
        let list: String = NAMES.iter().map(|name| format!("{name} {EMPLOYER} 5200\n")).collect();
        desk.paste(&format!("今天上岗名单:\n{list}"));
        framed(&desk, "what is pasted");
        look(&mut desk, "enter");
        for _ in NAMES {
            look(&mut desk, "down");
        }
        look(&mut desk, "tab enter");
        look(&mut desk, "esc e");
        look(&mut desk, "esc c");
    }
}
