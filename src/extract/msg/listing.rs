//! What a storage of an item lists of its own properties (\[MS-OXMSG\] 2.4): entries of 16 bytes behind a head.

use super::property::{BINARY, MANY, OBJECT, STRING, STRING_8, TIME};
use crate::extract::bytes::{u16_at, u32_at};

pub(super) const STREAM: &str = "__properties_version1.0";
/// How long the head is: of an item, of one that was attached, of a recipient or an attachment.
const OF_ITEM: usize = 32;
const OF_ATTACHED: usize = 24;
const OF_OTHERS: usize = 8;
/// Where an item's head tells how many recipients and attachments it has.
const RECIPIENTS: usize = 16;
const ATTACHMENTS: usize = 20;
const GUID: u16 = 0x48;
/// Numbers, and what else stands in the entry itself.
const FIXED: [u16; 10] = [2, 3, 4, 5, 6, 7, 0xa, 0xb, 0x14, TIME];
/// What stands in a stream or a storage of its own.
const APART: [u16; 8] = [STRING_8, STRING, BINARY, OBJECT, GUID, 0xfb, 0xfd, 0xfe];

pub(super) struct Listing<'b> {
    pub entries: &'b [[u8; 16]],
    pub n_recipients: usize,
    pub n_attachments: usize,
    is_whole: bool,
}

impl<'b> Listing<'b> {
    pub fn of(bytes: &'b [u8], is_item: bool) -> Self {
        let head = match is_item {
            true if bytes.len() % 16 == OF_ATTACHED % 16 => OF_ATTACHED,
            true => OF_ITEM,
            false => OF_OTHERS,
        };
        let (entries, rest) = bytes.get(head..).unwrap_or_default().as_chunks::<16>();
        let number = |at: usize| match is_item {
            true => u32_at(bytes, at).unwrap_or(0) as usize,
            false => 0,
        };
        Self {
            entries,
            n_recipients: number(RECIPIENTS),
            n_attachments: number(ATTACHMENTS),
            is_whole: bytes.len() >= head && rest.is_empty() && entries.iter().all(is_one),
        }
    }

    /// Whether the entries are some, and all that should stand beside them is there.
    pub fn is_whole(&self, beside: &[String]) -> bool {
        let is_there = |entry: &[u8; 16]| {
            let name = stream(u16::from_le_bytes([entry[2], entry[3]]), kind(entry));
            beside.iter().any(|beside| beside.eq_ignore_ascii_case(&name))
        };
        let is_apart = |entry: &&[u8; 16]| kind(entry) & MANY != 0 || APART.contains(&kind(entry));
        self.is_whole && self.entries.iter().filter(is_apart).all(is_there)
    }
}

fn kind(entry: &[u8; 16]) -> u16 {
    u16::from_le_bytes([entry[0], entry[1]])
}

/// Whether an entry is one: it has a type (\[MS-OXCDATA\] 2.11.1) and a number.
fn is_one(entry: &[u8; 16]) -> bool {
    let kind = kind(entry) & !MANY;
    (FIXED.contains(&kind) || APART.contains(&kind)) && u16_at(entry, 2) != Some(0)
}

/// The name of the stream or storage that holds a value.
pub(super) fn stream(id: u16, kind: u16) -> String {
    format!("__substg1.0_{id:04X}{kind:04X}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: u16, id: u16) -> [u8; 16] {
        let mut entry = [0; 16];
        entry[..2].copy_from_slice(&kind.to_le_bytes());
        entry[2..4].copy_from_slice(&id.to_le_bytes());
        entry
    }

    #[test]
    fn an_entry_has_a_type_and_a_number() {
        assert!(
            [STRING, TIME, 0x000b, STRING | MANY]
                .into_iter()
                .all(|kind| is_one(&entry(kind, 0x37)))
        );
        assert!(!is_one(&[0; 16]) && !is_one(&[0xe5; 16]) && !is_one(&entry(STRING, 0)) && !is_one(&entry(9, 0x37)));
    }

    #[test]
    fn what_is_listed_is_there() {
        let listed = [
            &[0; 8][..],
            &entry(0xb, 0x37),
            &entry(STRING, 0x37),
            &entry(STRING | MANY, 0x8001),
        ]
        .concat();
        let beside = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let all = beside(&[
            "__substg1.0_0037001f",
            "__substg1.0_8001101F",
            "__substg1.0_8001101F-00000000",
        ]);
        let is_whole = |bytes: &[u8], beside: &[String]| Listing::of(bytes, false).is_whole(beside);
        assert!(is_whole(&listed, &all) && is_whole(&[0; 8], &[]));
        assert!(!is_whole(&listed, &all[..1]) && !is_whole(&listed, &all[1..]));
        assert!(!is_whole(&[], &all) && !is_whole(&listed[..30], &all) && !is_whole(&[0; 24], &all));
    }

    #[test]
    fn the_head_of_an_item_tells_how_much_belongs_to_it() {
        let mut head = [0; OF_ITEM];
        (head[RECIPIENTS], head[ATTACHMENTS]) = (2, 1);
        for len in [OF_ITEM, OF_ATTACHED] {
            let bytes = [&head[..len], &entry(0xb, 0x37)].concat();
            let listing = Listing::of(&bytes, true);
            assert_eq!(
                (listing.n_recipients, listing.n_attachments, listing.entries.len()),
                (2, 1, 1)
            );
        }
        assert_eq!(Listing::of(&head, false).n_recipients, 0);
    }
}
