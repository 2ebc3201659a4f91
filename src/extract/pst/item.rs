//! An item of a mail store: a message, contact, appointment, task or note, with its recipients and attachments.

use super::data::Stream;
use super::heap::{Properties, Property, Table, many};
use super::names::Names;
use super::store::{Node, Store};
use crate::extract::codepage::CodePage;
use crate::extract::msg::{self, Bodies, id};
use crate::extract::office::compound::{filetime, utf16};
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Kinds of subnodes: the lowest bits of their identifiers.
const ATTACHMENT: u32 = 0x05;
const RECIPIENTS: u32 = 0x12;
/// How something is attached.
const HOW: u16 = 0x3705;
const AS_MESSAGE: u32 = 5;
/// Property types (\[MS-OXCDATA\] 2.11.1).
const STRING_8: u16 = 0x001e;
const STRING: u16 = 0x001f;
const TIME: u16 = 0x0040;
const MANY: u16 = 0x1000;
/// Times that say something of a person or a message.
const TIMES: [(u16, &str); 3] = [(0x0039, "date"), (0x0e06, "date"), (BIRTHDAY, "birthday")];
const BIRTHDAY: u16 = 0x3a42;

/// Reads what stands at a node. `Err` says that it cannot be read; what is wrong with a part of it is a gap.
pub(super) fn read(node: Node, names: &Names, store: &mut Store<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let properties = Properties::read(node.data, node.subnodes, store)?;
    let item = Item {
        page: CodePage::of(page(&properties, id::CODE_PAGE).unwrap_or(1252)),
        properties: &properties,
        names,
    };
    item.fields(store, sink)?;
    for node in properties.subnodes.iter().filter(|node| node.id & 0x1f == RECIPIENTS) {
        let told = item.recipients(node, store, sink);
        partly(told, sink)?;
    }
    item.bodies(store, sink)?;
    let attachments = properties.subnodes.iter().filter(|node| node.id & 0x1f == ATTACHMENT);
    for (n, node) in (1..).zip(attachments) {
        match Properties::read(node.data, node.subnodes, store) {
            Ok(attached) => item.attachment(&attached, n, store, sink)?,
            Err(err) => sink.gap(err.reason, err.detail),
        }
    }
    Ok(())
}

/// What is wrong with a part of an item leaves the rest.
fn partly(told: Result<(), Error>, sink: &mut Sink<'_>) -> Result<(), Error> {
    match told {
        Err(err) if err.reason == Reason::Damaged => {
            sink.gap(err.reason, err.detail);
            Ok(())
        }
        told => told,
    }
}

fn page(properties: &Properties, id: u16) -> Option<u16> {
    properties.number(id).and_then(|page| u16::try_from(page).ok())
}

struct Item<'p> {
    properties: &'p Properties,
    names: &'p Names,
    /// Of texts that are not Unicode.
    page: CodePage,
}

