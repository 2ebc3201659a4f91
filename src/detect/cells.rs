//! Numbers that a sheet keeps in several cells of a row, under a heading that says what they are.

use std::ops::Range;

use super::collect::Collector;
use super::context::Labels;
use super::digits::signature;
use super::engine::Engine;
use super::lexicon::Lists;
use crate::text::{Mark, Text, Unit};

/// A number is in at most so many cells, and no cell has more of its digits.
const MOST_CELLS: usize = 5;
const MOST_DIGITS: usize = 9;

impl Collector<'_> {
    /// Tries the cells of a row together where the heading of the first one names a rule that may be split.
    pub(super) fn split_cells(&mut self, text: &Text, range: &Range<usize>, labels: &mut Labels, engine: &mut Engine) {
        let detector = self.detector;
        let splits = || detector.rules.iter().filter(|rule| rule.file.find.split_cells);
        let keywords = splits().fold(0, |all, rule| all | rule.keywords);
        let first = text.marks.partition_point(|mark| (mark.offset as usize) < range.start);
        for at in first..text.marks.len() {
            let mark = &text.marks[at];
            if mark.offset as usize >= range.end {
                break;
            }
            let label = text.names.get(mark.label as usize).filter(|label| !label.is_empty());
            if !matches!(mark.unit, Unit::Cell { .. }) || label.is_none() || digits_of(text, at).is_none() {
                continue;
            }
            let (_, info) = labels.look_up(label.map(String::as_str), engine, detector);
            if info.context & keywords != 0 {
                self.cells_from(text, at, info.context);
            }
        }
    }

    fn cells_from(&mut self, text: &Text, at: usize, context: Lists) {
        let (mut shape, mut digits) = (0, String::new());
        let start = text.marks[at].offset as usize;
        for n in 0..MOST_CELLS {
            let cell = text.marks.get(at + n).filter(|mark| follows(&text.marks[at], mark, n));
            let Some((end, part)) = cell.and_then(|_| digits_of(text, at + n)) else {
                return;
            };
            shape = signature(shape, part.len());
            digits.push_str(part);
            if n == 0 {
                continue;
            }
            let detector = self.detector;
            for &(rule_at, _) in detector.digits.shaped(shape) {
                let rule = &detector.rules[usize::from(rule_at)];
                if rule.file.find.split_cells && rule.keywords & context != 0 {
                    self.attempt(rule_at, start..end, &digits, n + 1);
                }
            }
        }
    }
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

/// The digits of a cell that holds nothing else and not too many, and where they end.
fn digits_of(text: &Text, at: usize) -> Option<(usize, &str)> {
    let start = text.marks[at].offset as usize;
    let end = text
        .marks
        .get(at + 1)
        .map_or(text.buf.len(), |next| next.offset as usize);
    let cell = text.buf[start..end].trim_end_matches(['\t', '\n']);
    let fits = (1..=MOST_DIGITS).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some((start + cell.len(), cell))
}
