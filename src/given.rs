//! Files that a command line or a configuration names: plain ones, and where they decide what is done, nobody else's.
//!
//! One judgement for all of them: the file and the folder it lies in belong to the administrator or to the one who runs
//! this, and no other can write to them. A folder in which everybody may only touch what is theirs
//! (sticky, as `/tmp`) will do. A group may write where it is the owner's own, as systems make one for each user with
//! the same number.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(unix)]
use crate::language::told;

/// Opens a plain file for reading. Nobody waits for what a FIFO or a device may never say.
pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = options.open(path)?;
    match file.metadata()? {
        facts if facts.is_file() => Ok(file),
        facts if facts.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            crate::language::told!("io-not-plain"),
        )),
    }
}

/// Opens a file that says what is done, if it is the word of somebody who may say so. An error is for people.
pub(crate) fn open_ours(path: &Path) -> Result<File, String> {
    let file = open_plain(path).map_err(|err| crate::language::io(&err))?;
    let facts = file.metadata().map_err(|err| crate::language::io(&err))?;
    is_ours(&facts)?;
    // The one that the name is in, and the one that a link leads to.
    for path in [std::path::absolute(path), fs::canonicalize(path)]
        .into_iter()
        .flatten()
    {
        if let Some(folder) = path.parent() {
            let within = |why: String| crate::language::of(folder, &why);
            let facts = fs::metadata(folder).map_err(|err| within(crate::language::io(&err)))?;
            is_ours(&facts).map_err(within)?;
        }
    }
    Ok(file)
}

/// Opens a file that proves itself who wrote it.
pub(crate) fn open_signed(path: &Path) -> Result<File, String> {
    let file = open_plain(path).map_err(|err| crate::language::io(&err))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let facts = file.metadata().map_err(|err| crate::language::io(&err))?;
        // An older signed file could be put in its place.
        if facts.permissions().mode() & 0o002 != 0 {
            return Err(told!("file-open-to-others"));
        }
    }
    Ok(file)
}

/// Whether nobody but the administrator and the one who runs this has a say in a file or folder.
#[cfg(unix)]
fn is_ours(facts: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;
    /// Only the owner of an entry may rename or remove it.
    const STICKY: u32 = 0o1000;
    belongs_to_us(facts)?;
    let group = if facts.gid() == facts.uid() { 0 } else { 0o020 };
    match facts.mode() & (0o002 | group) != 0 && !(facts.is_dir() && facts.mode() & STICKY != 0) {
        true => Err(told!("file-open-to-others")),
        false => Ok(()),
    }
}

#[cfg(unix)]
pub(crate) fn belongs_to_us(facts: &fs::Metadata) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;
    match facts.uid() {
        0 => Ok(()),
        uid if uid == rustix::process::geteuid().as_raw() => Ok(()),
        uid => Err(told!("file-of-another", uid = uid)),
    }
}

/// Lists of access rights are not looked at.
#[cfg(not(unix))]
fn is_ours(_facts: &fs::Metadata) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
    use std::path::PathBuf;

    use super::*;

    struct Named {
        folder: tempfile::TempDir,
        file: PathBuf,
    }

    fn named() -> Named {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("policy.toml");
        fs::write(&file, "").unwrap();
        Named { folder, file }
    }

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_others_can_write_to_is_not_obeyed() {
        #[track_caller]
        fn check(file: u32, folder: u32, expected: bool) {
            let named = named();
            mode(&named.file, file);
            mode(named.folder.path(), folder);
            assert_eq!(open_ours(&named.file).is_ok(), expected, "{file:o} in {folder:o}");
        }
        check(0o644, 0o755, true);
        check(0o600, 0o700, true);
        check(0o646, 0o755, false);
        check(0o666, 0o755, false);
        check(0o644, 0o757, false);
        check(0o644, 0o777, false);
        check(0o644, 0o1777, true);
    }

    /// Only an administrator can give files away.
    #[test]
    fn what_belongs_to_others_is_not_obeyed() {
        #[track_caller]
        fn check(owner: (u32, u32), mode_of_file: u32, of_folder: (u32, u32), expected: bool) {
            let named = named();
            mode(&named.file, mode_of_file);
            chown(&named.file, Some(owner.0), Some(owner.1)).unwrap();
            chown(named.folder.path(), Some(of_folder.0), Some(of_folder.1)).unwrap();
            let opened = open_ours(&named.file);
            assert_eq!(opened.is_ok(), expected, "{owner:?} {mode_of_file:o} in {of_folder:?}");
        }
        if !rustix::process::geteuid().is_root() {
            return;
        }
        check((0, 0), 0o644, (0, 0), true);
        check((1000, 1000), 0o644, (0, 0), false);
        check((0, 0), 0o644, (1000, 1000), false);
        // The group of everybody's own is nobody else; another one is.
        check((0, 0), 0o664, (0, 0), true);
        check((0, 1000), 0o664, (0, 0), false);
        check((0, 1000), 0o644, (0, 0), true);
    }

    #[test]
    fn the_folder_that_a_link_leads_to_counts_too() {
        let (link, target) = (named(), named());
        fs::remove_file(&link.file).unwrap();
        symlink(&target.file, &link.file).unwrap();
        assert!(open_ours(&link.file).is_ok());
        mode(target.folder.path(), 0o777);
        assert!(open_ours(&link.file).is_err());
        mode(target.folder.path(), 0o755);
        mode(link.folder.path(), 0o777);
        assert!(open_ours(&link.file).is_err());
    }

    #[test]
    fn a_fifo_is_not_waited_for() {
        let named = named();
        let fifo = named.folder.path().join("fifo");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        for path in [fifo.as_path(), Path::new("/dev/null")] {
            assert_eq!(open_plain(path).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        }
        let folder = open_plain(named.folder.path()).unwrap_err();
        assert_eq!(folder.kind(), io::ErrorKind::IsADirectory);
        assert!(open_plain(&named.file).is_ok());
    }
}
