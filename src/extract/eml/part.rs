//! Parts of a message as they were before they were encoded for transport.
//!
//! The parser gives up on a part at the first strange byte, and takes text apart from attachments by what they are
//! called. Lists add lines behind what is encoded, and many programs call every attachment a text.

use std::borrow::Cow;

use mail_parser::{Encoding, Message, MessagePart, MimeHeaders as _, PartType};

use super::{base64, boundary, unsaid, uuencode};
use crate::extract::office::ole;
use crate::extract::transfer::quoted_printable;
use crate::extract::{Error, codepage};

/// The bytes of a part.
pub(super) struct Content<'m> {
    pub bytes: Cow<'m, [u8]>,
    /// What somebody added behind the encoded lines, or between them.
    pub added: Vec<u8>,
    /// What is wrong with it.
    pub damage: Option<Error>,
    /// It is encoded, and the message does not say so.
    pub is_unsaid: bool,
}

pub(super) fn not_whole() -> Error {
    Error::damaged("a part that cannot be decoded whole")
}

impl<'m> Content<'m> {
    pub fn of(message: &'m Message<'_>, part: &'m MessagePart<'_>) -> Self {
        let of = |bytes: Cow<'m, [u8]>, is_whole: bool| Self {
            damage: (!is_whole).then(not_whole),
            bytes,
            added: Vec::new(),
            is_unsaid: false,
        };
        let encoded = |decoded: base64::Decoded, is_unsaid: bool| Self {
            bytes: decoded.bytes.into(),
            added: decoded.added,
            damage: decoded.is_damaged.then(not_whole),
            is_unsaid,
        };
        let raw = message
            .raw_message
            .get(part.offset_body as usize..part.offset_end as usize)
            .unwrap_or_default();
        let encoding = part.content_transfer_encoding().unwrap_or_default();
        let encoding = boundary::without_comments(encoding.as_bytes()).to_ascii_lowercase();
        let encoding = encoding.trim_ascii();
        let is_base64 = encoding == b"base64";
        // `uuencode`, `x-uuencode`, `x-uue`: an encoding of before there was a standard.
        let is_uuencoded = memchr::memmem::find(encoding, b"uue").is_some();
        let is_quoted = encoding == b"quoted-printable";
        if !is_base64
            && !is_uuencoded
            && !is_quoted
            && let Some(decoded) = unsaid::decoded(raw)
        {
            return encoded(decoded, true);
        }
        if let PartType::Binary(bytes) | PartType::InlineBinary(bytes) = &part.body
            && !part.is_encoding_problem
            && (!is_base64 || part.encoding == Encoding::Base64 && base64::is_sound(raw))
        {
            return of(Cow::Borrowed(&**bytes), true);
        }
        if is_base64 {
            return encoded(base64::decode(raw), false);
        }
        if is_uuencoded && let Some(file) = uuencode::files(raw).into_iter().next() {
            return of(file.bytes.into(), file.is_whole);
        }
        match is_quoted {
            true => of(quoted_printable(raw).into(), true),
            false => of(raw.into(), true),
        }
    }

    /// Whether the part says that it was clearly longer (RFC 2183, 2.7: about so long; some programs tell the length of
    /// what they encoded).
    pub fn length_damage(&self, part: &MessagePart<'_>) -> Option<Error> {
        let size = part.content_disposition().and_then(|kind| kind.attribute("size"));
        let mut lengths = part
            .headers
            .iter()
            .filter(|header| header.name().eq_ignore_ascii_case("content-length"));
        let length = lengths.find_map(|header| header.value.as_text());
        let said = size.or(length)?.trim().parse::<u64>().ok()?;
        let stored = u64::from(part.offset_end.saturating_sub(part.offset_body));
        // Line ends may have been counted as two bytes.
        let n_lines = self.bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        let is_shorter = |len: u64| len < said - said / 8;
        let is_encoded_length = said.abs_diff(stored) < said / 16;
        (is_shorter(self.bytes.len() as u64 + n_lines) && !is_encoded_length)
            .then(|| Error::damaged("a part that is shorter than it says"))
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
    pub fn added(&self) -> Option<Cow<'_, str>> {
        let added = self.added.trim_ascii();
        (!added.is_empty()).then(|| String::from_utf8_lossy(added))
    }
}
