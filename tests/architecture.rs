//! The house stands as `src/lib.rs` draws it: a room uses only rooms below it, only `book` knows SQL, only the rooms on
//! top know a terminal, and the ground floor knows neither file nor clock. Reads the sources as text.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the top down. A new folder in `src/` gets its place here.
const FLOORS: [&str; 16] = [
    "main", "cli", "demo", "tui", "desk", "report", "hub", "dispatch", "roster", "book", "plan", "policy", "domain",
    "sheet", "text", "locale",
];

/// Rooms that may use less than everything below them.
const NARROW: [(&str, &[&str]); 6] = [
    ("roster", &["domain", "sheet", "text", "locale"]),
    ("plan", &["domain", "text", "locale"]),
    ("domain", &["text", "locale"]),
    ("sheet", &["text", "locale"]),
    ("text", &["locale"]),
    ("locale", &[]),
];

const TERMINAL: [&str; 8] =
    ["ratatui", "crossterm", "ratatui_textarea", "tui_input", "indicatif", "clap", "anstream", "console"];
/// Rooms from which no terminal can be seen.
const SILENT: [&str; 12] =
    ["desk", "report", "hub", "dispatch", "roster", "book", "plan", "policy", "domain", "sheet", "text", "locale"];
/// Rooms that know neither file nor clock.
const PURE: [&str; 5] = ["plan", "policy", "domain", "text", "locale"];
const IMPURE: [&[&str]; 7] = [
    &["std", "fs"],
    &["chrono", "Local"],
    &["Local", "now"],
    &["Utc", "now"],
    &["std", "time", "SystemTime"],
    &["SystemTime", "now"],
    &["File", "open"],
];
const SQL: [&str; 5] = ["SELECT ", "INSERT INTO", "INSERT OR ", "DELETE FROM", "PRAGMA "];

/// What prints past cli/output.rs: raw, and with a panic where the reader has gone.
const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

/// A piece of Rust source.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Mark(char),
}

/// Cuts a source into words, texts and marks; comments fall away.
fn tokens(source: &str) -> Vec<(usize, Token)> {
    let chars: Vec<char> = source.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or('\0');
    let (mut out, mut n, mut line) = (Vec::new(), 0, 1);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    while n < chars.len() {
        let begin = n;
        let start = line;
        let c = at(n);
        if c == '/' && at(n + 1) == '/' {
            while n < chars.len() && at(n) != '\n' {
                n += 1;
            }
        } else if c == '/' && at(n + 1) == '*' {
            let mut deep = 0;
            loop {
                match (at(n), at(n + 1)) {
                    ('/', '*') => (deep, n) = (deep + 1, n + 2),
                    ('*', '/') => (deep, n) = (deep - 1, n + 2),
                    _ => n += 1,
                }
                if deep == 0 || n >= chars.len() {
                    break;
                }
            }
        } else if let Some(hashes) = raw_string(&chars, n) {
            n += chars[n..].iter().position(|c| *c == '"').unwrap_or(0) + 1;
            let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let from = n;
            while n < chars.len() && !chars[n..].starts_with(&end) {
                n += 1;
            }
            out.push((start, Token::Text(chars[from..n.min(chars.len())].iter().collect())));
            n += end.len();
        } else if c == '"' {
            n += 1;
            let from = n;
            while n < chars.len() && at(n) != '"' {
                n += if at(n) == '\\' { 2 } else { 1 };
            }
            out.push((start, Token::Text(chars[from..n.min(chars.len())].iter().collect())));
            n += 1;
        } else if c == '\'' {
            // A character, or a lifetime.
            if at(n + 1) == '\\' {
                n += 3;
                while n < chars.len() && at(n) != '\'' {
                    n += 1;
                }
                n += 1;
            } else if at(n + 2) == '\'' {
                n += 3;
            } else {
                n += 1;
            }
        } else if is_word(c) {
            while is_word(at(n)) {
                n += 1;
            }
            out.push((start, Token::Word(chars[begin..n].iter().collect())));
        } else {
            if !c.is_whitespace() {
                out.push((start, Token::Mark(c)));
            }
            n += 1;
        }
        line += chars[begin..n.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    out
}

/// r"…", r#"…"#, br"…": how many # it has.
fn raw_string(chars: &[char], n: usize) -> Option<usize> {
    let inside_word = n > 0 && (chars[n - 1].is_alphanumeric() || chars[n - 1] == '_');
    let mut n = n + usize::from(chars[n] == 'b');
    if inside_word || chars.get(n) != Some(&'r') {
        return None;
    }
    n += 1;
    let hashes = chars[n..].iter().take_while(|c| **c == '#').count();
    (chars.get(n + hashes) == Some(&'"')).then_some(hashes)
}

/// Every path in a source, `use` groups spelled out, and `crate`, `self` and `super` resolved from the file's own
/// module: a path that begins with `crate` is one of this crate.
fn paths(source: &str, module: &[&str]) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(source);
    let mut out = Vec::new();
    // Inline modules, each with the depth of braces at which it ends.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let (mut n, mut depth) = (0, 0);
    while let Some((_, token)) = tokens.get(n) {
        match token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') => {
                depth = usize::saturating_sub(depth, 1);
                inline.retain(|(_, at)| *at <= depth);
            }
            Token::Word(word) if word == "mod" => {
                if let (Some((_, Token::Word(name))), Some((_, Token::Mark('{')))) =
                    (tokens.get(n + 1), tokens.get(n + 2))
                {
                    inline.push((name.clone(), depth + 1));
                }
            }
            Token::Word(_) => {
                let here: Vec<String> =
                    module.iter().map(|m| (*m).to_string()).chain(inline.iter().map(|(m, _)| m.clone())).collect();
                let mut found = Vec::new();
                let end = tree(&tokens, n, &[], &mut found);
                out.extend(found.into_iter().map(|(line, path)| (line, resolve(path, &here))));
                n = end;
                continue;
            }
            _ => {}
        }
        n += 1;
    }
    out
}

