//! What the policy leaves out of a scan: globs, each with its reason.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};

use std::path::Path;

/// One pattern and why it is left out. A pattern that does not begin with a slash fits anywhere (`*.iso`, `mail/old`);
/// `**` crosses directories, `*` does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    pub glob: String,
    pub reason: String,
}

/// Exclusions, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Exclusions {
    globs: GlobSet,
    reasons: Vec<String>,
}

impl Exclusions {
    pub fn new(exclusions: &[Exclusion]) -> Result<Self, globset::Error> {
        let mut globs = GlobSetBuilder::new();
        for exclusion in exclusions {
            // On Windows both slashes separate; elsewhere a backslash makes the next letter plain.
            let glob = match cfg!(windows) {
                true => exclusion.glob.replace('\\', "/"),
                false => exclusion.glob.clone(),
            };
            // `dir/**` is meant to leave out the directory: as one thing, not as each of its entries.
            let pattern = glob.trim_end_matches("/**").trim_end_matches('/');
            let pattern = pattern.trim_start_matches("./");
            let pattern = match begins_at_the_root(pattern) {
                true => pattern.to_owned(),
                false => format!("**/{pattern}"),
            };
            let glob = GlobBuilder::new(&pattern)
                .literal_separator(true)
                .case_insensitive(cfg!(windows))
                .build()?;
            globs.add(glob);
        }
        Ok(Self {
            globs: globs.build()?,
            reasons: exclusions.iter().map(|exclusion| exclusion.reason.clone()).collect(),
        })
    }

    pub fn is_empty(&self) -> bool {
        self.reasons.is_empty()
    }

    /// Why this path is left out, if it is; the first pattern that says so counts.
    pub fn reason(&self, path: &Path) -> Option<&str> {
        match self.reasons.is_empty() {
            true => None,
            false => self
                .globs
                .matches(path)
                .first()
                .map(|index| self.reasons[*index].as_str()),
        }
    }

    /// Why this path is left out, or the nearest folder around it that is.
    pub fn reason_around(&self, path: &Path) -> Option<&str> {
        path.ancestors().find_map(|folder| self.reason(folder))
    }
}

/// Paths are asked for whole, so that a pattern that begins elsewhere would fit none of them.
fn begins_at_the_root(pattern: &str) -> bool {
    let has_drive = cfg!(windows) && pattern.split('/').next().is_some_and(|first| first.contains(':'));
    pattern.starts_with('/') || pattern.starts_with("**") || has_drive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        #[track_caller]
        fn check(glob: &str, path: &str, expected: bool) {
            let exclusion = Exclusion {
                glob: glob.to_owned(),
                reason: "why".to_owned(),
            };
            let exclusions = Exclusions::new(&[exclusion]).unwrap();
            assert_eq!(
                exclusions.reason(Path::new(path)),
                expected.then_some("why"),
                "{glob} {path}"
            );
        }
        check("*.iso", "/home/jan/a.iso", true);
        check("*.iso", "/home/jan/a.iso.txt", false);
        check("node_modules", "/home/jan/p/node_modules", true);
        check("/opt/app/**", "/opt/app", true);
        check("/opt/app/", "/opt/app", true);
        check("/opt/*/cache", "/opt/a/b/cache", false);
        check("/opt/**/cache", "/opt/a/b/cache", true);
        check("p/node_modules", "/home/jan/p/node_modules", true);
        check("./p/a.txt", "/home/jan/p/a.txt", true);
        check("p/a.txt", "/home/jan/xp/a.txt", false);
        check("**/p/", "/home/jan/p", true);
        check("**/.cache", "/home/jan/.cache", true);
        #[cfg(windows)]
        {
            check(r"D:\Backup\**", r"d:\backup", true);
            check("D:/Backup", r"D:\Backup", true);
            check("*.ISO", r"C:\Users\an\a.iso", true);
        }
    }

    #[test]
    fn a_bad_pattern_is_an_error() {
        let exclusion = Exclusion {
            glob: "a[".to_owned(),
            reason: String::new(),
        };
        assert!(Exclusions::new(&[exclusion]).is_err());
    }
}
