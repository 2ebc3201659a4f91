//! What kills: documents that kill their reader, and a scan that is killed itself. Neither loses or doubles anything.
#![cfg(all(unix, feature = "test-hooks"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::hash::{BuildHasher as _, Hasher as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::process::{children, lives, walks, workers};
use common::{Bench, Ran, Records, assert_same};
use rustix::process::{Pid, Signal, getpgid, kill_process, kill_process_group};

const KILLERS: [(&str, &str); 6] = [
    ("abort", "crashed"),
    ("stack", "crashed"),
    ("panic", "crashed"),
    ("memory", "limit-memory"),
    ("hang", "limit-time"),
    ("sleep", "limit-time"),
];

fn killer(bench: &Bench, name: &str, action: &str) {
    bench.file(name, format!("speur-test-box\nspeur-test-hook: {action}\n"));
}

/// With limits that a test can wait for.
fn impatient(mut command: Command) -> Command {
    command
        .env("TEST_SPEUR_CPU_SECONDS", "1")
        .env("TEST_SPEUR_SILENT_SECONDS", "4");
    command
}

#[track_caller]
fn scan(bench: &Bench, flags: &[&str]) -> Records {
    let ran: Ran = impatient(bench.scan_command(flags)).output().unwrap().into();
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran.records()
}

#[test]
fn killers_cost_only_themselves() {
    let mut bench = Bench::new();
    bench.files(60);
    let alone = scan(&bench, &["--all", "--detail", "values"]);
    for (n, (action, _)) in KILLERS.iter().enumerate() {
        killer(&bench, &format!("map{}/{action}", n % 5), action);
    }
    bench.state = bench.beside("other-state");
    let among = scan(&bench, &["--all", "--detail", "values", "--jobs", "2"]);
    among.check_coverage(66);
    for (action, reason) in KILLERS {
        assert_eq!(among.reason(action), reason, "{action}");
        assert_eq!(among.document(action)["verdict"], "not-read");
    }
    let others = |records: &Records| -> Vec<String> {
        let is_other = |line: &String| line.contains("\"document\"") && line.contains("/brief");
        records.documents().into_iter().filter(is_other).collect()
    };
    assert_eq!(others(&alone).len(), 60);
    assert_eq!(others(&among), others(&alone));
}

