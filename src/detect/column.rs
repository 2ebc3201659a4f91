//! Columns of tables: how many of their cells are not empty, and what that says of the values in them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::address;
use super::hit::{Code, Points};
use super::rule::{Kind, Rule};
use super::tally::{Group, GroupKey};
use crate::masks::{self, LANES, mask};
use crate::score::ColumnLimits;
use crate::text::{DelimitedCursor, NameId, Text, Unit};

/// Non-empty cells by table and column.
#[derive(Default)]
pub struct Cells {
    tables: Vec<(NameId, Vec<Column>)>,
}

/// A column of a table. Its heading may be one of the first cells, which only the cells below it tell: it is none of its values.
#[derive(Default)]
struct Column {
    n: u64,
    /// Sums of the first texts, and the heading of the last cell.
    first: Vec<u64>,
    label: NameId,
}

/// Headings are one of so many cells.
const FIRST: usize = 10;

/// Columns beyond this have no statistics; no spreadsheet has them.
const MOST_COLUMNS: usize = 16_384;

/// What the values of a column say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Nothing,
    /// The column is of this type.
    Yes,
    /// The column is something else that looks alike now and then.
    No,
}

impl Cells {
    pub fn non_empty(&self, (table, col): (NameId, u32)) -> u64 {
        let columns = self.tables.iter().find(|(name, _)| *name == table);
        columns
            .and_then(|(_, columns)| columns.get(col as usize))
            .map_or(0, |column| column.n)
    }

    fn columns(&mut self, table: NameId) -> &mut Vec<Column> {
        let at = match self.tables.iter().rposition(|(name, _)| *name == table) {
            Some(at) => at,
            None => {
                self.tables.push((table, Vec::new()));
                self.tables.len() - 1
            }
        };
        &mut self.tables[at].1
    }

    /// Counts the cells that start in `fresh`.
    pub fn add(&mut self, text: &Text, fresh: &Range<usize>) {
        let first = text.marks.partition_point(|mark| (mark.offset as usize) <= fresh.start);
        for at in first.saturating_sub(1)..text.marks.len() {
            let mark = &text.marks[at];
            let start = mark.offset as usize;
            if start >= fresh.end {
                break;
            }
            let end = text
                .marks
                .get(at + 1)
                .map_or(text.buf.len(), |next| next.offset as usize);
            match mark.unit {
                Unit::Cell { table, col, .. } if fresh.contains(&start) && !is_blank(&text.buf[start..end]) => {
                    if let Some(column) = count(self.columns(table), col) {
                        column.pass(&text.buf[start..end], mark.label, &text.names);
                    }
                }
                Unit::Delimited { sep, row, col } => {
                    let quoted = at == 0 && text.starts_quoted();
                    let cursor = DelimitedCursor { row, col, quoted };
                    self.add_delimited(text, start..end, fresh, cursor, sep);
                }
                _ => {}
            }
        }
    }

    fn add_delimited(
        &mut self,
        text: &Text,
        part: Range<usize>,
        fresh: &Range<usize>,
        cursor: DelimitedCursor,
        sep: u8,
    ) {
        let bytes = text.buf.as_bytes();
        let from = part.start.max(fresh.start);
        let to = part.end.min(fresh.end);
        let headed = u32::from(!text.headings.is_empty());
        let mut at = cursor.advance(&text.buf[part.start..from], sep);
        let begins = from == 0 || from == part.start || bytes[from - 1] == sep || bytes[from - 1] == b'\n';
        let is_filled = |start: usize| start < to && bytes[start] != sep && bytes[start] != b'\n';
        let columns = self.columns(0);
        if begins && !at.quoted && is_filled(from) && at.row > headed {
            count(columns, at.col);
        }
        for (n, chunk) in masks::chunks(&bytes[from..to]).enumerate() {
            let any = mask(&chunk, [(sep, sep), (b'\n', b'\n')]);
            let ends = mask(&chunk, [(b'\n', b'\n')]);
            let quotes = mask(&chunk, [(b'"', b'"')]);
            let quoted = masks::within(quotes, at.quoted);
            at.quoted ^= quotes.count_ones() % 2 == 1;
            let behind = from + (n + 1) * LANES;
            let filled = !(any >> 1 | u64::from(!is_filled(behind)) << (LANES - 1));
            for bit in masks::ones(any & !quoted & !quotes) {
                if ends >> bit & 1 != 0 {
                    at.row = at.row.saturating_add(1);
                    at.col = 0;
                } else {
                    at.col = at.col.saturating_add(1);
                }
                if filled >> bit & 1 != 0 && at.row > headed && from + n * LANES + bit + 1 < to {
                    count(columns, at.col);
                }
            }
        }
    }
}

impl Column {
    /// Takes note of a cell that was counted; what stands above the cells of a heading, and the heading, are counted no more.
    fn pass(&mut self, text: &str, label: NameId, names: &[String]) {
        if label != self.label {
            self.label = label;
            let heading = names.get(label as usize).filter(|_| label != 0).map(|name| sum(name));
            if let Some(at) = self.first.iter().position(|first| Some(*first) == heading) {
                self.n -= at as u64 + 1;
                self.first.drain(..=at);
            }
        }
        if self.first.len() < FIRST {
            self.first.push(sum(text));
        }
    }
}

