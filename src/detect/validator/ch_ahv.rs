//! Switzerland: AHV/AVS number, thirteen digits from 756 on, checked as an EAN-13.

use super::{Candidate, Checked, Validator, sums::weighted};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "ch-ahv",
    forms: &["dotted", "bare"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let sum = weighted(digits, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
    (digits.starts_with("756") && sum.is_multiple_of(10)).then(|| Checked {
        form: u8::from(candidate.n_groups == 1),
        ..Checked::default()
    })
}
