//! Files that appear under their names only when they are whole: each is written to a draft beside it, for its owner
//! alone, and a run that was killed leaves nothing in the way of the next.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::state;

/// A file under its temporary name, which goes when it is not finished.
pub(crate) struct Draft {
    /// Where it will stand.
    path: PathBuf,
    id: String,
    at: Option<PathBuf>,
}

impl Draft {
    /// The empty draft of a file, and its name for as long as it is one. Drafts of the same file that a killed process
    /// left are removed.
    pub fn create(path: &Path) -> io::Result<(Self, File)> {
        let id: [u8; 8] = state::random().map_err(|err| io::Error::other(err.to_string()))?;
        remove_abandoned(path);
        let id = crate::finding::to_hex(&id);
        let at = beside(path, &id, DRAFT);
        let file = create(&at)?;
        let draft = Self {
            path: path.to_owned(),
            id,
            at: Some(at),
        };
        Ok((draft, file))
    }

    /// The same for a file whose name nothing has yet.
    pub fn create_new(path: &Path) -> io::Result<(Self, File)> {
        nothing_at(path)?;
        Self::create(path)
    }

    pub fn at(&self) -> Option<&Path> {
        self.at.as_deref()
    }

    /// The name of a file beside it, for what does not fit into memory (see [`unnamed`]).
    pub fn spill(&self) -> PathBuf {
        beside(&self.path, &self.id, SPILL)
    }

    /// Gives it its name, also where another file had it.
    pub fn replace(mut self) -> io::Result<()> {
        if let Some(at) = &self.at {
            std::fs::rename(at, &self.path)?;
            sync_folder(&self.path);
        }
        self.at = None;
        Ok(())
    }

    /// Gives it its name, if nothing took it meanwhile.
    pub fn publish(mut self) -> io::Result<()> {
        let Some(at) = &self.at else { return Ok(()) };
        match std::fs::hard_link(at, &self.path) {
            // The draft is a second name by now, and goes.
            Ok(()) => {}
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists => return Err(err),
            // No links on this file system (FAT, some shares).
            Err(_) => {
                nothing_at(&self.path)?;
                std::fs::rename(at, &self.path)?;
                self.at = None;
            }
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(at) = self.at.take() {
            let _gone_already = std::fs::remove_file(at);
        }
    }
}

const DRAFT: &str = "draft";
const SPILL: &str = "sort";

/// A link to nothing is in the way too.
fn nothing_at(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => Ok(()),
    }
}

/// A name beside the file that nothing else has.
fn beside(path: &Path, id: &str, kind: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{id}.{kind}"))
}

/// Drafts of this file that nobody works on.
fn remove_abandoned(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    let is_draft = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let middle = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        let parts = middle.and_then(|rest| rest.split_once('.'));
        parts.is_some_and(|(id, kind)| {
            id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) && [DRAFT, SPILL].contains(&kind)
        })
    };
    for draft in std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(is_draft)
    {
        let is_free = File::open(draft.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_free {
            let _another_took_it = std::fs::remove_file(draft.path());
        }
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    state::folder::private(&mut options);
    let file = options.open(path)?;
    // Held as long as this process lives: what is not held was left behind by one that was killed.
    let _not_every_system_can = file.try_lock();
    Ok(file)
}

/// A file without a name, where the system allows it: nothing is left behind by a kill.
pub(crate) fn unnamed(path: &Path) -> io::Result<File> {
    let file = create(path)?;
    #[cfg(unix)]
    std::fs::remove_file(path)?;
    Ok(file)
}

/// The new name survives a power cut.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let _not_every_system_can = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_has_its_name_when_it_is_whole_and_takes_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        let (draft, file) = Draft::create_new(&path).unwrap();
        assert!(!path.exists() && draft.at().unwrap().exists());
        // Who works on it keeps it, also when another begins the same file.
        let (other, other_file) = Draft::create_new(&path).unwrap();
        drop((file, other_file));
        draft.publish().unwrap();
        assert_eq!(other.publish().unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(names(folder.path()), ["r.csv"]);
        let again = Draft::create_new(&path).err().unwrap();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        let (draft, _file) = Draft::create(&path).unwrap();
        draft.replace().unwrap();
        assert_eq!(names(folder.path()), ["r.csv"]);
    }

    #[test]
    fn what_a_killed_process_left_goes_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        let left = [".r.csv.0123456789abcdef.draft", ".r.csv.0123456789abcdef.sort"];
        let others = [
            ".r.csv.draft",
            ".r.csv.0123456789abcdef.draft.txt",
            ".r.csv.mine.draft",
            ".x.csv.0123456789abcdef.draft",
        ];
        for name in left.iter().chain(&others) {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        drop(Draft::create_new(&path).unwrap());
        let mut expected = others.map(str::to_owned);
        expected.sort();
        assert_eq!(names(folder.path()), expected);
    }
}
