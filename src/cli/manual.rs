//! `manual`: the manual, in the language of the run, a page at a time where there is a terminal.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::locale::{self, Lang};
use crate::tui;
use serde_json::json;
use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

const CHINESE: &str = include_str!("../../data/manual/zh-CN.md");
const ENGLISH: &str = include_str!("../../data/manual/en.md");

pub fn run(session: &Session) -> Result<Outcome, Failure> {
    let manual = match Lang::current() {
        Lang::Hans => Cow::Borrowed(CHINESE),
        Lang::Hant => Cow::Owned(locale::traditional(CHINESE)),
        Lang::En => Cow::Borrowed(ENGLISH),
    };
    // The keys come from the command table: the page is never behind the program.
    let own = session.settings.paths.as_ref().map(|paths| paths.config_dir.join("keys.toml"));
    let manual = format!("{manual}{}", tui::keys_page(own.as_deref()));
    if session.json {
        output::json(&json!({"lang": Lang::current().tag(), "text": manual}))?;
    } else if !(std::io::stdout().is_terminal() && paged(&manual)) {
        output::write(None, manual.as_bytes())?;
    }
    Ok(Outcome::Done)
}

/// Shows the text through `$PAGER`, else less; false where there is none.
fn paged(text: &str) -> bool {
    let pager = std::env::var("PAGER").ok().filter(|p| !p.trim().is_empty()).unwrap_or_else(|| "less".into());
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else { return false };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    // Without these, less prints the bytes of Chinese text one by one in a terminal whose locale is not set.
    if std::env::var_os("LESSCHARSET").is_none() {
        command.env("LESSCHARSET", "utf-8");
    }
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        // Whoever leaves before the end closes the pipe: no error.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().is_ok_and(|status| status.success())
}
