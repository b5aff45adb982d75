//! A line of a chat cut into pieces: runs of letters, numbers with what they are, and what stands between.

use super::words::SURNAMES;
use crate::text::near_date;
use chrono::NaiveDate;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A run of letters: Chinese characters, or Latin ones.
    Letters(String),
    /// CNY a month.
    Wage(u32),
    /// A day.
    Day(NaiveDate),
    /// Some last characters of an ID number or a phone, or all of it.
    Tail(String),
    /// A number that could be a wage or the end of a number.
    Number(String),
    /// 3组.
    Group(String),
    /// Somebody spoken to: @李秀英.
    Mention(String),
    /// Blanks.
    Space,
    /// A mark, or a picture.
    Mark(char),
}

/// Wages that a month can bring; other numbers are ends of numbers.
const WAGES: std::ops::RangeInclusive<u32> = 800..=50_000;

fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && !('\u{1d400}'..='\u{1d7ff}').contains(&c)) || is_dot(c)
}

/// The dot inside a name, in any of the ways it is typed.
pub fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '・' | '･')
}

/// A line without its number: `1.`, `1、`, `(1)`, `①`, and without pictures in front.
pub fn without_number(chars: &[char]) -> &[char] {
    let begin = chars.iter().position(|c| c.is_alphanumeric() || matches!(c, '@' | '[' | '#')).unwrap_or(chars.len());
    let line = chars.get(begin..).unwrap_or_default();
    let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
    let circled = line.first().is_some_and(|c| ('\u{2460}'..='\u{24ff}').contains(c));
    let (past, bare) = if circled { (1, true) } else { (digits, false) };
    let behind = line.get(past).copied().unwrap_or(' ');
    let marked = past > 0 && matches!(behind, '.' | '、' | ')' | ',' | '。' | ']' | ':');
    let after = past + usize::from(marked);
    let next = line.get(after).copied().unwrap_or(' ');
    let numbered =
        bare || (digits > 0 && digits <= 4 && (marked && !next.is_ascii_digit() || digits <= 3 && is_han(behind)));
    // 3月5日, 5人 and 3组 are no numbers of lines.
    let counted = !marked
        && matches!(
            behind,
            '月' | '日' | '号' | '人' | '名' | '组' | '个' | '户' | '点' | '千' | '万' | '元' | '年' | '期'
        );
    if numbered && !counted { line.get(after..).unwrap_or_default() } else { line }
}

fn is_han(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// Cuts a line; a day is seen from `today`.
pub fn cut(chars: &[char], today: NaiveDate) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        let rest = chars.get(at..).unwrap_or_default();
        let (piece, taken) = match c {
            '@' => {
                let name: String =
                    rest.iter().skip(1).take_while(|c| is_letter(**c) || c.is_ascii_alphanumeric()).collect();
                let taken = 1 + name.chars().count();
                (Piece::Mention(name), taken)
            }
            '[' => match rest.iter().take(8).position(|c| *c == ']') {
                Some(end) => (Piece::Space, end + 1),
                None => (Piece::Mark(c), 1),
            },
            c if c.is_ascii_digit() || c == '*' => number(rest, today),
            c if is_letter(c) => {
                let run: String = rest.iter().take_while(|c| is_letter(**c)).collect();
                let taken = run.chars().count();
                (Piece::Letters(run), taken)
            }
            c if c.is_whitespace() => (Piece::Space, 1),
            c => (Piece::Mark(c), 1),
        };
        at += taken.max(1);
        if piece != Piece::Space || out.last() != Some(&Piece::Space) {
            out.push(piece);
        }
    }
    joined(out)
}

/// A family name with a blank behind it belongs to what follows: 王  五, 张 小明.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Piece::Letters(run) = &piece
            && run.chars().count() <= 2
            && run.chars().all(is_han)
            && let [.., Piece::Letters(first), Piece::Space] = out.as_mut_slice()
            && first.chars().count() == 1
            && SURNAMES.contains(first.as_str())
        {
            first.push_str(run);
            out.pop();
            continue;
        }
        out.push(piece);
    }
    out
}

