//! Facts as people say them, wherever they are told: a place, a coverage, the name of a document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::visible;
use super::whole::Lacks;
use crate::finding::Place;
use crate::language::{Lang, Texts};
use crate::policy::{Advice, Article};
use crate::record::{CentralIndex, ChangeTotals, Changes, Coverage, Document, FindingRecord, Twin, token};

/// "15 files: 12 read, 1 partly, 2 not read, 0 without text".
pub fn coverage(coverage: &Coverage, texts: Texts) -> String {
    let files = &coverage.files;
    let mut text = texts.with(
        "coverage-files",
        &[
            ("files", texts.with("files", &[("n", files.seen.into())]).into()),
            ("read", files.read.into()),
            ("partly", files.partly.into()),
            ("unread", files.unread.into()),
            ("empty", files.no_text.into()),
        ],
    );
    let more = [
        ("coverage-unchanged", coverage.unchanged),
        ("coverage-inside", coverage.members.tally.seen),
    ];
    for (key, n) in more.into_iter().filter(|(_, n)| *n > 0) {
        text.push_str(texts.semicolon());
        text.push_str(&texts.with(key, &[("n", n.into())]));
    }
    text
}

/// How old what is said of the central storage is.
pub fn index_age(index: &CentralIndex, texts: Texts) -> String {
    let built = visible(&texts.moment_of(&index.built));
    texts.with("index-age", &[("moment", built.into())])
}

/// Of a twin that was looked for at its place and is not there as it was.
pub fn not_seen(twin: &Twin, texts: Texts) -> Option<String> {
    (twin.stands == Some(false)).then(|| texts.get("twin-not-seen").into_owned())
}

/// What is new since an earlier run.
pub fn change(change: &ChangeTotals, texts: Texts) -> String {
    let Changes {
        new,
        changed,
        unchanged,
        gone,
    } = change.documents;
    texts.with(
        "since",
        &[
            ("date", texts.moment_of(&change.finished).into()),
            ("new", new.into()),
            ("changed", changed.into()),
            ("gone", gone.into()),
            ("unchanged", unchanged.into()),
        ],
    )
}

/// What the one whose files they are does next: what is sure first, nothing that loses a document.
pub(super) fn steps(advice: &BTreeMap<Advice, u64>, lacks: &Lacks, texts: Texts) -> Vec<String> {
    let named = [
        (Advice::MoveToCentral, "html-step-move"),
        (Advice::DeleteCopy, "html-step-delete"),
        (Advice::AskDpo, "html-step-ask"),
    ];
    let counted = named.map(|(which, key)| (advice.get(&which).copied().unwrap_or(0), key));
    let counted = counted.into_iter().filter(|(n, _)| *n > 0);
    let mut steps: Vec<_> = counted.map(|(n, key)| texts.with(key, &[("n", n.into())])).collect();
    if lacks.incomplete {
        steps.push(texts.get("table-look-unread").into_owned());
    }
    if steps.is_empty() {
        steps.push(texts.get("html-step-none").into_owned());
    }
    steps
}

/// Where a document is, and its name: the last part of its path or of the way into a container. Below the root of the
/// scan where there is one root.
pub fn folder_and_name(document: &Document, root: Option<&str>) -> (String, String) {
    let path = document.path.path.as_str();
    let below = root
        .and_then(|root| path.strip_prefix(root))
        .map(|rest| rest.trim_start_matches(['/', '\\']))
        .filter(|rest| !rest.is_empty());
    // Parted before its hidden characters are written out: their codes have a backslash.
    let path = below.unwrap_or(path);
    match document.inner.split_last() {
        None => {
            let at = path.rfind(['/', '\\']).map_or(0, |at| at + 1);
            (visible(&path[..at]), visible(&path[at..]))
        }
        Some((last, before)) => {
            let chain: Vec<_> = std::iter::once(path)
                .chain(before.iter().map(String::as_str))
                .map(visible)
                .collect();
            (format!("{} ›", chain.join(" › ")), visible(last))
        }
    }
}

