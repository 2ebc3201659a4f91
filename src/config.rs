//! One resolved configuration, with where each value came from: flag > environment > machine > user > default.
//!
//! Configuration files come from fixed places or the command line, never from inside a scanned tree: a folder must
//! not be able to say how it is scanned.

mod environment;
pub(crate) mod file;
mod keys;
mod resolve;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

pub use environment::Environment;
pub use file::Problem;
pub(crate) use value::moment;

use crate::finding::Level;
use crate::language::{Lang, told};
use crate::report::{Format, Recipient};
use crate::subject::Kind;

/// What the command line gave; its values are read by the same code as those of files and variables.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub config: Option<PathBuf>,
    pub policy: Option<PathBuf>,
    pub rules: Vec<PathBuf>,
    pub format: Option<String>,
    pub output: Vec<PathBuf>,
    pub detail: Option<String>,
    pub encrypt_to: Vec<String>,
    pub identity: Vec<PathBuf>,
    pub devices: Option<PathBuf>,
    pub notice: Option<PathBuf>,
    pub aware: Option<String>,
    pub scan: Vec<PathBuf>,
    pub kind: Option<String>,
    pub received: Option<String>,
    pub lang: Option<String>,
    pub jobs: Option<String>,
    pub gentle: bool,
    pub exclude: Vec<String>,
    pub ocr: bool,
    pub max_file_size: Option<String>,
    pub time_limit: Option<String>,
    pub full: bool,
    pub since_last: bool,
    pub resume: bool,
    pub quiet: bool,
    pub verbose: bool,
    pub all: bool,
    pub central_index: Option<PathBuf>,
    pub fail_on: Option<String>,
    pub require_complete: bool,
    pub color: Option<String>,
    pub progress: Option<String>,
    pub state_dir: Option<PathBuf>,
    pub key_file: Option<PathBuf>,
    pub signing_key: Option<PathBuf>,
    pub reason: Option<String>,
    pub approver: Option<String>,
    pub until: Option<String>,
    pub coverage: Option<String>,
    pub audit: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    #[default]
    Counts,
    Values,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    Auto,
    Bar,
    Json,
    None,
}

/// Where a value came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    #[default]
    Default,
    User(PathBuf),
    Machine(PathBuf),
    Variable(String),
    Flag(String),
}

/// Everything resolved. What is `None` was not said, and the command decides.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The user's file that was read.
    pub config: Option<PathBuf>,
    pub policy: Option<PathBuf>,
    /// Files and folders with rules besides the built-in ones.
    pub rules: Vec<PathBuf>,
    pub format: Option<Format>,
    pub output: Vec<PathBuf>,
    pub detail: Detail,
    /// Whom reports are encrypted to.
    pub encrypt_to: Vec<Recipient>,
    /// Files with the keys that open encrypted reports.
    pub identity: Vec<PathBuf>,
    /// The list of devices, for reports over many machines.
    pub devices: Option<PathBuf>,
    /// The folder that a report writes a notice in.
    pub notice: Option<PathBuf>,
    /// When the organisation became aware, which its 72 hours run from.
    pub aware: Option<Timestamp>,
    /// Where a person is looked for, instead of in stored runs.
    pub scan: Vec<PathBuf>,
    /// What a person is looked for by.
    pub kind: Option<Kind>,
    /// The day on which a person's request came in.
    pub received: Option<Date>,
    pub lang: Option<Lang>,
    pub jobs: Option<NonZeroU16>,
    pub gentle: bool,
    pub exclude: Vec<String>,
    /// Read pictures with an installed tesseract.
    pub ocr: bool,
    /// Bytes.
    pub max_file_size: Option<u64>,
    pub time_limit: Option<Duration>,
    pub full: bool,
    /// Said by somebody; never together with `full`.
    pub since_last: bool,
    pub resume: bool,
    pub quiet: bool,
    pub verbose: bool,
    /// Write every document, also those with nothing to say.
    pub all: bool,
    /// The index of the central storage.
    pub central_index: Option<PathBuf>,
    pub fail_on: Option<Level>,
    pub require_complete: bool,
    pub color: Color,
    pub progress: Progress,
    /// Always there once resolved.
    pub state_dir: PathBuf,
    pub key_file: Option<PathBuf>,
    /// An approver's private key, that exceptions are signed with.
    pub signing_key: Option<PathBuf>,
    /// Of an exception, or of the request for one.
    pub reason: Option<String>,
    pub approver: Option<String>,
    /// The last day that an exception counts.
    pub until: Option<Date>,
    /// The run of which it is told what was not read.
    pub coverage: Option<String>,
    /// Verify the log instead of looking at the machine.
    pub audit: bool,
    /// What does not stop a command, but should be said.
    pub warnings: Vec<Problem>,
    origins: BTreeMap<&'static str, Origin>,
}

/// One line of `config show`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub key: &'static str,
    pub value: String,
    pub origin: Origin,
}

/// A path of a file of the organisation, where `~/` is the home of the one who runs this. An error is for people.
pub(crate) fn in_home(path: &Path) -> Result<PathBuf, String> {
    value::in_home(path, environment::home().as_deref())
}

/// What is wrong with the settings and locks of a policy, wherever it lies: on a machine they count in its own place.
pub fn settings_problems(policy: &Path) -> Vec<Problem> {
    resolve::settings_problems(policy)
}

impl Config {
    pub fn resolve(flags: &Flags, environment: &Environment) -> Result<Self, Vec<Problem>> {
        resolve::resolve(flags, environment)
    }

    /// Every key, its value and where that came from.
    pub fn rows(&self) -> Vec<Row> {
        let row = |key: &keys::Key| Row {
            key: key.name,
            value: (key.show)(self),
            origin: self.origins.get(key.name).cloned().unwrap_or_default(),
        };
        keys::KEYS.iter().map(row).collect()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str(&told!("origin-default")),
            Self::User(path) | Self::Machine(path) => write!(f, "{}", path.display()),
            Self::Variable(name) | Self::Flag(name) => f.write_str(name),
        }
    }
}
