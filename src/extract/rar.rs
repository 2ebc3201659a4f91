//! RAR archives, of all versions: their files are unpacked one after the other.
//!
//! The library writes what it unpacks, where the others are read from: each file is kept until it is whole, within the
//! limit of what one member may be.

use std::cell::RefCell;
use std::io::{Cursor, Read, Write};
use std::rc::Rc;

use rars::filename::LegacyNameEncoding;
use rars::{
    Archive, ArchiveMember, ArchiveReadOptions, ArchiveReader, ErrorKind, ExtractionDecision, ExtractionErrorAction,
    rar15_40, rar50,
};

use super::packed::MEMORY_KB;
use super::{Error, Extract, Format, Input, Limits, Reason, Sink, held};

pub(super) static FORMAT: Format = Format {
    name: "rar",
    extensions: &["rar"],
    recognise: |head| head.bytes.starts_with(b"Rar!\x1a\x07") || head.bytes.starts_with(b"RE\x7e\x5e"),
    extract: Extract::Seek(extract),
};

/// Files larger than this are unpacked as they are written, not whole first.
const BUFFERED: u64 = 16 << 20;

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut held = held::hold(input, sink.limits().inflated)?;
    let len = held.seek(std::io::SeekFrom::End(0))?;
    let options = ArchiveReadOptions::new()
        .with_max_header_count(u64::from(sink.limits().members) * 2)
        .with_max_reader_workspace_bytes(u64::from(MEMORY_KB) << 10)
        .with_rar50_buffered_decode_limit(BUFFERED);
    let archive = ArchiveReader::read_reader_with_options(held, options).map_err(|err| error(&err))?;
    let walk = RefCell::new(Walk {
        is_solid: archive.is_solid(),
        len,
        now: None,
        stopped: None,
        sink,
    });
    let walked = archive.extract_with_control_and_errors(
        options,
        |member| Ok(walk.borrow_mut().next(member)),
        |_, err| {
            walk.borrow_mut().failed(error(err));
            Ok(ExtractionErrorAction::Continue)
        },
    );
    let mut walk = walk.into_inner();
    let rest = match walked {
        // What ends the walk belongs to the file that was being unpacked.
        Err(err) if walk.now.is_some() => {
            walk.failed(error(&err));
            Err(error(&err))
        }
        walked => walked.map(|_| ()).map_err(|err| error(&err)),
    };
    walk.hand_on();
    if is_cut(&archive, len) {
        walk.sink.gap(Reason::Damaged, "the end of the archive is missing");
    }
    walk.stopped.map_or(rest, Err)
}

/// RAR 5 says where it ends. Before, not every program did: there, what follows the last file is one whose header is
/// cut.
fn is_cut(archive: &Archive, len: u64) -> bool {
    match archive {
        Archive::Rar15To40(archive) => match archive.blocks.last() {
            Some(rar15_40::Block::File(file)) => (file.packed_range.end as u64) < len,
            _ => false,
        },
        Archive::Rar50Plus(archive) => !archive.blocks.iter().any(|block| matches!(block, rar50::Block::End(_))),
        _ => false,
    }
}

/// A file on its way out of the archive.
struct Unpacked {
    name: String,
    bytes: Rc<RefCell<Bounded>>,
    failed: Option<Error>,
}

/// The files of an archive, one after the other.
struct Walk<'w, 's> {
    is_solid: bool,
    /// Bytes of the archive.
    len: u64,
    now: Option<Unpacked>,
    stopped: Option<Error>,
    sink: &'w mut Sink<'s>,
}

impl Walk<'_, '_> {
    /// Hands on the file before, and says what is to be done with the next.
    fn next(&mut self, member: &ArchiveMember) -> ExtractionDecision {
        self.hand_on();
        if self.stopped.is_some() {
            return ExtractionDecision::Stop;
        }
        if member.meta.is_directory || member.meta.is_redirection {
            return ExtractionDecision::Skip;
        }
        let bytes = Rc::new(RefCell::new(Bounded {
            bytes: Vec::new(),
            packed: self.len,
            limits: *self.sink.limits(),
            failed: None,
        }));
        self.now = Some(Unpacked {
            name: name(member),
            bytes: Rc::clone(&bytes),
            failed: None,
        });
        match unreadable(member) {
            None => ExtractionDecision::Extract(Box::new(Shared(bytes))),
            Some(err) => {
                self.failed(err);
                // Files packed as one cannot be unpacked without those before them.
                match self.is_solid {
                    true => ExtractionDecision::Stop,
                    false => ExtractionDecision::Skip,
                }
            }
        }
    }

    fn failed(&mut self, err: Error) {
        if let Some(now) = &mut self.now {
            now.failed = Some(err);
        }
    }

