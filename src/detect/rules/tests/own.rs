//! An admin's own rule files: taken when all in them holds, else refused with the file, the line and the reason.

use super::*;
use crate::detect::Settings;
use crate::text::Text;

const OWN: &str = r#"id = "own.badge"
category = "badge"
family = "badge"
rank = 200
keywords = ["badge*", "toegangskaart*"]
[match]
kind = "pattern"
pattern = "B-[0-9]{6}"
proof = "shape"
[base]
found = 70
[points]
found = 1
[[example]]
text = "badge B-123456"
finds = ["B-123456"]
[[example]]
text = "B-654321"
finds = ["B-654321"]
[[counterexample]]
text = "B-12"
why = "too short"
[[counterexample]]
text = "C-123456"
why = "another letter"
"#;

const DIGITS: &str = r#"id = "own.staff"
category = "staff"
family = "staff"
rank = 200
subjects = 1.0
subject_classes = ["adult"]
[match]
kind = "digits"
counts = [11]
groupings = ["11"]
validator = "be-national-number"
[base]
canonical = 80
grouped = 80
bare = 50
glued = 80
padded = 45
[points]
adult = 1
minor = 1
[[example]]
text = "a"
finds = []
[[example]]
text = "b"
finds = []
[[counterexample]]
text = "c"
why = "c"
[[counterexample]]
text = "d"
why = "d"
"#;

fn load(text: &str) -> anyhow::Result<Detector> {
    Detector::load(&[("own.toml".to_owned(), text.to_owned())])
}

