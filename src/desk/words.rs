//! Words of the field as the command line and the console both show them.

use crate::domain::keys::PlaceClass;
use crate::roster::entries::EntryField;
use std::borrow::Cow;

/// A place as it was written: one of the classes (township, beyond …) by its name.
pub fn place(written: &str) -> String {
    PlaceClass::from_key(written).map_or_else(|| written.to_string(), PlaceClass::name)
}

/// The options of `record` that a refusal names, each with its field.
pub const OPTIONS: [(&str, EntryField); 6] = [
    ("--part-time", EntryField::PartTime),
    ("--start", EntryField::Start),
    ("--end", EntryField::End),
    ("--next", EntryField::Next),
    ("--day", EntryField::Day),
    ("--on", EntryField::HomeOn),
];

/// What the book says, as the officer at a screen or a spreadsheet reads it: without the commands and options that stand
/// in brackets, and with fields for the other options.
pub fn without_options(told: &str) -> Cow<'_, str> {
    if !told.contains("--") && !told.contains("(record ") {
        return Cow::Borrowed(told);
    }
    let mut out = String::with_capacity(told.len());
    let mut rest = told;
    while let Some((before, inside)) = rest.split_once('(') {
        let behind = inside
            .split_once(')')
            .filter(|(inside, _)| inside.starts_with("--") || inside.starts_with("record ") && inside.is_ascii());
        match behind {
            Some((_, behind)) => {
                out.push_str(before.trim_end());
                rest = behind;
            }
            None => {
                out.push_str(before);
                out.push('(');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    OPTIONS.iter().fold(out, |text, (option, field)| text.replace(option, &format!("“{}”", field.name()))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_option_is_read_at_a_screen() {
        let read = |told| without_options(told).into_owned();
        assert_eq!(read("请记走访(record visit)或意愿(record wish)"), "请记走访或意愿");
        assert_eq!(read("到那天再记,或改 --end"), "到那天再记,或改 “离岗日期”");
        assert_eq!(read("还没有随车干部(--escort),要有人"), "还没有随车干部,要有人");
        assert_eq!(read("start after that (--part-time)"), "start after that");
        assert_eq!(read("云岭镇(演示)已记"), "云岭镇(演示)已记");
        assert_eq!(read("(没有括号的 --x"), "(没有括号的 --x");
    }
}
