//! What the state leaves on the disk, and what it does when the disk says no.

use std::time::Instant;

use super::*;

#[test]
fn a_purged_run_is_gone_from_the_disk_and_what_others_need_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s");
    let state = State::open(&path).unwrap();
    let gone: Vec<_> = (0..200)
        .map(|n| {
            file(
                entry(&format!("/home/an/vertrokken-{n}"), n),
                vec![facts(&["w"]), facts(&[])],
            )
        })
        .collect();
    let old = scan(&state, gone);
    let new = state.begin(&roots(), &meta(), moment(100)).unwrap();
    let Known::Unchanged(version) = known(&state, &new, &entry("/home/an/vertrokken-7", 7)) else {
        panic!()
    };
    let recorder = state.recorder(new.id, DIGEST).unwrap();
    recorder.unchanged(version, Storage::LocalDisk, None).unwrap();
    recorder.close().unwrap();
    assert_eq!(state.purge(moment(50), Some(new.id)).unwrap(), 1);
    assert_eq!(state.run(&old.name).unwrap(), None);
    assert_eq!(told(&state, new.id).len(), 1);
    let free: i64 = state
        .database
        .pragma_query_value(None, "freelist_count", |row| row.get(0))
        .unwrap();
    assert_eq!(free, 0);
    drop(state);
    let on_disk = everything_in(&path);
    assert!(contains(&on_disk, b"vertrokken-7"));
    assert!(!contains(&on_disk, b"vertrokken-8"));
}

#[test]
fn a_second_run_on_the_same_state_is_refused_until_the_first_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s");
    let first = State::open(&path).unwrap();
    let second = State::open(&path).unwrap();
    let lock = first.lock().unwrap();
    assert!(matches!(second.lock(), Err(Error::Locked(_))));
    drop(lock);
    assert!(second.lock().is_ok());
}

#[test]
fn a_full_disk_is_said_and_what_was_committed_stays() {
    let dir = tempfile::tempdir().unwrap();
    // Wherever the disk ends: in a page of a table, of an index, of a version's bookkeeping.
    for more_pages in 0..10 {
        let state = State::open(&dir.path().join(format!("s{more_pages}"))).unwrap();
        let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
        let recorder = state.recorder(run.id, DIGEST).unwrap();
        recorder.put(file(entry("/home/an/a", 1), vec![facts(&[])])).unwrap();
        recorder.close().unwrap();
        let committed = told(&state, run.id);
        let n_written = write_until_full(&state, &run, more_pages);
        let after = told(&state, run.id);
        assert!(committed.iter().all(|line| after.contains(line)), "{after:?}");
        assert!(after.len() <= committed.len() + n_written, "{n_written} of {after:?}");
    }
}

/// Files that were taken before the disk was full. It is as full as it is said: the error says so.
fn write_until_full(state: &State, run: &Run, more_pages: i64) -> usize {
    let n_pages: i64 = state
        .database
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    let mut writer = write::Writer {
        database: state.connect().unwrap(),
        run: run.id,
        digest: 1,
        next_version: 100,
        open_since: None,
    };
    writer
        .database
        .pragma_update(None, "max_page_count", n_pages + more_pages)
        .unwrap();
    let mut full = (0..10_000).filter_map(|n| {
        let file = file(entry(&format!("/home/an/b{n}"), n as u64), vec![facts(&[])]);
        writer
            .file(&write::Encoded::file(file).unwrap())
            .err()
            .map(|err| (n, err))
    });
    let (n_written, err) = full.next().unwrap();
    assert!(matches!(err, Error::DiskFull(_)), "{err:?}");
    n_written
}

#[cfg(unix)]
#[test]
fn the_state_is_for_its_owner_alone_and_never_behind_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("deep").join("s");
    let state = State::open(&path).unwrap();
    scan(&state, vec![file(entry("/home/an/a", 1), vec![facts(&[])])]);
    DeviceKey::load(&path, None).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    for file in std::fs::read_dir(&path).unwrap() {
        let file = file.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
    symlink(&path, dir.path().join("link")).unwrap();
    assert!(matches!(
        State::open(&dir.path().join("link")),
        Err(Error::Unusable { .. })
    ));
    std::fs::rename(path.join("state.db"), dir.path().join("elsewhere.db")).unwrap();
    symlink(dir.path().join("elsewhere.db"), path.join("state.db")).unwrap();
    assert!(matches!(State::open(&path), Err(Error::Unusable { .. })));
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(State::open(dir.path()), Err(Error::Unusable { .. })));
}

#[test]
fn the_device_key_is_made_once_and_a_bad_key_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s");
    let first = DeviceKey::load(&path, None).unwrap();
    let second = DeviceKey::load(&path, None).unwrap();
    assert_eq!(first.bytes(), second.bytes());
    assert_ne!(first.bytes(), &[0; 32]);
    let check = |text: &str, why: &str| {
        let key_file = dir.path().join("org.key");
        std::fs::write(&key_file, text).unwrap();
        let err = DeviceKey::load(&path, Some(&key_file)).err().unwrap().to_string();
        assert!(err.contains("org.key") && err.ends_with(why), "{err}");
    };
    check("abc", "a key is 64 hex digits");
    check(&"0".repeat(64), "all zeros");
    let mut key_file = "0f".repeat(32);
    key_file.push('\n');
    std::fs::write(dir.path().join("org.key"), key_file).unwrap();
    let key = DeviceKey::load(&path, Some(&dir.path().join("org.key"))).unwrap();
    assert_eq!(key.bytes(), &[15; 32]);
    assert!(key.id().starts_with("k_") && key.id() != first.id());
}

