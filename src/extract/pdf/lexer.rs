//! Cuts content streams and CMaps into operands and operators.
//!
//! Arrays and dictionaries are not nested here: their brackets are operands of their own, so that no input can make
//! the reader recurse.

use std::borrow::Cow;

/// More digits say nothing more.
const MAX_DIGITS: usize = 64;

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
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
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
        if let Some(len) = plain.filter(|&len| rest[len] == b')') {
            self.at += len + 1;
            return Token::Text(Cow::Borrowed(&rest[..len]));
        }
        let mut text = Vec::new();
        let mut open = 0_u32;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => break,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        Token::Text(Cow::Owned(text))
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
        let mut digits = rest[..len].iter().filter_map(|&byte| hex_digit(byte));
        let mut text = Vec::with_capacity(len / 2);
        while let Some(high) = digits.next() {
            text.push(high << 4 | digits.next().unwrap_or(0));
        }
        Token::Hex(text)
    }

    /// Behind `ID`: passes over the data of an inline image.
    pub(super) fn skip_image(&mut self) {
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
        self.at = self.bytes.len();
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.skip_space();
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
                        _ => Token::Operator(word),
                    }
                }
            });
        }
    }
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
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &[u8], expected: &[Token<'_>]) {
        assert_eq!(Lexer::new(input).collect::<Vec<_>>(), expected);
    }

    fn text(bytes: &[u8]) -> Token<'_> {
        Token::Text(Cow::Borrowed(bytes))
    }

    #[test]
    fn operands_and_operators_come_one_by_one() {
        let name = Token::Name(Cow::Borrowed(&b"F 1"[..]));
        check(
            b"/F#201 -12.5 Tf",
            &[name, Token::Number(-12.5), Token::Operator(b"Tf")],
        );
        check(
            b"[(a)-1(b)]TJ%c\n<41 4>'",
            &[
                Token::Bracket(b"["),
                text(b"a"),
                Token::Number(-1.0),
                text(b"b"),
                Token::Bracket(b"]"),
                Token::Operator(b"TJ"),
                Token::Hex(vec![0x41, 0x40]),
                Token::Operator(b"'"),
            ],
        );
    }

    #[test]
    fn strings_keep_balanced_brackets_and_undo_escapes() {
        check(b"(a(b)c)", &[text(b"a(b)c")]);
        check(br"(\101\n\)\\\1z)", &[text(b"A\n)\\\x01z")]);
        check(b"(open", &[text(b"open")]);
    }

    #[test]
    fn numbers_are_read_leniently() {
        check(
            b"--5 1.2.3 12-3 .5 +4",
            &[
                Token::Number(-5.0),
                Token::Number(1.2),
                Token::Number(12.0),
                Token::Number(0.5),
                Token::Number(4.0),
            ],
        );
    }

    #[test]
    fn inline_image_data_is_passed_over() {
        let mut lexer = Lexer::new(b"ID \xff(EI\x01 EI Q");
        assert_eq!(lexer.next(), Some(Token::Operator(b"ID")));
        lexer.skip_image();
        assert_eq!(lexer.next(), Some(Token::Operator(b"Q")));
    }
}
