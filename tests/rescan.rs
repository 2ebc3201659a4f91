//! Runs after runs: what is unchanged is not read again, what was stopped goes on, verdicts follow the policy.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use common::{Bench, Records, run, values};

fn letter(n: usize) -> String {
    format!("Rijksregisternummer: {}\n", values::national_number(n))
}

#[test]
fn what_is_unchanged_is_not_read_again() {
    let bench = Bench::new();
    bench.files(39);
    bench.file("b/brief.txt", letter(40));
    let first = bench.records(&["--all"]);
    assert_eq!(first.coverage("unchanged"), 0);
    let second = bench.records(&["--all"]);
    assert_eq!(second.coverage("unchanged"), 40);
    assert_eq!(second.documents(), first.documents());
    assert_eq!(bench.records(&["--since-last"]).coverage("unchanged"), 40);
    // Named twice, a root is still one.
    let full = bench.records(&["--all", "--full", bench.tree.to_str().unwrap()]);
    assert_eq!(full.coverage("unchanged"), 0);
    assert_eq!(full.0[0]["roots"].as_array().unwrap().len(), 1);
    assert_eq!(full.documents(), first.documents());
}

/// Only here do files tell their other names.
#[cfg(unix)]
#[test]
fn a_file_of_two_names_is_read_once_and_not_said_to_be_unchanged() {
    let bench = Bench::new();
    let file = bench.file("b/brief.txt", letter(1));
    // The other name comes first: the file was read all the same.
    fs::hard_link(file, bench.tree.join("a.txt")).unwrap();
    let first = bench.records(&["--all"]);
    assert_eq!((first.coverage("aliases"), first.coverage("unchanged")), (1, 0));
    assert_eq!(bench.records(&["--all"]).coverage("unchanged"), 1);
}

/// As the system tells it, of every folder of the tree.
#[cfg(target_os = "linux")]
#[test]
fn of_an_unchanged_tree_no_file_is_opened() {
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    let bench = Bench::new();
    bench.files(60);
    bench.file("archief.zip", common::zip(&[("a.txt", letter(1).as_bytes())]));
    let watch = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
    let folders = fs::read_dir(&bench.tree).unwrap().map(|entry| entry.unwrap().path());
    for folder in folders.filter(|path| path.is_dir()).chain([bench.tree.clone()]) {
        inotify::add_watch(&watch, &folder, WatchFlags::OPEN | WatchFlags::ACCESS).unwrap();
    }
    let opened = || {
        let mut buffer = [std::mem::MaybeUninit::uninit(); 1 << 16];
        let mut events = inotify::Reader::new(&watch, &mut buffer);
        let mut n_files = 0;
        while let Ok(event) = events.next() {
            let is_folder = event.events().contains(ReadFlags::ISDIR);
            n_files += usize::from(!is_folder && event.events().contains(ReadFlags::OPEN));
        }
        n_files
    };
    let first = bench.records(&["--all"]);
    assert_eq!(opened(), 61);
    let second = bench.records(&["--all"]);
    assert_eq!(opened(), 0);
    assert_eq!(second.coverage("unchanged"), 61);
    assert_eq!(second.documents().len(), first.documents().len());
    bench.records(&["--all", "--full"]);
    assert_eq!(opened(), 61);
}

#[test]
fn a_changed_file_is_read_again_and_one_that_is_gone_is_forgotten() {
    let bench = Bench::new();
    bench.files(10);
    let gone = bench.file("gone.txt", letter(100));
    bench.records(&[]);
    bench.file("map0/brief0.txt", "Niets meer.\n");
    bench.file("new.txt", letter(101));
    fs::remove_file(gone).unwrap();
    let records = bench.records(&["--all"]);
    records.check_coverage(11);
    assert_eq!(records.coverage("unchanged"), 9);
    assert_eq!(records.document("brief0.txt")["verdict"], "clean");
    assert_eq!(records.document("new.txt")["verdict"], "local-copy");
    assert!(records.try_document("gone.txt").is_none());
}

