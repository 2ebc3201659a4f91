//! Public internet addresses and addresses of network cards.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Candidate, Checked, Validator};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "network-address",
    forms: &["ipv4", "ipv6", "mac"],
    classes: &["address"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let text = candidate.digits;
    let form = if let Ok(address) = text.parse::<Ipv4Addr>() {
        value.push_str(text);
        (is_public(address) && !is_version(candidate.before())).then_some(0)
    } else if let Ok(address) = text.parse::<Ipv6Addr>() {
        value.push_str(&address.to_string());
        is_global(address).then_some(1)
    } else {
        is_card(text, value).then_some(2)
    };
    form.map(|form| Checked {
        form,
        ..Checked::default()
    })
}

/// Not kept for private networks, tests, groups or the future.
fn is_public(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_kept = matches!(
        (a, b, c),
        (0 | 224.., _, _) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _)
    );
    !is_kept
        && !address.is_private()
        && !address.is_loopback()
        && !address.is_link_local()
        && !address.is_documentation()
}

/// In the part of the space that is given out, and not for documentation.
fn is_global(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    first >> 13 == 1 && (first, second) != (0x2001, 0x0db8)
}

/// "v2.10.3.1", "version 2.10.3.1"
fn is_version(before: &str) -> bool {
    let word = before.trim_end_matches([' ', '.', ':']);
    let from = word.trim_end_matches(|c: char| c.is_alphabetic()).len();
    let word = &word[from..];
    word.eq_ignore_ascii_case("v") || word.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("versio"))
}

/// `00:1A:2B:3C:4D:5E`, `00-1A-…`, `001a.2b3c.4d5e`; pairs of decimal digits alone are times.
fn is_card(text: &str, value: &mut String) -> bool {
    let is_written = |sign: char, n: usize| text.split(sign).all(|part| part.len() == n);
    let hex = text
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || b":-.".contains(&byte));
    let fits = match text.len() {
        17 => is_written(':', 2) || is_written('-', 2),
        14 => is_written('.', 4),
        _ => false,
    };
    if !hex || !fits {
        return false;
    }
    let from = value.len();
    value.extend(
        text.chars()
            .filter(char::is_ascii_hexdigit)
            .map(|c| c.to_ascii_uppercase()),
    );
    let digits = &value[from..];
    digits.contains(|c: char| c.is_ascii_alphabetic()) && digits != "FFFFFFFFFFFF"
}
