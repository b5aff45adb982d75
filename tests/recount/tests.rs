//! The recount itself, on books of a few made-up people that can be counted by hand.

use super::{Recount, recount};
use chrono::NaiveDate;
use serde_json::{Value, json};

const HOME: &str = "522301001000";
const XIA: &str = "522301001001";
const SHANG: &str = "522301001002";

/// Entries as an export gives them, one a microsecond.
#[derive(Default)]
struct Export {
    lines: Vec<Value>,
    spells: Vec<Value>,
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or(NaiveDate::MIN)
}

impl Export {
    fn say(&mut self, on: &str, kind: &str, subjects: &[&str], body: Value) -> &mut Self {
        let n = self.lines.len() + 1;
        self.lines.push(json!({"device": "d1", "seq": n, "at": n, "recorded": "", "day": on, "officer": "o",
            "unit": XIA, "kind": kind, "subjects": subjects, "body": body, "withdrawn": false, "prev": "",
            "hash": format!("hash{n}")}));
        self
    }

    fn last(&mut self, field: &str, value: Value) -> &mut Self {
        if let Some(line) = self.lines.last_mut() {
            line[field] = value;
        }
        self
    }

    /// An able adult of Xia village; `work` as in a roster entry.
    fn person(&mut self, person: &str, house: &str, work: Value) -> &mut Self {
        let body = json!({"as_of": "2026-01-31",
            "person": {"name": "某某", "birth": "1990-05-01", "capacity": "ordinary", "village": XIA},
            "household": {"kind": "lifted", "flags": ["resettled"], "village": XIA}, "work": work});
        self.say("2026-02-01", "roster", &[person, house], body)
    }

    fn campaign(&mut self) -> &mut Self {
        self.say("2026-02-01", "campaign", &[], json!({"name": "返岗", "from": "2026-02-10", "to": "2026-03-24"}))
    }

    fn spell(&mut self, person: &str, start: Value, end: Value, counted: &str, opening: bool) -> &mut Self {
        self.spells.push(json!({"person": person, "start": start, "end": end, "day": counted, "opening": opening}));
        self
    }

    fn on(&self, on: &str) -> Recount {
        let text = |lines: &[Value]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        recount(&text(&self.lines), &text(&self.spells), HOME, day(on))
    }
}

fn flow(recount: &Recount, figure: &str) -> (i64, i64) {
    recount.flows_total.get(figure).copied().unwrap_or_default()
}

fn stock(recount: &Recount, figure: &str) -> i64 {
    recount.stock_total.count(figure)
}

fn working(employer: &str) -> Value {
    json!({"state": "working", "employer": employer, "place_class": "beyond", "channel": "enterprise", "wage": 5230})
}

#[test]
fn a_return_to_the_old_employer_makes_no_new_spell() {
    let mut book = Export::default();
    book.campaign()
        .person("p1", "h1", working("甲厂"))
        .say("2026-02-12", "home", &["p1"], json!({"on": "2026-02-10"}))
        .say("2026-02-20", "return", &["p1"], json!({"employer": "甲厂", "organised_by": "专列"}))
        .say("2026-02-21", "return", &["p1"], json!({"employer": "甲厂"}))
        .say("2026-02-22", "home", &["p1"], json!({"on": "2026-02-22"}))
        .say("2026-02-23", "placement", &["p1"], json!({"employer": "乙厂", "place_class": "county"}))
        .spell("p1", Value::Null, json!("2026-02-23"), "2026-02-01", true)
        .spell("p1", json!("2026-02-23"), Value::Null, "2026-02-23", false);
    let before = book.on("2026-02-22");
    assert_eq!((stock(&before, "should_return"), stock(&before, "still_home")), (1, 1));
    let after = book.on("2026-02-23");
    assert_eq!(after.problems, Vec::<String>::new());
    assert_eq!(flow(&after, "returns"), (0, 1));
    assert_eq!(flow(&after, "returns/repeat"), (1, 1));
    assert_eq!(flow(&after, "returns/place/beyond"), (0, 1));
    assert_eq!(flow(&after, "returns/organised"), (0, 1));
    assert_eq!((flow(&after, "home"), flow(&after, "home/repeat")), ((0, 1), (0, 1)));
    assert_eq!((flow(&after, "moved_job"), flow(&after, "placements")), ((0, 0), (0, 0)));
    assert_eq!((stock(&after, "should_return"), stock(&after, "still_home")), (1, 0));
    assert_eq!((stock(&after, "employed"), stock(&after, "employed/place/county")), (1, 1));
    assert_eq!(stock(&book.on("2026-03-25"), "should_return"), 0, "the next period begins with an empty list");
}

