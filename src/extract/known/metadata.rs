//! What a picture says about itself: Exif, XMP and IPTC, and the comments of its format.

use std::io::Read as _;

use exif::{In, Tag, Value};

use super::segments::Segments;
use super::tags;
use crate::extract::bytes::{be_u16_at, be_u32_at, utf16};
use crate::extract::codepage::CodePage;
use crate::extract::{Error, Reason, Sink, xml};

/// A packed comment is read up to here.
const LONGEST: u64 = 1 << 20;
/// Packets of XMP in one picture, and their length.
const MOST_PACKETS: usize = 8;

/// Exif tags whose text is about a person or a document.
static TAGS: &[(u16, &str)] = &[
    (0x010d, "title"),
    (0x010e, "description"),
    (0x011d, "title"),
    (0x013b, "artist"),
    (0x013c, "computer"),
    (0x8298, "copyright"),
    (0x9286, "comment"),
    (0x9c9b, "title"),
    (0x9c9c, "comment"),
    (0x9c9d, "artist"),
    (0x9c9e, "keywords"),
    (0x9c9f, "subject"),
    (0xa430, "owner"),
];

/// Data sets of IPTC (record 2).
static DATA_SETS: &[(u8, &str)] = &[
    (5, "title"),
    (25, "keywords"),
    (80, "artist"),
    (90, "city"),
    (92, "place"),
    (95, "province"),
    (101, "country"),
    (105, "title"),
    (110, "credit"),
    (115, "source"),
    (116, "copyright"),
    (118, "contact"),
    (120, "description"),
    (122, "writer"),
];

/// `bytes`: the picture, or as much of it as is read.
pub(super) fn tell(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    exif_fields(bytes, sink);
    match bytes {
        [0xff, 0xd8, ..] => jpeg(bytes, sink),
        [0x89, b'P', b'N', b'G', ..] => png(bytes, sink),
        [b'G', b'I', b'F', ..] => gif(bytes, sink)?,
        _ => {}
    }
    xmp(bytes, sink)
}

fn field(label: &str, text: &str, sink: &mut Sink<'_>) {
    sink.field("metadata", label, text.trim_matches(['\0', ' ', '\n', '\r']));
}

/// Text that is UTF-8 today, and was of Western Europe before.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => CodePage::default().decode(bytes).into_owned(),
    }
}

fn exif_fields(bytes: &[u8], sink: &mut Sink<'_>) {
    let (exif, is_whole) = tags::read(bytes);
    if !is_whole {
        sink.gap(Reason::Damaged, "metadata that is not whole");
    }
    let Some(exif) = exif else {
        return;
    };
    for told in exif.fields() {
        let Some((_, label)) = TAGS.iter().find(|(tag, _)| *tag == told.tag.number()) else {
            if told.tag.number() == IPTC {
                iptc(&raw(&told.value), sink);
            }
            continue;
        };
        let text = match &told.value {
            Value::Ascii(parts) => parts.iter().map(|part| decode(part)).collect::<Vec<_>>().join(" "),
            // As some programs write it, though its type is another one.
            Value::Byte(comment) if told.tag == Tag::UserComment => user_comment(comment, exif.little_endian()),
            Value::Byte(wide) => utf16(wide),
            Value::Undefined(comment, _) => user_comment(comment, exif.little_endian()),
            _ => continue,
        };
        field(label, &text, sink);
    }
    if let Some((latitude, longitude)) = position(&exif) {
        field("gps", &format!("{latitude:.6}, {longitude:.6}"), sink);
    }
}

const IPTC: u16 = 0x83bb;

fn raw(value: &Value) -> Vec<u8> {
    match value {
        Value::Byte(bytes) | Value::Undefined(bytes, _) => bytes.clone(),
        // Some programs say that the bytes are long numbers.
        Value::Long(numbers) => numbers.iter().flat_map(|number| number.to_le_bytes()).collect(),
        _ => Vec::new(),
    }
}

