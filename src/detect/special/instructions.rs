//! What everybody should do, what a job holds, and what was changed in a program: whoever is named there is no person of whom
//! it is said. "Meld je ziek bij Tom Claes", "Taken: begeleiding van", "- fix diabetes template (Tom Claes)".

use std::ops::Range;

use serde::Deserialize;

use super::about::told_in;
use super::meaning::{Meanings, behind_last};
use super::wordlist::{WordPatterns, words};
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::{behind, line_before, offset_of};
use crate::detect::asked::Asked;

/// Words of a question that means "if": "Ben je ziek?"
const QUESTION_WORDS: usize = 6;
/// Bytes behind a question in which it says what to do then.
const NEXT: usize = 60;
/// Bytes of a line before a term.
const LINE: usize = 200;
/// Words of a label: "Voornaamste taken: ".
const LABEL_WORDS: usize = 3;

/// The words of `lexicon.toml` for what everybody should do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instructions {
    /// Their first words; those that are one only before "Sie".
    imperatives: WordPatterns,
    before_sie: WordPatterns,
    /// Labels of what a job holds.
    duties: WordPatterns,
    /// The first words of a line that says what was changed in a program.
    changes: WordPatterns,
}

impl Detector {
    /// The sentence tells everybody what to do, or what a job holds, and names nobody before the term.
    pub(super) fn is_instruction(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let starts = [
            meanings.order_before(buf, span),
            meanings.question_around(buf, span),
            meanings.duties_before(buf, span),
            meanings.change_before(buf, span),
        ];
        starts.into_iter().flatten().any(|start| {
            let before = start..span.start;
            !self.has_name(window, &before) && self.name_near(buf, &before, window.terms, asked).is_none()
        })
    }
}

impl Meanings {
    /// Where the sentence begins that tells what to do: "Herhaling: meld elk arbeidsongeval".
    fn order_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let sentence = told_in(buf, span);
        let text = &buf[sentence.start.min(span.start)..span.end];
        let order = behind_last(&text[..text.len() - span.len()], &[':']);
        let order = &text[offset_of(text, order)..];
        self.instructions
            .is_order(order)
            .then(|| span.start - (order.len() - span.len()))
    }

    /// Where a short question begins behind which it says what to do: "Zwanger? Meld het aan Tom Claes".
    fn question_around(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let sentence = told_in(buf, span);
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end);
        let next = behind(buf, sentence.end, NEXT).strip_prefix('?')?;
        let is_short = words(&buf[sentence.clone()]).nth(QUESTION_WORDS).is_none();
        (is_short && self.instructions.is_order(next)).then_some(sentence.start)
    }

    /// Where a label ends before a list of what a job holds: "Taken: ".
    fn duties_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let line = behind_last(line_before(buf, span.start, LINE), &['.', '!', '?']);
        let (label, duties) = line.split_once(':')?;
        let mut label = words(label).rev().take(LABEL_WORDS);
        label
            .any(|word| self.instructions.duties.has(word))
            .then_some(span.start - duties.len())
    }

    /// Where a line begins that says what was changed: "- 2.4.1 fix diabetes template".
    fn change_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let line = line_before(buf, span.start, LINE);
        self.instructions.is_change(line).then_some(span.start - line.len())
    }
}

impl Instructions {
    /// A line begins so that says what was changed in a program: who is named in it made the change.
    pub(super) fn is_change(&self, line: &str) -> bool {
        let is_number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
        words(line)
            .find(|word| !is_number(word))
            .is_some_and(|first| self.changes.has(first))
    }

    pub(super) fn is_order(&self, text: &str) -> bool {
        let mut words = words(text);
        let first = words.next().unwrap_or("");
        let mut is_sie = || words.next().is_some_and(|word| word == "Sie" || word == "sie");
        self.imperatives.has(first) || self.before_sie.has(first) && is_sie()
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::special::worth::Window;
    use crate::detect::tests::DETECTOR;

    #[test]
    fn instructions_are_said_of_nobody() {
        #[track_caller]
        fn check(text: &str, term: &str, expected: bool) {
            let start = text.find(term).unwrap();
            let window = Window {
                buf: text,
                terms: &[],
                hits: &[],
                medium: 0,
                is_general: false,
                technical: false,
            };
            let is = DETECTOR.is_instruction(window, &(start..start + term.len()), &mut Default::default());
            assert_eq!(is, expected, "{text}");
        }
        check("Meld je ziek bij Tom Claes.", "ziek", true);
        check("Herhaling: meld elk arbeidsongeval.", "arbeidsongeval", true);
        check("Ben je ziek? Verwittig Tom Claes.", "ziek", true);
        check("Malade ? Prévenez Paul Denis.", "Malade", true);
        check("Krank? Melden Sie sich bei Hans Weber.", "Krank", true);
        check("Report any accident at work to Tom Baker.", "accident at work", true);
        check("Taken: begeleiding van asielzoekers.", "asielzoekers", true);
        check("- 2.4.1 fix diabetes template (Tom Claes)", "diabetes", true);
        check("Meld Jan Peeters ziek.", "ziek", false);
        check("Bel Jan Peeters: hij is ziek.", "ziek", false);
        check("Is Jan Peeters ziek? Bel hem op.", "ziek", false);
        check("Els Goris meldde zich ziek.", "ziek", false);
        check("Melden tut sich keiner, Hans ist krank.", "krank", false);
        check("Taken: Jan Peeters neemt over, Els is ziek.", "ziek", false);
    }
}
