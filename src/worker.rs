//! Worker processes: untrusted documents are parsed there and nowhere else, each document at the cost of itself.
//!
//! A worker is this program again, with the hidden subcommand `__worker`. It is limited and sandboxed
//! ([`sandbox`]), gets one opened file at a time over its standard input, and answers with masked facts. A panic, an
//! abort, a stack overflow, an endless loop or a bomb ends that process; [`Worker::read`] tries the document once
//! more in a fresh one, and blames it only when it dies there too.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::extract;

mod alone;
mod blame;
mod client;
#[cfg(feature = "test-hooks")]
#[allow(clippy::disallowed_methods, reason = "it tries what the sandbox must deny")]
mod hooks;
mod limits;
mod line;
pub mod ocr;
mod pace;
mod protocol;
mod reading;
pub mod sandbox;
mod serve;
#[allow(clippy::disallowed_methods, reason = "the system calls that differ between systems")]
pub mod sys;

#[cfg(feature = "test-hooks")]
pub use hooks::{FORMAT as TEST_BOX, limits as test_limits, patience as test_patience};

pub use alone::read_alone;
pub use client::{Answer, Worker};
pub(crate) use pace::Pace;
pub use serve::serve;

/// The hidden subcommand that makes this program a worker.
pub const SUBCOMMAND: &str = "__worker";

/// The exit code of a worker that could not go about its work, for no fault of a document. Not 1, with which other
/// processes end one on Windows.
const UNREADY: u8 = 2;

/// What every worker is told at its start, over the channel: never in arguments or the environment, for the key.
#[derive(Clone, Serialize, Deserialize)]
pub struct Config {
    /// The token key.
    pub key: [u8; 32],
    pub limits: extract::Limits,
    /// The day of the run: every worker judges ages and dates by the same one.
    pub today: jiff::civil::Date,
    /// Rule files besides the built-in ones: name and text.
    #[serde(default)]
    pub rules: Vec<(String, String)>,
    /// Values of one's own organisation, by rule family, which are no findings.
    #[serde(default)]
    pub own_values: Vec<(String, String)>,
    /// What reads pictures; none: they stay unread.
    #[serde(default)]
    pub ocr: Option<ocr::Tesseract>,
    /// How much of the time is worked, in percent; none: all of it.
    #[serde(default)]
    pub pace: Option<u32>,
    /// The program to start; none: this one.
    #[serde(skip)]
    pub program: Option<PathBuf>,
}

impl Config {
    pub fn new(key: [u8; 32], limits: extract::Limits, today: jiff::civil::Date) -> Self {
        Self {
            key,
            limits,
            today,
            rules: Vec::new(),
            own_values: Vec::new(),
            ocr: None,
            pace: None,
            program: None,
        }
    }

    /// What one document may take altogether. A pace may stretch what it may take of the processor, and all its
    /// pictures together have a time of their own.
    fn most_time(&self) -> Duration {
        let stretched = self
            .pace
            .map_or(0, |percent| self.limits.cpu_seconds * 100 / percent.max(1));
        let pictures = self.ocr.as_ref().map_or(Duration::ZERO, |_| extract::RECOGNISING);
        Duration::from_secs((self.limits.total_seconds + stretched).into()) + pictures
    }

    /// What the facts depend on besides a file's bytes: under another digest a file is read again. The day is left
    /// out: that somebody came of age is no reason to read every file again.
    pub fn digest(&self, rules: &str) -> Vec<u8> {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        let limits = serde_json::to_vec(&self.limits).expect("limits are numbers");
        let own_values = serde_json::to_vec(&self.own_values).expect("own values are texts");
        let ocr = serde_json::to_vec(&self.ocr).expect("what is installed is texts");
        for part in [
            env!("CARGO_PKG_VERSION").as_bytes(),
            &[crate::central::VERSION],
            rules.as_bytes(),
            &limits,
            &own_values,
            &ocr,
        ] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        hasher.finalize().as_bytes()[..16].to_vec()
    }
}
