//! RIZIV/INAMI numbers of care providers: six digits, their check digits modulo 97 or 89, and a qualification.

use super::{Candidate, Checked, Validator, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-riziv",
    forms: &["separated", "separated-89", "bare", "bare-89"],
    classes: &["care-provider"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let (six, check) = (number(digits.get(..6)?), number(digits.get(6..8)?));
    if digits.starts_with('0') {
        return None;
    }
    let old = match check {
        check if check == 97 - six % 97 => true,
        // Nurses and midwives since 2013, physicians since 2019.
        check if check == 89 - six % 89 => false,
        _ => return None,
    };
    let bare = candidate.n_groups == 1;
    Some(Checked {
        form: 2 * u8::from(bare) + u8::from(!old),
        needs_context: bare,
        // Without its qualification it has the length of a date.
        keyword_only: digits.len() == 8,
        ..Checked::default()
    })
}
