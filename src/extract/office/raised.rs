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

/// A text with what parts its numbers from those of another height. `runs` say from which unit of UTF-16 on which height
/// is that of the text; what stands before the first is on the line.
pub(in crate::extract) fn parted(text: &str, runs: impl IntoIterator<Item = (usize, bool)>) -> String {
    let (mut told, mut raised) = (String::with_capacity(text.len()), Raised::default());
    let (mut rest, mut at) = (text, 0);
    for (begin, is_raised) in runs {
        let mut units = at;
        let is_before = |c: &char| {
            let is_before = units < begin;
            units += c.len_utf16();
            is_before
        };
        let len: usize = rest.chars().take_while(is_before).map(char::len_utf8).sum();
        let (before, behind) = rest.split_at(len);
        told.push_str(raised.between(&told, before));
        told.push_str(before);
        raised.set(is_raised);
        (rest, at) = (behind, at.max(begin));
    }
    told.push_str(raised.between(&told, rest));
    told.push_str(rest);
    told
}

/// Whether two texts would make one number of two.
pub(in crate::extract) fn touch(before: &str, next: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_tell_the_height_of_a_text() {
        #[track_caller]
        fn check(text: &str, runs: &[(usize, bool)], expected: &str) {
            assert_eq!(parted(text, runs.iter().copied()), expected);
        }
        check(
            "85.07.30-951.801 en",
            &[(15, true), (16, false)],
            "85.07.30-951.80 1 en",
        );
        check("😀85.07.30-951.801", &[(2, false), (17, true)], "😀85.07.30-951.80 1");
        check("185.07.30", &[(0, true), (1, false)], "1 85.07.30");
        check("85.07.30-951.80", &[(0, false), (4, false)], "85.07.30-951.80");
        check("CO2 m2", &[(2, true), (3, false), (5, true)], "CO2 m2");
        check("12", &[(1, true), (9, false), (3, true)], "1 2");
        check("", &[(0, true)], "");
    }

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
