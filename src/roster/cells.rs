//! The cells of one row, read by field: what a cell says, and the findings on it. What cannot be read is kept in the
//! person's import note as it stood.

use super::columns::{Columns, Field};
use super::finding::Finding;
use super::form::Form;
use crate::domain::codes::CodeList;
use crate::locale::{say, simplified};
use crate::sheet;
use crate::text;
use chrono::NaiveDate;
use compact_str::CompactString;
use csv::StringRecord;
use std::borrow::Cow;

/// One row under reading.
pub struct Cells<'a> {
    /// Row number as a spreadsheet program shows it.
    pub row: u32,
    /// The columns of the file.
    pub columns: &'a Columns,
    record: &'a StringRecord,
    findings: &'a mut Vec<Finding>,
    note: String,
    /// No cell holds anything to clean away, nor full-width letters: known of most rows at one glance.
    tidy: bool,
}

impl<'a> Cells<'a> {
    /// Begins a row; findings are added to `findings`.
    pub fn new(row: u32, columns: &'a Columns, record: &'a StringRecord, findings: &'a mut Vec<Finding>) -> Self {
        // To the end without a branch: the compiler turns it into a few wide instructions.
        let tidy = record.as_slice().bytes().fold(true, |tidy, byte| tidy & is_tidy(byte));
        Self { row, columns, record, findings, note: String::new(), tidy }
    }

