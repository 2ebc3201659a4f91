//! Netherlands: burgerservicenummer, nine digits, eight where a zero was lost.

use super::{
    Candidate, Checked, Validator, is_trivial,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "nl-bsn",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let padded = format!("{:0>9}", candidate.digits);
    let sum = weighted(&padded[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    if is_trivial(&padded) || sum % 11 != digit(&padded, 8) {
        return None;
    }
    value.push_str(&padded);
    Some(Checked {
        needs_context: true,
        // Of eight digits are dates as well.
        keyword_only: candidate.digits.len() < 9,
        ..Checked::default()
    })
}
