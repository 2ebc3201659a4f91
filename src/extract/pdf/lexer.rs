//! Cuts content streams and CMaps into operands and operators.
//!
//! Arrays and dictionaries are not nested here: their brackets are operands of their own, so that no input can make
//! the reader recurse.

use std::borrow::Cow;

use crate::extract::holes::{self, NO_CHARACTERS, is_hollow};

/// More digits say nothing more.
const MAX_DIGITS: usize = 64;
/// Bytes in which the ends of strings are looked for in vain: each is looked for up to the end.
pub(super) const LOOKED_THROUGH: usize = 32 << 20;
/// Behind a stretch of zeros, the end of a string that began before it or in it is not farther.
const STRING: usize = 2_048;
/// The longest end of a line.
const LINE_BREAK: usize = 2;
/// Operators that no program writes: fewer are the remains of a picture.
const MOST_STRANGE: u32 = 2;
/// What is told of what is not as programs write it.
pub(super) const SPOILT: &str = "a page has damaged content";

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f32),
    Name(Cow<'a, [u8]>),
    Text(Cow<'a, [u8]>),
    /// `<`...`>`, decoded.
    Hex(Vec<u8>),
    /// `[`, `]`, `<<` and `>>`.
    Bracket(&'a [u8]),
    Operator(&'a [u8]),
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The string before is shown by an operator that was lost.
    shows: bool,
    /// Whether zeros stand in the place of what was there; whether it goes on in a string behind them.
    has_hole: bool,
    is_within: bool,
    n_open: u32,
    n_strange: u32,
    /// Bytes in which the ends of strings may still be looked for.
    pub(super) room: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            shows: false,
            has_hole: false,
            is_within: false,
            n_open: 0,
            n_strange: 0,
            room: LOOKED_THROUGH,
        }
    }

    /// What is wrong with what was read so far, if it is more than what sound files have.
    pub(super) fn damage(&self) -> Option<&'static str> {
        if self.has_hole {
            Some(holes::LOST)
        } else if self.n_open > 0 || self.n_strange > MOST_STRANGE {
            Some(SPOILT)
        } else {
            None
        }
    }

    /// Passes over zeros that stand in the place of something else, if they begin here; whether they did. Those at the end
    /// fill up the content.
    fn skip_hole(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.starts_with(&NO_CHARACTERS) {
            return false;
        }
        let len = rest.iter().position(|&byte| byte != 0).unwrap_or(rest.len());
        let behind = &rest[len..];
        self.at += len;
        self.has_hole |= behind.len() > LINE_BREAK || !behind.iter().copied().all(is_space);
        true
    }

    /// Whether what stands behind a hole is a string that began before: it ends before another begins.
    fn goes_on(&self) -> bool {
        let mut rest = self.bytes.get(self.at..).unwrap_or_default().iter().take(STRING);
        while let Some(&byte) = rest.next() {
            match byte {
                b'\\' => drop(rest.next()),
                b'(' => return false,
                b')' => return true,
                _ => {}
            }
        }
        false
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if byte == 0 && self.skip_hole() {
                self.is_within = self.goes_on();
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Runs over regular characters.
    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn name(&mut self) -> Token<'a> {
        let word = self.word();
        Token::Name(if word.contains(&b'#') {
            Cow::Owned(unescape_name(word))
        } else {
            Cow::Borrowed(word)
        })
    }

    /// Behind the opening bracket of a literal string.
    fn literal(&mut self) -> Token<'a> {
        let rest = &self.bytes[self.at..];
        let plain = rest.iter().position(|byte| matches!(byte, b'(' | b')' | b'\\' | b'\r'));
        if let Some(len) = plain.filter(|&len| rest[len] == b')' && !has_hole(&rest[..len])) {
            self.at += len + 1;
            return Token::Text(Cow::Borrowed(&rest[..len]));
        }
        let start = self.at;
        let mut text = Vec::new();
        let mut open = 0_u32;
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == 0 && self.skip_hole() {
                self.has_hole = true;
                if self.goes_on() {
                    continue;
                }
                self.shows = true;
                return Token::Text(Cow::Owned(text));
            }
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => return Token::Text(Cow::Owned(text)),
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        self.unended(start, text)
    }

    /// A string that does not end lost its bracket: it goes on to the end of its line, or to the first bracket.
    fn unended(&mut self, start: usize, text: Vec<u8>) -> Token<'a> {
        self.n_open += 1;
        let rest = &self.bytes[start..];
        let has_room = self.room >= rest.len();
        self.room = self.room.saturating_sub(rest.len());
        match memchr::memchr3(b'\n', b'\r', b')', rest).filter(|_| has_room) {
            Some(len) => {
                self.at = start + len + 1;
                self.shows = rest[len] != b')';
                Token::Text(Cow::Borrowed(&rest[..len]))
            }
            None => Token::Text(Cow::Owned(text)),
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let byte = self.peek(0);
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek(0) == b'\n'),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let digit = self.peek(0);
                    if !matches!(digit, b'0'..=b'7') {
                        break;
                    }
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(code.to_le_bytes()[0]);
            }
            _ => text.push(byte),
        }
    }

    /// Behind the opening bracket of a hexadecimal string.
    fn hex(&mut self) -> Token<'a> {
        let rest = &self.bytes[self.at..];
        let len = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.at += len + 1;
        self.has_hole |= has_hole(&rest[..len]);
        let mut digits = rest[..len].iter().filter_map(|&byte| hex_digit(byte));
        let mut text = Vec::with_capacity(len / 2);
        while let Some(high) = digits.next() {
            text.push(high << 4 | digits.next().unwrap_or(0));
        }
        Token::Hex(text)
    }

    /// Behind `ID`: passes over the data of an inline image, which is so long, if that is known.
    pub(super) fn skip_image(&mut self, len: Option<usize>) {
        if let Some(end) = len.and_then(|len| self.end_of_image(len)) {
            self.at = end;
            return;
        }
        let mut from = self.at;
        while let Some(found) = memchr::memmem::find(self.bytes.get(from..).unwrap_or_default(), b"EI") {
            let at = from + found;
            let before = at == self.at || is_space(self.bytes[at - 1]);
            let after = self.bytes.get(at + 2..).unwrap_or_default();
            let apart = after.first().is_none_or(|&byte| is_space(byte));
            // Pixels may hold the two letters by chance; what follows must look like operators.
            let text = after
                .iter()
                .take(12)
                .all(|&byte| is_space(byte) || (0x20..0x7f).contains(&byte));
            if before && apart && text {
                self.at = at + 2;
                return;
            }
            from = at + 2;
        }
        self.n_open += 1;
        self.at = self.bytes.len();
    }

    /// Behind the data of a picture of so many bytes, if its end stands there. A space stands before the data, or a line
    /// break of two bytes.
    fn end_of_image(&self, len: usize) -> Option<usize> {
        [1, 2].into_iter().find_map(|space| {
            let end = self.at.checked_add(len)?.checked_add(space)?;
            let behind = self.bytes.get(end..)?;
            let n_spaces = behind.iter().take(2).take_while(|&&byte| is_space(byte)).count();
            let rest = behind[n_spaces..].strip_prefix(b"EI")?;
            let is_apart = rest.first().is_none_or(|&byte| !is_regular(byte));
            is_apart.then_some(end + n_spaces + 2)
        })
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.shows) {
            return Some(Token::Operator(b"Tj"));
        }
        loop {
            self.skip_space();
            if std::mem::take(&mut self.is_within) {
                return Some(self.literal());
            }
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            self.at += 1;
            return Some(match byte {
                b'/' => self.name(),
                b'(' => self.literal(),
                b'<' if self.peek(0) != b'<' => self.hex(),
                b'<' => {
                    self.at += 1;
                    Token::Bracket(b"<<")
                }
                b'>' => {
                    self.at += usize::from(self.peek(0) == b'>');
                    Token::Bracket(b">>")
                }
                b'[' | b']' => Token::Bracket(&self.bytes[start..self.at]),
                b')' | b'{' | b'}' => continue,
                _ => {
                    self.at = start;
                    let word = self.word();
                    match byte {
                        b'0'..=b'9' | b'+' | b'-' | b'.' => Token::Number(number(word)),
                        _ => {
                            self.n_strange += u32::from(!byte.is_ascii_graphic());
                            Token::Operator(word)
                        }
                    }
                }
            });
        }
    }
}

