//! Germany: Steueridentifikationsnummer, in whose first ten digits one stands two or three times.

use super::{Candidate, Checked, Validator, sums::mod_11_10};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "de-idnr",
    forms: &["number"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let ten = digits.get(..10)?;
    let times = |digit: u8| ten.bytes().filter(|byte| *byte == digit).count();
    let mut repeated = (b'0'..=b'9').map(times).filter(|times| *times > 1);
    let once = matches!((repeated.next(), repeated.next()), (Some(2 | 3), None));
    (!digits.starts_with('0') && once && mod_11_10(digits)).then(Checked::default)
}
