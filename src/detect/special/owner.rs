//! What is somebody's who is named by a given name alone: "Tom's asthma", "Evas Schwangerschaft", "de zwangerschap van Eva",
//! "Mia's mother". What is called after somebody is nobody's: "Crohn's disease", "maladie de Horton".

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last};
use super::reference::{References, is_given, word_before};
use super::wordlist::{WordPatterns, next_word, words};
use crate::detect::around::{line_before, line_behind, offset_of};
use crate::detect::names::{NAMES, PERSON, elided, folded, is_alphanumeric, without_possessive};
use crate::detect::person::listed;

/// Bytes before a term and behind it in which its owner stands.
const REACH: usize = 60;
/// Words between an owner and a term: "Tom's severe type 1".
const BETWEEN: usize = 3;

/// The words of `lexicon.toml` for what is somebody's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owned {
    /// Relatives in the plural, and what may stand before them: "Mila's two mums".
    couples: WordPatterns,
    both: WordPatterns,
    /// Between a term and its owner.
    of_whom: WordPatterns,
    /// Words for an illness and for something else, and verbs right before them besides those that tie any term.
    illnesses: WordPatterns,
    suffered: WordPatterns,
    /// Terms that are called after somebody; what bears an illness in its name.
    eponyms: WordPatterns,
    of_themes: WordPatterns,
}

impl Owned {
    /// "van", "de", "of": between what is somebody's and whose it is.
    pub(super) fn is_of_whom(&self, word: &str) -> bool {
        self.of_whom.has(word)
    }

    /// "blog", "kankeronderzoek"
    pub(super) fn is_theme(&self, word: &str) -> bool {
        self.of_themes.has(word)
    }
}

impl References {
    /// Where somebody's relatives begin at the end of a text: "Mia's mother", "Mila's two mums".
    pub(super) fn relative_of_given(&self, rest: &str, word: &str) -> Option<usize> {
        let is_couple = self.owned.couples.has(word);
        if !is_couple && !self.relatives.has(word) {
            return None;
        }
        let (mut before, mut owner) = word_before(rest)?;
        if is_couple && self.owned.both.has(owner) {
            (before, owner) = word_before(before)?;
        }
        is_owner(before, owner).then_some(before.len())
    }
}

impl Meanings {
    /// The term is said of whoever it belongs to.
    pub(super) fn is_of_given(&self, buf: &str, span: &Range<usize>) -> bool {
        let start = self.owner_before(buf, span).or_else(|| self.owner_behind(buf, span));
        start.is_some_and(|start| {
            let before = behind_last(line_before(buf, span.start, REACH), &['.', ';', ':']);
            !self.is_about_something(before)
                && self.is_told_person(buf, start, span)
                && self.is_listed_person(buf, start)
        })
    }

    /// A weak word is an illness where somebody has it: "Lukas' Depression", "la dépression de Paul Denis", "hat eine Depression".
    pub(super) fn is_illness_of_somebody(&self, buf: &str, span: &Range<usize>) -> bool {
        let owned = &self.references.owned;
        let is_of_one = || {
            let behind = line_behind(buf, span.end, REACH);
            let name = next_word(behind)
                .filter(|word| owned.of_whom.has(word))
                .map(|word| &behind[word.len() + 2..]);
            name.is_some_and(|name| listed(name, 0, name.len()).is_some())
        };
        owned.illnesses.has(&buf[span.clone()])
            && !self.names_a_thing(&buf[span.end..])
            && (self.is_tied(buf, span)
                || self.suffered_by(buf, span).is_some()
                || self.is_of_given(buf, span)
                || self.is_alone_behind_name(buf, span)
                || is_of_one())
    }

