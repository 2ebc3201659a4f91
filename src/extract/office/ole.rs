//! Files embedded in office documents: OLE 1.0 objects (\[MS-OLEDS\] 2.2.5) and packages (its 2.3.6).

use crate::extract::bytes::{u16_at, u32_at};
use crate::extract::known::COMPOUND_FILE;
use crate::extract::{Error, Sink};
use crate::text::Unit;

/// Kinds of an object's header.
const EMBEDDED: u32 = 2;
/// How documents begin that are read as documents of their own; others are drawings and formulas.
const DOCUMENTS: [&[u8]; 4] = [COMPOUND_FILE, b"PK\x03\x04", b"%PDF-", b"{\\rtf"];

/// An object as rtf holds it: a header, then what its program wrote.
pub(in crate::extract) fn object(bytes: &[u8], name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    match embedded(bytes) {
        Some((class, data)) => native(class, data, name, sink),
        None => native(b"", bytes, name, sink),
    }
}

/// Class and data of an OLE 1.0 object.
fn embedded(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if u32_at(bytes, 4)? != EMBEDDED {
        return None;
    }
    let (class, at) = counted(bytes, 8)?;
    let (_, at) = counted(bytes, at)?;
    let (_, at) = counted(bytes, at)?;
    let len = u32_at(bytes, at)? as usize;
    let data = bytes.get(at + 4..)?;
    Some((class, &data[..len.min(data.len())]))
}

/// A text with its length before and a zero behind; and where it ends.
fn counted(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let len = u32_at(bytes, at)? as usize;
    let end = at.checked_add(4)?.checked_add(len)?;
    let text = bytes.get(at + 4..end)?;
    Some((text.strip_suffix(b"\0").unwrap_or(text), end))
}

fn native(class: &[u8], data: &[u8], name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    if class.eq_ignore_ascii_case(b"Package")
        && let Some((label, mut file)) = package(data)
    {
        return sink.member(&label, &mut file);
    }
    document(class, data, name, sink)
}

/// Whether data begins as a document does.
pub(in crate::extract) fn is_document(data: &[u8]) -> bool {
    DOCUMENTS.iter().any(|magic| data.starts_with(magic))
}

/// Data that begins as a document does.
pub(in crate::extract) fn document(
    class: &[u8],
    mut data: &[u8],
    name: &str,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let is_formula = class.starts_with(b"Equation") || class.starts_with(b"MathType");
    if is_formula || !is_document(data) {
        return Ok(());
    }
    sink.member(name, &mut data)
}

/// The stream `Ole10Native` of an embedded object: its length, then a package or what a program wrote.
pub(in crate::extract) fn ole10_native(stream: &[u8], name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let len = u32_at(stream, 0).unwrap_or(0) as usize;
    let mut data = stream.get(4..).unwrap_or_default();
    data = &data[..len.min(data.len())];
    match package(data) {
        Some((label, mut file)) => sink.member(&label, &mut file),
        None if data.is_empty() => Ok(()),
        None => match linked(data) {
            Some(path) => {
                let part = sink.intern("links");
                sink.piece(Unit::Field { part }, 0, &String::from_utf8_lossy(path));
                Ok(())
            }
            None => sink.member(name, &mut data),
        },
    }
}

/// Where the file stands that a package leads to without holding it.
fn linked(data: &[u8]) -> Option<&[u8]> {
    const LINKED: u16 = 1;
    let (_, at) = ended(data, 2).filter(|_| u16_at(data, 0) == Some(2))?;
    let (path, at) = ended(data, at)?;
    (u16_at(data, at + 2)? == LINKED).then_some(path)
}

/// Name and bytes of a packaged file.
fn package(data: &[u8]) -> Option<(String, &[u8])> {
    if u16_at(data, 0)? != 2 {
        return None;
    }
    let (label, at) = ended(data, 2)?;
    let (_, at) = ended(data, at)?;
    // Two numbers, then the path it was packed from, with its length.
    let (_, at) = counted(data, at + 4)?;
    let len = u32_at(data, at)? as usize;
    let file = data.get(at + 4..)?;
    let label = String::from_utf8_lossy(label);
    let label = label.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    Some((label, &file[..len.min(file.len())]))
}

/// A text up to its zero; and where that ends.
fn ended(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let text = bytes.get(at..)?;
    let len = memchr::memchr(0, text)?;
    Some((&text[..len], at + len + 1))
}
