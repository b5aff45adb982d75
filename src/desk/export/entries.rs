//! The ledger itself, in (at, device, seq) order (shape: CLI.md).

use super::{Export, Exported, Outlet, Table, write};
use crate::desk::{Desk, Progress, Result};
use crate::locale::say;
use crate::sheet::write::{Cell, Column, Head};
use serde_json::Value;

pub fn run(desk: &mut Desk, asked: &Export, outlet: Outlet, progress: &Progress) -> Result<Exported> {
    let within = asked.within.unwrap_or(desk.book.unit());
    let head = Head {
        sheet: say!("exports-entries"),
        title: None,
        columns: vec![
            Column::new("device", say!("exports-device"), 14),
            Column::new("seq", say!("exports-seq"), 8),
            Column::new("at", say!("exports-at"), 18),
            Column::new("recorded", say!("exports-recorded"), 26),
            Column::new("day", say!("exports-day"), 12),
            Column::new("officer", say!("exports-officer"), 12),
            Column::new("unit", say!("exports-unit"), 14),
            Column::new("kind", say!("exports-kind"), 12),
            Column::new("subjects", say!("exports-subjects"), 22),
            Column::new("body", say!("exports-body"), 60),
            Column::new("withdrawn", say!("exports-withdrawn"), 8),
            Column::new("prev", say!("exports-prev"), 20),
            Column::new("hash", say!("exports-hash"), 20),
        ],
    };
    let (yes, no) = (say!("exports-yes"), say!("exports-no"));
    write(desk, asked, outlet, progress, Table { what: "entries", head, for_people: &[] }, |book, mask, row| {
        book.each_entry(|entry, withdrawn| {
            if !within.contains(entry.unit) && within != book.unit() {
                return Ok(());
            }
            let mut body: Value = serde_json::from_str(&entry.body).unwrap_or(Value::String(entry.body.clone()));
            mask.body(&mut body);
            let subjects: Value = entry.subjects.iter().map(|s| mask.subject(*s)).collect();
            row(&[
                entry.device.to_string().into(),
                Cell::Whole(entry.seq as i64),
                entry.at.into(),
                entry.recorded.as_str().into(),
                entry.day.into(),
                entry.officer.as_str().into(),
                entry.unit.to_string().into(),
                entry.kind.as_str().into(),
                Cell::Json(&subjects),
                Cell::Json(&body),
                Cell::Flag(withdrawn, if withdrawn { &yes } else { &no }.into()),
                mask.hash(&entry.prev.to_string()).into(),
                mask.hash(&entry.hash.to_string()).into(),
            ])
        })?;
        Ok(())
    })
}
