//! Shapes of letters and digits that a rule's values are written in.

use anyhow::ensure;

/// No value of a shape has more letters and digits.
pub const LONGEST: usize = 32;

/// `@` a letter, `#` a digit, `*` either, `~` perhaps one space, dot or dash, `_` one of them for sure; other signs are
/// themselves, letters in either case.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape(Vec<u8>);

/// Where a shape ends, and its letters (in upper case) and digits.
pub struct Matched {
    pub end: usize,
    pub n_groups: usize,
    value: [u8; LONGEST],
    len: usize,
}

impl Shape {
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let n_signs = text.bytes().filter(|byte| is_value(*byte)).count();
        let known = |byte: u8| is_value(byte) || matches!(byte, b'~' | b'_' | b'+' | b'-' | b'/');
        ensure!(
            (1..=LONGEST).contains(&n_signs) && text.bytes().all(known),
            "match.shapes: `{text}`"
        );
        Ok(Self(text.bytes().collect()))
    }

    /// The shape at the beginning of `text`.
    pub fn at(&self, text: &[u8]) -> Option<Matched> {
        let mut found = Matched {
            end: 0,
            n_groups: 1,
            value: [0; LONGEST],
            len: 0,
        };
        for &sign in &self.0 {
            let byte = text.get(found.end).copied();
            let is_separator = matches!(byte, Some(b' ' | b'.' | b'-'));
            match sign {
                b'~' if !is_separator => continue,
                b'~' => found.n_groups += 1,
                b'_' if is_separator => found.n_groups += 1,
                b'+' | b'-' | b'/' if byte == Some(sign) => found.n_groups += 1,
                sign if is_value(sign) => {
                    let byte = byte.filter(|&byte| fits(sign, byte))?;
                    *found.value.get_mut(found.len)? = byte.to_ascii_uppercase();
                    found.len += 1;
                }
                _ => return None,
            }
            found.end += 1;
        }
        Some(found)
    }
}

impl Matched {
    pub fn value(&self) -> &str {
        str::from_utf8(&self.value[..self.len]).unwrap_or("")
    }
}

fn is_value(sign: u8) -> bool {
    matches!(sign, b'@' | b'#' | b'*' | b'A'..=b'Z')
}

fn fits(sign: u8, byte: u8) -> bool {
    match sign {
        b'@' => byte.is_ascii_alphabetic(),
        b'#' => byte.is_ascii_digit(),
        b'*' => byte.is_ascii_alphanumeric(),
        letter => byte.eq_ignore_ascii_case(&letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_gives_its_letters_and_digits() {
        #[track_caller]
        fn check(shape: &str, text: &str, expected: Option<(&str, usize)>) {
            let found = Shape::read(shape).unwrap().at(text.as_bytes());
            let found = found.as_ref().map(|found| (found.value(), found.n_groups));
            assert_eq!(found, expected, "{shape} {text}");
        }
        check("#~@@@~###", "1-abc-123.", Some(("1ABC123", 3)));
        check("#~@@@~###", "1ABC123", Some(("1ABC123", 1)));
        check("#_@@@_###", "1ABC123", None);
        check("B~#######~##", "B 1234567 48", Some(("B123456748", 3)));
        check("B~#######~##", "C 1234567 48", None);
        check("######-###*", "131052-308T", Some(("131052308T", 2)));
        check("######-###*", "131052+308T", None);
        check("@@~######", "EN 12345", None);
    }

    #[test]
    fn a_shape_that_makes_no_sense_is_refused() {
        for text in ["", "~", "a1", "@é", &"#".repeat(33)] {
            assert!(Shape::read(text).is_err(), "{text}");
        }
    }
}
