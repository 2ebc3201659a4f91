//! Which characters of a text stand above or below the line (\[MS-PPT\] 2.9.44, StyleTextPropAtom).

use crate::extract::bytes::{u16_at, u32_at};

/// The fields of a run of paragraphs that matter for where the next begins, in their order: the bits of the mask that
/// announce a field, and its size. Tabulators have as many fields as they say.
const OF_PARAGRAPH: [(u32, usize); 15] = [
    (0xf, 2),
    (0x80, 2),
    (0x10, 2),
    (0x40, 2),
    (0x20, 4),
    (0x800, 2),
    (0x1000, 2),
    (0x2000, 2),
    (0x4000, 2),
    (0x100, 2),
    (0x400, 2),
    (0x8000, 2),
    (TABULATORS, 2),
    (0x1_0000, 2),
    (0xe_0000, 2),
];
const TABULATORS: u32 = 0x10_0000;
const DIRECTION: u32 = 0x20_0000;

/// Those of a run of characters.
const OF_CHARACTERS: [(u32, usize); 7] = [
    (0xffff, 2),
    (0x1_0000, 2),
    (0x20_0000, 2),
    (0x40_0000, 2),
    (0x80_0000, 2),
    (0x2_0000, 2),
    (0x4_0000, 4),
];
const HEIGHT: u32 = 0x8_0000;

/// From which character on a text stands on which height; characters are units of UTF-16. Nothing where the record is
/// not as it should be.
pub(super) fn runs(style: &[u8], n: usize) -> Vec<(usize, bool)> {
    let mut runs = Vec::new();
    let Some(mut at) = behind_paragraphs(style, n) else {
        return runs;
    };
    let mut begin = 0;
    while begin < n {
        let Some((len, is_raised, end)) = run(style, at) else {
            return runs;
        };
        runs.push((begin, is_raised));
        begin += len;
        at = end;
    }
    runs
}

/// Where the runs of characters begin. Those of paragraphs count the end of the last one too.
fn behind_paragraphs(style: &[u8], n: usize) -> Option<usize> {
    let (mut at, mut begin) = (0, 0);
    while begin <= n {
        let mask = u32_at(style, at + 6)?;
        let len = u32_at(style, at)? as usize;
        begin += len;
        at += 10;
        for (bits, size) in OF_PARAGRAPH {
            if mask & bits == 0 {
                continue;
            }
            if bits == TABULATORS {
                at += 4 * usize::from(u16_at(style, at)?);
            }
            at += size;
        }
        at += if mask & DIRECTION == 0 { 0 } else { 2 };
    }
    Some(at)
}

/// The length of the run of characters that begins here, whether it is raised, and where the next begins.
fn run(style: &[u8], mut at: usize) -> Option<(usize, bool, usize)> {
    let (len, mask) = (u32_at(style, at)? as usize, u32_at(style, at + 4)?);
    at += 8;
    for (bits, size) in OF_CHARACTERS {
        at += if mask & bits == 0 { 0 } else { size };
    }
    let height = match mask & HEIGHT {
        0 => 0,
        _ => {
            at += 2;
            u16_at(style, at - 2)?
        }
    };
    Some((len, height != 0, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_stand_behind_the_looks_of_paragraphs() {
        // One paragraph with a bullet and two tabulators, then two runs; the first is bold and has a size.
        let mut style = b"\x05\0\0\0\0\0".to_vec();
        style.extend(
            [
                &0x10_0081u32.to_le_bytes()[..],
                b"\x01\0\x22\x20",
                b"\x02\0\x01\0\0\0\x02\0\0\0",
            ]
            .concat(),
        );
        style.extend([&b"\x03\0\0\0"[..], &0x2_0001u32.to_le_bytes(), b"\x01\0\x18\0"].concat());
        style.extend([&b"\x02\0\0\0"[..], &0x8_0000u32.to_le_bytes(), b"\x1e\0"].concat());
        assert_eq!(runs(&style, 4), [(0, false), (3, true)]);
        // What is cut says nothing of the rest.
        assert_eq!(runs(&style[..style.len() - 1], 4), [(0, false)]);
        assert_eq!(runs(&style[..12], 4), []);
        assert_eq!(runs(&[0; 64], 4), []);
        assert_eq!(runs(b"", 0), []);
    }
}
