//! 务工经历: somebody's other work in one cell, as a person reads it and as an import takes it back:
//!
//! ```text
//! 2025-03-01至2025-08-31 浙江宁波 某厂 4200元 工种:缝纫工 渠道:企业;2025-09-15至今 县城 某店 兼职
//! ```
//!
//! Spells stand apart by `;`, their parts by spaces. A spell begins with its first and last day at work (不详 = unknown, 今 = it
//! lasts). Then the place, the employer and the wage a month; then what has a name in front: 单位, 地点, 工种, 行业, 渠道, 合同
//! (是, 否), 组织, 班次, and 类别 and 代码 of the place where its words do not tell them; 兼职 stands alone. What holds a space or one of
//! `;:` stands in 「」.

use crate::domain::facts::{StatedSpell, WorkFacts};
use crate::domain::keys::PlaceClass;
use crate::domain::region::RegionCode;
use crate::domain::subject::SubjectId;
use crate::text;
use chrono::{Datelike, Months, NaiveDate};

/// Looks a place up: its code, and its class as seen from the township.
pub type Locate<'l> = &'l mut dyn FnMut(&str) -> (Option<RegionCode>, PlaceClass);

/// Writes spells: each with its first day, the first day without the job, and the work. `trip` gives the number of a
/// trip.
pub fn write<'s>(
    spells: impl Iterator<Item = (Option<NaiveDate>, Option<NaiveDate>, &'s WorkFacts)>,
    locate: Locate<'_>,
    trip: &dyn Fn(SubjectId) -> String,
) -> String {
    let mut out = String::new();
    for (start, end, work) in spells {
        if !out.is_empty() {
            out.push(';');
        }
        match start {
            Some(start) => out.push_str(&start.to_string()),
            None => out.push_str("不详"),
        }
        out.push('至');
        match end.and_then(|end| end.pred_opt()) {
            Some(last) => out.push_str(&last.to_string()),
            None => out.push('今'),
        }
        write_work(&mut out, work, locate, trip);
    }
    out
}

fn write_work(out: &mut String, work: &WorkFacts, locate: Locate<'_>, trip: &dyn Fn(SubjectId) -> String) {
    let part = |out: &mut String, label: &str, value: &str| {
        out.push(' ');
        out.push_str(label);
        out.push_str(&quoted(value));
    };
    if let Some(place) = &work.place {
        part(out, "", place);
    }
    if let Some(employer) = &work.employer {
        part(out, if work.place.is_some() { "" } else { "单位:" }, employer);
    }
    if let Some(wage) = work.wage {
        out.push_str(&format!(" {wage}元"));
    }
    for (label, value) in [("工种:", &work.occupation), ("行业:", &work.industry)] {
        if let Some(value) = value {
            part(out, label, value);
        }
    }
    if let Some(channel) = work.channel {
        part(out, "渠道:", channel.zh());
    }
    if let Some(contract) = work.contract {
        part(out, "合同:", if contract { "是" } else { "否" });
    }
    if let Some(organiser) = &work.organised_by {
        part(out, "组织:", organiser);
    }
    if let Some(id) = work.trip {
        part(out, "班次:", &trip(id));
    }
    let told = work.place.as_deref().map(&mut *locate);
    if told.map(|(code, class)| (code, Some(class))) != Some((work.place_code, work.place_class))
        && (told.is_some() || work.place_code.is_some() || work.place_class.is_some())
    {
        part(out, "类别:", work.place_class.unwrap_or(PlaceClass::Unknown).zh());
        part(out, "代码:", &work.place_code.map_or("无".to_owned(), |code| code.to_string()));
    }
    if work.part_time {
        out.push(' ');
        out.push_str(PART_TIME);
    }
}

const PART_TIME: &str = "兼职";

fn quoted(value: &str) -> String {
    let plain = !value.is_empty()
        && !value.contains(|c: char| c.is_whitespace() || ";；:：「」".contains(c))
        && value != PART_TIME
        && wage(value).is_none();
    if plain { value.to_owned() } else { format!("「{}」", value.replace('」', "」」")) }
}

/// One part of a spell.
#[derive(Default)]
struct Part {
    label: Option<String>,
    value: String,
    quoted: bool,
}

