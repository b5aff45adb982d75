//! What does not come from a keyboard of good will: pasted cells full of commands for the terminal, keys without sense,
//! sizes that change all the time. Nothing of it reaches the terminal, and nothing brings the console down.

#[path = "../hostile/mod.rs"]
mod absurd;

use crate::headless::{Console, spoken, township};
use crate::pty::Terminal;
use crate::pty::commands::beyond_drawing;
use crate::pty::town::Town;
use proptest::prelude::*;
use std::time::Duration;
use zhanbao::locale::Lang;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// No wide glyph is cut at the edge or run over, and nothing that commands a terminal is drawn.
fn whole(console: &Console) -> Result<(), TestCaseError> {
    let buffer = console.buffer();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            let cells = zhanbao::text::width(symbol).max(1) as u16;
            prop_assert!(x + cells <= buffer.area.width, "{symbol:?} is cut at {x},{y}\n{}", console.text());
            prop_assert!(!symbol.contains(char::is_control), "{symbol:?} at {x},{y}");
            x += cells;
        }
    }
    Ok(())
}

/// Every key of the map but those that leave the console or write files elsewhere, and letters.
fn keys() -> Vec<&'static str> {
    "v r p l h b . u L / 1 2 3 4 5 6 tab shift-tab s B , : ? up down pageup pagedown home end g G j k enter space esc left right \
     backspace ctrl-s ctrl-p ctrl-l ctrl-u ctrl-w ctrl-a ctrl-z f1 w x m n o y f c t d A [ ] z a 测 é 0 9 alt-1 delete"
        .split_whitespace()
        .collect()
}

const HOSTILE: [&str; 8] = [
    "\u{1b}[2J\u{1b}]0;标题\u{7}测试甲\u{1b}[31m",
    "\u{202e}甲试测\u{2066}\u{200f}测试",
    "\0\0测\u{0}试\u{85}\u{9b}2J",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "𠮷𡘙𠀀测试甲 👨‍👩‍👧‍👦🏳️‍🌈 宁波",
    "返岗:\n1.测试甲 宁波海天 5200\n2、赵样一(没去)\n李秀英 16:30",
    "ﷺ꧅𒐫﷽",
    "\r\n\t\u{2028}\u{2029}\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_and_no_sizes_bring_the_console_down(
        presses in proptest::collection::vec((0usize..400, 0usize..keys().len()), 300..420), begun in 0usize..6
    ) {
        // Among the keys are those of another language.
        let _chinese = spoken(Lang::Hans);
        let keys = keys();
        let mut desk = township(80, 24);
        desk.type_in(["1", "2", "3", "4", "5", "6"][begun]);
        for (n, (chance, key)) in presses.iter().enumerate() {
            match chance {
                0..=3 => desk.resize(120, 40),
                4..=6 => desk.resize(60, 18),
                7..=9 => desk.resize(80, 24),
                10 => desk.resize(1, 1),
                11 => desk.resize(61, 19),
                12 => desk.resize(200, 3),
                13..=20 => desk.paste(HOSTILE[key % HOSTILE.len()]),
                _ => desk.press(keys[*key]),
            }
            if chance % 3 == 0 {
                desk.settle();
            }
            desk.draw();
            whole(&desk)?;
            if desk.ended() {
                return Ok(());
            }
            // From a field that takes every letter, back to the screens now and then.
            if n % 40 == 39 {
                desk.type_in(["1", "2", "3", "4", "5", "6"][n / 40 % 6]);
            }
        }
    }
}

#[test]
fn hostile_text_pasted_anywhere_is_shown_whole_and_harmless() {
    let _chinese = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    let megabyte = "测e\u{301}𠮷\u{1b}[1m".repeat(100_000);
    for keys in ["1", "2", "2 f", "3", "4", "5", "6", "v", "r", "L", ":", "3 down enter", ","] {
        for text in HOSTILE.iter().copied().chain([megabyte.as_str()]) {
            desk.type_in(keys);
            desk.paste(text);
            whole(&desk).unwrap();
            desk.type_in("esc esc enter esc esc 1");
            if desk.ended() {
                return;
            }
        }
    }
}

