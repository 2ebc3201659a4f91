//! Croatia: OIB, eleven digits with ISO 7064 mod 11,10.

use super::{Candidate, Checked, Validator, is_trivial, sums::mod_11_10};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "hr-oib",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    (mod_11_10(candidate.digits) && !is_trivial(candidate.digits)).then(Checked::default)
}
