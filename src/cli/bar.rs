//! A line on stderr that says how far a job is; nothing where stderr is no terminal.

use crate::desk::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// A job whose progress is shown under this name, and the line, to be cleared at the end.
pub fn shown(name: String) -> (Progress, ProgressBar) {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(100) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {percent}% {elapsed_precise}") {
        bar.set_style(style);
    }
    bar.set_message(name);
    let line = bar.clone();
    let progress = Progress::heard_by(move |done, total| {
        line.set_position(done.saturating_mul(100).checked_div(total).unwrap_or(100));
    });
    (progress, bar)
}
