//! The command line: mistakes are told in one message, every command works, and nothing hidden shows.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;
#[path = "common/schema.rs"]
mod schema;

use std::fs;
#[cfg(unix)]
use std::io::Write as _;
#[cfg(unix)]
use std::process::{Command, Stdio};

use common::{Bench, Ran, run, values};

impl Bench {
    #[track_caller]
    fn speur_says(&self, args: &[&str]) -> Ran {
        run(self.speur().args(args))
    }

    fn beside_with(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.beside(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Exit code 2 and one message that names what is wrong, once.
#[track_caller]
fn check_refused(ran: &Ran, expected: &[&str]) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
    for part in expected {
        assert_eq!(ran.stderr.matches(part).count(), 1, "`{part}` in {ran:?}");
    }
    let messages = ran.stderr.lines().filter(|line| line.starts_with("speur: "));
    assert_eq!(messages.count(), 1, "{ran:?}");
}

#[test]
fn bad_flags_and_values_are_refused() {
    let bench = Bench::new();
    for (args, expected) in [
        (&["--nope"][..], "`--nope`"),
        (&["--jobs", "0"], "--jobs"),
        (&["--jobs", "many"], "`many`"),
        (&["--format", "docx"], "`docx`"),
        (&["--detail", "all"], "`all`"),
        (&["--fail-on", "info"], "`info`"),
        (&["--color", "red"], "`red`"),
        (&["--progress", "dots"], "`dots`"),
        (&["--max-file-size", "big"], "`big`"),
        (&["--time-limit", "0s"], "`0s`"),
        (&["--exclude", "a["], "`a[`"),
        (&["--quiet", "--verbose"], "speur: "),
        (&["--full", "--since-last"], "speur: "),
    ] {
        check_refused(&bench.scan(args), &[expected]);
    }
    for args in [
        &["nonsense"][..],
        &["extract"],
        &["schema", "nonsense"],
        &["completions", "dos"],
        &["rules", "show"],
    ] {
        check_refused(&bench.speur_says(args), &["speur: "]);
    }
    for args in [["rules", "show", "be.nonsense"], ["explain", "be.nonsense", "--"]] {
        let args: Vec<_> = args.into_iter().filter(|arg| *arg != "--").collect();
        check_refused(&bench.speur_says(&args), &["`be.nonsense`"]);
    }
}

#[test]
fn what_is_missing_or_in_the_way_is_named() {
    let bench = Bench::new();
    let missing = bench.beside("missing").to_str().unwrap().to_owned();
    let there = bench.beside_with("there.jsonl", "precious");
    let tree = bench.tree.to_str().unwrap();
    let report = bench.beside("report.jsonl");
    let mut absent = bench.speur();
    absent
        .args(["scan", &missing, "-o", report.to_str().unwrap(), "--state-dir"])
        .arg(&bench.state);
    check_refused(&run(&mut absent), &["missing"]);
    assert!(!report.exists(), "a refused scan leaves no empty report");
    check_refused(
        &bench.speur_says(&["extract", &missing]),
        &["missing", "there is no such file"],
    );
    check_refused(&bench.speur_says(&["extract", tree]), &["not a file"]);
    for flags in [
        ["--key-file", &missing],
        ["--policy", &missing],
        ["--config", &missing],
        ["--rules", &missing],
    ] {
        check_refused(
            &bench.speur_says(&[&["scan", tree], &flags[..]].concat()),
            &["missing", "there is no such file"],
        );
    }
    common::for_oneself(std::path::Path::new(&there));
    check_refused(
        &bench.speur_says(&["scan", tree, "--key-file", &there]),
        &["64 hex digits"],
    );
    check_refused(
        &bench.speur_says(&["scan", tree, "--state-dir", &there]),
        &["there.jsonl"],
    );
    check_refused(&bench.scan(&["-o", &there]), &["there.jsonl", "does not exist yet"]);
    assert_eq!(fs::read_to_string(&there).unwrap(), "precious");
    check_refused(&bench.scan(&["-o", "report.doc"]), &["report.doc", ".jsonl"]);
}

#[test]
fn wrong_files_are_told_with_their_line() {
    let bench = Bench::new();
    let config = bench.beside_with("bad-config.toml", "jobs = 2\ncolour = \"never\"\n");
    let value = bench.beside_with("bad-value.toml", "\n\njobs = \"many\"\n");
    let syntax = bench.beside_with("bad-syntax.toml", "jobs = [\n");
    let policy = bench.beside_with(
        "bad-policy.toml",
        "name = \"x\"\n[organisation]\nname = \"y\"\nlogo = 1\n",
    );
    let rule = bench.beside_with("bad-rule.toml", "id = \"own.badge\"\ncategory = \"badge\"\nfoo = 1\n");
    let binary = bench.beside_with("binary.toml", b"\xff\xfe\0");
    for (flag, file, place) in [
        ("--config", &config, "bad-config.toml:2: "),
        ("--config", &value, "bad-value.toml:3: "),
        ("--config", &syntax, "bad-syntax.toml:1: "),
        ("--policy", &policy, "bad-policy.toml:4: "),
        ("--rules", &rule, "bad-rule.toml:3: "),
        ("--config", &binary, "binary.toml: "),
        ("--policy", &binary, "binary.toml: "),
        ("--rules", &binary, "binary.toml:1: "),
    ] {
        let scan = bench.scan(&[flag, file]);
        check_refused(&scan, &[place]);
        assert_eq!(scan.stderr.lines().count(), 1, "{scan:?}");
        check_refused(&bench.speur_says(&["config", "check", flag, file]), &[place]);
    }
    check_refused(
        &bench.speur_says(&["rules", "check", "--rules", &rule]),
        &["bad-rule.toml:3: "],
    );
    let mut by_variable = bench.scan_command(&[]);
    check_refused(&run(by_variable.env("SPEUR_JOBS", "many")), &["SPEUR_JOBS"]);
}

#[test]
fn extract_prints_pieces_as_json_lines() {
    let bench = Bench::new();
    let number = values::national_number(7);
    let letter = bench.file("brief.txt", format!("Beste,\nRRN {number}\n"));
    let table = bench.file("lijst.csv", format!("naam;rrn\nJan;{number}\n"));
    let ran = bench.speur_says(&["extract", letter.to_str().unwrap(), table.to_str().unwrap()]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let pieces: Vec<serde_json::Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(pieces[0]["text"], "Beste,");
    assert_eq!(pieces[0]["path"], letter.to_str().unwrap());
    assert_eq!(pieces[1]["place"]["lines"], "2");
    assert!(
        pieces
            .iter()
            .any(|piece| piece["text"] == number.as_str() && piece["label"] == "rrn"),
        "{pieces:?}"
    );
    let broken = bench.file("kapot.docx", b"PK\x03\x04");
    let ran = bench.speur_says(&["extract", broken.to_str().unwrap()]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("kapot.docx"), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn extract_tells_of_a_full_disk_once() {
    let bench = Bench::new();
    let short = bench.file("kort.txt", "Beste,\n");
    let long = bench.file("lang.txt", "Beste,\n".repeat(9000));
    for file in [&short, &long] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let said = bench.speur().arg("extract").arg(file).arg(&short).stdout(full).output();
        let said = said.unwrap();
        let stderr = String::from_utf8(said.stderr).unwrap();
        assert_eq!(
            (said.status.code(), stderr.as_str()),
            (Some(4), "speur: the disk is full\n")
        );
    }
}

#[test]
fn commands_that_tell_do_so() {
    let bench = Bench::new();
    #[track_caller]
    fn check(bench: &Bench, args: &[&str], expected: &[&str]) {
        let ran = run(bench.speur().args(args).env("SPEUR_STATE_DIR", &bench.state));
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
        for part in expected {
            assert!(ran.stdout.contains(part), "no `{part}` in {}", ran.stdout);
        }
    }
    check(
        &bench,
        &["rules", "list"],
        &["be.national-number", "iban", "special.health"],
    );
    check(
        &bench,
        &["rules", "show", "iban"],
        &["id = \"iban\"", "[[example]]", "[[counterexample]]"],
    );
    check(&bench, &["rules", "check"], &["0 failed"]);
    check(
        &bench,
        &["explain", "be.national-number"],
        &["kind of data: national numbers", "Raised by", "Not found"],
    );
    let sandbox = match cfg!(target_os = "linux") {
        true => "landlock",
        false => "In force in a worker process",
    };
    check(&bench, &["doctor"], &["token key", sandbox, "state"]);
    check(
        &bench,
        &["config", "show", "--jobs", "3"],
        &["jobs", "3", "--jobs", "SPEUR_STATE_DIR"],
    );
    let policy = bench.policy("policy.toml", "");
    check(
        &bench,
        &["config", "check", "--policy", &policy],
        &["no problems", "Voorbeeld"],
    );
    check(&bench, &["--version"], &[env!("CARGO_PKG_VERSION")]);
    check(&bench, &["--help"], &["Exit codes:", "scan"]);
}

#[test]
fn records_follow_the_printed_schema() {
    let bench = Bench::new();
    bench.files(9);
    bench.file("kapot.pdf", "%PDF-1.7\n");
    bench.file("program", b"\x7fELF\x02\x01\x01\0".repeat(99));
    let told = bench.speur_says(&["schema", "records"]);
    let printed: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!(printed["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(told.stdout, include_str!("../schema/speur-1.json"));
    let records = bench.records(&["--all", "--detail", "values", "--max-file-size", "1M"]);
    assert!(records.0.len() >= 13);
    records.0.iter().for_each(schema::check);
}

#[test]
fn hidden_commands_show_nowhere() {
    let bench = Bench::new();
    let mut told = vec![bench.speur_says(&["--help"]).stdout, bench.speur_says(&["man"]).stdout];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = bench.speur_says(&["completions", shell]).stdout;
        for flag in ["require-complete", "max-file-size"] {
            assert!(script.contains(flag), "no {flag} for {shell}");
        }
        told.push(script);
    }
    for text in &told {
        // What bash's script calls its own cases is no command.
        let text = text.replace("__subcmd__", " ").replace("speur__", " ");
        for hidden in ["__worker", "__walk", "__extract", "\\_\\_"] {
            assert!(!text.contains(hidden), "{hidden}");
        }
    }
    let page = &told[1];
    assert!(
        page.contains(".TH") && page.contains("Exit codes") && page.contains("require\\-complete"),
        "{page}"
    );
}

#[cfg(unix)]
#[test]
fn the_scripts_and_the_manual_are_what_their_readers_take() {
    let bench = Bench::new();
    for (args, reader) in [
        (&["completions", "bash"][..], &["bash", "-n"][..]),
        (&["completions", "zsh"], &["zsh", "-n"]),
        (&["completions", "fish"], &["fish", "-n"]),
        (&["man"], &["groff", "-man", "-Tutf8", "-ww", "-z"]),
    ] {
        let text = bench.speur_says(args).stdout;
        let started = Command::new(reader[0])
            .args(&reader[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        // Where there is no such reader there is nothing to ask.
        let Ok(mut child) = started else { continue };
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{args:?}: {output:?}"
        );
    }
}
