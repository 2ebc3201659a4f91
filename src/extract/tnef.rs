//! Mail parts that Outlook packs for other Outlooks (winmail.dat, \[MS-OXTNEF\]): properties, bodies, attachments.

use std::io::Read;

use super::bytes::{u16_at, u32_at};
use super::codepage::CodePage;
use super::msg::property::{self, BINARY, MANY, OBJECT, STRING, STRING_8, is_text};
use super::msg::{Bodies, id, named};
use super::{Error, Extract, Format, Reason, Sink};
use crate::text::Unit;

pub(super) static FORMAT: Format = Format {
    name: "tnef",
    extensions: &["tnef"],
    recognise: |head| head.bytes.starts_with(&SIGNATURE),
    extract: Extract::Stream(extract),
};

const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];
/// It is held in memory whole.
const LARGEST: u64 = 128 << 20;
/// Attributes (\[MS-OXTNEF\] 2.1.3).
const CODE_PAGE: u32 = 0x0006_9007;
const SUBJECT: u32 = 0x0001_8004;
const BODY: u32 = 0x0002_800c;
const PROPERTIES: u32 = 0x0006_9003;
const BEGINS_ATTACHMENT: u32 = 0x0006_9002;
const ATTACHED_NAME: u32 = 0x0001_8010;
const ATTACHED_DATA: u32 = 0x0006_800f;
const ATTACHED_PROPERTIES: u32 = 0x0006_9005;
/// What an object's value begins with: the kind of its interface.
const INTERFACE: usize = 16;

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(Reason::TooLarge, format!("more than {} MB", LARGEST >> 20)));
    }
    let mut message = Message::default();
    let mut attached: Vec<Attached<'_>> = Vec::new();
    // Behind the signature stands a key of 16 bits.
    let mut at = 6;
    while let Some((kind, value)) = attribute(&bytes, at) {
        at += 11 + value.len();
        match kind {
            CODE_PAGE => message.page = CodePage::of(u16_at(value, 0).unwrap_or(1252)),
            SUBJECT => message.subject = Some(value),
            BODY => message.body = Some(value),
            PROPERTIES => match properties(value) {
                Some(properties) => message.properties = properties,
                None => sink.gap(Reason::Damaged, "properties that are not whole"),
            },
            BEGINS_ATTACHMENT => attached.push(Attached::default()),
            ATTACHED_NAME | ATTACHED_DATA | ATTACHED_PROPERTIES => {
                if let Some(last) = attached.last_mut() {
                    last.take(kind, value);
                }
            }
            _ => {}
        }
    }
    if at < bytes.len() {
        sink.gap(Reason::Damaged, "the end is missing");
    }
    message.tell(sink)?;
    for (n, attached) in (1..).zip(&attached) {
        attached.tell(n, message.page, sink)?;
    }
    Ok(())
}

/// Kind and value: behind the level stand kind and length, behind the value its sum.
fn attribute(bytes: &[u8], at: usize) -> Option<(u32, &[u8])> {
    let kind = u32_at(bytes, at + 1)?;
    let len = u32_at(bytes, at + 5)? as usize;
    let begin = at + 9;
    Some((kind, bytes.get(begin..begin.checked_add(len)?)?))
}

struct Property<'b> {
    id: u16,
    /// Of each of its values.
    kind: u16,
    /// What a named one is called.
    name: Option<String>,
    values: Vec<&'b [u8]>,
}

impl<'b> Property<'b> {
    fn value(&self) -> &'b [u8] {
        self.values.first().copied().unwrap_or_default()
    }

    fn text(&self, page: CodePage) -> String {
        property::text(self.id, self.kind, self.value(), page)
    }
}

