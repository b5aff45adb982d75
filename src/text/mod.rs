//! The only place that measures, cuts, spells or transliterates text: widths in terminal cells, pinyin of names,
//! dates as people write them, numbers as people read them. Nothing here knows the book, the screen or the clock.

mod dates;
mod near;
mod numerals;
mod pinyin;
mod width;
mod wrap;

pub use dates::{DateReading, date_in_text, read_date};
pub use near::near_date;
pub use numerals::{Tenths, group, half_width, half_width_char, percent};
pub use pinyin::{NameKeys, fold_name, fold_query, name_keys, word_keys};
pub use width::{clean, escaped_json, is_unwanted, pad, plain, shown, truncate, width};
pub use wrap::{wrap, wrap_whole};
