//! Databases that are not what was written here: nothing is made of them, and nothing in them.

use std::fs;

use rusqlite::Connection;

use super::*;

/// What opening the folder says; the file stays as it was.
#[track_caller]
fn check(dir: &Path, expected: Option<&'static str>) {
    let path = dir.join("state.db");
    let before = fs::read(&path).unwrap();
    match (State::open(dir), expected) {
        (Ok(_), None) => {}
        (Err(err @ Error::NotOurs(why)), Some(expected)) => {
            assert!(err.is_damage());
            assert_eq!(why, expected);
            assert_eq!(fs::read(&path).unwrap(), before);
        }
        (opened, _) => panic!("{:?}", opened.err()),
    }
}

fn in_use() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(dir.path()).unwrap();
    scan(&state, vec![file(entry("/home/an/brief.txt", 1), vec![facts(&[])])]);
    state.audit("run", serde_json::Value::Null).unwrap();
    dir
}

#[test]
fn a_state_that_lost_a_table_is_not_mended() {
    for table in ["fact", "run", "version", "seen", "alias", "twin", "request"] {
        let dir = in_use();
        let database = Connection::open(dir.path().join("state.db")).unwrap();
        database.execute_batch(&format!("DROP TABLE {table}")).unwrap();
        drop(database);
        check(dir.path(), Some("state-strange"));
    }
    let dir = in_use();
    check(dir.path(), None);
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    for version in [0, 3, 5] {
        let dir = tempfile::tempdir().unwrap();
        let database = Connection::open(dir.path().join("state.db")).unwrap();
        let made = format!("CREATE TABLE moz_places(id); PRAGMA user_version = {version}");
        database.execute_batch(&made).unwrap();
        drop(database);
        check(dir.path(), Some("state-strange"));
    }
}

#[test]
fn an_emptied_state_is_told_and_one_that_was_moved_away_is_begun_anew() {
    let dir = in_use();
    let path = dir.path().join("state.db");
    fs::write(&path, "").unwrap();
    check(dir.path(), Some("state-emptied"));
    fs::remove_file(&path).unwrap();
    assert!(State::open(dir.path()).is_ok());
    // Killed before anything was written.
    let fresh = tempfile::tempdir().unwrap();
    fs::write(fresh.path().join("state.db"), "").unwrap();
    assert!(State::open(fresh.path()).is_ok());
}

/// Only an administrator can give a folder away.
#[cfg(unix)]
#[test]
fn a_folder_of_another_user_is_refused() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let dir = in_use();
    std::os::unix::fs::chown(dir.path(), Some(65_534), None).unwrap();
    assert!(matches!(State::open(dir.path()), Err(Error::Unusable { .. })));
}
