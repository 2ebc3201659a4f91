//! Belgian passports: two letters and six digits, nothing to check but what stands around them.

use super::{Candidate, Checked, Doubt, Validator};
use crate::detect::Settings;
use crate::detect::date::{LATEST, dates};

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-passport",
    forms: &["plain", "with-expiry"],
    classes: &["passport"],
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let text = candidate.text();
    // "nr 123456" and "No 123456" are words before a number.
    if !text.bytes().take(2).all(|byte| byte.is_ascii_uppercase()) || text.starts_with("NR") || text.starts_with("NO") {
        return None;
    }
    if is_of_ticket(candidate.before()) {
        return None;
    }
    let expires = || {
        dates(candidate.after(), LATEST)
            .chain(dates(candidate.before(), LATEST))
            .any(|date| date > settings.today)
    };
    Some(Checked {
        form: u8::from(expires()),
        doubt: Doubt::Thing,
        ..Checked::default()
    })
}

/// "Boarding Pass LH 123456": English writes a capital before the word, too; German has one there only before its own noun.
fn is_of_ticket(before: &str) -> bool {
    let word = before
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .strip_suffix("Pass");
    let previous = word.and_then(|rest| rest.strip_suffix(' '));
    let is_ascii_word = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    previous.is_some_and(|rest| rest.rsplit(char::is_whitespace).next().is_some_and(is_ascii_word))
}
