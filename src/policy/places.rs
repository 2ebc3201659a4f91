//! Places named by globs, each with the reason it is named.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of places. What lies below a named folder is in it too.
#[derive(Clone, Debug, Default)]
pub struct Places {
    globs: GlobSet,
    /// Two globs stand for each place: itself, and what lies below it.
    reasons: Vec<String>,
}

impl Places {
    /// `*` stays within a folder, `**` does not; a glob without a separator holds in every folder.
    /// The error says which glob is wrong, by its position, and how.
    pub fn new<'a>(places: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, (usize, String)> {
        let mut globs = GlobSetBuilder::new();
        let mut reasons = Vec::new();
        for (at, (glob, reason)) in places.into_iter().enumerate() {
            let wrong = |err: globset::Error| (at, format!("`{glob}` is not a glob: {}", err.kind()));
            let everywhere = if glob.contains(['/', '\\']) { "" } else { "**/" };
            let place = format!("{everywhere}{}", glob.trim_end_matches("/**").trim_end_matches('/'));
            for glob in [place.as_str(), &format!("{place}/**")] {
                let glob = GlobBuilder::new(glob)
                    .literal_separator(true)
                    .case_insensitive(cfg!(windows))
                    .build();
                globs.add(glob.map_err(wrong)?);
            }
            reasons.push(reason.to_owned());
        }
        let globs = globs.build().map_err(|err| (0, err.kind().to_string()))?;
        Ok(Self { globs, reasons })
    }

    /// Why this path is in the set; the first place named wins.
    pub fn reason(&self, path: &Path) -> Option<&str> {
        let place = *self.globs.matches(path).first()? / 2;
        self.reasons.get(place).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_paths_are_in_a_place() {
        #[track_caller]
        fn check(glob: &str, path: &str, expected: bool) {
            let places = Places::new([(glob, "why")]).unwrap();
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
        let (at, why) = Places::new([("ok", ""), ("a[b", "")]).err().unwrap();
        assert_eq!(
            (at, why.as_str()),
            (1, "`a[b` is not a glob: unclosed character class; missing ']'")
        );
    }
}
