//! Who can be met where: lists of people by whereabouts and village, so that the story finds somebody for an act
//! without looking through the whole township.

use super::rng::Dice;
use super::town::{Someone, Town, Whereabouts};

/// How often the story looks before it gives up.
const TRIES: usize = 40;
const KINDS: [Whereabouts; 4] = [Whereabouts::Away, Whereabouts::Home, Whereabouts::Local, Whereabouts::Idle];

/// See the module. Somebody who is no longer where a list says falls out when met.
#[derive(Debug)]
pub struct Pools {
    villages: usize,
    lists: Vec<Vec<usize>>,
}

impl Pools {
    /// The lists of a township.
    pub fn of(town: &Town, villages: usize) -> Self {
        let mut out = Self { villages, lists: vec![Vec::new(); KINDS.len() * villages] };
        (0..town.people.len()).for_each(|n| out.put(town, n));
        out
    }

    fn slot(&self, place: Whereabouts, village: usize) -> Option<usize> {
        let kind = KINDS.iter().position(|k| *k == place)?;
        Some(kind * self.villages + village)
    }

    /// Puts somebody on the list where they belong now.
    pub fn put(&mut self, town: &Town, n: usize) {
        let Some(someone) = town.people.get(n) else { return };
        if let Some(slot) = self.slot(someone.place, someone.village)
            && let Some(list) = self.lists.get_mut(slot)
        {
            list.push(n);
        }
    }

    /// Somebody of the village who is there and fits; they stay on the list.
    pub fn meet(
        &mut self,
        town: &Town,
        dice: &mut Dice,
        place: Whereabouts,
        village: usize,
        fits: impl Fn(&Someone) -> bool,
    ) -> Option<usize> {
        self.search(town, dice, place, village, fits).map(|(_, _, n)| n)
    }

    /// The same, taken off the list: the caller sends them somewhere else.
    pub fn take(
        &mut self,
        town: &Town,
        dice: &mut Dice,
        place: Whereabouts,
        village: usize,
        fits: impl Fn(&Someone) -> bool,
    ) -> Option<usize> {
        let (slot, at, n) = self.search(town, dice, place, village, fits)?;
        self.lists.get_mut(slot)?.swap_remove(at);
        Some(n)
    }

    fn search(
        &mut self,
        town: &Town,
        dice: &mut Dice,
        place: Whereabouts,
        village: usize,
        fits: impl Fn(&Someone) -> bool,
    ) -> Option<(usize, usize, usize)> {
        let slot = self.slot(place, village)?;
        let list = self.lists.get_mut(slot)?;
        for _ in 0..TRIES {
            let at = dice.index(list.len());
            let n = *list.get(at)?;
            let someone = town.people.get(n)?;
            if someone.place != place || someone.village != village {
                list.swap_remove(at);
            } else if fits(someone) {
                return Some((slot, at, n));
            }
        }
        None
    }
}