/// Strings are short, and most have no zero: neither takes more than a glance.
fn has_hole(string: &[u8]) -> bool {
    string.len() >= NO_CHARACTERS.len() && memchr::memchr(0, string).is_some() && is_hollow(string)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

pub(super) fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit.to_le_bytes()[0])
}

fn unescape_name(word: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((&byte, tail)) = rest.split_first() {
        let pair = match (byte, tail) {
            (b'#', [high, low, ..]) => hex_digit(*high).zip(hex_digit(*low)),
            _ => None,
        };
        match pair {
            Some((high, low)) => {
                name.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                name.push(byte);
                rest = tail;
            }
        }
    }
    name
}

/// A number as lenient as viewers read it: a sign inside or a second dot ends it ("12-34", "1.2.3").
fn number(word: &[u8]) -> f32 {
    let unsigned = word
        .iter()
        .position(|&byte| !matches!(byte, b'-' | b'+'))
        .unwrap_or(word.len());
    let (mut value, mut scale, mut fraction) = (0.0_f64, 1.0_f64, false);
    for &byte in word[unsigned..].iter().take(MAX_DIGITS) {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= if fraction { 10.0 } else { 1.0 };
            }
            b'.' if !fraction => fraction = true,
            _ => break,
        }
    }
    let value = value / scale;
    let value = if word[..unsigned].contains(&b'-') {
        -value
    } else {
        value
    };
    if value.is_finite() { value as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests;
