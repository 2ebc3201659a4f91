//! Old single-byte and multi-byte code pages by their numbers: Windows, DOS (OEM), Macintosh.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;
use oem_cp::code_table::DECODING_TABLE_CP_MAP;
use oem_cp::code_table_type::TableType;

use super::shifted;

/// How bytes of a code page become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodePage {
    Named(&'static Encoding),
    /// A page of DOS, by its number.
    Oem(u16),
}

impl CodePage {
    /// The page of this number; of Western Europe where the number says nothing.
    pub fn of(number: u16) -> Self {
        match number {
            // Which DOS page "OEM" was is not told: the one of Western Europe.
            1 => Self::Oem(850),
            _ => match codepage::to_encoding(number) {
                Some(encoding) => Self::Named(encoding),
                None if DECODING_TABLE_CP_MAP.contains_key(&number) => Self::Oem(number),
                None => Self::Named(WINDOWS_1252),
            },
        }
    }

    /// By the name that a document gives its encoding: a label of the Encoding Standard, or that of a page of DOS
    /// ("cp850", "IBM437").
    pub fn for_label(label: &[u8]) -> Option<Self> {
        if let Some(encoding) = Encoding::for_label(label) {
            return Some(Self::Named(encoding));
        }
        let name = str::from_utf8(label).ok()?.trim();
        let number = name.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-' || c == '_');
        let number = number.parse().ok()?;
        DECODING_TABLE_CP_MAP.contains_key(&number).then_some(Self::Oem(number))
    }

    /// Whether its lower half is ASCII.
    pub fn is_ascii_compatible(self) -> bool {
        match self {
            Self::Named(encoding) => encoding.is_ascii_compatible(),
            Self::Oem(_) => true,
        }
    }

    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Named(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Oem(number) => match DECODING_TABLE_CP_MAP.get(&number) {
                Some(TableType::Complete(table)) => oem_cp::decode_string_complete_table(bytes, table).into(),
                Some(TableType::Incomplete(table)) => oem_cp::decode_string_incomplete_table_lossy(bytes, table).into(),
                None => String::from_utf8_lossy(bytes),
            },
        }
    }
}

/// Bytes as text in an encoding by its name in a mail; none if the name says nothing, or nothing true.
pub(super) fn by_name(bytes: &[u8], charset: &str) -> Option<String> {
    let name = charset.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    // Every program means something else by it.
    if name.eq_ignore_ascii_case("us-ascii") || name.eq_ignore_ascii_case("ascii") {
        return std::str::from_utf8(bytes).ok().map(str::to_owned);
    }
    // The library knows it by having no decoder for it.
    if name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8") {
        return Some(String::from_utf8_lossy(bytes).into_owned());
    }
    if is_named_wide(name) && is_narrow(bytes) {
        return None;
    }
    // The library loses the `+` and the sign behind a shift of the one, and knows none of the others.
    if let Some(decoder) = shifted::decoder(&name.to_ascii_lowercase()) {
        return Some(decoder(bytes));
    }
    let aliases = [name.to_owned(), name.replacen('-', "", 1), format!("iso-{name}")];
    match aliases.iter().find_map(|name| charset_decoder(name.as_bytes())) {
        Some(decoder) => Some(decoder(bytes)),
        None => Some(CodePage::for_label(name.as_bytes())?.decode(bytes).into_owned()),
    }
}

/// Whether a name is of an encoding that has two bytes or more for each letter.
fn is_named_wide(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["utf-16", "utf16", "utf-32", "utf32", "ucs-2", "ucs-4", "iso-10646"]
        .iter()
        .any(|wide| name.starts_with(wide))
}

/// Whether a text has one byte for each letter, whatever it says: a program on the way wrote it so. Some signs of Chinese
/// look like two letters; not so many.
fn is_narrow(bytes: &[u8]) -> bool {
    const SHORTEST: usize = 16;
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let is_sure = bytes.len() >= SHORTEST || !bytes.len().is_multiple_of(2);
    is_sure && !bytes.iter().any(is_control) && std::str::from_utf8(bytes).is_ok()
}

/// Text in the encoding that is named; without a name as UTF-8, or in the encoding of Western Europe where it is none.
pub(super) fn named(bytes: &[u8], name: Option<&str>) -> String {
    let text = name.and_then(|name| by_name(bytes, name));
    text.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode(bytes).0.into_owned(),
    })
}

impl Default for CodePage {
    fn default() -> Self {
        Self::Named(WINDOWS_1252)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_three_families_are_decoded() {
        assert_eq!(CodePage::of(1252).decode(b"\x80 caf\xe9"), "€ café");
        assert_eq!(CodePage::of(850).decode(b"caf\x82"), "café");
        assert_eq!(CodePage::of(437).decode(b"\x81ber"), "über");
        assert_eq!(CodePage::of(10000).decode(b"caf\x8e"), "café");
        assert_eq!(CodePage::of(932).decode(b"\x83A"), "ア");
        assert_eq!(CodePage::of(4711).decode(b"caf\xe9"), "café");
    }

    #[test]
    fn encodings_go_by_many_names() {
        for (charset, bytes) in [
            ("iso-8859-1", &b"Zo\xeb"[..]),
            ("8859_1", b"Zo\xeb"),
            ("cp-850", b"Zo\x89"),
            ("IBM850", b"Zo\x89"),
            ("cp437", b"Zo\x89"),
            ("\"UTF-8\"", b"Zo\xc3\xab"),
        ] {
            assert_eq!(by_name(bytes, charset).as_deref(), Some("Zoë"), "{charset}");
        }
        assert_eq!(by_name(b"Zo\xeb", "x-ansi"), None);
        assert_eq!(by_name(b"Rijksregisternummer", "utf-16"), None);
        let wide: Vec<u8> = "Zoë Peeters".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(by_name(&wide, "utf-16be").as_deref(), Some("Zoë Peeters"));
        assert_eq!(by_name(b"\x4e\x2d", "utf-16be").as_deref(), Some("中"));
        assert_eq!(by_name(b"tel. +-32 J+AOk", "UTF-7").as_deref(), Some("tel. +32 Jé"));
        assert_eq!(by_name(b"\x1b$B;3ED\x1b(B", "iso-2022-jp").as_deref(), Some("山田"));
    }
}
