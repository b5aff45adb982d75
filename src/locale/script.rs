//! Simplified and Traditional script, by OpenCC's standard tables (s2tw, t2s).

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::sync::OnceLock;

static TO_TRADITIONAL: OnceLock<Option<OpenCC>> = OnceLock::new();
static TO_SIMPLIFIED: OnceLock<Option<OpenCC>> = OnceLock::new();

fn convert(by: &OnceLock<Option<OpenCC>>, table: BuiltinConfig, text: &str) -> String {
    match by.get_or_init(|| OpenCC::from_config(table).ok()) {
        Some(opencc) => opencc.convert(text),
        None => text.to_string(),
    }
}

/// What OpenCC's phrases take for another word in our texts: a watch (看表, 名表) for the head of a table, a mile (本里)
/// for the inside of a book, a lot that is drawn (签) for a signature.
const MISTAKEN: [(&str, &str); 3] = [("錶", "表"), ("賬本里", "賬本裡"), ("籤合同", "簽合同")];

/// A text of ours in Traditional script. Not for names of people and places that somebody has written.
pub fn traditional(text: &str) -> String {
    let told = convert(&TO_TRADITIONAL, BuiltinConfig::S2tw, text);
    MISTAKEN
        .iter()
        .fold(told, |told, (wrong, right)| if told.contains(wrong) { told.replace(wrong, right) } else { told })
}

/// A word of the field in Simplified script, to be recognised however it was written. Not for what is kept.
pub fn simplified(text: &str) -> String {
    convert(&TO_SIMPLIFIED, BuiltinConfig::T2s, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_no_watch_and_the_inside_of_a_book_no_mile() {
        assert_eq!(traditional("看表头认不出"), "看表頭認不出");
        assert_eq!(traditional("内置列名表有误"), "內置列名表有誤");
        assert_eq!(traditional("安排账本里已有"), "安排賬本裡已有");
        assert_eq!(traditional("签合同"), "簽合同");
    }
}
