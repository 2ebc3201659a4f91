//! `speur explain` tells why, in sentences, and never what was found.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use common::{Bench, Ran, run, values};

fn explain(bench: &Bench, args: &[&str]) -> Ran {
    let mut command = bench.speur();
    command.arg("explain").args(args);
    command.arg("--state-dir").arg(&bench.state);
    command.arg("--key-file").arg(bench.beside("key"));
    run(&mut command)
}

#[test]
fn a_finding_is_explained_in_sentences_without_its_value() {
    let bench = Bench::new();
    let number = values::national_number(1);
    bench.file("klanten.csv", format!("naam;rijksregisternummer\nAn;{number}\n"));
    let records = bench.records(&[]);
    let document = records.document("klanten.csv");
    let id = document["findings"][0]["id"].as_str().unwrap();
    let ran = explain(&bench, &[id]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for expected in [
        "be.national-number",
        "klanten.csv",
        "column B, under rijksregisternummer, row 2",
        "which is high",
        "Its digits are proven",
        "The column heading, form label or key over or before it names it.",
        "Article IX",
        "Move it to the central storage.",
    ] {
        assert!(ran.stdout.contains(expected), "no `{expected}` in {}", ran.stdout);
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    assert!(!ran.stdout.contains(&number) && !ran.stdout.contains(&digits));
    // The newest run that has it; here the second one.
    bench.records(&["--full"]);
    assert_eq!(explain(&bench, &[id]).code, Some(0));
}

#[test]
fn an_unknown_finding_or_run_is_refused_with_what_to_do() {
    let bench = Bench::new();
    bench.file("a.txt", "niets\n");
    #[track_caller]
    fn check(bench: &Bench, args: &[&str], expected: &[&str]) {
        let ran = explain(bench, args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
        expected
            .iter()
            .for_each(|expected| assert!(ran.stderr.contains(expected), "no `{expected}` in {}", ran.stderr));
    }
    check(&bench, &["--coverage", "last"], &["no run is stored"]);
    bench.records(&[]);
    check(
        &bench,
        &["f_0123456789abcdef"],
        &["f_0123456789abcdef", "1 run ", "--format jsonl"],
    );
    check(&bench, &["--coverage", "r_0"], &["no run `r_0`", "`last`"]);
    check(&bench, &["be.nonsense"], &["`be.nonsense`", "rules list"]);
    check(&bench, &[], &["speur: "]);
    check(&bench, &["iban", "--coverage", "last"], &["speur: "]);
}

#[test]
fn the_coverage_of_a_run_names_what_was_not_read_and_why() {
    let bench = Bench::new();
    bench.file("a.txt", "niets\n");
    bench.records(&[]);
    let whole = explain(&bench, &["--coverage", "last"]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    assert!(whole.stdout.contains("Everything was read.") && whole.stdout.contains("The run is complete."));
    bench.file("b.cab", b"MSCF\0\0\0\0 and more");
    let records = bench.records(&[]);
    let name = records.0[0]["run"].as_str().unwrap().to_owned();
    let partly = explain(&bench, &["--coverage", &name]);
    for expected in [
        "b.cab: not read: unknown format",
        "This format is not read yet.",
        "may hold personal data",
    ] {
        assert!(partly.stdout.contains(expected), "no `{expected}` in {}", partly.stdout);
    }
}

/// Nobody is to believe that a linked folder was read.
#[cfg(unix)]
#[test]
fn links_and_pipes_are_counted_and_told() {
    let bench = Bench::new();
    let file = bench.file("a.txt", "niets\n");
    let beside = file.parent().unwrap();
    std::os::unix::fs::symlink("/nowhere", beside.join("link")).unwrap();
    std::os::unix::fs::symlink(bench.beside("elsewhere"), beside.join("folder")).unwrap();
    let pipe = beside.join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let records = bench.records(&[]);
    assert_eq!((records.coverage("links"), records.coverage("special")), (2, 1));
    assert_eq!(
        (records.coverage("seen"), &records.end()["complete"]),
        (1, &true.into())
    );
    let told = explain(&bench, &["--coverage", "last"]);
    for expected in [
        "2 links to other places were not followed",
        "One device, pipe or socket was not opened",
    ] {
        assert!(told.stdout.contains(expected), "no `{expected}` in {}", told.stdout);
    }
}
