//! A database whose schema or tree is damaged: the rows that stand on its leaf pages, page by page (SQLite file format,
//! "B-tree Pages" and "Record Format"). Which table a row was of is not known.

use super::strings::{self, PART};
use crate::extract::bytes::{be_u16_at, fill};
use crate::extract::{Error, Input, Sink};

/// A page that holds rows of a table.
const LEAF: u8 = 0x0d;
const HEADER: usize = 100;
/// Rows with more values than a table has columns are chance.
const MOST_VALUES: usize = 2_000;

pub(super) fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let table = sink.intern(PART);
    let mut page = vec![0; HEADER];
    let n = fill(input, &mut page)?;
    let size = page_size(&page[..n]);
    input.rewind()?;
    page.resize(size, 0);
    let (mut row, mut first) = (0, HEADER);
    loop {
        let n = fill(input, &mut page)?;
        if n == 0 {
            return Ok(());
        }
        sink.tick();
        let rows = rows(&page[..n], first);
        for values in &rows {
            row += 1;
            for (col, value) in (0..).zip(values) {
                sink.cell(table, row, col, 0, value);
            }
        }
        if rows.is_empty() {
            // The rest of a long row, or a page that is not whole.
            strings::runs(&page[..n], true, &mut |text| {
                row += 1;
                sink.cell(table, row, 0, 0, text);
                Ok(())
            })?;
        }
        first = 0;
    }
}

/// As the header says, or as most programs write it.
fn page_size(header: &[u8]) -> usize {
    match be_u16_at(header, 16) {
        Some(1) => 65_536,
        Some(size) if size >= 512 && size.is_power_of_two() => usize::from(size),
        _ => 4096,
    }
}

/// The rows of a page, if it is a leaf. On the first page, 100 bytes of header come before.
fn rows(page: &[u8], first: usize) -> Vec<Vec<String>> {
    if page.get(first) != Some(&LEAF) {
        return Vec::new();
    }
    let short = |at: usize| be_u16_at(page, at).map(usize::from);
    let n_cells = short(first + 3).unwrap_or(0);
    let cells = (0..n_cells).map_while(|n| short(first + 8 + 2 * n));
    cells.filter_map(|at| values(page.get(at..)?)).collect()
}

/// The values of one row, as far as they are on its page.
fn values(cell: &[u8]) -> Option<Vec<String>> {
    let mut at = 0;
    let _length = varint(cell, &mut at)?;
    let _id = varint(cell, &mut at)?;
    let begins = at;
    let header_len = usize::try_from(varint(cell, &mut at)?).ok()?;
    let ends = begins.checked_add(header_len).filter(|&ends| ends <= cell.len())?;
    let mut data = ends;
    let mut values = Vec::new();
    while at < ends && values.len() < MOST_VALUES {
        let kind = varint(cell, &mut at)?;
        let len = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let len = usize::try_from(len).ok()?;
        let bytes = cell.get(data..).map(|rest| &rest[..len.min(rest.len())])?;
        data = data.saturating_add(len).min(cell.len());
        values.push(value(kind, bytes));
    }
    Some(values)
}

fn value(kind: u64, bytes: &[u8]) -> String {
    match kind {
        8 => "0".to_owned(),
        9 => "1".to_owned(),
        1..=6 => {
            let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
            let start = if negative { -1 } else { 0 };
            bytes
                .iter()
                .fold(start, |number: i64, &byte| number << 8 | i64::from(byte))
                .to_string()
        }
        7 => bytes
            .try_into()
            .map_or(String::new(), |bytes| f64::from_be_bytes(bytes).to_string()),
        13.. if kind % 2 == 1 => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

/// A number in seven bits a byte, the highest first; all eight of the ninth.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for n in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if n == 8 {
            return Some(number << 8 | u64::from(byte));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}
