//! What is said of somebody who is named by a given name alone, where the name is not right before the verb: behind it
//! ("Helaas is Kevin depressief"), or in the clause or sentence before a pronoun ("Sarah est absente. Elle souffre d'asthme").

use std::ops::Range;

use super::about::told_in;
use super::meaning::{Meanings, behind_last, wrapped_before};
use super::reference::{is_given, word_before};
use super::wordlist::words;
use crate::detect::around::{line_before, offset_of, range_of};

/// Bytes between a name behind its verb and a term.
const SAID: usize = 40;
/// Bytes of the sentence before a pronoun.
const SENTENCE: usize = 100;
/// What ends a sentence, so that the next one may begin with a pronoun; and the clause before one.
const ENDS: [char; 2] = ['.', '!'];
const CLAUSE: [char; 7] = [',', ';', ':', '(', '.', '!', '?'];

impl Meanings {
    /// The term is said of a given name that stands behind its verb, or before the pronoun that is its subject.
    pub(super) fn is_said_of_one_apart(&self, buf: &str, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        let is_asked = buf[sentence.end.max(span.end)..].starts_with('?');
        !is_asked && (self.is_said_inverted(buf, span, &sentence) || self.is_resumed(buf, span, &sentence))
    }

    /// "Helaas is Kevin opnieuw depressief", no "Is Kevin depressief" nor "De spreker is Kevin over depressie".
    fn is_said_inverted(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let clause = behind_last(&buf[sentence.start.min(span.start)..span.start], &CLAUSE);
        let Some(name) = words(clause).rev().find(|word| is_given(word)) else {
            return false;
        };
        let name = range_of(clause, name);
        let Some((before, verb)) = word_before(&clause[..name.start]) else {
            return false;
        };
        let (at, between) = (offset_of(buf, clause) + name.start, &clause[name.end..]);
        between.len() <= SAID
            && between.starts_with(' ')
            && words(before).next().is_some()
            && self.says(verb, between)
            && self.is_told_person(buf, at, span)
            && !self.is_bystander(buf, at)
    }

    /// A clause begins with a pronoun and a verb that says the term, and who is meant was named right before it.
    fn is_resumed(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let start = sentence.start.min(span.start);
        let clause = behind_last(&buf[start..span.start], &CLAUSE).trim_start_matches([' ', '-', '"']);
        let told = &buf[start..offset_of(buf, clause)];
        let is_first = words(told).next().is_none();
        if !self.begins_with_pronoun(clause, &buf[span.clone()], is_first) {
            return false;
        }
        match is_first {
            // A line or a question is no sentence that somebody goes on with.
            true => told.starts_with(ENDS) && self.tells_of_one(wrapped_before(buf, start, SENTENCE), buf, span),
            false => self.tells_of_one(told.trim_end_matches([' ', ',', ';', ':', '(', '"']), buf, span),
        }
    }

    /// "Zij heeft opnieuw ", "er muss vor", "die is overtuigd "; where the name is a sentence away, only small words may stand
    /// between verb and term.
    fn begins_with_pronoun(&self, clause: &str, term: &str, is_apart: bool) -> bool {
        let references = &self.references;
        let mut said = words(clause).chain(words(term));
        let (Some(pronoun), Some(verb)) = (said.next(), said.next()) else {
            return false;
        };
        let is_third = references.third.has(pronoun)
            || references.before_verb.has(pronoun) && !references.impersonal.has(verb)
            || !is_apart && references.resuming.has(pronoun);
        let n_before = words(clause).count();
        // "il se fait opérer": the term begins with its verb.
        if n_before == 1 {
            return is_third && words(term).nth(1).is_some();
        }
        let between = words(clause)
            .nth(1)
            .map_or("", |verb| &clause[range_of(clause, verb).end..]);
        let is_small = |word: &str| {
            let ties = &self.ties;
            self.is_measure(word) || ties.state_by.has(word) || ties.falls.has(word) || ties.falls_by.has(word)
        };
        is_third && self.verbs.has(verb) && self.says(verb, between) && (!is_apart || words(between).all(is_small))
    }

    /// The sentence or clause names one given name, no animal and nobody of a book.
    fn tells_of_one(&self, text: &str, buf: &str, span: &Range<usize>) -> bool {
        let told = text.trim_end_matches(ENDS);
        let told = behind_last(told, &['.', '!', '?', '\n']);
        let Some(name) = words(told).rev().find(|word| is_given(word)) else {
            return false;
        };
        let at = offset_of(buf, name);
        let is_whole = self.references.has_given(told) || self.references.at_end(told).is_some();
        is_whole
            && !self.references.animals.any_in(told)
            && !self.references.others.any_in(told)
            && !self.topics.any_in(told)
            && !self.is_attribution(line_before(buf, at, SENTENCE))
            && self.is_told_person(buf, at, span)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn who_is_named_behind_the_verb_or_before_a_pronoun_is_told_of() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_said_of_one_apart(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("Helaas is Kevin opnieuw <depressief>.", true);
        check("Jammer genoeg is Ronny opgenomen met een <depressie>", true);
        check("Leider ist Hans an <Krebs> erkrankt", true);
        check("Sinds mei heeft Karim <astma>", true);
        check("Karim blijft thuis. Hij heeft <astma>.", true);
        check("Karim blijft thuis. Hij zit in een <depressie>.", true);
        check("Sarah est absente. Elle souffre d'une <dépression>.", true);
        check("Julia fehlt heute. Sie ist <schwanger>.", true);
        check("Lukas kommt nicht. Er leidet an <Depressionen>.", true);
        check("Tom was away. He has <epilepsy>.", true);
        check(
            "Bernd kann Dienstag nicht arbeiten, er muss vor das <Polizeigericht>",
            true,
        );
        check("Jean appelle : il <se fait opérer> du genou", true);
        check("Pas op met Dirk in de koffiekamer, die is overtuigd <communist>", true);
        check("Ik sprak Karim. Hij heeft <astma>.", true);
        check("Is Kevin <depressief>?", false);
        check("Is Kevin <depressief>", false);
        check("De spreker is Kevin met <epilepsie>", false);
        check("Vandaag spreekt Kevin over <depressie>", false);
        check("Vandaag heeft Kevin het over <depressie>", false);
        check("Karim belde. Er is <griep> op school.", false);
        check("Karim ruft an. Sie haben <Grippe>.", false);
        check("Fatima gaf de opleiding. Zij heeft het over <migraine> gehad.", false);
        check("Bel Fatima. Zij helpt bij <depressie>.", false);
        check("Karim heeft een kat. Zij heeft <diabetes>.", false);
        check("Karim heeft een kat, die heeft <diabetes>", false);
        check(
            "Maria is een romanfiguur, ze speelt in een film. Zij lijdt aan <depressie>.",
            false,
        );
        check("Tom schrijft een boek. Zij heeft <kanker>.", false);
        check("Blijft Karim thuis? Hij heeft <astma>.", false);
        check("Bel naar de school. Hij heeft <astma>.", false);
        check("Karim blijft thuis.\nHij heeft <astma>.", false);
        check(
            "Julie est psychologue. Elle a une formation sur la <dépression>.",
            false,
        );
    }
}
