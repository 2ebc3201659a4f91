//! Every flag of `speur scan` does something that can be seen.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

#[path = "../common/mod.rs"]
mod common;
#[cfg(all(unix, feature = "test-hooks"))]
mod power;

use std::collections::BTreeSet;
use std::fs;
#[cfg(unix)]
use std::process::Stdio;

use common::{Bench, run, values};

const BADGE: &str = r#"
id = "own.badge"
category = "badge"
family = "badge"
rank = 200

[match]
kind = "pattern"
pattern = "B-[0-9]{6}"
proof = "shape"

[base]
found = 70
[points]
found = 1

[[example]]
text = "badge B-654321"
finds = ["B-654321"]
[[example]]
text = "B-111111 en B-222222"
finds = ["B-111111", "B-222222"]
[[counterexample]]
text = "B-12345"
why = "too short"
[[counterexample]]
text = "XB-654321"
why = "part of a word"
"#;

/// A tree with findings of several kinds, a list of people, and something that cannot be read.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.files(6);
    bench.file("badge.txt", "badge B-654321\n");
    let rows: String = (0..40)
        .map(|n| format!("{};{}\n", values::national_number(n), values::iban(n)))
        .collect();
    bench.file("lijst.csv", format!("rijksregisternummer;iban\n{rows}"));
    bench.file("kapot.pdf", "%PDF-1.7\n");
    bench
}

fn rule(bench: &Bench) -> String {
    let path = bench.beside("own.toml");
    fs::write(&path, BADGE).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn no_flag_is_forgotten_here() {
    let help = run(bench().speur().args(["scan", "--help"])).stdout;
    let named: BTreeSet<_> = help
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"))
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphabetic()).to_owned())
        .collect();
    let source = concat!(include_str!("main.rs"), include_str!("power.rs"));
    for flag in named.iter().filter(|flag| *flag != "help") {
        assert!(source.contains(&format!("\"--{flag}\"")), "no test of --{flag}");
    }
    assert!(named.len() > 20, "{named:?}");
}

#[test]
fn flags_that_say_in_which_language() {
    let bench = bench();
    let told = |flags: &[&str]| bench.scan(flags).stderr;
    assert!(told(&["--lang", "nl"]).starts_with("speur: dekking: 9 bestanden"));
    assert!(told(&["--lang=fr"]).starts_with("speur: couverture : 9 fichiers"));
    let by_variable = |name: &str, value: &str| run(bench.scan_command(&[]).env(name, value)).stderr;
    assert!(by_variable("SPEUR_LANG", "de").starts_with("speur: Abdeckung: 9 Dateien"));
    assert!(by_variable("LC_ALL", "nl_BE.UTF-8").starts_with("speur: dekking: 9 bestanden"));
    assert_eq!(bench.scan(&["--lang", "tlh"]).code, Some(2));
}

#[test]
fn flags_that_say_what_to_read() {
    let bench = bench();
    let seen = |flags: &[&str]| bench.records(flags).coverage("seen");
    assert_eq!(seen(&[]), 9);
    let excluded = bench.records(&["--exclude", "*.csv", "--exclude", "badge.txt"]);
    assert_eq!(excluded.end()["coverage"]["by_reason"]["excluded"], 2);
    let small = bench.records(&["--max-file-size", "1K"]);
    assert_eq!(small.reason("lijst.csv"), "too-large");
    // Where no tesseract is installed, that is said, and nothing else changes.
    assert_eq!(seen(&["--ocr"]), 9);
    let rule = rule(&bench);
    let badge = bench.records(&["--rules", &rule]);
    assert_eq!(badge.document("badge.txt")["findings"][0]["rule"], "own.badge");
    assert!(bench.records(&[]).try_document("badge.txt").is_none());
}

