//! The records as they are written, against a golden file and the schema, and what may never be in them.

mod left_out;
mod ruled;
#[path = "../../tests/common/schema.rs"]
mod schema;
mod today;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value as Json;

use super::*;
use crate::config::Detail;
use crate::finding::{Facts, Finding, Read, Token};
use crate::policy::Policy;
use crate::state::tests::{entry, facts, file, finding, meta};
use crate::state::{FileRecord, State};
use crate::walk::Entry;

const KEY: [u8; 32] = [7; 32];

fn gap(reason: Reason) -> Gap {
    Gap {
        reason,
        inner: Vec::new(),
        detail: String::new(),
    }
}

fn unread(inner: &[&str], read: Read, reason: Reason) -> Facts {
    Facts {
        read,
        unread: vec![gap(reason)],
        ..facts(inner)
    }
}

fn personal(inner: &[&str], rule: &str) -> Facts {
    Facts {
        findings: vec![finding(rule, 3)],
        subjects: 3,
        fingerprint: None,
        risk: Risk {
            score: 15,
            level: Level::Low,
        },
        ..facts(inner)
    }
}

/// One of each kind.
fn tree() -> Vec<FileRecord> {
    let program = Facts {
        format: "elf".to_owned(),
        read: Read::NoText,
        content: None,
        ..facts(&[])
    };
    let note = Facts {
        special: vec!["health".to_owned()],
        ..personal(&[], "special.health")
    };
    let in_sync = FileRecord {
        storage: Storage::CloudSync,
        provider: Some("dropbox".to_owned()),
        ..file(entry("/home/an/Dropbox/nota.txt", 6), vec![note])
    };
    let stored = FileRecord {
        storage: Storage::Central,
        ..file(entry("/srv/centraal/lijst.csv", 7), vec![personal(&[], "iban")])
    };
    let archive = vec![
        personal(&["lijst.csv"], "be.national-number"),
        unread(&["post.eml", "geheim.docx"], Read::None, Reason::Encrypted),
        facts(&["leeg.txt"]),
        facts(&[]),
    ];
    vec![
        file(entry("/home/an/a.txt", 1), vec![facts(&[])]),
        file(entry("/home/an/b.zip", 2), archive),
        file(
            entry("/home/an/c.pdf", 3),
            vec![unread(&[], Read::Partly, Reason::LimitOutput)],
        ),
        FileRecord::unread(entry("/home/an/d.pst", 4), Storage::LocalDisk, gap(Reason::Locked)),
        file(entry("/home/an/e", 5), vec![program]),
        in_sync,
        stored,
    ]
}

/// A finished run of these files, and the records of a look at it.
fn records(files: Vec<FileRecord>, view: &View<'_>, is_finished: bool) -> (Vec<Record>, End) {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let started = Timestamp::from_millisecond(1_790_000_000_123).unwrap();
    let run = state.begin(&[PathBuf::from("/home/an")], &meta(), started).unwrap();
    let recorder = state.recorder(run.id, b"digest").unwrap();
    for file in files {
        recorder.put(file).unwrap();
    }
    recorder.close().unwrap();
    if is_finished {
        state
            .finish(run.id, started + jiff::SignedDuration::from_secs(9))
            .unwrap();
    }
    let run = state.run(&run.name).unwrap().unwrap();
    let mut records = Vec::new();
    let end = write_run(&state, &run, view, &mut |record| {
        let mut record = record.clone();
        if let Record::Run(run) = &mut record {
            run.run = "r_0".to_owned();
        }
        records.push(record);
        Ok(())
    });
    (records, end.unwrap())
}

fn view(policy: &Policy) -> View<'_> {
    View {
        policy,
        key: &KEY,
        detail: Detail::Counts,
        central: None,
        all: false,
        today: jiff::civil::date(2026, 11, 22),
    }
}

fn documents(records: &[Record]) -> Vec<&Document> {
    let mut documents = Vec::new();
    for record in records {
        match record {
            Record::Document(document) => documents.push(document.as_ref()),
            Record::Run(_) | Record::File(_) | Record::Gone(_) | Record::End(_) => {}
        }
    }
    documents
}

