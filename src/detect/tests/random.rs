//! Acceptance of random input: digits that are nobody's number must not be sure of anything.

use std::collections::BTreeMap;

use super::*;

/// Tries per number of digits; `cargo test --release` makes as many as the promise is about.
const TRIES: u32 = if cfg!(debug_assertions) { 3_000 } else { 100_000 };

/// xorshift64*: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn digits(&mut self, n: usize) -> String {
        (0..n)
            .map(|_| char::from(b'0' + (self.next() >> 33) as u8 % 10))
            .collect()
    }
}

/// Hits by rule that reach a score, of texts made one after the other.
fn reaching(score: i16, mut text: impl FnMut() -> String, tries: u32) -> BTreeMap<String, u32> {
    let mut session = DETECTOR.session(&settings());
    let mut n_hits = BTreeMap::new();
    for _ in 0..tries {
        let text = Text::of_lines(&text());
        for hit in session.hits(&text, &(0..text.buf.len())) {
            let rule = DETECTOR.rule(hit.rule);
            if hit.points.sum() >= score && !rule.file.silent {
                *n_hits.entry(rule.id().to_owned()).or_default() += 1;
            }
        }
    }
    n_hits
}

#[test]
fn bare_random_digits_are_never_sure() {
    let high = DETECTOR.scale.confidence.high;
    let mut random = Random(0x5eed_0001);
    for n_digits in 6..=20 {
        let found = reaching(high, || random.digits(n_digits), TRIES);
        // At most one in 100,000.
        let too_many: Vec<_> = found.iter().filter(|&(_, &n)| n > TRIES.div_ceil(100_000)).collect();
        assert!(too_many.is_empty(), "{n_digits} digits: {too_many:?} of {TRIES}");
    }
}

#[test]
fn random_digits_among_words_of_no_meaning_are_rarely_worth_a_look() {
    let medium = DETECTOR.scale.confidence.medium;
    let mut random = Random(0x5eed_0002);
    let text = || format!("het toestel {} staat in de gang", random.digits(11));
    assert_eq!(reaching(medium, text, TRIES), BTreeMap::new());
}

#[test]
fn random_shapes_of_letters_and_digits_are_rarely_worth_a_look() {
    let medium = DETECTOR.scale.confidence.medium;
    let mut random = Random(0x5eed_0003);
    for shape in [
        "A999999A",
        "AA999999",
        "99999999A",
        "9999999AA",
        "AAA999",
        "999AAA",
        "9AAA999",
        "AAAAAA99A99A999A",
    ] {
        let sign = |random: &mut Random, sign: char| match sign {
            'A' => char::from(b'A' + (random.next() >> 33) as u8 % 26),
            _ => char::from(b'0' + (random.next() >> 33) as u8 % 10),
        };
        let found = reaching(medium, || shape.chars().map(|c| sign(&mut random, c)).collect(), TRIES);
        // A code of a name and a date has one of 26 check letters.
        let allowed = |rule: &str| if rule == "it.codice-fiscale" { TRIES / 50 } else { 0 };
        assert!(found.iter().all(|(rule, &n)| n <= allowed(rule)), "{shape}: {found:?}");
    }
}
