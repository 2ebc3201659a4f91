//! The examples and counterexamples that rules hold, run through the whole engine.

use std::fmt;

use crate::detect::hit::Hit;
use crate::detect::rule::{Counterexample, Example, line_of};
use crate::detect::special::Worth;
use crate::detect::{Detector, Settings};
use crate::language::told;
use crate::text::Text;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub rule: String,
    /// The rule's file and the example's line.
    pub file: String,
    pub line: usize,
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.reason)
    }
}

impl Detector {
    /// What a rule finds in a text, in order and as it stands there. For examples only: it hands out raw values.
    fn found_in(&self, text: &str, rule: &str, settings: &Settings) -> Vec<String> {
        let text = Text::of_lines(text);
        let fresh = 0..text.buf.len();
        let mut session = self.session(settings);
        let hits = session.hits(&text, &fresh);
        let low = self.scale.confidence.low;
        let is_rule = |at: u16| self.rule(at).id() == rule;
        let terms = session.special_terms(&text, &hits, &fresh);
        let spans = hits
            .iter()
            .filter(|hit| is_rule(hit.rule) && hit.points.sum() >= low)
            .map(Hit::span);
        let terms = terms
            .iter()
            .filter(|term| is_rule(term.rule) && term.worth != Worth::Elsewhere);
        let spans = spans.chain(terms.map(|term| term.span.start as usize..term.span.end as usize));
        session.note_cues(&text, &hits, &fresh);
        let cues = (0_u16..).take(self.rules.len()).filter(|&at| is_rule(at));
        let spans = spans.chain(cues.filter_map(|at| session.first_cue(at)));
        spans.map(|span| text.buf[span].to_owned()).collect()
    }

    /// Runs every example and counterexample through the whole engine.
    pub fn check(&self) -> Vec<Failure> {
        let settings = Settings::new([0; 32], jiff::civil::date(2026, 11, 22));
        let mut failures = Vec::new();
        for rule in &self.rules {
            let failed = |list: &str, n: usize, reason: String| Failure {
                rule: rule.id().to_owned(),
                file: rule.name.clone(),
                line: line_of(&rule.source, &format!("{list}.{n}.text")),
                reason,
            };
            for (n, Example { text, finds }) in rule.file.examples.iter().enumerate() {
                let found = self.found_in(text, rule.id(), &settings);
                if found != *finds {
                    let (found, finds) = (format!("{found:?}"), format!("{finds:?}"));
                    let reason = told!("rule-example-wrong", text = text, found = found, finds = finds);
                    failures.push(failed("example", n, reason));
                }
            }
            for (n, Counterexample { text, why }) in rule.file.counterexamples.iter().enumerate() {
                let found = self.found_in(text, rule.id(), &settings);
                if !found.is_empty() {
                    let found = format!("{found:?}");
                    let reason = told!("rule-counterexample-wrong", text = text, why = why, found = found);
                    failures.push(failed("counterexample", n, reason));
                }
            }
        }
        failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_every_rule_holds() {
        let failures = Detector::embedded().unwrap().check();
        assert!(failures.is_empty(), "{failures:#?}");
    }
}
