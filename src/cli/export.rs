//! `export`: entries and spells, one JSON object a line. ID numbers are masked unless `--ids full`.

use super::args::{Export, ExportTo};
use super::failure::{Failure, Outcome};
use super::mask::Mask;
use super::session::Session;
use crate::book::{Book, Error};
use crate::locale::say;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};

pub fn run(session: &Session, args: Export) -> Result<Outcome, Failure> {
    let (to, entries) = match args {
        Export::Entries(to) => (to, true),
        Export::Spells(to) => (to, false),
        Export::Template(args) => return super::template::run(session, args),
    };
    let book = session.open()?;
    let to = &to;
    let mask = Mask::new(to.ids.is_some())?;
    if to.ids.is_some() {
        eprintln!("{}", say!("cli-export-whole-ids"));
    }
    let mut out = sink(to)?;
    if entries {
        write_entries(&book, &mask, &mut out)?
    } else {
        write_spells(&book, &mask, &mut out)?
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn sink(to: &ExportTo) -> Result<Box<dyn Write>, Failure> {
    Ok(match &to.output {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).map_err(|e| Failure::unusable(say!("cli-cannot-write", file = path, error = e)))?,
        )),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    })
}

/// Keeps the first failure to write, to be told after the walk.
fn put(out: &mut dyn Write, failed: &mut Option<std::io::Error>, value: &Value) -> Result<(), Error> {
    if failed.is_some() {
        return Ok(());
    }
    let line = serde_json::to_string(value)?;
    *failed = writeln!(out, "{line}").err();
    Ok(())
}

fn write_entries(book: &Book, mask: &Mask, out: &mut dyn Write) -> Result<(), Failure> {
    let mut failed = None;
    book.each_entry(|e, withdrawn| {
        let mut body: Value = serde_json::from_str(&e.body).unwrap_or(Value::String(e.body.clone()));
        mask.body(&mut body);
        let subjects: Vec<String> = e.subjects.iter().map(|s| mask.subject(*s)).collect();
        put(
            out,
            &mut failed,
            &json!({
                "device": e.device.to_string(), "seq": e.seq, "at": e.at, "recorded": e.recorded, "day": e.day,
                "officer": e.officer, "unit": e.unit, "kind": e.kind, "subjects": subjects, "body": body,
                "withdrawn": withdrawn, "prev": mask.hash(&e.prev.to_string()), "hash": mask.hash(&e.hash.to_string()),
            }),
        )
    })?;
    failed.map_or(Ok(()), |e| Err(e.into()))
}

fn write_spells(book: &Book, mask: &Mask, out: &mut dyn Write) -> Result<(), Failure> {
    let mut failed = None;
    book.each_spell(|s| {
        let w = &s.work;
        put(
            out,
            &mut failed,
            &json!({
                "person": mask.subject(s.person), "id_no": s.id_no.as_deref().map(|n| mask.id_no(n)), "unit": s.unit,
                "day": s.day, "start": s.start, "end": s.end, "opening": s.opening, "nature": s.nature,
                "place": w.place, "place_class": w.place_class.unwrap_or(crate::domain::PlaceClass::Unknown),
                "employer": w.employer, "occupation": w.occupation,
                "channel": w.channel.unwrap_or(crate::domain::Channel::Unknown), "wage": w.wage,
                "organised": w.trip.is_some() || w.organised_by.is_some(), "full_time": !w.part_time,
                "trip": w.trip.map(|t| mask.subject(t)),
            }),
        )
    })?;
    failed.map_or(Ok(()), |e| Err(e.into()))
}
