//! Facts as people say them, wherever they are told: a place, a coverage, the name of a document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::visible;
use crate::finding::Place;
use crate::language::{Lang, Texts};
use crate::policy::{Article, Verdict};
use crate::record::{CentralIndex, ChangeTotals, Changes, Coverage, Document, FindingRecord, Twin, token};

/// Stands where there is nothing to say.
pub const NOTHING: &str = "–";

/// A fact in words, where it is known.
pub fn known<T>(fact: Option<T>, words: impl FnOnce(T) -> String) -> String {
    fact.map_or_else(|| NOTHING.to_owned(), words)
}

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
        ("coverage-personal", coverage.personal),
        ("coverage-links", coverage.links),
        ("coverage-special", coverage.special),
        ("coverage-own", coverage.own),
        ("coverage-states", coverage.states),
    ];
    for (key, n) in more.into_iter().filter(|(_, n)| *n > 0) {
        text.push_str(texts.semicolon());
        text.push_str(&texts.with(key, &[("n", n.into())]));
    }
    text
}

/// What was met and not opened, and is no gap: each with the reason, in a sentence.
pub fn passed_by(coverage: &Coverage, texts: Texts) -> Vec<String> {
    personal(coverage, texts)
        .into_iter()
        .chain(came_by(coverage, texts))
        .collect()
}

/// How many files are somebody's own.
pub fn personal(coverage: &Coverage, texts: Texts) -> Option<String> {
    let n = Some(coverage.personal).filter(|n| *n > 0)?;
    Some(texts.with("notice-personal", &[("n", n.into())]))
}

/// Links, devices, and the files of Speur itself.
pub fn came_by(coverage: &Coverage, texts: Texts) -> Vec<String> {
    let met = [
        ("explain-links", coverage.links),
        ("explain-special", coverage.special),
        ("explain-own", coverage.own),
        ("explain-states", coverage.states),
    ];
    let met = met.into_iter().filter(|(_, n)| *n > 0);
    met.map(|(key, n)| texts.with(key, &[("n", n.into())])).collect()
}

