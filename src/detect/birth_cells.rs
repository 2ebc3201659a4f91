//! Dates as they stand only in the cells under a heading for birth dates: without signs, or with the month first.

use jiff::civil::Date;

use super::date;

/// Digits of a date without signs; a spreadsheet drops its first zero.
const DIGITS: usize = 8;
/// Months of a year: a higher number is a day.
const MONTHS: u8 = 12;

/// The date that a cell under such a heading begins with: how long it is, and itself.
pub fn read(cell: &str, today: Date) -> Option<(usize, Date)> {
    date::read(cell, today)
        .or_else(|| without_signs(cell, today))
        .or_else(|| month_first(cell, today))
}

/// "04071984", and "4071984" where the zero is lost.
fn without_signs(cell: &str, today: Date) -> Option<(usize, Date)> {
    let digits = cell.trim_end();
    let is_one = matches!(DIGITS - digits.len().min(DIGITS), 0 | 1)
        && digits.len() <= DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = is_one.then(|| format!("{digits:0>DIGITS$}"))?;
    let (day, month, year) = (&padded[..2], &padded[2..4], &padded[4..]);
    let (_, born) = date::read(&format!("{day}/{month}/{year}"), today)?;
    Some((digits.len(), born))
}

/// "07/15/1984": the second number can be no month.
fn month_first(cell: &str, today: Date) -> Option<(usize, Date)> {
    let sign = cell.find(['/', '-'])?;
    let (month, rest) = (&cell[..sign], &cell[sign + 1..]);
    let (day, year) = rest.split_once(char::from(cell.as_bytes()[sign]))?;
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(month) || !is_number(day) || day.parse::<u8>().ok()? <= MONTHS {
        return None;
    }
    let swapped = format!("{day}/{month}/{year}");
    // As long as with the day first.
    date::read(&swapped, today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_a_date_without_signs_or_with_the_month_first() {
        #[track_caller]
        fn check(cell: &str, expected: Option<(usize, &str)>) {
            let found = read(cell, jiff::civil::date(2026, 11, 22));
            let found = found.map(|(len, date)| (len, date.to_string()));
            let expected = expected.map(|(len, date)| (len, date.to_owned()));
            assert_eq!(found, expected, "{cell}");
        }
        check("23041978", Some((8, "1978-04-23")));
        check("3041978", Some((7, "1978-04-03")));
        check("19780423", Some((8, "1978-04-23")));
        check("04/23/1978", Some((10, "1978-04-23")));
        check("4-23-1978 00:00", Some((9, "1978-04-23")));
        check("04/03/1978", Some((10, "1978-03-04")));
        for cell in [
            "33041978",
            "23131978",
            "23041878",
            "230419781",
            "2304197",
            "23/23/1978",
            "04/32/1978",
            "kamer 23041978",
        ] {
            check(cell, None);
        }
    }
}
