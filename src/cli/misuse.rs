//! What is wrong with the arguments, in one sentence of the language of the run, with what to do.

use super::help::{Named, TIE, choices};
use super::session::typed;
use crate::locale::say;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::any::TypeId;
use std::error::Error as _;

/// What the parser found, and where help is.
pub fn told(error: &clap::Error, named: &Named<'_>) -> String {
    let hint = suggestion(error).map_or(String::new(), |found| say!("cli-misuse-meant", found = found));
    format!("{}{hint}\n{}", sentence(error, named), say!("cli-misuse-help", command = named.typed()))
}

fn sentence(error: &clap::Error, named: &Named<'_>) -> String {
    let called = texts(error, ContextKind::InvalidArg);
    let label = named.label(called.first().map_or("", String::as_str));
    let value = typed(texts(error, ContextKind::InvalidValue).first().map_or("", String::as_str));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let asked = texts(error, ContextKind::InvalidSubcommand).join(" ");
            say!("cli-misuse-command", asked = typed(&asked))
        }
        ErrorKind::UnknownArgument if label.starts_with('-') => say!("cli-misuse-option", asked = typed(&label)),
        ErrorKind::UnknownArgument => say!("cli-misuse-surplus", asked = typed(&label)),
        ErrorKind::MissingRequiredArgument => {
            let missing: Vec<String> = called.iter().map(|called| named.label(called)).collect();
            say!("cli-misuse-missing", list = crate::locale::listed(missing))
        }
        ErrorKind::ArgumentConflict => {
            let with = texts(error, ContextKind::PriorArg);
            match with.first().map(|called| named.label(called)) {
                Some(other) if other != label => say!("cli-misuse-conflict", one = label, other = other),
                _ => say!("cli-misuse-twice", option = label),
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => say!("cli-misuse-no-value", option = label),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let expected = called.first().and_then(|called| named.argument(called)).map(|arg| expected(arg, error));
            let expected = expected.unwrap_or_else(|| crate::locale::listed(texts(error, ContextKind::ValidValue)));
            say!("cli-misuse-value", option = label, value = value, expected = expected)
        }
        ErrorKind::InvalidUtf8 => say!("cli-misuse-utf8"),
        ErrorKind::MissingSubcommand => say!("cli-misuse-no-command"),
        _ => say!("cli-misuse-number", option = label),
    }
}

/// What the argument takes.
fn expected(arg: &clap::Arg, error: &clap::Error) -> String {
    let choices: Vec<String> = choices(arg).iter().map(|choice| choice.replace(TIE, " ")).collect();
    if !choices.is_empty() {
        return say!("cli-expected-choice", list = crate::locale::listed(choices));
    }
    let kind = arg.get_value_parser().type_id();
    if kind == TypeId::of::<chrono::NaiveDate>() {
        return say!("cli-expected-date");
    }
    if kind == TypeId::of::<chrono::NaiveDateTime>() {
        return say!("cli-expected-time");
    }
    let source = error.source().map_or(String::new(), ToString::to_string);
    if [TypeId::of::<u32>(), TypeId::of::<u64>(), TypeId::of::<i64>(), TypeId::of::<usize>()].iter().any(|t| kind == *t)
    {
        // Clap says `7 is not in 100..=1000000`.
        let range = source.rsplit_once(" is not in ").and_then(|(_, range)| range.split_once(".."));
        return match range.map(|(from, to)| (from.to_string(), to.trim_start_matches('=').to_string())) {
            Some((from, to)) if !from.is_empty() && !to.is_empty() => say!("cli-expected-range", from = from, to = to),
            _ => say!("cli-expected-number"),
        };
    }
    source
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let found = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    found.into_iter().find_map(|kind| texts(error, kind).into_iter().next())
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
