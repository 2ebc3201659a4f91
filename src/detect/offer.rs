//! To whom a document speaks: an offer to everybody (a vacancy), or a letter to somebody.

use std::ops::Range;

use super::around::{before, behind};
use super::lexicon::contexts::CONTEXTS;
use super::names::{NAMES, folded, with_folded};
use super::person::{is_capitalised, is_somebody};
use super::special::Meanings;
use super::split::{self, alphanumeric};
use crate::text::Text;

/// No more blanks and signs stand before the first word of a line.
const BLANKS: usize = 40;
/// Bytes before the first word of a life in which a name and a note stand above it, and lines of the person: a name, an address,
/// a number.
const NOTE: usize = 200;
const LINES_OF_PERSON: usize = 3;
/// Bytes to either side of a word in which its sentence begins and ends.
const SENTENCE: usize = 160;
/// Bytes behind a name that a line begins with in which it is spoken to.
const ADDRESS: usize = 120;
/// Words of a greeting: "Met vriendelijke groeten".
const GREETING: usize = 3;

/// Whether a line or a sentence begins at a place: "Vacature: lasser", and not the letter "Betreft: uw vacature". A
/// vacancy among the rows of a table of staff is none of theirs.
pub fn is_title(text: &Text, at: usize) -> bool {
    let before = before(&text.buf, at, BLANKS);
    let last = before.trim_end_matches([' ', '\t', '"', '#', '*']).chars().next_back();
    let begins = matches!(last, Some('\n' | '.' | '!' | '?')) || at < BLANKS && before.trim().is_empty();
    begins && text.locate(at).row.is_none_or(|(_, row)| row <= 1)
}

/// Whether a name on a line of its own, below a note, stands close above a line that begins with the word: "Wij zoeken een
/// lasser en kregen dit." over "Els Maes". Below a greeting or a word for whom to ask it is the one who offers.
pub fn heads_words(buf: &str, word: usize, meanings: &Meanings) -> bool {
    let text = before(buf, word, NOTE);
    let Some((above, start)) = text.rsplit_once('\n') else {
        return false;
    };
    let mut lines = above.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    start.trim().is_empty()
        && lines.by_ref().take(LINES_OF_PERSON).any(is_somebody)
        && lines
            .next()
            .is_some_and(|note| note.split_whitespace().nth(GREETING).is_some() && !meanings.is_of_others(note))
}

/// Whether the sentence of a word advises readers what to write in their own application: "Tips: vermeld je opleiding in je cv",
/// "Your CV should list". A letter may speak of "uw cv" to whom it is about.
pub fn advises(buf: &str, at: usize) -> bool {
    let ends = ['\n', '.', '!', '?'];
    let start = at - before(buf, at, SENTENCE).rsplit(ends).next().unwrap_or("").len();
    let end = at + behind(buf, at, SENTENCE).split(ends).next().unwrap_or("").len();
    if is_to_somebody(buf, &(start..end)) {
        return false;
    }
    let advice = &CONTEXTS.advice;
    let (mut is_first, mut was_yours, mut was_document) = (true, false, false);
    let (mut is_advice, mut is_theirs, mut is_written) = (false, false, false);
    for word in alphanumeric(&buf[start..end]) {
        with_folded(word, |word| {
            is_advice |= is_first && advice.titles.contains(word)
                || was_document && advice.musts.contains(word)
                || (is_first || was_document) && advice.verbs.contains(word);
            was_document = was_yours && advice.documents.contains(word);
            is_theirs |= was_document;
            is_written |= advice.writers.contains(word);
            was_yours = advice.yours.contains(word);
        });
        is_first = false;
    }
    is_advice && is_theirs && !is_written
}

/// The sentence greets somebody, or names who it speaks to: "Beste Jan, uw cv", "Mme Piron, votre CV".
fn is_to_somebody(buf: &str, sentence: &Range<usize>) -> bool {
    let text = &buf[sentence.clone()];
    let named = text.trim_start().split_once(',').map_or("", |(named, _)| named);
    greets_somebody(buf, sentence) || is_titled(named)
}

/// "Mme Piron"
fn is_titled(text: &str) -> bool {
    let (title, name) = text.split_once(' ').unwrap_or(("", ""));
    let is_title = CONTEXTS.person.titles.contains(&folded(title.trim_end_matches('.')));
    is_title && name.split(' ').all(is_capitalised)
}

