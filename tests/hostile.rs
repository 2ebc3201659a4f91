//! Documents that mean harm (`testdata/hostile/make_hostile.py`): each costs no more than a document may, is told with
//! its reason, keeps what was found before, and the run goes on.
#![cfg(all(unix, feature = "test-hooks"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::{Bench, Records, run};
use serde_json::Value;

/// Files that are wholly read: what they threaten with costs nothing.
const HARMLESS: &[&str] = &[
    "attributes.docx",
    "attributes.html",
    "attributes.xml",
    "columns.csv",
    "count.xlsx",
    "endless.mbox",
    "far.xlsx",
    "late.pdf",
    "late.zip",
    "laughs.xml",
    "line.txt",
    "many-parts.eml",
    "pdf-and-zip.pdf",
    "picture-and-zip.gif",
    "program-and-zip.exe",
    "repeated.ods",
];

/// Files that are not, or whose members are not, and why.
const HARMFUL: &[(&str, &str)] = &[
    ("archive.7z", "limit-output"),
    ("archive.tar.gz", "limit-output"),
    ("arrays.pdf", "damaged"),
    ("binary.rtf", "damaged"),
    ("circle.doc", "damaged"),
    ("circle.xls", "damaged"),
    ("deep.docx", "limit-depth"),
    ("deep.html", "damaged"),
    ("deep.json", "damaged"),
    ("deep.rtf", "limit-depth"),
    ("deep.xml", "damaged"),
    ("entries.zip", "limit-entries"),
    ("flate-shared.pdf", "limit-output"),
    ("flate-twice.pdf", "limit-output"),
    ("flate.pdf", "limit-output"),
    ("inflates.docx", "limit-output"),
    ("inline.xlsx", "limit-output"),
    // Its entities are not followed, and that is told.
    ("laughs.docx", "damaged"),
    ("loops.pdf", "damaged"),
    ("long-text.docx", "limit-output"),
    ("matryoshka.docx", "limit-depth"),
    ("nested-mails.eml", "limit-depth"),
    ("nested-parts.eml", "damaged"),
    ("nested.zip", "limit-output"),
    ("overlap.zip", "limit-output"),
    ("predictors.pdf", "limit-output"),
    ("schema.sqlite", "damaged"),
    ("stream.bz2", "limit-output"),
    ("stream.gz", "limit-output"),
    ("stream.xz", "limit-output"),
    ("stream.zst", "limit-output"),
    ("table.doc", "damaged"),
];

fn make(folder: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/hostile/make_hostile.py");
    let status = Command::new("python3")
        .arg("-B")
        .arg(script)
        .arg(folder)
        .status()
        .expect("python3 is installed");
    assert!(status.success());
}

/// The documents of one file: itself and its members.
fn of<'r>(records: &'r Records, name: &str) -> Vec<&'r Value> {
    let is_of = |document: &&Value| Path::new(document["path"].as_str().unwrap()).ends_with(name);
    records.of_kind("document").filter(is_of).collect()
}

fn reasons(documents: &[&Value]) -> BTreeSet<String> {
    let gaps = documents
        .iter()
        .flat_map(|document| document["unread"].as_array().unwrap());
    gaps.map(|gap| gap["reason"].as_str().unwrap().to_owned()).collect()
}

fn n_numbers(documents: &[&Value]) -> usize {
    let findings = documents
        .iter()
        .flat_map(|document| document["findings"].as_array().unwrap());
    findings
        .filter(|finding| finding["rule"] == "be.national-number")
        .count()
}

#[test]
fn no_hostile_document_costs_more_than_itself() {
    let bench = Bench::new();
    make(&bench.tree);
    let names: BTreeSet<String> = fs::read_dir(&bench.tree)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let told = HARMLESS.iter().copied().chain(HARMFUL.iter().map(|(name, _)| *name));
    assert_eq!(names, told.map(str::to_owned).collect(), "each file has its row here");

    bench.files(30);
    // Built for tests, everything takes ten times as long: the limit of a release is looked at by hand.
    let mut scan = bench.scan_command(&["--all", "--jobs", "2"]);
    let ran = run(scan
        .env("TEST_SPEUR_CPU_SECONDS", "120")
        .env("TEST_SPEUR_SILENT_SECONDS", "600"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let records = ran.records();
    records.check_coverage(names.len() as u64 + 30);
    for name in &names {
        let expected = if name == "pdf-and-zip.pdf" { 2 } else { 1 };
        assert!(
            n_numbers(&of(&records, name)) >= expected,
            "{name}: {:#?}",
            of(&records, name)[0]
        );
    }
    for name in HARMLESS {
        assert_eq!(reasons(&of(&records, name)), BTreeSet::new(), "{name}");
    }
    for (name, reason) in HARMFUL {
        let reasons = reasons(&of(&records, name));
        assert!(reasons.contains(*reason), "{name}: {reasons:?}");
        // Nobody died of it: no worker crashed, ran out of memory, or had to be stopped.
        for death in ["crashed", "limit-memory", "limit-time"] {
            assert!(!reasons.contains(death), "{name}: {reasons:?}");
        }
    }
    let others = records.of_kind("document").filter(|document| {
        let path = document["path"].as_str().unwrap();
        path.contains("/brief") && document["read"] == "all"
    });
    assert_eq!(others.count(), 30);
}