#[test]
fn natures_follow_losses_and_jobs() {
    let mut book = Export::default();
    book.campaign()
        .person("p1", "h1", json!({"state": "idle"}))
        .say("2026-02-11", "placement", &["p1"], json!({"employer": "甲厂", "channel": "workshop"}))
        .say("2026-02-12", "placement", &["p1"], json!({"employer": "乙厂"}))
        .say("2026-02-13", "loss", &["p1"], json!({"end": "2026-02-13", "reason": "closed", "came_home": true}))
        .say("2026-02-16", "push", &["p1"], json!({"job": "12"}))
        .say("2026-02-17", "placement", &["p1"], json!({"employer": "丙厂"}))
        .say("2026-02-18", "loss", &["p1"], json!({"end": "2026-02-18", "reason": "closed"}))
        .say("2026-02-22", "push", &["p1"], json!({"job": "13"}))
        .say("2026-02-22", "loss", &["p1"], json!({"end": "2026-02-22", "reason": "closed"}))
        .spell("p1", json!("2026-02-11"), json!("2026-02-12"), "2026-02-11", false)
        .spell("p1", json!("2026-02-12"), json!("2026-02-13"), "2026-02-12", false)
        .spell("p1", json!("2026-02-17"), json!("2026-02-18"), "2026-02-17", false);
    let r = book.on("2026-02-22");
    assert_eq!(r.problems, Vec::<String>::new());
    assert_eq!((flow(&r, "placements"), flow(&r, "placements/channel/workshop")), ((0, 1), (0, 1)));
    assert_eq!((flow(&r, "moved_job"), flow(&r, "rehired")), ((0, 1), (0, 1)));
    assert_eq!(flow(&r, "losses"), (0, 2), "the third ended nothing");
    assert_eq!(flow(&r, "losses/answered"), (0, 1), "the second push came on the fourth day");
    assert_eq!((flow(&r, "came_back"), flow(&r, "came_back/lost"), flow(&r, "pushes")), ((0, 1), (0, 1), (1, 2)));
    assert_eq!((stock(&r, "scale"), stock(&r, "employed"), stock(&r, "zero_households")), (1, 0, 1));
    assert_eq!((flow(&r, "zero_cleared"), flow(&r, "zero_new")), ((0, 2), (0, 2)));
    assert_eq!(book.on("2026-02-18").flows_total.get("zero_new"), Some(&(1, 2)));
}

#[test]
fn a_start_ahead_counts_now_and_enters_stocks_when_it_comes() {
    let mut book = Export::default();
    book.campaign().person("p1", "h1", json!({"state": "idle"})).say(
        "2026-02-11",
        "placement",
        &["p1"],
        json!({"employer": "甲厂", "start": "2026-02-15"}),
    );
    book.spell("p1", json!("2026-02-15"), Value::Null, "2026-02-11", false);
    let r = book.on("2026-02-14");
    assert_eq!((flow(&r, "placements"), stock(&r, "employed"), stock(&r, "scale")), ((0, 1), 0, 0));
    let r = book.on("2026-02-15");
    assert_eq!((flow(&r, "zero_cleared"), stock(&r, "employed"), stock(&r, "covered_households")), ((1, 1), 1, 1));
}

#[test]
fn later_rosters_give_way_to_the_field() {
    let mut book = Export::default();
    book.person("p1", "h1", working("甲厂")).person("p2", "h1", working("甲厂")).say(
        "2026-02-12",
        "loss",
        &["p1"],
        json!({"end": "2026-02-12", "reason": "closed"}),
    );
    for person in ["p1", "p2"] {
        let body = json!({"as_of": "2026-02-10", "person": {"status": "active"}, "household": {},
            "work": {"state": "working", "employer": "丙厂", "start": "2026-02-05"}});
        book.say("2026-02-14", "roster", &[person, "h1"], body);
    }
    book.spell("p1", Value::Null, json!("2026-02-12"), "2026-02-01", true)
        .spell("p2", Value::Null, json!("2026-02-05"), "2026-02-01", true)
        .spell("p2", json!("2026-02-05"), Value::Null, "2026-02-14", true);
    let r = book.on("2026-02-14");
    assert_eq!(r.problems, Vec::<String>::new());
    assert_eq!((stock(&r, "employed"), stock(&r, "households"), stock(&r, "persons/kind/lifted")), (1, 1, 2));
    book.spells.clear();
    assert_eq!(book.on("2026-02-14").problems.len(), 2, "spells that the export lacks are reported");
}