/// A comment names its encoding in eight bytes; the order of its bytes is mostly, not always, that of the other fields.
fn user_comment(comment: &[u8], little_endian: bool) -> String {
    match comment.split_at_checked(8) {
        Some((b"UNICODE\0", text)) => {
            let n_zeros = |first| text.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
            match n_zeros(1) > n_zeros(0) || n_zeros(1) == n_zeros(0) && little_endian {
                true => utf16(text),
                false => encoding_rs::UTF_16BE.decode_without_bom_handling(text).0.into_owned(),
            }
        }
        Some((_, text)) => decode(text),
        None => String::new(),
    }
}

/// Where the picture was taken, in degrees.
fn position(exif: &exif::Exif) -> Option<(f64, f64)> {
    let degrees = |tag, side, negative: u8| {
        let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
            return None;
        };
        let part = |n: usize| parts.get(n).map_or(0.0, exif::Rational::to_f64);
        let degrees = part(0) + part(1) / 60.0 + part(2) / 3600.0;
        let side = exif.get_field(side, In::PRIMARY).map(|field| &field.value);
        let is_negative = matches!(side, Some(Value::Ascii(side)) if side.first().is_some_and(|side| side.first() == Some(&negative)));
        degrees
            .is_finite()
            .then_some(if is_negative { -degrees } else { degrees })
    };
    let latitude = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let longitude = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    Some((latitude, longitude))
}

fn jpeg(bytes: &[u8], sink: &mut Sink<'_>) {
    for (marker, data) in Segments::of(bytes) {
        match marker {
            0xfe => field("comment", &decode(data), sink),
            0xed => resources(data.strip_prefix(b"Photoshop 3.0\0").unwrap_or_default(), sink),
            _ => {}
        }
    }
}

/// The resources that Photoshop keeps; one of them is IPTC.
fn resources(data: &[u8], sink: &mut Sink<'_>) {
    let mut rest = data;
    while let Some((id, value, behind)) = resource(rest) {
        if id == 0x0404 {
            iptc(value, sink);
        }
        rest = behind;
    }
}

fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let bytes = bytes.strip_prefix(b"8BIM")?;
    let id = be_u16_at(bytes, 0)?;
    // A name with its length, padded to an even number of bytes.
    let name = (1 + usize::from(*bytes.get(2)?)).next_multiple_of(2);
    let bytes = bytes.get(2 + name..)?;
    let len = be_u32_at(bytes, 0)? as usize;
    let value = bytes.get(4..4_usize.checked_add(len)?)?;
    Some((id, value, bytes.get(4 + len.next_multiple_of(2)..).unwrap_or_default()))
}

fn iptc(bytes: &[u8], sink: &mut Sink<'_>) {
    let mut rest = bytes;
    while let &[0x1c, record, number, high, low, ..] = rest {
        let len = usize::from(u16::from_be_bytes([high, low]));
        let Some(value) = rest.get(5..5 + len) else { break };
        let label = DATA_SETS.iter().find(|(set, _)| record == 2 && *set == number);
        if let Some((_, label)) = label {
            field(label, &decode(value), sink);
        }
        rest = &rest[5 + len..];
    }
}

fn png(bytes: &[u8], sink: &mut Sink<'_>) {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let len = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(data) = bytes.get(at + 8..(at + 8).saturating_add(len)) else {
            break;
        };
        sink.tick();
        match png_text(&head[4..], data) {
            // Found as it is in every format.
            Some((keyword, _)) if keyword.contains("xmp") => {}
            Some((keyword, text)) if keyword.starts_with(RAW) => resources(&raw_profile(&text), sink),
            Some((keyword, text)) => field(&keyword, &text, sink),
            None => {}
        }
        at += 12 + len;
    }
}

/// How ImageMagick puts what PNG has no chunk for: a name, a length, and the bytes in hexadecimal.
const RAW: &str = "raw profile type";

fn raw_profile(text: &str) -> Vec<u8> {
    let digits = text.lines().filter(|line| !line.is_empty()).skip(2);
    let digits: Vec<u8> = digits
        .flat_map(str::chars)
        .filter_map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect();
    digits.as_chunks().0.iter().map(|[high, low]| high << 4 | low).collect()
}

