//! Property lists of Apple's systems, binary and as XML: settings, backups of phones, pages that Safari saved
//! (webarchive). Told as the JSON that they are like: keys are labels.

use std::fmt::Write as _;
use std::io::{Cursor, Read};

use plist::Value;

use super::office::ole;
use super::{Error, Extract, Format, Reason, Sink, json, xml};

pub(super) static FORMAT: Format = Format {
    name: "plist",
    extensions: &["plist", "webarchive", "strings"],
    recognise: |head| {
        let is_xml = |text: &str| text.trim_start().starts_with("<?xml") && text.contains("<plist");
        head.bytes.starts_with(BINARY) || head.sample().is_some_and(is_xml)
    },
    extract: Extract::Stream(extract),
};

const BINARY: &[u8] = b"bplist00";
/// So much is held: lists are read whole.
const LARGEST: u64 = 64 << 20;
/// Lists may name one value at many places; what they say in full is bounded too.
const LONGEST: usize = 64 << 20;
/// Values inside values.
const DEEPEST: u8 = 64;
/// Pictures that pages hold.
const PICTURES: [&[u8]; 3] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8"];

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(Reason::TooLarge, format!("more than {} MB", LARGEST >> 20)));
    }
    let is_binary = bytes.starts_with(BINARY);
    let Ok(list) = Value::from_reader(Cursor::new(&bytes)) else {
        return match is_binary {
            true => Err(Error::damaged("not a whole property list")),
            // What is not whole as a list may still be read as XML.
            false => xml::extract(&mut &bytes[..], sink),
        };
    };
    drop(bytes);
    let mut told = Told::default();
    told.value(&list, "", 0);
    json::extract(&mut told.json.as_bytes(), sink)?;
    if told.is_cut {
        sink.gap(Reason::LimitOutput, "values inside values");
    }
    for (name, data) in told.documents {
        sink.member(name, &mut &data[..])?;
    }
    Ok(())
}

/// What a binary list says that a program keeps in a field; none of what is no such list. Documents in it are left out.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    let bytes = Some(bytes).filter(|bytes| bytes.starts_with(BINARY) && bytes.len() as u64 <= LARGEST)?;
    let list = Value::from_reader(Cursor::new(bytes)).ok()?;
    let mut told = Told::default();
    told.value(&list, "", 0);
    Some(told.json)
}

/// A list as JSON, and the documents in it with their keys.
#[derive(Default)]
struct Told<'l> {
    json: String,
    documents: Vec<(&'l str, &'l [u8])>,
    is_cut: bool,
}

impl<'l> Told<'l> {
    fn value(&mut self, value: &'l Value, key: &'l str, depth: u8) {
        if depth > DEEPEST || self.json.len() > LONGEST {
            self.is_cut = true;
            self.json.push_str("null");
            return;
        }
        match value {
            Value::Dictionary(values) => self.each(
                '{',
                '}',
                values
                    .iter()
                    .map(|(key, value)| (Some(key.as_str()), key.as_str(), value)),
                depth,
            ),
            Value::Array(values) => self.each('[', ']', values.iter().map(|value| (None, key, value)), depth),
            Value::String(text) => self.text(text),
            Value::Date(date) => self.text(&date.to_xml_format()),
            Value::Data(data) => {
                if is_document(data) {
                    self.documents.push((key, data));
                }
                self.json.push_str("null");
            }
            Value::Integer(number) => _ = write!(self.json, "{number}"),
            Value::Real(number) => _ = write!(self.json, "{number}"),
            Value::Boolean(is) => _ = write!(self.json, "{is}"),
            _ => self.json.push_str("null"),
        }
    }

    fn each(
        &mut self,
        begin: char,
        end: char,
        values: impl Iterator<Item = (Option<&'l str>, &'l str, &'l Value)>,
        depth: u8,
    ) {
        self.json.push(begin);
        for (n, (named, key, value)) in values.enumerate() {
            self.json.push_str(if n > 0 { ",\n" } else { "" });
            if let Some(name) = named {
                self.text(name);
                self.json.push(':');
            }
            self.value(value, key, depth + 1);
        }
        self.json.push(end);
    }

    fn text(&mut self, text: &str) {
        self.json.push_str(&serde_json::Value::from(text).to_string());
    }
}

/// Data that is a document of its own; the rest is keys, places, pictures of icons.
fn is_document(data: &[u8]) -> bool {
    let is_text = || std::str::from_utf8(data).is_ok_and(|text| !text.trim().is_empty() && !text.contains('\0'));
    let begins = |magic: &[u8]| data.starts_with(magic);
    ole::is_document(data) || begins(BINARY) || PICTURES.into_iter().any(begins) || is_text()
}
