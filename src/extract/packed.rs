//! One packed stream (gz, bz2, xz, zst): what is inside is its only member.

use std::io::{BufRead, Read};

use super::ratio::{Ratio, Taken};
use super::{Error, Extract, Format, Head, Reason, Sink};

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
        let (taken, n) = Taken::new(input);
        let decoder = flate2::bufread::MultiGzDecoder::new(taken);
        let name = decoder.header().and_then(|header| header.filename());
        let name = name.map(|name| String::from_utf8_lossy(name).into_owned());
        member(name, Ratio::new(decoder, n, *sink.limits()), sink)
    },
);

pub(super) static BZ2: Format = packed(
    "bz2",
    &["bz2", "tbz2"],
    |head| {
        let begins = |magic: &[u8]| head.bytes.get(4..).is_some_and(|bytes| bytes.starts_with(magic));
        head.bytes.starts_with(b"BZh") && (begins(b"1AY&SY") || begins(b"\x17\x72\x45\x38\x50\x90"))
    },
    |input, sink| {
        let (taken, n) = Taken::new(input);
        member(
            None,
            Ratio::new(bzip2::bufread::MultiBzDecoder::new(taken), n, *sink.limits()),
            sink,
        )
    },
);

pub(super) static XZ: Format = packed(
    "xz",
    &["xz", "txz"],
    |head| head.bytes.starts_with(b"\xfd7zXZ\0"),
    |input, sink| {
        let (taken, n) = Taken::new(input);
        let decoder = lzma_rust2::XzReader::new_mem_limit(taken, true, MEMORY_KB);
        member(None, Ratio::new(decoder, n, *sink.limits()), sink)
    },
);

pub(super) static ZST: Format = packed(
    "zst",
    &["zst"],
    |head| head.bytes.starts_with(b"\x28\xb5\x2f\xfd"),
    |input, sink| {
        let (taken, n) = Taken::new(input);
        member(
            None,
            Ratio::new(
                Frames {
                    source: Some(taken),
                    now: None,
                },
                n,
                *sink.limits(),
            ),
            sink,
        )
    },
);

/// What an unpacker may take; larger dictionaries are for archives of far larger machines.
pub(super) const MEMORY_KB: u32 = 160 << 10;

/// What the packed file is called when it is unpacked.
fn unpacked(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, kind)) if ["tgz", "tbz2", "txz"].iter().any(|tar| kind.eq_ignore_ascii_case(tar)) => {
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

/// Zstandard frames, one behind the other.
struct Frames<R: Read> {
    source: Option<R>,
    now: Option<ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.now {
                let n = decoder.read(buf)?;
                if n > 0 || buf.is_empty() {
                    return Ok(n);
                }
                self.source = self.now.take().map(ruzstd::decoding::StreamingDecoder::into_inner);
            }
            let Some(mut source) = self.source.take() else {
                return Ok(0);
            };
            if source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let decoder = ruzstd::decoding::StreamingDecoder::new(source);
            self.now = Some(decoder.map_err(|_| std::io::Error::other(Error::new(Reason::Damaged, "no whole frame")))?);
        }
    }
}
