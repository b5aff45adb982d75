//! `bundle` and `merge`: entries for another device of the same people's book.

use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::{Book, Vector};
use crate::locale::say;
use crate::sheet::OutFile;
use serde_json::json;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
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
    let book = session.open()?;
    let since = match &args.since {
        Some(path) => Book::bundle_vector(&mut reader(path)?)?,
        None => Vector::default(),
    };
    let wrong = |e: std::io::Error| Failure::unusable(say!("cli-cannot-write", file = args.output, error = e));
    let file = OutFile::create(&args.output).map_err(wrong)?;
    let mut out = BufWriter::new(file.writer().map_err(wrong)?);
    let entries = book.bundle(&since, &mut out)?;
    out.flush().map_err(wrong)?;
    drop(out);
    file.keep().map_err(wrong)?;
    if session.json {
        output::json(&json!({"file": args.output, "entries": entries}))?;
    } else {
        output::line(say!("cli-bundled", entries = entries, file = args.output))?;
    }
    Ok(Outcome::Done)
}

pub fn merge(session: &Session, args: Merge) -> Result<Outcome, Failure> {
    let mut book = session.open()?;
    let rivals = book.steering().rival_seals.len();
    let merged = book.merge(&mut reader(&args.file)?)?;
    if merged.added > 0 {
        session.has_changed();
    }
    let rivals: Vec<_> = book.steering().rival_seals.iter().skip(rivals).cloned().collect();
    if session.json {
        output::json(&merged)?;
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
        for seal in &rivals {
            let kept = book.steering().seal_on(seal.day).map(|kept| kept.hash.short()).unwrap_or_default();
            output::tell(say!("cli-merge-two-seals", day = seal.day, kept = kept, other = seal.hash.short()));
        }
    }
    let look = !rivals.is_empty() || !merged.forks.is_empty() || !merged.lacking.is_empty() || merged.ahead > 0;
    Ok(if look { Outcome::NeedsLook } else { Outcome::Done })
}

fn reader(path: &std::path::Path) -> Result<BufReader<File>, Failure> {
    let file = File::open(path).map_err(|e| Failure::unusable(say!("cli-cannot-open", file = path, error = e)))?;
    Ok(BufReader::new(file))
}
