//! A scan of a whole tree, from outside: every file has one state, and nothing in the tree changes.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;

use common::{Bench, run, values};

fn letter(n: usize) -> String {
    format!("Rijksregisternummer: {}\n", values::national_number(n))
}

#[test]
fn every_file_is_in_exactly_one_state() {
    let bench = Bench::new();
    bench.files(30);
    bench.file("empty.txt", "");
    bench.file("program.bin", b"\x7fELF\x02\x01\x01\0\0\0\0\0".repeat(50));
    bench.file("broken.docx", b"PK\x03\x04 and no more");
    bench.file("broken.pdf", b"%PDF-1.7\nnothing\n");
    bench.file(".hidden/.letter.txt", letter(1));
    let records = bench.records(&["--all"]);
    records.check_coverage(35);
    assert_eq!(records.of_kind("document").count(), 35);
    assert_eq!(
        records.document(".letter.txt")["findings"][0]["rule"],
        "be.national-number"
    );
    for broken in ["broken.docx", "broken.pdf"] {
        assert_ne!(records.document(broken)["verdict"], "clean", "{records:#?}");
    }
}

#[test]
fn ignore_files_count_only_where_the_policy_says_so() {
    let bench = Bench::new();
    bench.file(".gitignore", "*.log\nbuild/\n");
    bench.file("a.log", letter(1));
    bench.file("build/deep/b.txt", letter(2));
    bench.file("build/c.txt", letter(3));
    bench.file("kept/.ignore", "!kept.log\n");
    bench.file("kept/kept.log", letter(4));
    bench.file("d.txt", letter(5));
    let without = bench.records(&[]);
    without.check_coverage(7);
    assert_eq!(without.of_kind("document").count(), 5);

    let policy = bench.policy("policy.toml", "[scan]\nhonour_ignore_files = true\n");
    let with = bench.records(&["--policy", &policy]);
    // A folder that is left out is one gap.
    with.check_coverage(6);
    assert_eq!(with.end()["coverage"]["by_reason"]["excluded"], 2);
    for out in ["a.log", "build"] {
        assert_eq!(with.reason(out), "excluded");
        let detail = with.document(out)["unread"][0]["detail"].as_str().unwrap();
        assert!(detail.contains(".gitignore"), "{detail}");
    }
    assert!(with.try_document("kept.log").is_some());
    assert!(with.try_document("d.txt").is_some());
    assert_eq!(with.end()["complete"], true);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_hard_links_are_one_document() {
    let bench = Bench::new();
    let outside = bench.beside("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret.txt"), letter(1)).unwrap();
    std::os::unix::fs::symlink(&outside, bench.tree.join("folder")).unwrap();
    std::os::unix::fs::symlink(outside.join("secret.txt"), bench.tree.join("link.txt")).unwrap();
    std::os::unix::fs::symlink(&bench.tree, bench.tree.join("loop")).unwrap();
    let first = bench.file("b.txt", letter(2));
    fs::hard_link(&first, bench.tree.join("a.txt")).unwrap();
    fs::create_dir(bench.tree.join("z")).unwrap();
    fs::hard_link(&first, bench.tree.join("z/c.txt")).unwrap();
    let records = bench.records(&["--all"]);
    records.check_coverage(1);
    let verbose = bench.scan(&["-v"]).stderr;
    let link = bench.tree.join("link.txt");
    assert!(
        verbose.contains(&format!("{}: a link, not followed", link.display())),
        "{verbose}"
    );
    assert!(!bench.scan(&[]).stderr.contains("a link, not followed"));
    let aliases = &records.document("a.txt")["aliases"];
    let names: Vec<_> = aliases
        .as_array()
        .unwrap()
        .iter()
        .map(|alias| alias.as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [first.to_str().unwrap(), bench.tree.join("z/c.txt").to_str().unwrap()]
    );
    assert_eq!(records.coverage("aliases"), 2);
    // A second run tells the same, and with a name less as well.
    assert_eq!(bench.records(&["--all"]).documents(), records.documents());
    fs::remove_file(bench.tree.join("a.txt")).unwrap();
    let fewer = bench.records(&["--all"]);
    assert_eq!(fewer.document("b.txt")["findings"][0]["count"], 1, "{fewer:#?}");
    assert_eq!(fewer.coverage("aliases"), 1);
}

