//! Formats known by name: those not read yet, those that hold no text, and pictures.

mod image;
mod table;

pub(super) use table::{COMPOUND, NAMED};

use super::Input;

pub(super) const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Names of the streams and storages at the root of a compound file; none when its directory cannot be read.
pub(super) fn root_streams(input: &mut dyn Input) -> Vec<String> {
    cfb::CompoundFile::open(input).map_or_else(
        |_| Vec::new(),
        |file| file.read_root_storage().map(|entry| entry.name().to_owned()).collect(),
    )
}
