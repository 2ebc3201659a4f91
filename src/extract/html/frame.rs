//! What a page shows inside itself: another page as an attribute, or what stands in an address.

use mail_parser::decoders::base64::base64_decode;

use super::super::{codepage, entity};
use crate::extract::office::ole;

pub(super) enum Content {
    Page(String),
    Text(String),
    File(Vec<u8>),
}

/// What an attribute of a tag shows.
pub(super) fn content(tag: &str, attribute: &str, value: &str) -> Option<Content> {
    match (tag, attribute) {
        ("iframe", "srcdoc") => Some(Content::Page(decoded(value))),
        ("iframe" | "frame" | "embed", "src") | ("object", "data") => of_address(&decoded(value)),
        _ => None,
    }
}

/// Whether the address of a link may say something of a person: a file by its name, somebody to call, or what is asked
/// for. Others are names of pages without number, and those of archives hold what only looks like a mail address.
pub(super) fn is_telling(address: &str) -> bool {
    let is_of = |scheme: &str| {
        let begin = address.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    if is_of("data:") || is_of("javascript:") {
        return false;
    }
    is_of("file:") || address.contains('?') || address.contains('@') && !is_of("http:") && !is_of("https:")
}

fn decoded(value: &str) -> String {
    entity::decode(value, true, |_| None).0
}

/// What stands in an address (RFC 2397): `data:text/html;charset=utf-8;base64,…`
fn of_address(address: &str) -> Option<Content> {
    let address = address.trim_start();
    let data = address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"))?;
    let (head, data) = address[data.len()..].split_once(',')?;
    let head = head.to_ascii_lowercase();
    let mut parameters = head.split(';').map(str::trim);
    let media = parameters.next()?;
    let bytes = unescaped(data);
    let bytes = match parameters.clone().any(|parameter| parameter == "base64") {
        true => base64_decode(&bytes)?,
        false => bytes,
    };
    let charset = parameters.find_map(|parameter| parameter.strip_prefix("charset="));
    match media {
        "text/html" | "application/xhtml+xml" => Some(Content::Page(codepage::named(&bytes, charset))),
        media if media.is_empty() || media.starts_with("text/") => {
            Some(Content::Text(codepage::named(&bytes, charset)))
        }
        // Those in base64 are looked for wherever a page names them.
        _ => ole::is_document(&bytes).then_some(Content::File(bytes)),
    }
}

/// `%3C` as the byte it stands for.
pub(in crate::extract) fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digit = |at: usize| char::from(*behind.get(at)?).to_digit(16);
        let code = digit(0).zip(digit(1)).filter(|_| byte == b'%');
        let code = code.and_then(|(high, low)| u8::try_from(high << 4 | low).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    bytes
}
