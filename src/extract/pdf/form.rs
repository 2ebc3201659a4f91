//! The fields of a form: what they hold, what they offer, and what they say of themselves.

use std::collections::HashSet;

use lopdf::{Dictionary, Object};

use super::encoding::text_string;
use super::extras::rich_text;
use super::source::{Source, identity};
use super::xml::{RICH, Texts};
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Fields, and choices of all fields.
const MAX_NODES: usize = 200_000;
const MAX_DEPTH: usize = 64;
/// Characters of a field's full name, which its fields inside repeat.
const MAX_NAME: usize = 200;
/// What a signature says of who signed.
const SIGNATURE: &[&[u8]] = &[b"Name", b"Reason", b"Location", b"ContactInfo"];

/// A node of the tree of fields still to be looked at.
struct Node<'d> {
    dict: &'d Dictionary,
    name: String,
    depth: usize,
}

/// What a field says, behind its full name.
pub(super) type Value = (String, String);

/// The values of the form.
pub(super) fn values_of(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<Vec<Value>, Error> {
    let Some(form) = source.catalog().and_then(|catalog| source.dict(catalog, b"AcroForm")) else {
        return Ok(Vec::new());
    };
    let mut found = xfa(source, form, sink)?;
    let mut seen = HashSet::new();
    let mut n_kids = 0;
    let mut choices = Choices::default();
    let fields = source.array(form, b"Fields");
    if fields.len() > MAX_NODES {
        too_many(sink);
    }
    let mut open: Vec<Node<'_>> = nodes(source, fields, "", 0);
    while let Some(Node { dict, name, depth }) = open.pop() {
        if !seen.insert(identity(dict)) {
            continue;
        }
        if depth > MAX_DEPTH {
            sink.gap(Reason::LimitDepth, format!("deeper than {MAX_DEPTH}"));
            continue;
        }
        if seen.len() > MAX_NODES {
            too_many(sink);
            break;
        }
        let name = match source.text(dict, b"T") {
            Some(own) if name.is_empty() => own,
            Some(own) => format!("{name}.{own}"),
            None => name,
        };
        let name: String = name.chars().take(MAX_NAME).collect();
        let values = values(source, dict, &mut choices, sink)?;
        found.extend(values.into_iter().map(|value| (name.clone(), value)));
        let kids = source.array(dict, b"Kids");
        n_kids += kids.len();
        if n_kids > MAX_NODES {
            too_many(sink);
            break;
        }
        open.extend(nodes(source, kids, &name, depth + 1));
    }
    Ok(found)
}

fn too_many(sink: &mut Sink<'_>) {
    sink.gap(Reason::LimitEntries, format!("more than {MAX_NODES} form fields"));
}

pub(super) fn tell(values: &[Value], sink: &mut Sink<'_>) {
    let part = sink.intern("form");
    for (name, value) in values {
        let label = sink.intern(name);
        sink.piece(Unit::Field { part }, label, value);
    }
}

/// The values of an XML form, which pages may not show at all.
fn xfa<'d>(source: &Source<'d>, form: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Vec<Value>, Error> {
    let packets = source.array(form, b"XFA").chunks_exact(2);
    let mut values = Vec::new();
    for packet in packets.filter(|packet| source.as_text(&packet[0]).as_deref() == Some("datasets")) {
        if let Some(Object::Stream(stream)) = source.resolve(&packet[1]) {
            values.extend(Texts::read(&source.content(stream, sink)?, sink).values());
        }
    }
    // What stands beside the fields, and over them.
    for packet in source.array(form, b"XFA").chunks_exact(2) {
        if source.as_text(&packet[0]).as_deref() == Some("template")
            && let Some(Object::Stream(stream)) = source.resolve(&packet[1])
        {
            let shown = Texts::read(&source.content(stream, sink)?, sink).values().into_iter();
            // The template's own version is a text as well.
            let shown = shown.filter(|(name, text)| {
                matches!(name.as_str(), "text" | "toolTip" | "speak" | RICH) && text.contains(char::is_alphabetic)
            });
            values.extend(shown.map(|(_, text)| ("caption".to_owned(), text)));
        }
    }
    // Or everything in one document, templates included.
    if let Some(stream) = source.stream(form, b"XFA") {
        values.extend(Texts::read(&source.content(stream, sink)?, sink).values());
    }
    Ok(values)
}

fn nodes<'d>(source: &Source<'d>, kids: &'d [Object], name: &str, depth: usize) -> Vec<Node<'d>> {
    let node = |kid| {
        Some(Node {
            dict: source.as_dict(kid)?,
            name: name.to_owned(),
            depth,
        })
    };
    kids.iter().take(MAX_NODES).rev().filter_map(node).collect()
}

/// What a field holds, and what it says of itself.
fn values<'d>(
    source: &Source<'d>,
    field: &'d Dictionary,
    choices: &mut Choices,
    sink: &mut Sink<'_>,
) -> Result<Vec<String>, Error> {
    let mut values: Vec<String> = match source.get(field, b"V") {
        Some(Object::Array(values)) => values.iter().filter_map(|value| source.as_text(value)).collect(),
        Some(Object::Name(name)) if name != b"Off" => vec![text_string(name)],
        Some(Object::Stream(stream)) => vec![text_string(&source.content(stream, sink)?)],
        Some(Object::Dictionary(signature)) => SIGNATURE.iter().filter_map(|key| source.text(signature, key)).collect(),
        Some(value) => source.as_text(value).into_iter().collect(),
        None => Vec::new(),
    };
    if let Some(rich) = source.get(field, b"RV")
        && let Some(rich) = rich_text(source, rich, sink)?
        && !values
            .iter()
            .any(|value| value.split_whitespace().eq(rich.split_whitespace()))
    {
        values.push(rich);
    }
    choices.add(source, field, &mut values, sink);
    let said = [source.text(field, b"DV"), source.text(field, b"TU")];
    for text in said.into_iter().flatten().chain(captions(source, field)) {
        if !values.contains(&text) {
            values.push(text);
        }
    }
    Ok(values)
}

