//! Belgian driving licences: ten digits without check digits, so that what they surely are not is left out.

use super::{Candidate, Checked, Doubt, Validator};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-driving-licence",
    forms: &["bare"],
    classes: &["licence"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let all_zero = candidate.digits.bytes().all(|digit| digit == b'0');
    (!candidate.is_behind(b"+") && !all_zero).then(|| Checked {
        // Mobile numbers begin so.
        doubt: Doubt::Licence,
        next_only: candidate.digits.starts_with("04"),
        ..Checked::default()
    })
}