/// Reads a path, or a group of paths, that begins at token `n`; gives the token after it.
fn tree(tokens: &[(usize, Token)], mut n: usize, before: &[String], out: &mut Vec<(usize, Vec<String>)>) -> usize {
    let mark = |n: usize, c: char| tokens.get(n).is_some_and(|(_, t)| *t == Token::Mark(c));
    let mut path = before.to_vec();
    loop {
        match tokens.get(n) {
            Some((line, Token::Word(word))) => {
                path.push(word.clone());
                n += 1;
                if !(mark(n, ':') && mark(n + 1, ':')) {
                    out.push((*line, path));
                    return n;
                }
                n += 2;
            }
            Some((_, Token::Mark('{'))) if !path.is_empty() => {
                n += 1;
                while n < tokens.len() && !mark(n, '}') {
                    match tokens.get(n) {
                        Some((_, Token::Word(_))) => n = tree(tokens, n, &path, out),
                        _ => n += 1,
                    }
                }
                return n + 1;
            }
            // `use x::*`, a turbofish, a cast: the path ends here.
            Some((line, _)) => {
                out.push((*line, path));
                return n;
            }
            None => return n,
        }
    }
}

fn resolve(path: Vec<String>, here: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|p| *p == "super").count();
    let rooted = |keep: usize, rest: &[String]| -> Vec<String> {
        std::iter::once("crate".to_string()).chain(here[..keep].iter().cloned()).chain(rest.iter().cloned()).collect()
    };
    match path.first().map(String::as_str) {
        Some("super") if ups <= here.len() => rooted(here.len() - ups, &path[ups..]),
        Some("self") => rooted(here.len(), &path[1..]),
        Some("zhanbao") => std::iter::once("crate".to_string()).chain(path[1..].iter().cloned()).collect(),
        _ => path,
    }
}

/// What is wrong with one file; `module` is its path from the crate's root, the room first.
fn faults(source: &str, module: &[&str]) -> Vec<String> {
    let Some(&room) = module.first() else { return Vec::new() };
    let Some(floor) = FLOORS.iter().position(|f| *f == room) else {
        return vec![format!("{room} has no floor in tests/architecture.rs")];
    };
    let mut out = Vec::new();
    for (line, path) in paths(source, module) {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        if let ["crate", used, ..] = words[..]
            && used != room
            && let Some(below) = FLOORS.iter().position(|f| *f == used)
        {
            let narrow = NARROW.iter().find(|(r, _)| *r == room).is_some_and(|(_, may)| !may.contains(&used));
            if below < floor || narrow {
                out.push(format!("{line}: {room} uses {used}: {}", words.join("::")));
            }
        }
        let first = words[0];
        if first == "rusqlite" && room != "book" {
            out.push(format!("{line}: {room} knows SQL: {}", words.join("::")));
        }
        if SILENT.contains(&room) && words.len() > 1 && TERMINAL.contains(&first) {
            out.push(format!("{line}: {room} knows a terminal: {}", words.join("::")));
        }
        if PURE.contains(&room) && IMPURE.iter().any(|bad| words.windows(bad.len()).any(|w| w == *bad)) {
            out.push(format!("{line}: {room} knows a file or a clock: {}", words.join("::")));
        }
    }
    if !module.contains(&"tests") {
        for pair in tokens(source).windows(2) {
            if let [(line, Token::Word(word)), (_, Token::Mark('!'))] = pair
                && PRINTING.contains(&word.as_str())
            {
                out.push(format!("{line}: {word}! panics when a pipe is closed: use cli/output.rs"));
            }
        }
    }
    if room == "book" {
        for (line, token) in tokens(source) {
            // By number of device and entry, its index is the other one.
            if let Token::Text(text) = token
                && ["hash = ?", "hash IN", "hash = unhex"].iter().any(|asked| text.contains(asked))
                && !text.contains(".seq = ?")
            {
                out.push(format!("{line}: who asks for an entry by its hash reads all entries: use row::has_hash"));
            }
        }
    } else {
        for (line, token) in tokens(source) {
            if let Token::Text(text) = token
                && let Some(word) = SQL.iter().find(|word| text.contains(*word))
            {
                out.push(format!("{line}: {room} knows SQL: {word}"));
            }
        }
    }
    out
}

