//! Simplified to Traditional script, by OpenCC's standard tables (s2t).

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::sync::OnceLock;

static OPENCC: OnceLock<Option<OpenCC>> = OnceLock::new();

/// A text of ours in Traditional script. Not for names of people and places that somebody has written.
pub fn traditional(text: &str) -> String {
    match OPENCC.get_or_init(|| OpenCC::from_config(BuiltinConfig::S2t).ok()) {
        Some(opencc) => opencc.convert(text),
        None => text.to_string(),
    }
}
