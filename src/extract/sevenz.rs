//! 7z archives: their files are unpacked one after the other.

use std::cell::Cell;
use std::io::{Read, SeekFrom};
use std::rc::Rc;

use sevenz_rust2::{ArchiveReader, Error as SevenZ, Password};

use super::document::head_of;
use super::encoding::is_text;
use super::packed::MEMORY_KB;
use super::ratio::{Ratio, unpacker_error};
use super::{Error, Extract, Format, Input, Reason, Sink, identify, salvage};
use blocks::Blocks;

mod blocks;

pub(super) static FORMAT: Format = Format {
    name: "7z",
    extensions: &["7z"],
    recognise: |head| head.bytes.starts_with(b"7z\xbc\xaf\x27\x1c"),
    extract: Extract::Seek(extract),
};

/// Behind it the first file begins.
const HEADER: u64 = 32;
/// What unpacks whatever was packed with no more memory than is usual: the directory says how much it was.
const DICTIONARY: u32 = 64 << 20;
const OF_SET: &str = "it goes on in another file of a set";

/// Whether a file is called as the first of several that an archive was cut into.
fn is_volume(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".7z.001")
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let len = input.seek(SeekFrom::End(0))?;
    input.rewind()?;
    let opened = ArchiveReader::new_with_memory_limit(&mut *input, Password::empty(), MEMORY_KB as usize);
    let opened = match opened.map_err(error) {
        Ok(archive) => archive,
        // Its directory stands at the end of the last one.
        Err(err) if is_volume(&sink.name) && err.reason == Reason::Damaged => {
            first_file(input, sink)?;
            return Err(Error::new(Reason::Unsupported, OF_SET));
        }
        Err(err) => return Err(err),
    };
    let archive = opened.archive().clone();
    drop(opened);
    Blocks {
        archive: &archive,
        password: &Password::empty(),
        input: &mut &mut *input,
        packed: Rc::new(Cell::new(len)),
    }
    .read(sink)
}

/// Reads what the first of several files begins with, as far as it goes: it is stored, or packed as most programs do.
fn first_file(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let packed = Rc::new(Cell::new(input.seek(SeekFrom::End(0))?));
    input.seek(SeekFrom::Start(HEADER))?;
    if content(&mut *input, sink)? {
        return Ok(());
    }
    input.seek(SeekFrom::Start(HEADER))?;
    let unpacked = lzma_rust2::Lzma2Reader::new(&mut *input, DICTIONARY, None);
    content(&mut Ratio::new(unpacked, packed, *sink.limits()), sink)?;
    Ok(())
}

/// Reads a file whose name nobody knows, if it begins as a document; whether it does.
fn content(bytes: &mut dyn Read, sink: &mut Sink<'_>) -> Result<bool, Error> {
    let (head, failed) = head_of(bytes);
    if head.is_empty() || identify(&head, "", &[]).is_unknown() {
        return Ok(false);
    }
    let rest: &mut dyn Read = match failed {
        Some(_) => &mut std::io::empty(),
        None => bytes,
    };
    sink.member("content", &mut head.chain(rest))?;
    Ok(true)
}

/// Reads the second of several files that an archive was cut into, or one behind it: a text that is stored, as it stands.
pub(super) fn volume(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let (head, _) = head_of(input);
    if is_text(&head) {
        input.rewind()?;
        salvage::strings(input, sink)?;
    }
    Err(Error::new(Reason::Unsupported, OF_SET))
}

fn error(err: SevenZ) -> Error {
    match err {
        SevenZ::PasswordRequired | SevenZ::MaybeBadPassword(_) => Error::new(Reason::Encrypted, "a password is needed"),
        SevenZ::UnsupportedCompressionMethod(method) if method.contains("AES") => {
            Error::new(Reason::Encrypted, "a password is needed")
        }
        SevenZ::UnsupportedCompressionMethod(_) | SevenZ::Unsupported(_) | SevenZ::ExternalUnsupported => {
            Error::new(Reason::Unsupported, "a method of packing that is not read yet")
        }
        SevenZ::MaxMemLimited { .. } => Error::new(Reason::LimitMemory, "it needs more memory to be unpacked"),
        SevenZ::Io(err, _) => Error::from(unpacker_error(err)),
        _ => Error::damaged("not a whole 7z archive"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{document, documents};
    use super::*;

    #[test]
    fn bits_that_are_flipped_are_damage_and_no_fault_of_the_disk() {
        let whole = include_bytes!("../../testdata/formats/7z/deflate.7z");
        // Behind the header of the archive stands what is packed.
        for at in 32..60 {
            let mut flipped = whole.to_vec();
            flipped[at] ^= 0x55;
            let told: Vec<_> = documents("a.7z", &flipped)
                .into_iter()
                .flat_map(|document| document.reasons)
                .collect();
            assert!(
                !told.is_empty() && told.iter().all(|&reason| reason == Reason::Damaged),
                "{at}: {told:?}"
            );
        }
    }

    #[test]
    fn files_that_an_archive_was_cut_into_are_told_as_such() {
        let whole = include_bytes!("../../testdata/formats/7z/deflate.7z");
        let cut = whole.len() / 2;
        for (name, bytes, reason) in [
            ("a.7z.001", &whole[..cut], Some(Reason::Unsupported)),
            ("a.7z.002", b"tekst die nergens begint", Some(Reason::Unsupported)),
            ("A.ZIP.013", b"tekst die nergens begint", Some(Reason::Unsupported)),
            ("a.7z", &whole[..cut], Some(Reason::Damaged)),
            ("a.7z.001", whole, None),
            ("a.log.002", b"tekst die nergens begint", None),
            ("a.002", b"tekst die nergens begint", None),
        ] {
            assert_eq!(document(name, bytes).reasons.first(), reason.as_ref(), "{name}");
        }
    }
    #[test]
    fn texts_in_the_files_that_an_archive_was_cut_into_are_read_as_far_as_they_go() {
        let text = "leerling 85.07.30-951.80 was ziek\n".repeat(200);
        let signature = b"7z\xbc\xaf\x27\x1c\0\x04";
        let header = [&signature[..], &[9; 24]].concat();
        let chunk = [&[1][..], &lzma2_len(&text), text.as_bytes()].concat();
        for packed in [text.as_bytes(), &chunk] {
            let first = documents("a.7z.001", &[&header[..], packed].concat());
            assert_eq!(first[0].reasons, [Reason::Unsupported], "{first:?}");
            assert!(first[1].text().contains("85.07.30-951.80"), "{first:?}");
        }
        let next = document("a.7z.002", text.as_bytes());
        assert!(next.text().contains("85.07.30-951.80"), "{next:?}");
        assert_eq!(next.reasons, [Reason::Unsupported]);
        // What is packed is no text by chance.
        let chance: Vec<u8> = (0..9000_u32)
            .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
            .collect();
        let next = document("a.7z.002", &chance);
        assert_eq!((next.text(), next.reasons), (String::new(), vec![Reason::Unsupported]));
        let first = documents("a.7z.001", &[&header[..], &chance].concat());
        assert_eq!(first.len(), 1, "{first:?}");
    }

    /// The length of a chunk that is stored, less one.
    fn lzma2_len(text: &str) -> [u8; 2] {
        u16::try_from(text.len() - 1).unwrap().to_be_bytes()
    }
}
