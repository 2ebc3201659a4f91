//! Mail stores of Outlook (pst, ost, \[MS-PST\]): every item of every folder is a document of its own.
//!
//! A walker of our own: the one crate there is, `outlook-pst`, refuses the copies of mailboxes that Outlook keeps since
//! 2013 (ost, pages of 4 KiB, packed blocks), owns what it reads from, and holds whole attachments in memory. Items are
//! found by the tree of nodes, not by the tables of folders: what a damaged or emptied folder does not list is read
//! too.

mod cipher;
mod data;
mod heap;
mod item;
mod store;
mod sums;

use std::collections::HashMap;

use self::heap::Properties;
use self::store::Store;
use super::codepage::CodePage;
use super::msg::{self, Names, id, named};
use super::{Error, Extract, Format, Input, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "pst",
    extensions: &["pst", "ost"],
    recognise: |head| head.bytes.starts_with(b"!BDN"),
    extract: Extract::Seek(extract),
};

/// Kinds of nodes: the lowest bits of their identifiers.
const KIND: u32 = 0x1f;
const FOLDER: u32 = 0x02;
const ITEM: u32 = 0x04;
const ROOT: u32 = 0x122;
/// The node that holds what named properties are called (\[MS-PST\] 2.4.7).
const NAMES: u32 = 0x61;
/// Folders inside folders.
const DEEPEST: usize = 32;
/// Folders whose paths are kept.
const MOST_FOLDERS: usize = 20_000;

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut store = Store::open(input)?;
    // Without its names a property is still read.
    let names = names(&mut store).unwrap_or_default();
    let mut folders = Folders::default();
    let mut walk = store.walk()?;
    while let Some(node) = walk.next(&mut store) {
        sink.tick();
        let node = match node {
            Ok(node) => node,
            Err(err) => {
                sink.gap(err.reason, err.detail);
                continue;
            }
        };
        match node.id & KIND {
            FOLDER => tell_name(node.id, &mut store, sink),
            ITEM => {
                let name = folders.next_item(node.parent, &mut store);
                sink.item(&name, &msg::FORMAT, &mut |sink| {
                    let read = item::read(node, &names, &mut store, sink);
                    torn(&mut store, sink);
                    read
                })?;
            }
            _ => {}
        }
        torn(&mut store, sink);
    }
    Ok(())
}

/// Tells of what was written over.
fn torn(store: &mut Store<'_>, sink: &mut Sink<'_>) {
    if store.take_torn() {
        sink.gap(Reason::Damaged, "a block of the mail store with a wrong checksum");
    }
}

fn names(store: &mut Store<'_>) -> Result<Names, Error> {
    let Some(node) = store.node(NAMES)? else {
        return Ok(Names::default());
    };
    let properties = Properties::read(node.data, node.subnodes, store)?;
    let mut stream = |id| match properties.get(id) {
        Some(property) => Ok(properties.bytes(property, store)?.unwrap_or_default()),
        None => Ok::<_, Error>(Vec::new()),
    };
    Ok(Names::of(&stream(named::ENTRIES)?, &stream(named::TEXTS)?))
}

/// Names of folders, and how many items of each came by.
#[derive(Default)]
struct Folders {
    paths: HashMap<u32, String>,
    n_items: HashMap<u32, u32>,
}

impl Folders {
    /// The path of a folder's next item: `Inbox/item-12`.
    fn next_item(&mut self, folder: u32, store: &mut Store<'_>) -> String {
        if self.paths.len() >= MOST_FOLDERS {
            self.paths.clear();
        }
        let path = match self.paths.get(&folder) {
            Some(path) => path.clone(),
            None => path(folder, store),
        };
        let n = self.n_items.entry(folder).or_default();
        *n += 1;
        let item = format!("{path}item-{n}");
        self.paths.insert(folder, path);
        item
    }
}

/// What a folder is called may be about a person.
fn tell_name(id: u32, store: &mut Store<'_>, sink: &mut Sink<'_>) {
    let name = name(id, store).filter(|_| id != ROOT).unwrap_or_default();
    sink.field("folder", "name", &name);
}

/// The folders above an item, from the outermost on.
fn path(folder: u32, store: &mut Store<'_>) -> String {
    let mut path = String::new();
    let mut at = folder;
    for _ in 0..DEEPEST {
        if at == ROOT || at == 0 {
            break;
        }
        if let Some(name) = name(at, store) {
            path = format!("{name}/{path}");
        }
        at = match store.node(at) {
            Ok(Some(node)) => node.parent,
            _ => break,
        };
    }
    path
}

fn name(folder: u32, store: &mut Store<'_>) -> Option<String> {
    let node = store.node(folder).ok()??;
    let properties = Properties::read(node.data, node.subnodes, store).ok()?;
    let property = properties.get(id::DISPLAY_NAME)?;
    let bytes = properties.bytes(property, store).ok()??;
    // Stores that are not Unicode have folders in the code page of Western Europe, or one that is told nowhere.
    let name = msg::property::text(property.id, property.kind, &bytes, CodePage::default());
    (!name.is_empty()).then_some(name)
}
