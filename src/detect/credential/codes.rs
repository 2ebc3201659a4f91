//! Secrets right behind their word, without a sign or a verb: the code of a door or a card, and a user's name with its password.

use std::ops::Range;

use super::everyday::{is_combination, is_phrase};
use super::forms::{MOST_LABEL_WORDS, is_sure};
use super::value::{has_sign, is_code_number, is_in_order, is_strong};
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::manual::is_of_manual;
use crate::detect::names::folded;
use crate::detect::split::alphabetic;

/// A word for the code of a card that is short for other things too, and the digits of such a code.
const PIN: &str = "pin";
const PIN_DIGITS: usize = 4;
/// A card is named so near behind it: "de la carte".
const BEFORE_CARD: usize = 5;
/// Words for a card, what says that a bank or a telephone asks for its code, and what is such a card by its name.
const CARDS: [&str; 4] = ["kaart", "carte", "karte", "card"];
const ASKING: [&str; 15] = [
    "bank", "banque", "bancaire", "betaal", "paiement", "krediet", "kredit", "credit", "debet", "debit", "giro",
    "bleue", "ec", "sim", "zicht",
];
const BRANDS: [&str; 4] = ["visa", "bancontact", "mastercard", "maestro"];
/// What the other words for codes have.
pub const CODE: &str = "code";

/// "alarmcode 4471", "code d'alarme 4471", "PIN 4471": digits right behind a word for a code. "Pin" is also a part of a plug, so that
/// it must be all of a field in which no such part is named.
pub fn coded(word: &str, before: &str, behind: &str) -> Option<Range<usize>> {
    let line = behind.split('\n').next().unwrap_or("");
    let first = line.strip_prefix(' ')?.split_whitespace().next()?;
    let value = first.trim_end_matches([',', ';', '.', '!', ')']);
    let is_turned = is_combination(value) && CONTEXTS.secrets.safes.contains(word);
    if !is_turned && (!is_code_number(value) || is_in_order(value)) {
        return None;
    }
    let rest = &line[range_of(line, value).end..];
    let is_field = || {
        let begins = before.trim_end();
        let ends = rest.trim_start();
        value.len() == PIN_DIGITS
            && (begins.is_empty() || begins.ends_with([',', ';', ':', '(', '/', '|', '-', '.']))
            && (ends.is_empty() || ends.starts_with([',', ';', ')', '/', '|', '.', '!']) || is_of_card(ends))
            && !alphabetic(before).chain(alphabetic(rest)).any(is_part)
    };
    let fits = match word {
        PIN => is_field(),
        word => word.contains(CODE) && ends_behind(rest),
    };
    fits.then(|| range_of(behind, value))
}

/// Whether what is said ends behind a code: "Error: access code 4471 not found", a sentence that goes on, tells of something else.
pub fn ends_behind(rest: &str) -> bool {
    let next = alphabetic(rest).next().map(folded);
    let joins = next.is_some_and(|next| CONTEXTS.born.joints.contains(&next));
    !rest.starts_with(' ') || rest.trim_end().is_empty() || rest.starts_with(" (") || joins
}

/// "PIN 4471 voor de bankkaart van mama", "PIN 4471 de ma carte bancaire": not any card, of which computers have some.
fn is_of_card(rest: &str) -> bool {
    let words: Vec<String> = alphabetic(rest).take(BEFORE_CARD).map(folded).collect();
    let Some((first, words)) = words.split_first() else {
        return false;
    };
    let is = |list: &[&str], word: &str| list.contains(&word);
    let any = |list: &[&str]| words.iter().any(|word| is(list, word));
    let is_joined = |word: &String| {
        let mut asking = CARDS.iter().filter_map(|card| word.strip_suffix(card));
        asking.any(|asking| is(&ASKING, asking))
    };
    let is_card = any(&BRANDS) || any(&CARDS) && any(&ASKING) || words.iter().any(is_joined);
    CONTEXTS.secrets.of.contains(first) && is_card
}

/// A part of a plug, or of a form.
fn is_part(word: &str) -> bool {
    CONTEXTS.secrets.fields.contains(&folded(word))
}

/// "Leah's temporary PIN is 8830", "pw for the site is Herring$41": of a word that is short for other things too, a sentence must tell
/// four digits that are no round measure, or letters, digits and signs.
pub fn is_told_of_short(word: &str, before: &str, value: &str) -> bool {
    match word {
        PIN => {
            value.len() == PIN_DIGITS
                && is_code_number(value)
                && !value.ends_with("00")
                && !alphabetic(before).any(is_part)
        }
        _ => {
            let has_digit = value.contains(|c: char| c.is_ascii_digit());
            has_digit && has_sign(value) && is_strong(value) && is_sure(value)
        }
    }
}

/// "Login/pw: klant12 / Zonnebloem77!": the words for both stand before both.
pub fn paired(before: &str, behind: &str) -> Option<Range<usize>> {
    let user = before.trim_end().strip_suffix('/')?;
    let is_user = alphabetic(user)
        .next_back()
        .is_some_and(|user| CONTEXTS.secrets.users.contains(&folded(user)));
    pair(behind)
        .filter(|_| is_user)
        .map(|(_, secret)| range_of(behind, secret))
}

