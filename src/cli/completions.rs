//! `completions`: the script with which a shell completes commands and options, told in the language of the run.

use super::failure::{Failure, Outcome};
use super::{help, output};
use clap_complete::Shell;

#[derive(Debug, clap::Args)]
pub struct Completions {
    pub shell: Shell,
}

pub fn run(args: &Completions) -> Result<Outcome, Failure> {
    let mut command = help::worded();
    let name = command.get_name().to_string();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    output::write(None, &script)?;
    Ok(Outcome::Done)
}
