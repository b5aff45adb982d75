//! 台账 as an officer uses it: found while typing, narrowed, marked, always the same person under the cursor.

use crate::headless::{Console, OFFICER, day, entrance, township};
use zhanbao::book::{Facets, PeopleQuery, PeopleSort, PersonRow};
use zhanbao::desk::acts::Change;
use zhanbao::domain::id_number;
use zhanbao::text::name_keys;

/// Those of the book that a query gives.
fn people(desk: &Console, query: PeopleQuery) -> (u64, Vec<PersonRow>) {
    let page = desk.beside().people(&PeopleQuery { limit: 1_000, ..query }, day()).unwrap();
    (page.total, page.rows)
}

fn text(text: &str) -> PeopleQuery {
    PeopleQuery { text: text.into(), ..PeopleQuery::default() }
}

fn title(desk: &Console) -> String {
    desk.text().lines().nth(1).unwrap().to_string()
}

/// The name in the row that keys act on.
fn selected(desk: &Console) -> String {
    let screen = desk.text();
    let line = screen.lines().find(|line| line.contains('▸')).unwrap_or_else(|| panic!("{screen}")).to_string();
    line.split('▸').nth(1).unwrap().trim_start_matches('▪').split_whitespace().next().unwrap().to_string()
}

/// Three initials, and whom they find first.
fn initials(desk: &Console) -> (String, PersonRow) {
    people(desk, PeopleQuery::default())
        .1
        .iter()
        .filter_map(|row| name_keys(&row.name).initials.first().cloned())
        .filter(|keys| keys.len() == 3)
        .find_map(|keys| {
            let first = people(desk, text(&keys)).1.into_iter().next()?;
            first.id_no.is_some().then_some((keys, first))
        })
        .unwrap()
}

#[test]
fn anyones_page_is_five_keys_away_from_any_screen() {
    let mut desk = township(80, 24);
    let (keys, person) = initials(&desk);
    let letters: Vec<String> = keys.chars().map(String::from).collect();
    for screen in ["1", "2", "4", "6"] {
        desk.type_in(screen);
        desk.keys_pressed();
        desk.type_in(&format!("3 {} enter", letters.join(" ")));
        assert_eq!(desk.keys_pressed(), 5);
        assert!(title(&desk).contains(&person.name), "{}", desk.text());
        assert!(desk.text().contains(person.id_no.as_deref().unwrap()), "{}", desk.text());
        assert!(desk.text().contains("变更记录") || desk.text().contains("务工经历"));
        desk.type_in("esc esc");
    }
}

#[test]
fn enter_pressed_before_the_answer_opens_the_first_of_the_right_list() {
    let mut desk = township(80, 24);
    let (keys, person) = initials(&desk);
    desk.type_in("3");
    // All at once, as fast fingers do: nothing is waited for in between.
    desk.press(&keys);
    desk.press("enter");
    desk.settle();
    assert!(title(&desk).contains(&person.name), "{}", desk.text());
}

#[test]
fn the_same_letters_typed_again_at_once_find_the_same_people() {
    let mut desk = township(80, 24);
    let (keys, person) = initials(&desk);
    desk.type_in("3");
    desk.press(&keys);
    desk.settle();
    desk.type_in("down 1 3");
    desk.press(&keys);
    desk.press("enter");
    desk.settle();
    assert!(title(&desk).contains(&person.name), "{}", desk.text());
}

