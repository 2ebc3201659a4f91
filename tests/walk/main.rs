//! Walking real trees: what is listed, opened and left out, what cannot be swapped in, and what a dead mount costs.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::ops::ControlFlow;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use speur::extract::Reason;
use speur::handoff::open_sealed;
use speur::walk::{
    Breaker, Entry, Event, Exclusion, MountEnd, MountWalk, Options, Tally, mounts, plan, resolve, walk_mount,
};

#[cfg(target_os = "linux")]
mod hung;
#[cfg(target_os = "linux")]
#[path = "../common/hungfs.rs"]
mod hungfs;

/// What a walk brought, by path below the root: the text of a file, `alias`, or the reason it was not read.
#[derive(Debug, Default)]
struct Brought {
    files: BTreeMap<String, String>,
    end: Option<MountEnd>,
}

impl Brought {
    #[track_caller]
    fn check(&self, path: &str, expected: &str) {
        assert_eq!(
            self.files.get(path).map(String::as_str),
            Some(expected),
            "{path} in {self:#?}"
        );
    }

    fn tally(&self) -> Tally {
        match self.end {
            Some(MountEnd::Finished(tally)) => tally,
            _ => panic!("not walked to the end: {self:#?}"),
        }
    }
}

fn options() -> Options {
    Options {
        silent: Duration::from_secs(20),
        ..Options::new(PathBuf::from(env!("CARGO_BIN_EXE_speur")))
    }
}

fn walks(root: &Path) -> Vec<MountWalk> {
    plan(&[root.to_owned()], &mounts().unwrap())
}

fn text(event: Event) -> (PathBuf, String) {
    match event {
        Event::Alias(entry) => (entry.path, "alias".to_owned()),
        Event::Gap { path, gap } => (path, format!("{:?}", gap.reason)),
        Event::Passed { path, what } => (path, format!("{what:?}")),
        Event::File(found) => match found.file {
            Err(gap) => (found.entry.path, format!("{:?}", gap.reason)),
            Ok(handoff) => {
                let mut text = String::new();
                File::from(open_sealed(OwnedFd::from(handoff)).unwrap())
                    .read_to_string(&mut text)
                    .unwrap();
                (found.entry.path, text)
            }
        },
    }
}

fn walk_with(root: &Path, options: &Options, wanted: &mut dyn FnMut(&Entry) -> bool) -> Brought {
    let mut brought = Brought::default();
    let walks = walks(root);
    assert_eq!(walks.len(), 1);
    brought.end = Some(walk_mount(
        &walks[0],
        options,
        &Breaker::default(),
        wanted,
        &mut |event| {
            let (path, text) = text(event);
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            assert!(brought.files.insert(name, text).is_none(), "{path:?} came twice");
            ControlFlow::Continue(())
        },
    ));
    brought
}

fn walk(root: &Path) -> Brought {
    walk_with(root, &options(), &mut |_| true)
}

/// A temporary directory by its real path.
fn tree() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().canonicalize().unwrap();
    (directory, root)
}

fn fifo(path: &Path) {
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
}

#[test]
fn every_file_comes_once_and_nothing_else_is_opened() {
    let (_kept, root) = tree();
    fs::create_dir_all(root.join("a/.hidden/b")).unwrap();
    fs::write(root.join("a/.hidden/b/deep.txt"), "deep").unwrap();
    fs::write(root.join("a/.gitignore"), "*\n").unwrap();
    fs::write(root.join("a/.ignore"), "*\n").unwrap();
    fs::write(root.join("a/plain.txt"), "plain").unwrap();
    fs::create_dir(root.join("a/.git")).unwrap();
    symlink("..", root.join("a/loop")).unwrap();
    symlink("/etc/passwd", root.join("a/passwd")).unwrap();
    symlink("nowhere", root.join("a/dangling")).unwrap();
    fifo(&root.join("a/fifo"));
    let _socket = UnixListener::bind(root.join("a/socket")).unwrap();

    let brought = walk(&root);
    brought.check("a/.hidden/b/deep.txt", "deep");
    brought.check("a/.gitignore", "*\n");
    brought.check("a/plain.txt", "plain");
    assert_eq!(brought.files.len(), 4, "{brought:#?}");
    assert_eq!(
        brought.tally(),
        Tally {
            files: 4,
            directories: 5,
            links: 3,
            special: 2,
            own: 0,
            states: 0
        }
    );
    let by_name = Options {
        name_passed: true,
        ..options()
    };
    let named = walk_with(&root, &by_name, &mut |_| true);
    named.check("a/loop", "Link");
    named.check("a/fifo", "Pipe");
    named.check("a/socket", "Socket");
    assert_eq!((named.files.len(), named.tally()), (9, brought.tally()));
}

