//! `demo`: a made-up township, through the same ledger as a real one, in the console; without a terminal, the battle
//! report of its last day.

use super::bar;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::book::Book;
use crate::demo::{self, Settings};
use crate::desk::{self, Progress};
use crate::locale::say;
use crate::report;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Demo {
    #[arg(long, value_name = "N", default_value_t = 8000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub people: u32,
    #[arg(long, value_name = "N", default_value_t = 45, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub days: u32,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
}

pub fn run(session: &Session, args: Demo) -> Result<Outcome, Failure> {
    let settings = Settings { people: args.people, days: args.days, seed: args.seed };
    let folder = tempfile::tempdir().map_err(|e| Failure::unusable(say!("cli-no-temporary", error = e)))?;
    let path = args.keep.clone().unwrap_or_else(|| folder.path().join("demo.zb"));
    if !session.json && super::console::has_terminal() {
        return super::console::show_demo(session, &path, settings);
    }
    let (mut book, told) = make(&path, &settings)?;
    let rendered = report::of_day(&mut book, told.last_day, &told.officer)?;
    output::line(if session.json { rendered.json } else { rendered.txt })?;
    if let Some(path) = &args.keep {
        output::tell(say!("cli-demo-kept", book = path, day = told.last_day));
    }
    Ok(Outcome::Done)
}

/// Makes the book, saying how far it is. Called off by Ctrl-C: then no file stays.
pub fn make(path: &Path, settings: &Settings) -> desk::Result<(Book, demo::Demo)> {
    let (progress, bar) = bar::shown(say!("cli-demo-making"));
    let asked = Signals::asked_of(&progress);
    let made = demo::create_watched(path, settings, &progress);
    drop(asked);
    bar.finish_and_clear();
    made
}

/// What ends a program from outside calls a job off instead, until this goes.
struct Signals {
    #[cfg(unix)]
    ids: Vec<signal_hook::SigId>,
}

impl Signals {
    #[cfg(unix)]
    fn asked_of(progress: &Progress) -> Self {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let of = |signal| signal_hook::flag::register(signal, progress.flag()).ok();
        Self { ids: [SIGINT, SIGTERM, SIGHUP].into_iter().filter_map(of).collect() }
    }

    #[cfg(not(unix))]
    fn asked_of(_: &Progress) -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Signals {
    fn drop(&mut self) {
        self.ids.drain(..).for_each(|id| {
            signal_hook::low_level::unregister(id);
        });
    }
}
