//! Unpacking as far as it goes: what came out before packed bytes end or are damaged is given first, and only then the
//! error. The readers of the libraries throw away what stands in their last buffer, which is all of a small document.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Seek};

use crc32fast::Hasher;
use flate2::{Decompress, FlushDecompress, Status};
use lzma_rust2::{Action, XzStream};
use zip::result::ZipResult;
use zip::{CompressionMethod, ZipArchive};

/// Bytes that one step of xz gives, at most.
const SHORT_STEP: usize = 512;

/// One step of an unpacker: bytes taken and given, and whether its end is reached.
pub(super) struct Step {
    taken: u64,
    given: u64,
    ended: Result<bool>,
}

/// What unpacks in steps, and says how far it came when one fails.
pub(super) trait Unpack {
    fn totals(&self) -> (u64, u64);

    /// `is_end`: there are no more packed bytes than these.
    fn unpack(&mut self, packed: &[u8], out: &mut [u8], is_end: bool) -> Result<bool>;

    fn step(&mut self, packed: &[u8], out: &mut [u8]) -> Step {
        let before = self.totals();
        let ended = self.unpack(packed, out, packed.is_empty());
        let after = self.totals();
        Step {
            taken: after.0 - before.0,
            given: after.1 - before.1,
            ended,
        }
    }
}

impl Unpack for Decompress {
    fn totals(&self) -> (u64, u64) {
        (self.total_in(), self.total_out())
    }

    fn unpack(&mut self, packed: &[u8], out: &mut [u8], is_end: bool) -> Result<bool> {
        let flush = if is_end {
            FlushDecompress::Finish
        } else {
            FlushDecompress::None
        };
        match self.decompress(packed, out, flush) {
            Ok(status) => Ok(status == Status::StreamEnd),
            Err(_) => Err(ErrorKind::InvalidData.into()),
        }
    }
}

impl Unpack for XzStream {
    fn totals(&self) -> (u64, u64) {
        (self.total_in(), self.total_out())
    }

    fn unpack(&mut self, packed: &[u8], out: &mut [u8], is_end: bool) -> Result<bool> {
        let action = if is_end { Action::Finish } else { Action::Run };
        // What came out of a step that fails is not told.
        let len = out.len().min(SHORT_STEP);
        let done = self.process(packed, &mut out[..len], action)?;
        Ok(done.status == lzma_rust2::Status::StreamEnd)
    }
}

/// Reads what an unpacker gives.
pub(super) struct Unpacking<R, U> {
    packed: R,
    unpacker: U,
    /// Told once what came before it was given.
    failed: Option<Error>,
}

impl<R, U> Unpacking<R, U> {
    pub(super) fn new(packed: R, unpacker: U) -> Self {
        Self {
            packed,
            unpacker,
            failed: None,
        }
    }

    /// What stands behind what was packed.
    pub(super) fn into_inner(self) -> R {
        self.packed
    }
}

impl<R: BufRead, U: Unpack> Read for Unpacking<R, U> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        if let Some(err) = self.failed.take() {
            return Err(err);
        }
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            let packed = self.packed.fill_buf()?;
            let is_end = packed.is_empty();
            let step = self.unpacker.step(packed, out);
            self.packed.consume(step.taken as usize);
            let given = step.given as usize;
            match step.ended {
                Err(err) if given == 0 => return Err(err),
                Err(err) => {
                    self.failed = Some(err);
                    return Ok(given);
                }
                Ok(has_ended) if has_ended || given > 0 => return Ok(given),
                Ok(_) if is_end => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(_) => {}
            }
        }
    }
}

/// A member of a zip archive, unpacked.
pub(super) fn member<R: Read + Seek>(archive: &mut ZipArchive<R>, at: usize) -> ZipResult<Box<dyn Read + '_>> {
    let entry = archive.by_index_data(at)?;
    if entry.compression() != CompressionMethod::Deflated || entry.encrypted() {
        return Ok(Box::new(archive.by_index(at)?));
    }
    let (len, crc) = (entry.size(), entry.crc32());
    let packed = BufReader::new(archive.by_index_raw(at)?);
    Ok(Box::new(checked(
        Unpacking::new(packed, Decompress::new(false)),
        len,
        crc,
    )))
}

/// Held to what an archive says of its length and its checksum.
pub(super) fn checked<R: Read>(inner: R, len: u64, crc: u32) -> impl Read {
    Checked {
        inner,
        len,
        crc,
        seen: Hasher::new(),
        n: 0,
    }
}

/// A member that cannot be opened.
pub(super) struct Unreadable(Option<crate::extract::Error>);