#[test]
fn the_log_of_a_database_is_read_with_it_and_makes_it_new() {
    let bench = Bench::new();
    let database = rusqlite::Connection::open(bench.tree.join("klanten.db")).unwrap();
    let fill = |n: usize| {
        let number = values::national_number(n);
        database
            .execute_batch(&format!("INSERT INTO klant VALUES ('{number}')"))
            .unwrap();
    };
    database
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE klant(rijksregisternummer TEXT)")
        .unwrap();
    fill(1);
    let first = bench.records(&["--all"]);
    // The database, and the index of its log, which holds no text.
    first.check_coverage(2);
    assert_eq!((first.coverage("read"), first.coverage("no_text")), (1, 1));
    assert_eq!(first.document("klanten.db")["findings"][0]["count"], 1);
    assert!(first.try_document("klanten.db-wal").is_none());
    fill(2);
    let second = bench.records(&["--all"]);
    assert_eq!(second.document("klanten.db")["findings"][0]["count"], 2);
    assert_eq!(bench.records(&["--all"]).coverage("unchanged"), 2);
    // A file of text is no log, whatever it is called.
    bench.file("brief.txt", letter(3));
    bench.file("brief.txt-wal", letter(4));
    assert_eq!(bench.records(&[]).document("brief.txt-wal")["verdict"], "local-copy");
}

#[test]
fn verdicts_follow_the_policy_without_reading() {
    let bench = Bench::new();
    bench.file("central/a.txt", letter(1));
    bench.file("own/b.txt", letter(2));
    bench.file("c.txt", letter(3));
    let verdicts = |records: &Records| {
        ["a.txt", "b.txt", "c.txt"].map(|name| records.document(name)["verdict"].as_str().unwrap().to_owned())
    };
    let before = bench.records(&[]);
    assert_eq!(verdicts(&before), ["local-copy", "local-copy", "local-copy"]);

    let tree = bench.tree.display();
    let policy = bench.policy(
        "policy.toml",
        &format!(
            "[[central]]\nname = \"Archief\"\npath = '{tree}/central'\n\
             [[exempt]]\nglob = '{tree}/own'\nreason = \"own files\"\n\
             [severity]\ntemp = \"high\"\nlocal-disk = \"high\"\n"
        ),
    );
    let after = bench.records(&["--policy", &policy]);
    assert_eq!(verdicts(&after), ["in-place", "allowed", "local-copy"]);
    assert_eq!(after.document("a.txt")["storage"], "central");
    assert_eq!(after.document("c.txt")["severity"], "high");
    assert_eq!(after.coverage("unchanged"), 3);
    // And back.
    assert_eq!(bench.records(&[]).documents(), before.documents());
}

#[test]
fn other_rules_own_values_or_keys_read_again() {
    let bench = Bench::new();
    bench.file("a.txt", format!("Rekening: {}\n", values::iban(1)));
    assert_eq!(bench.records(&[]).document("a.txt")["findings"][0]["rule"], "iban");
    let own = format!("[own]\nibans = [\"{}\"]\n", values::iban(1));
    let policy = bench.policy("policy.toml", &own);
    let records = bench.records(&["--policy", &policy, "--all"]);
    assert_eq!(records.coverage("unchanged"), 0);
    assert_eq!(records.document("a.txt")["verdict"], "clean");

    let before = bench.records(&["--detail", "values"]);
    fs::write(bench.beside("key"), "a5".repeat(32)).unwrap();
    let after = bench.records(&["--detail", "values"]);
    let token = |records: &Records| records.document("a.txt")["findings"][0]["values"][0]["token"].clone();
    assert_ne!(token(&before), token(&after));
}

/// So much text that no machine reads it within a second, in files that end soon.
fn long_work(bench: &Bench, folder: &str, n: usize) {
    let text: String = (0..4000).map(|n| format!("{n} {}\n", values::iban(n))).collect();
    for n in 0..n {
        bench.file(&format!("{folder}{n:04}.txt"), format!("{n}\n{text}"));
    }
}

#[test]
fn a_time_limit_stops_and_resume_goes_on() {
    let bench = Bench::new();
    let n_files = if cfg!(debug_assertions) { 90 } else { 3000 };
    long_work(&bench, "", n_files);
    let stopped = bench.scan(&["--time-limit", "1s", "--all", "--jobs", "1"]);
    assert_eq!(stopped.code, Some(4), "{stopped:?}");
    assert!(stopped.stderr.contains("--resume"), "{stopped:?}");
    let part = stopped.records();
    assert!(part.end().get("finished").is_none());
    assert_eq!(part.end()["complete"], false);
    let n_done = part.coverage("seen");
    assert!(n_done < n_files as u64);

    let whole = bench.records(&["--resume", "--all"]);
    whole.check_coverage(n_files as u64);
    let run_of = |records: &Records| records.0[0]["run"].clone();
    assert_eq!(run_of(&whole), run_of(&part));
    // What was read before the stop is as it was.
    let lines = whole.documents();
    assert!(
        part.documents()
            .iter()
            .filter(|line| line.contains("\"document\""))
            .all(|line| lines.contains(line))
    );
}

