//! A walk over one XML part: start, end and text, with local names, no DTD, bounded depth, and charged to the sink.

mod skipped;

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use memchr::memmem;
use memchr::{memchr, memchr3};

use super::escapes::{self, resolved};
use super::part::{Meter, PartReader, TOKEN, is_limit};
pub(in crate::extract) use super::tag::Tag;
use super::tag::{Name, resolve, tag_end, text_len};
use crate::extract::{Error, Reason, Sink};
use skipped::Skipped;

/// Deeper elements are no office document.
const DEPTH: usize = 256;
/// The end of an element that is passed over is looked for within so many bytes before its inside is.
const SHORT: usize = 4 << 10;
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

/// The walk. Not validating, and never recursive: a part is taken as its writer meant it.
pub(in crate::extract) struct Xml<'p> {
    part: PartReader<'p>,
    /// The name of the element started last without its prefix, when it was empty: its end comes next.
    empty: Option<Range<usize>>,
    /// Bytes of text since the last tag.
    text: usize,
    meter: Rc<Meter>,
    depth: usize,
    /// The name of the element started last.
    started: Range<usize>,
    /// The names of the elements that are open, as [`mark`] tells them; beyond `depth`, of others.
    open: [u32; DEPTH],
    /// Not every element ends.
    is_html: bool,
    /// Elements that were passed over: to make ready to look for one costs more than to look.
    skipped: Vec<Skipped>,
    tags: Tags,
    /// Characters may be written as `_x000D_`.
    has_escapes: bool,
}

/// The last short tag whose end had to be searched, and in whose attributes nothing is counted: many are alike.
#[derive(Default)]
struct Tags {
    last: Vec<u8>,
}

/// Longer tags hold what differs from tag to tag.
const ALIKE: usize = 32;

