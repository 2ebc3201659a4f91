//! Names of sheets, headings and keys that are values themselves: the number, the address or the name of whom a sheet is
//! about. Detection reads them as headings, and no finding tells them (R18 of docs/reliability.md).

use std::cell::RefCell;
use std::collections::HashMap;

use super::Session;
use super::address;
use super::date::{self, LATEST};
use super::names::{NAMES, PERSON, folded};
use super::split;
use crate::finding::{Finding, Place};
use crate::text::{Mark, Text, Unit};

/// Names that are remembered; a document with more has no real names.
const MOST_NAMES: usize = 10_000;
/// No surname has more words.
const MOST_WORDS: usize = 4;

/// What is known of the names of a document: each is judged once.
#[derive(Default)]
pub struct Telltales(RefCell<HashMap<Box<str>, bool>>);

impl Session<'_> {
    /// Takes names that are values out of the places of findings.
    pub(super) fn hide_telltales(&self, findings: &mut [Finding]) {
        let mut known = self.telltales.0.borrow_mut();
        let mut judge = None;
        let mut is_value = |name: &str| {
            if let Some(&known) = known.get(name) {
                return known;
            }
            let judge = judge.get_or_insert_with(|| self.detector.session(&self.settings));
            let is_value = tells_of_person(name) || judge.finds_in(name);
            if known.len() < MOST_NAMES {
                known.insert(name.into(), is_value);
            }
            is_value
        };
        for finding in findings {
            let values = finding.values.iter_mut().map(|value| &mut value.place);
            for place in finding.places.iter_mut().chain(values) {
                hide(place, &mut is_value);
            }
        }
    }

    /// Whether anything is found in a name, also what only counts with a word beside it.
    fn finds_in(&mut self, name: &str) -> bool {
        let mut text = Text::of_lines(&split::identifier(name));
        let all = 0..text.buf.len();
        if !self.hits(&text, &all).is_empty() {
            return true;
        }
        // Behind a key, every rule looks.
        let unit = Unit::Json { first: 1 };
        text.marks = vec![Mark {
            offset: 0,
            label: 0,
            unit,
        }];
        self.prove(&text, &all) > 0
    }
}

fn hide(place: &mut Place, is_value: &mut impl FnMut(&str) -> bool) {
    for name in [&mut place.sheet, &mut place.label, &mut place.part] {
        if name.as_deref().is_some_and(&mut *is_value) {
            *name = None;
        }
    }
}

/// A day, an address or a person's name, in any writing: also `Peeters_Jan` and `PeetersJan`.
fn tells_of_person(name: &str) -> bool {
    let spaced = split::identifier(name);
    holds_date(&spaced) || address::holds_street(&spaced) || holds_name(&spaced)
}

fn holds_date(name: &str) -> bool {
    let mut before = ' ';
    name.char_indices().any(|(at, c)| {
        let begins = c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        begins && date::read(&name[at..], LATEST).is_some()
    })
}

/// A given name, or its first letter, beside a surname.
fn holds_name(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphabetic() && c != '\'');
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(folded).collect();
    let is_given = |word: &String| NAMES.is_given(word) || NAMES.is_word_name(word) || word.chars().count() == 1;
    (0..words.len()).any(|at| {
        let behind = &words[at + 1..];
        let n_particles = behind.iter().take_while(|word| PERSON.is_particle(word)).count();
        let is_before = || n_words_of_surnames(behind).chain(n_words_of_surnames(&behind[n_particles..]));
        is_given(&words[at]) && is_before().next().is_some()
            || n_words_of_surnames(&words[at..]).any(|n| words.get(at + n).is_some_and(is_given))
    })
}

/// How many words the surnames have that some words begin with.
fn n_words_of_surnames(words: &[String]) -> impl Iterator<Item = usize> {
    let most = words.len().min(MOST_WORDS);
    (1..=most).filter(|&n| NAMES.is_surname(&words[..n].join(" ")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DETECTOR, settings};
    use super::*;

    fn is_value(name: &str) -> bool {
        tells_of_person(name) || DETECTOR.session(&settings()).finds_in(name)
    }

    #[test]
    fn values_are_told_from_names_of_places() {
        for value in [
            "Jan Peeters",
            "PEETERS Jan",
            "Peeters, Jan",
            "peeters jan",
            "J. Peeters",
            "j.peeters",
            "Peeters_Jan",
            "PeetersJan",
            "An Van den Broeck",
            "Fatima El Amrani",
            "Ziekte Jan Peeters",
            "Dossier Jan Peeters",
            "Jan Peeters (ontslag)",
            "Mevr. Claes",
            "Kerkstraat 12",
            "Kerkstraat 99, 9000 Gent",
            "rue de la Loi 16",
            "12-03-1975",
            "12.03.1975",
            "19750312",
            "Overzicht 12 maart 1975",
            "1-XYZ-987",
            "EN987654",
            "0470 99 88 77",
            "zeb.q(at)voorbeeld.be",
            "85.07.30-951.80",
        ] {
            assert!(is_value(value), "{value}");
        }
    }

    #[test]
    fn ordinary_names_of_places_stay() {
        for name in [
            "Naam",
            "Voornaam",
            "Familienaam",
            "Nom de famille",
            "Nachname",
            "Rijksregisternummer",
            "Numéro de registre national",
            "Geboortedatum",
            "Straat 1",
            "Adres 2",
            "Rue",
            "Postcode Gemeente",
            "Blad1",
            "Sheet 12",
            "Feuil3",
            "Tabelle1",
            "Jan-Mrt",
            "Jan - Mei",
            "Mei 2024",
            "Mei 24",
            "Juin 2024",
            "Planning 2024-2025",
            "2024",
            "Q1 2024",
            "Week 12",
            "Personeel Gent",
            "Personeel 2024 Q3",
            "Ziekte",
            "Afwezigheden",
            "Loon mei 2025",
            "IBAN",
            "BSN",
            "E-mail",
            "e-mailadres",
            "Telefoon 2",
            "GSM-nummer",
            "Kenteken",
            "Identiteitskaart",
            "Vakbond",
            "Contactpersoon noodgeval",
            "Kostenplaats",
            "Versie 1.2.3",
            "topmostSubform[0].Page1[0].Table[3].Row[12].naam[0]",
            "X-Mailer",
            "Message-ID",
            "Max. bedrag",
            "Line item",
            "properties",
            "body",
            "file name",
            "",
        ] {
            assert!(!is_value(name), "{name}");
        }
    }

    #[test]
    fn no_finding_tells_a_place_by_a_value() {
        let told = |sheet: &str| {
            let names = vec![String::new(), sheet.to_owned(), "Rijksregisternummer".to_owned()];
            let unit = Unit::Cell {
                table: 1,
                row: 2,
                col: 0,
            };
            let text = Text {
                buf: "85.07.30-951.80".to_owned(),
                marks: vec![Mark {
                    offset: 0,
                    label: 2,
                    unit,
                }],
                names,
                ..Text::default()
            };
            let mut session = DETECTOR.session(&settings());
            session.window(&text, 0..text.buf.len());
            let finding = session.facts().findings.remove(0);
            let places = finding.places.into_iter();
            let places = places.chain(finding.values.into_iter().map(|value| value.place));
            places.map(|place| (place.sheet, place.label)).collect::<Vec<_>>()
        };
        let heading = || Some("Rijksregisternummer".to_owned());
        let place = (Some("Personeel Gent".to_owned()), heading());
        assert_eq!(told("Personeel Gent"), [place.clone(), place]);
        assert_eq!(told("Ziekte Jan Peeters"), [(None, heading()), (None, heading())]);
    }
}