/// "Zugangsdaten: karl / Zonnebloem77!": one word names both.
pub fn of_both(behind: &str) -> Option<Range<usize>> {
    let (user, secret) = pair(behind)?;
    let user = user.trim();
    let is_user = !user.is_empty() && !user.contains([' ', ':']) && !secret.contains('/');
    (is_user && is_strong(secret)).then(|| range_of(behind, secret))
}

/// A user's name and a password, a stroke between them, behind the sign of a label.
fn pair(behind: &str) -> Option<(&str, &str)> {
    let line = behind.split('\n').next().unwrap_or("");
    let (user, secret) = line.trim_start().strip_prefix([':', '='])?.split_once('/')?;
    let secret = secret.split_whitespace().next()?.trim_end_matches([',', ';', '.', ')']);
    is_sure(secret).then_some((user, secret))
}

/// "login jan paswoord Zomer2024!": right behind its word, which stands right behind a user's name.
pub fn with_user(before: &str, behind: &str) -> Option<Range<usize>> {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | '|' | ':' | '=');
    let mut words = before.rsplit(is_sign).filter(|word| !word.is_empty());
    let joint = |word: &str| CONTEXTS.born.joints.contains(word) || word == "-";
    let name = words.next().filter(|word| !joint(word)).or_else(|| words.next())?;
    let user = words.next()?;
    let value = behind.strip_prefix(' ')?.split_whitespace().next()?;
    let value = value.trim_end_matches([',', ';', '.']);
    let fits = CONTEXTS.secrets.users.contains(&folded(user))
        && name.len() > 2
        && !value.contains('`')
        && is_strong(value)
        && is_sure(value);
    fits.then(|| range_of(behind, value))
}