/// Of the words of a text, whatever spaces part them.
fn sum(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

fn count(columns: &mut Vec<Column>, col: u32) -> Option<&mut Column> {
    let col = col as usize;
    if col >= columns.len() && col < MOST_COLUMNS {
        columns.resize_with(col + 1, Column::default);
    }
    let column = columns.get_mut(col)?;
    column.n += 1;
    Some(column)
}

fn is_blank(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// How often a rule was tried in whole cells of a column, how often well, and how many more values are a part of their cell.
#[derive(Clone, Copy, Debug)]
pub struct Tries {
    pub tried: u64,
    pub valid: u64,
    pub within: u64,
}

/// What a column says of a rule.
pub fn says(limits: &ColumnLimits, non_empty: u64, Tries { tried, valid, within }: Tries) -> Says {
    if non_empty >= limits.at_least && valid * 100 >= limits.valid * non_empty {
        Says::Yes
    } else if tried >= limits.at_least && (valid + within) * 100 < limits.suppress * (tried + within) {
        Says::No
    } else {
        Says::Nothing
    }
}

/// Whether a column is of further addresses of mail of those in whose rows they stand: "E-mail", "E-mail 2". `last` is the table of the
/// last column of them.
pub fn is_second_of_mails(rule: &Rule, (key, group): (&GroupKey, &Group), last: &mut Option<NameId>) -> bool {
    let is_of_mails = group.headed && rule.file.find.kind == Kind::Email;
    let column = key.series.column().filter(|_| is_of_mails);
    column.is_some_and(|(table, _)| last.replace(table) == Some(table))
}

/// Somebody is named beside a value, or has another one there.
pub(super) fn is_beside(best: &Points) -> bool {
    best.has(Code::PersonNear) || best.has(Code::OtherIdentifier)
}

/// Whether a column holds no more than the postcodes of places, beside nobody: any table of places is full of them.
pub(super) fn is_of_places(rule: &Rule, group: &Group) -> bool {
    let of_place = rule.base.get(usize::from(address::PLACE)).copied().unwrap_or(0);
    let is_place = |best: &Points| best.sum() <= of_place && !is_beside(best);
    rule.file.find.kind == Kind::Address && group.best.as_ref().is_some_and(is_place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::{detect_text, finding, table};
    use crate::text::Mark;

    /// How many cells of the first column count: each with its heading.
    #[track_caller]
    fn check(cells: &[(&str, NameId)], expected: u64) {
        let mut text = Text {
            names: vec![String::new(), "Rijks  register".to_owned(), "Titel".to_owned()],
            ..Text::default()
        };
        for ((cell, label), row) in cells.iter().zip(1..) {
            let unit = Unit::Cell { table: 0, row, col: 0 };
            let offset = text.buf.len() as u32;
            text.marks.push(Mark {
                offset,
                label: *label,
                unit,
            });
            text.buf.push_str(cell);
            text.buf.push('\n');
        }
        let mut cells = Cells::default();
        // In two windows: the marks know of no others.
        let half = text.buf.len() / 2;
        cells.add(&text, &(0..half));
        cells.add(&text, &(half..text.buf.len()));
        assert_eq!(cells.non_empty((0, 0)), expected);
    }

    #[test]
    fn the_heading_of_a_column_is_none_of_its_cells() {
        check(&[("Rijks register", 0), ("a", 1), ("b", 1)], 2);
        check(&[("Lijst", 0), ("Rijks register", 0), ("a", 1), ("b", 1)], 2);
        check(&[("Titel", 0), ("Rijks register", 2), ("a", 1), ("b", 1)], 2);
        // A database has no cells for them, and a comment's label is no heading.
        check(&[("a", 1), ("b", 1)], 2);
        check(&[("a", 0), ("b", 2), ("c", 0)], 3);
    }

    /// How many telephones a column holds.
    fn phones(heading: &str, cells: &[String]) -> u64 {
        let rows = cells.iter().map(|cell| format!("Els Maes;{cell}\n"));
        let rows = format!("Naam;{heading}\n{}", rows.collect::<String>());
        finding(&detect_text(&table(&rows)), "phone").map_or(0, |found| found.count)
    }

    #[test]
    fn wrong_numbers_leave_the_telephones_that_are_not_all_of_their_cell() {
        let wrong: Vec<String> = (0..6).map(|n| format!("212736{:04}", n * 1311 + 5101)).collect();
        for valid in ["+3247612348", "+32 476 12 34 8", "tel. 047612348", "+32 (0)47612348"] {
            let of = |n: usize| {
                let cells = (0..n).map(|n| format!("{valid}{n}")).chain(wrong.iter().cloned());
                phones("Gsm", &cells.collect::<Vec<_>>())
            };
            assert_eq!(of(8), 8, "{valid}");
            // Few among many others: the column holds something else.
            assert_eq!(of(1), 0, "{valid}");
        }
    }

    #[test]
    fn a_digit_over_and_over_is_an_empty_cell() {
        let valid = (0..3).map(|n| format!("047612348{n}"));
        for filler in ["0000000000", "9999999999", "999999999"] {
            let cells: Vec<String> = valid.clone().chain(vec![filler.to_owned(); 12]).collect();
            assert_eq!(phones("Téléphone", &cells), 3, "{filler}");
        }
    }
}
