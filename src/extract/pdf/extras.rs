//! What a document says outside of its pages' content: form fields, notes and links, outline, properties.

use std::collections::HashSet;

use lopdf::{Dictionary, Object};

use super::content::Walker;
use super::show::Page;
use super::source::{Source, identity};
use super::xml;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Fields, outline items and nodes of name trees in one document.
const MAX_NODES: usize = 200_000;
const MAX_DEPTH: usize = 64;
/// Pages can share annotations: their budget is the walker's.
const ANNOTATION_COST: u64 = 80;
/// Characters of a field's full name, which its fields inside repeat.
const MAX_NAME: usize = 200;
/// What a signature says of who signed.
const SIGNATURE: &[&[u8]] = &[b"Name", b"Reason", b"Location", b"ContactInfo"];
/// Properties that name programs and times, not people.
const TECHNICAL: &[&str] = &[
    "Producer",
    "Creator",
    "CreationDate",
    "ModDate",
    "Trapped",
    "PTEX.Fullbanner",
];

/// Notes, links and stamps of a page.
pub(super) fn annotations<'d>(
    source: &Source<'d>,
    page: &'d Dictionary,
    walker: &mut Walker<'_, 'd>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    for annotation in source.array(page, b"Annots").iter().take(MAX_NODES) {
        walker.spend(ANNOTATION_COST, sink)?;
        let Some(annotation) = source.as_dict(annotation) else {
            continue;
        };
        let mut texts = Vec::new();
        let rich = source
            .get(annotation, b"RC")
            .and_then(|rich| rich_text(source, rich, sink).transpose())
            .transpose()?;
        texts.extend(source.text(annotation, b"Contents"));
        texts.extend(rich.filter(|rich| !texts.contains(rich)));
        let has_text = !texts.is_empty();
        texts.extend(
            source
                .text(annotation, b"T")
                .filter(|_| source.name(annotation, b"Subtype") != Some(b"Widget")),
        );
        texts.extend(source.text(annotation, b"Subj"));
        texts.extend(source.text(annotation, b"OverlayText"));
        texts.extend(
            source
                .dict(annotation, b"A")
                .and_then(|action| source.text(action, b"URI")),
        );
        for text in texts {
            sink.push(&text)?;
            sink.push_raw("\n");
        }
        if !has_text {
            appearance(source, annotation, walker, sink)?;
        }
    }
    Ok(())
}

/// The value of the field it shows, which is read with the form.
fn field_value<'d>(source: &Source<'d>, annotation: &'d Dictionary) -> Option<String> {
    let own = source.text(annotation, b"V");
    own.or_else(|| source.text(source.dict(annotation, b"Parent")?, b"V"))
}

/// The text an annotation shows: a stamp, or a field whose value is only drawn.
fn appearance<'d>(
    source: &Source<'d>,
    annotation: &'d Dictionary,
    walker: &mut Walker<'_, 'd>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let Some(appearances) = source.dict(annotation, b"AP") else {
        return Ok(());
    };
    let normal = match source.get(appearances, b"N") {
        Some(Object::Dictionary(states)) => source
            .name(annotation, b"AS")
            .and_then(|state| source.stream(states, state)),
        Some(Object::Stream(stream)) => Some(stream),
        _ => None,
    };
    if let Some(stream) = normal {
        let content = source.decode(stream, sink)?;
        let mut shown = Page::default();
        let result = walker.page(&content, source.dict(&stream.dict, b"Resources"), &mut shown, sink);
        shown.hand_on_but(&field_value(source, annotation).unwrap_or_default(), sink)?;
        result?;
    }
    Ok(())
}

/// Text or a stream of XHTML, without its tags.
fn rich_text<'d>(source: &Source<'d>, object: &'d Object, sink: &mut Sink<'_>) -> Result<Option<String>, Error> {
    let xml = match object {
        Object::Stream(stream) => source.decode(stream, sink)?,
        object => source.as_text(object).unwrap_or_default().into_bytes(),
    };
    Ok(Some(xml::plain_text(&xml)).filter(|text| !text.is_empty()))
}

/// A node of a tree still to be looked at.
struct Node<'d> {
    dict: &'d Dictionary,
    name: String,
    depth: usize,
}

/// Values of the form, labelled with the full names of their fields.
pub(super) fn fields(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let Some(form) = source.catalog().and_then(|catalog| source.dict(catalog, b"AcroForm")) else {
        return Ok(());
    };
    let part = sink.intern("form");
    for (name, value) in xfa(source, form, sink)? {
        let label = sink.intern(&name);
        sink.piece(Unit::Field { part }, label, &value)?;
    }
    let mut seen = HashSet::new();
    let (mut n_kids, mut n_options) = (0, 0);
    let mut open: Vec<Node<'_>> = nodes(source, source.array(form, b"Fields"), "", 0);
    while let Some(Node { dict, name, depth }) = open.pop() {
        if !seen.insert(identity(dict)) || depth > MAX_DEPTH || seen.len() > MAX_NODES {
            continue;
        }
        let name = match source.text(dict, b"T") {
            Some(own) if name.is_empty() => own,
            Some(own) => format!("{name}.{own}"),
            None => name,
        };
        let name: String = name.chars().take(MAX_NAME).collect();
        for value in values(source, dict, &mut n_options, sink)? {
            let label = sink.intern(&name);
            sink.piece(Unit::Field { part }, label, &value)?;
        }
        let kids = source.array(dict, b"Kids");
        n_kids += kids.len();
        if n_kids > MAX_NODES {
            sink.gap(Reason::LimitEntries, format!("more than {MAX_NODES} form fields"));
            break;
        }
        open.extend(nodes(source, kids, &name, depth + 1));
    }
    Ok(())
}

