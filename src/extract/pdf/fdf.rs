//! What was filled in on a form, without the form (FDF, PDF 32000-1, 12.7.7).

use std::io::Read as _;

use super::encoding::text_string;
use super::lexer::{Lexer, Token};
use crate::extract::{Error, Extract, Format, Input, Reason, Sink};
use crate::text::Unit;

/// So much is read.
const LARGEST: u64 = 64 << 20;

pub(in crate::extract) static FORMAT: Format = Format {
    name: "fdf",
    extensions: &["fdf"],
    recognise: |head| head.bytes.starts_with(b"%FDF-"),
    extract: Extract::Seek(extract),
};

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(Reason::TooLarge, format!("more than {} MB", LARGEST >> 20)));
    }
    let mut field = Field::default();
    let mut name = Vec::new();
    for token in Lexer::new(&bytes) {
        match token {
            Token::Name(key) => name = key.into_owned(),
            Token::Text(text) => field.take(&name, &text_string(&text)),
            Token::Hex(text) => field.take(&name, &text_string(&text)),
            // A name and its value stand in either order, within one dictionary.
            Token::Bracket(b"<<" | b">>") => field.tell(sink),
            _ => {}
        }
    }
    field.tell(sink);
    Ok(())
}

/// One field: its name, and its values.
#[derive(Default)]
struct Field {
    name: String,
    values: Vec<String>,
}

impl Field {
    fn take(&mut self, key: &[u8], text: &str) {
        match key {
            b"T" => text.clone_into(&mut self.name),
            // Numbers of the file, and what draws the field.
            b"ID" | b"DA" | b"DS" => {}
            _ => self.values.push(text.to_owned()),
        }
    }

    fn tell(&mut self, sink: &mut Sink<'_>) {
        for value in std::mem::take(&mut self.values) {
            let label = sink.intern(&self.name);
            if !value.trim().is_empty() {
                sink.piece(Unit::Field { part: 0 }, label, value.trim());
            }
        }
    }
}