    /// The cell as it stands, trimmed; empty where there is no column or only a dash or slash in it.
    pub fn raw(&self, field: Field) -> &'a str {
        raw(self.columns, self.record, field)
    }

    /// Adds a finding on a cell.
    pub fn find(&mut self, field: Field, code: &'static str, message: String) {
        let value = self.columns.of_field(field).and_then(|at| self.record.get(at)).unwrap_or_default();
        self.findings.push(Finding::new(self.row, field.key(), code, value, message));
    }

    /// Adds a finding on a cell that cannot be read, and keeps the cell in the import note.
    pub fn refuse(&mut self, field: Field, code: &'static str, message: String) {
        self.find(field, code, message);
        self.keep(field);
    }

    /// Keeps a cell in the import note.
    pub fn keep(&mut self, field: Field) {
        let value = text::clean(self.raw(field));
        if !value.is_empty() {
            if !self.note.is_empty() {
                self.note.push(';');
            }
            self.note.push_str(self.columns.title(field));
            self.note.push('=');
            self.note.push_str(&value);
        }
    }

    /// Takes a cell over that was an import note before.
    pub fn keep_as_it_is(&mut self, field: Field) {
        let value = text::clean(self.raw(field));
        if !value.is_empty() {
            if !self.note.is_empty() {
                self.note.push(';');
            }
            self.note.push_str(&value);
        }
    }

    /// The import note, where anything is in it.
    pub fn note(self) -> Option<CompactString> {
        (!self.note.is_empty()).then(|| self.note.into())
    }

    fn clean(&self, text: &'a str) -> Cow<'a, str> {
        if self.tidy { Cow::Borrowed(text) } else { text::clean(text) }
    }

    /// Free text, kept as it is written.
    pub fn text(&mut self, field: Field) -> Option<CompactString> {
        let raw = self.raw(field);
        if raw.is_empty() || self.refuse_error(field, "value.unknown") {
            return None;
        }
        let mut value = self.clean(raw);
        if value.starts_with('\'') && value.len() > 1 {
            self.notice(field, "text.apostrophe");
            value = Cow::Owned(value[1..].to_owned());
        }
        self.warn_of_formula(field, &value);
        self.warn_of_broken(field, &value);
        let value = value.trim();
        (!value.is_empty()).then(|| value.into())
    }

    /// A word or code of a national standard, as the standard's word; any other word as it is written. Digits that are no
    /// code are told, and stay as they are.
    pub fn coded(&mut self, field: Field, list: &CodeList) -> Option<CompactString> {
        let text = self.text(field)?;
        if let Some(code) = list.find(&plain(&text)) {
            return Some(code.name.into());
        }
        if plain(&text).bytes().all(|b| b.is_ascii_digit()) {
            let title = self.columns.title(field);
            self.find(field, "value.unknown", say!("roster-no-such-code", column = title, standard = list.standard));
        }
        Some(text)
    }

    /// Free text of a field that people fill with 无 where there is nothing.
    pub fn text_or_nothing(&mut self, field: Field) -> Option<CompactString> {
        match self.raw(field) {
            "无" | "暂无" | "没有" | "0" => None,
            _ => self.text(field),
        }
    }

    /// Reports a cell whose formula has failed (#REF!, #N/A), and keeps it in the note; true where there was one.
    pub fn refuse_error(&mut self, field: Field, code: &'static str) -> bool {
        let failed = sheet::is_error_value(self.raw(field));
        if failed {
            let title = self.columns.title(field);
            self.refuse(field, code, say!("sheet-error-cell", column = title, value = self.raw(field)));
        }
        failed
    }

    /// A name or number: no spaces, half width, no leading apostrophe, each put right with a notice.
    pub fn compact(&mut self, field: Field) -> Option<CompactString> {
        let whole = self.columns.of_field(field).and_then(|at| self.record.get(at)).unwrap_or_default();
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        let cleaned = self.clean(raw);
        let mut value: &str = cleaned.trim();
        let apostrophe = value.starts_with(['\'', '‘', '’', '`']) && value.chars().count() > 1;
        if apostrophe {
            self.notice(field, "text.apostrophe");
            value = value.trim_start_matches(['\'', '‘', '’', '`']);
        }
        let mut result = Cow::Borrowed(value);
        if !self.tidy && value.chars().any(is_wide) {
            self.notice(field, "text.fullwidth");
            result = Cow::Owned(text::half_width(value).into_owned());
        }
        let kept = without_spaces(&result);
        self.warn_of_broken(field, &kept);
        if kept.len() != result.len() || raw.len() != whole.len() {
            self.notice(field, "text.spaces");
        }
        (!kept.is_empty()).then(|| kept.into())
    }

    /// Warns of a text in which bytes were lost: no encoding has them.
    fn warn_of_broken(&mut self, field: Field, value: &str) {
        if !self.tidy && value.contains('\u{fffd}') {
            let title = self.columns.title(field);
            self.find(field, "value.unknown", say!("roster-broken-text", column = title));
        }
    }

    /// Warns of a text that a spreadsheet would run.
    pub fn warn_of_formula(&mut self, field: Field, value: &str) {
        if value.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
            let title = self.columns.title(field);
            self.find(field, "text.formula", say!("roster-formula", title = title));
        }
    }

    /// A word of a closed vocabulary. `known` takes half-width Simplified text without spaces; `expected`
    /// says what it knows.
    pub fn word<T>(
        &mut self,
        field: Field,
        known: impl Fn(&str) -> Option<T>,
        expected: impl FnOnce() -> String,
    ) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        if self.refuse_error(field, "value.unknown") {
            return None;
        }
        let value = known(raw).or_else(|| known(&plain(raw))).or_else(|| known(&simplified(&plain(raw))));
        if value.is_none() {
            let title = self.columns.title(field);
            let message = say!("roster-word-unknown", title = title, expected = expected());
            self.refuse(field, "value.unknown", message);
        }
        value
    }

    /// A whole number: digits only, or digits with .0 or .00 behind them.
    pub fn number(&mut self, field: Field) -> Option<u32> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        if self.refuse_error(field, "number.invalid") {
            return None;
        }
        let half = text::half_width(raw);
        let number = whole_number(half.trim().trim_start_matches('\''));
        match number {
            Some(_) if raw.starts_with('\'') => self.notice(field, "text.apostrophe"),
            Some(_) if half != raw => self.notice(field, "text.fullwidth"),
            Some(_) => {}
            None => {
                let title = self.columns.title(field);
                self.refuse(field, "number.invalid", say!("roster-number", title = title));
            }
        }
        number
    }

    /// A date; a month alone is its first day.
    pub fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        if self.refuse_error(field, "date.invalid") {
            return None;
        }
        let Some(reading) = text::read_date(raw) else {
            self.refuse_date(field, &say!("roster-date-unreadable"));
            return None;
        };
        if reading.normalised {
            self.notice(field, "date.format");
        }
        Some(reading.date)
    }

    /// Reports a date that cannot stand and keeps it in the note.
    pub fn refuse_date(&mut self, field: Field, why: &str) {
        let title = self.columns.title(field);
        self.refuse(field, "date.invalid", say!("roster-date", title = title, why = why));
    }

    /// Adds a notice of something that was put right.
    pub fn notice(&mut self, field: Field, code: &'static str) {
        let title = self.columns.title(field);
        let message = match code {
            "id.lowercase_x" => say!("roster-put-lowercase-x"),
            "id.legacy15" => say!("roster-put-legacy15"),
            "text.fullwidth" => say!("roster-put-fullwidth", title = title),
            "text.spaces" => say!("roster-put-spaces", title = title),
            "text.apostrophe" => say!("roster-put-apostrophe", title = title),
            "date.format" => say!("roster-put-date", title = title),
            _ => say!("roster-put", title = title),
        };
        self.find(field, code, message);
    }
}

