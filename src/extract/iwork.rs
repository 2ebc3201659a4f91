//! Documents of Apple's iWork (pages, numbers, keynote): the XML of older ones whole; of those since 2013, which are
//! described nowhere, the texts in their objects.

use std::io::{Cursor, Read};

use super::office::package::Package;
use super::office::xml::{Node, Xml};
use super::{Error, Extract, Format, Head, Input, Reason, Sink};
use crate::text::Unit;

const fn of(name: &'static str, extensions: &'static [&'static str], recognise: fn(&Head<'_>) -> bool) -> Format {
    Format {
        name,
        extensions,
        recognise,
        extract: Extract::Seek(extract),
    }
}

pub(super) static PAGES: Format = of("pages", &["pages"], |head| is(head) && head.extension == "pages");
pub(super) static NUMBERS: Format = of("numbers", &["numbers"], |head| is(head) && head.extension == "numbers");
/// Content does not tell the three apart: any other is taken for the last.
pub(super) static KEYNOTE: Format = of("keynote", &["key"], is);

/// How the objects of a document are packed, and what of one file of them is unpacked.
const CHUNK: usize = 4 << 20;
const LARGEST: u64 = 64 << 20;
/// Objects inside objects.
const DEEPEST: u8 = 16;

fn is(head: &Head<'_>) -> bool {
    let ends = [
        "Index/Document.iwa",
        "Index.zip",
        "index.apxl",
        "uildVersionHistory.plist",
    ];
    let mut names = head.members.iter();
    head.bytes.starts_with(b"PK") && names.any(|name| ends.iter().any(|end| name.ends_with(end)))
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let mut n_objects = 0;
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        let ends = |end: &str| lower.ends_with(end);
        if ends("index.xml") || ends("index.apxl") {
            package.walk(name, sink, texts)?;
        } else if ends(".iwa") {
            n_objects += 1;
            package.stream(name, sink, objects)?;
        } else if ends("index.zip") {
            let mut inner = Vec::new();
            package.stream(name, sink, |bytes, _| {
                bytes.take(LARGEST).read_to_end(&mut inner)?;
                Ok(())
            })?;
            n_objects += 1;
            packed(&mut Cursor::new(inner), sink)?;
        }
    }
    if n_objects > 0 {
        sink.gap(
            Reason::Unsupported,
            "texts are read, numbers in cells and the layout are not",
        );
    }
    Ok(())
}

fn packed(inner: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(inner)?;
    for name in package.names().iter() {
        if name.ends_with(".iwa") {
            package.stream(name, sink, objects)?;
        }
    }
    Ok(())
}

/// The texts of an older document; those of cells stand in attributes.
fn texts(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("body");
    let mut n = 0;
    let mut line = String::new();
    loop {
        let ends_line = match xml.next(sink)? {
            Node::Start(tag) => match tag.name() {
                "ct" => {
                    line.push_str(&tag.attribute("s").unwrap_or_default());
                    true
                }
                "tab" => {
                    line.push(' ');
                    false
                }
                name => matches!(name, "br" | "lnbr"),
            },
            Node::Text(text) => {
                line.push_str(&text);
                false
            }
            Node::End(name) => !matches!(name, "span" | "link" | "tab"),
            Node::Eof => return Ok(()),
        };
        if ends_line {
            if !line.trim().is_empty() {
                n += 1;
                sink.piece(Unit::Paragraph { part, n }, 0, line.trim());
            }
            line.clear();
        }
    }
}

/// A file of objects: chunks of Snappy without its frames.
fn objects(bytes: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let broken = || Error::damaged("a file of objects that is not whole");
    let mut packed = Vec::new();
    bytes.take(LARGEST).read_to_end(&mut packed)?;
    let mut unpacked = Vec::new();
    let mut rest = packed.as_slice();
    while let [0, low, middle, high, behind @ ..] = rest {
        let len = usize::from(*low) | usize::from(*middle) << 8 | usize::from(*high) << 16;
        let (chunk, behind) = behind.split_at_checked(len).ok_or_else(broken)?;
        let size = snap::raw::decompress_len(chunk).map_err(|_| broken())?;
        sink.charge(len as u64, size as u64)?;
        if size > CHUNK || unpacked.len() as u64 > LARGEST {
            return Err(broken());
        }
        unpacked.extend(snap::raw::Decoder::new().decompress_vec(chunk).map_err(|_| broken())?);
        rest = behind;
    }
    messages(&unpacked, sink)
}

