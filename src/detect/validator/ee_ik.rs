//! Estonia: isikukood, sex and century, birth date, serial and a check digit. Lithuania has the same.

use super::{
    Birth, Candidate, Checked, Validator, birth,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "ee-ik",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    born(candidate.digits, settings).map(birth::checked)
}

/// The birth date of a number that holds.
pub fn born(digits: &str, settings: &Settings) -> Option<Birth> {
    let ten = digits.get(..10)?;
    let expected = match weighted(ten, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11 {
        10 => weighted(ten, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10,
        expected => expected,
    };
    if expected != digit(digits, 10) {
        return None;
    }
    let century = match digits.as_bytes()[0] {
        b'1' | b'2' => 1800,
        b'3' | b'4' => 1900,
        b'5' | b'6' => 2000,
        _ => return None,
    };
    let [year, month, day] = birth::pairs(&digits[1..])?;
    birth::on(century + year as i16, month, day, settings.today)
}
