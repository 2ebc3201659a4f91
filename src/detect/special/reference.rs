//! Short ways of naming one person where something is said of them: "Sofie P. is", "Marie de la compta est", "zijn vrouw
//! heeft", "Werknemer 4417 is". Apart from what is said they are no persons: "Jan van de bakker", "kamer 12".

use serde::Deserialize;

use super::aside::without_aside;
use super::owner::Owned;
use super::patient::Reports;
use super::unlisted::Unlisted;
use super::wordlist::WordPatterns;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::{NAMES, PERSON, WordSet, elided, folded, is_alphanumeric, without_possessive};
use crate::detect::person::{MOST_PARTICLES, is_capitalised};

/// Words between a given name and where its bearer works: "Paul du service des achats".
const MOST_LINKS: usize = 3;
/// Digits of a number that stands for a person; fewer number a list of cases.
const NUMBER: std::ops::RangeInclusive<usize> = 3..=8;
/// Initials before a surname.
const MOST_INITIALS: usize = 3;
/// Letters of a surname that no list knows.
const UNKNOWN: usize = 4;

/// The words of `lexicon.toml` by which people name each other.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct References {
    /// Before "info", which is no address then: "Ter info, Jan".
    pub(super) for_news: WordPatterns,
    /// Between a given name and a part of an organisation, and the parts.
    pub links: WordPatterns,
    pub departments: WordPatterns,
    /// Relatives behind a word of possession, and those that are names by themselves.
    pub relatives: WordPatterns,
    pub owners: WordPatterns,
    /// Aunts and uncles, before their names.
    pub kin: WordPatterns,
    /// Behind these it is not said that it is so: "if his wife".
    pub conditions: WordPatterns,
    pub parents: WordPatterns,
    /// What somebody is, before a number or a surname; those of them before a surname that no list knows; rooms.
    pub bearers: WordPatterns,
    pub callers: WordPatterns,
    pub households: WordPatterns,
    pub rooms: WordPatterns,
    /// Rooms that are called after somebody.
    pub places: WordPatterns,
    /// "Karel V."
    pub reigning: WordPatterns,
    pub conjunctions: WordPatterns,
    /// Behind a clause they begin another one, as they are written.
    pub next_clause: WordSet<String>,
    /// Somebody of whom it was said before, or who speaks of themselves.
    pub third: WordPatterns,
    pub first: WordPatterns,
    /// Verbs of several people, who are named as one.
    pub plural: WordPatterns,
    /// What is said about something: no tie to a person.
    pub about: WordPatterns,
    /// Animals, and what heads a list of subjects, parts or speakers: no persons of whom something is told.
    pub others: WordPatterns,
    pub animals: WordPatterns,
    /// What is somebody's, the patient of a report, and what stands around names that no list knows.
    pub owned: Owned,
    pub reports: Reports,
    pub unlisted: Unlisted,
    /// Before a term, besides fillers and numbers: "type 1".
    pub measures: WordPatterns,
    /// Behind a name and a comma: "who has". What goes on right behind a state between commas.
    pub who: WordPatterns,
    pub behind_states: WordPatterns,
    /// "mevr maes", as chats write it.
    pub salutations: WordPatterns,
    /// "il", of somebody where a verb of being or having is next.
    pub before_verb: WordPatterns,
    /// Behind one of those they make it nobody: the Dutch "er is". In the next clause, somebody who was named before.
    pub impersonal: WordPatterns,
    pub resuming: WordPatterns,
}

