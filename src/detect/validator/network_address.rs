//! Public internet addresses and addresses of network cards.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Candidate, Checked, Validator};
use crate::detect::Settings;
use crate::detect::around::offset_of;
use crate::detect::labels::is_filler;
use crate::detect::names::{WordSet, folded};

/// Words of versions and chapters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    versions: Vec<String>,
    words: WordSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/data/version-words.toml"))
        .expect("the embedded words are checked by a test")
});

/// Signs between a word for a version and its number.
const SIGNS: [char; 8] = [' ', '.', ':', '=', '°', '"', '-', '\t'];

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

/// "v2.10.3.1", "softwareversie: 2.10.3.1", "hoofdstuk nr. 4.2.1.3", "§ 4.2.1.3"
fn is_version(before: &str) -> bool {
    let last = last_word(before);
    let named = match is_filler(last) {
        true => last_word(&before[..offset_of(before, last)]),
        false => last,
    };
    before.trim_end_matches(SIGNS).ends_with('§') || is_of_version(&folded(named))
}

/// The word that a text ends with, but for signs; empty where something else stands there.
fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches(SIGNS);
    &text[text.trim_end_matches(char::is_alphabetic).len()..]
}

fn is_of_version(word: &str) -> bool {
    let is_part = |part: &String| word.starts_with(part.as_str()) || word.ends_with(part.as_str());
    WORDS.words.contains(word) || WORDS.versions.iter().any(is_part)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_version_or_chapter_is_no_address() {
        for before in [
            "gebruikt versie ",
            "Versie: ",
            "Versienummer ",
            "Softwareversion=",
            "de firmware ",
            "firmware-versie nr. ",
            "Version n° ",
            "versie is ",
            "build-",
            "v",
            "V.",
            "hoofdstuk ",
            "au chapitre ",
            "Kapitel ",
            "art. ",
            "§ ",
            "zie §",
        ] {
            assert!(is_version(before), "{before}");
        }
        for before in [
            "",
            "login vanaf ",
            "met versie 3 vanaf ",
            "inversie in 2024 op ",
            "IP nr. ",
            "versie, ",
            "versie (",
            "§ 3 van ",
        ] {
            assert!(!is_version(before), "{before}");
        }
    }
}
