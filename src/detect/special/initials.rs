//! Names with initials behind what is told, or apart from it: "Na zijn hartinfarct werkt J. Claes halftijds", "De epilepsie van
//! J. Peeters", "Ziekteattest Peeters J.". Before a verb or a colon `reference.rs` knows them.

use std::ops::Range;

use super::about::told_in;
use super::meaning::{Meanings, behind_last};
use super::reference::{References, are_initials, is_unknown_surname, last_word, listed_before, word_before};
use super::wordlist::words;
use crate::detect::around::{line_before, line_behind, range_of};
use crate::detect::names::{NAMES, PERSON, folded, is_alphanumeric};
use crate::detect::person::{MOST_PARTICLES, is_capitalised};

/// Bytes of a line before a term and behind it.
const LINE: usize = 80;
/// Words before a term that begins with it: "Aangifte arbeidsongeval J. Peeters".
const WORDS: usize = 3;
/// What ends a clause.
const CLAUSE: [char; 7] = [',', ';', ':', '(', '.', '!', '?'];

impl References {
    /// The names of an initial and a surname, or of a name and an initial, in a text.
    fn initialled<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'_, 't> {
        text.match_indices('.').filter_map(move |(at, _)| {
            let (rest, initials) = last_word(&text[..=at]);
            if !are_initials(initials) {
                return None;
            }
            if let Some(end) = surname_end(text, at + 1) {
                return Some(rest.len()..end);
            }
            let (before, name) = word_before(rest).or_else(|| listed_before(rest))?;
            let goes_on = text[at + 1..].starts_with(is_alphanumeric);
            (!goes_on && self.is_with_initial(name, initials)).then_some(before.len()..at + 1)
        })
    }
}

/// Where a surname that the lists know ends, which begins behind a place and a space.
fn surname_end(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix(' ')?;
    let mut words = words(rest).take(MOST_PARTICLES + 1);
    let surname = words.find(|word| !PERSON.is_particle(&folded(word)))?;
    let end = at + 1 + range_of(rest, surname).end;
    let whole = || folded(&text[at + 1..end]);
    (is_capitalised(surname) && (NAMES.is_surname(&folded(surname)) || NAMES.is_surname(&whole()))).then_some(end)
}

impl Meanings {
    /// Who is named before a verb at `at` with a colon, or by a name that only its initial tells.
    pub(super) fn otherwise_named(&self, buf: &str, at: usize, span: &Range<usize>) -> Option<usize> {
        let headed = self.headed_by_name(buf, at, span);
        headed.or_else(|| self.unlisted_with_initial(buf, at, span))
    }

    /// Where a surname that no list knows begins its line or sentence with an initial, before a verb at `at` that ties it to the
    /// term: "P. Kowalczyk heeft", "Kowalczyk P. is".
    fn unlisted_with_initial(&self, buf: &str, at: usize, span: &Range<usize>) -> Option<usize> {
        let line = line_before(buf, at, LINE).strip_suffix(' ')?;
        let (rest, last) = last_word(line);
        let (before, first) = word_before(rest)?;
        let surname = match (are_initials(first), are_initials(last)) {
            (true, false) => last,
            (false, true) => first,
            _ => return None,
        };
        // "B. Patient" is an example in a list.
        let references = &self.references;
        let is_somebody = || references.bearers.has(surname) || self.actors.is_job(surname);
        let is_name = is_unknown_surname(surname) && !references.animals.has(surname) && !is_somebody();
        let begins = before.trim_end_matches([' ', '-', '"']).is_empty() || before.ends_with(". ");
        let is_told = || self.is_tied(buf, span) && !self.goes_on_otherwise(line_behind(buf, span.end, LINE));
        (is_name && begins && is_told()).then(|| at - 1 - line.len() + before.len())
    }

