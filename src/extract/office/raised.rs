//! Text above or below the line: the mark of a note, a power. Where it touches a number it is none of its digits.

/// Whether what is read stands on the line, and whether what was read before it did.
#[derive(Clone, Copy, Default)]
pub(in crate::extract) struct Raised {
    is: bool,
    was: bool,
    /// What comes next stands elsewhere, however high that is.
    is_apart: bool,
}

impl Raised {
    pub fn set(&mut self, is_raised: bool) {
        self.is = is_raised;
    }

    pub fn is(self) -> bool {
        self.is
    }

    /// What comes next does not go on with what was read: it is the power of a formula.
    pub fn part(&mut self) {
        self.is_apart = true;
    }

    /// What parts the next text from the one before. Letters stay together: m2, CO2, 1er.
    pub fn between(&mut self, before: &str, next: &str) -> &'static str {
        if next.is_empty() {
            return "";
        }
        let is_other = std::mem::replace(&mut self.was, self.is) != self.is;
        let is_apart = std::mem::take(&mut self.is_apart);
        if (is_other || is_apart) && touch(before, next) {
            " "
        } else {
            ""
        }
    }
}

/// Whether two texts would make one number of two.
pub(in crate::extract) fn touch(before: &str, next: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_of_another_height_are_parted() {
        #[track_caller]
        fn check(runs: &[(&str, bool)], expected: &str) {
            let (mut raised, mut told) = (Raised::default(), String::new());
            for &(text, is_raised) in runs {
                raised.set(is_raised);
                told.push_str(raised.between(&told, text));
                told.push_str(text);
            }
            assert_eq!(told, expected);
        }
        check(&[("85.07.30-951.80", false), ("2", true)], "85.07.30-951.80 2");
        check(
            &[("1", true), ("", false), ("85.07.30-951.80", false)],
            "1 85.07.30-951.80",
        );
        check(&[("85.07.30", false), ("-951.80", false)], "85.07.30-951.80");
        check(&[("85.0", false), ("7.30", false)], "85.07.30");
        check(&[("1", true), ("2", true)], "12");
        check(&[("CO", false), ("2", true), ("m", false), ("2", true)], "CO2m2");
        check(&[("1", false), ("er", true), (" mei", false)], "1er mei");
    }
}
