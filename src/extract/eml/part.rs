//! Parts of a message as they were before they were encoded for transport.
//!
//! The parser gives up on a part at the first strange byte, and takes text apart from attachments by what they are
//! called. Lists add lines behind what is encoded, and many programs call every attachment a text.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};

use super::uuencode;
use crate::extract::codepage;
use crate::extract::office::ole;
use crate::extract::transfer::quoted_printable;

/// The bytes of a part.
pub(super) struct Content<'m> {
    pub bytes: Cow<'m, [u8]>,
    /// What somebody added behind the encoded lines.
    pub added: &'m [u8],
    /// Not all of it could be decoded.
    pub is_damaged: bool,
}

impl<'m> Content<'m> {
    pub fn of(message: &'m Message<'_>, part: &'m MessagePart<'_>) -> Self {
        let whole = |bytes| Self {
            bytes,
            added: b"",
            is_damaged: false,
        };
        if let PartType::Binary(bytes) | PartType::InlineBinary(bytes) = &part.body
            && !part.is_encoding_problem
        {
            return whole(Cow::Borrowed(&**bytes));
        }
        let raw = message
            .raw_message
            .get(part.offset_body as usize..part.offset_end as usize)
            .unwrap_or_default();
        let encoding = part.content_transfer_encoding().unwrap_or_default().trim();
        if encoding.eq_ignore_ascii_case("base64") {
            return match base64_decode(raw) {
                Some(bytes) => whole(bytes.into()),
                None => lines_of_base64(raw),
            };
        }
        // `uuencode`, `x-uuencode`, `x-uue`: an encoding of before there was a standard.
        if encoding.to_ascii_lowercase().contains("uue")
            && let Some((_, bytes)) = uuencode::files(raw).into_iter().next()
        {
            return whole(bytes.into());
        }
        match encoding.eq_ignore_ascii_case("quoted-printable") {
            true => whole(quoted_printable(raw).into()),
            false => whole(raw.into()),
        }
    }

    /// The text, where the message says in which encoding it is and that is so. Else the text itself may tell.
    pub fn text(&self, part: &MessagePart<'_>) -> Option<String> {
        let charset = part.content_type()?.attribute("charset")?;
        let text = codepage::by_name(&self.bytes, charset)?;
        (!text.contains('\u{fffd}')).then_some(text)
    }

    /// What a reader of documents is given. A text in an encoding that only the message names is passed on in UTF-8,
    /// with the mark of it, which counts more than what the text says of itself.
    pub fn document(self, part: &MessagePart<'_>) -> Cow<'m, [u8]> {
        let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
        if !is_text || ole::is_document(&self.bytes) || std::str::from_utf8(&self.bytes).is_ok() {
            return self.bytes;
        }
        match self.text(part) {
            Some(text) => format!("\u{feff}{text}").into_bytes().into(),
            None => self.bytes,
        }
    }

    /// Whether anything stands where there should be no text: its reader is told.
    pub fn added(&self) -> Option<Cow<'m, str>> {
        let added = self.added.trim_ascii();
        (!added.is_empty()).then(|| String::from_utf8_lossy(added))
    }
}

/// Base64 as far as there are lines of it. What follows was added later; strange characters within are passed over.
fn lines_of_base64(raw: &[u8]) -> Content<'_> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let mut digits = Vec::with_capacity(raw.len());
    let (mut at, mut is_damaged) = (0, false);
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        let text = line.trim_ascii();
        let n_strange = text.iter().filter(|byte| !is_digit(byte)).count();
        if n_strange * 8 > text.len() || n_strange > 0 && text.contains(&b' ') {
            break;
        }
        is_damaged |= n_strange > 0;
        digits.extend(text.iter().filter(|byte| is_digit(byte)));
        at += line.len();
    }
    // Cut in the middle of three bytes: what is whole of them.
    let bytes = base64_decode(&digits).unwrap_or_default();
    Content {
        bytes: bytes.into(),
        added: &raw[at..],
        is_damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_far_as_there_are_lines_of_it() {
        let content = lines_of_base64(b"RGFnIEpvcmlz\r\nLA==\r\n____________\r\nLijst van de school\r\n");
        assert_eq!((&*content.bytes, content.is_damaged), (&b"Dag Joris,"[..], false));
        assert!(content.added().unwrap().contains("Lijst van de school"));
        let content = lines_of_base64(b"RGFnIEpvcmlzIGVuIEFub3VrLCB0b3QgbW9yZ2Vu!LiA=\n");
        assert_eq!(
            (&*content.bytes, content.is_damaged),
            (&b"Dag Joris en Anouk, tot morgen. "[..], true)
        );
        assert_eq!(&*lines_of_base64(b"RGFnI").bytes, b"Dag");
    }
}
