//! Numbers that a table keeps in several cells of a row, under a heading that says what they are, and numbers of which
//! a spreadsheet cut digits off.

use std::ops::Range;

use super::collect::Collector;
use super::context::Labels;
use super::digits::signature;
use super::doubt::Doubt;
use super::engine::Engine;
use super::lexicon::Lists;
use super::neighbours::is_alone;
use super::rule::Rule;
use super::validator::{self, Candidate, Checked};
use crate::text::{DelimitedCursor, Mark, Text, Unit};

/// A number is in at most so many cells, and no cell has more of its digits or letters.
const MOST_CELLS: usize = 9;
const MOST_DIGITS: usize = 9;
/// Letters of a country, or of a bank.
const LETTERS: usize = 4;
/// A spreadsheet keeps so many digits of a number; the others become zeros.
const KEPT_DIGITS: usize = 15;
/// "8.5073095180123E+10": no number is written longer.
const MOST_MANTISSA: usize = 20;

impl Collector<'_> {
    /// Tries the cells of a row together where the heading of the first one names a rule that may be split.
    pub(super) fn split_cells(&mut self, text: &Text, range: &Range<usize>, labels: &mut Labels, engine: &mut Engine) {
        let detector = self.detector;
        let splits = detector.rules.iter().filter(|rule| rule.file.find.split_cells);
        let keywords = splits.fold(0, |all, rule| all | rule.keywords);
        let mut context = |label: &str| labels.look_up(Some(label), engine, detector).1.context & keywords;
        let in_force = text.marks.partition_point(|mark| (mark.offset as usize) <= range.start);
        for at in in_force.saturating_sub(1)..text.marks.len() {
            let mark = &text.marks[at];
            if mark.offset as usize >= range.end {
                break;
            }
            match mark.unit {
                Unit::Cell { .. } => {
                    let label = text.names.get(mark.label as usize).filter(|label| !label.is_empty());
                    let named = |label: &String| context(label);
                    let named = label.filter(|_| walked_cell(text, at).is_some()).map_or(0, named);
                    if named != 0 {
                        let row = (at..text.marks.len()).take(MOST_CELLS).enumerate();
                        let row = row.take_while(|&(n, next)| follows(mark, &text.marks[next], n));
                        self.joined(row.map_while(|(_, next)| walked_cell(text, next)), named);
                    }
                }
                Unit::Delimited { .. } => {
                    let columns = split_columns(&text.headings, &mut context);
                    if !columns.is_empty() {
                        self.split_rows(text, at, range, &columns);
                    }
                }
                _ => {}
            }
        }
    }

    /// Walks the rows of delimited text from a mark on.
    fn split_rows(&mut self, text: &Text, at: usize, range: &Range<usize>, columns: &[(u32, Lists)]) {
        let (mark, bytes) = (&text.marks[at], text.buf.as_bytes());
        let Unit::Delimited { sep, row, col } = mark.unit else {
            return;
        };
        let quoted = at == 0 && text.starts_quoted();
        let mut cursor = DelimitedCursor { row, col, quoted };
        let next = text.marks.get(at + 1).map_or(bytes.len(), |next| next.offset as usize);
        let part = mark.offset as usize..next.min(range.end);
        let last = columns.last().map_or(0, |(col, _)| *col) as usize + MOST_CELLS;
        let borders = memchr::memchr3_iter(sep, b'"', b'\n', &bytes[part.clone()]).map(|border| part.start + border);
        let (mut start, mut cells) = (part.start, Vec::new());
        for border in borders {
            let col = cursor.col as usize;
            if !cursor.pass(bytes[border], sep) {
                continue;
            }
            if col < last {
                cells.push((col, start..border));
            }
            start = border + 1;
            if bytes[border] == b'\n' {
                for &(col, context) in columns {
                    let first = cells.iter().position(|cell| cell.0 == col as usize);
                    let row = cells[first.unwrap_or(cells.len())..].iter().take(MOST_CELLS);
                    self.joined(row.map_while(|cell| part_in(self.buf, cell.1.clone())), context);
                }
                cells.clear();
            }
        }
    }

    /// Tries what some cells hold together: the first two, the first three, and so on.
    fn joined(&mut self, cells: impl Iterator<Item = Range<usize>>, context: Lists) {
        let (mut shape, mut digits, mut start) = (0, String::new(), None);
        for (n, cell) in cells.collect::<Vec<_>>().into_iter().enumerate() {
            let start = *start.get_or_insert(cell.start);
            shape = signature(shape, cell.len());
            digits.push_str(&self.buf[cell.clone()].to_ascii_uppercase());
            if n == 0 {
                continue;
            }
            let detector = self.detector;
            let shaped = detector.digits.shaped(shape).iter().map(|(rule, _)| rule);
            let has_letters = digits.starts_with(|c: char| c.is_ascii_uppercase());
            let of_letters = || validator::iban_length(digits.as_bytes()) == Some(digits.len());
            let rules: Vec<u16> = match has_letters {
                true => detector.alnum.iter().filter(|_| of_letters()).copied().collect(),
                false => shaped.copied().collect(),
            };
            for rule_at in rules {
                let rule = detector.rule(rule_at);
                if rule.file.find.split_cells && rule.keywords & context != 0 {
                    self.attempt(rule_at, start..cell.end, &digits, n + 1);
                }
            }
        }
    }

    /// "8.50731E+10": only a heading makes what is left of such a number worth telling. With all its digits it is one,
    /// also with a comma.
    pub(super) fn cut_numbers(&mut self, range: &Range<usize>) {
        let Some(unit) = self.cells else { return };
        let bytes = self.buf.as_bytes();
        for at in memchr::memmem::find_iter(&bytes[range.clone()], b"E+").map(|at| range.start + at) {
            let is_mantissa = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
            let before = bytes[..at].iter().rev().take(MOST_MANTISSA).take_while(is_mantissa);
            let start = at - before.count();
            let n_power = bytes[at + 2..]
                .iter()
                .take(3)
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            let end = at + 2 + n_power;
            let [_, b'.' | b',', _, ..] = bytes[start..at] else {
                continue;
            };
            let digits: String = self.buf[start..at].chars().filter(char::is_ascii_digit).collect();
            let Ok(power) = self.buf[at + 2..end].parse::<usize>() else {
                continue;
            };
            let has_all = digits.len() == power + 1;
            if digits.len() + 1 != at - start
                || digits.len() > power + 1
                || !is_alone(self.buf, start..end, |byte| ends_value(unit, byte))
            {
                continue;
            }
            let detector = self.detector;
            if has_all {
                // With a point it is tried like any other number.
                let rules = detector.digits.bare(power + 1, true);
                for rule_at in rules.filter(|_| bytes[start + 1] == b',') {
                    self.attempt(rule_at, start..end, &digits, 1);
                }
                continue;
            }
            for (rule_at, rule) in (0_u16..).zip(&detector.rules) {
                if takes(rule, power + 1) {
                    self.cut(rule_at, start..end, &digits);
                }
            }
        }
    }

    fn cut(&mut self, rule_at: u16, span: Range<usize>, digits: &str) {
        let candidate = Candidate {
            buf: self.buf,
            start: span.start,
            end: span.end,
            digits,
            n_groups: 1,
            labels: &[],
        };
        self.keep(rule_at, &candidate, self.finds.values.len(), Some(CUT));
    }

    /// A number of more digits than a spreadsheet keeps, with zeros in place of the others.
    pub(super) fn is_cut(&self, rule: &Rule, candidate: &Candidate<'_>) -> bool {
        let digits = candidate.digits;
        digits.len() > KEPT_DIGITS
            && takes(rule, digits.len())
            && digits.as_bytes()[KEPT_DIGITS..].iter().all(|&byte| byte == b'0')
            && self
                .cells
                .is_some_and(|unit| is_alone(self.buf, candidate.start..candidate.end, |byte| ends_value(unit, byte)))
    }
}

