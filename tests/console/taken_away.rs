//! The book's file is moved away, deleted or replaced under an open console: it says so, records nothing into the void,
//! keeps what was typed, and goes on once the file is back.

use crate::headless::officer::{idle, records};
use crate::headless::{Console, township};

/// Types a visit as a list, and has it recorded.
fn visit(desk: &mut Console, name: &str) {
    desk.paste(&format!("走访\n{name}"));
    desk.type_in("enter ctrl-s");
}

#[test]
fn what_is_typed_while_the_book_is_away_or_another_lies_there_waits_until_it_is_back() {
    let mut desk = township(120, 40);
    let book = desk.beside();
    let name = idle(&book)[0].0.name.clone();
    let before = records(&book).len();
    drop(book);
    let (path, away) = (desk.book(), desk.folder.path().join("away.zb"));
    let copy = desk.folder.path().join("copy.zb");
    desk.beside().backup(&copy).unwrap();
    for replaced in [false, true] {
        std::fs::rename(&path, &away).unwrap();
        if replaced {
            std::fs::copy(&copy, &path).unwrap();
        }
        assert!(desk.wait_for("被移走"), "{}", desk.text());
        visit(&mut desk, &name);
        assert!(desk.text().contains("被移走"), "{}", desk.text());
        if replaced {
            assert_eq!(std::fs::read(&path).unwrap(), std::fs::read(&copy).unwrap(), "the other file is untouched");
            std::fs::remove_file(&path).unwrap();
        } else {
            assert!(!path.exists(), "nothing is made in its place");
        }
        std::fs::rename(&away, &path).unwrap();
        desk.type_in("ctrl-s");
        assert!(desk.text().contains("已记下 1 条"), "{}", desk.text());
        desk.type_in("1");
        // Until it has seen that the file is back.
        std::thread::sleep(std::time::Duration::from_secs(1));
        desk.settle();
    }
    let mut book = desk.beside();
    assert_eq!(records(&book).len(), before + 2, "once for each time");
    assert_eq!(book.verify().unwrap().problems, Vec::<String>::new());
}
