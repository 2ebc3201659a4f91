//! Markers of templates: what an empty form or letter has where somebody's data will stand.

use std::ops::Range;

use super::around::{around, behind, line_before};
use super::engine::Strings;
use super::special::WordPatterns;
use super::split::alphanumeric;

/// Markers with fewer bytes are short.
const LONG: usize = 4;
/// A field of a mail merge has no longer name.
const LONGEST_FIELD: usize = 40;
/// Bytes around a blank in which its word stands, and those of a signature.
const LABEL: usize = 24;
const SIGNATURE: usize = 100;
/// Bytes behind the dots of a table of contents in which the number of a page and its line end.
const LEADER: usize = 16;

/// Markers of templates, in any case.
pub struct Markers {
    /// Those of few bytes by themselves: a search for all would look closely at too many places.
    strings: [Strings; 2],
    longest: usize,
    /// Words whose blanks are filled in by hand, and those for which it is so beside a signature.
    signatures: WordPatterns,
    at_signatures: WordPatterns,
}

impl Markers {
    pub fn new(
        markers: &[String],
        signatures: WordPatterns,
        at_signatures: WordPatterns,
    ) -> Result<Self, aho_corasick::BuildError> {
        // A text is compared by its ASCII letters in lower case: accents are there in both ("[prénom]", "[PRÉNOM]").
        let in_cases = |marker: &String| [marker.to_lowercase(), marker.to_uppercase().to_ascii_lowercase()];
        let mut lower: Vec<String> = markers.iter().flat_map(in_cases).collect();
        lower.sort_unstable();
        lower.dedup();
        let (long, short): (Vec<String>, Vec<String>) = lower.into_iter().partition(|marker| marker.len() >= LONG);
        Ok(Self {
            strings: [Strings::new(&long)?, Strings::new(&short)?],
            longest: markers.iter().map(String::len).max().unwrap_or(0),
            signatures,
            at_signatures,
        })
    }

    /// Adds the markers that start in a part. None can stand where a part of another one does.
    pub fn find(&self, buf: &str, part: Range<usize>, lower: &mut Vec<u8>, out: &mut Vec<Range<usize>>) {
        if part.is_empty() {
            return;
        }
        let bytes = buf.as_bytes();
        lower.clear();
        lower.extend_from_slice(&bytes[part.start..bytes.len().min(part.end + self.longest)]);
        lower.make_ascii_lowercase();
        let n_before = out.len();
        for strings in &self.strings {
            let mut at = 0;
            while let Some(found) = strings.find(&lower[at..]) {
                let start = part.start + at + found.start;
                if start >= part.end {
                    break;
                }
                out.extend(self.marker(buf, start..start + found.len()));
                at += found.start + 1;
            }
        }
        out[n_before..].sort_unstable_by_key(|marker| marker.start);
    }

    /// The whole marker whose beginning was found: a row of dots or a line is one, whatever its length.
    fn marker(&self, buf: &str, found: Range<usize>) -> Option<Range<usize>> {
        match buf.as_bytes()[found.start] {
            sign @ (b'_' | b'.') => self.blank(buf, found, sign),
            _ if buf[found.start..].starts_with('«') => field(buf, found.start),
            _ => Some(found),
        }
    }

    /// A blank to be filled in: neither the dots before the page of a chapter, nor what is written on by hand below a
    /// letter that is otherwise complete.
    fn blank(&self, buf: &str, found: Range<usize>, sign: u8) -> Option<Range<usize>> {
        let bytes = buf.as_bytes();
        let is_sign = |byte: &u8| *byte == sign;
        if bytes[..found.start].last().is_some_and(is_sign) {
            return None;
        }
        let len = bytes[found.start..].iter().take_while(|byte| is_sign(byte)).count();
        let blank = found.start..found.start + len;
        let is_none = sign == b'.' && is_leader(behind(buf, blank.end, LEADER)) || self.is_signed(buf, &blank);
        (!is_none).then_some(blank)
    }

    /// The blank is a signature's, or beside one that of a date or a name.
    fn is_signed(&self, buf: &str, blank: &Range<usize>) -> bool {
        let behind = behind(buf, blank.end, LABEL);
        let label = alphanumeric(line_before(buf, blank.start, LABEL))
            .next_back()
            .unwrap_or("");
        // "________\n(handtekening)", not the label of the next blank.
        let below = behind.trim_start_matches(' ').strip_prefix(['\n', '(']).unwrap_or("");
        let below = alphanumeric(below).next().unwrap_or("");
        if self.signatures.has(label) || self.signatures.has(below) {
            return true;
        }
        let near = &buf[around(buf, blank, SIGNATURE)];
        self.at_signatures.has(label) && alphanumeric(near).any(|word| self.signatures.has(word))
    }
}

