//! Card numbers of the European health insurance card: the industry's 80, the country's number, and fifteen digits.

use super::{Candidate, Checked, Validator};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "ehic",
    forms: &["belgian", "other"],
    classes: &["card"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    candidate.digits.strip_prefix("80").map(|rest| Checked {
        form: u8::from(!rest.starts_with("056")),
        ..Checked::default()
    })
}