#[test]
fn flags_that_say_where_twins_are_looked_for() {
    let bench = bench();
    let central = bench.beside("central");
    fs::create_dir(&central).unwrap();
    fs::copy(bench.tree.join("lijst.csv"), central.join("lijst.csv")).unwrap();
    let index = bench.beside("central.index");
    let mut build = bench.speur();
    build
        .args(["index", "build"])
        .arg(&central)
        .arg("--central-index")
        .arg(&index);
    build
        .arg("--state-dir")
        .arg(&bench.state)
        .arg("--key-file")
        .arg(bench.beside("key"));
    assert_eq!(run(&mut build).code, Some(0));
    let records = bench.records(&["--central-index", index.to_str().unwrap()]);
    assert_eq!(records.document("lijst.csv")["twin"]["relation"], "exact");
    assert!(bench.records(&[]).document("lijst.csv")["twin"].is_null());
    let missing = bench.scan(&["--central-index", "/missing"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.stderr.contains("/missing"), "{}", missing.stderr);
}

#[test]
fn flags_that_say_what_to_read_again() {
    let bench = bench();
    let unchanged = |flags: &[&str]| bench.records(flags).coverage("unchanged");
    assert_eq!(unchanged(&[]), 0);
    // What could not be read is tried again.
    assert_eq!(unchanged(&["--since-last"]), 8);
    assert_eq!(unchanged(&["--full"]), 0);
    assert!(bench.scan(&["--resume"]).stderr.contains("no stopped run"));
    assert_eq!(bench.scan(&["--time-limit", "2h"]).code, Some(0));
}

#[test]
fn flags_that_say_who_may_read_a_report() {
    let bench = bench();
    let recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    let output = bench.beside("report.jsonl.age");
    let flags = ["--encrypt-to", recipient, "-o", output.to_str().unwrap()];
    assert_eq!(bench.scan(&flags).code, Some(0));
    let sealed = fs::read(&output).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
    // What is piped on is encrypted like a file.
    let piped = bench.scan_command(&["--encrypt-to", recipient]).output().unwrap();
    assert!(piped.stdout.starts_with(b"age-encryption.org/v1\n"));
    let in_clear = bench.beside("clear.jsonl.age");
    let ran = bench.scan(&["-o", in_clear.to_str().unwrap()]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(
        ran.stderr.contains("--encrypt-to") && !in_clear.exists(),
        "{}",
        ran.stderr
    );
    let ran = bench.scan(&["--encrypt-to", "age1nobody"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("age1nobody"), "{ran:?}");
}

#[test]
fn flags_that_say_what_a_report_holds() {
    let bench = bench();
    assert!(bench.records(&[]).try_document("brief1.txt").is_none());
    assert!(bench.records(&["--all"]).try_document("brief1.txt").is_some());
    let values = |flags: &[&str]| bench.records(flags).document("lijst.csv")["findings"][0]["values"].clone();
    assert!(values(&["--detail", "counts"]).is_null());
    let masked = values(&["--detail", "values"]);
    let mask = masked[0]["masked"].as_str().unwrap();
    assert!(mask.contains('*'), "{masked}");
    for value in masked.as_array().unwrap() {
        let keys: Vec<_> = value.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["masked", "place", "score", "token"]);
    }
}

#[test]
fn flags_that_say_where_a_report_goes() {
    let bench = bench();
    let [lines, table] = ["report.jsonl", "report.txt"].map(|name| bench.beside(name));
    let flags = ["--output", lines.to_str().unwrap(), "-o", table.to_str().unwrap()];
    let ran = bench.scan(&flags);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{ran:?}");
    let written = common::records(&fs::read_to_string(&lines).unwrap());
    written.check_coverage(9);
    let told = fs::read_to_string(&table).unwrap();
    for part in ["lijst.csv", "kapot.pdf", "Coverage: 9 files", "Next:"] {
        assert!(told.contains(part), "{told}");
    }
    let shown = bench.scan(&["--format", "table"]).stdout;
    assert!(
        shown.contains("Coverage: 9 files") && !shown.contains('\u{1b}'),
        "{shown}"
    );
    assert!(
        bench
            .scan(&["--format", "table", "--color", "always"])
            .stdout
            .contains("\u{1b}[")
    );
    bench.scan(&["--format", "jsonl"]).records().check_coverage(9);
}

#[test]
fn flags_about_what_is_told_on_the_way() {
    let bench = bench();
    let told = |flags: &[&str]| bench.scan(flags).stderr;
    assert_eq!(told(&[]).lines().count(), 1);
    assert!(told(&[]).starts_with("speur: coverage: 9 files"));
    assert_eq!(told(&["--quiet"]), "");
    assert!(told(&["--verbose"]).contains("kapot.pdf: damaged"), "{}", told(&["-v"]));
    assert!(
        told(&["--progress", "json"])
            .lines()
            .any(|line| line.starts_with("{\"seen\":"))
    );
    assert!(!told(&["--progress", "none"]).contains("seen"));
}

#[test]
fn flags_that_change_the_exit_code() {
    let bench = bench();
    let code = |flags: &[&str]| bench.scan(flags).code;
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--fail-on", "low"]), Some(1));
    assert_eq!(code(&["--require-complete"]), Some(3));
    // Not having read everything outranks what was found.
    assert_eq!(code(&["--require-complete", "--fail-on", "low"]), Some(3));
    fs::remove_file(bench.tree.join("kapot.pdf")).unwrap();
    assert_eq!(code(&["--require-complete"]), Some(0));
    assert_eq!(code(&["--require-complete", "--exclude", "**"]), Some(3));
    assert_eq!(code(&["--require-complete", "--fail-on", "low"]), Some(1));
    fs::remove_file(bench.tree.join("lijst.csv")).unwrap();
    assert_eq!(code(&["--fail-on", "critical"]), Some(0));
    assert_eq!(code(&["--fail-on", "low"]), Some(1));
}

#[test]
fn flags_that_name_files_of_its_own() {
    let bench = bench();
    let config = bench.beside("config.toml");
    fs::write(&config, "all = true\nexclude = [\"*.pdf\"]\n").unwrap();
    let by_config = bench.records(&["--config", config.to_str().unwrap()]);
    assert_eq!(by_config.reason("kapot.pdf"), "excluded");
    assert!(by_config.try_document("brief1.txt").is_some());
    let policy = bench.policy("policy.toml", "[[exempt]]\nglob = \"**/*.csv\"\nreason = \"test\"\n");
    let by_policy = bench.records(&["--policy", &policy]);
    assert_eq!(by_policy.document("lijst.csv")["verdict"], "allowed");

    let mut elsewhere = bench.speur();
    elsewhere
        .arg("scan")
        .arg(&bench.tree)
        .arg("--state-dir")
        .arg(bench.beside("elsewhere"));
    let own_key = run(&mut elsewhere).records();
    assert!(bench.beside("elsewhere/state.db").is_file());
    let named_key = run(elsewhere.arg("--key-file").arg(bench.beside("key"))).records();
    assert_ne!(own_key.0[0]["key"], named_key.0[0]["key"]);
    assert_eq!(named_key.0[0]["key"], by_policy.0[0]["key"]);
}

#[test]
fn variables_and_the_users_file_do_what_flags_do() {
    let bench = bench();
    let mut by_variable = bench.scan_command(&["--all"]);
    by_variable.env("SPEUR_EXCLUDE", "*.pdf").env("SPEUR_ALL", "false");
    let records = run(&mut by_variable).records();
    assert_eq!(records.reason("kapot.pdf"), "excluded");
    assert!(
        records.try_document("brief1.txt").is_some(),
        "a flag outranks a variable"
    );
    let folder = bench.beside("home/.config/speur");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), "require_complete = true\n").unwrap();
    assert_eq!(bench.scan(&[]).code, Some(3));
    // Never one that lies in the tree.
    bench.file(".config/speur/config.toml", "bad");
    bench.file("config.toml", "bad");
    assert_eq!(bench.scan(&[]).code, Some(3));
}

