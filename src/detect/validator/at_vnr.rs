//! Austria: Versicherungsnummer, a serial, a check digit and a birth date.

use super::{
    Candidate, Checked, Validator, birth,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "at-vnr",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let sum = weighted(digits, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
    let [day, month, _] = birth::pairs(digits.get(4..)?)?;
    // Months beyond the twelfth where a day's numbers ran out.
    let is_date = (1..=31).contains(&day) && (1..=15).contains(&month);
    (!digits.starts_with('0') && is_date && sum % 11 == digit(digits, 3)).then(Checked::default)
}