/// Of what was found in a document, each once.
pub fn categories(document: &Document) -> Vec<&str> {
    let mut categories: Vec<_> = document.findings.iter().map(|found| found.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    categories
}

/// How many documents with findings are no violation because somebody allowed them.
pub fn allowed(by_verdict: &BTreeMap<Verdict, u64>, texts: Texts) -> Option<String> {
    let n = by_verdict.get(&Verdict::Allowed).copied().filter(|n| *n > 0)?;
    Some(texts.with("allowed", &[("n", n.into())]))
}

/// Most are known by the ending of their files, the same in every language.
pub fn format(format: &str, texts: Texts) -> String {
    visible(&texts.sentence("format", format))
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

/// What users asked of the DPO for a document.
pub(super) fn requests(document: &Document, texts: Texts) -> impl Iterator<Item = String> {
    document.requests.iter().map(move |request| {
        texts.with(
            "requested",
            &[
                ("date", texts.moment(request.made).into()),
                ("reason", visible(&request.reason).into()),
            ],
        )
    })
}

/// What parts the folders of a whole path as its own system writes it, which is not always this one: in a name of Unix a
/// backslash is a letter like any other.
pub fn separators(path: &str) -> &'static [char] {
    match path.starts_with('/') {
        true => &['/'],
        false => &['/', '\\'],
    }
}

/// Where a document is, and its name: the last part of its path or of the way into a container. Below the root of the
/// scan where there is one root.
pub fn folder_and_name(document: &Document, root: Option<&str>) -> (String, String) {
    let path = document.path.path.as_str();
    let below = root
        .and_then(|root| path.strip_prefix(root))
        .map(|rest| rest.trim_start_matches(separators(path)))
        .filter(|rest| !rest.is_empty());
    // Parted before its hidden characters are written out: their codes have a backslash.
    let path = below.unwrap_or(path);
    match document.inner.split_last() {
        None => {
            let at = path.rfind(separators(&document.path.path)).map_or(0, |at| at + 1);
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

/// What stands before and behind each value of a place, in one language.
struct Around {
    one: (String, String),
    /// Where the value is of several: "2-215".
    many: (String, String),
}

/// Asked for once: reports say a million places.
fn around(texts: Texts) -> &'static [Around] {
    const VALUE: &str = "\u{fffc}";
    static AROUND: [OnceLock<Vec<Around>>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    AROUND[texts.lang() as usize].get_or_init(|| {
        let parted = |key: &str| {
            let text = texts.with(key, &[("value", VALUE.into())]);
            let (before, behind) = text.split_once(VALUE).unwrap_or((&text, ""));
            (before.to_owned(), behind.to_owned())
        };
        let around = |(kind, _)| {
            let [one, many] = [format!("place-{kind}-one"), format!("place-{kind}")];
            // A part has texts of its own; not everything is counted.
            let many = if kind == "part" {
                Default::default()
            } else {
                parted(&many)
            };
            let one = if texts.has(&one) { parted(&one) } else { many.clone() };
            Around { one, many }
        };
        parts_of(&Place::default()).map(around).into()
    })
}

/// A place as a person opens it: "sheet Klanten, column D, under Rijksregisternummer, rows 2-215".
pub fn place(place: &Place, texts: Texts) -> String {
    let parts = parts_of(place).into_iter().zip(around(texts));
    let parts = parts.filter_map(|((kind, value), around)| {
        let value = visible(value?);
        let is_one = value.bytes().all(|c| c.is_ascii_digit());
        let (before, behind) = if is_one { &around.one } else { &around.many };
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
        let on = |pages: &str, paragraphs: &str| Place {
            pages: Some(pages.to_owned()),
            paragraphs: Some(paragraphs.to_owned()),
            ..Place::default()
        };
        check(&on("1", "2"), Lang::Nl, "pagina 1, alinea 2");
        check(&on("1", "2"), Lang::De, "Seite 1, Absatz 2");
        check(&on("1-3", "2, 4"), Lang::De, "Seiten 1-3, Absätze 2, 4");
    }

    #[test]
    fn a_backslash_in_a_name_of_unix_is_no_folder() {
        #[track_caller]
        fn check(path: &str, root: Option<&str>, expected: (&str, &str)) {
            let document =
                serde_json::from_value(serde_json::json!({"path": path, "format": "txt", "verdict": "clean",
                "storage": "local-disk", "risk": {"score": 0, "level": "info"}, "advice": "none", "read": "all"}));
            let (folder, name) = folder_and_name(&document.unwrap(), root);
            assert_eq!((folder.as_str(), name.as_str()), expected);
        }
        check("/an/odd/back\\b.txt", None, ("/an/odd/", "back\\b.txt"));
        check("/an/\\odd/\\b.txt", Some("/an"), ("\\odd/", "\\b.txt"));
        check("C:\\An\\odd\\b.txt", Some("C:\\An"), ("odd\\", "b.txt"));
    }

    #[test]
    fn a_change_counts_documents_with_findings_whatever_their_number() {
        let totals = ChangeTotals {
            since: String::new(),
            finished: "2026-11-28T09:05:00Z".to_owned(),
            files: Changes::default(),
            documents: Changes {
                new: 1,
                unchanged: 1,
                ..Changes::default()
            },
        };
        let told = |lang| change(&totals, Texts::new(lang));
        assert!(
            told(Lang::En).starts_with("Documents with findings since"),
            "{}",
            told(Lang::En)
        );
        assert!(told(Lang::En).ends_with("new 1, changed 0, gone 0, unchanged 1."));
        assert!(told(Lang::Nl).ends_with("nieuw 1, gewijzigd 0, verdwenen 0, ongewijzigd 1."));
    }

    #[test]
    fn what_was_met_and_not_opened_is_counted_and_told_with_the_reason() {
        let texts = Texts::new(Lang::En);
        let coverage = Coverage {
            personal: 1,
            links: 2,
            special: 1,
            own: 1,
            ..Coverage::default()
        };
        let told = super::coverage(&coverage, texts);
        let counts = "; 1 file in personal folders, counted and not opened; 2 links not followed; 1 device, pipe or socket \
                      not opened; 1 report by Speur itself left out";
        assert!(told.ends_with(counts), "{told}");
        assert_eq!(passed_by(&coverage, texts).len(), 4);
        assert!(super::coverage(&Coverage::default(), texts).ends_with("without text"));
        assert!(passed_by(&Coverage::default(), texts).is_empty());
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