/// The dots lead to the number of a page, which ends its line: "Verzuim ........ 2".
fn is_leader(behind: &str) -> bool {
    let Some((line, _)) = behind.split_once('\n') else {
        return false;
    };
    let line = line.trim();
    let is_roman = |c: char| matches!(c, 'i' | 'v' | 'x' | 'l');
    (1..=4).contains(&line.len()) && (line.bytes().all(|byte| byte.is_ascii_digit()) || line.chars().all(is_roman))
}

/// The field of a mail merge: one word in French quotes, of which a text would have a space or more words between.
fn field(buf: &str, start: usize) -> Option<Range<usize>> {
    let inside = &buf[start + '«'.len_utf8()..];
    let len = behind(inside, 0, LONGEST_FIELD).find('»')?;
    let mut word = inside[..len].chars();
    let is_name = word.next().is_some_and(char::is_alphabetic) && word.all(|c| c.is_alphanumeric() || c == '_');
    let end = start + '«'.len_utf8() + len + '»'.len_utf8();
    is_name.then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::asked::Asked;

    impl Markers {
        pub(in crate::detect) fn of(markers: &[&str]) -> Self {
            let markers: Vec<String> = markers.iter().map(|&marker| marker.to_owned()).collect();
            let words =
                |words: &[&str]| WordPatterns::new(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
            Self::new(&markers, words(&["handtekening*"]), words(&["datum"])).unwrap()
        }
    }

    #[test]
    fn a_row_of_signs_is_one_marker_and_none_where_somebody_signs() {
        #[track_caller]
        fn check(text: &str, expected: usize) {
            let markers = Markers::of(&["__________", "..........", "«"]);
            let has = |n| Asked::default().has_markers(text, &(0..text.len()), &markers, n);
            assert_eq!((has(expected), has(expected + 1)), (true, false), "{text}");
        }
        check(&format!("Naam: {} Reden: {}", "_".repeat(30), ".".repeat(25)), 2);
        check(&format!("Handtekening: {}", "_".repeat(30)), 0);
        check(&format!("Datum: {0}\nHandtekening: {0}", "_".repeat(20)), 0);
        check(&format!("Datum: {}\nReden", "_".repeat(20)), 1);
        check(&format!("Slachtoffer: {0} Handtekening: {0}", "_".repeat(20)), 1);
        check(&format!("{}\n(handtekening)", ".".repeat(20)), 0);
        check(&format!("1. Verzuim {} 12\n", ".".repeat(40)), 0);
        let far = format!("{}, 12\n", " ".repeat(5000));
        check(&format!("1. Verzuim {} 12{far}", ".".repeat(40)), 1);
        check(
            "Geachte «Aanspreking» «Familie_naam», « bonjour » et «au revoir» ! «Oui !»",
            2,
        );
    }

    #[test]
    fn markers_count_once_where_they_overlap_and_only_whole() {
        #[track_caller]
        fn check(text: &str, range: Range<usize>, expected: usize) {
            let markers = Markers::of(&["[naam]", "____"]);
            let is_at_least = |n: &usize| Asked::default().has_markers(text, &range, &markers, *n);
            assert_eq!((1..9).take_while(is_at_least).count(), expected, "{text} {range:?}");
        }
        check("[NAAM] _________ [naam]", 0..99, 3);
        check("[NAAM] _________ [naam]", 1..23, 2);
        check("[NAAM] _________ [naam]", 7..22, 1);
        check("[NAAM] _________ [naam]", 9..14, 0);
    }

    #[test]
    fn a_marker_may_be_written_with_its_accents_in_any_case() {
        let markers = Markers::of(&["[prenom]", "[prénom]"]);
        let n = |text: &str| {
            let has = |n: &usize| Asked::default().has_markers(text, &(0..text.len()), &markers, *n);
            (1..9).take_while(has).count()
        };
        assert_eq!(n("[prenom] [PRENOM] [prénom] [Prénom] [PRÉNOM] [PrÉnom]"), 6);
        assert_eq!(n("[pronom] prénom [prénoms]"), 0);
    }
}
