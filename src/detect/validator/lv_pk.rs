//! Latvia: personas kods, a birth date and century, or 32 and no date since 2017, a serial and a check digit.

use super::{
    Candidate, Checked, Validator, birth,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "lv-pk",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let sum = 1 + weighted(digits.get(..10)?, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    if sum % 11 % 10 != digit(digits, 10) {
        return None;
    }
    if digits.starts_with("32") {
        return Some(Checked::default());
    }
    let [day, month, year] = birth::pairs(digits)?;
    let century = match digit(digits, 6) {
        0 => 1800,
        1 => 1900,
        2 => 2000,
        _ => return None,
    };
    birth::on(century + year as i16, month, day, settings.today).map(birth::checked)
}
