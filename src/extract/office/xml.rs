//! A walk over one XML part: start, end and text, with local names, no DTD, bounded depth, and charged to the sink.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use super::part::{Meter, PartReader, TOKEN, is_limit};
use crate::extract::{Error, Reason, Sink};

/// Deeper elements are no office document.
const DEPTH: usize = 256;
/// Bytes inflated between two charges.
const CHARGE: u64 = 64 << 10;

pub(in crate::extract) enum Node<'n> {
    Start(Tag<'n>),
    /// The local name of the element that ends; an empty element starts and ends.
    End(&'n str),
    /// Text, or nothing where a comment or an instruction stood.
    Text(Cow<'n, str>),
    Eof,
}

/// A start tag, between its brackets.
pub(in crate::extract) struct Tag<'n>(&'n str);

/// The walk. Not validating, and never recursive: a part is taken as its writer meant it.
pub(in crate::extract) struct Xml<'p> {
    part: PartReader<'p>,
    /// The name of the element started last, when it was empty: its end comes next.
    empty: Option<Range<usize>>,
    /// Bytes of text since the last tag.
    text: usize,
    meter: Rc<Meter>,
    depth: usize,
}

/// What stands at the start of the window, and how long it is.
enum Token {
    Tag(usize),
    Text(usize),
    Reference(usize),
    CData(usize),
    /// Comments, instructions, the document type.
    Other(usize),
    Eof,
    /// Its end is not in the window.
    Unfinished,
}

impl<'p> Xml<'p> {
    pub(super) fn new(part: PartReader<'p>, meter: Rc<Meter>) -> Self {
        Self {
            part,
            empty: None,
            text: 0,
            meter,
            depth: 0,
        }
    }

    /// Elements open now.
    pub fn depth(&self) -> usize {
        self.depth
    }

    pub fn next(&mut self, sink: &mut Sink<'_>) -> Result<Node<'_>, Error> {
        if self.meter.inflated.get() > CHARGE {
            charge(&self.meter, sink)?;
        }
        if let Some(name) = self.empty.take() {
            self.depth -= 1;
            return Ok(Node::End(local(self.part.consumed(name))));
        }
        match self.token()? {
            Token::Tag(len) => self.tag(len),
            Token::Text(len) => {
                self.text += len;
                if self.text > TOKEN {
                    return Err(Error::new(Reason::LimitOutput, "a text too long to be one"));
                }
                let at = self.part.consume(len);
                Ok(Node::Text(self.part.consumed(at).into()))
            }
            Token::Reference(len) => {
                let at = self.part.consume(len);
                Ok(Node::Text(resolve(&self.part.consumed(at)[1..len - 1]).into()))
            }
            Token::CData(len) => {
                let at = self.part.consume(len);
                Ok(Node::Text(self.part.consumed(at)[9..len - 3].into()))
            }
            Token::Other(len) => {
                self.part.consume(len);
                Ok(Node::Text("".into()))
            }
            Token::Eof => {
                charge(&self.meter, sink)?;
                let is_whole = self.depth == 0;
                is_whole
                    .then_some(Node::Eof)
                    .ok_or_else(|| Error::damaged("the XML ends early"))
            }
            Token::Unfinished => Err(Error::damaged("damaged XML")),
        }
    }

    /// Finds the next token, reading on until it is whole.
    fn token(&mut self) -> Result<Token, Error> {
        loop {
            let token = token(self.part.window().as_bytes());
            if !matches!(token, Token::Unfinished | Token::Eof) {
                return Ok(token);
            }
            if !self.part.more().map_err(|err| io_error(&err))? {
                return Ok(token);
            }
        }
    }

    fn tag(&mut self, len: usize) -> Result<Node<'_>, Error> {
        self.text = 0;
        let at = self.part.consume(len);
        let inside = at.start + 1..at.end - 1;
        let tag = self.part.consumed(inside.clone());
        if let Some(name) = tag.strip_prefix('/') {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Node::End(local(name.trim_ascii_end())));
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Error::new(Reason::LimitDepth, format!("elements deeper than {DEPTH}")));
        }
        let tag = match tag.strip_suffix('/') {
            Some(tag) => {
                self.empty = Some(inside.start..inside.start + name_len(tag));
                tag
            }
            None => tag,
        };
        Ok(Node::Start(Tag(tag)))
    }

    /// Passes over the element whose start was just read. Nothing in it is looked at but where its elements begin and
    /// end: much of a document only says how it looks.
    pub fn skip(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        if self.empty.take().is_some() {
            self.depth = outside;
        }
        while self.depth > outside {
            if self.meter.inflated.get() > CHARGE {
                charge(&self.meter, sink)?;
            }
            match self.token()? {
                Token::Tag(len) => {
                    let at = self.part.consume(len);
                    match self.part.consumed(at).as_bytes() {
                        [b'<', b'/', ..] => self.depth -= 1,
                        [.., b'/', b'>'] => {}
                        _ => self.depth += 1,
                    }
                }
                Token::Text(len) | Token::Reference(len) | Token::CData(len) | Token::Other(len) => {
                    self.part.consume(len);
                }
                Token::Eof => return Err(Error::damaged("the XML ends early")),
                Token::Unfinished => return Err(Error::damaged("damaged XML")),
            }
        }
        self.text = 0;
        Ok(())
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        local(&self.0[..name_len(self.0)])
    }

    pub fn prefix(&self) -> &str {
        let name = &self.0[..name_len(self.0)];
        name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// An attribute by its local name, entities resolved.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Attributes by local name.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.raw_attributes()
            .map(|(name, value)| (local(name), unescaped(value)))
    }

    /// The id of a relationship: `r:id`, which may stand beside an `id` of its own.
    pub fn relation_id(&self) -> Option<Cow<'_, str>> {
        let (_, value) = self.raw_attributes().find(|(name, _)| name.ends_with(":id"))?;
        Some(unescaped(value))
    }

    fn raw_attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = &self.0[name_len(self.0)..];
        std::iter::from_fn(move || {
            let equals = rest.bytes().position(|byte| byte == b'=')?;
            let name = rest[..equals].trim_ascii();
            let value = rest[equals + 1..].trim_ascii_start();
            let quote = *value.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let value = &value[1..];
            let end = memchr(quote, value.as_bytes())?;
            rest = &value[end + 1..];
            Some((name, &value[..end]))
        })
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.parse().ok()
    }
}

