//! What the properties of paragraphs say of tables and lists (\[MS-DOC\] 2.9.175, 2.6.2).

use std::collections::HashMap;

use super::header::Header;
use super::pages::{PAGE, pages};
use super::styles::Styles;
use crate::extract::bytes::{u16_at, u32_at};

/// Single property modifiers: the paragraph is in a table; it is the mark that ends a row; its list, its level there.
const IN_TABLE: u16 = 0x2416;
const ENDS_ROW: u16 = 0x2417;
const LIST: u16 = 0x460b;
const LEVEL: u16 = 0x260a;
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

/// What modifiers say; none of what they do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    pub mark: Option<Mark>,
    /// The number of its list in the table of lists in use; 0 in none.
    pub list: Option<u16>,
    pub level: Option<u8>,
}

impl Properties {
    /// With what a style says of lists, where they say nothing themselves.
    fn or(self, style: Self) -> Self {
        Self {
            mark: self.mark,
            list: self.list.or(style.list),
            level: self.level.or(style.level),
        }
    }
}

/// By where the paragraph ends in the stream.
#[derive(Default)]
pub(super) struct Paragraphs(HashMap<usize, Properties>);

impl Paragraphs {
    /// And whether all that should be there is.
    pub fn read(main: &[u8], table: &[u8], header: &Header) -> (Self, bool) {
        let is_97 = header.is_word_97;
        let listed = if is_97 { table } else { main };
        let (pages, is_whole) = pages(main, listed, header.paragraphs, is_97);
        let styles = Styles::read(table, header.styles);
        let mut paragraphs = Self::default();
        for page in pages {
            paragraphs.page(page, is_97, &styles);
        }
        (paragraphs, is_whole)
    }

    /// Of the paragraph that ends there.
    pub fn at(&self, end: usize) -> Properties {
        self.0.get(&end).copied().unwrap_or_default()
    }

    fn page(&mut self, page: &[u8], is_97: bool, styles: &Styles) {
        let n = usize::from(page[PAGE - 1]);
        // Behind the offset of its properties stands the height of the paragraph.
        let size = if is_97 { 13 } else { 7 };
        for run in 0..n {
            let Some(end) = u32_at(page, 4 * (run + 1)) else { return };
            let offset = page
                .get(4 * (n + 1) + size * run)
                .map_or(0, |&offset| 2 * usize::from(offset));
            let properties = match is_97 {
                true => of_style_and_own(page, offset, styles),
                false => Properties {
                    mark: modifiers_6(page, offset).and_then(mark_6),
                    ..Properties::default()
                },
            };
            if properties != Properties::default() {
                self.0.insert(end as usize, properties);
            }
        }
    }
}

/// What a paragraph's style and its own modifiers, behind the number of the style, say.
fn of_style_and_own(page: &[u8], at: usize, styles: &Styles) -> Properties {
    let own = || {
        let (from, len) = match usize::from(*page.get(at)?) {
            0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
            half => (at + 1, 2 * half - 1),
        };
        page.get(from..(from + len).min(PAGE))
    };
    let own = if at == 0 { None } else { own() };
    let style = own.and_then(|own| u16_at(own, 0)).unwrap_or(0);
    let modifiers = own.and_then(|own| own.get(2..)).unwrap_or(&[]);
    properties(modifiers).or(styles.of(style))
}

/// What a list of modifiers says, as far as it is whole.
pub(super) fn properties(modifiers: &[u8]) -> Properties {
    let mut said = Properties::default();
    for (modifier, operand) in self::modifiers(modifiers) {
        let first = operand.first().copied().unwrap_or(0);
        match modifier {
            ENDS_ROW if first != 0 => said.mark = Some(Mark::Row),
            IN_TABLE if said.mark != Some(Mark::Row) => said.mark = (first != 0).then_some(Mark::Cell),
            LIST => said.list = u16_at(operand, 0),
            LEVEL => said.level = Some(first),
            _ => {}
        }
    }
    said
}

/// Modifiers and what follows each of them, an operand at the least.
pub(super) fn modifiers(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (modifier, operand) = (u16_at(rest, 0)?, rest.get(2..)?);
        let &first = operand.first()?;
        let len = match modifier >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if modifier == TABLE_DEFINITION => usize::from(u16_at(operand, 0)?) + 1,
            _ if modifier == LONG_TABS && first == 255 => operand.len(),
            _ => usize::from(first) + 1,
        };
        rest = operand.get(len..).unwrap_or(&[]);
        Some((modifier, operand))
    })
}

fn modifiers_6(page: &[u8], at: usize) -> Option<&[u8]> {
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
        let mark = |modifiers: &[u8]| properties(modifiers).mark;
        assert_eq!(mark(&[0x16, 0x24, 1]), Some(Mark::Cell));
        assert_eq!(mark(&[0x03, 0x24, 1, 0x16, 0x24, 1, 0x17, 0x24, 1]), Some(Mark::Row));
        assert_eq!(mark(&[0x17, 0x24, 1, 0x16, 0x24, 1]), Some(Mark::Row));
        assert_eq!(mark(&[0x03, 0x24, 1]), None);
        assert_eq!(mark_6(&[5, 1, 20, 1, 2, 3, 4, 24, 1]), Some(Mark::Cell));
        assert_eq!(mark_6(&[15, 2, 0, 0, 24, 1, 25, 1, 190, 9]), Some(Mark::Row));
        assert_eq!(mark_6(&[190, 24, 24, 1]), None);
    }

    #[test]
    fn lists_of_the_paragraph_come_before_those_of_its_style() {
        let own = properties(&[0x0a, 0x26, 2]);
        let style = properties(&[0x0b, 0x46, 7, 0, 0x0a, 0x26, 1]);
        assert_eq!((own.or(style).list, own.or(style).level), (Some(7), Some(2)));
        assert_eq!(properties(&[0x0b, 0x46, 0, 0]).or(style).list, Some(0));
        assert_eq!(properties(&[0x0b, 0x46, 7]), Properties::default());
    }
}
