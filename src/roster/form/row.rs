//! One row of a form under reading, cell by cell.

use super::{Form, Spoken};
use crate::domain::id_number::{self, IdNumber};
use crate::locale::{listed, say, simplified};
use crate::roster::cells::{self, names_month_only, plain, without_spaces};
use crate::roster::columns::Columns;
use crate::roster::finding::{Finding, Severity};
use crate::roster::{person, words};
use crate::text;
use chrono::{Datelike, NaiveDate};
use csv::StringRecord;

/// One row of a form under reading. Whatever cannot be read is an error.
pub struct Row<'a, F> {
    /// Row number as a spreadsheet program shows it.
    pub number: u32,
    /// The columns of the file.
    pub columns: &'a Columns<F>,
    record: &'a StringRecord,
    findings: &'a mut Vec<Finding>,
    begun: usize,
}

impl<'a, F: Form> Row<'a, F> {
    /// Begins a row; findings are added to `findings`.
    pub fn new(number: u32, columns: &'a Columns<F>, record: &'a StringRecord, findings: &'a mut Vec<Finding>) -> Self {
        let begun = findings.len();
        Self { number, columns, record, findings, begun }
    }

    /// Whether something is wrong with the row.
    pub fn faulty(&self) -> bool {
        self.findings.iter().skip(self.begun).any(|finding| finding.severity == Severity::Error)
    }

    /// The row's cells as they stand.
    pub fn cells(&self) -> Vec<String> {
        self.record.iter().map(str::to_owned).collect()
    }

    /// The cell as it stands, trimmed; empty where there is no column or only a dash or slash in it.
    pub fn raw(&self, field: F) -> &'a str {
        cells::raw(self.columns, self.record, field)
    }

    /// The header of a field's column; where the file has none, its name.
    pub fn title(&self, field: F) -> String {
        self.columns.title(field).to_owned()
    }

    /// Adds an error on a cell.
    pub fn refuse(&mut self, field: F, code: &'static str, message: String) {
        self.tell(field, code, Severity::Error, message);
    }

    /// Adds a finding on a cell.
    pub fn tell(&mut self, field: F, code: &'static str, severity: Severity, message: String) {
        let value = self.columns.of_field(field).and_then(|at| self.record.get(at)).unwrap_or_default();
        self.findings.push(Finding::new(self.number, field.key(), code, value, message).with(severity));
    }

    /// Free text.
    pub fn text(&self, field: F) -> Option<String> {
        let cleaned = text::clean(self.raw(field));
        let value = cleaned.trim();
        let value = value.strip_prefix('\'').unwrap_or(value).trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// A name or number: half width, without spaces or a leading apostrophe.
    pub fn compact(&self, field: F) -> Option<String> {
        let cleaned = text::clean(self.raw(field));
        let half = text::half_width(cleaned.trim());
        let kept = without_spaces(half.trim_start_matches(['\'', '‘', '’', '`'])).into_owned();
        (!kept.is_empty()).then_some(kept)
    }

    /// What must stand there.
    pub fn required<T>(&mut self, field: F, value: Option<T>) -> Option<T> {
        if value.is_none() && self.raw(field).is_empty() {
            let message = say!("daybook-missing", column = self.title(field));
            self.refuse(field, "value.missing", message);
        }
        value
    }

    /// A word of a closed vocabulary: its key, its name in Chinese or English, or one that `known` knows.
    pub fn choice<T: Spoken>(&mut self, field: F, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.word(field, |word| known(word).or_else(|| T::of(word)), || listed(T::ALL.iter().map(|word| word.name())))
    }

    /// Yes or no; an empty cell is no.
    pub fn yes(&mut self, field: F, known: impl Fn(&str) -> Option<bool>) -> bool {
        self.word(field, |word| known(word).or_else(|| words::signed(word)), || say!("daybook-yes-no")).unwrap_or(false)
    }

    fn word<T>(&mut self, field: F, known: impl Fn(&str) -> Option<T>, expected: impl Fn() -> String) -> Option<T> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        let value = known(raw).or_else(|| known(&plain(raw))).or_else(|| known(&simplified(&plain(raw))));
        if value.is_none() {
            let message = say!("daybook-unknown-word", column = self.title(field), expected = expected());
            self.refuse(field, "value.unknown", message);
        }
        value
    }

    /// A whole number: digits only.
    pub fn number(&mut self, field: F) -> Option<u32> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        let half = text::half_width(raw);
        let number = cells::whole_number(half.trim().trim_start_matches('\''));
        if number.is_none() {
            let message = say!("daybook-number", column = self.title(field));
            self.refuse(field, "number.invalid", message);
        }
        number
    }

    /// A phone number.
    pub fn phone(&mut self, field: F) -> Option<String> {
        let compact = self.compact(field)?;
        let number = person::read_phone(&compact);
        if number.is_none() {
            let message = say!("daybook-phone", column = self.title(field));
            self.refuse(field, "phone.invalid", message);
        }
        number
    }

    /// A date that names its day. A month and day alone are of the last such date that is not past `near`.
    pub fn date(&mut self, field: F, near: NaiveDate) -> Option<NaiveDate> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        let whole = text::read_date(raw).filter(|_| !names_month_only(raw));
        let (date, normalised) = match (whole, month_and_day(raw, near)) {
            (Some(reading), _) => (reading.date, reading.normalised),
            (None, Some(date)) => (date, true),
            (None, None) => {
                let message = say!("daybook-date", column = self.title(field));
                self.refuse(field, "date.invalid", message);
                return None;
            }
        };
        if normalised {
            let message = say!("daybook-date-read", column = self.title(field), date = date);
            self.tell(field, "date.format", Severity::Notice, message);
        }
        Some(date)
    }

    /// An ID number, checked; its finding has the code of the fault.
    pub fn id_number(&mut self, field: F, today: NaiveDate) -> Option<IdNumber> {
        let cell = self.columns.of_field(field).and_then(|at| self.record.get(at)).unwrap_or_default();
        match id_number::read(cell, today) {
            Ok(reading) => Some(reading.id),
            Err(error) => {
                self.refuse(field, error.code(), error.message().to_owned());
                None
            }
        }
    }
}

/// 3月5日, 3月5号: of the year in which it last was, up to `near`.
fn month_and_day(cell: &str, near: NaiveDate) -> Option<NaiveDate> {
    let plain = plain(cell);
    let (month, rest) = plain.split_once('月')?;
    let day = rest.strip_suffix(['日', '号'])?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    (0..8).filter_map(|back| NaiveDate::from_ymd_opt(near.year() - back, month, day)).find(|date| *date <= near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_day_are_of_the_year_just_lived() {
        let near = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        assert_eq!(month_and_day("3月5日", near), NaiveDate::from_ymd_opt(2026, 3, 5));
        assert_eq!(month_and_day("12月30号", near), NaiveDate::from_ymd_opt(2025, 12, 30));
        assert_eq!(month_and_day("2月29日", near), NaiveDate::from_ymd_opt(2024, 2, 29));
        for cell in ["2月30日", "3月", "月日", "三月五日", "3.5"] {
            assert_eq!(month_and_day(cell, near), None, "{cell}");
        }
    }
}
