//! What one message of a chat answers to another: "Sven: waar is Bjorn", and right below it "Kelly: die zit in de cel". Only
//! where exactly one person was named, so that the pronoun can stand for nobody else.

use std::ops::Range;

use super::brief::without_bullet;
use super::meaning::{Meanings, behind_last};
use super::reference::is_given;
use super::wordlist::words;
use crate::detect::around::{before, line_before, line_behind, offset_of};
use crate::detect::names::without_possessive;

/// Bytes of a message before a term, and of the whole one above it.
const MESSAGE: usize = 160;
/// Letters and words of whoever sends a message.
const SENDER: usize = 30;
const SENDER_WORDS: usize = 3;
/// What ends the clause before a pronoun.
const CLAUSE: [char; 7] = [',', ';', ':', '(', '.', '!', '?'];
/// What a time is written with, before a sender.
const TIME: [char; 17] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', '.', '/', '-', ',', '[', ' ',
];

impl Meanings {
    /// The term is said by a pronoun of the one person whom the message, or the one right above it, names.
    pub(super) fn is_answered(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, MESSAGE);
        let Some(said) = message(line).filter(|_| begins_line(buf, line)) else {
            return false;
        };
        let clause = behind_last(said, &CLAUSE).trim_start_matches([' ', '-', '"']);
        let told = &said[..offset_of(said, clause)];
        let clause = self.without_interjections(clause);
        if !self.begins_with_pronoun(clause, &buf[span.clone()], false) || asks(buf, span.end) {
            return false;
        }
        if words(told).any(is_given) {
            return self.names_only_one(told, buf, span);
        }
        let above = offset_of(buf, line).checked_sub(1);
        let above = above
            .map(|at| line_before(buf, at, MESSAGE))
            .filter(|above| begins_line(buf, above));
        let named = above.and_then(message);
        // Whoever is spoken to by name answers of somebody else.
        let sender = &line[..line.len() - said.len()];
        named.is_some_and(|named| {
            let is_sender = |word: &str| is_given(word) && words(sender).any(|part| part == word);
            !words(named).any(is_sender) && self.names_only_one(named, buf, span)
        })
    }

    /// Where the name stands with which a line begins, if a colon and the verb at a place follow it: "Mohamed: heeft epilepsie".
    /// Nobody else may be its subject: no "Jan: heeft ze griep".
    pub(super) fn headed_by_name(&self, buf: &str, verb: usize, span: &Range<usize>) -> Option<usize> {
        let line = line_before(buf, verb, MESSAGE);
        let name = without_bullet(line.strip_suffix(": ")?.trim_start_matches(' '));
        let references = &self.references;
        let is_other = |word: &str| {
            is_given(word)
                || references.third.has(word)
                || references.parents.has(word)
                || references.relatives.has(word)
        };
        let is_told = || !words(&buf[verb..span.start]).any(is_other) && !asks(buf, span.end);
        (begins_line(buf, line) && references.at_end(name) == Some(0) && is_told()).then(|| offset_of(buf, name))
    }

    /// "no he's", "ja die zit"
    fn without_interjections<'t>(&self, mut clause: &'t str) -> &'t str {
        while let Some(word) = words(clause).next().filter(|word| self.ties.interjections.has(word)) {
            clause = clause[offset_of(clause, word) + word.len()..].trim_start_matches([' ', '-', '"']);
        }
        clause
    }

    fn names_only_one(&self, text: &str, buf: &str, span: &Range<usize>) -> bool {
        let mut names = words(text)
            .map(|word| without_possessive(word).unwrap_or(word))
            .filter(|word| is_given(word));
        let first = names.next();
        first.is_some()
            && names.all(|name| Some(name) == first)
            && self.tells_of_one(text.trim_end_matches(['?', '!', '.', ' ', ',']), buf, span)
    }
}

/// What a message says, behind when and by whom it was sent: "[17:23] Kelly: ", "15/06/2026 21:14 - Manon : ".
fn message(line: &str) -> Option<&str> {
    let rest = line
        .trim_start_matches(TIME)
        .trim_start_matches([']', '-', '\u{2013}', ' ']);
    let (sender, said) = rest.split_once(':')?;
    let sender = sender.trim_end();
    let is_sender = sender.len() <= SENDER
        && sender.starts_with(char::is_uppercase)
        && !sender.contains([',', '.', '(', '?'])
        && words(sender).nth(SENDER_WORDS).is_none();
    (is_sender && said.starts_with(' ')).then_some(said)
}

/// A part of a text begins its line.
fn begins_line(buf: &str, line: &str) -> bool {
    let at = offset_of(buf, line);
    at == 0 || before(buf, at, 1) == "\n"
}

/// The sentence that ends behind a place is a question.
fn asks(buf: &str, end: usize) -> bool {
    let rest = line_behind(buf, end, MESSAGE);
    rest.find(['.', '!', '?', ','])
        .is_some_and(|at| rest[at..].starts_with('?'))
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_pronoun_answers_of_the_one_who_was_asked_about() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(DETECTOR.book.meanings.is_answered(&plain, &span), expected, "{text}");
        }
        check(
            "[17:22] Sven: waar is Karim eigenlijk\n[17:23] Kelly: die <zit in de cel>",
            true,
        );
        check("11:02 Dee: is Stefan new here?\n11:03 Marge: no he's a <Jew>", true);
        check("11:03 Marge: Stefan? no he's <epileptic>", true);
        check(
            "15/06/2026 21:14 - Manon: tu sais pour Quentin ?\n15/06/2026 21:16 - Zoé: oui il a un <cancer>",
            true,
        );
        check("Ole: Was ist mit Julia?\nFinn: sie ist <schwanger>", true);
        check(
            "Sven: waar is Karim\nKelly: geen idee\nSven: die <zit in de cel>",
            false,
        );
        check("Sven: waar zijn Karim en Lotte\nKelly: die <zit in de cel>", false);
        check("Sven: wat doet de kat van Karim\nKelly: die heeft <diabetes>", false);
        check("Sven: Kelly, hoe gaat het\nKelly: hij heeft <diabetes>", false);
        check("Sven: waar is Karim\nKelly: heeft hij <diabetes>?", false);
        check("Sven: waar is Karim\nKelly: hij heeft <diabetes>?", false);
        check("Sven: waar is Karim\nKelly: boek over <diabetes>", false);
        check("Waar is Karim? Hij leest.\nOnderwerp: hij heeft <diabetes>", false);
        check(
            "Sven: welk boek leest Karim\nKelly: hij heeft het over <diabetes>",
            false,
        );
    }

    #[test]
    fn a_name_with_a_colon_is_told_of_by_the_verb_behind_it() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let verb = plain.find(": ").map_or(0, |colon| colon + 2);
            let found = DETECTOR.book.meanings.headed_by_name(&plain, verb, &span);
            assert_eq!(found.is_some(), expected, "{text}");
        }
        check("Mohamed: heeft <epilepsie>", true);
        check("Verslag\n- Lotte: is sinds april <zwanger>", true);
        check("Julie: souffre d'une <dépression> depuis mai", true);
        check("Finn: hat <Diabetes>", true);
        check("Emma: has severe <asthma>, inhaler in the drawer", true);
        check("Opmerking: heeft <epilepsie>", false);
        check("Jan: heeft ze <griep>", false);
        check("Jan: is Els <zwanger>", false);
        check("Jan: heeft mama <griep>", false);
        check("Jan: heeft iemand <griep>?", false);
        check("vraag aan Jan: heeft <griep>", false);
    }
}