    /// The verb right before a word for an illness by which somebody has it: "fait une dépression", "I have depression".
    pub(super) fn suffered_by<'t>(&self, buf: &'t str, span: &Range<usize>) -> Option<&'t str> {
        let owned = &self.references.owned;
        if !owned.illnesses.has(&buf[span.clone()]) {
            return None;
        }
        let mut near = words(line_before(buf, span.start, REACH))
            .rev()
            .filter(|word| !self.is_measure(word));
        near.next().filter(|word| owned.suffered.has(word))
    }

    /// "Tom's severe asthma", "Evas Schwangerschaft", no "Tom's diabetes blog"
    fn owner_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let mut rest = line_before(buf, span.start, REACH);
        for _ in 0..=BETWEEN {
            let (before, word) = word_before(rest)?;
            if is_owner(before, word) {
                return (!self.names_a_thing(&buf[span.end..])).then(|| offset_of(buf, word));
            }
            if !self.is_measure(word) {
                return None;
            }
            rest = before;
        }
        None
    }

    /// "de zwangerschap van Eva", "arrêt maladie d'Olivier", no "maladie de Horton"
    fn owner_behind(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let rest = line_behind(buf, span.end, REACH).strip_prefix(' ')?;
        let word = first_word(rest);
        let name = match elided(word) {
            0 if self.references.owned.of_whom.has(word) => rest[word.len()..].strip_prefix(' ')?,
            0 => return None,
            len => self.references.owned.of_whom.has(&word[..len]).then(|| &rest[len..])?,
        };
        let known = first_word(name);
        let next = first_word(name[known.len()..].strip_prefix(' ').unwrap_or(""));
        let goes_on = || next.starts_with(char::is_uppercase) || PERSON.is_particle(next);
        let mut term = words(&buf[span.clone()]);
        let mut is_eponym = || term.all(|word| self.references.owned.eponyms.has(word));
        (is_given(known) && !goes_on() && !is_eponym()).then(|| offset_of(buf, name))
    }

    /// What stands behind a term makes it a part of the name of a thing: "diabetes blog".
    pub(super) fn names_a_thing(&self, behind: &str) -> bool {
        let next = behind.strip_prefix(' ').map_or("", first_word);
        behind.starts_with('-') || next.starts_with(char::is_uppercase) || self.references.owned.of_themes.has(next)
    }

    /// A small word or a number before what is told: "severe", "type 1".
    pub(super) fn is_measure(&self, word: &str) -> bool {
        self.ties.fillers.has(word)
            || self.references.measures.has(word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// A given name in the possessive, no "St John's": what is a name with its last letter is none without ("Lucas").
fn is_owner(before: &str, word: &str) -> bool {
    let is_one = match without_possessive(word) {
        Some(name) => is_given(name),
        None => word.strip_suffix('s').is_some_and(|name| {
            let whole = folded(word);
            is_given(name) && !NAMES.is_given(&whole) && !NAMES.is_surname(&whole)
        }),
    };
    let is_saint =
        || word_before(before).is_some_and(|(_, word)| PERSON.is_no_name(&folded(word.trim_end_matches('.'))));
    // "Ben & Jerry's"
    is_one && !before.ends_with("& ") && !is_saint()
}

fn first_word(text: &str) -> &str {
    let is_sign = |c: char| !is_alphanumeric(c) && !matches!(c, '-' | '\'' | '\u{2019}');
    text.split(is_sign).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn what_is_somebodys_is_told_of_them() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_of_given(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("Tom's <asthma> is getting worse", true);
        check("Tom\u{2019}s <asthma> is getting worse", true);
        check("Tom's severe type 1 <diabetes> is worse", true);
        check("Lukas' <Epilepsie>", true);
        check("Evas <Schwangerschaft> verläuft gut", true);
        check("Toms <astma> wordt erger", true);
        check("De <zwangerschap> van Eva verloopt goed", true);
        check("La <grossesse> de Sarah se passe bien", true);
        check("<Arrêt maladie> d'Olivier jusque fin mai", true);
        check("<Arrêt maladie> de Nathalie", true);
        check("Die <Schwangerschaft> von Eva", true);
        check("Lucas <epilepsie>", false);
        check("St John's <cancer> ward", false);
        check("St. John's <epilepsy>", false);
        check("Crohn's <disease>", false);
        check("McDonald's <diabetes>", false);
        check("Tom's <diabetes> blog", false);
        check("Martin's <epilepsy> textbook", false);
        check("Ben & Jerry's <diabetes>", false);
        check("Tom's <Diabetes> Center", false);
        check("Eine <Krankheit> von Anna", false);
        check("de <ziekte> van Lyme", false);
        check("la <maladie> de Charcot", false);
        check("la <maladie> de Horton", false);
        check("een boek over <epilepsie> van Tom", false);
        check("Spreekbeurt: <epilepsie> van Emma", false);
        check("de <epilepsie> van Tom Claes", false);
        check("le <syndrome> de Gilles de la Tourette", false);
        check("Onze kat en de <epilepsie> van Felix", false);
        check("Volgens Tom's <asthma>", false);
    }
}
