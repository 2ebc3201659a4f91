//! Zstandard (zst): its frames, and as much of one as came out before it is damaged.

use std::io::{BufRead, Chain, Cursor, Error, ErrorKind, Read, Result};

use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder, StreamingDecoder};

use super::{member, packed, pass_zeros};
use crate::extract::ratio::{Ratio, Taken};
use crate::extract::{self, Format, Reason};

pub(in crate::extract) static ZST: Format = packed(
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

/// A frame whose first four bytes were looked at.
struct Frame<R: Read> {
    decoder: StreamingDecoder<Chain<Cursor<[u8; 4]>, R>, FrameDecoder>,
    /// Bytes that came out.
    n: u64,
    /// Told once what came before it was given.
    failed: Option<Error>,
}

/// A last block of no bytes, and room for a checksum.
const END: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

impl<R: Read> Frame<R> {
    fn new(magic: [u8; 4], source: R) -> Result<Self> {
        let decoder = StreamingDecoder::new(Cursor::new(magic).chain(source));
        let no_frame = |_| Error::other(extract::Error::new(Reason::Damaged, "no whole frame"));
        Ok(Self {
            decoder: decoder.map_err(no_frame)?,
            n: 0,
            failed: None,
        })
    }

    fn into_inner(self) -> R {
        self.decoder.into_inner().into_inner().1
    }

    /// At the end: what came out is held to what the frame says of it.
    fn is_whole(&self) -> bool {
        let decoder = &self.decoder.decoder;
        let told = decoder.get_checksum_from_data();
        // 0 where it does not say.
        let len = decoder.content_size();
        (len == 0 || len == self.n) && (told.is_none() || told == decoder.get_calculated_checksum())
    }
}

impl<R: Read> Read for Frame<R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        if self.failed.is_none() {
            match self.decoder.read(buf) {
                Ok(0) if !buf.is_empty() && !self.is_whole() => return Err(ErrorKind::InvalidData.into()),
                Ok(n) => {
                    self.n += n as u64;
                    return Ok(n);
                }
                Err(err) => self.failed = Some(err),
            }
            // The decoder keeps as much as later blocks may refer to, up to its end.
            let decoder = &mut self.decoder.decoder;
            let _ended = decoder.decode_blocks(&END[..], BlockDecodingStrategy::UptoBlocks(1));
        }
        match (self.decoder.decoder.read(buf)?, &mut self.failed) {
            (0, failed) => failed.take().map_or(Ok(0), Err),
            (n, _) => Ok(n),
        }
    }
}

/// Zstandard frames, one behind the other.
struct Frames<R: Read> {
    source: Option<R>,
    now: Option<Frame<R>>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        loop {
            if let Some(decoder) = &mut self.now {
                let n = decoder.read(buf)?;
                if n > 0 || buf.is_empty() {
                    return Ok(n);
                }
                self.source = self.now.take().map(Frame::into_inner);
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
                let err = extract::Error::new(Reason::Unsupported, "a method of packing that is not read yet");
                return Err(Error::other(err));
            }
            self.now = Some(Frame::new(magic, source)?);
        }
    }
}

/// Passes over the rest of a frame: its length, and as much.
fn skip(source: &mut impl BufRead) -> Result<()> {
    let mut len = [0; 4];
    source.read_exact(&mut len)?;
    let len = u64::from(u32::from_le_bytes(len));
    match std::io::copy(&mut source.take(len), &mut std::io::sink())? {
        passed if passed < len => Err(ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::documents;
    use super::super::tests::check;
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
    fn frames_that_are_passed_over_hide_no_other() {
        let long = skippable(&vec![b'x'; 2 * extract::HEAD_LEN]);
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
    fn what_came_before_damage_is_told_and_a_wrong_checksum_is_damage() {
        // Two blocks, with a checksum behind them (it is wrong: of nothing).
        let number = b"leerling 85.07.30-951.80 was ziek";
        let block = |content: &[u8], last: u32| {
            let header = (u32::try_from(content.len()).unwrap() << 3 | last).to_le_bytes();
            [&header[..3], content].concat()
        };
        let frame = |descriptor: u8| [&FRAME[..], &[descriptor, 0x58]].concat();
        let whole = [frame(0), block(number, 0), block(b" en thuis", 1)].concat();
        let damaged_block = [frame(0), block(number, 0), b"\x2d\0\0\xff\xff\xff\xff\xff".to_vec()].concat();
        let cut = &whole[..whole.len() - 4];
        let belied = [frame(4), block(number, 1), vec![1, 2, 3, 4]].concat();
        let short = [&FRAME[..], &[0x20, 99][..], &block(number, 1)].concat();
        for (bytes, reasons) in [
            (&*whole, &[][..]),
            (&damaged_block, &[Reason::Damaged]),
            (cut, &[Reason::Damaged]),
            (&belied, &[Reason::Damaged]),
            (&short, &[Reason::Damaged]),
        ] {
            let all = documents("a.txt.zst", bytes);
            assert!(all[1].text().contains("85.07.30-951.80"), "{all:?}");
            let told: Vec<_> = all.iter().flat_map(|document| document.reasons.clone()).collect();
            assert_eq!(told, reasons, "{all:?}");
        }
    }
}
