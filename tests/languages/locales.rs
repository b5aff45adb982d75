//! Every message that the sources say stands in each language, with the same blanks to fill; and nothing else does.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Blanks = BTreeSet<String>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files(&path, ending, out);
        } else if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
}

fn blanks_of(pattern: &Pattern<String>, out: &mut Blanks) {
    fn inline(expression: &InlineExpression<String>, out: &mut Blanks) {
        match expression {
            InlineExpression::VariableReference { id } => {
                out.insert(id.name.clone());
            }
            InlineExpression::Placeable { expression } => whole(expression, out),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|e| inline(e, out));
            }
            _ => {}
        }
    }
    fn whole(expression: &Expression<String>, out: &mut Blanks) {
        match expression {
            Expression::Inline(e) => inline(e, out),
            Expression::Select { selector, variants } => {
                inline(selector, out);
                variants.iter().for_each(|v| blanks_of(&v.value, out));
            }
        }
    }
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            whole(expression, out);
        }
    }
}

/// The messages of a language, each with its blanks; a faulty file fails.
fn messages(lang: &str) -> BTreeMap<String, Blanks> {
    let mut paths = Vec::new();
    files(&root().join("data/locales").join(lang), "ftl", &mut paths);
    let mut out = BTreeMap::new();
    for path in paths {
        let resource = fluent_syntax::parser::parse(fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let mut blanks = Blanks::new();
                let value = message.value.unwrap_or_else(|| panic!("{} says nothing", message.id.name));
                blanks_of(&value, &mut blanks);
                let before = out.insert(message.id.name.clone(), blanks);
                assert!(before.is_none(), "{} stands twice in {lang}", message.id.name);
            }
        }
    }
    out
}

/// Every `say!("id", name = …)`, `saying!(…)` and `tell!(lang, …)` of the sources: where, id, blanks filled.
fn said() -> Vec<(String, String, Blanks)> {
    let mut paths = Vec::new();
    files(&root().join("src"), "rs", &mut paths);
    let mut out = Vec::new();
    for path in paths.iter().filter(|path| !path.ends_with("locale/mod.rs")) {
        let source = fs::read_to_string(path).unwrap();
        let calls = ["say!(", "saying!(", "tell!("].into_iter().flat_map(|call| source.match_indices(call));
        for (at, call) in calls {
            let mut rest = source[at + call.len()..].trim_start();
            // Before its id stands the language.
            if call == "tell!(" {
                rest = rest.split_once(',').unwrap().1.trim_start();
            }
            let Some(rest) = rest.strip_prefix('"') else { continue };
            let (id, rest) = rest.split_once('"').unwrap();
            out.push((path.display().to_string(), id.to_string(), filled(rest)));
        }
    }
    out
}

/// The names before `=` at the depth of the macro's own arguments.
fn filled(rest: &str) -> Blanks {
    let (mut depth, mut name, mut names, mut quoted) = (1, String::new(), Blanks::new(), false);
    let mut before = ' ';
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = before == '\\';
        before = if escaped { ' ' } else { c };
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        if quoted {
            continue;
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 1 => name.clear(),
            '=' if depth == 1 && !matches!(chars.peek(), Some('=' | '>')) && !name.trim().is_empty() => {
                names.insert(name.trim().to_string());
                name.clear();
                // The value runs to the next comma: no name can stand in it.
                name.push('!');
            }
            c if depth == 1 => name.push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.into_iter().filter(|n| n.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).collect()
}

#[test]
fn chinese_and_english_have_the_same_messages_with_the_same_blanks() {
    let (zh, en) = (messages("zh-CN"), messages("en"));
    // Words of the field are Chinese in code; clap's help has ids made from the commands' names.
    let words: BTreeMap<_, _> = messages_of("en", "words");
    for (id, blanks) in &zh {
        assert_eq!(en.get(id), Some(blanks), "{id} in English");
    }
    for id in en.keys() {
        assert!(zh.contains_key(id) || words.contains_key(id), "{id} has no Chinese");
    }
}

fn messages_of(lang: &str, area: &str) -> BTreeMap<String, ()> {
    let path = root().join("data/locales").join(lang).join(format!("{area}.ftl"));
    let resource = fluent_syntax::parser::parse(fs::read_to_string(path).unwrap()).unwrap();
    let ids = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, ())),
        _ => None,
    });
    ids.collect()
}

#[test]
fn every_message_that_is_said_exists_with_its_blanks_filled() {
    let zh = messages("zh-CN");
    for (path, id, blanks) in said() {
        assert_eq!(zh.get(&id), Some(&blanks), "{path} says {id}");
    }
}

#[test]
fn no_message_is_left_that_nobody_says() {
    let said: BTreeSet<String> = said().into_iter().map(|(_, id, _)| id).collect();
    // Ids that are made at run time: clap's help, from the commands' names;
    let mut made = messages_of("zh-CN", "help");
    // And the console's keys, from the command table (its own tests see to it that each is there).
    made.extend(messages_of("zh-CN", "keys"));
    for id in messages("zh-CN").keys() {
        assert!(said.contains(id) || made.contains_key(id) || id.starts_with("locale-"), "nobody says {id}");
    }
}

