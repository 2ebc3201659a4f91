//! Which documents of a run hold certain tokens.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Error, Result, RunId, State};
use crate::finding::Token;

/// A document that holds a token, and the rule that found it there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    pub path: PathBuf,
    pub inner: Vec<String>,
    pub rule: String,
    pub token: Token,
}

impl State {
    /// Those of `wanted` that the rules of `rules` found. The run's names must be settled.
    pub fn holding(&self, run: RunId, rules: &BTreeSet<&str>, wanted: &BTreeSet<Token>) -> Result<BTreeSet<Holding>> {
        let mut found = BTreeSet::new();
        self.each_file(run, |file| {
            let mut n = 0;
            file.each_document(|facts| {
                for finding in facts
                    .findings
                    .iter()
                    .filter(|finding| rules.contains(finding.rule.as_str()))
                {
                    let tokens = file.tokens(n, &finding.rule)?;
                    found.extend(
                        tokens
                            .into_iter()
                            .filter(|token| wanted.contains(token))
                            .map(|token| Holding {
                                path: file.entry.path.clone(),
                                inner: facts.inner.clone(),
                                rule: finding.rule.clone(),
                                token,
                            }),
                    );
                }
                n += 1;
                Ok::<(), Error>(())
            })
        })?;
        Ok(found)
    }
}
