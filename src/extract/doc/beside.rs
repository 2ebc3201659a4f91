//! What stands in a doc beside its text: who tracked changes, and what its form fields offer and help with.

use super::PROPERTIES;
use crate::extract::bytes::{u16_at, u32_at, utf16};
use crate::extract::{Reason, Sink};
use crate::text::Unit;

/// Word names whoever it does not know so, before all others.
const UNKNOWN: &str = "Unknown";

/// Those who tracked changes (\[MS-DOC\] `SttbfRMark`); where there are changes, somebody did.
pub(super) fn authors(table: &[u8], (at, len): (usize, usize), has_changes: bool, sink: &mut Sink<'_>) {
    let bytes = at
        .checked_add(len)
        .and_then(|end| table.get(at..end))
        .unwrap_or_default();
    let unit = Unit::Field {
        part: sink.intern("authors"),
    };
    let label = sink.intern("author");
    let (names, are_all) = strings(bytes);
    let is_whole = are_all && !names.iter().any(String::is_empty);
    // Some programs write zeros where nobody changed anything.
    if !is_whole && (has_changes || bytes.iter().any(|&byte| byte != 0)) {
        sink.gap(Reason::Damaged, PROPERTIES);
    }
    for name in names.iter().filter(|name| *name != UNKNOWN && !name.trim().is_empty()) {
        sink.piece(unit, label, name.trim());
    }
}

/// The strings of a table (\[MS-DOC\] 2.2.4), and whether they are all: a mark that they are wide, how many they are, how
/// much stands behind each.
fn strings(table: &[u8]) -> (Vec<String>, bool) {
    let head = |at: usize| u16_at(table, at).map(usize::from);
    let (Some(0xffff), Some(n), Some(behind)) = (head(0), head(2), head(4)) else {
        return (Vec::new(), false);
    };
    let mut rest = &table[6..];
    let next = |_| {
        let (text, left) = string(rest)?;
        rest = left.get(behind..).unwrap_or_default();
        Some(text)
    };
    let strings: Vec<String> = (0..n).map_while(next).collect();
    let are_all = strings.len() == n;
    (strings, are_all)
}

/// A string behind its length, and what follows.
fn string(bytes: &[u8]) -> Option<(String, &[u8])> {
    let n = usize::from(u16_at(bytes, 0)?);
    let text = bytes.get(2..2 + 2 * n)?;
    Some((utf16(text), &bytes[2 + 2 * n..]))
}

/// What form fields are in the stream of data (\[MS-DOC\] `NilPICFAndBinData` and 2.9.78, `FFData`): each behind a
/// header of this length, and begun by this version.
const HEADER: usize = 0x44;
const VERSION: &[u8] = b"\xff\xff\xff\xff";
const TEXT: u16 = 0;
const LIST: u16 = 2;
/// No choice was made.
const NOTHING: usize = 25;

/// The texts of all form fields.
pub(super) fn form_fields(data: &[u8], sink: &mut Sink<'_>) {
    let unit = Unit::Field {
        part: sink.intern("form"),
    };
    let label = sink.intern("form field");
    for at in memchr::memmem::find_iter(data, VERSION) {
        let field = at.checked_sub(HEADER).and_then(|begin| {
            let len = u32_at(data, begin)? as usize;
            let is_header = u16_at(data, begin + 4).map(usize::from) == Some(HEADER);
            data.get(at + VERSION.len()..begin.checked_add(len)?)
                .filter(|_| is_header)
        });
        for text in field.and_then(form_field).unwrap_or_default() {
            if !text.trim().is_empty() {
                sink.piece(unit, label, text.trim());
            }
        }
    }
}

/// What is shown of a list comes first, and its name, which may be what LibreOffice asks for, last. Names of macros are
/// the program's.
fn form_field(field: &[u8]) -> Option<Vec<String>> {
    let bits = u16_at(field, 0)?;
    let mut texts = Vec::new();
    // Behind a length and a height.
    let mut rest = field.get(6..)?;
    let name = ended(&mut rest)?;
    let mut chosen = usize::from(bits >> 2 & 0x1f);
    if bits & 3 == TEXT {
        texts.push(ended(&mut rest)?);
    } else {
        let default = usize::from(u16_at(rest, 0)?);
        rest = &rest[2..];
        chosen = if chosen == NOTHING { default } else { chosen };
    }
    let _format = ended(&mut rest)?;
    // Help, and what is shown below the page.
    texts.extend([ended(&mut rest)?, ended(&mut rest)?]);
    let _macros = (ended(&mut rest)?, ended(&mut rest)?);
    if bits & 3 == LIST {
        let (mut choices, _) = strings(rest);
        if chosen < choices.len() {
            choices[..=chosen].rotate_right(1);
        }
        texts.splice(0..0, choices);
    }
    texts.push(name);
    Some(texts)
}

/// A string with a zero behind it.
fn ended(rest: &mut &[u8]) -> Option<String> {
    let (text, behind) = string(rest)?;
    *rest = behind.get(2..)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let len = u16::try_from(units.len()).unwrap();
        std::iter::once(len).chain(units).flat_map(u16::to_le_bytes).collect()
    }

    fn ended(text: &str) -> Vec<u8> {
        [wide(text), vec![0, 0]].concat()
    }

    #[test]
    fn strings_stand_behind_their_number() {
        let table = [
            &b"\xff\xff\x02\0\x02\0"[..],
            &wide("Unknown"),
            &[1, 2],
            &wide("Anouk Peeters"),
            &[3, 4],
        ]
        .concat();
        let found = |names: &[&str]| {
            (
                names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(),
                names.len() == 2,
            )
        };
        assert_eq!(strings(&table), found(&["Unknown", "Anouk Peeters"]));
        assert_eq!(strings(&table[..30]), found(&["Unknown"]));
        assert_eq!(strings(b"\x02\0\x02\0\0\0"), found(&[]));
        assert_eq!(strings(&[]), found(&[]));
    }

    #[test]
    fn form_fields_say_what_is_chosen_offered_and_helped_with() {
        let list = |bits: u8| {
            let field = [&[bits, 0x80, 0, 0, 0, 0][..], &ended("Keuze1"), &[1, 0], &ended("")].concat();
            let help = [ended("Kies de dienst"), ended("dienst"), ended(""), ended("")].concat();
            let choices = [
                &b"\xff\xff\x03\0\0\0"[..],
                &wide("Boekhouding"),
                &wide("Personeel"),
                &wide("Onthaal"),
            ]
            .concat();
            form_field(&[field, help, choices].concat())
        };
        let told = |choices: [&str; 3]| {
            Some(
                [&choices[..], &["Kies de dienst", "dienst", "Keuze1"]]
                    .concat()
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            )
        };
        assert_eq!(list(2 << 2 | 2), told(["Onthaal", "Boekhouding", "Personeel"]));
        // Nothing was chosen: the default is.
        assert_eq!(list(25 << 2 | 2), told(["Personeel", "Boekhouding", "Onthaal"]));
        let texts = ["Tekst1", "85.07.30-951.80", "", "het nummer", "nummer", "", ""]
            .map(ended)
            .concat();
        let field = [&[0; 6][..], &texts].concat();
        assert_eq!(
            form_field(&field).unwrap(),
            ["85.07.30-951.80", "het nummer", "nummer", "Tekst1"]
        );
        assert_eq!(form_field(&field[..field.len() - 1]), None);
    }
}
