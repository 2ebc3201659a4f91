//! Texts in bytes, as programs keep them in a database: in an encoding of their own, packed.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_16LE};

use crate::extract::bytes::be_u16_at;
use crate::extract::codepage::CodePage;
use crate::extract::{Reason, Sink};

/// So much of one that is packed is held.
const LARGEST: u64 = 16 << 20;
/// So much of it tells whether it is a text.
const PROBE: u64 = 64 << 10;
/// Fewer bytes of one letter each are letters by chance.
const SHORTEST: usize = 12;

/// A text in UTF-8, UTF-16, or with one byte for each letter; none where they are something else.
pub(super) fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let is_text = |text: &str| !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    if let Some((encoding, len)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[len..]);
        return text.filter(|text| is_text(text));
    }
    match str::from_utf8(bytes) {
        Ok(text) if is_text(text) => return Some(text.into()),
        _ => {}
    }
    let text = UTF_16LE.decode_without_bom_handling_and_without_replacement(bytes);
    // Any two bytes are a character: those of European languages have little in the upper one.
    let wide = text.filter(|text| is_text(text) && text.chars().all(|c| c < '\u{2200}'));
    wide.or_else(|| {
        let n_ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
        let is_plain = bytes.len() >= SHORTEST && n_ascii * 4 >= bytes.len() * 3;
        is_plain
            .then(|| CodePage::default().decode(bytes))
            .filter(|text| is_text(text))
    })
}

/// A text that is packed; none where it is something else.
pub(super) fn unpacked(bytes: &[u8], sink: &mut Sink<'_>) -> Option<String> {
    const GZIP: &[u8] = b"\x1f\x8b\x08";
    const ZLIB: u8 = 0x78;
    if bytes.starts_with(GZIP) {
        return inflated(flate2::read::MultiGzDecoder::new(bytes), bytes, sink);
    }
    // Its first two bytes are a number that 31 divides (RFC 1950, 2.2).
    let is_zlib = bytes.first() == Some(&ZLIB) && be_u16_at(bytes, 0).is_some_and(|head| head.is_multiple_of(31));
    is_zlib
        .then(|| inflated(flate2::read::ZlibDecoder::new(bytes), bytes, sink))
        .flatten()
}

/// Pictures and maps may be packed far tighter than texts: they are no part of what a text may inflate to.
fn inflated(mut packed: impl Read, bytes: &[u8], sink: &mut Sink<'_>) -> Option<String> {
    sink.tick();
    let mut inflated = Vec::new();
    // What ends too early may go on in another row.
    _ = packed.by_ref().take(PROBE).read_to_end(&mut inflated);
    text_of(whole_characters(&inflated)).filter(|text| !text.is_empty())?;
    charge(bytes.len(), inflated.len(), sink)?;
    if inflated.len() as u64 == PROBE {
        _ = packed.take(LARGEST - PROBE).read_to_end(&mut inflated);
        charge(0, inflated.len() - PROBE as usize, sink)?;
    }
    let text = text_of(whole_characters(&inflated))?.into_owned();
    if inflated.len() as u64 == LARGEST {
        sink.gap(Reason::LimitOutput, format!("more than {} MB inflated", LARGEST >> 20));
    }
    Some(text)
}

/// A text past a limit is left out, and those behind it are read.
fn charge(packed: usize, inflated: usize, sink: &mut Sink<'_>) -> Option<()> {
    let charged = sink.charge(packed as u64, inflated as u64);
    charged.map_err(|err| sink.gap(err.reason, err.detail)).ok()
}

/// Without the part of a character in UTF-8 that bytes may end with.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match str::from_utf8(bytes) {
        Err(err) if err.error_len().is_none() => &bytes[..err.valid_up_to()],
        _ => bytes,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::extract::office::tests::unheard;

    #[test]
    fn bytes_are_a_text_in_one_of_some_encodings_or_none() {
        let wide: Vec<u8> = "Céline, 35 €".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&wide).as_deref(), Some("Céline, 35 €"));
        assert_eq!(text_of("Céline".as_bytes()).as_deref(), Some("Céline"));
        for (mark, of) in [
            (b"\xff\xfe", u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (b"\xfe\xff", u16::to_be_bytes),
        ] {
            let marked = [&mark[..], &"Céline 山".encode_utf16().flat_map(of).collect::<Vec<u8>>()].concat();
            assert_eq!(text_of(&marked).as_deref(), Some("Céline 山"));
        }
        assert_eq!(text_of(b"C\xe9line Dumoulin").as_deref(), Some("Céline Dumoulin"));
        assert_eq!(text_of(&[0xff, 0xd8, 0xff, 0xe0]), None);
        assert_eq!(text_of(&[0, 0, 0, 1]), None);
        assert_eq!(text_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(
            text_of(b"\xab\xd5\xdb\xd8\xbc\xcf\xd1\xa5m\xed\xae7c\xfbA\xbb\x91\xec"),
            None
        );
    }

    #[test]
    fn a_text_that_is_packed_is_unpacked_and_other_bytes_are_none() {
        let text = "Dossier van Céline Dumoulin, 85.07.30-951.80";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(text.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let zlib = |bytes: &[u8]| {
            let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            zlib.write_all(bytes).unwrap();
            zlib.finish().unwrap()
        };
        unheard(|sink| {
            let mut of = |bytes: &[u8]| unpacked(bytes, sink);
            assert_eq!(of(&gzip).as_deref(), Some(text));
            assert_eq!(of(&zlib(text.as_bytes())).as_deref(), Some(text));
            assert_eq!(of(&zlib(&[0, 0, 0, 1])), None);
            assert_eq!(of(b"x\x9cof iets anders"), None);
            // It goes on in another row.
            assert_eq!(of(&gzip[..gzip.len() - 4]).as_deref(), Some(text));
            let long = format!("{text}é").repeat(9000);
            assert_eq!(of(&zlib(long.as_bytes())), Some(long));
            assert!(sink.gaps.is_empty());
        });
        unheard(|sink| {
            // Maps, many of them and packed far tighter than texts.
            let tile = zlib(&[0; 2 << 20]);
            for _ in 0..100 {
                assert_eq!(unpacked(&tile, sink), None);
            }
            assert!(sink.gaps.is_empty());
            // A text past a limit, and no more of it than that.
            let bomb = zlib(&b"a".repeat(15 << 20));
            let any_left_out = (0..100).any(|_| unpacked(&bomb, sink).is_none());
            assert!(any_left_out && sink.gaps.has(Reason::LimitOutput));
        });
    }
}
