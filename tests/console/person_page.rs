//! A person's page as an officer uses it: read, shown, corrected, taken back.

use crate::headless::{Console, day, entrance, township};
use std::time::Duration;
use zhanbao::book::{Page, PeopleQuery, PersonPage, PersonRow};
use zhanbao::desk::acts::Visit;
use zhanbao::domain::id_number;
use zhanbao::domain::keys::{Outcome, Status, VisitBy, WishKey};

/// Somebody of the labour force who lives with others.
fn somebody(desk: &Console) -> PersonRow {
    let query = PeopleQuery { limit: 600, ..PeopleQuery::default() };
    let rows = desk.beside().people(&query, day()).unwrap().rows;
    let alone = |row: &PersonRow| rows.iter().filter(|other| other.household == row.household).count() < 3;
    let namesake = |row: &PersonRow| rows.iter().any(|other| other.id != row.id && other.name == row.name);
    rows.iter().find(|row| row.labour && row.phone.is_some() && !alone(row) && !namesake(row)).unwrap().clone()
}

fn page(desk: &Console, row: &PersonRow) -> PersonPage {
    match desk.beside().page(row.id, day()).unwrap() {
        Page::Person(page) => *page,
        _ => panic!("no person"),
    }
}

fn open(desk: &mut Console, row: &PersonRow) {
    desk.type_in("3");
    desk.paste(&row.name);
    desk.type_in("enter");
    assert!(title(desk).contains(&row.name), "{}", desk.text());
}

fn title(desk: &Console) -> String {
    desk.text().lines().nth(1).unwrap().to_string()
}

fn footer(desk: &Console) -> String {
    desk.text().lines().last().unwrap().to_string()
}

/// To the newest entry of the history.
fn to_history(desk: &mut Console) {
    for _ in 0..8 {
        if footer(desk).contains("撤销这条") {
            return;
        }
        desk.type_in("]");
    }
    panic!("no history\n{}", desk.text());
}

#[test]
fn numbers_are_shown_by_a_key_and_covered_again_by_themselves() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let facts = page(&desk, &row).person.facts;
    let (number, phone) = (facts.id_no.unwrap(), facts.phone.unwrap());
    open(&mut desk, &row);
    let shows = |desk: &Console| (desk.text().contains(number.as_str()), desk.text().contains(phone.as_str()));
    assert_eq!(shows(&desk), (false, false));
    assert!(desk.text().contains(&id_number::mask(&number)));
    desk.type_in("x");
    assert_eq!(shows(&desk), (true, true), "{}", desk.text());
    desk.pass(Duration::from_secs(18));
    assert_eq!(shows(&desk), (true, true));
    desk.pass(Duration::from_secs(3));
    assert_eq!(shows(&desk), (false, false), "{}", desk.text());
    // The key covers them too, and so does leaving.
    desk.type_in("x x");
    assert_eq!(shows(&desk), (false, false));
    desk.type_in("x esc enter");
    assert!(title(&desk).contains(&row.name), "{}", desk.text());
    assert_eq!(shows(&desk), (false, false));
    desk.type_in("x o esc");
    assert_eq!(shows(&desk), (false, false));
}

#[test]
fn from_a_person_to_the_household_to_another_member_and_back() {
    let mut desk = township(120, 40);
    let row = somebody(&desk);
    let members = match desk.beside().page(row.household.unwrap(), day()).unwrap() {
        Page::Household(_, _, members, _) => members,
        _ => panic!("no household"),
    };
    let other = members.iter().find(|member| member.id != row.id).unwrap();
    let other = other.person.facts.name.clone().unwrap();
    open(&mut desk, &row);
    desk.type_in("o");
    assert!(title(&desk).contains(row.household_no.as_deref().unwrap()), "{}", desk.text());
    desk.type_in("]");
    for _ in 0..members.len() {
        let here = desk.text().lines().find(|line| line.contains('▸')).unwrap().to_string();
        if here.contains(other.as_str()) {
            break;
        }
        desk.type_in("j");
    }
    desk.type_in("enter");
    assert!(title(&desk).contains(other.as_str()), "{}", desk.text());
    desk.type_in("esc esc");
    assert!(title(&desk).contains(&row.name), "{}", desk.text());
}

#[test]
fn an_entry_is_taken_back_with_a_reason() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let mut other = entrance(desk.folder.path()).desk().unwrap();
    let visit = Visit {
        subject: row.id,
        by: VisitBy::Phone,
        outcome: Outcome::WantsTraining,
        need: None,
        next: None,
        note: Some("证号 529999199001010011 已核".into()),
    };
    let drafts = visit.drafts(&other).unwrap();
    other.record(drafts).unwrap();
    open(&mut desk, &row);
    to_history(&mut desk);
    assert!(desk.text().contains("电话 想培训"), "{}", desk.text());
    assert!(!desk.text().contains("529999199001010011"), "a number in a note is covered");
    desk.type_in("w ctrl-s");
    assert!(desk.text().contains("还没有填"), "{}", desk.text());
    desk.paste("录错人");
    desk.type_in("enter");
    let history = page(&desk, &row).history;
    let (_, withdrawn) =
        history.iter().find(|(entry, _)| entry.kind == "visit" && entry.body.contains("phone")).unwrap();
    assert!(withdrawn);
    assert!(desk.text().contains("已撤销"), "{}", desk.text());
    // What was taken back cannot be taken back again.
    to_history_line(&mut desk, "想培训");
    assert!(!footer(&desk).contains("撤销这条"), "{}", desk.text());
    desk.type_in("w");
    assert!(footer(&desk).contains("不能再撤销"), "{}", desk.text());
}

