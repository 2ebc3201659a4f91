//! What the state promises: nothing lost, nothing doubled, the same answer in any order.

mod audit;
mod disk;
mod kill;
mod strange;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::*;
use crate::extract::Reason;
use crate::finding::{Confidence, Facts, Finding, Gap, Place, Read, Token, Value};
use crate::storage::Storage;
use crate::walk::Entry;

const DIGEST: &[u8] = b"rules one";

pub(crate) fn meta() -> RunMeta {
    RunMeta {
        speur: "0.1.0".to_owned(),
        rules: "r".to_owned(),
        policy: "p".to_owned(),
        key: "k_1".to_owned(),
        device: Device {
            id: "d_1".to_owned(),
            name: "PC-042".to_owned(),
            os: "linux".to_owned(),
        },
        roots: vec!["/home/an".to_owned()],
        personal: Vec::new(),
    }
}

fn roots() -> Vec<PathBuf> {
    vec![PathBuf::from("/home/an")]
}

fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + seconds).unwrap()
}

pub(crate) fn entry(path: &str, inode: u64) -> Entry {
    Entry {
        path: PathBuf::from(path),
        size: 10,
        modified: 1_790_000_000_000_000_000,
        changed: 1_790_000_000_000_000_001,
        device: 7,
        inode,
        links: 1,
    }
}

pub(crate) fn facts(inner: &[&str]) -> Facts {
    Facts {
        format: "txt".to_owned(),
        size: 10,
        content: Some(Token([9; 16])),
        read: Read::All,
        ..Facts::unread(inner.iter().map(|&name| name.to_owned()).collect())
    }
}

pub(crate) fn finding(rule: &str, distinct: u64) -> Finding {
    Finding {
        rule: rule.to_owned(),
        category: "national-id".to_owned(),
        confidence: Confidence::High,
        score: 93,
        count: distinct,
        distinct,
        why: Vec::new(),
        places: vec![Place {
            lines: Some("1-3".to_owned()),
            ..Place::default()
        }],
        values: vec![Value {
            token: Token([3; 16]),
            masked: "85.**.**-***.**".to_owned(),
            place: Place::default(),
            score: 93,
        }],
        tokens: (0..distinct).map(|n| Token([n as u8; 16])).collect(),
        tokens_truncated: false,
        places_truncated: false,
    }
}

pub(crate) fn file(entry: Entry, documents: Vec<Facts>) -> FileRecord {
    FileRecord {
        entry,
        storage: Storage::LocalDisk,
        provider: None,
        documents,
    }
}

/// A run over `files`, finished.
fn scan(state: &State, files: Vec<FileRecord>) -> Run {
    let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
    let recorder = state.recorder(run.id, DIGEST).unwrap();
    for file in files {
        recorder.put(file).unwrap();
    }
    recorder.close().unwrap();
    state.finish(run.id, moment(9)).unwrap();
    run
}

/// Everything a run says, as text.
fn told(state: &State, run: RunId) -> Vec<String> {
    let mut lines = Vec::new();
    state
        .each_file(run, |file| {
            let mut documents = Vec::new();
            file.each_document(|facts| {
                documents.push(serde_json::to_string(&facts).unwrap());
                Ok::<(), Error>(())
            })?;
            let (path, aliases) = (file.entry.path.display(), &file.aliases);
            lines.push(format!("{path} {:?} {aliases:?} {documents:?}", file.read));
            Ok::<(), Error>(())
        })
        .unwrap();
    lines
}

fn known(state: &State, run: &Run, entry: &Entry) -> Known {
    state.lookup(run.id, DIGEST, false).unwrap().known(entry).unwrap()
}

#[test]
fn a_run_comes_back_sorted_and_whole() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let mut found = facts(&[]);
    found.findings = vec![finding("be.national-number", 3)];
    let files = vec![
        file(entry("/home/an/b.txt", 2), vec![found.clone()]),
        file(entry("/home/an/a.zip", 1), vec![facts(&["x.txt"]), facts(&[])]),
        file(entry("/home/an/A.txt", 3), vec![facts(&[])]),
    ];
    let run = scan(&state, files);
    let mut seen = Vec::new();
    state
        .each_file(run.id, |file| {
            let mut documents = Vec::new();
            file.each_document(|facts| {
                documents.push(facts);
                Ok::<(), Error>(())
            })?;
            let tokens = file.tokens(0, "be.national-number")?;
            seen.push((file.entry, documents, tokens));
            Ok::<(), Error>(())
        })
        .unwrap();
    let without_tokens = |mut facts: Facts| {
        facts.findings.iter_mut().for_each(|finding| finding.tokens.clear());
        facts
    };
    assert_eq!(seen[0], (entry("/home/an/A.txt", 3), vec![facts(&[])], vec![]));
    assert_eq!(seen[1].1, [facts(&["x.txt"]), facts(&[])]);
    assert_eq!(seen[2].1, [without_tokens(found.clone())]);
    assert_eq!(seen[2].2, found.findings[0].tokens);
}

