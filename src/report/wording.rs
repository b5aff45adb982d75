//! How a report reads: in which language, and in whose words. The words are templates in `data/templates`; a county may
//! put its own in their place, in a folder of its own. Such a template is not trusted: it sees the report and the files
//! of that folder, and its steps and its output are bounded. One that fails never stops a report: the shipped one is
//! used, and a [`Fault`] says why.

use super::blame::fault;
use super::{filters, html, sample, words};
use crate::book::{Error, Result};
use crate::locale::{Lang, say, traditional};
use crate::text::plain;
use chrono::NaiveDate;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The most steps that a county's template may take. A county of 200 villages takes about a million.
const STEPS: u64 = 10_000_000;
/// The most bytes that it may write.
const OUTPUT: usize = 32 << 20;
/// The most bytes that it may be long.
const SOURCE: u64 = 1 << 20;

/// What ships: a file name and its text in each language.
pub(super) struct Shipped {
    /// The name under which a county's own is looked for.
    pub file: &'static str,
    /// Simplified Chinese; Traditional is derived from it.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Shipped {
    /// Its text in a language.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Hans => self.zh.to_string(),
            Lang::Hant => traditional(self.zh),
            Lang::En => self.en.to_string(),
        }
    }
}

macro_rules! shipped {
    ($file:literal) => {
        Shipped {
            file: $file,
            zh: include_str!(concat!("../../data/templates/zh-CN/", $file)),
            en: include_str!(concat!("../../data/templates/en/", $file)),
        }
    };
}

/// For chat groups.
pub(super) const TXT: Shipped = shipped!("report.txt.j2");
/// Markdown.
pub(super) const MD: Shipped = shipped!("report.md.j2");
/// A page to read or to print.
pub(super) const HTML: Shipped = shipped!("report.html.j2");

/// How a report reads.
#[derive(Debug, Clone)]
pub struct Wording {
    /// In which language.
    pub lang: Lang,
    /// Whether that language was asked for: a report sealed in another is then told in it.
    pub asked: bool,
    /// Where a county's own templates are: `report.txt.j2` for every language, `zh-TW/report.txt.j2` for one.
    pub folder: Option<PathBuf>,
}

/// What is wrong with a county's template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// In which file.
    pub file: PathBuf,
    /// In which line, where that is known.
    pub line: Option<usize>,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, what) = (&self.file, &self.what);
        f.write_str(&match self.line {
            Some(line) => say!("report-fault", file = file, line = line, what = what),
            None => say!("report-fault-whole", file = file, what = what),
        })
    }
}

impl Wording {
    /// As shipped.
    pub fn shipped(lang: Lang) -> Self {
        Self { lang, asked: false, folder: None }
    }

    /// A report by a template: a county's own where there is one and it works, with what is wrong with it where not.
    pub(super) fn fill(&self, shipped: &Shipped, report: &Value) -> Result<(String, Vec<Fault>)> {
        let context = self.context(shipped.file, report);
        let on = words::day_of(&report["day"]);
        let mut faults = Vec::new();
        if let Some((folder, path)) = self.own(shipped.file) {
            match read(&path).map_err(|what| whole(&path, what)).and_then(|source| {
                let template = Own::new(&path, source, folder, self.lang, on)?;
                template.fill(&context)
            }) {
                Ok(text) => return Ok((plain(&text).into_owned(), faults)),
                Err(fault) => faults.push(fault),
            }
        }
        let wrong = |e: minijinja::Error| Error::Internal(say!("report-template-wrong", why = e.to_string()));
        let mut env = environment(shipped.file, self.lang, on).map_err(wrong)?;
        env.add_template_owned(shipped.file, shipped.text(self.lang)).map_err(wrong)?;
        let template = env.get_template(shipped.file).map_err(wrong)?;
        Ok((plain(&template.render(context).map_err(wrong)?).into_owned(), faults))
    }

