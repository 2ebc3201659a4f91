//! Tape archives (tar): their files are read one after the other from the stream.

use std::io::Read;

use super::{Error, Extract, Format, Head, Sink};

pub(super) static FORMAT: Format = Format {
    name: "tar",
    extensions: &["tar"],
    recognise,
    extract: Extract::Stream(extract),
};

const BLOCK: usize = 512;

/// A header of any kind of tar: its sum of bytes is right.
fn recognise(head: &Head<'_>) -> bool {
    let Some(header) = head.bytes.get(..BLOCK) else {
        return false;
    };
    let field = header[148..156]
        .iter()
        .map(|&byte| char::from(byte))
        .collect::<String>();
    let Ok(sum) = u32::from_str_radix(field.trim_matches(['\0', ' ']), 8) else {
        return false;
    };
    // The field of the sum itself counts as spaces.
    let bytes = header.iter().enumerate();
    let of = |(at, &byte): (usize, &u8)| {
        if (148..156).contains(&at) {
            u32::from(b' ')
        } else {
            u32::from(byte)
        }
    };
    header[0] != 0 && bytes.map(of).sum::<u32>() == sum
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut archive = tar::Archive::new(input);
    for entry in archive.entries()? {
        let mut entry = entry.map_err(error)?;
        sink.tick();
        let kind = entry.header().entry_type();
        if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            sink.member(&name, &mut entry)?;
        }
    }
    Ok(())
}

/// What the library says of a header may hold names of the archive: only the kind is told.
fn error(err: std::io::Error) -> Error {
    match err.get_ref().is_some_and(|inner| inner.is::<Error>()) || err.raw_os_error().is_some() {
        true => err.into(),
        false => Error::damaged("a header that is not whole"),
    }
}