#[test]
fn labour_is_a_matter_of_age_status_and_capacity() {
    let mut book = Export::default();
    let about = |person: Value| json!({"as_of": "2026-01-31", "person": person, "work": working("甲厂")});
    let people = [
        ("p1", json!({"birth": "1966-03-01", "capacity": "weak"})),
        ("p2", json!({"birth": "2010-03-01", "capacity": "ordinary"})),
        ("p3", json!({"birth": "2004-03-01", "capacity": "ordinary", "status": "school", "graduates": "2026-07-01"})),
        ("p4", json!({"birth": "2004-03-01", "capacity": "ordinary", "status": "school"})),
        ("p5", json!({"birth": "1990-03-01"})),
        ("p6", json!({"birth": "1990-03-01", "capacity": "ordinary", "status": "died"})),
    ];
    for (id, person) in people {
        book.say("2026-02-01", "roster", &[id], about(person));
    }
    let r = book.on("2026-02-28");
    assert_eq!((stock(&r, "labour"), stock(&r, "over_age"), stock(&r, "persons")), (2, 0, 5));
    let r = book.on("2026-03-01");
    assert_eq!((stock(&r, "labour"), stock(&r, "over_age"), stock(&r, "employed")), (2, 1, 2), "p2, p3");
    assert_eq!(r.stocks.get(HOME).map(|s| s.count("persons")), Some(5), "without a village: 未归村");
    assert_eq!((stock(&r, "scale"), r.stock_total.income(), r.stock_total.mean()), (6, Some(5200), Some(5230)));
}

#[test]
fn wishes_say_who_is_willing() {
    let mut book = Export::default();
    for (person, house) in [("p1", "h1"), ("p2", "h2"), ("p3", "h3"), ("p4", "h4")] {
        book.person(person, house, if person == "p4" { working("甲厂") } else { json!({"state": "farming"}) });
    }
    book.say("2026-02-02", "wish", &["p1"], json!({"wish": "none", "signed": true}))
        .say("2026-02-02", "wish", &["p2"], json!({"wish": "none"}))
        .say("2026-02-03", "visit", &["h2"], json!({"by": "home", "outcome": "unwilling"}))
        .say("2026-02-03", "visit", &["p2", "h2"], json!({"by": "home", "outcome": "unwilling"}))
        .say("2026-02-03", "visit", &["p2"], json!({"by": "home", "outcome": "unwilling"}));
    let r = book.on("2026-02-03");
    assert_eq!((stock(&r, "labour"), stock(&r, "willing")), (4, 3));
    assert_eq!((stock(&r, "willing/unsigned"), stock(&r, "willing/unasked")), (1, 1));
    assert_eq!((stock(&r, "idle_households"), stock(&r, "zero_households")), (1, 2));
    assert_eq!((stock(&r, "covered_households"), stock(&r, "stable_households")), (1, 1));
    assert_eq!(r.stock_total.employment_rate(), Some(333));
    assert_eq!((flow(&r, "visits"), flow(&r, "households_visited")), ((3, 3), (1, 1)));
    assert_eq!((flow(&r, "zero_in"), flow(&r, "zero_out")), ((0, 3), (0, 1)), "the year is the period");
}

#[test]
fn trips_count_when_they_leave_and_companions_apart() {
    let mut book = Export::default();
    book.person("p1", "h1", json!({"state": "idle"}))
        .say("2026-02-11", "trip_plan", &["t1"], json!({"number": "1", "by": "bus", "seats": 40}))
        .last("unit", json!(HOME))
        .say("2026-02-11", "trip_add", &["t1", "p1"], json!({}))
        .say("2026-02-11", "trip_add", &["t1", "p2"], json!({"companion": true}))
        .say("2026-02-11", "trip_add", &["t1", "p3"], json!({"outside": "外乡人"}))
        .say("2026-02-11", "trip_add", &["t1", "p4"], json!({}));
    for passenger in ["p1", "p2", "p3"] {
        book.say("2026-02-12", "trip_board", &["t1", passenger], json!({}));
    }
    book.say("2026-02-12", "trip_depart", &["t1"], json!({}))
        .say("2026-02-13", "trip_board", &["t1", "p4"], json!({}))
        .say("2026-02-14", "arrival", &["p1", "t1"], json!({"employer": "甲厂", "trip": "t1"}))
        .say("2026-02-14", "arrival", &["p1", "t1"], json!({"employer": "乙厂", "trip": "t1"}))
        .spell("p1", json!("2026-02-14"), Value::Null, "2026-02-14", false);
    let r = book.on("2026-02-14");
    assert_eq!(r.problems, Vec::<String>::new());
    assert_eq!((flow(&r, "trips"), flow(&r, "trips/way/bus"), flow(&r, "carried")), ((0, 1), (0, 1), (0, 3)));
    assert_eq!((flow(&r, "carried/outside"), flow(&r, "carried/companion")), ((0, 1), (0, 1)));
    assert_eq!(
        (flow(&r, "placements"), flow(&r, "placements/organised"), flow(&r, "moved_job")),
        ((1, 1), (1, 1), (0, 0))
    );
    assert_eq!(flow(&book.on("2026-02-13"), "carried"), (1, 3));
    assert_eq!(r.flows.get(HOME).and_then(|f| f.get("carried")), Some(&(0, 3)));
}

