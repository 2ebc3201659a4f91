//! What is taken of a report that was altered, or made by a newer version: of the golden run, changed in one place.

use std::collections::BTreeMap;

use super::*;
use crate::config::Detail;
use crate::finding::Read;
use crate::policy::{Advice, Verdict};
use crate::record::{Document, Record};
use crate::report::Identities;
use crate::report::aggregate::Damage;

const GOLDEN: &str = include_str!("../../testdata/records/run.jsonl");

/// The documents of the one report by their path and inner path, or why it is left out.
fn read(text: impl AsRef<[u8]>) -> Result<BTreeMap<String, Document>, Why> {
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

/// In units of two bytes, behind the mark of them.
fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

#[test]
fn a_report_may_have_gone_through_a_shell_that_writes_another_encoding() {
    // Letters of which one byte is that of a line end, also behind each other and beside what makes one.
    let named = changed(&[("/home/an/b.zip", "/home/an/\u{a0a}\u{a00}\u{10a}\u{a0a}b.zip")]);
    for text in [GOLDEN, &named, &GOLDEN.replace('\n', "\r\n")] {
        let expected = read(text).unwrap();
        assert_eq!(read(format!("\u{feff}{text}")).unwrap(), expected);
        assert_eq!(read(utf_16(text, u16::to_le_bytes)).unwrap(), expected);
        assert_eq!(read(utf_16(text, u16::to_be_bytes)).unwrap(), expected);
    }
    let whole = utf_16(&named, u16::to_le_bytes);
    assert!(matches!(read(&whole[2..]), Err(Why::Damaged { line: 1, .. })));
    assert!(read(&whole[..whole.len() / 2]).is_err());
    assert!(read(&whole[..whole.len() / 2 + 1]).is_err());
    assert!(read(utf_16("", u16::to_le_bytes)).is_err());
}

#[test]
fn what_an_older_run_of_a_machine_found_was_found_then() {
    let folder = tempfile::tempdir().unwrap();
    let report = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Input::File(path)
    };
    let run: RunRecord = serde_json::from_str(GOLDEN.lines().next().unwrap()).unwrap();
    let older = |month: &str| {
        GOLDEN
            .replace(&format!("\"{}\"", run.run), &format!("\"r_0{month}\""))
            .replace("\"2026-09-21T14:1", &format!("\"2026-{month}-21T14:1"))
    };
    let clean = |month: &str| {
        let is_found = |line: &&str| !line.contains("\"findings\":[{");
        let text = older(month).lines().filter(is_found).collect::<Vec<_>>().join("\n");
        let (before, end) = text.rsplit_once('\n').unwrap();
        let mut end: serde_json::Value = serde_json::from_str(end).unwrap();
        for (name, none) in [("documents", 0.into()), ("by_severity", serde_json::json!({}))] {
            end["totals"][name] = none;
        }
        end["totals"]["by_rule"] = serde_json::json!({});
        end["totals"]["by_verdict"] = serde_json::json!({"clean": 7, "not-read": 3});
        format!("{before}\n{end}\n")
    };
    let reader = Reader {
        stored: None,
        identities: &Identities::default(),
    };
    let inputs = [
        report("a.jsonl", GOLDEN),
        report("b.jsonl", &older("08")),
        report("c.jsonl", &clean("07")),
    ];
    let found = |inputs: &[Input]| {
        let merged = merge(inputs, &Devices::default(), reader).unwrap();
        assert_eq!(merged.aggregate.skipped, []);
        assert_eq!((merged.sources.len(), merged.n_runs), (1, inputs.len()));
        merged.found.unwrap().to_string()
    };
    assert_eq!(found(&inputs), "2026-08-21T14:13:29Z");
    assert_eq!(found(&inputs[..1]), "2026-09-21T14:13:29Z");
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
    check(
        &changed(&[("\"move-to-central\"", "\"delete-copy\"")]),
        Damage::Contradiction,
    );
    check(
        &changed(&[("\"verdict\":\"local-copy\"", "\"verdict\":\"allowed\"")]),
        Damage::Contradiction,
    );
    check(&changed(&[("\"in-place\":1", "\"clean\":1")]), Damage::OtherDocuments);
    let is_gap = |line: &&&str| line.contains("\"record\":\"document\"") && line.contains("\"unread\":[{");
    for gap in lines.iter().filter(is_gap) {
        let without: Vec<_> = lines.iter().filter(|line| line != &gap).copied().collect();
        check(&without.join("\n"), Damage::OtherDocuments);
    }
}

