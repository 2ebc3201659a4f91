//! What the sheets of an xls share: version, code page, strings, number formats, names of the sheets.

use std::collections::HashMap;

use super::formula;
use super::record::{Fields, Record, Records};
use super::shared::{self, Shared, Torn};
use crate::extract::codepage::CodePage;
use crate::extract::holes;
use crate::extract::office::number::Show;
use crate::extract::office::raised::parted;
use crate::extract::office::workbook::Strings;
use crate::extract::{Error, Reason, Sink, salvage};
use crate::text::Unit;

const CODE_PAGE: u16 = 0x42;
/// The code page stands among the first records.
const FIRST: usize = 64;
/// Bytes of a shared string without characters.
const SHORTEST_STRING: usize = 3;

#[derive(Default)]
pub(super) struct Globals {
    /// 2, 3, 4, 5 (of Excel 5 and 95) or 8.
    pub version: u8,
    pub page: CodePage,
    pub since_1904: bool,
    pub strings: Strings,
    /// How many there are, with those that there was no room for.
    pub n_strings: usize,
    are_strings_torn: bool,
    formats: HashMap<u32, Show>,
    /// Number formats by cell style.
    styles: Vec<u32>,
    /// Whether a font's letters stand above or below the line.
    raised_fonts: Vec<bool>,
    /// Names of the sheets, by where they begin in the stream.
    sheets: HashMap<usize, String>,
}

impl Globals {
    pub fn of(stream: &[u8]) -> Self {
        let mut globals = Self::default();
        // The user's name stands before the code page that it is written in.
        for record in Records::new(stream)
            .take(FIRST)
            .filter(|record| record.kind == CODE_PAGE)
        {
            globals.page = code_page(record.fields().u16().unwrap_or(0));
        }
        globals
    }

    /// The name of the sheet that begins there.
    pub fn sheet_name(&self, at: usize) -> Option<&str> {
        self.sheets.get(&at).map(String::as_str)
    }

