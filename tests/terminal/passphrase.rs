//! The passphrase of an encrypted book, asked for at the terminal: never echoed, three times at most.

use crate::pty::Terminal;
use crate::pty::town::{OFFICER, Town};
use zhanbao::book::{Book, Options, Passphrase};

const WORDS: &str = "chunfeng 2026";

fn locked() -> Town {
    let town = Town::new();
    let passphrase = Some(Passphrase::new(WORDS.to_string().into()));
    Book::lock(&town.book_file(), &Options { passphrase, ..Options::default() }).unwrap();
    town
}

fn start(town: &Town) -> Terminal {
    let (book, day) = (town.book_file(), town.day.to_string());
    let arguments = ["--book", book.to_str().unwrap(), "--day", &day, "--officer", OFFICER];
    let terminal = Terminal::start(town.home(), &arguments, 80, 24);
    terminal.wait_for("不显示");
    terminal
}

fn shows(terminal: &Terminal, text: &str) -> bool {
    terminal.written().windows(text.len()).any(|w| w == text.as_bytes())
}

#[test]
fn the_passphrase_opens_the_console_and_unlocks_it_again() {
    let town = locked();
    let mut terminal = start(&town);
    terminal.type_text("chunfeng 2025");
    terminal.press("enter");
    terminal.wait_for("再试 2 次");
    terminal.type_text(WORDS);
    terminal.press("enter");
    terminal.wait_for("今日]");
    terminal.press("ctrl-x");
    terminal.wait_for("已锁定");
    terminal.type_text(WORDS);
    terminal.press("enter");
    terminal.wait_for("今日]");
    assert!(!shows(&terminal, "chunfeng"), "nothing of it is ever shown");
    terminal.press("q");
    let status = terminal.status();
    assert_eq!(status, 0, "{}", String::from_utf8_lossy(&terminal.written()));
}

#[test]
fn three_wrong_answers_end_it_and_the_terminal_echoes_again() {
    let town = locked();
    let mut terminal = start(&town);
    for left in ["再试 2 次", "再试 1 次", "没有打开"] {
        terminal.type_text("not this one");
        terminal.press("enter");
        terminal.wait_for(left);
    }
    assert_eq!(terminal.status(), 3);
    assert!(!shows(&terminal, "not this one"));
    assert!(terminal.is_restored());
}
