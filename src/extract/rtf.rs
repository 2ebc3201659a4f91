//! Rich Text Format (rtf, version 1.9.1): body, headers, footers, notes, comments, text boxes, tables, fields,
//! properties, deletions and hidden text, and what is embedded.

mod fonts;
mod group;
mod moment;
mod object;
mod state;
mod token;
mod words;

use std::io::Read;

use super::codepage::CodePage;
use super::holes::BEGIN_DAMAGED;
use super::{Error, Extract, Format, Reason, Sink};
use state::State;
use token::{Token, Tokens};
pub(super) use words::page_of_charset;
use words::{Action, action};

pub(super) static FORMAT: Format = Format {
    name: "rtf",
    extensions: &["rtf"],
    recognise: |head| {
        let is_cut = || is_headless(head.bytes) || is_inside(head.bytes);
        begins(head.bytes) || FORMAT.extensions.contains(&head.extension) && is_cut()
    },
    extract: Extract::Stream(|input, sink| {
        let mut begin = Vec::new();
        input.take(NEAR as u64).read_to_end(&mut begin)?;
        if begins(&begin) {
            return body(&mut (&*begin).chain(input), sink);
        }
        sink.gap(Reason::Damaged, BEGIN_DAMAGED);
        if !is_headless(&begin) {
            // Groups end in it that began in what is lost, so that others are left open at its end.
            return match body(&mut (&b"{\\rtf1{{{{{{{{ "[..]).chain(&*begin).chain(input), sink) {
                Err(err) if err.reason == Reason::Damaged => Ok(()),
                read => read,
            };
        }
        let rest = first_word(&begin).map_or(&[][..], |at| &begin[at..]);
        body(&mut (&b"{\\rtf1"[..]).chain(rest).chain(input), sink)
    }),
};

fn begins(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rt")
}

/// Where its first words stand.
const NEAR: usize = 256;

/// Whether the words that come first in RTF stand where the first of all is spoilt.
fn is_headless(bytes: &[u8]) -> bool {
    const FIRST: [&[u8]; 5] = [b"\\ansi", b"\\deff", b"\\uc1", b"\\adeflang", b"{\\fonttbl"];
    let near = &bytes[..bytes.len().min(NEAR)];
    let n_words = FIRST
        .iter()
        .filter(|word| memchr::memmem::find(near, word).is_some())
        .count();
    n_words >= 2 && memchr::memmem::find(near, b"{\\rt").is_none()
}

/// Whether a text is of the midst of RTF: words stand in it that nothing else has together.
fn is_inside(bytes: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [
        b"\\pard", b"\\plain", b"\\ltrch", b"\\rtlch", b"\\lang", b"\\fs", b"\\cf", b"\\sectd", b"\\hich",
    ];
    let n_words = WORDS
        .iter()
        .filter(|word| memchr::memmem::find(bytes, word).is_some())
        .count();
    n_words >= 3 && memchr::memmem::find(bytes, b"{\\rtf").is_none()
}

fn first_word(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2(b'\\', b'{', bytes)
}

/// Bytes behind the outermost group that may be text, if more of RTF follows: junk has none.
const MOST_BEHIND: usize = 4 << 10;

/// Reads RTF that may stand inside another document.
pub(super) fn body(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut tokens = Tokens::new(input);
    let mut state = State::new(sink);
    let result = walk(&mut tokens, &mut state, sink);
    state.finish(sink)?;
    result
}

/// To the end of the outermost group. Where more of RTF follows, a brace ended it too early: that is damage, and what stands
/// behind it belongs to the document.
fn walk(tokens: &mut Tokens<'_>, state: &mut State, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut behind: Option<Vec<u8>> = None;
    let mut is_torn = false;
    loop {
        let token = tokens.next()?;
        let goes_on = match token {
            Token::Open => true,
            Token::Word(_) => action(tokens.word()).is_some(),
            _ => false,
        };
        if goes_on && let Some(behind) = behind.take() {
            is_torn = true;
            behind.into_iter().for_each(|byte| state.byte(byte, sink));
        }
        match (token, &mut behind) {
            (Token::End, None) => return Err(Error::damaged("it ends inside a group")),
            (Token::End, Some(_)) if is_torn => return Err(Error::damaged("a group ends too early")),
            (Token::End, Some(_)) => return Ok(()),
            (Token::Byte(byte) | Token::Hex(byte), Some(behind)) if behind.len() < MOST_BEHIND => behind.push(byte),
            (_, Some(_)) => {}
            (Token::Close, None) if state.depth() == 1 => behind = Some(Vec::new()),
            (token, None) => step(token, tokens, state, sink)?,
        }
    }
}

fn step(token: Token, tokens: &mut Tokens<'_>, state: &mut State, sink: &mut Sink<'_>) -> Result<(), Error> {
    match token {
        Token::Open => state.open(sink),
        Token::Close => state.close(sink),
        Token::Byte(byte) => {
            state.byte(byte, sink);
            Ok(())
        }
        Token::Hex(byte) => {
            state.hex(byte, sink);
            Ok(())
        }
        Token::Sign(sign) => {
            state.sign(sign, sink);
            Ok(())
        }
        Token::Word(number) => match action(tokens.word()) {
            Some(Action::Binary) => tokens.skip(usize::try_from(number.unwrap_or(0)).unwrap_or(0)),
            Some(action) => {
                state.act(action, number, sink);
                Ok(())
            }
            None => {
                state.unknown_word();
                Ok(())
            }
        },
        Token::End => Ok(()),
    }
}
