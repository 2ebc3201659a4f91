//! Outlook items (msg, \[MS-OXMSG\]): their fields, recipients, bodies, and attachments as members.

mod bodies;
mod compressed;
pub(super) mod id;
mod listing;
pub(super) mod named;
mod names;
pub(super) mod property;

pub(super) use bodies::Bodies;
pub(super) use named::Names;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::bytes::{u16_at, u32_at};
use super::codepage::CodePage;
use super::holes;
use super::office::compound::Compound;
use super::office::objects;
use super::{Error, Extract, Format, Input, Reason, Sink};
use crate::text::NameId;

use self::listing::Listing;
use self::property::{BINARY, MANY, OBJECT, STRING, STRING_8, TIME};

pub(super) static FORMAT: Format = Format {
    name: "msg",
    extensions: &["msg", "oft"],
    recognise: |head| super::known::stream(head, "__properties_version1.0"),
    extract: Extract::Seek(extract),
};

const INTEGER: u16 = 0x0003;
/// The storage of what named properties are called.
const NAMES: &str = "/__nameid_version1.0";
/// How the storages of recipients and of attachments begin.
const RECIPIENT: &str = "__recip_version1.0_";
const ATTACHMENT: &str = "__attach_version1.0_";
/// Recipients and attachments of one item that are read.
const MOST: usize = 10_000;

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut item = Item {
        file: Compound::open(input)?,
        names: Names::default(),
        page: CodePage::default(),
        html_page: CodePage::default(),
    };
    item.names(sink)?;
    let root = Path::new("/");
    let header = sink.intern("header");
    item.fixed(header, sink)?;
    item.fields(root, header, sink)?;
    let names = item.file.names(root);
    let recipient = sink.intern("recipient");
    for path in first(&names, RECIPIENT, sink) {
        item.listed(&path, sink)?;
        item.fields(&path, recipient, sink)?;
    }
    item.bodies(root, sink)?;
    for (n, path) in (1..).zip(first(&names, ATTACHMENT, sink)) {
        item.listed(&path, sink)?;
        item.attachment(&path, n, sink)?;
    }
    Ok(())
}

/// The storages whose names begin so, in their order, as far as they are read.
fn first(names: &[String], begin: &str, sink: &mut Sink<'_>) -> Vec<PathBuf> {
    let mut of: Vec<&String> = names.iter().filter(|name| name.starts_with(begin)).collect();
    of.sort_unstable();
    if of.len() > MOST {
        sink.gap(Reason::LimitEntries, format!("more than {MOST} entries"));
        of.truncate(MOST);
    }
    of.into_iter().map(|name| Path::new("/").join(name)).collect()
}

struct Item<'i> {
    file: Compound<'i>,
    names: Names,
    /// Of texts that are not Unicode.
    page: CodePage,
    html_page: CodePage,
}

