//! Spain: identity number of foreigners, X, Y or Z in the place of the first digit of eight.

use super::{Candidate, Checked, Validator, es_dni, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "es-nie",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (body, letter) = candidate.digits.split_at_checked(8)?;
    let first = match body.as_bytes()[0] {
        b'X' => 0,
        b'Y' => 1,
        b'Z' => 2,
        _ => return None,
    };
    let expected = es_dni::letter_of(first * 10_000_000 + number(&body[1..]));
    (letter.bytes().next() == Some(expected)).then(Checked::default)
}
