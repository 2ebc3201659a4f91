//! What one rule costs on a text: for who writes rules.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::rule::Rule;
use super::{Detector, Settings};
use crate::text::Text;

/// A measurement is repeated for so long: the fastest round is the one that nothing else disturbed.
const ROUNDS: Duration = Duration::from_millis(20);

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
        let text = Text::of_lines(text);
        let all = 0..text.buf.len();
        let begun = Instant::now();
        let mut fastest = Duration::MAX;
        while fastest == Duration::MAX || begun.elapsed() < ROUNDS {
            let mut session = detector.session(settings);
            let round = Instant::now();
            session.window(&text, all.clone());
            fastest = fastest.min(round.elapsed());
        }
        let mut session = detector.session(settings);
        session.prove(&text, &all);
        let n_tried = session.finds.found.len();
        // Words are no spans that a validator judges.
        let n_hits = session.hits(&text, &all).len();
        let mut session = detector.session(settings);
        session.window(&text, all.clone());
        let findings = session.facts().findings;
        let ns = fastest.as_nanos() * 1024 / all.len().max(1) as u128;
        Ok(Self {
            rule: rule.id().to_owned(),
            bytes: all.len(),
            ns_per_kb: u64::try_from(ns).unwrap_or(u64::MAX),
            candidates: n_tried.max(n_hits),
            findings: findings.iter().map(|finding| finding.count).sum(),
        })
    }
}
