//! The code of what is locked or watched: "Alarm magazijn: code 7730", "code de la porte arrière : 58A21", "Code 7714 für den Safe". The
//! word for a code is of articles, errors and colours too, so that what it opens must stand beside it.

use std::ops::Range;

use super::codes::ends_behind;
use super::everyday::is_combination;
use super::value::{is_code_number, is_in_order};
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::folded;
use crate::detect::split::alphabetic;

/// Bytes before and behind the word for a code that are looked at.
pub const REACH: usize = 60;
/// Words between the word for a code and the code: "de la porte arrière est".
const MOST_BETWEEN: usize = 5;
/// Words of a heading before the word for a code: "Alarm magazijn Gent:".
const MOST_HEADING: usize = 4;
/// Words from "for" to what a code opens: "für den Safe".
const MOST_FOR: usize = 3;
/// Characters of a code with letters: "58A21".
const LETTERED: Range<usize> = 4..9;
/// Digits in such a code, at least, and capitals, at most.
const FEWEST_DIGITS: usize = 3;
const MOST_CAPITALS: usize = 2;

/// The code beside a word for one, on whose line `before` and `behind` stand.
pub fn code(before: &str, behind: &str) -> Option<Range<usize>> {
    let start = behind.find(|c: char| c.is_ascii_digit())?;
    let between = &behind[..start];
    let names = between.trim_end_matches([' ', ':', '=', '"', '\t']);
    let word = behind[start..].split(char::is_whitespace).next()?;
    let value = word.trim_end_matches([',', ';', '.', '!', ')', '"', '#', '*']);
    let rest = &behind[range_of(behind, value).end..];
    let is_plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '\u{2019}' | '-');
    if names.len() == between.len() || !names.chars().all(is_plain) || !is_code(value) {
        return None;
    }
    let field = before.rsplit(['.', ';', '!', '?', '|', '\t']).next().unwrap_or("");
    let n_between = alphabetic(names).count();
    let named = || n_between <= MOST_BETWEEN && alphabetic(names).any(is_opened);
    let is_bare = || n_between == 0 || n_between == 1 && alphabetic(names).all(is_verb);
    let fits = ends_behind(rest) && (named() || is_bare() && is_headed(field)) || is_bare() && is_for(rest);
    let is_other = alphabetic(field).chain(alphabetic(names)).any(is_of_other);
    (fits && !is_other).then(|| range_of(behind, value))
}

/// Whether what the code opens stands right before the word for it, or as a short heading: "voicemail code", "Safe im Büro: Code".
fn is_headed(field: &str) -> bool {
    let heading = field.trim_end();
    match heading.strip_suffix([':', ',', '-', '\u{2013}', '(', '/', '>']) {
        None => alphabetic(heading).next_back().is_some_and(is_opened),
        Some(heading) => alphabetic(heading).count() <= MOST_HEADING && alphabetic(heading).any(is_opened),
    }
}

/// Whether it is told behind the code what it is for: "Code 7714 für den Safe", "code 7730 (alarm)".
fn is_for(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['"', '#', '*']);
    let of = |word: &str| CONTEXTS.secrets.of.contains(&folded(word));
    let first = alphabetic(rest).next();
    let begins = rest.starts_with(" (") || rest.starts_with(' ') && first.is_some_and(of);
    let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    begins && alphabetic(&rest[..end]).take(MOST_FOR).any(is_opened)
}

fn is_opened(word: &str) -> bool {
    CONTEXTS.secrets.opened.contains(&folded(word))
}

fn is_verb(word: &str) -> bool {
    CONTEXTS.born.verbs.contains(word)
}

/// A word for another kind of code, or of a form.
fn is_of_other(word: &str) -> bool {
    let known = folded(word);
    let is_short = CONTEXTS.secrets.short_forms.contains(&known);
    CONTEXTS.secrets.other_codes.contains(&known) || CONTEXTS.secrets.fields.contains(&known) && !is_short
}

/// Four to six digits that are no year, pairs of digits, or digits with a capital or two.
fn is_code(value: &str) -> bool {
    let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
    let n_capitals = value.bytes().filter(u8::is_ascii_uppercase).count();
    let is_lettered = LETTERED.contains(&value.len())
        && n_digits >= FEWEST_DIGITS
        && (1..=MOST_CAPITALS).contains(&n_capitals)
        && n_digits + n_capitals == value.len();
    is_code_number(value) && !is_in_order(value) || is_combination(value) || is_lettered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let word = ["Code", "code", "PIN", "pin"]
            .iter()
            .find_map(|word| Some((text.find(word)?, word.len())));
        let (start, len) = word.unwrap();
        let behind = &text[start + len..];
        let found = code(&text[..start], behind);
        assert_eq!(found.map(|span| &behind[span]), expected, "{text}");
    }

    #[test]
    fn a_code_is_of_what_it_opens() {
        check("Alarm magazijn: code 7730", Some("7730"));
        check("Safe im Büro: Code 7714", Some("7714"));
        check("code de la porte arrière : 58A21", Some("58A21"));
        check("De code van de brandkast is 41-77-09", Some("41-77-09"));
        check("code poort: 7714", Some("7714"));
        check("code voordeur = 7714", Some("7714"));
        check("Code Tresor 7714", Some("7714"));
        check("code porte : 5821", Some("5821"));
        check("code alarme entrepôt 5821", Some("5821"));
        check("voicemail code 4471", Some("4471"));
        check("Der Code für das Garagentor ist 4471.", Some("4471"));
        check("Code 7714 für den Safe", Some("7714"));
        check("code 7730 (alarm magazijn)", Some("7730"));
        check("the code for the back gate is 4471#", Some("4471"));
        check("pin garagepoort: 4471", Some("4471"));
        check("cadenas du portail - code 4471", Some("4471"));
        check("code de l'alarme : 4471 et clé sous le pot", Some("4471"));
    }

    #[test]
    fn another_code_opens_nothing() {
        for text in [
            "code 7730",
            "Foutmelding alarm: code 7730 batterij leeg",
            "Storing alarm: code 7730",
            "Fehler Alarmanlage: Code 7730",
            "code erreur porte : 5821",
            "code postal de la porte : 4700",
            "code couleur porte : 7016",
            "Code article porte coulissante : 45821",
            "Alarm: code 1234",
            "code porte : 2024",
            "Die Alarmanlage zeigt den Code 4410 an",
            "The door is safe, and the code 4471 is of the product",
            "code poort 8080 staat open voor iedereen",
            "Use code 4471 for 10 doors",
            "code van de deur staat op pagina 4471",
            "De deur is open. De code 4471",
            "code deur 0477312290",
            "Poort: code E1042",
            "connector deur: pin 4471 header",
        ] {
            check(text, None);
        }
    }
}
