//! Worker processes from outside: what kills one costs one document, and the sandbox denies what it says.
#![cfg(feature = "test-hooks")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use speur::extract::{Limits, Reason};
use speur::finding::{Facts, Read};
use speur::handoff::Handoff;
#[cfg(target_os = "linux")]
use speur::worker::sandbox;
use speur::worker::{Config, Worker};

/// A directory of test files; the files are the hooks' own format, whose first line is `speur-test-box`.
struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, format!("speur-test-box\n{text}")).unwrap();
        path
    }
}

fn config(limits: Limits) -> Arc<Config> {
    let today = jiff::civil::date(2026, 11, 22);
    Arc::new(Config {
        program: Some(env!("CARGO_BIN_EXE_speur").into()),
        ..Config::new([7; 32], limits, today)
    })
}

fn handoff(path: &Path) -> Handoff {
    #[cfg(unix)]
    return std::os::fd::OwnedFd::from(std::fs::File::open(path).unwrap()).into();
    #[cfg(windows)]
    path.to_owned().into()
}

fn read(worker: &mut Worker, path: &Path) -> Vec<Facts> {
    let answer = worker.read(handoff(path), "test.txt");
    assert!(!answer.stuck);
    answer.documents
}

fn read_text(text: &str) -> Vec<Facts> {
    let limits = Limits {
        // Processor time is what ends what hangs, however busy the machine is; only what sleeps is silent.
        cpu_seconds: if text.ends_with("hang\n") { 1 } else { 120 },
        // Longer than a busy machine takes to start a reader.
        silent_seconds: if text.ends_with("sleep\n") { 5 } else { 120 },
        ..Limits::default()
    };
    let files = Files::new();
    read(&mut Worker::new(&config(limits)), &files.file("one", text))
}

#[track_caller]
fn check(facts: &Facts, read: Read, reason: Option<Reason>, detail: &str) {
    let gap = facts.unread.first();
    assert_eq!((facts.read, gap.map(|gap| gap.reason)), (read, reason), "{facts:?}");
    let told = gap.map_or("", |gap| &gap.detail);
    assert!(told.starts_with(detail), "{told}");
}

/// What kills a worker, the reason that is told, and how its detail begins.
const KILLERS: [(&str, Reason, &str); 7] = [
    ("abort", Reason::Crashed, "abort"),
    ("exit", Reason::Crashed, "exit status 3"),
    ("stack", Reason::Crashed, "stack overflow"),
    ("panic", Reason::Crashed, "panic at src/worker/hooks.rs:"),
    ("memory", Reason::LimitMemory, "more memory"),
    ("hang", Reason::LimitTime, "more processor time"),
    ("sleep", Reason::LimitTime, "no progress"),
];

#[test]
fn what_kills_a_worker_is_told_by_its_reason() {
    for (action, reason, detail) in KILLERS {
        let documents = read_text(&format!("speur-test-hook: {action}\n"));
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].format, "test-box");
        check(&documents[0], Read::None, Some(reason), detail);
    }
}

/// What a silent worker does meanwhile tells a file system that hangs from a document that keeps its reader at work.
#[cfg(target_os = "linux")]
#[test]
fn only_a_worker_that_waits_is_said_to_wait() {
    for (action, may_hang, waits) in [("sleep", true, true), ("sleep", false, false), ("hang", true, false)] {
        let limits = Limits {
            silent_seconds: 5,
            ..Limits::default()
        };
        let files = Files::new();
        let path = files.file("one", &format!("speur-test-hook: {action}\n"));
        let mut worker = Worker::new(&config(limits));
        worker.may_hang(may_hang);
        let answer = worker.read(handoff(&path), "test.txt");
        assert_eq!(answer.stuck, waits, "{action}");
        check(&answer.documents[0], Read::None, Some(Reason::LimitTime), "no progress");
    }
}

#[test]
fn each_document_has_its_time_and_keeps_what_was_found_in_it() {
    let limits = Limits {
        total_seconds: 2,
        ..Limits::default()
    };
    let slow = format!("speur-test-late-hook: pause\n{}", "een lange regel\n".repeat(8000)).repeat(64);
    let text = format!(
        "speur-test-member: a\nspeur-test-box\nRijksregisternummer: 85.07.30-951.80\n{slow}speur-test-member: b\nspeur-test-box\ntext\n"
    );
    let files = Files::new();
    let documents = read(&mut Worker::new(&config(limits)), &files.file("one", &text));
    let names: Vec<_> = documents.iter().map(|facts| facts.inner.join("/")).collect();
    assert_eq!(names, ["", "a", "b"]);
    check(&documents[1], Read::Partly, Some(Reason::LimitTime), "more time");
    assert!(!documents[1].findings.is_empty());
    check(&documents[0], Read::All, None, "");
    check(&documents[2], Read::All, None, "");
}

