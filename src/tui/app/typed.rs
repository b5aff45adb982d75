//! What is typed goes to whoever is uppermost. While that one waits for the book, keys wait with it, in their order: an
//! officer who knows the way types faster than any disk, and no key of hers may land elsewhere.

use super::App;
use crate::tui::chord::Chord;
use crate::tui::command::{Command, Scope};
use crate::tui::paste;
use crossterm::event::{KeyCode, KeyEvent};
use std::collections::VecDeque;

/// So many keys wait at most: beyond them somebody leans on the keyboard.
const MOST: usize = 256;

/// Something typed or pasted.
pub(super) enum Input {
    Key(KeyEvent),
    Paste(String),
}

/// What was typed and nobody could take yet, the oldest first.
#[derive(Default)]
pub(super) struct Typed(VecDeque<Input>);

impl Typed {
    /// These come before all others: they were typed earlier, to whoever has closed now.
    pub(super) fn first(&mut self, keys: Vec<KeyEvent>) {
        keys.into_iter().rev().for_each(|key| self.0.push_front(Input::Key(key)));
    }

    /// Nothing of it counts any more.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    fn wait(&mut self, input: Input) {
        if self.0.len() < MOST {
            self.0.push_back(input);
        }
    }
}

impl App {
    /// Takes what is typed, or keeps it until it can be taken: what a key does never hangs on how fast the book answers.
    /// Esc forgets what waits; what is the same to everybody is done at once.
    pub(super) fn type_in(&mut self, input: Input) {
        if !self.waits() && self.typed.0.is_empty() {
            return self.take(input);
        }
        match &input {
            Input::Key(key) if key.code == KeyCode::Esc && !self.typed.0.is_empty() => self.typed.forget(),
            Input::Key(key) if key.code == KeyCode::Esc || self.meant(*key).is_some_and(everywhere) => {
                self.typed.forget();
                self.take(input);
            }
            _ => self.typed.wait(input),
        }
    }

    /// Takes what waits, as far as it can be taken now.
    pub(super) fn go_on(&mut self) {
        while !self.typed.0.is_empty() && !self.waits() {
            if let Some(input) = self.typed.0.pop_front() {
                self.take(input);
                self.obey();
            }
        }
    }

    /// Whether keys wait: whoever they go to waits, or has an answer and has not been told of it yet.
    fn waits(&mut self) -> bool {
        self.top().0.waits() || self.told != self.cx.worker.given()
    }

    fn take(&mut self, input: Input) {
        self.cx.message = None;
        match input {
            Input::Key(key) => self.press(key),
            Input::Paste(text) => self.paste(&text),
        }
    }

    fn press(&mut self, key: KeyEvent) {
        match self.meant(key) {
            Some(command) => self.run(command),
            None => {
                let (top, cx) = self.top();
                top.key(key, cx);
            }
        }
    }

    /// The command that a key means to whoever is uppermost; none where it is a letter of what is typed.
    fn meant(&mut self, key: KeyEvent) -> Option<Command> {
        let chord = Chord::of(key);
        let (top, cx) = self.top();
        let text = top.typing() && chord.text().is_some();
        cx.keymap.command(top.scope(), chord).filter(|_| !text)
    }

    fn paste(&mut self, text: &str) {
        // Terminals send a pasted line's end as the Enter key does.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        // Several lines are no filter of a screen, but a list.
        let list = self.over.is_empty() && text.trim().lines().nth(1).is_some();
        match self.top() {
            (top, cx) if top.typing() && !list => top.paste(&text, cx),
            // A list pasted onto a screen is a list to be recorded.
            (top, cx) if list || top.scope().chain().any(|scope| scope == Scope::Desk) => {
                cx.open(paste::open(&text));
            }
            _ => {}
        }
    }
}

/// Whether a command is of the console and its terminal, whoever is uppermost and whatever that one waits for.
fn everywhere(command: Command) -> bool {
    matches!(command, Command::Quit | Command::Suspend | Command::Redraw | Command::Cover)
}
