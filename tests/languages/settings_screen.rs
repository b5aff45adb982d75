//! The settings: each holds at once, is kept for the next start, and what is wrong in a file is told with its line.

use crate::headless::{Console, spoken, township};
use std::path::PathBuf;
use zhanbao::domain::metric::Metric;
use zhanbao::locale::Lang;

fn config(desk: &Console, name: &str) -> PathBuf {
    desk.folder.path().join("config").join(name)
}

fn written(desk: &Console) -> String {
    std::fs::read_to_string(config(desk, "config.toml")).unwrap()
}

#[test]
fn another_language_is_spoken_at_once_and_again_next_time() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    desk.type_in(", enter 3");
    // Told once the list of languages has gone.
    assert!(desk.wait_for("语言: English"), "{}", desk.text());
    assert!(desk.text().contains("Settings"), "{}", desk.text());
    assert!(written(&desk).contains("lang = \"en\""));
    desk.type_in("enter 1");
    assert!(desk.wait_for("设置"), "{}", desk.text());
}

#[test]
fn a_theme_shows_itself_as_one_moves_and_is_kept_only_when_taken() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    desk.type_in(", down enter");
    assert!(desk.wait_for("高对比"), "{}", desk.text());
    let look = |desk: &Console| -> Vec<_> { desk.buffer().content().iter().map(|c| (c.fg, c.bg)).collect() };
    let before = look(&desk);
    desk.type_in("down");
    if std::env::var_os("NO_COLOR").is_none() {
        assert_ne!(look(&desk), before, "seen before it is taken");
    }
    desk.type_in("up");
    assert_eq!(look(&desk), before);
    desk.type_in("down esc");
    assert!(!config(&desk, "config.toml").exists());
    desk.type_in("enter");
    assert!(desk.wait_for("高对比"));
    desk.type_in("down enter");
    assert!(desk.wait_for("配色:浅色"), "{}", desk.text());
    assert!(written(&desk).contains("theme = \"light\""), "{}", desk.text());
}

#[test]
fn an_own_theme_is_in_the_list() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    std::fs::create_dir_all(config(&desk, "themes")).unwrap();
    std::fs::write(config(&desk, "themes/山里.toml"), "extends = \"light\"\n").unwrap();
    desk.type_in(", down enter");
    assert!(desk.wait_for("山里"), "{}", desk.text());
    desk.type_in("5");
    assert!(desk.wait_for("配色:山里"), "{}", desk.text());
    assert!(written(&desk).contains("theme = \"山里\""), "{}", desk.text());
}

#[test]
fn the_officer_is_another_one_for_the_next_entry() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    desk.type_in(", down down down enter ctrl-u");
    desk.paste("赵样一");
    desk.type_in("enter");
    assert!(desk.wait_for("赵样一"), "{}", desk.text());
    assert!(written(&desk).contains("officer = \"赵样一\""));
}

#[test]
fn a_file_of_keys_is_written_and_its_faults_are_told_at_the_next_start() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    desk.type_in(", down down down down down down down enter");
    assert!(desk.wait_for("已写好一份键位文件"), "{}", desk.text());
    let file = config(&desk, "keys.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("# undo = \"u\"", "undo = \"U\"")).unwrap();
    desk.type_in("esc enter esc esc U");
    assert!(!desk.text().contains("设置文件"), "{}", desk.text());
    std::fs::write(&file, "[desk]\n\nundo = \"v\"\n").unwrap();
    desk.type_in("esc , down down down down down down down enter");
    assert!(desk.text().contains("第 3 行"), "told as soon as it is read again: {}", desk.text());
    let desk = desk.again(80, 24);
    assert!(desk.text().contains("第 3 行"), "{}", desk.text());
}

#[test]
fn a_campaign_and_a_target_are_set_without_the_command_line() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(120, 40);
    desk.type_in(", down down down down down enter ctrl-u");
    desk.paste("测试攻坚");
    desk.type_in("enter ctrl-u");
    desk.paste("2030-01-01");
    desk.type_in("enter ctrl-u");
    desk.paste("2029-12-31");
    desk.type_in("ctrl-s");
    assert!(desk.text().contains("截止在开始之前"), "{}", desk.text());
    desk.type_in("ctrl-u");
    desk.paste("2030-03-31");
    desk.type_in("ctrl-s");
    assert!(desk.wait_for("测试攻坚:2030-01-01"), "{}", desk.text());
    assert!(desk.beside().rules().campaigns.all().iter().any(|c| c.name == "测试攻坚"));

    desk.type_in("down enter");
    let another = desk.text().lines().find(|line| line.contains("另立一个目标")).unwrap().to_string();
    let digit = another.split("另立").next().unwrap().trim_end().chars().next_back().unwrap();
    desk.type_in(&digit.to_string());
    desk.type_in("tab");
    desk.paste("1234");
    desk.type_in("tab ctrl-u");
    desk.paste("2030-01-01");
    desk.type_in("tab ctrl-u");
    desk.paste("2030-03-31");
    desk.type_in("ctrl-s");
    assert!(desk.wait_for("1,234"), "{}", desk.text());
    let book = desk.beside();
    let set = book.steering().targets.iter().any(|t| t.metric == Metric::Returns && t.facts.quantity == 1234);
    assert!(set, "{}", desk.text());
}

#[test]
fn settings_that_cannot_be_written_are_refused_in_a_sentence() {
    let _alone = spoken(Lang::Hans);
    let mut desk = township(80, 24);
    std::fs::write(desk.folder.path().join("config"), "这是一个文件").unwrap();
    desk.type_in(", down down enter 2");
    assert!(desk.wait_for("写不了设置文件"), "{}", desk.text());
}
