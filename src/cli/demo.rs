//! `demo`: a made-up township, through the same ledger as a real one. Until the console exists it prints the battle
//! report of the township's last day.

use super::args::Demo;
use super::failure::{Failure, Outcome};
use super::output;
use super::session::Session;
use crate::demo::{self, Settings};
use crate::report;

pub fn run(session: &Session, args: Demo) -> Result<Outcome, Failure> {
    let settings = Settings { people: args.people, days: args.days, seed: args.seed };
    let folder = tempfile::tempdir().map_err(|e| Failure::unusable(format!("建不了临时文件夹:{e}")))?;
    let path = args.keep.clone().unwrap_or_else(|| folder.path().join("demo.zb"));
    let (mut book, told) = demo::create(&path, &settings)?;
    let rendered = report::of_day(&mut book, told.last_day, &told.officer)?;
    output::line(if session.json { rendered.json } else { rendered.txt })?;
    if let Some(path) = &args.keep {
        eprintln!("演示账本已存到 {};用 --book {} --day {} 继续试用", path.display(), path.display(), told.last_day);
    }
    Ok(Outcome::Done)
}
