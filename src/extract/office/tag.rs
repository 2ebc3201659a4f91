//! A start tag: its names, its attributes, and what stands for signs in them.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use super::escapes::resolved;
use crate::extract::entity;

/// A start tag.
pub(in crate::extract) struct Tag<'n> {
    prefix: &'n str,
    /// Without the prefix.
    name: &'n str,
    /// What stands behind the name.
    attributes: &'n str,
    has_escapes: bool,
}

impl<'n> Tag<'n> {
    /// `tag`: what stands between the brackets.
    pub(super) fn new(tag: &'n str, name: Name, has_escapes: bool) -> Self {
        Self {
            prefix: &tag[..name.prefix.saturating_sub(1)],
            name: &tag[name.prefix..name.len],
            attributes: &tag[name.len..],
            has_escapes,
        }
    }
}

/// An attribute as it is written.
struct Attribute<'n> {
    name: &'n str,
    value: &'n str,
    has_escapes: bool,
}

impl<'n> Attribute<'n> {
    #[inline]
    fn value(&self) -> Cow<'n, str> {
        let value = match self.value.bytes().any(|byte| byte == b'&') {
            true => unescaped(self.value).into(),
            false => self.value.into(),
        };
        if self.has_escapes { resolved(value) } else { value }
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
    /// Of the name that `tag` begins with. Eight bytes are looked at in one step: the lengths of names vary, so that
    /// the end of a loop over their bytes would be guessed wrong at most tags.
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

/// Where a byte stands. Mostly it is near, and one step of eight bytes costs less than a loop whose length varies.
#[inline]
fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    let near = bytes
        .first_chunk()
        .map(|chunk| first(is_byte(u64::from_le_bytes(*chunk), byte)));
    near.filter(|at| *at < 8).or_else(|| memchr(byte, bytes))
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
        let attribute = self.raw_attributes().find(|attribute| local(attribute.name) == name)?;
        Some(attribute.value())
    }

    /// Attributes by local name.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.raw_attributes()
            .map(|attribute| (local(attribute.name), attribute.value()))
    }

    /// The same for those that are numbers or names of kinds: as they are written.
    #[inline]
    pub fn tokens(&self) -> impl Iterator<Item = (&str, &str)> {
        self.raw_attributes()
            .map(|attribute| (local(attribute.name), attribute.value))
    }

    /// The id of a relationship: `r:id`, which may stand beside an `id` of its own.
    pub fn relation_id(&self) -> Option<Cow<'_, str>> {
        let id = self
            .raw_attributes()
            .find(|attribute| attribute.name.ends_with(":id"))?;
        Some(id.value())
    }

    #[inline]
    fn raw_attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let equals = find(rest.as_bytes(), b'=')?;
            let name = rest[..equals].trim_ascii();
            let value = rest[equals + 1..].trim_ascii_start();
            let quote = *value.as_bytes().first().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let value = &value[1..];
            let end = find(value.as_bytes(), quote)?;
            rest = &value[end + 1..];
            Some(Attribute {
                name,
                value: &value[..end],
                has_escapes: self.has_escapes,
            })
        })
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.tokens().find(|(key, _)| *key == name)?.1.parse().ok()
    }
}

fn unescaped(value: &str) -> String {
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
    plain
}

/// The five predefined entities and numeric references; no other entity is ever resolved (no DTD is read).
pub(super) fn resolve(reference: &str) -> String {
    if let Some(text) = quick_xml::escape::resolve_xml_entity(reference) {
        return text.to_owned();
    }
    entity::code(reference)
        .filter(|&c| c != '\0')
        .map_or_else(|| format!("&{reference};"), String::from)
}

/// A name without its prefix. Names are so short that a loop costs less than setting out for a search.
fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.map_or(name, |at| &name[at + 1..])
}

/// The bracket that ends a tag: the first that stands in no attribute's value.
pub(super) fn tag_end(window: &[u8]) -> Option<usize> {
    let (end, has_apostrophe) = match short_tag_end(window) {
        Some(end) => (end, false),
        None => {
            let end = memchr(b'>', window)?;
            (end, memchr(b'\'', &window[..end]).is_some())
        }
    };
    if !has_apostrophe && is_outside_quotes(&window[..end]) {
        return Some(end);
    }
    let mut at = 1;
    loop {
        let next = at + memchr3(b'>', b'"', b'\'', &window[at..])?;
        match window[next] {
            b'>' => return Some(next),
            quote => at = next + 1 + memchr(quote, &window[next + 1..])? + 1,
        }
    }
}

/// Whether no value between double quotes is open at the end of `before`.
fn is_outside_quotes(before: &[u8]) -> bool {
    // Mostly a value ends right there; one that begins there stands behind an equals sign.
    if let [.., last, b'"'] | [.., last, b'"', b'/'] = before
        && !matches!(last, b'=' | b' ' | b'\t' | b'\r' | b'\n')
    {
        return true;
    }
    memchr_iter(b'"', before).count().is_multiple_of(2)
}

/// The bracket that ends a short tag without apostrophes.
#[inline]
pub(super) fn short_tag_end(window: &[u8]) -> Option<usize> {
    let (words, _) = window.as_chunks::<8>();
    for (at, word) in words.iter().enumerate().take(STEPS) {
        let word = u64::from_le_bytes(*word);
        let end = is_byte(word, b'>');
        if is_byte(word, b'\'') != 0 {
            return None;
        }
        if end != 0 {
            return Some(at * 8 + first(end));
        }
    }
    None
}

/// Steps of eight bytes that cost no more than to set out for a search.
const STEPS: usize = 8;

/// How far off the next tag or reference is.
#[inline(always)]
pub(super) fn text_len(window: &[u8]) -> usize {
    short_text(window)
        .or_else(|| memchr2(b'<', b'&', window))
        .unwrap_or(window.len())
}

/// How far off the next tag or reference is, within eight bytes: much text is a number in a cell.
#[inline]
pub(super) fn short_text(window: &[u8]) -> Option<usize> {
    let word = u64::from_le_bytes(*window.first_chunk()?);
    Some(first(is_byte(word, b'<') | is_byte(word, b'&'))).filter(|len| *len < 8)
}
