//! Sweden: personnummer and samordningsnummer (day + 60), a birth date and a serial with Luhn.

use super::{Candidate, Checked, Validator, birth, number, sums::luhn};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "se-personnummer",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, value: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let (century, ten) = digits.split_at_checked(digits.len().checked_sub(10)?)?;
    let [year, month, day] = birth::pairs(ten)?;
    let day = if day > 60 { day - 60 } else { day };
    let birth = match century {
        "" => birth::in_latest_century(year, month, day, settings.today),
        _ => birth::on(
            i16::try_from(number(century) * 100 + year).ok()?,
            month,
            day,
            settings.today,
        ),
    }?;
    if !luhn(ten) {
        return None;
    }
    // With and without its century it is the same number.
    value.push_str(ten);
    Some(birth::checked(birth))
}
