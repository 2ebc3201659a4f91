//! Lithuania: asmens kodas, as the Estonian number.

use super::{Candidate, Checked, Validator, birth, ee_ik};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "lt-asmens",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    ee_ik::born(candidate.digits, settings).map(birth::checked)
}
