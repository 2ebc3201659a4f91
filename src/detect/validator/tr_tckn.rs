//! Türkiye: TC kimlik numarası, eleven digits of which the last two check the others.

use super::{
    Candidate, Checked, Validator,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "tr-tckn",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let ten = weighted(digits.get(..9)?, &[7, 9, 7, 9, 7, 9, 7, 9, 7]);
    let all = weighted(&digits[..10], &[1; 10]);
    let holds = ten % 10 == digit(digits, 9) && all % 10 == digit(digits, 10);
    (holds && !digits.starts_with('0')).then(Checked::default)
}
