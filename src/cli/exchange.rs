//! `bundle` and `merge`: entries for another device of the same people's book.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::desk::Progress;
use crate::desk::exchange::{self, Joined};
use crate::locale::say;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Bundle {
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Merge {
    pub file: PathBuf,
}

pub fn bundle(session: &Session, args: Bundle) -> Result<Outcome, Failure> {
    let desk = session.desk()?;
    let entries = exchange::bundle(&desk, &args.output, args.since.as_deref(), &Progress::default())?;
    if desk.book.passphrase().is_some() {
        output::tell(say!("lock-file-plain"));
    }
    if session.json {
        output::json(&json!({"file": args.output, "entries": entries}))?;
    } else {
        output::line(say!("cli-bundled", entries = entries, file = args.output))?;
    }
    Ok(Outcome::Done)
}

pub fn merge(session: &Session, args: Merge) -> Result<Outcome, Failure> {
    let mut desk = session.desk()?;
    let joined = exchange::merge(&mut desk, &args.file, &Progress::default())?;
    let Joined { merged, rivals } = &joined;
    if merged.added > 0 {
        session.has_changed();
    }
    if session.json {
        output::json(merged)?;
    } else {
        output::line(say!("cli-merged", added = merged.added, known = merged.known))?;
        for device in &merged.forks {
            output::tell(say!("cli-merge-fork", device = device.to_string()));
        }
        for (device, seq) in &merged.lacking {
            output::tell(say!("cli-merge-lacking", device = device.to_string(), seq = seq.to_string()));
        }
        if merged.ahead > 0 {
            output::tell(say!("cli-merge-ahead", count = merged.ahead));
        }
        for seal in rivals {
            let kept = desk.book.steering().seal_on(seal.day).map(|kept| kept.hash.short()).unwrap_or_default();
            output::tell(say!("cli-merge-two-seals", day = seal.day, kept = kept, other = seal.hash.short()));
        }
    }
    Ok(if joined.needs_look() { Outcome::NeedsLook } else { Outcome::Done })
}
