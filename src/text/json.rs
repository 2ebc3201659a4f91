//! JSON in a window: its values one by one, each with the key it stands under. Tolerant: broken JSON gives fewer
//! labels.

use std::ops::Range;

use super::{Carried, Token};

/// Deeper levels have no labels of their own.
const DEPTH: usize = 256;

/// What is open at a point of a JSON text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct State<S> {
    levels: Vec<Level<S>>,
    /// Levels open beyond [`DEPTH`].
    beyond: u32,
    inside: Inside,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Level<S> {
    object: bool,
    /// In an object, the next string is a key.
    key_next: bool,
    key: S,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Structure,
    Value,
    Key,
    Scalar,
}

/// Reads values front to back.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    state: State<&'t str>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, carried: &'t Carried) -> Self {
        let state = match carried {
            Carried::Json(state) => State {
                levels: state.levels.iter().map(Level::borrowed).collect(),
                beyond: state.beyond,
                inside: state.inside,
            },
            _ => State::default(),
        };
        Self { text, at: 0, state }
    }

    pub(super) fn state_at_end(mut self) -> State<String> {
        while self.next_token().is_some() {}
        State {
            levels: self.state.levels.iter().map(Level::owned).collect(),
            beyond: self.state.beyond,
            inside: self.state.inside,
        }
    }

    /// The next value, or none at the end of the text.
    pub(super) fn next_token(&mut self) -> Option<Token<'t>> {
        loop {
            let start = self.at;
            match self.state.inside {
                Inside::Value => {
                    let label = self.label();
                    return self.string().map(|range| Token { range, label });
                }
                Inside::Key => self.key()?,
                Inside::Scalar => {
                    let label = self.label();
                    let range = self.scalar();
                    if self.at == self.text.len() && range.is_empty() {
                        return None;
                    }
                    if start < self.at {
                        return Some(Token { range, label });
                    }
                }
                Inside::Structure => self.structure()?,
            }
        }
    }

    fn label(&self) -> &'t str {
        self.state.levels.last().map_or("", |level| level.key)
    }

    /// Passes structure up to the next string or scalar.
    fn structure(&mut self) -> Option<()> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            match byte {
                b'{' | b'[' => self.open(byte == b'{'),
                b'}' | b']' => self.close(),
                b',' => self.expect_key(true),
                b':' => self.expect_key(false),
                b'"' => {
                    let key = self.state.levels.last().is_some_and(|level| level.key_next);
                    self.state.inside = if key { Inside::Key } else { Inside::Value };
                    self.at += 1;
                    return Some(());
                }
                byte if byte.is_ascii_whitespace() => {}
                _ => {
                    self.state.inside = Inside::Scalar;
                    return Some(());
                }
            }
            self.at += 1;
        }
    }

    fn open(&mut self, object: bool) {
        if self.state.levels.len() == DEPTH {
            self.state.beyond += 1;
            return;
        }
        let key = self.label();
        self.state.levels.push(Level {
            object,
            key_next: object,
            key,
        });
    }

    fn close(&mut self) {
        match self.state.beyond {
            0 => {
                self.state.levels.pop();
            }
            beyond => self.state.beyond = beyond - 1,
        }
    }

    fn expect_key(&mut self, key_next: bool) {
        if let Some(level) = self.state.levels.last_mut()
            && self.state.beyond == 0
        {
            level.key_next = key_next && level.object;
        }
    }

    fn key(&mut self) -> Option<()> {
        // A key that was cut was completed when its beginning was dropped.
        let cut = self.at == 0;
        let range = self.string()?;
        if let Some(level) = self.state.levels.last_mut()
            && !cut
        {
            level.key = &self.text[range];
        }
        Some(())
    }

    /// The rest of a string up to its closing quote, or to the end of the text. Where a quote was lost, inside and outside
    /// would change places for good: a line that begins as JSON does is outside.
    fn string(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        while let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', bytes.get(self.at..)?) {
            let at = self.at + found;
            self.at = match bytes[at] {
                b'\n' if !begins_structure(&bytes[at..]) => at + 1,
                b'\\' => self.text.ceil_char_boundary((at + 2).min(bytes.len())),
                end => {
                    self.at = at + usize::from(end == b'"');
                    self.state.inside = Inside::Structure;
                    if end != b'"' {
                        // The comma before the line was taken for a sign of the string.
                        self.expect_key(true);
                    }
                    return Some(start..at);
                }
            };
        }
        self.at = bytes.len();
        (start < self.at).then_some(start..self.at)
    }

    fn scalar(&mut self) -> Range<usize> {
        let start = self.at;
        let end = self.text.as_bytes()[start..].iter().position(|byte| {
            matches!(byte, b',' | b']' | b'}' | b':' | b'"' | b'{' | b'[') || byte.is_ascii_whitespace()
        });
        self.at = end.map_or(self.text.len(), |end| start + end);
        if end.is_some() {
            self.state.inside = Inside::Structure;
        }
        start..self.at
    }
}

/// Whether a line begins as no line of a text does, but one of JSON.
fn begins_structure(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b"{\"") || line.first().is_some_and(|sign| matches!(sign, b'"' | b'}' | b']'))
}

impl State<String> {
    /// Adds what `rest` still has of a key that was cut.
    pub(super) fn complete_key(&mut self, rest: &str) {
        if self.inside == Inside::Key
            && let Some(level) = self.levels.last_mut()
        {
            let mut reader = Reader {
                text: rest,
                at: 0,
                state: State::default(),
            };
            level.key.push_str(&rest[reader.string().unwrap_or_default()]);
        }
    }
}

impl Level<String> {
    fn borrowed(&self) -> Level<&str> {
        Level {
            object: self.object,
            key_next: self.key_next,
            key: &self.key,
        }
    }
}

impl Level<&str> {
    fn owned(&self) -> Level<String> {
        Level {
            object: self.object,
            key_next: self.key_next,
            key: self.key.to_owned(),
        }
    }
}