/// A list of properties (\[MS-OXTNEF\] 2.1.3.4); named ones have a name before their value.
fn properties(bytes: &[u8]) -> Option<Vec<Property<'_>>> {
    let mut found = Vec::new();
    let mut at = 4;
    for _ in 0..u32_at(bytes, 0)? {
        let (Some(kind), Some(id)) = (u16_at(bytes, at), u16_at(bytes, at + 2)) else {
            break;
        };
        at += 4;
        let mut name = None;
        if id >= named::FIRST {
            (name, at) = name_at(bytes, at)?;
        }
        let of_any_length = matches!(kind & !MANY, STRING_8 | STRING | BINARY | OBJECT);
        let n_values = if of_any_length || kind & MANY != 0 {
            at += 4;
            u32_at(bytes, at - 4)?
        } else {
            1
        };
        let mut values = Vec::new();
        for _ in 0..n_values {
            let len = if of_any_length {
                at += 4;
                u32_at(bytes, at - 4)? as usize
            } else {
                fixed_len(kind & !MANY)
            };
            let Some(value) = bytes.get(at..at.checked_add(len)?) else {
                return Some(found);
            };
            values.push(value);
            at += len.next_multiple_of(4);
        }
        found.push(Property { id, kind, name, values });
    }
    Some(found)
}

/// What a property is called, behind the set that the name is of, and where its value begins.
fn name_at(bytes: &[u8], at: usize) -> Option<(Option<String>, usize)> {
    let is_text = u32_at(bytes, at + 16)? == 1;
    let number = u32_at(bytes, at + 20)?;
    if !is_text {
        return Some((named::numbered(number).map(str::to_owned), at + 24));
    }
    let len = (number as usize).checked_next_multiple_of(4)?;
    Some((named::made_up(bytes, at + 20), (at + 24).checked_add(len)?))
}

fn fixed_len(kind: u16) -> usize {
    match kind {
        0x0005..=0x0007 | 0x0014 | 0x0040 => 8,
        0x0048 => 16,
        _ => 4,
    }
}

#[derive(Default)]
struct Message<'b> {
    page: CodePage,
    subject: Option<&'b [u8]>,
    body: Option<&'b [u8]>,
    properties: Vec<Property<'b>>,
}

impl Message<'_> {
    fn tell(&self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let part = sink.intern("header");
        if let Some(subject) = self.subject {
            let label = sink.intern("subject");
            sink.piece(Unit::Field { part }, label, &text(subject, self.page));
        }
        for property in &self.properties {
            let (id, kind) = (property.id, property.kind);
            if let Some(label) = property::label(property.name.as_deref(), id, kind) {
                let label = sink.intern(label);
                property::tell((label, part), (id, kind), &property.values, self.page, sink);
            }
        }
        let find = |id: u16| self.properties.iter().find(|property| property.id == id);
        let as_text = |property: &Property<'_>| property.text(self.page);
        let bodies = Bodies {
            headers: find(id::HEADERS).map(as_text),
            plain: find(id::BODY)
                .map(as_text)
                .or(self.body.map(|body| text(body, self.page))),
            html: find(id::HTML).map(|property| match is_text(property.kind) {
                true => as_text(property),
                false => self.page.decode(property.value()).into_owned(),
            }),
            rtf: find(id::RTF).map(|property| property.value().to_vec()),
        };
        bodies.tell(sink)
    }
}

#[derive(Default)]
struct Attached<'b> {
    name: Option<&'b [u8]>,
    data: Option<&'b [u8]>,
    properties: Vec<Property<'b>>,
}

impl<'b> Attached<'b> {
    fn take(&mut self, kind: u32, value: &'b [u8]) {
        match kind {
            ATTACHED_NAME => self.name = Some(value),
            ATTACHED_DATA => self.data = Some(value),
            _ => self.properties = properties(value).unwrap_or_default(),
        }
    }

    fn tell(&self, n: usize, page: CodePage, sink: &mut Sink<'_>) -> Result<(), Error> {
        let find = |id: u16| self.properties.iter().find(|property| property.id == id);
        let long = find(id::LONG_FILE_NAME).map(|property| property.text(page));
        let name = long.or(self.name.map(|name| text(name, page)));
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("attachment-{n}"));
        // A message is attached as a property, behind the kind of its interface, and is packed as this one.
        let object = find(id::ATTACHED).and_then(|property| match property.kind {
            OBJECT => property.value().get(INTERFACE..),
            _ => Some(property.value()),
        });
        match self.data.filter(|data| !data.is_empty()).or(object) {
            Some(mut data) => sink.member(&name, &mut data),
            None => Ok(()),
        }
    }
}

fn text(bytes: &[u8], page: CodePage) -> String {
    property::text(0, STRING_8, bytes, page)
}
