//! Amounts of money: what shows that words of wages are about somebody's wage.

use std::ops::Range;

use super::around::{self, before, behind};

/// Bytes behind a word in which a bare number is its amount.
const CLOSE: usize = 25;
/// What is written beside an amount.
const CURRENCIES: [&str; 6] = ["€", "euros", "euro", "eur", "chf", "£"];
/// Bytes beside a number in which its currency stands.
const BESIDE: usize = 8;

/// Digits of what is earned in an hour's to a year's time, without cents: fewer are grades and days, more are numbers of things.
const PAY_DIGITS: std::ops::RangeInclusive<usize> = 3..=6;

/// What an hour is paid.
const PAY_OF_HOUR: std::ops::RangeInclusive<f64> = 5.0..=250.0;

/// Where the amounts that a word is about are looked for.
#[derive(Clone, Copy)]
pub struct Scope {
    /// Bytes around the word.
    pub reach: usize,
    pub in_table: bool,
    /// What ends a cell of delimited text: a comma between two cells is none of a number.
    pub border: Option<char>,
}

/// Whether an amount stands around a word; of bare numbers only those that are cells of a table, or right behind the word.
/// `is_term` says whether a word for something begins at a place: "281.10" is a form.
pub fn stands_near(buf: &str, word: &Range<usize>, scope: Scope, is_term: impl Fn(usize) -> bool) -> bool {
    let around = around::around(buf, word, scope.reach);
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let mut at = around.start;
    while let Some(start) = buf.as_bytes()[at..around.end].iter().position(is_digit) {
        let start = at + start;
        // Within quotes a comma is of the number.
        let border = scope.border.filter(|_| !buf[..start].ends_with('"'));
        let number = number_at(&buf[start..around.end], border);
        at = start + number.len();
        let is_close = || {
            let between = buf.get(word.end..start);
            between.is_some_and(|between| between.len() <= CLOSE && !between.contains('\n')) && number.len() > 3
        };
        let may_be_bare = || scope.in_table || is_close() || has_currency(buf, &(start..at));
        let is_one = match kind_of(number) {
            Kind::Amount => true,
            Kind::Bare => may_be_bare(),
            Kind::Other => false,
        };
        if is_one && is_free(buf, &(start..at), border) && !is_term(start) {
            return true;
        }
    }
    false
}

/// Whether a cell is what somebody earns, in any currency: an amount, or as many bare digits; nobody earns nothing.
pub fn is_pay(cell: &str) -> bool {
    let plain: String = cell.chars().filter(|c| !matches!(c, ' ' | '"')).collect();
    let plain = plain.to_lowercase();
    let without = |text: &str| {
        let number = CURRENCIES
            .iter()
            .find_map(|sign| text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)));
        number.unwrap_or(text).to_owned()
    };
    let number = without(&plain);
    let is_one = match kind_of(&number) {
        Kind::Amount => true,
        Kind::Bare => PAY_DIGITS.contains(&number.len()),
        Kind::Other => false,
    };
    is_one && number.contains(|c: char| matches!(c, '1'..='9')) && number_at(&number, None).len() == number.len()
}

/// Whether a cell is what an hour is paid, in any currency: small, and with or without cents.
pub fn is_of_hour(cell: &str) -> bool {
    let is_beside = |c: char| c.is_alphabetic() || matches!(c, ' ' | '"' | '€' | '£' | '/');
    let number = cell.trim_matches(is_beside).replace(',', ".");
    let cents = number.split_once('.').map_or(0, |(_, cents)| cents.len());
    cents <= 2 && number.parse::<f64>().is_ok_and(|paid| PAY_OF_HOUR.contains(&paid))
}

/// How a number is written.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// With decimals or thousands: "3.412,20", "445.97", "3.200".
    Amount,
    /// Digits only, of which a year or a code has as many.
    Bare,
    Other,
}

/// The number that a text begins with, up to the border of its cell.
fn number_at(text: &str, border: Option<char>) -> &str {
    let end = text.find(|c: char| Some(c) == border || !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\''));
    text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',', '\''])
}

fn kind_of(number: &str) -> Kind {
    let decimals = number.rsplit_once(['.', ',']).filter(|(_, behind)| behind.len() <= 2);
    let whole = decimals.map_or(number, |(whole, _)| whole);
    let mut groups = whole.split(['.', ',', '\'']);
    let first = groups.next().unwrap_or("");
    let n_groups = groups.clone().count();
    let begins_so = !first.is_empty() && (!first.starts_with('0') || whole == "0" && decimals.is_some());
    if !begins_so || n_groups > 0 && first.len() > 3 || groups.any(|group| group.len() != 3) {
        return Kind::Other;
    }
    // "14.30" is a time, and "7,6" a number of hours.
    let has_cents = |(whole, cents): (&str, &str)| whole.len() >= 3 || cents.len() == 2 && number.contains(',');
    let is_year = || first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
    match decimals {
        Some(parts) if has_cents(parts) => Kind::Amount,
        Some(_) => Kind::Other,
        None if n_groups > 0 => Kind::Amount,
        None if (3..=6).contains(&first.len()) && !is_year() => Kind::Bare,
        None => Kind::Other,
    }
}

