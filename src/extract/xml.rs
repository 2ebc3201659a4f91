//! XML: pushed as written, with entities decoded. Entities of a DTD are never expanded.

mod drawio;
mod elements;
mod headless;
mod svg;

use std::borrow::Cow;
use std::io::Read;

use super::codepage::CodePage;
use super::embedded::Embedded;
use super::encoding::{Tail, TextReader};
use super::fragment::{self, Written};
use super::pen::Pen;
use super::{Error, Extract, Format, Head, Input, Reason, Sink, entity};
use crate::text::Unit;
use elements::Tags;

pub(super) static FORMAT: Format = Format {
    name: "xml",
    extensions: &["xml", "svg", "xsd", "xsl", "xslt", "gpx", "kml", "rss", "atom", "plist"],
    recognise: |head| {
        head.sample()
            .is_some_and(|text| is_xml(text.trim_start(), head) || headless::is(text, head))
    },
    extract: Extract::Stream(|input, sink| drawio::watched(input, sink, extract)),
};

fn is_xml(text: &str, head: &Head<'_>) -> bool {
    let element = text
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '!' || c == '_'));
    text.starts_with("<?xml") || element && (FORMAT.extensions.contains(&head.extension) || closes(text))
}

/// Whether the first element of a text without declaration is one: it ends in itself or at the end of the text.
fn closes(text: &str) -> bool {
    let name = text[1..]
        .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .next()
        .unwrap_or("");
    text.contains(&format!("</{name}>")) && text.trim_end().ends_with('>')
}

/// The local name of a document's first element.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let ends = match rest.as_bytes() {
            [b'<', b'?', ..] => "?>",
            [b'<', b'!', b'-', ..] => "-->",
            [b'<', b'!', ..] => ">",
            [b'<', ..] => break,
            _ => return None,
        };
        rest = rest[rest.find(ends)? + ends.len()..].trim_start();
    }
    let name = rest[1..].split([' ', '\t', '\r', '\n', '/', '>']).next()?;
    Some(name.rsplit(':').next().unwrap_or(name))
}

pub(super) fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    match told(input, sink, shown)? {
        How::Whole => {}
        How::Cut => sink.gap(Reason::Damaged, "it ends inside an element"),
        How::Damaged => sink.gap(Reason::Damaged, "damaged XML"),
    }
    Ok(())
}

/// How whole a text was.
enum How {
    Whole,
    /// It ends inside an element.
    Cut,
    /// It begins inside an element, or its elements do not end as they began, though it says that it is XML and no page.
    Damaged,
}

/// Tells the text.
fn told(input: &mut dyn Read, sink: &mut Sink<'_>, shown: fn(&str) -> Cow<'_, str>) -> Result<How, Error> {
    sink.mark(Unit::Xml { first: 1 }, 0);
    let (mut cut, mut tail, mut embedded) = (String::new(), Tail::default(), Embedded::new(sink));
    let mut elements = elements::Elements::default();
    let reader = TextReader::new(input, declared);
    let sample = reader.sample();
    let mut pen = (root(&sample) == Some("svg")).then(Pen::default);
    let is_declared = sample.trim_start().starts_with("<?xml") && root(&sample) != Some("html");
    let is_headless = !sample.trim_start().starts_with('<');
    drop(sample);
    let mut shown = |text: &str, sink: &mut Sink<'_>| match &mut pen {
        Some(pen) => sink.push(&shown(&svg::joined(text, pen))),
        None => sink.push(&shown(text)),
    };
    reader.each(|text| {
        tail.add(text);
        elements.feed(text);
        embedded.feed(text.as_bytes());
        if cut.is_empty() && memchr::memchr(b'&', text.as_bytes()).is_none() {
            shown(text, sink);
            return Ok(());
        }
        cut.push_str(text);
        let (decoded, rest) = entity::decode(&cut, false, structure);
        shown(&decoded, sink);
        cut = rest.to_owned();
        Ok(())
    })?;
    shown(&entity::decode(&cut, true, structure).0, sink);
    embedded.finish_markup(sink)?;
    Ok(match elements.tags() {
        _ if !is_complete(tail.end()) || elements.any_open() => How::Cut,
        _ if is_headless => How::Damaged,
        Tags::Torn | Tags::Uneven if is_declared => How::Damaged,
        _ => How::Whole,
    })
}

/// Reads a document that is one file of XML, whose tags are looked at first: where one is torn, text behind it would be
/// taken for attributes, so that all is told as it is written.
pub(super) fn flat(
    input: &mut dyn Input,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&mut dyn Input, &mut Sink<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut elements = elements::Elements::default();
    TextReader::new(&mut &mut *input, declared).each(|text| {
        elements.feed(text);
        Ok(())
    })?;
    input.rewind()?;
    let tags = elements.tags();
    if tags != Tags::Whole {
        sink.gap(Reason::Damaged, "damaged XML");
    }
    match tags {
        Tags::Torn => written(&mut &mut *input, sink),
        _ => read(input, sink),
    }
}

/// Tells a text as it is written: what touches a torn tag is no part of a word.
pub(super) fn written(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    told(input, sink, as_written).map(drop)
}

fn as_written(text: &str) -> Cow<'_, str> {
    text.into()
}

/// Fragments of HTML as text: as references, or as they are where the text is said to be no structure.
fn shown(text: &str) -> Cow<'_, str> {
    const BEGIN: &str = "<![CDATA[";
    if memchr::memmem::find(text.as_bytes(), BEGIN.as_bytes()).is_none() {
        return markup(text);
    }
    let (mut told, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once(BEGIN) {
        let Some(len) = behind.find("]]>") else {
            break;
        };
        told.push_str(&markup(before));
        told.push_str(BEGIN);
        told.push_str(&fragment::shown(&behind[..len], Written::Value));
        rest = &behind[len..];
    }
    told.push_str(&markup(rest));
    told.into()
}

/// Without the tags within words, and with the fragments as text.
fn markup(text: &str) -> Cow<'_, str> {
    match fragment::joined(text) {
        Cow::Borrowed(text) => fragment::shown(text, Written::Xml),
        Cow::Owned(text) => fragment::shown(&text, Written::Xml).into_owned().into(),
    }
}

/// The last thing in a document ends an element, or stands behind all of them.
fn is_complete(end: &str) -> bool {
    let last = end.rfind('<').map_or("", |at| &end[at..]);
    let closes = ["</", "<!--", "<?"].iter().any(|begin| last.starts_with(begin)) || end.ends_with("/>");
    // A comment may hold anything.
    end.ends_with('>') && closes || end.ends_with("-->")
}

/// Characters that would spoil the structure stay entities.
fn structure(c: char) -> Option<&'static str> {
    match c {
        '<' => Some("&lt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        _ => None,
    }
}

/// The encoding of the declaration `<?xml … encoding="…"?>`.
fn declared(head: &[u8]) -> Option<CodePage> {
    let head = &head[..head.len().min(1024)];
    if !head.trim_ascii_start().starts_with(b"<?xml") {
        return None;
    }
    let declaration = &head[..memchr::memchr(b'>', head)?];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let value = declaration[at + 8..]
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let label = value.split(|byte| matches!(byte, b'"' | b'\'')).nth(1)?;
    CodePage::for_label(label)
}