#[test]
fn a_newer_word_for_a_twin_is_no_reason_to_delete() {
    let twin = "\"advice\":\"delete-copy\",\"twin\":{\"relation\":\"mirror\",\"root\":\"srv\",\"of\":\"a\",\"similarity\":1.0}";
    let read = read(changed(&[(
        "\"advice\":\"move-to-central\",\"severity\"",
        &format!("{twin},\"severity\""),
    )]))
    .unwrap();
    let advice = read.values().filter(|document| document.twin.is_some());
    assert_eq!(
        advice.map(|document| document.advice).collect::<Vec<_>>(),
        [Advice::AskDpo; 2]
    );
}

#[test]
fn two_copies_of_a_run_that_differ_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let skipped = |other: &str| {
        let inputs = [("a.jsonl", GOLDEN), ("b.jsonl", other)].map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Input::File(path)
        });
        let reader = Reader {
            stored: None,
            identities: &Identities::default(),
        };
        let skipped = merge(&inputs, &Devices::default(), reader).unwrap().aggregate.skipped;
        assert_eq!(skipped.len(), 1, "{skipped:?}");
        skipped.into_iter().next().unwrap().why
    };
    let is_same = |why: &Why| matches!(why, Why::Duplicate { .. });
    assert!(is_same(&skipped(GOLDEN)));
    // With counts alone it says the same.
    assert!(is_same(&skipped(&changed(&[("\"masked\":\"85.", "\"masked\":\"86.")]))));
    let renamed = skipped(&changed(&[("/home/an/b.zip", "/home/an/c.zip")]));
    assert!(
        matches!(&renamed, Why::OtherContent { of } if of.ends_with("a.jsonl")),
        "{renamed:?}"
    );
    assert!(!renamed.is_integrity());
    let asked = skipped(&changed(&[("\"move-to-central\"", "\"ask-dpo\"")]));
    assert!(!is_same(&asked), "{asked:?}");
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
fn how_far_a_newer_version_read_a_document_is_not_known() {
    let skimmed = |from: &str, end: (&str, &str)| read(changed(&[(from, "\"read\":\"skimmed\""), end]));
    let whole = ("\"seen\":7", "\"seen\":7");
    // It counts such a document as it likes: as read, or as a gap.
    for (from, end) in [
        ("\"read\":\"all\"", whole),
        ("\"read\":\"partly\"", whole),
        (
            "\"read\":\"partly\"",
            ("\"read\":4,\"partly\":1", "\"read\":5,\"partly\":0"),
        ),
    ] {
        // Complete or not is another count.
        let documents = skimmed(from, end).unwrap_or_else(|why| panic!("{from}: {why:?}"));
        assert!(
            documents.values().any(|document| document.read == Read::Partly),
            "{from}"
        );
        assert!(documents.values().all(|document| document.verdict != Verdict::Clean));
    }
    // A line that was taken out is still missed.
    let newer = changed(&[("\"read\":\"partly\"", "\"read\":\"skimmed\"")]);
    let without: Vec<_> = newer.lines().filter(|line| !line.contains("d.pst")).collect();
    assert!(matches!(
        read(without.join("\n")),
        Err(Why::Damaged {
            detail: Damage::OtherDocuments,
            ..
        })
    ));
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
    let read = read(without.join("\n")).unwrap();
    let n = read.values().filter(|document| document.severity.is_some()).count();
    assert_eq!(n, 2);
}

#[test]
fn an_overdue_document_of_the_central_storage_is_in_no_wrong_place() {
    let text = changed(&[
        (
            "\"verdict\":\"in-place\",\"articles\":[],\"advice\":\"none\"",
            "\"verdict\":\"in-place\",\"articles\":[\"V\"],\"advice\":\"ask-dpo\",\"severity\":\"low\"",
        ),
        ("\"by_severity\":{\"low\":1", "\"by_severity\":{\"low\":2"),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, text).unwrap();
    let reader = Reader {
        stored: None,
        identities: &Identities::default(),
    };
    let merged = merge(&[Input::File(path)], &Devices::default(), reader).unwrap();
    assert_eq!(merged.aggregate.skipped, []);
    let totals = &merged.aggregate.totals;
    assert_eq!((totals.violations, totals.by_severity.values().sum::<u64>()), (2, 2));
    let article = &merged.aggregate.by_article[&crate::policy::Article::Retention];
    assert_eq!((article.documents, article.violations), (1, 0));
}