/// Whether a number is no part of a code, a date or a percentage.
fn is_free(buf: &str, number: &Range<usize>, border: Option<char>) -> bool {
    let last = before(buf, number.start, 4).chars().next_back();
    let behind = behind(buf, number.end, 4);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_');
    !last.is_some_and(|c| Some(c) != border && (is_part(c) || matches!(c, '.' | ',')))
        && !behind.starts_with(is_part)
        && !behind.trim_start().starts_with(['%', '‰'])
}

/// Whether a currency stands before or behind.
pub fn has_currency(buf: &str, number: &Range<usize>) -> bool {
    before_currency(buf, number).is_some() || behind_currency(buf, number).is_some()
}

/// Whether a currency stands beside that is not of the amount on its other side: "85073095180 EUR 2000,50".
pub fn has_own_currency(buf: &str, number: &Range<usize>) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    before_currency(buf, number).is_some_and(|rest| !rest.trim_end().ends_with(is_digit))
        || behind_currency(buf, number).is_some_and(|rest| !rest.trim_start_matches([' ', '\t']).starts_with(is_digit))
}

/// What stands before the currency that is written before a number.
fn before_currency<'b>(buf: &'b str, number: &Range<usize>) -> Option<&'b str> {
    let text = before(buf, number.start, BESIDE * 2).trim_end();
    CURRENCIES.iter().find_map(|sign| {
        let (rest, end) = text.split_at_checked(text.len().checked_sub(sign.len())?)?;
        let is_word = !sign.is_ascii() || !rest.ends_with(char::is_alphanumeric);
        (end.eq_ignore_ascii_case(sign) && is_word).then_some(rest)
    })
}

/// What stands behind the currency that is written behind a number, on its line. A letter that is written as a sign by
/// another code page begins a word: "£ukasz".
fn behind_currency<'b>(buf: &'b str, number: &Range<usize>) -> Option<&'b str> {
    let text = behind(buf, number.end, BESIDE * 2).trim_start_matches([' ', '\t']);
    CURRENCIES.iter().find_map(|sign| {
        let (start, rest) = text.split_at_checked(sign.len())?;
        let goes_on = |c: char| c.is_alphabetic() || sign.is_ascii() && c.is_numeric();
        let is_word = !rest.starts_with(goes_on);
        (start.eq_ignore_ascii_case(sign) && is_word).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_from_dates_times_and_codes() {
        for number in [
            "3.412,20", "445,97", "445.97", "3412.2", "2,353.83", "3.200", "0,00", "1'200.50",
        ] {
            assert_eq!(kind_of(number), Kind::Amount, "{number}");
        }
        for number in ["800", "3200", "12345"] {
            assert_eq!(kind_of(number), Kind::Bare, "{number}");
        }
        for number in [
            "12.03.2026",
            "14.30",
            "7,6",
            "2026",
            "38",
            "0475123",
            "02.123.456",
            "85073095180",
        ] {
            assert_eq!(kind_of(number), Kind::Other, "{number}");
        }
    }

    #[test]
    fn a_bare_number_is_an_amount_behind_its_word_or_with_its_currency() {
        #[track_caller]
        fn check(text: &str, in_table: bool, expected: bool) {
            let start = text.find("loon").unwrap();
            let scope = Scope {
                reach: 300,
                in_table,
                border: None,
            };
            let found = stands_near(text, &(start..start + 4), scope, |at| text[at..].starts_with("281.10"));
            assert_eq!(found, expected, "{text}");
        }
        check("loon 3200", false, true);
        check("3200 EUR loon", false, true);
        check("loon en meer, dat is voor iedereen samen €3200", false, true);
        check("loon\t800", true, true);
        check("Jan 445,97 en loon", false, true);
        check("loon van 2026, pc 200", false, false);
        check("3200 Aarschot: loon", false, false);
        check("loon + 2,21 %, vanaf 01.01.2027 om 14.30", false, false);
        check("loon op fiche 281.10", false, false);
        check("loon\n3200", false, false);
    }

    #[test]
    fn a_sign_that_begins_a_word_or_a_line_is_of_no_amount_before_it() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap();
            assert_eq!(has_currency(text, &(0..end)), expected, "{text}");
        }
        check("85073095180 £", true);
        check("85073095180€, te betalen", true);
        check("85073095180 EUR\n", true);
        check("85073095180 £ódź", false);
        check("85073095180\n£ubin", false);
        check("85073095180\nEUR betaald", false);
        check("3200 €/maand", true);
    }

    #[test]
    fn a_comma_between_two_cells_is_no_part_of_an_amount() {
        #[track_caller]
        fn check(text: &str, border: Option<char>, expected: bool) {
            let start = text.find("loon").unwrap();
            let scope = Scope {
                reach: 300,
                in_table: true,
                border,
            };
            assert_eq!(
                stands_near(text, &(start..start + 4), scope, |_| false),
                expected,
                "{text}"
            );
        }
        let comma = Some(',');
        check("naam,loon,netto\nDaems Griet,3210,2130", comma, true);
        check("naam,loon,netto\nDaems Griet,3210,2130", None, false);
        check("naam,loon,netto\nDaems Griet,\"95,40\",\"61,20\"", comma, true);
        check("naam,loon,netto\nDaems Griet,3210.50,2130.20", comma, true);
        check("naam,loon,code\nDaems Griet,2026,12", comma, false);
        check("naam,loon,op\nDaems Griet,03.12.2026,7", comma, false);
        check("naam,loon,tel\nDaems Griet,0475123,99", comma, false);
        check("naam;loon\nDaems Griet;3210,50", Some(';'), true);
    }
}
