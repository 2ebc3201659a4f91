//! The policy at work: exceptions and requests, personal folders, terms, the notice, and the log of what was done.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

#[path = "../common/mod.rs"]
mod common;
mod told;

use std::fs;
use std::time::{Duration, SystemTime};

use common::{Bench, Ran, run, values};

/// A command with the state and key of the scans.
fn command(bench: &Bench, args: &[&str]) -> Ran {
    let mut command = bench.speur();
    command.args(args).arg("--state-dir").arg(&bench.state);
    command.arg("--key-file").arg(bench.beside("key"));
    run(&mut command)
}

#[track_caller]
fn ok(ran: Ran) -> Ran {
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran
}

/// A policy with an approver, whose key lies beside it.
fn with_approver(bench: &Bench, rest: &str) -> (String, String) {
    let key = bench.beside("approver.key").to_str().unwrap().to_owned();
    let made = ok(run(bench.speur().args(["exception", "keygen", &key])));
    let public = made.stdout.trim();
    let policy = bench.policy(
        "policy.toml",
        &format!(
            "{rest}\n[exceptions]\nfile = 'exceptions.toml'\n[[exceptions.approver]]\nname = 'DPO'\nkey = '{public}'\n"
        ),
    );
    (policy, key)
}

#[test]
fn an_exception_counts_until_it_ends_and_a_change_by_hand_is_refused() {
    let bench = Bench::new();
    bench.file(
        "brief.txt",
        format!("Rijksregisternummer: {}\n", values::national_number(1)),
    );
    let (policy, key) = with_approver(&bench, "");
    let flags = ["--policy", policy.as_str()];
    let records = bench.records(&flags);
    let document = records.document("brief.txt");
    assert_eq!(document["verdict"], "local-copy");
    let id = document["findings"][0]["id"].as_str().unwrap().to_owned();
    let add = |what: &str, reason: &str, until: &str, key: &str| {
        let args = [
            "exception",
            "add",
            what,
            "--reason",
            reason,
            "--approver",
            "DPO",
            "--until",
            until,
        ];
        command(
            &bench,
            &[&args[..], &["--signing-key", key, "--policy", policy.as_str()]].concat(),
        )
    };
    let refused = |ran: Ran, expected: &str| {
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains(expected), "{ran:?}");
    };
    refused(add(&id, " ", "2099-01-01", &key), "say why");
    refused(add(&id, "x", "2020-01-01", &key), "is over");
    refused(add(&id, "x", "soon", &key), "is not a day");
    refused(add("a[", "x", "2099-01-01", &key), "not a glob");
    let number = values::national_number(2);
    refused(
        add(&id, &format!("van {number}"), "2099-01-01", &key),
        "personal data in it",
    );
    let other = bench.beside("other.key").to_str().unwrap().to_owned();
    ok(run(bench.speur().args(["exception", "keygen", &other])));
    refused(add(&id, "x", "2099-01-01", &other), "names nobody with this key");

    let warning = "no run of this machine has a finding with this id";
    let unknown = ok(add("f_0000000000000000", "x", "2099-01-01", &key));
    assert!(unknown.stderr.contains(warning), "{unknown:?}");
    let added = ok(add(&id, "example letter", "2099-01-01", &key));
    assert!(!added.stderr.contains(warning), "{added:?}");
    let added = added.stdout;
    assert!(added.contains("matches by finding"), "{added}");
    let exception = added.split(':').next().unwrap().to_owned();
    let allowed = bench.records(&flags);
    let document = allowed.document("brief.txt");
    assert_eq!(document["verdict"], "allowed");
    assert_eq!(document["exceptions"][0]["id"], exception.as_str());
    let listed = ok(command(&bench, &["exception", "list", "--policy", &policy])).stdout;
    assert!(listed.contains("until 2099-01-01  by finding"), "{listed}");

    let file = bench.beside("exceptions.toml");
    let signed = fs::read_to_string(&file).unwrap();
    fs::write(&file, signed.replace("2099", "2199")).unwrap();
    let altered = bench.scan(&flags);
    assert_eq!((altered.code, altered.stdout.as_str()), (Some(7), ""), "{altered:?}");
    assert!(
        altered.stderr.contains("exceptions.toml") && altered.stderr.contains("altered"),
        "{altered:?}"
    );
    fs::write(&file, signed).unwrap();

    let expire = [
        "exception",
        "expire",
        &exception,
        "--signing-key",
        &key,
        "--policy",
        &policy,
    ];
    ok(command(&bench, &expire));
    refused(command(&bench, &expire), "ended already");
    assert_eq!(bench.records(&flags).document("brief.txt")["verdict"], "local-copy");
}

