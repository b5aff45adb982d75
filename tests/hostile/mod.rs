//! Entries as nobody would write them, and as anybody could send them: whole by their hash, and absurd in every field. And
//! texts that would run as formulas, command a terminal or break out of a page.

#![allow(dead_code)] // each test file uses its own part of it

pub mod town;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use zhanbao::domain::entry::{DeviceId, Entry, Hash};
use zhanbao::domain::kept::is_kept;
use zhanbao::domain::keys::*;
use zhanbao::domain::metric::Metric;
use zhanbao::domain::region::RegionCode;
use zhanbao::domain::subject::{SubjectId, SubjectKind};

/// A name that sets the terminal's title, asks it who it is, rings, moves the cursor and turns the direction of writing.
pub const COMMANDS: &str = "测\u{1b}]0;HACKED\u{7}\u{1b}[6n\u{1b}[31m\u{9b}2J\u{9d}0;HACKED\u{9c}\u{1b}P+q\u{1b}\\\u{202e}甲\u{2066}\u{200b}\u{7f}\u{0}\u{85}乙";
/// Texts that a spreadsheet program would run.
pub const FORMULAS: [&str; 14] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    "＋1+A1",
    "－1-A1",
    "＠SUM(A1)",
    "\"=1+1",
    "'=HYPERLINK(\"http://529999.example\")",
];
/// What would break out of a page, a picture, a table of Markdown.
pub const MARKUP: &str = "</td></text><script>alert(1)</script>|甲|\n|---|\n# <img src=x onerror=alert(1)> &amp; ]]> {{ 7777*7777 }} {% raw %}";

/// A random number generator with one seed: xorshift64* (Vigna, 2016).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// Dates from the ends of time, and of this year.
fn date(dice: &mut Dice) -> String {
    if dice.one_in(4) {
        return dice
            .of(&[
                "0001-01-01",
                "9999-12-31",
                "0000-02-29",
                "-0001-12-31",
                "+10000-01-01",
                "+262142-12-31",
                "-262143-01-01",
                "1900-01-01",
                "2024-02-29",
                "2026-02-30",
                " +262142-12-31",
            ])
            .into();
    }
    format!("{}-{:02}-{:02}", 2026 - dice.below(3) * dice.below(20), 1 + dice.below(6), 1 + dice.below(28))
}

/// A text of whatever kind.
pub fn text(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => COMMANDS.into(),
        1 => MARKUP.into(),
        2 | 3 => dice.of(&FORMULAS).into(),
        4 => String::new(),
        5 => " \t\n\r ".into(),
        6 => dice.of(&["重", "行长乐单解仇", "𠮷𡘙", "e\u{301}", "👨‍👩‍👧"]).repeat(1 + dice.below(40)),
        7 => "龙".repeat(dice.below(5_000)),
        _ => dice.of(&["测试甲", "测试乙", "上寨村", "下寨村", "样例厂", "H001", "户主", "T1"]).into(),
    }
}

fn number(dice: &mut Dice) -> Value {
    match dice.below(10) {
        0 => json!(u32::MAX),
        1 => json!(0),
        2 => json!(u64::MAX),
        3 => json!(i64::MIN),
        4 => serde_json::from_str("1e300").unwrap(),
        5 => json!(i64::MAX),
        6 => json!(6_553_700),
        _ => json!(dice.below(6_000)),
    }
}

/// A subject out of a few, mostly of this kind.
fn subject(dice: &mut Dice, kind: SubjectKind) -> SubjectId {
    let kind = if dice.one_in(15) { dice.of(&KINDS) } else { kind };
    match kind {
        SubjectKind::Unit => SubjectId::unit(unit(dice)),
        kind if dice.one_in(3) => SubjectId::random(kind, (dice.below(3) as u64).to_le_bytes()),
        SubjectKind::Person => SubjectId::derived(kind, &dice.of(&crate::common::people(12)).id_no),
        SubjectKind::Household => crate::common::household(dice.below(4)),
        kind => SubjectId::derived(kind, ["T1", "T2", "J1"][dice.below(3)]),
    }
}

const KINDS: [SubjectKind; 5] =
    [SubjectKind::Person, SubjectKind::Household, SubjectKind::Trip, SubjectKind::Unit, SubjectKind::Job];

fn unit(dice: &mut Dice) -> RegionCode {
    let codes = ["529999001", "529999001001", "529999001002", "529999001900", "529999", "52", "110101001001", "91"];
    RegionCode::parse(dice.of(&codes)).unwrap()
}

