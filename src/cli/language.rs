//! Which language this run speaks: `--lang`, else `ZHANBAO_LANG`, else what `config.toml` says, else what the computer
//! is set to, else Simplified Chinese. Settled before
//! the arguments are parsed: help and what is wrong with the arguments are told in it.

use crate::locale::Lang;

/// The language of a run with these arguments, where the settings say this.
pub fn of(args: impl Iterator<Item = String>, set: Option<Lang>) -> Lang {
    let environment = || std::env::var("ZHANBAO_LANG").ok().as_deref().and_then(Lang::of);
    asked(args)
        .or_else(environment)
        .or(set)
        .or_else(|| sys_locale::get_locale().as_deref().and_then(Lang::of))
        .unwrap_or(Lang::Hans)
}

/// What `--lang` says. One that is misspelt is refused by the parser of arguments, later.
fn asked(mut args: impl Iterator<Item = String>) -> Option<Lang> {
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--lang") {
            Some("") => return args.next().as_deref().and_then(Lang::of),
            Some(rest) if rest.starts_with('=') => return Lang::of(&rest[1..]),
            _ if arg == "--" => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lang_is_seen_wherever_it_stands() {
        let of = |line: &str| asked(line.split(' ').map(str::to_string));
        assert_eq!(of("zhanbao report --lang en"), Some(Lang::En));
        assert_eq!(of("zhanbao --lang=zh-TW report"), Some(Lang::Hant));
        assert_eq!(of("zhanbao find -- --lang en"), None);
        assert_eq!(of("zhanbao report --lang"), None);
    }
}