/// Each object is a header, which says how long its messages are, then these.
fn messages(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut rest = bytes;
    while let Some((header, behind)) = counted(rest) {
        let described = fields(header).unwrap_or_default();
        let described = described.iter().filter(|(number, _)| *number == 2);
        let lengths = described.filter_map(|(_, info)| {
            let of = fields(info.bytes()?)?;
            of.iter().find(|(number, _)| *number == 3)?.1.number()
        });
        rest = behind;
        for len in lengths.collect::<Vec<_>>() {
            let Some((message, behind)) = rest.split_at_checked(usize::try_from(len).unwrap_or(usize::MAX)) else {
                return Err(Error::damaged("an object that is not whole"));
            };
            strings(message, DEEPEST, sink)?;
            rest = behind;
        }
    }
    Ok(())
}

/// Bytes with their length before them, and what is behind.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = varint(bytes)?;
    rest.split_at_checked(usize::try_from(len).ok()?)
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let end = bytes.iter().take(10).position(|byte| byte & 0x80 == 0)? + 1;
    let (number, rest) = bytes.split_at(end);
    let number = number
        .iter()
        .rev()
        .fold(0_u64, |number, &byte| number << 7 | u64::from(byte & 0x7f));
    Some((number, rest))
}

/// A field of a message of Protocol Buffers.
enum Field<'b> {
    Number(u64),
    Bytes(&'b [u8]),
    Other,
}

impl<'b> Field<'b> {
    fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn bytes(&self) -> Option<&'b [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// All fields of a message; none where the bytes are no message.
fn fields(bytes: &[u8]) -> Option<Vec<(u64, Field<'_>)>> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (key, behind) = varint(rest)?;
        let (field, behind) = match key & 7 {
            0 => varint(behind).map(|(number, behind)| (Field::Number(number), behind))?,
            1 => (Field::Other, behind.get(8..)?),
            2 => counted(behind).map(|(bytes, behind)| (Field::Bytes(bytes), behind))?,
            5 => (Field::Other, behind.get(4..)?),
            _ => return None,
        };
        if key >> 3 == 0 {
            return None;
        }
        found.push((key >> 3, field));
        rest = behind;
    }
    Some(found)
}

/// The texts in a message and in those within it. What begins with a control character and is a message is no text.
fn strings(message: &[u8], levels: u8, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("body");
    for (_, field) in fields(message).unwrap_or_default() {
        let Some(bytes) = field.bytes().filter(|bytes| !bytes.is_empty()) else {
            continue;
        };
        let is_message = bytes[0] < 0x20 && fields(bytes).is_some();
        match readable(bytes).filter(|_| !is_message) {
            Some(text) => {
                sink.piece(Unit::Field { part }, 0, text);
            }
            None if levels > 0 => strings(bytes, levels - 1, sink)?,
            None => {}
        }
    }
    Ok(())
}

/// A text that a person wrote, as far as that can be told.
fn readable(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let says_something = text.chars().any(char::is_alphanumeric) && text.len() > 1;
    (text.chars().all(is_text) && says_something && !text.starts_with("com.apple.")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field of bytes.
    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        let mut field = vec![number << 3 | 2, bytes.len() as u8];
        field.extend(bytes);
        field
    }

    #[test]
    fn texts_stand_at_any_level_and_messages_are_no_texts() {
        let long = "Dossier van Anouk Peeters, 85.07.30-951.80";
        // A message of one field looks like a text where its length is a letter's number.
        let storage = field(1, &field(1, long.as_bytes()));
        let inner = fields(&storage).unwrap()[0].1.bytes().unwrap();
        assert!(readable(inner).is_some() && fields(inner).is_some());
        assert_eq!(readable(long.as_bytes()), Some(long));
        assert_eq!(readable(b"com.apple.iwork.x"), None);
        assert_eq!(readable(b"\x01ab"), None);
        assert!(fields(b"Dag").is_none());
        assert_eq!(varint(&[0xac, 2, 7]), Some((300, &[7][..])));
        assert!(varint(&[0x80; 12]).is_none());
    }
}