/// Every Rust source below a folder, with its module path.
fn sources(folder: &Path, module: &[String], out: &mut Vec<(PathBuf, Vec<String>)>) {
    let mut items: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    items.sort();
    for path in items {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut inner = module.to_vec();
        if path.is_dir() {
            inner.push(stem);
            sources(&path, &inner, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            if stem != "mod" && !(module.is_empty() && stem == "lib") {
                inner.push(stem);
            }
            out.push((path, inner));
        }
    }
}

#[test]
fn every_room_uses_only_what_lies_below_it() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut files);
    assert!(files.len() > 50, "the sources are where they were");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, module) in &files {
        let source = fs::read_to_string(path).unwrap();
        let module: Vec<&str> = module.iter().map(String::as_str).collect();
        seen += paths(&source, &module).iter().filter(|(_, path)| path[0] == "crate").count();
        wrong.extend(faults(&source, &module).into_iter().map(|fault| format!("{}:{fault}", path.display())));
    }
    assert!(seen > 200, "paths were read: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_in_the_crate_docs_names_every_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = fs::read_to_string(root.join("lib.rs")).unwrap();
    for line in map.lines().filter_map(|l| l.strip_prefix("pub mod ")) {
        let room = line.trim_end_matches(';');
        assert!(FLOORS.contains(&room), "{room} has a floor");
        assert!(map.contains(&format!("//! | [`{room}`] |")), "{room} stands in the map of src/lib.rs");
    }
}

#[test]
fn the_scanner_sees_what_points_up_and_leaves_the_rest_alone() {
    let offending = r##"
        //! crate::cli::run is only talked about here.
        /* so is /* crate::tui */ crate::report */
        use crate::{book::{Book, Error}, text};
        use super::super::report::build;
        use std::{fs, io};
        use chrono::{Local, NaiveDate};
        const A: &str = "use crate::cli::main;";
        const B: &str = r#"SELECT "x" FROM y"#;
        const C: char = '"';
        fn f<'a>(x: &'a str) -> Vec<crate::hub::Bundle> { ratatui::init(); chrono::Utc::now(); vec![x.into()] }
        #[cfg(test)] mod tests { use super::*; use super::super::super::demo::town; }
        fn g() { let d = '\''; super::keys::f(); rusqlite::version(); crate::domain::g(); }
    "##;
    let found = faults(offending, &["domain", "person"]);
    let has = |words: &str| found.iter().filter(|f| f.contains(words)).count();
    assert_eq!(has("domain uses book"), 2, "{found:#?}");
    assert_eq!(has("domain uses report"), 1, "{found:#?}");
    assert_eq!(has("domain uses hub"), 1, "{found:#?}");
    assert_eq!(has("domain uses demo"), 1, "{found:#?}");
    assert_eq!(has("knows a file or a clock"), 3, "{found:#?}");
    assert_eq!(has("knows a terminal"), 1, "{found:#?}");
    assert_eq!(has("knows SQL"), 2, "{found:#?}");
    assert_eq!(found.len(), 11, "{found:#?}");
    assert!(found.iter().any(|f| f.starts_with("5: domain uses report")), "lines are counted: {found:#?}");

    // The same words are in place where they belong.
    assert_eq!(faults("use crate::book::Book; use ratatui::Frame; use std::fs;", &["tui"]), Vec::<String>::new());
    assert_eq!(faults("use crate::plan::Calendar; fn f() { q(\"SELECT 1\") }", &["book", "x"]), Vec::<String>::new());
    assert_eq!(faults("fn f() { q(\"SELECT 1 FROM entry e WHERE e.hash = ?1\") }", &["book", "x"]).len(), 1);
    assert_eq!(faults("use crate::plan::Calendar;", &["roster"]).len(), 1);
    assert_eq!(faults("use zhanbao::cli;", &["main"]), Vec::<String>::new());
    assert_eq!(faults("fn f() {}", &["cellar"]).len(), 1);
    assert_eq!(faults("fn f() { eprintln!(\"x\"); }", &["cli", "seal"]).len(), 1);
    assert_eq!(faults("fn f() { println!(\"x\"); }", &["roster", "tests"]), Vec::<String>::new());
}