#[test]
fn an_unchanged_file_is_known_and_keeps_its_facts() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let mut found = facts(&[]);
    found.findings = vec![finding("iban", 2)];
    let first = scan(&state, vec![file(entry("/home/an/a.txt", 1), vec![found])]);
    let second = state.begin(&roots(), &meta(), moment(20)).unwrap();
    let Known::Unchanged(version) = known(&state, &second, &entry("/home/an/a.txt", 1)) else {
        panic!("it was read before");
    };
    let recorder = state.recorder(second.id, DIGEST).unwrap();
    recorder.unchanged(version, Storage::LocalDisk, None).unwrap();
    recorder.close().unwrap();
    assert_eq!(told(&state, second.id), told(&state, first.id));
    assert!(matches!(
        known(&state, &second, &entry("/home/an/a.txt", 1)),
        Known::Done(_)
    ));
}

#[test]
fn any_change_of_the_key_makes_a_file_new() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let old = entry("/home/an/a.txt", 1);
    scan(&state, vec![file(old.clone(), vec![facts(&[])])]);
    let run = state.begin(&roots(), &meta(), moment(20)).unwrap();
    let check = |change: &dyn Fn(&mut Entry)| {
        let mut entry = old.clone();
        change(&mut entry);
        assert_eq!(known(&state, &run, &entry), Known::Read, "{entry:?}");
    };
    check(&|entry| entry.path = PathBuf::from("/home/an/b.txt"));
    check(&|entry| entry.size += 1);
    check(&|entry| entry.modified += 1);
    check(&|entry| entry.changed += 1);
    check(&|entry| entry.inode += 1);
    let other_rules = state.lookup(run.id, b"rules two", false).unwrap().known(&old).unwrap();
    let full = state.lookup(run.id, DIGEST, true).unwrap().known(&old).unwrap();
    assert_eq!((other_rules, full), (Known::Read, Known::Read));
}

#[test]
fn what_was_not_read_is_tried_again_where_that_can_help() {
    #[track_caller]
    fn check(read: Read, inner: &[&str], reason: Reason, again: bool) {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        let mut own = facts(inner);
        own.read = read;
        own.unread = vec![Gap {
            reason,
            inner: Vec::new(),
            detail: String::new(),
        }];
        scan(&state, vec![file(entry("/home/an/a", 1), vec![facts(&[]), own])]);
        let run = state.begin(&roots(), &meta(), moment(20)).unwrap();
        let is_again = known(&state, &run, &entry("/home/an/a", 1)) == Known::Read;
        assert_eq!(is_again, again, "{read:?} {reason:?}");
    }
    check(Read::None, &[], Reason::Encrypted, false);
    check(Read::None, &[], Reason::Unsupported, false);
    check(Read::None, &[], Reason::NeedsOcr, false);
    check(Read::None, &[], Reason::Damaged, true);
    check(Read::None, &[], Reason::Locked, true);
    check(Read::None, &["x"], Reason::Damaged, false);
    check(Read::None, &["x"], Reason::Crashed, true);
    check(Read::Partly, &[], Reason::LimitTime, true);
    check(Read::Partly, &[], Reason::LimitOutput, false);
}

#[test]
fn the_smallest_path_of_an_inode_is_the_document_whoever_was_read() {
    let mut answers = Vec::new();
    for read in ["/home/an/b.txt", "/home/an/a.txt", "/home/an/c.txt"] {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
        let recorder = state.recorder(run.id, DIGEST).unwrap();
        for path in ["/home/an/c.txt", "/home/an/a.txt", "/home/an/b.txt"] {
            let entry = Entry {
                links: 3,
                ..entry(path, 5)
            };
            let mut found = facts(&[]);
            found.findings = vec![finding("iban", 1)];
            if path == read {
                recorder.put(file(entry, vec![found])).unwrap();
            } else {
                recorder.link(&entry, Storage::LocalDisk, None).unwrap();
            }
        }
        recorder.close().unwrap();
        state.finish(run.id, moment(9)).unwrap();
        state.settle(run.id).unwrap();
        answers.push(told(&state, run.id));
    }
    assert_eq!(answers[0].len(), 1);
    assert!(answers[0][0].starts_with("/home/an/a.txt All [\"/home/an/b.txt\", \"/home/an/c.txt\"]"));
    assert!(answers[0][0].contains("iban"));
    assert!(answers.iter().all(|answer| answer == &answers[0]));
}

