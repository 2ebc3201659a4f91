//! Where reports and state may not lie: in a folder that a cloud service copies, which they would leave the
//! machine by.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::config::Config;
use crate::language::{texts, told};
use crate::storage::{Places, Storage};
use crate::walk;

/// Refuses reports that everybody who has the service's copy could read. One that is encrypted may go there.
pub(super) fn check_outputs<'p>(paths: impl IntoIterator<Item = &'p PathBuf>, config: &Config) -> anyhow::Result<()> {
    let paths: Vec<_> = paths.into_iter().collect();
    if !config.encrypt_to.is_empty() {
        return Ok(());
    }
    match synced(&paths)? {
        Some(path) => bail!(told!("output-synced", path = path.display())),
        None => Ok(()),
    }
}

/// The state holds the key of all tokens.
pub(super) fn check_state(config: &Config) -> anyhow::Result<()> {
    match synced(&[&config.state_dir])? {
        Some(path) => bail!(told!("state-synced", path = path.display())),
        None => Ok(()),
    }
}

/// The first that lies in a synchronised folder.
fn synced<'p>(paths: &[&'p PathBuf]) -> anyhow::Result<Option<&'p PathBuf>> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mounts = walk::mounts().with_context(|| texts().get("mounts").into_owned())?;
    let options = walk::Options::new(std::env::current_exe()?);
    let places = Places::gather(Vec::new(), &mounts, &walk::homes(), &options);
    let is_synced = |path: &&&PathBuf| places.classify_folder(&real(path)).0 == Storage::CloudSync;
    Ok(paths.iter().find(is_synced).copied())
}

/// Where a file or folder that may not be there yet really lies.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = path.ancestors().find_map(|above| {
        let real = std::fs::canonicalize(above).ok()?;
        Some(walk::plain(&real).join(path.strip_prefix(above).ok()?))
    });
    found.unwrap_or(path)
}
