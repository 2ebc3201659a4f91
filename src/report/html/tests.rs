//! Pages made of records that are built here: what stands in them, and that nothing of a scanned system can break them.

use serde_json::json;

use super::*;
use crate::language::Lang;
use crate::report::aggregate::{Counts, Machine, Point, Scanned};
use crate::report::kept::Kept;

fn record(json: serde_json::Value) -> Record {
    serde_json::from_value(json).unwrap()
}

fn run() -> Record {
    record(
        json!({"record": "run", "schema": "speur/1", "run": "r_1", "speur": "0.1.0", "rules": "d", "policy": "",
        "key": "k", "started": "2026-11-28T09:00:00Z", "device": {"id": "d_1", "name": "PC-042", "os": "linux"},
        "roots": ["/home/jan"]}),
    )
}

/// A document with one finding; `n` persons.
fn document(path: &str, severity: Option<&str>, n: u64) -> Record {
    let verdict = if severity.is_some() { "local-copy" } else { "clean" };
    let advice = if severity.is_some() { "move-to-central" } else { "none" };
    let mut json = json!({"record": "document", "path": path, "size": 10, "modified": "2020-01-02T00:00:00Z",
        "format": "csv", "storage": "local-disk", "minors": false, "subjects": n, "special": [],
        "risk": {"score": 50, "level": severity.unwrap_or("info")}, "verdict": verdict, "articles": ["IX"],
        "advice": advice, "read": "all", "findings": [{"id": "f_1", "rule": "be.national-number",
        "category": "national-id", "confidence": "high", "score": 93, "count": n, "distinct": n,
        "why": [{"code": "check-digits", "points": 55}], "places": [{"column": "D", "rows": "2-9"}]}]});
    if let Some(severity) = severity {
        json["severity"] = json!(severity);
    }
    record(json)
}

fn unread(path: &str, reason: &str) -> Record {
    record(
        json!({"record": "document", "path": path, "size": 10, "modified": "2020-01-02T00:00:00Z",
        "format": "zip", "storage": "local-disk", "minors": false, "subjects": 0, "risk": {"score": 0, "level": "info"},
        "verdict": "not-read", "advice": "none", "read": "none", "unread": [{"reason": reason, "detail": "as it is"}]}),
    )
}

fn end(finished: bool) -> Record {
    let mut json = json!({"record": "end", "complete": false, "coverage": {"seen": 4, "read": 2, "partly": 0,
        "unread": 2, "no_text": 0, "bytes": 20, "aliases": 0, "unchanged": 0,
        "members": {"seen": 0, "read": 0, "partly": 0, "unread": 0, "no_text": 0, "by_reason": {}, "partly_by_reason": {}},
        "by_reason": {"encrypted": 1}, "partly_by_reason": {}, "no_text_by_format": {}},
        "totals": {"documents": 2, "by_verdict": {"local-copy": 1}, "by_severity": {"high": 1}, "by_rule": {}}});
    if finished {
        json["finished"] = json!("2026-11-28T09:10:00Z");
    }
    record(json)
}

fn page(lang: Lang, merged: Option<&Aggregate>, records: &[Record]) -> String {
    let kept = Kept::default();
    let style = Style {
        texts: Texts::new(lang),
        color: false,
        width: 120,
    };
    let mut writer = open(Box::new(kept.clone()), style);
    if let Some(merged) = merged {
        writer.merged(merged).unwrap();
    }
    for record in records {
        writer.record(record).unwrap();
    }
    writer.finish().unwrap();
    kept.text()
}

#[track_caller]
fn check_has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no `{part}` in {page}");
    }
}

#[test]
fn the_verdict_the_documents_and_every_gap_are_there_in_each_language() {
    let records = [
        run(),
        document("/home/jan/Documenten/lijst.csv", Some("high"), 1234),
        document("/home/jan/klein.csv", None, 1),
        unread("/home/jan/kluis.zip", "encrypted"),
        end(true),
    ];
    let mut pages = Vec::new();
    for (lang, parts) in [
        (
            Lang::En,
            [
                "<html lang=\"en\">",
                "1 document holds personal data",
                "national number\u{a0}1,234",
                "encrypted",
            ],
        ),
        (
            Lang::Nl,
            [
                "<html lang=\"nl\">",
                "1 document bevat persoonsgegevens",
                "rijksregisternummer\u{a0}1.234",
                "versleuteld",
            ],
        ),
        (
            Lang::Fr,
            [
                "<html lang=\"fr\">",
                "1 document contient",
                "numéro national\u{a0}1\u{202f}234",
                "chiffré",
            ],
        ),
        (
            Lang::De,
            [
                "<html lang=\"de\">",
                "1 Dokument enthält",
                "Nationalregisternummer\u{a0}1.234",
                "verschlüsselt",
            ],
        ),
    ] {
        let page = page(lang, None, &records);
        check_has(&page, &parts);
        check_has(
            &page,
            &[
                "lijst.csv",
                "klein.csv",
                "kluis.zip",
                "(as it is)".trim_matches(['(', ')']),
                "PC-042",
            ],
        );
        pages.push(page);
    }
    pages.dedup();
    assert_eq!(pages.len(), 4);
}

