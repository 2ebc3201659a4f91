//! JSON and JSON Lines: pushed as written, with escapes decoded.

mod nested;
mod whole;

use std::io::Read;

use super::embedded::Embedded;
use super::encoding::{Tail, TextReader};
use super::fragment::{self, Written};
use super::{Error, Extract, Format, Reason, Sink};
use crate::text::Unit;
use whole::{Whole, is_space};

pub(super) static FORMAT: Format = Format {
    name: "json",
    extensions: &["json", "jsonl", "ndjson", "geojson"],
    recognise: |head| {
        let named = FORMAT.extensions.contains(&head.extension);
        head.sample()
            .is_some_and(|text| text.trim_start().starts_with(['{', '[']) && (named || is_json(text)))
    },
    extract: Extract::Stream(extract),
};

/// Without the extension every value up to the end of the sample must be well-formed.
fn is_json(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    loop {
        match values.next() {
            // Only objects and arrays follow each other in JSON Lines: "[1] a note" is text.
            Some(Ok(_)) if text[values.byte_offset()..].trim_start().starts_with(['{', '[']) => {}
            Some(Ok(_)) => return text[values.byte_offset()..].trim().is_empty(),
            Some(Err(err)) => return err.is_eof(),
            None => return true,
        }
    }
}

pub(super) fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    sink.mark(Unit::Json { first: 1 }, 0);
    let (mut cut, mut tail, mut embedded) = (String::new(), Tail::default(), Embedded::new(sink));
    let mut whole = Whole::default();
    TextReader::new(input, |_| None).each(|text| {
        tail.add(text);
        whole.feed(text);
        if cut.is_empty() && memchr::memchr(b'\\', text.as_bytes()).is_none() {
            embedded.feed(text.as_bytes());
            sink.push(&fragment::shown(text, Written::Json));
            return Ok(());
        }
        cut.push_str(text);
        cut = take(&cut, false, &mut embedded, sink);
        Ok(())
    })?;
    take(&cut, true, &mut embedded, sink);
    if whole.is_broken() {
        sink.gap(Reason::Damaged, "damaged JSON");
    } else if whole.any_open() || !tail.end().trim_end_matches(is_space).ends_with(['}', ']']) {
        sink.gap(Reason::Damaged, "it ends inside a value");
    }
    embedded.finish_markup(sink)
}

/// Hands on what is whole; gives back the rest.
fn take(text: &str, at_end: bool, embedded: &mut Embedded, sink: &mut Sink<'_>) -> String {
    let (unwrapped, held) = nested::unwrapped(text, at_end);
    let (decoded, rest) = unescape(&unwrapped, at_end);
    embedded.feed(decoded.as_bytes());
    sink.push(&fragment::shown(&decoded, Written::Json));
    [rest, held].concat()
}

/// Decodes escapes; gives back what may be the beginning of one at the end.
fn unescape(text: &str, at_end: bool) -> (String, &str) {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest escape is a surrogate pair.
        if rest.len() < 12 && !at_end {
            return (decoded, rest);
        }
        let len = match rest.as_bytes().get(1) {
            Some(b'/') => put(&mut decoded, '/', 2),
            Some(b'n' | b't' | b'b' | b'f' | b'r') => put(&mut decoded, ' ', 2),
            Some(b'u') => unicode(rest, &mut decoded),
            // Quotes and backslashes stay escaped: they would spoil the structure.
            Some(b'"' | b'\\') => {
                decoded.push_str(&rest[..2]);
                2
            }
            _ => put(&mut decoded, '\\', 1),
        };
        rest = &rest[len..];
    }
    decoded.push_str(rest);
    (decoded, "")
}

fn put(decoded: &mut String, c: char, len: usize) -> usize {
    decoded.push(c);
    len
}

/// `\uXXXX`, or two of them that make a surrogate pair; says how long it was.
fn unicode(rest: &str, decoded: &mut String) -> usize {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else {
        return put(decoded, '\\', 1);
    };
    let units = [Some(first), unit(6)];
    match char::decode_utf16(units.into_iter().flatten()).next() {
        Some(Ok(c @ ('"' | '\\'))) => {
            decoded.push('\\');
            put(decoded, c, 6)
        }
        // The colours of a terminal are taken out as a whole.
        Some(Ok(c)) if c.is_control() && c != '\u{1b}' => put(decoded, ' ', 6),
        Some(Ok(c)) => put(decoded, c, if c.len_utf16() == 2 { 12 } else { 6 }),
        _ => put(decoded, '\u{fffd}', 6),
    }
}
