//! Ireland: PPS number, seven digits, a check letter, and a second letter that counts since 2013.

use super::{Candidate, Checked, Validator, sums::weighted};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "ie-pps",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (seven, letters) = candidate.digits.split_at_checked(7)?;
    let sum = weighted(seven, &[8, 7, 6, 5, 4, 3, 2]);
    let (letter, second) = match letters.as_bytes() {
        [letter] => (letter, 0),
        [letter, second @ (b'A' | b'B' | b'H')] => (letter, u32::from(second - b'A') + 1),
        // The wife's number was that of her husband.
        [letter, b'W' | b'T' | b'X'] => (letter, 0),
        _ => return None,
    };
    let expected = b"WABCDEFGHIJKLMNOPQRSTUV"[((sum + 9 * second) % 23) as usize];
    (*letter == expected).then(Checked::default)
}
