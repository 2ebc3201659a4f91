//! Extraction per format: from the bytes of a file to normalised text, in this process. `SPEUR_BENCH_TREE=DIR` adds the
//! files of a tree (one sample per extension, the largest below 4 MB).
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::ops::Range;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use speur::extract::{self, End, Limits, Reader, Shared};
use speur::text::Text;

/// Counts what comes out.
#[derive(Default)]
struct Sizer(usize);

impl Reader for Sizer {
    fn begin(&mut self, _inner: &[String], _format: &'static str) {}

    fn window(&mut self, _text: &Text, fresh: Range<usize>) {
        self.0 += fresh.len();
    }

    fn end(&mut self, _end: End) {}
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            files_below(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}

/// One file per extension: the largest that is not too large for a benchmark.
fn samples() -> BTreeMap<String, PathBuf> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    files_below(&root.join("sample"), &mut files);
    files_below(&root.join("formats"), &mut files);
    if let Some(tree) = std::env::var_os("SPEUR_BENCH_TREE") {
        files_below(Path::new(&tree), &mut files);
    }
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |metadata| metadata.len());
    files.retain(|path| size(path) < 4 << 20);
    files.sort_by_key(size);
    let extension = |path: &PathBuf| path.extension().map(|ext| ext.to_string_lossy().to_lowercase());
    files
        .into_iter()
        .filter_map(|path| Some((extension(&path)?, path)))
        .collect()
}

fn extraction(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("extract");
    for (extension, path) in samples() {
        let bytes = fs::read(&path).expect("a sample can be read");
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(&extension, |bencher| {
            bencher.iter(|| {
                let mut sizer = Sizer::default();
                let mut shared = Shared::new(Limits::default(), None);
                extract::read(
                    &mut Cursor::new(&bytes),
                    &format!("sample.{extension}"),
                    &mut sizer,
                    &mut shared,
                );
                sizer.0
            });
        });
    }
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
