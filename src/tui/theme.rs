//! Colours by meaning. Screens name a [`Role`]; a theme says how it looks; the terminal's abilities decide how much of
//! that is shown. State is never told by colour alone, so a theme may be empty.

use super::keymap::Fault;
use crate::locale::say;
use ratatui::style::{Color, Modifier, Style};
use rustc_hash::FxHashMap;
use std::path::Path;
use toml_edit::{Document, Item, TableLike};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident $key:literal)+) => {
        /// What something on the screen means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Role { $($(#[$doc])* $role),+ }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$role),+];

            /// Its name in a theme.
            pub const fn key(self) -> &'static str {
                match self { $(Role::$role => $key),+ }
            }
        }
    };
}

roles! {
    /// What is read.
    Text "text"
    /// What stands beside it: labels, what is past.
    Dim "dim"
    /// Heads of columns and of sections.
    Title "title"
    /// The one accent: what matters here.
    Accent "accent"
    /// A pane's frame.
    Border "border"
    /// The frame of the pane that keys go to.
    Focus "focus"
    /// The row that keys act on.
    Selected "selected"
    /// A row marked for an act on many.
    Marked "marked"
    /// The line on top.
    Header "header"
    /// A screen's name in it.
    Tab "tab"
    /// The name of the screen that is shown.
    TabHere "tab-here"
    /// The line at the bottom.
    Footer "footer"
    /// A key in a hint.
    Key "key"
    /// Text being typed.
    Input "input"
    /// Done, in order.
    Good "good"
    /// Wants a look.
    Warn "warn"
    /// Overdue, failing, refused.
    Bad "bad"
    /// Told by the way.
    Info "info"
    /// Sealed.
    Sealed "sealed"
    /// The filled part of a gauge.
    Gauge "gauge"
    /// The rest of it.
    GaugeRest "gauge-rest"
    /// What the plan asks for.
    Plan "plan"
    /// What is to be expected.
    Forecast "forecast"
    /// Less than half of a quota.
    Heat0 "heat-0"
    /// Half of it.
    Heat1 "heat-1"
    /// Three quarters.
    Heat2 "heat-2"
    /// All of it.
    Heat3 "heat-3"
}

/// The themes that ship, by name.
pub const SHIPPED: [(&str, &str); 4] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("contrast", include_str!("../../themes/contrast.toml")),
    ("plain", include_str!("../../themes/plain.toml")),
];

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: NO_COLOR (no-color.org).
    None,
    /// The 16 of ANSI.
    Sixteen,
    /// The palette of xterm.
    Palette,
    /// 24 bits.
    True,
}

impl Depth {
    /// What the environment says.
    pub fn of_terminal() -> Self {
        let set = |name: &str| std::env::var(name).unwrap_or_default();
        if !set("NO_COLOR").is_empty() {
            return Self::None;
        }
        let (term, colour) = (set("TERM"), set("COLORTERM"));
        match () {
            () if matches!(colour.as_str(), "truecolor" | "24bit") || cfg!(windows) => Self::True,
            () if term.contains("256") => Self::Palette,
            () => Self::Sixteen,
        }
    }
}

/// How each role looks.
#[derive(Debug, Clone)]
pub struct Theme {
    styles: Vec<Style>,
}

impl Theme {
    /// A theme that ships; the first one where none goes by this name.
    ///
    /// # Errors
    /// None that a test does not rule out.
    pub fn shipped(name: &str, depth: Depth) -> Result<Self, Fault> {
        let (name, text) = SHIPPED.iter().find(|(n, _)| *n == name).unwrap_or(&SHIPPED[0]);
        let file = format!("themes/{name}.toml");
        Ok(Self { styles: vec![Style::default(); Role::ALL.len()] }.overlaid(Path::new(&file), text)?.shown_in(depth))
    }

