//! The memory of the main process does not grow with the number of files: alone in its process, so that it can be
//! measured.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::PathBuf;

use speur::walk::{Breaker, Event, MountEnd, Options, mounts, plan, walk_mount};

fn resident_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_hundred_thousand_files_take_no_memory() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().canonicalize().unwrap();
    for n in 0..100_000 {
        let directory = root.join(format!("directory-{:03}", n / 500));
        if n % 500 == 0 {
            fs::create_dir(&directory).unwrap();
        }
        File::create(directory.join(format!("a file with an ordinary name {n}.txt"))).unwrap();
    }
    let walks = plan(&[root], &mounts().unwrap());
    let options = Options::new(PathBuf::from(env!("CARGO_BIN_EXE_speur")));
    let before = resident_kb();
    let (mut n_opened, mut most) = (0, before);
    let mut found = |event| {
        n_opened += usize::from(matches!(event, Event::File(found) if found.file.is_ok()));
        if n_opened % 10_000 == 0 {
            most = most.max(resident_kb());
        }
        ControlFlow::Continue(())
    };
    let end = walk_mount(&walks[0], &options, &Breaker::default(), &mut |_| true, &mut found);
    assert!(
        matches!(end, MountEnd::Finished(tally) if tally.files == 100_000 && tally.directories == 201),
        "{end:?}"
    );
    assert_eq!(n_opened, 100_000);
    assert!(most - before < 8 * 1024, "grew from {before} to {most} KB");
}
