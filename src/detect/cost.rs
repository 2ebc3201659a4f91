//! What one rule costs on a text: for who writes rules.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::rule::Rule;
use super::{Detector, Settings};
use crate::text::Text;

/// A measurement is repeated for so long: the fastest round is the one that nothing else disturbed.
const ROUNDS: Duration = Duration::from_millis(20);

/// A text is measured at this length at least.
const LENGTH: usize = 16 << 10;

/// A rule alone, with the pass over the text that all rules share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cost {
    pub rule: String,
    /// Of the text.
    pub bytes: usize,
    pub ns_per_kb: u64,
    /// Spans that the rule was tried at.
    pub candidates: usize,
    /// What is left of them.
    pub findings: u64,
}

impl Cost {
    pub fn measure(rule: &Rule, text: &str, settings: &Settings) -> anyhow::Result<Self> {
        let detector = Detector::alone(rule)?;
        let ns_per_kb = fastest(&detector, text, settings);
        let text = Text::of_lines(text);
        let all = 0..text.buf.len();
        let mut session = detector.session(settings);
        session.prove(&text, &all);
        let n_tried = session.finds.found.len();
        // Words are no spans that a validator judges.
        let n_hits = session.hits(&text, &all).len();
        let mut session = detector.session(settings);
        session.window(&text, all.clone());
        let findings = session.facts().findings;
        Ok(Self {
            rule: rule.id().to_owned(),
            bytes: all.len(),
            ns_per_kb,
            candidates: n_tried.max(n_hits),
            findings: findings.iter().map(|finding| finding.count).sum(),
        })
    }
}

/// Of a short text the beginning of a document would be measured, and not the text: it is taken several times.
fn fastest(detector: &Detector, text: &str, settings: &Settings) -> u64 {
    let times = LENGTH.div_ceil(text.len().max(1));
    let text = Text::of_lines(&vec![text; times].join("\n"));
    let all = 0..text.buf.len();
    let round = || {
        let mut session = detector.session(settings);
        let begun = Instant::now();
        session.window(&text, all.clone());
        begun.elapsed()
    };
    // The first one also makes what all later ones use.
    let _made = round();
    let begun = Instant::now();
    let mut fastest = round();
    while begun.elapsed() < ROUNDS {
        fastest = fastest.min(round());
    }
    let ns = fastest.as_nanos() * 1024 / all.len().max(1) as u128;
    u64::try_from(ns).unwrap_or(u64::MAX)
}
