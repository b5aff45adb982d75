//! `completions`: the script with which a shell completes commands and options, told in the language of the run.

use super::failure::{Failure, Outcome};
use super::session::Session;
use super::{help, output};
use crate::locale::Lang;
use clap_complete::Shell;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub struct Completions {
    pub shell: Shell,
}

pub fn run(session: &Session, args: &Completions) -> Result<Outcome, Failure> {
    let mut command = help::worded();
    let name = command.get_name().to_string();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    if session.json {
        let text = String::from_utf8_lossy(&script);
        output::json(&json!({"shell": args.shell.to_string(), "lang": Lang::current().tag(), "text": text}))?;
    } else {
        output::write(None, &script)?;
    }
    Ok(Outcome::Done)
}
