//! A list pasted from a chat group, read as people type it: names, where they went, for how much, who did not go. Every
//! line is accounted for, and whoever is named gives a row. Who is meant by a name, and what becomes of it, is decided
//! above: here nobody is looked up, the book is asked through [`Lore`] only.

mod cut;
mod scan;
mod words;

use crate::domain::keys::{LossReason, Outcome, VisitBy};
use crate::domain::region::RegionCode;
use crate::text::{clean, half_width};
use chrono::NaiveDate;
use cut::Piece;
use scan::{Group, Line, scan};
use serde::{Deserialize, Serialize};

/// So many characters of a line are read: what is longer is no line of a list.
pub const LONGEST: usize = 400;
/// So many words of a line are looked up as names.
const TRIED: usize = 80;

/// What a list reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListAct {
    /// 返岗.
    Return,
    /// 上岗.
    Placement,
    /// 走访.
    Visit,
    /// 失业.
    Loss,
    /// 返乡.
    Home,
    /// 上直通车.
    Bus,
}

/// What must be known to read names out of sentences.
pub trait Lore {
    /// The day from which 昨天 is seen.
    fn today(&self) -> NaiveDate;
    /// Whether somebody is called so.
    fn is_name(&self, text: &str) -> bool;
    /// The village of this name.
    fn village(&self, text: &str) -> Option<RegionCode>;
    /// Whether this is a place of work by its name.
    fn is_place(&self, text: &str) -> bool;
    /// Whether this is part of an employer's name.
    fn is_employer(&self, text: &str) -> bool;
}

/// What a line says of somebody; what it does not say, its heading may.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Hint {
    /// 姓名, as typed, without blanks.
    pub name: String,
    /// 媳妇: not the one named, but somebody of the household; and whether that is a woman.
    pub kin: Option<(String, Option<bool>)>,
    /// Of this village.
    pub village: Option<RegionCode>,
    /// The last characters of an ID number or a phone.
    pub tail: Option<String>,
    /// What was done.
    pub act: Option<ListAct>,
    /// What a visit came to.
    pub outcome: Option<Outcome>,
    /// How it was made.
    pub by: Option<VisitBy>,
    /// Why a job was lost.
    pub reason: Option<LossReason>,
    /// Came home for good.
    pub stay: bool,
    /// 单位, as typed: often only a part of its name.
    pub employer: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// 工种.
    pub occupation: Option<String>,
    /// CNY a month.
    pub wage: Option<u32>,
    /// When.
    pub day: Option<NaiveDate>,
    /// Why nothing is to be recorded: 没去.
    pub not_gone: Option<String>,
    /// What else stood there.
    pub remark: Option<String>,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Somebody.
    Person(Box<Hint>),
    /// Who wrote it, or when.
    Sender,
    /// What the lines below it are.
    Heading,
    /// Talk: nobody is named.
    Nobody,
}

/// A row of the table: a line, or one of several people of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Its number in what was pasted, from 1.
    pub line: usize,
    /// The line, cleaned.
    pub text: String,
    /// What it is.
    pub what: What,
}

/// A pasted list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pasted {
    /// What it seems to report.
    pub act: Option<ListAct>,
    /// Its rows, in order; every line that is not empty gives at least one.
    pub rows: Vec<Said>,
}

/// The words of a list that might be names: for asking the book for all of them at once, before [`read`].
pub fn possible_names(text: &str, today: NaiveDate) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let begun = out.len();
        for piece in cut::cut(cut::without_number(&plain(line)), today) {
            if let Piece::Letters(run) | Piece::Mention(run) = piece {
                scan::beginnings(&run, &mut out);
            }
        }
        out.truncate(begun + TRIED);
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn plain(line: &str) -> Vec<char> {
    half_width(&clean(line)).trim().chars().take(LONGEST).collect()
}

/// Reads a list.
pub fn read(text: &str, lore: &dyn Lore) -> Pasted {
    let mut out = Pasted::default();
    let mut heading = Hint::default();
    let mut counts: Vec<(ListAct, usize)> = Vec::new();
    for (n, raw) in text.lines().enumerate() {
        let shown: String = clean(raw).trim().chars().take(LONGEST).collect();
        if shown.is_empty() {
            continue;
        }
        let mut put = |what| out.rows.push(Said { line: n + 1, text: shown.clone(), what });
        let chars = plain(raw);
        if is_sender(&chars) {
            put(What::Sender);
            continue;
        }
        let pieces = cut::cut(cut::without_number(&chars), lore.today());
        let Line { before, groups, heads } = scan(&pieces, lore);
        let people: usize = groups.iter().map(|group| group.names.len()).sum();
        if people == 0 {
            if heads {
                out.act = out.act.or(before.act);
                heading = headed(&heading, before);
                put(What::Heading);
            } else {
                put(What::Nobody);
            }
            continue;
        }
        for Group { names, said } in groups {
            for name in names {
                let hint = completed(name, &said, &before, &heading);
                if let Some(act) = hint.act {
                    match counts.iter_mut().find(|(known, _)| *known == act) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((act, 1)),
                    }
                }
                put(What::Person(Box::new(hint)));
            }
        }
    }
    out.act = out.act.or_else(|| counts.iter().max_by_key(|(_, count)| *count).map(|(act, _)| *act));
    out
}

/// A heading takes the place of the one before it; one that names only a village keeps what was to be reported.
fn headed(before: &Hint, now: Hint) -> Hint {
    Hint { act: now.act.or(before.act), by: now.by.or(before.by), day: now.day.or(before.day), ..now }
}

/// What is said of one: by the line, by what stood in front of the names, by the heading; the nearest counts.
fn completed(name: Hint, said: &Hint, before: &Hint, heading: &Hint) -> Hint {
    let mut out = name;
    for from in [said, before, heading] {
        out.village = out.village.or(from.village);
        out.act = out.act.or(from.act);
        out.outcome = out.outcome.or(from.outcome);
        out.by = out.by.or(from.by);
        out.reason = out.reason.or(from.reason);
        out.stay |= from.stay;
        out.wage = out.wage.or(from.wage);
        out.day = out.day.or(from.day);
        // A place belongs to the employer beside it.
        if out.employer.is_none() && out.place.is_none() {
            out.employer.clone_from(&from.employer);
            out.place.clone_from(&from.place);
        }
        for (own, other) in [
            (&mut out.occupation, &from.occupation),
            (&mut out.not_gone, &from.not_gone),
            (&mut out.remark, &from.remark),
            (&mut out.tail, &from.tail),
        ] {
            if own.is_none() {
                own.clone_from(other);
            }
        }
    }
    out
}

/// 李秀英 16:30, 2026-03-06 16:30:12, 昨天 下午4:30: who wrote in the chat, and when.
fn is_sender(chars: &[char]) -> bool {
    let line: String = chars.iter().collect();
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let Some((before, minutes)) = line.rsplit_once(':') else { return false };
    let hours = |text: &str| text.chars().rev().take_while(char::is_ascii_digit).count();
    if minutes.len() != 2 || !minutes.bytes().all(|b| b.is_ascii_digit()) || !(1..=2).contains(&hours(before)) {
        return false;
    }
    // 9:05 of a sentence has words behind the name that a sender's name has not.
    before.chars().filter(|c| c.is_alphabetic()).count() <= 12
        && !words::ACTS.iter().any(|(word, _)| before.contains(word))
}

#[cfg(test)]
mod tests;
