//! The nearest label right before a number owns it: what things have numbers ("Formulier nr. 2025110400") that look like those
//! of a person.

use serde::Deserialize;

use super::around::range_of;
use super::labels::{is_filler, is_sign};
use super::names::{WordSet, folded, with_folded};
use super::special::WordPatterns;
use super::split::{alphabetic, identifier};

/// Words between a thing and its number: "code nr.".
const NUMBER_WORDS: usize = 2;

/// The words of `doubt-words.toml` for things that have numbers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Things {
    labels: WordPatterns,
    /// What stands between one and its number besides fillers ("code"), and a filler that does not: "op".
    between: WordPatterns,
    not_between: WordPatterns,
    /// Headings and keys over amounts and measures, and units behind these.
    headings: WordPatterns,
    measures: WordSet<String>,
    /// They say so only before "nr.": "bestelling nr. 4839201746".
    by_number: WordPatterns,
    /// The verbs of what is said behind a number, and other things that one may be of there: "is our enterprise number".
    verbs: WordPatterns,
    said: Vec<String>,
    /// Parts of machines, rooms and cost centres, whose codes are written like plates.
    parts: WordPatterns,
    /// Between two codes of a list.
    ands: WordSet<String>,
}

impl Things {
    /// The last word before a number, but for signs and "nr.", is a thing.
    pub fn has_number(&self, before: &str) -> bool {
        self.owner(before, |word, is_numbered| self.is_thing(word, is_numbered))
    }

    /// A unit stands right behind a number: " mm".
    pub fn is_measured(&self, behind: &str) -> bool {
        let word = behind.strip_prefix(' ').unwrap_or(behind);
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        with_folded(&word[..end], |word| self.measures.contains(word))
    }

    /// The heading or key over a number says nothing but that it is an amount; or, where a document's number cannot stand below
    /// such a one, that it is a code or a thing's: "stock", "errorCode".
    pub fn heads(&self, label: &str, may_be_code: bool) -> bool {
        let label = identifier(label);
        let is_one =
            |word: &str| self.headings.has(word) || may_be_code && (self.labels.has(word) || self.between.has(word));
        alphabetic(&label).all(|word| is_one(word) || is_filler(word)) && alphabetic(&label).any(is_one)
    }

    /// A heading names a thing beside something else: "Tel / BTW".
    pub fn shares(&self, label: &str) -> bool {
        alphabetic(&identifier(label)).any(|word| self.labels.has(word))
    }

    /// What stands behind a number says that it is a thing's: "0475.276.312 is ons ondernemingsnummer".
    pub fn is_said(&self, behind: &str) -> bool {
        let clause = behind.split(['.', ',', ';', '(']).next().unwrap_or("");
        let mut words = alphabetic(clause);
        if !words.next().is_some_and(|verb| self.verbs.has(verb)) {
            return false;
        }
        let clause = folded(clause);
        self.said.iter().any(|words| clause.contains(words.as_str()))
    }

    /// As [`Self::has_number`], of a part of a machine or of one in a list whose first says what it is: "Onderdeel 1-BCD-204, houder
    /// 2-XYZ-118".
    pub fn is_part(&self, before: &str, value: &str) -> bool {
        let is_one = |word: &str, is_numbered| self.parts.has(word) || self.is_thing(word, is_numbered);
        self.is_listed(before, value, is_one, |_| true)
    }

    /// The same of what has no other number: a part, a room. What stands behind the first of a list must go on with it.
    pub fn is_code(&self, before: &str, value: &str, goes_on: impl Fn(&str) -> bool) -> bool {
        self.is_listed(before, value, |word, _| self.parts.has(word), goes_on)
    }

    fn is_thing(&self, word: &str, is_numbered: bool) -> bool {
        self.labels.has(word) || self.headings.has(word) || is_numbered && self.by_number.has(word)
    }

    fn is_listed(
        &self,
        before: &str,
        value: &str,
        is_one: impl Fn(&str, bool) -> bool,
        goes_on: impl Fn(&str) -> bool,
    ) -> bool {
        let is_next = |between: &str| between.starts_with([',', ';']) || self.ands.contains(between.trim());
        let mut words = before.split(' ').map(|word| word.trim_end_matches([',', ';']));
        self.owner(before, &is_one)
            || words.any(|word| {
                is_written_alike(word, value) && {
                    let code = range_of(before, word);
                    let between = &before[code.end..];
                    is_next(between) && self.owner(&before[..code.start], &is_one) && goes_on(between)
                }
            })
    }

    fn owner(&self, before: &str, is_one: impl Fn(&str, bool) -> bool) -> bool {
        let mut rest = without_signs(before);
        let mut is_coded = false;
        for n_words in 0..=NUMBER_WORDS {
            let is_letter = |c: char| c.is_alphanumeric();
            let word = &rest[rest.trim_end_matches(is_letter).len()..];
            let is_number = is_filler(word) && !self.not_between.has(word) || self.between.has(word);
            if !is_number {
                // "code 0477312290": of nothing else, as no word stands before.
                return is_one(word, n_words > 0) || is_coded && word.is_empty();
            }
            is_coded |= self.between.has(word);
            rest = without_signs(&rest[..rest.len() - word.len()]);
        }
        false
    }
}

fn without_signs(text: &str) -> &str {
    text.trim_end_matches(|c: char| is_sign(c) || matches!(c, '-' | '/'))
}