    /// An officer's own: what it does not say is as in the theme that it `extends`.
    ///
    /// # Errors
    /// The first thing wrong in it: its syntax, an unknown role or colour.
    pub fn own(file: &Path, text: &str, depth: Depth) -> Result<Self, Fault> {
        let document = parse(file, text)?;
        let base = document.get("extends").and_then(Item::as_str).unwrap_or(SHIPPED[0].0);
        if !SHIPPED.iter().any(|(name, _)| *name == base) {
            let at = document.get("extends").and_then(Item::span);
            return Err(fault(file, text, at, say!("console-theme-unknown", name = base)));
        }
        Ok(Self::shipped(base, Depth::True)?.overlaid(file, text)?.shown_in(depth))
    }

    /// How a role looks.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    fn overlaid(mut self, file: &Path, text: &str) -> Result<Self, Fault> {
        let document = parse(file, text)?;
        let mut named = FxHashMap::default();
        for (key, item) in
            document.get("colours").and_then(Item::as_table_like).map(TableLike::iter).into_iter().flatten()
        {
            let colour = item.as_str().and_then(colour);
            named.insert(
                key,
                colour.ok_or_else(|| fault(file, text, item.span(), say!("console-theme-no-colour", name = key)))?,
            );
        }
        for (key, item) in
            document.get("styles").and_then(Item::as_table_like).map(TableLike::iter).into_iter().flatten()
        {
            let role = Role::ALL.iter().find(|role| role.key() == key);
            let role = role.ok_or_else(|| fault(file, text, item.span(), say!("console-theme-no-role", name = key)))?;
            let style = style(item, &named)
                .map_err(|what| fault(file, text, item.span(), say!("console-theme-no-colour", name = what)))?;
            if let Some(slot) = self.styles.get_mut(*role as usize) {
                *slot = style;
            }
        }
        Ok(self)
    }

    fn shown_in(mut self, depth: Depth) -> Self {
        let shown = |colour: Option<Color>| match depth {
            Depth::None => None,
            _ => colour.map(|colour| lowered(colour, depth)),
        };
        for (role, style) in Role::ALL.iter().zip(&mut self.styles) {
            let inverse = depth == Depth::None && style.bg.is_some();
            (style.fg, style.bg) = (shown(style.fg), shown(style.bg));
            // All that has a ground is turned about, but a marked row: it would look like the one that keys act on.
            match role {
                Role::Marked if depth == Depth::None => *style = Style::default().add_modifier(Modifier::UNDERLINED),
                _ if inverse => *style = style.add_modifier(Modifier::REVERSED),
                _ => {}
            }
            // What is faint elsewhere is not a faint patch in the row.
            if *role == Role::Selected {
                *style = style.remove_modifier(Modifier::DIM);
            }
        }
        self
    }
}

fn parse(file: &Path, text: &str) -> Result<Document<String>, Fault> {
    Document::parse(text.to_string()).map_err(|e| fault(file, text, e.span(), e.message().to_string()))
}

fn fault(file: &Path, text: &str, at: Option<std::ops::Range<usize>>, what: String) -> Fault {
    let line = text.bytes().take(at.map_or(0, |at| at.start)).filter(|b| *b == b'\n').count() + 1;
    Fault { file: file.to_path_buf(), line, what }
}

/// `{ fg = "name", bg = "#102030", bold = true }`, or a colour alone. What is no colour is given back.
fn style(item: &Item, named: &FxHashMap<&str, Color>) -> Result<Style, String> {
    let read = |word: &str| named.get(word).copied().or_else(|| colour(word)).ok_or_else(|| word.to_string());
    if let Some(word) = item.as_str() {
        return Ok(Style::default().fg(read(word)?));
    }
    let mut style = Style::default();
    for (key, item) in item.as_table_like().map(TableLike::iter).into_iter().flatten() {
        let on = item.as_bool() == Some(true);
        style = match (key, item.as_str()) {
            ("fg", Some(word)) => style.fg(read(word)?),
            ("bg", Some(word)) => style.bg(read(word)?),
            ("bold", _) if on => style.add_modifier(Modifier::BOLD),
            ("dim", _) if on => style.add_modifier(Modifier::DIM),
            ("underline", _) if on => style.add_modifier(Modifier::UNDERLINED),
            ("reverse", _) if on => style.add_modifier(Modifier::REVERSED),
            ("bold" | "dim" | "underline" | "reverse", _) => style,
            _ => return Err(key.to_string()),
        };
    }
    Ok(style)
}

