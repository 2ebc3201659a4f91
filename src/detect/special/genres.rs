//! Kinds of text in which something is told of nobody: a story, a horoscope, the papers of an animal, a machine or a
//! run for charity. A few words that belong to such a text give it away, wherever they stand around a term.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::ensure;
use serde::Deserialize;

use super::meaning::{Meanings, behind_last};
use super::wordlist::{WordPatterns, words};
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::{around, line_before};
use crate::detect::asked::Asked;
use crate::detect::context::FAR;
use crate::detect::names::{NAMES, with_folded};
use crate::detect::split::Words;

/// Signs by which a kind of text is known, if it does not say another number.
const ENOUGH: u32 = 2;
/// Verbs of being and having, in the first person.
const STATES_OF_WRITER: [&str; 12] = [
    "ben", "heb", "was", "had", "suis", "j'ai", "bin", "habe", "am", "have", "i'm", "i've",
];
/// Stands for a number in a sign: "hoofdstuk #".
const NUMBER: &str = "#";

/// The kinds, as they are listed, and their signs by the word that they begin with: few places of a text begin one.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<Listed>")]
pub struct Genres {
    kinds: Vec<Kind>,
    openers: HashMap<String, Vec<Sign>>,
    /// All of those words, to tell most words from them by their first letters.
    first_words: WordPatterns,
}

/// A kind of text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    /// Each of these alone gives it away.
    #[serde(default)]
    alone: Vec<String>,
    /// Words for one thing in the four languages are one sign; of these, several must be there.
    signs: Vec<Vec<String>>,
    /// How many must be there.
    #[serde(default = "enough")]
    enough: u32,
    /// Its signs are animals, which have names.
    #[serde(default)]
    animals: bool,
    /// Only these words are said of something else in it: a server may be ill, and has no cancer.
    figures: Option<WordPatterns>,
}

#[derive(Clone, Debug)]
struct Kind {
    enough: u32,
    animals: bool,
    figures: Option<WordPatterns>,
}

/// A sign of a kind: its words behind the first, and the bit that it is known by.
#[derive(Clone, Debug)]
struct Sign {
    kind: usize,
    rest: Vec<String>,
    bits: u32,
}

impl TryFrom<Vec<Listed>> for Genres {
    type Error = anyhow::Error;

    fn try_from(listed: Vec<Listed>) -> anyhow::Result<Self> {
        let mut openers = HashMap::<String, Vec<Sign>>::new();
        let mut kinds = Vec::new();
        for (kind, of_kind) in listed.into_iter().enumerate() {
            ensure!(
                of_kind.signs.len() <= 29 && of_kind.enough <= 3,
                "too many signs of a kind of text"
            );
            // The three lowest bits are those of what gives it away alone.
            let alone = of_kind.alone.iter().map(|sign| (sign, 0b111));
            let several = (3..).zip(&of_kind.signs);
            let several = several.flat_map(|(n, same)| same.iter().map(move |sign| (sign, 1 << n)));
            for (sign, bits) in alone.chain(several) {
                let mut of_sign = sign.split(' ').map(str::to_owned);
                let first = of_sign.next().unwrap_or_default();
                let rest = of_sign.collect();
                openers.entry(first).or_default().push(Sign { kind, rest, bits });
            }
            kinds.push(Kind {
                enough: of_kind.enough,
                animals: of_kind.animals,
                figures: of_kind.figures,
            });
        }
        let first_words: Vec<String> = openers.keys().cloned().collect();
        Ok(Self {
            first_words: WordPatterns::new(&first_words),
            kinds,
            openers,
        })
    }
}

impl Genres {
    /// The kinds that a text is known to be of.
    fn of<'g>(&'g self, text: &str) -> impl Iterator<Item = (usize, &'g Kind)> {
        let mut seen = vec![0_u32; self.kinds.len()];
        let mut rest = words(text);
        while let Some(word) = rest.next() {
            if !self.first_words.has(word) || is_first_of_name(word, rest.clone()) {
                continue;
            }
            let signs = with_folded(word, |word| self.openers.get(word));
            for sign in signs
                .into_iter()
                .flatten()
                .filter(|sign| goes_on(&sign.rest, rest.clone()))
            {
                seen[sign.kind] |= sign.bits;
            }
        }
        let known = move |n: usize| seen[n].count_ones() >= self.kinds[n].enough;
        (0..).zip(&self.kinds).filter(move |&(n, _)| known(n))
    }

    /// The word alone is a sign of a kind.
    fn has_sign(&self, kind: usize, word: &str) -> bool {
        let signs = with_folded(word, |word| self.openers.get(word));
        signs
            .into_iter()
            .flatten()
            .any(|sign| sign.kind == kind && sign.rest.is_empty())
    }
}

