//! Texts that stand in the formulas of an xls (\[MS-XLS\] 2.5.198.89), beside what the formulas gave when the file was
//! saved.

use super::record::Record;
use crate::extract::bytes::{u16_at, utf16};
use crate::extract::codepage::CodePage;
use crate::extract::office::literals::SHORTEST;
use crate::extract::office::sheet::has_address;

/// Row, column, style, result, flags and chain of a formula, and the length of what it is made of.
const HEAD: usize = 22;
const RESULT: std::ops::Range<usize> = 6..14;
const TEXT: u8 = 0x17;

/// The texts that no cell shows: addresses, as in `HYPERLINK("mailto:…"; "write")`, and all where the result is zero or
/// an empty text, as programs write it that do not calculate. Behind them the others, which this cell or another may
/// show.
pub(super) fn of_cell(record: &Record<'_>, version: u8, page: CodePage) -> (Vec<String>, Vec<String>) {
    let formula = record.first();
    let is_unknown = formula
        .get(RESULT)
        .is_some_and(|result| matches!(result, [0, 0, 0, 0, 0, 0, 0, 0] | [3, _, _, _, _, _, 0xff, 0xff]));
    let mut texts = texts(formula.get(HEAD..).unwrap_or_default(), version, page);
    let behind = u16_at(formula, HEAD - 2).map_or(usize::MAX, |len| HEAD + usize::from(len));
    texts.extend(constants(formula.get(behind..).unwrap_or_default(), version, page));
    let is_alone = |text: &String| is_unknown || has_address(text);
    texts.into_iter().partition(is_alone)
}

/// The texts among what a formula is made of.
pub(super) fn texts(mut rest: &[u8], version: u8, page: CodePage) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(at) = memchr::memchr(TEXT, rest) {
        rest = &rest[at + 1..];
        let n = rest.first().copied().unwrap_or(0);
        // The same byte stands in numbers and addresses of cells: what follows it there is hardly ever a text.
        if let Some((text, len)) = text(n.into(), rest.get(1..).unwrap_or_default(), version, page) {
            texts.push(text);
            rest = &rest[1 + len..];
        }
    }
    texts
}

/// The texts of arrays that a formula names itself, `{"a","b"}`: their values stand behind it.
pub(super) fn constants(mut rest: &[u8], version: u8, page: CodePage) -> Vec<String> {
    const VALUE: u8 = 2;
    let mut texts = Vec::new();
    while let Some(at) = memchr::memchr(VALUE, rest) {
        rest = &rest[at + 1..];
        let (n, begin) = match version {
            8.. => (u16_at(rest, 0).unwrap_or(0), 2),
            _ => (rest.first().copied().unwrap_or(0).into(), 1),
        };
        if let Some((text, len)) = text(n.into(), rest.get(begin..).unwrap_or_default(), version, page) {
            texts.push(text);
            rest = &rest[begin + len..];
        }
    }
    texts
}

/// The text of this length at the begin of these bytes, and how many of them it takes.
fn text(n: usize, bytes: &[u8], version: u8, page: CodePage) -> Option<(String, usize)> {
    let (text, len) = match (version, bytes.first()?) {
        (8.., 1) => (utf16(bytes.get(1..1 + 2 * n)?), 1 + 2 * n),
        // Of two bytes a character the lower ones alone: Latin 1.
        (8.., 0) => (
            bytes.get(1..1 + n)?.iter().map(|&byte| char::from(byte)).collect(),
            1 + n,
        ),
        (8.., _) => return None,
        _ => (page.decode(bytes.get(..n)?).into_owned(), n),
    };
    let is_text = !text
        .chars()
        .any(|c| c.is_control() && !c.is_whitespace() || c == '\u{fffd}');
    (is_text && text.len() >= SHORTEST).then_some((text, len))
}

#[cfg(test)]
mod tests {
    use super::super::record::Records;
    use super::*;

    #[test]
    fn texts_of_a_formula_are_told_where_no_cell_shows_them() {
        #[track_caller]
        fn check(result: [u8; 8], alone: &[&str], others: &[&str]) {
            let text = b"\x17\x0d\x00Anouk Peeters\x17\x02\x00ja";
            let formula = [&[0; 6][..], &result[..], &[0; 6][..], &[20, 0][..], &text[..]].concat();
            let stream = [&[0x06, 0, formula.len() as u8, 0][..], &formula].concat();
            let record = Records::new(&stream).next().unwrap();
            let told = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
            let expected = (told(alone), told(others));
            assert_eq!(of_cell(&record, 8, CodePage::default()), expected);
        }
        check([0; 8], &["Anouk Peeters"], &[]);
        // An empty text, a text that stands in the next record, a number.
        check([3, 0, 0, 0, 0, 0, 0xff, 0xff], &["Anouk Peeters"], &[]);
        check([0, 0, 0, 0, 0, 0, 0xff, 0xff], &[], &["Anouk Peeters"]);
        check(1.5_f64.to_le_bytes(), &[], &["Anouk Peeters"]);
    }

    #[test]
    fn texts_of_arrays_stand_behind_their_formula() {
        let array = b"\x01\0\0\x02\x05\0\0Anouk\x01\0\0\0\0\0\0\0\0\x02\x04\0\x01J\0o\0r\0i\0\x02\x02\0\0ja";
        assert_eq!(constants(array, 8, CodePage::default()), ["Anouk", "Jori"]);
        assert_eq!(constants(b"\x01\0\0\x02\x05Anouk", 5, CodePage::default()), ["Anouk"]);
        assert!(constants(b"\x02\x05\0\x03Anouk", 8, CodePage::default()).is_empty());
        let formula = [
            &[0; 6][..],
            &1.5_f64.to_le_bytes(),
            &[0; 6],
            &[8, 0],
            &[0x60, 0, 0, 0, 0, 0, 0, 0],
            array,
        ]
        .concat();
        let stream = [&[0x06, 0, formula.len() as u8, 0][..], &formula].concat();
        let record = Records::new(&stream).next().unwrap();
        assert_eq!(of_cell(&record, 8, CodePage::default()).1, ["Anouk", "Jori"]);
    }
}
