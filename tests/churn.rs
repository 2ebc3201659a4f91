//! Files that vanish, grow, shrink and become something else while a scan reads them: each is in one state, nothing is
//! read through what took a file's place, and the files that nobody touches keep their findings.
//!
//! `CHURN_SECONDS=60 cargo test --release --features test-hooks --test churn` keeps at it for longer.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::{Bench, Records, values};
use rustix::fs::OFlags;

const STABLE: usize = 60;
const RESTLESS: usize = 24;
/// Without the variable.
const SECONDS: u64 = 4;
/// What may be said of a file that changed under the reader's hands.
const REASONS: [&str; 4] = ["vanished", "changed", "special-file", "damaged"];

/// What the file that links lead to would be found to hold.
const BEHIND_LINKS: &str = "\"iban\"";

/// Opens what is a file now: nothing is written through a link, or waits for a reader of a FIFO.
fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

/// Does the next thing to a file, whatever it is now.
fn disturb(path: &Path, n: usize, outside: &Path) -> io::Result<()> {
    let clear = |path: &Path| fs::remove_file(path).or_else(|_| fs::remove_dir(path));
    match n % 9 {
        0 => open(path)?.write_all(letter().as_bytes()),
        1 => {
            let mut file = open(path)?;
            file.seek(SeekFrom::End(0))?;
            file.write_all(letter().as_bytes())
        }
        2 => open(path)?.set_len(100),
        3 => {
            clear(path)?;
            symlink(outside, path)
        }
        4 => {
            clear(path)?;
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0)?;
            Ok(())
        }
        5 => {
            clear(path)?;
            fs::create_dir(path)
        }
        6 => clear(path),
        7 => {
            let beside = path.with_extension("new");
            fs::write(&beside, common::zip(&[("brief.txt", letter().as_bytes())]))?;
            fs::rename(beside, path)
        }
        _ => open(path)?.set_len(60),
    }
}

/// Long enough that its reading takes a while.
fn letter() -> String {
    format!("Rijksregisternummer: {}\n", values::national_number(7)) + &"De koffie is op.\n".repeat(3_000)
}

/// Every document stands once, and each file is in one state with a reason that fits.
#[track_caller]
fn check(records: &Records) {
    records.check_coverage(records.coverage("seen"));
    let mut names = Vec::new();
    for document in records.of_kind("document") {
        names.push(format!("{} {}", document["path"], document["inner"]));
        let reached = document.to_string().contains(BEHIND_LINKS);
        assert!(!reached, "read through a link: {document:#}");
        let restless = document["path"].as_str().unwrap().contains("onrust");
        for gap in document["unread"].as_array().unwrap() {
            let reason = gap["reason"].as_str().unwrap();
            assert!(restless && REASONS.contains(&reason), "{document:#}");
        }
    }
    let n_documents = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), n_documents, "a document stands twice");
}

/// What is said of the files that nobody touches.
fn stable(records: &Records) -> Vec<String> {
    let is_stable = |line: &String| line.contains("\"document\"") && line.contains("/brief");
    records.documents().into_iter().filter(is_stable).collect()
}

#[test]
fn what_changes_while_it_is_read_costs_only_itself() {
    let bench = Bench::new();
    bench.files(STABLE);
    let undisturbed = bench.records(&["--all"]);
    assert_eq!(stable(&undisturbed).len(), STABLE);

    let outside = bench.beside("outside.txt");
    fs::write(&outside, format!("Rekening: {}\n", values::iban(9))).unwrap();
    let restless: Vec<PathBuf> = (0..RESTLESS)
        .map(|n| bench.file(&format!("map{}/onrust{n}.txt", n % 5), letter()))
        .collect();
    let seconds = std::env::var("CHURN_SECONDS").map_or(SECONDS, |seconds| seconds.parse().unwrap());
    let mut n_changes = 0;
    std::thread::scope(|scope| {
        let scans = scope.spawn(|| {
            let begun = Instant::now();
            let mut n_scans = 0;
            while begun.elapsed() < Duration::from_secs(seconds) {
                let records = bench.records(&["--all", "--full", "--jobs", "2"]);
                check(&records);
                assert_eq!(stable(&records), stable(&undisturbed), "scan {n_scans}");
                n_scans += 1;
            }
            n_scans
        });
        // Steps that do not divide the number of changes: each file goes through all of them.
        for n in 0.. {
            if scans.is_finished() {
                break;
            }
            let path = &restless[n % RESTLESS];
            n_changes += usize::from(disturb(path, n / RESTLESS + n % 5, &outside).is_ok());
        }
        println!("{} scans, {n_changes} changes", scans.join().unwrap());
    });
}
