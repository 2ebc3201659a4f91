//! Pictures inside of documents: OCR reads them all; without it a document that is hardly anything else, such as
//! a scan that was pasted, is said to need it. Pages of a PDF go by the same measure of a caption.

use std::io::Read;
use std::time::{Duration, Instant};

use super::bytes::u32_at;
use super::known::picture;
use super::{Error, Reason, Sink, metafile};
use crate::text::Unit;

/// With less text than this per picture, in bytes, the text is their caption ("Copy of the identity card of …").
pub(super) const CAPTION: u64 = 100;
/// With more text it does not matter how many pictures there are.
const MUCH: u64 = 20 * CAPTION;
/// The size of a picture stands in its first bytes, but in a jpeg behind what the camera says.
const FIRST: u64 = 4 << 10;
const HEAD: u64 = 256 << 10;

/// The pictures of one file may take so long.
pub(crate) const RECOGNISING: Duration = Duration::from_secs(600);

/// The pictures of one document, one by one.
#[derive(Default)]
pub(super) struct Pictures {
    n: u64,
    /// Drawings that OCR cannot read either.
    n_drawings: u64,
}

impl Pictures {
    /// Whether they matter beside so many bytes of text.
    pub fn are_due(n_text: u64, sink: &Sink<'_>) -> bool {
        sink.reads_pictures() || n_text < MUCH
    }

    /// So much of one is looked at.
    pub fn most(sink: &Sink<'_>) -> u64 {
        if sink.reads_pictures() { picture::LARGEST } else { HEAD }
    }

    /// One that is large enough to show text.
    pub fn add(&mut self, bytes: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut held = Vec::new();
        bytes.take(FIRST).read_to_end(&mut held)?;
        if metafile::is_metafile(&held) {
            bytes.take(metafile::LARGEST - FIRST).read_to_end(&mut held)?;
            self.add_drawing(&held, sink);
            return Ok(());
        }
        if sink.reads_pictures() || picture::size(&held).is_none() {
            bytes.take(Self::most(sink) - FIRST).read_to_end(&mut held)?;
        }
        let Some(what) = picture::shows(&held) else {
            return Ok(());
        };
        sink.saw_picture(&held);
        self.n += 1;
        if !sink.reads_pictures() {
            return Ok(());
        }
        let part = sink.intern("picture");
        sink.line_break();
        sink.mark(Unit::Field { part }, 0);
        sink.picture(&held, &what)
    }

    /// One that is a list of commands: its texts. Without any it may show what they do not tell.
    fn add_drawing(&mut self, bytes: &[u8], sink: &mut Sink<'_>) {
        let before = sink.n_text;
        let part = sink.intern("picture");
        let drawn = metafile::tell(bytes, Unit::Field { part }, sink);
        let is_picture = drawn.is_some_and(|drawn| drawn.is_picture());
        self.n_drawings += u64::from(is_picture && sink.n_text == before);
    }

    /// All were come to, in a document with so many bytes of text.
    pub fn finish(self, n_text: u64, sink: &mut Sink<'_>) {
        let n_read = if sink.reads_pictures() { self.n } else { 0 };
        let n = self.n + self.n_drawings - n_read;
        if n_text < CAPTION.saturating_mul(n) {
            sink.gap(Reason::NeedsOcr, format!("pictures and hardly any text: {n}"));
        }
    }

    /// Those that drawings of the binary formats hold in a stream (\[MS-ODRAW\] 2.2.23).
    pub fn drawn(&mut self, stream: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
        for mut blip in blips(stream) {
            self.add(&mut blip, sink)?;
        }
        for packed in packed_drawings(stream) {
            let mut drawing = Vec::new();
            let most = sink.limits().inflated.min(metafile::LARGEST);
            let taken = packed.len() as u64;
            // Of a damaged one as much as there is.
            let _ = flate2::read::ZlibDecoder::new(packed)
                .take(most)
                .read_to_end(&mut drawing);
            sink.charge(taken, drawing.len() as u64)?;
            self.add_drawing(&drawing, sink);
        }
        Ok(())
    }
}

/// Whether a part of a package is a picture of the document: no thumbnail of it, and nothing that is drawn by commands.
pub(super) fn is_picture(name: &str) -> bool {
    const KINDS: [&str; 10] = [
        "png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "webp", "heic",
    ];
    is_kind(name, &KINDS)
}

/// Whether a part of a package is a picture that is drawn by commands.
pub(super) fn is_drawing(name: &str) -> bool {
    is_kind(name, &["emf", "wmf"])
}

/// Whether a part of a package is a picture that is XML.
pub(super) fn is_svg(name: &str) -> bool {
    is_kind(name, &["svg"])
}

fn is_kind(name: &str, kinds: &[&str]) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_one = kinds.iter().any(|kind| extension.eq_ignore_ascii_case(kind));
    is_one && !name.to_ascii_lowercase().contains("thumbnail")
}

