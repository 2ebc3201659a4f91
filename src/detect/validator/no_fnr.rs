//! Norway: fødselsnummer and D-number (day + 40), a birth date, a serial and two check digits.

use super::{Candidate, Checked, Validator, birth, sums::weighted};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "no-fnr",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let first = weighted(digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]);
    let second = weighted(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    if digits.len() != 11 || !first.is_multiple_of(11) || !second.is_multiple_of(11) {
        return None;
    }
    let [day, month, year] = birth::pairs(digits)?;
    let less_40 = |n: u64| if n > 40 { n - 40 } else { n };
    let birth = birth::in_latest_century(year, less_40(month), less_40(day), settings.today)?;
    Some(birth::checked(birth))
}