/// Replaces the one place where `old` stands.
#[track_caller]
fn with(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

#[test]
fn an_admins_own_rule_is_checked_like_ours() {
    assert_eq!(load(OWN).unwrap().check(), []);
    let wrong = load(&with(
        OWN,
        "B-654321\"\nfinds = [\"B-654321\"]",
        "B-654321\"\nfinds = []",
    ))
    .unwrap();
    let failures: Vec<_> = wrong.check().iter().map(ToString::to_string).collect();
    assert_eq!(
        failures,
        ["own.toml:18: own.badge: in `B-654321` it finds [\"B-654321\"], not []"]
    );
    let wrong = load(&with(OWN, "text = \"C-123456\"", "text = \"toegangskaart B-123456\"")).unwrap();
    assert_eq!((wrong.check().len(), wrong.check()[0].line), (1, 24));
}

#[test]
fn the_rule_in_the_readme_is_a_good_one() {
    let readme = include_str!("../../../../README.md");
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (rule, _) = rest.split_once("```").unwrap();
    assert_eq!(load(rule).unwrap().check(), []);
}

#[test]
fn own_keywords_speak_for_an_own_rule() {
    let detector = load(OWN).unwrap();
    let score = |text: &str| {
        let mut session = detector.session(&Settings::new([0; 32], jiff::civil::date(2026, 11, 22)));
        let text = Text::of_lines(text);
        session.window(&text, 0..text.buf.len());
        session
            .facts()
            .findings
            .iter()
            .find(|finding| finding.rule == "own.badge")
            .map(|finding| finding.score)
    };
    assert_eq!(score("nummer B-123456"), Some(70));
    assert_eq!(score("Toegangskaart: B-123456"), Some(99));
    assert_eq!(score("xB-123456 en B-1234567"), None, "part of something longer");
}

#[test]
fn a_wrong_rule_file_is_refused_with_its_line_and_the_reason() {
    #[track_caller]
    fn check(text: &str, line: usize, expected: &str) {
        let Err(err) = load(text) else {
            panic!("taken: {expected}")
        };
        let message = format!("{err:#}");
        assert!(message.starts_with(&format!("own.toml:{line}: ")), "{message}");
        assert!(message.contains(expected), "{message}");
    }
    // Its form.
    check("", 1, "missing field");
    check("id = ", 1, "");
    check(&with(OWN, "rank =", "rnk ="), 4, "unknown field `rnk`");
    check(&with(OWN, "rank = 200", "rank = \"high\""), 4, "invalid type");
    check(
        &with(OWN, "kind = \"pattern\"", "kind = \"patern\""),
        7,
        "unknown variant",
    );
    check(&with(OWN, "why = \"too short\"\n", ""), 20, "missing field `why`");
    check(
        &OWN[..OWN.rfind("[[counterexample]]").unwrap()],
        1,
        "two counterexamples",
    );
    check(&format!("{OWN}#{}", "x".repeat(300_000)), 1, "more than 256 KB");
    // Its names.
    check(
        &with(OWN, "own.badge", "iban"),
        1,
        "there is a rule `iban` already, in iban.toml",
    );
    check(&with(OWN, "own.badge", "Own badge"), 1, "lower-case letters");
    check(
        &with(OWN, "family = \"badge\"", "family = \"\""),
        3,
        "lower-case letters",
    );
    // Its numbers.
    check(&with(OWN, "found = 70", "found = 700"), 11, "not from 0 to 99");
    check(
        &with(OWN, "found = 70", "fond = 70"),
        11,
        "base.fond: there is no such name here, only found",
    );
    check(&with(OWN, "found = 70\n", ""), 10, "base: `found` is missing");
    check(&with(OWN, "found = 1\n", "found = -1\n"), 13, "points.found");
    check(&with(DIGITS, "subjects = 1.0", "subjects = 3.0"), 5, "subjects");
    // Its words.
    check(&with(OWN, "\"toegangskaart*\"", "\n\"*\""), 6, "keywords.1");
    check(
        &with(OWN, "[match]", "context = \"nonsense\"\n[match]"),
        6,
        "no section `nonsense`",
    );
    // What it looks for.
    check(
        &with(OWN, "B-[0-9]{6}\"\nproof", "B-[0-9\"\nproof"),
        8,
        "match.pattern: unclosed",
    );
    check(
        &with(OWN, "B-[0-9]{6}\"\nproof", "(a{1000}){1000}\"\nproof"),
        8,
        "when compiled",
    );
    check(
        &with(
            OWN,
            "B-[0-9]{6}\"\nproof",
            &format!("{}a{}\"\nproof", "(".repeat(60), ")".repeat(60)),
        ),
        8,
        "nest",
    );
    check(&with(OWN, "B-[0-9]{6}\"\nproof", ".*\"\nproof"), 8, "matches nothing");
    check(
        &with(OWN, "proof = \"shape\"", "counts = [8]"),
        9,
        "only for kind = \"digits\"",
    );
    check(&with(OWN, "kind = \"pattern\"", "kind = \"digits\""), 6, "needs counts");
    check(
        &with(DIGITS, "be-national-number", "be-nonsense"),
        11,
        "there is no `be-nonsense`",
    );
    check(&with(DIGITS, "counts = [11]", "counts = [11, 99]"), 9, "match.counts.1");
    check(
        &with(DIGITS, "counts = [11]", "counts = [11, 9]"),
        9,
        "numbers of other lengths",
    );
    check(
        &with(DIGITS, "counts = [11]", "counts = [11]\npadded_from = 2"),
        10,
        "no number that short",
    );
    check(
        &with(DIGITS, "groupings = [\"11\"]", "groupings = [\"11\", \"2..9\"]"),
        10,
        "match.groupings.1",
    );
    check(
        &with(DIGITS, "subject_classes = [\"adult\"]", "subject_classes = [\"child\"]"),
        6,
        "no class `child`",
    );
    check(
        &with(
            DIGITS,
            "kind = \"digits\"\ncounts = [11]\ngroupings = [\"11\"]",
            "kind = \"alnum\"",
        ),
        9,
        "another kind",
    );
    let terms = with(
        OWN,
        "kind = \"pattern\"\npattern = \"B-[0-9]{6}\"",
        "kind = \"terms\"\nlexicon = \"health\"",
    );
    let terms = terms.replace("[base]\nfound = 70\n[points]\nfound", "[points]\nspecial");
    check(&terms, 8, "each category has a rule already");
}

#[test]
fn two_own_files_with_one_id_are_refused() {
    let files = [
        ("a.toml".to_owned(), OWN.to_owned()),
        ("b.toml".to_owned(), OWN.to_owned()),
    ];
    let err = Detector::load(&files).err().unwrap();
    assert_eq!(
        err.to_string(),
        "b.toml:1: id: there is a rule `own.badge` already, in a.toml"
    );
}