/// The cell of a field in a record: trimmed, and empty where only a dash or slash says that there is nothing.
pub fn raw<'r, F: Form>(columns: &Columns<F>, record: &'r StringRecord, field: F) -> &'r str {
    let cell = columns.of_field(field).and_then(|at| record.get(at)).unwrap_or_default();
    if cell.is_empty() {
        return "";
    }
    match cell.trim() {
        cell if cell.len() > 6 => cell,
        "-" | "--" | "—" | "——" | "/" | "\\" | "_" | "――" => "",
        cell => cell,
    }
}

/// Whether a cell that holds a date names a month and no day: 1990-03, 199003, 1990年3月.
pub fn names_month_only(cell: &str) -> bool {
    if cell.len() == 10 && cell.is_ascii() {
        return false; // 1990-03-05, as nearly all are
    }
    let half = text::half_width(cell.trim());
    let mut numbers = half.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(digits), None, _) => digits.len() == 6,
        (Some(_), Some(_), None) => !half.contains(':'),
        _ => false,
    }
}

/// A whole number: digits, or digits with .0 or .00 behind them.
pub fn whole_number(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    (digits && matches!(rest, "" | "0" | "00") && !text.ends_with('.')).then(|| whole.parse().ok()).flatten()
}

/// Half width, without spaces: the form in which words are compared.
pub fn plain(cell: &str) -> Cow<'_, str> {
    match text::half_width(cell) {
        Cow::Borrowed(text) => without_spaces(text),
        Cow::Owned(text) => Cow::Owned(without_spaces(&text).into_owned()),
    }
}

/// Without spaces of any kind, but for one between Latin letters.
pub fn without_spaces(text: &str) -> Cow<'_, str> {
    let space = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
    if !text.contains(space) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.chars() {
        if space(c) {
            pending = kept.ends_with(|c: char| c.is_ascii_alphabetic());
            continue;
        }
        if std::mem::take(&mut pending) && c.is_ascii_alphabetic() {
            kept.push(' ');
        }
        kept.push(c);
    }
    Cow::Owned(kept)
}

/// Bytes that begin no control, no mark without width and no full-width letter: ASCII, Latin letters with accents, most of
/// Chinese (U+3000 to U+9FFF), and what follows in a character.
fn is_tidy(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e | 0x80..=0xbf | 0xc3..=0xd7 | 0xe3..=0xe9)
}

/// Full-width letters and digits, which a number or name should not have.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{ff0d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_only() {
        for (text, number) in [("4000", Some(4000)), ("4000.0", Some(4000)), ("4000.00", Some(4000)), ("0", Some(0))] {
            assert_eq!(whole_number(text), number);
        }
        for text in ["", "4,000", "4千", "4000元左右", "面议", "-4000", "4000.5", "4000.", ".0", "99999999999", "4e3"]
        {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_is_told_from_a_day() {
        for text in ["2025-06", "2025.6", "2025/06", "2025年6月", "202506"] {
            assert!(names_month_only(text), "{text}");
        }
        for text in ["2025-06-03", "20250603", "32874", "32874.5:", ""] {
            assert!(!names_month_only(text), "{text}");
        }
    }

    #[test]
    fn spaces_go_but_between_latin_words() {
        assert_eq!(without_spaces("测 试\u{3000}甲"), "测试甲");
        assert_eq!(without_spaces("Ce  Shi"), "Ce Shi");
        assert_eq!(plain(" 脱贫户(非 监测)"), "脱贫户(非监测)");
    }
}
