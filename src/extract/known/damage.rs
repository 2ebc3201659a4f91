//! Where a picture is cut or damaged, as far as the parts that it is made of tell: what it says about itself may be lost.

use super::super::bytes::{be_number, be_u32_at, number};
use super::segments::{End, Segments};

const END: &str = "the end is missing";
const PARTS: &str = "records that are not whole";

/// What is wrong with a picture; of a kind without parts nothing is known.
pub(super) fn of(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, ..] => segments(bytes),
        [0x89, b'P', b'N', b'G', ..] => chunks(bytes),
        [b'R', b'I', b'F', b'F', ..] => riff(bytes),
        _ if bytes.get(4..8) == Some(b"ftyp") => boxes(bytes),
        _ => None,
    }
}

/// Of a JPEG, up to its pixels: behind them nothing says how long it is.
fn segments(bytes: &[u8]) -> Option<&'static str> {
    match Segments::of(bytes).end() {
        End::Right => None,
        End::Missing => Some(END),
        End::Stray => Some(PARTS),
    }
}

/// Of a PNG. Its pixels are not looked at: they say nothing about it.
fn chunks(bytes: &[u8]) -> Option<&'static str> {
    let mut at = 8_usize;
    loop {
        let chunk = bytes.get(at..).unwrap_or_default();
        let Some(len) = be_u32_at(chunk, 0) else {
            return Some(END);
        };
        let end = 8_usize.saturating_add(len as usize);
        let (Some(named), Some(checksum)) = (chunk.get(4..end), be_u32_at(chunk, end)) else {
            return Some(END);
        };
        let kind = &named[..4];
        if kind != b"IDAT" && crc32fast::hash(named) != checksum {
            return Some(PARTS);
        }
        if kind == b"IEND" {
            return None;
        }
        at += end + 4;
    }
}

/// Of a WebP: its length, but for the last byte, which may be there to make it even.
fn riff(bytes: &[u8]) -> Option<&'static str> {
    let len = number(bytes, 4, 4)?;
    (8 + len > bytes.len() as u64 + 1).then_some(END)
}

/// Of a HEIF. Cameras put other things behind its boxes.
fn boxes(bytes: &[u8]) -> Option<&'static str> {
    let (mut at, mut has_metadata, mut has_data) = (0_u64, false, false);
    while at < bytes.len() as u64 {
        let rest = &bytes[usize::try_from(at).ok()?..];
        let kind = rest.get(4..8);
        let size = match be_number(rest, 0, 4) {
            // It goes on up to the end.
            Some(0) if kind.is_some_and(|kind| kind != [0; 4]) => return None,
            Some(1) => be_number(rest, 8, 8),
            size => size,
        };
        let wrong = match size {
            Some(size) if size < 8 => Some(PARTS),
            Some(size) if size > rest.len() as u64 => Some(END),
            Some(_) => None,
            None => Some(END),
        };
        if wrong.is_some() {
            return wrong.filter(|_| !(has_metadata && has_data));
        }
        has_metadata |= kind == Some(b"meta");
        has_data |= kind == Some(b"mdat");
        at += size?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(path: &str) -> Vec<u8> {
        std::fs::read(format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn pictures_that_are_cut_say_so() {
        for path in ["png/photo.png", "webp/photo.webp", "heic/photo.heic"] {
            let whole = fixture(path);
            assert_eq!(of(&whole), None, "{path}");
            for len in [whole.len() / 3, whole.len() / 2, whole.len() - 3] {
                assert_eq!(of(&whole[..len]), Some(END), "{path} {len}");
            }
            // Other things behind it are no damage.
            let longer = [&whole[..], &[0x11; 40]].concat();
            assert_eq!(of(&longer), None, "{path}");
        }
        let jpeg = fixture("jpeg/photo.jpeg");
        assert_eq!(of(&jpeg), None);
        assert_eq!(of(&jpeg[..60]), Some(END));
        assert_eq!(of(b"GIF89a"), None);
    }

    #[test]
    fn pictures_whose_parts_are_moved_say_so() {
        for (path, part) in [
            ("heic/photo.heic", &b"iloc"[..]),
            ("jpeg/photo.jpeg", b"Exif"),
            ("png/photo.png", b"tEXt"),
        ] {
            let mut moved = fixture(path);
            let at = memchr::memmem::find(&moved, part).unwrap();
            moved.insert(at + 20, 0x0d);
            assert!(of(&moved).is_some(), "{path}");
        }
        let mut spoilt = fixture("png/photo.png");
        let at = memchr::memmem::find(&spoilt, b"Ysaline").unwrap();
        spoilt[at] ^= 1;
        assert_eq!(of(&spoilt), Some(PARTS));
    }
}
