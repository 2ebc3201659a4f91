//! The bytes of a stream behind its filters, and whether they are all there.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{DecompressError, Dictionary, Object, Stream};

/// The stream with its first filters alone.
pub(super) fn before_last(stream: &Stream, filters: &[&[u8]]) -> Stream {
    let mut outer = stream.clone();
    let names = filters.iter().map(|name| Object::Name(name.to_vec()));
    outer.dict.set("Filter", Object::Array(names.collect()));
    outer.dict.remove(b"DecodeParms");
    outer
}

pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) fate: Fate,
}

#[derive(PartialEq, Eq)]
pub(super) enum Fate {
    Whole,
    /// Its checksum is right.
    Checked,
    /// Its checksum is wrong.
    Altered,
    Damaged,
    TooLarge,
}

/// The parser's decoder hides where a deflated stream breaks off, so the plain case is inflated here.
pub(super) fn decode(stream: &Stream, room: usize) -> Decoded {
    let named = with_whole_names(stream);
    let stream = named.as_ref().unwrap_or(stream);
    if let Some(decoded) = without_its_filter(stream, room) {
        return decoded;
    }
    let inflated = inflated(stream, room);
    if !is_predicted(&stream.dict)
        && let Some(decoded) = inflated
    {
        return decoded;
    }
    match stream.decompressed_content_with_limit(room) {
        Ok(bytes) => {
            let fate = if bytes.is_empty() && stream.content.len() > 16 {
                Fate::Damaged
            } else {
                inflated.map_or(Fate::Whole, |inflated| inflated.fate)
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

/// The bytes of a stream whose last filter inflates; none of another.
fn inflated(stream: &Stream, room: usize) -> Option<Decoded> {
    let filters = stream.filters().unwrap_or_default();
    let (&b"FlateDecode", before) = filters.split_last()? else {
        return None;
    };
    let stored = match before {
        [] => Cow::Borrowed(&stream.content),
        // Filters before it may have parameters of their own.
        _ if stream.dict.has(b"DecodeParms") => return None,
        _ => Cow::Owned(before_last(stream, before).decompressed_content_with_limit(room).ok()?),
    };
    inflate(&stored, room)
}

/// Whether what a stream inflates to are differences (ISO 32000-1, 7.4.4.4), which the parser's decoder adds up. Some
/// writers say of each stream that it has none.
fn is_predicted(dict: &Dictionary) -> bool {
    let parameters = dict.get(b"DecodeParms").ok();
    let last = parameters.and_then(|parameters| match parameters {
        Object::Array(all) => all.last(),
        one => Some(one),
    });
    let predictor = last.and_then(|last| last.as_dict().ok()?.get(b"Predictor").ok());
    predictor.is_some_and(|predictor| predictor.as_i64().ok() != Some(1))
}

/// The bytes of a stream that is deflated, as its end proves, and does not say so: the key of its filter is spoilt or was
/// left out. An attachment may be such data itself.
fn without_its_filter(stream: &Stream, room: usize) -> Option<Decoded> {
    if stream.dict.has(b"Filter") || stream.dict.has_type(b"EmbeddedFile") {
        return None;
    }
    let proven =
        |data: &[u8]| inflate(data, room).filter(|decoded| matches!(decoded.fate, Fate::Checked | Fate::Altered));
    match of_letters(&stream.content, room) {
        Some(bytes) => proven(&bytes).or(Some(Decoded {
            bytes,
            fate: Fate::Whole,
        })),
        None => proven(&stream.content),
    }
}

/// What the letters of ASCII85 stand for, if that is what the data is: it ends with their own mark.
fn of_letters(data: &[u8], room: usize) -> Option<Vec<u8>> {
    let is_letter = |byte: &u8| (b'!'..=b'u').contains(byte) || *byte == b'z' || byte.is_ascii_whitespace();
    let letters = data.trim_ascii_end().strip_suffix(b"~>")?;
    if !letters.iter().all(is_letter) {
        return None;
    }
    let mut dict = Dictionary::new();
    dict.set("Filter", Object::Name(b"ASCII85Decode".to_vec()));
    let stream = Stream::new(dict, data.trim_ascii_end().to_vec());
    stream.decompressed_content_with_limit(room).ok()
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
