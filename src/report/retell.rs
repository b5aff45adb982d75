//! A report's sentences in another language, from what they say: the figures stay as they are.

use crate::locale::{Lang, Saying, tell};
use serde_json::Value;

/// The language in which a report is written; the first ones did not say it.
pub fn lang_of(report: &Value) -> Lang {
    report.get("lang").and_then(Value::as_str).and_then(Lang::of).unwrap_or(Lang::Hans)
}

/// Tells a report in another language. What has no [`Saying`], or one that this version does not know, stays.
pub fn retell(report: &mut Value, lang: Lang) {
    sentences(report, lang);
    no_village(report, lang);
    if let Some(report) = report.as_object_mut() {
        report.insert("lang".into(), lang.tag().into());
    }
}

fn sentences(value: &mut Value, lang: Lang) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| sentences(item, lang)),
        Value::Object(map) => {
            let told = |key: &str| {
                let saying: Saying = serde_json::from_value(map.get(key)?.clone()).ok()?;
                saying.in_lang(lang)
            };
            let (says, named) = (told("says"), told("named"));
            for (key, item) in map.iter_mut() {
                match (key.as_str(), &says, &named) {
                    ("says" | "named", ..) => {}
                    ("text" | "why", Some(told), _) | ("name", _, Some(told)) => *item = told.clone().into(),
                    _ => sentences(item, lang),
                }
            }
        }
        _ => {}
    }
}

/// Those without a village stand in the list of villages under the code of the whole unit; their name is ours.
fn no_village(report: &mut Value, lang: Lang) {
    let Some(home) = report.pointer("/unit/code").cloned() else { return };
    let name = tell!(lang, "report-no-village");
    let rename = |units: Option<&mut Value>| {
        for unit in units.and_then(Value::as_array_mut).into_iter().flatten() {
            if unit.get("code") == Some(&home)
                && let Some(unit) = unit.as_object_mut()
            {
                unit.insert("name".into(), name.clone().into());
            }
        }
    };
    rename(report.get_mut("units"));
    for chart in report.get_mut("wall").and_then(Value::as_array_mut).into_iter().flatten() {
        rename(chart.get_mut("units"));
    }
}
