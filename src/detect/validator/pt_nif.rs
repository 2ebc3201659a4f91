//! Portugal: número de identificação fiscal; those of persons begin with 1, 2 or 3.

use super::{
    Candidate, Checked, Validator, is_trivial,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "pt-nif",
    forms: &["number"],
    classes: &["person", "organisation"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let expected = match 11 - weighted(digits.get(..8)?, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 {
        10 | 11 => 0,
        expected => expected,
    };
    let is_person = digits.starts_with(['1', '2', '3']);
    (expected == digit(digits, 8) && !is_trivial(digits) && !digits.starts_with('0')).then(|| Checked {
        class: u8::from(!is_person),
        ..Checked::default()
    })
}
