//! The creditor reference of ISO 11649: `RF`, two check digits, up to 21 letters and digits.

use super::{Candidate, Checked, Validator, mod_97_10};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "creditor-reference",
    forms: &["reference"],
    classes: &["reference"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let reference = candidate.digits;
    let body = reference.strip_prefix("RF")?;
    ((5..=25).contains(&reference.len()) && reference.is_ascii() && mod_97_10([&body[2..], &reference[..4]]) == 1)
        .then(Checked::default)
}