/// Reads a cell, with `trip` telling the trip of a number: the spells, and whether all of it was understood.
pub fn read(cell: &str, locate: Locate<'_>, trip: &dyn Fn(&str) -> SubjectId) -> (Vec<StatedSpell>, bool) {
    let mut all = true;
    let mut out = Vec::new();
    for parts in spells_of(cell) {
        match spell(&parts, locate, trip) {
            Some(spell) => out.push(spell),
            None => all = false,
        }
    }
    (out, all)
}

fn spells_of(cell: &str) -> Vec<Vec<Part>> {
    let mut spells: Vec<Vec<Part>> = vec![Vec::new()];
    let mut part = Part::default();
    let end = |part: &mut Part, spells: &mut Vec<Vec<Part>>| {
        let part = std::mem::take(part);
        if let Some(spell) = spells.last_mut().filter(|_| part.label.is_some() || part.quoted || !part.value.is_empty())
        {
            spell.push(part);
        }
    };
    let mut chars = cell.chars().peekable();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '」' if inside && chars.peek() == Some(&'」') => {
                chars.next();
                part.value.push(c);
            }
            '」' if inside => inside = false,
            c if inside => part.value.push(c),
            '「' if part.value.is_empty() => (inside, part.quoted) = (true, true),
            ';' | '；' => {
                end(&mut part, &mut spells);
                spells.push(Vec::new());
            }
            ':' | '：' if part.label.is_none() && !part.quoted => part.label = Some(std::mem::take(&mut part.value)),
            c if c.is_whitespace() => end(&mut part, &mut spells),
            c => part.value.push(c),
        }
    }
    end(&mut part, &mut spells);
    spells.retain(|parts| !parts.is_empty());
    spells
}

fn spell(parts: &[Part], locate: Locate<'_>, trip: &dyn Fn(&str) -> SubjectId) -> Option<StatedSpell> {
    let (period, parts) = parts.split_first()?;
    let (start, end) = days(&period.value).filter(|_| period.label.is_none())?;
    let mut work = WorkFacts { start, ..WorkFacts::default() };
    let (mut class, mut code) = (None, None);
    for part in parts {
        let value = part.value.as_str();
        match part.label.as_deref() {
            None if !part.quoted && value == PART_TIME => work.part_time = true,
            None if !part.quoted && wage(value).is_some() => work.wage = wage(value),
            None if work.place.is_none() && work.employer.is_none() => work.place = Some(value.into()),
            None if work.employer.is_none() => work.employer = Some(value.into()),
            None if work.occupation.is_none() => work.occupation = Some(value.into()),
            None => return None,
            Some("地点") => work.place = Some(value.into()),
            Some("单位") => work.employer = Some(value.into()),
            Some("工种" | "岗位") => work.occupation = Some(value.into()),
            Some("行业") => work.industry = Some(value.into()),
            Some("渠道") => work.channel = Some(super::words::channel(value)?),
            Some("合同") => work.contract = Some(super::words::signed(value)?),
            Some("组织") => work.organised_by = Some(value.into()),
            Some("班次") => work.trip = Some(trip(value)),
            Some("月收入" | "工资") => work.wage = Some(wage(value).or_else(|| value.parse().ok())?),
            Some("类别") => class = Some(value.parse().ok()?),
            Some("代码") if value == "无" => code = Some(None),
            Some("代码") => code = Some(Some(RegionCode::parse(value)?)),
            Some(_) => return None,
        }
    }
    if let Some(place) = &work.place {
        let (told, as_seen) = locate(place);
        (work.place_code, work.place_class) = (told, Some(as_seen));
    }
    if let Some(Some(code)) = code {
        work.place_class = Some(locate(&code.to_string()).1);
    }
    work.place_code = code.unwrap_or(work.place_code);
    work.place_class = class.or(work.place_class);
    Some(StatedSpell { work, end })
}

/// 4200元, 4200元/月.
fn wage(text: &str) -> Option<u32> {
    let digits = text.strip_suffix("/月").unwrap_or(text).strip_suffix('元')?;
    digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))
}

