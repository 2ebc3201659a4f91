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
    /// `tag`: what stands between the brackets, the name `name_len` long.
    pub(super) fn new(tag: &'n str, name_len: usize) -> Self {
        let (name, attributes) = tag.split_at(name_len);
        let (prefix, name) = split_prefix(name);
        Self {
            prefix,
            name,
            attributes,
        }
    }
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

pub(super) fn name_len(tag: &str) -> usize {
    tag.bytes()
        .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'/'))
        .unwrap_or(tag.len())
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

pub(super) fn local(name: &str) -> &str {
    split_prefix(name).1
}

fn split_prefix(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.map_or(("", name), |at| (&name[..at], &name[at + 1..]))
}
