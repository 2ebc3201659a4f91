//! Reads objects of the parsed document, with streams decoded inside the document's budget.

use std::cell::Cell;

use lopdf::{DecompressError, Dictionary, Document, Object, Stream};

use crate::extract::{Error, Reason, Sink};

/// One stream may not hold more than this, whatever the document's budget.
const MAX_STREAM: u64 = 64 << 20;

pub(super) struct Source<'d> {
    pub(super) document: &'d Document,
    spent: Cell<u64>,
}

impl<'d> Source<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            spent: Cell::new(0),
        }
    }

    /// The object behind a reference; a reference that leads nowhere is none.
    pub(super) fn resolve(&self, object: &'d Object) -> Option<&'d Object> {
        match object {
            Object::Reference(_) => self.document.dereference(object).ok().map(|(_, object)| object),
            object => Some(object),
        }
        .filter(|object| !object.is_null())
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

    pub(super) fn catalog(&self) -> Option<&'d Dictionary> {
        self.document.catalog().ok()
    }

    /// The decoded bytes of a stream. None, and a gap, when they cannot be had; an error when the budget is used up.
    pub(super) fn decode(&self, stream: &Stream, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
        let stored = stream.content.len() as u64;
        let room = sink.limits().inflated.saturating_sub(self.spent.get()).min(MAX_STREAM);
        let decoded = stream.decompressed_content_with_limit(usize::try_from(room).unwrap_or(usize::MAX));
        let (inflated, too_large) = match &decoded {
            Ok(bytes) => (bytes.len() as u64, false),
            Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => (room + 1, true),
            Err(_) => (0, false),
        };
        self.spent.set(self.spent.get() + inflated);
        sink.charge(stored, inflated)?;
        match decoded {
            Ok(bytes) => Ok(Some(bytes)),
            Err(_) if too_large => {
                sink.gap(
                    Reason::LimitOutput,
                    format!("a stream of more than {} MB", MAX_STREAM >> 20),
                );
                Ok(None)
            }
            Err(_) => {
                sink.gap(Reason::Damaged, "a stream that cannot be decoded");
                Ok(None)
            }
        }
    }
}

/// Tells objects of the document apart; good for as long as the document is borrowed.
pub(super) fn identity(dict: &Dictionary) -> usize {
    std::ptr::from_ref(dict).addr()
}