#[test]
fn a_stopped_run_says_so() {
    let stopped = page(Lang::En, None, &[run(), end(false)]);
    check_has(&stopped, &["The scan stopped before its end"]);
    assert!(!stopped.contains("Everything was read"));
    assert!(!page(Lang::En, None, &[run(), end(true)]).contains("The scan stopped before its end"));
}

#[test]
fn what_was_not_read_inside_a_file_is_not_read() {
    let coverage = json!({"seen": 1, "read": 1, "partly": 0, "unread": 0, "no_text": 0,
        "members": {"seen": 1, "read": 0, "partly": 0, "unread": 1}});
    let end = |complete, coverage: &serde_json::Value| {
        record(
            json!({"record": "end", "complete": complete, "finished": "2026-11-28T09:10:00Z",
            "coverage": coverage, "totals": {"documents": 0}}),
        )
    };
    let text = page(Lang::En, None, &[run(), end(false, &coverage)]);
    check_has(
        &text,
        &[
            "One document inside a file was not, or not wholly, read",
            "Look at what was not read",
            "50%",
        ],
    );
    assert!(!text.contains("Everything was read") && !text.contains("You need not do anything"));
    let whole = json!({"seen": 1, "read": 1, "unread": 0});
    let text = page(Lang::En, None, &[run(), end(true, &whole)]);
    check_has(&text, &["Everything was read", "You need not do anything", "100%"]);
}

/// Names that try to end a tag, an attribute, a script, a comment or the inert text; to turn text around; to hide.
const HOSTILE: &[&str] = &[
    "</noscript><script>alert(1)</script>.csv",
    "\"><img src=x onerror=alert(1)>.csv",
    "'; alert(1); '.csv",
    "--><!--<style>*{display:none}</style>.csv",
    "javascript:alert(1).csv",
    "a\u{202e}vsc.exe",
    "line\nbreak\r\0\u{1b}[31m.csv",
    "{{ texts }}{% raw %}.csv",
];

#[test]
fn a_hostile_name_is_shown_and_does_nothing() {
    let mut records = vec![run()];
    for name in HOSTILE {
        let Record::Document(mut hostile) = document(&format!("/home/jan/{name}"), Some("high"), 3) else {
            panic!("a document is one");
        };
        hostile.inner = vec![(*name).to_owned()];
        hostile.aliases = vec![(*name).to_owned()];
        hostile.format = (*name).to_owned();
        hostile.findings[0].rule = (*name).to_owned();
        hostile.findings[0].category = (*name).to_owned();
        hostile.findings[0].places[0].label = Some((*name).to_owned());
        records.push(Record::Document(hostile));
        records.push(unread(&format!("/home/jan/{name}"), "damaged"));
    }
    records.push(end(true));
    let page = page(Lang::En, None, &records);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    assert_eq!(page.matches("<noscript").count(), HOSTILE.len());
    assert_eq!(page.matches("</noscript").count(), HOSTILE.len());
    for part in ["<img", "onerror=alert(1)>", "\u{202e}", "\u{1b}", "\0", "<!--<"] {
        assert!(!page.contains(part), "{part:?} is in the page");
    }
    check_has(&page, &["\\u{202e}", "\\u{1b}", "javascript:alert(1).csv"]);
}

#[test]
fn a_document_with_two_gaps_of_a_reason_is_counted_once() {
    let Record::Document(mut cut) = unread("/home/jan/a.docx", "damaged") else {
        panic!("a document is one");
    };
    cut.unread.push(cut.unread[0].clone());
    let mut gaps = Gaps::default();
    gaps.add(
        &cut,
        &Host {
            machine: String::new(),
            root: None,
        },
        Texts::new(Lang::En),
    );
    let page = coverage::render(&gaps, &Default::default(), Texts::new(Lang::En)).unwrap();
    assert_eq!(page.matches("a.docx").count(), 2);
    assert!(page.contains(">1<") && !page.contains(">2<"), "{page}");
}

#[test]
fn the_page_allows_its_own_script_and_style_and_nothing_else() {
    let page = page(Lang::En, None, &[run(), end(true)]);
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap().replace("&#39;", "'");
    let expected = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    );
    assert_eq!(policy, expected);
    // What is hashed is what stands between the tags.
    check_has(
        &page,
        &[
            &format!("<script>{SCRIPT}</script>"),
            &format!("<style>{STYLE}</style>"),
        ],
    );
    for part in ["http://", "https://", " style=", " onclick", "@import", "url("] {
        assert!(!page.contains(part), "{part} is in the page");
    }
}

