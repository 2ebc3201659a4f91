//! The messages between the main process and a worker: length-prefixed JSON, the length checked before it is trusted.

use std::io;

use serde::{Deserialize, Serialize};

use crate::finding::Facts;

/// The largest message: beyond it the other side is not what it should be.
pub(super) const MAX_FRAME: usize = 64 << 20;
/// Length of a message, little-endian.
pub(super) const HEADER: usize = 4;

/// Where a document stands in its file: the how-manieth member at each level; empty for the file itself.
pub(super) type Position = Vec<u32>;

/// The first message of all is the `Config`; then these, one at a time.
#[derive(Serialize, Deserialize)]
pub(super) enum Request {
    /// Read the file that comes with this message.
    Read {
        /// Of the file; only its extension is looked at.
        name: String,
        /// Where the file is, on systems that cannot pass it opened (UTF-16).
        path: Option<Vec<u16>>,
        /// Members up to here are settled.
        after: Position,
        /// A worker died of this file: say early what is known.
        careful: bool,
    },
    /// Say what limits and sandboxes are in force.
    Sandbox,
}

#[derive(Serialize, Deserialize)]
pub(super) enum Reply {
    /// A member is about to be unpacked.
    Entered { position: Position, inner: Vec<String> },
    /// A document ended.
    Document { position: Position, facts: Facts },
    /// What is known of the documents begun and not ended; replaces the last one.
    Snapshot(Vec<(Position, Facts)>),
    /// Still at it.
    Alive,
    /// The extractor panicked, there in the program; this worker ends.
    Panicked { at: String },
    /// The file is read. `last`: this worker wants to be replaced.
    Done { last: bool },
    /// The answer to [`Request::Sandbox`].
    Sandbox(Vec<(String, String)>),
}

/// Appends a message. An error says that it is too long; then nothing was appended.
pub(super) fn encode<T: Serialize>(message: &T, out: &mut Vec<u8>) -> io::Result<()> {
    let start = out.len();
    out.extend([0; HEADER]);
    let written = serde_json::to_writer(&mut *out, message).map_err(io::Error::from);
    let len = out.len() - start - HEADER;
    if written.is_err() || len > MAX_FRAME {
        out.truncate(start);
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "message too long"));
    }
    let header = u32::try_from(len).expect("MAX_FRAME is less than 4 GiB").to_le_bytes();
    out[start..start + HEADER].copy_from_slice(&header);
    Ok(())
}

/// The length of the message behind a header.
pub(super) fn length(header: [u8; HEADER]) -> io::Result<usize> {
    match u32::from_le_bytes(header) as usize {
        len if len <= MAX_FRAME => Ok(len),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "message too long")),
    }
}

pub(super) fn decode<'m, T: Deserialize<'m>>(message: &'m [u8]) -> io::Result<T> {
    serde_json::from_slice(message).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not a message"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back_as_it_went() {
        let mut bytes = b"earlier".to_vec();
        encode(&Request::Sandbox, &mut bytes).unwrap();
        let header = bytes[7..7 + HEADER].try_into().unwrap();
        assert_eq!(length(header).unwrap(), bytes.len() - 7 - HEADER);
        assert!(matches!(decode(&bytes[7 + HEADER..]), Ok(Request::Sandbox)));
    }

    #[test]
    fn a_length_beyond_the_maximum_is_refused_before_anything_is_allocated() {
        assert!(length((MAX_FRAME as u32 + 1).to_le_bytes()).is_err());
        assert!(length([0xff; HEADER]).is_err());
    }

    #[test]
    fn a_message_that_is_too_long_is_not_begun() {
        let mut bytes = b"earlier".to_vec();
        assert!(encode(&"x".repeat(MAX_FRAME), &mut bytes).is_err());
        assert_eq!(bytes, b"earlier");
    }

    #[test]
    fn junk_is_no_message() {
        assert!(decode::<Reply>(b"\"Nonsense\"").is_err());
        assert!(decode::<Reply>(&[0xff, 0]).is_err());
    }
}
