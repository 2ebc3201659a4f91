//! Formats known by name: those not read yet, those that hold no text, and pictures.

mod damage;
mod metadata;
pub(super) mod picture;
mod segments;
mod table;
mod tags;

pub(super) use table::{COMPOUND, NAMED, PGP_MESSAGE, is_media_type, media_type, stream};

use std::io::{Read, SeekFrom};

use super::Input;
use super::office::compound::Compound;

pub(super) const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Names of the streams and storages at the root of a compound file. Where its tables are not whole, the first names of
/// its directory still tell what it was.
pub(super) fn root_streams(input: &mut dyn Input) -> Vec<String> {
    if let Ok(file) = Compound::open(&mut *input) {
        return file.names("/");
    }
    first_names(input).unwrap_or_default()
}

/// The names in the directory's first sectors ([MS-CFB] 2.2 and 2.6.1).
fn first_names(input: &mut dyn Input) -> std::io::Result<Vec<String>> {
    let mut header = [0; 52];
    input.rewind()?;
    input.read_exact(&mut header)?;
    let shift = if header[30] == 12 { 12 } else { 9 };
    let sector = u32::from_le_bytes([header[48], header[49], header[50], header[51]]);
    input.seek(SeekFrom::Start((u64::from(sector) + 1) << shift))?;
    let mut directory = Vec::new();
    input.take(4096).read_to_end(&mut directory)?;
    let name = |entry: &[u8; 128]| {
        let len = usize::from(entry[64]).saturating_sub(2).min(62) / 2;
        let units = entry[..2 * len]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&unit| u16::from_le_bytes(unit));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .unwrap_or_default()
    };
    Ok(directory.as_chunks::<128>().0.iter().map(name).collect())
}
