//! Card numbers of Belgian identity cards: ten digits and their remainder modulo 97, as old account numbers have it.

use super::{Candidate, Checked, Validator, number, rest_97};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-eid-card",
    forms: &["dashed", "other"],
    classes: &["card"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (ten, check) = candidate.digits.split_at_checked(10)?;
    if check.len() != 2 || number(check) != rest_97(ten) {
        return None;
    }
    let dashed = is_dashed(candidate.text()) && is_of_cards(ten);
    Some(Checked {
        form: u8::from(!dashed),
        keyword_only: !dashed,
        ..Checked::default()
    })
}

/// `591-1917064-58`
pub fn is_dashed(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 14 && bytes[3] == b'-' && bytes[11] == b'-'
}

/// Numbers that cards have: the ranges that were given out, and that of test cards. Banks have them too, but rarely.
pub fn is_of_cards(ten: &str) -> bool {
    (590..=601).contains(&number(&ten[..3])) || ten.starts_with("00000")
}