/// The words of the field that the sources declare, as ids: of every `vocabulary!`, and of the metric table.
fn words_declared() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&root().join("src"), "rs", &mut paths);
    let mut out = BTreeSet::new();
    for path in paths {
        let source = fs::read_to_string(&path).unwrap();
        for (at, _) in source.match_indices("\n    vocabulary! {").chain(source.match_indices("\nvocabulary! {")) {
            let (_, name, members) = declaration(&source[at..]);
            out.extend(members.iter().map(|key| format!("{name}-{key}")));
        }
        if let Some(at) = source.find("\nmetrics! {") {
            let table = &source[at..at + source[at..].find("\n}").unwrap()];
            out.extend(table.lines().filter_map(|line| Some(format!("Metric-{}", line.split('"').nth(1)?))));
        }
    }
    out
}

/// What stands between a macro's braces: comments, the name of the enumeration, and its members' keys.
fn declaration(source: &str) -> (&str, &str, Vec<&str>) {
    let (comments, rest) = source.split_once('{').unwrap();
    let head = rest.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with(['/', '#'])).unwrap();
    let name = head.split(' ').next().unwrap();
    let body = &rest[rest.find(head).unwrap()..];
    let body = &body[..body.find('}').unwrap()];
    let members = body.split(';').filter_map(|member| {
        let (_, key) = member.rsplit_once("= \"")?;
        key.split('"').next()
    });
    (comments, name, members.collect())
}

#[test]
fn every_word_of_the_field_has_its_english() {
    let (declared, english) = (words_declared(), messages_of("en", "words").into_keys().collect::<BTreeSet<_>>());
    for known in ["Sex-male", "Outcome-wants_work", "Metric-returns", "Cause-roster", "Field-id_no", "Doubt-overlap"] {
        assert!(declared.contains(known), "{known} is not found in the sources");
    }
    assert_eq!(declared.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "without English");
    assert_eq!(english.difference(&declared).collect::<Vec<_>>(), Vec::<&String>::new(), "English of no word");
}