/// "wifi wachtwoord Zomer2024!", "admin / wachtwoord Zomer2024!", "wachtwoord Zomer2024! voor de router": letters, digits and signs
/// right behind its word, before which no more than what it opens stands in its field. No sign is needed in one that is to be changed
/// ("mot de passe provisoire Moineau12") and in words that hyphens join.
pub fn in_field(before: &str, behind: &str) -> Option<Range<usize>> {
    let rest = behind.split('\n').next().unwrap_or("").strip_prefix(' ')?;
    let is_passing = |word: &str| CONTEXTS.secrets.passing.contains(&folded(word));
    let behind_passing = rest
        .split_once(' ')
        .filter(|(word, _)| is_passing(word))
        .map(|(_, rest)| rest);
    let is_to_change = behind_passing.is_some() || alphabetic(before).next_back().is_some_and(is_passing);
    let rest = behind_passing.unwrap_or(rest);
    let first = rest.split(' ').next()?.trim_end_matches('\r');
    let secret = first.trim_end_matches([',', ';', '.', ')', '|']);
    let next = rest[first.len()..].split_whitespace().next();
    let is_of_something =
        |next: &str| CONTEXTS.secrets.of.contains(&folded(next)) || next.starts_with(|c: char| !c.is_alphanumeric());
    let ends = secret.len() < first.len() || next.is_none_or(is_of_something);
    let field = before
        .rsplit([',', ';', ':', '/', '|', '(', '.', '-', '\u{2013}'])
        .next()
        .unwrap_or("");
    let is_label = field.split_whitespace().count() <= MOST_LABEL_WORDS
        && !field
            .split_whitespace()
            .any(|word| CONTEXTS.secrets.not_before.contains(&folded(word)));
    let has_digit = secret.contains(|c: char| c.is_ascii_digit());
    let is_passing_one = is_to_change && secret.starts_with(char::is_uppercase) && !is_of_manual(secret);
    let looks_so = has_sign(secret) || is_passing_one || is_phrase(secret);
    let is_mixed =
        has_digit && looks_so && secret.contains(char::is_lowercase) && !secret.contains(['`', '=', '<', '>']);
    (ends && is_label && is_mixed && is_strong(secret) && is_sure(secret)).then(|| range_of(behind, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_right_behind_its_word() {
        #[track_caller]
        fn check(before: &str, word: &str, behind: &str, expected: Option<&str>) {
            let found = coded(word, before, behind);
            assert_eq!(found.map(|span| &behind[span]), expected, "{before}{word}{behind}");
        }
        check("", "alarmcode", " 4471", Some("4471"));
        check("le ", "code d'alarme", " 4471, bonne nuit", Some("4471"));
        check("", "alarm: code", " 4471\nTelenet", Some("4471"));
        check("", "pin", " 4471", Some("4471"));
        check("Bankkaart KBC, ", "pin", " 4471.", Some("4471"));
        check("", "alarmcode", " 4471 en sleutel", Some("4471"));
        check("Error: ", "access code", " 4471 not found", None);
        check("", "alarmcode", " 2024", None);
        check("", "alarmcode", " 1234", None);
        check("", "pincode", " van 4471", None);
        check("", "toegangscode", " 4471 euro", None);
        check("", "pin", " 4471 voor de bankkaart van oma", Some("4471"));
        check("- ", "pin", " 4471 de la carte bancaire", Some("4471"));
        check("", "pin", " 4471 voor de printkop", None);
        check("", "pin", " 4471 op de kaart", None);
        check("", "pin", " 4471 für die Kreditkarte", Some("4471"));
        check("", "pin", " 4471 for my credit card", Some("4471"));
        check("", "pin", " 4471 voor de SIM-kaart", Some("4471"));
        check("", "pin", " 4471 de la carte de banque", Some("4471"));
        check("", "pin", " 4471 voor de kaartlezer", None);
        check("", "pin", " 4471 pour la carte mère", None);
        check("", "pin", " 4471 for the graphics card", None);
        check("", "pin", " 4471 für die Soundkarte", None);
        check("connector J4, ", "pin", " 4471", None);
        check("art. ", "pin", " 4471-B", None);
        check("de ", "pin", " 4471 van de stekker", None);
        check("", "pin", " 44710", None);
        check("", "wachtwoord", " 4471", None);
        check("le ", "coffre code", " 55-12-08, et", Some("55-12-08"));
        check("", "code d'alarme", " 55-12-08", None);
        check("", "code coffre", " 12-05-24", None);
    }

    #[test]
    fn a_short_word_is_told_what_is_surely_a_secret() {
        for (word, before, value, is_one) in [
            ("pin", "Leah's temporary ", "8830", true),
            ("pin", "mijn tijdelijke ", "8830", true),
            ("pin", "", "8800", false),
            ("pin", "the connector ", "8830", false),
            ("pin", "", "88301", false),
            ("pin", "", "M8x20!", false),
            ("pw", "", "Herring$41", true),
            ("ww", "", "Office365", false),
            ("ww", "", "vergeten!", false),
        ] {
            assert_eq!(is_told_of_short(word, before, value), is_one, "{before}{word} {value}");
        }
    }

    #[test]
    fn a_users_name_and_the_password_stand_behind_both_words() {
        let of = |before: &str, behind: &'static str| paired(before, behind).map(|span| &behind[span]);
        assert_eq!(of("Login/", ": klant12 / Zonnebloem77!"), Some("Zonnebloem77!"));
        assert_eq!(of("identifiant / ", " : client12 / Tournesol77!"), Some("Tournesol77!"));
        assert_eq!(of("Login/", ": zie / hieronder"), None);
        assert_eq!(of("km/", ": klant12 / Zonnebloem77!"), None);
        let of = |behind: &'static str| of_both(behind).map(|span| &behind[span]);
        assert_eq!(of(": karl.dahm / Zonnebloem77!, bitte ändern"), Some("Zonnebloem77!"));
        assert_eq!(of(" : client12/Tournesol77!"), Some("Tournesol77!"));
        assert_eq!(of(": zie brief / mail van Jan2024!"), None);
        assert_eq!(of(": zie / hieronder"), None);
        assert_eq!(of(": https://firma.be/Zomer2024!"), None);
        assert_eq!(of(" per mail / Zonnebloem77!"), None);
    }

    #[test]
    fn a_secret_stands_right_behind_its_word_in_a_field() {
        #[track_caller]
        fn check(before: &str, text: &str, expected: Option<&str>) {
            assert_eq!(
                in_field(before, text).map(|span| &text[span]),
                expected,
                "{before}|{text}"
            );
        }
        check("router thuis: admin / ", " Zeehond77!", Some("Zeehond77!"));
        check("routeur : admin, ", " Phoque77!", Some("Phoque77!"));
        check("Facebook ", " Paroisse2024$", Some("Paroisse2024$"));
        check("- bank: ", " Koekoek!19", Some("Koekoek!19"));
        check("wifi ", " Koekoek!19, gast", Some("Koekoek!19"));
        check("", " Robbe77! für den Router", Some("Robbe77!"));
        check("", " Sealion77! (router)", Some("Sealion77!"));
        check("", " provisoire Moineau12", Some("Moineau12"));
        check("description: temp ", " Swallow-19x, reset pending", Some("Swallow-19x"));
        check("", " heron-pond-22, and", Some("heron-pond-22"));
        for (before, text) in [
            ("", " Vergeten! Klik hier"),
            ("", " Vergeten2 keer"),
            ("", " Moineau12"),
            ("", " provisoire envoyé"),
            ("temp ", " SHA-256b,"),
            ("een tijdelijk ", " Moineau12"),
            ("", " reset-form-22"),
            ("Het ", " Zomer2024!"),
            ("Votre ", " Zomer2024! ist"),
            ("kies nooit een ", " Zomer2024!"),
            ("", " Zomer2024! is zwak"),
            ("", " Office365"),
            ("", " SHA-256!"),
            ("", " `Zomer2024!`"),
            ("", " x=Zomer24,"),
        ] {
            check(before, text, None);
        }
    }
}