fn token(window: &[u8]) -> Token {
    let found =
        |at: Option<usize>, token: fn(usize) -> Token, tail: usize| at.map_or(Token::Unfinished, |at| token(at + tail));
    match window {
        [] => Token::Eof,
        [b'<'] | [b'<', b'!'] => Token::Unfinished,
        [b'<', b'!', b'-', ..] => found(memmem::find(window, b"-->"), Token::Other, 3),
        [b'<', b'!', b'[', ..] if window.len() < 12 => Token::Unfinished,
        [b'<', b'!', b'[', ..] if window.starts_with(b"<![CDATA[") => {
            found(memmem::find(window, b"]]>"), Token::CData, 3)
        }
        [b'<', b'!', ..] => found(document_type_end(window), Token::Other, 1),
        [b'<', b'?', ..] => found(memmem::find(window, b"?>"), Token::Other, 2),
        [b'<', ..] => found(tag_end(window), Token::Tag, 1),
        [b'&', ..] => match memchr3(b';', b'<', b'&', &window[1..]) {
            Some(at) if window[at + 1] == b';' => Token::Reference(at + 2),
            // A lone ampersand.
            Some(at) => Token::Text(at + 1),
            None if window.len() > 64 => Token::Text(window.len()),
            None => Token::Unfinished,
        },
        _ => Token::Text(memchr2(b'<', b'&', window).unwrap_or(window.len())),
    }
}

/// The bracket that ends a tag: the first that stands in no attribute's value.
fn tag_end(window: &[u8]) -> Option<usize> {
    // Most tags are a few bytes long: looking at each costs less than setting out for a search.
    for (at, byte) in window.iter().enumerate().take(24) {
        match byte {
            b'>' => return Some(at),
            b'"' | b'\'' => break,
            _ => {}
        }
    }
    let end = memchr(b'>', window)?;
    let before = &window[..end];
    // Mostly a value in double quotes ends right before it; one that begins there stands behind an equals sign.
    if let [.., last, b'"'] | [.., last, b'"', b'/'] = before
        && !matches!(last, b'=' | b' ' | b'\t' | b'\r' | b'\n')
        && memchr(b'\'', before).is_none()
    {
        return Some(end);
    }
    if memchr(b'\'', before).is_none() && memchr_iter(b'"', before).count().is_multiple_of(2) {
        return Some(end);
    }
    let mut at = 1;
    loop {
        let next = at + memchr3(b'>', b'"', b'\'', &window[at..])?;
        match window[next] {
            b'>' => return Some(next),
            quote => at = next + 1 + memchr(quote, &window[next + 1..])? + 1,
        }
    }
}

/// A document type may hold declarations between square brackets.
fn document_type_end(window: &[u8]) -> Option<usize> {
    let end = memchr(b'>', window)?;
    match memchr(b'[', &window[..end]) {
        Some(_) => {
            let close = memchr(b']', window)?;
            Some(close + memchr(b'>', &window[close..])?)
        }
        None => Some(end),
    }
}

fn name_len(tag: &str) -> usize {
    tag.bytes()
        .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'/'))
        .unwrap_or(tag.len())
}

fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.split_once(';') {
            Some((reference, tail)) => {
                plain.push_str(&resolve(reference));
                rest = tail;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// The five predefined entities and numeric references; no other entity is ever resolved (no DTD is read).
fn resolve(reference: &str) -> String {
    if let Some(text) = quick_xml::escape::resolve_xml_entity(reference) {
        return text.to_owned();
    }
    let code = match reference.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    code.and_then(char::from_u32)
        .filter(|&c| c != '\0')
        .map_or_else(|| format!("&{reference};"), String::from)
}

fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.map_or(name, |at| &name[at + 1..])
}

/// Tells the sink what was taken and inflated since the last time.
pub(super) fn charge(meter: &Meter, sink: &mut Sink<'_>) -> Result<(), Error> {
    sink.charge(meter.taken.take(), meter.inflated.take())
}

/// What the decompressor says of damaged data comes with many kinds; only the file's own errors are not the part's.
pub(super) fn io_error(err: &std::io::Error) -> Error {
    if is_limit(err) {
        return Error::new(Reason::LimitOutput, "a text too long to be one");
    }
    match err.raw_os_error() {
        Some(_) => Error::new(Reason::IoError, err.kind().to_string()),
        None => Error::damaged("damaged compressed data"),
    }
}
