//! Pictures: what they say about themselves, and the number of their pixels. A tiny one shows no text; another needs
//! OCR.

use std::io::Read;

use super::super::bytes::{be_number, number};
use super::super::{Error, Reason, Sink};
use super::segments::Segments;
use super::{damage, metadata};

/// Fewer pixels hold no readable text (icons, lines, logos).
const TINY: u64 = 50_000;
/// So much of a picture is held and looked at.
pub(in crate::extract) const LARGEST: u64 = 64 << 20;

pub(super) fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LARGEST).read_to_end(&mut bytes)?;
    metadata::tell(&bytes, sink)?;
    // Of a larger one the end was not read.
    if (bytes.len() as u64) < LARGEST
        && let Some(damage) = damage::of(&bytes)
    {
        sink.gap(Reason::Damaged, damage);
    }
    if let Some(what) = shows(&bytes) {
        sink.picture(&bytes, &what)?;
    }
    // A photo of a landscape has been read as far as it can be; what is unread has a gap.
    if !sink.any_text() {
        sink.set_no_text();
    }
    Ok(())
}

/// Whether data begins as a picture of a kind that pages and documents hold.
pub(in crate::extract) fn is_known(head: &[u8]) -> bool {
    const MAGIC: [&[u8]; 5] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    MAGIC.iter().any(|magic| head.starts_with(magic)) || head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

/// What a picture is, by its first bytes; none for a tiny one.
pub(in crate::extract) fn shows(head: &[u8]) -> Option<String> {
    match size(head) {
        Some((width, height)) if width.saturating_mul(height) < TINY => None,
        Some((width, height)) => Some(format!("a picture of {width} x {height} pixels")),
        None => Some("a picture".to_owned()),
    }
}

/// Width and height as the header tells them.
pub(in crate::extract) fn size(head: &[u8]) -> Option<(u64, u64)> {
    match head {
        [0x89, b'P', b'N', b'G', ..] => Some((be_number(head, 16, 4)?, be_number(head, 20, 4)?)),
        [b'G', b'I', b'F', ..] => Some((number(head, 6, 2)?, number(head, 8, 2)?)),
        // A negative height says that the first row is on top.
        [b'B', b'M', ..] => {
            let signed = u32::try_from(number(head, 22, 4)?).ok()?.cast_signed();
            Some((number(head, 18, 4)?, u64::from(signed.unsigned_abs())))
        }
        [0xff, 0xd8, ..] => jpeg(head),
        [b'R', b'I', b'F', b'F', ..] => webp(head),
        [b'I', b'I', ..] => tiff(head, number),
        [b'M', b'M', ..] => tiff(head, be_number),
        _ => heif(head),
    }
}

/// The frame header stands behind segments of any length.
fn jpeg(head: &[u8]) -> Option<(u64, u64)> {
    let is_frame = |marker| matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf);
    let (_, frame) = Segments::of(head).find(|&(marker, _)| is_frame(marker))?;
    Some((be_number(frame, 3, 2)?, be_number(frame, 1, 2)?))
}

fn webp(head: &[u8]) -> Option<(u64, u64)> {
    match head.get(12..16)? {
        b"VP8X" => Some((number(head, 24, 3)? + 1, number(head, 27, 3)? + 1)),
        b"VP8 " => Some((number(head, 26, 2)? & 0x3fff, number(head, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = number(head, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

/// Tags 256 and 257 of the first directory.
fn tiff(head: &[u8], number: fn(&[u8], usize, usize) -> Option<u64>) -> Option<(u64, u64)> {
    let directory = usize::try_from(number(head, 4, 4)?).ok()?;
    let n_tags = usize::try_from(number(head, directory, 2)?).ok()?;
    let value = |tag: u64| {
        (0..n_tags).map(|n| directory + 2 + 12 * n).find_map(|at| {
            let len = if number(head, at + 2, 2)? == 3 { 2 } else { 4 };
            (number(head, at, 2)? == tag).then(|| number(head, at + 8, len))?
        })
    };
    Some((value(256)?, value(257)?))
}

/// The largest of the pictures and tiles that the boxes tell of.
fn heif(head: &[u8]) -> Option<(u64, u64)> {
    memchr::memmem::find_iter(head, b"ispe")
        .filter_map(|at| Some((be_number(head, at + 8, 4)?, be_number(head, at + 12, 4)?)))
        .max_by_key(|&(width, height)| width.saturating_mul(height))
}
