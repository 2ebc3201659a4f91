//! What a document names beside its pages: the files that its links lead to, its layers, its scripts,
//! what stands before the numbers of its pages, the columns of a portfolio.

use std::collections::HashSet;

use lopdf::{Dictionary, Object};

use super::encoding::text_string;
use super::source::{Source, identity};
use crate::extract::{Error, Sink};
use crate::text::Unit;

/// Functions of the viewer, which fields call to format numbers and days.
const OF_VIEWER: &str = "AF";

/// Tells each of them once, wherever it stands.
pub(super) fn read(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut found = Vec::new();
    // What links and outlines lead to is told with them; not what follows on that, nor what else an action may open.
    let mut told = HashSet::new();
    source.each_dictionary(|dict| {
        let action = source.dict(dict, b"A");
        told.extend(action.and_then(|action| source.text(action, b"URI")));
        // Of such trees that of the labels of pages alone holds texts.
        let labels = source.array(dict, b"Nums").iter();
        found.extend(labels.filter_map(|label| Some(("page label", source.as_dict(label)?))));
        let columns = source.dict(dict, b"Schema").into_iter().flat_map(Dictionary::iter);
        found.extend(columns.filter_map(|(_, column)| Some(("properties", source.as_dict(column)?))));
        let part = match (source.name(dict, b"S"), source.name(dict, b"Type")) {
            (Some(b"JavaScript"), _) => "script of the document",
            (Some(b"GoToR" | b"GoToE" | b"Launch" | b"SubmitForm" | b"ImportData" | b"URI"), _) => "links",
            (_, Some(b"OCG")) => "layer",
            _ => return,
        };
        found.push((part, dict));
    });
    for (name, text) in of_catalog(source) {
        if told.insert(text.clone()) {
            let part = sink.intern(name);
            sink.piece(Unit::Field { part }, 0, &text);
        }
    }
    let mut streams = HashSet::new();
    for (name, dict) in found {
        let text = match name {
            "links" => file(source, dict),
            "layer" => source.text(dict, b"Name"),
            "page label" => source.text(dict, b"P"),
            "properties" => source.text(dict, b"N"),
            _ => script(source, dict, &mut streams, sink)?,
        };
        if let Some(text) = text.filter(|text| told.insert(text.clone())) {
            let part = sink.intern(name);
            sink.piece(Unit::Field { part }, 0, &text);
        }
    }
    Ok(())
}

/// Where links begin that say only their end, and what is said of articles, which are read over several pages.
fn of_catalog(source: &Source<'_>) -> Vec<(&'static str, String)> {
    let Some(catalog) = source.catalog() else {
        return Vec::new();
    };
    let base = source.dict(catalog, b"URI").and_then(|uri| source.text(uri, b"Base"));
    let mut found: Vec<(&str, String)> = base.map(|base| ("links", base)).into_iter().collect();
    for thread in source.array(catalog, b"Threads") {
        let about = source.as_dict(thread).and_then(|thread| source.dict(thread, b"I"));
        let texts = [&b"Title"[..], b"Author", b"Subject", b"Keywords"].map(|key| source.text(about?, key));
        found.extend(texts.into_iter().flatten().map(|text| ("properties", text)));
    }
    found
}

/// The file or address that an action opens or sends to: text, or a dictionary of names.
fn file<'d>(source: &Source<'d>, action: &'d Dictionary) -> Option<String> {
    let action = source.dict(action, b"Win").unwrap_or(action);
    let named = source.text(action, b"F").or_else(|| source.text(action, b"URI"));
    named.or_else(|| {
        let names = source.dict(action, b"F")?;
        source.text(names, b"UF").or_else(|| source.text(names, b"F"))
    })
}

fn script<'d>(
    source: &Source<'d>,
    action: &'d Dictionary,
    seen: &mut HashSet<usize>,
    sink: &mut Sink<'_>,
) -> Result<Option<String>, Error> {
    let text = match source.get(action, b"JS") {
        Some(Object::Stream(stream)) if seen.insert(identity(&stream.dict)) => {
            text_string(&source.content(stream, sink)?)
        }
        Some(text) => source.as_text(text).unwrap_or_default(),
        None => return Ok(None),
    };
    let is_own = !text.trim().is_empty() && !text.trim_start().starts_with(OF_VIEWER);
    Ok(is_own.then_some(text))
}
