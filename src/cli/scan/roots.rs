//! Where a scan looks.

use std::path::{Path, PathBuf};

use super::{Job, named};
use crate::cli::exit::Exit;
use crate::cli::say;
use crate::extract::Reason;
use crate::finding::Gap;
use crate::language::{texts, told};
use crate::walk;

impl Job<'_> {
    /// Where the roots really are; those that do not answer are gaps of the run, a missing one is a mistake.
    #[expect(clippy::type_complexity, reason = "the roots and the ones that hang")]
    pub(super) fn roots(&self, options: &walk::Options) -> anyhow::Result<(Vec<PathBuf>, Vec<(PathBuf, Gap)>)> {
        let given = if self.args.paths.is_empty() {
            walk::default_roots(&walk::mounts()?)
        } else {
            self.args.paths.clone()
        };
        if self.args.paths.is_empty() && !self.config.quiet {
            let list: Vec<_> = given.iter().map(|root| root.display().to_string()).collect();
            let told = texts().with("no-path-given", &[("places", list.join(", ").into())]);
            say(format_args!("speur: {told}"));
        }
        let (mut roots, mut hung, mut missing, mut unknown) = (Vec::new(), Vec::new(), false, false);
        for (path, resolved) in given.iter().zip(walk::resolve(&given, options)) {
            match resolved {
                // Given twice, it is still one.
                Ok(root) if roots.contains(&root) => {}
                Ok(root) => roots.push(root),
                Err(gap) if gap.reason == Reason::LimitTime => hung.push((path.clone(), gap)),
                // Somebody ended the process that was asked: nothing is known of the place, and all of it is still to do.
                Err(gap) if gap.reason == Reason::Crashed => {
                    unknown = true;
                    say(format_args!("speur: {}", named::not_asked(path, &gap)));
                }
                // Nobody named it: a drive without a disk in it is nothing, a share that is not there is a gap.
                Err(gap) if self.args.paths.is_empty() && gap.reason == Reason::Vanished => {}
                Err(gap) if self.args.paths.is_empty() => hung.push((path.clone(), gap)),
                Err(gap) => {
                    missing = true;
                    let told = named::cannot_go(path, &gap);
                    say(format_args!("speur: {told}"));
                }
            }
        }
        let is_own = |root: &&PathBuf| options.own_paths.iter().any(|own| root.starts_with(own));
        for root in roots.iter().filter(is_own) {
            say(format_args!("speur: {}", told!("own-state", path = root.display())));
        }
        match (missing, unknown) {
            (true, _) => Err(Exit::Usage.into()),
            (false, true) => Err(Exit::Stopped.into()),
            (false, false) => Ok((roots, hung)),
        }
    }
}

/// A file of one's own, as the walk meets it.
pub(in crate::cli) fn real(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}