#[test]
fn the_worst_are_kept_and_the_others_counted() {
    let mut list = List::default();
    let host = Host {
        machine: String::new(),
        root: None,
    };
    let n = 10_003;
    for at in 0..n {
        let severity = if at == n - 1 { "critical" } else { "low" };
        let Record::Document(document) = document(&format!("/d{at}.csv"), Some(severity), at) else {
            panic!("a document is one");
        };
        list.add(&document, &host, Texts::new(Lang::En)).unwrap();
    }
    let (entries, left_out) = list.take();
    assert_eq!((entries.len(), left_out), (10_000, 3));
    assert_eq!(entries[0].name, format!("d{}.csv", n - 1));
    assert_eq!(entries.last().unwrap().name, "d3.csv");
}

#[test]
fn many_machines_are_told_apart_and_one_has_a_trend() {
    let point = |run: &str, violations| Point {
        run: run.to_owned(),
        started: "2026-11-28T09:00:00Z".to_owned(),
        complete: true,
        seen: 4,
        gaps: 0,
        documents: violations,
        violations,
        comparable: true,
    };
    let machine = |name: &str| Machine {
        device: serde_json::from_value(json!({"id": name, "name": name, "os": "linux"})).unwrap(),
        department: "HR".to_owned(),
        scanned: Scanned::Complete,
        counts: Counts::default(),
        runs: vec![point("r_1", 9), point("r_2", 4)],
        key: "k".to_owned(),
    };
    let records = [run(), document("/home/jan/lijst.csv", Some("high"), 3), end(true)];
    let one = Aggregate {
        machines: vec![machine("PC-042")],
        ..Aggregate::default()
    };
    check_has(
        &page(Lang::En, Some(&one), &records),
        &["<h3>Trend</h3>", "points=\"45,10 585,77\""],
    );
    let two = Aggregate {
        machines: vec![machine("PC-042"), machine("PC-<43>")],
        ..Aggregate::default()
    };
    let two = page(Lang::En, Some(&two), &records);
    check_has(
        &two,
        &[
            "Personal data on 2 machines",
            "PC-&#60;43&#62;",
            "data-machine=\"PC-042\"",
        ],
    );
    assert!(!two.contains("<h3>Trend</h3>"));
}

#[test]
fn one_page_says_one_level_of_a_document() {
    let text = page(
        Lang::Nl,
        None,
        &[run(), document("/a.csv", Some("medium"), 3), end(true)],
    );
    check_has(&text, &["Risicopunten, voor het beleid", "50 op 100<"]);
    assert!(!text.contains("50 op 100 ("));
}

#[test]
fn what_is_in_personal_folders_and_what_was_not_followed_is_told() {
    let end = |coverage: serde_json::Value| {
        record(
            json!({"record": "end", "complete": true, "finished": "2026-11-28T09:10:00Z", "coverage": coverage,
            "totals": {"documents": 0}}),
        )
    };
    let personal = json!({"seen": 2, "read": 1, "unread": 1, "personal": 1, "by_reason": {"excluded": 1}});
    let text = page(Lang::En, None, &[run(), end(personal)]);
    let reason = "left out</th><td>1</td>";
    check_has(&text, &["One file lies in a personal folder", reason]);
    assert!(!text.contains("Nothing was left unread") && !text.contains("Everything was read."));
    let links = json!({"seen": 1, "read": 1, "unread": 0, "links": 2, "special": 1});
    let text = page(Lang::En, None, &[run(), end(links)]);
    // Not in the first sentence, which is for those whose files they are.
    assert!(!text.contains("Everything was read. 2 links"));
    check_has(
        &text,
        &[
            "Everything was read.",
            "<p class=\"quiet\">2 links to other places were not followed",
            "One device, pipe or socket was not opened",
            "Nothing was left unread",
        ],
    );
}

#[test]
fn the_worst_are_told_apart_by_their_folders() {
    let same = |folder: &str| document(&format!("/home/jan/{folder}/a.txt"), Some("high"), 3);
    let text = page(Lang::En, None, &[run(), same("x"), same("y"), end(true)]);
    let worst = |folder: &str| format!("<bdi>a.txt</bdi></a> <span class=\"quiet\"><bdi>{folder}/</bdi></span>");
    check_has(&text, &[&worst("x"), &worst("y")]);
}

#[test]
fn a_page_of_nothing_reassures_nobody() {
    let end = json!({"record": "end", "complete": true, "finished": "2026-11-28T09:10:00Z",
        "coverage": {"seen": 0, "read": 0, "unread": 0}, "totals": {"documents": 0}});
    let text = page(Lang::En, None, &[run(), record(end)]);
    check_has(&text, &["No file was read: check the places"]);
    assert!(!text.contains("You need not do anything") && !text.contains("Everything was read."));
}
