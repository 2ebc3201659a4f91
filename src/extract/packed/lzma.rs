//! LZMA alone (lzma), and in the members of lzip (lz) with a checksum behind each.

use std::io::Read;

use crc32fast::Hasher;
use lzma_rust2::LzmaReader;

use super::{MEMORY_KB, Taken, member, packed};
use crate::extract::ratio::Ratio;
use crate::extract::{Error, Format, Head, Reason, Sink};

pub(in crate::extract) static LZMA: Format = packed(
    "lzma",
    &["lzma", "tlz"],
    |head| is_lzma(head) && !is_lzip(head.bytes),
    |input, sink| {
        let (taken, n) = Taken::new(input);
        let mut decoder = LzmaReader::new_mem_limit(taken, MEMORY_KB, None)?;
        // What was unpacked before a cut comes first.
        decoder.set_defer_errors(true);
        member(None, Ratio::new(decoder, n, *sink.limits()), sink)
    },
);

pub(in crate::extract) static LZ: Format = packed("lz", &["lz"], |head| is_lzip(head.bytes), lzip);

fn lzip(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let (taken, n) = Taken::new(input);
    let members = Members {
        source: Some(Ahead {
            bytes: Vec::new(),
            inner: taken,
        }),
        now: None,
        crc: Hasher::new(),
    };
    member(None, Ratio::new(members, n, *sink.limits()), sink)
}

/// It has no magic number. The first byte of what is packed is always zero; without the name, the first three are those
/// that every program writes, and the length is none or a likely one.
fn is_lzma(head: &Head<'_>) -> bool {
    const MOST_PROPERTIES: u8 = 224;
    const LIKELY: u64 = 1 << 40;
    let Some((header, [0, ..])) = head.bytes.split_first_chunk::<13>() else {
        return false;
    };
    let dictionary = u32::from_le_bytes([header[1], header[2], header[3], header[4]]);
    let mut len = [0; 8];
    len.copy_from_slice(&header[5..]);
    let len = u64::from_le_bytes(len);
    let is_likely = header.iter().any(|&byte| byte != 0) && (len == u64::MAX || len < LIKELY);
    let is_usual = header.starts_with(b"\x5d\0\0") && dictionary.is_power_of_two();
    let is_named = LZMA.extensions.contains(&head.extension);
    is_likely && header[0] <= MOST_PROPERTIES && (is_named || is_usual)
}

const MAGIC: [u8; 5] = *b"LZIP\x01";

fn is_lzip(bytes: &[u8]) -> bool {
    bytes
        .strip_prefix(&MAGIC)
        .is_some_and(|rest| rest.first().and_then(|&size| dictionary(size)).is_some())
}

/// How large a dictionary is: a power of two, without so many sixteenths of it.
fn dictionary(size: u8) -> Option<u32> {
    let power = u32::from(size & 0x1f);
    let whole = 1_u32.checked_shl(power).filter(|_| (12..=29).contains(&power))?;
    Some(whole - (whole >> 4) * u32::from(size >> 5))
}

/// Members of lzip, one behind the other; what stands behind the last of them is none.
struct Members<R: Read> {
    source: Option<Ahead<R>>,
    now: Option<LzmaReader<Ahead<R>>>,
    crc: Hasher,
}

impl<R: Read> Members<R> {
    /// The next member; none at the end.
    fn begin(&mut self, mut source: Ahead<R>) -> std::io::Result<bool> {
        /// Of three, none and two bits, as lzip always writes.
        const PROPERTIES: u8 = 0x5d;
        let mut header = Vec::new();
        (&mut source).take(6).read_to_end(&mut header)?;
        let Some(size) = header.strip_prefix(&MAGIC).and_then(|rest| dictionary(*rest.first()?)) else {
            return Ok(false);
        };
        if size > MEMORY_KB << 10 {
            let err = Error::new(Reason::LimitMemory, "it needs more memory to be unpacked");
            return Err(std::io::Error::other(err));
        }
        self.crc.reset();
        let mut decoder = LzmaReader::new_with_props(source, u64::MAX, PROPERTIES, size, None)?;
        decoder.set_defer_errors(true);
        self.now = Some(decoder);
        Ok(true)
    }

