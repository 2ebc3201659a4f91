//! Spain: documento nacional de identidad, eight digits and the letter of their remainder modulo 23.

use super::{Candidate, Checked, Validator, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "es-dni",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (eight, letter) = candidate.digits.split_at_checked(8)?;
    (number(eight) > 0 && letter.bytes().next() == Some(letter_of(number(eight)))).then(Checked::default)
}

/// The letter of a number.
pub fn letter_of(number: u64) -> u8 {
    const LETTERS: [u8; 23] = *b"TRWAGMYFPDXBNJZSQVHLCKE";
    LETTERS[(number % 23) as usize]
}
