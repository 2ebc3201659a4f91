//! What a name is followed by and is none of its words: the label of the next value. "Jan Peeters RR 85.07.30-951.80",
//! "Nom: Dupont Prénom: Marie". The words are those that say of numbers, dates and addresses what they are.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::hashers::WordHasher;
use super::lexicon::contexts::CONTEXTS;
use super::names::{NAMES, folded};
use super::split;

/// Rules whose values stand beside names, under words that are no names.
const SECTIONS: [&str; 14] = [
    "be.national-number",
    "be.eid-card",
    "be.account-legacy",
    "be.address",
    "be.driving-licence",
    "be.enterprise-number",
    "be.health-insurance",
    "be.licence-plate",
    "be.passport",
    "be.riziv",
    "birth-date",
    "email",
    "iban",
    "phone",
];

/// Letters that no surname that is also a label has: "Rijksregisternummer" needs no number behind it.
const LONG: usize = 9;

/// Blanks and signs between a label and its value.
const BLANKS: [char; 3] = [' ', '.', '°'];

/// Words of a label, folded.
struct Label {
    words: Box<[String]>,
    /// The last word may go on: "rijksregisternummer*".
    goes_on: bool,
}

/// By their first words; of one that may go on there are its first letters.
#[derive(Default)]
struct Labels {
    whole: HashMap<String, Vec<Label>, BuildHasherDefault<WordHasher>>,
    begun: Vec<Label>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let person = &CONTEXTS.person;
    let of_rules = |name| {
        SECTIONS
            .iter()
            .flat_map(move |section| CONTEXTS.words(section, name).unwrap_or(&[]))
    };
    let of_names = person
        .both_labels
        .iter()
        .chain(&person.given_labels)
        .chain(&person.surname_labels);
    let mut labels = Labels::default();
    for written in of_rules("keywords").chain(of_rules("labels")).chain(of_names) {
        labels.add(written);
    }
    labels
});

impl Labels {
    fn add(&mut self, written: &str) {
        let phrase = written.trim_start_matches('=');
        let words: Box<[String]> = split::alphanumeric(phrase).map(folded).collect();
        let label = Label {
            goes_on: phrase.ends_with('*'),
            words,
        };
        match &*label.words {
            [] => {}
            [_] if label.goes_on => self.begun.push(label),
            [first, ..] => self.whole.entry(first.clone()).or_default().push(label),
        }
    }

    /// The longest label that a text begins with, and the bytes of it.
    fn at_start(&self, text: &str) -> Option<(&Label, usize)> {
        let first = folded(split::alphanumeric(text).next()?);
        let whole = self.whole.get(&first).into_iter().flatten();
        let begun = self.begun.iter().filter(|label| first.starts_with(&*label.words[0]));
        whole
            .chain(begun)
            .filter_map(|label| Some((label, label.len_in(text)?)))
            .max_by_key(|(_, len)| *len)
    }
}

impl Label {
    /// Bytes of the label at the beginning of a text.
    fn len_in(&self, text: &str) -> Option<usize> {
        let mut words = split::alphanumeric(text);
        let mut end = 0;
        for (at, expected) in self.words.iter().enumerate() {
            let word = words.next()?;
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let is_last = at + 1 == self.words.len();
            let word_folded = folded(word);
            let is_same =
                word_folded == *expected || is_last && self.goes_on && word_folded.starts_with(expected.as_str());
            // The words of one label stand on one line, and no value between them.
            if !is_same || text[end..start].contains(['\n', '\t', ':', ';', ',']) {
                return None;
            }
            end = start + word.len();
        }
        Some(end)
    }
}

/// Whether a text that goes on behind a name is the label of what follows. `is_whole_name`: the name so far has small letters and
/// more words than one, so that "RR" behind it is no surname.
pub fn is_label(text: &str, is_whole_name: bool) -> bool {
    let Some((label, len)) = LABELS.at_start(text) else {
        return false;
    };
    let (written, behind) = text.split_at(len);
    // "Born-Maes", "d'Adres": a part of a name.
    let mut signs = behind.chars();
    if matches!(signs.next(), Some('-' | '\'' | '\u{2019}')) && signs.next().is_some_and(char::is_uppercase) {
        return false;
    }
    if label.words.len() > 1 || written.chars().count() >= LONG {
        return true;
    }
    let word = folded(written);
    if NAMES.is_surname(&word) {
        return false;
    }
    // "Iban" is a given name, too.
    let is_abbreviation = is_whole_name && written.chars().all(char::is_uppercase);
    is_abbreviation || !NAMES.is_given(&word) && is_before_value(behind)
}

