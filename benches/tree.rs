//! A tree end to end, as an admin runs it: the whole process, walk, workers, state and report. Without
//! `SPEUR_BENCH_TREE=DIR` it makes a small tree of copies of the sample.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn copy_below(from: &Path, to: &Path) -> u64 {
    fs::create_dir_all(to).expect("a folder in the temporary directory");
    let mut bytes = 0;
    for entry in fs::read_dir(from).expect("the sample tree").flatten() {
        let target = to.join(entry.file_name());
        bytes += match entry.path().is_dir() {
            true => copy_below(&entry.path(), &target),
            false => fs::copy(entry.path(), target).expect("a copy in the temporary directory"),
        };
    }
    bytes
}

fn size_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| {
            if entry.path().is_dir() {
                size_below(&entry.path())
            } else {
                entry.metadata().map_or(0, |m| m.len())
            }
        })
        .sum()
}

fn whole_scan(criterion: &mut Criterion) {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let (tree, bytes) = match std::env::var_os("SPEUR_BENCH_TREE") {
        Some(tree) => (PathBuf::from(&tree), size_below(Path::new(&tree))),
        None => {
            let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/sample");
            let tree = scratch.path().join("tree");
            let bytes = (0..20)
                .map(|n| copy_below(&sample, &tree.join(format!("user{n:02}"))))
                .sum();
            (tree, bytes)
        }
    };
    let state = scratch.path().join("state");
    let scan = |full: &str| {
        let status = Command::new(env!("CARGO_BIN_EXE_speur"))
            .args([
                "scan",
                "--jobs",
                "1",
                "--progress",
                "none",
                "--quiet",
                "--format",
                "jsonl",
                full,
                "--state-dir",
            ])
            .args([&state, &tree])
            .stdout(Stdio::null())
            .status()
            .expect("speur starts");
        assert!(status.success());
    };
    let mut group = criterion.benchmark_group("tree");
    group
        .throughput(Throughput::Bytes(bytes))
        .sample_size(10)
        .measurement_time(Duration::from_secs(20));
    group.bench_function("read", |bencher| bencher.iter(|| scan("--full")));
    group.bench_function("unchanged", |bencher| bencher.iter(|| scan("--since-last")));
    group.finish();
}

criterion_group!(benches, whole_scan);
criterion_main!(benches);
