//! Member numbers of Belgian health insurance funds: the fund's three digits, and a number of its own.

use super::{Candidate, Checked, Doubt, Validator, be_enterprise_number, be_national_number, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-health-insurance",
    forms: &["number"],
    classes: &["member"],
    check,
};

/// A telephone number has as many digits at most.
const PHONE: usize = 10;

fn check(candidate: &Candidate<'_>, settings: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let is_fund = |first: u8| matches!(first, b'1'..=b'6' | b'9');
    // The fund's digits may stand behind a zero, where that makes no telephone number of it.
    let fund = match digits.strip_prefix('0') {
        Some(rest) if candidate.n_groups == 2 || digits.len() > PHONE => rest,
        Some(_) => return None,
        None => digits,
    };
    // A constant of a program: "CM_IOCGATR: u32 = 3221513985".
    let is_constant = candidate.before().trim_end_matches(' ').ends_with('=');
    let is_other = is_constant
        || is_date(digits)
        || be_national_number::holds(digits, settings.today)
        || be_enterprise_number::holds(digits);
    (is_fund(*fund.as_bytes().first()?) && !is_other).then(|| Checked {
        doubt: Doubt::Thing,
        ..Checked::default()
    })
}

/// `20261122`, `22112026`
fn is_date(digits: &str) -> bool {
    let is_date = |year: u64, month: u64, day: u64| {
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let number = number(digits);
    digits.len() == 8
        && (is_date(number / 10_000, number / 100 % 100, number % 100)
            || is_date(number % 10_000, number / 10_000 % 100, number / 1_000_000))
}
