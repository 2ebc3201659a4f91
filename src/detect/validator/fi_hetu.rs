//! Finland: henkilötunnus, a birth date, a sign for its century, a serial and a check character.

use super::{Candidate, Checked, Validator, birth, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "fi-hetu",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, value: &mut String) -> Option<Checked> {
    let text = candidate.text().to_ascii_uppercase();
    let (date, rest) = text.split_at_checked(6)?;
    let (serial, last) = (rest.get(1..4)?, rest.as_bytes().get(4).copied()?);
    if !date.bytes().chain(serial.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let century = match rest.as_bytes()[0] {
        b'+' => 1800,
        b'-' | b'U'..=b'Y' => 1900,
        b'A'..=b'F' => 2000,
        _ => return None,
    };
    let at = (number(date) * 1000 + number(serial)) % 31;
    if last != b"0123456789ABCDEFHJKLMNPRSTUVWXY"[at as usize] || number(serial) < 2 {
        return None;
    }
    let [day, month, year] = birth::pairs(date)?;
    value.extend(text.chars().filter(char::is_ascii_alphanumeric));
    birth::on(century + year as i16, month, day, settings.today).map(birth::checked)
}
