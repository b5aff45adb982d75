//! What screens are drawn with. Text is measured in cells by [`crate::text`] only, and cleaned of whatever could command
//! a terminal before it is drawn.

pub mod chart;
pub mod field;
pub mod gauge;
pub mod list;
pub mod panel;
pub mod spark;
pub mod table;
