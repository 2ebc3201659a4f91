//! Fields of a message's header, as a reader is shown them.

use std::sync::LazyLock;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Addr, Address, Header, HeaderValue, Message};
use regex::bytes::Regex;

use crate::extract::Sink;
use crate::extract::codepage;
use crate::extract::encoding::TextReader;
use crate::extract::transfer::quoted_printable;

/// They name messages, and look like the address of a mailbox; so does every field whose name ends in "message-id".
static MESSAGE_IDS: &[&str] = &["in-reply-to", "references", "content-id"];

pub(super) fn headers(message: &Message<'_>, sink: &mut Sink<'_>) {
    for header in message.headers() {
        let name = header.name().to_ascii_lowercase();
        if name.ends_with("message-id") || MESSAGE_IDS.contains(&name.as_str()) {
            continue;
        }
        let value = value(message, header);
        let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        sink.field("header", header.name(), &value);
    }
}

/// What the sender says of the parts of a message.
pub(super) fn descriptions(message: &Message<'_>, sink: &mut Sink<'_>) {
    // The first part has the header of the message.
    let headers = message.parts.iter().skip(1).flat_map(|part| &part.headers);
    for header in headers.filter(|header| header.name().eq_ignore_ascii_case("content-description")) {
        sink.field("header", header.name(), value(message, header).trim());
    }
}

fn value(message: &Message<'_>, header: &Header<'_>) -> String {
    let told = match &header.value {
        HeaderValue::Address(Address::List(list)) => addresses(list),
        HeaderValue::Address(Address::Group(groups)) => groups
            .iter()
            .map(|group| {
                format!(
                    "{} {}",
                    group.name.as_deref().unwrap_or(""),
                    addresses(&group.addresses)
                )
            })
            .collect::<Vec<_>>()
            .join(", "),
        _ => String::new(),
    };
    if !told.is_empty() && !told.contains('\u{fffd}') {
        return told;
    }
    let range = header.offset_start as usize..header.offset_end as usize;
    unstructured(message.raw_message.get(range).unwrap_or_default())
}

fn addresses(list: &[Addr<'_>]) -> String {
    list.iter()
        .map(|address| match (&address.name, &address.address) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (one, other) => one.as_deref().or(other.as_deref()).unwrap_or("").to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// A text with encoded words (RFC 2047). Words that follow each other may cut a character in two, though they must not;
/// other bytes than ASCII must not stand there either, and do.
pub(super) fn unstructured(raw: &[u8]) -> String {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u)=\?([^?\s*]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?]*)\?=").expect("a plain pattern")
    });
    let mut text = String::new();
    let mut charset = String::new();
    let mut bytes = Vec::new();
    let mut at = 0;
    for word in WORD.captures_iter(raw) {
        let (Some(whole), Some(encoded)) = (word.get(0), word.get(3)) else {
            continue;
        };
        let between = &raw[at..whole.start()];
        let named = String::from_utf8_lossy(&word[1]).to_ascii_lowercase();
        if !between.trim_ascii().is_empty() || at == 0 || named != charset {
            text.push_str(&in_charset(&std::mem::take(&mut bytes), &charset));
            // White space between two encoded words is none of the text.
            if !between.trim_ascii().is_empty() || at == 0 {
                text.push_str(&plain(between));
            }
        }
        charset = named;
        match &word[2] {
            b"B" | b"b" => {
                bytes.extend(base64_decode(encoded.as_bytes()).unwrap_or_else(|| encoded.as_bytes().to_vec()))
            }
            _ => bytes.extend(
                quoted_printable(encoded.as_bytes())
                    .iter()
                    .map(|&byte| if byte == b'_' { b' ' } else { byte }),
            ),
        }
        at = whole.end();
    }
    text.push_str(&in_charset(&bytes, &charset));
    text.push_str(&plain(&raw[at..]));
    text
}

/// In the encoding that is named, or in whatever it is.
pub(super) fn in_charset(bytes: &[u8], charset: &str) -> String {
    codepage::by_name(bytes, charset)
        .filter(|text| !text.contains('\u{fffd}'))
        .unwrap_or_else(|| plain(bytes).trim_end_matches('\n').to_owned())
}

/// In whatever encoding it is.
fn plain(mut bytes: &[u8]) -> String {
    let mut text = String::new();
    // Nothing fails here: the bytes are there, and so is room for them.
    let _ = TextReader::new(&mut bytes, |_| None).each(|part| {
        text.push_str(part);
        Ok(())
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded_together() {
        let check = |raw: &[u8], text: &str| assert_eq!(unstructured(raw), text);
        check(b" Dossier =?utf-8?Q?Zo=C3=AB_Peeters?= (2)", " Dossier Zoë Peeters (2)");
        // A character cut in two.
        check(b"=?utf-8?B?Wm/D?=\r\n =?UTF-8?B?q2w=?=", "Zoël");
        check(b"=?iso-8859-1*nl?q?Zo=EB?= =?utf-8?q?l?=", "Zoël");
        check(b"Zo\xeb", "Zoë");
        check("Zoë".as_bytes(), "Zoë");
        check(b"=?x?y", "=?x?y");
        check(b"=?nonsense?b?Wm8=?= a", "Zo a");
    }
}