#[test]
fn the_list_narrows_with_every_letter() {
    let mut desk = township(80, 24);
    let (keys, first) = initials(&desk);
    desk.type_in("3");
    assert!(title(&desk).contains("600 人"), "{}", desk.text());
    for n in 1..=keys.len() {
        desk.press(&keys[n - 1..n]);
        desk.settle();
        let (total, rows) = people(&desk, text(&keys[..n]));
        assert!(title(&desk).contains(&format!("→ {total} ")), "{total}: {}", title(&desk));
        assert_eq!(selected(&desk), rows[0].name);
    }
    assert_eq!(selected(&desk), first.name);
    // By village, and by the last digits of a number.
    let (total, _) = people(&desk, text(&first.village));
    desk.type_in("esc /");
    desk.paste(&first.village);
    assert!(title(&desk).contains(&format!("→ {total} ")), "{}", title(&desk));
    let tail: String = first.id_no.unwrap().chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    desk.type_in("esc /");
    desk.paste(&tail);
    assert!(desk.text().contains(&first.name), "{}", desk.text());
}

#[test]
fn the_filter_is_left_for_the_list_and_the_next_letter_begins_anew() {
    let mut desk = township(80, 24);
    let (keys, _) = initials(&desk);
    desk.type_in("3");
    desk.press(&keys);
    desk.settle();
    // In the list a letter is a command.
    desk.type_in("down v");
    assert!(!desk.text().contains(&format!("{keys}v")), "{}", desk.text());
    desk.type_in("esc / z");
    let (total, _) = people(&desk, text("z"));
    assert!(title(&desk).contains(&format!("→ {total} ")), "{}", desk.text());
    desk.type_in("backspace");
    assert!(title(&desk).contains("600 人"));
    assert!(!title(&desk).contains('→'));
}

#[test]
fn a_long_list_is_walked_to_its_end_without_being_held() {
    let mut desk = township(80, 24);
    let (_, rows) = people(&desk, PeopleQuery::default());
    desk.type_in("3 esc G");
    assert_eq!(selected(&desk), rows[599].name);
    desk.type_in("pageup pageup g");
    assert_eq!(selected(&desk), rows[0].name);
    for _ in 0..70 {
        desk.press("j");
    }
    desk.settle();
    assert_eq!(selected(&desk), rows[70].name);
}

#[test]
fn facets_narrow_the_list_and_one_key_clears_them() {
    let mut desk = township(80, 24);
    let facets = [
        ("3", "零就业家庭", Facets { zero: true, ..Facets::default() }),
        ("4", "在岗", Facets { employed: Some(true), ..Facets::default() }),
        ("5", "未就业", Facets { employed: Some(false), ..Facets::default() }),
        ("6", "应返岗未返岗", Facets { awaited: true, ..Facets::default() }),
        ("7", "在册", Facets { on_roster: Some(true), ..Facets::default() }),
    ];
    desk.type_in("3 esc");
    for (key, name, facets) in facets {
        let (total, _) = people(&desk, PeopleQuery { facets, ..PeopleQuery::default() });
        desk.type_in(&format!("f {key}"));
        let shown = title(&desk);
        assert!(shown.contains(name) && shown.contains(&format!("{total} ")), "{total}: {shown}");
        desk.type_in("esc");
        assert!(!title(&desk).contains(name), "{}", title(&desk));
    }
    let village = desk.beside().steering().villages().next().map(|(code, _)| code).unwrap();
    let facets = Facets { village: Some(village), employed: Some(true), ..Facets::default() };
    let (total, _) = people(&desk, PeopleQuery { facets, ..PeopleQuery::default() });
    desk.type_in("f 1 1 f 4");
    assert!(title(&desk).contains(&format!("→ {total} ")), "{total}: {}", title(&desk));
}

#[test]
fn the_list_stands_in_the_order_that_was_chosen() {
    let mut desk = township(80, 24);
    let sorts = [PeopleSort::Home, PeopleSort::Name, PeopleSort::Age, PeopleSort::Wage];
    desk.type_in("3 esc");
    for (n, sort) in sorts.into_iter().enumerate() {
        let (_, rows) = people(&desk, PeopleQuery { sort, ..PeopleQuery::default() });
        desk.type_in(&format!("o {}", n + 2));
        assert_eq!(selected(&desk), rows[0].name, "{sort:?}");
    }
}

