//! Delimited text in a window: which row and column an offset stands in, and the fields one by one.

use std::ops::Range;

use crate::masks::{self, LANES, mask};

/// Where a reader of delimited text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelimitedCursor {
    pub row: u32,
    pub col: u32,
    pub quoted: bool,
}

impl DelimitedCursor {
    /// The cursor behind `passed` (RFC 4180: borders inside double quotes do not count).
    pub fn advance(mut self, passed: &str, sep: u8) -> Self {
        let mut rest = passed.len();
        for chunk in masks::chunks(passed.as_bytes()) {
            // The last chunk goes on with zeros.
            let known = u64::MAX >> (LANES - rest.min(LANES));
            rest -= rest.min(LANES);
            let quotes = mask(&chunk, [(b'"', b'"')]);
            let borders = known & !masks::within(quotes, self.quoted);
            self.quoted ^= quotes.count_ones() % 2 == 1;
            let (ends, seps) = (
                mask(&chunk, [(b'\n', b'\n')]) & borders,
                mask(&chunk, [(sep, sep)]) & borders,
            );
            let mut of_row = seps;
            if ends != 0 {
                self.row = self.row.saturating_add(ends.count_ones());
                self.col = 0;
                of_row &= !(u64::MAX >> ends.leading_zeros());
            }
            self.col = self.col.saturating_add(of_row.count_ones());
        }
        self
    }

    /// Passes one byte that may be a border; says whether it was one.
    pub(crate) fn pass(&mut self, byte: u8, sep: u8) -> bool {
        if byte == b'"' {
            self.quoted = !self.quoted;
        } else if self.quoted {
            return false;
        } else if byte == b'\n' {
            self.row = self.row.saturating_add(1);
            self.col = 0;
            return true;
        } else if byte == sep {
            self.col = self.col.saturating_add(1);
            return true;
        }
        false
    }

    /// The field that begins at `from`: its range in `text`, without quotes. The cursor is led behind its border.
    pub(crate) fn field(&mut self, text: &str, from: usize, sep: u8) -> (Range<usize>, usize) {
        let bytes = text.as_bytes();
        let border = memchr::memchr3_iter(sep, b'"', b'\n', &bytes[from..])
            .map(|at| from + at)
            .find(|&at| self.pass(bytes[at], sep));
        let end = border.unwrap_or(bytes.len());
        let field = text[from..end].trim();
        let start = from + (text[from..end].len() - text[from..end].trim_start().len());
        let mut range = start..start + field.len();
        if field.starts_with('"') {
            range.start += 1;
        }
        if field.len() > 1 && field.ends_with('"') {
            range.end -= 1;
        }
        range.end = range.end.max(range.start);
        (range, border.map_or(end, |at| at + 1))
    }
}
