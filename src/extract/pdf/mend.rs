//! Objects that are not where the document's own table has them: looked for in the whole file.

use std::collections::HashSet;

use lopdf::xref::{XrefEntry, XrefRecovery};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use memchr::memmem;

use super::MAX_LOADED_STREAM;
use super::decode::{Fate, decode};

/// Adds what can be found of the objects that the table leads to and that are not there; says which were found.
pub(super) fn find_lost(document: &mut Document, bytes: &[u8]) -> HashSet<ObjectId> {
    find_properties(document, bytes);
    let lost = lost(document);
    if lost.is_empty() || document.xref_recovery == Some(XrefRecovery::Reconstructed) {
        return HashSet::new();
    }
    let options = LoadOptions {
        force_reconstruct: true,
        ..LoadOptions::with_max_decompressed_size(MAX_LOADED_STREAM)
    };
    let Ok(mut seen) = Document::load_mem_with_options(bytes, options) else {
        return HashSet::new();
    };
    let mut found = HashSet::new();
    for id in lost {
        if let Some(object) = seen.objects.remove(&id) {
            document.objects.insert(id, object);
            found.insert(id);
        }
    }
    found
}

/// Filters of a stream, or entries of their parameters: those of real files are fewer.
const MOST_FILTERS: usize = 16;
/// The names of both: the longest of the standard has 22 letters.
const LONGEST_NAME: usize = 32;
/// Filters and entries that are written out for all streams of a document.
const MOST_PLACED: usize = 1 << 18;

/// Writes out the filters of streams, and their parameters, that stand behind references: the decoder follows none.
/// `Crypt` goes: what it says was done when the document was loaded (ISO 32000-1, 7.4.10).
pub(super) fn place_filters(document: &mut Document) {
    let mut room = MOST_PLACED;
    let objects = document.objects.iter().filter_map(|(&id, object)| {
        let dict = with_filters(document, &object.as_stream().ok()?.dict)?;
        room = room.checked_sub(n_placed(&dict))?;
        Some((id, dict))
    });
    let placed: Vec<(ObjectId, Dictionary)> = objects.collect();
    for (id, dict) in placed {
        if let Ok(Object::Stream(stream)) = document.get_object_mut(id) {
            stream.dict = dict;
        }
    }
}

/// The dictionary of a stream with its filters in place; none where they are.
fn with_filters(document: &Document, dict: &Dictionary) -> Option<Dictionary> {
    let filter = dict.get(b"Filter").ok()?;
    let parameters = dict.get(b"DecodeParms").ok();
    let (filter_in_place, parameters_in_place) = (
        in_place(document, filter, is_filter),
        parameters.and_then(|parameters| in_place(document, parameters, are_parameters)),
    );
    let is_crypt = |filter: &Object| filter.as_name().is_ok_and(|name| name == b"Crypt");
    let filter = filter_in_place.as_ref().unwrap_or(filter);
    let has_crypt = is_crypt(filter) || filter.as_array().is_ok_and(|filters| filters.iter().any(is_crypt));
    if filter_in_place.is_none() && parameters_in_place.is_none() && !has_crypt {
        return None;
    }
    let mut placed = dict.clone();
    let mut filter = filter.clone();
    let mut parameters = parameters_in_place.or_else(|| parameters.cloned());
    if has_crypt {
        drop_crypt(&mut filter, &mut parameters, is_crypt);
    }
    match filter {
        // As a key whose value is null: it is not there (ISO 32000-1, 7.3.7).
        Object::Null => drop(placed.remove(b"Filter")),
        filter => placed.set("Filter", filter),
    }
    let is_none = |parameters: &Object| {
        let all = parameters.as_array();
        parameters.is_null() || all.is_ok_and(|all| all.iter().all(Object::is_null))
    };
    match parameters {
        Some(parameters) if !is_none(&parameters) => placed.set("DecodeParms", parameters),
        _ => drop(placed.remove(b"DecodeParms")),
    }
    Some(placed)
}

/// Takes one filter away with the parameters that stand in its place.
fn drop_crypt(filter: &mut Object, parameters: &mut Option<Object>, is_crypt: impl Fn(&Object) -> bool) {
    let Object::Array(filters) = filter else {
        *filter = Object::Null;
        *parameters = parameters.take().map(|_| Object::Null);
        return;
    };
    let mut kept = filters.iter().map(|filter| !is_crypt(filter));
    if let Some(Object::Array(parameters)) = parameters {
        parameters.retain(|_| kept.next().unwrap_or(true));
    }
    filters.retain(|filter| !is_crypt(filter));
}

