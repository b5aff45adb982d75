//! The themes to choose from: those that ship, and the officer's own in the folder of settings.

use super::pick::Value;
use crate::desk::settings::Settings;
use crate::locale::say;
use crate::tui::theme::{Depth, SHIPPED, Theme};

/// What a theme is called: one that ships by a word, an officer's own by its file.
pub fn name(key: &str) -> String {
    match key {
        "dark" => say!("settings-theme-dark"),
        "light" => say!("settings-theme-light"),
        "contrast" => say!("settings-theme-contrast"),
        "plain" => say!("settings-theme-plain"),
        own => own.to_string(),
    }
}

/// All of them, each with its look; one that is faulty is left out. Reads files.
pub fn all(settings: &Settings, depth: Depth) -> Vec<Value> {
    let shipped = SHIPPED
        .iter()
        .map(|(key, _)| Value { look: Theme::shipped(key, depth).ok(), ..Value::new(Some(*key), name(key)) });
    let mut all: Vec<Value> = shipped.collect();
    let folder = settings.paths.as_ref().map(|paths| paths.config_dir.join("themes"));
    let files = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut own: Vec<Value> = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|path| {
            let key = path.file_stem()?.to_str()?.to_string();
            let look = Theme::own(&path, &crate::sheet::read_small(&path).ok()?, depth).ok()?;
            let ships = SHIPPED.iter().any(|(shipped, _)| *shipped == key);
            (!ships).then(|| Value { look: Some(look), ..Value::new(Some(&key), key.as_str()) })
        })
        .collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    all.extend(own);
    all
}