/// A number with what it is: a day, a time, a wage, a phone, an ID number, the end of one.
fn number(rest: &[char], today: NaiveDate) -> (Piece, usize) {
    if let Some((day, taken)) = day(rest, today) {
        return (Piece::Day(day), taken);
    }
    let run: Vec<char> =
        rest.iter().copied().take_while(|c| c.is_ascii_digit() || matches!(c, '*' | 'x' | 'X')).take(40).collect();
    let digits: String = run.iter().take_while(|c| c.is_ascii_digit()).collect();
    let after = |n: usize| rest.get(n).copied().unwrap_or(' ');
    if run.contains(&'*') {
        let tail: String = run.rsplit(|c| *c == '*').next().unwrap_or_default().iter().collect();
        return (Piece::Tail(tail.to_uppercase()), run.len());
    }
    // 138-1234-5678
    let dashed: Vec<char> = rest.iter().copied().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ' ')).collect();
    let bare: String = dashed.iter().filter(|c| c.is_ascii_digit()).collect();
    if bare.len() == 11 && bare.starts_with('1') && digits.len() != 11 && digits.len() >= 3 {
        let end = dashed.iter().rposition(char::is_ascii_digit).map_or(0, |at| at + 1);
        return (Piece::Tail(bare), end);
    }
    if matches!(run.get(digits.len()), Some('x' | 'X')) && digits.len() >= 3 {
        return (Piece::Tail(format!("{digits}X")), digits.len() + 1);
    }
    if digits.len() >= 6 {
        return (Piece::Tail(digits.clone()), digits.len());
    }
    // 16:30
    if matches!(after(digits.len()), ':') && after(digits.len() + 1).is_ascii_digit() {
        let minutes = rest.iter().skip(digits.len() + 1).take_while(|c| c.is_ascii_digit() || **c == ':').count();
        return (Piece::Space, digits.len() + 1 + minutes);
    }
    // 5.2千, 0.5万
    let decimals: String = match after(digits.len()) {
        '.' => rest.iter().skip(digits.len() + 1).take_while(|c| c.is_ascii_digit()).take(2).collect(),
        _ => String::new(),
    };
    let length = digits.len() + if decimals.is_empty() { 0 } else { decimals.len() + 1 };
    let times = match after(length) {
        '千' | 'k' | 'K' => 1_000,
        '万' | 'w' | 'W' => 10_000,
        '元' | '块' => 1,
        _ => 0,
    };
    if times > 0 {
        let whole: u32 = digits.parse().unwrap_or(0);
        let part: u32 = format!("{decimals:0<2}").parse().unwrap_or(0);
        let wage = whole.saturating_mul(times).saturating_add(part.saturating_mul(times) / 100);
        let trailing = usize::from(times > 1 && matches!(after(length + 1), '元' | '块'));
        let piece = if WAGES.contains(&wage) { Piece::Wage(wage) } else { Piece::Space };
        return (piece, length + 1 + trailing);
    }
    if after(digits.len()) == '组' {
        return (Piece::Group(format!("{digits}组")), digits.len() + 1);
    }
    if matches!(after(digits.len()), '人' | '个' | '名' | '户' | '岁' | '班' | '点' | '路' | '楼' | '期' | '台' | '位')
    {
        return (Piece::Space, digits.len() + 1);
    }
    (Piece::Number(digits.clone()), digits.len().max(1))
}

/// Whether a number reads as a wage.
pub fn wage(digits: &str) -> Option<u32> {
    let wage: u32 = digits.parse().ok()?;
    (WAGES.contains(&wage) && wage.is_multiple_of(10) && !digits.starts_with('0')).then_some(wage)
}

/// A day at the beginning: 3月5日, 3.5, 5号, 2026-03-05; and how many characters it takes.
fn day(rest: &[char], today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let run: Vec<char> = rest
        .iter()
        .copied()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '年' | '月' | '日' | '号'))
        .take(12)
        .collect();
    // 海天3.海天4: a mark at the end belongs to the sentence.
    let end = run.iter().rposition(|c| !matches!(c, '.' | '-' | '/')).map_or(0, |at| at + 1);
    let said: String = run.get(..end).unwrap_or_default().iter().collect();
    let next = rest.get(end).copied().unwrap_or(' ');
    let marked = said.contains(|c: char| !c.is_ascii_digit());
    // 5.2千 is a wage, 6号楼 a building.
    if !marked || matches!(next, '千' | '万' | '元' | '块' | 'k' | 'K' | 'w' | 'W' | '*' | '楼' | '线' | '车') {
        return None;
    }
    Some((near_date(&said, today)?, end))
}

/// 五千, 四千五, 六千八百: CNY, and how many characters.
pub fn spelled_wage(chars: &[char]) -> Option<(u32, usize)> {
    let digit = |at: usize| {
        chars.get(at).and_then(|c| "零一二三四五六七八九".chars().position(|d| d == *c)).or(match chars.get(at) {
            Some('两') => Some(2),
            _ => None,
        })
    };
    let thousands = digit(0).filter(|n| *n > 0)? as u32;
    if chars.get(1) != Some(&'千') {
        return None;
    }
    let hundreds = digit(2).unwrap_or(0) as u32;
    let mut taken = 2 + usize::from(hundreds > 0);
    if hundreds > 0 && chars.get(taken) == Some(&'百') {
        taken += 1;
    }
    while matches!(chars.get(taken), Some('元' | '块' | '多')) {
        taken += 1;
    }
    Some((thousands * 1_000 + hundreds * 100, taken))
}