#[test]
fn a_link_is_known_again_by_the_facts_of_the_name_that_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let linked = |path: &str| Entry {
        links: 2,
        ..entry(path, 5)
    };
    let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
    let recorder = state.recorder(run.id, DIGEST).unwrap();
    recorder.put(file(linked("/home/an/b"), vec![facts(&[])])).unwrap();
    recorder.link(&linked("/home/an/a"), Storage::LocalDisk, None).unwrap();
    recorder.close().unwrap();
    state.finish(run.id, moment(9)).unwrap();
    let second = state.begin(&roots(), &meta(), moment(20)).unwrap();
    let Known::Unchanged(version) = known(&state, &second, &linked("/home/an/a")) else {
        panic!("its other name was read");
    };
    let recorder = state.recorder(second.id, DIGEST).unwrap();
    recorder.unchanged(version, Storage::LocalDisk, None).unwrap();
    recorder.close().unwrap();
    state.finish(second.id, moment(29)).unwrap();
    let told = told(&state, second.id);
    assert!(told.len() == 1 && told[0].starts_with("/home/an/a All []"), "{told:?}");
}

#[test]
fn a_file_put_twice_counts_once_and_the_last_word_stands() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let mut snapshot = facts(&[]);
    snapshot.read = Read::Partly;
    let again = file(entry("/home/an/a", 1), vec![facts(&[])]);
    let run = scan(&state, vec![file(entry("/home/an/a", 1), vec![snapshot]), again]);
    let told = told(&state, run.id);
    assert!(told.len() == 1 && told[0].starts_with("/home/an/a All"), "{told:?}");
}

#[test]
fn an_unfinished_run_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
    let recorder = state.recorder(run.id, DIGEST).unwrap();
    recorder.put(file(entry("/home/an/a", 1), vec![facts(&[])])).unwrap();
    recorder.put(file(entry("/home/an/b", 2), vec![facts(&[])])).unwrap();
    recorder.close().unwrap();
    drop(state);
    let state = State::open(&dir.path().join("s")).unwrap();
    assert_eq!(state.resume(&[PathBuf::from("/else")], &meta()).unwrap(), None);
    let resumed = state.resume(&roots(), &meta()).unwrap().unwrap();
    assert_eq!(resumed, run);
    let Known::Done(version) = known(&state, &resumed, &entry("/home/an/a", 1)) else {
        panic!("it was read before");
    };
    let recorder = state.recorder(resumed.id, DIGEST).unwrap();
    recorder.met(version).unwrap();
    recorder.close().unwrap();
    state.finish(resumed.id, moment(9)).unwrap();
    // The other file is gone meanwhile.
    let told = told(&state, resumed.id);
    assert!(told.len() == 1 && told[0].starts_with("/home/an/a "), "{told:?}");
    assert_eq!(state.resume(&roots(), &meta()).unwrap(), None);
    assert_eq!(state.run("last").unwrap().unwrap().finished, Some(moment(9)));
}

#[test]
fn a_run_that_goes_on_tells_of_what_it_looks_at_now() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
    let recorder = state.recorder(run.id, DIGEST).unwrap();
    let gap = |reason| Gap {
        reason,
        inner: Vec::new(),
        detail: String::new(),
    };
    let refused = |reason, entry| FileRecord::unread(entry, Storage::LocalDisk, gap(reason));
    let unread = |entry| refused(Reason::Permission, entry);
    recorder.put(file(entry("/home/an/a", 1), vec![facts(&[])])).unwrap();
    recorder
        .put(file(entry("/home/an/eigen/b", 2), vec![facts(&[])]))
        .unwrap();
    // A folder is listed again; a file that could not be opened is one of the run.
    recorder
        .put(unread(Entry::unlisted(PathBuf::from("/home/an/c"))))
        .unwrap();
    recorder.put(unread(entry("/home/an/d", 4))).unwrap();
    // The limit may be another one now, and the file here now; what an archive had that was too large is not asked again.
    recorder.put(refused(Reason::TooLarge, entry("/home/an/e", 5))).unwrap();
    recorder
        .put(refused(Reason::OnlineOnly, entry("/home/an/f", 6)))
        .unwrap();
    let archive = Facts {
        read: Read::Partly,
        unread: vec![gap(Reason::TooLarge)],
        ..facts(&[])
    };
    recorder.put(file(entry("/home/an/g", 7), vec![archive])).unwrap();
    recorder.close().unwrap();
    let passed = Passed {
        personal: 3,
        ..Passed::default()
    };
    state.count_passed(run.id, passed).unwrap();
    let resumed = state.resume(&roots(), &meta()).unwrap().unwrap();
    state
        .forget(resumed.id, |path| path.starts_with("/home/an/eigen"))
        .unwrap();
    let told = told(&state, resumed.id);
    let names: Vec<_> = told.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["/home/an/a", "/home/an/d", "/home/an/g"]);
    assert_eq!(known(&state, &resumed, &entry("/home/an/e", 5)), Known::Read);
    assert!(matches!(
        known(&state, &resumed, &entry("/home/an/g", 7)),
        Known::Done(_)
    ));
    assert_eq!(state.run("last").unwrap().unwrap().passed, Passed::default());
    let forgotten = known(&state, &resumed, &entry("/home/an/eigen/b", 2));
    assert!(matches!(forgotten, Known::Unchanged(_)), "{forgotten:?}");
}