/// A cell as it may stand in a file or a message: it sets a title, asks the terminal who it is, rings, moves the cursor, and
/// turns the direction of what follows.
const CELL: &str = "测试\u{1b}]0;HACKED\u{7}\u{1b}[6n\u{1b}[c\u{1b}P+q\u{1b}\\\u{1b}]52;c;SEFDS0VE\u{7}\u{9b}6n\u{9d}0;HACKED\u{9c}\u{1b}c\u{202e}甲\u{2066}𠮷e\u{301}👨‍👩‍👧";

#[test]
fn a_hostile_cell_does_nothing_to_the_terminal_wherever_it_is_pasted() {
    for (width, height) in SIZES {
        let town = Town::new();
        let mut desk = town.console(width, height);
        // The quick line, its note, the filter of the roster, a form, the list, the palette.
        let places: [(&str, &str); 6] = [
            ("v", "快录"),
            ("3", "台账]"),
            ("4 n", "排一班车"),
            ("L", "粘贴到这里"),
            (":", "命令"),
            ("2 /", "按姓名找"),
        ];
        for (keys, there) in places {
            desk.press(keys);
            desk.wait_for(there);
            desk.paste(CELL);
            desk.wait_until("what can be read of it", |screen| screen.contains("测试"));
            if keys == "L" {
                desk.press("ctrl-s");
                desk.wait_for("这份名单记的是");
                desk.press("enter");
                desk.wait_for("要记");
            }
            leave(&mut desk);
            desk.press("1");
            desk.wait_for("今日]");
        }
        desk.press("q");
        assert!(desk.ended());
        assert!(desk.is_restored());
        let written = desk.written();
        assert_eq!(beyond_drawing(&written), Vec::<String>::new(), "{width}×{height}");
        assert!(!String::from_utf8_lossy(&written).contains("]0;"));
    }
}

#[test]
fn a_book_whose_every_text_means_ill_does_nothing_to_the_terminal() {
    let town = Town::with(absurd::town::today(), |book| drop(absurd::town::make(book)));
    let mut desk = town.console(120, 40);
    for keys in ["2", "2 enter", "3", "3 down enter", "4", "4 enter", "5", "6", "2 / = ", "v = ", "L", "?", ":"] {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            desk.press(key);
            std::thread::sleep(Duration::from_millis(60));
        }
        leave(&mut desk);
        desk.press("1");
        desk.wait_for("今日]");
    }
    desk.press("q");
    assert!(desk.ended());
    // What it wrote last may still be on its way.
    assert!(desk.is_restored());
    assert_eq!(beyond_drawing(&desk.written()), Vec::<String>::new());
}

/// Out of whatever is open, without keeping what was pasted.
fn leave(desk: &mut Terminal) {
    for _ in 0..5 {
        desk.press("esc");
        std::thread::sleep(Duration::from_millis(150));
        if desk.text().contains("不要了吗") {
            desk.press("enter");
            desk.wait_gone("不要了吗");
        }
    }
}

#[test]
fn commands_for_a_terminal_are_told_from_drawing() {
    assert_eq!(
        beyond_drawing(b"\x1b[?1049h\x1b[38;2;1;2;3m\xe6\xb5\x8b\x1b[2;1H\x1b[K\x1b[?25l\r\n"),
        Vec::<String>::new()
    );
    assert_eq!(beyond_drawing(b"\x1b]0;t\x07\x1b[6n\x1b[>c\x1b[?1000h\x1bc").len(), 6);
    assert_eq!(beyond_drawing("\u{9b}6n\u{202e}".as_bytes()).len(), 2);
}

#[test]
fn sizes_that_change_all_the_time_lose_no_letter() {
    for (width, height) in SIZES {
        let town = Town::new();
        let mut desk = town.console(width, height);
        desk.press("v");
        desk.wait_for("快录");
        for n in 0..200u16 {
            desk.resize(1 + n * 37 % 200, 1 + n * 13 % 60);
            if n % 10 == 0 {
                desk.type_text(["q", "w", "k", "z"][usize::from(n / 10 % 4)]);
            }
        }
        desk.resize(width, height);
        desk.wait_for(&"qwkz".repeat(5));
        desk.press("esc");
        for key in ["2", "3", "esc", "4", "5", "6", "1"] {
            desk.press(key);
            for n in 0..20u16 {
                desk.resize(50 + n * 7, 15 + n * 2);
            }
        }
        desk.resize(width, height);
        desk.wait_for("今日]");
        desk.wait_for("今日要办");
        desk.press("q");
        assert!(desk.ended());
        assert!(desk.is_restored());
    }
}
