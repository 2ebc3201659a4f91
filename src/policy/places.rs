//! Places named by globs, each with the reason it is named.

use std::path::Path;

use crate::walk::{Exclusion, Exclusions};

/// A set of places. What lies below a named folder is in it too.
#[derive(Clone, Debug, Default)]
pub struct Places(Exclusions);

impl Places {
    /// Globs as [`Exclusion`] says. The error says which glob is wrong, by its position, and how.
    pub fn new(places: &[Exclusion]) -> Result<Self, (usize, String)> {
        for (at, place) in places.iter().enumerate() {
            let wrong = |err: globset::Error| (at, format!("`{}` is not a glob: {}", place.glob, err.kind()));
            Exclusions::new(std::slice::from_ref(place)).map_err(wrong)?;
        }
        Exclusions::new(places)
            .map(Self)
            .map_err(|err| (0, err.kind().to_string()))
    }

    /// Why this path is in the set, or the nearest folder around it that is.
    pub fn reason(&self, path: &Path) -> Option<&str> {
        path.ancestors().find_map(|folder| self.0.reason(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(glob: &str) -> Exclusion {
        Exclusion {
            glob: glob.to_owned(),
            reason: "why".to_owned(),
        }
    }

    #[test]
    fn which_paths_are_in_a_place() {
        #[track_caller]
        fn check(glob: &str, path: &str, expected: bool) {
            let places = Places::new(&[place(glob)]).unwrap();
            assert_eq!(places.reason(Path::new(path)).is_some(), expected, "{glob} {path}");
        }
        check("*.iso", "/home/an/cd.iso", true);
        check("*.iso", "/home/an/cd.iso.txt", false);
        check("node_modules", "/home/an/x/node_modules/y/z.js", true);
        check("/srv/backup", "/srv/backup/2026/x", true);
        check("/srv/backup/", "/srv/backup", true);
        check("/srv/backup/**", "/srv/backup/2026/x", true);
        check("/srv/backup", "/srv/backups/x", false);
        check("/home/*/games", "/home/an/games/score", true);
        check("/home/*/games", "/home/an/deep/games/score", false);
        check("**/games", "/home/an/deep/games/score", true);
    }

    #[test]
    fn a_bad_glob_is_named() {
        let (at, why) = Places::new(&[place("ok"), place("a[b")]).err().unwrap();
        assert_eq!(
            (at, why.as_str()),
            (1, "`a[b` is not a glob: unclosed character class; missing ']'")
        );
    }
}
