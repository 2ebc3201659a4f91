//! Outlook items (msg, \[MS-OXMSG\]): their fields, recipients, bodies, and attachments as members.

mod bodies;
mod compressed;
pub(super) mod id;
mod names;

pub(super) use bodies::Bodies;
pub(super) use names::label;

use std::path::{Path, PathBuf};

use super::codepage::CodePage;
use super::office::compound::{Compound, filetime, u16_at, u32_at, utf16};
use super::office::objects;
use super::{Error, Extract, Format, Input, Sink};
use crate::text::{NameId, Unit};

pub(super) static FORMAT: Format = Format {
    name: "msg",
    extensions: &["msg", "oft"],
    recognise: |head| super::known::stream(head, "__properties_version1.0"),
    extract: Extract::Seek(extract),
};

/// Property types (\[MS-OXCDATA\] 2.11.1).
const STRING_8: u16 = 0x001e;
const STRING: u16 = 0x001f;
const BINARY: u16 = 0x0102;
const OBJECT: u16 = 0x000d;
const INTEGER: u32 = 0x0003;
/// When a message was sent and delivered.
const TIMES: [u32; 2] = [0x0039_0040, 0x0e06_0040];
/// Recipients and attachments of one item that are read.
const MOST: usize = 10_000;

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut item = Item {
        file: Compound::open(input)?,
        page: CodePage::default(),
        html_page: CodePage::default(),
    };
    item.pages(sink)?;
    let root = Path::new("/");
    let header = sink.intern("header");
    item.fields(root, header, sink)?;
    let names = item.file.names(root);
    let of = |begin: &str| {
        let mut of: Vec<PathBuf> = names
            .iter()
            .filter(|name| name.starts_with(begin))
            .take(MOST)
            .map(|name| root.join(name))
            .collect();
        of.sort();
        of
    };
    let recipient = sink.intern("recipient");
    for path in of("__recip_version1.0_") {
        item.fields(&path, recipient, sink)?;
    }
    item.bodies(root, sink)?;
    for (n, path) in (1..).zip(of("__attach_version1.0_")) {
        item.attachment(&path, n, sink)?;
    }
    Ok(())
}

struct Item<'i> {
    file: Compound<'i>,
    /// Of texts that are not Unicode.
    page: CodePage,
    html_page: CodePage,
}

impl Item<'_> {
    /// The code pages are among the properties of fixed size: 16 bytes each behind a head of 32.
    fn pages(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let properties = self.file.stream("/__properties_version1.0", sink)?.unwrap_or_default();
        let number = |wanted: u16| {
            let mut entries = properties.get(32..).unwrap_or_default().chunks_exact(16);
            let entry = entries.find(|entry| u32_at(entry, 0) == Some(u32::from(wanted) << 16 | INTEGER))?;
            u16_at(entry, 8)
        };
        self.page = CodePage::of(number(id::CODE_PAGE).unwrap_or(1252));
        self.html_page = CodePage::of(number(id::INTERNET_CODE_PAGE).or(number(id::CODE_PAGE)).unwrap_or(1252));
        for wanted in TIMES {
            let mut entries = properties.get(32..).unwrap_or_default().chunks_exact(16);
            let entry = entries.find(|entry| u32_at(entry, 0) == Some(wanted));
            sink.dated(entry.and_then(|entry| filetime(&entry[8..])));
        }
        Ok(())
    }

    fn bytes(&mut self, storage: &Path, (id, kind): (u16, u16), sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
        self.file
            .stream(storage.join(format!("__substg1.0_{id:04X}{kind:04X}")), sink)
    }

    fn text(&mut self, storage: &Path, id: u16, sink: &mut Sink<'_>) -> Result<Option<String>, Error> {
        if let Some(bytes) = self.bytes(storage, (id, STRING), sink)? {
            return Ok(Some(utf16(&bytes)));
        }
        let bytes = self.bytes(storage, (id, STRING_8), sink)?;
        // Some programs write UTF-8 and say nothing of it; other text is hardly ever valid as such.
        let decode = |bytes: Vec<u8>| match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(err) => self.page.decode(err.as_bytes()).into_owned(),
        };
        Ok(bytes.map(decode))
    }

    /// Every property of a storage that is a text and says something.
    fn fields(&mut self, storage: &Path, part: NameId, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut ids: Vec<u16> = self
            .file
            .names(storage)
            .iter()
            .filter_map(|name| text_id(name))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let Some(label) = label(id) else { continue };
            let Some(text) = self.text(storage, id, sink)? else {
                continue;
            };
            let text = text.trim_end_matches('\0').trim();
            if !text.is_empty() {
                let label = sink.intern(label);
                sink.piece(Unit::Field { part }, label, text)?;
            }
        }
        Ok(())
    }

    fn bodies(&mut self, root: &Path, sink: &mut Sink<'_>) -> Result<(), Error> {
        let html = match self.bytes(root, (id::HTML, BINARY), sink)? {
            Some(bytes) => Some(self.html_page.decode(&bytes).into_owned()),
            None => self.text(root, id::HTML, sink)?,
        };
        let bodies = Bodies {
            headers: self.text(root, id::HEADERS, sink)?,
            plain: self.text(root, id::BODY, sink)?,
            html,
            rtf: self.bytes(root, (id::RTF, BINARY), sink)?,
        };
        bodies.tell(sink)
    }

    fn attachment(&mut self, storage: &Path, n: u32, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut name = None;
        for id in [id::LONG_FILE_NAME, id::FILE_NAME, id::DISPLAY_NAME] {
            if name.is_none() {
                name = self.text(storage, id, sink)?;
            }
        }
        let name = name.map(|name| name.trim_end_matches('\0').to_owned());
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("attachment-{n}"));
        if let Some(bytes) = self.bytes(storage, (id::ATTACHED, BINARY), sink)? {
            return sink.member(&name, &mut bytes.as_slice());
        }
        let inner = storage.join(format!("__substg1.0_{:04X}{OBJECT:04X}", id::ATTACHED));
        objects::storage(&mut self.file, &inner, &name, sink)
    }
}

/// The property of a stream that holds a text.
fn text_id(stream: &str) -> Option<u16> {
    let hex = stream.strip_prefix("__substg1.0_")?;
    let (id, kind) = hex.split_at_checked(4)?;
    let kind = u16::from_str_radix(kind.get(..4)?, 16).ok()?;
    (matches!(kind, STRING | STRING_8) && hex.len() == 8).then(|| u16::from_str_radix(id, 16).ok())?
}