impl References {
    /// Where the words at the end of a text begin that name one person.
    pub fn at_end(&self, text: &str) -> Option<usize> {
        let text = without_aside(text.trim_end_matches(' '));
        let (rest, word) = last_word(text);
        let before = word_before(rest);
        if is_initial(word) {
            let (rest, name) = before.or_else(|| listed_before(rest))?;
            let is_one = self.is_with_initial(name, word);
            return is_one.then_some(rest.len()).or_else(|| behind_particle(rest, name));
        }
        if is_given(word) {
            return Some(rest.len());
        }
        let Some((rest_before, previous)) = before else {
            let is_parent = self.parents.has(word);
            return is_parent
                .then_some(rest.len())
                .or_else(|| self.in_small_letters(rest, word));
        };
        if self.parents.has(word) && self.conjunctions.has(previous) {
            return Some(rest.len());
        }
        let is_surname = is_capitalised(word) && NAMES.is_surname(&folded(word));
        let is_one = is_surname
            && (is_initial(previous) || self.bearers.has(previous) || self.households.has(previous))
            || self.is_relative(word, rest_before, previous)
            || self.bearers.has(previous) && is_number(word)
            || self.is_caller(previous) && is_unknown_surname(word);
        match is_one {
            true => Some(rest_before.len()),
            false => behind_initials(rest, word)
                .or_else(|| self.in_room(rest, word))
                .or_else(|| self.at_work(rest, word))
                .or_else(|| self.relative_of_given(rest, word))
                .or_else(|| self.behind_salutation(text, rest, word))
                .or_else(|| self.behind_role(text, |word| self.is_caller(word)))
                .or_else(|| self.in_small_letters(rest, word)),
        }
    }

    /// "Sofie P.", "Peeters J.", no "Karel V."
    pub fn is_with_initial(&self, name: &str, initial: &str) -> bool {
        let of_a_king = matches!(initial, "I." | "X.") || initial == "V." && self.reigning.has(name);
        is_given(name) && !of_a_king || is_capitalised(name) && NAMES.is_surname(&folded(name))
    }

    /// "zijn vrouw", no "if his wife" nor "omdat zijn vrouw", which is anybody's if no one is named before.
    fn is_relative(&self, word: &str, before: &str, owner: &str) -> bool {
        let is_condition =
            || word_before(before).is_some_and(|(_, word)| self.conditions.has(word) || self.conjunctions.has(word));
        self.relatives.has(word) && self.owners.has(owner) && !is_condition()
    }

    /// A word before a surname that no list need know. What English texts have too counts as Dutch writes it: "cliënt".
    fn is_caller(&self, word: &str) -> bool {
        self.callers.has(word) || word.contains('ë') && self.bearers.has(word)
    }

    /// "Griet van de boekhouding", "Lowie uit 4B"
    fn at_work(&self, rest: &str, word: &str) -> Option<usize> {
        if !self.departments.has(word) && !is_class(word) {
            return None;
        }
        let (mut rest, mut word) = word_before(rest)?;
        for _ in 0..MOST_LINKS {
            if !self.links.has(word) {
                return None;
            }
            (rest, word) = word_before(rest)?;
            if is_given(word) {
                return Some(rest.len());
            }
        }
        None
    }

    /// "Patiënt kamer 12", "le patient de la chambre 12"
    fn in_room(&self, rest: &str, word: &str) -> Option<usize> {
        let is_room = word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty();
        let (mut rest, room) = word_before(rest)?;
        if !is_room || !self.rooms.has(room) {
            return None;
        }
        for _ in 0..=MOST_LINKS {
            let (before, word) = word_before(rest)?;
            if self.bearers.has(word) {
                return Some(before.len());
            }
            if !self.links.has(word) {
                return None;
            }
            rest = before;
        }
        None
    }

    /// A given name and an initial stand somewhere in the first `len` bytes of a text: where.
    pub fn with_initial(&self, text: &str, len: usize) -> Option<usize> {
        let stops = text[..len].match_indices('.').map(|(at, _)| at + 1);
        stops.into_iter().find_map(|end| {
            let (rest, initial) = last_word(&text[..end]);
            let (before, name) = word_before(rest)?;
            let is_one = is_initial(initial) && is_given(name) && self.is_with_initial(name, initial);
            // "Jan P. Maes" is a whole name, which others find; "Claes A. Epilepsie bij kinderen" is a book.
            let goes_on = text[end..].trim_start_matches(' ').starts_with(char::is_uppercase);
            (is_one && !goes_on && !text[end..].starts_with(is_alphanumeric)).then_some(before.len())
        })
    }

