//! Names that are known by a list alone: they are asked for only around what identifies a person.

use std::ops::Range;

use super::around::{line_around, line_before};
use super::asked::Asked;
use super::context::ROW_REACH;
use super::hit::Hit;
use super::names::PERSON;
use super::neighbours::is_alone;
use super::person;
use super::words::Finder;

/// Bytes around an identifier in which a known name is looked for, where there are no rows.
const NAME_REACH: usize = 150;
/// No name has more bytes.
const LONGEST_NAME: usize = 120;

/// Spaces that part columns of plain text.
const PARTED: usize = 2;

/// Signs between a name and what is its owner's, at most.
const BETWEEN: usize = 3;

fn is_joint(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'/' | b':' | b'(' | b',')
}

impl Finder<'_> {
    /// Known names around what identifies a person, or what a name makes surer: nobody asks for others.
    pub(super) fn listed_names(&mut self, hits: &[Hit<'_>], asked: &mut Asked) {
        let Some(rule) = self.detector.words.name else { return };
        let of_words = self
            .out
            .iter()
            .filter(|found| found.rule != rule)
            .map(|found| found.span.clone());
        let limits = &self.detector.scale.confidence;
        let speaks = |hit: &&Hit<'_>| {
            let file = &self.detector.rule(hit.rule).file;
            // A plate or an account names nobody by itself: whose it is makes it surer.
            let may_gain = || !file.company && !file.silent && (limits.low..limits.high).contains(&hit.points.sum());
            file.anchor || file.subjects > 0.0 || file.beside || may_gain()
        };
        let is_owned = |hit: &Hit<'_>| {
            let may_be_owned = self.detector.rule(hit.rule).file.owned;
            may_be_owned && (hit.location.row.is_some() || is_in_list(self.buf, hit))
        };
        let of_numbers = hits.iter().filter(|hit| speaks(hit) || is_owned(hit)).map(Hit::span);
        let in_rows = |span: &Range<usize>| self.border(span.start).is_some();
        let mut spans: Vec<Range<usize>> = of_numbers.chain(of_words).collect();
        spans.sort_by_key(|span| span.start);
        let (rows, spans): (Vec<_>, Vec<_>) = spans.into_iter().partition(in_rows);
        self.names_in_rows(rule, rows, asked);
        let mut done = 0;
        for span in spans {
            let range = self.buf.floor_char_boundary(span.start.saturating_sub(NAME_REACH))..span.end + NAME_REACH;
            for start in asked.given_names(self.buf, &range) {
                // As much of a name is read wherever it was asked for.
                let Some((name, form)) = person::listed(self.buf, start, start + LONGEST_NAME) else {
                    continue;
                };
                if name.start >= done {
                    done = name.end;
                    self.name(name, rule, form);
                }
            }
        }
    }

    /// Known names that are whole cells of a row with such a value, in a table that has no column for names: its heading
    /// may be any word for people. In any table those that stand before the value in its cell.
    fn names_in_rows(&mut self, rule: u16, rows: Vec<Range<usize>>, asked: &mut Asked) {
        let mut done = 0;
        let mut locator = self.text.locator();
        for span in rows {
            if self.has_names && !is_behind_word(self.buf, span.start) {
                continue;
            }
            let line = line_around(self.buf, &span, ROW_REACH);
            for start in asked.given_names(self.buf, &(line.start.max(done)..line.end)) {
                let end = if start < span.start { span.start } else { line.end };
                let name = person::listed(self.buf, start, end);
                let name = name.filter(|(name, form)| *form == person::LISTED && self.is_of_row(name, &span));
                let Some((name, form)) = name else { continue };
                let label = locator.locate(name.start).label;
                if !label.is_some_and(|label| PERSON.is_of_something_else(label)) {
                    self.name(name, rule, form);
                }
            }
            done = line.end.max(done);
        }
    }

    /// A name is a whole cell of the value's row, or the rest of the value's own: "Lotte Maes BE68 …".
    fn is_of_row(&self, name: &Range<usize>, value: &Range<usize>) -> bool {
        let border = self.border(name.start);
        let is_alone = |span| is_alone(self.buf, span, |byte| byte == b'\n' || Some(byte) == border);
        let between = self.buf.get(name.end..value.start);
        let is_next = between.is_some_and(|between| between.len() <= BETWEEN && between.bytes().all(is_joint));
        !self.has_names && is_alone(name.clone()) || is_next && is_alone(name.start..value.end)
    }
}

/// Whether a value stands in a line of aligned columns, behind other ones: "Bart Maes           BE68 …".
pub fn is_in_list(buf: &str, hit: &Hit<'_>) -> bool {
    let line = line_before(buf, hit.start as usize, LONGEST_NAME);
    let (before, parted) = (line.trim_end_matches(' '), line.len());
    before.contains(char::is_alphabetic) && parted - before.len() >= PARTED && !before.ends_with(':')
}

/// Whether a letter stands before a value, and nothing but such signs between.
fn is_behind_word(buf: &str, start: usize) -> bool {
    let mut before = buf.as_bytes()[..start].iter().rev().take(BETWEEN + 1);
    before
        .find(|byte| !is_joint(**byte))
        .is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
        && start > 0
        && is_joint(buf.as_bytes()[start - 1])
}
