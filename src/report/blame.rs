//! What is wrong with a county's template, in our words: in which file and line, and what stands there.

use super::wording::Fault;
use crate::locale::say;
use minijinja::ErrorKind;
use std::error::Error as _;
use std::path::Path;

/// What went wrong, where: in the template itself, or in a file that it includes.
pub(super) fn fault(path: &Path, folder: &Path, main: &str, error: &minijinja::Error) -> Fault {
    let mut inner = error;
    while let Some(deeper) = inner.source().and_then(|e| e.downcast_ref::<minijinja::Error>()) {
        inner = deeper;
    }
    let file = match inner.name() {
        Some(name) if name != main => folder.join(name),
        _ => path.to_path_buf(),
    };
    let line = inner.line().or_else(|| error.line());
    Fault { file, line, what: told(inner, line) }
}

fn told(error: &minijinja::Error, line: Option<usize>) -> String {
    let source = error.template_source();
    let quoted = || source.zip(error.range()).and_then(|(source, at)| around(source, at.start));
    let whole_line = || {
        let text = source?.lines().nth(line?.checked_sub(1)?)?.trim();
        Some(text.chars().take(80).collect::<String>()).filter(|text| !text.is_empty())
    };
    let detail = || error.detail().map_or_else(|| error.kind().to_string(), str::to_string);
    let what = || quoted().or_else(whole_line).unwrap_or_else(detail);
    match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => {
            say!("report-fault-syntax", what = detail())
        }
        ErrorKind::UndefinedError | ErrorKind::UnknownFunction => say!("report-fault-undefined", what = what()),
        ErrorKind::UnknownFilter => say!("report-fault-filter", what = what()),
        ErrorKind::UnknownTest => say!("report-fault-test", what = what()),
        ErrorKind::UnknownMethod => say!("report-fault-method", what = what()),
        ErrorKind::UnknownBlock => say!("report-fault-block", what = what()),
        ErrorKind::TooManyArguments | ErrorKind::MissingArgument => say!("report-fault-arguments", what = what()),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => say!("report-fault-include", what = what()),
        ErrorKind::OutOfFuel => say!("report-fault-steps"),
        // The one limit that has no kind of its own.
        ErrorKind::InvalidOperation if detail().contains("recursion limit") => say!("report-fault-deep"),
        _ => say!("report-fault-other", what = what()),
    }
}

/// What stands between the braces around a place of a template.
fn around(source: &str, at: usize) -> Option<String> {
    let (before, after) = source.split_at_checked(at)?;
    let begin = before.rfind("{{").max(before.rfind("{%"))?;
    let end = after.find("}}").into_iter().chain(after.find("%}")).min()?;
    let text = source.get(begin + 2..at + end)?.trim_matches(|c: char| c == '-' || c.is_whitespace());
    Some(text.to_string()).filter(|text| !text.is_empty())
}
