use super::*;
use crate::locale::{Lang, in_lang};
use std::collections::BTreeSet;

fn ids(command: &Command, id: &str, out: &mut BTreeSet<String>) {
    out.insert(id.to_string());
    let own = command.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"));
    out.extend(own.map(|arg| format!("{id}--{}", arg.get_id())));
    for sub in command.get_subcommands() {
        ids(sub, &format!("{id}-{}", sub.get_name()), out);
    }
}

#[test]
fn every_command_and_argument_is_explained_in_every_language() {
    let mut wanted = BTreeSet::new();
    ids(&Args::command(), "help", &mut wanted);
    for lang in [Lang::Hans, Lang::En] {
        let missing: Vec<&String> = wanted.iter().filter(|id| in_lang(lang, id, &Arguments::new()) == **id).collect();
        assert!(missing.is_empty(), "data/locales/{}/help.ftl lacks {missing:#?}", lang.tag());
    }
}

#[test]
fn nothing_is_explained_that_is_not_there() {
    let mut wanted = BTreeSet::new();
    ids(&Args::command(), "help", &mut wanted);
    for line in include_str!("../../../data/locales/zh-CN/help.ftl").lines() {
        let Some((id, _)) = line.split_once(" =").filter(|(id, _)| id.starts_with("help")) else { continue };
        let of = id.strip_suffix("-after").unwrap_or(id);
        assert!(wanted.contains(of) || id.starts_with("help-value-"), "{id} explains nothing");
    }
}

fn asked(line: &str) -> String {
    let root = Args::command();
    let named = Named::of(&root, line.split_whitespace().map(str::to_string));
    of(&named, 80)
}

#[test]
fn help_of_every_command_stays_within_a_terminal_of_80_columns() {
    fn walk(command: &Command, path: &str) {
        for line in asked(path).lines() {
            assert!(text::width(line) <= 80, "{path}: {line}");
        }
        for sub in command.get_subcommands() {
            walk(sub, &format!("{path} {}", sub.get_name()));
        }
    }
    walk(&Args::command(), "");
}

#[test]
fn help_is_that_of_the_command_asked_for_wherever_options_stand() {
    for line in
        ["record return --help", "--book record --json record --day find return -h x", "--lang=en record return"]
    {
        let root = Args::command();
        let named = Named::of(&root, line.split_whitespace().map(str::to_string));
        assert_eq!(named.typed(), "zhanbao record return", "{line}");
    }
    let help = asked("record return --help");
    assert!(help.contains("zhanbao record return") && help.contains("--employer"), "{help}");
}

#[test]
fn examples_are_no_wider_than_the_rest_of_help() {
    let mut paths = BTreeSet::new();
    ids(&Args::command(), "help", &mut paths);
    for lang in [Lang::Hans, Lang::En] {
        for path in &paths {
            for line in in_lang(lang, &format!("{path}-after"), &Arguments::new()).lines() {
                assert!(text::width(line) <= 78, "{}: {line}", lang.tag());
            }
        }
    }
}
