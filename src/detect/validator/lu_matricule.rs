//! Luxembourg: matricule, a birth date, a serial, and two check digits.

use super::{
    Candidate, Checked, Validator, birth, number,
    sums::{luhn, verhoeff},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "lu-matricule",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

/// Nobody alive was born before; counts of milliseconds look like earlier years.
const EARLIEST: i16 = 1880;

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let body = digits.get(..11)?;
    let luhn_holds = luhn(digits.get(..12)?);
    if !luhn_holds || !verhoeff(&format!("{body}{}", digits.get(12..)?)) {
        return None;
    }
    let year = i16::try_from(number(&body[..4]))
        .ok()
        .filter(|year| *year >= EARLIEST)?;
    birth::on(year, number(&body[4..6]), number(&body[6..8]), settings.today).map(birth::checked)
}
