//! One packed stream (gz, bz2, xz, zst, lzma, lz): what is inside is its only member.

mod lzma;

use std::io::{BufRead, Chain, Cursor, Read};

use bzip2::bufread::BzDecoder;
use flate2::Decompress;
use flate2::bufread::GzDecoder;
use lzma_rust2::XzStream;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::ratio::{Ratio, Taken};
use super::unpacking::Unpacking;
use super::{Error, Extract, Format, Head, Reason, Sink, codepage};
pub(super) use lzma::{LZ, LZMA};

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

pub(super) static ZST: Format = packed(
    "zst",
    &["zst"],
    |head| is_zstandard(head.bytes, head.extension == "zst"),
    |input, sink| {
        let (taken, n) = Taken::new(input);
        let frames = Frames {
            source: Some(taken),
            now: None,
        };
        member(None, Ratio::new(frames, n, *sink.limits()), sink)
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

/// How a frame of Zstandard begins (RFC 8878, 3.1.1).
const FRAME: [u8; 4] = *b"\x28\xb5\x2f\xfd";

/// Bits of the byte behind that, which say that the frame was packed with a dictionary, which no file holds (3.1.1.1.1).
const DICTIONARY: u8 = 3;

/// How a frame begins that is passed over (3.1.2): programs that pack in parallel write lengths there.
fn is_skippable(magic: [u8; 4]) -> bool {
    matches!(magic, [0x50..=0x5f, 0x2a, 0x4d, 0x18])
}

/// A frame, behind any number of those that are passed over; where none is near, only its name tells.
fn is_zstandard(mut bytes: &[u8], named: bool) -> bool {
    while let Some((&magic, rest)) = bytes.split_first_chunk::<4>() {
        if !is_skippable(magic) {
            return magic == FRAME;
        }
        let len = rest.first_chunk::<4>().map(|len| u32::from_le_bytes(*len) as usize);
        match len.and_then(|len| rest.get(4..)?.get(len..)) {
            Some(behind) => bytes = behind,
            None => return named,
        }
    }
    false
}

/// Reads a frame whose first four bytes were looked at.
type Frame<R> = StreamingDecoder<Chain<Cursor<[u8; 4]>, R>, FrameDecoder>;

/// Zstandard frames, one behind the other.
struct Frames<R: Read> {
    source: Option<R>,
    now: Option<Frame<R>>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.now {
                let n = decoder.read(buf)?;
                if n > 0 || buf.is_empty() {
                    return Ok(n);
                }
                let ended = self.now.take().map(StreamingDecoder::into_inner);
                self.source = ended.map(|chain| chain.into_inner().1);
            }
            let Some(mut source) = self.source.take() else {
                return Ok(0);
            };
            if !pass_zeros(&mut source)? {
                return Ok(0);
            }
            let mut magic = [0; 4];
            source.read_exact(&mut magic)?;
            if is_skippable(magic) {
                skip(&mut source)?;
                self.source = Some(source);
                continue;
            }
            if source
                .fill_buf()?
                .first()
                .is_some_and(|descriptor| descriptor & DICTIONARY != 0)
            {
                let err = Error::new(Reason::Unsupported, "a method of packing that is not read yet");
                return Err(std::io::Error::other(err));
            }
            let decoder = StreamingDecoder::new(Cursor::new(magic).chain(source));
            self.now = Some(decoder.map_err(|_| std::io::Error::other(Error::new(Reason::Damaged, "no whole frame")))?);
        }
    }
}

/// Passes over the rest of a frame: its length, and as much.
fn skip(source: &mut impl BufRead) -> std::io::Result<()> {
    let mut len = [0; 4];
    source.read_exact(&mut len)?;
    let len = u64::from(u32::from_le_bytes(len));
    match std::io::copy(&mut source.take(len), &mut std::io::sink())? {
        passed if passed < len => Err(std::io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::tests::documents;
    use super::*;

    /// One frame of so many bytes as they are.
    fn frame(content: &[u8]) -> Vec<u8> {
        let len = u8::try_from(content.len()).unwrap();
        let block = (u32::from(len) << 3 | 1).to_le_bytes();
        [&FRAME[..], &[0x20, len], &block[..3], content].concat()
    }

    fn skippable(content: &[u8]) -> Vec<u8> {
        let len = u32::try_from(content.len()).unwrap().to_le_bytes();
        [&b"\x5a\x2a\x4d\x18"[..], &len, content].concat()
    }

    #[track_caller]
    fn check(name: &str, bytes: &[u8], reasons: &[Reason]) {
        let documents = documents(name, bytes);
        assert_eq!(documents[1].text(), "85.07.30-951.80", "{documents:?}");
        let told: Vec<_> = documents.iter().flat_map(|document| document.reasons.clone()).collect();
        assert_eq!(told, reasons);
    }

    #[test]
    fn a_frame_that_needs_a_dictionary_is_not_read_yet() {
        let mut frame = frame(b"85.07.30");
        frame[4] |= 1;
        frame.insert(5, 7);
        let all = documents("a.txt.zst", &frame);
        let told: Vec<_> = all.iter().flat_map(|document| document.reasons.clone()).collect();
        assert_eq!(told, [Reason::Unsupported]);
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
    fn frames_that_are_passed_over_hide_no_other() {
        let long = skippable(&vec![b'x'; 2 * super::super::HEAD_LEN]);
        let (first, second) = (frame(b"85.07.30"), frame(b"-951.80"));
        check("a", &[first.clone(), second.clone()].concat(), &[]);
        check(
            "a",
            &[
                skippable(b"four"),
                first.clone(),
                skippable(b""),
                second.clone(),
                skippable(b"x"),
            ]
            .concat(),
            &[],
        );
        check(
            "a.txt.zst",
            &[long.clone(), first.clone(), second.clone()].concat(),
            &[],
        );
        check("a", &[&first[..], &second, &[0; 512]].concat(), &[]);
        // Other frames may stand where it says that it ends.
        let cut = skippable(&[b'x'; 40]);
        check("a", &[&first[..], &second, &cut[..30]].concat(), &[Reason::Damaged]);
        assert!(!is_zstandard(&long, false) && !is_zstandard(&skippable(b"lz4"), true));
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