fn colour(word: &str) -> Option<Color> {
    word.parse().ok()
}

/// The nearest colour that the terminal shows.
fn lowered(colour: Color, depth: Depth) -> Color {
    match (colour, depth) {
        (Color::Rgb(r, g, b), Depth::Palette) => Color::Indexed(in_palette(r, g, b)),
        (Color::Rgb(r, g, b), Depth::Sixteen) => in_sixteen(r, g, b),
        (colour, _) => colour,
    }
}

/// The cube and the greys of xterm's palette: the nearer of the two.
fn in_palette(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |v: u8| (0u8..6).min_by_key(|n| STEPS[usize::from(*n)].abs_diff(v)).unwrap_or(0);
    let far = |x: [u8; 3]| -> u32 { x.iter().zip([r, g, b]).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let cube = [step(r), step(g), step(b)];
    let grey = ((u16::from(r) + u16::from(g) + u16::from(b)) / 3).saturating_sub(3) / 10;
    let grey = grey.min(23) as u8;
    match far(cube.map(|n| STEPS[usize::from(n)])) <= far([8 + 10 * grey; 3]) {
        true => 16 + 36 * cube[0] + 6 * cube[1] + cube[2],
        false => 232 + grey,
    }
}

/// The nearest of ANSI's 16, by the values that xterm gives them.
fn in_sixteen(r: u8, g: u8, b: u8) -> Color {
    const COLOURS: [(Color, [u8; 3]); 16] = [
        (Color::Black, [0, 0, 0]),
        (Color::Red, [205, 0, 0]),
        (Color::Green, [0, 205, 0]),
        (Color::Yellow, [205, 205, 0]),
        (Color::Blue, [0, 0, 238]),
        (Color::Magenta, [205, 0, 205]),
        (Color::Cyan, [0, 205, 205]),
        (Color::Gray, [229, 229, 229]),
        (Color::DarkGray, [127, 127, 127]),
        (Color::LightRed, [255, 0, 0]),
        (Color::LightGreen, [0, 255, 0]),
        (Color::LightYellow, [255, 255, 0]),
        (Color::LightBlue, [92, 92, 255]),
        (Color::LightMagenta, [255, 0, 255]),
        (Color::LightCyan, [0, 255, 255]),
        (Color::White, [255, 255, 255]),
    ];
    let far = |x: [u8; 3]| -> u32 { x.iter().zip([r, g, b]).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    COLOURS.iter().min_by_key(|(_, rgb)| far(*rgb)).map_or(Color::Reset, |(colour, _)| *colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_theme_reads_and_names_every_role() {
        for (name, text) in SHIPPED {
            for depth in [Depth::None, Depth::Sixteen, Depth::Palette, Depth::True] {
                Theme::shipped(name, depth).unwrap();
            }
            let document = parse(Path::new(name), text).unwrap();
            let styles = document["styles"].as_table_like().unwrap();
            for role in Role::ALL {
                assert!(styles.contains_key(role.key()), "{name} has {}", role.key());
            }
        }
    }

    #[test]
    fn an_own_theme_changes_what_it_names_and_no_more() {
        let own = Theme::own(Path::new("my.toml"), "extends = \"light\"\n[styles]\ngood = \"#102030\"\n", Depth::True);
        let own = own.unwrap();
        let light = Theme::shipped("light", Depth::True).unwrap();
        assert_eq!(own.style(Role::Good).fg, Some(Color::Rgb(0x10, 0x20, 0x30)));
        assert_eq!(own.style(Role::Bad), light.style(Role::Bad));
        let fault = |text: &str| Theme::own(Path::new("my.toml"), text, Depth::True).unwrap_err().line;
        assert_eq!(fault("\n[styles]\ngood = \"gren\"\n"), 3);
        assert_eq!(fault("[styles]\nfine = \"green\"\n"), 2);
        assert_eq!(fault("extends = \"x\"\n"), 1);
        assert_eq!(fault("[styles\n"), 1);
    }

    #[test]
    fn without_colours_the_selected_row_is_still_seen() {
        let theme = Theme::shipped("dark", Depth::None).unwrap();
        let style = theme.style(Role::Selected);
        assert_eq!((style.fg, style.bg), (None, None));
        assert!(style.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn a_marked_row_is_no_selected_one_and_neither_is_faint() {
        let depths = [Depth::None, Depth::Sixteen, Depth::Palette, Depth::True];
        for (name, depth) in SHIPPED.iter().flat_map(|(name, _)| depths.map(|depth| (*name, depth))) {
            let theme = Theme::shipped(name, depth).unwrap();
            let looks = |role| Style { sub_modifier: Modifier::empty(), ..theme.style(role) };
            assert_ne!(looks(Role::Selected), looks(Role::Marked), "{name} {depth:?}");
            assert_ne!(looks(Role::Marked), looks(Role::Text), "{name} {depth:?}");
            let here = theme.style(Role::Dim).patch(theme.style(Role::Selected));
            assert!(!here.add_modifier.contains(Modifier::DIM), "{name} {depth:?}");
        }
    }

    fn luminance(colour: Color) -> f64 {
        let Color::Rgb(r, g, b) = colour else { panic!("{colour:?} has no luminance") };
        let linear = |v: u8| match f64::from(v) / 255.0 {
            v if v <= 0.040_45 => v / 12.92,
            v => ((v + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// WCAG 2.2, 1.4.3 and 1.4.11: 4.5 to 1 for what is read, 3 to 1 for what is only seen.
    #[test]
    fn what_is_to_be_read_stands_out_from_its_ground() {
        use Role::*;
        let read = [Text, Dim, Title, Accent, Footer, Key, Input, Good, Warn, Bad, Info, Sealed];
        let seen = [Focus, Gauge, Plan, Forecast, Heat0, Heat1, Heat2, Heat3];
        let on_a_row = [Text, Dim, Good, Warn, Bad, Info, Sealed];
        for (name, ground) in [("dark", "#242933"), ("light", "#ffffff"), ("contrast", "#000000")] {
            let theme = Theme::shipped(name, Depth::True).unwrap();
            let ground: Color = ground.parse().unwrap();
            let contrast = |style: Style| {
                let (fg, bg) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap_or(ground)));
                (fg.max(bg) + 0.05) / (fg.min(bg) + 0.05)
            };
            let enough = |what: &str, style: Style, least: f64| {
                let is = contrast(style);
                assert!(is >= least, "{name}: {what} has {is:.2}, not {least}");
            };
            read.iter().for_each(|role| enough(role.key(), theme.style(*role), 4.5));
            seen.iter().for_each(|role| enough(role.key(), theme.style(*role), 3.0));
            [Selected, Marked, Header, Tab, TabHere].iter().for_each(|r| enough(r.key(), theme.style(*r), 4.5));
            // As a table draws the cells of a marked row, and the line on top what is wrong with the day.
            for role in on_a_row {
                let cell = Style { bg: theme.style(Marked).bg, ..theme.style(role) };
                enough(&format!("{} on a marked row", role.key()), cell, 4.5);
            }
            enough("warn on top", theme.style(Header).patch(theme.style(Warn)), 4.5);
        }
    }

    #[test]
    fn colours_come_down_to_what_the_terminal_has() {
        assert_eq!(in_palette(255, 0, 0), 196);
        assert_eq!(in_palette(0x80, 0x80, 0x80), 244);
        assert_eq!(in_sixteen(250, 10, 10), Color::LightRed);
    }
}