/// What filters or their parameters are, without references; none where there are none. Whatever else a reference leads
/// to stays where it is: many streams may lead to the same.
fn in_place(document: &Document, object: &Object, is_part: fn(&Object) -> bool) -> Option<Object> {
    let is_whole = |object: &Object| match object {
        Object::Array(parts) => {
            parts.len() <= MOST_FILTERS && parts.iter().all(|part| part.as_reference().is_ok() || is_part(part))
        }
        object => is_part(object),
    };
    // What is not there is null; what the pictures of a fax share is a stream.
    let followed = |object: &Object, fits: &dyn Fn(&Object) -> bool| match document.dereference(object) {
        Ok((_, found)) if fits(found) => found.clone(),
        Ok(_) => object.clone(),
        Err(_) => Object::Null,
    };
    let is_reference = |object: &Object| object.as_reference().is_ok();
    match object {
        Object::Reference(_) => match followed(object, &is_whole) {
            Object::Reference(_) => None,
            object => Some(in_place(document, &object, is_part).unwrap_or(object)),
        },
        Object::Array(parts) if parts.len() <= MOST_FILTERS && parts.iter().any(is_reference) => {
            let parts = parts.iter().map(|part| followed(part, &is_part));
            Some(Object::Array(parts.collect()))
        }
        Object::Dictionary(dict) if dict.len() <= MOST_FILTERS && dict.iter().any(|(_, value)| is_reference(value)) => {
            let values = dict.iter().map(|(key, value)| match value {
                Object::Reference(_) => (key.clone(), followed(value, &is_value)),
                // Its other values stay what they are.
                value => (key.clone(), value.clone()),
            });
            Some(Object::Dictionary(values.collect()))
        }
        _ => None,
    }
}

fn is_filter(object: &Object) -> bool {
    match object {
        Object::Null => true,
        Object::Name(name) => name.len() <= LONGEST_NAME,
        _ => false,
    }
}

fn are_parameters(object: &Object) -> bool {
    match object {
        Object::Null => true,
        Object::Dictionary(dict) => {
            let mut entries = dict.iter();
            dict.len() <= MOST_FILTERS && entries.all(|(key, value)| key.len() <= LONGEST_NAME && is_value(value))
        }
        _ => false,
    }
}

fn is_value(object: &Object) -> bool {
    match object {
        Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_) => true,
        object => is_filter(object),
    }
}

/// Filters and entries of their parameters in the dictionary of a stream.
fn n_placed(dict: &Dictionary) -> usize {
    let n_entries = |object: &Object| 1 + object.as_dict().map_or(0, Dictionary::len);
    let n_parts = |key: &[u8]| match dict.get(key) {
        Ok(Object::Array(parts)) => parts.iter().map(n_entries).sum(),
        Ok(object) => n_entries(object),
        Err(_) => 0,
    };
    n_parts(b"Filter") + n_parts(b"DecodeParms")
}

/// Streams whose length is said by an object that is not there, or is no number, are read up to their end.
pub(super) fn find_ends(document: &mut Document, bytes: &[u8]) {
    // What is encrypted was deciphered while the document was loaded.
    if document.encryption_state.is_some() {
        return;
    }
    let lost: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| object.as_stream().is_ok_and(|stream| lost_its_length(document, stream)))
        .map(|(&id, _)| id)
        .collect();
    for id in lost {
        if let Ok(Object::Stream(stream)) = document.get_object_mut(id)
            && let Some(data) = stream.start_position.and_then(|at| data(bytes, at))
        {
            stream.set_content(data.to_vec());
        }
    }
}

/// Whether nothing was read of a stream since nothing says how long it is.
pub(super) fn lost_its_length(document: &Document, stream: &Stream) -> bool {
    let says_none = || {
        let length = stream
            .dict
            .get(b"Length")
            .and_then(|length| document.dereference(length));
        length.is_ok_and(|(_, length)| length.as_i64().is_ok_and(|length| length == 0))
    };
    stream.content.is_empty() && stream.start_position.is_some() && !says_none()
}

/// The data of a stream that begins there, if its end stands before that of its object.
fn data(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let (before, behind) = bytes.split_at_checked(at)?;
    let is_begin = before.trim_ascii_end().ends_with(b"stream");
    let end = memmem::find(behind, b"endstream")?;
    let data = &behind[..end];
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    let data = data.strip_suffix(b"\r").unwrap_or(data);
    (is_begin && memmem::find(data, b"endobj").is_none()).then_some(data)
}

