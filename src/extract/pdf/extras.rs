//! What a document says outside of its pages' content: notes and links, outline, properties.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, Stream};

use super::content::Walker;
use super::form;
use super::show::Page;
use super::source::{Source, identity};
use super::xml::Texts;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Notes of a page, and outline items.
const MAX_NODES: usize = 200_000;
/// Pages can share annotations: their budget is the walker's.
const ANNOTATION_COST: u64 = 80;
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
    page_shown: &mut Page,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let annotations = source.array(page, b"Annots");
    if annotations.len() > MAX_NODES {
        too_many(sink);
    }
    for annotation in annotations.iter().take(MAX_NODES) {
        walker.spend(ANNOTATION_COST, sink)?;
        let Some(annotation) = source.as_dict(annotation) else {
            continue;
        };
        let (mut texts, has_text) = texts(source, annotation, sink)?;
        for text in &texts {
            sink.push(text);
            sink.push_raw("\n");
        }
        // A stamp may be a scan, whatever its note says.
        if !has_text || source.name(annotation, b"Subtype") == Some(b"Stamp") {
            texts.extend(field_value(source, annotation));
            let mut shown = Page::default();
            let result = match appearance(source, annotation) {
                Some(stream) => draw(source, stream, walker, &mut shown, sink),
                None => Ok(()),
            };
            // Its text is added but for lines that are known.
            shown.hand_on_but(&texts.concat(), sink);
            result?;
            page_shown.take_pictures(&shown);
        }
    }
    Ok(())
}

/// The texts of a page's notes and links, and what those show that have no text of their own.
pub(super) fn notes<'d>(
    source: &Source<'d>,
    page: &'d Dictionary,
    walker: &mut Walker<'_, 'd>,
    sink: &mut Sink<'_>,
) -> Result<(Vec<String>, Vec<&'d Stream>), Error> {
    let (mut told, mut drawn) = (Vec::new(), Vec::new());
    for annotation in source.array(page, b"Annots").iter().take(MAX_NODES) {
        walker.spend(ANNOTATION_COST, sink)?;
        let Some(annotation) = source.as_dict(annotation) else {
            continue;
        };
        let (texts, has_text) = texts(source, annotation, sink)?;
        told.extend(texts);
        // Values of fields are told with the form.
        if !has_text && field_value(source, annotation).is_none() {
            drawn.extend(appearance(source, annotation));
        }
    }
    Ok((told, drawn))
}

fn too_many(sink: &mut Sink<'_>) {
    sink.gap(Reason::LimitEntries, format!("more than {MAX_NODES} entries"));
}

/// What a note says, and what it says of itself and where it leads; whether it says anything.
fn texts<'d>(
    source: &Source<'d>,
    annotation: &'d Dictionary,
    sink: &mut Sink<'_>,
) -> Result<(Vec<String>, bool), Error> {
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
    if is_button(source, annotation) {
        texts.extend(form::captions(source, annotation));
    }
    texts.extend(source.text(annotation, b"Subj"));
    texts.extend(source.text(annotation, b"OverlayText"));
    texts.extend(
        source
            .dict(annotation, b"A")
            .and_then(|action| source.text(action, b"URI")),
    );
    Ok((texts, has_text))
}

/// Whether it shows a field though the document has no form, with which its texts would be read.
fn is_button<'d>(source: &Source<'d>, annotation: &'d Dictionary) -> bool {
    let has_form = source.catalog().is_some_and(|catalog| catalog.has(b"AcroForm"));
    !has_form && source.name(annotation, b"Subtype") == Some(b"Widget")
}

/// The value of the field it shows, which is read with the form.
fn field_value<'d>(source: &Source<'d>, annotation: &'d Dictionary) -> Option<String> {
    let own = source.text(annotation, b"V");
    own.or_else(|| source.text(source.dict(annotation, b"Parent")?, b"V"))
}

/// What an annotation shows: a stamp, or a field whose value is only drawn.
fn appearance<'d>(source: &Source<'d>, annotation: &'d Dictionary) -> Option<&'d Stream> {
    let appearances = source.dict(annotation, b"AP")?;
    match source.get(appearances, b"N")? {
        Object::Dictionary(states) => source.stream(states, source.name(annotation, b"AS")?),
        Object::Stream(stream) => Some(stream),
        _ => None,
    }
}

pub(super) fn draw<'d>(
    source: &Source<'d>,
    stream: &'d Stream,
    walker: &mut Walker<'_, 'd>,
    shown: &mut Page,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let content = source.content(stream, sink)?;
    walker.page(&content, source.dict(&stream.dict, b"Resources"), shown, sink)
}

/// Text or a stream of XHTML, without its tags.
pub(super) fn rich_text<'d>(
    source: &Source<'d>,
    object: &'d Object,
    sink: &mut Sink<'_>,
) -> Result<Option<String>, Error> {
    let xml = match object {
        Object::Stream(stream) => source.content(stream, sink)?,
        object => source.as_text(object).unwrap_or_default().into_bytes(),
    };
    Ok(Some(Texts::read_rich(&xml, sink).plain()).filter(|text| !text.is_empty()))
}

