//! The console on an encrypted book: left alone it locks, and only the passphrase opens it; nothing half typed is lost.

use crate::headless::{copied, entrance_with, surroundings};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use zhanbao::book::{Book, Options, Passphrase};
use zhanbao::tui::{Headless, Surroundings};

const WORDS: &str = "chunfeng 2026";
const MINUTE: Duration = Duration::from_secs(60);

/// Shared, so that the key is made once.
fn passphrase() -> Passphrase {
    static MADE: OnceLock<Passphrase> = OnceLock::new();
    MADE.get_or_init(|| Passphrase::new(WORDS.to_string().into())).clone()
}

fn keyed() -> Surroundings {
    Arc::new(|| Options { passphrase: Some(passphrase()), ..surroundings()() })
}

/// The made-up township, encrypted.
fn folder() -> tempfile::TempDir {
    let folder = copied();
    Book::lock(&folder.path().join("book.zb"), &keyed()()).unwrap();
    folder
}

fn console(folder: &tempfile::TempDir) -> Headless {
    let entrance = entrance_with(folder.path(), keyed());
    let desk = entrance.desk().unwrap();
    let mut console = Headless::open(entrance, Some(desk), 80, 24).unwrap();
    console.settle();
    console
}

fn say(desk: &mut Headless, words: &str) {
    for c in words.chars() {
        desk.press(&if c == ' ' { "space".to_string() } else { c.to_string() });
    }
    desk.press("enter");
    desk.settle();
}

#[test]
fn a_console_left_alone_locks_and_only_the_passphrase_opens_it() {
    let folder = folder();
    let mut desk = console(&folder);
    desk.type_in("v z x");
    let before = desk.text();
    desk.pass(11 * MINUTE);
    let locked = desk.text();
    assert!(locked.contains("已锁定") && locked.contains("口令"), "{locked}");
    assert_eq!(locked.lines().filter(|line| !line.is_empty()).count(), 3, "nothing of anybody\n{locked}");
    // Keys do nothing, and nothing of what is typed shows.
    for key in ["v", "1", "tab", "esc", "ctrl-p", "f1", "enter"] {
        desk.type_in(key);
        assert_eq!(desk.text(), locked, "{key}");
    }
    say(&mut desk, "chunfeng 2025");
    assert!(desk.text().contains("口令不对") && !desk.text().contains("chunfeng"), "{}", desk.text());
    desk.pass(30 * MINUTE);
    say(&mut desk, WORDS);
    assert_eq!(desk.text(), before, "what was half typed is there");
    desk.pass(11 * MINUTE);
    desk.paste(WORDS);
    desk.type_in("enter");
    assert_eq!(desk.text(), before, "a passphrase may be pasted");
}

#[test]
fn a_key_locks_at_once_and_a_locked_console_can_be_left() {
    let folder = folder();
    let mut desk = console(&folder);
    desk.type_in("v ctrl-x");
    assert!(desk.text().contains("已锁定"), "{}", desk.text());
    say(&mut desk, WORDS);
    assert!(!desk.text().contains("已锁定"));
    desk.type_in("ctrl-x ctrl-q");
    assert!(desk.ended());
}

#[test]
fn what_is_half_typed_is_kept_and_nobody_can_read_it_on_the_disk() {
    let folder = folder();
    let mut desk = console(&folder);
    desk.type_in("v");
    desk.press("zhangsanfeng");
    desk.settle();
    let before = desk.text();
    drop(desk);
    let drafts = folder.path().join("data/drafts");
    let kept: Vec<Vec<u8>> =
        std::fs::read_dir(drafts).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap()).collect();
    assert!(kept.iter().any(|bytes| !bytes.is_empty()), "there is a draft");
    let typed = b"zhangsanfeng";
    assert!(!kept.iter().any(|bytes| bytes.windows(typed.len()).any(|w| w == typed)));
    let mut desk = console(&folder);
    desk.type_in("enter");
    assert_eq!(desk.text(), before, "it is offered again, and taken up");
}

#[test]
fn the_settings_say_that_it_locks() {
    let folder = folder();
    let mut desk = console(&folder);
    desk.type_in(",");
    assert!(desk.text().contains("锁定,要口令"), "{}", desk.text());
}