/// What a button says, and what while the pointer is on it or presses it. The captions of boxes are signs of one letter.
pub(super) fn captions<'d>(source: &Source<'d>, field: &'d Dictionary) -> Vec<String> {
    let look = source.dict(field, b"MK");
    let texts = [&b"CA"[..], b"RC", b"AC"].map(|key| source.text(look?, key));
    texts.into_iter().flatten().filter(|text| text.len() > 1).collect()
}

/// The choices that fields offer.
#[derive(Default)]
struct Choices {
    n: usize,
    /// Lists that were told: every row of a form may offer the same.
    told: HashSet<Vec<String>>,
}

impl Choices {
    /// Adds what a field offers to its values: first what it shows for those that were chosen, then the others.
    fn add<'d>(&mut self, source: &Source<'d>, field: &'d Dictionary, values: &mut Vec<String>, sink: &mut Sink<'_>) {
        let options = source.array(field, b"Opt");
        self.n += options.len();
        if self.n > MAX_NODES {
            too_many(sink);
            return;
        }
        let by_number = source.name(field, b"V").is_some();
        values.extend(chosen(source, options, by_number, values));
        let offered = offered(source, options);
        if !self.told.contains(&offered) {
            let mut known: HashSet<&str> = values.iter().map(String::as_str).collect();
            let others = offered
                .iter()
                .filter(|text| known.insert(text))
                .cloned()
                .collect::<Vec<_>>();
            values.extend(others);
            self.told.insert(offered);
        }
    }
}

/// The texts of all choices: pairs of a value and its text, or texts.
fn offered<'d>(source: &Source<'d>, options: &'d [Object]) -> Vec<String> {
    let texts = |option: &'d Object| match source.resolve(option) {
        Some(Object::Array(pair)) => pair.iter().take(2).filter_map(|text| source.as_text(text)).collect(),
        Some(text) => source.as_text(text).into_iter().collect(),
        None => Vec::new(),
    };
    options.iter().flat_map(texts).collect()
}

/// What a form shows for the values that were chosen: pairs of a value and its text, or texts
/// by their number as buttons have it.
fn chosen<'d>(source: &Source<'d>, options: &'d [Object], by_number: bool, values: &[String]) -> Vec<String> {
    let values: HashSet<&str> = values.iter().map(String::as_str).collect();
    let shown = |(at, option): (usize, &'d Object)| match source.resolve(option)? {
        Object::Array(pair) => {
            let value = source.as_text(pair.first()?)?;
            source
                .as_text(pair.get(1)?)
                .filter(|text| values.contains(&*value) && *text != value)
        }
        text => source
            .as_text(text)
            .filter(|_| by_number && values.contains(&*at.to_string())),
    };
    options.iter().enumerate().filter_map(shown).collect()
}
