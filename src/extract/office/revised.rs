//! A text with tracked changes: how it reads now, and what was deleted.
//!
//! Deleted words are still in the file, and whoever has it can read them. In the place where they stood they would run
//! together with those that replace them, and neither number would be one.

use crate::extract::Sink;
use crate::text::Unit;

/// What tracking says of a run of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) enum Change {
    #[default]
    None,
    Inserted,
    Deleted,
}

/// A paragraph being read.
#[derive(Default)]
pub(in crate::extract) struct Revised {
    /// With all changes accepted.
    pub now: String,
    /// With all of them refused, from the first one on.
    before: Option<String>,
}

impl Revised {
    pub fn push(&mut self, text: &str, change: Change) {
        if change != Change::None && self.before.is_none() {
            self.before = Some(self.now.clone());
        }
        if change != Change::Deleted {
            self.now.push_str(text);
        }
        if let Some(before) = self.before.as_mut().filter(|_| change != Change::Inserted) {
            before.push_str(text);
        }
    }

    /// What text of this kind is pushed behind.
    pub fn told(&self, change: Change) -> &str {
        let before = self.before.as_deref().filter(|_| change == Change::Deleted);
        before.unwrap_or(&self.now)
    }

    /// Bytes held, of the longer version.
    pub fn len(&self) -> usize {
        self.now.len().max(self.before.as_ref().map_or(0, String::len))
    }

    /// Puts in what is shown at a place of the text.
    pub fn insert(&mut self, at: usize, text: &str) {
        if let Some(before) = &mut self.before
            && before.get(..at) == Some(&self.now[..at])
        {
            before.insert_str(at, text);
        }
        self.now.insert_str(at, text);
    }

    pub fn clear(&mut self) {
        self.now.clear();
        self.before = None;
    }

    /// What was deleted, with the words and numbers that it was a part of; none if nothing was.
    pub fn deleted(&self) -> Option<&str> {
        let before = self.before.as_deref()?;
        let (start, end) = changed(&self.now, before);
        if before[start..end].trim().is_empty() {
            return None;
        }
        let start = begin_of_words(before, start);
        // The same from the other side: a word ends where it begins when it is read backwards.
        let end = end_of_words(before, end);
        Some(before[start..end].trim())
    }
}

/// Deleted texts, which wait until they cut no row.
#[derive(Default)]
pub(in crate::extract) struct Deleted {
    texts: Vec<String>,
    len: usize,
}

impl Deleted {
    pub fn add(&mut self, text: &str) {
        self.len += text.len();
        self.texts.push(text.to_owned());
    }

    /// Bytes held.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Hands them on, behind the nth paragraph.
    pub fn hand_on(&mut self, n: u32, sink: &mut Sink<'_>) {
        self.len = 0;
        for text in self.texts.drain(..) {
            let part = sink.intern("deleted");
            sink.piece(Unit::Paragraph { part, n }, 0, &text);
        }
    }
}

/// Where `before` is not as `now`, from both ends.
fn changed(now: &str, before: &str) -> (usize, usize) {
    let same = now.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
    let start = before.floor_char_boundary(same);
    let left = now.len().min(before.len()) - start;
    let same = now
        .bytes()
        .rev()
        .zip(before.bytes().rev())
        .take(left)
        .take_while(|(a, b)| a == b)
        .count();
    (start, before.ceil_char_boundary(before.len() - same).max(start))
}

/// The start of the word at `at`, and of the groups of digits before it: an account number has spaces in it.
fn begin_of_words(text: &str, at: usize) -> usize {
    let is_blank = |c: char| c.is_whitespace();
    let mut start = text[..at].rfind(is_blank).map_or(0, |blank| next_char(text, blank));
    while let Some(word) = text[..start].split(is_blank).rev().nth(1) {
        if !word.bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        start = text[..start].trim_end().len() - word.len();
    }
    start
}

/// The end of the word at `at`, and of the groups of digits behind it.
fn end_of_words(text: &str, at: usize) -> usize {
    let is_blank = |c: char| c.is_whitespace();
    let mut end = text[at..].find(is_blank).map_or(text.len(), |blank| at + blank);
    while let Some(word) = text[end..].split(is_blank).nth(1) {
        if !word.bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        end = next_char(text, end) + word.len();
    }
    end
}

/// Behind the character at `at`.
fn next_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(runs: &[(&str, Change)], now: &str, deleted: Option<&str>) {
        let mut revised = Revised::default();
        for (text, change) in runs {
            revised.push(text, *change);
        }
        assert_eq!((revised.now.as_str(), revised.deleted()), (now, deleted));
    }

    #[test]
    fn what_was_replaced_does_not_run_into_what_replaces_it() {
        use Change::{Deleted, Inserted, None as Kept};
        check(
            &[
                ("Nummer ", Kept),
                ("85.07.30-951.80", Deleted),
                ("71.01.09-962.20", Inserted),
                (" van", Kept),
            ],
            "Nummer 71.01.09-962.20 van",
            Some("85.07.30-951.80"),
        );
        check(
            &[
                ("Nr 85.07.3", Kept),
                ("3", Deleted),
                ("0", Inserted),
                ("-951.80 van", Kept),
            ],
            "Nr 85.07.30-951.80 van",
            Some("85.07.33-951.80"),
        );
        check(
            &[("op BE68 53", Kept), ("90 0", Deleted), ("754 7034 van é", Kept)],
            "op BE68 53754 7034 van é",
            Some("BE68 5390 0754 7034"),
        );
        check(&[("Dag ", Kept), ("allen", Inserted)], "Dag allen", None);
        check(&[("Weg ", Deleted), ("ermee", Deleted)], "", Some("Weg ermee"));
        check(&[("één ", Kept), ("é", Deleted), ("è", Inserted)], "één è", Some("é"));
        check(&[("aa", Kept), ("a", Deleted)], "aa", Some("aaa"));
    }
}