/// Letters, digits and signs stand in the same places.
fn is_written_alike(a: &str, b: &str) -> bool {
    let kind = |byte: u8| match byte {
        b'0'..=b'9' => b'0',
        b'A'..=b'Z' => b'A',
        _ => byte,
    };
    a.bytes().map(kind).eq(b.bytes().map(kind))
}

#[cfg(test)]
mod tests {
    use super::Things;
    use crate::detect::doubt::WORDS;

    fn things() -> &'static Things {
        &WORDS.things
    }

    #[test]
    fn a_number_is_of_the_thing_right_before_it() {
        #[track_caller]
        fn check(before: &str, expected: bool) {
            assert_eq!(things().has_number(before), expected, "{before}");
        }
        for before in [
            "Formulier ",
            "Bestelling nr. ",
            "N\u{b0} d'article : ",
            "lotnr: ",
            "ZI-nummer ",
            "product code ",
            "Order no. ",
            "Rechnungs-Nr. ",
            "klantnummer ",
            "Kunden-Nr. ",
            "Refertenr ",
            "Prijs ",
            "Foutcode ",
            "code d'erreur : ",
            "Fehlercode ",
            "Error code: ",
            "serie nr. ",
            "[4477-1209] TX ",
            "{\"errors\":[{\"code\":\"",
            "code ",
        ] {
            check(before, true);
        }
        for before in [
            "Factuur? Bel ",
            "Factuur, ",
            "Ticket op ",
            "Bestelling ",
            "Tickets: ",
            "rijbewijs nr. ",
            "nr. ",
            "",
            "Ref. Jan ",
            "Onderdeel 0479228131, ",
            "gsm-code ",
            "Geen fout? Bel ",
        ] {
            check(before, false);
        }
    }

    #[test]
    fn what_is_said_behind_a_number_may_be_of_a_thing() {
        for behind in [
            " is our enterprise number",
            " is ons nieuwe ondernemingsnummer, dank",
            " est le numéro d'entreprise",
            " ist unsere Unternehmensnummer.",
            " is het ordernummer",
            " est notre numéro de TVA",
            " is uw klantnummer",
            " is het voorbeeld op de site van de DIV",
            " est un exemple fictif",
            " ist ein Beispiel",
            " is only an example",
        ] {
            assert!(things().is_said(behind), "{behind}");
        }
        for behind in [
            "",
            " is mijn nummer",
            " is the number of Jan. Our enterprise number follows",
            " is mijn gsm, ons ondernemingsnummer volgt",
            ", ondernemingsnummer 0428759497",
            " est le gsm de Luc",
            " est le numéro de l'entreprise",
            " is the mobile of our company",
            " is the number for your ticket",
            " is bijvoorbeeld bereikbaar",
            " est par exemple le gsm de Luc",
            " ist zum Beispiel meine Nummer",
            " is for example the car of Jan",
        ] {
            assert!(!things().is_said(behind), "{behind}");
        }
    }

    #[test]
    fn a_unit_right_behind_makes_an_amount() {
        for behind in [" mm", "kg", " bytes.", " kHz, "] {
            assert!(things().is_measured(behind), "{behind}");
        }
        for behind in ["", " is mijn nummer", " (km)", ", kg", " Kgari", "  mm", " Marie"] {
            assert!(!things().is_measured(behind), "{behind}");
        }
    }

    #[test]
    fn a_heading_may_say_that_a_number_is_an_amount_or_a_code() {
        #[track_caller]
        fn check(label: &str, as_code: bool, as_amount: bool) {
            let found = (things().heads(label, true), things().heads(label, false));
            assert_eq!(found, (as_code, as_amount), "{label}");
        }
        check("stock", true, true);
        check("Voorraad nr", true, true);
        check("stock_qty", true, true);
        check("code", true, false);
        check("errorCode", true, false);
        check("Bestelnr", true, false);
        check("contact bestelling", false, false);
        check("nummer", false, false);
        check("", false, false);
        check("Telefoon bij order", false, false);
    }

    #[test]
    fn a_list_of_parts_begins_with_one() {
        #[track_caller]
        fn check(before: &str, expected: bool) {
            assert_eq!(things().is_part(before, "2-XYZ-118"), expected, "{before}");
        }
        check("Pi\u{e8}ce n\u{b0} 1-BCD-204, attache 3-XYZ-118, ", true);
        check("Dichtung ", true);
        check("Onderdeel besteld voor ", false);
        check("Onderdeel 12, Jan ", false);
        check("Onderdelen: 12, wagen 1-BCD-204, ", false);
        check("Zaal 1-AUD-201 en ", true);
        check("Onderdeel 1-BCD-204 voor de wagen ", false);
    }

    #[test]
    fn a_code_is_of_a_part_or_a_room() {
        #[track_caller]
        fn check(before: &str, expected: bool) {
            let is_code = things().is_code(before, "2-XYZ-118", |between| !between.contains("wagen"));
            assert_eq!(is_code, expected, "{before}");
        }
        check("nieuwe koppeling ", true);
        check("Salle n\u{b0} ", true);
        check("koppeling 1-KLU-200, haak ", true);
        check("koppeling 1-KLU-200, wagen ", false);
        check("Factuur ", false);
        check("Onderdelen besteld voor ", false);
    }
}
