//! The pieces of a line, taken for what they are: names first, then what is said of them.

use super::cut::{Piece, is_dot, spelled_wage, wage};
use super::words::*;
use super::{Hint, Lore};
use crate::domain::keys::VisitBy;

/// The most characters of a name without dots.
const NAME: usize = 4;
/// The most characters of a name of several parts.
const LONG_NAME: usize = 24;

/// Names with what is said of them.
#[derive(Debug, Default)]
pub struct Group {
    /// Who.
    pub names: Vec<Hint>,
    /// What.
    pub said: Hint,
}

/// A line.
#[derive(Debug, Default)]
pub struct Line {
    /// What stood before the first name.
    pub before: Hint,
    /// Whoever is named.
    pub groups: Vec<Group>,
    /// It reads like a heading.
    pub heads: bool,
}

/// Every beginning of a run that might be a name, and every place in it where a family name stands.
pub fn beginnings(run: &str, out: &mut Vec<String>) {
    let chars: Vec<char> = run.chars().take(LONG_NAME * 2).collect();
    if chars.iter().all(char::is_ascii) {
        return;
    }
    if chars.iter().any(|c| is_dot(*c)) {
        (2..=chars.len().min(LONG_NAME)).for_each(|n| out.push(dotted(&chars[..n])));
    }
    for at in 0..chars.len() {
        if at == 0 || SURNAMES.contains(chars[at]) {
            let most = NAME.min(chars.len() - at);
            (2..=most).for_each(|n| out.push(chars[at..at + n].iter().collect()));
        }
    }
}

/// With the dot as books write it.
fn dotted(chars: &[char]) -> String {
    chars.iter().map(|c| if is_dot(*c) { '·' } else { *c }).collect()
}

struct Scanner<'a> {
    lore: &'a dyn Lore,
    line: Line,
    /// A number that follows is the end of one.
    tail_next: bool,
    /// Something was said since the last name.
    told: bool,
    /// The piece before was a name, or a mark between names.
    in_names: bool,
    /// The mark before was 、, which stands between names only.
    listed: bool,
    letters: usize,
}

/// Reads the pieces of a line.
pub fn scan(pieces: &[Piece], lore: &dyn Lore) -> Line {
    let mut scanner = Scanner {
        lore,
        line: Line::default(),
        tail_next: false,
        told: false,
        in_names: true,
        listed: false,
        letters: 0,
    };
    let mut mentioned = None;
    for piece in pieces {
        match piece {
            Piece::Letters(run) => scanner.letters(run),
            Piece::Wage(wage) => scanner.said().wage = Some(*wage),
            Piece::Day(day) => scanner.said().day = Some(*day),
            Piece::Tail(tail) => scanner.tail(tail),
            Piece::Number(digits) => scanner.number(digits),
            Piece::Mention(name) => mentioned = Some(name),
            Piece::Group(_) | Piece::Space => {}
            Piece::Mark(mark) => {
                scanner.listed = *mark == '、';
                scanner.in_names |= matches!(mark, '、' | ',' | ';' | '/' | '|' | ':' | '+' | '&');
            }
        }
    }
    // Where nobody else is named, the one spoken to is meant.
    if scanner.line.groups.is_empty()
        && let Some(name) = mentioned.filter(|name| lore.is_name(name))
    {
        scanner.name(name.clone());
    }
    let colon = matches!(pieces.last(), Some(Piece::Mark(':')));
    let before = &scanner.line.before;
    let says = before.act.is_some() || before.village.is_some() || before.not_gone.is_some() || before.day.is_some();
    let works = before.place.is_some() || before.employer.as_deref().is_some_and(|name| lore.is_employer(name));
    scanner.line.heads |= says && scanner.letters <= 30 || colon && works || colon && says;
    scanner.line
}

