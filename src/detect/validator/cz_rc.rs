//! Czechia and Slovakia: rodné číslo, a birth date (women: month + 50), a serial, divisible by eleven since 1954.

use super::{Candidate, Checked, Validator, birth, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "cz-rc",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let [year, month, day] = birth::pairs(digits)?;
    let year = match (digits.len(), year) {
        (9, 0..54) => 1900 + year,
        (10, 0..54) => 2000 + year,
        (10, _) => 1900 + year,
        _ => return None,
    };
    // A serial that ran out adds 20 to the month, since 2004.
    let month = match month % 50 {
        month @ 21..=32 if year >= 2004 => month - 20,
        month => month,
    };
    // Until 1985 a remainder of ten was written as a zero.
    if digits.len() == 10 && number(&digits[..9]) % 11 % 10 != number(&digits[9..]) {
        return None;
    }
    birth::on(i16::try_from(year).ok()?, month, day, settings.today).map(birth::checked)
}
