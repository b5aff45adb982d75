//! What is asked of the book: the day's report, finding people as one types, and what the console's lists show.

use crate::figures::{timed, took};
use crate::fixture::{Made, OFFICER, book, dealt, pick, printed, program, run, sqlite, tenth};
use divan::Bencher;
use std::sync::OnceLock;
use zhanbao::book::{Book, DayFilter, Facets, HouseholdQuery, Options, PeopleQuery, PeopleSort};
use zhanbao::domain::keys::HouseholdKind;
use zhanbao::text;

fn report_of(made: &Made, name: &'static str) {
    let day = made.day.to_string();
    let (time, _) = run(program(&made.path).args(["--day", &day, "--officer", OFFICER, "report", "--format", "json"]));
    took(name, time);
    assert!(printed().contains("figures"), "{}", printed());
}

/// In turns with the other one: whatever else the machine does meets both.
#[divan::bench(name = "report", sample_count = 60, sample_size = 1)]
fn report(bencher: Bencher) {
    let (made, other) = (book(), tenth());
    let before = || report_of(other, "report_tenth");
    bencher.with_inputs(before).bench_local_values(|()| report_of(made, "report"));
}

#[divan::bench(name = "report_tenth", sample_count = 60, sample_size = 1)]
fn report_tenth(bencher: Bencher) {
    let (made, other) = (tenth(), book());
    let before = || report_of(other, "report");
    bencher.with_inputs(before).bench_local_values(|()| report_of(made, "report_tenth"));
}

/// What officers type: a part of a name, of its sound, of its initials, of a number; a birthday.
fn queries() -> &'static Vec<String> {
    static MADE: OnceLock<Vec<String>> = OnceLock::new();
    MADE.get_or_init(|| {
        let conn = sqlite(&book().path);
        let sql = "SELECT name, id_no, coalesce(phone, '') FROM person WHERE name IS NOT NULL AND id_no IS NOT NULL
             ORDER BY substr(id_no, -6), id LIMIT 250";
        let mut query = conn.prepare(sql).unwrap();
        let row = |r: &rusqlite::Row<'_>| Ok([r.get::<_, String>(0)?, r.get(1)?, r.get(2)?]);
        let people: Vec<[String; 3]> = query.query_map([], row).unwrap().map(Result::unwrap).collect();
        let begun = |text: &str, n: u64, least: usize| {
            let length = text.chars().count();
            let most = length.saturating_sub(least) + 1;
            text.chars().take(least + dealt(n, 1, most)).collect::<String>()
        };
        (0..1_000u64)
            .map(|n| {
                let [name, id_no, phone] = pick(n, 2, &people);
                let keys = text::name_keys(&name);
                match n % 6 {
                    0 => begun(&name, n, 1),
                    1 => begun(keys.full.first().map_or("", String::as_str), n, 1),
                    2 => begun(keys.initials.first().map_or("", String::as_str), n, 1),
                    3 => begun(&id_no, n, 4),
                    4 => id_no.chars().skip(6).take(8).collect(),
                    _ => begun(&phone, n, 3),
                }
            })
            .map(|text| if text.is_empty() { "w".into() } else { text })
            .collect()
    })
}

#[divan::bench(name = "find", sample_count = 1_000, sample_size = 1)]
fn find(bencher: Bencher) {
    let (queries, day) = (queries(), book().day);
    let book = Book::open(&book().path, Options::default()).unwrap();
    let mut typed = queries.iter().cycle();
    bencher
        .with_inputs(|| typed.next().unwrap())
        .bench_local_values(|query| timed("find", || book.find(query, 20, day).unwrap()));
}

/// Twenty rows from an index, where they begin with what was typed.
#[divan::bench(name = "find_peer", sample_count = 1_000, sample_size = 1)]
fn find_peer(bencher: Bencher) {
    let queries = queries();
    let conn = sqlite(&book().path);
    let mut typed = queries.iter().cycle();
    bencher.with_inputs(|| typed.next().unwrap()).bench_local_values(|typed| {
        timed("find_peer", || {
            let sql =
                "SELECT id, name FROM person WHERE name >= ?1 AND name < ?1 || char(1114111) ORDER BY name LIMIT 20";
            let mut query = conn.prepare_cached(sql).unwrap();
            let rows = query.query_map([typed], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?))).unwrap();
            rows.map(Result::unwrap).collect::<Vec<_>>()
        })
    });
}

/// The console's lists.
const VIEWS: [&str; 12] = [
    "people",
    "people, by name",
    "people, by wage",
    "people, the last",
    "people, zxm",
    "people not employed, by wage",
    "people of a village, by name",
    "people of a rare kind",
    "people of no-work homes",
    "people awaited",
    "households",
    "day list",
];

#[divan::bench(name = "views", args = VIEWS, sample_count = 20, sample_size = 1)]
fn views(bencher: Bencher, view: &str) {
    let day = book().day;
    let book = Book::open(&book().path, Options::default()).unwrap();
    let village = book.steering().villages().next().map(|(code, _)| code);
    let open = Facets::default();
    let facets = match view {
        "people not employed, by wage" => Facets { employed: Some(false), ..open },
        "people of a village, by name" => Facets { village, ..open },
        "people of a rare kind" => Facets { kind: Some(HouseholdKind::Sudden), ..open },
        "people of no-work homes" => Facets { zero: true, ..open },
        "people awaited" => Facets { awaited: true, ..open },
        _ => open,
    };
    let sort = match view {
        view if view.ends_with("by name") => PeopleSort::Name,
        view if view.ends_with("by wage") => PeopleSort::Wage,
        _ => PeopleSort::Home,
    };
    let mut query = PeopleQuery { facets, sort, limit: 50, ..PeopleQuery::default() };
    match view {
        "people, zxm" => query.text = "zxm".into(),
        "people, the last" => query.offset = book.people(&query, day).unwrap().total as usize - 50,
        _ => {}
    }
    bencher.bench_local(|| match view {
        "households" => {
            let query = HouseholdQuery { limit: 50, ..HouseholdQuery::default() };
            book.household_rows(&query, day).unwrap().rows.len()
        }
        "day list" => book.day_list(day, &DayFilter::default(), 0, 50).unwrap().rows.len(),
        _ => book.people(&query, day).unwrap().rows.len(),
    });
}
