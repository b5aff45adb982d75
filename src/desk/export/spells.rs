//! Who worked where, from when to when (shape: CLI.md).

use super::{Export, Exported, Outlet, Table, write};
use crate::desk::{Desk, Progress, Result};
use crate::domain::keys::{Channel, Nature, PlaceClass};
use crate::locale::say;
use crate::sheet::write::{Cell, Column, Head};

pub fn run(desk: &mut Desk, asked: &Export, outlet: Outlet, progress: &Progress) -> Result<Exported> {
    let within = asked.within.unwrap_or(desk.book.unit());
    let head = Head {
        sheet: say!("exports-spells"),
        title: None,
        columns: vec![
            Column::new("name", say!("exports-name"), 12),
            Column::new("person", say!("exports-person"), 18),
            Column::new("id_no", say!("exports-id-no"), 20),
            Column::new("unit", say!("exports-unit"), 14),
            Column::new("village", say!("exports-village"), 14),
            Column::new("day", say!("exports-day"), 12),
            Column::new("start", say!("exports-start"), 12),
            Column::new("end", say!("exports-end"), 12),
            Column::new("opening", say!("exports-opening"), 8),
            Column::new("nature", say!("exports-nature"), 10),
            Column::new("place", say!("exports-place"), 18),
            Column::new("place_class", say!("exports-place-class"), 12),
            Column::new("employer", say!("exports-employer"), 22),
            Column::new("occupation", say!("exports-occupation"), 12),
            Column::new("channel", say!("exports-channel"), 12),
            Column::new("wage", say!("exports-wage"), 10),
            Column::new("organised", say!("exports-organised"), 10),
            Column::new("full_time", say!("exports-full-time"), 8),
            Column::new("trip", say!("exports-trip-id"), 18),
        ],
    };
    let table = Table { what: "spells", head, for_people: &["name", "village"] };
    let (yes, no) = (say!("exports-yes"), say!("exports-no"));
    let flag = |flag: bool| Cell::Flag(flag, if flag { yes.as_str() } else { no.as_str() }.into());
    write(desk, asked, outlet, progress, table, |book, mask, row| {
        book.each_spell(|spell| {
            if !within.contains(spell.unit) {
                return Ok(());
            }
            let work = &spell.work;
            let place = work.place_class.unwrap_or(PlaceClass::Unknown);
            let channel = work.channel.unwrap_or(Channel::Unknown);
            let nature = spell.nature.as_deref().and_then(Nature::from_key);
            row(&[
                spell.name.as_deref().into(),
                mask.subject(spell.person).into(),
                spell.id_no.as_deref().into(),
                spell.unit.to_string().into(),
                book.steering().unit_name(spell.unit).into(),
                spell.day.into(),
                spell.start.into(),
                spell.end.into(),
                flag(spell.opening),
                nature.map_or(Cell::Empty, |nature| Cell::Word(nature.key(), nature.name())),
                work.place.as_deref().into(),
                Cell::Word(place.key(), place.name()),
                work.employer.as_deref().into(),
                work.occupation.as_deref().into(),
                Cell::Word(channel.key(), channel.name()),
                work.wage.into(),
                flag(work.trip.is_some() || work.organised_by.is_some()),
                flag(!work.part_time),
                work.trip.map(|trip| mask.subject(trip)).into(),
            ])
        })?;
        Ok(())
    })
}
