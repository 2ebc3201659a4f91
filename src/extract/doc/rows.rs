//! Which paragraphs stand in tables, and which of them end a row (\[MS-DOC\] 2.9.175, 2.6.2).

use std::collections::HashMap;

use super::header::Header;
use crate::extract::office::compound::{u16_at, u32_at};

const PAGE: usize = 512;
/// Single property modifiers: the paragraph is in a table; it is the mark that ends a row.
const IN_TABLE: u16 = 0x2416;
const ENDS_ROW: u16 = 0x2417;
const TABLE_DEFINITION: u16 = 0xd608;
const LONG_TABS: u16 = 0xc615;
/// The same, in Word 6 and 95.
const IN_TABLE_6: u8 = 24;
const ENDS_ROW_6: u8 = 25;

/// What a paragraph of a table ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A cell, or a paragraph inside it.
    Cell,
    Row,
}

/// By where the paragraph ends in the stream.
#[derive(Default)]
pub(super) struct Rows(HashMap<usize, Mark>);

impl Rows {
    pub fn read(main: &[u8], table: &[u8], header: &Header) -> Self {
        let (at, len) = header.paragraphs;
        let is_97 = header.is_word_97;
        let listed = if is_97 { table } else { main };
        let Some(pages) = at.checked_add(len).and_then(|end| listed.get(at..end)) else {
            return Self::default();
        };
        let size = if is_97 { 4 } else { 2 };
        let n = pages.len().saturating_sub(4) / (4 + size);
        let mut rows = Self::default();
        for page in 0..n {
            let at = 4 * (n + 1) + size * page;
            let number = match is_97 {
                true => u32_at(pages, at).unwrap_or(0) & 0x3f_ffff,
                false => u16_at(pages, at).unwrap_or(0).into(),
            };
            let at = number as usize * PAGE;
            if let Some(page) = main.get(at..at + PAGE) {
                rows.page(page, is_97);
            }
        }
        rows
    }

    /// What the paragraph that ends there is in a table; none outside of tables.
    pub fn mark(&self, end: usize) -> Option<Mark> {
        self.0.get(&end).copied()
    }

    fn page(&mut self, page: &[u8], is_97: bool) {
        let n = usize::from(page[PAGE - 1]);
        // Behind the offset of its properties stands the height of the paragraph.
        let size = if is_97 { 13 } else { 7 };
        for run in 0..n {
            let Some(end) = u32_at(page, 4 * (run + 1)) else { return };
            let offset = page
                .get(4 * (n + 1) + size * run)
                .map_or(0, |&offset| 2 * usize::from(offset));
            let mark = match is_97 {
                true => properties(page, offset).and_then(mark),
                false => properties_6(page, offset).and_then(mark_6),
            };
            if let Some(mark) = mark {
                self.0.insert(end as usize, mark);
            }
        }
    }
}

/// The modifiers of a paragraph, behind the number of its style.
fn properties(page: &[u8], at: usize) -> Option<&[u8]> {
    if at == 0 {
        return None;
    }
    let (from, len) = match usize::from(*page.get(at)?) {
        0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
        half => (at + 1, 2 * half - 1),
    };
    page.get(from + 2..(from + len).min(PAGE))
}

fn mark(properties: &[u8]) -> Option<Mark> {
    let mut in_table = false;
    let mut at = 0;
    while let Some(modifier) = u16_at(properties, at) {
        let operand = *properties.get(at + 2)?;
        match modifier {
            ENDS_ROW if operand != 0 => return Some(Mark::Row),
            IN_TABLE => in_table = operand != 0,
            _ => {}
        }
        at += 2 + match modifier >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if modifier == TABLE_DEFINITION => usize::from(u16_at(properties, at + 2)?) + 1,
            _ if modifier == LONG_TABS && operand == 255 => return in_table.then_some(Mark::Cell),
            _ => usize::from(operand) + 1,
        };
    }
    in_table.then_some(Mark::Cell)
}

fn properties_6(page: &[u8], at: usize) -> Option<&[u8]> {
    let len = 2 * usize::from(*page.get(at)?);
    page.get(at + 3..(at + 1 + len).min(PAGE)).filter(|_| at > 0)
}

/// Modifiers of Word 6 have a number of one byte ("Microsoft Word 6 Binary File Format"); they stand in the order of
/// these, so that what is not known comes behind what is looked for.
fn mark_6(properties: &[u8]) -> Option<Mark> {
    let mut in_table = false;
    let mut at = 0;
    while let (Some(&modifier), Some(&operand)) = (properties.get(at), properties.get(at + 1)) {
        match modifier {
            ENDS_ROW_6 if operand != 0 => return Some(Mark::Row),
            IN_TABLE_6 => in_table = operand != 0,
            _ => {}
        }
        at += 1 + match modifier {
            4..=11 | 13 | 14 | 24 | 25 | 29 | 37 | 44 | 50 | 51 => 1,
            2 | 16..=19 | 21 | 22 | 26..=28 | 30..=36 | 38..=43 | 45..=49 => 2,
            20 => 4,
            3 | 12 | 15 | 23 | 52 => usize::from(operand) + 1,
            _ => break,
        };
    }
    in_table.then_some(Mark::Cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_tell_cells_from_ends_of_rows() {
        assert_eq!(mark(&[0x16, 0x24, 1]), Some(Mark::Cell));
        assert_eq!(mark(&[0x03, 0x24, 1, 0x16, 0x24, 1, 0x17, 0x24, 1]), Some(Mark::Row));
        assert_eq!(mark(&[0x03, 0x24, 1]), None);
        assert_eq!(mark_6(&[5, 1, 20, 1, 2, 3, 4, 24, 1]), Some(Mark::Cell));
        assert_eq!(mark_6(&[15, 2, 0, 0, 24, 1, 25, 1, 190, 9]), Some(Mark::Row));
        assert_eq!(mark_6(&[190, 24, 24, 1]), None);
    }
}
