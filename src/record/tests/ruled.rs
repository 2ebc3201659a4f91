//! What a run says beside its facts: changes since the run before, exceptions, requests, terms, personal folders.

use jiff::SignedDuration;
use jiff::civil::{Date, date};

use super::*;
use crate::finding::Dates;
use crate::policy::{Advice, Article, Exception, Match, Verdict};
use crate::state::{Change, Passed, Request};

/// A finished run over these files, in a state that may hold others.
fn run(state: &State, begun: i64, files: Vec<FileRecord>) -> crate::state::Run {
    let started = Timestamp::from_second(1_790_000_000 + begun).unwrap();
    let run = state.begin(&[PathBuf::from("/home/an")], &meta(), started).unwrap();
    let recorder = state.recorder(run.id, b"digest").unwrap();
    files.into_iter().for_each(|file| recorder.put(file).unwrap());
    recorder.close().unwrap();
    state.finish(run.id, started + SignedDuration::from_secs(9)).unwrap();
    state.run(&run.name).unwrap().unwrap()
}

/// The records of a run, each held against the schema.
pub(super) fn told(state: &State, run: &crate::state::Run, view: &View<'_>) -> (Vec<Record>, End) {
    let mut records = Vec::new();
    let end = write_run(state, run, view, &mut |record| {
        schema::check(&serde_json::to_value(record).unwrap());
        records.push(record.clone());
        Ok(())
    });
    (records, end.unwrap())
}

pub(super) fn state() -> (tempfile::TempDir, State) {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    (dir, state)
}

pub(super) fn list(path: &str, content: u8) -> FileRecord {
    let facts = Facts {
        content: Some(Token([content; 16])),
        ..personal(&[], "iban")
    };
    file(entry(path, 1), vec![facts])
}

pub(super) fn policy(rest: &str) -> Policy {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("policy.toml");
    std::fs::write(&path, format!("name = 'P'\n[organisation]\nname = 'V'\n{rest}")).unwrap();
    Policy::load(&path).unwrap()
}

#[test]
fn a_run_says_what_changed_since_the_one_before() {
    let (_dir, state) = state();
    let policy = Policy::default();
    let plain = |path: &str| file(entry(path, 1), vec![facts(&[])]);
    let before = vec![
        list("/home/an/a", 1),
        list("/home/an/b", 1),
        list("/home/an/d", 1),
        plain("/home/an/e"),
    ];
    let first = run(&state, 0, before);
    let (_, end) = told(&state, &first, &view(&policy));
    assert_eq!(end.change, None);
    let second = run(
        &state,
        20,
        vec![list("/home/an/a", 1), list("/home/an/b", 2), list("/home/an/c", 1)],
    );
    let (records, end) = told(&state, &second, &view(&policy));
    let changes: Vec<_> = documents(&records).iter().map(|document| document.change).collect();
    assert_eq!(
        changes,
        [Some(Change::Unchanged), Some(Change::Changed), Some(Change::New)]
    );
    let gone: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Gone(gone) => Some((gone.path.path.as_str(), gone.rules.as_slice())),
            Record::Run(_) | Record::Document(_) | Record::File(_) | Record::End(_) => None,
        })
        .collect();
    assert_eq!(gone, [("/home/an/d", &["iban".to_owned()][..])]);
    let change = end.change.unwrap();
    assert_eq!(change.since, first.name);
    let counts = |changes: Changes| [changes.new, changes.changed, changes.unchanged, changes.gone];
    assert_eq!(
        (counts(change.files), counts(change.documents)),
        ([1, 1, 1, 2], [1, 1, 1, 1])
    );
    // Told again later, the first run is still what it was.
    assert_eq!(told(&state, &first, &view(&policy)).1.change, None);
}

#[test]
fn what_could_not_be_looked_at_is_not_gone() {
    let (_dir, state) = state();
    let policy = Policy::default();
    run(&state, 0, vec![list("/home/an/x/y/a", 1), list("/home/an/z", 1)]);
    let folder = Entry::unlisted(PathBuf::from("/home/an/x"));
    let locked = FileRecord::unread(folder, Storage::LocalDisk, gap(Reason::Permission));
    let second = run(&state, 20, vec![locked]);
    let (_, end) = told(&state, &second, &view(&policy));
    let change = end.change.unwrap();
    assert_eq!((change.files.gone, change.documents.gone), (1, 1));
}

#[test]
fn files_of_a_personal_folder_are_counted_and_never_named() {
    let (_dir, state) = state();
    let policy = policy("[[personal]]\nglob = '/home/*/Eigen'\nreason = 'own'");
    run(&state, 0, vec![list("/home/an/Eigen/gone", 1)]);
    let second = run(&state, 20, vec![list("/home/an/Eigen/diary", 1), list("/home/an/b", 1)]);
    let passed = Passed {
        personal: 4,
        links: 3,
        special: 1,
        states: 2,
    };
    state.count_passed(second.id, passed).unwrap();
    let second = state.run(&second.name).unwrap().unwrap();
    let all = View {
        all: true,
        ..view(&policy)
    };
    let (records, end) = told(&state, &second, &all);
    let text = serde_json::to_string(&records).unwrap();
    assert!(!text.contains("Eigen"), "{text}");
    assert_eq!(
        (end.coverage.links, end.coverage.special, end.coverage.states),
        (3, 1, 2)
    );
    let Coverage { files, personal, .. } = end.coverage;
    assert_eq!((files.seen, files.read, files.unread, personal), (6, 1, 5, 5));
    assert!(end.complete);
}

