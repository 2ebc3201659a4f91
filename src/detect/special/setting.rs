//! What a term is in the text that it stands in: a label with a value, a part of an address or of a name.

use std::ops::Range;

use super::meaning::is_of_name;
use super::wordlist::words;
use crate::detect::around::{before, behind, line_before, line_behind};
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::{NAMES, PERSON, folded};
use crate::detect::person::is_capitalised;

/// Bytes of an address that are looked at to either side of a term.
const ADDRESS: usize = 64;
/// The name of a firm behind its first word, in bytes and words.
const NAME: usize = 64;
const NAME_WORDS: usize = 5;
/// What JSON writes where there is no value.
const IS_EMPTY: [&str; 2] = ["null", "false"];

/// A value stands behind a label: "Godsdienst: islam", "ICD-10 F32.1", or behind a key: `"diagnose": "F32.1"`,
/// `<diagnose>F32.1</diagnose>`. A line to be filled in is none, and so is a closing tag.
pub fn has_value(buf: &str, span: &Range<usize>) -> bool {
    let is_code = |value: &str| {
        let code = value.as_bytes();
        code.len() > 2 && code[0].is_ascii_uppercase() && code[1].is_ascii_digit() && code[2].is_ascii_digit()
    };
    let begins = |value: &str| value.trim_start_matches([' ', '"']).starts_with(char::is_alphanumeric);
    let behind = &buf[span.end..];
    if buf[..span.start].ends_with('<') {
        return behind.strip_prefix('>').is_some_and(begins);
    }
    let key = behind.strip_prefix('"').unwrap_or(behind);
    let spaced = key.trim_start_matches(' ');
    match spaced.strip_prefix(':') {
        Some(value) => begins(value) && !IS_EMPTY.iter().any(|empty| value.trim_start().starts_with(empty)),
        None => spaced.len() < behind.len() && is_code(spaced),
    }
}

/// The term is a part of an e-mail or web address, or of a name in a program (`scno_dependants`): no word of a text.
pub fn is_in_address(buf: &str, span: &Range<usize>) -> bool {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')' | ',' | ';');
    let behind = behind(buf, span.end, ADDRESS);
    let before = before(buf, span.start, ADDRESS);
    let before = before.rsplit(is_end).next().unwrap_or("");
    let behind = behind.split(is_end).next().unwrap_or("");
    let has = |sign: &str| before.contains(sign) || behind.contains(sign);
    let in_name = before.ends_with('_') || behind.starts_with('_');
    has("@") || has("://") || before.starts_with("www.") || in_name
}

/// The term is a surname: "Herr Krank", "Karel De Jood", "Jan Kanker wil een offerte". In German any noun has a capital, and in a note
/// nothing follows: behind a given name alone a verb must.
pub fn is_surname(buf: &str, span: &Range<usize>) -> bool {
    let term = &buf[span.clone()];
    let is_word = term.starts_with(char::is_uppercase)
        && term.chars().all(char::is_alphabetic)
        && term.contains(char::is_lowercase);
    is_word && {
        let mut last = words(line_before(buf, span.start, NAME)).rev();
        let (before, given) = (last.next().unwrap_or(""), last.next().unwrap_or(""));
        let is_given = |word: &str| is_capitalised(word) && NAMES.is_given_alone(&folded(word));
        let is_beside = line_before(buf, span.start, NAME)
            .trim_end_matches(' ')
            .ends_with(before);
        let is_particle =
            || before.starts_with(char::is_uppercase) && PERSON.is_particle(&folded(before)) && is_given(given);
        let is_titled = || CONTEXTS.person.titles.contains(&folded(before));
        is_beside && (is_titled() || is_particle())
    }
}

/// The term is one word of the name of a street or a body: "Voogdijstraat", "Voogdijraad".
pub fn is_in_name(buf: &str, span: &Range<usize>) -> bool {
    let term = &buf[span.clone()];
    let is_name = term.starts_with(char::is_uppercase) && term.chars().all(char::is_alphabetic);
    is_name && {
        let folded = folded(term);
        PERSON.is_street(&folded)
            || CONTEXTS
                .person
                .bodies
                .iter()
                .any(|body| folded.len() > body.len() && folded.ends_with(body.as_str()))
    }
}

/// The last word of the term begins the name of a firm or an association: "lid van Groen Wonen vzw". A party may have a
/// legal form itself: "Ecolo ASBL".
pub fn begins_name_of_body(buf: &str, span: &Range<usize>) -> bool {
    let last = words(&buf[span.clone()]).next_back().unwrap_or("");
    let Some(name) = line_behind(buf, span.end, NAME).strip_prefix(' ') else {
        return false;
    };
    for (n_words, word) in name.split(' ').take(NAME_WORDS).enumerate() {
        let bare = word.trim_end_matches([',', '.', ':', ';', ')']);
        if PERSON.is_legal_form(&folded(bare)) {
            return n_words > 0 && last.starts_with(char::is_uppercase);
        }
        if bare.len() < word.len() || !(is_of_name(bare) || CONTEXTS.born.joints.contains(bare)) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_value_stands_behind_a_label_or_a_key() {
        #[track_caller]
        fn check(text: &str, label: &str, expected: bool) {
            let start = text.find(label).unwrap();
            assert_eq!(
                super::has_value(text, &(start..start + label.len())),
                expected,
                "{text}"
            );
        }
        check("Godsdienst: islam", "Godsdienst", true);
        check("Godsdienst: ......", "Godsdienst", false);
        check("ICD-10 F32.1", "ICD-10", true);
        check("{\"diagnose\": \"F32.1\"}", "diagnose", true);
        check("{\"diagnose\":\"astma\"}", "diagnose", true);
        check("{\"diagnose\": null}", "diagnose", false);
        check("{\"diagnose\": \"\"}", "diagnose", false);
        check("<diagnose>astma</diagnose>", "diagnose", true);
        check("<diagnose></diagnose>", "diagnose", false);
        check("</diagnose>astma", "diagnose", false);
    }

    #[test]
    fn a_term_in_an_address_or_a_name_of_a_program_is_no_word() {
        #[track_caller]
        fn check(text: &str, term: &str, expected: bool) {
            let start = text.find(term).unwrap();
            assert_eq!(
                super::is_in_address(text, &(start..start + term.len())),
                expected,
                "{text}"
            );
        }
        let body = |text: &str| super::begins_name_of_body(text, &(0..text.find("Groen").unwrap() + "Groen".len()));
        for text in [
            "lid van Groen Wonen vzw: Jan Maes",
            "lid van Groen & Gezond Wonen asbl",
            "lid van Groen Consult BV, Jan",
        ] {
            assert!(body(text), "{text}");
        }
        for text in [
            "lid van Groen Leuven",
            "lid van Groen",
            "lid van Groen vzw",
            "lid van Groen, Jan Maes Consult BV",
            "lid van Groen en werkt bij Maes NV",
            "lid van Groen: Maes NV",
        ] {
            assert!(!body(text), "{text}");
        }
        check("Marco <marc0@autistici.org>", "autis", true);
        check("see https://voorbeeld.be/astma-bij-kinderen", "astma", true);
        check("www.astma.be", "astma", true);
        check("(objects, scno_dependants)", "dependants", true);
        check("Jan heeft astma.", "astma", false);
        check("jan@voorbeeld.be: astma", "astma", false);
        check("zijn astma/allergie", "astma", false);
    }
}
