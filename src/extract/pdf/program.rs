//! What embedded font programs say about their glyphs, where the document itself gives no map to text.

use std::collections::HashMap;

use lopdf::Dictionary;

use super::lexer::{Lexer, Token};
use super::source::Source;
use super::{cff, glyphs, truetype};
use crate::extract::{Error, Sink};

/// The built-in encoding of a simple font: codes with their text.
pub(super) fn encoding<'d>(
    source: &Source<'d>,
    font: &'d Dictionary,
    sink: &mut Sink<'_>,
) -> Result<Vec<(u8, String)>, Error> {
    let Some(descriptor) = source.dict(font, b"FontDescriptor") else {
        return Ok(Vec::new());
    };
    if let Some(stream) = source.stream(descriptor, b"FontFile") {
        let bytes = source.decode(stream, sink)?;
        return Ok(type1_encoding(&bytes));
    }
    if let Some(stream) = source.stream(descriptor, b"FontFile3") {
        let bytes = source.decode(stream, sink)?;
        return Ok(cff::encoding(cff_table(&bytes)).unwrap_or_default());
    }
    if let Some(stream) = source.stream(descriptor, b"FontFile2") {
        let bytes = source.decode(stream, sink)?;
        return Ok(truetype::symbol_encoding(&bytes));
    }
    Ok(Vec::new())
}

/// Whether the font comes with its program.
pub(super) fn is_embedded<'d>(source: &Source<'d>, font: &'d Dictionary) -> bool {
    let descriptor = source.dict(font, b"FontDescriptor");
    descriptor.is_some_and(|descriptor| {
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
            .iter()
            .any(|key| descriptor.has(key))
    })
}

/// The texts of the glyphs of a composite font, by glyph number.
pub(super) fn glyphs<'d>(
    source: &Source<'d>,
    descendant: &'d Dictionary,
    sink: &mut Sink<'_>,
) -> Result<HashMap<u32, String>, Error> {
    let Some(descriptor) = source.dict(descendant, b"FontDescriptor") else {
        return Ok(HashMap::new());
    };
    let program = source
        .stream(descriptor, b"FontFile2")
        .or(source.stream(descriptor, b"FontFile3"));
    let Some(program) = program else {
        return Ok(usual_order(source.name(descendant, b"BaseFont").unwrap_or_default()));
    };
    let bytes = source.decode(program, sink)?;
    let by_glyph = truetype::texts(&bytes);
    if by_glyph.is_empty() {
        return Ok(cff::glyph_names(cff_table(&bytes)).unwrap_or_default());
    }
    // The numbers in the text lead to the program's glyphs through a list of pairs of bytes.
    let Some(list) = source.stream(descendant, b"CIDToGIDMap") else {
        return Ok(by_glyph);
    };
    let list = source.decode(list, sink)?;
    let pairs = (0..).zip(
        list.chunks_exact(2)
            .map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]]))),
    );
    Ok(pairs
        .filter_map(|(cid, glyph)| Some((cid, by_glyph.get(&glyph)?.clone())))
        .collect())
}

/// The glyphs of the fonts that came with Windows for long begin in the order of ASCII; documents that do not embed
/// them number their glyphs all the same.
fn usual_order(base_font: &[u8]) -> HashMap<u32, String> {
    const FONTS: &[&[u8]] = &[
        b"Arial",
        b"TimesNewRoman",
        b"CourierNew",
        b"Verdana",
        b"Tahoma",
        b"Georgia",
    ];
    if FONTS.iter().any(|font| memchr::memmem::find(base_font, font).is_some()) {
        (3..).zip((' '..='~').map(String::from)).collect()
    } else {
        HashMap::new()
    }
}

/// A CFF table stands alone or inside an OpenType font.
fn cff_table(bytes: &[u8]) -> &[u8] {
    truetype::table(bytes, b"CFF ").unwrap_or(bytes)
}

/// `dup 65 /A put` in the part of the program that is not enciphered.
fn type1_encoding(bytes: &[u8]) -> Vec<(u8, String)> {
    let end = memchr::memmem::find(bytes, b"eexec").unwrap_or(bytes.len());
    let Some(start) = memchr::memmem::find(&bytes[..end], b"/Encoding") else {
        return Vec::new();
    };
    let mut encoding = Vec::new();
    let mut code = None;
    for token in Lexer::new(&bytes[start + 9..end]) {
        match token {
            Token::Number(number) => code = Some(number).filter(|number| (0.0..256.0).contains(number)),
            Token::Name(name) => {
                let text = glyphs::text(&name);
                encoding.extend(code.take().zip(text).map(|(code, text)| (code as u8, text)));
            }
            Token::Operator(b"def" | b"readonly") => break,
            _ => {}
        }
    }
    encoding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_that_are_not_embedded_have_their_usual_order() {
        assert_eq!(usual_order(b"ABCDEF+ArialMT").get(&36).map(String::as_str), Some("A"));
        assert_eq!(
            usual_order(b"TimesNewRomanPSMT").get(&19).map(String::as_str),
            Some("0")
        );
        assert!(usual_order(b"Calibri").is_empty());
    }

    #[test]
    fn a_type1_program_names_the_glyphs_of_its_codes() {
        let program = b"/FontName /X def /Encoding 256 array 0 1 255 {1 index exch /.notdef put} for
            dup 1 /A put dup 2 /eacute put readonly def /Other 3 /B currentfile eexec";
        assert_eq!(type1_encoding(program), [(1, "A".to_owned()), (2, "é".to_owned())]);
    }
}
