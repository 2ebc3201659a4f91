//! Slovenia and the states that were Yugoslavia: EMŠO, a birth date with three digits of the year, region, serial, check digit.

use super::{
    Candidate, Checked, Validator, birth, number,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "si-emso",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let sum = weighted(digits.get(..12)?, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (11 - sum % 11) % 11 % 10 != digit(digits, 12) {
        return None;
    }
    let year = match number(&digits[4..7]) {
        year @ 800.. => 1000 + year,
        year => 2000 + year,
    };
    let year = i16::try_from(year).ok()?;
    birth::on(year, number(&digits[2..4]), number(&digits[..2]), settings.today).map(birth::checked)
}
