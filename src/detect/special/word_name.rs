//! Given names that are words, too: alone they name somebody where a verb of being or having tells an illness of them.

use std::ops::Range;

use super::aside::without_aside;
use super::meaning::Meanings;
use super::reference::{last_word, word_before};
use super::said::verbs_before;
use super::wordlist::{next_word, words};
use crate::detect::around::{line_before, line_behind};
use crate::detect::names::{NAMES, folded};
use crate::detect::person::is_capitalised;

/// Bytes behind a term in which it may be said to be something else, and before its verb in which somebody is named.
const SAID: usize = 40;
const NAMED: usize = 100;

impl Meanings {
    /// "Joke heeft kanker.", "Onze Joke is zwanger", "Aurore (compta) est en burn-out"
    pub(super) fn is_ill_by_word_name(&self, buf: &str, span: &Range<usize>) -> bool {
        if self.goes_on_otherwise(line_behind(buf, span.end, SAID)) {
            return false;
        }
        let ties = &self.ties;
        verbs_before(buf, span).any(|(at, verb, between)| {
            // "est en burn-out"
            let is_right_behind = || words(between).all(|word| ties.fillers.has(word) || ties.state_by.has(word));
            let is_told = || is_right_behind() || self.is_tied(buf, span);
            self.says(verb, between)
                && self
                    .word_name_before(buf, at)
                    .is_some_and(|start| self.is_told_person(buf, start, span) && is_told())
        })
    }

    /// The words right behind a term may make it something else: "een burn-out preventie", "une dépression au nord", "kanker:
    /// gebruik koper".
    pub(super) fn goes_on_otherwise(&self, behind: &str) -> bool {
        let ties = &self.ties;
        let is_open = behind.starts_with([' ', '-', ':']);
        let ends = |word: &str| ties.goes_on.has(word) || ties.after.has(word) || ties.falls.has(word);
        let goes_on = || behind.starts_with(' ') && next_word(behind).is_some_and(ends);
        is_open && !behind.trim().is_empty() && !goes_on() && !behind.starts_with(" (")
    }

    /// Where such a name stands that begins its sentence before a verb at `at`, or is somebody's: "Onze Joke".
    fn word_name_before(&self, buf: &str, at: usize) -> Option<usize> {
        let line = line_before(buf, at, NAMED);
        let (rest, word) = last_word(without_aside(line.strip_suffix(' ')?));
        let begins = || rest.trim_end_matches([' ', '-', '"']).is_empty() || rest.ends_with(". ");
        let is_owned = || word_before(rest).is_some_and(|(_, owner)| self.references.owners.has(owner));
        let is_written = is_capitalised(word) && !word.chars().all(char::is_uppercase);
        let is_one = || {
            let name = folded(word);
            NAMES.is_given(&name) && !NAMES.is_given_alone(&name)
        };
        (is_written && (begins() || is_owned()) && is_one()).then_some(at - line.len() + rest.len())
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_name_that_is_a_word_is_one_where_an_illness_is_told() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.is_ill_by_word_name(&plain, &span);
            assert_eq!(found, expected, "{text}");
        }
        check("Joke heeft <kanker>.", true);
        check("Onze Joke is <zwanger>", true);
        check("Gisteren niet. Joke heeft een zware <depressie>", true);
        check("Aurore a une <dépression>.", true);
        check("Notre Aurore <est enceinte>", true);
        check("Aurore (compta) est en <burn-out> depuis lundi.", true);
        check("Fleur hat <Krebs>", true);
        check("Max has <cancer>", true);
        check("De joke heeft <kanker> als onderwerp", false);
        check("Die Joke heeft <kanker> als thema", false);
        check("JOKE heeft <kanker>", false);
        check("Joke, <kanker>", false);
        check("Joke heeft het over <kanker>", false);
        check("Joke heeft een kat, die heeft <diabetes>", false);
        check("Lotte heeft <diabetes>", false);
        check("Joke heeft <kanker> gehad.", true);
        check("Joke heeft <kanker> (borst)", true);
        check("Max heeft een <burn-out> preventie", false);
        check("Max heeft een <burn-out>-preventie", false);
        check("Aurore a une <dépression> au nord", false);
        check("Roos heeft <kanker>: gebruik koper", false);
        check("L'aurore a une <dépression>", false);
        check("Een Joke is <zwanger>", false);
        check("Tafel heeft <kanker>", false);
    }
}
