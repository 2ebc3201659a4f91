//! The address of a hyperlink (\[MS-OSHARED\] 2.3.7.1).

use super::record::Fields;

/// Classes of addresses, by the first number of their identifiers.
const URL: u32 = 0x79ea_c9e0;
const FILE: u32 = 0x0000_0303;
/// Characters of an address; no real one is longer.
const LONGEST: usize = 1 << 14;

/// The texts of a link, behind the cells it stands in.
pub(super) fn texts(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let mut found = Vec::new();
    read(fields, &mut found);
    found.retain(|text| !text.is_empty());
    found
}

fn read(fields: &mut Fields<'_, '_>, found: &mut Vec<String>) -> Option<()> {
    // The class of the link, and its version.
    fields.skip(16 + 4)?;
    let flags = fields.u32()?;
    for flag in [0x10, 0x80] {
        if flags & flag != 0 {
            found.push(counted(fields)?);
        }
    }
    match (flags & 0x1, flags & 0x100) {
        (0, _) => {}
        (_, 0) => found.push(moniker(fields)?),
        _ => found.push(counted(fields)?),
    }
    if flags & 0x8 != 0 {
        found.push(counted(fields)?);
    }
    Some(())
}

/// A text with the number of its characters, the zero that ends it included.
fn counted(fields: &mut Fields<'_, '_>) -> Option<String> {
    let n = fields.u32()? as usize;
    wide(fields, n)
}

fn moniker(fields: &mut Fields<'_, '_>) -> Option<String> {
    let class = fields.u32()?;
    fields.skip(12)?;
    match class {
        URL => {
            let bytes = fields.u32()? as usize;
            wide(fields, bytes / 2)
        }
        FILE => {
            fields.u16()?;
            let n = fields.u32()? as usize;
            let path = fields.narrow(n.min(LONGEST), Default::default())?;
            Some(path.trim_end_matches('\0').to_owned())
        }
        _ => None,
    }
}

/// A text that a zero ends, as far as the record goes.
pub(super) fn ended(fields: &mut Fields<'_, '_>) -> Option<String> {
    let n = fields.left() / 2;
    wide(fields, n)
}

fn wide(fields: &mut Fields<'_, '_>, n: usize) -> Option<String> {
    let mut text = String::new();
    fields.chars(n.min(LONGEST).min(fields.left() / 2), true, &mut text)?;
    // What follows the zero is padding, or a second form of the address.
    Some(text.split('\0').next().unwrap_or_default().to_owned())
}
