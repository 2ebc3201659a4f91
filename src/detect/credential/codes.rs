//! Secrets right behind their word, without a sign or a verb: the code of a door or a card, and a user's name with its password.

use std::ops::Range;

use super::forms::{MOST_LABEL_WORDS, is_sure};
use super::value::{has_sign, is_code_number, is_in_order, is_strong};
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::folded;
use crate::detect::split::alphabetic;

/// A word for the code of a card that is short for other things too, and the digits of such a code.
const PIN: &str = "pin";
const PIN_DIGITS: usize = 4;
/// What the other words for codes have.
const CODE: &str = "code";

/// "alarmcode 4471", "code d'alarme 4471", "PIN 4471": digits right behind a word for a code. "Pin" is also a part of a plug, so that
/// it must be all of a field in which no such part is named.
pub fn coded(word: &str, before: &str, behind: &str) -> Option<Range<usize>> {
    let line = behind.split('\n').next().unwrap_or("");
    let first = line.strip_prefix(' ')?.split_whitespace().next()?;
    let value = first.trim_end_matches([',', ';', '.', '!', ')']);
    if !is_code_number(value) || is_in_order(value) {
        return None;
    }
    let rest = &line[range_of(line, value).end..];
    let next = alphabetic(rest).next().map(folded);
    let joins = next.is_some_and(|next| CONTEXTS.born.joints.contains(&next));
    let is_field = || {
        let begins = before.trim_end();
        let ends = rest.trim_start();
        let is_part = |word: &str| CONTEXTS.secrets.fields.contains(&folded(word));
        value.len() == PIN_DIGITS
            && (begins.is_empty() || begins.ends_with([',', ';', ':', '(', '/', '|', '-', '.']))
            && (ends.is_empty() || ends.starts_with([',', ';', ')', '/', '|', '.', '!']))
            && !alphabetic(before).chain(alphabetic(rest)).any(is_part)
    };
    let fits = match word {
        PIN => is_field(),
        // "Error: access code 4471 not found": a sentence that goes on tells of something else.
        word => word.contains(CODE) && (!rest.starts_with(' ') || rest.starts_with(" (") || joins),
    };
    fits.then(|| range_of(behind, value))
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
/// right behind its word, before which no more than what it opens stands in its field.
pub fn in_field(before: &str, behind: &str) -> Option<Range<usize>> {
    let rest = behind.split('\n').next().unwrap_or("").strip_prefix(' ')?;
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
    let is_mixed =
        has_digit && has_sign(secret) && secret.contains(char::is_lowercase) && !secret.contains(['`', '=', '<', '>']);
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
        check("connector J4, ", "pin", " 4471", None);
        check("art. ", "pin", " 4471-B", None);
        check("de ", "pin", " 4471 van de stekker", None);
        check("", "pin", " 44710", None);
        check("", "wachtwoord", " 4471", None);
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
        for (before, text) in [
            ("", " Vergeten! Klik hier"),
            ("", " Vergeten2 keer"),
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
