//! Poland: PESEL, a birth date whose month tells the century, a serial and a check digit.

use super::{
    Candidate, Checked, Validator, birth,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "pl-pesel",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let sum = weighted(digits.get(..10)?, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
    if (10 - sum % 10) % 10 != digit(digits, 10) {
        return None;
    }
    let [year, month, day] = birth::pairs(digits)?;
    let century = match month / 20 {
        0 => 1900,
        1 => 2000,
        4 => 1800,
        _ => return None,
    };
    birth::on(century + year as i16, month % 20, day, settings.today).map(birth::checked)
}
