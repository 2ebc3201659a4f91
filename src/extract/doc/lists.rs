//! The numbers that Word shows before the paragraphs of lists (\[MS-DOC\] 2.9.131, 2.9.147, 2.9.150): they are no
//! characters of the text.

use super::header::Header;
use super::paragraphs::Properties;
use crate::extract::bytes::{u16_at, u32_at};

const LEVELS: usize = 9;
const LIST_SIZE: usize = 28;
const LEVEL_SIZE: usize = 28;
const IN_USE_SIZE: usize = 16;
const MOST_IN_USE: u32 = 0x7fe;
/// Numbers stand at offsets of one byte in the text of a level.
const LONGEST: usize = 255;

/// The lists of a document, and how far each is counted.
#[derive(Default)]
pub(super) struct Lists {
    lists: Vec<List>,
    /// Paragraphs name these, from 1 on.
    in_use: Vec<InUse>,
}

#[derive(Default)]
struct List {
    id: u32,
    levels: Vec<Level>,
    counts: [Option<u32>; LEVELS],
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: u8,
    /// All numbers are decimal, whatever their levels say ("legal").
    all_decimal: bool,
    goes_on: bool,
    /// Numbers of levels stand as the characters 0 to 8.
    text: Vec<u16>,
}

/// A list as paragraphs use it: some levels may begin anew, or be of a form of their own.
#[derive(Default)]
struct InUse {
    list: usize,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

impl Lists {
    pub fn read(table: &[u8], header: &Header) -> Self {
        let mut lists = Self::default();
        lists.read_lists(table, header.lists);
        lists.read_in_use(table, header.lists_in_use.0);
        lists
    }

    fn read_lists(&mut self, table: &[u8], (at, len): (usize, usize)) {
        let mut levels = at.saturating_add(len);
        let n = if len == 0 { 0 } else { u16_at(table, at).unwrap_or(0) };
        for number in 0..usize::from(n) {
            let at = at + 2 + LIST_SIZE * number;
            let (Some(id), Some(flags)) = (u32_at(table, at), table.get(at + 26)) else {
                return;
            };
            let n = if flags & 1 != 0 { 1 } else { LEVELS };
            let mut list = List { id, ..List::default() };
            for _ in 0..n {
                let Some((level, behind)) = Level::read(table, levels) else {
                    return;
                };
                list.levels.push(level);
                levels = behind;
            }
            self.lists.push(list);
        }
    }

    fn read_in_use(&mut self, table: &[u8], at: usize) {
        let n = if at == 0 {
            0
        } else {
            u32_at(table, at).unwrap_or(0).min(MOST_IN_USE)
        };
        let mut overrides = (at + 4).saturating_add(IN_USE_SIZE.saturating_mul(n as usize));
        for number in 0..n as usize {
            let at = at + 4 + IN_USE_SIZE * number;
            let (Some(id), Some(&n)) = (u32_at(table, at), table.get(at + 12)) else {
                return;
            };
            let list = self.lists.iter().position(|list| list.id == id);
            let mut in_use = InUse {
                list: list.unwrap_or(usize::MAX),
                ..InUse::default()
            };
            overrides += 4;
            for _ in 0..n {
                let Some(behind) = in_use.read_override(table, overrides) else {
                    return;
                };
                overrides = behind;
            }
            self.in_use.push(in_use);
        }
    }

    /// What Word shows before a paragraph, which is counted; nothing for bullets and outside of lists.
    pub fn number(&mut self, paragraph: Properties) -> Option<String> {
        let number = match paragraph.list? {
            0 | 0x800..=0xf801 => return None,
            number if number > 0xf801 => number.wrapping_neg(),
            number => number,
        };
        let in_use = self.in_use.get_mut(usize::from(number) - 1)?;
        let list = self.lists.get_mut(in_use.list)?;
        let at = usize::from(paragraph.level.unwrap_or(0)).min(list.levels.len() - 1);
        let level = in_use.level(list, at).clone();
        let counted = list.counts[at].map_or(level.start, |count| count.saturating_add(1));
        list.counts[at] = Some(in_use.starts[at].take().unwrap_or(counted));
        for deeper in at + 1..list.levels.len() {
            if !in_use.level(list, deeper).goes_on {
                list.counts[deeper] = None;
            }
        }
        let text = in_use.text(list, &level);
        (!text.trim().is_empty()).then_some(text + " ")
    }
}

impl InUse {
    /// What is said of one level; where the next one stands.
    fn read_override(&mut self, table: &[u8], at: usize) -> Option<usize> {
        let (start, flags) = (u32_at(table, at)?, u32_at(table, at + 4)?);
        let level = flags as usize & 0xf;
        if level >= LEVELS {
            return None;
        }
        let (begins_anew, has_form) = (flags & 0x10 != 0, flags & 0x20 != 0);
        let mut behind = at + 8;
        if has_form {
            let (form, next) = Level::read(table, behind)?;
            self.starts[level] = begins_anew.then_some(form.start);
            self.levels[level] = Some(form);
            behind = next;
        } else {
            self.starts[level] = begins_anew.then_some(start);
        }
        Some(behind)
    }

