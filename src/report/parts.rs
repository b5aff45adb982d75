//! How each figure is broken down: the `by` of flows and stocks, from what each part comes to.

use super::model::{Breakdown, Ordered};
use crate::domain::keys::*;
use crate::domain::metric::{Metric, Part, ZeroCause};

fn parts_of<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str, value: impl Fn(T) -> i64) -> Breakdown {
    Breakdown::Parts(Ordered(all.iter().map(|&v| (key(v).to_string(), value(v))).collect()))
}

/// The parts of a flow; `n` says what a part comes to.
pub(super) fn of_flow(metric: Metric, n: impl Fn(Part) -> i64) -> Ordered<Breakdown> {
    let mut by = Ordered::default();
    match metric {
        Metric::Returns | Metric::Placements => {
            by.push("place", parts_of(PlaceClass::ALL, PlaceClass::key, |v| n(Part::Place(v))));
            by.push("channel", parts_of(Channel::ALL, Channel::key, |v| n(Part::Channel(v))));
            if metric == Metric::Returns {
                by.push("organised", Breakdown::Of(n(Part::Organised)));
            }
            by.push("repeat", Breakdown::Of(n(Part::Repeat)));
        }
        Metric::Home | Metric::HouseholdsVisited => by.push("repeat", Breakdown::Of(n(Part::Repeat))),
        Metric::Losses => by.push("answered", Breakdown::Of(n(Part::Answered))),
        Metric::CameBack => by.push("lost", Breakdown::Of(n(Part::Lost))),
        Metric::Trips => by.push("way", parts_of(TripBy::ALL, TripBy::key, |v| n(Part::By(v)))),
        Metric::Carried => {
            by.push("own", Breakdown::Of(n(Part::Own)));
            by.push("outside", Breakdown::Of(n(Part::Outside)));
            by.push("companion", Breakdown::Of(n(Part::Companion)));
        }
        Metric::ZeroIn | Metric::ZeroOut => {
            by.push("cause", parts_of(ZeroCause::ALL, ZeroCause::key, |v| n(Part::ZeroCause(v))));
        }
        _ => {}
    }
    by
}

/// The parts of a stock; `n` says what a part comes to.
pub(super) fn of_stock(metric: Metric, n: impl Fn(Part) -> i64) -> Ordered<Breakdown> {
    let kinds = || parts_of(HouseholdKind::ALL, HouseholdKind::key, |v| n(Part::Kind(v)));
    let flags = || parts_of(HouseholdFlag::ALL, HouseholdFlag::key, |v| n(Part::Flag(v)));
    let mut by = Ordered::default();
    match metric {
        Metric::Employed => {
            by.push("place", parts_of(PlaceClass::ALL, PlaceClass::key, |v| n(Part::Place(v))));
            by.push("channel", parts_of(Channel::ALL, Channel::key, |v| n(Part::Channel(v))));
            by.push("kind", kinds());
            by.push("flag", flags());
        }
        Metric::Persons => by.push("kind", kinds()),
        Metric::Households => {
            by.push("kind", kinds());
            by.push("flag", flags());
        }
        Metric::CoveredHouseholds | Metric::ZeroHouseholds | Metric::IdleHouseholds => by.push("kind", kinds()),
        Metric::Willing => {
            by.push("unsigned", Breakdown::Of(n(Part::Unsigned)));
            by.push("unasked", Breakdown::Of(n(Part::Unasked)));
        }
        Metric::Income => {
            let known = n(Part::Whole);
            if let Some(mean) = (2 * n(Part::WageSum) + known).checked_div(2 * known) {
                by.push("mean", Breakdown::Of(mean));
            }
            by.push("known", Breakdown::Of(known));
            by.push("none", Breakdown::Of(n(Part::NoWage)));
        }
        _ => {}
    }
    by
}
