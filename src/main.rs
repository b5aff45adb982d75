//! Parse, run, print errors: nothing else.
fn main() {}
