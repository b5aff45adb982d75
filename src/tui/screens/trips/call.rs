//! Who has not been called, found by a few letters: what the line 谁没来 looks through.

use crate::desk::trips::Passenger;
use crate::domain::subject::SubjectId;
use crate::domain::trip::Presence;
use crate::text::{self, NameKeys};
use rustc_hash::FxHashMap;

/// How the names of a list sound, each spelt once.
#[derive(Debug, Default)]
pub struct Sounds(FxHashMap<SubjectId, (String, NameKeys)>);

impl Sounds {
    /// Spells the names that are new.
    pub fn learn(&mut self, passengers: &[Passenger]) {
        for passenger in passengers {
            self.0
                .entry(passenger.id)
                .or_insert_with(|| (text::fold_name(&passenger.name), text::name_keys(&passenger.name)));
        }
    }

    /// How well a name fits: 4 = its initials, 3 = begins so, 2 = sounds so from the beginning, 1 = somewhere inside.
    fn fit(&self, id: SubjectId, written: &str, sound: &str) -> Option<u8> {
        let (name, keys) = self.0.get(&id)?;
        if keys.initials.iter().any(|key| key == sound) {
            Some(4)
        } else if name.starts_with(written) {
            Some(3)
        } else if keys.initials.iter().chain(&keys.full).any(|key| key.starts_with(sound)) {
            Some(2)
        } else if name.contains(written) || keys.initials.iter().chain(&keys.full).any(|key| key.contains(sound)) {
            Some(1)
        } else {
            None
        }
    }
}

/// The digits of a seat number after the 0 that begins it; `None` where the text is a name.
fn seat(typed: &str) -> Option<&str> {
    typed.strip_prefix('0').filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a digit after what was typed still belongs to a seat number, and is not the reason: seats are typed with a 0
/// before them and have as many digits as the last seat, two at least (`007`, `012`).
pub fn wants_digit(typed: &str, seats: u32) -> bool {
    seat(typed).is_some_and(|digits| digits.len() < seats.to_string().len().max(2))
}

/// The rows of those not called yet who fit what was typed, the best first. Nothing typed: the row at the cursor, whoever
/// it is, unless they are known to be absent.
pub fn found(passengers: &[Passenger], sounds: &Sounds, typed: &str, at: usize) -> Vec<usize> {
    let typed = typed.trim();
    if typed.is_empty() {
        let takes = |p: &Passenger| matches!(p.presence, Presence::Expected | Presence::Aboard);
        return passengers.get(at).filter(|p| takes(p)).map(|_| at).into_iter().collect();
    }
    let waiting = passengers.iter().enumerate().filter(|(_, p)| p.presence == Presence::Expected);
    if let Some(digits) = seat(typed) {
        let width = digits.len().max(2);
        let fits = |p: &Passenger| p.seat.is_some_and(|seat| format!("{seat:0width$}").starts_with(digits));
        return waiting.filter(|(_, p)| fits(p)).map(|(row, _)| row).collect();
    }
    let (written, sound) = (text::fold_name(typed), text::fold_query(typed));
    let mut fits: Vec<(u8, usize)> =
        waiting.filter_map(|(row, p)| Some((sounds.fit(p.id, &written, &sound)?, row))).collect();
    fits.sort_by_key(|(fit, row)| (std::cmp::Reverse(*fit), *row));
    fits.into_iter().map(|(_, row)| row).collect()
}

/// The next row behind `at` that has not been called, round the end of the list.
pub fn next_waiting(passengers: &[Passenger], at: usize) -> Option<usize> {
    let rows = passengers.len();
    (1..=rows)
        .map(|step| (at + step) % rows.max(1))
        .find(|row| passengers.get(*row).is_some_and(|p| p.presence == Presence::Expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::keys::Absence;
    use crate::domain::subject::SubjectKind;

    fn bus(names: &[(&str, Presence)]) -> (Vec<Passenger>, Sounds) {
        let passenger = |(n, (name, presence)): (usize, &(&str, Presence))| Passenger {
            id: SubjectId::derived(SubjectKind::Person, &n.to_string()),
            name: name.to_string(),
            village: None,
            unit: None,
            seat: Some(n as u32 + 1),
            point: None,
            employer: None,
            certificate: None,
            companion: false,
            outside: false,
            presence: *presence,
            absence: None,
        };
        let passengers: Vec<Passenger> = names.iter().enumerate().map(passenger).collect();
        let mut sounds = Sounds::default();
        sounds.learn(&passengers);
        (passengers, sounds)
    }

    #[test]
    fn letters_find_those_who_have_not_been_called() {
        use Presence::*;
        let (list, sounds) =
            bus(&[("赵样一", Aboard), ("赵样一", Expected), ("钱赵样一", Expected), ("测试甲", Expected)]);
        assert_eq!(found(&list, &sounds, "zyy", 0), [1, 2], "whole initials first, those aboard not at all");
        assert_eq!(found(&list, &sounds, "ceshi", 0), [3]);
        assert_eq!(found(&list, &sounds, "甲", 0), [3]);
        assert!(found(&list, &sounds, "wang", 0).is_empty());
    }

    #[test]
    fn nothing_typed_is_the_row_at_the_cursor() {
        let (list, sounds) = bus(&[("赵样一", Presence::Aboard), ("测试甲", Presence::Absent(Absence::Ill))]);
        assert_eq!(found(&list, &sounds, "", 0), [0]);
        assert!(found(&list, &sounds, "", 1).is_empty());
    }

    #[test]
    fn a_seat_is_typed_with_a_nought_before_it() {
        let (list, sounds) = bus(&[("赵样一", Presence::Expected); 14]);
        assert!(wants_digit("0", 49) && wants_digit("01", 49) && !wants_digit("012", 49) && !wants_digit("zxm", 49));
        assert!(wants_digit("012", 180));
        assert_eq!(found(&list, &sounds, "012", 0), [11]);
        assert_eq!(found(&list, &sounds, "003", 0), [2]);
        assert_eq!(found(&list, &sounds, "01", 0), [9, 10, 11, 12, 13]);
    }

    #[test]
    fn the_next_one_to_be_called_is_found_round_the_end() {
        use Presence::*;
        let (list, _) = bus(&[("赵样一", Expected), ("赵样二", Aboard), ("赵样三", Expected)]);
        assert_eq!(next_waiting(&list, 0), Some(2));
        assert_eq!(next_waiting(&list, 2), Some(0));
        assert_eq!(next_waiting(&list[1..2], 0), None);
    }
}
