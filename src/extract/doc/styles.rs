//! The lists that styles of paragraphs are in (the style sheet, \[MS-DOC\] 2.9.271).

use super::paragraphs::{Properties, properties};
use crate::extract::bytes::u16_at;

const OF_PARAGRAPHS: u16 = 1;
const NO_BASE: u16 = 0xfff;
/// Styles based on others; longer chains are circles.
const MOST_BASES: usize = 32;

#[derive(Default)]
pub(super) struct Styles(Vec<Style>);

struct Style {
    base: u16,
    properties: Properties,
}

impl Styles {
    /// By the offset and length of the style sheet in the table stream.
    pub fn read(table: &[u8], (at, len): (usize, usize)) -> Self {
        let sheet = at.checked_add(len).and_then(|end| table.get(at..end)).unwrap_or(&[]);
        let mut styles = Self::default();
        let (Some(information), Some(size)) = (u16_at(sheet, 0), u16_at(sheet, 4)) else {
            return styles;
        };
        let mut at = 2 + usize::from(information);
        while let Some(len) = u16_at(sheet, at).map(usize::from) {
            let style = sheet.get(at + 2..at + 2 + len).unwrap_or(&[]);
            styles.0.push(Style::read(style, size.into()));
            at += 2 + len + len % 2;
        }
        styles
    }

    /// What a style says of lists, or else those that it is based on.
    pub fn of(&self, style: u16) -> Properties {
        let mut said = Properties::default();
        let mut number = style;
        for _ in 0..MOST_BASES {
            let Some(style) = self.0.get(usize::from(number)) else {
                break;
            };
            said.list = said.list.or(style.properties.list);
            said.level = said.level.or(style.properties.level);
            number = style.base;
        }
        said
    }
}

impl Style {
    /// `size` is that of what stands before its name.
    fn read(style: &[u8], size: usize) -> Self {
        let kind_and_base = u16_at(style, 2).unwrap_or(NO_BASE << 4);
        let modifiers = || {
            let name = usize::from(u16_at(style, size)?);
            let at = size + 2 + 2 * name + 2;
            let len = usize::from(u16_at(style, at)?);
            style.get(at + 4..at + 2 + len)
        };
        let is_of_paragraphs = kind_and_base & 0xf == OF_PARAGRAPHS;
        let modifiers = if is_of_paragraphs { modifiers() } else { None };
        Self {
            base: kind_and_base >> 4,
            properties: properties(modifiers.unwrap_or(&[])),
        }
    }
}
