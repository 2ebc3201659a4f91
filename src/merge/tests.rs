//! What is taken of a report that was altered, or made by a newer version: of the golden run, changed in one place.

use std::collections::BTreeMap;

use super::*;
use crate::config::Detail;
use crate::policy::{Advice, Verdict};
use crate::record::{Document, Record};
use crate::report::Identities;
use crate::report::aggregate::Damage;

const GOLDEN: &str = include_str!("../../testdata/records/run.jsonl");

/// The documents of the one report by their path and inner path, or why it is left out.
fn read(text: &str) -> Result<BTreeMap<String, Document>, Why> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, text).unwrap();
    let reader = Reader {
        stored: None,
        identities: &Identities::default(),
    };
    let merged = merge(&[Input::File(path)], &Devices::default(), reader).unwrap();
    if let Some(skipped) = merged.aggregate.skipped.first() {
        return Err(skipped.why.clone());
    }
    let mut documents = BTreeMap::new();
    let mut keep = |record: &Record| {
        if let Record::Document(document) = record {
            let name = [std::slice::from_ref(&document.path.path), document.inner.as_slice()]
                .concat()
                .join(" > ");
            documents.insert(name, (**document).clone());
        }
        Ok(())
    };
    merged.sources[0]
        .each_record(reader, Detail::Values, &mut keep)
        .unwrap();
    Ok(documents)
}

/// Of the golden run, with every one of these replaced.
#[track_caller]
fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = GOLDEN.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

#[test]
fn a_report_that_contradicts_itself_was_altered() {
    #[track_caller]
    fn check(text: &str, expected: Damage) {
        let why = read(text).unwrap_err();
        assert!(why.is_integrity(), "{why:?}");
        assert!(
            matches!(why, Why::Damaged { detail, .. } if detail == expected),
            "{why:?}"
        );
    }
    read(GOLDEN).unwrap();
    let lines: Vec<_> = GOLDEN.lines().collect();
    let found = lines.iter().position(|line| line.contains("\"severity\"")).unwrap();
    let without = [&lines[..found], &lines[found + 1..]].concat().join("\n");
    check(&without, Damage::OtherDocuments);
    check(
        &changed(&[("\"severity\":\"high\"", "\"severity\":\"low\"")]),
        Damage::OtherDocuments,
    );
    check(
        &changed(&[("\"count\":3,\"distinct\"", "\"count\":4,\"distinct\"")]),
        Damage::OtherDocuments,
    );
    check(&changed(&[("{\"seen\":7", "{\"seen\":8")]), Damage::OtherSums);
    check(
        &changed(&[("\"unread\":1,\"no_text\":1", "\"unread\":0,\"no_text\":1")]),
        Damage::OtherSums,
    );
    check(
        &changed(&[("\"complete\":false", "\"complete\":true")]),
        Damage::OtherSums,
    );
}

#[test]
fn what_a_newer_version_says_makes_nothing_clean() {
    let newer = changed(&[
        ("\"local-disk\"", "\"moon-base\""),
        ("\"locked\"", "\"cursed\""),
        ("\"verdict\":\"not-read\"", "\"verdict\":\"unseen\""),
        ("\"move-to-central\"", "\"burn\""),
    ]);
    let (before, after) = (read(GOLDEN).unwrap(), read(&newer).unwrap());
    assert_eq!(before.len(), after.len());
    for (name, document) in &after {
        let was = &before[name];
        assert_eq!(document.storage, was.storage, "{name}");
        assert_eq!(document.verdict, was.verdict, "{name}");
        if was.advice == Advice::MoveToCentral {
            assert_eq!(document.advice, Advice::AskDpo, "{name}");
        }
        let reasons = |document: &Document| document.unread.len();
        assert_eq!(reasons(document), reasons(was), "{name}");
    }
    assert!(after.values().any(|document| document.verdict == Verdict::NotRead));
}

#[test]
fn a_violation_of_an_older_version_has_the_severity_of_its_risk() {
    let is_found = |line: &&str| line.contains("\"severity\"");
    let without: Vec<_> = GOLDEN
        .lines()
        .map(|line| match is_found(&line) {
            true => {
                let mut record: serde_json::Value = serde_json::from_str(line).unwrap();
                let severity = record.as_object_mut().unwrap().remove("severity").unwrap();
                record["risk"]["level"] = severity;
                record.to_string()
            }
            false => line.to_owned(),
        })
        .collect();
    let read = read(&without.join("\n")).unwrap();
    let n = read.values().filter(|document| document.severity.is_some()).count();
    assert_eq!(n, 2);
}