    /// What a template of this name sees: the report, and `lang`; a page besides, `style` and `walls`.
    fn context(&self, name: &str, report: &Value) -> minijinja::Value {
        let report = words::told(report, false);
        let lang = self.lang.tag();
        if !is_page(name) {
            return context! { lang, ..minijinja::Value::from(Serde(report)) };
        }
        let (style, walls) = (html::style(), html::walls(self.lang, &report));
        context! { lang, style, walls, ..minijinja::Value::from(Serde(report)) }
    }

    /// A county's own template: for this language, else for every one. With the folder that it may include from.
    fn own(&self, file: &str) -> Option<(&Path, PathBuf)> {
        let folder = self.folder.as_deref()?;
        let paths = [folder.join(self.lang.tag()).join(file), folder.join(file)];
        paths.into_iter().find(|path| path.exists()).map(|path| (folder, path))
    }

    /// What is wrong in the folder of a county's own templates: templates that fail, and files that no report uses, as
    /// their names are misspelt. Nothing where there is no folder.
    pub fn check_folder(&self) -> Vec<Fault> {
        let Some(root) = self.folder.as_deref() else { return Vec::new() };
        let mut faults = BTreeSet::new();
        for lang in [None, Some(Lang::Hans), Some(Lang::Hant), Some(Lang::En)] {
            let folder = lang.map_or_else(|| root.to_path_buf(), |lang| root.join(lang.tag()));
            let files: Vec<PathBuf> = std::fs::read_dir(folder)
                .into_iter()
                .flatten()
                .flatten()
                .map(|e| e.path())
                .filter(|p| p.is_file())
                .collect();
            for file in &files {
                let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                if [TXT, MD, HTML].iter().any(|shipped| shipped.file == name) {
                    let wording = Self { lang: lang.unwrap_or(self.lang), ..self.clone() };
                    faults.extend(wording.check(file).unwrap_or_else(|fault| vec![fault]));
                } else if name.to_lowercase().starts_with("report") {
                    let names = [TXT.file, MD.file, HTML.file].join(", ");
                    faults.insert(whole(file, say!("report-fault-name", names = names)));
                }
            }
        }
        faults.into_iter().collect()
    }

    /// Whether a file holds nothing of a template: it prints the same every day.
    pub fn is_fixed(file: &Path) -> bool {
        read(file).is_ok_and(|text| !["{{", "{%", "{#"].iter().any(|mark| text.contains(mark)))
    }

    /// What is wrong with a template, found by filling it with made-up reports. Fails where it can't be read.
    pub fn check(&self, file: &Path) -> std::result::Result<Vec<Fault>, Fault> {
        let source = read(file).map_err(|what| whole(file, what))?;
        let parent = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // As it will be in use: what it includes is looked for in the folder of all templates.
        let within = |folder: &&Path| {
            file.canonicalize().ok().zip(folder.canonicalize().ok()).is_some_and(|(f, d)| f.starts_with(d))
        };
        let folder = self.folder.as_deref().filter(within).unwrap_or(parent);
        let own = match Own::new(file, source, folder, self.lang, None) {
            Ok(own) => own,
            Err(fault) => return Ok(vec![fault]),
        };
        let reports = sample::reports(self.lang);
        let samples: Vec<_> = reports.iter().map(|report| self.context(&own.name, report)).collect();
        let mut faults: BTreeSet<Fault> = own.unknown(&samples).into_iter().collect();
        for sample in &samples {
            // A name that is known to be unknown is told once.
            if let Err(fault) = own.fill(sample)
                && !faults.iter().any(|known| known.file == fault.file && known.line == fault.line)
            {
                faults.insert(fault);
            }
        }
        let mut faults: Vec<Fault> = faults.into_iter().collect();
        faults.sort_by_key(|fault| fault.line);
        Ok(faults)
    }
}

/// A county's template, parsed.
struct Own<'a> {
    path: &'a Path,
    folder: &'a Path,
    name: String,
    env: Environment<'static>,
}

