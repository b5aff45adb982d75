//! The closed vocabularies that the command line takes: what each argument of such a type may be.

use crate::domain::keys::*;
use clap::builder::ValueParser;
use std::any::TypeId;

/// The keys and names of the vocabulary whose type this is; `None` for any other type.
pub fn of(parser: &ValueParser) -> Option<Vec<(&'static str, String)>> {
    macro_rules! vocabularies {
        ($($name:ident)+) => {
            $(if parser.type_id() == TypeId::of::<$name>() {
                return Some($name::ALL.iter().map(|word| (word.key(), word.name())).collect());
            })+
        };
    }
    vocabularies!(VisitBy Outcome LossReason WishKey Status Capacity Channel TripBy Absence Level);
    None
}
