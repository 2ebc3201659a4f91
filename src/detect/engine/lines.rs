//! Machine-readable lines of identity documents, found by their fillers.

use std::ops::Range;

use memchr::memmem;

use super::{DigitRun, MAX_LEN, offset};

const FILLER: &[u8] = b"<<";
/// Letters, digits and fillers of a line, at least (the shortest line has 30, one may be lost).
const MIN_BYTES: usize = 28;
/// With spaces between all characters, at most.
const MAX_BYTES: usize = 256;

/// Finds the lines that start in `range`.
pub(super) fn find(buf: &[u8], range: &Range<usize>, out: &mut Vec<DigitRun>) {
    let end = buf.len().min(range.end + MAX_LEN);
    let mut at = range.start;
    while let Some(found) = memmem::find(&buf[at..end], FILLER) {
        let filler = at + found;
        let before = buf[..filler].iter().rev().take_while(|&&byte| in_line(byte)).count();
        let behind = buf[filler..].iter().take_while(|&&byte| in_line(byte)).count();
        at = (filler + behind).min(end);
        let run = &buf[filler - before..filler + behind];
        let start = filler - before + run.len() - run.trim_ascii_start().len();
        if range.contains(&start) && is_line(run.trim_ascii()) {
            out.push(DigitRun {
                start: offset(start),
                end: offset(start + run.trim_ascii().len()),
                digits: 0,
            });
        }
    }
}

fn in_line(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<' | b' ')
}

fn is_line(line: &[u8]) -> bool {
    line.len() <= MAX_BYTES
        && line.iter().filter(|&&byte| byte != b' ').count() >= MIN_BYTES
        && memmem::find_iter(line, FILLER).nth(1).is_some()
}