/// Everything in a tree, the tree itself included.
#[cfg(unix)]
fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut paths = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            paths.extend(listing(&path));
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

/// Inode, mode, size and times of what was listed.
#[cfg(unix)]
fn picture(paths: &[PathBuf]) -> Vec<String> {
    use std::os::unix::fs::MetadataExt as _;
    let facts = |path: &PathBuf| {
        let facts = fs::symlink_metadata(path).unwrap();
        let (mode, inode, size) = (facts.mode(), facts.ino(), facts.size());
        let modified = (facts.mtime(), facts.mtime_nsec());
        let accessed = (facts.atime(), facts.atime_nsec());
        format!("{} {mode:o} {inode} {size} {modified:?} {accessed:?}", path.display())
    };
    paths.iter().map(facts).collect()
}

#[cfg(unix)]
#[test]
fn nothing_in_the_tree_changes() {
    let bench = Bench::new();
    bench.files(12);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats/docx");
    for entry in fs::read_dir(sample).unwrap() {
        let path = entry.unwrap().path();
        bench.file(path.file_name().unwrap().to_str().unwrap(), fs::read(&path).unwrap());
    }
    let paths = listing(&bench.tree);
    let contents = || -> Vec<_> { paths.iter().map(|path| fs::read(path).ok()).collect() };
    let written = contents();
    // Older than the modification: a kernel that only brings old access times up to date (relatime) would change them.
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(90 * 86_400);
    for path in &paths {
        let times = fs::FileTimes::new().set_accessed(long_ago);
        fs::File::open(path).unwrap().set_times(times).unwrap();
    }
    let before = picture(&paths);
    bench.records(&["--detail", "values", "--full"]);
    assert_eq!(picture(&paths), before);
    assert_eq!(contents(), written);
    assert_eq!(listing(&bench.tree), paths);
}

#[test]
fn its_own_state_and_reports_are_not_scanned() {
    let mut bench = Bench::new();
    bench.state = bench.tree.join("state");
    bench.file("letter.txt", letter(1));
    // Another report that lies there is a file like any other.
    bench.file("old.jsonl", "{}\n");
    let report = bench.tree.join("report.jsonl");
    let ran = bench.scan(&["-o", report.to_str().unwrap(), "--all", "--format", "jsonl"]);
    let records = ran.records();
    records.check_coverage(2);
    assert!(records.try_document("report.jsonl").is_none());
    assert_eq!(fs::read_to_string(&report).unwrap(), ran.stdout);
    assert_eq!(bench.records(&["--all"]).coverage("unchanged"), 2);
}

