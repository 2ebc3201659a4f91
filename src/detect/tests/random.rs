//! Numbers of anything: what check digits let through by chance may not be called sure.

use super::*;

/// Numbers of each length.
const TRIES: usize = 100_000;

/// A row of numbers that is the same every time (an xorshift generator, Marsaglia 2003).
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |&last| {
        let last = last ^ last << 13;
        let last = last ^ last >> 7;
        Some(last ^ last << 17)
    })
    .skip(1)
}

/// Random numbers of one length.
fn lines(n_digits: usize) -> String {
    let digits = |(high, low): (u64, u64)| {
        let number = (u128::from(high) << 64 | u128::from(low)) % 10_u128.pow(n_digits as u32);
        format!("{number:0n_digits$}\n")
    };
    let seed = 0x5eed + n_digits as u64;
    numbers(seed).zip(numbers(seed << 20)).take(TRIES).map(digits).collect()
}

#[test]
fn random_digits_without_context_are_hardly_ever_sure() {
    for n_digits in 8..=20 {
        let detected = detect(&lines(n_digits));
        let sure = |found: &&Finding| found.confidence == Confidence::High;
        let found = detected
            .findings
            .iter()
            .find(sure)
            .map(|found| (&found.rule, found.score));
        assert_eq!(found, None, "{n_digits} digits");
    }
}

#[test]
fn shapes_of_letters_and_digits_without_context_are_hardly_ever_found() {
    let random = |seed: u64| numbers(seed).map(|number| (number >> 33) as usize);
    let mut places = random(0xabc);
    let mut text = String::new();
    for shape in [
        "A999999A",
        "AA999999",
        "99999999A",
        "9999999AA",
        "AAA999",
        "999AAA",
        "A99999999",
        "AAAAAA99A99A999A",
    ] {
        for _ in 0..TRIES / 10 {
            text.extend(shape.chars().map(|sign| {
                let at = places.next().unwrap_or(0);
                char::from(if sign == 'A' {
                    b'A' + (at % 26) as u8
                } else {
                    b'0' + (at % 10) as u8
                })
            }));
            text.push('\n');
        }
    }
    let detected = detect(&text);
    let identifiers = detected
        .findings
        .iter()
        .filter(|found| !found.rule.starts_with("special."));
    let found: Vec<_> = identifiers
        .map(|found| (found.rule.as_str(), found.count, found.score))
        .collect();
    // A code of a name and a date has one of 26 check letters: a random one passes now and then.
    let is_chance = |&(rule, count, score): &(&str, u64, u8)| rule == "it.codice-fiscale" && count < 150 && score < 85;
    assert!(found.iter().all(is_chance), "{found:?}");
}