#[test]
fn a_file_with_several_names_is_opened_once() {
    let (_kept, root) = tree();
    fs::write(root.join("one"), "text").unwrap();
    fs::hard_link(root.join("one"), root.join("two")).unwrap();
    fs::hard_link(root.join("one"), root.join("three")).unwrap();
    let mut values: Vec<String> = walk(&root).files.into_values().collect();
    values.sort();
    assert_eq!(values, ["alias", "alias", "text"]);
}

#[test]
fn a_root_may_be_a_file_or_a_link() {
    let (_kept, root) = tree();
    fs::create_dir(root.join("real")).unwrap();
    fs::write(root.join("real/letter.txt"), "letter").unwrap();
    symlink("real", root.join("link")).unwrap();
    let roots = [root.join("link"), root.join("missing"), root.join("real/letter.txt")];
    let resolved = resolve(&roots, &options());
    assert_eq!(resolved[0].as_ref().unwrap(), &root.join("real"));
    assert_eq!(resolved[1].as_ref().unwrap_err().reason, Reason::Vanished);
    walk(resolved[2].as_ref().unwrap()).check("", "letter");
}

#[test]
fn what_is_swapped_in_after_listing_is_not_read() {
    let (_kept, root) = tree();
    for name in ["link", "fifo", "other", "gone", "same", "directory", "under/inner"] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), "as listed").unwrap();
    }
    fs::create_dir(root.join("elsewhere")).unwrap();
    fs::write(root.join("elsewhere/inner"), "secret").unwrap();
    let mut swap = |entry: &Entry| {
        let path = &entry.path;
        match path.strip_prefix(&root).unwrap().to_str().unwrap() {
            "elsewhere/inner" => return false,
            "same" => return true,
            "under/inner" => {
                fs::rename(root.join("under"), root.join("moved")).unwrap();
                symlink("elsewhere", root.join("under")).unwrap();
                return true;
            }
            _ => fs::rename(path, path.with_extension("old")).unwrap(),
        }
        match path.file_name().unwrap().to_str().unwrap() {
            "link" => symlink("elsewhere/inner", path).unwrap(),
            "fifo" => fifo(path),
            "other" => fs::write(path, "another file").unwrap(),
            "directory" => fs::create_dir(path).unwrap(),
            _ => {}
        }
        true
    };
    let brought = walk_with(&root, &options(), &mut swap);
    brought.check("link", "Changed");
    brought.check("fifo", "SpecialFile");
    brought.check("other", "Changed");
    brought.check("gone", "Vanished");
    brought.check("directory", "Changed");
    brought.check("under/inner", "Changed");
    brought.check("same", "as listed");
}

#[test]
fn own_files_are_left_out_and_exclusions_are_said_once() {
    let (_kept, root) = tree();
    fs::create_dir_all(root.join("cache/deep")).unwrap();
    fs::create_dir(root.join("state")).unwrap();
    for name in [
        "cache/deep/a",
        "cache/b",
        "state/speur.db",
        "report.html",
        "disc.iso",
        "big",
        "letter",
    ] {
        fs::write(root.join(name), name).unwrap();
    }
    fs::write(root.join("big"), vec![b'x'; 2000]).unwrap();
    let report = fs::metadata(root.join("report.html")).unwrap();
    let exclusion = |glob: String| Exclusion {
        glob,
        reason: "said by the policy".to_owned(),
    };
    let options = Options {
        max_file_size: Some(1000),
        own_files: vec![(report.dev(), report.ino())],
        own_paths: vec![root.join("state")],
        exclusions: vec![
            exclusion(format!("{}/cache/**", root.display())),
            exclusion("*.iso".to_owned()),
        ],
        ..options()
    };
    let brought = walk_with(&root, &options, &mut |_| true);
    brought.check("cache", "Excluded");
    brought.check("disc.iso", "Excluded");
    brought.check("big", "TooLarge");
    brought.check("letter", "letter");
    assert_eq!(brought.files.len(), 4, "{brought:#?}");
    assert_eq!(brought.tally().own, 2);
    // Also who names them gets nothing of them.
    for own in ["state", "state/speur.db"] {
        let brought = walk_with(&root.join(own), &options, &mut |_| true);
        assert_eq!((brought.files.len(), brought.tally().own), (0, 1), "{own}");
    }
    let other = walk_with(&root.join("cache"), &options, &mut |_| true);
    assert_eq!((other.files.len(), other.tally().own), (2, 0));
}

