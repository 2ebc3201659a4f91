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
use super::{Error, Extract, Format, Sink};
use state::State;
use token::{Token, Tokens};
pub(super) use words::page_of_charset;
use words::{Action, action};

pub(super) static FORMAT: Format = Format {
    name: "rtf",
    extensions: &["rtf"],
    recognise: |head| head.bytes.trim_ascii_start().starts_with(b"{\\rt"),
    extract: Extract::Stream(body),
};

/// Reads RTF that may stand inside another document.
pub(super) fn body(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut tokens = Tokens::new(input);
    let mut state = State::new(sink);
    let result = walk(&mut tokens, &mut state, sink);
    state.finish(sink)?;
    result
}

/// To the end of the outermost group. A brace that ends it before the text does is damage, and the text behind it belongs
/// to the document; blanks and zeros may stand there.
fn walk(tokens: &mut Tokens<'_>, state: &mut State, sink: &mut Sink<'_>) -> Result<(), Error> {
    let (mut ended, mut is_torn) = (false, false);
    loop {
        let token = tokens.next()?;
        let is_filler = matches!(token, Token::Close | Token::Byte(0 | b' '));
        if ended && !is_filler && !matches!(token, Token::End) {
            (ended, is_torn) = (false, true);
        }
        match token {
            Token::Open => state.open(sink)?,
            Token::Close if state.depth() == 1 => ended = true,
            Token::Close => state.close(sink)?,
            Token::Byte(_) if ended => {}
            Token::Byte(byte) => state.byte(byte, sink)?,
            Token::Hex(byte) => state.hex(byte, sink)?,
            Token::Sign(sign) => state.sign(sign, sink)?,
            Token::Word(number) => match action(tokens.word()) {
                Some(Action::Binary) => tokens.skip(usize::try_from(number.unwrap_or(0)).unwrap_or(0))?,
                Some(action) => state.act(action, number, sink)?,
                None => state.unknown_word(),
            },
            Token::End if !ended => return Err(Error::damaged("it ends inside a group")),
            Token::End if is_torn => return Err(Error::damaged("a group ends too early")),
            Token::End => return Ok(()),
        }
    }
}
