//! Folders where Speur keeps its state, whoever's: what other states tell is told by their own reports, and their keys are
//! nobody's data.
//!
//! They are known by what their files hold, and only files that Speur makes there are left out: whatever else somebody puts
//! into such a folder is read.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::state::{APPLICATION, AUDIT, DATABASE, KEY};

/// What stands in such a folder besides its database and its key. Locks hold nothing.
const OTHERS: &[&str] = &[AUDIT, "audit.lock", "lock", "state.db-shm", "state.db-journal"];
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Where the header of a database says what program's it is.
const PROGRAM: usize = 68;
/// A key in hex digits, and the end of its line.
const KEY_LEN: usize = 65;

/// Remembers what was found out of the folder it is in: a walk comes folder by folder.
#[derive(Default)]
pub struct Keeping {
    folder: PathBuf,
    is_state: bool,
}

impl Keeping {
    /// Whether a file is one that Speur keeps in a folder of its state; `open` opens plain files only.
    pub fn holds(&mut self, path: &Path, open: impl Fn(&Path) -> Option<File>) -> bool {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return false;
        };
        if name != DATABASE && name != KEY && !OTHERS.contains(&name) {
            return false;
        }
        if self.folder != folder {
            self.folder = folder.to_owned();
            // The state of an index or a search is a folder in another state, with one key for both.
            let mut near = folder.ancestors().take(2);
            self.is_state =
                is_database(open(&folder.join(DATABASE))) && near.any(|folder| is_key(open(&folder.join(KEY))));
        }
        self.is_state
    }
}

fn is_key(file: Option<File>) -> bool {
    let begin = begin::<{ KEY_LEN + 1 }>(file);
    let digits = begin.strip_suffix(b"\n").unwrap_or_default();
    digits.len() + 1 == KEY_LEN && digits.iter().all(u8::is_ascii_hexdigit)
}

fn is_database(file: Option<File>) -> bool {
    let begin = begin::<{ PROGRAM + 4 }>(file);
    begin.starts_with(MAGIC) && begin[MAGIC.len()..].ends_with(&APPLICATION.to_be_bytes())
}

/// At most so many of the first bytes.
fn begin<const MOST: usize>(file: Option<File>) -> Vec<u8> {
    let mut begin = Vec::new();
    let read = file.map(|file| file.take(MOST as u64).read_to_end(&mut begin));
    match read {
        Some(Ok(_)) => begin,
        Some(Err(_)) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{DeviceKey, State};

    fn holds(path: &Path) -> bool {
        Keeping::default().holds(path, |path| File::open(path).ok())
    }

    #[test]
    fn the_files_of_a_state_are_its_own_and_nothing_else_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("of an");
        drop(State::open(&dir).unwrap());
        assert!(!holds(&dir.join(DATABASE)), "without a key it is a database");
        DeviceKey::load(&dir, None).unwrap();
        std::fs::write(dir.join("list.csv"), "x").unwrap();
        for (name, expected) in [
            (DATABASE, true),
            (KEY, true),
            (AUDIT, true),
            ("list.csv", false),
            ("other.key", false),
            ("state.db.csv", false),
        ] {
            assert_eq!(holds(&dir.join(name)), expected, "{name}");
        }
        assert!(!holds(&folder.path().join(AUDIT)), "in the folder around it");
        drop(State::open(&dir.join("central")).unwrap());
        assert!(holds(&dir.join("central").join(DATABASE)), "of an index, in the state");
    }

    #[test]
    fn what_only_has_the_names_of_a_state_is_none() {
        #[track_caller]
        fn check(key: &str, of_speur: bool) {
            let folder = tempfile::tempdir().unwrap();
            let dir = folder.path();
            let database = rusqlite::Connection::open(dir.join(DATABASE)).unwrap();
            let program = if of_speur { APPLICATION } else { 7 };
            database.execute_batch("CREATE TABLE a(b)").unwrap();
            database.pragma_update(None, "application_id", program).unwrap();
            std::fs::write(dir.join(KEY), key).unwrap();
            let is_state = of_speur && key.len() == KEY_LEN;
            assert_eq!(holds(&dir.join(AUDIT)), is_state, "{key}");
        }
        let key = "5a".repeat(32);
        check(&format!("{key}\n"), true);
        check(&format!("{key}\n"), false);
        check(&key, true);
        check(&format!("{key}\n85.07.30-951.80\n"), true);
        check("", true);
    }
}
