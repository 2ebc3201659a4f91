//! Compound files (\[MS-CFB\]): the streams that hold an older office document or a message.

use std::io::Read as _;
use std::path::Path;

use crate::extract::{Error, Input, Reason, Sink};

pub(in crate::extract) struct Compound<'i> {
    file: cfb::CompoundFile<&'i mut dyn Input>,
}

impl<'i> Compound<'i> {
    pub fn open(input: &'i mut dyn Input) -> Result<Self, Error> {
        let file = cfb::CompoundFile::open(input).map_err(error)?;
        Ok(Self { file })
    }

    /// All of a stream, if it is there. What it takes counts as inflated: sectors can be chained more than once.
    pub fn stream(&mut self, path: impl AsRef<Path>, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
        if !self.file.is_stream(&path) {
            return Ok(None);
        }
        let most = sink.limits().inflated;
        let stream = self.file.open_stream(&path).map_err(error)?;
        if stream.len() > most {
            return Err(Error::new(
                Reason::LimitOutput,
                format!("a stream of more than {} MB", most >> 20),
            ));
        }
        let mut bytes = Vec::new();
        stream.take(most).read_to_end(&mut bytes).map_err(error)?;
        sink.charge(bytes.len() as u64, bytes.len() as u64)?;
        Ok(Some(bytes))
    }

    /// Names of the streams and storages of a storage.
    pub fn names(&self, storage: impl AsRef<Path>) -> Vec<String> {
        let entries = self.file.read_storage(storage);
        entries.map_or_else(
            |_| Vec::new(),
            |entries| entries.map(|entry| entry.name().to_owned()).collect(),
        )
    }
}

fn error(err: std::io::Error) -> Error {
    match err.raw_os_error() {
        Some(_) => Error::new(Reason::IoError, err.kind().to_string()),
        None => Error::damaged("damaged compound file"),
    }
}

/// Little-endian numbers of a record; none where it is cut.
pub(in crate::extract) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(in crate::extract) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// UTF-16, little-endian.
pub(in crate::extract) fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}
