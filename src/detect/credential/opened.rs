//! The code of what is locked or watched: "Alarm magazijn: code 7730", "code de la porte arrière : 58A21", "Code 7714 für den Safe". The
//! word for a code is of articles, errors and colours too, so that what it opens must stand beside it.

use std::ops::Range;

use super::codes::{ends_behind, in_field};
use super::everyday::is_combination;
use super::forms;
use super::value::{is_code_number, is_in_order, is_strong};
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::{WordSet, folded};
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
    let field = field(before);
    let n_between = alphabetic(names).count();
    // "Code poort 8080": a number right behind that word is of a network.
    let is_port = || n_between == 1 && &between[names.len()..] == " " && has(names, &CONTEXTS.secrets.ports);
    let named = || n_between <= MOST_BETWEEN && alphabetic(names).any(is_opened) && !is_port();
    let is_bare = || n_between == 0 || n_between == 1 && alphabetic(names).all(is_verb);
    let fits = ends_behind(rest) && (named() || is_bare() && is_headed(field)) || is_bare() && is_for(rest);
    let is_other = alphabetic(field).chain(alphabetic(names)).any(is_of_other);
    (fits && !is_other && !is_sold(before) && !is_sold(rest)).then(|| range_of(behind, value))
}

/// "Alarm: code Tulp44!", "Kluis: code wordt 4471": behind the heading of what it opens, a code is told as other secrets are.
pub fn told(before: &str, behind: &str) -> Option<Range<usize>> {
    let field = field(before);
    let is_heading = field.trim_end().ends_with(':') && is_headed(field);
    if !is_heading || alphabetic(field).any(is_of_other) || is_sold(behind) {
        return None;
    }
    let found = forms::secret(behind)
        .or_else(|| forms::told(behind))
        .or_else(|| forms::beside(before, behind, None))
        .or_else(|| in_field(before, behind))?;
    let value = &behind[found.clone()];
    let is_number = is_code_number(value) && !is_in_order(value);
    (is_number || is_strong(value) && value.contains(char::is_lowercase)).then_some(found)
}

/// The part of a line that the word for a code stands in.
fn field(before: &str) -> &str {
    before.rsplit(['.', ';', '!', '?', '|', '\t']).next().unwrap_or("")
}

/// Whether what the code opens stands right before the word for it, or as a short heading: "voicemail code", "Safe im Büro: Code".
/// Behind a comma stands the code of an article, and of words for places it may be that of the place.
fn is_headed(field: &str) -> bool {
    let heading = field.trim_end();
    let is_sure = |word: &str| is_opened(word) && !CONTEXTS.secrets.vague.contains(&folded(word));
    match heading.strip_suffix([':', '-', '\u{2013}', '(', '/', '>']) {
        None => heading.ends_with(char::is_alphanumeric) && alphabetic(heading).next_back().is_some_and(is_sure),
        Some(heading) => alphabetic(heading).count() <= MOST_HEADING && alphabetic(heading).any(is_sure),
    }
}

/// Whether it is told behind the code what it is for: "Code 7714 für den Safe", "code 7730 (alarm)". An article must stand before
/// it: "code 45821 pour porte" is of a part.
fn is_for(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['"', '#', '*']);
    let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let words = || alphabetic(&rest[..end]).take(MOST_FOR);
    let (Some(first), Some(at)) = (words().next().map(folded), words().position(is_opened)) else {
        return false;
    };
    match rest.starts_with(" (") {
        true => !words().any(is_of_other),
        false => {
            let has_article = at > 1 || at == 1 && CONTEXTS.secrets.of_the.contains(&first);
            rest.starts_with(' ') && CONTEXTS.secrets.of.contains(&first) && has_article
        }
    }
}

/// Whether a price or a quantity stands there: "14,20 EUR", "1 x".
fn is_sold(text: &str) -> bool {
    text.contains('€') || has(text, &CONTEXTS.secrets.sold)
}

fn has(text: &str, words: &WordSet<String>) -> bool {
    alphabetic(text).any(|word| words.contains(&folded(word)))
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
        check_by(code, text, expected);
    }

    #[track_caller]
    fn check_by(read: impl Fn(&str, &str) -> Option<Range<usize>>, text: &str, expected: Option<&str>) {
        let word = ["Code", "code", "PIN", "pin"]
            .iter()
            .find_map(|word| Some((text.find(word)?, word.len())));
        let (start, len) = word.unwrap();
        let behind = &text[start + len..];
        let found = read(&text[..start], behind);
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
            "Cijferslot, code 45822, 14,20 EUR",
            "Cijferslot: code 45822, 14,20 EUR",
            "2 x cijferslot: code 45822",
            "Porte de garage, code 45830",
            "1 x garagepoort sectionaal, code 30229",
            "Vorhängeschloss, Code 45821",
            "Entrée : code 4120. Plat",
            "Parking Vrijdagmarkt: code 9000.",
            "Schloss Bürresheim: Code 56727.",
            "Code poort 8080",
            "Mailbox full: code 5521",
            "Mutex lock: code 1205 (deadlock)",
            "Transistor gate pin 4471",
            "lift: alarm 12, code 4110.",
            "Code 4110 (alarm low pressure)",
            "code 45821 pour porte",
            "Code CPV porte 44221",
            "Zip code entrance 4410",
        ] {
            check(text, None);
        }
    }
    #[test]
    fn behind_a_heading_it_is_told_as_other_secrets_are() {
        check_by(told, "Alarm: code Tulp44!", Some("Tulp44!"));
        check_by(told, "Alarm: code: Tulp-44", Some("Tulp-44"));
        check_by(told, "Kluis: code wordt 4471", Some("4471"));
        check_by(told, "Alarm: code → 4471", Some("4471"));
        for text in [
            "Storing alarm: code: 7730",
            "Alarm: code: E-1042",
            "Alarm: code wijzigen 2 keer",
            "Parking: code: 4471",
            "Alarm, code: Tulp-44",
            "Alarm: code: 1234",
        ] {
            check_by(told, text, None);
        }
    }
}