#[test]
fn the_log_tells_what_was_done_and_what_was_altered() {
    let bench = Bench::new();
    bench.file(
        "brief.txt",
        format!("Rijksregisternummer: {}\n", values::national_number(1)),
    );
    let report = bench.beside("report.jsonl").to_str().unwrap().to_owned();
    ok(bench.scan(&["-o", &report]));
    bench.records(&[]);
    let verified = ok(command(&bench, &["doctor", "--audit"])).stdout;
    assert!(verified.contains("4 lines"), "{verified}");
    let log = bench.state.join("audit.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    for event in [
        "\"event\":\"policy\"",
        "\"event\":\"run\"",
        "\"event\":\"export\"",
        "report.jsonl",
    ] {
        assert!(text.contains(event), "no {event} in {text}");
    }
    let check = |text: String, expected: &str| {
        fs::write(&log, text).unwrap();
        let ran = command(&bench, &["doctor", "--audit"]);
        assert_eq!(ran.code, Some(7), "{ran:?}");
        assert!(ran.stderr.contains(expected), "{ran:?}");
    };
    check(text.replace("report.jsonl", "other.jsonl"), "audit.jsonl:3: altered");
    let lines: Vec<_> = text.lines().collect();
    check(
        format!("{}\n", lines[..3].join("\n")),
        "audit.jsonl:4: the end is missing",
    );
}

#[test]
fn files_of_a_personal_folder_are_counted_and_nowhere_named() {
    let bench = Bench::new();
    let text = format!("Rijksregisternummer: {}\n", values::national_number(1));
    bench.file("Eigen/dagboek.txt", &text);
    bench.file("Eigen/diep/brief.txt", &text);
    bench.file("werk.txt", &text);
    let policy = bench.policy("policy.toml", "[[personal]]\nglob = '**/Eigen'\nreason = 'own files'\n");
    let ran = ok(bench.scan(&["--policy", &policy, "--all"]));
    assert!(
        !ran.stdout.contains("Eigen") && !ran.stdout.contains("dagboek"),
        "{ran:?}"
    );
    let records = ran.records();
    records.check_coverage(3);
    assert_eq!((records.coverage("personal"), records.coverage("read")), (2, 1));
    assert_eq!(records.end()["complete"], true);
    for file in ["state.db", "state.db-wal"] {
        let bytes = fs::read(bench.state.join(file)).unwrap_or_default();
        assert!(!bytes.windows(7).any(|part| part == b"dagboek"), "{file} names it");
    }
    let folder = bench.beside("notice");
    fs::create_dir(&folder).unwrap();
    let flag = format!("--notice={}", folder.display());
    ok(command(
        &bench,
        &["report", "last", &flag, "--lang", "en", "--policy", &policy],
    ));
    let dossier = fs::read_to_string(folder.join("notice.md")).unwrap();
    let told = "2 files lie in personal folders: as the policy says, they were counted and not opened.\nEvery other file was read.";
    assert!(dossier.contains(told) && !dossier.contains("Eigen"), "{dossier}");
    // What an earlier policy let it read is told of no more.
    let other = Bench::new();
    other.file("Eigen/dagboek.txt", &text);
    assert_eq!(other.records(&[]).of_kind("document").count(), 1);
    let policy = other.policy("policy.toml", "[[personal]]\nglob = '**/Eigen'\nreason = 'own files'\n");
    let mut report = other.speur();
    report
        .args([
            "report",
            "last",
            "--policy",
            &policy,
            "--format",
            "jsonl",
            "--state-dir",
        ])
        .arg(&other.state);
    let ran = ok(run(report.arg("--key-file").arg(other.beside("key"))));
    assert!(
        !ran.stdout.contains("dagboek") && ran.stdout.contains("\"personal\":1"),
        "{ran:?}"
    );
}

#[test]
fn a_request_stands_in_the_next_report() {
    let bench = Bench::new();
    bench.file(
        "brief.txt",
        format!("Rijksregisternummer: {}\n", values::national_number(1)),
    );
    let records = bench.records(&[]);
    let id = records.document("brief.txt")["findings"][0]["id"].as_str().unwrap();
    let asked = ok(command(
        &bench,
        &["exception", "request", id, "--reason", "an example of the manual"],
    ));
    assert!(asked.stdout.contains("brief.txt"), "{asked:?}");
    let again = bench.records(&[]);
    let document = again.document("brief.txt");
    assert_eq!(document["requests"][0]["reason"], "an example of the manual");
    assert_eq!(document["verdict"], "local-copy");
    let unknown = command(&bench, &["exception", "request", "f_0000000000000000", "--reason", "x"]);
    assert_eq!(unknown.code, Some(2), "{unknown:?}");
}

