//! The real terminal: taken over at the start, and given back whatever happens: at the end, at a signal, in a panic, and
//! while the process is suspended.

use super::app::{App, Outside};
use super::events::{self, Event};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use std::io::{self, Stdout, Write, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Two frames are at least so far apart: what comes in between is drawn together.
const FRAME: Duration = Duration::from_millis(8);

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back. What cannot be written to it any more is nobody's loss.
fn give_back() {
    let _ = execute!(stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// A panic of the drawing thread is told on a terminal that shows it; those of other threads are caught where they are
/// and told as a message.
fn restore_in_panic() {
    let drawing = thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing {
            give_back();
            before(panic);
        }
    }));
}

struct Taken;

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Why the console ended other than by its officer.
#[derive(Debug)]
pub enum Failure {
    /// The terminal refuses something.
    Terminal(io::Error),
    /// A fault of the program, told on standard error.
    Panicked,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// Runs the console until it ends.
///
/// # Errors
/// What the terminal refuses; one that is gone is an end like any other. A fault of the program.
pub fn run(mut app: App, send: &Sender<Event>, happened: &Receiver<Event>) -> Result<(), Failure> {
    restore_in_panic();
    take_over()?;
    let taken = Taken;
    events::read_signals(send.clone())?;
    events::read_terminal(send.clone());
    let ended = guarded(|| live(&mut app, happened));
    // The draft is on the disk, and what is being written is written, before anything is told.
    let closed = guarded(|| {
        drop(app);
        Ok(())
    });
    drop(taken);
    ended.and(closed)
}

/// Does something, a panic in it being one more way to fail; a terminal that is gone is none.
fn guarded(work: impl FnOnce() -> io::Result<()>) -> Result<(), Failure> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(error)) if is_gone(&error) => Ok(()),
        Ok(done) => done.map_err(Failure::Terminal),
        Err(_) => Err(Failure::Panicked),
    }
}

/// EIO and ENXIO: what a terminal that was closed answers.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof)
        || cfg!(unix) && matches!(error.raw_os_error(), Some(5 | 6))
}

fn live(app: &mut App, happened: &Receiver<Event>) -> io::Result<()> {
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
    let mut drawn = Instant::now();
    draw(&mut terminal, app)?;
    while !app.ended() {
        let first = match app.sleep() {
            Some(left) => match happened.recv_timeout(left) {
                Err(RecvTimeoutError::Timeout) => Ok(Event::Woken),
                event => event.map_err(|_| RecvError),
            },
            None => happened.recv(),
        };
        let Ok(first) = first else { break };
        app.handle(first);
        // Whatever else has come by the time of the next frame is drawn with it.
        while !app.ended() {
            let left = FRAME.saturating_sub(drawn.elapsed());
            let next = if left.is_zero() { happened.try_recv().ok() } else { happened.recv_timeout(left).ok() };
            let Some(next) = next else { break };
            app.handle(next);
        }
        for outside in app.outside() {
            go_outside(outside, &mut terminal)?;
        }
        if !app.ended() {
            drawn = Instant::now();
            draw(&mut terminal, app)?;
        }
    }
    Ok(())
}

fn draw(terminal: &mut Terminal<CrosstermBackend<Stdout>>, app: &mut App) -> io::Result<()> {
    execute!(stdout(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| app.draw(frame))?;
    execute!(stdout(), EndSynchronizedUpdate)
}

fn go_outside(outside: Outside, terminal: &mut Terminal<CrosstermBackend<Stdout>>) -> io::Result<()> {
    match outside {
        Outside::Copy(text) => execute!(stdout(), CopyToClipboard::to_clipboard_from(text)),
        Outside::Redraw => anew(terminal),
        Outside::TakeBack => {
            take_over()?;
            anew(terminal)
        }
        Outside::Suspend => {
            give_back();
            stdout().flush()?;
            suspend()?;
            take_over()?;
            anew(terminal)
        }
    }
}

/// All of it is drawn with the next frame. `Terminal::clear` would ask the terminal where its cursor is, and the answer is
/// caught by the thread that reads keys.
fn anew(terminal: &mut Terminal<CrosstermBackend<Stdout>>) -> io::Result<()> {
    let size = terminal.size()?;
    terminal.resize(Rect::new(0, 0, size.width, size.height))
}

#[cfg(unix)]
fn suspend() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

#[cfg(not(unix))]
fn suspend() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_a_failure_and_a_terminal_that_is_gone_is_none() {
        std::panic::set_hook(Box::new(|_| {}));
        let panicked = guarded(|| panic!("made up"));
        let _ = std::panic::take_hook();
        assert!(matches!(panicked, Err(Failure::Panicked)));
        assert!(guarded(|| Err(io::ErrorKind::BrokenPipe.into())).is_ok());
        assert!(matches!(guarded(|| Err(io::ErrorKind::OutOfMemory.into())), Err(Failure::Terminal(_))));
        assert!(guarded(|| Ok(())).is_ok());
    }
}
