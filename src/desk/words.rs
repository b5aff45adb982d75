//! Words of the field as the command line and the console both show them.

use crate::domain::keys::PlaceClass;

/// A place as it was written: one of the classes (township, beyond …) by its name.
pub fn place(written: &str) -> String {
    PlaceClass::from_key(written).map_or_else(|| written.to_string(), PlaceClass::name)
}
