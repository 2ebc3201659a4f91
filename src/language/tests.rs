//! The four languages say the same things, and the program and its texts know each other.

mod form;

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

/// All files of Rust and templates below `src`, without the folder of the texts.
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
    for own in ["language/form.rs", "language/parsing.rs", "language/system_error.rs"].map(|own| root.join(own)) {
        found.push((own.clone(), fs::read_to_string(own).unwrap()));
    }
    found
}

#[test]
fn every_key_that_the_program_names_exists() {
    let named = Regex::new(r#"(?:texts(?:\(\))?\s*\.(?:get|with)\(|told!\()\s*"([^"]+)""#).unwrap();
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
    let sentence = Regex::new(r#"\.(?:sentence|phrase)\(\s*"([\w-]+)""#).unwrap();
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

/// Where a sentence may stand in the program itself, and why: everything else that a person reads is in a `.ftl`.
const SENTENCES: &[(&str, &str)] = &[
    (
        "src/extract",
        "`detail` of a gap, a record's field: told by `Texts::phrase`; names of parts and fields",
    ),
    (
        "src/walk",
        "`detail` of a gap, and what a child process says to its parent",
    ),
    (
        "src/worker",
        "`detail` of a gap, and what a child process says to its parent",
    ),
    ("src/scan.rs", "`detail` of a gap, and what only a broken system meets"),
    ("src/state/read.rs", "`detail` of a gap"),
    (
        "src/handoff.rs",
        "between processes: the walk tells it as the `detail` of a gap",
    ),
    (
        "src/detect",
        "what is wrong with the form of a rule file: for who writes rules, beside the English of TOML itself",
    ),
    (
        "src/finding.rs",
        "the reader of records: told by a word of its own to the one who gave the file",
    ),
    (
        "src/policy/exceptions.rs",
        "what is signed, and the head of a file that programs read",
    ),
    (
        "src/policy/rows/form.rs",
        "what the reader of TOML says, by which it is recognised",
    ),
    ("src/storage", "names of folders"),
    ("src/report/notice/draft.rs", "header fields of a mail"),
    ("src/central/sketch.rs", "names of parts, as extraction gives them"),
    ("src/text.rs", "a label in what `speur extract` writes for programs"),
];

/// String literals of a source file that read as words for a person, without those that state why something holds.
fn sentences(code: &str) -> Vec<String> {
    static LITERAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r##"(?s)//[^\n]*|r#"(.*?)"#|"((?:[^"\\]|\\.)*)""##).unwrap());
    static WORDS: LazyLock<Regex> = LazyLock::new(|| Regex::new("[A-Za-z]{2,}[,:;]? [a-z]{2,}").unwrap());
    static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^}]*\}").unwrap());
    static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"#!?\[[^\]]*\]").unwrap());
    static QUOTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"'\\?["'\\]'"#).unwrap());
    static FOR_NOBODY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(expect|derive_key|keyed_hash|assert|unreachable!)\([^()]*$").unwrap());
    static SQL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(SELECT|WHERE|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER|BEGIN|ATTACH|\{COLUMNS\}|\?1)")
            .unwrap()
    });
    let code = QUOTE.replace_all(code, "' '");
    let code = ATTRIBUTE.replace_all(&code, " ");
    let literals = LITERAL.captures_iter(&code).filter_map(|found| {
        let text = found.get(1).or(found.get(2))?.as_str();
        let before = code[..found.get(0)?.start()]
            .char_indices()
            .rev()
            .nth(40)
            .map_or(0, |(at, _)| at);
        let is_told = !FOR_NOBODY.is_match(&code[before..found.get(0)?.start()]);
        // Markup has templates and a tag.
        let is_text = !SQL.is_match(text) && !text.contains('<');
        (is_told && is_text && WORDS.is_match(&PLACEHOLDER.replace_all(text, ""))).then(|| text.to_owned())
    });
    literals.collect()
}

#[test]
fn what_people_read_is_in_the_texts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used: BTreeSet<&(&str, &str)> = BTreeSet::new();
    for (path, code) in all_sources() {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if name.ends_with("tests.rs")
            || name.contains("/tests/")
            || name.ends_with(".html")
            || name.starts_with("src/language")
        {
            continue;
        }
        let allowed = SENTENCES.iter().find(|(place, _)| name.starts_with(place));
        for sentence in sentences(&code) {
            assert!(
                allowed.is_some(),
                "{name}: `{sentence}` belongs in src/language/*/*.ftl"
            );
            used.extend(allowed);
        }
    }
    for place in SENTENCES {
        assert!(used.contains(place), "{}: no sentence is left there", place.0);
    }
}

