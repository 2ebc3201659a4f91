//! What `.gitignore` and `.ignore` files leave out, where the policy honours them.
//!
//! Only the files of the directories walked count: nothing above a root, and no setting of the user, says what a scan
//! leaves out.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The names, the strongest first.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];
/// A longer ignore file is none: what it names is scanned.
#[cfg(unix)]
const LONGEST: u64 = 1 << 20;

/// The ignore files of a directory and of those above it, down from the root of the walk.
#[derive(Debug)]
pub struct Ignored {
    /// Of this directory, the strongest first.
    files: Vec<(Gitignore, PathBuf)>,
    above: Option<Rc<Ignored>>,
}

impl Ignored {
    /// What counts in a directory; `above` as it is where the directory has no ignore file of its own.
    pub fn of(directory: &Path, above: Option<&Rc<Self>>) -> Option<Rc<Self>> {
        let files: Vec<_> = NAMES
            .iter()
            .filter_map(|name| {
                let path = directory.join(name);
                let text = text_of(&path)?;
                Some((matcher(directory, &text)?, path))
            })
            .collect();
        if files.is_empty() {
            return above.cloned();
        }
        let above = above.cloned();
        Some(Rc::new(Self { files, above }))
    }

    /// The ignore file that leaves this path out, if one does; the nearest one that names it decides.
    pub fn by(&self, path: &Path, is_directory: bool) -> Option<&Path> {
        for (globs, file) in &self.files {
            match globs.matched(path, is_directory) {
                Match::Ignore(_) => return Some(file),
                Match::Whitelist(_) => return None,
                Match::None => {}
            }
        }
        self.above.as_ref()?.by(path, is_directory)
    }
}

/// Lines that are no patterns are passed over, as git does: what they meant to name is scanned.
fn matcher(directory: &Path, text: &str) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new(directory);
    for line in text.lines() {
        let _bad_pattern = builder.add_line(None, line);
    }
    builder.build().ok().filter(|globs| !globs.is_empty())
}

/// Opened as every scanned file is: through no link, and no FIFO.
#[cfg(unix)]
fn text_of(path: &Path) -> Option<String> {
    use std::io::Read as _;
    let file = super::open::open_plain(path)?;
    let mut bytes = Vec::new();
    std::fs::File::from(file)
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .ok()?;
    (bytes.len() as u64 <= LONGEST).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(windows)]
fn text_of(path: &Path) -> Option<String> {
    let plain = std::fs::symlink_metadata(path).ok()?.is_file();
    plain.then(|| std::fs::read_to_string(path).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_that_names_a_path_decides() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        let write = |name: &str, text: &str| std::fs::write(root.path().join(name), text).unwrap();
        write(".gitignore", "*.log\nbuild/\n/top.txt\nboth.txt\n[bad\n");
        write(".ignore", "!both.txt\n");
        write("inner/.gitignore", "!kept.log\n");
        let above = Ignored::of(root.path(), None).unwrap();
        let below = Ignored::of(&inner, Some(&above)).unwrap();
        #[track_caller]
        fn check(ignored: &Ignored, path: &Path, is_directory: bool, expected: bool) {
            assert_eq!(ignored.by(path, is_directory).is_some(), expected, "{}", path.display());
        }
        check(&above, &root.path().join("a.log"), false, true);
        check(&above, &root.path().join("a.txt"), false, false);
        check(&above, &root.path().join("both.txt"), false, false);
        check(&below, &inner.join("a.log"), false, true);
        check(&below, &inner.join("kept.log"), false, false);
        check(&below, &inner.join("build"), true, true);
        check(&below, &inner.join("build"), false, false);
        check(&below, &inner.join("top.txt"), false, false);
    }

    #[test]
    fn a_directory_without_ignore_files_has_those_above() {
        let root = tempfile::tempdir().unwrap();
        assert!(Ignored::of(root.path(), None).is_none());
        std::fs::write(root.path().join(".ignore"), "*.log\n").unwrap();
        let above = Ignored::of(root.path(), None).unwrap();
        let below = Ignored::of(&root.path().join("missing"), Some(&above)).unwrap();
        assert!(Rc::ptr_eq(&above, &below));
    }

    #[cfg(unix)]
    #[test]
    fn an_ignore_file_is_not_read_through_a_link() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("elsewhere"), "*\n").unwrap();
        std::os::unix::fs::symlink("elsewhere", root.path().join(".gitignore")).unwrap();
        assert!(Ignored::of(root.path(), None).is_none());
    }
}