impl<'a> Own<'a> {
    fn new(
        path: &'a Path,
        source: String,
        folder: &'a Path,
        lang: Lang,
        on: Option<NaiveDate>,
    ) -> std::result::Result<Self, Fault> {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let prepared = environment(&name, lang, on).and_then(|mut env| {
            env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
            env.set_fuel(Some(STEPS));
            let root = folder.to_path_buf();
            env.set_loader(move |name| Ok(inside(&root, name).and_then(|path| read(&path).ok())));
            env.add_template_owned(name.clone(), source)?;
            Ok(env)
        });
        match prepared {
            Ok(env) => Ok(Self { path, folder, name, env }),
            Err(error) => Err(fault(path, folder, &name, &error)),
        }
    }

    fn fill(&self, context: &minijinja::Value) -> std::result::Result<String, Fault> {
        let mut page = Page { bytes: Vec::new(), full: false };
        let filled = self
            .env
            .get_template(&self.name)
            .and_then(|template| template.render_captured_to(context.clone(), &mut page).map(drop));
        if page.full {
            return Err(whole(self.path, say!("report-fault-output", limit = OUTPUT >> 20)));
        }
        filled.map_err(|error| fault(self.path, self.folder, &self.name, &error))?;
        match String::from_utf8(page.bytes) {
            Ok(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(whole(self.path, say!("report-fault-empty"))),
        }
    }

    /// Names that no report has, also where the made-up reports don't lead.
    fn unknown(&self, samples: &[minijinja::Value]) -> Vec<Fault> {
        let Ok(template) = self.env.get_template(&self.name) else { return Vec::new() };
        let globals: BTreeSet<&str> = self.env.globals().map(|(name, _)| name).collect();
        let given = |name: &str| samples.iter().any(|c| c.get_attr(name).is_ok_and(|value| !value.is_undefined()));
        let known = |name: &str| globals.contains(name) || given(name);
        let names = template.undeclared_variables(false);
        let unknown = names.iter().filter(|name| !known(name)).map(|name| Fault {
            file: self.path.to_path_buf(),
            line: template.source().lines().position(|line| has_word(line, name)).map(|at| at + 1),
            what: say!("report-fault-undefined", what = name),
        });
        unknown.collect()
    }
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
}

/// A page that takes no more than [`OUTPUT`].
struct Page {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > OUTPUT {
            self.full = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a template of this name makes a page.
fn is_page(name: &str) -> bool {
    name.strip_suffix(".j2").unwrap_or(name).ends_with(".html")
}

/// Whether a template of this name makes Markdown.
fn is_markdown(name: &str) -> bool {
    name.strip_suffix(".j2").unwrap_or(name).ends_with(".md")
}

/// For a template of this name and a report of this day; a page and Markdown escape whatever stands in it, in the files that it includes too.
fn environment(
    name: &str,
    lang: Lang,
    on: Option<NaiveDate>,
) -> std::result::Result<Environment<'static>, minijinja::Error> {
    let mut env = Environment::new();
    let escape = match (is_page(name), is_markdown(name)) {
        (true, _) => AutoEscape::Html,
        (_, true) => AutoEscape::Custom(filters::MARKDOWN.into()),
        _ => AutoEscape::None,
    };
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    // An error then knows the words that it is about.
    env.set_debug(true);
    env.set_auto_escape_callback(move |_| escape.clone());
    env.set_formatter(filters::format);
    filters::add(&mut env, lang, on);
    Ok(env)
}

/// A file of the folder, by a name that does not lead out of it, by links neither.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let path = folder.join(name).canonicalize().ok()?;
    path.starts_with(&folder).then_some(path)
}

fn read(path: &Path) -> std::result::Result<String, String> {
    let told = |e: io::Error| say!("report-fault-read", why = e);
    let file = std::fs::File::open(path).map_err(told)?;
    let mut bytes = Vec::new();
    file.take(SOURCE + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > SOURCE {
        return Err(say!("report-fault-long", limit = SOURCE >> 20));
    }
    String::from_utf8(bytes).map_err(|_| say!("report-fault-encoding"))
}

fn whole(path: &Path, what: String) -> Fault {
    Fault { file: path.to_path_buf(), line: None, what }
}
