//! Pictures and scanned pages: unread and said so without `--ocr`, read by an installed tesseract with it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Bench, run};
use speur::worker::ocr::Tesseract;

const NUMBER: &str = "85.07.30-951.80";

/// One invented letter, packed in every way that is read.
fn scans() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/ocr");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scans: Vec<_> = paths
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "py"))
        .collect();
    scans.sort();
    assert!(scans.len() >= 15, "{scans:?}");
    scans
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

fn bench() -> Bench {
    let bench = Bench::new();
    for scan in scans() {
        bench.file(name(&scan), fs::read(&scan).unwrap());
    }
    bench
}

/// `.ci/run` installs it, and fails where `doctor` does not name it: these tests are run there.
fn is_installed() -> bool {
    Tesseract::find().is_some()
}

#[test]
fn without_the_flag_every_picture_needs_ocr() {
    let bench = bench();
    let records = bench.records(&[]);
    for scan in scans() {
        assert_eq!(records.reason(name(&scan)), "needs-ocr", "{}", scan.display());
    }
    assert_eq!(records.coverage("read"), 0);
}

#[test]
fn with_the_flag_every_picture_is_read() {
    if !is_installed() {
        return;
    }
    let bench = bench();
    // What was unread before is read now.
    bench.records(&[]);
    let records = bench.records(&["--ocr", "--all", "--detail", "values", "--jobs", "2"]);
    for scan in scans() {
        let document = records.document(name(&scan));
        assert_eq!(document["read"], "all", "{document:#}");
        let found = document["findings"].as_array().unwrap();
        let national = found.iter().find(|finding| finding["rule"] == "be.national-number");
        assert!(national.is_some_and(|finding| finding["count"] == 1), "{document:#}");
    }
    // A page of a PDF is a place.
    let places = records.document("fax.pdf")["findings"][0]["places"].to_string();
    assert_eq!(places, "[{\"pages\":\"1\"}]");
}

#[test]
fn a_picture_inside_an_archive_is_read() {
    if !is_installed() {
        return;
    }
    let bench = Bench::new();
    let scan = fs::read(scans().iter().find(|scan| name(scan) == "brief.png").unwrap()).unwrap();
    bench.file("fotos.zip", common::zip(&[("foto.png", &scan)]));
    let records = bench.records(&["--ocr"]);
    let member = records
        .of_kind("document")
        .find(|document| document["inner"][0] == "foto.png");
    assert_eq!(member.unwrap()["findings"][0]["rule"], "be.national-number");
}

#[test]
fn what_is_no_picture_is_not_read_as_one() {
    if !is_installed() {
        return;
    }
    let bench = Bench::new();
    // tesseract takes an input that is no picture for a list of files to read.
    let list = bench.file("lijst", "/etc/passwd\n");
    let mut junk = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0".to_vec();
    junk.extend(list.to_str().unwrap().bytes());
    bench.file("geen.png", &junk);
    bench.file(
        "geen.webp",
        [b"RIFF\0\0\0\0WEBPVP8X\n/etc/passwd\n".to_vec(), vec![b'\n'; 64]].concat(),
    );
    let records = bench.records(&["--ocr", "--all"]);
    for name in ["geen.png", "geen.webp"] {
        assert_eq!(records.reason(name), "damaged", "{name}");
    }
}

#[test]
fn extract_reads_pictures_when_asked_to() {
    if !is_installed() {
        return;
    }
    let scan = scans().into_iter().find(|scan| name(scan) == "gekanteld.png").unwrap();
    let bench = Bench::new();
    let with = run(bench.speur().arg("extract").arg("--ocr").arg(&scan));
    assert!(with.stdout.contains(NUMBER), "{with:?}");
    assert_eq!(with.code, Some(0));
    let without = run(bench.speur().arg("extract").arg(&scan));
    assert_eq!((without.code, without.stdout.as_str()), (Some(3), ""));
    assert!(without.stderr.contains("picture of text"), "{without:?}");
}

#[test]
fn the_users_file_and_variable_do_what_the_flag_does() {
    if !is_installed() {
        return;
    }
    let bench = Bench::new();
    let scan = scans().into_iter().find(|scan| name(scan) == "brief.tif").unwrap();
    bench.file("brief.tif", fs::read(scan).unwrap());
    let by_variable = run(bench.scan_command(&[]).env("SPEUR_OCR", "true")).records();
    assert_eq!(by_variable.document("brief.tif")["read"], "all");
    let config = bench.beside("ocr.toml");
    fs::write(&config, "ocr = true\n").unwrap();
    let by_file = bench.records(&["--full", "--config", config.to_str().unwrap()]);
    assert_eq!(by_file.document("brief.tif")["read"], "all");
}