impl Kind {
    fn speaks_of(&self, term: &str) -> bool {
        self.figures
            .as_ref()
            .is_none_or(|list| words(term).any(|word| list.has(word)))
    }
}

impl Detector {
    /// The text around the term is of a kind that tells nothing of anybody, or of nobody whom the sentence does not name.
    pub(super) fn is_of_genre(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let text = &buf[around(buf, span, FAR)];
        let mut kinds = meanings.genres.of(text);
        kinds.any(|(n, kind)| {
            kind.speaks_of(&buf[span.clone()])
                && (!self.is_told_of_somebody(window, span, asked) || self.is_told_of_thing(window, span, n, asked))
                && !self.is_labelled(window, span, n)
        })
    }

    /// "Diagnosis: dementia", "Tom Baker: sick leave": a note, which tells of somebody without a verb; not "Chat : Félix, FIV".
    fn is_labelled(&self, window: Window<'_, '_>, span: &Range<usize>, kind: usize) -> bool {
        let line = behind_last(line_before(window.buf, span.start, FAR), &['.', ';', '!', '?']);
        let label = line.rsplit_once(':').map_or("", |(label, _)| label);
        let genres = &self.book.meanings.genres;
        !label.trim().is_empty() && !words(label).any(|word| genres.has_sign(kind, word))
    }

    /// The sentence names somebody, and tells it of an animal or a machine: "Bruno is diabetic" behind "Bruno, labrador", "Tom's server
    /// is sick".
    fn is_told_of_thing(&self, window: Window<'_, '_>, span: &Range<usize>, kind: usize, asked: &mut Asked) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let told = asked.told_in(buf, span);
        let before = &buf[told.start.min(span.start)..span.start];
        let is_small = |word: &&str| {
            meanings.ties.being.has(word) || meanings.ties.having.has(word) || meanings.ties.fillers.has(word)
        };
        // "Tom Claes, motor en versnelling, is ziek" is told of Tom.
        let subject = words(behind_last(before.trim_end(), &[',']))
            .rev()
            .find(|word| !is_small(word));
        let Kind { animals, figures, .. } = &meanings.genres.kinds[kind];
        if (*animals || figures.is_some()) && subject.is_some_and(|word| meanings.genres.has_sign(kind, word)) {
            return true;
        }
        if !animals || words(before).any(|word| meanings.references.first.has(word)) {
            return false;
        }
        let earlier = around(buf, span, FAR).start..span.start;
        let called: Vec<&str> =
            named_beside(&buf[earlier.clone()], |word| meanings.beings.is_word_for_animal(word)).collect();
        let is_nobody_else = |asked: &mut Asked| {
            !self.has_name(window, &earlier) && self.name_near(buf, &earlier, window.terms, asked).is_none()
        };
        words(before).any(|word| called.contains(&word))
            || !called.is_empty()
                && meanings.has_pronoun(buf, &(told.start.min(span.start)..span.start))
                && is_nobody_else(asked)
    }

    /// The sentence says the term of its writer or of somebody.
    fn is_told_of_somebody(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let meanings: &Meanings = &self.book.meanings;
        let told = asked.told_in(window.buf, span);
        self.is_tied_to_somebody(window, span, asked)
            || meanings.is_said_of_one(window.buf, span, &told)
            || meanings.is_said_of_oneself(window.buf, span)
            || self.is_state_of_writer(&window.buf[told.start.min(span.start)..span.end])
            || self.is_in_predicate_of_name(window, &(told.start.min(span.start)..span.start), asked)
    }

    /// "Ik ben zwanger en loop niet mee", not "Ik werk aan het dossier abortus".
    fn is_state_of_writer(&self, told: &str) -> bool {
        words(told).any(|word| self.book.meanings.references.first.has(word))
            && words(told).any(|word| with_folded(word, |word| STATES_OF_WRITER.contains(&word)))
    }

    /// "Tom Maes liep 10 km, herstelt van ": somebody is named, and a verb of state stands behind the name.
    fn is_in_predicate_of_name(&self, window: Window<'_, '_>, before: &Range<usize>, asked: &mut Asked) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let named = self.name_near(buf, before, window.terms, asked);
        let is_state = |word: &str| {
            let ties = &meanings.ties;
            meanings.verbs.has(word) || ties.falls.has(word) || ties.telling.has(word) || ties.causes.has(word)
        };
        named.is_some_and(|at| words(&buf[at..before.end]).any(is_state))
    }
}

