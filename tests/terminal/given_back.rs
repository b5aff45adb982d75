//! The program on a terminal: it takes it over, and gives it back whatever happens.

use crate::pty::Terminal;

#[test]
fn the_terminal_is_given_back_at_the_end_and_at_a_signal() {
    let home = tempfile::tempdir().unwrap();
    for (n, end) in ["q", "TERM", "HUP", "INT"].into_iter().enumerate() {
        let mut terminal = Terminal::start(home.path(), &["demo", "--people", "200", "--days", "3"], 80, 24);
        terminal.wait_for("今日]");
        assert!(!terminal.is_restored());
        if n == 0 {
            terminal.press(end)
        } else {
            terminal.signal(end)
        }
        assert!(terminal.ended(), "{end}");
        assert!(terminal.is_restored(), "{end}");
    }
}
