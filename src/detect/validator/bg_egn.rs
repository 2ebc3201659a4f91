//! Bulgaria: EGN, a birth date whose month tells the century, a serial and a check digit.

use super::{
    Candidate, Checked, Validator, birth,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "bg-egn",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let sum = weighted(digits.get(..9)?, &[2, 4, 8, 5, 10, 9, 7, 3, 6]);
    if sum % 11 % 10 != digit(digits, 9) {
        return None;
    }
    let [year, month, day] = birth::pairs(digits)?;
    let (century, month) = match month {
        0..=20 => (1900, month),
        21..=40 => (1800, month - 20),
        _ => (2000, month - 40),
    };
    birth::on(century + year as i16, month, day, settings.today).map(birth::checked)
}
