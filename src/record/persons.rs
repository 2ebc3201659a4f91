//! How many people the violations of a run concern together, at least.

use rustc_hash::FxHashSet;

use crate::finding::{Confidence, Facts, Token};

/// Each is one person's (law of 8 August 1983 on the National Register), so that different ones are different people.
const NUMBER: &str = "be.national-number";
/// Numbers held in memory (16 bytes each): beyond them nobody is counted any more.
const MOST: usize = 1 << 20;

#[derive(Default)]
pub(super) struct Persons {
    /// The most of one document.
    most: u64,
    numbers: FxHashSet<Token>,
}

impl Persons {
    /// A document that violates the policy, and how to look up the tokens of its values of a rule.
    pub(super) fn add<E>(
        &mut self,
        facts: &Facts,
        tokens: impl FnOnce(&str) -> Result<Vec<Token>, E>,
    ) -> Result<(), E> {
        self.most = self.most.max(facts.subjects);
        let number = facts.findings.iter().find(|finding| finding.rule == NUMBER);
        // Where more are found than people are counted, some of them are none.
        let proven = number.filter(|found| found.confidence >= Confidence::Medium && found.distinct <= facts.subjects);
        if proven.is_some() && self.numbers.len() < MOST {
            self.numbers.extend(tokens(NUMBER)?);
        }
        Ok(())
    }

    pub(super) fn at_least(&self) -> u64 {
        self.most.max(self.numbers.len() as u64)
    }
}
