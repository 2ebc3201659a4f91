//! `speur report`, from outside: runs of one machine and of many, and what must not be mixed in.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/schema.rs"]
mod schema;
mod sealed;

use std::fs;
use std::path::{Path, PathBuf};

use common::report::Run;
use common::{Bench, Ran, run, values};
use serde_json::Value;

/// Reports that other machines handed in, in a folder of their own.
struct Desk {
    bench: Bench,
}

impl Desk {
    fn new() -> Self {
        let bench = Bench::new();
        fs::create_dir(bench.beside("in")).unwrap();
        Self { bench }
    }

    fn put(&self, name: &str, text: impl AsRef<str>) -> PathBuf {
        let path = self.bench.beside("in").join(name);
        fs::write(&path, text.as_ref()).unwrap();
        path
    }

    fn report(&self, args: &[&str]) -> Ran {
        let mut command = self.bench.speur();
        command
            .arg("report")
            .args(args)
            .arg("--state-dir")
            .arg(&self.bench.state);
        run(&mut command)
    }

    /// The record that says what all inputs say together.
    #[track_caller]
    fn merged(&self, args: &[&str]) -> Value {
        let ran = self.report(args);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let records = ran.records();
        records
            .0
            .into_iter()
            .find(|record| record["record"] == "merge")
            .unwrap()
    }
}

/// Three machines: one clean, one with two runs, one with the same document as the second.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("a.jsonl", Run::of("d_1", "PC-1", 1).clean("/home/an/x.txt").text());
    let old = Run::of("d_2", "PC-2", 2)
        .copy("C:\\Users\\jan\\old\\lijst.xlsx", 7, "high")
        .copy("C:\\Users\\jan\\b.docx", 8, "low");
    desk.put("b-old.jsonl", old.text());
    desk.put(
        "b-new.jsonl",
        Run::of("d_2", "PC-2", 3)
            .copy("C:\\Users\\jan\\lijst.xlsx", 7, "high")
            .text(),
    );
    let third = Run::of("d_3", "PC-3", 4)
        .copy("/home/els/kopie.xlsx", 7, "critical")
        .unread("/home/els/x.pst");
    desk.put("c.jsonl", third.text());
    desk
}

/// How a report names what lies in the folder `in`.
fn of_in(name: &str) -> String {
    Path::new("in").join(name).display().to_string()
}

#[test]
fn a_stored_run_is_rendered_as_the_scan_rendered_it() {
    let bench = Bench::new();
    bench.files(6);
    let scanned = bench.records(&[]);
    let name = scanned.0[0]["run"].as_str().unwrap().to_owned();
    for run_name in ["last", &name] {
        let mut command = bench.speur();
        command.args(["report", run_name, "--state-dir"]).arg(&bench.state);
        command.arg("--key-file").arg(bench.beside("key"));
        let again = run(&mut command);
        assert_eq!(again.code, Some(0), "{again:?}");
        assert_eq!(again.records(), scanned);
    }
    // A report in a file says the same.
    let text: String = scanned.0.iter().map(|record| format!("{record}\n")).collect();
    let path = bench.beside("report.jsonl");
    fs::write(&path, &text).unwrap();
    let again = run(bench.speur().arg("report").arg(&path));
    assert_eq!(again.records(), scanned);
}

