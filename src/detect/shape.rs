//! Shapes of letters and digits that a rule's values are written in.

use anyhow::ensure;

use super::around::next_line;

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

    /// Whether a text in this shape may have the byte at a place. Optional signs move those behind them.
    pub fn may_have(&self, place: usize, byte: u8) -> bool {
        let n_optional = |signs: &[u8]| signs.iter().filter(|sign| **sign == b'~').count();
        let may_stand = |at: usize| (at - n_optional(&self.0[..at])..=at).contains(&place);
        let mut signs = self.0.iter().enumerate();
        place >= self.0.len() - n_optional(&self.0) || signs.any(|(at, &sign)| may_stand(at) && takes(sign, byte))
    }

    /// The shape at the beginning of `text`; it may go on behind one line end, where a separator may stand.
    pub fn at(&self, text: &[u8], mut may_wrap: bool) -> Option<Matched> {
        let mut found = Matched {
            end: 0,
            n_groups: 1,
            value: [0; LONGEST],
            len: 0,
        };
        for &sign in &self.0 {
            let taken = text.get(found.end).filter(|&&byte| takes(sign, byte));
            found.end += usize::from(taken.is_some());
            let next = match is_value(sign) {
                false if may_wrap => text.get(found.end).and_then(|_| next_line(text, found.end)),
                _ => None,
            };
            match taken {
                Some(&byte) if is_value(sign) => {
                    *found.value.get_mut(found.len)? = byte.to_ascii_uppercase();
                    found.len += 1;
                }
                Some(_) => found.n_groups += 1,
                None if next.is_some() && matches!(sign, b'~' | b'_') => found.n_groups += 1,
                None if sign == b'~' => {}
                None => return None,
            }
            may_wrap &= next.is_none();
            found.end = next.unwrap_or(found.end);
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

fn takes(sign: u8, byte: u8) -> bool {
    match sign {
        b'@' => byte.is_ascii_alphabetic(),
        b'#' => byte.is_ascii_digit(),
        b'*' => byte.is_ascii_alphanumeric(),
        b'~' | b'_' => matches!(byte, b' ' | b'.' | b'-'),
        same => byte.eq_ignore_ascii_case(&same),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_gives_its_letters_and_digits() {
        #[track_caller]
        fn check(shape: &str, text: &str, expected: Option<(&str, usize)>) {
            let found = Shape::read(shape).unwrap().at(text.as_bytes(), false);
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
    fn a_shape_may_go_on_behind_one_line_end_where_a_separator_may_stand() {
        #[track_caller]
        fn check(text: &str, expected: Option<(usize, usize)>) {
            let shape = Shape::read("#~@@@~###").unwrap();
            let found = shape.at(text.as_bytes(), true).map(|found| (found.end, found.n_groups));
            assert_eq!(found, expected, "{text}");
        }
        check("1-ABC-123 x", Some((9, 3)));
        check("1-ABC-\n123", Some((10, 3)));
        check("1-ABC\n  > 123", Some((13, 3)));
        check("1ABC\n123", Some((8, 2)));
        check("1-AB\nC-123", None);
        check("1-ABC-\n\n123", None);
        check("1-\nABC-\n123", None);
        check("1-ABC-", None);
    }

    #[test]
    fn a_byte_may_stand_where_optional_signs_let_it() {
        let shape = Shape::read("@~#_*").unwrap();
        let may_have = |place| {
            (0..=u8::MAX)
                .filter(|&byte| shape.may_have(place, byte))
                .collect::<Vec<_>>()
        };
        assert_eq!(may_have(0), (b'A'..=b'Z').chain(b'a'..=b'z').collect::<Vec<_>>());
        assert_eq!(may_have(1), [b" -.".as_slice(), b"0123456789"].concat());
        assert_eq!(may_have(2), [b" -.".as_slice(), b"0123456789"].concat());
        assert_eq!(may_have(4).len(), 256);
    }

    #[test]
    fn a_shape_that_makes_no_sense_is_refused() {
        for text in ["", "~", "a1", "@é", &"#".repeat(33)] {
            assert!(Shape::read(text).is_err(), "{text}");
        }
    }
}
