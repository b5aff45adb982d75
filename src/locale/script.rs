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

/// A text of ours in Traditional script. Not for names of people and places that somebody has written.
pub fn traditional(text: &str) -> String {
    convert(&TO_TRADITIONAL, BuiltinConfig::S2tw, text)
}

/// A word of the field in Simplified script, to be recognised however it was written. Not for what is kept.
pub fn simplified(text: &str) -> String {
    convert(&TO_SIMPLIFIED, BuiltinConfig::T2s, text)
}
