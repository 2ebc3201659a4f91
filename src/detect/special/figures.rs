//! Turns of phrase in which a term means something else: "verslaafd aan chocolade", "condamné à réussir".

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::wordlist::{WordPatterns, words};
use crate::detect::around::{around, offset_of, range_of};
use crate::detect::names::folded;

/// Bytes around a term in which the other words of a phrase stand.
const REACH: usize = 80;
/// Words between the two parts of a phrase.
const BETWEEN: usize = 3;

/// Turns of phrase, and what may stand between their parts besides the words that do everywhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Listed")]
pub struct Figures {
    between: WordPatterns,
    phrases: Vec<Figure>,
    /// The words that one of them begins with, and the numbers of those phrases: few places of a text begin one.
    openers: HashMap<String, Vec<usize>>,
    /// The same for beginnings of words.
    open: Vec<(String, usize)>,
    /// All of both, to tell most words from them by their first letters.
    first_words: WordPatterns,
}

/// The phrases as they are listed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    between: WordPatterns,
    phrases: Vec<Figure>,
}

impl From<Listed> for Figures {
    fn from(Listed { between, phrases }: Listed) -> Self {
        let firsts = || {
            (0..)
                .zip(&phrases)
                .flat_map(|(n, figure)| figure.first_words().map(move |word| (word, n)))
        };
        let mut openers = HashMap::<String, Vec<usize>>::new();
        for (word, n) in firsts().filter(|(word, _)| !word.ends_with('*')) {
            openers.entry(word.to_owned()).or_default().push(n);
        }
        let open = firsts().filter_map(|(word, n)| Some((word.strip_suffix('*')?.to_owned(), n)));
        let all: Vec<String> = firsts().map(|(word, _)| word.to_owned()).collect();
        Self {
            open: open.collect(),
            first_words: WordPatterns::new(&all),
            openers,
            between,
            phrases,
        }
    }
}

/// Phrases of two parts, each of the first before each of the last; without last ones the first stand alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    first: Vec<Phrase>,
    #[serde(default)]
    last: Vec<Phrase>,
}

impl Figure {
    fn first_words(&self) -> impl Iterator<Item = &str> {
        self.first.iter().map(|phrase| phrase.0[0].as_str())
    }
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
    /// How many of the folded words from the beginning it is.
    fn at(&self, words: &[String]) -> Option<usize> {
        let is_same = |(pattern, word): (&String, &String)| match pattern.strip_suffix('*') {
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
        let mut openers = near.clone().filter(|word| self.first_words.has(word));
        let Some(opener) = openers.next() else { return false };
        // No phrase begins before, and none that holds the term behind it.
        let begins = |word: &&str| offset_of(buf, word) < offset_of(buf, opener);
        let near: Vec<&str> = near.skip_while(begins).collect();
        let around: Vec<String> = near.iter().map(|word| folded(word)).collect();
        let is_between = |word: &str| fillers.has(word) || self.between.has(word);
        let holds = |from: usize, to: usize| {
            offset_of(buf, near[from]) < span.end && range_of(buf, near[to - 1]).end > span.start
        };
        let said = |figure: &Figure, from: usize| {
            let first = figure.first.iter().filter_map(|phrase| phrase.at(&around[from..]));
            let mut ends = first.map(|len| from + len);
            ends.any(|end| match figure.last.as_slice() {
                [] => holds(from, end),
                last => end_behind(last, is_between, &around, end).is_some_and(|end| holds(from, end)),
            })
        };
        let mut from = 0..near.len();
        from.any(|from| self.begun_by(&around[from]).any(|figure| said(figure, from)))
    }

    /// The turns of phrase that begin with a folded word.
    fn begun_by(&self, word: &str) -> impl Iterator<Item = &Figure> {
        let whole = self.openers.get(word).into_iter().flatten();
        let open = self
            .open
            .iter()
            .filter(move |(beginning, _)| word.starts_with(beginning.as_str()));
        let numbers = whole.chain(open.map(|(_, n)| n));
        numbers.map(|&n| &self.phrases[n])
    }
}

/// Where the last part of a phrase ends whose first part ends at `end`.
fn end_behind(last: &[Phrase], is_between: impl Fn(&str) -> bool, around: &[String], end: usize) -> Option<usize> {
    for at in end..around.len().min(end + BETWEEN + 1) {
        if let Some(len) = last.iter().find_map(|phrase| phrase.at(&around[at..])) {
            return Some(at + len);
        }
        if !is_between(&around[at]) {
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
