//! `speur subject`, from outside: found, not found, or nobody can say; and never a raw value anywhere.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use common::{Bench, Ran, values};
use serde_json::Value;

const NUMBER: &str = "85.07.30-951.80";

/// A tree in which one person occurs twice, once under another spelling, and others besides.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.file("hr/brief.txt", format!("Rijksregisternummer: {NUMBER}\n"));
    bench.file("hr/kopie.txt", format!("Rijksregisternummer: {NUMBER}\n"));
    bench.file(
        "lijst.csv",
        "rijksregisternummer;e-mail\n85073095180;jan.peeters@voorbeeld.be\n",
    );
    bench.file(
        "ander.txt",
        format!("Rijksregisternummer: {}\n", values::national_number(3)),
    );
    bench.file("leeg.txt", "Een verslag zonder namen.\n");
    bench
}

fn subject(bench: &Bench, args: &[&str], typed: &str) -> Ran {
    let mut command = bench.speur();
    command.arg("subject").args(args).arg("--state-dir").arg(&bench.state);
    command.arg("--key-file").arg(bench.beside("key"));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that refuses its flags reads nothing.
    let _gone = stdin.write_all(typed.as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap().into()
}

/// The case as JSON.
#[track_caller]
fn case(bench: &Bench, args: &[&str], typed: &str) -> Value {
    let mut all = vec!["export"];
    all.extend(args);
    let ran = subject(bench, &all, typed);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

fn names(case: &Value) -> Vec<String> {
    let found = case["found"].as_array().unwrap();
    let name = |found: &Value| {
        found["path"]
            .as_str()
            .unwrap()
            .rsplit(['/', '\\'])
            .next()
            .unwrap()
            .to_owned()
    };
    found.iter().map(name).collect()
}

#[test]
fn a_person_is_found_however_the_identifier_is_written() {
    let bench = bench();
    bench.records(&[]);
    for typed in [NUMBER, "85073095180\n", "  850730 951 80  \n"] {
        let case = case(&bench, &[], typed);
        assert_eq!(case["answer"], "found", "{case:#}");
        assert_eq!(names(&case), ["brief.txt", "kopie.txt", "lijst.csv"]);
        assert_eq!(case["found"][0]["by"], serde_json::json!(["national-number"]));
        // The first two are the same document.
        assert_eq!(case["found"][0]["copy_of"], case["found"][1]["copy_of"]);
        assert_ne!(case["found"][0]["copy_of"], case["found"][2]["copy_of"]);
    }
    let mail = case(&bench, &["--kind", "email"], "Jan.Peeters@voorbeeld.be");
    assert_eq!(names(&mail), ["lijst.csv"]);
    // Several identifiers of one person.
    let both = case(&bench, &[], &format!("{NUMBER}\njan.peeters@voorbeeld.be\n"));
    assert_eq!(both["found"][2]["by"], serde_json::json!(["national-number", "email"]));
}

#[test]
fn not_found_is_only_said_when_everything_was_looked_at() {
    let bench = bench();
    bench.records(&[]);
    let absent = values::national_number(40);
    assert_eq!(case(&bench, &[], &absent)["answer"], "not-found");
    bench.file("kapot.pdf", "%PDF-1.7\n");
    bench.records(&[]);
    let case = case(&bench, &[], &absent);
    assert_eq!(case["answer"], "cannot-say", "{case:#}");
    let doubt = &case["cannot_say"][0];
    assert!(doubt["path"].as_str().unwrap().ends_with("kapot.pdf"), "{doubt}");
    assert_eq!(subject(&bench, &["find", "--require-complete"], &absent).code, Some(3));
    assert_eq!(subject(&bench, &["find"], &absent).code, Some(0));
}

#[test]
fn a_report_of_another_machine_cannot_say_what_it_only_counts() {
    let bench = bench();
    let counts = bench.beside("counts.jsonl");
    let values = bench.beside("values.jsonl");
    bench.scan(&["-o", counts.to_str().unwrap()]);
    bench.scan(&["-o", values.to_str().unwrap(), "--detail", "values"]);
    let of_counts = case(&bench, &[counts.to_str().unwrap()], NUMBER);
    assert_eq!(of_counts["answer"], "cannot-say", "{of_counts:#}");
    let whys: Vec<_> = of_counts["cannot_say"]
        .as_array()
        .unwrap()
        .iter()
        .map(|doubt| &doubt["why"])
        .collect();
    assert_eq!(whys, ["only-counts"; 4]);
    let of_values = case(&bench, &[values.to_str().unwrap()], NUMBER);
    assert_eq!(
        names(&of_values),
        ["brief.txt", "kopie.txt", "lijst.csv"],
        "{of_values:#}"
    );
    // Tokens of another key say nothing.
    let text = fs::read_to_string(&values).unwrap();
    let key = of_values["key"].as_str().unwrap();
    fs::write(&values, text.replace(key, "k_0000000000000000")).unwrap();
    let other = case(&bench, &[values.to_str().unwrap()], NUMBER);
    assert_eq!(other["cannot_say"][0]["why"], "other-key", "{other:#}");
}

#[test]
fn a_live_search_reads_the_files_and_leaves_no_run() {
    let bench = bench();
    let tree = bench.tree.to_str().unwrap();
    let live = case(&bench, &["--scan", tree], NUMBER);
    assert_eq!(names(&live), ["brief.txt", "kopie.txt", "lijst.csv"]);
    // No run was stored, and the state of the search is gone.
    let ran = subject(&bench, &["find"], NUMBER);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    let left = fs::read_dir(&bench.state).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with("live-")
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn a_name_needs_its_birth_date() {
    let bench = Bench::new();
    bench.file(
        "kaart.vcf",
        "BEGIN:VCARD\nVERSION:3.0\nN:Peeters;Jan;;;\nFN:Jan Peeters\nBDAY:1985-07-30\nEND:VCARD\n",
    );
    bench.file("brief.txt", "Naam: Jan Peeters\nTel.: 0470 12 34 56\n");
    bench.records(&[]);
    let case = case(&bench, &["--kind", "person"], "Peeters Jan, 30.07.1985");
    assert_eq!(names(&case), ["kaart.vcf"], "{case:#}");
    assert_eq!(case["cannot_say"][0]["why"], "name-alone", "{case:#}");
}

#[test]
fn what_was_typed_stands_nowhere() {
    let bench = bench();
    bench.records(&[]);
    let files = ["case.json", "case.md", "case.html"].map(|name| bench.beside(name));
    let [json, md, html] = files.each_ref().map(|path| path.to_str().unwrap());
    let ran = subject(
        &bench,
        &["export", "-o", json, "-o", md, "-o", html, "--received", "2026-01-31"],
        NUMBER,
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let wrong = subject(&bench, &["find"], "85.07.30-951.81");
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    let found = subject(&bench, &["find"], NUMBER);
    let mut told = [
        ran.stdout,
        ran.stderr,
        wrong.stdout,
        wrong.stderr,
        found.stdout,
        found.stderr,
    ]
    .concat();
    let case = fs::read_to_string(json).unwrap();
    let parsed: Value = serde_json::from_str(&case).unwrap();
    assert_eq!(parsed["due"], "2026-02-28");
    assert_eq!(parsed["due_extended"], "2026-04-30");
    told.push_str(&case);
    told.push_str(&fs::read_to_string(md).unwrap());
    let page = fs::read_to_string(html).unwrap();
    assert!(page.contains("<td><bdi>") && page.contains("brief.txt"), "{page}");
    assert!(!page.contains("<script"), "{page}");
    told.push_str(&page);
    for raw in [NUMBER, "85073095180", "951.81", "95180"] {
        assert!(!told.contains(raw), "{raw} in {told}");
    }
    #[cfg(unix)]
    for path in &files {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    // An identifier on the command line is a run that does not exist.
    let misplaced = subject(&bench, &["find", NUMBER], NUMBER);
    assert_eq!(misplaced.code, Some(2));
    assert!(!misplaced.stderr.contains(NUMBER), "{misplaced:?}");
    let unknown = subject(&bench, &["find", &format!("--{NUMBER}")], "");
    assert_eq!(unknown.code, Some(2));
    assert!(!unknown.stderr.contains(NUMBER), "{unknown:?}");
    assert_eq!(subject(&bench, &["find"], "").code, Some(2));
    let future = subject(&bench, &["export", "--received", "2999-01-01"], NUMBER);
    assert_eq!(future.code, Some(2), "{future:?}");
}

#[test]
fn the_case_says_of_the_central_storage_what_the_report_says() {
    let bench = bench();
    let central = bench.beside("central");
    fs::create_dir(&central).unwrap();
    fs::copy(bench.tree.join("hr/brief.txt"), central.join("brief.txt")).unwrap();
    let index = bench.beside("central.index").to_str().unwrap().to_owned();
    let mut build = bench.speur();
    build
        .args(["index", "build"])
        .arg(&central)
        .args(["--central-index", &index]);
    build.arg("--state-dir").arg(&bench.state);
    build.arg("--key-file").arg(bench.beside("key"));
    let built = common::run(&mut build);
    assert_eq!(built.code, Some(0), "{built:?}");
    let records = bench.records(&["--central-index", &index]);
    let reported = records.document("brief.txt");
    assert_eq!(reported["advice"], "delete-copy");
    let case = case(&bench, &["--central-index", &index], NUMBER);
    assert_eq!(names(&case)[0], "brief.txt");
    for part in ["twin", "advice", "verdict"] {
        assert_eq!(case["found"][0][part], reported[part], "{part}");
    }
    let column = |args: &[&str]| {
        let file = bench.beside("case.md");
        let _none_yet = fs::remove_file(&file);
        let all = [&["export", "-o", file.to_str().unwrap()], args].concat();
        let ran = subject(&bench, &all, NUMBER);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        (fs::read_to_string(file).unwrap(), ran.stderr)
    };
    let (without, told) = column(&["--lang", "en"]);
    assert!(without.contains("not searched for"), "{without}");
    assert!(told.contains("--central-index"), "{told}");
    let (with, told) = column(&["--lang", "en", "--central-index", &index]);
    assert!(
        !with.contains("not searched for") && !told.contains("--central-index"),
        "{with}{told}"
    );
}
