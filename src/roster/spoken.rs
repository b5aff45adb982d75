//! The closed vocabularies as they stand in the cells of a form: a word is known by its key, or by its name in Chinese or
//! English.

use crate::domain::keys::{Capacity, Channel, LossReason, Outcome, PushResult, Sex, Status, VisitBy, WishKey};
use crate::locale::Lang;

/// A closed vocabulary whose words may stand in a cell.
pub trait Spoken: Copy + 'static {
    /// Every member.
    const ALL: &'static [Self];
    /// The vocabulary's name, as the message files know it.
    const NAME: &'static str;
    /// The key.
    fn key(self) -> &'static str;
    /// The Chinese name.
    fn zh(self) -> &'static str;
    /// The name in the language of the process.
    fn name(self) -> String;

    /// The member of this key, or of this name in Chinese or English.
    fn of(word: &str) -> Option<Self> {
        let english = |member: Self| Lang::En.word(&format!("{}-{}", Self::NAME, member.key()), member.zh());
        let all = || Self::ALL.iter().copied();
        all()
            .find(|m| m.key() == word || m.zh() == word)
            .or_else(|| all().find(|m| english(*m).eq_ignore_ascii_case(word)))
    }
}

macro_rules! spoken {
    ($($name:ident)+) => {
        $(impl $crate::roster::spoken::Spoken for $name {
            const ALL: &'static [Self] = $name::ALL;
            const NAME: &'static str = stringify!($name);
            fn key(self) -> &'static str { $name::key(self) }
            fn zh(self) -> &'static str { $name::zh(self) }
            fn name(self) -> String { $name::name(self) }
        })+
    };
}
pub(crate) use spoken;
spoken!(VisitBy Outcome LossReason Channel WishKey Status Capacity PushResult Sex);
