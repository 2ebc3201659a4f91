//! What is said of somebody who is named by a given name alone, where the name is not right before the verb: behind it
//! ("Helaas is Kevin depressief"), in the clause or sentence before a pronoun ("Sarah est absente. Elle souffre d'asthme"), or
//! anywhere before a word of possession ("Karim komt na zijn burn-out terug").

use std::ops::Range;

use super::meaning::{Meanings, behind_last, wrapped_before};
use super::reference::{is_given, word_before};
use super::wordlist::words;
use crate::detect::around::{line_before, offset_of, range_of};
use crate::detect::names::without_possessive;

/// Bytes between a name behind its verb and a term.
const SAID: usize = 40;
/// Bytes of the sentence before a pronoun.
const SENTENCE: usize = 100;
/// Words before a term in which its owner stands, and of a question in which it asks somebody to do something.
const OWNER: usize = 5;
const REQUEST: usize = 3;
/// What ends a sentence, so that the next one may begin with a pronoun; and the clause before one.
const ENDS: [char; 2] = ['.', '!'];
const CLAUSE: [char; 7] = [',', ';', ':', '(', '.', '!', '?'];

impl Meanings {
    /// The term is said of a given name that stands behind its verb, or before the pronoun that is its subject.
    pub(super) fn is_said_of_one_apart(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let is_asked = buf[sentence.end.max(span.end)..].starts_with('?');
        !is_asked
            && (self.is_said_inverted(buf, span, sentence)
                || self.is_resumed(buf, span, sentence)
                || self.is_behind_owner(buf, span, sentence))
    }

    /// "Karim komt na zijn burn-out terug", "Get well soon to Tom after his heart attack", no "na zijn lezing over burn-out".
    fn is_behind_owner(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let text = &buf[sentence.start.min(span.start)..span.start];
        let (ties, references) = (&self.ties, &self.references);
        let mut near = words(text)
            .rev()
            .take(OWNER)
            .skip_while(|word| !ties.owners.has(word) && self.is_measure(word));
        let is_owned = near.next().is_some_and(|word| ties.owners.has(word))
            && near
                .find(|word| !ties.fillers.has(word))
                .is_some_and(|word| ties.after.has(word));
        is_owned
            && references.has_given(text)
            && ![&references.animals, &references.others, &references.about, &self.topics]
                .iter()
                .any(|list| list.any_in(text))
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
            // A line or a question is no sentence that somebody goes on with, but what is asked of somebody is.
            true => {
                let last = wrapped_before(buf, start, SENTENCE);
                (told.starts_with(ENDS) || told.starts_with('?') && self.is_request(last))
                    && self.tells_of_one(last, buf, span)
            }
            // "Karim lit un article, c'est un cancer rare."
            false
                if self.is_about_something(told)
                    && words(clause).next().is_some_and(|word| self.ties.these_are.has(word)) =>
            {
                false
            }
            false => self.tells_of_one(told.trim_end_matches([' ', ',', ';', ':', '(', '"']), buf, span),
        }
    }

    /// "Kan iemand de dienst van Karim overnemen", no "Blijft Karim thuis".
    fn is_request(&self, text: &str) -> bool {
        let mut first = words(behind_last(text, &['.', '!', '?', '\n'])).take(REQUEST);
        first.any(|word| self.ties.requests.has(word))
    }

    /// "Zij heeft opnieuw ", "er muss vor", "die is overtuigd "; where the name is a sentence away, only small words may stand
    /// between verb and term.
    pub(super) fn begins_with_pronoun(&self, clause: &str, term: &str, is_apart: bool) -> bool {
        let (references, ties) = (&self.references, &self.ties);
        let is_small = |word: &str| {
            self.is_measure(word)
                || [
                    &ties.state_by,
                    &ties.falls,
                    &ties.falls_by,
                    &ties.stays,
                    &ties.days,
                    &ties.until,
                    &ties.selves,
                ]
                .iter()
                .any(|list| list.has(word))
        };
        let is_self = |word: &&str| ties.selves.has(word);
        let mut said = words(clause).chain(words(term)).filter(|word| !is_self(word));
        let (Some(pronoun), Some(verb)) = (said.next(), said.next()) else {
            return false;
        };
        if ties.they_are.has(pronoun) || !is_apart && ties.these_are.has(pronoun) {
            return words(clause)
                .skip(1)
                .all(|word| is_small(word) || ties.having.has(word));
        }
        let is_third = references.third.has(pronoun)
            || references.before_verb.has(pronoun) && !references.impersonal.has(verb)
            || !is_apart && references.resuming.has(pronoun);
        if !is_third {
            return false;
        }
        let n_before = words(clause).filter(|word| !is_self(word)).count();
        // "il se fait opérer": the term begins with its verb.
        if n_before == 1 {
            return words(term).nth(1).is_some();
        }
        let between = match n_before {
            0 => "",
            _ => &clause[range_of(clause, verb).end..],
        };
        self.verbs.has(verb) && self.says(verb, between) && (!is_apart || words(between).all(is_small))
    }

    /// The sentence or clause names one given name, no animal and nobody of a book.
    pub(super) fn tells_of_one(&self, text: &str, buf: &str, span: &Range<usize>) -> bool {
        let told = text.trim_end_matches(ENDS);
        let told = behind_last(told, &['.', '!', '?', '\n']);
        let mut names = words(told).rev().map(|word| without_possessive(word).unwrap_or(word));
        let Some(name) = names.find(|word| is_given(word)) else {
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
    use crate::detect::special::told_in;
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn who_is_named_behind_the_verb_or_before_a_pronoun_is_told_of() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR
                .book
                .meanings
                .is_said_of_one_apart(&plain, &span, &told_in(&plain, &span));
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
        check(
            "Kan iemand Karim vervangen? Hij ligt in het ziekenhuis met <astma>.",
            true,
        );
        check("Peux-tu adapter l'horaire de Karim ? Il est <épileptique>.", true);
        check(
            "Kannst du den Plan von Karim anpassen? Er ist seit gestern <krank>.",
            true,
        );
        check("Can you change Tom's hours? He has <epilepsy>.", true);
        check("Anne kommt nicht. Sie selbst liegt mit <Angina> im Bett.", true);
        check("Anne can't make it. She is in bed herself with <tonsillitis>.", true);
        check("Tom was away. He's <epileptic>.", true);
        check("Tom was away. He's got <epilepsy>.", true);
        check("Tom was away. He's writing on <epilepsy>.", false);
        check("Karim demande congé vendredi, c'est un <musulman>", true);
        check("Karim lit un livre, c'est un <musulman>", false);
        check("Karim lit un article, c'est un <cancer> rare", false);
        check("Karim komt na zijn <burn-out> deeltijds terug.", true);
        check("Get well soon to Tom after his <heart attack>.", true);
        check("Stefan kommt nach seinem <Burnout> zurück.", true);
        check("Karim revient à mi-temps suite à son <infarctus>.", true);
        check("We wensen Karim beterschap na zijn zware <operatie>.", true);
        check("Karim komt na zijn lezing over <burn-out> terug.", false);
        check("De hond van Karim herstelt na zijn <kanker>.", false);
        check("In de film komt Karim terug na zijn <burn-out>.", false);
        check("De firma komt terug na haar <burn-out>.", false);
        check("Karim komt met zijn <vakbond>.", false);
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