/// What stands at the start of the window, and how long it is.
enum Token {
    Tag(usize, Name),
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
            started: 0..0,
            open: [0; DEPTH],
            is_html: false,
            skipped: Vec::new(),
            tags: Tags::default(),
            has_escapes: false,
        }
    }

    /// Of a part in whose texts characters may be written as `_x000D_`.
    pub(super) fn with_escapes(self, has_escapes: bool) -> Self {
        Self { has_escapes, ..self }
    }

    /// Of a part whose elements need not end.
    pub fn takes_html(&mut self, is_html: bool) {
        self.is_html = is_html;
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
            return Ok(Node::End(self.part.consumed(name)));
        }
        match self.token()? {
            Token::Tag(len, name) => self.tag(len, name),
            Token::Text(len) => self.text(len),
            Token::Reference(len) => {
                let at = self.part.consume(len);
                let text = resolve(&self.part.consumed(at)[1..len - 1]);
                // It stands as it is: what a DTD says of it is not read.
                if text.len() == len && !self.is_html {
                    self.meter.met_malformed();
                }
                Ok(Node::Text(text.into()))
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
                let is_whole = self.depth == 0 && !self.started.is_empty();
                is_whole
                    .then_some(Node::Eof)
                    .ok_or_else(|| Error::damaged("the XML ends early"))
            }
            Token::Unfinished => Err(Error::damaged("damaged XML")),
        }
    }

    /// Finds the next token, reading on until it is whole.
    #[inline(always)]
    fn token(&mut self) -> Result<Token, Error> {
        let mut token = self.tags.token(self.part.window().as_bytes());
        while matches!(token, Token::Unfinished | Token::Eof) && self.more()? {
            token = self.tags.token(self.part.window().as_bytes());
        }
        Ok(token)
    }

    #[cold]
    fn more(&mut self) -> Result<bool, Error> {
        self.part.more().map_err(|err| io_error(&err))
    }

    fn text(&mut self, mut len: usize) -> Result<Node<'_>, Error> {
        // What is written as `_x000D_` must not be cut.
        while self.has_escapes && self.is_cut(len) && self.more()? {
            match self.tags.token(self.part.window().as_bytes()) {
                Token::Text(longer) => len = longer,
                _ => break,
            }
        }
        self.text += len;
        if self.text > TOKEN {
            return Err(Error::new(Reason::LimitOutput, "a text too long to be one"));
        }
        let at = self.part.consume(len);
        let text = Cow::from(self.part.consumed(at));
        Ok(Node::Text(if self.has_escapes { resolved(text) } else { text }))
    }

    /// Whether a text goes on to the end of the window and may end within an escape.
    fn is_cut(&self, len: usize) -> bool {
        let window = self.part.window().as_bytes();
        len == window.len() && window[len - len.min(escapes::LEN - 1)..].contains(&b'_')
    }

    fn tag(&mut self, len: usize, name: Name) -> Result<Node<'_>, Error> {
        self.text = 0;
        let at = self.part.consume(len);
        let inside = at.start + 1..at.end - 1;
        let tag = self.part.consumed(inside.clone());
        if let Some(tag) = tag.strip_prefix('/') {
            self.depth = self.depth.saturating_sub(1);
            let mark = mark(&tag.as_bytes()[..name.len]);
            if self.open.get(self.depth).is_some_and(|open| *open != mark) && !self.is_html {
                self.meter.met_malformed();
            }
            return Ok(Node::End(&tag[name.prefix..name.len]));
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Error::new(Reason::LimitDepth, format!("elements deeper than {DEPTH}")));
        }
        self.open[self.depth - 1] = mark(&tag.as_bytes()[..name.len]);
        self.started = inside.start..inside.start + name.len;
        if tag.ends_with('/') {
            self.empty = Some(inside.start + name.prefix..inside.start + name.len);
        }
        Ok(Node::Start(Tag::new(tag, name, self.has_escapes)))
    }

    /// The text of the element whose start was just read, where it stands between `begin` and `end` and is plain; the
    /// element is passed over with it. Most cells hold nothing but a value, and one step costs less than five.
    #[inline]
    pub fn only_text(&mut self, begin: &[u8], end: &[u8]) -> Option<&str> {
        let inside = self.part.window().as_bytes().strip_prefix(begin)?;
        let len = text_len(inside);
        let (text, behind) = inside.split_at(len);
        if self.empty.is_some() || !behind.starts_with(end) || self.has_escapes && memchr(b'_', text).is_some() {
            return None;
        }
        self.depth -= 1;
        let at = self.part.consume(begin.len() + len + end.len());
        Some(self.part.consumed(at.start + begin.len()..at.end - end.len()))
    }

    /// Passes over the element whose start was just read. Nothing in it is looked at but where its elements begin and
    /// end: much of a document only says how it looks.
    pub fn skip(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.skip_showing(|_| {}, sink)
    }

    /// The same, and `show` sees the tags inside as they are written, one or many at a time.
    #[inline]
    pub fn skip_showing(&mut self, mut show: impl FnMut(&[u8]), sink: &mut Sink<'_>) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        if self.empty.take().is_some() {
            self.depth = outside;
        } else if let Some(len) = self.plain_element() {
            let at = self.part.consume(len);
            show(self.part.consumed(at).as_bytes());
            self.depth = outside;
        }
        while self.depth > outside {
            if self.meter.inflated.get() > CHARGE {
                charge(&self.meter, sink)?;
            }
            match self.token()? {
                Token::Tag(len, _) => {
                    let at = self.part.consume(len);
                    let tag = self.part.consumed(at).as_bytes();
                    show(tag);
                    match tag {
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

    /// How far off the end of the element is that was just started, when it is short and holds neither elements of the
    /// same name nor comments: then it is where the name comes next.
    fn plain_element(&mut self) -> Option<usize> {
        let window = self.part.window().as_bytes();
        let window = &window[..window.len().min(SHORT)];
        let name = self.part.consumed(self.started.clone());
        let known = self.skipped.iter().position(|skipped| skipped.is(name));
        let at = known.unwrap_or_else(|| {
            self.skipped.push(Skipped::new(name));
            self.skipped.len() - 1
        });
        self.skipped[at].plain_len(window)
    }
}

/// What tells the names of elements apart: how long they are, and three of their bytes.
#[inline]
fn mark(name: &[u8]) -> u32 {
    let at = |at: usize| name.get(at).copied().unwrap_or(0);
    u32::from_le_bytes([
        name.len() as u8,
        at(0),
        at(name.len() / 2),
        at(name.len().wrapping_sub(1)),
    ])
}

impl Tags {
    #[inline(always)]
    fn token(&mut self, window: &[u8]) -> Token {
        match window {
            [b'<', b'!' | b'?', ..] | [b'<' | b'&'] | [b'&', ..] | [] => rare(window),
            [b'<', b'/', tag @ ..] => self.tag(window, 2, Name::of(tag)),
            [b'<', tag @ ..] => self.tag(window, 1, Name::of(tag)),
            _ => Token::Text(text_len(window)),
        }
    }

    /// A tag whose name begins at `at`.
    #[inline(always)]
    fn tag(&mut self, window: &[u8], at: usize, name: Name) -> Token {
        let behind = at + name.len;
        // Most tags are nothing but a name.
        if window.get(behind) == Some(&b'>') {
            return Token::Tag(behind + 1, name);
        }
        if !self.last.is_empty() && window.starts_with(&self.last) {
            return Token::Tag(self.last.len(), name);
        }
        let Some(end) = tag_end(window) else {
            return Token::Unfinished;
        };
        if end < ALIKE && !window[behind..end].iter().any(u8::is_ascii_digit) {
            self.last.clear();
            self.last.extend_from_slice(&window[..=end]);
        }
        Token::Tag(end + 1, name)
    }
}

/// What is neither a tag nor plain text.
fn rare(window: &[u8]) -> Token {
    let found =
        |at: Option<usize>, token: fn(usize) -> Token, tail: usize| at.map_or(Token::Unfinished, |at| token(at + tail));
    match window {
        [b'<'] | [b'<', b'!'] => Token::Unfinished,
        [b'<', b'!', b'-', ..] => found(memmem::find(window, b"-->"), Token::Other, 3),
        [b'<', b'!', b'[', ..] if window.len() < 12 => Token::Unfinished,
        [b'<', b'!', b'[', ..] if window.starts_with(b"<![CDATA[") => {
            found(memmem::find(window, b"]]>"), Token::CData, 3)
        }
        [b'<', b'!', ..] => found(document_type_end(window), Token::Other, 1),
        [b'<', b'?', ..] => found(memmem::find(window, b"?>"), Token::Other, 2),
        [b'&', ..] => match memchr3(b';', b'<', b'&', &window[1..]) {
            Some(at) if window[at + 1] == b';' => Token::Reference(at + 2),
            // A lone ampersand.
            Some(at) => Token::Text(at + 1),
            None if window.len() > 64 => Token::Text(window.len()),
            None => Token::Unfinished,
        },
        _ => Token::Eof,
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

/// Tells the sink what was taken and inflated since the last time.
pub(super) fn charge(meter: &Meter, sink: &mut Sink<'_>) -> Result<(), Error> {
    if meter.take_forbidden() {
        sink.gap(Reason::Damaged, "characters that XML forbids");
    }
    if meter.take_malformed() {
        sink.gap(Reason::Damaged, "damaged XML");
    }
    let (taken, inflated) = meter.take();
    sink.charge(taken, inflated)
}

/// What the decompressor says of damaged data comes with many kinds; only the file's own errors are not the part's.
pub(super) fn io_error(err: &std::io::Error) -> Error {
    if is_limit(err) {
        return Error::new(Reason::LimitOutput, "a text too long to be one");
    }
    match err.raw_os_error() {
        Some(_) => Error::new(Reason::IoError, crate::language::io_words(err)),
        None => Error::damaged("damaged compressed data"),
    }
}
