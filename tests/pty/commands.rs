//! What a program writes to a terminal, told apart into text and commands: those that only draw, and those that would do
//! something else (set the title, ask the terminal something, ring).

/// The commands among these bytes that do anything but draw, as a person reads them.
pub fn beyond_drawing(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.chars().peekable();
    let mut found = Vec::new();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => match rest.next() {
                Some('[') => {
                    let mut command = String::new();
                    for c in rest.by_ref() {
                        command.push(c);
                        if matches!(c, '\u{40}'..='\u{7e}') {
                            break;
                        }
                    }
                    if !draws(&command) {
                        found.push(format!("CSI {command}"));
                    }
                }
                Some(other) => {
                    let told: String = rest.clone().take(20).take_while(|c| !c.is_control()).collect();
                    found.push(format!("ESC {other}{told}"));
                }
                None => found.push("ESC at the end".into()),
            },
            '\r' | '\n' | '\u{8}' => {}
            c if c.is_control() => found.push(format!("{c:?}")),
            // Marks that turn the direction of what follows would move text of ours.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => found.push(format!("{c:?}")),
            _ => {}
        }
    }
    found
}

/// Colours, the cursor, clearing, and the modes that the console itself sets.
fn draws(command: &str) -> bool {
    let modes = ["25", "1049", "2004", "2026"];
    match command.chars().next_back() {
        Some('h' | 'l') => command.strip_prefix('?').is_some_and(|mode| modes.contains(&&mode[..mode.len() - 1])),
        Some('m' | 'A'..='H' | 'J' | 'K' | 'd') => !command.starts_with(['?', '>', '<', '=']),
        _ => false,
    }
}
