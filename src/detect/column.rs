//! Columns of tables: how many of their cells are not empty, and what that says of the values in them.

use std::ops::Range;

use crate::score::ColumnLimits;
use crate::text::{DelimitedCursor, NameId, Text, Unit};

/// Non-empty cells by table and column.
#[derive(Default)]
pub struct Cells {
    tables: Vec<(NameId, Vec<u64>)>,
}

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
            .and_then(|(_, columns)| columns.get(col as usize).copied())
            .unwrap_or(0)
    }

    fn columns(&mut self, table: NameId) -> &mut Vec<u64> {
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
                    count(self.columns(table), col);
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
        let is_filled = |start: usize| !matches!(bytes.get(start), None | Some(b'\n')) && bytes[start] != sep;
        let mut filled = begins && !at.quoted && from < to && is_filled(from);
        let columns = self.columns(0);
        for border in memchr::memchr3_iter(sep, b'"', b'\n', &bytes[from..to]).map(|border| from + border) {
            if filled && at.row > headed {
                count(columns, at.col);
            }
            filled = at.pass(bytes[border], sep) && border + 1 < to && is_filled(border + 1);
        }
        if filled && at.row > headed {
            count(columns, at.col);
        }
    }
}

fn count(columns: &mut Vec<u64>, col: u32) {
    let col = col as usize;
    if col < MOST_COLUMNS {
        if columns.len() <= col {
            columns.resize(col + 1, 0);
        }
        columns[col] += 1;
    }
}

fn is_blank(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// What a column says of a rule that was tried `tried` times in it, `valid` times well.
pub fn says(limits: &ColumnLimits, non_empty: u64, tried: u64, valid: u64) -> Says {
    if non_empty >= limits.at_least && valid * 100 >= limits.valid * non_empty {
        Says::Yes
    } else if tried >= limits.at_least && valid * 100 < limits.suppress * tried {
        Says::No
    } else {
        Says::Nothing
    }
}
