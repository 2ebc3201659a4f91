//! Names in small letters, as chats write them: "jan peeters heeft griep", "p. janssens - burn-out", "onze joris", "@kevin ligt".
//! A small letter is no sign of a name, so that the name must begin its line or sentence, or be somebody's.

use super::reference::{References, last_word, word_before};
use crate::detect::names::{NAMES, PERSON, folded};
use crate::detect::person::MOST_PARTICLES;

/// Letters of a given name that stands alone: shorter ones are words too.
const ALONE: usize = 4;

impl References {
    /// Where a name in small letters begins that a text ends with, of which `word` is the last word.
    pub(super) fn in_small_letters(&self, rest: &str, word: &str) -> Option<usize> {
        if !word.starts_with(char::is_lowercase) {
            return None;
        }
        if let Some(before) = rest.strip_suffix('@') {
            let is_one = before.is_empty() || before.ends_with([' ', '\n']);
            return (is_one && is_small_given(word)).then_some(before.len());
        }
        let (mut before, mut previous) = word_before(rest)?;
        if self.owners.has(previous) && self.is_small_name(word) {
            return Some(before.len());
        }
        let mut surname = folded(word);
        for _ in 0..MOST_PARTICLES {
            if !PERSON.is_particle(previous) {
                break;
            }
            surname = format!("{previous} {surname}");
            (before, previous) = word_before(before)?;
        }
        let is_known = || NAMES.is_surname(&surname) || NAMES.is_surname(&folded(word));
        (begins(before) && (is_small_given(previous) || is_small_initial(previous)) && is_known())
            .then_some(before.len())
    }

    /// The same of a given name alone, before a verb: "kevin heeft", no "german: Krebs".
    pub(super) fn small_alone(&self, text: &str) -> Option<usize> {
        let (rest, word) = last_word(text.trim_end_matches(' '));
        // "elke" is a word of sentences too.
        (begins(rest) && self.is_small_name(word) && !self.opens_sentence(word)).then_some(rest.len())
    }

    /// No "ma belle-mère": relatives are told of by themselves.
    fn is_small_name(&self, word: &str) -> bool {
        word.len() >= ALONE && is_small_given(word) && !self.relatives.has(word)
    }
}

fn is_small_given(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && NAMES.is_given_alone(&folded(word))
}

/// "p."
fn is_small_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next() == Some('.') && letters.next().is_none()
}

/// Nothing of the same sentence stands before.
fn begins(before: &str) -> bool {
    let text = before.trim_end_matches([' ', '-', '*', '"', '\u{2022}']);
    text.is_empty() || text.ends_with(['\n', '.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use crate::detect::special::told_in;
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn chats_write_names_in_small_letters() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR
                .book
                .meanings
                .is_said_of_one(&plain, &span, &told_in(&plain, &span));
            assert_eq!(is_one, expected, "{text}");
        }
        check("els peeters heeft <epilepsie>", true);
        check("els van den berg heeft <epilepsie>", true);
        check("r. peeters - <burn-out> - afwezig", true);
        check("r. peeters: <griep>", true);
        check("onze karim heeft een <hersentumor>", true);
        check("karim heeft <griep>", true);
        check("dag allemaal. karim heeft <griep>", true);
        check("@els ligt in het ziekenhuis met een <longontsteking>", true);
        check("elke peeters zegt: <griep>", false);
        check("german: <Krebs>, english: cancer", false);
        check("in de straat van karim heeft <griep>", false);
        check("mail x@els heeft <griep>", false);
        check("de tafel peeters heeft <griep>", false);
        check("onze klant heeft <griep>", false);
        check("versie r. peeters: <griep>", false);
        check("onze hond karim heeft <epilepsie>", false);
        check("karim heeft <griep> dus ik kom alleen", true);
        check("karim heeft de <griep> te pakken", true);
        check("karim heeft <griep> :(", true);
        check("elke heeft <griep>", false);
        check("karim heeft <diabetes> op de agenda gezet", false);
        check("karim has <cancer> charity events", false);
        check("Peeters heeft <kankermedicijnen>", false);
        check("Peeters heeft <kanker>", true);
    }
}
