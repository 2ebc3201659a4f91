//! Where reports and state may not lie: in a folder that a cloud service copies, which they would leave the
//! machine by.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};

use crate::config::Config;
use crate::language::{texts, told};
use crate::storage::{Places, Storage};
use crate::walk;

/// Refuses reports that everybody who has the service's copy could read. One that is encrypted may go there.
pub(super) fn check_outputs<'p>(paths: impl IntoIterator<Item = &'p PathBuf>, config: &Config) -> anyhow::Result<()> {
    let paths: Vec<_> = paths.into_iter().collect();
    check_twice(&paths)?;
    if !config.encrypt_to.is_empty() {
        return Ok(());
    }
    match synced(&paths)? {
        Some(path) => bail!(told!("output-synced", path = path.display())),
        None => Ok(()),
    }
}

/// Two reports cannot have one name: the second finds the first in its way, and that only when the scan is done.
fn check_twice(paths: &[&PathBuf]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for path in paths {
        let is_new = seen.insert(real(path));
        ensure!(is_new, told!("usage-twice", flag = format!("-o {}", path.display())));
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_is_named_twice_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let check = |names: [&str; 2], expected: bool| {
            let paths = names.map(|name| folder.path().join(name));
            let told = check_twice(&paths.each_ref());
            assert_eq!(told.is_ok(), expected, "{names:?}");
        };
        check(["d.html", "d.html"], false);
        check(["d.html", "./d.html"], false);
        check(["d.html", "sub/../d.html"], false);
        check(["d.html", "sub/d.html"], true);
        check(["d.html", "d.jsonl"], true);
    }
}
