//! Plural forms and marks of writing, as each language has them.

use std::path::Path;

use super::{AREAS, Lang, Texts, all_sources};

#[test]
fn a_plural_agrees_with_its_number() {
    #[track_caller]
    fn check(lang: Lang, key: &str, numbers: &[(&str, u64)], expected: &str) {
        let values: Vec<_> = numbers.iter().map(|(name, n)| (*name, (*n).into())).collect();
        let told = Texts::new(lang).with(key, &values);
        assert!(told.contains(expected), "{lang:?}: {told}");
    }
    let coverage = |read, unread, expected| {
        for (key, files, none) in [
            ("coverage-files", "files", "empty"),
            ("merged-coverage", "seen", "none"),
        ] {
            let numbers = [(files, 9), ("read", read), ("partly", 0), ("unread", unread), (none, 0)];
            check(Lang::Fr, key, &numbers, expected);
        }
    };
    coverage(0, 1, " : 0 lu, 0 en partie, 1 non lu, 0 sans texte");
    coverage(1, 0, " : 1 lu, 0 en partie, 0 non lu, ");
    coverage(2, 21, " : 2 lus, 0 en partie, 21 non lus, ");
    let machines = |complete, stopped| {
        [
            ("machines", 3),
            ("complete", complete),
            ("partly", 0),
            ("stopped", stopped),
            ("never", 0),
        ]
    };
    check(
        Lang::Fr,
        "merged-machines",
        &machines(1, 0),
        "1 entièrement analysée, 0 en partie, 0 arrêtée trop tôt",
    );
    check(
        Lang::Fr,
        "merged-machines",
        &machines(2, 21),
        "2 entièrement analysées, 0 en partie, 21 arrêtées trop tôt",
    );
    for (lang, one, many) in [
        (Lang::En, "was purged", "were purged"),
        (Lang::Nl, "is gewist", "zijn gewist"),
        (Lang::Fr, "a été effacée", "ont été effacées"),
        (Lang::De, "wurde gelöscht", "wurden gelöscht"),
    ] {
        check(lang, "runs-purged", &[("n", 1), ("days", 30)], one);
        check(lang, "runs-purged", &[("n", 21), ("days", 30)], many);
    }
    for (lang, one, many) in [
        (Lang::En, "is not", "are not"),
        (Lang::Nl, "staat niet", "staan niet"),
        (Lang::Fr, "ne figure pas", "ne figurent pas"),
        (Lang::De, "steht nicht", "stehen nicht"),
    ] {
        check(lang, "html-left-out", &[("n", 1)], one);
        check(lang, "html-left-out", &[("n", 2)], many);
    }
    check(
        Lang::Fr,
        "index-summary",
        &[("n", 2), ("text", 1), ("unread", 1)],
        ", 1 pas entièrement lu",
    );
}

/// Both forms in one output look like two authors.
#[test]
fn an_apostrophe_has_one_form() {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    for lang in [Lang::Fr, Lang::Nl] {
        for line in AREAS.iter().flat_map(|area| area.text(lang).lines()) {
            for (at, _) in line.match_indices('\'') {
                let before = line[..at].chars().next_back();
                assert!(!is_letter(before), "{lang:?}: {line}");
            }
        }
    }
}

/// French has a space before it: it is the language's, not the code's.
#[test]
fn a_colon_is_of_the_language() {
    assert_eq!(super::super::of(Path::new("/a"), "b"), "/a: b");
    assert_eq!(Texts::new(Lang::Fr).colon(), "\u{a0}: ");
    for (path, code) in all_sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        assert!(
            !name.contains("/src/cli/") || !code.contains("}: {"),
            "{name}: texts().colon()"
        );
    }
}