impl Scanner<'_> {
    /// Where what is said goes: to the newest names, or in front of all.
    fn said(&mut self) -> &mut Hint {
        self.told = true;
        match self.line.groups.last_mut() {
            Some(group) => &mut group.said,
            None => &mut self.line.before,
        }
    }

    fn name(&mut self, name: String) {
        // What was said of the names before is not said of this one.
        if self.told || self.line.groups.is_empty() {
            self.line.groups.push(Group::default());
        }
        self.told = false;
        if let Some(group) = self.line.groups.last_mut() {
            let village = None;
            group.names.push(Hint { name, village, ..Hint::default() });
        }
    }

    fn tail(&mut self, tail: &str) {
        self.tail_next = false;
        if tail.len() < 3 {
            return;
        }
        let tail = tail.get(tail.len().saturating_sub(18)..).unwrap_or(tail).to_string();
        match self.line.groups.last_mut().and_then(|group| group.names.last_mut()) {
            Some(name) => name.tail = Some(tail),
            None => self.line.before.tail = Some(tail),
        }
    }

    fn number(&mut self, digits: &str) {
        match wage(digits).filter(|_| !self.tail_next) {
            Some(wage) => self.said().wage = Some(wage),
            None if (3..=6).contains(&digits.len()) => self.tail(digits),
            None => {}
        }
        self.tail_next = false;
    }

    fn letters(&mut self, run: &str) {
        let chars: Vec<char> = run.chars().collect();
        self.letters += chars.len();
        if chars.iter().all(char::is_ascii) {
            self.word(run);
            return;
        }
        let mut at = 0;
        // A name stands where everything before it was understood.
        let mut clear = true;
        while at < chars.len() {
            let rest = &chars[at..];
            if clear && let Some((name, taken)) = self.known_name(rest, at == 0) {
                self.name(name);
                at += taken;
                at += self.kin(&chars[at..]);
                self.in_names = true;
                continue;
            }
            if let Some(taken) = self.understood(rest) {
                at += taken;
                continue;
            }
            if at == 0 && self.unknown_name(&chars) {
                return;
            }
            // What is not understood goes on to the next word that is.
            let end = (1..rest.len()).find(|n| *n >= 2 && self.breaks(&rest[*n..])).unwrap_or(rest.len());
            let word: String = rest[..end].iter().collect();
            self.word(&word);
            clear = false;
            at += end;
        }
    }

    /// A name of the book at the beginning, and how many characters it takes: the longest, unless one character would be
    /// left of what is a name of its own.
    fn known_name(&self, rest: &[char], first: bool) -> Option<(String, usize)> {
        if rest.iter().any(|c| is_dot(*c)) {
            let most = rest.len().min(LONG_NAME);
            let long = (3..=most).rev().map(|n| (dotted(&rest[..n]), n)).find(|(name, _)| self.lore.is_name(name));
            if long.is_some() {
                return long;
            }
            // Dots are in names only.
            let whole = first && rest.len() <= LONG_NAME && !rest.iter().take(2).any(|c| is_dot(*c));
            return whole.then(|| (dotted(rest), rest.len()));
        }
        if !first && !rest.first().is_some_and(|c| SURNAMES.contains(*c)) {
            return None;
        }
        let (name, n) = (2..=rest.len().min(NAME))
            .rev()
            .map(|n| (rest[..n].iter().collect::<String>(), n))
            .find(|(name, _)| self.lore.is_name(name))?;
        let behind = &rest[n..];
        if first && n == 2 && behind.len() == 1 && filler(behind).is_none() && !matches!(behind, ['家' | '等']) {
            let whole: String = rest.iter().collect();
            return Some((whole, rest.len()));
        }
        Some((name, n))
    }

    /// A name that the book does not know: all of a run, with a family name in front, where names are expected.
    fn unknown_name(&mut self, chars: &[char]) -> bool {
        let whole: String = chars.iter().collect();
        let kin = KIN.iter().find_map(|(word, _)| whole.strip_suffix(word)).map(|rest| rest.trim_end_matches('家'));
        let bare: Vec<char> = kin.filter(|rest| rest.chars().count() >= 2).unwrap_or(&whole).chars().collect();
        let named = !self.line.groups.is_empty();
        let fits = bare.first().is_some_and(|c| SURNAMES.contains(*c))
            && (2..=if named { 3 } else { NAME }).contains(&bare.len())
            && self.in_names
            && !(named && (self.told || bare.len() == 2 && !self.listed))
            && !CHATTER.iter().any(|word| whole.starts_with(word))
            && !LISTS.iter().any(|word| whole.contains(word))
            && !self.lore.is_employer(&whole);
        if !fits {
            return false;
        }
        self.name(bare.iter().collect());
        self.kin(&chars[bare.len()..]);
        true
    }

    /// 家媳妇 behind a name: how many characters.
    fn kin(&mut self, rest: &[char]) -> usize {
        let text: String = rest.iter().take(5).collect();
        let bare = text.strip_prefix(['家', '的']).unwrap_or(&text);
        let Some((word, woman)) = KIN.iter().find(|(word, _)| bare.starts_with(word)) else {
            return usize::from(text.starts_with('家') || text.starts_with('等'));
        };
        if let Some(name) = self.line.groups.last_mut().and_then(|group| group.names.last_mut()) {
            name.kin = Some(((*word).to_string(), *woman));
        }
        text.chars().count() - bare.chars().count() + word.chars().count()
    }

    /// Takes what is understood at the beginning; gives how many characters it is.
    fn understood(&mut self, rest: &[char]) -> Option<usize> {
        let text: String = rest.iter().take(24).collect();
        if let Some(word) = NOT_GONE.iter().find(|word| text.starts_with(**word)) {
            self.said().not_gone = Some((*word).to_string());
            return Some(word.chars().count());
        }
        if let Some((village, taken)) = self.village(rest) {
            let said = self.said();
            said.village = Some(village);
            return Some(taken);
        }
        let mut taken = 0;
        if let Some((word, outcome)) = OUTCOMES.iter().find(|(word, _)| text.starts_with(word)) {
            let said = self.said();
            said.outcome = said.outcome.or(Some(*outcome));
            taken = word.chars().count();
        }
        if let Some((word, act)) = ACTS.iter().find(|(word, _)| text.starts_with(word)) {
            let said = self.said();
            said.act = said.act.or(Some(*act));
            if *word == "入户" {
                said.by = Some(VisitBy::Home);
            }
            said.stay |= *word == "回流";
            taken = taken.max(word.chars().count());
        }
        if let Some((word, reason)) = REASONS.iter().find(|(word, _)| text.starts_with(word)) {
            let said = self.said();
            said.reason = said.reason.or(Some(*reason));
            taken = taken.max(word.chars().count());
        }
        if taken > 0 {
            return Some(taken);
        }
        for (word, by) in [("电话走访", VisitBy::Phone), ("电话回访", VisitBy::Phone), ("微信", VisitBy::Online)]
        {
            if text.starts_with(word) {
                self.said().by = Some(by);
                return Some(2);
            }
        }
        if let Some(word) = TAILS.iter().find(|word| text.starts_with(**word)) {
            self.tail_next = true;
            return Some(word.chars().count());
        }
        if let Some(word) = LISTS.iter().find(|word| text.starts_with(**word)) {
            return Some(word.chars().count());
        }
        if let Some((wage, taken)) = spelled_wage(rest) {
            self.said().wage = Some(wage);
            return Some(taken);
        }
        if let Some(taken) = filler(rest) {
            return Some(taken);
        }
        let (place, taken) = self.place(rest)?;
        self.said().place = Some(place);
        Some(taken)
    }

    /// A village at the beginning: 下寨村3组, 下寨.
    fn village(&self, rest: &[char]) -> Option<(crate::domain::region::RegionCode, usize)> {
        let most = rest.len().min(8);
        let (code, mut taken) =
            (2..=most).rev().find_map(|n| Some((self.lore.village(&rest[..n].iter().collect::<String>())?, n)))?;
        if matches!(rest.get(taken), Some('村')) {
            taken += 1;
        }
        // 三组
        if rest.get(taken + 1) == Some(&'组') {
            taken += 2;
        }
        Some((code, taken))
    }

    /// A place at the beginning, with one inside it: 浙江宁波, 宁波市.
    fn place(&self, rest: &[char]) -> Option<(String, usize)> {
        let most = rest.len().min(10);
        let n = (2..=most).find(|n| self.lore.is_place(&rest[..*n].iter().collect::<String>()))?;
        let longer = (n + 2..=most.min(n + 4))
            .find(|m| self.lore.is_place(&rest[n..*m].iter().collect::<String>()))
            .unwrap_or(n);
        let mut taken = longer;
        while matches!(rest.get(taken), Some('市' | '省' | '县' | '区' | '州')) {
            taken += 1;
        }
        Some((rest[..taken].iter().collect(), taken))
    }

    /// Whether a word that is understood begins here.
    fn breaks(&self, rest: &[char]) -> bool {
        let text: String = rest.iter().take(8).collect();
        NOT_GONE.iter().any(|word| text.starts_with(word))
            || OUTCOMES.iter().any(|(word, _)| text.starts_with(word))
            || ACTS.iter().any(|(word, _)| text.starts_with(word))
            || LISTS.iter().any(|word| text.starts_with(word))
            || FILLERS.iter().any(|word| word.chars().count() > 1 && text.starts_with(word))
            || matches!(rest, ['了' | '的'])
            || (rest.len() >= 2 && rest.get(1) == Some(&'千') && spelled_wage(rest).is_some())
    }

    /// Words that are not understood: an employer first, a kind of work, then a remark.
    fn word(&mut self, word: &str) {
        let letters = word.chars().count();
        let trade = word.ends_with('工') && (2..=4).contains(&letters) || OCCUPATIONS.contains(&word);
        let chatter = CHATTER.iter().any(|start| word.starts_with(start));
        let nobody = self.line.groups.is_empty();
        let known = self.lore.is_employer(word);
        let said = self.said();
        if trade && !known {
            said.occupation.get_or_insert_with(|| word.to_string());
        } else if letters >= 2 && said.employer.is_none() && !chatter {
            said.employer = Some(word.to_string());
        } else if !chatter {
            let remark = said.remark.get_or_insert_with(String::new);
            remark.push_str(if remark.is_empty() { "" } else { " " });
            remark.push_str(word);
        }
        // Names do not follow what is said of them without a mark between, but for what stands in front of all.
        self.in_names = nobody;
    }
}

/// A word at the beginning that says nothing of its own.
fn filler(rest: &[char]) -> Option<usize> {
    let text: String = rest.iter().take(6).collect();
    FILLERS.iter().find(|word| text.starts_with(**word)).map(|word| word.chars().count())
}
