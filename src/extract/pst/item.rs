//! An item of a mail store: a message, contact, appointment, task or note, with its recipients and attachments.

use super::data::Stream;
use super::heap::{Properties, Property, Table, many};
use super::store::{Node, Store};
use crate::extract::codepage::CodePage;
use crate::extract::msg::property::{self, MANY, is_text};
use crate::extract::msg::{self, Bodies, Names, id};
use crate::extract::{Error, Reason, Sink};
use crate::text::NameId;

/// Kinds of subnodes: the lowest bits of their identifiers.
const ATTACHMENT: u32 = 0x05;
const RECIPIENTS: u32 = 0x12;
/// How something is attached.
const HOW: u16 = 0x3705;
const AS_MESSAGE: u32 = 5;
/// Reads what stands at a node. `Err` says that it cannot be read; what is wrong with a part of it is a gap.
pub(super) fn read(node: Node, names: &Names, store: &mut Store<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let properties = Properties::read(node.data, node.subnodes, store)?;
    let item = Item {
        page: CodePage::of(page(&properties, id::CODE_PAGE).unwrap_or(1252)),
        properties: &properties,
        names,
    };
    item.fields(store, sink);
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
    fn text(&self, of: &Properties, id: u16, store: &mut Store<'_>) -> Result<Option<String>, Error> {
        let Some(property) = of.get(id).filter(|property| is_text(property.kind)) else {
            return Ok(None);
        };
        let bytes = of.bytes(property, store)?;
        let text = bytes.map(|bytes| property::text(id, property.kind, &bytes, self.page));
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// Every property that says something to a person.
    fn fields(&self, store: &mut Store<'_>, sink: &mut Sink<'_>) {
        let part = sink.intern("header");
        for &property in &self.properties.all {
            let Some(label) = property::label(self.names.get(property.id), property.id, property.kind) else {
                continue;
            };
            let names = (sink.intern(label), part);
            match self.properties.bytes(property, store) {
                Ok(bytes) => self.field(names, property, &bytes.unwrap_or_default(), sink),
                Err(err) => sink.gap(err.reason, err.detail),
            }
        }
    }

    fn field(&self, names: (NameId, NameId), property: Property, bytes: &[u8], sink: &mut Sink<'_>) {
        let values = match property.kind & MANY {
            0 => vec![bytes],
            _ => many(bytes),
        };
        property::tell(names, (property.id, property.kind), &values, self.page, sink);
    }

    fn recipients(&self, node: &Node, store: &mut Store<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let table = Table::read(node, store)?;
        let part = sink.intern("recipient");
        for row in table.rows() {
            sink.tick();
            let cells = table.cells(row).into_iter().filter(|cell| is_text(cell.kind));
            for cell in cells {
                if let Some(label) = property::label(self.names.get(cell.id), cell.id, cell.kind) {
                    let names = (sink.intern(label), part);
                    let bytes = table.bytes(cell, store)?.unwrap_or_default();
                    self.field(names, cell, &bytes, sink);
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
        let text = |(kind, bytes): (u16, Vec<u8>)| property::text(0, kind, &bytes, self.page);
        let html_page = page(of, id::INTERNET_CODE_PAGE).or(page(of, id::CODE_PAGE));
        let html = |(kind, bytes): (u16, Vec<u8>)| match kind {
            _ if is_text(kind) => text((kind, bytes)),
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
