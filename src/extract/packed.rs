//! One packed stream (gz, bz2, xz, zst, lzma, lz): what is inside is its only member.

mod lzma;
mod zstd;

use std::io::{BufRead, Read};

use bzip2::bufread::BzDecoder;
use flate2::Decompress;
use flate2::bufread::GzDecoder;
use lzma_rust2::XzStream;

use super::ratio::{Ratio, Taken};
use super::unpacking::Unpacking;
use super::{Error, Extract, Format, Head, Sink, codepage};
pub(super) use lzma::{LZ, LZMA};
pub(super) use zstd::ZST;

const fn packed(
    name: &'static str,
    extensions: &'static [&'static str],
    recognise: fn(&Head<'_>) -> bool,
    extract: fn(&mut dyn Read, &mut Sink<'_>) -> Result<(), Error>,
) -> Format {
    Format {
        name,
        extensions,
        recognise,
        extract: Extract::Stream(extract),
    }
}

pub(super) static GZ: Format = packed(
    "gz",
    &["gz", "tgz"],
    |head| head.bytes.starts_with(b"\x1f\x8b\x08"),
    |input, sink| {
        let (mut taken, n) = Taken::new(input);
        let header = GzDecoder::new(taken.fill_buf()?).header().cloned();
        let name = header.as_ref().and_then(|header| header.filename());
        let name = name.map(|name| String::from_utf8_lossy(name).into_owned());
        let comment = header.as_ref().and_then(|header| header.comment());
        sink.field(
            "properties",
            "comment",
            &codepage::named(comment.unwrap_or_default(), None),
        );
        let packed = Packed {
            now: Some(gzip(taken)),
            open: gzip,
            close: Unpacking::into_inner,
        };
        member(name, Ratio::new(packed, n, *sink.limits()), sink)
    },
);

fn gzip<R>(source: R) -> Unpacking<R, Decompress> {
    /// Of 32 KiB, the most there is.
    const WINDOW_BITS: u8 = 15;
    Unpacking::new(source, Decompress::new_gzip(WINDOW_BITS))
}

pub(super) static BZ2: Format = packed(
    "bz2",
    &["bz2", "tbz2"],
    |head| {
        let begins = |magic: &[u8]| head.bytes.get(4..).is_some_and(|bytes| bytes.starts_with(magic));
        head.bytes.starts_with(b"BZh") && (begins(b"1AY&SY") || begins(b"\x17\x72\x45\x38\x50\x90"))
    },
    |input, sink| {
        let (taken, n) = Taken::new(input);
        let packed = Packed {
            now: Some(BzDecoder::new(taken)),
            open: BzDecoder::new,
            close: BzDecoder::into_inner,
        };
        member(None, Ratio::new(packed, n, *sink.limits()), sink)
    },
);

pub(super) static XZ: Format = packed(
    "xz",
    &["xz", "txz"],
    |head| head.bytes.starts_with(b"\xfd7zXZ\0"),
    |input, sink| {
        let (taken, n) = Taken::new(input);
        let decoder = Unpacking::new(taken, XzStream::new_mem_limit(true, MEMORY_KB));
        member(None, Ratio::new(decoder, n, *sink.limits()), sink)
    },
);

/// What an unpacker may take; larger dictionaries are for archives of far larger machines.
pub(super) const MEMORY_KB: u32 = 160 << 10;

/// What the packed file is called when it is unpacked.
fn unpacked(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, kind))
            if ["tgz", "tbz2", "txz", "tlz"]
                .iter()
                .any(|tar| kind.eq_ignore_ascii_case(tar)) =>
        {
            format!("{stem}.tar")
        }
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => "content".to_owned(),
    }
}

fn member(name: Option<String>, mut bytes: impl Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let name = name.unwrap_or_else(|| unpacked(&sink.name));
    sink.member(&name, &mut bytes)
}

/// Streams of gzip or bzip2, one behind the other. Tapes and some programs fill up with zeros.
struct Packed<R, D> {
    now: Option<D>,
    open: fn(R) -> D,
    close: fn(D) -> R,
}

impl<R: BufRead, D: Read> Read for Packed<R, D> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        while let Some(decoder) = &mut self.now {
            let n = decoder.read(buf)?;
            if n > 0 || buf.is_empty() {
                return Ok(n);
            }
            let Some(mut source) = self.now.take().map(self.close) else {
                break;
            };
            if pass_zeros(&mut source)? {
                self.now = Some((self.open)(source));
            }
        }
        Ok(0)
    }
}

/// Passes over zeros; says whether anything stands behind them.
fn pass_zeros(source: &mut impl BufRead) -> std::io::Result<bool> {
    loop {
        let bytes = source.fill_buf()?;
        let n = bytes.iter().take_while(|&&byte| byte == 0).count();
        let is_more = n < bytes.len();
        if is_more || n == 0 {
            source.consume(n);
            return Ok(is_more);
        }
        source.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::Reason;
    use super::super::tests::documents;

    #[track_caller]
    pub(super) fn check(name: &str, bytes: &[u8], reasons: &[Reason]) {
        let documents = documents(name, bytes);
        assert_eq!(documents[1].text(), "85.07.30-951.80", "{documents:?}");
        let told: Vec<_> = documents.iter().flat_map(|document| document.reasons.clone()).collect();
        assert_eq!(told, reasons);
    }

    #[test]
    fn the_comment_of_a_gzip_file_is_read() {
        let mut gzip = flate2::GzBuilder::new()
            .comment("voor Zo\u{eb}")
            .write(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"85.07.30-951.80").unwrap();
        let all = documents("a.txt.gz", &gzip.finish().unwrap());
        assert!(all.iter().any(|document| document.text().contains("voor Zoë")));
        assert!(all.iter().any(|document| document.text().contains("951.80")));
    }

    #[test]
    fn streams_that_are_filled_up_with_zeros_are_whole() {
        let gz = |text: &str| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let bz2 = |text: &str| {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        check_joined(&gz("85.07.30"), &gz("-951.80"));
        check_joined(&bz2("85.07.30"), &bz2("-951.80"));
    }

    fn check_joined(first: &[u8], second: &[u8]) {
        check("a", &[first, second].concat(), &[]);
        check("a", &[first, second, &vec![0; 100_000]].concat(), &[]);
        check("a", &[first, second, b"\0\0x"].concat(), &[Reason::Damaged]);
        check("a", &[first, second, &second[..6]].concat(), &[Reason::Damaged]);
    }
}
