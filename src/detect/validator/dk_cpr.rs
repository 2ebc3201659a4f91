//! Denmark: CPR number, a birth date and a serial whose first digit tells the century.

use super::{Candidate, Checked, Validator, birth, sums::weighted};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "dk-cpr",
    forms: &["checked", "unchecked"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let [day, month, year] = birth::pairs(digits)?;
    let century = match (digits.as_bytes().get(6)?, year) {
        (b'5'..=b'8', 58..) => 1800,
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        _ => 2000,
    };
    let birth = birth::on(century + year as i16, month, day, settings.today)?;
    // Not since 2007, where the serials of a day ran out.
    let holds = weighted(digits, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    Some(Checked {
        form: u8::from(!holds),
        ..birth::checked(birth)
    })
}
