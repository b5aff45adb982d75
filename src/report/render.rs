//! The report as bytes: one place for every format. A sealed day prints what was sealed.

use super::model::Report;
use super::retell::{lang_of, retell};
use super::wording::{self, Fault, Wording};
use super::{tabular, workbook};
use crate::book::{Book, Result};
use crate::locale::{Lang, say};
use crate::text::{escaped_json, plain};
use chrono::NaiveDate;
use serde_json::Value;
use std::borrow::Cow;

/// A report in every format that is sealed with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// One JSON document.
    pub json: String,
    /// For chat groups.
    pub txt: String,
    /// Markdown.
    pub md: String,
}

/// What a report is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text for chat groups.
    Txt,
    /// Markdown.
    Md,
    /// A page to print.
    Html,
    /// A flat table.
    Csv,
    /// A workbook.
    Xlsx,
    /// The model.
    Json,
}

/// A report as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the officer should know about it, in sentences.
    pub notices: Vec<String>,
}

/// A template that ships.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// The name under which a county's own is looked for.
    pub file: &'static str,
    /// What it says.
    pub text: String,
}

/// Renders a report as shipped, in the language that it was made in.
pub fn render(report: &Report) -> Result<Rendered> {
    Ok(Wording::shipped(Lang::of(report.lang).unwrap_or(Lang::Hans)).render(report)?.0)
}

impl Wording {
    /// Renders a report; with what is wrong with a county's own templates.
    pub fn render(&self, report: &Report) -> Result<(Rendered, Vec<Fault>)> {
        let mut json = escaped_json(&serde_json::to_string_pretty(report)?).into_owned();
        let mut model: Value = serde_json::from_str(&json)?;
        if lang_of(&model) != self.lang {
            retell(&mut model, self.lang);
            json = escaped_json(&serde_json::to_string_pretty(&model)?).into_owned();
        }
        let (txt, mut faults) = self.fill(&wording::TXT, &model)?;
        let (md, more) = self.fill(&wording::MD, &model)?;
        faults.extend(more);
        Ok((Rendered { json, txt, md }, faults))
    }

    /// The report of a day in one format. Of a sealed day the sealed bytes; in another
    /// language, if that was asked for, the sealed figures told in it.
    pub fn print(&self, book: &mut Book, day: NaiveDate, officer: &str, format: Format) -> Result<Printed> {
        book.refresh()?;
        let Some(seal) = book.sealed(day)? else {
            let report = super::build(book, day, officer, false)?;
            if format == Format::Json {
                let json = serde_json::to_string_pretty(&report)?;
                return Ok(Printed { bytes: escaped_json(&json).into_owned().into_bytes(), notices: Vec::new() });
            }
            return self.page(&serde_json::to_value(&report)?, format);
        };
        let model: Value = serde_json::from_str(&seal.facts.report)?;
        let sealed = lang_of(&model);
        // Text, Markdown and JSON were sealed; the other formats are made now, in the language of the run.
        let kept = matches!(format, Format::Txt | Format::Md | Format::Json);
        if self.lang != sealed && (self.asked || !kept) {
            let mut printed = self.page(&model, format)?;
            printed.notices.insert(0, say!("report-told", sealed = name(sealed), lang = name(self.lang)));
            return Ok(printed);
        }
        let bytes = match format {
            // What another copy has sealed is printed as it is, but steers nothing.
            Format::Txt => plain(&seal.facts.txt).into_owned().into_bytes(),
            Format::Md => plain(&seal.facts.md).into_owned().into_bytes(),
            Format::Json => escaped_json(&seal.facts.report).into_owned().into_bytes(),
            Format::Html | Format::Csv | Format::Xlsx => return self.page(&model, format),
        };
        let notices = match self.lang == sealed {
            true => Vec::new(),
            false => {
                let (own, tag) = (name(self.lang), self.lang.tag());
                vec![say!("report-as-sealed", sealed = name(sealed), lang = own, tag = tag)]
            }
        };
        Ok(Printed { bytes, notices })
    }

    /// The one place where each format is made from a report as `report --format json` gives it and a sealed day keeps
    /// it; one in another language is told in this one.
    ///
    /// # Errors
    /// [`crate::book::Error::Internal`] where the model lacks what the format needs.
    pub fn page(&self, model: &Value, format: Format) -> Result<Printed> {
        let mut told = Cow::Borrowed(model);
        if lang_of(model) != self.lang {
            retell(told.to_mut(), self.lang);
        }
        let filled = |shipped| self.fill(shipped, &told).map(|(text, faults)| (text.into_bytes(), faults));
        let (bytes, faults) = match format {
            Format::Txt => filled(&wording::TXT)?,
            Format::Md => filled(&wording::MD)?,
            Format::Html => filled(&wording::HTML)?,
            Format::Json => {
                let json = serde_json::to_string_pretty(&told)?;
                (escaped_json(&json).into_owned().into_bytes(), Vec::new())
            }
            Format::Csv => (tabular::csv(self.lang, &told)?.into_bytes(), Vec::new()),
            Format::Xlsx => {
                plain_texts(told.to_mut());
                (workbook::bytes(self.lang, &told)?, Vec::new())
            }
        };
        Ok(Printed { bytes, notices: notices(&faults) })
    }

    /// The template of a format that ships, in this wording's language; `None` of a format that has none.
    pub fn template(&self, format: Format) -> Option<Template> {
        let shipped = match format {
            Format::Txt => wording::TXT,
            Format::Md => wording::MD,
            Format::Html => wording::HTML,
            Format::Csv | Format::Xlsx | Format::Json => return None,
        };
        Some(Template { file: shipped.file, text: shipped.text(self.lang) })
    }
}

/// All texts of a model without what would steer a terminal.
fn plain_texts(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(told) = plain(text) {
                *text = told;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain_texts),
        Value::Object(map) => map.values_mut().for_each(plain_texts),
        _ => {}
    }
}

/// A language's name.
fn name(lang: Lang) -> String {
    say!("report-lang", tag = lang.tag())
}

/// That a county's own templates were not used, and why.
pub fn notices(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| say!("report-own-unused", fault = fault.to_string())).collect()
}