/// A report that prints what the recount found.
fn printed(r: &Recount) -> Value {
    let nothing = std::collections::BTreeMap::new();
    let page = |flows: &std::collections::BTreeMap<String, (i64, i64)>, stock: &super::stock::Stock| {
        let (mut figures, mut stocks) = (json!({}), json!({}));
        for key in super::compare::FLOWS {
            let (day, sum) = flows.get(key).copied().unwrap_or_default();
            figures[key] = json!({"day": day, "cumulative": sum, "target": null, "rate": null, "by": {}});
        }
        for key in super::compare::STOCKS {
            stocks[key] = json!({"value": stock.count(key), "by": {}});
        }
        let parts = flows.iter().map(|(part, n)| (part.clone(), n.1)).chain(stock.counts());
        for (path, n) in parts {
            let path: Vec<&str> = path.split('/').collect();
            let side = if figures.get(path[0]).is_some() { &mut figures } else { &mut stocks };
            match path.as_slice() {
                [key, part] => side[*key]["by"][*part] = json!(n),
                [key, group, part] => side[*key]["by"][*group][*part] = json!(n),
                _ => {}
            }
        }
        stocks["income"]["value"] = json!(stock.income());
        stocks["employment_rate"]["value"] = json!(stock.employment_rate().map(|tenths| tenths as f64 / 10.0));
        json!({"figures": figures, "stocks": stocks})
    };
    let mut report = page(&r.flows_total, &r.stock_total);
    report["figures"]["returns"]["target"] = json!(3);
    report["figures"]["returns"]["rate"] = json!(33.3);
    let units = r.stocks.iter().map(|(code, stock)| {
        let mut unit = page(r.flows.get(code).unwrap_or(&nothing), stock);
        unit["code"] = json!(code);
        unit
    });
    report["units"] = units.collect();
    report["day"] = json!(r.day.to_string());
    report["unit"] = json!({"code": HOME});
    report["reported"] = json!({"villages": 2, "done": 1, "none": 0, "silent": [SHANG]});
    report["checks"] = json!([{"id": 2, "ok": true}, {"id": 3, "ok": true}, {"id": 5, "ok": true}]);
    report
}

#[test]
fn a_report_is_held_beside_the_recount() {
    let mut book = Export::default();
    book.campaign()
        .say("2026-02-01", "unit", &[XIA], json!({"name": "下寨村", "level": "village"}))
        .say("2026-02-01", "unit", &[SHANG], json!({"name": "上寨社区", "level": "village"}))
        .say(
            "2026-02-01",
            "target",
            &[HOME],
            json!({"metric": "returns", "unit": HOME, "quantity": 3, "from": "2026-02-10", "to": "2026-03-24"}),
        )
        .person("p1", "h1", working("甲厂"))
        .say("2026-02-12", "none", &[SHANG], json!({}))
        .last("unit", json!(SHANG))
        .say("2026-02-13", "return", &["p1"], json!({"employer": "甲厂"}))
        .spell("p1", Value::Null, Value::Null, "2026-02-01", true);
    let r = book.on("2026-02-13");
    let good = printed(&r);
    assert_eq!(r.compare(&good), Vec::<String>::new());

    let mut bad = good.clone();
    bad["figures"]["returns"]["cumulative"] = json!(2);
    bad["figures"]["returns"]["by"]["place"]["beyond"] = json!(0);
    bad["stocks"]["employed"]["by"]["kind"] = json!({});
    bad["units"][0]["figures"]["returns"]["day"] = Value::Null;
    bad["checks"][1]["ok"] = json!(false);
    assert_eq!(
        r.compare(&bad),
        [
            "returns.cumulative township: report 2, recount 1",
            "returns/place/beyond township: report 0, recount 1",
            "employed/kind/lifted township: report —, recount 1",
            "returns.day unit 522301001001: report —, recount 1",
            "checks[3]: not ok: {\"id\":3,\"ok\":false}",
        ]
    );
    bad = good.clone();
    bad["stocks"]["zero_households"]["value"] = json!(1);
    assert_eq!(r.compare(&bad).len(), 3, "the stock, the identity, the movements: {:?}", r.compare(&bad));

    book.say("2026-02-13", "withdraw", &["p1"], json!({"target": "hash7", "why": "错"}));
    assert_eq!(book.on("2026-02-13").problems.len(), 1, "a flag that contradicts the withdrawals is reported");
    if let Some(line) = book.lines.get_mut(6) {
        line["withdrawn"] = json!(true);
    }
    assert_eq!(flow(&book.on("2026-02-13"), "returns"), (0, 0));
}
