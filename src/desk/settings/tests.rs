//! Settings read and changed.

use super::*;

#[test]
fn what_is_understood_is_taken_and_the_rest_told_with_its_line() {
    let text = "# 我的设置\nlang = \"en\"\nofficer = \"测试员\"\nbok = \"x.zb\"\nidle_minutes = 15\nglyphs = \"ascii\"\n\n[keys]\nq = \"quit\"\n";
    let settings = Settings::read(text);
    assert_eq!((settings.lang, settings.officer.as_deref()), (Some(Lang::En), Some("测试员")));
    assert_eq!((settings.idle_minutes, settings.glyphs), (Some(15), Some(Glyphs::Ascii)));
    assert_eq!(settings.keys.get("q").and_then(toml::Value::as_str), Some("quit"));
    assert_eq!(settings.faults, [Fault::Unknown(4, "bok".into())]);
    for (line, key) in
        [("lang = \"fr\"\n", "lang"), ("idle_minutes = \"15\"\n", "idle_minutes"), ("glyphs = 1\n", "glyphs")]
    {
        assert_eq!(Settings::read(line).faults, [Fault::Value(1, key.into())]);
    }
    assert!(matches!(&Settings::read("lang = \"en\"\nbook = x y\n").faults[..], [Fault::Syntax(2, _)]));
    assert!(Settings::read("").faults.is_empty());
    assert_eq!(Settings::read("keys = \"/etc/键.toml\"\n").keymap, Some("/etc/键.toml".into()));
}

#[test]
fn the_file_as_written_reads_without_a_fault_in_every_language() {
    const KEYS: [&str; 9] =
        ["lang", "book", "officer", "theme", "keys", "glyphs", "export_folder", "backups", "idle_minutes"];
    for lang in Lang::ALL {
        let text = crate::locale::in_lang(lang, "upkeep-config-text", &Default::default());
        let settings = Settings::read(&text);
        assert!(text.contains("officer") && settings.faults.is_empty(), "{text}\n{:?}", settings.faults);
        // As an officer would: the marks before the keys taken away.
        let filled = KEYS.iter().fold(text, |text, key| text.replace(&format!("# {key} ="), &format!("{key} =")));
        let settings = Settings::read(&filled);
        assert!(settings.faults.is_empty(), "{filled}\n{:?}", settings.faults);
        let Settings { officer, theme, keymap, glyphs, export_folder, backups, idle_minutes, .. } = settings;
        assert!(officer.is_some() && theme.is_some() && keymap.is_some() && glyphs.is_some(), "{filled}");
        assert!(export_folder.is_some() && backups.is_some() && idle_minutes.is_some(), "{filled}");
    }
}

fn office() -> (tempfile::TempDir, Settings) {
    let dir = tempfile::tempdir().unwrap();
    let paths = Paths { config_dir: dir.path().join("设置"), data_dir: dir.path().join("数据") };
    let settings = Settings::load(Some(paths));
    (dir, settings)
}

#[test]
fn a_key_is_changed_and_the_officers_comments_stay_where_they_are() {
    let (_dir, mut settings) = office();
    let file = settings.file().unwrap();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let own =
        "# 我的设置,别删\r\nofficer   = '测试员'   # 我\r\n# theme = \"样例\"\r\n\r\n[keys]  # 键\r\nq = \"quit\"\r\n";
    std::fs::write(&file, own).unwrap();
    settings.change("officer", Some("赵样一")).unwrap();
    settings.change("theme", Some("夜")).unwrap();
    settings.change("idle_minutes", Some("10")).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        text,
        "# 我的设置,别删\r\nofficer   = \"赵样一\"   # 我\r\n# theme = \"样例\"\r\ntheme = \"夜\"\r\n\r\nidle_minutes = 10\r\n[keys]  # 键\r\nq = \"quit\"\r\n"
    );
    assert_eq!((settings.officer.as_deref(), settings.idle_minutes), (Some("赵样一"), Some(10)));
    settings.change("officer", None).unwrap();
    assert!(std::fs::read_to_string(&file).unwrap().contains("\n# officer   = \"赵样一\"   # 我\r\n"));
    assert_eq!((settings.officer.clone(), settings.theme.as_deref()), (None, Some("夜")));
}

#[test]
fn a_file_that_is_not_there_is_made_with_its_explanations() {
    let (_dir, mut settings) = office();
    settings.change("export_folder", Some("~/战报")).unwrap();
    let text = std::fs::read_to_string(settings.file().unwrap()).unwrap();
    assert!(text.starts_with('#') && text.contains("\nexport_folder = \"~/战报\"\n"), "{text}");
    assert!(Settings::load(settings.paths.clone()).export_folder.is_some());
}

#[test]
fn what_cannot_be_used_changes_nothing() {
    let (_dir, mut settings) = office();
    let file = settings.file().unwrap();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    for (text, key, value) in [
        ("lang = \"en\"\n", "lang", "fr"),
        ("lang = \"en\"\n", "colour", "red"),
        ("lang = \"en\"\n", "idle_minutes", "很久"),
        ("lang = \"en\"\nbook = x y\n", "lang", "zh-CN"),
        ("[keys]\nq = \"quit\"\n", "keys", "键.toml"),
    ] {
        std::fs::write(&file, text).unwrap();
        assert!(settings.change(key, Some(value)).is_err(), "{key} = {value}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
}
