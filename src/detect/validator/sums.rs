//! Check digits that several identifiers share. Digits are ASCII.

/// The sum of digits times weights.
pub fn weighted(digits: &str, weights: &[u32]) -> u32 {
    digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum()
}

/// The nth digit.
pub fn digit(digits: &str, at: usize) -> u32 {
    digits.as_bytes().get(at).map_or(0, |digit| u32::from(digit - b'0'))
}

/// Luhn, the last digit being the check digit.
pub fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            match (at % 2, digit) {
                (0, _) => digit,
                (_, 0..=4) => digit * 2,
                (_, _) => digit * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// ISO 7064 mod 11,10, the last digit being the check digit.
pub fn mod_11_10(digits: &str) -> bool {
    let Some((body, last)) = digits.split_at_checked(digits.len().wrapping_sub(1)) else {
        return false;
    };
    let product = body.bytes().fold(10, |product, byte| {
        let sum = (product + u32::from(byte - b'0')) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == digit(last, 0)
}

/// Verhoeff, the last digit being the check digit: the dihedral group of order 10.
pub fn verhoeff(digits: &str) -> bool {
    const PERMUTATION: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let product = |a: usize, b: usize| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b) % 5 + 5,
        (false, true) => (a + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let permuted = |at: usize, digit: usize| (0..at % 8).fold(digit, |digit, _| PERMUTATION[digit]);
    let all = digits.bytes().rev().enumerate();
    all.fold(0, |check, (at, byte)| {
        product(check, permuted(at, usize::from(byte - b'0')))
    }) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_digit_is_noticed() {
        #[track_caller]
        fn check(holds: fn(&str) -> bool, valid: &str) {
            assert!(holds(valid), "{valid}");
            for at in 0..valid.len() {
                let mut other = valid.as_bytes().to_vec();
                other[at] = b'0' + (other[at] - b'0' + 1) % 10;
                assert!(!holds(str::from_utf8(&other).unwrap()), "{valid} changed at {at}");
            }
        }
        check(luhn, "79927398713");
        check(mod_11_10, "36574261809");
        check(verhoeff, "2363");
        check(verhoeff, "123456789010");
    }
}
