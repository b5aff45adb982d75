//! What of the list is shown, and in which order: chosen from short lists, told in the title.

use crate::book::{Facets, PeopleSort};
use crate::domain::keys::HouseholdKind;
use crate::domain::region::RegionCode;
use crate::locale::say;
use crate::tui::events::Event;
use crate::tui::overlays::choose::Choose;
use crate::tui::shared::Shared;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The villages of the book, by name.
pub type Villages = Vec<(RegionCode, String)>;

/// Whom to list, and how; a chooser changes it from outside the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whom.
    pub facets: Facets,
    /// In which order.
    pub sort: PeopleSort,
}

/// A look that choosers share with their screen.
pub type SharedLook = Rc<RefCell<Look>>;

const SORTS: [PeopleSort; 5] =
    [PeopleSort::Best, PeopleSort::Home, PeopleSort::Name, PeopleSort::Age, PeopleSort::Wage];

/// Sets a look, and has the screen notice.
fn set(look: &SharedLook, cx: &Shared, change: impl FnOnce(&mut Look)) {
    change(&mut look.borrow_mut());
    // The console ends before the channel does.
    let _ = cx.events.send(Event::Answered);
}

/// On, or off again where it was on.
fn toggled<T: PartialEq>(now: Option<T>, to: T) -> Option<T> {
    if now.as_ref() == Some(&to) { None } else { Some(to) }
}

/// Asks whom to list. What is on bears a mark and goes off when it is chosen again.
pub fn choose_facet(look: &SharedLook, villages: Arc<Villages>, households: bool, cx: &mut Shared) {
    let now = look.borrow().facets;
    let on = |is: bool, word: String| if is { format!("{word} {}", cx.glyphs.good) } else { word };
    let (village, kind) = (now.village.is_some(), now.kind.is_some());
    let common = [
        on(village, say!("people-facet-village")),
        on(kind, say!("people-facet-kind")),
        on(now.zero, say!("people-facet-zero")),
    ];
    let of_people = [
        on(now.employed == Some(true), say!("people-at-work")),
        on(now.employed == Some(false), say!("people-idle")),
        on(now.awaited, say!("people-facet-awaited")),
        on(now.on_roster == Some(true), say!("people-facet-on-roster")),
        on(now.on_roster == Some(false), say!("people-off-roster")),
    ];
    let mut items = common.to_vec();
    if !households {
        items.extend(of_people);
    }
    let look = look.clone();
    cx.open(Choose::new(say!("people-facets"), items, move |n, cx| match n {
        0 => choose_village(&look, villages, cx),
        1 => choose_kind(&look, cx),
        2 => set(&look, cx, |look| look.facets.zero = !look.facets.zero),
        3 => set(&look, cx, |look| look.facets.employed = toggled(look.facets.employed, true)),
        4 => set(&look, cx, |look| look.facets.employed = toggled(look.facets.employed, false)),
        5 => set(&look, cx, |look| look.facets.awaited = !look.facets.awaited),
        6 => set(&look, cx, |look| look.facets.on_roster = toggled(look.facets.on_roster, true)),
        _ => set(&look, cx, |look| look.facets.on_roster = toggled(look.facets.on_roster, false)),
    }));
}

fn choose_village(look: &SharedLook, villages: Arc<Villages>, cx: &mut Shared) {
    let now = look.borrow().facets.village;
    let mut items: Vec<String> = villages.iter().map(|(_, name)| name.clone()).collect();
    items.push(say!("people-facet-any"));
    let at = villages.iter().position(|(code, _)| Some(*code) == now).unwrap_or(0);
    let look = look.clone();
    let chosen = move |n: usize, cx: &mut Shared| {
        let village = villages.get(n).map(|(code, _)| *code);
        set(&look, cx, |look| look.facets.village = village);
    };
    cx.open(Choose::new(say!("people-facet-village"), items, chosen).at(at));
}

fn choose_kind(look: &SharedLook, cx: &mut Shared) {
    let now = look.borrow().facets.kind;
    let mut items: Vec<String> = HouseholdKind::ALL.iter().map(|kind| kind.name()).collect();
    items.push(say!("people-facet-any"));
    let at = HouseholdKind::ALL.iter().position(|kind| Some(*kind) == now).unwrap_or(0);
    let look = look.clone();
    let chosen = move |n: usize, cx: &mut Shared| {
        let kind = HouseholdKind::ALL.get(n).copied();
        set(&look, cx, |look| look.facets.kind = kind);
    };
    cx.open(Choose::new(say!("people-facet-kind"), items, chosen).at(at));
}

/// Asks for the order.
pub fn choose_sort(look: &SharedLook, cx: &mut Shared) {
    let now = look.borrow().sort;
    let items = SORTS.iter().map(|sort| sort_name(*sort)).collect();
    let at = SORTS.iter().position(|sort| *sort == now).unwrap_or(0);
    let look = look.clone();
    let chosen = move |n: usize, cx: &mut Shared| {
        let sort = SORTS.get(n).copied().unwrap_or_default();
        set(&look, cx, |look| look.sort = sort);
    };
    cx.open(Choose::new(say!("people-sort"), items, chosen).at(at));
}

/// What an order is called.
pub fn sort_name(sort: PeopleSort) -> String {
    match sort {
        PeopleSort::Best => say!("people-sort-best"),
        PeopleSort::Home => say!("people-sort-home"),
        PeopleSort::Name => say!("people-sort-name"),
        PeopleSort::Age => say!("people-sort-age"),
        PeopleSort::Wage => say!("people-sort-wage"),
    }
}

/// What is asked of those listed, in words.
pub fn told(facets: &Facets, villages: &[(RegionCode, String)], households: bool) -> Vec<String> {
    let village = facets.village.map(|code| {
        villages.iter().find(|(other, _)| *other == code).map_or_else(|| code.to_string(), |(_, name)| name.clone())
    });
    let mut out: Vec<String> = village.into_iter().chain(facets.kind.map(HouseholdKind::name)).collect();
    if facets.zero {
        out.push(say!("people-facet-zero"));
    }
    if households {
        return out;
    }
    out.extend(facets.employed.map(|is| if is { say!("people-at-work") } else { say!("people-idle") }));
    if facets.awaited {
        out.push(say!("people-facet-awaited"));
    }
    out.extend(facets.on_roster.map(|is| if is { say!("people-facet-on-roster") } else { say!("people-off-roster") }));
    out
}
