//! Whether a central document still is what the index says: one look at its name, size and date, never at what it
//! holds.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

/// A share that has not answered by then is not asked again.
const PATIENCE: Duration = Duration::from_secs(5);

/// A central document: its root, its name below it with its members, and its file as it was read.
type Asked = (PathBuf, String, Stamp);

/// What tells that a file was written to, or is another one: its size, and when it was last changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub size: u64,
    /// Ticks since 1970: as fine as Windows tells it, also of a file that another system wrote.
    pub modified: i64,
}

/// Ticks of 100 nanoseconds in a second.
const SECOND: i64 = 10_000_000;

impl Stamp {
    /// `modified` in nanoseconds since 1970.
    pub fn new(size: u64, modified: i128) -> Self {
        let ticks = i64::try_from(modified.div_euclid(100));
        Self {
            size,
            modified: ticks.unwrap_or(i64::MAX),
        }
    }

    fn of(facts: &Metadata) -> io::Result<Self> {
        let nanoseconds = |time: Duration| i128::try_from(time.as_nanos()).unwrap_or(i128::MAX);
        let modified = match facts.modified()?.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => nanoseconds(since),
            Err(before) => -nanoseconds(before.duration()),
        };
        Ok(Self::new(facts.len(), modified))
    }

    /// Whether both are of one file that nobody wrote to. A share may tell whole seconds alone, to one machine and not to
    /// another.
    fn is(self, seen: Self) -> bool {
        let is_whole = |stamp: Self| stamp.modified.rem_euclid(SECOND) == 0;
        let second = |stamp: Self| stamp.modified.div_euclid(SECOND);
        let alike = second(self) == second(seen) && (is_whole(self) || is_whole(seen));
        self.size == seen.size && (self.modified == seen.modified || alike)
    }
}

/// Asks from a thread of its own: the central storage may be a share that hangs.
pub struct Originals {
    ask: Sender<Asked>,
    answers: Receiver<Option<bool>>,
    is_silent: bool,
}

impl Default for Originals {
    fn default() -> Self {
        let ((ask, asked), (answer, answers)) = (channel::<Asked>(), channel());
        thread::spawn(move || {
            for (root, of, stamp) in asked {
                if answer.send(stands(&root, &of, stamp)).is_err() {
                    break;
                }
            }
        });
        Self {
            ask,
            answers,
            is_silent: false,
        }
    }
}

impl Originals {
    /// Whether it stands where it stood, as it was when it was read for the index. None where its root cannot be seen
    /// from here.
    pub fn stands(&mut self, root: &Path, of: &str, stamp: Stamp) -> Option<bool> {
        if self.is_silent || self.ask.send((root.to_owned(), of.to_owned(), stamp)).is_err() {
            return None;
        }
        let answer = self.answers.recv_timeout(PATIENCE);
        self.is_silent = answer.is_err();
        answer.ok().flatten()
    }
}

fn stands(root: &Path, of: &str, stamp: Stamp) -> Option<bool> {
    // A root may be a single file.
    let is_folder = std::fs::metadata(root).ok()?.is_dir();
    let mut file = of;
    loop {
        let path = if is_folder { root.join(file) } else { root.to_owned() };
        match std::fs::symlink_metadata(&path).and_then(|facts| Stamp::of(&facts)) {
            // What was written since, or took its place, may say something else.
            Ok(seen) => return Some(stamp.is(seen)),
            Err(err) if !is_no_file(&err) => return None,
            // A member stands in the file that is named before it.
            Err(_) => match file.rsplit_once(" > ") {
                Some((before, _)) => file = before,
                None => return Some(false),
            },
        }
    }
}

/// Windows takes no name with a ">".
fn is_no_file(err: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, NotADirectory, NotFound};
    matches!(err.kind(), NotFound | NotADirectory | InvalidFilename)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(path: &Path) -> Stamp {
        Stamp::of(&std::fs::symlink_metadata(path).unwrap()).unwrap()
    }

    /// At that moment since 1970.
    fn written(path: &Path, text: &str, at: Duration) {
        std::fs::write(path, text).unwrap();
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + at).unwrap();
    }

    #[track_caller]
    fn check(root: &Path, of: &str, stamp: Stamp, expected: Option<bool>) {
        assert_eq!(Originals::default().stands(root, of, stamp), expected);
    }

    #[test]
    fn an_original_stands_while_it_is_there_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("HR")).unwrap();
        let path = root.join("HR/a.zip");
        written(&path, "x", Duration::from_millis(1_790_000_000_500));
        let read = stamp(&path);
        check(root, "HR/a.zip", read, Some(true));
        check(root, "HR/a.zip > b.txt > c.txt", read, Some(true));
        check(&path, "a.zip > b.txt", read, Some(true));
        check(root, "HR/b.zip > b.txt", read, Some(false));
        check(root, "HR/a.zip/b.txt", read, Some(false));
        check(&root.join("not mounted"), "HR/a.zip", read, None);
        // Written while the index was built, in the same second too; or another file took its place, newer or older.
        for (size, ticks) in [(1, 1), (1, -1), (1, 9 * SECOND), (1, -9 * SECOND), (2, 0)] {
            let other = Stamp {
                size,
                modified: read.modified - ticks,
            };
            check(root, "HR/a.zip", other, Some(false));
        }
    }

    #[test]
    fn another_file_with_an_old_date_is_no_original() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (path, other) = (root.join("doc.txt"), root.join("old.txt"));
        written(&path, "the text", Duration::from_secs(1_790_000_000));
        written(&other, "another1", Duration::from_secs(1_600_000_000));
        let read = stamp(&path);
        std::fs::rename(&other, &path).unwrap();
        check(root, "doc.txt", read, Some(false));
    }

    #[test]
    fn what_a_share_tells_in_whole_seconds_is_compared_in_them() {
        #[track_caller]
        fn check(one: i128, other: i128, expected: bool) {
            assert_eq!(Stamp::new(3, one).is(Stamp::new(3, other)), expected);
            assert_eq!(Stamp::new(3, other).is(Stamp::new(3, one)), expected);
            assert!(!Stamp::new(3, one).is(Stamp::new(4, other)));
        }
        check(5_000_000_000, 5_123_456_789, true);
        check(5_123_456_700, 5_123_456_789, true);
        check(5_123_456_600, 5_123_456_789, false);
        check(5_000_000_000, 6_000_000_000, false);
        check(-5_000_000_000, -4_500_000_000, true);
    }
}
