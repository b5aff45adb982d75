//! What happens to the console: keys, pasted text, another size, answers from the book, signals. One channel carries
//! all of it, so that nothing has to be asked for in a loop.

use crossterm::event::{self, KeyEvent, KeyEventKind};
use std::sync::mpsc::Sender;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted, all of it at once.
    Paste(String),
    /// The terminal has another size.
    Resize,
    /// The book has answered something.
    Answered,
    /// What is to be recorded waits for the job of this name.
    Waits(String),
    /// The book was written to, here or by another process.
    Changed,
    /// A job in the background has come further.
    Progress,
    /// The book's file is not there any more, or another lies in its place.
    Adrift,
    /// The process is to be stopped (SIGTSTP), as by the shell.
    Stop,
    /// The process goes on (SIGCONT): the terminal may have been another's meanwhile.
    Back,
    /// A moment has come that somebody asked to be woken at.
    Woken,
    /// The process is to end (SIGTERM, SIGHUP, SIGINT).
    End,
    /// The terminal is gone.
    Lost,
}

/// Reads the terminal on a thread of its own until it or the console is gone.
pub fn read_terminal(events: Sender<Event>) {
    std::thread::spawn(move || {
        loop {
            let event = match event::read() {
                // Windows reports releases too.
                Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => Event::Key(key),
                Ok(event::Event::Paste(text)) => Event::Paste(text),
                Ok(event::Event::Resize(..)) => Event::Resize,
                Ok(_) => continue,
                Err(_) => Event::Lost,
            };
            let lost = event == Event::Lost;
            if events.send(event).is_err() || lost {
                return;
            }
        }
    });
}

/// Turns the signals that end, stop and bring back a process into events: the draft is kept and the terminal restored
/// first. A file that may grow no further is an error like a full disk, and not the end of the process.
#[cfg(unix)]
pub fn read_signals(events: Sender<Event>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGXFSZ};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGXFSZ])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGXFSZ => continue,
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Back,
                _ => Event::End,
            };
            if events.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Elsewhere the terminal's end is seen by its reader.
#[cfg(not(unix))]
pub fn read_signals(_events: Sender<Event>) -> std::io::Result<()> {
    Ok(())
}