#[test]
fn a_run_of_every_kind_of_file() {
    let mut policy = Policy::default();
    policy.name.push('p');
    let with_values = View {
        detail: Detail::Values,
        ..view(&policy)
    };
    let (records, _) = records(tree(), &with_values, true);
    let lines: String = records
        .iter()
        .map(|record| serde_json::to_string(record).unwrap() + "\n")
        .collect();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/records/run.jsonl");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&golden, &lines).unwrap();
    }
    assert_eq!(lines, std::fs::read_to_string(&golden).unwrap());
    for (line, record) in lines.lines().zip(&records) {
        schema::check(&serde_json::from_str(line).unwrap());
        assert_eq!(&serde_json::from_str::<Record>(line).unwrap(), record);
    }
}

#[test]
fn a_reader_ignores_fields_of_a_newer_speur() {
    let policy = Policy::default();
    let (records, _) = records(tree(), &view(&policy), true);
    for record in records {
        let mut json = serde_json::to_value(&record).unwrap();
        json["colour_of_the_day"] = Json::from("blue");
        assert_eq!(serde_json::from_value::<Record>(json).unwrap(), record);
    }
}

#[test]
fn every_file_is_in_exactly_one_state() {
    let policy = Policy::default();
    let (_, end) = records(tree(), &view(&policy), true);
    let Coverage { files, members, .. } = end.coverage.clone();
    assert_eq!(files.seen, tree().len() as u64);
    for tally in [files, members.tally] {
        assert_eq!(tally.seen, tally.read + tally.partly + tally.unread + tally.no_text);
    }
    assert_eq!(end.coverage.by_reason, BTreeMap::from([(Reason::Locked, 1)]));
    assert_eq!(
        end.coverage.partly_by_reason,
        BTreeMap::from([(Reason::LimitOutput, 1)])
    );
    assert_eq!(members.by_reason, BTreeMap::from([(Reason::Encrypted, 1)]));
    assert_eq!(end.coverage.no_text_by_format, BTreeMap::from([("elf".to_owned(), 1)]));
}

#[test]
fn a_run_is_complete_when_nothing_but_the_excluded_was_left() {
    #[track_caller]
    fn check(documents: Vec<Facts>, is_finished: bool, expected: bool) {
        let policy = Policy::default();
        let files = vec![file(entry("/home/an/a", 1), documents)];
        assert_eq!(records(files, &view(&policy), is_finished).1.complete, expected);
    }
    check(vec![facts(&[])], true, true);
    check(vec![facts(&[])], false, false);
    check(vec![unread(&[], Read::None, Reason::Excluded)], true, true);
    check(vec![unread(&[], Read::None, Reason::Locked)], true, false);
    check(vec![unread(&[], Read::Partly, Reason::LimitTime)], true, false);
    check(
        vec![unread(&["x"], Read::None, Reason::Damaged), facts(&[])],
        true,
        false,
    );
}

#[test]
fn what_has_nothing_to_say_is_written_only_when_all_is_asked_for() {
    let policy = Policy::default();
    let (some, _) = records(tree(), &view(&policy), true);
    let everything = View {
        all: true,
        ..view(&policy)
    };
    let (all, _) = records(tree(), &everything, true);
    assert_eq!((documents(&some).len(), documents(&all).len()), (6, 10));
    assert!(
        documents(&some)
            .iter()
            .all(|document| document.path.path != "/home/an/a.txt")
    );
}

#[test]
fn values_are_there_only_when_asked_for_and_tokens_never() {
    let policy = Policy::default();
    let (records, _) = records(tree(), &view(&policy), true);
    let text = serde_json::to_string(&records).unwrap();
    assert!(!text.contains("\"values\"") && !text.contains("\"tokens\"") && !text.contains("85.**"));
}

