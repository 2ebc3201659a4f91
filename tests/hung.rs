//! A mount that stops answering below a scanned folder: the rest is read, and the scan ends.
#![cfg(all(target_os = "linux", feature = "test-hooks"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;
#[path = "common/hungfs.rs"]
mod hungfs;

use std::time::{Duration, Instant};

use common::{Bench, Ran, Records};
use hungfs::{Hang, HungFs};

/// Scans 20 files beside a mount that hangs; `None` where nothing can be mounted.
fn scan_beside(hang: Hang, flags: &[&str]) -> Option<(Bench, HungFs, Records)> {
    let bench = Bench::new();
    bench.files(20);
    let mount = HungFs::mount(&bench.tree.join("dead"), hang)?;
    let begun = Instant::now();
    let output = bench
        .scan_command(&[&["--all"], flags].concat())
        .env("TEST_SPEUR_SILENT_SECONDS", "4")
        .output();
    let ran: Ran = output.unwrap().into();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(begun.elapsed() < Duration::from_secs(40), "took {:?}", begun.elapsed());
    Some((bench, mount, ran.records()))
}

/// What was not read, and why; everything else was.
#[track_caller]
fn check(hang: Hang, seen: u64, expected: &[(&str, &str)]) {
    let Some((_bench, mount, records)) = scan_beside(hang, &[]) else {
        return;
    };
    records.check_coverage(seen);
    let n_read = records.coverage("read");
    assert_eq!(n_read, seen - expected.len() as u64, "{records:#?}");
    for (name, reason) in expected {
        assert_eq!(records.reason(name), *reason, "{name}");
    }
    assert_eq!(records.end()["complete"], false);
    drop(mount);
}

#[test]
fn a_mount_that_says_nothing_is_one_gap() {
    check(Hang::Getattr, 21, &[("dead", "limit-time")]);
}

#[test]
fn a_folder_that_cannot_be_listed_is_one_gap() {
    check(Hang::Readdir, 22, &[("dead/stuck", "limit-time")]);
}

#[test]
fn a_file_that_cannot_be_opened_is_a_gap_beside_the_rest_of_its_mount() {
    let expected = [("dead", "limit-time"), ("dead/stuck/letter.txt", "limit-time")];
    check(Hang::Open, 23, &expected);
}

#[test]
fn a_file_that_cannot_be_read_is_a_gap() {
    check(Hang::Read, 22, &[("dead/stuck/letter.txt", "limit-time")]);
}

/// Whether the one who waits can be killed or not: the second file is the last one that is waited for.
#[test]
fn a_mount_on_which_reading_hangs_is_left_alone() {
    let begun = Instant::now();
    let Some((_bench, mount, records)) = scan_beside(Hang::EveryRead, &["--jobs", "1"]) else {
        return;
    };
    assert!(begun.elapsed() < Duration::from_secs(30), "took {:?}", begun.elapsed());
    let unread: Vec<_> = records
        .of_kind("document")
        .filter(|document| document["read"] == "none")
        .collect();
    for document in &unread {
        assert_eq!(document["unread"][0]["reason"], "limit-time", "{document}");
    }
    let details: Vec<_> = unread
        .iter()
        .filter(|document| document["unread"][0]["detail"] == "no progress")
        .collect();
    assert_eq!(details.len(), 2, "{unread:#?}");
    // Its own `first.txt`, and the 20 files beside it.
    assert!(records.coverage("read") >= 21, "{records:#?}");
    drop(mount);
}

#[test]
fn a_root_on_a_dead_mount_is_a_gap_and_the_others_are_read() {
    let bench = Bench::new();
    bench.files(5);
    let dead = bench.beside("dead");
    let Some(mount) = HungFs::mount(&dead, Hang::Getattr) else {
        return;
    };
    let mut command = bench.scan_command(&["--all"]);
    command.arg(dead.join("stuck")).env("TEST_SPEUR_SILENT_SECONDS", "4");
    let ran: Ran = command.output().unwrap().into();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let records = ran.records();
    records.check_coverage(6);
    assert_eq!(records.reason("dead/stuck"), "limit-time");
    drop(mount);
}
