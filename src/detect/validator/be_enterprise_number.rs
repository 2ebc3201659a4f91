//! The Belgian enterprise (and VAT) number: ten digits, the first 0 or 1, check digits modulo 97.

use super::{Candidate, Checked, Validator, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-enterprise-number",
    forms: &["labelled", "dotted", "bare"],
    classes: &["enterprise", "sole-trader"],
    check,
};

const LABELLED: u8 = 0;
const DOTTED: u8 = 1;
const BARE: u8 = 2;

/// Whether ten digits may be such a number.
pub fn holds(digits: &str) -> bool {
    digits.len() == 10 && is_valid(number(digits))
}

fn is_valid(number: u64) -> bool {
    let (eight, check) = (number / 100, number % 100);
    eight > 0 && number < 2_000_000_000 && check == 97 - eight % 97
}

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    if !matches!(digits.len(), 9 | 10) || !is_valid(number(digits)) {
        return None;
    }
    let labelled = candidate.glued_label() || is_country(candidate.before());
    // Numbers of before 2005 are written with nine digits, and only the country tells them from others.
    if digits.len() == 9 {
        if !labelled {
            return None;
        }
        value.push('0');
        value.push_str(digits);
    }
    Some(Checked {
        form: match candidate.n_groups {
            _ if labelled => LABELLED,
            3 => DOTTED,
            _ => BARE,
        },
        ..Checked::default()
    })
}

/// "BE", with or without a space, dash or dot behind it.
fn is_country(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '-', '.']).as_bytes();
    let Some((rest, b"BE" | b"be")) = before
        .split_last_chunk::<2>()
        .map(|(rest, last)| (rest, last.as_slice()))
    else {
        return false;
    };
    !rest.last().is_some_and(u8::is_ascii_alphanumeric)
}