#[test]
fn an_id_stays_and_tells_places_and_keys_apart() {
    let policy = Policy::default();
    let ids = |path: &str, inner: &[&str], rule: &str, key: [u8; 32]| {
        let files = vec![file(entry(path, 1), vec![personal(inner, rule), facts(&[])])];
        let view = View {
            key: &key,
            ..view(&policy)
        };
        let (records, _) = records(files, &view, true);
        documents(&records)[0].findings[0].id.clone()
    };
    let id = ids("/a", &["b"], "iban", KEY);
    assert_eq!(ids("/a", &["b"], "iban", KEY), id);
    for other in [
        ids("/a/b", &["b"], "iban", KEY),
        ids("/a", &["b", "c"], "iban", KEY),
        ids("/a", &["b"], "email", KEY),
        ids("/a", &["b"], "iban", [8; 32]),
    ] {
        assert_ne!(other, id);
    }
}

#[test]
fn aliases_are_told_of_the_document_and_counted_apart() {
    let policy = Policy::default();
    let linked = |path: &str| Entry {
        links: 2,
        ..entry(path, 9)
    };
    let files = vec![
        file(linked("/home/an/b"), vec![personal(&[], "iban")]),
        file(linked("/home/an/a"), vec![personal(&[], "iban")]),
    ];
    let (records, end) = records(files, &view(&policy), true);
    let [document] = documents(&records)[..] else {
        panic!("{records:?}")
    };
    assert_eq!(document.path.path, "/home/an/a");
    assert_eq!(document.aliases, ["/home/an/b"]);
    assert_eq!((end.coverage.files.seen, end.coverage.aliases), (1, 1));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_utf8_comes_with_its_bytes() {
    use std::os::unix::ffi::OsStrExt as _;
    let path = Path::new(std::ffi::OsStr::from_bytes(b"/\xff"));
    let text = PathText::new(path);
    assert_eq!(
        (text.path.as_str(), text.path_bytes.as_deref()),
        ("/\u{fffd}", Some("L/8="))
    );
    assert_eq!((&*text.bytes(), &*text.escaped()), (&b"/\xff"[..], "/\\xFF"));
    let whole = PathText::new(Path::new("/é"));
    assert_eq!((&whole.path_bytes, &*whole.escaped()), (&None, "/é"));
    // What another system wrote.
    let other = PathText {
        path: "C:\\\u{fffd}".to_owned(),
        path_bytes: Some(base64(b"C\0:\0\\\0\0\xd8")),
    };
    assert_eq!(
        (&*other.bytes(), &*other.escaped()),
        (other.path.as_bytes(), &*other.path)
    );
}

#[test]
fn a_writer_that_fails_stops_the_run_of_records() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let run = state.begin(&[], &meta(), Timestamp::UNIX_EPOCH).unwrap();
    let policy = Policy::default();
    let closed = |_: &Record| Err(std::io::Error::from(std::io::ErrorKind::BrokenPipe));
    let result = write_run(&state, &run, &view(&policy), &mut { closed });
    assert!(matches!(result, Err(Error::Output(err)) if err.kind() == std::io::ErrorKind::BrokenPipe));
}

#[test]
fn people_of_several_violations_are_told_apart_by_their_national_numbers() {
    fn of(numbers: std::ops::Range<u8>, rule: &str) -> Facts {
        let n = numbers.len() as u64;
        let tokens = numbers.map(|number| Token([number; 16])).collect();
        Facts {
            findings: vec![Finding {
                tokens,
                ..finding(rule, n)
            }],
            subjects: n,
            ..personal(&[], rule)
        }
    }
    #[track_caller]
    fn check(documents: Vec<Facts>, expected: u64) {
        let files = (1..)
            .zip(documents)
            .map(|(n, facts)| file(entry(&format!("/home/an/{n}"), n), vec![facts]));
        let policy = Policy::default();
        assert_eq!(
            records(files.collect(), &view(&policy), true).1.totals.subjects,
            expected
        );
    }
    let number = "be.national-number";
    check(vec![], 0);
    check(vec![of(0..3, number), of(2..5, number)], 5);
    check(vec![of(0..3, number), of(0..2, number)], 3);
    // Of whom nothing proves that they are others.
    check(vec![of(0..3, "email"), of(3..5, "email")], 3);
    let doubtful = Facts {
        subjects: 1,
        ..of(5..9, number)
    };
    check(vec![of(0..2, number), doubtful], 2);
}
