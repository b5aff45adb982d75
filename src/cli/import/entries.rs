//! `import entries`: the day's records as villages send them.

use super::form::ImportForm;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::Progress;
use crate::desk::import::entries::{self, Entries};
use crate::domain::keys::Nature;
use crate::roster::entries::Act;
use serde_json::{Map, Value, json};

/// Arguments of `import entries`.
#[derive(Debug, clap::Args)]
pub struct ImportEntries {
    #[command(flatten)]
    pub form: ImportForm,
    #[arg(long, value_name = "KEY", value_parser = act)]
    pub act: Option<Act>,
    #[arg(long)]
    pub again: bool,
}

fn act(text: &str) -> Result<Act, String> {
    text.parse()
}

pub fn run(session: &Session, args: ImportEntries) -> Result<Outcome, Failure> {
    let asked = Entries { form: args.form.form(), act: args.act, again: args.again };
    let taken = entries::import(&mut session.desk()?, &asked, &Progress::default())?;
    if taken.recorded.is_some() && !args.form.dry_run {
        session.has_changed();
    }
    let counts = &taken.counts;
    let natures: Map<String, Value> =
        Nature::ALL.iter().map(|n| (n.key().to_owned(), counts.natures(*n).into())).collect();
    let told = json!({
        "rows": taken.rows, "new": counts.new, "repeated": counts.repeated, "rejected": taken.rejected,
        "withdrawn": counts.withdrawn, "natures": natures, "late": counts.late, "day": counts.day,
    });
    let outcome = args.form.tell(session, &taken, told, taken.told())?;
    if !session.json {
        counts.notes().into_iter().for_each(output::tell);
    }
    Ok(outcome)
}
