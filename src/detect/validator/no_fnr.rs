//! Norway: fødselsnummer and D-number (day + 40), a birth date, a serial and two check digits.

use super::{Candidate, Checked, Validator, birth, number, sums::weighted};
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
    let century = match (number(&digits[6..9]), year) {
        (0..500, _) | (900.., 40..) => 1900,
        (500..750, 54..) => 1800,
        (_, 0..40) => 2000,
        _ => return None,
    };
    birth::on(century + year as i16, less_40(month), less_40(day), settings.today).map(birth::checked)
}
