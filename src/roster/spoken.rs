//! The closed vocabularies as they stand in the cells of a form: a word is known by its key, or by its name in any
//! language of the program.

use crate::domain::keys::{Capacity, Channel, LossReason, Outcome, PushResult, Sex, Status, VisitBy, WishKey};

/// A closed vocabulary whose words may stand in a cell.
pub trait Spoken: Copy + 'static {
    /// Every member.
    const ALL: &'static [Self];
    /// The key.
    fn key(self) -> &'static str;
    /// The Chinese name.
    fn zh(self) -> &'static str;
    /// The name in the language of the process.
    fn name(self) -> String;

    /// The member that a word means in any language of the program.
    fn of(word: &str) -> Option<Self>;
}

macro_rules! spoken {
    ($($name:ident)+) => {
        $(impl $crate::roster::spoken::Spoken for $name {
            const ALL: &'static [Self] = $name::ALL;
            fn key(self) -> &'static str { $name::key(self) }
            fn zh(self) -> &'static str { $name::zh(self) }
            fn name(self) -> String { $name::name(self) }
            fn of(word: &str) -> Option<Self> { $name::named(word) }
        })+
    };
}
pub(crate) use spoken;
spoken!(VisitBy Outcome LossReason Channel WishKey Status Capacity PushResult Sex);
