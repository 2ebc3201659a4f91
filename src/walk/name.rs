//! How Windows writes a path: for people, for the system, and to tell whether two are one. Elsewhere it is the path.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf, Prefix};

/// A canonical path as people write it: without the `\\?\` of Windows.
pub fn plain(path: &Path) -> PathBuf {
    let mut steps = path.components();
    let Some(Component::Prefix(prefix)) = steps.next() else {
        return path.to_owned();
    };
    let mut plain = match prefix.kind() {
        Prefix::VerbatimDisk(letter) => OsString::from(format!("{}:", char::from(letter))),
        Prefix::VerbatimUNC(server, share) => {
            let mut root = OsString::from(r"\\");
            root.push(server);
            root.push(r"\");
            root.push(share);
            root
        }
        _ => return path.to_owned(),
    };
    plain.push(steps.as_path());
    PathBuf::from(plain)
}

/// An absolute path as the system takes it to the letter: longer than 260 letters, with an end of dots or spaces, or
/// with the name of a device.
#[cfg(windows)]
pub fn exact(path: &Path) -> PathBuf {
    let mut steps = path.components();
    let Some(Component::Prefix(prefix)) = steps.next() else {
        return path.to_owned();
    };
    let mut exact = OsString::from(r"\\?\");
    match prefix.kind() {
        Prefix::Disk(_) => exact.push(prefix.as_os_str()),
        Prefix::UNC(server, share) => {
            exact.push(r"UNC\");
            exact.push(server);
            exact.push(r"\");
            exact.push(share);
        }
        _ => return path.to_owned(),
    }
    exact.push(steps.as_path());
    PathBuf::from(exact)
}

/// Equal for names of one file, as far as names tell.
pub fn key(path: &Path) -> OsString {
    match cfg!(windows) {
        true => plain(path).to_string_lossy().to_lowercase().into(),
        false => path.as_os_str().to_owned(),
    }
}

#[cfg(all(test, windows))]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_and_regain_their_verbatim_form() {
        #[track_caller]
        fn check(verbatim: &str, shown: &str) {
            assert_eq!(plain(Path::new(verbatim)).as_os_str(), shown);
            assert_eq!(exact(Path::new(shown)).as_os_str(), verbatim);
        }
        check(r"\\?\C:\", r"C:\");
        check(r"\\?\C:\Users\an\lijst. ", r"C:\Users\an\lijst. ");
        check(r"\\?\UNC\fs01\hr\nul.txt", r"\\fs01\hr\nul.txt");
        assert_eq!(plain(Path::new(r"D:\a")), Path::new(r"D:\a"));
        assert_eq!(exact(Path::new(r"\\?\C:\a")), Path::new(r"\\?\C:\a"));
    }

    #[test]
    fn names_of_one_file_have_one_key() {
        assert_eq!(key(Path::new(r"\\?\C:\Users\An\É")), key(Path::new(r"c:\users\an\é")));
        assert_ne!(key(Path::new(r"C:\a")), key(Path::new(r"D:\a")));
    }
}
