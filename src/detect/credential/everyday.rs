//! Secrets as people tell each other: reset to something, in quotes right behind their word, under a key of data, the code of a safe and
//! the digits that unblock the card of a telephone.

use std::ops::Range;

use super::forms::{copula, is_sure};
use super::value::{is_code, is_count, is_placeholder, is_strong};
use crate::detect::around::{before as text_before, range_of};
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::manual::is_of_manual;
use crate::detect::names::folded;
use crate::detect::split::alphabetic;

/// Digits that unblock the card of a telephone.
const UNBLOCKING_DIGITS: usize = 8;
/// Words of a copula and the value behind it.
const MOST_WORDS: usize = 6;
/// Bytes before a word in which a meeting is told of.
const MEETING_REACH: usize = 160;
/// Digits at the end of words that hyphens join to a secret.
const PHRASE_DIGITS: Range<usize> = 2..4;
const SHORTEST_PART: usize = 3;

/// "puk 77120934", "PUK-code: 77120934", "de puk is 77120934".
pub fn unblocking(behind: &str) -> Option<Range<usize>> {
    let line = behind.split('\n').next().unwrap_or("");
    let rest = line.trim_start_matches([' ', ':', '=', '"', '\t', '|']);
    let words: Vec<&str> = rest
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .take(MOST_WORDS)
        .collect();
    let value = words.get(copula(&words).unwrap_or(0))?;
    let value = value.trim_end_matches([',', ';', '.', ')', '"']);
    is_unblocking(value).then(|| range_of(behind, value))
}

pub fn is_unblocking(value: &str) -> bool {
    value.len() == UNBLOCKING_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// "55-12-08": pairs of digits to which a lock is turned, of which no date is made.
pub fn is_combination(value: &str) -> bool {
    let is_pair = |pair: &str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_digit());
    let mut pairs = value.split('-');
    let is_date = match (pairs.next(), pairs.next()) {
        (Some(day), Some(month)) => ("01"..="31").contains(&day) && ("01"..="12").contains(&month),
        _ => true,
    };
    !is_date && (3..=4).contains(&value.split('-').count()) && value.split('-').all(is_pair)
}

/// "heron-pond-22": words and a number that hyphens join, as routers have them.
pub fn is_phrase(value: &str) -> bool {
    let Some((words, number)) = value.rsplit_once('-') else {
        return false;
    };
    let is_word = |word: &str| word.len() >= SHORTEST_PART && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_number = PHRASE_DIGITS.contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_told = words
        .split('-')
        .any(|word| CONTEXTS.secrets.fields.contains(&folded(word)));
    is_number && words.contains('-') && words.split('-').all(is_word) && !is_told
}

/// "mit Kennwort "Hagebutte3"": in quotes right behind its word, and nothing more behind them. A command has its own quotes, and behind
/// an article stands an example for everybody.
pub fn quoted(before: &str, behind: &str) -> Option<Range<usize>> {
    let line = behind.split(['\n', '\t']).next().unwrap_or("");
    let rest = line.strip_prefix(' ')?.strip_prefix(['"', '“', '„', '«', '»', '‘'])?;
    let (inside, rest) = rest.split_once(['"', '”', '“', '«', '»', '’'])?;
    let secret = inside.trim();
    let rest = rest.trim_end();
    let ends = rest.is_empty() || rest.starts_with([',', ';', '.', ')', '!']);
    let is_example = alphabetic(before)
        .next_back()
        .is_some_and(|word| CONTEXTS.secrets.not_before.contains(&folded(word)));
    let fits = ends && !is_example && !before.ends_with('-') && is_told(secret);
    fits.then(|| range_of(behind, secret))
}

/// "reset his portal password to Plum-tree9", "setzte sein Passwort auf Pflaume-9x zurück", "wachtwoord naar Pruim-9x gewijzigd": the verb
/// stands before the word, or behind the secret.
pub fn reset_to(before: &str, behind: &str) -> Option<Range<usize>> {
    let line = behind.split('\n').next().unwrap_or("");
    let mut words = line.strip_prefix(' ')?.split_whitespace();
    let is_into = CONTEXTS.secrets.into.contains(&folded(words.next()?));
    let word = words.next().filter(|_| is_into)?;
    let secret = word
        .trim_end_matches([',', ';', '.', ')', '"', '”'])
        .trim_start_matches(['"', '“', '„']);
    let is_verb = |word: &str| CONTEXTS.secrets.resets.contains(&folded(word));
    let next = words.next().and_then(|next| alphabetic(next).next());
    let is_joint = |next: &str| CONTEXTS.born.joints.contains(&folded(next));
    let ends = secret.len() < word.len() || next.is_none_or(|next| is_joint(next) || is_verb(next));
    let fits = ends && is_told(secret) && (next.is_some_and(is_verb) || alphabetic(before).any(is_verb));
    fits.then(|| range_of(behind, secret))
}

/// What stands for itself in a sentence: letters and digits, no algorithm, no placeholder.
pub fn is_told(secret: &str) -> bool {
    secret.contains(|c: char| c.is_ascii_digit())
        && !secret.contains(char::is_whitespace)
        && is_strong(secret)
        && is_sure(secret)
        && !is_placeholder(secret)
        && !is_code(secret)
        && !is_count(secret)
        && !is_of_manual(secret)
}

/// `"wachtwoord":"Kastanje#19"`, the value of a key of data.
pub fn of_key(known: &str, behind: &str) -> Option<Range<usize>> {
    let value = behind.strip_prefix('"')?.trim_start().strip_prefix(':')?;
    let value = value.trim_start().strip_prefix('"')?.split('"').next()?;
    let fits = is_data_key(known) && is_told(value);
    fits.then(|| range_of(behind, value))
}

