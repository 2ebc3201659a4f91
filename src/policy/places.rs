//! Places named by globs, each with the reason it is named.

use std::path::{Path, PathBuf};

use crate::language::told;
use crate::walk::{Exclusion, Exclusions};

/// A set of places. What lies below a named folder is in it too.
#[derive(Clone, Debug, Default)]
pub struct Places(Exclusions);

impl Places {
    /// Globs as [`Exclusion`] says. The error says which glob is wrong, by its position, and how.
    pub fn new(places: &[Exclusion]) -> Result<Self, (usize, String)> {
        for (at, place) in places.iter().enumerate() {
            let wrong = |err: globset::Error| (at, told!("glob-wrong", glob = place.glob, why = err.kind()));
            Exclusions::new(std::slice::from_ref(place)).map_err(wrong)?;
        }
        Exclusions::new(places)
            .map(Self)
            .map_err(|err| (0, err.kind().to_string()))
    }

    /// What is said of a glob that names no place: the files in it may lie anywhere and be called anything.
    pub fn too_wide(&self, glob: &str) -> Option<String> {
        // One policy serves machines of both systems: `/*` is everything on the other one.
        let roots = if cfg!(windows) { &["C:\\", "/"][..] } else { &["/"] };
        roots.iter().find_map(|root| self.too_wide_below(Path::new(root), glob))
    }

    fn too_wide_below(&self, root: &Path, glob: &str) -> Option<String> {
        // Names that no glob is about by their letters, of two lengths: of one glob of so many `?` only one is.
        let named = |names: [&str; 3]| names.iter().fold(root.to_owned(), |path, name| path.join(name));
        let path = named(["\u{e000}", "\u{e001}", "\u{e002}"]);
        let longer = named(["\u{e000}\u{e001}", "\u{e001}\u{e002}", "\u{e002}\u{e000}"]);
        let holds = |ending: &str| self.reason(&longer.with_extension(ending)).is_some();
        match () {
            () if self.reason(&path).is_some() && self.reason(&longer).is_some() => {
                Some(told!("glob-everything", glob = glob))
            }
            // Endings of no format, as long as those of documents.
            () if holds("qzx") && holds("qzxj") => Some(told!("glob-every-ending", glob = glob)),
            () => None,
        }
    }

    /// Asks for the paths of a walk, which come folder by folder.
    pub fn in_walk(&self) -> InWalk<'_> {
        InWalk {
            places: self,
            folder: PathBuf::new(),
            inside: false,
        }
    }

    /// Why this path is in the set, or the nearest folder around it that is.
    pub fn reason(&self, path: &Path) -> Option<&str> {
        self.0.reason_around(path)
    }
}

/// Remembers what was said of the folder it is in.
pub struct InWalk<'p> {
    places: &'p Places,
    folder: PathBuf,
    inside: bool,
}

impl InWalk<'_> {
    pub fn holds(&mut self, path: &Path) -> bool {
        if self.places.0.is_empty() {
            return false;
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        if self.folder != folder {
            self.folder = folder.to_owned();
            self.inside = self.places.reason(folder).is_some();
        }
        self.inside || self.places.0.reason(path).is_some()
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
            assert_eq!(places.in_walk().holds(Path::new(path)), expected, "{glob} {path}");
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
    fn a_glob_that_names_no_place_names_everything() {
        #[track_caller]
        fn check(glob: &str, expected: bool) {
            let places = Places::new(&[place(glob)]).unwrap();
            let told = places.too_wide(glob);
            assert_eq!(told.is_some(), expected, "{glob}");
            // Not of every file where one without an ending is left.
            let is_of_endings = glob.contains('.');
            let says_so = told.is_none_or(|told| told.contains("an ending") == is_of_endings);
            assert!(says_so, "{glob}");
        }
        for glob in ["**", "*", "/", "/**", "**/*", "?*", "/*", "{a,*}", "[!a]*"] {
            check(glob, true);
        }
        for glob in ["*.*", "**/*.*", "?*.?*", "*.[a-z]*", "/**/*.*", "*.{???,????}"] {
            check(glob, true);
        }
        for glob in [
            "/home/**",
            "**/games",
            "*.iso",
            "*.tmp",
            "*.{tmp,bak}",
            "~$*.docx",
            "*.???",
            "???",
            "/srv/*.*",
            "mail/*.*",
            ".*",
            "a*",
            "/home/*/games",
            "/srv/*",
            "**/x/*",
        ] {
            check(glob, false);
        }
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