#[test]
fn the_files_of_another_state_are_left_out_and_counted() {
    let (_kept, root) = tree();
    let dir = root.join("an/speur");
    drop(speur::state::State::open(&dir).unwrap());
    speur::state::DeviceKey::load(&dir, None).unwrap();
    fs::write(dir.join("audit.jsonl"), "{}").unwrap();
    fs::write(dir.join("list.csv"), "list").unwrap();
    fs::write(root.join("an/state.db"), "no database").unwrap();
    let brought = walk(&root);
    brought.check("an/speur/list.csv", "list");
    brought.check("an/state.db", "no database");
    assert_eq!((brought.files.len(), brought.tally().states), (2, 3), "{brought:#?}");
}

/// As root everything can be read, so the child runs as nobody.
#[test]
fn what_may_not_be_read_is_a_gap() {
    let (_kept, root) = tree();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(root.join("closed")).unwrap();
    fs::write(root.join("closed/inner"), "inner").unwrap();
    fs::write(root.join("private"), "private").unwrap();
    fs::write(root.join("open"), "open").unwrap();
    fs::set_permissions(root.join("closed"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(root.join("private"), fs::Permissions::from_mode(0o000)).unwrap();
    let mut options = options();
    if rustix::process::geteuid().is_root() {
        let program = root.join("speur");
        fs::copy(env!("CARGO_BIN_EXE_speur"), &program).unwrap();
        let script = root.join("as-nobody");
        let command = format!(
            "#!/bin/sh\nexec setpriv --reuid 65534 --clear-groups '{}' \"$@\"\n",
            program.display()
        );
        fs::write(&script, command).unwrap();
        for path in [&program, &script] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        options.program = script;
    }
    let brought = walk_with(&root, &options, &mut |entry| entry.size < 100);
    fs::set_permissions(root.join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
    brought.check("closed", "Permission");
    brought.check("private", "Permission");
    brought.check("open", "open");
}

#[test]
fn a_walk_changes_nothing() {
    let (_kept, root) = tree();
    fs::create_dir(root.join("a")).unwrap();
    fs::write(root.join("a/b"), "text").unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in [root.join("a/b"), root.join("a"), root.clone()] {
        let times = fs::FileTimes::new().set_accessed(long_ago);
        File::open(path).unwrap().set_times(times).unwrap();
    }
    let state = |path: &Path| {
        let metadata = fs::metadata(path).unwrap();
        (
            metadata.atime(),
            metadata.mtime_nsec(),
            metadata.ctime_nsec(),
            metadata.mode(),
        )
    };
    let before = [state(&root), state(&root.join("a")), state(&root.join("a/b"))];
    walk(&root).check("a/b", "text");
    assert_eq!(before, [state(&root), state(&root.join("a")), state(&root.join("a/b"))]);
}

#[test]
fn a_child_that_dies_or_cannot_be_started_is_no_end() {
    let (_kept, root) = tree();
    // Now and then it ends before it was told its job: that is the same.
    let ends_at_once = std::iter::repeat_n("/bin/true", 50);
    for program in ends_at_once.chain(["/nonexistent/speur"]) {
        let options = Options {
            program: PathBuf::from(program),
            ..options()
        };
        let brought = walk_with(&root, &options, &mut |_| true);
        let expected = match program {
            "/bin/true" => MountEnd::Died,
            // Why it did not start is told to whoever has to mend it.
            _ => MountEnd::NotStarted(Some(2)),
        };
        assert_eq!(brought.end, Some(expected), "{program}");
        assert!(brought.files.is_empty());
    }
}

#[test]
fn a_walk_stops_when_told() {
    let (_kept, root) = tree();
    (0..500).for_each(|n| fs::write(root.join(n.to_string()), "x").unwrap());
    let options = options();
    let stop = options.stop.clone();
    let brought = walk_with(&root, &options, &mut |_| {
        stop.store(true, Ordering::Relaxed);
        true
    });
    assert_eq!(brought.end, Some(MountEnd::Stopped));
    assert!(brought.files.len() < 500);
}

#[test]
fn an_open_breaker_leaves_the_rest_as_one_gap() {
    let (_kept, root) = tree();
    (0..500).for_each(|n| fs::write(root.join(n.to_string()), "x").unwrap());
    let breaker = Breaker::default();
    let mut gaps = Vec::new();
    let end = walk_mount(&walks(&root)[0], &options(), &breaker, &mut |_| true, &mut |event| {
        breaker.report_stuck();
        if let Event::Gap { path, gap } = event {
            gaps.push((path, gap.reason));
        }
        ControlFlow::Continue(())
    });
    assert_eq!(end, MountEnd::Stuck);
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert_eq!(gaps[0].1, Reason::LimitTime);
}
