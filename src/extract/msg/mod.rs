//! Outlook items (msg, \[MS-OXMSG\]): their fields, recipients, bodies, and attachments as members.

mod names;

use std::path::{Path, PathBuf};

use super::codepage::CodePage;
use super::office::compound::{Compound, filetime, u16_at, u32_at, utf16};
use super::office::objects;
use super::{Error, Extract, Format, Input, Reason, Sink, html};
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
/// Properties (\[MS-OXPROPS\]).
const BODY: u16 = 0x1000;
const RTF: u16 = 0x1009;
const HTML: u16 = 0x1013;
const HEADERS: u16 = 0x007d;
const ATTACHED: u16 = 0x3701;
const FILE_NAME: u16 = 0x3704;
const LONG_FILE_NAME: u16 = 0x3707;
const DISPLAY_NAME: u16 = 0x3001;
const CODE_PAGE: u32 = 0x3ffd_0003;
const INTERNET_CODE_PAGE: u32 = 0x3fde_0003;
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
    item.body(root, sink)?;
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
        let number = |wanted: u32| {
            let mut entries = properties.get(32..).unwrap_or_default().chunks_exact(16);
            let entry = entries.find(|entry| u32_at(entry, 0) == Some(wanted))?;
            u16_at(entry, 8)
        };
        self.page = CodePage::of(number(CODE_PAGE).unwrap_or(1252));
        for wanted in TIMES {
            let mut entries = properties.get(32..).unwrap_or_default().chunks_exact(16);
            let entry = entries.find(|entry| u32_at(entry, 0) == Some(wanted));
            sink.dated(entry.and_then(|entry| filetime(&entry[8..])));
        }
        self.html_page = CodePage::of(number(INTERNET_CODE_PAGE).or(number(CODE_PAGE)).unwrap_or(1252));
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
            let Some(label) = names::label(id) else { continue };
            let Some(text) = self.text(storage, id, sink)? else {
                continue;
            };
            let text = text.trim_end_matches('\0').trim();
            if !text.is_empty() {
                let label = sink.intern(label);
                sink.line_break();
                sink.piece(Unit::Field { part }, label, text)?;
            }
        }
        Ok(())
    }

    /// Plain text and HTML are both told, as in any mail; RTF where there is no HTML.
    fn body(&mut self, root: &Path, sink: &mut Sink<'_>) -> Result<(), Error> {
        if let Some(headers) = self.text(root, HEADERS, sink)? {
            let part = sink.intern("header");
            sink.piece(Unit::Field { part }, 0, &headers)?;
        }
        let plain = self.text(root, BODY, sink)?;
        if let Some(text) = &plain {
            sink.line_break();
            sink.mark(Unit::Lines { first: 1 }, 0);
            sink.push(&text.replace('\r', ""))?;
            sink.line_break();
        }
        let html = match self.bytes(root, (HTML, BINARY), sink)? {
            Some(bytes) => Some(self.html_page.decode(&bytes).into_owned()),
            None => self.text(root, HTML, sink)?,
        };
        if let Some(html) = html {
            return html::body(&html, sink);
        }
        let Some(packed) = self.bytes(root, (RTF, BINARY), sink)?.filter(|_| plain.is_none()) else {
            return Ok(());
        };
        match compressed_rtf::decompress_rtf(&packed) {
            Ok(rtf) => super::rtf::body(&mut rtf.as_bytes(), sink),
            Err(_) => {
                sink.gap(Reason::Damaged, "a body that cannot be unpacked");
                Ok(())
            }
        }
    }

    fn attachment(&mut self, storage: &Path, n: u32, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut name = None;
        for id in [LONG_FILE_NAME, FILE_NAME, DISPLAY_NAME] {
            if name.is_none() {
                name = self.text(storage, id, sink)?;
            }
        }
        let name = name.map(|name| name.trim_end_matches('\0').to_owned());
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("attachment-{n}"));
        if let Some(bytes) = self.bytes(storage, (ATTACHED, BINARY), sink)? {
            return sink.member(&name, &mut bytes.as_slice());
        }
        let inner = storage.join(format!("__substg1.0_{ATTACHED:04X}{OBJECT:04X}"));
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