/// What a field of a body holds.
enum Is {
    Date,
    Moment,
    Text,
    Number,
    Bool,
    Unit,
    Subject(SubjectKind),
    Words(Vec<&'static str>),
    Body(Vec<(&'static str, Is)>),
    Many(Box<Is>),
}

macro_rules! words {
    ($kind:ident) => {
        Is::Words($kind::ALL.iter().map(|word| word.key()).collect())
    };
}

impl Is {
    fn value(&self, dice: &mut Dice) -> Value {
        if dice.one_in(60) {
            return dice.of(&[json!(null), json!([]), json!({}), json!(-1), json!("x"), json!([[[[{}]]]])]);
        }
        match self {
            Is::Date => date(dice).into(),
            Is::Moment => format!("{}T{}", date(dice), dice.of(&["09:30:00", "23:59:60", "00:00:00.999999999"])).into(),
            Is::Text => text(dice).into(),
            Is::Number => number(dice),
            Is::Bool => dice.one_in(2).into(),
            Is::Unit => unit(dice).to_string().into(),
            Is::Subject(kind) => subject(dice, *kind).to_string().into(),
            Is::Words(words) => dice.of(words).into(),
            Is::Body(fields) => body(dice, fields).into(),
            Is::Many(one) => (0..dice.below(4)).map(|_| one.value(dice)).collect(),
        }
    }
}

fn body(dice: &mut Dice, fields: &[(&'static str, Is)]) -> Map<String, Value> {
    let sparse = dice.one_in(3);
    let mut out = Map::new();
    for (name, is) in fields {
        if !(sparse && dice.one_in(2)) {
            out.insert((*name).into(), is.value(dice));
        }
    }
    out
}

fn wish() -> Vec<(&'static str, Is)> {
    vec![
        ("wish", words!(WishKey)),
        ("signed", Is::Bool),
        ("place", Is::Text),
        ("occupation", Is::Text),
        ("wage", Is::Number),
    ]
}

fn person() -> Vec<(&'static str, Is)> {
    let mut fields: Vec<(&'static str, Is)> = [
        "name",
        "id_no",
        "ethnic",
        "relation",
        "person_no",
        "education",
        "school",
        "health",
        "disability",
        "phone",
        "phone2",
        "residence",
        "why_idle",
        "skills",
        "training_wish",
        "hardship",
        "group",
        "import_note",
    ]
    .map(|name| (name, Is::Text))
    .into();
    fields.extend([
        ("sex", words!(Sex)),
        ("birth", Is::Date),
        ("graduates", Is::Date),
        ("unemployed_since", Is::Date),
        ("capacity", words!(Capacity)),
        ("status", words!(Status)),
        ("wish", Is::Body(wish())),
        ("certificate", Is::Body(vec![("number", Is::Text), ("date", Is::Date)])),
        ("village", Is::Unit),
        ("household", Is::Subject(SubjectKind::Household)),
    ]);
    fields
}

fn work() -> Vec<(&'static str, Is)> {
    vec![
        ("start", Is::Date),
        ("place", Is::Text),
        ("place_code", Is::Unit),
        ("place_class", words!(PlaceClass)),
        ("employer", Is::Text),
        ("occupation", Is::Text),
        ("industry", Is::Text),
        ("channel", words!(Channel)),
        ("wage", Is::Number),
        ("contract", Is::Bool),
        ("organised_by", Is::Text),
        ("part_time", Is::Bool),
        ("trip", Is::Subject(SubjectKind::Trip)),
    ]
}

fn stated() -> Is {
    let mut fields = work();
    fields.push(("state", Is::Words(vec!["working", "working", "idle", "farming"])));
    Is::Body(fields)
}

fn spell() -> Is {
    let mut fields = work();
    fields.push(("end", Is::Date));
    Is::Body(fields)
}

fn household() -> Vec<(&'static str, Is)> {
    vec![
        ("household_no", Is::Text),
        ("kind", words!(HouseholdKind)),
        ("flags", Is::Many(Box::new(words!(HouseholdFlag)))),
        ("village", Is::Unit),
        ("group", Is::Text),
        ("registered_village", Is::Text),
        ("address", Is::Text),
        ("income", Is::Number),
        ("contact", Is::Text),
        ("grid_officer", Is::Text),
    ]
}

fn job() -> Vec<(&'static str, Is)> {
    let mut fields: Vec<(&'static str, Is)> =
        ["number", "employer", "contact", "phone", "occupation", "place", "skills", "education", "note"]
            .map(|name| (name, Is::Text))
            .into();
    fields.extend(["openings", "wage_from", "wage_to", "age_from", "age_to"].map(|name| (name, Is::Number)));
    fields.extend(["posted", "refreshed", "closes"].map(|name| (name, Is::Date)));
    fields.extend([("place_code", Is::Unit), ("place_class", words!(PlaceClass)), ("sex", words!(Sex))]);
    fields
}

fn trip() -> Vec<(&'static str, Is)> {
    vec![
        ("number", Is::Text),
        ("by", words!(TripBy)),
        ("departs", Is::Moment),
        ("from", Is::Text),
        ("to", Is::Text),
        ("to_code", Is::Unit),
        ("to_class", words!(PlaceClass)),
        ("vehicle", Is::Text),
        ("seats", Is::Number),
        ("carrier", Is::Text),
        ("drivers", Is::Many(Box::new(Is::Body(vec![("name", Is::Text), ("phone", Is::Text)])))),
        ("escort", Is::Text),
        ("escort_phone", Is::Text),
        ("points", Is::Many(Box::new(Is::Text))),
        ("distance", Is::Number),
    ]
}

fn passenger() -> Vec<(&'static str, Is)> {
    vec![
        ("seat", Is::Number),
        ("point", Is::Text),
        ("employer", Is::Text),
        ("occupation", Is::Text),
        ("wage", Is::Number),
        ("companion", Is::Bool),
        ("outside", Is::Text),
    ]
}

/// A kind of entry, whom it names, and what its body may say.
type Kind = (&'static str, Vec<SubjectKind>, Vec<(&'static str, Is)>);

/// Every kind of entry, whom it is about, and its fields.
fn kinds() -> Vec<Kind> {
    use SubjectKind::*;
    let metrics: Vec<&'static str> = Metric::ALL.iter().map(|metric| metric.key()).collect();
    let roster = vec![
        ("as_of", Is::Date),
        ("person", Is::Body(person())),
        ("household", Is::Body(household())),
        ("work", stated()),
        ("spells", Is::Many(Box::new(spell()))),
        ("home", Is::Date),
        ("returned", Is::Date),
        ("cleared", Is::Many(Box::new(Is::Words(vec!["phone", "name", "household", "wage", "甲"])))),
    ];
    let holiday = Is::Body(vec![("name", Is::Text), ("date", Is::Date), ("isOffDay", Is::Bool)]);
    vec![
        ("unit", vec![Unit], vec![("name", Is::Text), ("level", words!(Level)), ("local", Is::Bool)]),
        ("keeper", vec![Unit], vec![("device", Is::Text)]),
        (
            "campaign",
            vec![Unit],
            vec![("name", Is::Text), ("from", Is::Date), ("to", Is::Date), ("all_days", Is::Bool)],
        ),
        (
            "target",
            vec![Unit],
            vec![
                ("metric", Is::Words(metrics)),
                ("unit", Is::Unit),
                ("quantity", Is::Number),
                ("from", Is::Date),
                ("to", Is::Date),
                ("last_year", Is::Number),
            ],
        ),
        ("calendar", vec![Unit], vec![("year", Is::Number), ("days", Is::Many(Box::new(holiday)))]),
        ("roster", vec![Person, Household], roster),
        ("missing", vec![Person], vec![("as_of", Is::Date)]),
        ("person", vec![Person], person()),
        ("wish", vec![Person], wish()),
        (
            "visit",
            vec![Person, Household],
            vec![
                ("by", words!(VisitBy)),
                ("outcome", words!(Outcome)),
                ("need", Is::Text),
                ("next", Is::Date),
                ("note", Is::Text),
            ],
        ),
        ("home", vec![Person], vec![("on", Is::Date), ("stay", Is::Bool)]),
        ("return", vec![Person], work()),
        ("placement", vec![Person], work()),
        ("arrival", vec![Person, Trip], work()),
        ("loss", vec![Person], vec![("end", Is::Date), ("reason", words!(LossReason)), ("came_home", Is::Bool)]),
        ("push", vec![Person, Job], vec![("job", Is::Text), ("result", words!(PushResult))]),
        ("push_result", vec![Person, Job], vec![("job", Is::Text), ("result", words!(PushResult))]),
        ("job", vec![Job], job()),
        ("job_close", vec![Job], vec![("why", Is::Text)]),
        ("none", vec![Unit], vec![]),
        ("trip_plan", vec![Trip], trip()),
        ("trip_add", vec![Trip, Person], passenger()),
        ("trip_remove", vec![Trip, Person], vec![]),
        ("trip_board", vec![Trip, Person], vec![]),
        ("trip_absent", vec![Trip, Person], vec![("reason", words!(Absence))]),
        ("trip_alight", vec![Trip, Person], vec![]),
        ("trip_depart", vec![Trip], vec![("at", Is::Moment)]),
        ("trip_arrive", vec![Trip], vec![("at", Is::Moment)]),
        ("trip_handover", vec![Trip], vec![("text", Is::Text)]),
        ("trip_cancel", vec![Trip], vec![("text", Is::Text)]),
        ("withdraw", vec![Person, Household], vec![("target", Is::Text), ("why", Is::Text)]),
        ("same", vec![Person, Person], vec![]),
        (
            "seal",
            vec![Unit],
            vec![("issue", Is::Number), ("report", Is::Text), ("txt", Is::Text), ("md", Is::Text), ("note", Is::Text)],
        ),
        (
            "export",
            vec![Unit],
            vec![("what", Is::Text), ("format", Is::Text), ("rows", Is::Number), ("file", Is::Text)],
        ),
        ("tea_break", vec![Person], vec![("sugar", Is::Number)]),
    ]
}

/// A sender of entries: chains of a few devices, each whole.
pub struct Sender {
    dice: Dice,
    chains: Vec<(DeviceId, u64, Hash, Hash)>,
    sent: Vec<(Hash, Vec<SubjectId>)>,
}

impl Sender {
    /// With devices of its own, and one that is another's.
    pub fn new(theirs: DeviceId) -> Self {
        let devices = [DeviceId([0xa1; 16]), DeviceId([0xff; 16]), theirs];
        let chains = devices.map(|device| (device, 0, Hash::default(), Hash::default())).into();
        Self { dice: Dice::new(1), chains, sent: Vec::new() }
    }

    /// An entry made by this seed.
    pub fn entry(&mut self, seed: u64) -> Entry {
        self.dice = Dice::new(seed);
        let dice = &mut self.dice;
        let all = kinds();
        let (kind, about, fields) = &all[dice.below(all.len())];
        let mut subjects: Vec<SubjectId> = about.iter().map(|kind| subject(dice, *kind)).collect();
        match dice.below(20) {
            0 => subjects.clear(),
            1 => subjects.extend(subjects.clone()),
            2 => subjects.extend((0..dice.below(30)).map(|_| subject(dice, dice_kind(seed)))),
            _ => {}
        }
        let mut says = body(dice, fields);
        if *kind == "withdraw"
            && let Some((hash, whom)) = self.sent.get(dice.below(self.sent.len() + 1))
        {
            says.insert("target".into(), hash.to_string().into());
            subjects = if dice.one_in(4) { subjects } else { whom.clone() };
        }
        if *kind == "seal" {
            let seen = json!({ "a1".repeat(16): [number(dice), "00".repeat(32)], text(dice): [1, text(dice)] });
            says.insert("seen".into(), seen);
        }
        let text_of = match dice.below(40) {
            0 => "不是 JSON".into(),
            1 => "[".repeat(3_000) + &"]".repeat(3_000),
            2 => r#"{"batch":1,"batch":2,"name":"甲","name":"乙"}"#.into(),
            3 => String::new(),
            _ => Value::from(says).to_string(),
        };
        let chains = if dice.one_in(8) { 3 } else { 2 };
        let chain = dice.below(chains);
        let (device, seq, last, before) = self.chains[chain];
        // Gaps and forks: what follows is as whole as what a restored copy writes. Under the reader's own name a gap ends
        // beyond what the reader has written: what comes within that or right behind it breaks the chain, and is told.
        let (seq, prev) = match dice.below(16) {
            0 => (seq + if chain == 2 { 100 } else { 2 } + dice.next() % 1_000, Hash([7; 32])),
            1 if seq > 0 => (seq, before),
            2 if chain == 1 => (i64::MAX as u64, Hash([7; 32])),
            _ => (seq + 1, last),
        };
        let seq = seq.min(i64::MAX as u64);
        let day: NaiveDate = loop {
            if let Some(day) = date(dice).parse().ok().filter(|day| is_kept(*day)) {
                break day;
            }
        };
        let mut entry = Entry {
            hash: Hash::default(),
            prev,
            device,
            seq,
            at: match dice.below(20) {
                0 => i64::MAX,
                1 => i64::MIN,
                2 => 0,
                _ => 1_772_000_000_000_000 + dice.below(4_000_000) as i64 * 1_000_000,
            },
            recorded: if dice.one_in(6) { text(dice) } else { "2026-03-02T09:00:00+08:00".into() },
            day,
            officer: text(dice),
            unit: unit(dice),
            kind: if dice.one_in(40) { text(dice) } else { (*kind).into() },
            subjects,
            body: text_of,
        };
        entry.hash = entry.compute_hash();
        if seq < i64::MAX as u64 {
            self.chains[chain] = (device, seq, entry.hash, entry.prev);
        }
        self.sent.push((entry.hash, entry.subjects.clone()));
        entry
    }
}

fn dice_kind(seed: u64) -> SubjectKind {
    KINDS[seed as usize % KINDS.len()]
}