fn except(matches: Match, until: Date) -> Policy {
    let mut policy = Policy::default();
    policy.exceptions.rows.push(Exception {
        id: "x_1".to_owned(),
        matches,
        reason: "public".to_owned(),
        approver: "DPO".to_owned(),
        added: date(2026, 1, 1),
        until,
        ended: None,
    });
    policy
}

#[test]
fn an_exception_allows_a_document_or_accepts_a_finding() {
    let both = || {
        let mut facts = personal(&[], "iban");
        facts.findings.push(finding("email", 3));
        vec![file(entry("/home/an/a", 1), vec![facts])]
    };
    let (_dir, state) = state();
    let id = {
        let (records, _) = told(&state, &run(&state, 0, both()), &view(&Policy::default()));
        documents(&records)[0].findings[0].id.clone()
    };
    let mut begun = 0;
    let mut check = |files: Vec<FileRecord>, matches: Match, until: Date, expected: Verdict, by: Option<&str>| {
        begun += 20;
        let policy = except(matches.clone(), until);
        let (records, _) = told(&state, &run(&state, begun, files), &view(&policy));
        let document = documents(&records)[0];
        assert_eq!(document.verdict, expected, "{matches:?}");
        let used = document.exceptions.first().map(|used| used.by.as_str());
        assert_eq!(used, by, "{matches:?}");
    };
    let later = date(2027, 1, 1);
    let one = || vec![list("/home/an/a", 7)];
    let path = |glob: &str| Match::Path(glob.to_owned());
    check(one(), path("/home/an/a"), later, Verdict::Allowed, Some("path"));
    check(one(), path("/home/an/b"), later, Verdict::LocalCopy, None);
    check(one(), path("/home/an/a"), date(2026, 11, 21), Verdict::LocalCopy, None);
    check(
        one(),
        Match::Content(Token([7; 16])),
        later,
        Verdict::Allowed,
        Some("content"),
    );
    check(one(), Match::Content(Token([8; 16])), later, Verdict::LocalCopy, None);
    let of_iban = Match::Finding(id);
    check(one(), of_iban.clone(), later, Verdict::Allowed, Some("finding"));
    check(both(), of_iban, later, Verdict::LocalCopy, Some("finding"));
}

#[test]
fn a_request_is_told_with_its_document() {
    let (_dir, state) = state();
    let policy = Policy::default();
    let run = run(&state, 0, vec![list("/home/an/a", 1), list("/home/an/b", 1)]);
    let id = documents(&told(&state, &run, &view(&policy)).0)[1].findings[0]
        .id
        .clone();
    let request = Request {
        finding: id,
        reason: "test data".to_owned(),
        made: Timestamp::from_second(1_790_000_000).unwrap(),
    };
    state.request(&request).unwrap();
    let (records, _) = told(&state, &run, &view(&policy));
    let requests: Vec<_> = documents(&records)
        .iter()
        .map(|document| document.requests.clone())
        .collect();
    assert_eq!(requests, [vec![], vec![request]]);
    assert_eq!(documents(&records)[1].verdict, Verdict::LocalCopy);
}

#[test]
fn data_that_is_past_its_term_is_told_with_article_five() {
    let (_dir, state) = state();
    let policy = policy("[[retention]]\ncategories = ['national-id']\nyears = 5\nreason = 'law'");
    let mut begun = 0;
    let mut check = |storage, dates: Dates, expected: &[Article], advice, by: Option<&str>| {
        begun += 20;
        let facts = Facts {
            dates,
            ..personal(&[], "iban")
        };
        let stored = FileRecord {
            storage,
            ..file(entry("/home/an/a", 1), vec![facts])
        };
        let (records, _) = told(&state, &run(&state, begun, vec![stored]), &view(&policy));
        let document = documents(&records)[0];
        assert_eq!(
            (document.articles.as_slice(), document.advice),
            (expected, advice),
            "{dates:?}"
        );
        let known = document.retention.as_ref().map(|overdue| token(overdue.by));
        assert_eq!(known.as_deref(), by, "{dates:?}");
    };
    let dates = |content, document| Dates { content, document };
    let (old, new) = (Some(date(2019, 1, 1)), Some(date(2024, 1, 1)));
    let copy = [Article::Copies];
    let overdue = [Article::Copies, Article::Retention];
    let moved = Advice::MoveToCentral;
    check(Storage::LocalDisk, dates(old, new), &overdue, moved, Some("content"));
    check(Storage::LocalDisk, dates(new, old), &copy, moved, None);
    check(Storage::LocalDisk, dates(None, old), &overdue, moved, Some("document"));
    check(Storage::LocalDisk, dates(None, None), &copy, moved, None);
    check(
        Storage::Central,
        dates(old, None),
        &[Article::Retention],
        Advice::AskDpo,
        Some("content"),
    );
    check(Storage::Central, dates(new, None), &[], Advice::None, None);
}
