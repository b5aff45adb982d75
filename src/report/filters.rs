//! What a template can say of a value, in the language of the report: `{{ x | num }}`, `{{ key | word("metric") }}`.

use crate::domain::keys::*;
use crate::domain::metric::{Cause, Metric, ZeroCause};
use crate::locale::{self, Lang, saying};
use crate::text;
use chrono::{DateTime, NaiveDate};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

/// The filters that templates of reports have: num, signed, date, md, weekday, clock, word, capital.
pub(super) fn add(env: &mut Environment<'_>, lang: Lang) {
    let dated = move |write: fn(Lang, NaiveDate) -> String| {
        move |text: String| NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_or(text, |date| write(lang, date))
    };
    env.add_filter("num", |state: &State<'_, '_>, value: &Value| known(state, value).map(num));
    env.add_filter("signed", move |state: &State<'_, '_>, value: &Value| known(state, value).map(|v| signed(v, lang)));
    env.add_filter("date", dated(locale::date));
    env.add_filter("md", dated(locale::month_day));
    env.add_filter("weekday", dated(locale::weekday));
    env.add_filter("clock", |text: String| {
        DateTime::parse_from_rfc3339(&text).map_or(text, |t| t.format("%H:%M").to_string())
    });
    env.add_filter("word", move |key: String, what: String| word(lang, &what, &key).unwrap_or(key));
    env.add_filter("capital", |text: String| {
        let mut chars = text.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    });
}

/// A value that is there. Where the template may not name what is not (a county's own), a slip of the pen is an error.
fn known<'v>(state: &State<'_, '_>, value: &'v Value) -> Result<&'v Value, Error> {
    let strict = state.undefined_behavior() == UndefinedBehavior::SemiStrict;
    if strict && value.is_undefined() { Err(Error::from(ErrorKind::UndefinedError)) } else { Ok(value) }
}

/// 12345 → 12,345; 81.3 stays; nothing → —.
fn num(value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        return "—".into();
    }
    match (value.as_i64(), f64::try_from(value.clone())) {
        (Some(n), _) if value.is_integer() => text::group(n),
        (_, Ok(f)) => format!("{f:.1}"),
        _ => value.to_string(),
    }
}

/// +9, −3, unchanged.
fn signed(value: &Value, lang: Lang) -> String {
    match f64::try_from(value.clone()) {
        Ok(f) if f > 0.0 => format!("+{}", num(value)),
        Ok(f) if f < 0.0 => format!("−{}", num(value).trim_start_matches('-')),
        Ok(_) => saying!("report-unchanged").in_lang(lang).unwrap_or_default(),
        Err(_) => "—".into(),
    }
}

fn word(lang: Lang, what: &str, key: &str) -> Option<String> {
    macro_rules! of {
        ($vocabulary:ident) => {
            $vocabulary::from_key(key).map(|v| (stringify!($vocabulary), v.key(), v.zh()))
        };
    }
    let (vocabulary, key, zh) = match what {
        "place" => of!(PlaceClass),
        "channel" => of!(Channel),
        "kind" => of!(HouseholdKind),
        "flag" => of!(HouseholdFlag),
        "cause" => of!(Cause),
        "zero_cause" => of!(ZeroCause),
        "way" => of!(TripBy),
        "level" => of!(Level),
        "metric" => of!(Metric),
        "unit" => Metric::from_key(key).map(Metric::counted_in).map(|unit| ("Unit", unit.key(), unit.zh())),
        _ => None,
    }?;
    Some(lang.word(&format!("{vocabulary}-{key}"), zh))
}
