//! The Belgian structured communication (OGM/VCS): ten digits and their remainder modulo 97.

use super::{Candidate, Checked, Validator, number, rest_97};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "structured-communication",
    forms: &["framed", "plain"],
    classes: &["reference"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (ten, check) = candidate.digits.split_at_checked(10)?;
    let framed = || candidate.is_behind(b"+++") || candidate.is_behind(b"***");
    (check.len() == 2 && number(check) == rest_97(ten)).then(|| Checked {
        form: u8::from(!framed()),
        ..Checked::default()
    })
}
