//! German ordinals, whose full stop ends no sentence: "am 2. Mai", "seit dem 3. April", "im 5. Monat".

use super::wordlist::words;
use crate::detect::around::{before, behind};
use crate::detect::date;
use crate::detect::lexicon::contexts::CONTEXTS;

/// Bytes before the number, and behind it, in which the words stand that make it one.
const REACH: usize = 16;
/// "31."
const MOST_DIGITS: usize = 2;
/// Letters of a month's short name.
const SHORT_MONTH: usize = 3;

/// Whether the sign at a place is the full stop of an ordinal: a word of German stands before the number, or a month or
/// another ordinal behind it.
pub(super) fn is_ordinal_stop(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if bytes[at] != b'.' || bytes.get(at + 1) != Some(&b' ') {
        return false;
    }
    let digits = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_digit());
    let n_digits = digits.take(MOST_DIGITS + 1).count();
    if !(1..=MOST_DIGITS).contains(&n_digits) {
        return false;
    }
    let person = &CONTEXTS.person;
    let behind = words(behind(text, at + 1, REACH)).next();
    let before = before(text, at - n_digits, REACH).strip_suffix(' ');
    // "I am 12. I have asthma"
    let before = before.filter(|before| !before.ends_with("I am"));
    let before = before.and_then(|before| words(before).next_back());
    behind.is_some_and(|word| is_month(word) || person.between_ordinals.contains(word))
        || before.is_some_and(|word| {
            person.before_ordinals.contains(word) || person.before_ordinals.contains(&word.to_lowercase())
        })
}

/// "Mai", "September", not what is also a given name: "Jan".
fn is_month(word: &str) -> bool {
    let is_long = || word.len() > SHORT_MONTH || word == "Mai";
    word.starts_with(char::is_uppercase) && is_long() && date::month(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_german_ordinal_ends_no_sentence() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let at = text.find('.').unwrap();
            assert_eq!(is_ordinal_stop(text, at), expected, "{text}");
        }
        check("Lukas hatte am 2. Mai einen", true);
        check("seit dem 3. April", true);
        check("Sophie ist im 5. Monat schwanger", true);
        check("vom 2. bis 14. Juni", true);
        check("Am 12. hatte er", true);
        check("2. März", true);
        check("I am 12. I have asthma", false);
        check("Er hat Zimmer 12. Sie hat Krebs", false);
        check("Ze is 12. Marie heeft astma", false);
        check("Hij woont in kamer 5. Jan heeft kanker", false);
        check("Lokaal 2.04 is dicht", false);
        check("im Jahr 2024. Anna", false);
        check("Das ist es. Anna", false);
    }
}