/// Texts that stand for what can only be seen, such as pictures, each once.
pub(super) fn alternatives<'t>(source: &Source<'_>, of_pages: impl Iterator<Item = &'t str>, sink: &mut Sink<'_>) {
    let part = sink.intern("alternative text");
    let mut told = HashSet::new();
    let objects = source.document.objects.values();
    for element in objects
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has(b"S"))
    {
        // Actions have a text `T` too: the name of a field.
        let is_element = element.has(b"P") || element.has_type(b"StructElem");
        let title = source.text(element, b"T").filter(|_| is_element);
        let expansion = source.text(element, b"E").filter(|_| is_element);
        let alternative = source.text(element, b"Alt").into_iter();
        for text in alternative.chain(title).chain(expansion) {
            if told.insert(text.clone()) {
                sink.piece(Unit::Field { part }, 0, &text);
            }
        }
    }
    for text in of_pages.filter(|text| !told.contains(*text)) {
        sink.piece(Unit::Field { part }, 0, text);
    }
}

pub(super) fn outline(source: &Source<'_>, sink: &mut Sink<'_>) {
    let part = sink.intern("outline");
    for text in outline_texts(source, sink) {
        sink.piece(Unit::Field { part }, 0, &text);
    }
}

/// What the catalog leads to; where it leads to none, what a program left behind that took the outline out, or what a
/// spoilt key leaves.
fn outline_root<'d>(source: &Source<'d>) -> Option<&'d Dictionary> {
    let catalog = source.catalog()?;
    if catalog.has(b"Outlines") || !source.is_one_save {
        return source.dict(catalog, b"Outlines");
    }
    let mut objects = source
        .document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    objects.find(|dict| dict.has_type(b"Outlines") && dict.has(b"First"))
}

/// Titles and addresses.
pub(super) fn outline_texts(source: &Source<'_>, sink: &mut Sink<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    let root = outline_root(source);
    let mut seen = HashSet::new();
    let mut open: Vec<&Dictionary> = root.and_then(|root| source.dict(root, b"First")).into_iter().collect();
    // What a chain that breaks off does not lead to, its other end may. An item before is one that was taken away.
    let last = root.and_then(|root| source.dict(root, b"Last"));
    let mut ends: Vec<(&Dictionary, bool)> = last.into_iter().map(|last| (last, true)).collect();
    loop {
        let Some(item) = open.pop() else {
            match ends.pop() {
                Some((end, _)) if seen.contains(&identity(end)) => continue,
                Some((end, is_last)) if end.has(b"Title") => {
                    if is_last {
                        source.spoilt();
                    }
                    open.push(end);
                    continue;
                }
                Some(_) => continue,
                None => break,
            }
        };
        if !seen.insert(identity(item)) {
            continue;
        }
        if seen.len() > MAX_NODES {
            too_many(sink);
            break;
        }
        texts.extend(source.text(item, b"Title"));
        let action = source.dict(item, b"A");
        texts.extend(action.and_then(|action| source.text(action, b"URI")));
        open.extend(source.dict(item, b"Next"));
        open.extend(source.dict(item, b"First"));
        ends.extend(source.dict(item, b"Last").map(|last| (last, true)));
        ends.extend(source.dict(item, b"Prev").map(|before| (before, false)));
    }
    texts
}

/// Of the information dictionary, what names no programs and times.
pub(super) fn information(source: &Source<'_>) -> Vec<(String, String)> {
    let info = source.dict(&source.document.trailer, b"Info").into_iter();
    info.flat_map(Dictionary::iter)
        .map(|(key, value)| (String::from_utf8_lossy(key).into_owned(), value))
        .filter(|(key, _)| !TECHNICAL.contains(&key.as_str()))
        .filter_map(|(key, value)| Some((key, source.as_text(value)?)))
        .collect()
}

/// The information dictionary and the XMP packet, each value once.
pub(super) fn properties(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("properties");
    let mut told = information(source);
    if let Some(info) = source.dict(&source.document.trailer, b"Info") {
        for date in [&b"CreationDate"[..], b"ModDate"] {
            sink.dated(source.text(info, date).and_then(|date| day(&date)));
        }
    }
    let packet = source.catalog().and_then(|catalog| source.stream(catalog, b"Metadata"));
    if let Some(stream) = packet {
        let texts = Texts::read(&source.content(stream, sink)?, sink);
        texts.dates().into_iter().for_each(|day| sink.dated(Some(day)));
        let mut known: HashSet<String> = told.iter().map(|(_, value)| value.clone()).collect();
        let properties = texts.properties().into_iter();
        told.extend(properties.filter(|(_, value)| known.insert(value.clone())));
    }
    for (name, value) in told {
        let label = sink.intern(&name);
        sink.piece(Unit::Field { part }, label, &value);
    }
    Ok(())
}

/// "D:20190302101112+01'00'" (ISO 32000-1, 7.9.4); month and day may be left out.
fn day(date: &str) -> Option<jiff::civil::Date> {
    let digits = date.trim().trim_start_matches("D:");
    let part = |from: usize, usual| digits.get(from..from + 2).map_or(Some(usual), |part| part.parse().ok());
    jiff::civil::Date::new(digits.get(..4)?.parse().ok()?, part(4, 1)?, part(6, 1)?).ok()
}