#[test]
fn every_way_of_writing_and_every_class_of_a_rule_has_a_text() {
    let texts = Texts::new(Lang::En);
    let detector = crate::detect::Detector::embedded().unwrap();
    for rule in detector.rules() {
        for form in rule.file.base.keys() {
            assert!(texts.has(&format!("written-{form}")), "{}: {form}", rule.id());
        }
        for class in rule.file.points.keys() {
            assert!(texts.has(&format!("class-{class}")), "{}: {class}", rule.id());
        }
    }
}

/// What a record says about something that was not read, also at the end of a line of code.
#[test]
fn what_a_gap_says_has_a_text() {
    let gap = Regex::new(
        r#"(?s)(?:damaged|Error::new|[gG]ap)\(\s*(?:[\w:]*Reason::\w+,\s*)?&?(?:format!\(\s*)?"((?:[^"\\]|\\.)+)""#,
    )
    .unwrap();
    let value = Regex::new(r"\{[^}]*\}").unwrap();
    let mut n_gaps = 0;
    for (path, code) in all_sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        if !["/src/extract", "/src/walk", "/src/worker"]
            .iter()
            .any(|part| name.contains(part))
        {
            continue;
        }
        for found in gap.captures_iter(&code) {
            let detail = value.replace_all(&found[1], "7");
            // A word is the name of a format or of an error of the system.
            if detail.contains(' ') && !name.contains("protocol") {
                n_gaps += 1;
                let told = Texts::new(Lang::Nl).phrase("gap", &detail);
                assert_ne!(told, detail, "{name}: `{detail}` has no text in reading.ftl");
            }
        }
    }
    assert!(n_gaps > 90, "{n_gaps}: they are written otherwise now");
}

#[test]
fn a_phrase_is_found_by_its_words() {
    let phrase = |lang, kind, words| Texts::new(lang).phrase(kind, words).into_owned();
    assert_eq!(
        phrase(Lang::Nl, "gap", "more than 1000 members"),
        "meer dan 1.000 bestanden erin"
    );
    assert_eq!(
        phrase(Lang::Fr, "gap", "2 of 9 pages are pictures"),
        "pages qui sont des images : 2 sur 9"
    );
    assert_eq!(phrase(Lang::De, "part", "text box"), "Textfeld");
    assert_eq!(phrase(Lang::De, "gap", "rar"), "rar");
}

#[test]
fn a_sentence_in_the_code_is_seen() {
    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        assert_eq!(sentences(code), expected, "{code}");
    }
    check(
        r#"bail!("{}: no report in this folder", path.display());"#,
        &["{}: no report in this folder"],
    );
    check(
        r#"say(format_args!("speur: done with {n}"))"#,
        &["speur: done with {n}"],
    );
    check(r#"texts.get("no-problems") // says "all is well""#, &[]);
    check(r#"value.expect("it was looked at before")"#, &[]);
    check(r#"let sql = "SELECT path FROM file";"#, &[]);
    check(
        r##"#[allow(lint, reason = "it is so")] let quote = '"'; let a = "two words";"##,
        &["two words"],
    );
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

#[test]
fn what_the_parser_of_toml_says_is_told() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "lowercase")]
        #[expect(dead_code, reason = "only its names matter")]
        struct Two {
            glob: Kind,
            reason: u8,
        }
        #[derive(Debug, serde::Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Kind {
            Any,
            None,
        }
        let err = toml::from_str::<Two>(text).unwrap_err();
        assert_eq!(super::toml(err.message()), expected);
    }
    check("path = 1", "unknown field `path`, expected one of `glob`, `reason`");
    check("glob = \"x\"", "unknown value `x`, expected one of `any`, `none`");
    check("glob = \"any\"", "missing field `reason`: add it here (`reason = ...`)");
    check(
        "glob = \"any\"\nreason = \"x\"",
        "a whole number that is not below 0 and not too large belongs here",
    );
    check(
        "glob = \"any\"\nreason = -1",
        "a whole number that is not below 0 and not too large belongs here",
    );
    check("glob = true\nreason = 1", "wanted string or table");
    check("glob = \"any\"\nglob = \"none\"\nreason = 1", "duplicate key");
    for (found, expected) in [
        ("invalid type: integer `5`", "a string"),
        ("invalid type: map", "a sequence"),
    ] {
        let told = super::toml_kinds(found, expected);
        assert_eq!(told, Some(format!("{found}, expected {expected}")));
    }
    assert_eq!(super::toml_kinds("invalid type: unit value", "a string"), None);
    assert_eq!(super::toml_kinds("invalid type: map", "struct Row"), None);
    // Said in English as it comes, and by a text of its own in every other language.
    for wrong in ["glob", "[glob", "glob = [1", "glob =", "glob = any", "glob = [1 2]"] {
        let said = toml::from_str::<toml::Table>(wrong).unwrap_err().message().to_owned();
        assert_eq!(super::toml(&said), said);
        let words = said.split(", expected ").next().unwrap();
        let told = Texts::new(Lang::Nl).phrase("toml-says", words);
        assert_ne!(told, words, "{said}");
    }
}