#[cfg(target_os = "linux")]
#[test]
fn flags_about_the_machine() {
    let bench = bench();
    // More threads start as many workers, and gently they run at the lowest priority.
    for n in 0..20 {
        let text: String = (0..3000)
            .map(|row| format!("{row} {}\n", values::iban(row + n)))
            .collect();
        bench.file(&format!("lang{n}.txt"), text);
    }
    let most_and_nice = |flags: &[&str]| {
        let mut command = bench.scan_command(flags);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (mut most, mut nice) = (0, 0);
        while child.try_wait().unwrap().is_none() {
            let stats: Vec<_> = fs::read_dir("/proc")
                .unwrap()
                .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok())
                .collect();
            let of_ours = stats.iter().filter_map(|stat| {
                let words: Vec<_> = stat.rsplit_once(") ")?.1.split(' ').collect();
                (stat.contains("speur") && words[1].parse() == Ok(child.id())).then(|| words[16].to_owned())
            });
            let of_ours: Vec<_> = of_ours.collect();
            most = most.max(of_ours.len());
            nice = of_ours.iter().filter_map(|nice| nice.parse().ok()).fold(nice, i32::max);
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        (most, nice)
    };
    let (one, plain) = most_and_nice(&["--full", "--jobs", "1"]);
    let (three, _) = most_and_nice(&["--full", "-j", "3"]);
    // One more walks.
    assert!(one <= 2 && three >= 3, "{one} {three}");
    let (_, gentle) = most_and_nice(&["--full", "--gentle"]);
    assert!(gentle > plain && gentle == 19, "{gentle}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_a_clean_end_and_the_other_reports_are_whole() {
    let bench = bench();
    bench.files(700);
    let report = bench.beside("report.jsonl");
    let output = report.to_str().unwrap();
    let mut child = bench
        .scan_command(&["--all", "--format", "jsonl", "-o", output, "--fail-on", "low"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut first, &mut String::new()).unwrap();
    drop(first);
    let ran: common::Ran = child.wait_with_output().unwrap().into();
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
    common::records(&fs::read_to_string(report).unwrap()).check_coverage(703);
    for args in [
        &["rules", "list"][..],
        &["man"],
        &["completions", "bash"],
        &["explain", "iban"],
    ] {
        let mut child = bench
            .speur()
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran: common::Ran = child.wait_with_output().unwrap().into();
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{args:?}");
    }
}
