//! Payment cards: issuer prefix, exact length per network, Luhn.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Candidate, Checked, Doubt, Published, Validator, is_trivial, number, sums::luhn};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "payment-card",
    forms: &["separated", "bare-16", "bare", "unlikely"],
    classes: &["card"],
    check,
};

const SEPARATED: u8 = 0;
const BARE_16: u8 = 1;
const BARE: u8 = 2;
const UNLIKELY: u8 = 3;
/// More digits in one group are of anything: without a word for a card they are none.
const MOST_BARE: usize = 16;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Networks {
    network: Vec<Network>,
    published: Published,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Network {
    #[expect(dead_code, reason = "names the line in the data file")]
    name: String,
    prefixes: Vec<String>,
    lengths: Vec<usize>,
    #[serde(default)]
    with_context: Vec<usize>,
}

/// Per first four digits: lengths that stand alone, and lengths that need a card word near, as bit sets.
struct Prefixes {
    alone: Vec<u32>,
    with_context: Vec<u32>,
    published: Published,
}

static PREFIXES: LazyLock<Prefixes> = LazyLock::new(|| {
    let networks: Networks = toml::from_str(include_str!("../../../rules/data/card-networks.toml"))
        .expect("the embedded networks are checked by a test");
    let mut prefixes = Prefixes {
        alone: vec![0; 10_000],
        with_context: vec![0; 10_000],
        published: networks.published,
    };
    let bits = |lengths: &[usize]| lengths.iter().fold(0_u32, |bits, length| bits | 1 << length);
    for network in networks.network {
        for range in &network.prefixes {
            for at in first_fours(range) {
                prefixes.alone[at] |= bits(&network.lengths);
                prefixes.with_context[at] |= bits(&network.with_context);
            }
        }
    }
    prefixes
});

/// `51-55` is 5100 to 5599.
fn first_fours(range: &str) -> std::ops::Range<usize> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let four = |digits: &str, with: &str| {
        let padded: String = digits.chars().chain(with.chars().cycle()).take(4).collect();
        padded.parse::<usize>().unwrap_or(0)
    };
    four(first, "0")..four(last, "9") + 1
}

/// One group of four digits again and again: a size or a setting.
fn is_periodic(digits: &str) -> bool {
    digits.as_bytes().windows(5).all(|window| window[0] == window[4])
}

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let digits = candidate.digits;
    let prefixes = &*PREFIXES;
    let at = usize::try_from(number(digits.get(..4)?)).ok()?;
    let length = 1_u32 << digits.len();
    let alone = prefixes.alone[at] & length != 0;
    if !alone && prefixes.with_context[at] & length == 0 {
        return None;
    }
    if !luhn(digits) || is_trivial(digits) || is_periodic(digits) {
        return None;
    }
    let is_bare = candidate.n_separators() == 0;
    Some(Checked {
        form: match (alone, is_bare, digits.len()) {
            (false, _, _) => UNLIKELY,
            (true, false, _) => SEPARATED,
            (true, true, 16) => BARE_16,
            (true, true, _) => BARE,
        },
        needs_context: !alone || is_bare && digits.len() > MOST_BARE,
        doubt: match (is_bare, alone) {
            (false, _) => Doubt::Card,
            (true, true) => Doubt::BareCard,
            (true, false) => Doubt::RareCard,
        },
        published: prefixes.published.has(digits),
        ..Checked::default()
    })
}
