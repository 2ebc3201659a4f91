//! IBAN: exact country length, structure and check digits; the national check digits of Belgium.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Candidate, Checked, Published, Validator, mod_97_10, number, rest_97};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "iban",
    forms: &["belgian", "grouped", "bare", "unknown-bank", "unknown-grouped"],
    classes: &["account", "business"],
    check,
};

/// The longest IBAN, in letters and digits.
pub const LONGEST: usize = 34;

const BELGIAN: u8 = 0;
const GROUPED: u8 = 1;
const BARE: u8 = 2;
const UNKNOWN_BANK: u8 = 3;
const UNKNOWN_GROUPED: u8 = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registry {
    countries: BTreeMap<String, Country>,
    belgium: Belgium,
    next: Next,
    published: Published,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Belgium {
    /// Bank codes in use: "001" or "003-049".
    banks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Next {
    words: Vec<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Country {
    length: usize,
    bban: String,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/data/iban-registry.toml"))
        .expect("the embedded registry is checked by a test")
});

static BELGIAN_BANKS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut known = vec![false; 1000];
    for range in &REGISTRY.belgium.banks {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        if let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>())
            && let Some(known) = known.get_mut(first..=last)
        {
            known.fill(true);
        }
    }
    known
});

/// By country letters, so that a look-up is an index.
static COUNTRIES: LazyLock<Vec<Option<Country>>> = LazyLock::new(|| {
    let registry = &*REGISTRY;
    let mut countries = vec![None; 26 * 26];
    for (letters, country) in &registry.countries {
        if let Some(at) = index(letters.as_bytes()) {
            countries[at] = Some(country.clone());
        }
    }
    countries
});

fn index(letters: &[u8]) -> Option<usize> {
    match letters {
        [a @ b'A'..=b'Z', b @ b'A'..=b'Z', ..] => Some(usize::from(a - b'A') * 26 + usize::from(b - b'A')),
        _ => None,
    }
}

/// The exact length of an IBAN that begins with these (upper-case) letters.
pub fn length(letters: &[u8]) -> Option<usize> {
    COUNTRIES[index(letters)?].as_ref().map(|country| country.length)
}

/// Whether the next field of a form that lost its spaces begins a text, and no rest of a longer key: "BIC: ", "t.n.v. Jan".
pub fn begins_next_field(text: &[u8]) -> bool {
    let is_of_word = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b'.';
    let n = text.iter().take(LONGEST).take_while(is_of_word).count();
    let goes_on = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'_' | b'=');
    let word = text[..n].strip_suffix(b".").unwrap_or(&text[..n]);
    let is_known = |known: &String| known.as_bytes().eq_ignore_ascii_case(word);
    !text.get(n).is_some_and(goes_on) && REGISTRY.next.words.iter().any(is_known)
}

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let iban = candidate.digits;
    if !iban.is_ascii() {
        return None;
    }
    let country = COUNTRIES[index(iban.as_bytes())?].as_ref()?;
    let check_digits = iban.get(2..4)?;
    let bban = iban.get(4..)?;
    if iban.len() != country.length
        || !check_digits.bytes().all(|byte| byte.is_ascii_digit())
        || !(2..=98).contains(&number(check_digits))
        || mod_97_10([bban, &iban[..4]]) != 1
        || !fits(bban, &country.bban)
        || bban.bytes().all(|byte| byte == bban.as_bytes()[0])
    {
        return None;
    }
    let belgian = iban.starts_with("BE");
    if belgian && !belgian_account(bban) {
        return None;
    }
    let known_bank = !belgian || usize::try_from(number(&bban[..3])).is_ok_and(|code| BELGIAN_BANKS[code]);
    Some(Checked {
        form: match candidate.n_separators() {
            0 if !known_bank => UNKNOWN_BANK,
            _ if !known_bank => UNKNOWN_GROUPED,
            _ if belgian => BELGIAN,
            0 if !candidate.glued_label() => BARE,
            _ => GROUPED,
        },
        // Lower case is how a word is written; with few digits it needs a word for it.
        needs_context: candidate.text().starts_with(|c: char| c.is_ascii_lowercase())
            && iban.bytes().filter(u8::is_ascii_digit).count() < 10,
        published: REGISTRY.published.has(iban),
        ..Checked::default()
    })
}

/// The last two digits are the first ten modulo 97.
fn belgian_account(bban: &str) -> bool {
    number(&bban[10..]) == rest_97(&bban[..10])
}

/// Whether the account fits a structure such as `4a6n8c`.
fn fits(bban: &str, structure: &str) -> bool {
    let mut rest = bban.as_bytes();
    let mut n = 0;
    for byte in structure.bytes() {
        if byte.is_ascii_digit() {
            n = n * 10 + usize::from(byte - b'0');
            continue;
        }
        let Some((part, tail)) = rest.split_at_checked(n) else {
            return false;
        };
        let fits = part.iter().all(|found| match byte {
            b'n' => found.is_ascii_digit(),
            b'a' => found.is_ascii_uppercase(),
            _ => found.is_ascii_alphanumeric(),
        });
        if !fits {
            return false;
        }
        (rest, n) = (tail, 0);
    }
    rest.is_empty()
}
