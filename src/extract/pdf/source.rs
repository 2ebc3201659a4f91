//! Reads objects of the parsed document, with streams decoded inside the document's budget.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{DecompressError, Dictionary, Document, Object, ObjectId, Stream};

use super::MISSING;
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

    fn decoded(&self, stream: &Stream, is_content: bool, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
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

/// The stream with its first filters alone.
pub(super) fn before_last(stream: &Stream, filters: &[&[u8]]) -> Stream {
    let mut outer = stream.clone();
    let names = filters.iter().map(|name| Object::Name(name.to_vec()));
    outer.dict.set("Filter", Object::Array(names.collect()));
    outer.dict.remove(b"DecodeParms");
    outer
}

/// Whether an object was a stream, whose data is not found: nothing else says how long it is.
fn lost_its_data(object: &Object) -> bool {
    matches!(object, Object::Dictionary(dict) if dict.has(b"Length"))
}

struct Decoded {
    bytes: Vec<u8>,
    fate: Fate,
}

#[derive(PartialEq, Eq)]
enum Fate {
    Whole,
    /// Its checksum is right.
    Checked,
    /// Its checksum is wrong.
    Altered,
    Damaged,
    TooLarge,
}

/// The parser's decoder hides where a deflated stream breaks off, so the plain case is inflated here.
fn decode(stream: &Stream, room: usize) -> Decoded {
    let named = with_whole_names(stream);
    let stream = named.as_ref().unwrap_or(stream);
    if let Some(decoded) = without_its_filter(stream, room) {
        return decoded;
    }
    let filters = stream.filters().unwrap_or_default();
    if let Some((&b"FlateDecode", before)) = filters.split_last()
        && !stream.dict.has(b"DecodeParms")
    {
        let stored = match before {
            [] => Ok(Cow::Borrowed(&stream.content)),
            _ => before_last(stream, before)
                .decompressed_content_with_limit(room)
                .map(Cow::Owned),
        };
        if let Some(decoded) = stored.ok().and_then(|stored| inflate(&stored, room)) {
            return decoded;
        }
    }
    match stream.decompressed_content_with_limit(room) {
        Ok(bytes) => {
            let fate = if bytes.is_empty() && stream.content.len() > 16 {
                Fate::Damaged
            } else {
                Fate::Whole
            };
            Decoded { bytes, fate }
        }
        Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { limit })) => Decoded {
            // It counts as if it had been kept: the work was done.
            bytes: vec![b' '; limit],
            fate: Fate::TooLarge,
        },
        Err(_) => Decoded {
            bytes: Vec::new(),
            fate: Fate::Damaged,
        },
    }
}

/// The bytes of a stream that is deflated, as its end proves, and does not say so: the key of its filter is spoilt or was
/// left out. An attachment may be such data itself.
fn without_its_filter(stream: &Stream, room: usize) -> Option<Decoded> {
    if stream.dict.has(b"Filter") || stream.dict.has_type(b"EmbeddedFile") {
        return None;
    }
    inflate(&stream.content, room).filter(|decoded| matches!(decoded.fate, Fate::Checked | Fate::Altered))
}

/// The stream with the names of its filters written out, where they are those that only pictures within a page may have
/// (ISO 32000-1, table 94).
fn with_whole_names(stream: &Stream) -> Option<Stream> {
    const SHORT: [(&[u8], &[u8]); 5] = [
        (b"AHx", b"ASCIIHexDecode"),
        (b"A85", b"ASCII85Decode"),
        (b"LZW", b"LZWDecode"),
        (b"Fl", b"FlateDecode"),
        (b"RL", b"RunLengthDecode"),
    ];
    let whole = |name: &[u8]| SHORT.iter().find(|(short, _)| *short == name).map(|&(_, whole)| whole);
    let filters = stream.filters().ok()?;
    if !filters.iter().any(|name| whole(name).is_some()) {
        return None;
    }
    let mut named = stream.clone();
    let names = filters
        .iter()
        .map(|&name| Object::Name(whole(name).unwrap_or(name).to_vec()));
    named.dict.set("Filter", Object::Array(names.collect()));
    Some(named)
}

/// None when the bytes do not begin as a zlib stream does.
fn inflate(stored: &[u8], room: usize) -> Option<Decoded> {
    let deflated = match stored {
        [method, flags, rest @ ..] if method & 0xf == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31) => {
            rest
        }
        _ => return None,
    };
    let mut bytes = Vec::with_capacity((4 * stored.len() + 64).min(room + 1));
    let mut decoder = Decompress::new(false);
    loop {
        let before = (decoder.total_in(), decoder.total_out());
        let taken = usize::try_from(before.0).unwrap_or(usize::MAX);
        let status = decoder.decompress_vec(deflated.get(taken..)?, &mut bytes, FlushDecompress::None);
        let fate = match status {
            Ok(Status::StreamEnd) => match is_altered(&bytes, deflated, decoder.total_in()) {
                Some(true) => Fate::Altered,
                Some(false) => Fate::Checked,
                None => Fate::Whole,
            },
            Err(_) => Fate::Damaged,
            Ok(_) if bytes.len() > room => Fate::TooLarge,
            Ok(_) if bytes.len() == bytes.capacity() => {
                bytes.reserve(bytes.len().min(room + 1 - bytes.len()));
                continue;
            }
            Ok(_) if before == (decoder.total_in(), decoder.total_out()) => {
                if is_flushed(stored) {
                    Fate::Whole
                } else {
                    Fate::Damaged
                }
            }
            Ok(_) => continue,
        };
        bytes.truncate(room);
        return Some(Decoded { bytes, fate });
    }
}

/// Whether the checksum behind the deflated data (Adler-32, RFC 1950) is another one than that of the bytes; none if it is
/// not there.
fn is_altered(bytes: &[u8], deflated: &[u8], len: u64) -> Option<bool> {
    let stored = deflated.get(usize::try_from(len).ok()?..)?.first_chunk()?;
    Some(u32::from_be_bytes(*stored) != simd_adler32::adler32(&bytes))
}

/// Some writers end a stream with a flush instead of the last block: nothing is missing then.
fn is_flushed(stored: &[u8]) -> bool {
    let tail = &stored[stored.len().saturating_sub(8)..];
    memchr::memmem::find(tail, b"\x00\x00\xff\xff").is_some()
}

/// Tells objects of the document apart; good for as long as the document is borrowed.
pub(super) fn identity(dict: &Dictionary) -> usize {
    std::ptr::from_ref(dict).addr()
}