fn to_history_line(desk: &mut Console, words: &str) {
    desk.type_in("G");
    for _ in 0..30 {
        let screen = desk.text();
        let here = screen.lines().find(|line| line.contains('▸')).unwrap();
        if here.contains(words) {
            return;
        }
        desk.type_in("k");
    }
    panic!("{}", desk.text());
}

#[test]
fn what_has_changed_is_recorded_and_nothing_else() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let before = page(&desk, &row);
    open(&mut desk, &row);
    desk.type_in("c ctrl-s");
    assert!(desk.text().contains("什么都没有改"), "{}", desk.text());
    // Phone; then, two lines on, nothing; the wish.
    desk.type_in("ctrl-u");
    desk.paste("13900000000");
    desk.type_in("tab tab tab");
    desk.press("2");
    desk.type_in("ctrl-s");
    assert!(footer(&desk).contains("已记下"), "{}", desk.text());
    let after = page(&desk, &row);
    assert_eq!(after.person.facts.phone.as_deref(), Some("13900000000"));
    assert_eq!(after.person.facts.wish.as_ref().map(|wish| wish.wish), Some(WishKey::ALL[1]));
    assert_eq!(after.person.facts.status, before.person.facts.status);
    assert_eq!(after.person.facts.village, before.person.facts.village);
    assert_eq!(after.history.len(), before.history.len() + 2);
}

#[test]
fn a_change_that_the_book_refuses_stays_in_the_form() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let before = page(&desk, &row).history.len();
    open(&mut desk, &row);
    desk.type_in("c ctrl-u");
    desk.paste("12");
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("情况变更") && desk.text().contains("12"), "{}", desk.text());
    assert_eq!(page(&desk, &row).history.len(), before);
    // Corrected, it is recorded: who has moved away leaves the roster.
    desk.type_in("ctrl-u");
    desk.paste("13900000000");
    desk.type_in("tab");
    let n = Status::ALL.iter().position(|word| *word == Status::MovedOut).unwrap() + 1;
    desk.press(&n.to_string());
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("不在册"), "{}", desk.text());
    assert!(!page(&desk, &row).standing.on_roster);
}

#[test]
fn name_number_and_household_are_put_right_too() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    let before = page(&desk, &row).person.facts;
    let number = "0123456789X".chars().map(|last| format!("52999919310203001{last}"));
    let number = number.into_iter().find(|number| id_number::read(number, day()).is_ok()).unwrap();
    open(&mut desk, &row);
    // The number stands there covered, and left alone it is no change.
    desk.type_in("c shift-tab");
    let screen = desk.text();
    assert!(!screen.contains(before.id_no.as_deref().unwrap()), "{screen}");
    assert!(screen.contains(&id_number::mask(&before.id_no.clone().unwrap())), "{screen}");
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("什么都没有改"), "{}", desk.text());
    // Half of it typed over, or a digit wrong: told at once, and nothing is recorded.
    desk.type_in("shift-tab left backspace ctrl-s");
    assert!(desk.text().contains("重新打全"), "{}", desk.text());
    desk.type_in("esc c shift-tab");
    desk.paste("529999193102030010");
    desk.type_in("tab");
    assert!(desk.text().contains("✗"), "{}", desk.text());
    desk.type_in("shift-tab ctrl-u");
    desk.paste(&number);
    desk.type_in("shift-tab ctrl-u");
    desk.paste("赵改名");
    desk.type_in("shift-tab ctrl-u");
    desk.paste("新立户 9");
    desk.type_in("ctrl-s");
    assert!(footer(&desk).contains("已记下") && footer(&desk).contains("还没有户 新立户 9"), "{}", desk.text());
    let after = page(&desk, &row);
    assert_eq!(after.person.facts.id_no.as_deref(), Some(number.as_str()));
    assert_eq!(after.person.facts.name.as_deref(), Some("赵改名"));
    assert_ne!(after.person.facts.household, before.household);
    assert_eq!(after.person.facts.phone, before.phone);
    assert!(title(&desk).contains("赵改名"), "{}", desk.text());
}

#[test]
fn every_size_is_drawn() {
    let mut desk = township(80, 24);
    let row = somebody(&desk);
    open(&mut desk, &row);
    for (width, height) in [(1, 1), (60, 18), (61, 19), (79, 23), (120, 40), (300, 90), (80, 24)] {
        desk.resize(width, height);
        desk.type_in("G g x");
    }
    assert!(title(&desk).contains(&row.name));
}
