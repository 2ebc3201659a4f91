//! What named properties are called: those of contacts, appointments and tasks, and those that people made up
//! (\[MS-PST\] 2.4.7, \[MS-OXMSG\] 2.2.3, \[MS-OXPROPS\]).

use std::collections::HashMap;

use super::property::MEMBER;
use crate::extract::bytes::{u16_at, u32_at, utf16};

/// The properties that hold the list of names and their texts.
pub(in crate::extract) const ENTRIES: u16 = 0x0003;
pub(in crate::extract) const TEXTS: u16 = 0x0004;
/// Names follow the properties that every item has.
pub(in crate::extract) const FIRST: u16 = 0x8000;

/// Named by number, sorted.
static NUMBERED: &[(u32, &str)] = &[
    (0x8005, "name"),
    (0x801a, "address"),
    (0x801b, "address"),
    (0x801c, "address"),
    (0x802b, "website"),
    (0x8045, "street"),
    (0x8046, "city"),
    (0x8047, "province"),
    (0x8048, "postcode"),
    (0x8049, "country"),
    (0x804a, "post box"),
    (0x8054, MEMBER),
    (0x8055, MEMBER),
    (0x8062, "chat"),
    (0x8064, MEMBER),
    (0x8080, "name"),
    (0x8083, "e-mail"),
    (0x8084, "e-mail"),
    (0x8090, "name"),
    (0x8093, "e-mail"),
    (0x8094, "e-mail"),
    (0x80a0, "name"),
    (0x80a3, "e-mail"),
    (0x80a4, "e-mail"),
    (0x811f, "owner"),
    (0x8121, "name"),
    (0x8208, "location"),
    (0x8238, "attendees"),
    (0x823b, "attendees"),
    (0x823c, "attendees"),
    (0x8539, "company"),
    (0x853a, "name"),
];

/// Labels by property.
#[derive(Default)]
pub(in crate::extract) struct Names(HashMap<u16, String>);

impl Names {
    /// `entries` are eight bytes each: a number or where a text begins, its kind, and which property it names.
    pub fn of(entries: &[u8], texts: &[u8]) -> Self {
        let label = |entry: &[u8; 8]| {
            let (name, kind) = (u32_at(entry, 0)?, u16_at(entry, 4)?);
            let id = FIRST.checked_add(u16_at(entry, 6)?)?;
            let label = if kind & 1 == 0 {
                numbered(name)?.to_owned()
            } else {
                made_up(texts, name as usize)?
            };
            Some((id, label))
        };
        Self(entries.as_chunks().0.iter().filter_map(label).collect())
    }

    pub fn get(&self, id: u16) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }
}

/// The label of a property that is named by number, where it says something to a person.
pub(in crate::extract) fn numbered(number: u32) -> Option<&'static str> {
    let at = NUMBERED.binary_search_by_key(&number, |(known, _)| *known).ok()?;
    Some(NUMBERED[at].1)
}

/// A name that is a text, behind its length; those of headers and of programs say nothing to a person.
pub(in crate::extract) fn made_up(texts: &[u8], at: usize) -> Option<String> {
    let len = u32_at(texts, at)? as usize;
    let name = utf16(texts.get(at + 4..(at + 4).checked_add(len)?)?);
    let name = name.trim_end_matches('\0');
    let is_technical = name.contains([':', '/']) || name.to_ascii_lowercase().starts_with("x-");
    (!is_technical && !name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_for_the_search() {
        assert!(NUMBERED.is_sorted_by_key(|(number, _)| *number));
    }
}
