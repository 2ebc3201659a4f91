//! Romania: cod numeric personal, sex and century, birth date, county, serial and a check digit.

use super::{
    Candidate, Checked, Validator, birth, number,
    sums::{digit, weighted},
};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "ro-cnp",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let expected = match weighted(digits.get(..12)?, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        expected => expected,
    };
    let county = matches!(number(&digits[7..9]), 1..=48 | 51 | 52 | 70 | 80..=83);
    if expected != digit(digits, 12) || !county {
        return None;
    }
    let [year, month, day] = birth::pairs(&digits[1..])?;
    let birth = match digits.as_bytes()[0] {
        b'1' | b'2' => birth::on(1900 + year as i16, month, day, settings.today),
        b'3' | b'4' => birth::on(1800 + year as i16, month, day, settings.today),
        b'5' | b'6' => birth::on(2000 + year as i16, month, day, settings.today),
        b'7'..=b'9' => birth::in_latest_century(year, month, day, settings.today),
        _ => None,
    };
    birth.map(birth::checked)
}
