//! Values of dBase and FoxPro tables, in text and in binary.

use crate::extract::codepage::CodePage;
use crate::extract::office::number;

/// What the bytes of a field are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Text,
    Number,
    Date,
    /// Binary, the lowest byte first.
    Integer,
    Double,
    /// In ten-thousandths.
    Currency,
    /// A day and the milliseconds of it.
    DateTime,
    /// Of dBase 7: the highest byte first, and so that the order of bytes is that of values.
    OrderedInteger,
    OrderedDouble,
    OrderedTime,
    /// What says where a long text stands in the file beside the table, and signs of the program's own.
    Other,
}

impl Kind {
    pub fn of(letter: u8, version: u8) -> Self {
        let is_fox_pro = matches!(version, 0x30..=0x32);
        match letter {
            b'C' | b'V' | b'Q' => Self::Text,
            b'N' | b'F' => Self::Number,
            b'D' => Self::Date,
            b'I' => Self::Integer,
            // In dBase 5 it says where a binary text stands.
            b'B' if is_fox_pro => Self::Double,
            b'Y' => Self::Currency,
            b'T' => Self::DateTime,
            b'+' if is_fox_pro => Self::Integer,
            letter => Self::of_dbase_7(letter),
        }
    }

    pub fn of_dbase_7(letter: u8) -> Self {
        match letter {
            b'C' => Self::Text,
            b'N' | b'F' => Self::Number,
            b'D' => Self::Date,
            b'I' | b'+' => Self::OrderedInteger,
            b'O' => Self::OrderedDouble,
            b'@' => Self::OrderedTime,
            _ => Self::Other,
        }
    }
}

pub(super) fn value(kind: Kind, bytes: &[u8], page: CodePage) -> String {
    match kind {
        Kind::Text => page.decode(bytes).trim_matches(['\0', ' ']).to_owned(),
        Kind::Number => without_zeros(page.decode(bytes).trim_matches(['\0', ' '])).to_owned(),
        Kind::Date => match std::str::from_utf8(bytes).map(str::trim) {
            Ok(date) if date.len() == 8 && date.is_ascii() => format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]),
            _ => String::new(),
        },
        Kind::Other => String::new(),
        _ => binary(kind, bytes).unwrap_or_default(),
    }
}

/// None where a field is shorter than its kind asks for, or holds nothing.
fn binary(kind: Kind, bytes: &[u8]) -> Option<String> {
    let four = |at: usize| bytes.get(at..).and_then(|bytes| bytes.first_chunk::<4>()).copied();
    let eight = || bytes.first_chunk::<8>().copied();
    match kind {
        Kind::Integer => Some(i32::from_le_bytes(four(0)?).to_string()),
        Kind::Double => double(f64::from_le_bytes(eight()?)),
        Kind::Currency => {
            let parts = i64::from_le_bytes(eight()?);
            let (sign, parts) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
            let amount = format!("{sign}{}.{:04}", parts / 10_000, parts % 10_000);
            Some(without_zeros(&amount).to_owned())
        }
        Kind::DateTime => moment(i32::from_le_bytes(four(0)?), f64::from(u32::from_le_bytes(four(4)?))),
        // All zeros: nothing was put in.
        _ if bytes.iter().all(|&byte| byte == 0) => None,
        Kind::OrderedInteger => Some((i32::from_be_bytes(four(0)?) ^ i32::MIN).to_string()),
        Kind::OrderedDouble => double(ordered(eight()?)),
        Kind::OrderedTime => {
            const DAY: f64 = 86_400_000.0;
            // The day by Julian count from which the milliseconds are counted.
            const BEFORE: f64 = 1_721_425.0;
            let milliseconds = ordered(eight()?);
            let days = (milliseconds / DAY).floor();
            moment((days + BEFORE) as i32, milliseconds - days * DAY)
        }
        _ => None,
    }
}

/// A number whose bytes are in the order of its value: below zero all bits are turned, else the first.
fn ordered(bytes: [u8; 8]) -> f64 {
    let bits = u64::from_be_bytes(bytes);
    f64::from_bits(if bits >> 63 == 1 { bits ^ 1 << 63 } else { !bits })
}

fn double(number: f64) -> Option<String> {
    let mut shown = String::new();
    number::plain(&format!("{number:?}"), &mut shown);
    number.is_finite().then_some(shown)
}

/// A day by Julian count, and the milliseconds of it.
fn moment(day: i32, milliseconds: f64) -> Option<String> {
    /// The day from which sheets count.
    const DAY_0: f64 = 2_415_019.0;
    let serial = f64::from(day) - DAY_0 + milliseconds / 86_400_000.0;
    let moment = number::date(serial, false).filter(|_| day > 0)?;
    Some(moment.trim_end_matches(" 00:00:00").to_owned())
}

/// A number without the zeros behind its point.
fn without_zeros(number: &str) -> &str {
    match number.split_once('.') {
        Some((whole, decimals)) if decimals.bytes().all(|byte| byte == b'0') => whole,
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_the_zeros_behind_their_point_alone() {
        assert_eq!(without_zeros("85073095180.00000"), "85073095180");
        assert_eq!(without_zeros("12.50"), "12.50");
        assert_eq!(without_zeros("1200"), "1200");
    }

    #[test]
    fn values_in_binary_are_told_as_a_person_reads_them() {
        #[track_caller]
        fn check(letter: u8, version: u8, bytes: &[u8], expected: &str) {
            let kind = if version & 7 == 4 {
                Kind::of_dbase_7(letter)
            } else {
                Kind::of(letter, version)
            };
            assert_eq!(value(kind, bytes, CodePage::default()), expected);
        }
        check(b'B', 0x30, &85_073_095_180f64.to_le_bytes(), "85073095180");
        check(b'B', 0x30, &f64::NAN.to_le_bytes(), "");
        check(b'B', 0x03, b"        12", "");
        check(b'I', 0x30, &(-5i32).to_le_bytes(), "-5");
        check(b'Y', 0x30, &25_000_000i64.to_le_bytes(), "2500");
        check(b'Y', 0x30, &(-12_345i64).to_le_bytes(), "-1.2345");
        let time = [2_446_277i32.to_le_bytes(), 43_200_000i32.to_le_bytes()].concat();
        check(b'T', 0x30, &time, "1985-07-30 12:00:00");
        check(b'T', 0x30, &time[..4], "");
        check(b'T', 0x30, &[0; 8], "");
        check(b'I', 0x04, &[0x80, 0, 0, 7], "7");
        check(b'+', 0x04, &[0x7f, 0xff, 0xff, 0xff], "-1");
        let ordered = |number: f64| (number.to_bits() ^ 1 << 63).to_be_bytes();
        check(b'O', 0x04, &ordered(85_073_095_180.0), "85073095180");
        check(b'O', 0x04, &(!(-1.5f64).to_bits()).to_be_bytes(), "-1.5");
        check(b'@', 0x04, &ordered(724_852.0 * 86_400_000.0), "1985-07-30");
        check(b'O', 0x04, &[0; 8], "");
    }
}