    fn level<'l>(&'l self, list: &'l List, at: usize) -> &'l Level {
        self.levels[at].as_ref().unwrap_or(&list.levels[at])
    }

    fn text(&self, list: &List, level: &Level) -> String {
        if level.format == BULLET {
            return String::new();
        }
        let mut text = String::new();
        for decoded in char::decode_utf16(level.text.iter().copied()) {
            if text.len() > LONGEST {
                break;
            }
            match decoded {
                Ok(c) if (c as usize) < list.levels.len() => {
                    let of = self.level(list, c as usize);
                    let count = list.counts[c as usize].unwrap_or(of.start);
                    text.push_str(&written(count, if level.all_decimal { DECIMAL } else { of.format }));
                }
                Ok(c) => text.push(c),
                Err(_) => {}
            }
        }
        text
    }
}

impl Level {
    /// A level, and where the next one stands.
    fn read(table: &[u8], at: usize) -> Option<(Self, usize)> {
        let head = table.get(at..at.checked_add(LEVEL_SIZE)?)?;
        let (characters, paragraphs) = (usize::from(head[24]), usize::from(head[25]));
        let text = at + LEVEL_SIZE + characters + paragraphs;
        let behind = text + 2 + 2 * usize::from(u16_at(table, text)?);
        let units = table.get(text + 2..behind)?.chunks_exact(2).take(LONGEST);
        let level = Self {
            start: u32_at(head, 0)?,
            format: head[4],
            all_decimal: head[5] & 4 != 0,
            goes_on: head[5] & 8 != 0,
            text: units.map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect(),
        };
        Some((level, behind))
    }
}

/// Formats of numbers (\[MS-OSHARED\] 2.2.1.3).
const DECIMAL: u8 = 0;
const UPPER_ROMAN: u8 = 1;
const LOWER_ROMAN: u8 = 2;
const UPPER_LETTER: u8 = 3;
const LOWER_LETTER: u8 = 4;
const TWO_DIGITS: u8 = 22;
const BULLET: u8 = 23;
const NONE: u8 = 255;

fn written(n: u32, format: u8) -> String {
    match format {
        UPPER_ROMAN => roman(n).to_uppercase(),
        LOWER_ROMAN => roman(n),
        UPPER_LETTER => letters(n).to_uppercase(),
        LOWER_LETTER => letters(n),
        TWO_DIGITS => format!("{n:02}"),
        BULLET | NONE => String::new(),
        _ => n.to_string(),
    }
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&n) {
        return n.to_string();
    }
    let mut rest = n;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            rest -= value;
            text.push_str(sign);
        }
    }
    text
}

/// a to z, then aa, bb.
fn letters(n: u32) -> String {
    match n.checked_sub(1) {
        Some(n @ 0..780) => String::from(char::from(b'a' + (n % 26) as u8)).repeat(n as usize / 26 + 1),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_format() {
        let written: Vec<_> = [
            DECIMAL,
            UPPER_ROMAN,
            LOWER_ROMAN,
            UPPER_LETTER,
            LOWER_LETTER,
            TWO_DIGITS,
            BULLET,
        ]
        .map(|format| written(4, format))
        .into();
        assert_eq!(written, ["4", "IV", "iv", "D", "d", "04", ""]);
        assert_eq!(
            (roman(1994), letters(26), letters(28)),
            ("mcmxciv".into(), "z".into(), "bb".into())
        );
        assert_eq!(
            (roman(4000), letters(0), letters(5000)),
            ("4000".into(), "0".into(), "5000".into())
        );
    }
}
