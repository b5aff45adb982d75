//! The columns of each form, in the order in which officers fill them in.

use super::{Column, Holds, Setting, Sheet, example};
use crate::domain::codes::{self, CodeList};
use crate::domain::{job, keys};
use crate::locale::{self, Lang, say};
use crate::roster::columns::Field;
use crate::roster::entries::{Act, EntryField};
use crate::roster::form::{Form, Spoken};
use crate::roster::jobs::JobField;
use crate::roster::words::{Answer, EmploymentWord};

/// The words of a vocabulary as its drop-down list has them.
fn words<T: Spoken>() -> Holds {
    Holds::List(T::ALL.iter().map(|word| word.name()).collect())
}

/// Words of a standard, as people write them, in the language of the process.
fn standard(of: &CodeList, words: &[&str]) -> Holds {
    let told = |word: &&str| match Lang::current() {
        Lang::Hans => (*word).to_owned(),
        Lang::Hant => locale::traditional(word),
        Lang::En => of.find(word).map_or_else(|| (*word).to_owned(), |code| of.told(code.name, Lang::En)),
    };
    Holds::List(words.iter().map(told).collect())
}

/// The word of a list at a place.
fn nth(holds: &Holds, n: usize) -> String {
    match holds {
        Holds::List(words) => words.get(n).cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

fn yes_no() -> Holds {
    words::<Answer>()
}

fn villages(setting: &Setting) -> Holds {
    if setting.villages.is_empty() { Holds::Text } else { Holds::List(setting.villages.clone()) }
}

/// Columns under one line of the header.
struct Columns {
    list: Vec<Column>,
    group: String,
}

impl Columns {
    fn new() -> Self {
        Self { list: Vec::new(), group: String::new() }
    }

    fn group(&mut self, group: String) {
        self.group = group;
    }

    fn add<F: Form>(&mut self, field: F, holds: Holds, example: &str, note: String) {
        let group = self.group.clone();
        let example = example.to_owned();
        self.list.push(Column { title: field.told(), required: false, holds, note, example, group });
    }

    fn must<F: Form>(&mut self, field: F, holds: Holds, example: &str, note: String) {
        self.add(field, holds, example, note);
        if let Some(column) = self.list.last_mut() {
            column.required = true;
        }
    }
}

const ID: &str = "529999199003070015";
const PHONE: &str = "13800138000";

fn first(setting: &Setting) -> String {
    setting.villages.first().cloned().unwrap_or_else(|| say!("daybook-example-village"))
}

pub(super) fn entries(setting: &Setting) -> Sheet {
    use EntryField::*;
    let none = String::new;
    let mut c = Columns::new();
    let (acts, by, outcome) = (words::<Act>(), words::<keys::VisitBy>(), words::<keys::Outcome>());
    let (act, home, wants) = (nth(&acts, 0), nth(&by, 0), nth(&outcome, 2));
    c.group(say!("daybook-group-all"));
    c.must(Kind, acts, &act, say!("daybook-note-kind"));
    c.add(Day, Holds::Date, &setting.today.to_string(), say!("daybook-note-day"));
    c.add(Village, villages(setting), &first(setting), say!("daybook-note-village"));
    c.must(Name, Holds::Text, &example(&say!("daybook-example-name")), say!("daybook-note-name"));
    c.add(IdNo, Holds::Digits, ID, say!("daybook-note-id"));
    c.add(HouseholdNo, Holds::Digits, "", say!("daybook-note-household"));
    c.group(say!("daybook-group-visit"));
    c.add(By, by, &home, none());
    c.add(Outcome, outcome, &wants, say!("daybook-note-outcome"));
    c.add(Need, Holds::Text, "", none());
    c.add(Next, Holds::Date, "", none());
    c.group(say!("daybook-group-work"));
    c.add(Place, Holds::Text, "", say!("daybook-note-place"));
    c.add(Employer, Holds::Text, "", none());
    c.add(Start, Holds::Date, "", say!("daybook-note-start"));
    c.add(Occupation, Holds::Text, "", none());
    c.add(Channel, words::<keys::Channel>(), "", none());
    c.add(Wage, Holds::Number, "", none());
    c.add(OrganisedBy, Holds::Text, "", say!("daybook-note-organised"));
    c.add(Trip, Holds::Digits, "", say!("daybook-note-trip"));
    c.add(PartTime, yes_no(), "", none());
    c.add(Contract, yes_no(), "", none());
    c.group(say!("daybook-group-home"));
    c.add(HomeOn, Holds::Date, "", say!("daybook-note-home-on"));
    c.add(Stay, yes_no(), "", say!("daybook-note-stay"));
    c.group(say!("daybook-group-loss"));
    c.add(Reason, words::<keys::LossReason>(), "", none());
    c.add(End, Holds::Date, "", say!("daybook-note-end"));
    c.add(CameHome, yes_no(), "", none());
    c.group(say!("daybook-group-push"));
    c.add(Job, Holds::Text, "", say!("daybook-note-job"));
    c.add(Result, words::<keys::PushResult>(), "", none());
    c.group(say!("daybook-group-wish"));
    c.add(Wish, words::<keys::WishKey>(), "", none());
    c.add(Signed, yes_no(), "", say!("daybook-note-signed"));
    c.add(WishPlace, Holds::Text, "", none());
    c.add(WishOccupation, Holds::Text, "", none());
    c.add(WishWage, Holds::Number, "", none());
    c.group(say!("daybook-group-person"));
    c.add(Status, words::<keys::Status>(), "", none());
    c.add(Capacity, words::<keys::Capacity>(), "", none());
    c.add(Phone, Holds::Digits, "", say!("daybook-note-phone"));
    c.add(NewVillage, villages(setting), "", none());
    c.add(NewGroup, Holds::Text, "", none());
    c.add(NewHousehold, Holds::Digits, "", none());
    c.add(NewName, Holds::Text, "", none());
    c.add(NewIdNo, Holds::Digits, "", none());
    c.add(Education, Holds::Text, "", none());
    c.add(Skills, Holds::Text, "", none());
    c.add(WhyIdle, Holds::Text, "", none());
    c.add(Graduates, Holds::Date, "", none());
    c.add(Certificate, Holds::Date, "", none());
    c.add(CertificateNo, Holds::Digits, "", none());
    c.group(say!("daybook-group-all"));
    c.add(Remark, Holds::Text, "", say!("daybook-note-remark"));
    c.add(Officer, Holds::Text, "", say!("daybook-note-officer"));
    Sheet {
        name: say!("daybook-sheet-entries"),
        title: say!("daybook-title-entries", unit = setting.unit),
        columns: c.list,
        fixed: 4,
        about: vec![say!("daybook-about-entries"), say!("daybook-about-all")],
    }
}

pub(super) fn roster(setting: &Setting) -> Sheet {
    use Field::*;
    let none = String::new;
    let mut c = Columns::new();
    c.must(HouseholdNo, Holds::Digits, "52999910100001", say!("daybook-note-roster-household"));
    c.must(Name, Holds::Text, &example(&say!("daybook-example-name")), none());
    c.must(IdNo, Holds::Digits, ID, say!("daybook-note-id"));
    let relation = standard(
        &codes::RELATION,
        &["户主", "配偶", "之子", "之女", "之儿媳", "之女婿", "之孙子", "之孙女", "之父", "之母", "之兄弟姐妹", "其他"],
    );
    let head = nth(&relation, 0);
    c.must(Relation, relation, &head, say!("daybook-note-relation"));
    c.must(Village, villages(setting), &first(setting), none());
    c.add(Group, Holds::Text, &say!("daybook-example-group"), none());
    c.must(Capacity, words::<keys::Capacity>(), &keys::Capacity::Ordinary.name(), say!("daybook-note-capacity"));
    c.add(Employment, words::<EmploymentWord>(), &EmploymentWord::Working.name(), none());
    c.add(Place, Holds::Text, &say!("daybook-example-place"), say!("daybook-note-place"));
    c.add(Employer, Holds::Text, &say!("daybook-example-employer"), none());
    c.add(Start, Holds::Date, "", none());
    c.add(Occupation, Holds::Text, &say!("daybook-example-occupation"), none());
    c.add(Channel, words::<keys::Channel>(), &keys::Channel::Enterprise.name(), none());
    c.add(Wage, Holds::Number, "4500", none());
    c.add(Contract, yes_no(), &Answer::Yes.name(), none());
    c.add(OrganisedBy, Holds::Text, "", none());
    c.add(Phone, Holds::Digits, PHONE, say!("daybook-note-phone"));
    c.add(Wish, words::<keys::WishKey>(), "", none());
    c.add(Signed, yes_no(), "", say!("daybook-note-signed"));
    c.add(WhyIdle, Holds::Text, "", none());
    c.add(Skills, Holds::Text, "", none());
    c.add(TrainingWish, Holds::Text, "", none());
    c.add(Status, words::<keys::Status>(), &keys::Status::Active.name(), none());
    c.add(Ethnic, Holds::Text, "", none());
    let education = ["文盲或半文盲", "小学", "初中", "高中", "中专", "大专", "本科及以上"];
    let education = standard(&codes::EDUCATION, &education);
    let junior = nth(&education, 2);
    c.add(Education, education, &junior, none());
    c.add(Health, Holds::Text, "", none());
    c.add(Kind, words::<keys::HouseholdKind>(), &keys::HouseholdKind::Lifted.name(), none());
    for field in [Resettled, Subsistence, LowIncome, Destitute] {
        c.add(field, yes_no(), &Answer::No.name(), none());
    }
    c.add(Residence, Holds::Text, "", none());
    c.add(Contact, Holds::Text, "", none());
    c.add(GridOfficer, Holds::Text, "", none());
    c.add(Remark, Holds::Text, "", none());
    // As an import reads it in a title.
    let date = match Lang::current() {
        Lang::En => setting.today.to_string(),
        lang => locale::date(lang, setting.today),
    };
    Sheet {
        name: say!("daybook-sheet-roster"),
        title: say!("daybook-title-roster", unit = setting.unit, date = date),
        columns: c.list,
        fixed: 2,
        about: vec![say!("daybook-about-roster"), say!("daybook-about-all")],
    }
}

pub(super) fn jobs(setting: &Setting) -> Sheet {
    use JobField::*;
    let none = String::new;
    let mut c = Columns::new();
    c.must(Employer, Holds::Text, &example(&say!("daybook-example-employer")), none());
    c.must(Occupation, Holds::Text, &say!("daybook-example-occupation"), none());
    c.add(Place, Holds::Text, &say!("daybook-example-place"), say!("daybook-note-place"));
    c.add(Contact, Holds::Text, &say!("daybook-example-contact"), none());
    c.add(Phone, Holds::Digits, PHONE, say!("daybook-note-phone"));
    c.add(Openings, Holds::Number, "20", none());
    c.add(WageFrom, Holds::Number, "4500", say!("daybook-note-range"));
    c.add(WageTo, Holds::Number, "6000", say!("daybook-note-range"));
    c.add(AgeFrom, Holds::Number, "18", say!("daybook-note-range"));
    c.add(AgeTo, Holds::Number, "45", say!("daybook-note-range"));
    c.add(JobField::Sex, words::<keys::Sex>(), "", say!("daybook-note-any"));
    c.add(Education, Holds::Text, "", say!("daybook-note-any"));
    c.add(Skills, Holds::Text, "", say!("daybook-note-any"));
    c.add(JobField::Board, words::<job::Board>(), "", none());
    c.add(Source, words::<job::JobSource>(), "", none());
    c.add(JobField::Sector, words::<job::Sector>(), "", none());
    c.add(Posted, Holds::Date, &setting.today.to_string(), none());
    c.add(Closes, Holds::Date, "", say!("daybook-note-closes"));
    c.add(Number, Holds::Digits, "", say!("daybook-note-job-number"));
    c.add(Note, Holds::Text, "", none());
    Sheet {
        name: say!("daybook-sheet-jobs"),
        title: say!("daybook-title-jobs", unit = setting.unit),
        columns: c.list,
        fixed: 2,
        about: vec![say!("daybook-about-jobs"), say!("daybook-about-all")],
    }
}