#[test]
fn a_document_is_as_old_as_its_content_then_its_mail_then_its_file_say() {
    let bench = Bench::new();
    let number = values::national_number(1);
    bench.file(
        "inhoud.csv",
        format!("rijksregisternummer;datum\n{number};31/12/2015\n"),
    );
    let head = "From: an@voorbeeld.example\nTo: jan@voorbeeld.example\nSubject: nummer\nDate: Mon, 1 Jun 2015 10:00:00 +0200\n";
    bench.file("mail.eml", format!("{head}\nRijksregisternummer: {number}\n"));
    let old = bench.file("oud.txt", format!("Rijksregisternummer: {number}\n"));
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_400_000_000);
    fs::File::options()
        .write(true)
        .open(old)
        .unwrap()
        .set_modified(then)
        .unwrap();
    bench.file("nieuw.txt", format!("Rijksregisternummer: {number}\n"));
    let policy = bench.policy(
        "policy.toml",
        "[[retention]]\ncategories = ['national-id']\nyears = 5\nreason = 'law'\n",
    );
    let records = bench.records(&["--policy", &policy]);
    for (name, by, dated) in [
        ("inhoud.csv", "content", "2015-12-31"),
        ("mail.eml", "document", "2015-06-01"),
        ("oud.txt", "modified", "2014-05-13"),
    ] {
        let document = records.document(name);
        assert_eq!(document["articles"], serde_json::json!(["IX", "V"]), "{document}");
        assert_eq!(document["retention"]["by"], by, "{document}");
        assert_eq!(document["retention"]["dated"], dated, "{document}");
    }
    assert_eq!(records.document("nieuw.txt")["articles"], serde_json::json!(["IX"]));
}

#[test]
fn a_category_that_no_rule_has_is_refused() {
    let bench = Bench::new();
    let of = |category: &str| {
        let term = format!("[[retention]]\ncategories = ['{category}']\nyears = 5\nreason = 'law'\n");
        let policy = bench.policy("policy.toml", &term);
        (
            bench.scan(&["--policy", &policy]),
            run(bench.speur().args(["config", "check", "--policy", &policy])),
        )
    };
    for ran in <[Ran; 2]>::from(of("salery")) {
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(
            ran.stderr.contains("policy.toml:5: no rule has the category `salery`"),
            "{ran:?}"
        );
    }
    for category in ["salary", "health"] {
        for ran in <[Ran; 2]>::from(of(category)) {
            ok(ran);
        }
    }
}

#[test]
fn a_scan_refuses_a_policy_that_sets_what_is_no_key() {
    let bench = Bench::new();
    let policy = bench.policy("policy.toml", "[settings]\njob = 3\n");
    let ran = bench.scan(&["--policy", &policy]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("`job` is not a key"), "{ran:?}");
}

#[test]
fn a_check_tells_what_would_do_nothing() {
    let bench = Bench::new();
    let check = |rest: &str| {
        let policy = bench.policy("policy.toml", rest);
        command(&bench, &["config", "check", "--policy", &policy])
    };
    // What people copy to begin with, and a mailbox that is no finding anyhow.
    let example = bench.beside("example.toml");
    fs::write(&example, include_str!("../../policy.example.toml")).unwrap();
    let example = example.to_str().unwrap();
    ok(command(&bench, &["config", "check", "--policy", example]));
    ok(check("[own]\nmailboxes = ['noreply@voorbeeld.be']\n"));
    let account = values::iban(1);
    ok(check(&format!("[own]\nibans = ['{account}']\n[settings]\njobs = 2\n")));
    let wrong_digit = &account[..account.len() - 1];
    for (rest, expected) in [
        (
            format!("[own]\nphones = []\nibans = ['{account}',\n  '{wrong_digit}']\n"),
            "policy.toml:7: no rule reads `",
        ),
        (
            "[own]\nmailboxes = ['info@voorbeeld']\n".to_owned(),
            "policy.toml:5: no rule reads `",
        ),
        (
            "[settings]\njbos = 2\n".to_owned(),
            "policy.toml:5: `jbos` is not a key",
        ),
        (
            "[settings]\njobs = 0\n".to_owned(),
            "policy.toml:5: jobs: `0` is not a number",
        ),
    ] {
        let ran = check(&rest);
        assert!(ran.code == Some(2) && ran.stderr.contains(expected), "{ran:?}");
    }
}

#[test]
fn the_key_that_signs_may_stand_in_the_configuration() {
    let bench = Bench::new();
    let (policy, _) = with_approver(&bench, "");
    let add = |more: &[&str]| {
        let args = [
            "exception",
            "add",
            "**/a.txt",
            "--reason",
            "example",
            "--approver",
            "DPO",
            "--until",
            "2099-01-01",
        ];
        command(&bench, &[&args[..], &["--policy", &policy], more].concat())
    };
    let unsigned = add(&[]);
    assert!(
        unsigned.code == Some(2) && unsigned.stderr.contains("--signing-key"),
        "{unsigned:?}"
    );
    let config = bench.beside("config.toml");
    fs::write(&config, "signing_key = 'approver.key'\n").unwrap();
    let signed = ok(add(&["--config", config.to_str().unwrap()]));
    assert!(signed.stdout.contains("approved by DPO"), "{signed:?}");
}