    /// A given name alone, of whom something is told, stands somewhere in a text.
    pub fn has_given(&self, text: &str) -> bool {
        let is_start = |c: char| !is_alphanumeric(c) && !matches!(c, '-' | '\'' | '.' | '@' | '/' | '_');
        let mut words = text.split(is_start).filter(|word| !word.is_empty()).peekable();
        std::iter::from_fn(|| Some((words.next()?, words.peek().copied()))).any(|(word, next)| {
            let name = without_possessive(word).unwrap_or(word);
            let goes_on = |next: &str| next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            is_given(&name[elided(name)..]) && next.is_some_and(goes_on)
        })
    }
}

/// A name that tells by itself that somebody is meant.
pub(super) fn is_given(word: &str) -> bool {
    let in_capitals = word.chars().all(char::is_uppercase);
    is_capitalised(word) && !in_capitals && NAMES.is_given_alone(&folded(word))
}

/// "P."
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    let is_letter = letters.next().is_some_and(char::is_uppercase);
    is_letter && letters.next() == Some('.') && letters.next().is_none()
}

/// "A.B.", "J.-P."
pub(super) fn are_initials(word: &str) -> bool {
    let initials = word.split_terminator('.').map(|one| one.trim_start_matches('-'));
    let is_letter = |one: &str| one.starts_with(char::is_uppercase) && one.chars().nth(1).is_none();
    word.ends_with('.') && initials.clone().count() <= MOST_INITIALS && initials.into_iter().all(is_letter)
}

/// "Peeters, " before an initial.
pub(super) fn listed_before(rest: &str) -> Option<(&str, &str)> {
    let (before, name) = last_word(rest.strip_suffix(", ")?);
    (!name.is_empty()).then_some((before, name))
}

/// "Van Genechten" before an initial: a particle tells that it is a surname, whether or not a list knows it.
fn behind_particle(rest: &str, name: &str) -> Option<usize> {
    let (before, particle) = word_before(rest)?;
    let is_known = || NAMES.is_surname(&folded(&format!("{particle} {name}")));
    let is_surname = is_unknown_surname(name) || is_capitalised(name) && is_known();
    let is_one = is_capitalised(particle) && PERSON.is_particle(&folded(particle)) && is_surname;
    is_one.then_some(before.len())
}

/// "J. Van den Berg", "R. Van Genechten", "A.B. Peeters"
fn behind_initials(rest: &str, word: &str) -> Option<usize> {
    let (mut rest, mut previous) = word_before(rest)?;
    let mut surname = folded(word);
    for _ in 0..MOST_PARTICLES {
        let particle = folded(previous);
        if !PERSON.is_particle(&particle) {
            break;
        }
        surname = format!("{particle} {surname}");
        (rest, previous) = word_before(rest)?;
    }
    // A sentence may end with a letter: "vitamine D. De Test".
    let begins = || {
        rest.trim_end_matches(' ').is_empty() || rest.trim_end_matches(' ').ends_with(['\n', ':', '.', '-', '|', '\t'])
    };
    let is_known = NAMES.is_surname(&surname) || NAMES.is_surname(&folded(word));
    let is_one = is_capitalised(word) && (is_known || surname.contains(' ') && is_unknown_surname(word) && begins());
    (is_one && are_initials(previous)).then_some(rest.len())
}