    /// Looks at the checksum and the length behind a member.
    fn end(&mut self, decoder: LzmaReader<Ahead<R>>) -> std::io::Result<()> {
        let (mut source, ahead) = decoder.into_parts();
        source.bytes.splice(..0, ahead);
        let (mut crc, mut lengths) = ([0; 4], [0; 16]);
        source.read_exact(&mut crc)?;
        source.read_exact(&mut lengths)?;
        if u32::from_le_bytes(crc) != self.crc.clone().finalize() {
            return Err(std::io::Error::other(Error::damaged("damaged compressed data")));
        }
        self.source = Some(source);
        Ok(())
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.now {
                let n = decoder.read(buf)?;
                if n > 0 || buf.is_empty() {
                    self.crc.update(&buf[..n]);
                    return Ok(n);
                }
            }
            if let Some(decoder) = self.now.take() {
                self.end(decoder)?;
            }
            let Some(source) = self.source.take() else {
                return Ok(0);
            };
            if !self.begin(source)? {
                return Ok(0);
            }
        }
    }
}

/// Gives first what was read too far ahead.
struct Ahead<R> {
    bytes: Vec<u8>,
    inner: R,
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.bytes.is_empty() {
            return self.inner.read(buf);
        }
        let n = self.bytes.len().min(buf.len());
        buf[..n].copy_from_slice(&self.bytes[..n]);
        self.bytes.drain(..n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::documents;
    use super::*;

    /// "85.07.30-951.80", packed by lzip 1.23 and by xz 5.4 (`xz --format=lzma`).
    const LZIP: &[u8] = &[
        0x4c, 0x5a, 0x49, 0x50, 0x01, 0x0c, 0x00, 0x1c, 0x0d, 0x41, 0xfe, 0x75, 0x9c, 0xea, 0x77, 0x37, 0x63, 0x93,
        0xdd, 0x13, 0x68, 0xcc, 0x49, 0xd4, 0x6a, 0x3d, 0xff, 0xf8, 0x6d, 0x20, 0x00, 0x09, 0xb6, 0x51, 0xcb, 0x0f,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x33, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    ];
    const ALONE: &[u8] = &[
        0x5d, 0x00, 0x00, 0x80, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x1c, 0x0d, 0x41, 0xfe,
        0x75, 0x9c, 0xea, 0x77, 0x37, 0x63, 0x93, 0xdd, 0x13, 0x68, 0xcc, 0x49, 0xd4, 0x6a, 0x3d, 0xff, 0xf8, 0x6d,
        0x20, 0x00,
    ];
    const NUMBER: &str = "85.07.30-951.80";

    #[track_caller]
    fn check(name: &str, bytes: &[u8], format: &str, text: &str, reasons: &[Reason]) {
        let documents = documents(name, bytes);
        assert_eq!((documents[0].format, documents[1].text()), (format, text.to_owned()));
        let told: Vec<_> = documents.iter().flat_map(|document| document.reasons.clone()).collect();
        assert_eq!(told, reasons);
    }

    #[test]
    fn members_of_lzip_are_one_text() {
        check("a.txt.lz", LZIP, "lz", NUMBER, &[]);
        check("a", &[LZIP, LZIP].concat(), "lz", &format!("{NUMBER}{NUMBER}"), &[]);
        check("a", &[LZIP, &[0; 512]].concat(), "lz", NUMBER, &[]);
        let mut spoilt = LZIP.to_vec();
        let crc = LZIP.len() - 20;
        spoilt[crc] ^= 1;
        check("a", &spoilt, "lz", NUMBER, &[Reason::Damaged]);
        check("a", &LZIP[..crc + 2], "lz", NUMBER, &[Reason::Damaged]);
        assert!(!is_lzip(b"LZIP\x01\x05") && !is_lzip(b"LZIP ") && dictionary(0x0c) == Some(4096));
    }

    #[test]
    fn lzma_alone_is_known_by_its_begin() {
        check("a.txt.lzma", ALONE, "lzma", NUMBER, &[]);
        check("a", ALONE, "lzma", NUMBER, &[]);
        let known = |bytes: &[u8], extension: &str| is_lzma(&Head::new(bytes, extension, &[]));
        let other = [&[0x5e][..], &ALONE[1..]].concat();
        assert!(known(&other, "lzma") && !known(&other, "bin"));
        assert!(
            !known(b"]\0\0text", "lzma")
                && !known(&[0xff; 20], "lzma")
                && !known(&[0; 29], "lzma")
                && !known(&ALONE[..13], "lzma")
        );
    }
}
