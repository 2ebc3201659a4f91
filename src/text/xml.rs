//! XML in a window: its text nodes and attribute values one by one, each with the element or attribute it stands in.

use std::ops::Range;

use super::{Carried, Token};

/// Deeper elements have no labels of their own.
const DEPTH: usize = 256;

/// What is open at a point of an XML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State<S> {
    elements: Vec<S>,
    /// Elements open beyond [`DEPTH`].
    beyond: u32,
    inside: Inside,
    /// The attribute whose value comes next.
    attribute: S,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Content,
    Tag,
    /// An attribute's value, up to this quote.
    Attribute(u8),
    Comment,
    Cdata,
    /// A doctype: no entity is expanded, so those that it declares are told as they are written.
    Doctype,
    /// A processing instruction, the end of an element.
    Declaration,
}

pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    state: State<&'t str>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, carried: &'t Carried) -> Self {
        let state = match carried {
            Carried::Xml(state) => State {
                elements: state.elements.iter().map(String::as_str).collect(),
                beyond: state.beyond,
                inside: state.inside,
                attribute: &state.attribute,
            },
            _ => State {
                elements: Vec::new(),
                beyond: 0,
                inside: Inside::Content,
                attribute: "",
            },
        };
        Self { text, at: 0, state }
    }

    pub(super) fn state_at_end(mut self) -> State<String> {
        while self.next_token().is_some() {}
        State {
            elements: self.state.elements.iter().map(|&name| name.to_owned()).collect(),
            beyond: self.state.beyond,
            inside: self.state.inside,
            attribute: self.state.attribute.to_owned(),
        }
    }

    /// The next text or attribute value that is more than white space.
    pub(super) fn next_token(&mut self) -> Option<Token<'t>> {
        while self.at < self.text.len() {
            let element = self.state.elements.last().copied().unwrap_or("");
            let (range, label) = match self.state.inside {
                Inside::Content => (self.content(), element),
                Inside::Tag => {
                    self.tag();
                    continue;
                }
                Inside::Attribute(quote) => (self.up_to(&[quote], Inside::Tag), self.state.attribute),
                Inside::Comment => (self.up_to(b"-->", Inside::Content), ""),
                Inside::Cdata => (self.up_to(b"]]>", Inside::Content), element),
                Inside::Doctype => {
                    let declared = self.up_to(b">", Inside::Content);
                    if !self.text[declared.clone()].contains("ENTITY") {
                        continue;
                    }
                    (declared, "")
                }
                Inside::Declaration => {
                    self.up_to(b">", Inside::Content);
                    continue;
                }
            };
            let range = trimmed(self.text, range);
            if !range.is_empty() {
                return Some(Token { range, label });
            }
        }
        None
    }

    /// Text up to the next tag; passes the opening of that tag.
    fn content(&mut self) -> Range<usize> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        // "a < b" opens nothing.
        let is_tag = |at: &usize| {
            let next = bytes.get(start + at + 1);
            next.is_none_or(|byte| !byte.is_ascii_whitespace() && *byte != b'=' && !byte.is_ascii_digit())
        };
        let Some(found) = memchr::memchr_iter(b'<', &bytes[start..]).find(is_tag) else {
            self.at = self.text.len();
            return start..self.at;
        };
        let tag = start + found;
        let rest = &self.text[tag..];
        let (inside, passed) = match rest.as_bytes().get(1) {
            Some(b'!') if rest.starts_with("<!--") => (Inside::Comment, 4),
            Some(b'!') if rest.starts_with("<![CDATA[") => (Inside::Cdata, 9),
            Some(b'!') => (Inside::Doctype, 2),
            Some(b'?') => (Inside::Declaration, 2),
            Some(b'/') => {
                self.close();
                (Inside::Declaration, 2 + name_len(&rest[2..]))
            }
            _ => {
                let len = name_len(&rest[1..]);
                self.open(local(&rest[1..1 + len]));
                (Inside::Tag, 1 + len)
            }
        };
        self.state.inside = inside;
        self.at = tag + passed;
        start..tag
    }

    /// Attributes up to the next value or the tag's end.
    fn tag(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'>' => {
                    if self.at > 0 && bytes[self.at - 1] == b'/' {
                        self.close();
                    }
                    self.at += 1;
                    self.state.inside = Inside::Content;
                    return;
                }
                b'"' | b'\'' => {
                    self.at += 1;
                    self.state.inside = Inside::Attribute(byte);
                    return;
                }
                // A new tag inside a tag: the first one was broken, or no tag at all ("a < b").
                b'<' => {
                    self.state.inside = Inside::Content;
                    return;
                }
                b'=' | b'/' => self.at += 1,
                _ if byte.is_ascii_whitespace() => self.at += 1,
                _ => {
                    let len = name_len(&self.text[self.at..]).max(1);
                    let end = self.text.ceil_char_boundary(self.at + len);
                    self.state.attribute = local(&self.text[self.at..end]);
                    self.at = end;
                }
            }
        }
    }

    /// What stands before `end`, which is passed; all of the rest when it does not come.
    fn up_to(&mut self, end: &[u8], then: Inside) -> Range<usize> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let found = match end {
            [byte] => memchr::memchr(*byte, &bytes[start..]),
            _ => memchr::memmem::find(&bytes[start..], end),
        };
        match found {
            Some(found) => {
                self.at = start + found + end.len();
                self.state.inside = then;
                start..start + found
            }
            None => {
                self.at = bytes.len();
                start..self.at
            }
        }
    }

    fn open(&mut self, name: &'t str) {
        if self.state.elements.len() == DEPTH {
            self.state.beyond += 1;
        } else {
            self.state.elements.push(name);
        }
    }

    fn close(&mut self) {
        match self.state.beyond {
            0 => {
                self.state.elements.pop();
            }
            beyond => self.state.beyond = beyond - 1,
        }
    }
}

fn name_len(text: &str) -> usize {
    text.as_bytes()
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'=' | b'<' | b'"' | b'\''))
        .unwrap_or(text.len())
}

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}
