//! Signed mail (p7m, RFC 5652): what was signed stands inside, unencrypted, and is read as a document.

use std::borrow::Cow;
use std::io::Read;

use mail_parser::decoders::base64::base64_decode;

use super::office::decrypt::key_needed;
use super::{Error, Extract, Format, Head, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "p7m",
    extensions: &["p7m"],
    recognise: |head| holds(head, SIGNED),
    extract: Extract::Stream(extract),
};

pub(super) static ENCRYPTED: Format = Format {
    name: "p7m-encrypted",
    extensions: &["p7m"],
    recognise: |head| holds(head, ENVELOPED) || holds(head, AUTHENTICATED),
    extract: Extract::Stream(|_, _| Err(key_needed())),
};

/// Content types: the last number of their names.
const SIGNED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
const ENVELOPED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";
const AUTHENTICATED: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17";
const LARGEST: u64 = 128 << 20;
/// Elements inside elements that lead to the content.
const DEEPEST: usize = 16;

fn holds(head: &Head<'_>, kind: &[u8]) -> bool {
    let bytes = &head.bytes[..head.bytes.len().min(256)];
    let bytes = unwrapped(bytes).map_or(Cow::Borrowed(bytes), Cow::Owned);
    let start = &bytes[..bytes.len().min(32)];
    start.starts_with(b"\x30") && memchr::memmem::find(start, kind).is_some()
}

/// What stands in base64 between the lines that begin and end it (RFC 7468), as far as there is.
fn unwrapped(bytes: &[u8]) -> Option<Vec<u8>> {
    const LABELS: [&[u8]; 3] = [b"PKCS7-----", b"CMS-----", b"PKCS #7 SIGNED DATA-----"];
    let rest = bytes.strip_prefix(b"-----BEGIN ")?;
    let rest = LABELS.iter().find_map(|label| rest.strip_prefix(*label))?;
    let end = memchr::memmem::find(rest, b"-----END").unwrap_or(rest.len());
    let digits: Vec<u8> = rest[..end]
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    base64_decode(&digits)
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(Reason::TooLarge, format!("more than {} MB", LARGEST >> 20)));
    }
    if let Some(unwrapped) = unwrapped(&bytes) {
        bytes = unwrapped;
    }
    match content(&bytes) {
        Ok(Some(content)) => {
            let name = signed(&sink.name).to_owned();
            sink.member(&name, &mut content.as_slice())
        }
        // A signature that stands apart from what it signs.
        Ok(None) => {
            sink.set_no_text();
            Ok(())
        }
        Err(()) => Err(Error::damaged("a signed message that is not whole")),
    }
}

/// What a file was called that was signed as a whole (`contract.pdf.p7m`); else it is a mail.
fn signed(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, _) = file.rsplit_once('.').unwrap_or_default();
    if stem.contains('.') { stem } else { "signed.eml" }
}

/// An element of BER: its tag, and where its value begins and ends; an end that is not told is none.
struct Element {
    tag: u8,
    begin: usize,
    end: Option<usize>,
}

fn element(bytes: &[u8], at: usize) -> Option<Element> {
    let (tag, first) = (*bytes.get(at)?, *bytes.get(at + 1)?);
    let n = usize::from(first & 0x7f);
    if first & 0x80 == 0 {
        let begin = at + 2;
        return Some(Element {
            tag,
            begin,
            end: Some(begin + n),
        });
    }
    let begin = at + 2 + n;
    if n == 0 {
        return Some(Element { tag, begin, end: None });
    }
    let len = bytes.get(at + 2..begin).filter(|_| n <= 4)?;
    let len = len.iter().fold(0, |len, &byte| len << 8 | usize::from(byte));
    Some(Element {
        tag,
        begin,
        end: Some(begin.checked_add(len)?),
    })
}

/// The octets that were signed: SignedData { version, digests, { type, [0] content } }.
fn content(bytes: &[u8]) -> Result<Option<Vec<u8>>, ()> {
    let outer = element(bytes, 0).ok_or(())?;
    let kind = element(bytes, outer.begin).ok_or(())?;
    let explicit = element(bytes, kind.end.ok_or(())?).ok_or(())?;
    let signed = element(bytes, explicit.begin).ok_or(())?;
    let version = element(bytes, signed.begin).ok_or(())?;
    let digests = element(bytes, version.end.ok_or(())?).ok_or(())?;
    let inner = element(bytes, behind(bytes, &digests, 0).ok_or(())?).ok_or(())?;
    let kind = element(bytes, inner.begin).ok_or(())?;
    let at = kind.end.ok_or(())?;
    if inner.end.is_some_and(|end| at >= end) {
        return Ok(None);
    }
    let explicit = element(bytes, at).ok_or(())?;
    if explicit.tag != 0xa0 {
        return Ok(None);
    }
    let mut octets = Vec::new();
    gather(bytes, explicit.begin, 0, &mut octets).ok_or(())?;
    Ok(Some(octets))
}

/// Where an element ends that may not say so: behind the two zeros that close it.
fn behind(bytes: &[u8], of: &Element, depth: usize) -> Option<usize> {
    if of.end.is_some() || depth > DEEPEST {
        return of.end;
    }
    let mut at = of.begin;
    while bytes.get(at..at + 2)? != [0, 0] {
        at = behind(bytes, &element(bytes, at)?, depth + 1)?;
    }
    Some(at + 2)
}

/// Octets in one string, or in a string of strings; says where they end.
fn gather(bytes: &[u8], at: usize, depth: usize, octets: &mut Vec<u8>) -> Option<usize> {
    let string = element(bytes, at)?;
    match (string.tag, string.end) {
        (0x04, Some(end)) => {
            // A message that is cut gives what it has.
            octets.extend_from_slice(bytes.get(string.begin..end.min(bytes.len()))?);
            Some(end)
        }
        (0x24, end) if depth < DEEPEST => {
            let mut at = string.begin;
            while end.map_or_else(|| bytes.get(at..at + 2) != Some(&[0, 0]), |end| at < end) {
                at = gather(bytes, at, depth + 1, octets)?;
            }
            Some(end.unwrap_or(at + 2))
        }
        _ => None,
    }
}