/// The files of png and jpeg pictures: behind a header of eight bytes, one or two checksums, and a byte.
fn blips(stream: &[u8]) -> impl Iterator<Item = &[u8]> {
    const KINDS: [(&[u8], [u8; 2]); 3] = [
        (b"\x89PNG\r\n\x1a\n", [0x1e, 0xf0]),
        (b"\xff\xd8\xff", [0x1d, 0xf0]),
        (b"\xff\xd8\xff", [0x2a, 0xf0]),
    ];
    let blip = |at: usize, kind: [u8; 2], before: usize| {
        let header = stream.get(at.checked_sub(8 + before)?..at)?;
        let len = u32_at(header, 4)? as usize;
        let is_blip = header[2..4] == kind && len > before;
        is_blip.then(|| &stream[at..stream.len().min(at + len - before)])
    };
    KINDS.into_iter().flat_map(move |(magic, kind)| {
        memchr::memmem::find_iter(stream, magic)
            .filter_map(move |at| [17, 33].into_iter().find_map(|before| blip(at, kind, before)))
            .collect::<Vec<_>>()
    })
}

/// Drawings of a stream (\[MS-ODRAW\] 2.2.24, 2.2.25): a header, one or two checksums, what they measure, and their
/// records, deflated.
fn packed_drawings(stream: &[u8]) -> impl Iterator<Item = &[u8]> {
    const KINDS: [([u8; 4], usize); 4] = [
        ([0x40, 0x3d, 0x1a, 0xf0], 16),
        ([0x50, 0x3d, 0x1a, 0xf0], 32),
        ([0x60, 0x21, 0x1b, 0xf0], 16),
        ([0x70, 0x21, 0x1b, 0xf0], 32),
    ];
    const MEASURES: usize = 34;
    let packed = |at: usize, checksums: usize| {
        let measures = stream.get(at + 8 + checksums..)?;
        let len = u32_at(measures, 28)? as usize;
        let is_deflated = *measures.get(32)? == 0;
        measures
            .get(MEASURES..MEASURES.checked_add(len)?)
            .filter(|_| is_deflated)
    };
    KINDS.into_iter().flat_map(move |(magic, checksums)| {
        let found = memchr::memmem::find_iter(stream, &magic);
        found.filter_map(|at| packed(at, checksums)).collect::<Vec<_>>()
    })
}

impl Sink<'_> {
    /// Whether pictures are read at all.
    pub fn reads_pictures(&self) -> bool {
        self.shared.recogniser.is_some()
    }

    /// Remembers that the document shows a picture, by bytes that tell it from others: a copy of its text alone is less.
    pub fn saw_picture(&mut self, bytes: &[u8]) {
        let hash = *blake3::hash(bytes).as_bytes();
        let first = u64::from_le_bytes(hash.first_chunk().copied().unwrap_or_default());
        self.pictures = self.pictures.wrapping_add(first | 1);
    }

    /// Remembers a stream of so many bytes that holds pictures, which nobody has read.
    pub fn saw_stream(&mut self, len: u64) {
        if len > 0 {
            self.saw_picture(&len.to_le_bytes());
        }
    }

    /// Adds the text of a picture, or says why it is not read. `what` it is, for a gap.
    pub fn picture(&mut self, picture: &[u8], what: &str) -> Result<(), Error> {
        let Some(mut recogniser) = self.shared.recogniser.take() else {
            self.gap(Reason::NeedsOcr, what);
            return Ok(());
        };
        let begun = Instant::now();
        let text = if self.shared.recognising > RECOGNISING {
            Err(Error::new(Reason::LimitTime, "more pictures than there is time for"))
        } else {
            recogniser.text(picture, &mut || self.reader.tick())
        };
        self.shared.recognising += begun.elapsed();
        self.shared.recogniser = Some(recogniser);
        match text {
            Ok(text) => {
                self.line_break();
                self.push(text.trim());
                self.line_break();
            }
            Err(err) => self.gap_in(Vec::new(), err),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_in_drawings() {
        let png = b"\x89PNG\r\n\x1a\n....";
        let blip = |kind: u8, n: usize, file: &[u8]| {
            let len = (n + file.len()) as u32;
            [&[0, 0, kind, 0xf0], &len.to_le_bytes()[..], &vec![7; n], file].concat()
        };
        let stream = [
            blip(0x1e, 17, png),
            b"between".to_vec(),
            blip(0x1d, 33, b"\xff\xd8\xff..."),
        ]
        .concat();
        assert_eq!(blips(&stream).collect::<Vec<_>>(), [&png[..], b"\xff\xd8\xff..."]);
        assert_eq!(blips(png).count(), 0);
        assert!(is_picture("word/media/image1.PNG") && !is_picture("word/media/image1.emf"));
        assert!(!is_picture("docProps/thumbnail.jpeg"));
    }
}
