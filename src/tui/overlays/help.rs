//! `?`: what every key does where one stands, from the command table.

use super::notice::Notice;
use crate::locale::say;
use crate::text;
use crate::tui::command::{Command, Scope};
use crate::tui::keymap::Keymap;
use crate::tui::theme::Role;

/// The keys of a scope and of those that hold besides it.
pub fn of(scope: Scope, keymap: &Keymap) -> Notice {
    let mut lines = Vec::new();
    for scope in scope.chain() {
        if !lines.is_empty() {
            lines.push((String::new(), Role::Text));
        }
        lines.push((scope.name(), Role::Title));
        lines.extend(rows(scope, keymap).map(|(keys, name)| (format!("  {}{name}", text::pad(&keys, 18)), Role::Text)));
    }
    Notice::new(say!("console-help"), lines)
}

/// A scope's commands: their keys, and what they do.
pub fn rows(scope: Scope, keymap: &Keymap) -> impl Iterator<Item = (String, String)> {
    let of_scope = Command::ALL.iter().filter(move |command| command.scope() == scope);
    of_scope.map(|command| {
        let keys: Vec<String> = keymap.chords(*command).iter().map(|chord| chord.name()).collect();
        (keys.join(" "), command.name())
    })
}