#[test]
fn earlier_reports_of_its_own_are_left_out_and_counted() {
    let bench = Bench::new();
    bench.file("letter.txt", letter(1));
    let names = ["r.html", "r.jsonl", "r.csv", "r.xlsx", "r.md", "r.txt"];
    let paths = names.map(|name| bench.tree.join(name).to_str().unwrap().to_owned());
    let flags: Vec<_> = paths.iter().flat_map(|path| ["-o", path.as_str()]).collect();
    bench.scan(&[&["--detail", "values"], &flags[..]].concat());
    // A copy is the same report; one that somebody wrote into is a file like any other.
    fs::copy(&paths[3], bench.tree.join("copy.xlsx")).unwrap();
    let more = fs::read_to_string(&paths[5]).unwrap() + &letter(2);
    bench.file("more.txt", more);
    let ran = bench.scan(&["--all"]);
    let records = ran.records();
    records.check_coverage(2);
    assert_eq!(records.coverage("own"), 7);
    assert!(
        records.document("more.txt")["findings"]
            .as_array()
            .is_some_and(|findings| !findings.is_empty())
    );
    assert!(ran.stderr.contains("7 reports by Speur itself left out"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_report_reached_through_a_link_is_not_scanned() {
    let bench = Bench::new();
    bench.file("letter.txt", letter(1));
    let door = bench.beside("door");
    std::os::unix::fs::symlink(&bench.tree, &door).unwrap();
    let report = door.join("report.jsonl");
    let ran = bench.scan(&["-o", report.to_str().unwrap(), "--format", "jsonl"]);
    ran.records().check_coverage(1);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut bench = Bench::new();
    bench.files(60);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/sample");
    copy(&sample, &bench.tree.join("sample"));
    let one = bench.records(&["--all", "--detail", "values", "--jobs", "1"]);
    bench.state = bench.beside("other-state");
    let four = bench.records(&["--all", "--detail", "values", "--jobs", "4"]);
    assert_eq!(one.documents(), four.documents());
    // And they come in the same order.
    let paths = |records: &common::Records| -> Vec<String> {
        records
            .of_kind("document")
            .map(|document| document["path"].to_string())
            .collect()
    };
    assert_eq!(paths(&one), paths(&four));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn what_is_left_out_is_told_with_its_reason() {
    let bench = Bench::new();
    bench.file("letter.txt", letter(1));
    bench.file("libraries/deep/a.txt", letter(2));
    bench.file("libraries/b.txt", letter(3));
    bench.file("photo.iso", letter(4));
    bench.file("big.txt", letter(5).repeat(100));
    let policy = bench.policy(
        "policy.toml",
        "[[exclude]]\nglob = \"**/libraries\"\nreason = \"installed from a public registry\"\n",
    );
    let flags = ["--policy", &policy, "--exclude", "*.iso", "--max-file-size", "1K"];
    let records = bench.records(&flags);
    records.check_coverage(4);
    let detail = |name: &str| records.document(name)["unread"][0]["detail"].as_str().unwrap();
    assert_eq!(records.reason("libraries"), "excluded");
    assert_eq!(detail("libraries"), "installed from a public registry");
    assert_eq!(records.reason("photo.iso"), "excluded");
    assert_eq!(detail("photo.iso"), "--exclude");
    assert_eq!(records.reason("big.txt"), "too-large");
    assert_eq!(records.end()["complete"], false);
    let told = bench.scan(&[&flags[..], &["-v"]].concat()).stderr;
    for gap in ["libraries: left out", "photo.iso: left out", "big.txt: too large"] {
        assert!(told.contains(gap), "{told}");
    }
    // What was decided is no gap; what is too large is.
    let without = bench.records(&["--policy", &policy, "--exclude", "*.iso"]);
    assert_eq!(without.end()["complete"], true);
}

#[test]
fn several_roots_and_single_files_are_scanned_once() {
    let bench = Bench::new();
    let letter = bench.file("a/letter.txt", letter(1));
    bench.file("b/other.txt", "tekst");
    let mut command = bench.scan_command(&["--all"]);
    command.arg(&letter).arg(bench.tree.join("b"));
    run(&mut command).records().check_coverage(2);
    let mut alone = bench.speur();
    alone.arg("scan").arg(&letter).arg("--state-dir").arg(&bench.state);
    run(&mut alone).records().check_coverage(1);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_text_come_back_as_bytes() {
    use std::os::unix::ffi::OsStrExt as _;
    let bench = Bench::new();
    let name = std::ffi::OsStr::from_bytes(b"brief-\xff\x1b[31m.txt");
    fs::write(bench.tree.join(name), letter(1)).unwrap();
    let records = bench.records(&[]);
    let document = records.of_kind("document").next().unwrap();
    assert!(document["path_bytes"].is_string(), "{document}");
    let table = bench.scan(&["--format", "table"]).stdout;
    assert!(!table.contains('\u{1b}'), "{table}");
}
