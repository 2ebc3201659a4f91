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

#[test]
fn a_limit_on_the_size_of_files_ends_a_scan_that_can_go_on() {
    let bench = Bench::new();
    bench.files(3);
    let scan = bench.scan_command(&["--resume", "-q"]);
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -f 16; exec \"$@\"", "sh"])
        .arg(scan.get_program())
        .args(scan.get_args());
    for (name, value) in scan.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    let ran = run(&mut limited);
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert!(ran.stderr.contains("--resume"), "{ran:?}");
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
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.stderr.matches("audit.jsonl:2").count(), 1, "{ran:?}");
    let mut doctor = bench.speur();
    doctor.args(["doctor", "--audit", "--state-dir"]).arg(&bench.state);
    let ran = run(&mut doctor);
    assert_eq!(ran.code, Some(7), "{ran:?}");
    assert!(ran.stderr.contains("audit.jsonl:2: "), "{ran:?}");
}
