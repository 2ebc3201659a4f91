//! The words of a text, by what counts as a part of one.

use super::names::is_alphanumeric;

/// What words are made of. They are asked for around each term, so that most letters are told by a table.
pub struct Letters {
    ascii: [bool; 128],
    other: fn(char) -> bool,
}

impl Letters {
    /// ASCII letters and these signs, digits too if said so; and what of the other characters is said to be.
    pub const fn new(digits: bool, signs: &str, other: fn(char) -> bool) -> Self {
        let mut ascii = [false; 128];
        let mut byte = 0;
        while byte < 128 {
            let is_digit = digits && (byte as u8).is_ascii_digit();
            ascii[byte] = (byte as u8).is_ascii_alphabetic() || is_digit;
            byte += 1;
        }
        let mut at = 0;
        while at < signs.len() {
            ascii[signs.as_bytes()[at] as usize] = true;
            at += 1;
        }
        Self { ascii, other }
    }

    /// The words of a text.
    pub const fn words<'t>(&'static self, text: &'t str) -> Words<'t> {
        Words {
            rest: text,
            letters: self,
        }
    }

    /// How many bytes a text begins with that are all letters, or all none.
    #[inline]
    fn first(&self, text: &str, inside: bool) -> usize {
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            let (is_letter, len) = match self.ascii.get(usize::from(byte)) {
                Some(is_letter) => (*is_letter, 1),
                None => text[at..]
                    .chars()
                    .next()
                    .map_or((false, 1), |c| ((self.other)(c), c.len_utf8())),
            };
            if is_letter != inside {
                break;
            }
            at += len;
        }
        at
    }

    /// Where the last bytes of a text begin that are all letters, or all none.
    #[inline]
    fn last(&self, text: &str, inside: bool) -> usize {
        let mut end = text.len();
        while let Some(&byte) = end.checked_sub(1).and_then(|at| text.as_bytes().get(at)) {
            let (is_letter, len) = match self.ascii.get(usize::from(byte)) {
                Some(is_letter) => (*is_letter, 1),
                None => text[..end]
                    .chars()
                    .next_back()
                    .map_or((false, 1), |c| ((self.other)(c), c.len_utf8())),
            };
            if is_letter != inside {
                break;
            }
            end -= len;
        }
        end
    }
}

/// The words of a text, from either end.
#[derive(Clone)]
pub struct Words<'t> {
    rest: &'t str,
    letters: &'static Letters,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        let text = &self.rest[self.letters.first(self.rest, false)..];
        let (word, rest) = text.split_at(self.letters.first(text, true));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

impl DoubleEndedIterator for Words<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let text = &self.rest[..self.letters.last(self.rest, false)];
        let (rest, word) = text.split_at(self.letters.last(text, true));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

static ALPHANUMERIC: Letters = Letters::new(true, "", is_alphanumeric);
static ALPHABETIC: Letters = Letters::new(false, "", char::is_alphabetic);

/// Words of letters and digits.
pub fn alphanumeric(text: &str) -> Words<'_> {
    ALPHANUMERIC.words(text)
}

/// Words of letters only.
pub fn alphabetic(text: &str) -> Words<'_> {
    ALPHABETIC.words(text)
}

/// The words between borders, with single spaces.
pub fn spaced(text: &str, is_border: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_border).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `national_number` and `nationalNumber` as words.
pub fn identifier(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut after_lower = false;
    for c in name.chars() {
        if after_lower && c.is_uppercase() {
            words.push(' ');
        }
        after_lower = c.is_lowercase();
        words.push(if c == '_' { ' ' } else { c });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_is_asked_for() {
        let text = "l'été 2024, B12-x_y";
        assert!(alphanumeric(text).eq(["l", "été", "2024", "B12", "x", "y"]));
        assert!(alphabetic(text).eq(["l", "été", "B", "x", "y"]));
        assert!(alphabetic(text).rev().eq(["y", "x", "B", "été", "l"]));
        let mut both = alphanumeric("– één, twee €");
        assert_eq!(
            [both.next_back(), both.next(), both.next()],
            [Some("twee"), Some("één"), None]
        );
        assert_eq!(identifier("nationalNumber_ofÉlève"), "national Number of Élève");
    }
}