#[test]
fn a_newer_state_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s");
    State::open(&path)
        .unwrap()
        .database
        .pragma_update(None, "user_version", 99)
        .unwrap();
    assert!(matches!(State::open(&path), Err(Error::Newer { version: 99, .. })));
}

fn everything_in(dir: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(dir).unwrap();
    files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn bookkeeping_of_many_files() {
    let n_files = std::env::var("N_FILES").map_or(5_000, |n| n.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let entries: Vec<_> = (0..n_files)
        .map(|n| entry(&format!("/home/an/Documenten/map-{:04}/bestand-{n:06}.txt", n / 50), n))
        .collect();
    let begun = Instant::now();
    let first = scan(
        &state,
        entries
            .iter()
            .map(|entry| file(entry.clone(), vec![facts(&[])]))
            .collect(),
    );
    let put = begun.elapsed();
    let run = state.begin(&roots(), &meta(), moment(20)).unwrap();
    let begun = Instant::now();
    let mut lookup = state.lookup(run.id, DIGEST, false).unwrap();
    let recorder = state.recorder(run.id, DIGEST).unwrap();
    for entry in &entries {
        let Known::Unchanged(version) = lookup.known(entry).unwrap() else {
            panic!("unknown: {entry:?}")
        };
        recorder.unchanged(version, Storage::LocalDisk, None).unwrap();
    }
    recorder.close().unwrap();
    let seen = begun.elapsed();
    println!("{n_files} files: put {put:?}, known and seen {seen:?}");
    assert_eq!(told(&state, run.id), told(&state, first.id));
}

/// Every cell of every table: what is not in here is not kept.
#[test]
fn only_what_the_facts_say_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    let mut found = facts(&[]);
    found.findings = vec![finding("iban", 2)];
    let run = scan(&state, vec![file(entry("/home/an/a", 1), vec![found.clone()])]);
    let mut cells = Vec::new();
    for table in ["fact", "digest", "version", "document", "token", "seen", "alias"] {
        let mut statement = state.database.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let n_columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            cells.extend((0..n_columns).filter_map(|column| match row.get_ref(column).unwrap() {
                rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                    Some(String::from_utf8_lossy(bytes).into_owned())
                }
                _ => None,
            }));
        }
    }
    let tokens: Vec<u8> = found.findings[0].tokens.iter().flat_map(|token| token.0).collect();
    found.findings[0].tokens.clear();
    let expected = [
        "next-version".to_owned(),
        "2".to_owned(),
        String::from_utf8_lossy(DIGEST).into_owned(),
        "/home/an/a".to_owned(),
        "txt".to_owned(),
        String::from_utf8_lossy(&[9; 16]).into_owned(),
        serde_json::to_string(&found).unwrap(),
        "iban".to_owned(),
        String::from_utf8_lossy(&tokens).into_owned(),
    ];
    assert_eq!(cells, expected, "{}", run.name);
}

#[test]
fn a_state_that_cannot_be_written_is_read() {
    let dir = tempfile::tempdir().unwrap();
    // Signs that mean something in the address of a database; Windows allows no question mark.
    let path = dir.path().join(if cfg!(windows) { "s %41#é" } else { "s %41?#é" });
    let state = State::open(&path).unwrap();
    let run = scan(&state, vec![file(entry("/home/an/a", 1), vec![facts(&[])])]);
    state.audit("run", serde_json::json!({})).unwrap();
    // What stands in the log of the database alone counts too.
    assert_eq!(State::read_only(path.clone()).unwrap().runs().unwrap().len(), 1);
    drop(state);
    let names = || {
        let names = std::fs::read_dir(&path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let before = names();
    let state = State::read_only(path.clone()).unwrap();
    state.settle(run.id).unwrap();
    assert_eq!(told(&state, run.id).len(), 1);
    assert!(matches!(
        state.verify_audit().unwrap(),
        Verified::Whole { n_lines: 1, .. }
    ));
    let mut twins = state.twins("search").unwrap();
    state
        .each_file::<Error>(run.id, |file| twins.keep(&file, 0, Some(&"found")))
        .unwrap();
    twins.store().unwrap();
    assert!(!state.has_twins().unwrap());
    assert!(state.audit("run", serde_json::json!({})).is_err());
    drop((twins, state));
    assert_eq!(names(), before);
    let older = "PRAGMA user_version = 1";
    State::open(&path).unwrap().database.execute_batch(older).unwrap();
    assert!(State::read_only(path.clone()).is_err());
}

#[cfg(unix)]
#[test]
fn a_state_in_a_folder_that_is_only_read_is_found() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s");
    drop(State::open(&path).unwrap());
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(&path.join(DATABASE), 0o400);
    mode(&path, 0o500);
    let state = State::existing(&path).unwrap().unwrap();
    assert!(state.runs().unwrap().is_empty());
    mode(&path, 0o700);
}

#[test]
fn a_command_that_only_reads_makes_no_state() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("mistyped");
    for path in [dir.path(), &missing] {
        assert!(State::existing(path).unwrap().is_none());
        let err = State::kept(path).err().unwrap().to_string();
        assert!(
            err.contains("no run is stored here") && err.contains("--state-dir"),
            "{err}"
        );
        assert!(DeviceKey::existing(path, None).is_err());
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    drop(State::open(&missing).unwrap());
    let key = DeviceKey::load(&missing, None).unwrap();
    assert!(State::existing(&missing).unwrap().is_some());
    assert_eq!(DeviceKey::existing(&missing, None).unwrap().bytes(), key.bytes());
}
