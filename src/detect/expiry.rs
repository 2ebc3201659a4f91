//! Dates of expiry, month and year, beside the number of a card.

use std::ops::Range;

use super::Detector;
use super::around::line_around;

/// A date of expiry stands at most this far from its number, on its line.
const REACH: usize = 60;
/// No card that is kept anywhere expires in other years.
const YEARS: Range<u16> = 2000..2050;

impl Detector {
    /// Whether a month and year stand beside a span: "11/28", "11-2028".
    pub(super) fn expires(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_around(buf, span, REACH);
        let before = buf.floor_char_boundary(line.start)..span.start;
        let behind = span.end..buf.floor_char_boundary(line.end);
        has_month(&buf[before]) || has_month(&buf[behind])
    }
}

fn has_month(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-'));
    words.into_iter().any(is_month)
}

fn is_month(word: &str) -> bool {
    let Some((month, year)) = word.split_once(['/', '-']) else {
        return false;
    };
    let is_year = |year: &str| match (year.len(), year.parse::<u16>()) {
        (2, Ok(year)) => YEARS.contains(&(2000 + year)),
        (4, Ok(year)) => YEARS.contains(&year),
        _ => false,
    };
    month.len() == 2 && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month)) && is_year(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_year_are_told_from_other_numbers() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            assert_eq!(has_month(text), expected, "{text}");
        }
        check(" geldig tot 11/28 ", true);
        check("exp 03-2027.", true);
        check("13/28", false);
        check("03/11/2028", false);
        check("11/99", false);
        check("2028-11", false);
        check("1/28", false);
    }
}
