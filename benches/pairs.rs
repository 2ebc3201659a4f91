//! Extraction against what the format costs anyhow: pairs that take turns in one run, as the machine's speed drifts.
//!
//! `cargo bench --bench pairs -- TREE [ROUNDS]` reads the files of a tree. Processor seconds of this process and of
//! those it waited for count, by `/proc/self/stat`.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the files it is given, and prints what it measured"
)]

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use calamine::{DataRef, Reader as _, Xlsx};
use speur::extract::{self, End, Limits, Reader, Shared};
use speur::text::Text;

/// What the extraction of some formats is measured against.
struct Pair {
    extensions: &'static [&'static str],
    what: &'static str,
    other: fn(&File),
}

const PAIRS: [Pair; 3] = [
    Pair {
        extensions: &["docx", "pptx", "odt"],
        what: "inflating the XML entries (zlib-rs)",
        other: inflate_xml,
    },
    Pair {
        extensions: &["xlsx"],
        what: "calamine's raw cells",
        other: raw_cells,
    },
    Pair {
        extensions: &["pdf"],
        what: "pdftotext",
        other: pdftotext,
    },
];

struct File {
    path: PathBuf,
    bytes: Vec<u8>,
}

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

fn ours(file: &File) {
    let mut sizer = Sizer::default();
    let mut shared = Shared::new(Limits::default(), None);
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    extract::read(&mut Cursor::new(&file.bytes), &name, &mut sizer, &mut shared);
    black_box(sizer.0);
}

fn inflate_xml(file: &File) {
    let mut archive = zip::ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
    let mut buffer = vec![0; 64 << 10];
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let is_xml = entry.name_raw().ends_with(b".xml") || entry.name_raw().ends_with(b".rels");
        while is_xml && entry.read(&mut buffer).unwrap() > 0 {}
    }
}

fn raw_cells(file: &File) {
    let mut workbook = Xlsx::new(Cursor::new(&file.bytes)).unwrap();
    for name in workbook.sheet_names() {
        let mut cells = workbook.worksheet_cells_reader(&name).unwrap();
        while let Ok(Some(cell)) = cells.next_cell() {
            black_box(matches!(cell.get_value(), DataRef::Empty));
        }
    }
}

fn pdftotext(file: &File) {
    let mut command = Command::new("pdftotext");
    let status = command.arg(&file.path).arg("-").stdout(Stdio::null()).status();
    assert!(status.is_ok(), "pdftotext is not installed");
}

/// Processor seconds so far (proc(5): utime, stime, cutime, cstime, in hundredths).
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, behind_name) = stat.rsplit_once(')').unwrap();
    let fields = behind_name.split_whitespace().skip(11).take(4);
    fields.map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

/// Of one reading, from so many that the hundredths do not matter.
fn cost(files: &[File], read: fn(&File), times: usize) -> f64 {
    let before = cpu_seconds();
    (0..times).for_each(|_| files.iter().for_each(read));
    (cpu_seconds() - before) / times as f64
}

fn files_below(folder: &Path, extension: &str, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            let bytes = fs::read(&path).unwrap();
            found.push(File { path, bytes });
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(tree) = arguments.next() else {
        println!("name a tree of files: cargo bench --bench pairs -- TREE [ROUNDS]");
        return;
    };
    let rounds = arguments.next().map_or(7, |rounds| rounds.parse().unwrap());
    for pair in PAIRS {
        for extension in pair.extensions {
            let mut files = Vec::new();
            files_below(Path::new(&tree), extension, &mut files);
            if !files.is_empty() {
                measure(extension, &files, &pair, rounds);
            }
        }
    }
}

/// Small sets are read several times in a round, so that a hundredth of a second is little.
fn measure(extension: &str, files: &[File], pair: &Pair, rounds: usize) {
    let times = [ours, pair.other].map(|read| {
        let begun = Instant::now();
        files.iter().for_each(read);
        (1.0 / begun.elapsed().as_secs_f64()).ceil() as usize
    });
    let times = times[0].max(times[1]);
    let mut pairs: Vec<(f64, f64)> = (0..rounds)
        .map(|_| (cost(files, ours, times), cost(files, pair.other, times)))
        .collect();
    pairs.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let (ours, others) = pairs[rounds / 2];
    let ratio = |at: usize| pairs[at].0 / pairs[at].1;
    let size = files.iter().map(|file| file.bytes.len()).sum::<usize>() as f64 / 1e6;
    println!(
        "{extension}: {} files, {size:.1} MB: {:.2} ms against {:.2} ms of {}; \
         ratio {:.2}, {:.2}, {:.2} (min, median, max of {rounds})",
        files.len(),
        ours * 1e3,
        others * 1e3,
        pair.what,
        ratio(0),
        ratio(rounds / 2),
        ratio(rounds - 1),
    );
}
