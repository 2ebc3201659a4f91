//! Whether a central document still is what the index says: one look at its name and date, never at what it holds.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

/// A share that has not answered by then is not asked again.
const PATIENCE: Duration = Duration::from_secs(5);

/// A central document: its root, and its name below it with its members.
type Asked = (PathBuf, String);

/// Asks from a thread of its own: the central storage may be a share that hangs.
pub struct Originals {
    ask: Sender<Asked>,
    answers: Receiver<Option<bool>>,
    is_silent: bool,
}

impl Originals {
    /// `built` is when the index was, as it says it itself.
    pub fn new(built: &str) -> Self {
        let built = built.parse().map_or(i64::MAX, |built: Timestamp| built.as_second());
        let ((ask, asked), (answer, answers)) = (channel::<Asked>(), channel());
        thread::spawn(move || {
            for (root, of) in asked {
                if answer.send(stands(&root, &of, built)).is_err() {
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

    /// Whether it stands where it stood, unchanged since the index was built. None where its root cannot be seen from
    /// here.
    pub fn stands(&mut self, root: &Path, of: &str) -> Option<bool> {
        if self.is_silent || self.ask.send((root.to_owned(), of.to_owned())).is_err() {
            return None;
        }
        let answer = self.answers.recv_timeout(PATIENCE);
        self.is_silent = answer.is_err();
        answer.ok().flatten()
    }
}

fn stands(root: &Path, of: &str, built: i64) -> Option<bool> {
    // A root may be a single file.
    let is_folder = std::fs::metadata(root).ok()?.is_dir();
    let mut file = of;
    loop {
        let path = if is_folder { root.join(file) } else { root.to_owned() };
        match std::fs::symlink_metadata(&path).and_then(|facts| facts.modified()) {
            // What was written after the index may say something else by now.
            Ok(modified) => return Some(Timestamp::try_from(modified).ok()?.as_second() <= built),
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

    #[test]
    fn an_original_stands_while_it_is_there_and_was_not_written_since() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("HR")).unwrap();
        std::fs::write(root.join("HR/a.zip"), "x").unwrap();
        #[track_caller]
        fn check(built: &str, root: &Path, of: &str, expected: Option<bool>) {
            assert_eq!(Originals::new(built).stands(root, of), expected);
        }
        let (later, before) = ("2999-01-01T00:00:00Z", "2001-01-01T00:00:00Z");
        check(later, root, "HR/a.zip", Some(true));
        check(later, root, "HR/a.zip > b.txt > c.txt", Some(true));
        check(later, &root.join("HR/a.zip"), "a.zip > b.txt", Some(true));
        check(before, root, "HR/a.zip", Some(false));
        check(later, root, "HR/b.zip > b.txt", Some(false));
        check(later, root, "HR/a.zip/b.txt", Some(false));
        check(later, &root.join("not mounted"), "HR/a.zip", None);
    }
}
