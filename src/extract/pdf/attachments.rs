//! The files that a document carries.

use std::collections::HashSet;

use lopdf::{Dictionary, Object};

use super::source::{Source, identity};
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Nodes of the tree of their names. What stands behind them is found all the same, only in another order.
const MAX_NODES: usize = 200_000;
/// Documents that the file was made from.
const MOST_ORIGINALS: usize = 64;

/// Adds each of them once, with what is said of it.
pub(super) fn read(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for specification in specifications(source) {
        let Some(files) = source.dict(specification, b"EF") else {
            continue;
        };
        let Some(stream) = source.stream(files, b"UF").or(source.stream(files, b"F")) else {
            continue;
        };
        if !seen.insert(identity(&stream.dict)) {
            continue;
        }
        let name = source.text(specification, b"UF").or(source.text(specification, b"F"));
        let name = name.unwrap_or_else(|| "attachment".to_owned());
        if let Some(description) = source.text(specification, b"Desc") {
            let (part, label) = (sink.intern("properties"), sink.intern(&name));
            sink.piece(Unit::Field { part }, label, &description);
        }
        tell_columns(source, specification, &name, sink);
        let bytes = source.content(stream, sink)?;
        sink.member(&name, &mut bytes.as_slice())?;
    }
    originals(source, sink)
}

/// What stands in the columns of a portfolio that are its own: a text, or one with what is shown before it.
fn tell_columns<'d>(source: &Source<'d>, specification: &'d Dictionary, name: &str, sink: &mut Sink<'_>) {
    let columns = source.dict(specification, b"CI").into_iter().flat_map(Dictionary::iter);
    for (_, value) in columns {
        let beside = || source.text(source.as_dict(value)?, b"D");
        if let Some(text) = source.as_text(value).or_else(beside) {
            let (part, label) = (sink.intern("properties"), sink.intern(name));
            sink.piece(Unit::Field { part }, label, &text);
        }
    }
}

/// LibreOffice's hybrid files carry the document they were made from: its type, its stream.
fn originals(source: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let pairs = source.array(&source.document.trailer, b"AdditionalStreams");
    if pairs.len() / 2 > MOST_ORIGINALS {
        sink.gap(Reason::LimitEntries, format!("more than {MOST_ORIGINALS} members"));
    }
    for pair in pairs.chunks_exact(2).take(MOST_ORIGINALS) {
        if let Some(Object::Stream(stream)) = source.resolve(&pair[1]) {
            let bytes = source.content(stream, sink)?;
            sink.member("original", &mut bytes.as_slice())?;
        }
    }
    Ok(())
}

/// The file specifications that carry a file: of the name tree, and whichever objects are one.
fn specifications<'d>(source: &Source<'d>) -> Vec<&'d Dictionary> {
    let names = source.catalog().and_then(|catalog| source.dict(catalog, b"Names"));
    let root = names.and_then(|names| source.dict(names, b"EmbeddedFiles"));
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut n_entries = 0;
    let mut open: Vec<&Dictionary> = root.into_iter().collect();
    while let Some(node) = open.pop() {
        if !seen.insert(identity(node)) || seen.len() > MAX_NODES {
            continue;
        }
        found.extend(
            source
                .array(node, b"Names")
                .iter()
                .filter_map(|entry| source.as_dict(entry)),
        );
        n_entries += source.array(node, b"Names").len() + source.array(node, b"Kids").len();
        if n_entries > MAX_NODES {
            break;
        }
        open.extend(
            source
                .array(node, b"Kids")
                .iter()
                .rev()
                .filter_map(|kid| source.as_dict(kid)),
        );
    }
    found.extend(elsewhere(source));
    found
}

/// The dictionaries that carry a file, whichever objects they stand in: notes, media, lists of associated files.
fn elsewhere<'d>(source: &Source<'d>) -> Vec<&'d Dictionary> {
    let mut found = Vec::new();
    source.each_dictionary(|dict| found.extend(Some(dict).filter(|dict| dict.has(b"EF"))));
    found
}
