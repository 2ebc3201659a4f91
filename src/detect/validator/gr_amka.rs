//! Greece: AMKA, a birth date and a serial with Luhn.

use super::{Candidate, Checked, Validator, birth, sums::luhn};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "gr-amka",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let [day, month, year] = birth::pairs(candidate.digits)?;
    let birth = birth::in_latest_century(year, month, day, settings.today)?;
    luhn(candidate.digits).then(|| birth::checked(birth))
}