#[test]
fn killers_among_ordinary_files_cost_only_themselves() {
    let files = Files::new();
    let config = config(Limits {
        cpu_seconds: 1,
        silent_seconds: 2,
        ..Limits::default()
    });
    let paths: Vec<_> = (0..200)
        .map(|n| files.file(&n.to_string(), &format!("ordinary text {n}\n").repeat(1 + n)))
        .collect();
    let killers = KILLERS.map(|(action, ..)| files.file(action, &format!("speur-test-hook: {action}\n")));

    let mut worker = Worker::new(&config);
    let alone: Vec<_> = paths.iter().map(|path| read(&mut worker, path)).collect();
    assert!(alone.iter().all(|documents| documents[0].read == Read::All));

    let mut worker = Worker::new(&config);
    for (n, path) in paths.iter().enumerate() {
        if let (0, Some(killer)) = (n % 25, killers.get(n / 25)) {
            assert_ne!(read(&mut worker, killer)[0].read, Read::All);
        }
        assert_eq!(read(&mut worker, path), alone[n]);
    }
}

#[test]
fn a_container_is_read_on_behind_members_that_kill() {
    let member = |name: &str, text: &str| format!("speur-test-member: {name}\nspeur-test-box\n{text}\n");
    let inside = member("x", "text") + &member("y", "speur-test-hook: stack") + &member("z", "text");
    let inside = inside.replace("speur-test-member", ">speur-test-member");
    let text =
        member("a", "text") + &member("b", "speur-test-hook: abort") + &member("c", &inside) + &member("d", "text");
    let documents = read_text(&text);
    let names: Vec<_> = documents.iter().map(|facts| facts.inner.join("/")).collect();
    assert_eq!(names, ["", "a", "b", "c", "c/x", "c/y", "c/z", "d"]);
    for facts in &documents {
        match facts.inner.last().map(String::as_str) {
            Some("b") => check(facts, Read::None, Some(Reason::Crashed), "abort"),
            Some("y") => check(facts, Read::None, Some(Reason::Crashed), "stack overflow"),
            _ => check(facts, Read::All, None, ""),
        }
    }
}

#[test]
fn what_was_read_before_a_death_stands_as_partly_read() {
    let text = "ordinary text\n".repeat(100_000) + "speur-test-member: bad\nspeur-test-box\nspeur-test-hook: abort\n";
    let documents = read_text(&text);
    check(&documents[0], Read::All, None, "");
    check(&documents[1], Read::None, Some(Reason::Crashed), "abort");

    let mut late = "ordinary text\n".repeat(100_000);
    late.push_str("speur-test-late-hook: abort\n");
    check(&read_text(&late)[0], Read::Partly, Some(Reason::Crashed), "abort");
}

#[test]
fn one_worker_reads_many_files() {
    let files = Files::new();
    let path = files.file("one", "ordinary text\n");
    let mut worker = Worker::new(&config(Limits::default()));
    read(&mut worker, &path);
    let first = worker.process_id();
    for _ in 0..500 {
        read(&mut worker, &path);
    }
    assert_eq!(worker.process_id(), first);
}

#[test]
#[cfg(unix)]
fn workers_killed_at_random_change_nothing() {
    let files = Files::new();
    let config = config(Limits::default());
    let path = files.file("long", &"ordinary text\n".repeat(10_000));
    let mut worker = Worker::new(&config);
    let undisturbed = read(&mut worker, &path);
    for wait in 0..20_u64 {
        read(&mut worker, &files.file("short", "ordinary text\n"));
        let id = worker.process_id().unwrap().cast_signed();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_micros(wait * 1000));
            let id = rustix::process::Pid::from_raw(id).unwrap();
            rustix::process::kill_process(id, rustix::process::Signal::KILL)
        });
        assert_eq!(read(&mut worker, &path), undisturbed);
        let _ = killer.join().unwrap();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_sandbox_denies_files_the_network_threads_and_programs() {
    for action in ["open", "connect", "listen", "thread"] {
        let documents = read_text(&format!("speur-test-hook: {action}\n"));
        check(&documents[0], Read::All, None, "");
    }
    let documents = read_text("speur-test-hook: exec\n");
    check(
        &documents[0],
        Read::None,
        Some(Reason::Crashed),
        "forbidden system call",
    );
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_in_force_can_be_asked() {
    let states = sandbox::report(&config(Limits::default())).unwrap();
    for name in [
        "no-new-privileges",
        "landlock",
        "seccomp",
        "not-traceable",
        "dies-with-parent",
    ] {
        assert!(
            states.iter().any(|(is, state)| is == name && state.starts_with("on")),
            "{states:?}"
        );
    }
}

#[test]
#[cfg(windows)]
fn a_job_holds_a_worker() {
    let states = speur::worker::sandbox::report(&config(Limits::default())).unwrap();
    for state in [("job-object", "on"), ("memory", "512 MB")] {
        assert!(states.contains(&(state.0.to_owned(), state.1.to_owned())), "{states:?}");
    }
}

#[test]
fn a_worker_that_cannot_be_started_is_part_of_the_answer() {
    let files = Files::new();
    let mut without = Config::clone(&config(Limits::default()));
    without.program = Some(files.0.path().join("missing"));
    let documents = read(&mut Worker::new(&Arc::new(without)), &files.file("one", "text"));
    check(
        &documents[0],
        Read::None,
        Some(Reason::Crashed),
        "no reading process could be started: its program is not there",
    );
}
