//! SQLite databases and the write-ahead logs beside them: one document in two files.
//!
//! What was written last to a database that a program has open, or did not close, stands in the log alone. The log is
//! handed over with the database and is no file of its own.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use super::Entry;

const SUFFIX: &str = "-wal";
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Databases are whole pages, and no page is smaller: other files are hardly ever such a multiple, and are spared the
/// look at their beginning.
const SMALLEST_PAGE: u64 = 512;

/// The log of this database.
pub fn of(database: &Path) -> PathBuf {
    let mut log = database.as_os_str().to_owned();
    log.push(SUFFIX);
    log.into()
}

/// The database whose log has this path.
fn database_of(log: &Path) -> Option<PathBuf> {
    let name = log.file_name()?.to_str()?.strip_suffix(SUFFIX)?;
    (!name.is_empty()).then(|| log.with_file_name(name))
}

/// Whether an opened file is a database; it is read from its beginning again.
pub fn is_database(file: &mut File) -> bool {
    let len = file.metadata().map_or(0, |metadata| metadata.len());
    if !may_be_database(len) {
        return false;
    }
    let mut begin = [0; MAGIC.len()];
    let is_read = file.read_exact(&mut begin).and_then(|()| file.rewind()).is_ok();
    is_read && begin == *MAGIC
}

fn may_be_database(len: u64) -> bool {
    len > 0 && len.is_multiple_of(SMALLEST_PAGE)
}

/// Whether a path is that of a log which is handed over with its database. Only a name that ends like one is looked
/// into.
pub fn belongs_to_database(path: &Path, open: impl FnOnce(&Path) -> Option<File>) -> bool {
    let file = database_of(path).and_then(|database| open(&database));
    file.is_some_and(|mut file| is_database(&mut file))
}

/// A database was changed when its log was: an entry that may be one is as new as the log that `listed` finds.
pub fn count_in(mut entry: Entry, listed: impl FnOnce(&Path) -> Option<Entry>) -> Entry {
    if may_be_database(entry.size)
        && let Some(log) = listed(&of(&entry.path))
    {
        entry.modified = entry.modified.max(log.modified);
        entry.changed = entry.changed.max(log.changed);
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_belongs_to_the_database_of_its_name() {
        assert_eq!(of(Path::new("a/b.db")), Path::new("a/b.db-wal"));
        assert_eq!(
            database_of(Path::new("a/b.db-wal")).as_deref(),
            Some(Path::new("a/b.db"))
        );
        assert_eq!(database_of(Path::new("a/-wal")), None);
        assert_eq!(database_of(Path::new("a/b.db")), None);
    }

    #[test]
    fn only_whole_pages_that_begin_as_a_database_are_one() {
        #[track_caller]
        fn check(bytes: &[u8], expected: bool) {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("a");
            std::fs::write(&path, bytes).unwrap();
            let mut file = File::open(&path).unwrap();
            assert_eq!(is_database(&mut file), expected);
            let open = |path: &Path| File::open(path).ok();
            assert_eq!(belongs_to_database(&directory.path().join("a-wal"), open), expected);
        }
        let page = [&MAGIC[..], &[0; 496]].concat();
        check(&page, true);
        check(&page[..511], false);
        check(&[b'x'; 512], false);
        check(b"", false);
    }

    #[test]
    fn a_database_is_as_new_as_its_log() {
        let entry = |size, modified| Entry {
            size,
            modified,
            ..Entry::unlisted("a".into())
        };
        let log = |_: &Path| Some(entry(32, 9));
        assert_eq!(count_in(entry(1024, 5), log).modified, 9);
        assert_eq!(count_in(entry(1024, 11), log).modified, 11);
        assert_eq!(count_in(entry(1000, 5), log).modified, 5);
        assert_eq!(count_in(entry(1024, 5), |_| None).modified, 5);
    }
}
