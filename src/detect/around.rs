//! The text around a place, no more of it than so many bytes: a window is cut anywhere, so that what is further away must
//! change no answer.

use std::ops::Range;

/// Bytes of indentation, at most.
const INDENT: usize = 40;

/// What stands before a place.
pub fn before(buf: &str, at: usize, reach: usize) -> &str {
    &buf[buf.ceil_char_boundary(at.saturating_sub(reach))..at]
}

/// What stands behind a place.
pub fn behind(buf: &str, at: usize, reach: usize) -> &str {
    &buf[at..buf.floor_char_boundary(at + reach)]
}

/// A span with what stands before and behind it.
pub fn around(buf: &str, span: &Range<usize>, reach: usize) -> Range<usize> {
    buf.ceil_char_boundary(span.start.saturating_sub(reach))..buf.floor_char_boundary(span.end + reach)
}

/// What stands before a place on its line.
pub fn line_before(buf: &str, at: usize, reach: usize) -> &str {
    let text = before(buf, at, reach);
    memchr::memrchr(b'\n', text.as_bytes()).map_or(text, |end| &text[end + 1..])
}

/// What stands behind a place on its line.
pub fn line_behind(buf: &str, at: usize, reach: usize) -> &str {
    let text = behind(buf, at, reach);
    memchr::memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..end])
}

/// Where a value goes on that a line end at `at` cuts: behind the indentation, also where a mail quotes another one.
pub fn next_line(bytes: &[u8], at: usize) -> Option<usize> {
    let line = bytes[at..].strip_prefix(b"\n")?;
    let is_indent = |byte: &&u8| matches!(byte, b' ' | b'>');
    let next = at + 1 + line.iter().take(INDENT).take_while(is_indent).count();
    bytes.get(next).is_some_and(u8::is_ascii_alphanumeric).then_some(next)
}

/// The line that a span is on, at most `reach` bytes to either side. It may be cut within a letter.
pub fn line_around(buf: &str, span: &Range<usize>, reach: usize) -> Range<usize> {
    let bytes = buf.as_bytes();
    let from = span.start.saturating_sub(reach);
    let to = (span.end + reach).min(bytes.len());
    let start = memchr::memrchr(b'\n', &bytes[from..span.start]).map_or(from, |at| from + at + 1);
    let end = memchr::memchr(b'\n', &bytes[span.end..to]).map_or(to, |at| span.end + at);
    start..end
}

/// Where the last dash between two parts of a line stands, with the spaces around it: "rookt niet - diabetes".
pub fn last_dash(text: &str) -> Option<Range<usize>> {
    const DASHES: [&str; 3] = [" - ", " \u{2013} ", " \u{2014} "];
    let mut spaces = memchr::memrchr_iter(b' ', text.as_bytes());
    spaces.find_map(|at| {
        let dash = DASHES.iter().find(|dash| text[at..].starts_with(**dash))?;
        Some(at..at + dash.len())
    })
}

/// Bytes between two spans.
pub fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}

/// Where a part of a text begins in it.
pub fn offset_of(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Where a part of a text stands in it.
pub fn range_of(text: &str, part: &str) -> Range<usize> {
    let start = offset_of(text, part);
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cut_within_a_letter() {
        let text = "één\nvóór én ná\nzó";
        let at = text.find('n').unwrap();
        for reach in 0..text.len() + 2 {
            assert!(text[..at].ends_with(before(text, at, reach)));
            assert!(text[at..].starts_with(behind(text, at, reach)));
            assert!(text.get(around(text, &(at..at), reach)).is_some());
        }
        let span = text.find("én ").unwrap();
        assert_eq!(line_before(text, span, 99), "vóór ");
        assert_eq!(line_behind(text, span, 99), "én ná");
        assert_eq!(range_of(text, &text[span..]), span..text.len());
    }

    #[test]
    fn a_dash_between_parts_has_spaces() {
        assert_eq!(last_dash("a - b \u{2014} c-d e"), Some(5..10));
        assert_eq!(last_dash("a - b"), Some(1..4));
        assert_eq!(last_dash("a -b c- -"), None);
    }
}
