//! What is laid over a screen by any of them: a question, one of several, somebody, something to be read, help, the
//! palette.

pub mod choose;
pub mod confirm;
pub mod help;
pub mod notice;
pub mod palette;
pub mod question;
pub mod whom;