/// The path and the way into a container.
pub fn path(document: &Document) -> String {
    let chain = std::iter::once(&document.path.path).chain(&document.inner);
    chain.map(|name| visible(name)).collect::<Vec<_>>().join(" › ")
}

/// "Article IX: no copies of personal data outside the central storage".
pub fn article(article: Article, texts: Texts) -> String {
    let name = token(article);
    let what = texts.sentence("article", &name);
    texts.with("html-article", &[("article", name.into()), ("what", what.into())])
}

/// What is said of a place, in this order, by the names that records have for it.
pub(super) fn parts_of(place: &Place) -> [(&'static str, Option<&str>); 10] {
    [
        ("sheet", &place.sheet),
        ("part", &place.part),
        ("column", &place.column),
        ("label", &place.label),
        ("cell", &place.cell),
        ("rows", &place.rows),
        ("lines", &place.lines),
        ("pages", &place.pages),
        ("slides", &place.slides),
        ("paragraphs", &place.paragraphs),
    ]
    .map(|(kind, value)| (kind, value.as_deref()))
}

/// What stands before and behind each value of a place, in one language. Asked for once: reports say a million places.
fn around(texts: Texts) -> &'static [(String, String)] {
    const VALUE: &str = "\u{fffc}";
    static AROUND: [OnceLock<Vec<(String, String)>>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    AROUND[texts.lang() as usize].get_or_init(|| {
        let around = |(kind, _)| match kind {
            // It has texts of its own.
            "part" => Default::default(),
            kind => {
                let text = texts.with(&format!("place-{kind}"), &[("value", VALUE.into())]);
                let (before, behind) = text.split_once(VALUE).unwrap_or((&text, ""));
                (before.to_owned(), behind.to_owned())
            }
        };
        parts_of(&Place::default()).map(around).into()
    })
}

/// A place as a person opens it: "sheet Klanten, column D, under Rijksregisternummer, rows 2-215".
pub fn place(place: &Place, texts: Texts) -> String {
    let parts = parts_of(place).into_iter().zip(around(texts));
    let parts = parts.filter_map(|((kind, value), (before, behind))| {
        let value = visible(value?);
        Some(match kind {
            "part" => visible(&texts.phrase("part", &value)),
            _ => format!("{before}{value}{behind}"),
        })
    });
    let parts: Vec<_> = parts.collect();
    match parts.is_empty() {
        true => texts.sentence("place", "document").into_owned(),
        false => parts.join(", "),
    }
}

/// Every place that a finding names, and whether there are more.
pub fn places(finding: &FindingRecord, texts: Texts) -> Vec<String> {
    let more = finding.places_truncated.then(|| texts.get("places-more").into_owned());
    let named = finding.places.iter().map(|at| place(at, texts));
    named.chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_as_a_person_opens_it() {
        let place = Place {
            sheet: Some("Klanten".to_owned()),
            column: Some("D".to_owned()),
            label: Some("Rijksregisternummer".to_owned()),
            rows: Some("2-215".to_owned()),
            ..Place::default()
        };
        #[track_caller]
        fn check(place: &Place, lang: Lang, expected: &str) {
            assert_eq!(super::place(place, Texts::new(lang)), expected);
        }
        check(
            &place,
            Lang::En,
            "sheet Klanten, column D, under Rijksregisternummer, rows 2-215",
        );
        check(
            &place,
            Lang::Nl,
            "blad Klanten, kolom D, onder Rijksregisternummer, rijen 2-215",
        );
        check(&Place::default(), Lang::De, "das Dokument");
    }

    #[test]
    fn a_coverage_is_punctuated_as_its_language_is() {
        let coverage = Coverage {
            unchanged: 1,
            ..Coverage::default()
        };
        let told = super::coverage(&coverage, Texts::new(Lang::Fr));
        assert!(told.contains("sans texte\u{202f}; 1 inchang"), "{told}");
        assert!(super::coverage(&coverage, Texts::new(Lang::En)).contains("text; 1 unchanged"));
    }
}
