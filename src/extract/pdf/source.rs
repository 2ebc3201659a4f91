//! Reads objects of the parsed document, with streams decoded inside the document's budget.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::MISSING;
use super::decode::{Fate, decode};
use super::mend::{is_promised, lost_its_length};
use crate::extract::{Error, Reason, Sink};

/// One stream may not hold more than this, whatever the document's budget.
const MAX_STREAM: u64 = 64 << 20;

pub(super) struct Source<'d> {
    pub(super) document: &'d Document,
    spent: Cell<u64>,
    /// Whether streams with a right and with a wrong checksum were met.
    checksums: Cell<(bool, bool)>,
    /// Objects that are not where the document says.
    pub(super) moved: HashSet<ObjectId>,
    /// Whether references to any of those were met, and others that should have led to more.
    met: Cell<Met>,
    /// Whether nothing was appended since the document was first saved: what nothing leads to is no earlier version then.
    pub(super) is_one_save: bool,
    /// Streams that were decoded, by their identity.
    read: RefCell<HashSet<usize>>,
}

#[derive(Clone, Copy, Default)]
struct Met {
    moved: bool,
    missing: bool,
}

impl<'d> Source<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            spent: Cell::new(0),
            checksums: Cell::default(),
            moved: HashSet::new(),
            met: Cell::default(),
            is_one_save: false,
            read: RefCell::default(),
        }
    }

    /// The object behind a reference; a reference that leads nowhere is none.
    pub(super) fn resolve(&self, object: &'d Object) -> Option<&'d Object> {
        match object {
            Object::Reference(_) => self.follow(object),
            object => Some(object),
        }
        .filter(|object| !object.is_null())
    }

    fn follow(&self, reference: &'d Object) -> Option<&'d Object> {
        let mut met = self.met.get();
        let object = match self.document.dereference(reference) {
            Ok((id, object)) => {
                met.moved |= id.is_some_and(|id| self.moved.contains(&id));
                met.missing |= lost_its_data(object);
                Some(object)
            }
            Err(lopdf::Error::ObjectNotFound(id)) => {
                met.missing |= is_promised(self.document, id);
                None
            }
            Err(_) => None,
        };
        self.met.set(met);
        object
    }

    /// What was looked for stands in the document as something else: its beginning is spoilt.
    pub(super) fn spoilt(&self) {
        let met = self.met.get();
        self.met.set(Met { missing: true, ..met });
    }

    /// Whether anything that was looked for is not there, or not whole, though the document's own table has it.
    pub(super) fn misses_objects(&self) -> bool {
        self.met.get().missing
    }

    /// Tells whether all that was looked for was there, and where it should be.
    pub(super) fn tell(&self, sink: &mut Sink<'_>) {
        if self.met.get().missing {
            sink.gap(Reason::Damaged, MISSING);
        }
        if self.met.get().moved {
            sink.gap(Reason::Damaged, "objects are not where the document says");
        }
    }

    pub(super) fn get(&self, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
        self.resolve(dict.get(key).ok()?)
    }

    pub(super) fn dict(&self, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        self.as_dict(dict.get(key).ok()?)
    }

    pub(super) fn as_dict(&self, object: &'d Object) -> Option<&'d Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn stream(&self, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    pub(super) fn array(&self, dict: &'d Dictionary, key: &[u8]) -> &'d [Object] {
        self.get(dict, key)
            .and_then(|object| object.as_array().ok())
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn name(&self, dict: &'d Dictionary, key: &[u8]) -> Option<&'d [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    pub(super) fn number(&self, dict: &'d Dictionary, key: &[u8]) -> Option<f32> {
        self.get(dict, key)?.as_float().ok()
    }

    /// The numbers of an array, wherever they stand.
    pub(super) fn numbers(&self, array: &'d [Object]) -> Vec<f32> {
        array
            .iter()
            .map(|object| {
                self.resolve(object)
                    .and_then(|object| object.as_float().ok())
                    .unwrap_or(0.0)
            })
            .collect()
    }

    /// A text string, in whichever of the encodings of text strings it stands.
    pub(super) fn text(&self, dict: &'d Dictionary, key: &[u8]) -> Option<String> {
        self.as_text(dict.get(key).ok()?)
    }

    pub(super) fn as_text(&self, object: &'d Object) -> Option<String> {
        let text = super::encoding::text_string(self.resolve(object)?.as_str().ok()?);
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// Every dictionary of the document, once.
    pub(super) fn each_dictionary(&self, mut each: impl FnMut(&'d Dictionary)) {
        // References are not followed: what they lead to is an object of its own.
        let mut open: Vec<&Object> = self.document.objects.values().rev().collect();
        while let Some(object) = open.pop() {
            match object {
                Object::Array(array) => open.extend(array.iter().rev()),
                Object::Dictionary(dict) => {
                    each(dict);
                    open.extend(dict.iter().map(|(_, value)| value));
                }
                Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
    }

    pub(super) fn catalog(&self) -> Option<&'d Dictionary> {
        self.document.catalog().ok()
    }

    /// The decoded bytes of a stream, as far as they can be had: what cannot leaves a gap. An error when the budget is
    /// used up.
    pub(super) fn decode(&self, stream: &Stream, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
        self.decoded(stream, false, sink)
    }

    /// The same of a stream that holds what the document says: a wrong checksum alone is damage there. Fonts and their
    /// maps have been edited by hand in sound documents.
    pub(super) fn content(&self, stream: &Stream, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
        self.decoded(stream, true, sink)
    }

    /// Whether the bytes of a stream were asked for.
    pub(super) fn has_read(&self, stream: &Stream) -> bool {
        self.read.borrow().contains(&identity(&stream.dict))
    }

    /// The bytes of a stream that nobody asked for, for a look at what they are; nothing of what is larger or damaged.
    pub(super) fn glance(&self, stream: &Stream, room: usize) -> Vec<u8> {
        let decoded = decode(stream, room);
        match decoded.fate {
            Fate::Damaged | Fate::TooLarge => Vec::new(),
            Fate::Whole | Fate::Checked | Fate::Altered => decoded.bytes,
        }
    }

    fn decoded(&self, stream: &Stream, is_content: bool, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
        self.read.borrow_mut().insert(identity(&stream.dict));
        if is_elsewhere(&stream.dict) {
            sink.gap(Reason::Unsupported, "content in another file");
        }
        let stored = stream.content.len() as u64;
        let room = sink.limits().inflated.saturating_sub(self.spent.get()).min(MAX_STREAM);
        let decoded = decode(stream, usize::try_from(room).unwrap_or(usize::MAX));
        let inflated = decoded.bytes.len() as u64 + u64::from(decoded.fate == Fate::TooLarge);
        self.spent.set(self.spent.get() + inflated);
        sink.charge(stored, inflated)?;
        match decoded.fate {
            Fate::Whole if !lost_its_length(self.document, stream) => {}
            Fate::Checked | Fate::Altered => self.check(decoded.fate == Fate::Altered, is_content, sink),
            Fate::Whole | Fate::Damaged => sink.gap(Reason::Damaged, "a stream that cannot be decoded"),
            Fate::TooLarge => sink.gap(
                Reason::LimitOutput,
                format!("a stream of more than {} MB", MAX_STREAM >> 20),
            ),
        }
        Ok(decoded.bytes)
    }
}

impl Source<'_> {
    /// A stream with a wrong checksum is damaged; one that is no content, if another has a right one.
    fn check(&self, is_altered: bool, is_content: bool, sink: &mut Sink<'_>) {
        let (right, wrong) = self.checksums.get();
        self.checksums.set((right || !is_altered, wrong || is_altered));
        if is_altered && is_content || self.checksums.get() == (true, true) {
            sink.gap(Reason::Damaged, "a stream with a wrong checksum");
        }
    }
}

/// Whether the data of a stream is another file, which its own dictionary names (ISO 32000-1, table 5).
fn is_elsewhere(dict: &Dictionary) -> bool {
    matches!(
        dict.get(b"F"),
        Ok(Object::String(..) | Object::Dictionary(_) | Object::Reference(_))
    )
}

/// Whether an object was a stream, whose data is not found: nothing else says how long it is.
fn lost_its_data(object: &Object) -> bool {
    matches!(object, Object::Dictionary(dict) if dict.has(b"Length"))
}

/// Tells objects of the document apart; good for as long as the document is borrowed.
pub(super) fn identity(dict: &Dictionary) -> usize {
    std::ptr::from_ref(dict).addr()
}
