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
