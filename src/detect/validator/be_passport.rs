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
    let letters = text.get(..2)?;
    let is_lower = letters.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_written = letters.bytes().all(|byte| byte.is_ascii_uppercase()) || is_lower && !text.contains([' ', '\n']);
    // "nr 123456" and "No 123456" are words before a number.
    if !is_written || ["NR", "NO"].iter().any(|word| letters.eq_ignore_ascii_case(word)) {
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
        next_only: is_lower,
        ..Checked::default()
    })
}