/// Whether data in a language of people tell the secret at a place: the key right before it is one of their words.
pub fn is_of_key(before: &str, value: &str) -> bool {
    let key = before.trim_end_matches(['"', ' ', ':']).rsplit_once('"');
    key.is_some_and(|(_, key)| is_data_key(key)) && is_told(value)
}

/// "mot_de_passe", "mot-de-passe", "motDePasse".
fn is_data_key(key: &str) -> bool {
    let words = folded(key).replace(['_', '-'], " ");
    CONTEXTS.secrets.data_keys.contains(&words)
}

/// "Meeting ID: 812 3344 5566, passcode: 718204": what everybody who is invited has.
pub fn is_of_meeting(buf: &str, start: usize) -> bool {
    let is_one = |word: &str| CONTEXTS.secrets.meetings.contains(&folded(word));
    alphabetic(text_before(buf, start, MEETING_REACH)).any(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits_unblock_a_card() {
        let of = |behind: &'static str| unblocking(behind).map(|span| &behind[span]);
        for text in [
            " 77120934.",
            ": 77120934",
            " is 77120934 van haar kaart",
            "\t77120934",
            " est : 77120934",
        ] {
            assert_eq!(of(text), Some("77120934"), "{text}");
        }
        for text in [" 7712", " en Jan", ": 771209345", " is kwijt, bel 77120934"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_lock_is_turned_to_no_date() {
        for (value, is_one) in [
            ("55-12-08", true),
            ("44-71-02-98", true),
            ("12-05-24", false),
            ("55-12", false),
            ("555-12-08", false),
        ] {
            assert_eq!(is_combination(value), is_one, "{value}");
        }
        for (value, is_one) in [
            ("heron-pond-22", true),
            ("reset-form-22", false),
            ("heron-22", false),
            ("wpa2-psk-16", false),
            ("budget-jaar-2024", false),
        ] {
            assert_eq!(is_phrase(value), is_one, "{value}");
        }
    }

    #[test]
    fn a_secret_is_quoted_right_behind_its_word() {
        let of = |before: &str, behind: &'static str| quoted(before, behind).map(|span| &behind[span]);
        assert_eq!(of("das Login ist esserm mit ", " \"Hagebutte3\"."), Some("Hagebutte3"));
        assert_eq!(of("login jan, ", " „Hagebutte3“"), Some("Hagebutte3"));
        assert_eq!(of("avec ", " « Tournesol7 », merci"), Some("Tournesol7"));
        assert_eq!(of("met ", " “Zeehond77”"), Some("Zeehond77"));
        for (before, behind) in [
            ("Das ", " \"Zomer2024\""),
            ("een zwak paswoord zoals ", " \"Zomer2024\"."),
            ("met ", " \"Zomer2024\" is het zwak"),
            ("met ", " \"vergeten\""),
            ("met ", " \"SHA-256\""),
            ("curl --", " \"Zomer2024\""),
            ("met ", "(\"Zomer2024\")"),
        ] {
            assert_eq!(of(before, behind), None, "{before}{behind}");
        }
    }

    #[test]
    fn a_secret_is_reset_to_another_one() {
        let of = |before: &str, behind: &'static str| reset_to(before, behind).map(|span| &behind[span]);
        assert_eq!(of("reset his portal ", " to Plum-tree9; callback"), Some("Plum-tree9"));
        assert_eq!(of("setzte sein ", " auf Pflaume-9x zurück"), Some("Pflaume-9x"));
        assert_eq!(of("Ich habe sein ", " auf Pflaume-9x geändert"), Some("Pflaume-9x"));
        assert_eq!(of("wijzigde haar ", " naar Pruim9x."), Some("Pruim9x"));
        assert_eq!(of("a changé son ", " en Mouette25"), Some("Mouette25"));
        for (before, behind) in [
            ("reset his ", " to default"),
            ("changed the ", " to SHA-256"),
            ("forgot his ", " to Outlook365"),
            ("reset his ", " in Outlook365"),
            ("changed it: ", " to 12-tekens"),
        ] {
            assert_eq!(of(before, behind), None, "{before}{behind}");
        }
    }

    #[test]
    fn a_key_in_a_language_of_people_has_a_secret() {
        let of = |known: &str, behind: &'static str| of_key(known, behind).map(|span| &behind[span]);
        assert_eq!(
            of("wachtwoord", "\":\"Kastanje#19\",\"server\":1}"),
            Some("Kastanje#19")
        );
        assert_eq!(of("kennwort", "\" : \"Kastanje19\"}"), Some("Kastanje19"));
        assert_eq!(of("password", "\":\"Kastanje#19\"}"), None);
        assert_eq!(of("wachtwoord", "\":\"Wachtwoord vergeten? Klik 1\"}"), None);
        assert_eq!(of("wachtwoord", "\":\"Wachtwoord\"}"), None);
        assert!(is_of_key("{\"wachtwoord\": \"", "Kastanje#19"));
        assert!(is_of_key("{\"mot_de_passe\":\"", "Kastanje#19") && is_of_key("{\"motDePasse\":\"", "Kastanje#19"));
        assert!(!is_of_key("{\"mot_de_passe_min\":\"", "Kastanje#19"));
        assert!(!is_of_key("{\"password\": \"", "Kastanje#19") && !is_of_key("Wachtwoord: ", "Kastanje#19"));
    }

    #[test]
    fn whoever_is_invited_to_a_meeting_has_its_code() {
        let text = "Meeting ID: 812 3344 5566\nPasscode: 718204";
        assert!(is_of_meeting(text, text.find("Passcode").unwrap()));
        let text = "the laptop passcode is 718204";
        assert!(!is_of_meeting(text, text.find("passcode").unwrap()));
    }
}
