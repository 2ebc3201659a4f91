//! The predefined character maps of East Asian fonts whose codes are text in a known character set.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GBK, SHIFT_JIS, UTF_8, UTF_16BE};

pub(super) struct Charset {
    encoding: &'static encoding_rs::Encoding,
    /// Codes are 7-bit JIS: EUC without its high bits.
    seven_bit: bool,
    /// Codes are the numbers of characters, in four bytes.
    is_utf32: bool,
}

/// The character set of a predefined map, by the map's name; none for Identity and those of glyph numbers.
pub(super) fn named(name: &[u8]) -> Option<Charset> {
    let name = std::str::from_utf8(name).ok()?;
    let base = name.strip_suffix("-H").or(name.strip_suffix("-V")).unwrap_or(name);
    let encoding = match base {
        "H" | "V" => EUC_JP,
        _ if base.contains("UTF8") => UTF_8,
        _ if ["UCS2", "UTF16", "UTF32"].iter().any(|form| base.contains(form)) => UTF_16BE,
        _ if base.contains("RKSJ") => SHIFT_JIS,
        "EUC" => EUC_JP,
        _ if base.starts_with("GB") => GBK,
        _ if base.starts_with("KSC") => EUC_KR,
        _ if base.starts_with("B5") || base.starts_with("ETen") || base.starts_with("HKscs") => BIG5,
        _ => return None,
    };
    Some(Charset {
        encoding,
        seven_bit: matches!(base, "H" | "V"),
        is_utf32: base.contains("UTF32"),
    })
}

impl Charset {
    /// The next code and its length in bytes.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let first = bytes.first().copied().unwrap_or(0);
        let len = self.len(first).min(bytes.len()).max(1);
        let code = &bytes[..len.min(bytes.len())];
        (code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)), len)
    }

    /// Of the code that begins with this byte.
    fn len(&self, first: u8) -> usize {
        if self.is_utf32 {
            return 4;
        }
        if self.encoding == UTF_8 {
            return match first {
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0.. => 4,
                _ => 1,
            };
        }
        let single = if self.encoding == UTF_16BE || self.seven_bit {
            false
        } else if self.encoding == SHIFT_JIS {
            first < 0x81 || (0xa0..0xe0).contains(&first)
        } else {
            first < 0x81
        };
        let surrogate = self.encoding == UTF_16BE && (0xd8..0xdc).contains(&first);
        if single { 1 } else { 2 + 2 * usize::from(surrogate) }
    }

    pub(super) fn push_text(&self, code: &[u8], out: &mut String) {
        if self.is_utf32 {
            out.extend(
                code.first_chunk()
                    .and_then(|code| char::from_u32(u32::from_be_bytes(*code))),
            );
            return;
        }
        let raised: Vec<u8>;
        let code = if self.seven_bit {
            raised = code.iter().map(|byte| byte | 0x80).collect();
            &raised
        } else {
            code
        };
        if let Some(text) = self.encoding.decode_without_bom_handling_and_without_replacement(code) {
            out.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_east_asian_maps_become_text() {
        #[track_caller]
        fn check(map: &str, mut bytes: &[u8], expected: &str) {
            let charset = named(map.as_bytes()).unwrap();
            let mut text = String::new();
            while !bytes.is_empty() {
                let (_, len) = charset.next_code(bytes);
                charset.push_text(&bytes[..len], &mut text);
                bytes = &bytes[len..];
            }
            assert_eq!(text, expected);
        }
        check("UniJIS-UTF16-H", b"\x65\xe5\xd8\x3d\xde\x00", "日😀");
        check("UniKS-UTF8-H", b"z\xc3\xa9\xed\x95\x9c\xf0\x9f\x98\x80", "zé한😀");
        check("UniCNS-UTF32-V", b"\0\0\x4e\x2d\0\0\0z\0\x01\xf6\0", "中z😀");
        check("UniJIS2004-UTF32-H", b"\0\0\0z\0\0", "z");
        check("90ms-RKSJ-H", b"A\x93\xfa\xb1", "A日ｱ");
        check("GBK-EUC-H", b"a\xd6\xd0", "a中");
        check("KSCms-UHC-V", b"\xc7\xd1", "한");
        check("ETen-B5-H", b"\xa4\xa4", "中");
        check("H", b"\x46\x7c", "日");
        assert!(named(b"Identity-H").is_none());
    }
}
