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
        doubt: Doubt::Licence,
        // In groups any number may be written. Mobile numbers begin so, and what offices and shops number by the day: "2025110400".
        next_only: candidate.n_groups > 1 || candidate.digits.starts_with("04") || begins_with_day(candidate.digits),
        ..Checked::default()
    })
}

/// `20251104` of this century
fn begins_with_day(digits: &str) -> bool {
    let is_in = |range: std::ops::Range<usize>, most| digits.get(range).is_some_and(|two| ("01"..=most).contains(&two));
    digits.starts_with("20") && is_in(4..6, "12") && is_in(6..8, "31")
}
