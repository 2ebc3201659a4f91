//! What a cell of OpenDocument is told as: what it shows, or its value where that lost what the value says.

use crate::extract::office::number;

/// What a cell shows, unless that lost what its value says: a date's year, digits behind `###` or `8.5E+10`, or a long
/// number's own grouping, as `63,040,195,377` is no number of a person any more.
pub(super) fn shown(text: &str, value: Option<String>) -> String {
    let Some(value) = value else {
        return text.to_owned();
    };
    if value.len() >= 10 && value.as_bytes()[4] == b'-' {
        return value;
    }
    let mut number = String::new();
    number::plain(&value, &mut number);
    let is_whole = number.len() >= 8 && number.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || is_whole && (!digits(text).ends_with(&number) || is_in_thousands(text)) {
        return number;
    }
    text.to_owned()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether all that stands between the digits are separators of thousands.
fn is_in_thousands(text: &str) -> bool {
    let Some(separator) = text.chars().find(|c| !c.is_ascii_digit()) else {
        return false;
    };
    let is_separator = matches!(separator, ',' | '.' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    is_separator
        && (1..=3).contains(&first.len())
        && are_digits(first)
        && groups.all(|group| group.len() == 3 && are_digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_number_is_told_without_its_separators_of_thousands() {
        #[track_caller]
        fn check(text: &str, value: &str, expected: &str) {
            assert_eq!(shown(text, Some(value.to_owned())), expected);
        }
        check("85,073,095,180", "85073095180", "85073095180");
        check("85.073.095.180", "85073095180", "85073095180");
        check("85\u{202f}073\u{202f}095\u{202f}180", "85073095180", "85073095180");
        check("85.07.30-951.80", "85073095180", "85.07.30-951.80");
        check("01.112.397.316", "1112397316", "1112397316");
        check("01112397316", "1112397316", "01112397316");
        check("85,073,095,180.00", "85073095180", "85073095180");
        check("1,234.50", "1234.5", "1,234.50");
        check("1.234", "1234", "1.234");
        check("€ 85.073.095", "85073095", "€ 85.073.095");
        check("8.5E+10", "85073095180", "85073095180");
        check("30/07", "1985-07-30", "1985-07-30");
    }
}
