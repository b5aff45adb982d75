//! The manual's page of keys, from the command table: what ships, or with an officer's own keys over it.

use super::command::Scope;
use super::keymap::Keymap;
use super::overlays::help;
use crate::locale::say;
use std::fmt::Write;
use std::path::Path;

/// The page, in Markdown and in the language of the process; with the keys of `own` (a `keys.toml`) where it reads.
pub fn keys_page(own: Option<&Path>) -> String {
    let own = own.and_then(|file| Some((file, crate::sheet::read_small(file).ok()?)));
    let own = own.and_then(|(file, text)| Keymap::with(file, &text).ok());
    let Some(keymap) = own.or_else(|| Keymap::shipped().ok()) else { return String::new() };
    let mut out = format!("\n## {}\n", say!("console-keys-page"));
    for scope in Scope::ALL {
        let _ = write!(out, "\n### {}\n\n", scope.name());
        for (keys, name) in help::rows(*scope, &keymap) {
            let _ = writeln!(out, "- `{keys}` {name}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_and_its_keys_stand_on_the_page() {
        let page = keys_page(None);
        for scope in Scope::ALL {
            assert!(page.contains(&format!("### {}\n", scope.name())));
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        std::fs::write(&file, "[desk]\nundo = \"f9\"\n").unwrap();
        assert!(keys_page(Some(&file)).contains("- `F9` "));
        std::fs::write(&file, "[desk]\nundo = \"v\"\n").unwrap();
        assert_eq!(keys_page(Some(&file)), page, "what does not read changes nothing");
    }
}
