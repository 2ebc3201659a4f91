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
use super::{Error, Extract, Format, Reason, Sink};
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

/// To the end of the outermost group; what stands behind it is none of the document.
fn walk(tokens: &mut Tokens<'_>, state: &mut State, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut begun = false;
    loop {
        match tokens.next()? {
            Token::Open => {
                state.open(sink)?;
                begun = true;
            }
            Token::Close => {
                state.close(sink)?;
                if begun && state.depth() == 0 {
                    return Ok(());
                }
            }
            Token::Byte(byte) => state.byte(byte, sink)?,
            Token::Hex(byte) => state.hex(byte, sink)?,
            Token::Sign(sign) => state.sign(sign, sink)?,
            Token::Word(number) => match action(tokens.word()) {
                Some(Action::Binary) => tokens.skip(usize::try_from(number.unwrap_or(0)).unwrap_or(0))?,
                Some(action) => state.act(action, number, sink)?,
                None => state.unknown_word(),
            },
            Token::End => return Err(Error::new(Reason::Damaged, "it ends inside a group")),
        }
    }
}