    /// Where sheets begin, by their list.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.sheets.keys().copied()
    }

    /// How the numbers of a style are shown.
    pub fn show(&self, style: u16) -> Show {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        self.show_format(format)
    }

    /// How the numbers of a format are shown.
    pub fn show_format(&self, format: u32) -> Show {
        let own = self.formats.get(&format).cloned();
        own.unwrap_or_else(|| Show::builtin(format))
    }

    /// A string behind a length of one or two bytes.
    pub fn text(&self, fields: &mut Fields<'_, '_>, wide_length: bool) -> Option<String> {
        let n = if wide_length {
            usize::from(fields.u16()?)
        } else {
            usize::from(fields.u8()?)
        };
        self.text_of(fields, n)
    }

    pub fn text_of(&self, fields: &mut Fields<'_, '_>, n: usize) -> Option<String> {
        if self.version >= 8 {
            fields.unicode(n)
        } else {
            fields.narrow(n, self.page)
        }
    }

    /// A record that says something of the whole workbook.
    pub fn record(&mut self, record: &Record<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut fields = record.fields();
        match record.kind {
            0x22 => self.since_1904 = fields.u16() == Some(1),
            CODE_PAGE => self.page = code_page(fields.u16().unwrap_or(0)),
            0x5c => {
                self.user_name(&mut fields, sink);
                return Ok(());
            }
            0x18 => {
                self.defined_name(record, sink);
                return Ok(());
            }
            0xfc => return self.shared_strings(&mut fields, sink),
            0x85 => {
                self.sheet(&mut fields);
            }
            0x31 => self.font(&mut fields),
            0x1e | 0x41e => {
                self.format(record.kind, &mut fields);
            }
            0xe0 => self.styles.extend(fields.u32().map(|of_font| of_font >> 16)),
            // Before Excel 5 a style holds the number of its format in one byte.
            0x243 | 0x443 => self.styles.extend(fields.u16().map(|of_font| u32::from(of_font >> 8))),
            _ => {}
        }
        Ok(())
    }

    fn sheet(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        let at = fields.u32()? as usize;
        fields.u16()?;
        let name = self.text(fields, false)?;
        self.sheets.insert(at, name);
        Some(())
    }

    /// Height, flags, colour and weight come before what is asked for.
    fn font(&mut self, fields: &mut Fields<'_, '_>) {
        let height = fields.skip(8).and_then(|()| fields.u16());
        self.raised_fonts.push(height.is_some_and(|height| height != 0));
    }

    /// No font has the number 4.
    fn is_raised(&self, font: u16) -> bool {
        let at = usize::from(font) - usize::from(font > 4);
        self.raised_fonts.get(at).copied().unwrap_or(false)
    }

    fn format(&mut self, kind: u16, fields: &mut Fields<'_, '_>) -> Option<()> {
        let next = self.formats.len() as u32;
        let id = match (kind, self.version) {
            (0x1e, _) => next,
            (_, ..5) => fields.u16().map(|_| next)?,
            _ => u32::from(fields.u16()?),
        };
        let code = self.text(fields, self.version >= 8)?;
        self.formats.insert(id, Show::of_code(&code));
        Some(())
    }

    fn shared_strings(&mut self, fields: &mut Fields<'_, '_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let _ = fields.skip(4);
        let expected = fields.u32().unwrap_or(0) as usize;
        let mut is_hollow = false;
        let torn = shared::strings(fields, expected, &mut |shared| {
            is_hollow |= holes::is_hollow(shared.0.trim_end_matches('\0').as_bytes());
            self.shared_string(shared, sink);
            Ok(())
        })?;
        if let Some(torn) = torn {
            sink.gap(Reason::Damaged, "shared strings that are not whole");
            self.are_strings_torn = true;
            self.rest_of_strings(torn, expected, sink)?;
        } else if is_hollow {
            sink.gap(Reason::Damaged, holes::LOST);
        }
        Ok(())
    }

    fn shared_string(&mut self, (mut text, runs): Shared, sink: &mut Sink<'_>) {
        let part = sink.intern("shared strings");
        if runs.iter().any(|&(_, font)| self.is_raised(font)) {
            text = parted(
                &text,
                runs.iter().map(|&(at, font)| (usize::from(at), self.is_raised(font))),
            );
        }
        self.n_strings += 1;
        let n = u32::try_from(self.n_strings).unwrap_or(u32::MAX);
        self.strings.push(&text, Unit::Paragraph { part, n }, sink);
    }

    /// Text as it stands where strings are torn. Behind that, cells name whole ones by their number again where it can be
    /// counted from the end.
    fn rest_of_strings(&mut self, torn: Torn<'_, '_>, expected: usize, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.strings.truncate(torn.n);
        self.n_strings = torn.n;
        let behind = shared::behind(&torn.at).and_then(|(fields, n)| {
            let lost = torn.at.bytes_until(Some(&fields)).len();
            let first = expected.checked_sub(n)?;
            // The count may be spoilt too.
            let may_be = first.checked_sub(torn.n)? <= lost / SHORTEST_STRING;
            may_be.then_some((fields, first))
        });
        let until = behind.as_ref().map(|(fields, _)| fields);
        tell_runs(&torn.at.bytes_until(until), sink)?;
        if let Some((mut fields, first)) = behind {
            while self.n_strings < first {
                self.shared_string(Shared::default(), sink);
            }
            while let Some(shared) = shared::string(&mut fields) {
                self.shared_string(shared, sink);
            }
        }
        Ok(())
    }

    /// A record that goes on with one that was lost: where strings are torn it may be theirs.
    pub fn stray(&self, record: &Record<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        match self.are_strings_torn {
            true => tell_runs(&record.bytes(), sink),
            false => Ok(()),
        }
    }

    fn defined_name(&self, record: &Record<'_>, sink: &mut Sink<'_>) {
        let mut fields = record.fields();
        let Some(name) = self.name(&mut fields, sink) else {
            return;
        };
        // It may stand for a text.
        let formula = &record.first()[record.first().len() - fields.left()..];
        let texts = formula::texts(formula, self.version, self.page).join(" ");
        tell(sink, "names", "defined name", &format!("{name} {texts}"));
    }

    /// A name that the user gave to cells; none for those that the program gives.
    fn name(&self, fields: &mut Fields<'_, '_>, sink: &mut Sink<'_>) -> Option<String> {
        const BUILT_IN: u16 = 0x20;
        let flags = fields.u16()?;
        fields.u8()?;
        let n = usize::from(fields.u8()?);
        let formula = usize::from(fields.u16()?);
        fields.skip(8)?;
        let mut narrow = fields.clone();
        let mut name = self.text_of(fields, n);
        let has_room = |fields: &Fields<'_, '_>| fields.bytes_until(None).len() >= formula;
        // What says whether its characters have two bytes is spoilt, where they take the place of the formula.
        if self.version >= 8 && (name.is_none() || !has_room(fields)) && narrow.skip(1).is_some() {
            let text = narrow.narrow(n, CodePage::default());
            if text.is_some() && has_room(&narrow) {
                sink.gap(Reason::Damaged, "records of the workbook are lost");
                *fields = narrow;
                name = text;
            }
        }
        let is_own = flags & BUILT_IN == 0 && self.version >= 5;
        name.filter(|_| is_own)
    }

    /// Who wrote the file last.
    fn user_name(&self, fields: &mut Fields<'_, '_>, sink: &mut Sink<'_>) {
        if let Some(name) = self.text(fields, self.version >= 8) {
            tell(sink, "properties", "user name", &name);
        }
    }
}

/// Characters as they stand between other bytes.
fn tell_runs(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern(salvage::PART);
    salvage::runs(bytes, true, &mut |text| {
        sink.piece(Unit::Paragraph { part, n: 1 }, 0, text.trim());
        Ok(())
    })?;
    Ok(())
}

fn tell(sink: &mut Sink<'_>, part: &str, label: &str, text: &str) {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    sink.field(part, label, text.trim_matches(is_blank));
}

/// Workbooks of a Macintosh, and those of Windows before Excel 5, have numbers of their own. Some programs name that of
/// UTF-16, in which the strings of single bytes that ask for a page never are.
fn code_page(number: u16) -> CodePage {
    CodePage::of(match number {
        0x8000 => 10000,
        0x8001 | 1200 => 1252,
        number => number,
    })
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::bytes;
    use super::*;
    use crate::extract::office::tests::unheard;

    #[test]
    fn a_name_whose_width_is_spoilt_is_read_and_told() {
        const FORMULA: &[u8] = b"\x17\x05\0tekst";
        let record = |flags: u8| {
            let head = [0, 0, 0, 9, FORMULA.len() as u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, flags];
            bytes(0x18, &[&head[..], b"peildatum", FORMULA].concat())
        };
        let globals = Globals {
            version: 8,
            ..Globals::default()
        };
        for (flags, is_spoilt) in [(0, false), (1, true)] {
            unheard(|sink| {
                let stream = record(flags);
                let record = Records::new(&stream).next().unwrap();
                let mut fields = record.fields();
                assert_eq!(globals.name(&mut fields, sink).as_deref(), Some("peildatum"));
                assert_eq!(fields.bytes_until(None), FORMULA);
                assert_eq!(sink.gaps.has(Reason::Damaged), is_spoilt);
            });
        }
    }
}