#[test]
fn a_resumed_run_leaves_out_what_a_new_one_does() {
    let bench = Bench::new();
    // A folder is listed before those in it: these are read when the run is stopped.
    for n in 0..4 {
        bench.file(&format!("eigen{n}.txt"), letter(n));
        bench.file(&format!("weg{n}.txt"), letter(n));
    }
    let copy = bench.file("kopie.txt", letter(4));
    // The tests of Windows are made with some optimisation.
    let n_long = if cfg!(windows) { 400 } else { 60 };
    long_work(&bench, "lang/", n_long);
    let stopped = bench.scan(&["--time-limit", "2s", "--all", "--jobs", "1"]);
    assert_eq!(stopped.code, Some(4), "{stopped:?}");
    assert!(stopped.stdout.contains("eigen0.txt") && stopped.stdout.contains("weg0.txt"));
    assert!(stopped.stdout.contains("kopie.txt"));
    // Deleted by whoever saw that report.
    fs::remove_file(copy).unwrap();
    let rest = "[[personal]]\nglob = \"eigen*.txt\"\nreason = \"own\"\n";
    let policy = bench.policy("own.toml", rest);
    let flags = ["--all", "--exclude", "weg*.txt", "--policy", &policy, "--resume"];
    let resumed = bench.records(&flags);
    resumed.check_coverage(8 + n_long as u64);
    assert_eq!((resumed.coverage("personal"), resumed.coverage("unread")), (4, 8));
    assert!(!resumed.documents().iter().any(|line| line.contains("eigen")));
    assert_eq!(resumed.reason("weg0.txt"), "excluded");
    assert!(resumed.try_document("kopie.txt").is_none());
}

#[test]
fn a_resumed_run_reads_what_was_too_large_for_the_stopped_one() {
    let bench = Bench::new();
    let large = letter(1) + &"Niets meer.\n".repeat(200_000);
    bench.file("groot.txt", large);
    long_work(&bench, "lang/", 60);
    let flags = ["--time-limit", "2s", "--max-file-size", "1M", "--all", "--jobs", "1"];
    let stopped = bench.scan(&flags);
    assert_eq!(stopped.code, Some(4), "{stopped:?}");
    assert_eq!(stopped.records().reason("groot.txt"), "too-large");
    let resumed = bench.records(&["--resume", "--all"]);
    resumed.check_coverage(61);
    assert_eq!(resumed.coverage("unread"), 0);
}

#[test]
fn resume_without_a_stopped_run_begins_one() {
    let bench = Bench::new();
    bench.files(3);
    let ran = bench.scan(&["--resume"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("no stopped run"), "{ran:?}");
    ran.records().check_coverage(3);
}

#[test]
fn a_second_run_on_the_same_state_is_refused() {
    let bench = Bench::new();
    long_work(&bench, "", 30);
    let mut first = bench
        .scan_command(&["--progress", "json", "--jobs", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Its first words come after it took the lock.
    let mut told = BufReader::new(first.stderr.take().unwrap());
    told.read_line(&mut String::new()).unwrap();
    let report = bench.beside("report.jsonl");
    let second = bench.scan(&["-o", report.to_str().unwrap()]);
    assert_eq!(second.code, Some(5), "{second:?}");
    assert_eq!(second.stderr.lines().count(), 1, "{second:?}");
    assert!(!report.exists());
    // A state of its own is another matter.
    let mut elsewhere = bench.speur();
    elsewhere
        .arg("scan")
        .arg(bench.tree.join("0001.txt"))
        .arg("--state-dir");
    assert_eq!(run(elsewhere.arg(bench.beside("elsewhere"))).code, Some(0));
    std::io::copy(&mut told, &mut std::io::sink()).unwrap();
    assert!(first.wait().unwrap().success());
    bench.records(&[]).check_coverage(30);
}
