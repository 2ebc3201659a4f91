//! Encodings of seven bits that shift into another set of letters and back: UTF-7 (RFC 2152), HZ (RFC 1843) and
//! ISO-2022-KR (RFC 1557). No program writes them any more; mailboxes keep what old ones wrote.

use encoding_rs::{EUC_KR, GBK};
use mail_parser::decoders::base64::base64_decode;

/// The decoder of an encoding by its name, in lower case.
pub(super) fn decoder(name: &str) -> Option<fn(&[u8]) -> String> {
    match name {
        "utf-7" | "utf7" | "unicode-1-1-utf-7" | "csunicode11utf7" | "unicode-2-0-utf-7" | "x-unicode-2-0-utf-7" => {
            Some(utf_7)
        }
        "hz" | "hz-gb-2312" => Some(hz),
        "iso-2022-kr" | "csiso2022kr" => Some(iso_2022_kr),
        _ => None,
    }
}

/// What begins with a `+` is UTF-16 in base64; the `-` behind it is no text, any other sign is.
fn utf_7(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'+', rest) {
        text.push_str(&String::from_utf8_lossy(&rest[..at]));
        rest = &rest[at + 1..];
        let is_digit = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let len = rest.iter().take_while(is_digit).count();
        let units = base64_decode(&rest[..len]).unwrap_or_default();
        let units = units.as_chunks::<2>().0.iter().map(|&unit| u16::from_be_bytes(unit));
        if len == 0 {
            text.push('+');
        }
        text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
        rest = &rest[len..];
        rest = rest.strip_prefix(b"-").unwrap_or(rest);
    }
    text.push_str(&String::from_utf8_lossy(rest));
    text
}

/// `~{` and `~}` stand around pairs of bytes; `~~` is the sign itself, and a line that ends in it goes on.
fn hz(bytes: &[u8]) -> String {
    let (mut plain, mut shifts) = (Vec::with_capacity(bytes.len()), false);
    let mut rest = bytes;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match (byte, rest.first()) {
            (b'~', Some(b'{')) if !shifts => (shifts, rest) = (true, &rest[1..]),
            (b'~', Some(b'}')) if shifts => (shifts, rest) = (false, &rest[1..]),
            (b'~', Some(b'~')) if !shifts => {
                plain.push(b'~');
                rest = &rest[1..];
            }
            (b'~', Some(b'\n')) if !shifts => rest = &rest[1..],
            // A line begins in ASCII, whatever the one before it was.
            (b'\n', _) => {
                shifts = false;
                plain.push(b'\n');
            }
            (b'!'..=b'~', Some(&second @ b'!'..=b'~')) if shifts => {
                plain.extend([byte | 0x80, second | 0x80]);
                rest = &rest[1..];
            }
            _ => plain.push(byte),
        }
    }
    GBK.decode_without_bom_handling(&plain).0.into_owned()
}

/// The set is named at the beginning of the text; 0x0E shifts into it, 0x0F back.
fn iso_2022_kr(bytes: &[u8]) -> String {
    const NAMED: &[u8] = b"\x1b$)C";
    let mut shifts = false;
    let bytes = match memchr::memmem::find(bytes, NAMED) {
        Some(at) => [&bytes[..at], &bytes[at + NAMED.len()..]].concat(),
        None => bytes.to_vec(),
    };
    let plain = bytes.into_iter().filter_map(|byte| {
        match byte {
            0x0e => shifts = true,
            0x0f | b'\n' => shifts = false,
            _ => {}
        }
        let is_of_set = shifts && (b'!'..=b'~').contains(&byte);
        (!matches!(byte, 0x0e | 0x0f)).then_some(if is_of_set { byte | 0x80 } else { byte })
    });
    EUC_KR
        .decode_without_bom_handling(&plain.collect::<Vec<u8>>())
        .0
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, bytes: &[u8], expected: &str) {
        assert_eq!(decoder(name).unwrap()(bytes), expected);
    }

    #[test]
    fn utf_7_keeps_every_sign() {
        let check = |bytes: &[u8], expected: &str| check("utf-7", bytes, expected);
        check(b"J+AOk-r+APQ-me tel. +-32 475 12 34 56", "Jérôme tel. +32 475 12 34 56");
        // Without the sign that ends it, and at the end.
        check(b"caf+AOk 85.07.30, +AOk.1 Zo+AOs", "café 85.07.30, é.1 Zoë");
        check(b"+ZeVnLIqe- +2D3eAA-!", "日本語 😀!");
        check(b"+AOk--1", "é-1");
        check(b"1 + 1", "1 + 1");
    }

    #[test]
    fn hz_and_iso_2022_kr_shift_into_pairs_and_back() {
        check(
            "hz-gb-2312",
            b"~{PUC{~} ~{UEN0~} ~~0475~\n 12\n~{PUC{\n34",
            "姓名 张伟 ~0475 12\n姓名\n34",
        );
        check(
            "iso-2022-kr",
            b"\x1b$)C\x0e1hC6<v\x0f \x0e@|H-\x0f 0475\n",
            "김철수 전화 0475\n",
        );
        assert!(decoder("iso-2022-jp").is_none() && decoder("utf-8").is_none());
    }
}
