//! The whole console without a terminal: for tests and measures. It is driven by keys and read from its buffer.

use super::app::{App, Outside};
use super::chord::Chord;
use super::entrance::Entrance;
use super::events::Event;
use crate::desk::{Desk, Error};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// So long is waited for the book.
const PATIENCE: Duration = Duration::from_secs(60);

/// See the module.
pub struct Headless {
    app: App,
    terminal: Terminal<TestBackend>,
    happened: Receiver<Event>,
    copied: Vec<String>,
    keys: usize,
    shown: Buffer,
}

impl Headless {
    /// Opens the console in so many cells.
    ///
    /// # Errors
    /// What opening it refuses.
    pub fn open(entrance: Entrance, desk: Option<Desk>, width: u16, height: u16) -> Result<Self, Error> {
        let (send, happened) = channel();
        let app = App::new(Arc::new(entrance), desk, send)?;
        let Ok(terminal) = infallible(Terminal::new(TestBackend::new(width, height)));
        let mut console = Self { app, terminal, happened, copied: Vec::new(), keys: 0, shown: Buffer::default() };
        console.draw();
        Ok(console)
    }

    /// Presses a key, as keymaps write it; what is no such name is typed letter by letter.
    pub fn press(&mut self, key: &str) {
        match key.parse::<Chord>() {
            Ok(chord) => self.key(chord),
            Err(()) => key.chars().filter_map(|c| c.to_string().parse().ok()).for_each(|chord| self.key(chord)),
        }
    }

    fn key(&mut self, chord: Chord) {
        self.keys += 1;
        self.app.handle(Event::Key(chord.event()));
        self.outside();
    }

    /// Presses keys one after the other, separated by spaces, and waits for what comes of them.
    pub fn type_in(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.press(key);
            self.settle();
        }
    }

    /// How many keys were pressed since this was last asked.
    pub fn keys_pressed(&mut self) -> usize {
        std::mem::take(&mut self.keys)
    }

    /// Pastes text, and waits for what comes of it.
    pub fn paste(&mut self, text: &str) {
        self.paste_unsettled(text);
        self.settle();
    }

    /// Pastes text, and does not wait.
    pub fn paste_unsettled(&mut self, text: &str) {
        self.app.handle(Event::Paste(text.to_string()));
    }

    /// Another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.app.handle(Event::Resize);
        self.draw();
    }

    /// Takes what has happened meanwhile, without waiting; gives whether anything had.
    pub fn poll(&mut self) -> bool {
        let mut any = false;
        while let Ok(event) = self.happened.try_recv() {
            self.app.handle(event);
            any = true;
        }
        self.outside();
        any
    }

    /// Waits until the book has answered everything, and draws.
    pub fn settle(&mut self) {
        self.settle_while(App::open_questions);
    }

    /// The same without what is asked aside.
    pub fn settle_here(&mut self) {
        self.settle_while(App::open_here);
    }

    fn settle_while(&mut self, open: impl Fn(&App) -> usize) {
        let begun = Instant::now();
        loop {
            self.poll();
            if open(&self.app) == 0 && !self.poll() {
                break;
            }
            if begun.elapsed() > PATIENCE {
                break;
            }
            // The book's thread tells that it has answered a moment before it counts as done.
            if let Ok(event) = self.happened.recv_timeout(Duration::from_millis(1)) {
                self.app.handle(event);
            }
        }
        self.draw();
    }

    /// Lets time pass: whoever asked to be woken by then is.
    pub fn pass(&mut self, time: Duration) {
        self.app.pass(time);
        if self.app.sleep().is_some_and(|left| left.is_zero()) {
            self.app.handle(Event::Woken);
        }
        self.settle();
    }

    /// Waits until the screen shows a text; gives whether it came to.
    pub fn wait_for(&mut self, text: &str) -> bool {
        let begun = Instant::now();
        loop {
            self.settle();
            if self.text().contains(text) {
                return true;
            }
            if begun.elapsed() > PATIENCE {
                return false;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Draws a frame.
    pub fn draw(&mut self) {
        let Ok(done) = infallible(self.terminal.draw(|frame| self.app.draw(frame)));
        // The backend keeps what lay behind the second half of a wide glyph, which a terminal does not.
        self.shown = done.buffer.clone();
    }

    /// What was last drawn.
    pub fn buffer(&self) -> &Buffer {
        &self.shown
    }

    /// The screen as text, a line each, without blanks at the ends.
    pub fn text(&self) -> String {
        let buffer = self.buffer();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let Some(cell) = buffer.cell(Position::new(x, y)) else { continue };
                skip = crate::text::width(cell.symbol()).saturating_sub(1);
                line.push_str(cell.symbol());
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// Where the terminal's cursor stands.
    pub fn caret(&mut self) -> Position {
        let Ok(position) = infallible(self.terminal.backend_mut().get_cursor_position());
        position
    }

    /// What was copied to the clipboard.
    pub fn copied(&self) -> &[String] {
        &self.copied
    }

    /// Whether the console has come to its end.
    pub fn ended(&self) -> bool {
        self.app.ended()
    }

    fn outside(&mut self) {
        for outside in self.app.outside() {
            match outside {
                Outside::Copy(text) => self.copied.push(text),
                Outside::Redraw | Outside::Suspend | Outside::TakeBack => {
                    let Ok(()) = infallible(self.terminal.clear());
                }
            }
        }
    }
}

fn infallible<T>(result: Result<T, Infallible>) -> Result<T, Infallible> {
    result
}
