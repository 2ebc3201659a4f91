//! The words of a text, by what counts as a part of one.

use super::names::{is_alphabetic, is_alphanumeric};

/// What words are made of. They are asked for around each term, so that a table tells what a byte is.
pub struct Letters {
    bytes: [Kind; 256],
    other: fn(char) -> bool,
}

/// What a byte of a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Between,
    /// A part of a character that is not ASCII.
    Other,
}

impl Letters {
    /// ASCII letters and these signs, digits too if said so; and what of the other characters is said to be.
    pub const fn new(digits: bool, signs: &str, other: fn(char) -> bool) -> Self {
        let mut bytes = [Kind::Other; 256];
        let mut byte = 0;
        while byte < 128 {
            let is_digit = digits && (byte as u8).is_ascii_digit();
            let is_letter = (byte as u8).is_ascii_alphabetic() || is_digit;
            bytes[byte] = if is_letter { Kind::Letter } else { Kind::Between };
            byte += 1;
        }
        let mut at = 0;
        while at < signs.len() {
            bytes[signs.as_bytes()[at] as usize] = Kind::Letter;
            at += 1;
        }
        Self { bytes, other }
    }

    /// The words of a text.
    pub const fn words<'t>(&'static self, text: &'t str) -> Words<'t> {
        Words {
            rest: text,
            letters: self,
        }
    }

    /// Whether a character that is not ASCII is of this kind.
    fn is(&self, c: char, kind: Kind) -> bool {
        (self.other)(c) == (kind == Kind::Letter)
    }

    /// How many bytes a text begins with that are all of a kind.
    #[inline]
    fn first(&self, text: &str, kind: Kind) -> usize {
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            let found = self.bytes[usize::from(byte)];
            at += match found {
                Kind::Other => match text[at..].chars().next() {
                    Some(c) if self.is(c, kind) => c.len_utf8(),
                    _ => break,
                },
                _ if found == kind => 1,
                _ => break,
            };
        }
        at
    }

    /// Where the last bytes of a text begin that are all of a kind.
    #[inline]
    fn last(&self, text: &str, kind: Kind) -> usize {
        let mut end = text.len();
        while let Some(&byte) = text.as_bytes()[..end].last() {
            let found = self.bytes[usize::from(byte)];
            end -= match found {
                Kind::Other => match text[..end].chars().next_back() {
                    Some(c) if self.is(c, kind) => c.len_utf8(),
                    _ => break,
                },
                _ if found == kind => 1,
                _ => break,
            };
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
        let text = &self.rest[self.letters.first(self.rest, Kind::Between)..];
        let (word, rest) = text.split_at(self.letters.first(text, Kind::Letter));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

impl DoubleEndedIterator for Words<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let text = &self.rest[..self.letters.last(self.rest, Kind::Between)];
        let (rest, word) = text.split_at(self.letters.last(text, Kind::Letter));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

static ALPHANUMERIC: Letters = Letters::new(true, "", is_alphanumeric);
static ALPHABETIC: Letters = Letters::new(false, "", is_alphabetic);

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

/// `national_number`, `nationalNumber` and `IBANNumber` as words.
pub fn identifier(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut chars = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let ends_acronym = before.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (before.is_lowercase() || ends_acronym) {
            words.push(' ');
        }
        words.push(if c == '_' { ' ' } else { c });
        before = c;
    }
    words
}

/// Letters of a word that a figure is written to: "Tel1". Fewer are of codes: "R2", "CO2".
const BEFORE_FIGURE: usize = 3;

/// "Gsm 1" of "Gsm1": a label with its figure apart. None where the figure is more than one of a few like it.
pub fn numbered(label: &str) -> Option<String> {
    let label = label.trim_end();
    let word = label.strip_suffix(|c: char| c.is_ascii_digit())?;
    let n_letters = word.chars().rev().take_while(|c| is_alphabetic(*c)).count();
    (n_letters >= BEFORE_FIGURE && label.len() <= LONGEST_LABEL).then(|| format!("{word} {}", &label[word.len()..]))
}

/// A longer label is a sentence.
const LONGEST_LABEL: usize = 60;
/// A part of a word that stands alone has more letters than "en" and "de".
const SHORTEST_PART: usize = 3;
/// Behind a hyphen these begin another word: "voor- en achternaam".
const JOINTS: [&str; 9] = ["en", "of", "et", "ou", "und", "oder", "and", "or", "&"];

/// A label as one word that a narrow column broke: "Geboorte-\ndatum", "Tele- foon"; or that somebody wrote in two: "Geboorte
/// datum".
pub fn broken(label: &str) -> Option<String> {
    let mut parts = label.split_whitespace().filter(|_| label.len() <= LONGEST_LABEL);
    let mut joined = parts.next()?.to_owned();
    let (mut n_hyphens, mut n_parts) = (0, 1);
    for part in parts {
        let is_broken = joined.ends_with(['-', '\u{ad}']) && !JOINTS.contains(&part);
        if is_broken {
            joined.pop();
            n_hyphens += 1;
        } else {
            joined.push(' ');
        }
        joined.push_str(part);
        n_parts += 1;
    }
    let is_part = |part: &str| part.chars().count() >= SHORTEST_PART && part.chars().all(is_alphabetic);
    let is_pair = || n_parts == 2 && joined.split(' ').all(is_part);
    match n_hyphens {
        0 => is_pair().then(|| joined.replace(' ', "")),
        _ => Some(joined),
    }
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
        assert_eq!(identifier("IBANNumber eID klantRRN"), "IBAN Number e ID klant RRN");
    }

    #[test]
    fn a_figure_stands_apart_from_its_label() {
        let check = |label: &str, expected: Option<&str>| assert_eq!(numbered(label).as_deref(), expected, "{label}");
        check("Gsm1", Some("Gsm 1"));
        check("nr tél2", Some("nr tél 2"));
        check("gsm 1", None);
        check("CO2", None);
        check("ISO27001", None);
        check("1", None);
        check("Gsm", None);
    }

    #[test]
    fn a_broken_label_is_one_word() {
        let check = |label: &str, expected: Option<&str>| assert_eq!(broken(label).as_deref(), expected, "{label}");
        check("Geboorte-\ndatum", Some("Geboortedatum"));
        check("Rijks- register- nummer", Some("Rijksregisternummer"));
        check("Tele- foon privé", Some("Telefoon privé"));
        check("Geboorte\ndatum", Some("Geboortedatum"));
        check("Voor- en achternaam", None);
        check("Datum in dienst", None);
        check("E-mail", None);
        check("nr 12", None);
    }
}
