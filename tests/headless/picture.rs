//! A screen as a picture (SVG), and as text with what its colours mean.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write;
use zhanbao::text;
use zhanbao::tui::theme::{Depth, Role, Theme};

/// Cells as SVG units.
const WIDE: f64 = 8.4;
const HIGH: f64 = 18.0;
const EDGE: f64 = 12.0;
/// The ground that the dark theme is made for.
const GROUND: &str = "#242933";
const INK: &str = "#d8dee9";

/// The cells of a row in which a glyph begins, with its width.
fn glyphs(buffer: &Buffer, y: u16) -> Vec<(u16, usize, &Cell)> {
    let mut out = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let width = text::width(cell.symbol()).max(1);
        out.push((x, width, cell));
        x += width as u16;
    }
    out
}

fn hex(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => otherwise.to_string(),
    }
}

/// A frame, bar or mark that fonts draw with gaps between the rows, as a shape in the cell at (x, y): the ends of its
/// lines, or the part of the cell that it fills.
fn drawn(symbol: &str, x: f64, y: f64, wide: f64, ink: &str) -> Option<String> {
    let (cx, cy, right, low) = (x + WIDE / 2.0, y + HIGH / 2.0, x + WIDE, y + HIGH);
    let line = |path: String| format!("<path d=\"{path}\" stroke=\"{ink}\" fill=\"none\"/>");
    let part = |across: f64, up: f64, thick: f64| {
        let (w, h) = (WIDE * across, HIGH * up);
        format!(
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" fill=\"{ink}\" fill-opacity=\"{thick}\"/>",
            low - h
        )
    };
    let eighths =
        |of: &str| Some(f64::from(u8::try_from(of.chars().position(|c| symbol.starts_with(c))?).ok()? + 1) / 8.0);
    Some(match symbol {
        "│" => line(format!("M{cx:.1} {y:.1}V{low:.1}")),
        "─" => line(format!("M{x:.1} {cy:.1}H{:.1}", x + wide)),
        "╭" => line(format!("M{cx:.1} {low:.1}Q{cx:.1} {cy:.1} {right:.1} {cy:.1}")),
        "╮" => line(format!("M{x:.1} {cy:.1}Q{cx:.1} {cy:.1} {cx:.1} {low:.1}")),
        "╰" => line(format!("M{cx:.1} {y:.1}Q{cx:.1} {cy:.1} {right:.1} {cy:.1}")),
        "╯" => line(format!("M{x:.1} {cy:.1}Q{cx:.1} {cy:.1} {cx:.1} {y:.1}")),
        "░" => part(1.0, 1.0, 0.25),
        "▒" => part(1.0, 1.0, 0.5),
        "▓" => part(1.0, 1.0, 0.75),
        _ => match eighths("▁▂▃▄▅▆▇█") {
            Some(up) => part(1.0, up, 1.0),
            None => part(eighths("▏▎▍▌▋▊▉")?, 1.0, 1.0),
        },
    })
}

/// The screen as SVG: each run of one style stands at its own place, so that any font keeps the columns.
pub fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f64::from(buffer.area.width) * WIDE, f64::from(buffer.area.height) * HIGH);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" \
         font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',ui-monospace,monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n",
        width + 2.0 * EDGE,
        height + 2.0 * EDGE
    );
    for y in 0..buffer.area.height {
        let mut runs: Vec<(u16, usize, String, &Cell)> = Vec::new();
        for (x, cells, cell) in glyphs(buffer, y) {
            match runs.last_mut() {
                Some((from, used, run, first))
                    if run.starts_with('─') && cell.symbol() == "─" && first.style() == cell.style() =>
                {
                    *used += cells;
                }
                // Wide glyphs of a fallback font are rarely two cells wide: each stands by itself.
                Some((from, used, run, first))
                    if first.style() == cell.style()
                        && cells == 1
                        && *from + *used as u16 == x
                        && run.is_ascii()
                        && cell.symbol().is_ascii() =>
                {
                    run.push_str(cell.symbol());
                    *used += cells;
                }
                _ => runs.push((x, cells, cell.symbol().to_string(), cell)),
            }
        }
        for (x, cells, run, cell) in runs {
            let (left, top) = (EDGE + f64::from(x) * WIDE, EDGE + f64::from(y) * HIGH);
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            let (ink, ground) = (hex(cell.fg, INK), hex(cell.bg, ""));
            let (ink, ground) = if reversed { (GROUND.to_string(), ink) } else { (ink, ground) };
            let wide = cells as f64 * WIDE;
            if !ground.is_empty() {
                let _ = writeln!(
                    out,
                    "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{HIGH}\" fill=\"{ground}\"/>"
                );
            }
            if run.trim().is_empty() {
                continue;
            }
            if let Some(shape) = drawn(&run, left, top, wide, &ink) {
                let _ = writeln!(out, "{shape}");
                continue;
            }
            let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let told = run.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = writeln!(
                out,
                "<text x=\"{left:.1}\" y=\"{:.1}\" fill=\"{ink}\"{bold} textLength=\"{wide:.1}\" \
                 lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{told}</text>",
                top + HIGH - 4.5
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Which role a cell's style belongs to; of several that look alike, the first.
fn role(style: Style, theme: &Theme) -> Option<Role> {
    let shown = |style: Style| (style.fg.unwrap_or_default(), style.bg.unwrap_or_default(), style.add_modifier);
    let plain = theme.style(Role::Text);
    Role::ALL.iter().copied().find(|role| shown(plain.patch(theme.style(*role))) == shown(style))
}

/// The screen as text, and below it what stands there in another role than plain text, row by row.
pub fn with_meaning(text: &str, buffer: &Buffer) -> String {
    let theme = Theme::shipped("dark", Depth::True).unwrap();
    let mut out = format!("{text}\n");
    for y in 0..buffer.area.height {
        let mut told: Vec<(Option<Role>, String)> = Vec::new();
        for (_, _, cell) in glyphs(buffer, y) {
            let role = role(cell.style(), &theme);
            match told.last_mut() {
                Some((last, words)) if *last == role => words.push_str(cell.symbol()),
                _ => told.push((role, cell.symbol().to_string())),
            }
        }
        let quiet =
            [Some(Role::Text), Some(Role::Dim), Some(Role::Border), Some(Role::Header), Some(Role::Focus), None];
        let loud: Vec<String> = told
            .into_iter()
            .filter(|(role, words)| !quiet.contains(role) && !words.trim().is_empty())
            .filter_map(|(role, words)| Some(format!("{}:{}", role?.key(), words.trim())))
            .collect();
        if !loud.is_empty() {
            let _ = writeln!(out, "{:>2}  {}", y + 1, loud.join("  "));
        }
    }
    out
}