/// The values of an XML form, which pages may not show at all.
fn xfa<'d>(source: &Source<'d>, form: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Vec<(String, String)>, Error> {
    let packets = source.array(form, b"XFA").chunks_exact(2);
    let mut values = Vec::new();
    for packet in packets.filter(|packet| source.as_text(&packet[0]).as_deref() == Some("datasets")) {
        if let Some(Object::Stream(stream)) = source.resolve(&packet[1]) {
            values.extend(xml::values(&source.decode(stream, sink)?));
        }
    }
    // Or everything in one document, templates included.
    if let Some(stream) = source.stream(form, b"XFA") {
        values.extend(xml::values(&source.decode(stream, sink)?));
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
    kids.iter().rev().take(MAX_NODES).filter_map(node).collect()
}

/// What a field holds, and what it says of itself.
fn values<'d>(
    source: &Source<'d>,
    field: &'d Dictionary,
    n_options: &mut usize,
    sink: &mut Sink<'_>,
) -> Result<Vec<String>, Error> {
    let mut values: Vec<String> = match source.get(field, b"V") {
        Some(Object::Array(values)) => values.iter().filter_map(|value| source.as_text(value)).collect(),
        Some(Object::Name(name)) if name != b"Off" => vec![super::encoding::text_string(name)],
        Some(Object::Stream(stream)) => {
            let bytes = source.decode(stream, sink)?;
            vec![super::encoding::text_string(&bytes)]
        }
        Some(Object::Dictionary(signature)) => SIGNATURE.iter().filter_map(|key| source.text(signature, key)).collect(),
        Some(value) => source.as_text(value).into_iter().collect(),
        None => match source.get(field, b"RV") {
            Some(rich) => rich_text(source, rich, sink)?.into_iter().collect(),
            None => Vec::new(),
        },
    };
    let options = source.array(field, b"Opt");
    *n_options += options.len();
    if *n_options <= MAX_NODES {
        let by_number = source.name(field, b"V").is_some();
        values.extend(chosen(source, options, by_number, &values));
    }
    // The captions of boxes are signs of one letter.
    let caption = source.dict(field, b"MK").and_then(|look| source.text(look, b"CA"));
    let said = [
        source.text(field, b"DV"),
        source.text(field, b"TU"),
        caption.filter(|caption| caption.len() > 1),
    ];
    for text in said.into_iter().flatten() {
        if !values.contains(&text) {
            values.push(text);
        }
    }
    Ok(values)
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

/// Texts that stand for what can only be seen, such as pictures, each once.
pub(super) fn alternatives(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("alternative text");
    let mut told = HashSet::new();
    let objects = source.document.objects.values();
    for element in objects
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has(b"S"))
    {
        if let Some(text) = source.text(element, b"Alt").filter(|text| told.insert(text.clone())) {
            sink.piece(Unit::Field { part }, 0, &text)?;
        }
    }
    Ok(())
}

pub(super) fn outline(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let Some(root) = source.catalog().and_then(|catalog| source.dict(catalog, b"Outlines")) else {
        return Ok(());
    };
    let part = sink.intern("outline");
    let mut seen = HashSet::new();
    let mut open: Vec<&Dictionary> = source.dict(root, b"First").into_iter().collect();
    while let Some(item) = open.pop() {
        if !seen.insert(identity(item)) || seen.len() > MAX_NODES {
            continue;
        }
        if let Some(title) = source.text(item, b"Title") {
            sink.piece(Unit::Field { part }, 0, &title)?;
        }
        open.extend(source.dict(item, b"Next"));
        open.extend(source.dict(item, b"First"));
    }
    Ok(())
}

/// The information dictionary and the XMP packet, each value once.
pub(super) fn properties(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("properties");
    let mut told: Vec<(String, String)> = Vec::new();
    if let Some(info) = source.dict(&source.document.trailer, b"Info") {
        for (key, value) in info.iter() {
            let key = String::from_utf8_lossy(key).into_owned();
            if matches!(&*key, "CreationDate" | "ModDate") {
                sink.dated(source.as_text(value).and_then(|date| day(&date)));
            }
            let telling = !TECHNICAL.contains(&key.as_str());
            told.extend(source.as_text(value).filter(|_| telling).map(|value| (key, value)));
        }
    }
    let packet = source.catalog().and_then(|catalog| source.stream(catalog, b"Metadata"));
    if let Some(stream) = packet {
        let xml = source.decode(stream, sink)?;
        xml::dates(&xml).into_iter().for_each(|day| sink.dated(Some(day)));
        for (name, value) in xml::properties(&xml) {
            if !told.iter().any(|(_, known)| *known == value) {
                told.push((name, value));
            }
        }
    }
    for (name, value) in told {
        let label = sink.intern(&name);
        sink.piece(Unit::Field { part }, label, &value)?;
    }
    Ok(())
}

/// "D:20190302101112+01'00'" (ISO 32000-1, 7.9.4); month and day may be left out.
fn day(date: &str) -> Option<jiff::civil::Date> {
    let digits = date.trim().trim_start_matches("D:");
    let part = |from: usize, usual| digits.get(from..from + 2).map_or(Some(usual), |part| part.parse().ok());
    jiff::civil::Date::new(digits.get(..4)?.parse().ok()?, part(4, 1)?, part(6, 1)?).ok()
}
