//! Columns of plain text: what stands straight below a word, line by line.

use super::around::{self, offset_of};
use std::ops::Range;

/// Bytes below a heading that are looked at: less than [`crate::extract::MARGIN`].
const REACH: usize = 1 << 10;
/// A row of a table is no longer.
const LONGEST_LINE: usize = 300;
/// Spaces that part columns.
const PARTED: &str = "  ";

/// Where the cells begin that stand below a heading in a table of aligned columns: none where the heading is a word of a
/// sentence.
pub fn below(buf: &str, heading: &Range<usize>) -> Vec<usize> {
    let Some((line, line_end)) = line_of(buf, heading) else {
        return Vec::new();
    };
    let (before, behind) = (&buf[line..heading.start], &buf[heading.end..line_end]);
    if !is_heading(before, behind) {
        return Vec::new();
    }
    let column = before.chars().count();
    let rows = around::behind(buf, line_end, REACH).split('\n').skip(1);
    let cell = |row: &str| {
        let (at, _) = row.char_indices().nth(column)?;
        let is_begin = at == 0 || row[..at].ends_with(' ');
        is_begin.then_some(offset_of(buf, row) + at)
    };
    rows.take_while(|row| !row.trim().is_empty()).filter_map(cell).collect()
}

/// Where the line of a heading begins and ends, unless it is longer than those of a table.
fn line_of(buf: &str, heading: &Range<usize>) -> Option<(usize, usize)> {
    let bytes = buf.as_bytes();
    let from = heading.start.saturating_sub(LONGEST_LINE);
    let to = (heading.end + LONGEST_LINE).min(bytes.len());
    let line = memchr::memrchr(b'\n', &bytes[from..heading.start]).map(|at| from + at + 1);
    let line_end = memchr::memchr(b'\n', &bytes[heading.end..to]).map(|at| heading.end + at);
    Some((line.or((from == 0).then_some(0))?, line_end?))
}

/// Whether what stands before and behind a word on its line is of other columns.
fn is_heading(before: &str, behind: &str) -> bool {
    let behind = behind.trim_start_matches(['.', ':']).trim_end();
    let begins = before.trim().is_empty() || before.ends_with(PARTED);
    let ends = behind.is_empty() || behind.starts_with(PARTED);
    begins && ends && !(before.trim().is_empty() && behind.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_straight_below_their_heading() {
        let text = "NAAM       GEB.DAT     NR\n--------------------------\nAdriaéns P 12.05.1971  7\nBeirens    01.12.1968  8\n\nX          03.03.1970  9\n";
        let at = text.find("GEB").unwrap();
        let cells: Vec<&str> = below(text, &(at..at + 7))
            .into_iter()
            .map(|cell| &text[cell..cell + 10])
            .collect();
        assert_eq!(cells, ["12.05.1971", "01.12.1968"]);
        let sentence = "De GEB.DAT staat hier\nxxx12.05.1971\n";
        assert_eq!(below(sentence, &(3..10)), Vec::<usize>::new());
        let alone = "GEB.DAT\n12.05.1971\n";
        assert_eq!(below(alone, &(0..7)), Vec::<usize>::new());
    }
}