    /// The sentence of the term names somebody with an initial, and says it of them.
    pub(super) fn is_said_with_initials(&self, buf: &str, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        // The last word may be an initial: "Ziekteattest Peeters J."
        let stop = usize::from(buf[sentence.end.max(span.end)..].starts_with('.'));
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end) + stop;
        // Most sentences have no initials.
        if memchr::memchr(b'.', &buf.as_bytes()[sentence.start..sentence.end]).is_none() {
            return false;
        }
        let mut names = self.references.initialled(&buf[sentence.clone()]);
        names.any(|name| {
            let name = sentence.start + name.start..sentence.start + name.end;
            (self.is_tied(buf, span)
                || self.is_owned(buf, span)
                || self.is_said_inverted_of(&name, buf, span)
                || self.is_of_name_behind(&name, buf, span))
                && !self.is_bystander(buf, name.start)
                && self.is_told_person(buf, name.start, span)
                && self.is_listed_person(buf, name.start)
        })
    }

    /// "Gisteren kreeg J. Peeters een beroerte"
    fn is_said_inverted_of(&self, name: &Range<usize>, buf: &str, span: &Range<usize>) -> bool {
        if name.end > span.start {
            return false;
        }
        let clause = behind_last(line_before(buf, name.start, LINE), &CLAUSE);
        let between = &buf[name.end..span.start];
        let said = word_before(clause).filter(|(before, _)| words(before).next().is_some());
        between.starts_with(' ') && said.is_some_and(|(_, verb)| self.says(verb, between))
    }

    /// "De epilepsie van J. Peeters", and as a note of its own "Ziekteattest Peeters J."
    fn is_of_name_behind(&self, name: &Range<usize>, buf: &str, span: &Range<usize>) -> bool {
        if name.start < span.end {
            return false;
        }
        let mut between = words(&buf[span.end..name.start]);
        let Some(word) = between.next() else {
            let is_next = &buf[span.end..name.start] == " ";
            let behind = line_behind(buf, name.end, LINE).trim_start_matches(['.', ' ']);
            let ends = behind.is_empty() || behind.starts_with(|c: char| !c.is_alphabetic());
            let is_theme = || words(&buf[span.clone()]).any(|word| self.references.owned.is_theme(word));
            return is_next && ends && !is_theme() && words(line_before(buf, span.start, LINE)).nth(WORDS).is_none();
        };
        self.references.owned.is_of_whom(word) && between.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn whoever_has_an_initial_is_told_of_in_the_whole_sentence() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_said_with_initials(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("Na zijn <herseninfarct> werkt R. Peeters halftijds.", true);
        check("Suite à sa <dépression>, R. Dupont ne peut plus travailler.", true);
        check("Gisteren kreeg A.B. Peeters een <beroerte>.", true);
        check("Volgens de arts lijdt R. Van den Berg aan <kanker>.", true);
        check("De <epilepsie> van R. Peeters wordt erger.", true);
        check("Le <diabète> de R. Dupont s'aggrave.", true);
        check("<Ziekteattest> Peeters R.", true);
        check("Aangifte <arbeidsongeval> R. Peeters", true);
        check("De <vingerafdruk> van Jan P. is geregistreerd.", true);
        check("Wegens <diabetes> eet R. Peeters om tien uur.", true);
        check("<Epilepsie> bij kinderen, R. Peeters", false);
        check("R. Peeters, <epilepsie> bij kinderen", false);
        check("<Kankeronderzoek> R. Peeters", false);
        check("<Diabetes>. R. Peeters", false);
        check("Workshop <burn-out> door R. Peeters", false);
        check("<Epilepsie> R. Peeters schrijft hierover", false);
        check("Bijlage A. <Ziekteattest> van de dokter", false);
        check("De vitamine D. Tegen <kanker> van B. Niets", false);
    }

    #[test]
    fn an_initial_makes_a_word_a_surname_before_a_verb() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.is_said_of_one(&plain, &span, &(0..plain.len()));
            assert_eq!(found, expected, "{text}");
        }
        check("P. Kowalczyk heeft een <burn-out>", true);
        check("Z. Kowalczyk is <zwanger>.", true);
        check("Overzicht. Kowalczyk Z. heeft <diabetes>", true);
        check("J. Quillfeather has <diabetes>, see file", true);
        check("L.M. Quévrain est <enceinte>", true);
        check("B. Patiënt heeft <diabetes>", false);
        check("A. Hond heeft <diabetes>", false);
        check("C. KOWALCZYK heeft <diabetes>", false);
        check("P. Kowalczyk onderzoekt <diabetes>", false);
        check("P. Kowalczyk heeft <diabetes> als onderzoeksthema", false);
        check("Antwerpen B. heeft een <kankerteam> nodig", false);
    }
}