#[test]
fn the_reader_of_sources_sees_names_and_not_values() {
    let names = |text: &str| filled(text).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names(r#", a = f(b == c), list = x.join("a = b, c = d"))"#), "a list");
    assert_eq!(names(r#")"#), "");
    assert_eq!(names(r#", path = g(|x| { let y = 1; y }))"#), "path");
}

/// Where Chinese may stand in the sources outside messages: words that are read from other people's files and from
/// what officers type, and the made-up township. An empty list: anywhere in the file or folder.
const NOT_SAID: &[(&str, &[&str])] = &[
    // Names and notes of people and places that do not exist.
    ("demo/", &[]),
    // Names of places, and words around them.
    ("domain/place.rs", &[]),
    ("domain/place/names.rs", &[]),
    // Village names in their long and short forms.
    (
        "book/steering.rs",
        &["社区居民委员会", "社区居委会", "社区", "村民委员会", "村委会", "居民委员会", "居委会", "行政村", "村"],
    ),
    // Words of rosters.
    ("roster/words.rs", &[]),
    ("roster/cells.rs", &["无", "暂无", "没有"]),
    ("roster/columns.rs", &["是否", "有无"]),
    ("roster/household.rs", &["无", "否", "非监测对象", "非监测户", "不是", "非监测", "是"]),
    ("roster/mod.rs", &[]),
    ("roster/work.rs", &[]),
    // Words of lists of jobs, of a village's day and of holidays; what their templates offer to choose from.
    ("roster/jobs.rs", &[]),
    ("roster/entries/", &[]),
    ("roster/holidays.rs", &[]),
    ("roster/form.rs", &[]),
    ("roster/template/", &[]),
    // Words of lists pasted from a chat group.
    ("roster/pasted/", &[]),
    ("dispatch/terms.rs", &[]),
    ("domain/codes.rs", &[]),
    // Names of folders as systems give them.
    ("tui/files/folder.rs", &["下载", "文档"]),
    // Names of services that keep copies elsewhere.
    ("cli/surroundings.rs", &[]),
    // Kept in the ledger; what an officer answers.
    ("desk/trips.rs", &["点对点输送", "外乡镇"]),
    ("cli/seal.rs", &["是"]),
    // What a roster says of work gone by, as it is written and read.
    ("roster/history.rs", &[]),
    ("book/roll.rs", &["户主"]),
    ("book/person_rows.rs", &["户主"]),
    ("book/households.rs", &["户主"]),
    // Punctuation, and what stands for a character that an encoding lacks.
    ("text/wrap.rs", &[]),
    ("sheet/csv_out.rs", &["〓"]),
    // 与户主关系 is kept in its standard word (GB/T 4761).
    ("roster/person.rs", &["户主"]),
    // Dates as rosters write them.
    ("text/dates.rs", &[]),
    // Days as they are typed.
    // What OpenCC takes for another word.
    ("locale/script.rs", &[]),
    ("text/near.rs", &[]),
    // Surnames and given names that are not read as usual.
    ("text/pinyin.rs", &[]),
];

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// The sources that run, without vocabularies: their words have a name in each language.
fn running(source: &str) -> String {
    let mut text = source.split("#[cfg(test)]").next().unwrap().to_string();
    for begin in ["vocabulary! {", "\nmetrics! {"] {
        while let Some(at) = text.find(begin) {
            let end = text[at..].find("}\n").map_or(text.len(), |n| at + n);
            // A vocabulary inside a module ends with two braces; what is left of them does no harm here.
            text.replace_range(at..end, "");
        }
    }
    text
}

/// Every string literal of a source, with the number of its line in it.
fn literals(source: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = source.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or('\0');
    let (mut n, mut line, mut out) = (0, 1, Vec::new());
    while n < chars.len() {
        match at(n) {
            '\n' => line += 1,
            '/' if at(n + 1) == '/' => {
                while n < chars.len() && at(n) != '\n' {
                    n += 1;
                }
                continue;
            }
            // A character, or a lifetime.
            '\'' if at(n + 1) == '\\' => {
                n += 2;
                while at(n + 1) != '\'' {
                    n += 1;
                }
                n += 1;
            }
            '\'' if at(n + 2) == '\'' => n += 2,
            'r' if matches!(at(n + 1), '"' | '#') && !at(n.wrapping_sub(1)).is_alphanumeric() => {
                let hashes = (n + 1..).take_while(|&k| at(k) == '#').count();
                if at(n + 1 + hashes) == '"' {
                    let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                    let rest: String = chars[n + 2 + hashes..].iter().collect();
                    let text = rest.split(&end).next().unwrap().to_string();
                    n += 1 + hashes + text.chars().count() + end.len();
                    let lines = text.matches('\n').count();
                    out.push((line, text));
                    line += lines;
                }
            }
            '"' => {
                let (begin, mut text) = (line, String::new());
                n += 1;
                while n < chars.len() && at(n) != '"' {
                    if at(n) == '\\' {
                        n += 1;
                    }
                    line += usize::from(at(n) == '\n');
                    text.push(at(n));
                    n += 1;
                }
                out.push((begin, text));
            }
            _ => {}
        }
        n += 1;
    }
    out
}

#[test]
fn what_the_program_says_in_chinese_stands_in_messages_only() {
    let sources = root().join("src");
    let mut paths = Vec::new();
    files(&sources, "rs", &mut paths);
    let (mut strays, mut met) = (Vec::new(), BTreeSet::new());
    for path in paths.iter().filter(|path| !path.ends_with("tests.rs")) {
        let name = path.strip_prefix(&sources).unwrap().to_str().unwrap().replace('\\', "/");
        let allowed = NOT_SAID.iter().find(|(place, _)| name.starts_with(place));
        for (line, text) in literals(&running(&fs::read_to_string(path).unwrap())) {
            if !text.contains(is_chinese) {
                continue;
            }
            match allowed {
                Some((place, words)) if words.is_empty() || words.contains(&text.as_str()) => {
                    met.insert(*place);
                }
                _ => strays.push(format!("{name}, about line {line}: {text}")),
            }
        }
    }
    assert!(strays.is_empty(), "say these by messages (or list them as words that are read):\n{}", strays.join("\n"));
    for (place, _) in NOT_SAID {
        assert!(met.contains(place), "nothing Chinese stands in {place} any more: take it off the list");
    }
}

#[test]
fn the_finder_of_literals_sees_strings_and_nothing_else() {
    let source = r##"// "注释"
    let a: &'static str = "一\"二"; let b = '三'; let c = r#"四"五"#; let d = '\''; f::<'a>("六");
    fn runs() {} "##;
    let found: Vec<(usize, String)> = literals(source);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["一\"二", "四\"五", "六"]);
    assert!(found.iter().all(|(line, _)| *line == 2));
    assert!(!running("a\n#[cfg(test)]\nmod tests { \"七\" }").contains('七'));
    assert!(!running("vocabulary! {\n    /// 八\n    A { B = \"b\", \"九\"; }\n}\nfn after() {}").contains('九'));
}

#[test]
fn english_is_no_copy_of_chinese() {
    let [zh, en] = ["zh-CN", "en"].map(|lang| {
        let mut paths = Vec::new();
        files(&root().join("data/locales").join(lang), "ftl", &mut paths);
        paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<String>()
    });
    let chinese: BTreeSet<&str> =
        zh.lines().filter(|line| !line.starts_with('#') && line.contains(is_chinese)).collect();
    // Examples show what an officer types, and what stands in a village's file.
    let typed = |line: &str| line.contains("zhanbao ") || line.starts_with("      --") || line.contains("-example-");
    let copied: Vec<&str> = en.lines().filter(|line| chinese.contains(line) && !typed(line)).collect();
    assert!(copied.is_empty(), "still to be put into English: {copied:?}");
}