/// Names right before or behind an animal: "Bruno, labrador", "onze kat Minoes".
fn named_beside(text: &str, is_animal: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let pairs = words(text).zip(words(text).skip(1));
    pairs.filter_map(move |(word, next)| match (is_animal(word), is_animal(next)) {
        (true, false) => Some(next).filter(|name| is_name(name)),
        (false, true) => Some(word).filter(|name| is_name(name)),
        _ => None,
    })
}

/// "Roman Petit", "Leo Maes": somebody's given name.
fn is_first_of_name(word: &str, mut behind: Words<'_>) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    is_capital(word) && behind.next().is_some_and(is_capital) && with_folded(word, |word| NAMES.is_given(word))
}

fn enough() -> u32 {
    ENOUGH
}

/// Some words begin with those of a sign.
fn goes_on(sign: &[String], mut words: Words<'_>) -> bool {
    sign.iter().all(|expected| {
        words.next().is_some_and(|word| match expected.as_str() {
            NUMBER => word.bytes().all(|byte| byte.is_ascii_digit()),
            expected => with_folded(word, |word| word == expected),
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect, finding};

    #[track_caller]
    fn check(text: &str, rule: &str, expected: bool) {
        assert_eq!(finding(&detect(text), rule).is_some(), expected, "{text}");
    }

    const HEALTH: &str = "special.health";

    #[test]
    fn a_story_tells_of_nobody() {
        for text in [
            "Flaptekst: Sofie Maes verneemt op haar veertigste dat ze borstkanker heeft. Haar broer Tom zwijgt.",
            "Rollenlijst musical\nDe zieke: Lars Vos. De zwangere heks: Fien Maes.",
        ] {
            check(text, HEALTH, false);
        }
        // Who plays is somebody, and so is whoever a sentence or a label tells of.
        check(
            "Bekroond met de Gouden Strop: de thriller. Diagnose van Jan Peeters: kanker.",
            HEALTH,
            true,
        );
        check(
            "Repetitie musical: Lars Vos heeft griep, Fien Maes neemt over in de rol van de koning.",
            HEALTH,
            true,
        );
        check(
            "Leesclub: de roman ligt klaar. Jan Peeters heeft kanker en komt niet.",
            HEALTH,
            true,
        );
        check(
            "Uitgeverij Boek: Sofie Maes heeft borstkanker, een vervanger volgt.",
            HEALTH,
            true,
        );
    }

    #[test]
    fn stars_and_animals_are_no_persons() {
        check(
            "Leeuw: u bent ziek van jaloezie. Maagd: griep dreigt. Door Rita Claes. Ram: diabetes in de familie.",
            HEALTH,
            false,
        );
        check(
            "Dierenkliniek Het Hok, eigenaar mevr. Rita Claes. Hond Rex, gecastreerd, diabetes, insuline 2x.",
            HEALTH,
            false,
        );
        check(
            "Dierenkliniek Het Hok: Rita Claes heeft diabetes, de kat blijft thuis.",
            HEALTH,
            true,
        );
        check(
            "Vet bill. Owner: Mrs Sheila Grant. Patient: Bruno, beagle, neutered. Bruno is diabetic.",
            HEALTH,
            false,
        );
        check(
            "Beste dierenarts, onze poes Mira is ziek. Ze heeft diabetes. Groeten, Rita Claes",
            HEALTH,
            false,
        );
        check(
            "De hond moet naar de dierenarts. Ik heb diabetes. Groeten, Rita Claes",
            HEALTH,
            true,
        );
    }

    #[test]
    fn a_run_for_charity_has_runners() {
        check(
            "Uitslag sponsorloop tegen kanker: 1. Tom Maes. Opbrengst 300 euro.",
            HEALTH,
            false,
        );
        check(
            "Marathon: Tom Maes liep 10 km, herstelt van kanker, opbrengst voor de school.",
            HEALTH,
            true,
        );
        check(
            "Ik ben zwanger en loop de marathon niet. Opbrengst naar de school. Els Maes",
            HEALTH,
            true,
        );
    }

    #[test]
    fn a_machine_is_ill_in_a_manner_of_speaking() {
        check(
            "Le serveur a crashé, mise à jour : patch. Diagnostic de Luc Petit : malade, opération à 15 h.",
            HEALTH,
            false,
        );
        check(
            "Garage Maes. Klant: Tom Claes. Motor hoest bij koude start, diagnose: bobijn stuk.",
            HEALTH,
            false,
        );
        check("Tom Baker's Outlook is sick again, cache corrupt.", HEALTH, false);
        check(
            "Jan Peeters is ziek, zijn laptop en de server worden door Tom opgevolgd.",
            HEALTH,
            true,
        );
    }
}
