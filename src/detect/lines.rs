//! Candidates of several lines: the machine-readable zone of an identity document.

use super::collect::Collector;
use super::engine::DigitRun;

/// Letters, digits and fillers of a line, and how many such lines belong together; or all of them on one line.
const LAYOUTS: [(usize, usize); 6] = [(30, 3), (36, 2), (44, 2), (90, 1), (72, 1), (88, 1)];
/// No line is longer, with spaces between its characters.
const MOST_BYTES: usize = 256;
/// Line ends and blanks between two lines, at most; a line may be empty.
const MOST_BETWEEN: usize = 64;
const MOST_LINE_ENDS: usize = 2;

impl Collector<'_> {
    /// Tries the lines that begin with a run. Other words may stand before them.
    pub(super) fn lines(&mut self, run: DigitRun) {
        let detector = self.detector;
        let (start, end) = (run.start as usize, run.end as usize);
        let spaces = memchr::memchr_iter(b' ', &self.buf.as_bytes()[start..end]);
        for from in std::iter::once(start).chain(spaces.map(|at| start + at + 1)) {
            let mut signs = without_spaces(&self.buf[from..end]);
            let Some((_, n_lines)) = LAYOUTS.iter().find(|(length, _)| *length == signs.len()) else {
                continue;
            };
            let Some(end) = add_lines(self.buf, end, n_lines - 1, &mut signs) else {
                continue;
            };
            let rules = detector.lines.iter();
            if rules.fold(false, |any, &rule| any | self.attempt(rule, from..end, &signs, 1)) {
                return;
            }
        }
    }
}

fn without_spaces(line: &str) -> String {
    line.split(' ').collect()
}

/// Adds the next lines behind `from`, as long as the first; gives where they end.
fn add_lines(buf: &str, from: usize, n_lines: usize, signs: &mut String) -> Option<usize> {
    let length = signs.len();
    let mut end = from;
    for _ in 0..n_lines {
        let behind = &buf.as_bytes()[end..];
        let between = behind
            .iter()
            .take(MOST_BETWEEN)
            .take_while(|byte| byte.is_ascii_whitespace());
        let start = end + between.clone().count();
        if !(1..=MOST_LINE_ENDS).contains(&between.filter(|byte| **byte == b'\n').count()) {
            return None;
        }
        let is_sign = |byte: &&u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<' | b' ');
        let n_bytes = buf.as_bytes()[start..]
            .iter()
            .take(MOST_BYTES)
            .take_while(is_sign)
            .count();
        let line = buf[start..start + n_bytes].trim_end_matches(' ');
        signs.push_str(&without_spaces(line));
        end = start + line.len();
        if !signs.len().is_multiple_of(length) || line.is_empty() {
            return None;
        }
    }
    Some(end)
}
