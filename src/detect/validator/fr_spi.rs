//! France: numéro fiscal (SPI), ten digits and their remainder modulo 511.

use super::{Candidate, Checked, Validator, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "fr-spi",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (ten, key) = candidate.digits.split_at_checked(10)?;
    let is_person = ten.starts_with(['0', '1', '2', '3']) && number(ten) > 0;
    (is_person && number(ten) % 511 == number(key)).then(Checked::default)
}
