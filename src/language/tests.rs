//! The four languages say the same things, and the program and its texts know each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::{AREAS, Lang, Texts};

/// Each key of a file with the placeholders of its text, in the order of the file.
fn entries(ftl: &str) -> Vec<(String, BTreeSet<String>)> {
    static KEY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([a-zA-Z][\w-]*) =").unwrap());
    static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$([\w-]+)").unwrap());
    let mut entries: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in ftl.lines().filter(|line| !line.starts_with('#')) {
        if let Some(key) = KEY.captures(line) {
            entries.push((key[1].to_owned(), BTreeSet::new()));
        }
        if let Some((_, placeholders)) = entries.last_mut() {
            placeholders.extend(PLACEHOLDER.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    entries
}

/// Every key, with its placeholders.
fn english() -> BTreeMap<String, BTreeSet<String>> {
    AREAS.iter().flat_map(|area| entries(area.en)).collect()
}

#[test]
fn all_languages_have_the_same_keys_and_placeholders_in_the_same_order() {
    for area in AREAS {
        for lang in Lang::ALL {
            let (english, other) = (entries(area.en), entries(area.text(lang)));
            for (english, other) in english.iter().zip(&other) {
                assert_eq!(english, other, "{lang:?}");
            }
            assert_eq!(english.len(), other.len(), "{lang:?}: the file goes on or stops early");
        }
    }
}

#[test]
fn no_key_is_there_twice_and_every_text_can_be_read() {
    let mut seen = BTreeSet::new();
    for (key, _) in AREAS.iter().flat_map(|area| entries(area.en)) {
        for lang in Lang::ALL {
            assert!(Texts::new(lang).has(&key), "{lang:?}: `{key}` is no message");
        }
        assert!(seen.insert(key.clone()), "`{key}` is there twice");
    }
}

/// All files of Rust below `src`, without this folder.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("src/language") {
            sources(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "html")
        {
            let text = fs::read_to_string(&path).unwrap();
            // Its own tests may name keys that nothing else does.
            let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            found.push((path, code.to_owned()));
        }
    }
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let own = root.join("language/form.rs");
    found.push((own.clone(), fs::read_to_string(own).unwrap()));
    found
}

#[test]
fn every_key_that_the_program_names_exists() {
    let named = Regex::new(r#"texts(?:\(\))?\s*\.(?:get|with)\(\s*"([^"]+)""#).unwrap();
    let english = english();
    for (path, code) in all_sources() {
        for key in named.captures_iter(&code) {
            assert!(
                english.contains_key(&key[1]),
                "{}: no text `{}`",
                path.display(),
                &key[1]
            );
        }
    }
}

#[test]
fn every_text_is_used() {
    let sentence = Regex::new(r#"\.sentence\(\s*"([\w-]+)""#).unwrap();
    let sources = all_sources();
    let kinds: BTreeSet<_> = sources
        .iter()
        .flat_map(|(_, code)| sentence.captures_iter(code))
        .map(|found| format!("{}-", &found[1]))
        .collect();
    for key in english().keys() {
        let literal = format!("\"{key}\"");
        let used = kinds.iter().any(|kind| key.starts_with(kind.as_str()))
            || sources.iter().any(|(_, code)| code.contains(&literal));
        assert!(used, "nothing uses the text `{key}`");
    }
}

#[test]
fn every_token_of_the_records_has_a_text() {
    let texts = Texts::new(Lang::En);
    #[track_caller]
    fn check(texts: Texts, kind: &str, token: &str) {
        let key = format!("{kind}-{token}");
        assert!(texts.has(&key), "no text `{key}`");
    }
    let schema: serde_json::Value = serde_json::from_str(crate::record::JSON_SCHEMA).unwrap();
    for (name, kinds) in [
        ("reason", &["reason", "reason-name"][..]),
        ("verdict", &["verdict", "verdict-name"]),
        ("advice", &["advice", "advice-name"]),
        ("level", &["level"]),
    ] {
        for token in schema["$defs"][name]["enum"].as_array().unwrap() {
            kinds
                .iter()
                .for_each(|kind| check(texts, kind, token.as_str().unwrap()));
        }
    }
    let hits = include_str!("../detect/hit.rs");
    let codes: Vec<_> = hits
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""))
        .filter_map(|(_, rest)| rest.strip_suffix("\","))
        .collect();
    assert!(codes.len() >= 10, "the codes stand elsewhere now");
    codes.into_iter().for_each(|code| check(texts, "why", code));
}

#[test]
fn a_locale_is_one_of_ours_or_none() {
    #[track_caller]
    fn check(name: &str, expected: Option<Lang>) {
        assert_eq!(Lang::of_locale(name), expected, "{name}");
    }
    check("nl_BE.UTF-8", Some(Lang::Nl));
    check("fr-BE", Some(Lang::Fr));
    check("DE", Some(Lang::De));
    check("en_GB@euro", Some(Lang::En));
    check("C.UTF-8", None);
    check("POSIX", None);
    check("nld", None);
    check("", None);
}