#[test]
fn only_the_newest_run_of_a_machine_counts_and_older_ones_are_its_trend() {
    let desk = desk();
    let merged = desk.merged(&["in"]);
    assert_eq!(merged["totals"]["violations"], 2, "{merged:#}");
    assert_eq!(
        merged["totals"]["by_severity"],
        serde_json::json!({"high": 1, "critical": 1})
    );
    assert_eq!(merged["scanned"], serde_json::json!({"partly": 1, "complete": 2}));
    let second = &merged["machines"][1];
    assert_eq!(second["device"]["name"], "PC-2");
    let trend: Vec<_> = second["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| &run["violations"])
        .collect();
    assert_eq!(trend, [2, 1]);
    assert_eq!(second["runs"][0]["comparable"], true);
    assert_eq!(merged["by_storage"]["local-disk"]["violations"], 2);
    assert_eq!(merged["folders"][0]["path"], "/home/els");
    assert_eq!(merged["folders"][1]["path"], "C:\\Users\\jan");
}

#[test]
fn the_same_document_on_several_machines_is_named_once_with_its_places() {
    let merged = desk().merged(&["in"]);
    let copies = &merged["copies"];
    assert_eq!(copies["documents"], 1, "{copies:#}");
    assert_eq!(copies["groups"][0]["machines"], 2);
    let places = copies["groups"][0]["places"].as_array().unwrap();
    assert_eq!(places[0]["path"], "C:\\Users\\jan\\lijst.xlsx");
    assert_eq!(places[1]["path"], "/home/els/kopie.xlsx");
    assert_eq!(copies["keys"].as_array().unwrap().len(), 1);
}

#[test]
fn tokens_of_different_keys_are_not_compared_and_that_is_said() {
    let desk = Desk::new();
    desk.put("a.jsonl", Run::of("d_1", "PC-1", 1).copy("/a", 7, "low").text());
    desk.put(
        "b.jsonl",
        Run::of("d_2", "PC-2", 2)
            .copy("/b", 7, "low")
            .text()
            .replace("k_1", "k_2"),
    );
    let merged = desk.merged(&["in"]);
    assert_eq!(merged["copies"]["documents"], 0);
    assert_eq!(merged["copies"]["keys"], serde_json::json!(["k_1", "k_2"]));
    let table = desk.report(&["in", "--format", "table"]);
    assert!(table.stdout.contains("2 token keys"), "{}", table.stdout);
}

#[test]
fn the_order_of_the_inputs_changes_no_byte() {
    let desk = desk();
    desk.put("d.jsonl", "no report\n");
    fs::copy(desk.bench.beside("in/a.jsonl"), desk.bench.beside("in/z.jsonl")).unwrap();
    let names = ["a", "b-old", "b-new", "c", "d", "z"].map(|name| format!("in/{name}.jsonl"));
    for format in ["jsonl", "table"] {
        let mut outputs = Vec::new();
        for turn in 0..names.len() {
            let mut args: Vec<_> = names.iter().map(String::as_str).collect();
            args.rotate_left(turn);
            if turn % 2 == 1 {
                args.reverse();
            }
            args.extend(["--format", format]);
            let ran = desk.report(&args);
            assert_eq!(ran.code, Some(0), "{ran:?}");
            outputs.push(ran.stdout);
        }
        outputs.dedup();
        assert_eq!(outputs.len(), 1, "{outputs:#?}");
    }
}

#[test]
fn what_cannot_be_used_is_named_and_nothing_of_it_is_taken() {
    #[track_caller]
    fn check(what: &str, text: &str, expected: &str) {
        let desk = desk();
        let before = desk.merged(&["in"]);
        desk.put("bad.jsonl", text);
        let ran = desk.report(&["in"]);
        let is_altered = expected == "other documents";
        assert_eq!(ran.code, Some(if is_altered { 7 } else { 0 }), "{what}: {ran:?}");
        assert!(
            ran.stderr.contains("bad.jsonl") && ran.stderr.contains(expected),
            "{what}: {}",
            ran.stderr
        );
        let mut merged = ran.records().0.remove(0);
        assert_eq!(merged["skipped"][0]["input"], of_in("bad.jsonl"), "{what}");
        merged["skipped"] = before["skipped"].clone();
        assert_eq!(merged, before, "{what}");
        let code = if is_altered { 7 } else { 3 };
        assert_eq!(desk.report(&["in", "--require-complete"]).code, Some(code), "{what}");
    }
    let good = Run::of("d_9", "PC-9", 5).copy("/x", 1, "high").clean("/y").text();
    let lines: Vec<_> = good.lines().collect();
    check("cut between lines", &lines[..2].join("\n"), "cut short");
    check("cut within a line", &good[..good.len() - 30], "cut short");
    check(
        "a document taken out",
        &[lines[0], lines[3]].join("\n"),
        "other documents",
    );
    check(
        "a document put in",
        &[lines[0], lines[1], lines[1], lines[2], lines[3]].join("\n"),
        "other documents",
    );
    check("another schema", &good.replace("speur/1", "speur/2"), "speur/2");
    check("an older schema", &good.replace("speur/1", "speur/0"), "speur/0");
    check(
        "another kind of value",
        &good.replace("\"local-disk\"", "7"),
        "newer speur",
    );
    check("a damaged byte", &good.replace("\"size\":", "\"size\""), "no JSON");
    check("empty", "", "no report");
    check("something else", "Jan Peeters, 85.07.30-951.80\n", "no JSON");
    check(
        "the first line is missing",
        &lines[1..].join("\n"),
        "first line is missing",
    );
    check("no text", "\0\u{1}\u{2}", "no JSON");
}

#[test]
fn an_error_repeats_nothing_of_a_file_that_is_no_report() {
    let desk = Desk::new();
    desk.put(
        "a.jsonl",
        "{\"record\":\"run\",\"schema\":\"speur/1\",\"run\":\"85.07.30-951.80\"}\n",
    );
    let ran = desk.report(&["in"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(!ran.stderr.contains("951"), "{}", ran.stderr);
}

#[test]
fn a_run_given_twice_counts_once() {
    let desk = desk();
    let before = desk.merged(&["in"]);
    fs::copy(desk.bench.beside("in/c.jsonl"), desk.bench.beside("in/c2.jsonl")).unwrap();
    let merged = desk.merged(&["in"]);
    assert_eq!(merged["totals"], before["totals"]);
    let expected = serde_json::json!([{"input": of_in("c2.jsonl"), "why": "duplicate", "of": of_in("c.jsonl")}]);
    assert_eq!(merged["skipped"], expected);
}

#[test]
fn a_run_that_was_resumed_counts_whole() {
    let desk = Desk::new();
    let whole = Run::of("d_1", "PC-1", 1).copy("/a", 1, "low").copy("/b", 2, "low");
    desk.put("whole.jsonl", whole.text());
    desk.put(
        "begun.jsonl",
        Run::of("d_1", "PC-1", 1).copy("/a", 1, "low").stopped().text(),
    );
    let merged = desk.merged(&["in"]);
    assert_eq!(merged["totals"]["violations"], 2);
    assert_eq!(merged["skipped"][0]["input"], of_in("begun.jsonl"));
    assert_eq!(merged["scanned"], serde_json::json!({"complete": 1}));
}

#[test]
fn a_merged_report_can_be_read_again_and_records_of_tomorrow_are_ignored() {
    let desk = desk();
    let first = desk.report(&["in"]);
    let tomorrow = format!("{}{{\"record\":\"weather\",\"rain\":true}}\n", first.stdout);
    desk.put("all.jsonl", tomorrow);
    let mut again = desk.merged(&["in/all.jsonl"]);
    let mut merged = first.records().0.remove(0);
    // Older runs are not written: their trend is gone.
    for merged in [&mut again, &mut merged] {
        merged["machines"][1]["runs"] = Value::Null;
    }
    assert_eq!(again, merged);
}

#[test]
fn runs_that_do_not_exist_are_a_mistake() {
    let desk = Desk::new();
    for (name, expected) in [
        ("nothing.jsonl", "nothing.jsonl"),
        ("r_12", "r_12"),
        ("in", "no report in this folder"),
    ] {
        let ran = desk.report(&[name]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
}

#[test]
fn every_record_of_a_merged_report_fits_the_schema() {
    let ran = desk().report(&["in"]);
    ran.records().0.iter().for_each(schema::check);
    let bench = Bench::new();
    bench.file(
        "a.txt",
        format!("Rijksregisternummer: {}\n", values::national_number(1)),
    );
    bench.records(&[]).0.iter().for_each(schema::check);
}

#[test]
fn every_form_can_be_written_of_several_machines() {
    let desk = desk();
    for ending in ["txt", "jsonl", "csv", "xlsx", "sarif", "md"] {
        let name = format!("out.{ending}");
        let ran = desk.report(&["in", "-o", &name]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let written = fs::read(desk.bench.beside(&name)).unwrap();
        assert!(written.len() > 200, "{name}: {}", String::from_utf8_lossy(&written));
    }
    let csv = fs::read_to_string(desk.bench.beside("out.csv")).unwrap();
    // The head, two findings, one clean and one unread document.
    assert_eq!(csv.lines().count(), 5, "{csv}");
}

#[test]
fn a_list_of_devices_tells_departments_and_who_was_never_scanned() {
    let desk = desk();
    fs::write(
        desk.bench.beside("devices.csv"),
        "name;department\npc-2;HR\nPC-3;HR\nPC-9;IT\n",
    )
    .unwrap();
    let merged = desk.merged(&["in", "--devices", "devices.csv"]);
    assert_eq!(merged["by_department"]["HR"]["machines"], 2, "{merged:#}");
    assert_eq!(merged["by_department"]["HR"]["counts"]["violations"], 2);
    assert_eq!(merged["by_department"]["IT"]["not_complete"], 1);
    assert_eq!(merged["scanned"]["never"], 1);
    assert_eq!(merged["machines"][3]["device"]["name"], "PC-9");
    assert_eq!(
        desk.report(&["in/a.jsonl", "--devices", "devices.csv", "--require-complete"])
            .code,
        Some(3)
    );
    // The policy may hold the list too.
    let policy = desk
        .bench
        .policy("policy.toml", "[[device]]\nid = 'd_3'\ndepartment = 'Sales'\n");
    let merged = desk.merged(&["in", "--policy", &policy]);
    assert_eq!(merged["by_department"]["Sales"]["machines"], 1, "{merged:#}");
    let csv = desk.report(&["in", "--policy", &policy, "--format", "csv"]).stdout;
    assert!(csv.contains("\"PC-3\",\"Sales\""), "{csv}");
}

#[test]
fn a_report_speaks_the_language_of_its_reader() {
    let desk = desk();
    desk.put("bad.jsonl", "x\n");
    for (lang, table, left_out) in [
        ("nl", "helemaal gescand", "weggelaten: regel 1: geen JSON"),
        ("fr", "entièrement analysées", "laissé de côté"),
        ("de", "ganz durchsucht", "ausgelassen"),
        ("en", "wholly scanned", "left out"),
    ] {
        let ran = desk.report(&["in", "--format", "table", "--lang", lang]);
        assert!(ran.stdout.contains(table), "{}", ran.stdout);
        assert!(ran.stderr.contains(left_out), "{}", ran.stderr);
        let md = desk.report(&["in", "--format", "md", "--lang", lang]);
        assert!(
            md.stdout.contains(" | ") && !md.stdout.contains("merged-"),
            "{}",
            md.stdout
        );
    }
}