impl Unreadable {
    pub(super) fn new(why: crate::extract::Error) -> Self {
        Self(Some(why))
    }
}

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        self.0.take().map_or(Ok(0), |err| Err(Error::other(err)))
    }
}

/// Compares what was read with what the archive says of it, at its end.
struct Checked<R> {
    inner: R,
    len: u64,
    crc: u32,
    seen: Hasher,
    n: u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let n = self.inner.read(out)?;
        if n == 0 && !out.is_empty() && (self.n > self.len || self.seen.clone().finalize() != self.crc) {
            return Err(ErrorKind::InvalidData.into());
        }
        self.seen.update(&out[..n]);
        self.n += n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::super::tests::documents;
    use crate::extract::Reason;

    const NUMBER: &str = "rijksregisternummer 85.07.30-951.80";

    /// Lines that pack badly, with the number behind most of them.
    fn lines() -> String {
        let word = |n: u32| format!("{:x}", n.wrapping_mul(2_654_435_761));
        let lines = (0..600).map(|n| format!("{} {} {}\n", word(n), word(n * 7), word(n * 13)));
        let mut lines: Vec<String> = lines.collect();
        lines.insert(500, format!("{NUMBER}\n"));
        lines.concat()
    }

    fn deflated(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// A member that was written to a stream: its sizes stand behind it.
    fn streamed(name: &str, packed: &[u8]) -> Vec<u8> {
        let len = u16::try_from(name.len()).unwrap().to_le_bytes();
        let header = b"PK\x03\x04\x14\0\x08\0\x08\0\0\0\x21\x58\0\0\0\0\0\0\0\0\0\0\0\0";
        [&header[..], &len, &[0; 2], name.as_bytes(), packed].concat()
    }

    #[track_caller]
    fn check(name: &str, bytes: &[u8]) {
        let documents = documents(name, bytes);
        let told: Vec<_> = documents.iter().flat_map(|document| document.reasons.clone()).collect();
        assert!(told.iter().all(|&reason| reason == Reason::Damaged) && !told.is_empty());
        let text: String = documents.iter().map(|document| document.text()).collect();
        assert!(text.contains(NUMBER), "{name}: {text}");
    }

    #[test]
    fn a_streamed_member_that_is_cut_gives_all_that_inflates() {
        let packed = deflated(&lines());
        check("a.zip", &streamed("a.txt", &packed[..packed.len() * 9 / 10]));
        // A small one is in a single buffer.
        let short = format!("{NUMBER}\n{}", &lines()[..3000]);
        let packed = deflated(&short);
        check("a.zip", &streamed("a.txt", &packed[..packed.len() - 20]));
        let page = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>{short}</text:p></office:text></office:body></office:document-content>"
        );
        let packed = deflated(&page);
        let mimetype = b"application/vnd.oasis.opendocument.text";
        let mut first = b"PK\x03\x04\x0a\0\0\0\0\0\0\0\x21\x58".to_vec();
        first.extend(crc32fast::hash(mimetype).to_le_bytes());
        first.extend(u32::try_from(mimetype.len()).unwrap().to_le_bytes());
        first.extend(u32::try_from(mimetype.len()).unwrap().to_le_bytes());
        first.extend(b"\x08\0\0\0mimetype");
        first.extend(mimetype);
        check(
            "a.odt",
            &[first, streamed("content.xml", &packed[..packed.len() - 20])].concat(),
        );
    }

    #[test]
    fn bits_that_are_flipped_lose_nothing_before_them() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.txt", zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(lines().as_bytes()).unwrap();
        let mut bytes = zip.finish().unwrap().into_inner();
        let behind = bytes.len() * 9 / 10;
        bytes[behind..behind + 40].fill(0xff);
        check("a.zip", &bytes);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(lines().as_bytes()).unwrap();
        let mut bytes = encoder.finish().unwrap();
        let behind = bytes.len() * 9 / 10;
        bytes[behind..behind + 40].fill(0xff);
        check("a.txt.gz", &bytes);
    }

    #[test]
    fn a_cut_xz_gives_all_that_it_unpacks() {
        let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
        writer.write_all(lines().as_bytes()).unwrap();
        let packed = writer.finish().unwrap();
        assert!(
            documents("a.txt.xz", &packed)
                .iter()
                .all(|document| document.reasons.is_empty())
        );
        check("a.txt.xz", &packed[..packed.len() * 9 / 10]);
        let options = lzma_rust2::LzmaOptions::with_preset(1);
        let mut writer = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
        writer.write_all(lines().as_bytes()).unwrap();
        let packed = writer.finish().unwrap();
        check("a.txt.lzma", &packed[..packed.len() * 9 / 10]);
    }
}
