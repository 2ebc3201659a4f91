//! The name of an attachment, where the parser does not get it whole: cut into parts (RFC 2231, 3) in an encoding that
//! the first of them names, in encoded words over several of them, or in bytes that should not stand in a header.

use std::sync::LazyLock;

use mail_parser::{Message, MessagePart, MimeHeaders as _};
use regex::bytes::Regex;

use super::header::{in_charset, unstructured};
use crate::extract::html::unescaped;

pub(super) fn of(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let name = part.attachment_name()?;
    let is_whole = !name.contains('\u{fffd}') && !name.contains("=?");
    let again = || {
        [("content-disposition", "filename"), ("content-type", "name")]
            .into_iter()
            .find_map(|(field, name)| {
                let header = part
                    .headers
                    .iter()
                    .find(|header| header.name().eq_ignore_ascii_case(field))?;
                let range = header.offset_start as usize..header.offset_end as usize;
                parameter(message.raw_message.get(range)?, name)
            })
    };
    Some((!is_whole).then(again).flatten().unwrap_or_else(|| name.to_owned()))
}

/// The value of a parameter of a header, its parts in their order.
pub(super) fn parameter(header: &[u8], name: &str) -> Option<String> {
    static PARAMETER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?-u);\s*([^\s=;*"]+)(?:\*([0-9]{1,4}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^;\s]*))"#)
            .expect("a plain pattern")
    });
    let mut parts: Vec<(u16, bool, Vec<u8>)> = PARAMETER
        .captures_iter(header)
        .filter(|found| found[1].eq_ignore_ascii_case(name.as_bytes()))
        .map(|found| {
            let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
            let n = found.get(2).and_then(|digits| number(digits.as_bytes())).unwrap_or(0);
            let value = found.get(4).or(found.get(5)).map_or(&b""[..], |value| value.as_bytes());
            (n, found.get(3).is_some(), value.to_vec())
        })
        .collect();
    parts.sort_by_key(|&(n, ..)| n);
    let (_, is_extended, first) = parts.first_mut()?;
    let charset = match *is_extended {
        true => charset_of(first),
        false => None,
    };
    let mut bytes = Vec::new();
    for (_, is_extended, value) in &parts {
        match is_extended {
            true => bytes.extend(unescaped(&String::from_utf8_lossy(value))),
            false => bytes.extend(value),
        }
    }
    let text = match charset {
        Some(charset) => in_charset(&bytes, &charset),
        None => unstructured(&bytes),
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Takes the encoding and the language off the first part: `iso-8859-1'nl'value`.
fn charset_of(value: &mut Vec<u8>) -> Option<String> {
    let charset = memchr::memchr(b'\'', value)?;
    let language = memchr::memchr(b'\'', &value[charset + 1..])?;
    let told = String::from_utf8_lossy(&value[..charset]).into_owned();
    value.drain(..charset + language + 2);
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_parts_is_one() {
        #[track_caller]
        fn check(parameters: &[u8], expected: Option<&str>) {
            let header = [b"attachment; ", parameters].concat();
            assert_eq!(parameter(&header, "filename").as_deref(), expected);
        }
        let whole = Some("Jérôme 85.07.30.txt");
        check(
            b"filename*0*=iso-8859-1''J%E9r;\r\n filename*1*=%F4me%2085.;\r\n FILENAME*2=\"07.30.txt\"",
            whole,
        );
        check(
            b"filename*1*=%A9r%C3%B4me%2085.07.;\r\n filename*2=30.txt;\r\n filename*0*=utf-8'nl'J%C3",
            whole,
        );
        check(
            b"filename*0=\"=?utf-8?B?SsOpcsO0bWUgODUu\";\r\n filename*1=\"MDcuMzAudHh0?=\"",
            whole,
        );
        check(b"filename=\"J\xe9r\xf4me 85.07.30.txt\"", whole);
        check(b"filename=\"a; b.txt\"; size=12", Some("a; b.txt"));
        check(b"x-filename=a.txt", None);
        check(b"size=12", None);
    }
}