#[test]
fn people_are_marked_one_by_one_or_all_that_are_shown() {
    let mut desk = township(120, 40);
    desk.type_in("3 esc space space");
    assert!(title(&desk).contains("已选 2"), "{}", title(&desk));
    assert_eq!(desk.text().matches('▪').count(), 2);
    // Esc takes the marks off before anything else.
    desk.type_in("f 6 A");
    let facets = Facets { awaited: true, ..Facets::default() };
    let (total, _) = people(&desk, PeopleQuery { facets, ..PeopleQuery::default() });
    let marked: u64 = title(&desk).split("已选 ").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap();
    assert!(marked >= total && marked <= total + 2, "{marked} {total}");
    desk.type_in("esc");
    assert!(!title(&desk).contains("已选") && title(&desk).contains("应返岗未返岗"), "{}", title(&desk));
    // More than a few hundred are marked after a question.
    desk.type_in("esc A");
    assert!(desk.text().contains("600 人,对吗"), "{}", desk.text());
    desk.type_in("n");
    assert!(!title(&desk).contains("已选"));
    desk.type_in("A y");
    assert!(title(&desk).contains("已选 600"), "{}", title(&desk));
}

#[test]
fn the_cursor_stays_on_its_person_while_another_records() {
    let mut desk = township(80, 24);
    desk.type_in("3 esc j j j j");
    let before = selected(&desk);
    let (_, rows) = people(&desk, PeopleQuery::default());
    let last = desk.beside().steering().villages().last().map(|(code, _)| code).unwrap();
    let mut other = entrance(desk.folder.path()).desk().unwrap();
    let change = Change { village: Some(last.to_string()), ..Change::of(rows[0].id) };
    let drafts = change.drafts(&other).unwrap();
    other.record(drafts).unwrap();
    assert_eq!(other.officer().unwrap(), OFFICER);
    let moved = people(&desk, PeopleQuery::default()).1;
    assert_eq!(moved[3].name, before, "everybody has gone up by one");
    for _ in 0..100 {
        desk.settle();
        if !desk.text().contains(&format!("  {} ", rows[0].name)) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(selected(&desk), before);
}

#[test]
fn households_are_listed_with_who_of_them_works() {
    let mut desk = township(120, 40);
    desk.type_in("3 esc t");
    assert!(title(&desk).contains("户"), "{}", desk.text());
    assert!(desk.text().contains("户编号"));
    // What tells one household from the next is not cut off.
    let screen = desk.text();
    let digits = |line: &str| line.split('…').next_back().unwrap().chars().take(9).collect::<String>();
    let ends: std::collections::BTreeSet<String> = screen.lines().skip(4).take(10).map(digits).collect();
    assert!(ends.len() == 10 && ends.iter().all(|end| end.parse::<u64>().is_ok()), "{ends:?}\n{screen}");
    desk.type_in("enter");
    assert!(desk.text().contains("家庭成员"), "{}", desk.text());
    // Only people return to work.
    desk.type_in("esc r");
    assert!(desk.text().contains("先选这一户里的一个人"), "{}", desk.text());
}

#[test]
fn no_number_is_shown_whole_at_any_size() {
    let numbers: Vec<String> = {
        let desk = township(80, 24);
        let mut all = Vec::new();
        let ids: Vec<_> = people(&desk, PeopleQuery::default()).1.iter().map(|row| row.id).collect();
        for person in desk.beside().people_on(&ids, day()).unwrap() {
            all.extend(person.facts.id_no.map(String::from));
        }
        all
    };
    assert!(numbers.iter().all(|number| id_number::mask(number) != *number));
    for (width, height) in [(60, 18), (80, 24), (120, 40), (200, 60)] {
        let mut desk = township(width, height);
        for keys in ["3", "esc", "t", "enter", "esc", "t", "j", "enter"] {
            desk.type_in(keys);
            let screen = desk.text();
            assert!(numbers.iter().all(|number| !screen.contains(number)), "{width}×{height} {keys}\n{screen}");
        }
    }
}
