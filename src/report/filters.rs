//! What a template can say of a value, in the language of the report: `{{ x | num }}`, `{{ key | word("metric") }}`.

use super::words;
use crate::locale::{self, Lang};
use chrono::NaiveDate;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter};
use serde_json::Value as Json;

/// The filters that templates of reports have: num, signed, date, md, weekday, clock, word, capital.
/// `md` writes the year too where it is not that of the report.
pub(super) fn add(env: &mut Environment<'_>, lang: Lang, on: Option<NaiveDate>) {
    let dated = move |write: fn(Lang, NaiveDate) -> String| {
        move |text: String| words::day(&text).map_or(text, |date| write(lang, date))
    };
    let seen =
        move |text: String| words::day(&text).map_or(text, |date| locale::day_seen(lang, date, on.unwrap_or(date)));
    env.add_filter("num", |state: &State<'_, '_>, value: &Value| known(state, value).map(|v| words::number(&v)));
    env.add_filter("signed", move |state: &State<'_, '_>, value: &Value| {
        known(state, value).map(|v| words::signed(lang, &v))
    });
    env.add_filter("date", dated(locale::date));
    env.add_filter("md", seen);
    env.add_filter("weekday", dated(locale::weekday));
    env.add_filter("clock", |text: String| words::clock(&text));
    env.add_filter("word", move |key: String, what: String| words::word(lang, &what, &key));
    env.add_filter("capital", |text: String| words::capital(&text));
}

/// How Markdown escapes, by name.
pub(super) const MARKDOWN: &str = "markdown";

/// Writes a value as its template escapes it.
pub(super) fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if !matches!(state.auto_escape(), AutoEscape::Custom(how) if how == MARKDOWN) {
        return escape_formatter(out, state, value);
    }
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text)?,
        Some(text) => out.write_str(&markdown(text))?,
        None if value.is_undefined() => {}
        None => out.write_str(&markdown(&value.to_string()))?,
    }
    Ok(())
}

/// A text as Markdown shows it: no HTML, no link or picture, and a cell of a table stays one.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '\\' | '`' | '[' | ']' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A value that is there. Where the template may not name what is not (a county's own), a slip of the pen is an error.
fn known(state: &State<'_, '_>, value: &Value) -> Result<Json, Error> {
    if value.is_undefined() && state.undefined_behavior() == UndefinedBehavior::SemiStrict {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    Ok(serde_json::to_value(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_another_year_says_which() {
        let told = |on: Option<&str>| {
            let mut env = Environment::new();
            add(&mut env, Lang::En, on.and_then(words::day));
            env.render_str(r#"{{ "2026-12-30" | md }} {{ "2027-01-05" | md }}"#, ()).unwrap()
        };
        assert_eq!(told(Some("2026-12-30")), "30 Dec 5 January 2027");
        assert_eq!(told(None), "30 Dec 5 Jan");
    }
}
