//! Walking a real tree on Windows: names that need care are listed as people write them, and can be opened.
#![cfg(windows)]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use speur::walk::{Breaker, Event, MountEnd, Options, Tally, plan, resolve, walk_mount};

/// What a walk of one root brought: the texts of the files, by path.
fn walk(root: &Path, options: &Options) -> (BTreeMap<PathBuf, String>, Tally) {
    let root = resolve(&[root.to_owned()], options).remove(0).unwrap();
    let mut texts = BTreeMap::new();
    let mut tally = Tally::default();
    for walk in plan(&[root], &[]) {
        let end = walk_mount(&walk, options, &Breaker::default(), &mut |_| true, &mut |event| {
            let Event::File(found) = event else { panic!("{event:?}") };
            let text = fs::read_to_string(PathBuf::from(found.file.unwrap())).unwrap();
            texts.insert(found.entry.path, text);
            ControlFlow::Continue(())
        });
        let MountEnd::Finished(counted) = end else {
            panic!("{end:?}")
        };
        tally = counted;
    }
    (texts, tally)
}

fn options() -> Options {
    Options::new(PathBuf::from(env!("CARGO_BIN_EXE_speur")))
}

#[test]
fn long_names_and_names_with_a_dot_at_the_end_are_read_and_shown_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let verbatim = fs::canonicalize(folder.path()).unwrap();
    let deep = verbatim.join(["een lange naam van een map"; 12].join(r"\"));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("diep.txt"), "deep").unwrap();
    fs::write(verbatim.join("lijst."), "dot").unwrap();

    let (texts, tally) = walk(folder.path(), &options());
    assert_eq!(texts.values().collect::<Vec<_>>(), ["deep", "dot"]);
    assert!(
        texts.keys().all(|path| !path.to_str().unwrap().contains('?')),
        "{texts:?}"
    );
    assert!(texts.keys().any(|path| path.as_os_str().len() > 260));
    assert_eq!((tally.files, tally.directories), (2, 13));
}

#[test]
fn a_root_can_be_a_file_and_own_paths_are_left_out_in_any_case() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("brief.txt"), "letter").unwrap();
    fs::create_dir(folder.path().join("Staat")).unwrap();
    fs::write(folder.path().join("Staat").join("x"), "own").unwrap();

    let (texts, _) = walk(&folder.path().join("brief.txt"), &options());
    assert_eq!(texts.into_values().collect::<Vec<_>>(), ["letter"]);

    let own = fs::canonicalize(folder.path()).unwrap().join("STAAT");
    let options = Options {
        own_paths: vec![own],
        ..options()
    };
    let (texts, tally) = walk(folder.path(), &options);
    assert_eq!(texts.into_values().collect::<Vec<_>>(), ["letter"]);
    assert_eq!(tally.own, 1);
}
