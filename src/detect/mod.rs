//! From text to findings: one pass over each window, then validators, context, columns and confidence.

use std::ops::Range;

use crate::finding::{Finding, Risk};
use crate::text::Text;

pub mod engine;

/// All rules, compiled once per worker.
pub struct Detector {}

/// What the detector must know besides the rules.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The token key.
    pub key: [u8; 32],
    /// The day of the scan, for ages and impossible dates.
    pub today: jiff::civil::Date,
}

/// Detection state of one document; what needs the whole document is settled in [`Session::facts`].
pub struct Session<'d> {
    #[expect(dead_code, reason = "skeleton")]
    detector: &'d Detector,
}

/// What detection says of a document so far.
pub struct Detected {
    pub findings: Vec<Finding>,
    pub special: Vec<String>,
    pub minors: bool,
    pub subjects: u64,
    pub risk: Risk,
}

impl Detector {
    pub fn session<'d>(&'d self, _settings: &Settings) -> Session<'d> {
        Session { detector: self }
    }
}

impl Session<'_> {
    /// Takes the hits that start in `fresh`; the rest of the window is context.
    pub fn window(&mut self, _text: &Text, _fresh: Range<usize>) {}

    /// What is known now. May be called after any window (a snapshot) and at the end of the document.
    pub fn facts(&self) -> Detected {
        Detected {
            findings: Vec::new(),
            special: Vec::new(),
            minors: false,
            subjects: 0,
            risk: Risk {
                score: 0,
                level: crate::finding::Level::Info,
            },
        }
    }
}