/// A colon, or a number, with no more than a word for one between: "Nr. 85", " : x".
fn is_before_value(behind: &str) -> bool {
    let rest = behind.strip_prefix('-').unwrap_or(behind).trim_start_matches(BLANKS);
    let filler = split::alphabetic(rest).next().filter(|word| rest.starts_with(word));
    let is_filler = |word: &&str| CONTEXTS.value_labels.fillers.contains(&folded(word));
    let rest = filler
        .filter(is_filler)
        .map_or(rest, |word| rest[word.len()..].trim_start_matches(BLANKS));
    let number = rest.trim_start_matches(['+', '(']);
    rest.starts_with([':', '=']) || number.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::detect::person;
    use crate::detect::tests::{detect, finding};

    #[test]
    fn a_label_behind_a_name_is_none_of_its_words() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let name = person::read(text, true).map_or("", |name| &text[..name.len]);
            assert_eq!(name, expected, "{text}");
        }
        check("Lotte Claes RRN 85.07.30-951.80", "Lotte Claes");
        check("Lotte Claes Gsm 0475 12 34 56", "Lotte Claes");
        check("Lotte Claes TVA non assujetti", "Lotte Claes");
        check("Lotte Claes IBAN BE68", "Lotte Claes");
        check("LOTTE CLAES GSM 0475 12 34 56", "LOTTE CLAES");
        check("Lotte Claes Telefoon : 0475 12 34 56", "Lotte Claes");
        check("Lotte Claes Geboortedatum onbekend", "Lotte Claes");
        check("Lotte Claes Tel. nr. 0475 12 34 56", "Lotte Claes");
        check("Marc Dubois Date de naissance 12/03/1980", "Marc Dubois");
        check("Marc Dubois Né le 12/03/1980", "Marc Dubois");
        check("Marc Dubois E-mail: x", "Marc Dubois");
        check("Karl Weber Geburtsdatum 12.03.1980", "Karl Weber");
        check("Weber Vorname: Karl", "Weber");
        check("Mary Smith Mobile: 0475 12 34 56", "Mary Smith");
        check("Claes, Lotte GSM-nr: 0475 12 34 56", "Claes, Lotte");
        // What looks alike and is a name.
        check("Lotte CLAES", "Lotte CLAES");
        check("Lotte VAN DE CLAES: morgen", "Lotte VAN DE CLAES");
        check("LOTTE TEL", "LOTTE TEL");
        check("Lotte Claes: gsm 0475 12 34 56", "Lotte Claes");
        check("Dirk Handy", "Dirk Handy");
        check("Max Born komt", "Max Born");
        check("Lotte Born-Maes 12", "Lotte Born-Maes");
        check("Jan Van Loon: morgen", "Jan Van Loon");
        check("Jan van den Born 12", "Jan van den Born");
        check("Lotte Claes Wouters 0475 12 34 56", "Lotte Claes Wouters");
    }

    #[test]
    fn the_parts_of_a_name_under_labels_of_their_own_are_one() {
        let names = |text: &str| finding(&detect(text), "person-name").map_or(0, |found| found.distinct);
        for text in [
            "Nom: Lambert Prénom: Luc Tél: 0475 12 34 57",
            "Naam: Claes Voornaam: Lotte Geboortedatum: 12/03/1980",
            "Naam: Claes\tVoornaam: Lotte\tTel: 0475 12 34 57",
            "Naam: Claes   Voornaam: Lotte   Tel: 0475 12 34 57",
            "Name: Weber Vorname: Karl Geburtsdatum: 12.03.1980",
        ] {
            assert_eq!(names(text), 1, "{text}");
        }
        let one = "Lotte Claes RR 85.07.30-951.80\nLotte Claes GSM 0475 12 34 56\nLotte Claes NISS 85.07.30-951.80";
        assert_eq!(names(one), 1);
    }
}
