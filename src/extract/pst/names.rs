//! What the named properties of a mail store are called: those of contacts, appointments and tasks, and those that
//! people made up (\[MS-PST\] 2.4.7, \[MS-OXPROPS\]).

use std::collections::HashMap;

use super::heap::Properties;
use super::store::Store;
use crate::extract::Error;
use crate::extract::msg;
use crate::extract::office::compound::{u16_at, u32_at, utf16};

/// The node that holds the names.
const NODE: u32 = 0x61;
const ENTRIES: u16 = 0x0003;
const TEXTS: u16 = 0x0004;
/// Names follow the properties that every store has.
const FIRST: u16 = 0x8000;

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
    (0x8062, "chat"),
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
pub(super) struct Names(HashMap<u16, String>);

impl Names {
    pub fn read(store: &mut Store<'_>) -> Result<Self, Error> {
        let Some(node) = store.node(NODE)? else {
            return Ok(Self::default());
        };
        let properties = Properties::read(node.data, node.subnodes, store)?;
        let mut stream = |id| match properties.get(id) {
            Some(property) => Ok(properties.bytes(property, store)?.unwrap_or_default()),
            None => Ok::<_, Error>(Vec::new()),
        };
        let (entries, texts) = (stream(ENTRIES)?, stream(TEXTS)?);
        let label = |entry: &[u8; 8]| {
            let (name, kind) = (u32_at(entry, 0)?, u16_at(entry, 4)?);
            let id = FIRST.checked_add(u16_at(entry, 6)?)?;
            let label = if kind & 1 == 0 {
                let at = NUMBERED.binary_search_by_key(&name, |(number, _)| *number).ok()?;
                NUMBERED[at].1.to_owned()
            } else {
                made_up(&texts, name as usize)?
            };
            Some((id, label))
        };
        Ok(Self(entries.as_chunks().0.iter().filter_map(label).collect()))
    }

    /// The label of a property; none when it is told elsewhere or not at all.
    pub fn label(&self, id: u16) -> Option<&str> {
        self.0.get(&id).map_or_else(|| msg::label(id), |label| Some(label))
    }
}

/// A name that is a text; those of headers and of programs say nothing to a person.
fn made_up(texts: &[u8], at: usize) -> Option<String> {
    let len = u32_at(texts, at)? as usize;
    let name = utf16(texts.get(at + 4..(at + 4).checked_add(len)?)?);
    let is_technical = name.contains([':', '/']) || name.to_ascii_lowercase().starts_with("x-");
    (!is_technical && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_for_the_search() {
        assert!(NUMBERED.is_sorted_by_key(|(number, _)| *number));
    }
}