/// What a number that was cut proves: nothing by itself.
pub(super) const CUT: Checked = Checked {
    form: 0,
    class: 0,
    birth: None,
    implausible: false,
    needs_context: false,
    keyword_only: false,
    published: false,
    cut: true,
    heading_only: true,
    doubt: Doubt::None,
    next_only: false,
};

/// Whether a rule's numbers may have been cut and have so many digits, perhaps without their zeros.
fn takes(rule: &Rule, n_digits: usize) -> bool {
    let find = &rule.file.find;
    let fewest = find
        .padded_from
        .or(find.counts.iter().min().copied())
        .unwrap_or(usize::MAX);
    find.cut
        && n_digits >= fewest
        && find
            .counts
            .iter()
            .any(|&count| count == n_digits || n_digits < count && find.padded_from.is_some())
}

/// Whether a byte ends a value of structured text.
pub fn ends_value(unit: Unit, byte: u8) -> bool {
    let ends = match unit {
        Unit::Delimited { sep, .. } => byte == sep,
        Unit::Json { .. } => matches!(byte, b':' | b',' | b'[' | b']' | b'{' | b'}'),
        Unit::Xml { .. } => matches!(byte, b'<' | b'>' | b'='),
        _ => false,
    };
    ends || matches!(byte, b'\n' | b'\t')
}

/// The columns whose heading names a rule and which may go on in the next one: that has no heading, or the same.
fn split_columns(headings: &[String], context: &mut impl FnMut(&str) -> Lists) -> Vec<(u32, Lists)> {
    let mut columns = Vec::new();
    for (col, pair) in (0..).zip(headings.windows(2)) {
        let named = context(&pair[0]);
        if named != 0 && (pair[1].trim().is_empty() || context(&pair[1]) & named != 0) {
            columns.push((col, named));
        }
    }
    columns
}

/// The nth cell behind another one, in the same row.
fn follows(first: &Mark, mark: &Mark, n: usize) -> bool {
    match (first.unit, mark.unit) {
        (
            Unit::Cell { table, row, col },
            Unit::Cell {
                table: t,
                row: r,
                col: c,
            },
        ) => (t, r) == (table, row) && c as usize == col as usize + n,
        _ => false,
    }
}

fn walked_cell(text: &Text, at: usize) -> Option<Range<usize>> {
    let start = text.marks[at].offset as usize;
    let end = text
        .marks
        .get(at + 1)
        .map_or(text.buf.len(), |next| next.offset as usize);
    part_in(&text.buf, start..end)
}

/// The digits of a cell that holds nothing else and not too many, perhaps with letters among them.
fn part_in(buf: &str, cell: Range<usize>) -> Option<Range<usize>> {
    let is_around = |c: char| matches!(c, ' ' | '"' | '\t' | '\n' | '\r');
    let held = buf[cell.clone()].trim_end_matches(is_around);
    let digits = held.trim_start_matches(is_around);
    let end = cell.start + held.len();
    let fits = (1..=MOST_DIGITS).contains(&digits.len()) && is_of_digits(digits);
    fits.then_some(end - digits.len()..end)
}

/// Digits, perhaps behind the letters of a bank's or a country's code.
fn is_of_digits(part: &str) -> bool {
    let rest = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    part.len() - rest.len() <= LETTERS && rest.bytes().all(|byte| byte.is_ascii_digit())
}
