//! Italy: codice fiscale, letters of the names, birth date, place and a check letter.

use super::{Candidate, Checked, Validator, birth};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "it-codice-fiscale",
    forms: &["number"],
    classes: &birth::CLASSES,
    check,
};

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let code = candidate.digits.as_bytes();
    let month = b"ABCDEHLMPRST".iter().position(|letter| Some(letter) == code.get(8))?;
    let [year, day] = [two_digits(code.get(6..8)?)?, two_digits(code.get(9..11)?)?];
    two_digits(code.get(12..14)?)?;
    numeral(*code.get(14)?)?;
    // Women have 40 added to the day.
    let day = if day > 40 { day - 40 } else { day };
    let birth = birth::in_latest_century(year, month as u64 + 1, day, settings.today)?;
    (check_letter(&code[..15]) == code.get(15).copied()).then(|| birth::checked(birth))
}

/// A digit, or the letter that stands for it where two codes would be equal.
fn numeral(byte: u8) -> Option<u64> {
    let letters = b"LMNPQRSTUV".iter().position(|letter| *letter == byte);
    match byte {
        b'0'..=b'9' => Some(u64::from(byte - b'0')),
        _ => letters.map(|at| at as u64),
    }
}

fn two_digits(bytes: &[u8]) -> Option<u64> {
    Some(numeral(bytes[0])? * 10 + numeral(bytes[1])?)
}

/// Digits and letters count as their place, those at odd places as the table says.
fn check_letter(body: &[u8]) -> Option<u8> {
    const ODD: [u8; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ];
    let mut sum = 0;
    for (at, byte) in body.iter().enumerate() {
        let place = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A',
            _ => return None,
        };
        sum += u32::from(if at % 2 == 0 { ODD[usize::from(place)] } else { place });
    }
    u8::try_from(sum % 26).ok().map(|at| b'A' + at)
}
