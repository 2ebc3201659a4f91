//! A start tag: its names, its attributes, and what stands for signs in them.

use std::borrow::Cow;

use memchr::memchr;

/// A start tag.
pub(in crate::extract) struct Tag<'n> {
    prefix: &'n str,
    /// Without the prefix.
    name: &'n str,
    /// What stands behind the name.
    attributes: &'n str,
}

impl<'n> Tag<'n> {
    /// `tag`: what stands between the brackets.
    pub(super) fn new(tag: &'n str, name: Name) -> Self {
        Self {
            prefix: &tag[..name.prefix.saturating_sub(1)],
            name: &tag[name.prefix..name.len],
            attributes: &tag[name.len..],
        }
    }
}

/// The extent of an element's name.
#[derive(Clone, Copy, Default)]
pub(super) struct Name {
    pub len: usize,
    /// Bytes of the prefix and its colon.
    pub prefix: usize,
}

impl Name {
    /// Of the name that `tag` begins with. Eight bytes are looked at in one step: the lengths of names vary, so that the
    /// end of a loop over their bytes would be guessed wrong at most tags.
    #[inline]
    pub fn of(tag: &[u8]) -> Self {
        let (words, rest) = tag.as_chunks::<8>();
        let mut prefix = 0;
        for (at, word) in words.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            let end = first(is_byte(word, b'>') | is_byte(word, b'/') | is_space(word));
            let colon = first(is_byte(word, b':'));
            if prefix == 0 && colon < end {
                prefix = at * 8 + colon + 1;
            }
            if end < 8 {
                return Self {
                    len: at * 8 + end,
                    prefix,
                };
            }
        }
        let behind = tag.len() - rest.len();
        let ends = |byte: &u8| *byte <= b' ' || matches!(byte, b'>' | b'/');
        let len = rest.iter().position(ends).unwrap_or(rest.len());
        if prefix == 0 {
            let colon = rest[..len].iter().position(|byte| *byte == b':');
            prefix = colon.map_or(0, |at| behind + at + 1);
        }
        Self {
            len: behind + len,
            prefix,
        }
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The high bits of bytes of `word` that are `byte`; beyond the first one, of others too.
fn is_byte(word: u64, byte: u8) -> u64 {
    let differs = word ^ (ONES * u64::from(byte));
    differs.wrapping_sub(ONES) & !differs & HIGHS
}

/// The high bits of bytes of `word` that are blanks or controls; beyond the first one, of others too.
fn is_space(word: u64) -> u64 {
    word.wrapping_sub(ONES * u64::from(b' ' + 1)) & !word & HIGHS
}

/// The place of the first byte whose high bit is set; 8 when none is.
fn first(highs: u64) -> usize {
    highs.trailing_zeros() as usize / 8
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.name
    }

    pub fn prefix(&self) -> &str {
        self.prefix
    }

    /// An attribute by its local name, entities resolved.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Attributes by local name.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.raw_attributes()
            .map(|(name, value)| (local(name), unescaped(value)))
    }

    /// The id of a relationship: `r:id`, which may stand beside an `id` of its own.
    pub fn relation_id(&self) -> Option<Cow<'_, str>> {
        let (_, value) = self.raw_attributes().find(|(name, _)| name.ends_with(":id"))?;
        Some(unescaped(value))
    }

    fn raw_attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let equals = rest.bytes().position(|byte| byte == b'=')?;
            let name = rest[..equals].trim_ascii();
            let value = rest[equals + 1..].trim_ascii_start();
            let quote = *value.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let value = &value[1..];
            let end = memchr(quote, value.as_bytes())?;
            rest = &value[end + 1..];
            Some((name, &value[..end]))
        })
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.parse().ok()
    }
}

fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|byte| byte == b'&') {
        return value.into();
    }
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.split_once(';') {
            Some((reference, tail)) => {
                plain.push_str(&resolve(reference));
                rest = tail;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// The five predefined entities and numeric references; no other entity is ever resolved (no DTD is read).
pub(super) fn resolve(reference: &str) -> String {
    if let Some(text) = quick_xml::escape::resolve_xml_entity(reference) {
        return text.to_owned();
    }
    let code = match reference.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    code.and_then(char::from_u32)
        .filter(|&c| c != '\0')
        .map_or_else(|| format!("&{reference};"), String::from)
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
