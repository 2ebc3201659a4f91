//! Tokens of RTF: groups, control words with their number, bytes of text.

use std::io::Read;

use crate::extract::Error;

const BUFFER: usize = 64 << 10;
/// Control words are at most 32 letters long; of a longer one the rest is passed over.
const WORD: usize = 32;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    /// Its letters are in [`Tokens::word`].
    Word(Option<i32>),
    /// `\` and a sign.
    Sign(u8),
    /// `\'e9`
    Hex(u8),
    Byte(u8),
    End,
}

pub(super) struct Tokens<'r> {
    input: &'r mut dyn Read,
    buffer: Vec<u8>,
    at: usize,
    word: [u8; WORD],
    word_len: usize,
}

impl<'r> Tokens<'r> {
    pub fn new(input: &'r mut dyn Read) -> Self {
        Self {
            input,
            buffer: Vec::with_capacity(BUFFER),
            at: 0,
            word: [0; WORD],
            word_len: 0,
        }
    }

    /// The letters of the last control word.
    pub fn word(&self) -> &[u8] {
        &self.word[..self.word_len]
    }

    pub fn next(&mut self) -> Result<Token, Error> {
        loop {
            return Ok(match self.byte()? {
                None => Token::End,
                Some(b'{') => Token::Open,
                Some(b'}') => Token::Close,
                Some(b'\\') => self.control()?,
                // Line ends of the file are none of the text.
                Some(b'\r' | b'\n' | 0) => continue,
                Some(byte) => Token::Byte(byte),
            });
        }
    }

    fn control(&mut self) -> Result<Token, Error> {
        let Some(first) = self.peek()? else {
            return Ok(Token::End);
        };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return match first {
                b'\'' => self.hex(),
                sign => Ok(Token::Sign(sign)),
            };
        }
        self.word_len = 0;
        while let Some(letter) = self.peek()?.filter(u8::is_ascii_alphabetic) {
            if self.word_len < WORD {
                self.word[self.word_len] = letter;
                self.word_len += 1;
            }
            self.at += 1;
        }
        let number = self.number()?;
        if self.peek()? == Some(b' ') {
            self.at += 1;
        }
        Ok(Token::Word(number))
    }

    fn number(&mut self) -> Result<Option<i32>, Error> {
        let negative = self.peek()? == Some(b'-');
        if negative {
            self.at += 1;
        }
        let mut number = None;
        while let Some(digit) = self.peek()?.filter(u8::is_ascii_digit) {
            let so_far: i32 = number.unwrap_or(0);
            number = Some(so_far.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
            self.at += 1;
        }
        Ok(number.map(|number| if negative { -number } else { number }))
    }

    fn hex(&mut self) -> Result<Token, Error> {
        let mut value = 0;
        for _ in 0..2 {
            let Some(digit) = self.peek()?.and_then(|byte| char::from(byte).to_digit(16)) else {
                break;
            };
            self.at += 1;
            value = value << 4 | digit as u8;
        }
        Ok(Token::Hex(value))
    }

    /// Passes over raw bytes behind `\bin`.
    pub fn skip(&mut self, mut n: usize) -> Result<(), Error> {
        while n > 0 && self.peek()?.is_some() {
            let taken = n.min(self.buffer.len() - self.at);
            self.at += taken;
            n -= taken;
        }
        Ok(())
    }

    fn byte(&mut self) -> Result<Option<u8>, Error> {
        let byte = self.peek()?;
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    fn peek(&mut self) -> Result<Option<u8>, Error> {
        if self.at == self.buffer.len() {
            self.buffer.clear();
            self.at = 0;
            self.input.take(BUFFER as u64).read_to_end(&mut self.buffer)?;
        }
        Ok(self.buffer.get(self.at).copied())
    }
}
