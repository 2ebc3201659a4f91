//! Texts that stand in the formulas of an xls (\[MS-XLS\] 2.5.198.89), beside what the formulas gave when the file was
//! saved.

use super::record::Record;
use crate::extract::bytes::utf16;
use crate::extract::codepage::CodePage;
use crate::extract::office::sheet::has_address;

/// Row, column, style, result, flags and chain of a formula, and the length of what it is made of.
const HEAD: usize = 22;
const RESULT: std::ops::Range<usize> = 6..14;
const TEXT: u8 = 0x17;
/// Shorter ones say yes, no or nothing.
const SHORTEST: usize = 4;

/// The texts that no cell shows: addresses, as in `HYPERLINK("mailto:…"; "write")`, and all where the result is zero or
/// an empty text, as programs write it that do not calculate.
pub(super) fn of_cell(record: &Record<'_>, version: u8, page: CodePage) -> Vec<String> {
    let formula = record.first();
    let is_unknown = formula
        .get(RESULT)
        .is_some_and(|result| matches!(result, [0, 0, 0, 0, 0, 0, 0, 0] | [3, _, _, _, _, _, 0xff, 0xff]));
    let mut texts = texts(formula.get(HEAD..).unwrap_or_default(), version, page);
    texts.retain(|text| is_unknown || has_address(text));
    texts
}

/// The texts among what a formula is made of.
pub(super) fn texts(mut rest: &[u8], version: u8, page: CodePage) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(at) = memchr::memchr(TEXT, rest) {
        rest = &rest[at + 1..];
        // The same byte stands in numbers and addresses of cells: what follows it there is hardly ever a text.
        if let Some((text, len)) = text(rest, version, page).filter(|(text, _)| text.len() >= SHORTEST) {
            texts.push(text);
            rest = &rest[len..];
        }
    }
    texts
}

/// The text at the begin of these bytes, and how many of them it takes.
fn text(bytes: &[u8], version: u8, page: CodePage) -> Option<(String, usize)> {
    let n = usize::from(*bytes.first()?);
    let (text, len) = match (version, bytes.get(1)?) {
        (8.., 1) => (utf16(bytes.get(2..2 + 2 * n)?), 2 + 2 * n),
        // Of two bytes a character the lower ones alone: Latin 1.
        (8.., 0) => (
            bytes.get(2..2 + n)?.iter().map(|&byte| char::from(byte)).collect(),
            2 + n,
        ),
        (8.., _) => return None,
        _ => (page.decode(bytes.get(1..1 + n)?).into_owned(), 1 + n),
    };
    let is_text = !text
        .chars()
        .any(|c| c.is_control() && !c.is_whitespace() || c == '\u{fffd}');
    is_text.then_some((text, len))
}

#[cfg(test)]
mod tests {
    use super::super::record::Records;
    use super::*;

    #[test]
    fn texts_of_a_formula_are_told_where_no_cell_shows_them() {
        #[track_caller]
        fn check(result: [u8; 8], expected: &[&str]) {
            let text = b"\x17\x0d\x00Anouk Peeters\x17\x02\x00ja";
            let formula = [&[0; 6][..], &result[..], &[0; 6][..], &[20, 0][..], &text[..]].concat();
            let stream = [&[0x06, 0, formula.len() as u8, 0][..], &formula].concat();
            let record = Records::new(&stream).next().unwrap();
            assert_eq!(of_cell(&record, 8, CodePage::default()), expected);
        }
        check([0; 8], &["Anouk Peeters"]);
        // An empty text, a text that stands in the next record, a number.
        check([3, 0, 0, 0, 0, 0, 0xff, 0xff], &["Anouk Peeters"]);
        check([0, 0, 0, 0, 0, 0, 0xff, 0xff], &[]);
        check(1.5_f64.to_le_bytes(), &[]);
    }
}