/// First day, and first day without the job.
fn days(period: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let (first, last) = ["至", "到", "~", "～", "—", "–"].iter().find_map(|mark| period.split_once(mark))?;
    let last = last.trim_start_matches(['—', '–']);
    let start = match first {
        "不详" | "未知" | "" => None,
        first => Some(text::read_date(first)?.date),
    };
    let end = match last {
        "今" | "现在" | "" => None,
        last => {
            let day = text::read_date(last)?.date;
            // A month alone lasts to its end.
            Some(match super::cells::names_month_only(last) {
                true => day.with_day(1)?.checked_add_months(Months::new(1))?,
                false => day.succ_opt()?,
            })
        }
    };
    match (start, end) {
        (Some(start), Some(end)) if end <= start => None,
        days => Some(days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::keys::Channel;
    use crate::domain::subject::SubjectKind;

    fn trip_of(number: &str) -> SubjectId {
        SubjectId::derived(SubjectKind::Trip, number)
    }

    fn located(place: &str) -> (Option<RegionCode>, PlaceClass) {
        match place {
            "浙江宁波" | "330200000000" => (RegionCode::parse("3302"), PlaceClass::Beyond),
            _ => (None, PlaceClass::Unknown),
        }
    }

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn what_an_officer_writes_is_understood() {
        let cell = "2025.3.1至2025年8月 浙江宁波 某厂 4200元/月 缝纫工；2025-09-15至今 单位:某店 兼职";
        let (spells, all) = read(cell, &mut |place| located(place), &trip_of);
        assert!(all);
        let first = &spells[0];
        assert_eq!((first.work.start, first.end), (day("2025-03-01"), day("2025-09-01")));
        assert_eq!((first.work.wage, first.work.occupation.as_deref()), (Some(4200), Some("缝纫工")));
        assert_eq!((first.work.place_code, first.work.place_class), located("浙江宁波").into_class());
        assert_eq!((spells[1].end, spells[1].work.part_time, spells[1].work.place.as_deref()), (None, true, None));
        for unreadable in ["某厂", "2025-03-01 某厂", "2025-09-01至2025-03-01 宁波 某厂", "2025-03-01至今 颜色:红"]
        {
            assert_eq!(read(unreadable, &mut |place| located(place), &trip_of), (Vec::new(), false), "{unreadable}");
        }
        assert!(!read("2025-03-01至今 宁波 某厂;不知道", &mut |place| located(place), &trip_of).1);
    }

    trait IntoClass {
        fn into_class(self) -> (Option<RegionCode>, Option<PlaceClass>);
    }
    impl IntoClass for (Option<RegionCode>, PlaceClass) {
        fn into_class(self) -> (Option<RegionCode>, Option<PlaceClass>) {
            (self.0, Some(self.1))
        }
    }

    proptest::proptest! {
        #[test]
        fn every_spell_is_read_as_it_was_written(
            texts in proptest::collection::vec(proptest::option::of("[甲a4 ;:：；「」元]{1,5}|兼职|4200元|浙江宁波"), 5),
            wage in proptest::option::of(0u32..99_999), part_time in proptest::bool::ANY, contract in proptest::option::of(proptest::bool::ANY),
            days in (0i64..900, 1i64..900), open in proptest::bool::ANY, known in proptest::bool::ANY,
        ) {
            let mut texts = texts.into_iter().map(|t| t.filter(|t: &String| !t.trim().is_empty()));
            let mut next = || texts.next().flatten();
            let start = day("2023-01-01").unwrap() + chrono::Days::new(days.0 as u64);
            let place = next();
            let (code, class) = match place.as_deref() {
                Some(place) if known => located(place),
                _ => (RegionCode::parse("5201"), PlaceClass::Province),
            };
            let work = WorkFacts {
                start: known.then_some(start), place: place.map(Into::into), employer: next().map(Into::into), occupation: next().map(Into::into), industry: next().map(Into::into),
                organised_by: next().map(Into::into), wage, contract, part_time, place_code: code, place_class: Some(class),
                channel: part_time.then_some(Channel::Cooperative),
                trip: open.then(|| SubjectId::derived(SubjectKind::Trip, "一号")),
            };
            let end = (!open).then(|| start + chrono::Days::new(days.1 as u64));
            let all = [(work.start, end, &work), (work.start, None, &work)];
            let cell = write(all.into_iter(), &mut |place| located(place), &|_| "一号".into());
            let expected: Vec<_> = all.map(|(_, end, work)| StatedSpell { work: work.clone(), end }).into();
            proptest::prop_assert_eq!(read(&cell, &mut |place| located(place), &trip_of), (expected, true), "{}", cell);
        }
    }
}
