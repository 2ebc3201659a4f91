//! Turns of phrase in which a term means something else: "verslaafd aan chocolade", "condamné à réussir".

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::wordlist::{WordPatterns, words};
use crate::detect::around::{around, offset_of, range_of};
use crate::detect::names::with_folded;
use crate::detect::split::Words;

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
    /// What is left of some words behind it, if they begin with it, and where it ends in their text.
    fn behind<'t>(&self, buf: &str, mut words: Words<'t>) -> Option<(usize, Words<'t>)> {
        let mut end = 0;
        for pattern in &self.0 {
            let word = words.next()?;
            let is_same = with_folded(word, |word| match pattern.strip_suffix('*') {
                Some(beginning) => word.starts_with(beginning),
                None => word == pattern,
            });
            if !is_same {
                return None;
            }
            end = range_of(buf, word).end;
        }
        Some((end, words))
    }
}

impl Figures {
    /// One of the phrases holds the term, or a part of it.
    pub fn hold(&self, fillers: &WordPatterns, buf: &str, span: &Range<usize>) -> bool {
        let is_between = |word: &str| fillers.has(word) || self.between.has(word);
        let said = |figure: &Figure, from: &Words<'_>| {
            let mut firsts = figure
                .first
                .iter()
                .filter_map(|phrase| phrase.behind(buf, from.clone()));
            firsts.any(|(end, rest)| {
                let end = match figure.last.as_slice() {
                    [] => Some(end),
                    last => end_behind(last, is_between, buf, rest),
                };
                end.is_some_and(|end| end > span.start)
            })
        };
        let mut rest = words(&buf[around(buf, span, REACH)]);
        loop {
            let from = rest.clone();
            // No phrase that begins behind the term holds it.
            let Some(word) = rest.next().filter(|word| offset_of(buf, word) < span.end) else {
                return false;
            };
            let begins = |word: &str| self.begun_by(word).any(|figure| said(figure, &from));
            if self.first_words.has(word) && with_folded(word, begins) {
                return true;
            }
        }
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

/// Where the last part of a phrase ends, whose first part stands before some words.
fn end_behind(last: &[Phrase], is_between: impl Fn(&str) -> bool, buf: &str, mut rest: Words<'_>) -> Option<usize> {
    for _ in 0..=BETWEEN {
        if let Some((end, _)) = last.iter().find_map(|phrase| phrase.behind(buf, rest.clone())) {
            return Some(end);
        }
        rest.next().filter(|word| is_between(word))?;
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
