//! Files of programmers and programs, told by their names: source code, lock files, logs.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::detect::names::WordSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    endings: WordSet<String>,
    names: WordSet<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/technical.toml")).expect("the embedded names are checked by a test")
});

/// Whether a document of this name is source code or a lock file.
pub fn is_technical(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    NAMES.names.contains(&name) || ending.is_some_and(|ending| NAMES.endings.contains(ending))
}

/// Whether a document of this name is a log, also one that was put away: "server.log.1".
pub fn is_log(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    kept.rsplit_once('.')
        .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("log"))
}

/// Counts the lines of a log, in whatever pieces it comes.
#[derive(Default)]
pub struct LogLines {
    n: u64,
    n_numeric: u64,
    /// Of the line that has not ended yet.
    n_digits: u64,
    n_letters: u64,
}

impl LogLines {
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => self.end_line(),
                b'0'..=b'9' => self.n_digits += 1,
                b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => self.n_letters += 1,
                _ => {}
            }
        }
    }

    fn end_line(&mut self) {
        if self.n_digits + self.n_letters > 0 {
            self.n += 1;
            self.n_numeric += u64::from(self.n_digits > self.n_letters);
        }
        (self.n_digits, self.n_letters) = (0, 0);
    }

    /// More than half of its lines have more digits than letters.
    pub fn is_numeric(&self) -> bool {
        let last = u64::from(self.n_digits > self.n_letters);
        let n = self.n + u64::from(self.n_digits + self.n_letters > 0);
        2 * (self.n_numeric + last) > n
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_code_is_told_by_its_name() {
        #[track_caller]
        fn check(name: &str, expected: bool) {
            assert_eq!(is_technical(name), expected, "{name}");
        }
        check("main.rs", true);
        check("web/package-lock.json", true);
        check("Makefile", true);
        check("LIB.PY", true);
        check("klanten.json", false);
        check("export.sql", false);
        check("python", false);
        check("verslag.docx", false);
    }

    #[test]
    fn logs_are_told_by_their_names() {
        #[track_caller]
        fn check(name: &str, expected: bool) {
            assert_eq!(is_log(name), expected, "{name}");
        }
        check("server.LOG", true);
        check("var/access.log.12", true);
        check("access.log-2026-11-28", true);
        check("catalog", false);
        check("logboek.txt", false);
    }

    #[test]
    fn lines_of_a_log_are_counted_in_any_pieces() {
        let text = b"1764330000 85 12.5\nerror at line 3\n\n12;13;14\n99";
        for cut in 0..text.len() {
            let mut log = LogLines::default();
            log.add(&text[..cut]);
            log.add(&text[cut..]);
            assert_eq!((log.n, log.n_numeric, log.is_numeric()), (3, 2, true), "{cut}");
        }
        let mut log = LogLines::default();
        log.add(b"GET /index.html 200\nPOST /login 302\n1 2 3\n");
        assert!(!log.is_numeric());
    }
}
