//! Reading a configuration or policy file, and saying where in it something is wrong.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::given;
use crate::language::{texts, told};

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
        let colon = texts().colon();
        match self.line {
            Some(line) => write!(f, "{}:{line}{colon}{}", self.origin, self.what),
            None => write!(f, "{}{colon}{}", self.origin, self.what),
        }
    }
}

impl std::error::Error for Problem {}

/// A file's text and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub path: PathBuf,
    pub text: String,
}

impl Source {
    /// A file of the administrator or of the one who runs this.
    pub(crate) fn read(path: &Path) -> Result<Self, Problem> {
        Self::of(path, given::open_ours, false)
    }

    /// A file in which a signature says whose it is.
    pub(crate) fn read_signed(path: &Path) -> Result<Self, Problem> {
        Self::of(path, given::open_signed, true)
    }

    /// A signed file that is no text of such a length was altered.
    fn of(path: &Path, open: fn(&Path) -> Result<File, String>, is_signed: bool) -> Result<Self, Problem> {
        let problem = |what: String| Problem::new(path.display().to_string(), what);
        let altered = |what: String| Problem {
            is_integrity: is_signed,
            ..problem(what)
        };
        let mut bytes = Vec::new();
        let file = open(path).map_err(problem)?;
        file.take(LONGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|err| problem(crate::language::io(&err)))?;
        if bytes.len() as u64 > LONGEST {
            return Err(altered(told!("file-too-long")));
        }
        let text = String::from_utf8(bytes).map_err(|_| altered(told!("file-not-utf8")))?;
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
