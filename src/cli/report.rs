//! `report`: the battle report of a day. A sealed day reprints byte for byte.

use super::args::{Report, ReportEncoding, ReportFormat, TemplateFormat};
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::locale::{Lang, say};
use crate::report::{Format, Wording};
use serde_json::json;
use std::path::Path;

pub fn run(session: &Session, args: Report) -> Result<Outcome, Failure> {
    if let Some(file) = &args.check_template {
        return check(session, file);
    }
    if let Some(format) = args.print_template {
        return print_template(session, format, args.output.as_deref());
    }
    let format = match (format(args.format, args.output.as_deref())?, &args.output) {
        (Format::Json, _) => Format::Json,
        (_, None) if session.json && args.format.is_some() => {
            return Err(Failure::unusable(say!("exports-json-only")));
        }
        (_, None) if session.json => Format::Json,
        (format, _) => format,
    };
    if args.encoding.is_some() && format != Format::Csv {
        return Err(Failure::unusable(say!("report-encoding-for-csv")));
    }
    let mut book = session.open()?;
    let day = session.reading_day();
    let officer = session.officer(&book)?;
    let covering = book.steering().seals.iter().find(|seal| seal.day >= day);
    if let Some(seal) = covering.filter(|seal| seal.day != day) {
        notice(say!("report-covered", day = day, by = seal.day, issue = seal.issue));
    }
    let printed = session.wording().print(&mut book, day, &officer, format)?;
    printed.notices.into_iter().for_each(notice);
    let mut bytes = printed.bytes;
    if args.encoding == Some(ReportEncoding::Gb18030) {
        bytes = gb18030(bytes)?;
    }
    if format != Format::Xlsx && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    output::write(args.output.as_deref(), &bytes)?;
    if let (true, Some(file)) = (session.json, &args.output) {
        output::json(&json!({"file": file, "format": name(format), "day": day}))?;
    }
    Ok(Outcome::Done)
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Txt => "txt",
        Format::Md => "md",
        Format::Html => "html",
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
        Format::Json => "json",
    }
}

fn notice(text: String) {
    output::tell(say!("cli-notice", text = text));
}

/// As asked for, else by the ending of the file. An ending that promises another kind of file is refused: a text that
/// is named .pdf opens nowhere.
fn format(asked: Option<ReportFormat>, file: Option<&Path>) -> Result<Format, Failure> {
    let ending = file.and_then(Path::extension).map(|e| e.to_string_lossy().to_ascii_lowercase());
    Ok(match (asked, ending.as_deref()) {
        (Some(ReportFormat::Txt), _) => Format::Txt,
        (Some(ReportFormat::Md), _) => Format::Md,
        (Some(ReportFormat::Html), _) => Format::Html,
        (Some(ReportFormat::Csv), _) => Format::Csv,
        (Some(ReportFormat::Xlsx), _) => Format::Xlsx,
        (Some(ReportFormat::Json), _) => Format::Json,
        (Some(ReportFormat::Svg), _) => return Err(unable("svg")),
        (Some(ReportFormat::Png), _) => return Err(unable("png")),
        (None, Some("md")) => Format::Md,
        (None, Some("html" | "htm")) => Format::Html,
        (None, Some("csv")) => Format::Csv,
        (None, Some("xlsx")) => Format::Xlsx,
        (None, Some("json")) => Format::Json,
        (None, Some(other @ ("svg" | "png" | "jpg" | "jpeg" | "pdf" | "doc" | "docx" | "xls" | "et" | "wps"))) => {
            return Err(unable(other));
        }
        (None, _) => Format::Txt,
    })
}

fn unable(format: &str) -> Failure {
    Failure::unusable(say!("report-unable", format = format))
}

/// In the encoding of older Chinese programs. It has every Unicode character; only broken text lacks one.
fn gb18030(bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (encoded, _, lacking) = encoding_rs::GB18030.encode(text);
    if lacking {
        return Err(Failure::unusable(say!("report-lacks")));
    }
    Ok(encoded.into_owned())
}

/// Prints a template that ships, and where one's own belongs. Needs no book.
fn print_template(session: &Session, format: TemplateFormat, output: Option<&Path>) -> Result<Outcome, Failure> {
    let format = match format {
        TemplateFormat::Txt => Format::Txt,
        TemplateFormat::Md => Format::Md,
        TemplateFormat::Html => Format::Html,
    };
    let wording = session.wording();
    let Some(template) = wording.template(format) else { return Ok(Outcome::Done) };
    if session.json && output.is_none() {
        output::json(&json!({"format": name(format), "text": template.text}))?;
    } else {
        output::write(output, template.text.as_bytes())?;
        if session.json {
            output::json(&json!({"file": output, "format": name(format)}))?;
        }
    }
    if let Some(folder) = wording.folder {
        // The Chinese one serves both scripts; an English one beside it serves English alone.
        let folder = if wording.lang == Lang::En { folder.join(Lang::En.tag()) } else { folder };
        notice(say!("report-template-printed", file = folder.join(template.file)));
    }
    Ok(Outcome::Done)
}

/// Says what is wrong with a template of one's own. Needs no book.
fn check(session: &Session, file: &Path) -> Result<Outcome, Failure> {
    let faults = session.wording().check(file).map_err(|fault| Failure::unusable(fault.to_string()))?;
    if Wording::is_fixed(file) {
        notice(say!("report-template-fixed", file = file));
    }
    if session.json {
        let told: Vec<_> = faults.iter().map(|f| json!({"file": f.file, "line": f.line, "what": f.what})).collect();
        output::json(&json!({"file": file, "ok": faults.is_empty(), "faults": told}))?;
    } else if faults.is_empty() {
        output::line(say!("report-template-good", file = file))?;
    } else {
        for fault in &faults {
            output::line(fault)?;
        }
    }
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::NeedsLook })
}
