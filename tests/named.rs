//! What is named on the command line: what cannot be read is refused and not waited for, what would leave the machine
//! is not written, and what was cut off stays missed.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{Bench, Ran, run};

const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

/// Runs it to its end, which must come soon.
#[track_caller]
fn soon(command: &mut Command) -> Ran {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("{command:?} waits");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_fifo_is_refused_and_not_waited_for() {
    let bench = Bench::new();
    bench.files(1);
    bench.records(&[]);
    let fifo = bench.beside("fifo");
    rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let fifo = fifo.to_str().unwrap();
    let (tree, state) = (bench.tree.to_str().unwrap(), bench.state.to_str().unwrap());
    for args in [
        &["scan", tree, "--policy", fifo][..],
        &["scan", tree, "--config", fifo],
        &["scan", tree, "--rules", fifo],
        &["scan", tree, "--central-index", fifo],
        &["scan", tree, "--key-file", fifo],
        &["report", "last", "--devices", fifo],
        &["report", "last", "--identity", fifo],
        &["report", fifo],
        &["index", "info", fifo],
        &["index", "verify", fifo],
    ] {
        let ran = soon(bench.speur().args(args).args(["--state-dir", state]));
        assert_eq!(ran.code, Some(2), "{args:?} {ran:?}");
        assert!(ran.stderr.contains("not a plain file"), "{args:?} {ran:?}");
    }
}

#[test]
fn no_plain_report_and_no_state_goes_into_a_synchronised_folder() {
    let bench = Bench::new();
    bench.files(1);
    let folder = bench.beside("home/Dropbox");
    fs::create_dir(&folder).unwrap();
    let report = folder.join("report.jsonl");
    let name = report.to_str().unwrap();
    let refused = |ran: Ran| {
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains("synchronised with a cloud service"), "{ran:?}");
        assert!(fs::read_dir(&folder).unwrap().next().is_none());
    };
    refused(bench.scan(&["-o", name]));
    let mut elsewhere = bench.speur();
    elsewhere
        .arg("scan")
        .arg(&bench.tree)
        .arg("--state-dir")
        .arg(folder.join("state"));
    refused(run(&mut elsewhere));
    let ran = bench.scan(&["-o", name, "--encrypt-to", RECIPIENT]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(report.is_file());
}

/// The same command, none of whose files may be larger than so many blocks of 512 bytes.
fn limited(command: &Command, n_blocks: u32) -> Command {
    let mut limited = Command::new("sh");
    limited
        .args(["-c", &format!("ulimit -f {n_blocks}; exec \"$@\""), "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

#[test]
fn a_limit_on_the_size_of_files_ends_a_scan_that_can_go_on() {
    let bench = Bench::new();
    bench.files(3);
    let ran = run(&mut limited(&bench.scan_command(&["--resume", "-q"]), 16));
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert!(ran.stderr.contains("--resume"), "{ran:?}");
}

#[test]
fn what_was_found_before_the_disk_was_full_is_reported() {
    let bench = Bench::new();
    bench.files(600);
    let report = bench.beside("report.csv");
    let flags = ["--jobs", "1", "--format", "jsonl", "-o", report.to_str().unwrap()];
    let ran = run(&mut limited(&bench.scan_command(&flags), 1400));
    assert_eq!(ran.code, Some(4), "{ran:?}");
    let state = bench.state.join("state.db");
    for told in ["coverage: ", "--resume", state.to_str().unwrap()] {
        assert!(ran.stderr.contains(told), "{ran:?}");
    }
    let part = ran.records();
    let n_seen = part.coverage("seen");
    assert!((1..600).contains(&n_seen), "{n_seen}");
    assert_eq!(part.end()["complete"], false);
    assert!(fs::metadata(&report).unwrap().len() > 0);
    bench.records(&["--resume"]).check_coverage(600);
}

#[test]
fn a_log_that_was_cut_stays_cut_and_each_scan_says_so() {
    let bench = Bench::new();
    bench.files(1);
    for _ in 0..3 {
        bench.records(&[]);
    }
    let log = bench.state.join("audit.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.split_inclusive('\n').next().unwrap()).unwrap();
    let ran = bench.scan(&["-q"]);
    assert_eq!(ran.code, Some(7), "{ran:?}");
    // It stops no work: everything is reported.
    ran.records().check_coverage(1);
    assert_eq!(ran.stderr.matches("audit.jsonl:2").count(), 1, "{ran:?}");
    let mut doctor = bench.speur();
    doctor.args(["doctor", "--audit", "--state-dir"]).arg(&bench.state);
    let ran = run(&mut doctor);
    assert_eq!(ran.code, Some(7), "{ran:?}");
    assert!(ran.stderr.contains("audit.jsonl:2: "), "{ran:?}");
}

#[test]
fn a_lost_device_key_is_told_as_that() {
    let bench = Bench::new();
    bench.files(1);
    let scan = || {
        let mut command = bench.speur();
        command
            .arg("scan")
            .arg(&bench.tree)
            .arg("--state-dir")
            .arg(&bench.state);
        run(&mut command)
    };
    assert_eq!(scan().code, Some(0));
    let (key, kept) = (bench.state.join("device.key"), bench.beside("kept.key"));
    fs::rename(&key, &kept).unwrap();
    let lost = scan();
    assert_eq!(lost.code, Some(7), "{lost:?}");
    let told = |ran: &Ran| ran.stderr.contains(key.to_str().unwrap()) && ran.stderr.contains("--state-dir");
    assert!(told(&lost) && !lost.stderr.contains("altered"), "{lost:?}");
    assert!(!key.exists(), "a new one would hide that");
    // Another key in its place is no better.
    fs::copy(bench.beside("key"), &key).unwrap();
    let other = scan();
    assert!(other.code == Some(7) && told(&other), "{other:?}");
    fs::rename(&kept, &key).unwrap();
    assert_eq!(scan().code, Some(0));
}