/// The properties of a document that lost its trailer, which alone leads to them.
fn find_properties(document: &mut Document, bytes: &[u8]) {
    const KEYS: [&[u8]; 8] = [
        b"Author",
        b"CreationDate",
        b"Creator",
        b"Keywords",
        b"ModDate",
        b"Producer",
        b"Subject",
        b"Title",
    ];
    if document.xref_recovery != Some(XrefRecovery::Reconstructed) || document.trailer.has(b"Info") {
        return;
    }
    let are_properties = |object: &Object| {
        let Object::Dictionary(dict) = object else {
            return false;
        };
        let n_known = dict.iter().filter(|(key, _)| KEYS.contains(&key.as_slice())).count();
        n_known > 1 && n_known * 2 > dict.len()
    };
    let named = named_properties(bytes).filter(|&id| document.get_dictionary(id).is_ok());
    let found = || document.objects.iter().rfind(|(_, object)| are_properties(object));
    if let Some(id) = named.or_else(|| found().map(|(&id, _)| id)) {
        document.trailer.set("Info", Object::Reference(id));
    }
}

/// Which object the remains of a trailer say that the properties are.
fn named_properties(bytes: &[u8]) -> Option<ObjectId> {
    const KEY: &[u8] = b"/Info";
    let behind = &bytes[memmem::rfind(bytes, KEY)? + KEY.len()..];
    let mut words = behind.trim_ascii_start().splitn(3, u8::is_ascii_whitespace);
    let mut word = || std::str::from_utf8(words.next()?).ok();
    let id: ObjectId = (word()?.parse().ok()?, word()?.parse().ok()?);
    words.next()?.starts_with(b"R").then_some(id)
}

/// Whether objects that stand in streams are lost, since those are not there or not whole: they are what a document says,
/// never pictures or fonts.
pub(super) fn lost_in_streams(document: &Document) -> bool {
    let is_in_stream = |id: &ObjectId| {
        let entry = document.reference_table.get(id.0);
        matches!(entry, Some(XrefEntry::Compressed { .. }))
    };
    lost(document).iter().any(is_in_stream) || spoilt_streams(document)
}

/// Whether a stream of objects is damaged: the parser takes what it can get of it.
fn spoilt_streams(document: &Document) -> bool {
    let is_spoilt = |object: &Object| {
        let stream = object.as_stream().ok().filter(|stream| stream.dict.has_type(b"ObjStm"));
        stream.is_some_and(|stream| {
            let decoded = decode(stream, MAX_LOADED_STREAM);
            matches!(decoded.fate, Fate::Damaged | Fate::Altered)
        })
    };
    // What is encrypted was deciphered while the document was loaded.
    document.encryption_state.is_none() && document.objects.values().any(is_spoilt)
}

/// What another object refers to, the table has, and is not there.
fn lost(document: &Document) -> HashSet<ObjectId> {
    let entries = document.reference_table.entries.iter();
    let mut promised: HashSet<ObjectId> = entries.filter_map(|(&number, entry)| id_of(number, entry)).collect();
    promised.retain(|id| !document.objects.contains_key(id));
    // Tables with entries that nothing refers to are common, and a second look costs as much as the first.
    let mut lost = said_by_trailer(document);
    let mut open: Vec<&Object> = if promised.is_empty() {
        Vec::new()
    } else {
        document.objects.values().collect()
    };
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if promised.contains(id) => {
                lost.insert(*id);
            }
            Object::Array(array) => open.extend(array),
            Object::Dictionary(dict) => open.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    lost
}

/// What the trailer leads to and is not there, whatever the table says: a part of the table may be lost itself.
fn said_by_trailer(document: &Document) -> HashSet<ObjectId> {
    let references = document
        .trailer
        .iter()
        .filter_map(|(_, value)| value.as_reference().ok());
    references.filter(|id| !document.objects.contains_key(id)).collect()
}

/// Whether an object that a document refers to should be there. One that its table does not have is null (ISO 32000-1,
/// 7.3.10), and nothing is missing; where the table was lost, nobody knows which those are.
pub(super) fn is_promised(document: &Document, id: ObjectId) -> bool {
    let entry = document.reference_table.get(id.0);
    document.xref_recovery == Some(XrefRecovery::Reconstructed)
        || entry.and_then(|entry| id_of(id.0, entry)) == Some(id)
}

/// Under which number and generation an object should be; none where the table says that there is none.
fn id_of(number: u32, entry: &XrefEntry) -> Option<ObjectId> {
    match *entry {
        // Nothing begins at the beginning of the file: programs write this for what is not used.
        XrefEntry::Normal { offset: 0, .. } | XrefEntry::Free | XrefEntry::UnusableFree => None,
        XrefEntry::Normal { generation, .. } => Some((number, generation)),
        XrefEntry::Compressed { .. } => Some((number, 0)),
    }
}
