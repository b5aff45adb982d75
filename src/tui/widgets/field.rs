//! One line of text being typed, with the terminal's real cursor at the caret, so that an input method puts its window
//! there. Pasted text is cleaned and put in at once.

use crate::text;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use ratatui::widgets::Paragraph;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

/// The most characters that a line takes: a whole file pasted by mistake stays outside.
const MOST: usize = 2_000;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
}

impl Field {
    /// With a text in it, the caret at its end.
    pub fn with(text: &str) -> Self {
        Self { input: Input::new(text::clean(text).into_owned()) }
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Puts another text in, the caret at its end.
    pub fn set(&mut self, text: &str) {
        *self = Self::with(text);
    }

    /// Takes a key; gives whether the text has changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        use InputRequest::*;
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let request = match key.code {
            KeyCode::Char(c) if !ctrl && !alt => return self.put(c),
            KeyCode::Backspace if ctrl || alt => DeletePrevWord,
            KeyCode::Backspace => DeletePrevChar,
            KeyCode::Delete => DeleteNextChar,
            KeyCode::Left if ctrl => GoToPrevWord,
            KeyCode::Right if ctrl => GoToNextWord,
            KeyCode::Left => GoToPrevChar,
            KeyCode::Right => GoToNextChar,
            KeyCode::Home => GoToStart,
            KeyCode::End => GoToEnd,
            KeyCode::Char('a') if ctrl => GoToStart,
            KeyCode::Char('e') if ctrl => GoToEnd,
            KeyCode::Char('w') if ctrl => DeletePrevWord,
            KeyCode::Char('u') if ctrl => DeleteFromStart,
            KeyCode::Char('k') if ctrl => DeleteTillEnd,
            KeyCode::Char('h') if ctrl => DeletePrevChar,
            _ => return false,
        };
        self.input.handle(request).is_some_and(|changed| changed.value)
    }

    fn put(&mut self, c: char) -> bool {
        // Marks that turn the direction of writing, and control characters, come from pasted cells.
        if text::is_unwanted(c) || self.text().len() >= MOST {
            return false;
        }
        self.input.handle(InputRequest::InsertChar(c)).is_some()
    }

    /// Takes pasted text, its lines joined by spaces; gives whether the text has changed.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let pasted = text::clean(pasted.trim());
        let before = self.text().len();
        pasted.chars().for_each(|c| {
            self.put(c);
        });
        self.text().len() != before
    }

    /// The text as far as it fits, scrolled so that the caret is in view, and the caret's cell.
    fn view(&self, cells: usize) -> (String, usize) {
        let before: String = self.text().chars().take(self.input.cursor()).collect();
        let mut caret = text::width(&before);
        let mut rest = self.text();
        // The caret needs a cell of its own behind the last glyph.
        while caret + 1 > cells {
            let Some(first) = rest.graphemes(true).next() else { break };
            caret = caret.saturating_sub(text::width(first));
            rest = rest.get(first.len()..).unwrap_or_default();
        }
        let mut shown = String::new();
        let mut used = 0;
        for grapheme in rest.graphemes(true) {
            used += text::width(grapheme);
            if used > cells {
                break;
            }
            shown.push_str(grapheme);
        }
        (shown, caret)
    }

    /// Draws it into one line; with `caret`, the terminal's cursor goes there.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, caret: bool, cx: &Shared) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        let (shown, at) = self.view(usize::from(area.width));
        let line = Span::styled(shown, cx.style(Role::Input));
        frame.render_widget(Paragraph::new(line).style(cx.style(Role::Input)), Rect { height: 1, ..area });
        if caret {
            let at = u16::try_from(at).unwrap_or(0).min(area.width - 1);
            frame.set_cursor_position(Position::new(area.x + at, area.y));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(text: &str) -> Field {
        let mut field = Field::default();
        for c in text.chars() {
            field.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        field
    }

    #[test]
    fn the_caret_moves_over_whole_glyphs() {
        let mut field = typed("测𠮷e\u{301}👨");
        for _ in 0..2 {
            field.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
        }
        assert_eq!(field.text(), "测𠮷");
        assert_eq!(field.view(20), ("测𠮷".to_string(), 4));
        field.key(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE));
        assert_eq!(field.view(20).1, 2);
    }

    #[test]
    fn what_is_too_long_scrolls_by_whole_glyphs() {
        assert_eq!(typed("测试甲乙丙").view(6), ("乙丙".to_string(), 4));
        assert_eq!(typed("a测试甲乙").view(6), ("甲乙".to_string(), 4));
    }

    #[test]
    fn a_pasted_cell_leaves_its_commands_behind() {
        let mut field = Field::default();
        assert!(field.paste("测\u{1b}[31m试\u{202e}甲\r\n乙\t丙\n"));
        assert_eq!(field.text(), "测试甲 乙 丙");
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_the_field(text in any::<String>(), lefts in 0usize..20, cells in 3usize..30) {
            let mut field = Field::default();
            field.paste(&text);
            for _ in 0..lefts {
                field.key(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE));
            }
            let (shown, caret) = field.view(cells);
            prop_assert!(text::width(&shown) <= cells && caret < cells, "{shown:?} {caret} in {cells}");
        }
    }
}
