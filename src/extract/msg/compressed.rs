//! RTF as Outlook packs it (\[MS-OXRTFCP\]).

use crate::extract::bytes::u32_at;

const PACKED: u32 = 0x7546_5a4c;
const AS_IT_IS: u32 = 0x414c_454d;
const HEADER: usize = 16;
const WINDOW: usize = 4096;
/// What can be referred to before anything was unpacked (2.1.2.1).
const FIRST: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
    \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\
    \\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The RTF, and whether it is as long as its header says; none for bytes that are not packed so. The checksum is not
/// looked at: what can be unpacked is read.
pub(super) fn unpack(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let len = u32_at(bytes, 4)? as usize;
    let body = bytes.get(HEADER..)?;
    let mut rtf = match u32_at(bytes, 8)? {
        PACKED => inflate(body),
        AS_IT_IS => body[..len.min(body.len())].to_vec(),
        _ => return None,
    };
    let is_whole = rtf.len() >= len;
    rtf.truncate(memchr::memchr(0, &rtf).unwrap_or(rtf.len()));
    Some((rtf, is_whole))
}

/// At most eight times what is packed: 17 bytes for two.
fn inflate(packed: &[u8]) -> Vec<u8> {
    let mut window = [0; WINDOW];
    window[..FIRST.len()].copy_from_slice(FIRST);
    let (mut at, mut out) = (FIRST.len(), Vec::new());
    let mut put = |window: &mut [u8; WINDOW], at: &mut usize, byte: u8| {
        window[*at] = byte;
        *at = (*at + 1) % WINDOW;
        out.push(byte);
    };
    let mut rest = packed.iter().copied();
    while let Some(control) = rest.next() {
        for bit in 0..8 {
            let is_reference = control >> bit & 1 == 1;
            match (rest.next(), is_reference) {
                (None, _) => return out,
                (Some(byte), false) => put(&mut window, &mut at, byte),
                (Some(first), true) => {
                    let Some(second) = rest.next() else { return out };
                    let (from, len) = (
                        usize::from(first) << 4 | usize::from(second >> 4),
                        usize::from(second & 15) + 2,
                    );
                    // A reference to what comes next is the end.
                    if from == at {
                        return out;
                    }
                    for n in 0..len {
                        let byte = window[(from + n) % WINDOW];
                        put(&mut window, &mut at, byte);
                    }
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification (3.1 and 3.2).
    #[test]
    fn what_outlook_packs_is_unpacked_and_what_is_cut_is_told() {
        let simple = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B\x32\x0a\xf3 hel\x09\0\x20bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        let crossing = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0d\x6e\x7d\x01\x0e\xb0";
        for (packed, rtf) in [
            (&simple[..], &b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"[..]),
            (&crossing[..], b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        ] {
            assert_eq!(unpack(packed), Some((rtf.to_vec(), true)));
            for len in 0..packed.len() - 3 {
                assert!(
                    unpack(&packed[..len]).is_none_or(|(left, is_whole)| !is_whole && rtf.starts_with(&left)),
                    "{len}"
                );
            }
        }
        let stored = b"\x12\0\0\0\xff\xff\xff\xffMELA\0\0\0\0{\\rtf1 x}";
        assert_eq!(unpack(stored), Some((b"{\\rtf1 x}".to_vec(), false)));
        assert_eq!(unpack(b"\x10\0\0\0\xff\xff\xff\xffLZFv\0\0\0\0"), None);
    }
}
