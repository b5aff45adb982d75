//! Marks and frames: Unicode, or ASCII for fonts that lack them and terminals that draw them two cells wide.

use ratatui::symbols::border;

/// The marks that screens draw.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    /// A frame.
    pub frame: border::Set<'static>,
    /// In order.
    pub good: &'static str,
    /// Wants a look.
    pub warn: &'static str,
    /// Failing, absent.
    pub bad: &'static str,
    /// Not yet.
    pub open: &'static str,
    /// Done, filled.
    pub full: &'static str,
    /// Before the row that keys act on.
    pub here: &'static str,
    /// Before a marked row.
    pub marked: &'static str,
    /// Between two places.
    pub to: &'static str,
    /// Parts of a full block, an eighth each; for ASCII one.
    pub bar: &'static [&'static str],
    /// What remains of a gauge.
    pub rest: &'static str,
    /// Heights of a sparkline, from nothing to full.
    pub spark: &'static [&'static str],
    /// Shares of a quota, from nothing to all; two cells each.
    pub heat: [&'static str; 5],
    /// Whether lines may be drawn with Braille dots.
    pub braille: bool,
}

/// As modern terminals show them.
pub const UNICODE: Glyphs = Glyphs {
    frame: border::ROUNDED,
    good: "✓",
    warn: "!",
    bad: "✗",
    open: "○",
    full: "●",
    here: "▸",
    marked: "▪",
    to: "→",
    bar: &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    rest: "░",
    spark: &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    heat: ["··", "░░", "▒▒", "▓▓", "██"],
    braille: true,
};

const PLAIN_FRAME: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// For any terminal.
pub const ASCII: Glyphs = Glyphs {
    frame: PLAIN_FRAME,
    good: "+",
    warn: "!",
    bad: "x",
    open: "o",
    full: "*",
    here: ">",
    marked: "*",
    to: ">",
    bar: &["#"],
    rest: ".",
    spark: &["_", ".", ":", "-", "=", "+", "*", "#"],
    heat: ["..", "- ", "= ", "+ ", "##"],
    braille: false,
};
