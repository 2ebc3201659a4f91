//! 7z archives: their files are unpacked one after the other.

use sevenz_rust2::{ArchiveReader, Error as SevenZ, Password};

use super::packed::MEMORY_KB;
use super::ratio::{Ratio, unpacker_error};
use super::{Error, Extract, Format, Input, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "7z",
    extensions: &["7z"],
    recognise: |head| head.bytes.starts_with(b"7z\xbc\xaf\x27\x1c"),
    extract: Extract::Seek(extract),
};

const OF_SET: &str = "it goes on in another file of a set";

/// Whether a file is called as the first of several that an archive was cut into.
fn is_volume(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".7z.001")
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let len = input.seek(std::io::SeekFrom::End(0))?;
    input.rewind()?;
    let is_first = is_volume(&sink.name);
    let opened = ArchiveReader::new_with_memory_limit(input, Password::empty(), MEMORY_KB as usize);
    let mut archive = opened.map_err(|err| match error(err) {
        // Its directory stands at the end of the last one.
        err if is_first && err.reason == Reason::Damaged => Error::new(Reason::Unsupported, OF_SET),
        err => err,
    })?;
    // The worker has one thread.
    archive.set_thread_count(1);
    let packed = std::rc::Rc::new(std::cell::Cell::new(len));
    let mut stopped = None;
    let walked = archive.for_each_entries(|entry, bytes| {
        if entry.is_directory() {
            return Ok(true);
        }
        let mut bytes = Ratio::new(bytes, std::rc::Rc::clone(&packed), *sink.limits());
        match sink.member(entry.name(), &mut bytes) {
            Ok(()) => Ok(true),
            Err(err) => {
                stopped = Some(err);
                Err(SevenZ::Other("stopped".into()))
            }
        }
    });
    match (stopped, walked) {
        (Some(err), _) => Err(err),
        (None, walked) => walked.map_err(error),
    }
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
}