impl Item<'_> {
    fn names(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let names = Path::new(NAMES);
        let entries = self.bytes(names, (named::ENTRIES, BINARY), sink)?.unwrap_or_default();
        let texts = self.bytes(names, (named::TEXTS, BINARY), sink)?.unwrap_or_default();
        self.names = Names::of(&entries, &texts);
        Ok(())
    }

    /// Properties of fixed size: the code pages and the days.
    fn fixed(&mut self, part: NameId, sink: &mut Sink<'_>) -> Result<(), Error> {
        let properties = self.listed(Path::new("/"), sink)?;
        let entries = Listing::of(&properties, true).entries;
        let number = |wanted: u16| {
            let tag = u32::from(wanted) << 16 | u32::from(INTEGER);
            let entry = entries.iter().find(|entry| u32_at(*entry, 0) == Some(tag))?;
            u16_at(entry, 8)
        };
        self.page = CodePage::of(number(id::CODE_PAGE).unwrap_or(1252));
        self.html_page = CodePage::of(number(id::INTERNET_CODE_PAGE).or(number(id::CODE_PAGE)).unwrap_or(1252));
        for entry in entries {
            let (Some(kind), Some(id)) = (u16_at(entry, 0), u16_at(entry, 2)) else {
                continue;
            };
            if kind == TIME
                && let Some(label) = property::label(self.names.get(id), id, kind)
            {
                let label = sink.intern(label);
                property::tell((label, part), (id, kind), &[&entry[8..]], self.page, sink);
            }
        }
        Ok(())
    }

    /// The list of a storage's properties; whether all that belongs to it is there is told.
    fn listed(&mut self, storage: &Path, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
        let bytes = self
            .file
            .stream(storage.join(listing::STREAM), sink)?
            .unwrap_or_default();
        let listing = Listing::of(&bytes, storage == Path::new("/"));
        let beside = self.file.names(storage);
        let n = |begin: &str| beside.iter().filter(|name| name.starts_with(begin)).count();
        let are_all = listing.n_recipients <= n(RECIPIENT) && listing.n_attachments <= n(ATTACHMENT);
        if !are_all || !listing.is_whole(&beside) {
            sink.gap(Reason::Damaged, "properties that are not whole");
        }
        Ok(bytes)
    }

    /// A stream of texts.
    fn words(&mut self, path: &Path, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
        let bytes = self.file.stream(path, sink)?;
        if bytes.as_deref().is_some_and(holes::is_hollow) {
            sink.gap(Reason::Damaged, holes::LOST);
        }
        Ok(bytes)
    }

    fn bytes(&mut self, storage: &Path, tag: (u16, u16), sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
        self.words(&value(storage, tag), sink)
    }

    fn text(&mut self, storage: &Path, id: u16, sink: &mut Sink<'_>) -> Result<Option<String>, Error> {
        for kind in [STRING, STRING_8] {
            if let Some(bytes) = self.bytes(storage, (id, kind), sink)? {
                return Ok(Some(property::text(id, kind, &bytes, self.page)));
            }
        }
        Ok(None)
    }

    /// Every property of a storage that stands in a stream and says something to a person.
    fn fields(&mut self, storage: &Path, part: NameId, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut properties: BTreeMap<u16, (u16, Vec<String>)> = BTreeMap::new();
        let mut names = self.file.names(storage);
        names.sort_unstable();
        for name in names {
            let Some((id, kind)) = stream(&name) else { continue };
            let (known, streams) = properties.entry(id).or_insert((kind, Vec::new()));
            // Unicode, where a text is there in both ways: it comes behind the other.
            if *known != kind {
                (*known, *streams) = (kind, Vec::new());
            }
            streams.push(name);
        }
        for (id, (kind, streams)) in properties {
            let Some(label) = property::label(self.names.get(id), id, kind).map(|label| sink.intern(label)) else {
                continue;
            };
            let mut values = Vec::new();
            for stream in streams {
                values.extend(self.words(&storage.join(stream), sink)?);
            }
            let values: Vec<&[u8]> = values.iter().map(Vec::as_slice).collect();
            property::tell((label, part), (id, kind), &values, self.page, sink);
        }
        Ok(())
    }

    fn bodies(&mut self, root: &Path, sink: &mut Sink<'_>) -> Result<(), Error> {
        let html = match self.bytes(root, (id::HTML, BINARY), sink)? {
            Some(bytes) => Some(self.html_page.decode(&bytes).into_owned()),
            None => self.text(root, id::HTML, sink)?,
        };
        let bodies = Bodies {
            headers: self.text(root, id::HEADERS, sink)?,
            plain: self.text(root, id::BODY, sink)?,
            html,
            rtf: self.bytes(root, (id::RTF, BINARY), sink)?,
        };
        bodies.tell(sink)
    }

    fn attachment(&mut self, storage: &Path, n: u32, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut name = None;
        for id in [id::LONG_FILE_NAME, id::FILE_NAME, id::DISPLAY_NAME] {
            if name.is_none() {
                name = self.text(storage, id, sink)?;
            }
        }
        let name = name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("attachment-{n}"));
        if let Some(bytes) = self.file.stream(value(storage, (id::ATTACHED, BINARY)), sink)? {
            return sink.member(&name, &mut bytes.as_slice());
        }
        objects::storage(&mut self.file, &value(storage, (id::ATTACHED, OBJECT)), &name, sink)
    }
}

/// Where the value of a property stands.
fn value(storage: &Path, (id, kind): (u16, u16)) -> PathBuf {
    storage.join(listing::stream(id, kind))
}

/// The property whose value a stream holds, and its type; that of many values has one for each, with its number behind.
fn stream(name: &str) -> Option<(u16, u16)> {
    let (tag, n) = match name.strip_prefix("__substg1.0_")?.split_once('-') {
        Some((tag, n)) => (tag, Some(n)),
        None => (&name["__substg1.0_".len()..], None),
    };
    let tag = u32::from_str_radix(tag, 16).ok().filter(|_| tag.len() == 8)?;
    let (id, kind) = ((tag >> 16) as u16, tag as u16);
    (n.is_some() == (kind & MANY != 0)).then_some((id, kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::tests::unheard;

    #[test]
    fn recipients_that_are_too_many_are_a_gap() {
        // In the order of a directory, which is not that of their numbers.
        let names: Vec<String> = (0..=MOST)
            .rev()
            .map(|n| format!("__recip_version1.0_#{n:08X}"))
            .collect();
        let read = |names: &[String]| {
            unheard(|sink| {
                let of = first(names, "__recip_", sink);
                (of.len(), of[0].clone(), sink.gaps.has(Reason::LimitEntries))
            })
        };
        let begin = PathBuf::from("/__recip_version1.0_#00000000");
        assert_eq!(read(&names), (MOST, begin.clone(), true));
        assert_eq!(read(&names[1..]), (MOST, begin, false));
    }
}
