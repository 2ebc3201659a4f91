//! What a run left out is neither gone nor, when the next one looks at it, new.

use super::ruled::{list, state, told};
use super::*;
use crate::state::{Change, Run};
use crate::walk::Exclusion;

/// A finished run that left these folders to somebody.
fn run(state: &State, begun: i64, personal: &[&str], files: Vec<FileRecord>) -> Run {
    let started = Timestamp::from_second(1_790_000_000 + begun).unwrap();
    let own = personal.iter().map(|glob| Exclusion {
        glob: (*glob).to_owned(),
        reason: "own".to_owned(),
    });
    let meta = crate::state::RunMeta {
        personal: own.collect(),
        ..meta()
    };
    let run = state.begin(&[PathBuf::from("/home/an")], &meta, started).unwrap();
    let recorder = state.recorder(run.id, b"digest").unwrap();
    files.into_iter().for_each(|file| recorder.put(file).unwrap());
    recorder.close().unwrap();
    state.finish(run.id, started).unwrap();
    state.run(&run.name).unwrap().unwrap()
}

fn excluded(path: &str) -> FileRecord {
    let place = Entry::unlisted(PathBuf::from(path));
    FileRecord::unread(place, Storage::LocalDisk, gap(Reason::Excluded))
}

#[test]
fn what_a_run_left_to_somebody_is_not_gone() {
    let (_dir, state) = state();
    let before = ["/home/an/Eigen/a", "/home/an/Eigener/a", "/home/an/b", "/home/an/c"];
    run(&state, 0, &[], before.map(|path| list(path, 1)).into());
    let second = run(&state, 20, &["/home/*/Eigen"], vec![list("/home/an/b", 1)]);
    // Also under a policy that leaves nothing to anybody any more.
    let policy = Policy::default();
    let (records, end) = told(&state, &second, &view(&policy));
    let text = serde_json::to_string(&records).unwrap();
    assert!(!text.contains("/Eigen/"), "{text}");
    let change = end.change.unwrap();
    assert_eq!((change.files.gone, change.documents.gone), (2, 2));
}

#[test]
fn what_the_run_before_left_out_is_not_new() {
    let (_dir, state) = state();
    let paths = ["a/x", "a/y", "cd", "gone-and-back", "own/p", "z"];
    let first = paths.map(|path| list(&format!("/home/an/{path}"), 1));
    run(&state, 0, &[], first.into());
    let second = vec![excluded("/home/an/a"), excluded("/home/an/cd"), list("/home/an/z", 1)];
    run(&state, 20, &["/home/an/own"], second);
    let third = [
        ("a/never-seen", 1, Change::New),
        ("a/x", 1, Change::Unchanged),
        ("a/y", 2, Change::Changed),
        ("cd", 1, Change::Unchanged),
        ("gone-and-back", 1, Change::New),
        ("own/p", 1, Change::Unchanged),
        ("z", 1, Change::Unchanged),
    ];
    let files = third.map(|(path, content, _)| list(&format!("/home/an/{path}"), content));
    let third_run = run(&state, 40, &[], files.into());
    let policy = Policy::default();
    let (records, _) = told(&state, &third_run, &view(&policy));
    let changes = documents(&records)
        .iter()
        .map(|document| (document.path.path.clone(), document.change.unwrap()))
        .collect::<Vec<_>>();
    let expected = third.map(|(path, _, change)| (format!("/home/an/{path}"), change));
    assert_eq!(changes, expected);
}

/// As records write it: what has no moment or size there says nothing of them.
fn size_and_moment(record: &Json) -> (Option<u64>, Option<&str>) {
    (record["size"].as_u64(), record["modified"].as_str())
}

#[test]
fn what_nobody_told_of_is_not_said() {
    let long_ago = Entry {
        modified: -1_000_000_000,
        ..entry("/home/an/d", 4)
    };
    let untold = Entry {
        size: 0,
        modified: 0,
        ..entry("/home/an/e", 5)
    };
    let died = Facts {
        size: 0,
        ..unread(&["geheim.docx"], Read::Partly, Reason::Crashed)
    };
    let empty = Facts {
        size: 0,
        ..facts(&["leeg.txt"])
    };
    let files = vec![
        excluded("/home/an/a"),
        FileRecord::unread(entry("/home/an/b", 2), Storage::LocalDisk, gap(Reason::Permission)),
        file(entry("/home/an/c", 3), vec![facts(&[]), died, empty]),
        FileRecord::unread(long_ago, Storage::LocalDisk, gap(Reason::Locked)),
        FileRecord::unread(untold, Storage::LocalDisk, gap(Reason::Locked)),
    ];
    let policy = Policy::default();
    let mut view = view(&policy);
    view.all = true;
    let (records, _) = records(files, &view, true);
    let written: Vec<_> = documents(&records)
        .into_iter()
        .map(|document| serde_json::to_value(Record::Document(Box::new(document.clone()))).unwrap())
        .collect();
    written.iter().for_each(schema::check);
    let size = entry("/home/an/b", 2).size;
    let changed = Some("2026-09-21T14:13:20Z");
    assert_eq!(
        written.iter().map(size_and_moment).collect::<Vec<_>>(),
        [
            (None, None),
            (Some(size), changed),
            (Some(size), changed),
            (None, changed),
            (Some(0), changed),
            (Some(size), Some("1969-12-31T23:59:59Z")),
            (Some(0), None),
        ]
    );
}
