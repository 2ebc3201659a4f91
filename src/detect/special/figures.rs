//! Turns of phrase in which a term means something else: "verslaafd aan chocolade", "condamné à réussir".

use std::ops::Range;

use serde::Deserialize;

use super::wordlist::{WordPatterns, words};
use crate::detect::around::{around, range_of};
use crate::detect::names::folded;

/// Bytes around a term in which the other words of a phrase stand.
const REACH: usize = 80;
/// Words between the two parts of a phrase.
const BETWEEN: usize = 3;

/// Where a word stands, and the word, folded.
type Word = (Range<usize>, String);

/// Turns of phrase, and what may stand between their parts besides the words that do everywhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    between: WordPatterns,
    phrases: Vec<Figure>,
}

/// Phrases of two parts, each of the first before each of the last; without last ones the first stand alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    first: Vec<Phrase>,
    #[serde(default)]
    last: Vec<Phrase>,
}

/// Folded words in a row; `word*` stands for all that begin so.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
struct Phrase(Vec<String>);

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self(text.split(' ').map(str::to_owned).collect())
    }
}

/// What is asked of a verdict: the words that pronounce one, what stands before the penalty, and penalties.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdicts {
    words: WordPatterns,
    to: WordPatterns,
    penalties: WordPatterns,
}

impl Phrase {
    /// How many of the words from the beginning it is.
    fn at(&self, words: &[Word]) -> Option<usize> {
        let is_same = |(pattern, (_, word)): (&String, &Word)| match pattern.strip_suffix('*') {
            Some(beginning) => word.starts_with(beginning),
            None => word == pattern,
        };
        (words.len() >= self.0.len() && self.0.iter().zip(words).all(is_same)).then_some(self.0.len())
    }
}

impl Figures {
    /// One of the phrases holds the term, or a part of it.
    pub fn hold(&self, fillers: &WordPatterns, buf: &str, span: &Range<usize>) -> bool {
        let near = words(&buf[around(buf, span, REACH)]);
        let around: Vec<Word> = near.map(|word| (range_of(buf, word), folded(word))).collect();
        let is_between = |word: &str| fillers.has(word) || self.between.has(word);
        let holds = |from: usize, to: usize| around[from].0.start < span.end && around[to - 1].0.end > span.start;
        let said = |figure: &Figure, from: usize| {
            let first = figure.first.iter().filter_map(|phrase| phrase.at(&around[from..]));
            let mut ends = first.map(|len| from + len);
            ends.any(|end| match figure.last.as_slice() {
                [] => holds(from, end),
                last => end_behind(last, is_between, &around, end).is_some_and(|end| holds(from, end)),
            })
        };
        let mut from = 0..around.len();
        from.any(|from| self.phrases.iter().any(|figure| said(figure, from)))
    }
}

/// Where the last part of a phrase ends whose first part ends at `end`.
fn end_behind(last: &[Phrase], is_between: impl Fn(&str) -> bool, around: &[Word], end: usize) -> Option<usize> {
    for at in end..around.len().min(end + BETWEEN + 1) {
        if let Some(len) = last.iter().find_map(|phrase| phrase.at(&around[at..])) {
            return Some(at + len);
        }
        if !is_between(&around[at].1) {
            return None;
        }
    }
    None
}

impl Verdicts {
    /// "veroordeeld tot samenwerken": a verdict to something that is no penalty. A place is one: "condamné à Mons".
    pub fn is_no_penalty(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        if !words(&buf[span.clone()]).any(|word| self.words.has(word)) {
            return false;
        }
        let behind = &buf[span.end..sentence.end.max(span.end)];
        let mut rest = words(behind).peekable();
        let ends_so = words(&buf[span.clone()])
            .next_back()
            .is_some_and(|word| self.to.has(word));
        if !ends_so && rest.next_if(|word| self.to.has(word)).is_none() {
            return false;
        }
        let is_place = |word: &&str| word.starts_with(char::is_uppercase);
        let is_penalty = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || self.penalties.has(word);
        rest.peek().is_some_and(|word| !is_place(word)) && !rest.any(is_penalty)
    }
}
