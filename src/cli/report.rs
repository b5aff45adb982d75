//! `report`: the battle report of a day. A sealed day reprints byte for byte.

use super::args::{Report, ReportEncoding, ReportFormat, TemplateFormat};
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::printed;
use crate::locale::{Lang, say};
use crate::report::{Format, Wording};
use crate::sheet::write::Charset;
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
    let charset = match args.encoding {
        Some(_) if format != Format::Csv => return Err(Failure::unusable(say!("report-encoding-for-csv"))),
        Some(ReportEncoding::Gb18030) => Charset::Gb18030,
        Some(ReportEncoding::Utf8) | None => Charset::Utf8,
    };
    let mut desk = session.desk()?;
    printed::covered(&desk).into_iter().for_each(notice);
    let printed = printed::page(&mut desk, format, charset)?;
    printed.notices.into_iter().for_each(notice);
    output::write(args.output.as_deref(), &printed.bytes)?;
    if let (true, Some(file)) = (session.json, &args.output) {
        let day = desk.reading_day();
        output::json(&json!({"file": file, "format": printed::ending(format), "day": day}))?;
    }
    Ok(Outcome::Done)
}

fn notice(text: String) {
    output::tell(say!("cli-notice", text = text));
}

/// As asked for, else by the ending of the file.
fn format(asked: Option<ReportFormat>, file: Option<&Path>) -> Result<Format, Failure> {
    Ok(match asked {
        Some(ReportFormat::Txt) => Format::Txt,
        Some(ReportFormat::Md) => Format::Md,
        Some(ReportFormat::Html) => Format::Html,
        Some(ReportFormat::Csv) => Format::Csv,
        Some(ReportFormat::Xlsx) => Format::Xlsx,
        Some(ReportFormat::Json) => Format::Json,
        Some(ReportFormat::Svg) => return Err(printed::unable("svg").into()),
        Some(ReportFormat::Png) => return Err(printed::unable("png").into()),
        None => printed::format_of(file)?,
    })
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
        output::json(&json!({"format": printed::ending(format), "text": template.text}))?;
    } else {
        output::write(output, template.text.as_bytes())?;
        if session.json {
            output::json(&json!({"file": output, "format": printed::ending(format)}))?;
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
