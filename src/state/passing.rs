//! States that live as long as one search: a folder in the state folder, gone when the search is done.

use std::path::Path;

use tempfile::TempDir;

use super::{Error, LOCK, Result, State};

const PREFIX: &str = "live-";

/// A new one. Those whose search was killed go first: what they hold belongs to no run.
pub fn passing(dir: &Path) -> Result<TempDir> {
    // Makes the folder where it is missing, for its owner alone.
    drop(State::open(dir)?);
    sweep(dir)?;
    let made = tempfile::Builder::new().prefix(PREFIX).tempdir_in(dir);
    made.map_err(|err| Error::io(dir, err))
}

/// Removes what killed searches left: a search that runs holds the lock of its state.
pub fn sweep(dir: &Path) -> Result<()> {
    let listed = std::fs::read_dir(dir).map_err(|err| Error::io(dir, err))?;
    for entry in listed.flatten() {
        let is_passing = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // Without a lock file a search has just made it.
        if !is_passing || !is_folder || !entry.path().join(LOCK).is_file() {
            continue;
        }
        let held = State::open(&entry.path()).and_then(|state| state.lock());
        if held.is_ok() {
            drop(held);
            std::fs::remove_dir_all(entry.path()).map_err(|err| Error::io(&entry.path(), err))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_search_left_goes_and_what_a_running_one_needs_stays() {
        let dir = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let path = dir.path().join(name);
            let state = State::open(&path).unwrap();
            let lock = state.lock().unwrap();
            (path, lock)
        };
        let (killed, lock) = make("live-killed");
        drop(lock);
        let (running, _lock) = make("live-running");
        let (other, _) = make("central");
        let new = passing(dir.path()).unwrap();
        assert!(!killed.exists());
        assert!(running.exists() && other.exists() && new.path().exists());
        sweep(dir.path()).unwrap();
        assert!(new.path().exists(), "a search that begins has no lock yet");
    }
}