impl Item<'_> {
    fn decode(&self, kind: u16, bytes: &[u8]) -> String {
        let text = if kind & !MANY == STRING {
            utf16(bytes)
        } else {
            self.page.decode(bytes).into_owned()
        };
        // A subject begins with how long its "Re: " is.
        let text = match text.strip_prefix('\u{1}') {
            Some(rest) => rest.chars().skip(1).collect(),
            None => text,
        };
        text.trim_end_matches('\0').trim().to_owned()
    }

    fn text(&self, of: &Properties, id: u16, store: &mut Store<'_>) -> Result<Option<String>, Error> {
        let Some(property) = of.get(id).filter(|property| matches!(property.kind, STRING | STRING_8)) else {
            return Ok(None);
        };
        let bytes = of.bytes(property, store)?;
        let text = bytes.map(|bytes| self.decode(property.kind, &bytes));
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// Every property that is a text and says something.
    fn fields(&self, store: &mut Store<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        for &property in &self.properties.all {
            let label = match TIMES.iter().find(|(id, _)| property.kind == TIME && *id == property.id) {
                Some((_, label)) => Some(*label),
                None if !is_text(property.kind) => None,
                None => self.names.label(property.id),
            };
            let Some(label) = label else { continue };
            match self.properties.bytes(property, store) {
                Ok(bytes) => self.field(property, label, &bytes.unwrap_or_default(), sink)?,
                Err(err) => sink.gap(err.reason, err.detail),
            }
        }
        Ok(())
    }

    fn field(&self, property: Property, label: &str, bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
        let text = match property.kind {
            TIME => {
                let day = filetime(bytes);
                if property.id != BIRTHDAY {
                    sink.dated(day);
                }
                day.map_or(String::new(), |day| day.to_string())
            }
            kind if kind & MANY != 0 => {
                let values = many(bytes);
                let values = values.iter().map(|value| self.decode(kind, value));
                values.collect::<Vec<_>>().join("; ")
            }
            kind => self.decode(kind, bytes),
        };
        told(label, "header", &text, sink)
    }

    fn recipients(&self, node: &Node, store: &mut Store<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let table = Table::read(node, store)?;
        for row in table.rows() {
            sink.tick();
            let cells = table.cells(row).into_iter().filter(|cell| is_text(cell.kind));
            for cell in cells {
                if let Some(label) = self.names.label(cell.id) {
                    let bytes = table.bytes(cell, store)?.unwrap_or_default();
                    told(label, "recipient", &self.decode(cell.kind, &bytes), sink)?;
                }
            }
        }
        Ok(())
    }

    fn bodies(&self, store: &mut Store<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let of = self.properties;
        let mut value = |id: u16| match of.get(id) {
            Some(property) => Ok(of.bytes(property, store)?.map(|bytes| (property.kind, bytes))),
            None => Ok::<_, Error>(None),
        };
        let text = |(kind, bytes): (u16, Vec<u8>)| self.decode(kind, &bytes);
        let html_page = page(of, id::INTERNET_CODE_PAGE).or(page(of, id::CODE_PAGE));
        let html = |(kind, bytes): (u16, Vec<u8>)| match kind {
            STRING | STRING_8 => self.decode(kind, &bytes),
            _ => CodePage::of(html_page.unwrap_or(1252)).decode(&bytes).into_owned(),
        };
        let bodies = Bodies {
            headers: value(id::HEADERS)?.map(text),
            plain: value(id::BODY)?.map(text).filter(|text| !text.is_empty()),
            html: value(id::HTML)?.map(html),
            rtf: value(id::RTF)?.map(|(_, bytes)| bytes),
        };
        bodies.tell(sink)
    }

    fn attachment(
        &self,
        attached: &Properties,
        n: usize,
        store: &mut Store<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let mut name = None;
        for id in [id::LONG_FILE_NAME, id::FILE_NAME, id::DISPLAY_NAME] {
            if name.is_none() {
                name = self.text(attached, id, store)?;
            }
        }
        let name = name.unwrap_or_else(|| format!("attachment-{n}"));
        let Some(property) = attached.get(id::ATTACHED) else {
            return Ok(());
        };
        if attached.number(HOW) == Some(AS_MESSAGE) {
            let Some(node) = attached.object(property) else {
                sink.gap(Reason::Damaged, "an attached message that is missing");
                return Ok(());
            };
            return sink.item(&name, &msg::FORMAT, &mut |sink| read(node, self.names, store, sink));
        }
        match attached.object(property).or_else(|| attached.node(property)) {
            Some(node) => sink.member(&name, &mut Stream::new(node.data, store)),
            None => match attached.bytes(property, store) {
                Ok(bytes) => sink.member(&name, &mut bytes.unwrap_or_default().as_slice()),
                Err(err) => {
                    sink.gap(err.reason, err.detail);
                    Ok(())
                }
            },
        }
    }
}

fn is_text(kind: u16) -> bool {
    matches!(kind & !MANY, STRING | STRING_8)
}

fn told(label: &str, part: &str, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    if text.is_empty() {
        return Ok(());
    }
    let (part, label) = (sink.intern(part), sink.intern(label));
    sink.piece(Unit::Field { part }, label, text)
}
