//! Birth dates inside identifiers: which days there are, which century is meant, who is a minor.

use jiff::civil::Date;

use super::{Birth, Checked, number};

/// Classes of identifiers that tell a birth date.
pub const CLASSES: [&str; 2] = ["adult", "minor"];

/// Whoever is younger is a minor.
pub const OF_AGE: i16 = 18;

/// The class of someone born on a day.
pub fn class(birth: Birth) -> u8 {
    u8::from(birth.minor)
}

/// What an identifier proves that tells a birth date.
pub fn checked(birth: Birth) -> Checked {
    Checked {
        class: class(birth),
        birth: Some(birth),
        ..Checked::default()
    }
}

/// A day that there was, not later than today.
pub fn on(year: i16, month: u64, day: u64, today: Date) -> Option<Birth> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = Date::new(year, month, day).ok()?;
    (date <= today).then(|| Birth {
        year,
        month,
        day,
        minor: age((year, month, day), today) < OF_AGE,
    })
}

/// A day of the latest century that it can be of.
pub fn in_latest_century(year: u64, month: u64, day: u64, today: Date) -> Option<Birth> {
    let year = i16::try_from(year).ok()?;
    [2000, 1900]
        .iter()
        .find_map(|century| on(century + year, month, day, today))
}

/// `YYMMDD`.
pub fn short_year(digits: &str, today: Date) -> Option<Birth> {
    let [year, month, day] = pairs(digits)?;
    in_latest_century(year, month, day, today)
}

/// The first three pairs of digits.
pub fn pairs(digits: &str) -> Option<[u64; 3]> {
    let pair = |at: usize| digits.get(at..at + 2).map(number);
    Some([pair(0)?, pair(2)?, pair(4)?])
}

/// Years completed by someone born on a day.
pub fn age((year, month, day): (i16, i8, i8), today: Date) -> i16 {
    let had_birthday = (month, day) <= (today.month(), today.day());
    today.year() - year - i16::from(!had_birthday)
}
