//! A stored run under a policy that its scan did not know.

use super::ruled::{list, policy, state, told};
use super::*;
use crate::policy::{Advice, Verdict};

#[test]
fn a_stored_run_follows_the_central_roots_of_today_and_names_their_policy() {
    let (_dir, state) = state();
    let run = |begun: i64, paths: &[&str]| {
        let started = Timestamp::from_second(1_790_000_000 + begun).unwrap();
        let run = state.begin(&[PathBuf::from("/home/an")], &meta(), started).unwrap();
        let recorder = state.recorder(run.id, b"digest").unwrap();
        for path in paths {
            recorder.put(list(path, 1)).unwrap();
        }
        recorder.close().unwrap();
        state.finish(run.id, started).unwrap();
        state.run(&run.name).unwrap().unwrap()
    };
    let kept = ["/home/an/centraal/a", "/home/an/centraal-oud/b", "/home/an/c"];
    run(
        0,
        &[kept[0], kept[1], kept[2], "/home/an/centraal/gone", "/home/an/gone"],
    );
    let second = run(20, &kept);
    let of_today = policy("[[central]]\nname = 'HR'\npath = '/home/an/centraal'\n");
    let (records, _) = told(&state, &second, &view(&of_today));
    let Record::Run(run) = &records[0] else {
        panic!("{records:?}")
    };
    assert_eq!(run.policy, of_today.label());
    let said = |path: &str| {
        let documents = documents(&records);
        let found = documents.iter().find(|document| document.path.path == path).unwrap();
        (found.storage, found.verdict, found.advice)
    };
    assert_eq!(said(kept[0]), (Storage::Central, Verdict::InPlace, Advice::None));
    let outside = (Storage::LocalDisk, Verdict::LocalCopy, Advice::MoveToCentral);
    assert_eq!(said(kept[1]), outside);
    assert_eq!(said(kept[2]), outside);
    let gone = records.iter().filter_map(|record| match record {
        Record::Gone(gone) => Some((gone.path.path.as_str(), gone.storage)),
        Record::Run(_) | Record::Document(_) | Record::File(_) | Record::End(_) => None,
    });
    let expected = [
        ("/home/an/centraal/gone", Storage::Central),
        ("/home/an/gone", Storage::LocalDisk),
    ];
    assert_eq!(gone.collect::<Vec<_>>(), expected);
    // Under no policy it is what its scan saw, and the built-in one is named.
    let (records, _) = told(&state, &second, &view(&Policy::default()));
    let Record::Run(run) = &records[0] else {
        panic!("{records:?}")
    };
    assert_eq!(run.policy, "");
    assert!(
        documents(&records)
            .iter()
            .all(|document| document.storage == Storage::LocalDisk)
    );
}
