//! The folder and files of the state: for their owner alone, and never through a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Error, Result};
#[cfg(unix)]
use crate::given;
use crate::language::{self, told};

/// Makes the folder where it is missing, and refuses one that others could fill with their own files.
/// Returns its real path: SQLite then need not follow any link.
pub(super) fn prepare(dir: &Path) -> Result<PathBuf> {
    match make(dir) {
        // What is there and is no folder is told below.
        Err(err) if err.kind() != ErrorKind::AlreadyExists => return Err(cannot(dir, err)),
        Ok(()) | Err(_) => {}
    }
    let facts = fs::symlink_metadata(dir).map_err(|err| cannot(dir, err))?;
    usable(dir, &facts)
}

/// The same, of one that is there.
pub(super) fn find(dir: &Path) -> Result<Option<PathBuf>> {
    match fs::symlink_metadata(dir) {
        Ok(facts) => usable(dir, &facts).map(Some),
        Err(err) if err.kind() == ErrorKind::NotFound => Ok(None),
        Err(err) => Err(cannot(dir, err)),
    }
}

fn usable(dir: &Path, facts: &fs::Metadata) -> Result<PathBuf> {
    if facts.is_symlink() {
        return Err(Error::unusable(dir, told!("folder-link")));
    }
    if !facts.is_dir() {
        return Err(Error::unusable(
            dir,
            told!("state-elsewhere", why = told!("folder-none")),
        ));
    }
    only_ours(dir, facts)?;
    let real = fs::canonicalize(dir).map_err(|err| cannot(dir, err))?;
    Ok(crate::walk::plain(&real))
}

/// Opens a file for reading and writing, made with mode 0600 where it is missing.
pub(super) fn private_file(path: &Path) -> Result<File> {
    plain(path)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private(&mut options);
    options.open(path).map_err(|err| cannot(path, err))
}

/// What is there is a plain file, and no link to one.
pub(super) fn plain(path: &Path) -> Result<()> {
    match fs::symlink_metadata(path) {
        Ok(facts) if !facts.is_file() => Err(Error::unusable(path, told!("folder-not-plain"))),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// With what to do: the state can be anywhere else.
fn cannot(path: &Path, err: io::Error) -> Error {
    match Error::io(path, err) {
        Error::Io { path, source } => Error::unusable(&path, told!("state-elsewhere", why = language::io(&source))),
        full => full,
    }
}

/// Of a file that is there.
pub(super) fn length(path: &Path) -> Option<u64> {
    fs::symlink_metadata(path).ok().map(|facts| facts.len())
}

/// With those around it, each for its owner alone. One that is there stays as it is.
#[cfg(unix)]
pub(crate) fn make(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

#[cfg(not(unix))]
pub(crate) fn make(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

#[cfg(unix)]
pub(crate) fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits();
    options.mode(0o600).custom_flags(no_follow.cast_signed());
}

/// A user's own folders are closed to other users by their access-control list.
#[cfg(not(unix))]
pub(crate) fn private(_options: &mut OpenOptions) {}

#[cfg(unix)]
fn only_ours(dir: &Path, facts: &fs::Metadata) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    given::belongs_to_us(facts).map_err(|why| Error::unusable(dir, why))?;
    // No group needs it: it was made for its owner alone.
    if facts.permissions().mode() & 0o022 == 0 {
        return Ok(());
    }
    Err(Error::unusable(dir, told!("folder-open-to-others")))
}

#[cfg(not(unix))]
fn only_ours(_dir: &Path, _facts: &fs::Metadata) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_one_says_to_name_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for dir in [file.clone(), file.join("below")] {
            let told = prepare(&dir).unwrap_err().to_string();
            assert!(told.starts_with(&dir.display().to_string()), "{told}");
            assert!(told.contains("--state-dir") && !told.contains("os error"), "{told}");
        }
        assert!(prepare(&folder.path().join("new/state")).is_ok());
        assert!(find(&folder.path().join("new/state")).unwrap().is_some());
        assert!(find(&folder.path().join("new/other")).unwrap().is_none());
        assert!(!folder.path().join("new/other").exists());
        assert!(find(&file).is_err());
    }
}
