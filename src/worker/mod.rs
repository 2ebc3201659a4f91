//! Worker processes: untrusted documents are parsed there and nowhere else, each document at the cost of itself.
//!
//! A worker is this program again, with the hidden subcommand `__worker`. It is limited ([`limits`]) and sandboxed
//! ([`sandbox`]), gets one opened file at a time over its standard input, and answers with masked facts. A panic, an
//! abort, a stack overflow, an endless loop or a bomb ends that process; [`Worker::read`] tries the document once
//! more in a fresh one, and blames it only when it dies there too.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::extract;

mod blame;
mod client;
#[cfg(feature = "test-hooks")]
mod hooks;
mod limits;
mod line;
mod protocol;
mod reading;
pub mod sandbox;
mod serve;
pub mod sys;

#[cfg(feature = "test-hooks")]
pub use hooks::FORMAT as TEST_BOX;

pub use client::{Answer, Worker};
pub use serve::serve;

/// The hidden subcommand that makes this program a worker.
pub const SUBCOMMAND: &str = "__worker";

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
    /// The program to start; none: this one.
    #[serde(skip)]
    pub program: Option<PathBuf>,
}