/// Keyword and text of a chunk: plain, packed, or international.
fn png_text(kind: &[u8], data: &[u8]) -> Option<(String, String)> {
    let end = memchr::memchr(0, data)?;
    let (keyword, rest) = (decode(&data[..end]).to_lowercase(), &data[end + 1..]);
    let text = match kind {
        b"tEXt" => decode(rest),
        b"zTXt" => decode(&unpacked(rest.get(1..)?)),
        b"iTXt" => {
            let language = 2 + memchr::memchr(0, rest.get(2..)?)?;
            let text = language + 2 + memchr::memchr(0, rest.get(language + 1..)?)?;
            match rest[0] {
                0 => decode(rest.get(text..)?),
                _ => decode(&unpacked(rest.get(text..)?)),
            }
        }
        _ => return None,
    };
    Some((keyword, text))
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    // What comes out of a damaged one stands.
    let _ = flate2::read::ZlibDecoder::new(bytes)
        .take(LONGEST)
        .read_to_end(&mut text);
    text
}

/// Comments among the blocks.
fn gif(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let colors = |flags: u8| if flags & 0x80 == 0 { 0 } else { 6 << (flags & 7) };
    let mut at = 13 + colors(bytes.get(10).copied().unwrap_or(0));
    loop {
        let is_comment = match bytes.get(at..) {
            Some(&[0x21, label, ..]) => {
                at += 2;
                label == 0xfe
            }
            Some(&[0x2c, _, _, _, _, _, _, _, _, flags, ..]) => {
                at += 11 + colors(flags);
                false
            }
            None | Some([0x21 | 0x2c, ..]) => {
                sink.gap(Reason::Damaged, "the end is missing");
                return Ok(());
            }
            _ => return Ok(()),
        };
        let mut comment = Vec::new();
        loop {
            let Some(&len) = bytes.get(at) else {
                at = usize::MAX;
                break;
            };
            at += 1;
            if len == 0 {
                break;
            }
            if is_comment {
                comment.extend_from_slice(bytes.get(at..at + usize::from(len)).unwrap_or_default());
            }
            at += usize::from(len);
        }
        field("comment", &decode(&comment), sink);
    }
}

/// Packets of XMP stand unpacked in every format, so that they are found without knowing it (XMP part 3).
fn xmp(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut rest = bytes;
    for _ in 0..MOST_PACKETS {
        let Some(begin) = memchr::memmem::find(rest, b"<x:xmpmeta") else {
            break;
        };
        rest = &rest[begin..];
        let end = memchr::memmem::find(rest, b"</x:xmpmeta>").map_or(0, |at| at + 12);
        if end == 0 {
            break;
        }
        let (mut packet, behind) = rest.split_at(end);
        sink.line_break();
        xml::extract(&mut packet, sink)?;
        sink.line_break();
        rest = behind;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::document;

    /// A picture of whose Exif the user's comment is all, of this type.
    fn picture(kind: u8, comment: &[u8]) -> Vec<u8> {
        let entry = |tag: u16, kind: u8, n: usize, value: u8| {
            let count = u32::try_from(n).unwrap().to_le_bytes();
            let field = [&[1, 0][..], &tag.to_le_bytes(), &[kind, 0], &count, &[value, 0, 0, 0]].concat();
            [&field[..], &[0; 4]].concat()
        };
        let directory = entry(0x8769, 4, 1, 26);
        let own = entry(0x9286, kind, comment.len(), 44);
        [&b"II*\0\x08\0\0\0"[..], &directory, &own, comment].concat()
    }

    #[test]
    fn a_comment_of_the_user_is_read_whatever_type_it_has() {
        const UNDEFINED: u8 = 7;
        const BYTE: u8 = 1;
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "UNICODE\0"
                .bytes()
                .chain("van Zoë".encode_utf16().flat_map(bytes))
                .collect()
        };
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for kind in [UNDEFINED, BYTE] {
            for comment in [&little[..], &big, "ASCII\0\0\0van Zoë".as_bytes()] {
                let found = document("a.tif", &picture(kind, comment));
                assert!(found.labelled().contains(&("comment", "van Zoë")), "{kind}: {found:?}");
            }
        }
    }
}