/// Whether a line begins with a greeting to somebody by the given name: "Beste Anja,", "Hi Anja, your raise".
pub fn greets_somebody(buf: &str, range: &Range<usize>) -> bool {
    let start = buf.ceil_char_boundary(range.start);
    let text = &buf[start..buf.floor_char_boundary(range.end)];
    let is_begun = start == 0 || buf[..start].ends_with('\n');
    let mut lines = text.split('\n').skip(usize::from(!is_begun));
    lines.any(|line| {
        let Some((greeting, rest)) = line.trim_start().split_once([',', '!', ':']) else {
            return false;
        };
        if speaks_to_named(greeting, rest) {
            return true;
        }
        let mut words = greeting.split_whitespace();
        let greets = words
            .next()
            .is_some_and(|word| CONTEXTS.person.greetings.contains(&folded(word)));
        greets && words.next().is_some_and(is_given) && words.next().is_none()
    })
}

/// "Sophie, comme convenu ton salaire": a given name alone, and a sentence that speaks to whom it is.
fn speaks_to_named(name: &str, rest: &str) -> bool {
    let is_to = |word: &str| CONTEXTS.person.second_person.contains(&folded(word));
    let is_one = rest.starts_with(' ') && is_given(name);
    let mut words = split::alphabetic(behind(rest, 0, ADDRESS));
    // "Sophie, Anja en Els": a list.
    is_one
        && words
            .next()
            .is_some_and(|next| is_to(next) || !is_given(next) && words.any(is_to))
}

fn is_given(name: &str) -> bool {
    is_capitalised(name) && NAMES.is_given_alone(&folded(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_advises_what_to_write() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            for at in (0..text.len()).filter(|&at| text.is_char_boundary(at) && !text[..at].contains('.')) {
                assert_eq!(advises(text, at), expected, "{text} {at}");
            }
        }
        check("Sollicitatiegids: zet in uw cv werkervaring. Tips van Els", true);
        check("Vermeld je opleiding en hobby's in je cv", true);
        check("Guide : votre CV mentionne formation, loisirs", true);
        check("Dans votre CV, indiquez votre formation", true);
        check("Nennen Sie in Ihrem Lebenslauf die Ausbildung", true);
        check(
            "Tips by coach Daniel Hopkins: list your work experience in your CV",
            true,
        );
        check("Your CV should list your education", true);
        check("U vermeldt in uw cv werkervaring als lasser. Tips", false);
        check("Bedankt voor uw cv en uw opleiding", false);
        check("In uw cv noteer ik: opleiding verpleegkunde", false);
        check("Beste Jan, uw cv moet nog aangevuld worden met opleiding", false);
        check("Mme Piron, votre CV mentionne formation et loisirs", false);
        check("Uw cv moet je opleiding vermelden", true);
        check("Uw cv en werkervaring spreken ons aan", false);
        check("Tips van Els: mijn cv, opleiding", false);
        check("Vermeld de opleiding", false);
        check("Nous avons lu votre CV et votre formation", false);
        check("Ich schicke Ihnen meinen Lebenslauf", false);
        check("Curriculum vitae van Els Maes, werkervaring", false);
        check("", false);
    }

    #[test]
    fn a_greeting_names_somebody() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            assert_eq!(greets_somebody(text, &(0..text.len() + 9)), expected, "{text}");
        }
        check("Beste Anja,\nje brutoloon", true);
        check("Onderwerp: loon\n\nBonjour Anja, ton augmentation", true);
        check("Hallo Anja! Deine Erhöhung", true);
        check("Hi Anja, your raise", true);
        check("Dear Anja:\n", true);
        check("Beste collega,\nje brutoloon", false);
        check("Beste allemaal, Anja komt", false);
        check("Beste Anja en Els,", false);
        check("De beste Anja, dat", false);
        check("Hi Gent,", false);
        check("Sophie, comme convenu ton salaire brut passe à 2.890 €", true);
        check("Sophie, zoals afgesproken stijgt je brutoloon", true);
        check("Sophie, as agreed your gross salary", true);
        check("Sophie, die haar brutoloon kreeg", false);
        check("Sophie, Anja, Els: je brutoloon", false);
        check("Namur, ta ville", false);
        check("Sophie Renard, ton salaire", false);
        check("", false);
        assert!(!greets_somebody("x Beste Anja, hallo", &(2..19)));
    }
}