/// "4417"
pub(super) fn is_number(word: &str) -> bool {
    NUMBER.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "4B"
fn is_class(word: &str) -> bool {
    matches!(word.as_bytes(), [digit, letter] if digit.is_ascii_digit() && letter.is_ascii_alphabetic())
}

/// "Vermassen", no "IT", no "Tevredenheid" and no "famille Royale"
pub(super) fn is_unknown_surname(word: &str) -> bool {
    let mut letters = word.chars();
    !CONTEXTS
        .person
        .no_surnames
        .iter()
        .any(|end| word.ends_with(end.as_str()))
        && letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() + 1 >= UNKNOWN
        && letters.all(|c| c.is_lowercase())
}

/// The word at the end, and what stands before it.
pub(super) fn last_word(text: &str) -> (&str, &str) {
    let is_sign = |c: char| !is_alphanumeric(c) && !matches!(c, '-' | '\'' | '\u{2019}' | '.');
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| is_sign(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    text.split_at(start + elided(&text[start..]))
}

/// The word before a place, if nothing but a space is between and no sentence ends there.
pub(super) fn word_before(rest: &str) -> Option<(&str, &str)> {
    let trimmed = rest.strip_suffix(' ')?;
    let (before, word) = last_word(trimmed);
    let ends_sentence = word.ends_with('.') && word.len() > UNKNOWN && !are_initials(word);
    (!word.is_empty() && !ends_sentence).then_some((before, word))
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn one_person_is_named_in_many_ways() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let start = DETECTOR.book.meanings.references.at_end(text);
            assert_eq!(start.map(|start| &text[start..]), expected, "{text}");
        }
        let yes = |text: &str, name: &str| check(text, Some(name));
        yes("Gisteren was Sofie P.", "Sofie P.");
        yes("Zieken: Peeters J.", "Peeters J.");
        yes("en J. Peeters", "J. Peeters");
        yes("en J. Van den Berg", "J. Van den Berg");
        yes("A.B. Peeters", "A.B. Peeters");
        yes("J.-P. Dupont", "J.-P. Dupont");
        yes("M.-C. Dupont", "M.-C. Dupont");
        yes("en J.P. Dupont", "J.P. Dupont");
        yes("mevr maes", "mevr maes");
        yes("mme dupont", "mme dupont");
        yes("mevr van den berg", "mevr van den berg");
        yes("dhr. janssens", "dhr. janssens");
        yes("le fils d'Anne", "Anne");
        yes("dit qu'Anne P.", "Anne P.");
        yes("Mia's mother", "Mia's mother");
        yes("Elliot\u{2019}s mum", "Elliot\u{2019}s mum");
        yes("Mila's two mums", "Mila's two mums");
        yes("Toms Mutter", "Toms Mutter");
        yes("Ziek: R. Van Quintelier", "R. Van Quintelier");
        yes("Van Quintelier R.", "Van Quintelier R.");
        yes("De Mey G.", "De Mey G.");
        yes("Gisteren had Peeters, J.", "Peeters, J.");
        yes("Griet van de boekhouding", "Griet van de boekhouding");
        yes("Paul du service achats", "Paul du service achats");
        yes("Hans (Buchhaltung)", "Hans (Buchhaltung)");
        yes("Jan, onze magazijnier,", "Jan, onze magazijnier,");
        yes("Lowie uit 4B", "Lowie uit 4B");
        yes("Gisteren was zijn vrouw", "zijn vrouw");
        yes("ma belle-mère", "ma belle-mère");
        yes("Hallo. Mama", "Mama");
        yes("omdat mama", "mama");
        yes("Werknemer 4417", "Werknemer 4417");
        yes("Le patient de la chambre 12", "patient de la chambre 12");
        yes("Cliënt Vermassen", "Cliënt Vermassen");
        yes("Kollege Weber", "Kollege Weber");
        yes("Family Peeters", "Family Peeters");
        for text in [
            "Karel V.",
            "vitamine D. De Quintelier",
            "R. Quintelier",
            "Rijssel P.",
            "Type P.",
            "Jan van de bakker",
            "de boekhouding",
            "de vrouw",
            "een werknemer, omdat zijn vrouw",
            "kamer 12",
            "Patient 12",
            "Patient Portal",
            "Client Server",
            "Kunde Diagnose",
            "La famille Royale",
            "klant IT",
            "Family Planning",
            "Family 2024",
            "maes",
            "mevr de",
            "collega maes is",
            "J.-P. quintelier",
            "Crohn's mother",
            "Tom's company",
            "two mums",
            "St John's mother",
            "JAN",
            "versie 4B",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_given_name_with_an_initial_is_somebody_wherever_it_stands() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let references = &DETECTOR.book.meanings.references;
            assert_eq!(references.with_initial(text, text.len()).is_some(), expected, "{text}");
        }
        check("Plaatsing Jayden M. (9 j.): ", true);
        check("**Yusra B.** : ", true);
        check("Keizer Karel V. leed aan ", false);
        check("Jan P. Maes", false);
        check("in Rijssel P. en", false);
        check("Jan p. 12", false);
    }
}
