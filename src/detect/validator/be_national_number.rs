//! The Belgian national number (rijksregisternummer, NISS, BIS number): check digits, century, date, serial.

use jiff::civil::Date;

use super::{Birth, Candidate, Checked, Validator, birth, is_trivial, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-national-number",
    forms: &["canonical", "grouped", "bare", "glued", "padded"],
    classes: &birth::CLASSES,
    check,
};

const CANONICAL: u8 = 0;
const GROUPED: u8 = 1;
const BARE: u8 = 2;
const GLUED: u8 = 3;
const PADDED: u8 = 4;

fn check(candidate: &Candidate<'_>, settings: &Settings, value: &mut String) -> Option<Checked> {
    if let Some(rest) = candidate.digits.get(2..).filter(|rest| rest.len() == 11) {
        return with_century(candidate, rest, settings, value);
    }
    let n_digits = candidate.digits.len();
    // The quickest question first: lost zeros do not change the number.
    if n_digits > 11 || century(number(candidate.digits)).is_none() {
        return None;
    }
    let mut digits = *b"00000000000";
    digits
        .get_mut(11_usize.checked_sub(n_digits)?..)?
        .copy_from_slice(candidate.digits.as_bytes());
    let digits = str::from_utf8(&digits).ok()?;
    let (birth, implausible) = proven(digits, settings.today)?;
    // Who lost a zero was born from 2000 to 2009. An enterprise number without its zero has the same check digits.
    if n_digits < 11 && (birth.year < 2000 || birth.month == 0 || is_impossible_day(birth)) {
        return None;
    }
    if n_digits < 11 {
        value.push_str(digits);
    }
    Some(Checked {
        form: match (n_digits, n_digits == 11 && candidate.glued_label()) {
            (0..11, _) => PADDED,
            (_, true) => GLUED,
            _ if is_canonical(candidate.text()) => CANONICAL,
            _ if candidate.n_separators() >= 2 => GROUPED,
            _ => BARE,
        },
        class: u8::from(birth.minor),
        birth: Some(birth),
        implausible,
        needs_context: n_digits < 11 || is_impossible_day(birth),
        heading_only: is_in_thousands(candidate.text()),
        ..Checked::default()
    })
}

/// "85 073 095 180", "85.073.095.180": a spreadsheet wrote it as an amount, of which only the heading says that it is none.
fn is_in_thousands(text: &str) -> bool {
    let groups = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty());
    groups.map(str::len).eq([2, 3, 3, 3])
}

/// "1985.07.30-951.80": the number itself says the century, and must say the same.
fn with_century(candidate: &Candidate<'_>, rest: &str, settings: &Settings, value: &mut String) -> Option<Checked> {
    let (birth, implausible) = proven(rest, settings.today)?;
    let is_same = number(&candidate.digits[..4]) == u64::try_from(birth.year).ok()?;
    value.push_str(rest);
    is_same.then(|| Checked {
        form: GROUPED,
        class: u8::from(birth.minor),
        birth: Some(birth),
        implausible,
        needs_context: is_impossible_day(birth),
        ..Checked::default()
    })
}

/// Whether eleven digits may be such a number.
pub fn holds(digits: &str, today: Date) -> bool {
    digits.len() == 11 && proven(digits, today).is_some()
}

/// The birth date that the number says, and whether that is hard to believe.
fn proven(digits: &str, today: Date) -> Option<(Birth, bool)> {
    let century = century(number(digits))?;
    let serial = number(&digits[6..9]);
    if serial == 0 || serial == 999 || is_trivial(digits) {
        return None;
    }
    let month = number(&digits[2..4]);
    let month = match month {
        0..=12 => month,
        20..=32 => month - 20,
        40..=52 => month - 40,
        _ => return None,
    };
    let mut birth = Birth {
        year: century + i16::try_from(number(&digits[..2])).ok()?,
        month: i8::try_from(month).ok()?,
        day: i8::try_from(number(&digits[4..6])).ok()?,
        minor: false,
    };
    let born = (birth.year, birth.month, birth.day);
    let now = (today.year(), today.month(), today.day());
    if born > now {
        return None;
    }
    let age = birth::age(born, today);
    // "00.00.01", "00.20.01", "00.40.01": nothing is known of the birth, the year neither.
    let is_unknown = birth.month == 0 && birth.day <= 1;
    // A number without a birth date says nothing of an age.
    birth.minor = age < birth::OF_AGE && birth.month > 0;
    Some((birth, is_impossible_day(birth) || (age > 115 && !is_unknown)))
}

/// The century in which the check digits hold, if there is one.
fn century(number: u64) -> Option<i16> {
    let (nine, check) = (number / 100, number % 100);
    // 2,000,000,000 mod 97 is 68, so at most one century can hold.
    match () {
        () if check == 97 - nine % 97 => Some(1900),
        () if check == 97 - (2_000_000_000 + nine) % 97 => Some(2000),
        () => None,
    }
}

fn is_impossible_day(birth: Birth) -> bool {
    match (birth.month, birth.day) {
        (_, 0) => false,
        // Month unknown: the day counts up when the numbers of a day run out.
        (0, _) => false,
        (month, day) => Date::new(birth.year, month, day).is_err(),
    }
}

/// `85.07.30-951.80`
fn is_canonical(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 15 && bytes[2] == b'.' && bytes[5] == b'.' && bytes[8] == b'-' && bytes[12] == b'.'
}
