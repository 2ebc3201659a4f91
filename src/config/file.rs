//! Reading a configuration or policy file, and saying where in it something is wrong.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::language::told;

/// No file written by hand is longer.
const LONGEST: u64 = 1 << 20;

/// A mistake, for the person who can mend it: where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A file, a flag or a variable.
    pub origin: String,
    pub line: Option<usize>,
    pub what: String,
    /// Not a mistake: the file was altered, or does not verify.
    pub is_integrity: bool,
}

impl Problem {
    pub fn new(origin: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            origin: origin.into(),
            line: None,
            what: what.into(),
            is_integrity: false,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.origin, self.what),
            None => write!(f, "{}: {}", self.origin, self.what),
        }
    }
}

impl std::error::Error for Problem {}

/// Whether anybody may change the file: then it is not known whose rules these are (RELIABILITY § 3c).
#[cfg(unix)]
fn is_open_to_others(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata()
        .is_ok_and(|facts| facts.is_file() && facts.permissions().mode() & 0o002 != 0)
}

/// A file's list of access rights is not looked at.
#[cfg(not(unix))]
fn is_open_to_others(_file: &File) -> bool {
    false
}

/// A file's text and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub path: PathBuf,
    pub text: String,
}

impl Source {
    pub(crate) fn read(path: &Path) -> Result<Self, Problem> {
        let problem = |what: String| Problem::new(path.display().to_string(), what);
        let mut bytes = Vec::new();
        let io = |err: std::io::Error| problem(crate::language::io(&err));
        let file = File::open(path).map_err(io)?;
        if is_open_to_others(&file) {
            return Err(problem(told!("file-open-to-others")));
        }
        file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > LONGEST {
            return Err(problem(told!("file-too-long")));
        }
        let text = String::from_utf8(bytes).map_err(|_| problem(told!("file-not-utf8")))?;
        Ok(Self {
            path: path.to_owned(),
            // What Windows editors put in front.
            text: text.trim_start_matches('\u{feff}').to_owned(),
        })
    }

    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        toml::from_str(&self.text).map_err(|err| self.problem(err.span(), crate::language::toml(err.message())))
    }

    pub(crate) fn problem(&self, span: Option<Range<usize>>, what: String) -> Problem {
        let before = |span: Range<usize>| self.text.get(..span.start).unwrap_or_default().matches('\n').count();
        Problem {
            origin: self.path.display().to_string(),
            line: span.map(|span| before(span) + 1),
            what,
            is_integrity: false,
        }
    }
}