/// A scan in a process group of its own, as a shell starts it.
fn start(bench: &Bench, flags: &[&str]) -> Child {
    let mut command = impatient(bench.scan_command(flags));
    command
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[track_caller]
fn assert_gone(ids: &[u32]) {
    let since = Instant::now();
    while let Some(id) = ids.iter().find(|id| lives(**id)) {
        let what = std::fs::read_to_string(format!("/proc/{id}/cmdline"));
        assert!(since.elapsed() < Duration::from_secs(10), "{what:?} lives on");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed()).unwrap()
}

/// Kills the group after this time, or when the scan is over; says whether it was killed.
fn kill_after(mut child: Child, time: Duration) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < time {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let offspring = children(child.id());
    assert_eq!(getpgid(Some(pid(&child))).unwrap(), pid(&child));
    kill_process_group(pid(&child), Signal::KILL).unwrap();
    child.wait().unwrap();
    assert_gone(&offspring);
    true
}

/// From 0 to 1, another one in every run: a moment that loses something is found sooner or later, and a failure says
/// it.
fn random() -> f64 {
    let bits = std::hash::RandomState::new().build_hasher().finish();
    f64::from((bits >> 32) as u32) / f64::from(u32::MAX)
}

/// Enough files that a scan takes a while, and a container.
fn work(bench: &Bench) {
    bench.files(300);
    for n in 0..20 {
        let member = |text: &str| format!("speur-test-member: {text}\nspeur-test-box\n{text}\n");
        let text: String = (0..20).map(|n| member(&format!("lid {n}"))).collect();
        bench.file(&format!("bak{n}"), format!("speur-test-box\n{text}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_scan_goes_on_and_loses_and_doubles_nothing() {
    let mut bench = Bench::new();
    work(&bench);
    let begun = Instant::now();
    let undisturbed = scan(&bench, &["--all", "--detail", "values"]);
    let whole = begun.elapsed();
    undisturbed.check_coverage(320);

    let mut n_killed = 0;
    for round in 0..20_u32 {
        bench.state = bench.beside(&format!("state{round}"));
        let time = whole.mul_f64(random());
        n_killed += u32::from(kill_after(start(&bench, &["--all"]), time));
        // And some of them once more, while they go on.
        if round % 2 == 0 {
            kill_after(start(&bench, &["--all", "--resume"]), whole.mul_f64(random()) / 2);
        }
        let resumed = scan(&bench, &["--all", "--detail", "values", "--resume"]);
        assert_same(&resumed, &undisturbed, &format!("killed after {time:?}"));
    }
    assert!(n_killed >= 5, "only {n_killed} of 20 were killed in time");
}

/// A scan that has come to a document that keeps it: progress names the one that takes longest.
#[cfg(target_os = "linux")]
fn start_until_the_sleeper(bench: &Bench, silent: &str) -> Child {
    let mut child = impatient(bench.scan_command(&["--jobs", "1", "--progress", "json"]))
        .env("TEST_SPEUR_SILENT_SECONDS", silent)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("a-sleeper") {
        line.clear();
        std::io::BufRead::read_line(&mut told, &mut line).unwrap();
    }
    child
}

#[cfg(target_os = "linux")]
#[test]
fn a_scan_whose_walk_is_killed_has_not_come_to_its_end() {
    let bench = Bench::new();
    work(&bench);
    killer(&bench, "a-sleeper", "sleep");
    let child = start_until_the_sleeper(&bench, "4");
    for id in walks(child.id()) {
        kill_process(Pid::from_raw(id.cast_signed()).unwrap(), Signal::KILL).unwrap();
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    let stopped = common::records(std::str::from_utf8(&output.stdout).unwrap());
    assert!(stopped.end().get("finished").is_none());
    assert!(stopped.coverage("seen") < 321, "{:#?}", stopped.end());
    let resumed = scan(&bench, &["--all", "--resume"]);
    resumed.check_coverage(321);
    let name = |records: &Records| records.of_kind("run").next().unwrap()["run"].clone();
    assert_eq!(name(&resumed), name(&stopped));
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_scan_is_saved_and_goes_on() {
    let bench = Bench::new();
    work(&bench);
    killer(&bench, "a-sleeper", "sleep");
    let child = start_until_the_sleeper(&bench, "600");
    let offspring = children(child.id());
    let interrupted = Instant::now();
    kill_process(pid(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(
        interrupted.elapsed() < Duration::from_secs(20),
        "not even a document that hangs may keep it"
    );
    assert_gone(&offspring);
    let stopped = common::records(std::str::from_utf8(&output.stdout).unwrap());
    assert_eq!(stopped.end()["complete"], false);
    assert!(stopped.end().get("finished").is_none());
    assert!(stopped.try_document("a-sleeper").is_none());

    let resumed = scan(&bench, &["--all", "--resume"]);
    resumed.check_coverage(321);
    assert_eq!(resumed.reason("a-sleeper"), "limit-time");
}

/// A document that loses twenty readers is given up: with fewer, no document can, however busy the machine is.
#[cfg(target_os = "linux")]
const MOST_KILLED: u32 = 12;

#[cfg(target_os = "linux")]
#[test]
fn workers_killed_from_outside_change_nothing() {
    let mut bench = Bench::new();
    work(&bench);
    let undisturbed = scan(&bench, &["--all"]);
    bench.state = bench.beside("other-state");
    let child = impatient(bench.scan_command(&["--all", "--jobs", "2"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let main = child.id();
    let killer = std::thread::spawn(move || {
        let mut n_killed = 0;
        while lives(main) && n_killed < MOST_KILLED {
            for id in workers(main).into_iter().take(1) {
                let id = Pid::from_raw(id.cast_signed()).unwrap();
                n_killed += u32::from(kill_process(id, Signal::KILL).is_ok());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        n_killed
    });
    let output = child.wait_with_output().unwrap();
    let n_killed = killer.join().unwrap();
    assert!(n_killed > 1, "only {n_killed} readers were killed");
    let disturbed = common::records(std::str::from_utf8(&output.stdout).unwrap());
    assert_same(&disturbed, &undisturbed, "workers killed");
}
