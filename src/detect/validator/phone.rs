//! Telephone numbers: Belgian ranges, and numbers of the EU, EEA, United Kingdom and Switzerland with their country code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Candidate, Checked, Validator, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "phone",
    forms: &["mobile", "fixed", "bare", "service"],
    classes: &["mobile", "fixed", "service"],
    check,
};

const MOBILE: u8 = 0;
const FIXED: u8 = 1;
const BARE: u8 = 2;
const SERVICE: u8 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranges {
    belgium: Vec<Range>,
    abroad: BTreeMap<String, Abroad>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    class: Class,
    digits: usize,
    starts: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Class {
    Mobile,
    Fixed,
    Service,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abroad {
    /// Fewest and most digits behind the country code.
    digits: [usize; 2],
    mobile: Vec<String>,
    #[serde(default)]
    unassigned: Vec<String>,
}

static RANGES: LazyLock<Ranges> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/data/phone-ranges.toml"))
        .expect("the embedded ranges are checked by a test")
});

fn check(candidate: &Candidate<'_>, _: &Settings) -> Option<Checked> {
    let plus = candidate.before.ends_with('+') || candidate.before.ends_with("+ ");
    let digits = candidate.digits;
    if let Some(international) = digits.strip_prefix("00").or(plus.then_some(digits)) {
        let trunk_shown = candidate.text.contains("(0)");
        return international_number(international, trunk_shown).map(|(value, class)| {
            let bare = !plus && candidate.n_groups == 1;
            checked(value, class, bare)
        });
    }
    let national = digits.strip_prefix('0')?;
    let class = belgian(national)?;
    if !is_grouped_as_phone(candidate) {
        return None;
    }
    Some(checked(format!("+32{national}"), class, candidate.n_groups == 1))
}

fn checked(value: String, class: Class, bare: bool) -> Checked {
    let (form, class) = match class {
        Class::Service => (3, SERVICE),
        Class::Mobile => (MOBILE, 0),
        Class::Fixed => (FIXED, 1),
    };
    Checked {
        form: if bare && class != SERVICE { BARE } else { form },
        class,
        value: Some(value.into()),
        ..Checked::default()
    }
}

/// The class of a Belgian number without its trunk 0.
fn belgian(national: &str) -> Option<Class> {
    RANGES
        .belgium
        .iter()
        .find(|range| range.digits == national.len() && range.starts.iter().any(|start| national.starts_with(start)))
        .map(|range| range.class)
}

/// E.164 and class of what stands behind "+" or "00".
fn international_number(digits: &str, trunk_shown: bool) -> Option<(String, Class)> {
    let code = (2..=3)
        .filter_map(|n| digits.get(..n))
        .find(|code| *code == "32" || RANGES.abroad.contains_key(*code))?;
    let mut rest = &digits[code.len()..];
    if trunk_shown {
        rest = rest.strip_prefix('0')?;
    }
    if code == "32" {
        return Some((format!("+32{rest}"), belgian(rest)?));
    }
    let country = &RANGES.abroad[code];
    let [fewest, most] = country.digits;
    let begins = |starts: &[String]| starts.iter().any(|start| rest.starts_with(start.as_str()));
    if !(fewest..=most).contains(&rest.len()) || begins(&country.unassigned) {
        return None;
    }
    let class = if begins(&country.mobile) {
        Class::Mobile
    } else {
        Class::Fixed
    };
    Some((format!("+{code}{rest}"), class))
}

/// Tells a number with its area first from a date or an enterprise number in dots.
fn is_grouped_as_phone(candidate: &Candidate<'_>) -> bool {
    let mut lengths = [0_usize; 8];
    let mut n_groups = 0;
    for group in candidate
        .text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
    {
        let Some(length) = lengths.get_mut(n_groups) else {
            return false;
        };
        *length = group.len();
        n_groups += 1;
    }
    match &lengths[..n_groups] {
        // Ten digits in 4.3.3 with dots are written like an enterprise number: its check digits decide.
        [4, 3, 3] if candidate.text.contains('.') => {
            let (eight, check) = candidate.digits.split_at(8);
            number(check) != 97 - number(eight) % 97
        }
        [2, 2, 4, ..] => false,
        [_] => true,
        [first, rest @ ..] => (2..=4).contains(first) && rest.iter().all(|&length| length >= 2),
        [] => false,
    }
}
