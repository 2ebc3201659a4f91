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

/// What a paragraph of a table ends.
#[derive(Clone, Copy, PartialEq, Eq)]
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
        let Some(pages) = at.checked_add(len).and_then(|end| table.get(at..end)) else {
            return Self::default();
        };
        let n = pages.len().saturating_sub(4) / 8;
        let mut rows = Self::default();
        for page in 0..n {
            let number = u32_at(pages, 4 * (n + 1) + 4 * page).unwrap_or(0) & 0x3f_ffff;
            let at = number as usize * PAGE;
            if let Some(page) = main.get(at..at + PAGE) {
                rows.page(page);
            }
        }
        rows
    }

    /// What the paragraph that ends there is in a table; none outside of tables.
    pub fn mark(&self, end: usize) -> Option<Mark> {
        self.0.get(&end).copied()
    }

    fn page(&mut self, page: &[u8]) {
        let n = usize::from(page[PAGE - 1]);
        for run in 0..n {
            let Some(end) = u32_at(page, 4 * (run + 1)) else { return };
            let offset = page
                .get(4 * (n + 1) + 13 * run)
                .map_or(0, |&offset| 2 * usize::from(offset));
            if let Some(mark) = properties(page, offset).and_then(mark) {
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
