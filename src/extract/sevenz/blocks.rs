//! The blocks of a 7z archive, each packed on its own: one that cannot be unpacked costs no other, and what it holds is
//! told by name.

use std::cell::Cell;
use std::io::{BufReader, Read, SeekFrom};
use std::rc::Rc;

use deflate64::Deflate64Decoder;
use sevenz_rust2::{Archive, ArchiveEntry, Block, BlockDecoder, EncoderMethod, Error as SevenZ, Password};

use super::{HEADER, error};
use crate::extract::packed::MEMORY_KB;
use crate::extract::ratio::{Ratio, unpacker_error};
use crate::extract::unpacking::{Unreadable, checked};
use crate::extract::{Error, Input, Sink};

/// Streams that a block is packed into by the one filter which makes several (BCJ2).
const STREAMS_OF_BCJ2: usize = 4;

/// An archive whose directory is read, and its file.
pub(super) struct Blocks<'a, 'i> {
    pub archive: &'a Archive,
    pub password: &'a Password,
    pub input: &'a mut &'i mut dyn Input,
    /// Bytes of the file.
    pub packed: Rc<Cell<u64>>,
}

impl<'i> Blocks<'_, 'i> {
    /// Reads all files; fails, behind all of them, with why a block could not be read.
    pub fn read(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut failed = None;
        for at in 0..self.archive.blocks.len() {
            if let Err(err) = self.block(at, sink)? {
                failed.get_or_insert(err);
            }
        }
        let blocks = &self.archive.stream_map.file_block_index;
        for (file, block) in self.archive.files.iter().zip(blocks) {
            if block.is_none() && !file.is_directory() {
                sink.member(file.name(), &mut std::io::empty())?;
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Reads one block. The outer error ends the document, the inner one the block.
    fn block(&mut self, at: usize, sink: &mut Sink<'_>) -> Result<Result<(), Error>, Error> {
        let archive = self.archive;
        let first = archive.stream_map.block_first_file_index[at];
        let n_files = self.decoder(at).entry_count();
        let files = &archive.files[first..first + n_files];
        let mut n_told = 0;
        let read = match is_deflate64(&archive.blocks[at]).then(|| stream(archive, at)).flatten() {
            Some(place) => self.deflate64(place, files, &mut n_told, sink)?,
            None => self.unpacked(at, &mut n_told, sink)?,
        };
        if let Err(err) = &read {
            for file in files[n_told..].iter().filter(|file| !file.is_directory()) {
                sink.member(file.name(), &mut Unreadable::new(err.clone()))?;
            }
        }
        Ok(read)
    }

    fn decoder(&mut self, at: usize) -> BlockDecoder<'_, &'i mut dyn Input> {
        // The worker has one thread.
        BlockDecoder::new_with_memory_limit(1, MEMORY_KB as usize, at, self.archive, self.password, self.input)
    }

    fn unpacked(&mut self, at: usize, n_told: &mut usize, sink: &mut Sink<'_>) -> Result<Result<(), Error>, Error> {
        let packed = Rc::clone(&self.packed);
        let mut stopped = None;
        let walked = self.decoder(at).for_each_entries(&mut |file, bytes| {
            *n_told += 1;
            match one(file, bytes, &packed, sink) {
                Ok(()) => Ok(true),
                Err(err) => {
                    stopped = Some(err);
                    Err(SevenZ::Other("stopped".into()))
                }
            }
        });
        match stopped {
            Some(err) => Err(err),
            None => Ok(walked.map(|_| ()).map_err(error)),
        }
    }

    /// The library unpacks all that is usual but this. `place`: where it begins in the file, and how long it is.
    fn deflate64(
        &mut self,
        place: (u64, u64),
        files: &[ArchiveEntry],
        n_told: &mut usize,
        sink: &mut Sink<'_>,
    ) -> Result<Result<(), Error>, Error> {
        self.input.seek(SeekFrom::Start(place.0))?;
        let mut bytes = Deflate64Decoder::with_buffer(BufReader::new((&mut *self.input).take(place.1)));
        for file in files {
            *n_told += 1;
            let len = if file.has_stream { file.size } else { 0 };
            let part = (&mut bytes).take(len);
            let mut part: Box<dyn Read> = match file.has_stream && file.has_crc {
                true => Box::new(checked(part, len, file.crc as u32)),
                false => Box::new(part),
            };
            one(file, &mut part, &self.packed, sink)?;
            // The next file begins behind all of this one.
            if let Err(err) = std::io::copy(&mut part, &mut std::io::sink()) {
                return Ok(Err(unpacker_error(err).into()));
            }
        }
        Ok(Ok(()))
    }
}

fn one(file: &ArchiveEntry, bytes: &mut dyn Read, packed: &Rc<Cell<u64>>, sink: &mut Sink<'_>) -> Result<(), Error> {
    match file.is_directory() {
        true => Ok(()),
        false => sink.member(file.name(), &mut Ratio::new(bytes, Rc::clone(packed), *sink.limits())),
    }
}

/// Whether a block is packed by this alone.
fn is_deflate64(block: &Block) -> bool {
    matches!(&*block.coders, [coder] if coder.encoder_method_id() == EncoderMethod::ID_DEFLATE64)
}

/// Where the packed stream of a block of one stream begins, and how long it is.
fn stream(archive: &Archive, at: usize) -> Option<(u64, u64)> {
    let is_split = |block: &Block| {
        let mut ids = block.coders.iter().map(|coder| coder.encoder_method_id());
        ids.any(|id| id == EncoderMethod::ID_BCJ2)
    };
    let n_streams = |block: &Block| if is_split(block) { STREAMS_OF_BCJ2 } else { 1 };
    let n_before = archive.blocks[..at].iter().map(n_streams).sum();
    let (before, behind) = archive.pack_sizes().split_at_checked(n_before)?;
    let begin = HEADER.checked_add(archive.pack_pos())?;
    let begin = before.iter().try_fold(begin, |begin, len| begin.checked_add(*len))?;
    Some((begin, *behind.first()?))
}

#[cfg(test)]
mod tests {
    use crate::extract::Reason;
    use crate::extract::tests::{Document, documents};

    const ARCHIVE: &[u8] = include_bytes!("../../../testdata/formats/7z/deflate64.7z");

    /// The archive with some bytes changed, and the checksums of its directory mended.
    fn changed(from: &[u8], to: &[u8]) -> Vec<Document> {
        let mut bytes = ARCHIVE.to_vec();
        let at = memchr::memmem::find(&bytes, from).unwrap();
        bytes[at..at + to.len()].copy_from_slice(to);
        let number = |at: usize| usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())).unwrap();
        let (begin, len) = (32 + number(12), number(20));
        let directory = crc32fast::hash(&bytes[begin..begin + len]).to_le_bytes();
        bytes[28..32].copy_from_slice(&directory);
        let start = crc32fast::hash(&bytes[12..32]).to_le_bytes();
        bytes[8..12].copy_from_slice(&start);
        documents("a.7z", &bytes)
    }

    fn told(all: &[Document]) -> Vec<(&str, &[Reason])> {
        all.iter()
            .map(|document| (&*document.inner, &*document.reasons))
            .collect()
    }

    #[test]
    fn deflate64_is_read() {
        let all = documents("a.7z", ARCHIVE);
        let text: String = all.iter().map(Document::text).collect();
        assert_eq!(text.matches("85.07.30-951.80").count(), 3, "{all:?}");
        assert!(text.contains("Griet Wouters") && text.contains("Noor Claes"), "{all:?}");
        assert_eq!(
            told(&all)[1..],
            [("een.txt", &[][..]), ("twee.txt", &[]), ("drie.txt", &[])]
        );
    }

    #[test]
    fn a_block_that_cannot_be_unpacked_is_told_by_its_files_and_costs_no_other() {
        let unknown = changed(b"\x04\x01\x09", b"\x04\x01\x77");
        let why = &[Reason::Unsupported][..];
        assert_eq!(
            told(&unknown),
            [("", why), ("een.txt", why), ("twee.txt", why), ("drie.txt", &[])]
        );
        // In the middle of what is packed of the first file.
        let damaged = changed(b"\x30\x0c\x05\xd0", b"\xff\x0c\x05\xd0");
        let why = &[Reason::Damaged][..];
        assert_eq!(
            told(&damaged),
            [("", why), ("een.txt", why), ("twee.txt", why), ("drie.txt", &[])]
        );
        assert!(damaged[3].text().contains("Noor Claes"));
    }
}