    fn hand_on(&mut self) {
        let Some(now) = self.now.take() else { return };
        let bounded = now.bytes.take();
        let mut whole = Whole {
            bytes: Cursor::new(bounded.bytes),
            failed: bounded.failed.or(now.failed),
        };
        if let Err(err) = self.sink.member(&now.name, &mut whole) {
            self.stopped = Some(err);
        }
    }
}

/// Names were written in the code page of the computer before there was Unicode.
fn name(member: &ArchiveMember) -> String {
    let legacy = std::str::from_utf8(&member.meta.name)
        .is_err()
        .then_some(LegacyNameEncoding::Cp850);
    match member.decoded_name(legacy) {
        Ok(name) => String::from_utf8_lossy(&name).into_owned(),
        Err(_) => String::from_utf8_lossy(&member.meta.name).into_owned(),
    }
}

/// Why a file is not unpacked at all.
fn unreadable(member: &ArchiveMember) -> Option<Error> {
    if member.meta.is_encrypted {
        return Some(Error::new(Reason::Encrypted, "a password is needed"));
    }
    let is_split = member.meta.is_split_before || member.meta.is_split_after;
    is_split.then(|| Error::new(Reason::Unsupported, "it goes on in another file of a set"))
}

/// What was unpacked of one file, within the limits.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    packed: u64,
    limits: Limits,
    failed: Option<Error>,
}

impl Bounded {
    fn over(&self, more: usize) -> Option<Error> {
        let n = (self.bytes.len() + more) as u64;
        let Limits {
            inflated,
            ratio,
            ratio_after,
            ..
        } = self.limits;
        if n > inflated {
            return Some(Error::new(
                Reason::LimitOutput,
                format!("more than {} MB inflated", inflated >> 20),
            ));
        }
        (n > ratio_after && n / self.packed.max(1) > ratio)
            .then(|| Error::new(Reason::LimitOutput, format!("inflates more than {ratio}:1")))
    }
}

/// The end of a file that the library writes to.
struct Shared(Rc<RefCell<Bounded>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut bounded = self.0.borrow_mut();
        if let Some(err) = bounded.over(bytes.len()) {
            bounded.failed = Some(err);
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        bounded.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What was unpacked, then why there is no more.
struct Whole {
    bytes: Cursor<Vec<u8>>,
    failed: Option<Error>,
}

impl Read for Whole {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        match self.bytes.read(buf)? {
            0 if !buf.is_empty() => self.failed.take().map_or(Ok(0), |err| Err(std::io::Error::other(err))),
            n => Ok(n),
        }
    }
}

/// What the library says may hold names of the archive: only the kind is told.
fn error(err: &rars::Error) -> Error {
    if is_locked(err) {
        return Error::new(Reason::Encrypted, "a password is needed");
    }
    match err.kind() {
        ErrorKind::UnsupportedFormat | ErrorKind::UnsupportedFeature => {
            Error::new(Reason::Unsupported, "a method of packing that is not read yet")
        }
        ErrorKind::ResourceLimit => Error::new(Reason::LimitMemory, "it needs more memory to be unpacked"),
        _ => Error::damaged("not a whole rar archive"),
    }
}

/// Whether a password would help; the library is built without what would take one.
fn is_locked(err: &rars::Error) -> bool {
    use rars::Error::{AtArchiveOffset, AtEntry, FeatureDisabled, InVolume};
    match err {
        AtArchiveOffset { source, .. } | AtEntry { source, .. } | InVolume { source, .. } => is_locked(source),
        FeatureDisabled { .. } => true,
        err => matches!(err.kind(), ErrorKind::PasswordRequired | ErrorKind::BadPassword),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(packed: u64) -> Bounded {
        Bounded {
            packed,
            limits: Limits {
                inflated: 1000,
                ratio: 10,
                ratio_after: 100,
                ..Limits::default()
            },
            ..Bounded::default()
        }
    }

    /// What comes out before a limit is kept, and the limit is told behind it.
    #[test]
    fn a_file_that_is_too_large_gives_what_came_before() {
        for (packed, most, detail) in [(1000, 1000, "more than 0 MB"), (20, 200, "more than 10:1")] {
            let unpacked = Rc::new(RefCell::new(bounded(packed)));
            let mut writer = Shared(Rc::clone(&unpacked));
            while writer.write_all(&[b'x'; 50]).is_ok() {}
            let bounded = unpacked.take();
            let mut whole = Whole {
                bytes: Cursor::new(bounded.bytes),
                failed: bounded.failed,
            };
            let mut bytes = Vec::new();
            let err = whole.read_to_end(&mut bytes).unwrap_err();
            assert!(bytes.len() <= most && bytes.len() + 50 > most, "{}", bytes.len());
            assert!(Error::from(err).detail.contains(detail));
        }
    }
}
