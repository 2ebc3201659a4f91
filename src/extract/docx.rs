//! Word documents (docx and kin): body, headers, footers, notes, comments, text boxes, deletions, hidden text, charts.

use std::collections::BTreeSet;
use std::io::Read;

use memchr::memmem;

use super::office::package::Package;
use super::office::paragraphs::{Paragraphs, Place};
use super::office::properties;
use super::office::relations::Relation;
use super::office::told::{LISTS, is_said_of_items};
use super::{Error, Extract, Format, Input, Sink, entity};

pub(super) static FORMAT: Format = Format {
    name: "docx",
    extensions: &["docx", "docm", "dotx", "dotm"],
    recognise: |head| super::office::package::holds(head, "word/"),
    extract: Extract::Seek(extract),
};

/// Parts that only say how the document looks, in lower case.
const LOOKS: [&str; 9] = [
    "styles",
    "styleswitheffects",
    "fonttable",
    "websettings",
    "numbering",
    "commentsextended",
    "commentsextensible",
    "commentsids",
    "theme",
];

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let main = package.main("word/document.xml", sink)?;
    let body = sink.intern("body");
    let mut paragraphs = Paragraphs::new(Place::Part(body));
    package.walk(&main, sink, |xml, sink| paragraphs.walk(xml, sink))?;
    let relations = package.relations(&main, sink)?;
    for name in package.names().iter() {
        let part = part(name).or_else(|| tied(name, &relations).map(String::from));
        let Some(part) = part.filter(|_| !name.eq_ignore_ascii_case(&main)) else {
            continue;
        };
        let part = sink.intern(&part);
        paragraphs.at(Place::Part(part));
        package.walk(name, sink, |xml, sink| paragraphs.walk(xml, sink))?;
    }
    package.stream(NUMBERING, sink, numbering)?;
    package.pictures(sink)?;
    properties::package(&mut package, sink)?;
    package.members(sink)
}

const NUMBERING: &str = "word/numbering.xml";

/// What lists write around the numbers of their items (`w:lvlText`). Next to nothing else of the part is text, and it is
/// long: it is not walked.
fn numbering(bytes: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut held = Vec::new();
    bytes.take(sink.limits().inflated).read_to_end(&mut held)?;
    let mut told = BTreeSet::new();
    for at in memmem::find_iter(&held, b"lvlText ") {
        let tag = held[at..].split(|&byte| byte == b'>').next().unwrap_or_default();
        let value = memmem::find(tag, b"val=").and_then(|at| tag.get(at + 4..));
        let Some((&quote, value)) = value.and_then(<[u8]>::split_first) else {
            continue;
        };
        let value = value.split(|&byte| byte == quote).next().unwrap_or_default();
        let (text, _) = entity::decode(&String::from_utf8_lossy(value), true, |_| None);
        if is_said_of_items(&text) && told.insert(text.clone()) {
            sink.field(LISTS, "", &text);
        }
    }
    Ok(())
}

/// The same of a part in a folder of its own, by what ties it to the body.
fn tied(name: &str, relations: &[Relation]) -> Option<&'static str> {
    let of_part = |relation: &&Relation| !relation.external && relation.target.eq_ignore_ascii_case(name);
    Some(match &*relations.iter().find(of_part)?.kind {
        "header" => "header",
        "footer" => "footer",
        "footnotes" => "footnotes",
        "endnotes" => "endnotes",
        "comments" => "comments",
        "settings" => "settings",
        "glossaryDocument" => "glossary",
        "chart" => "chart",
        "diagramData" => "diagram",
        _ => return None,
    })
}

/// What a part is called in a place: `header`, `footnotes`; none for what holds no text.
fn part(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let (folder, file) = name.rsplit_once('/')?;
    let in_word = folder == "word" || folder.starts_with("word/");
    let stem = file.strip_suffix(".xml")?;
    let part = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let holds_text = match folder.strip_prefix("word/") {
        Some("theme" | "_rels") => false,
        Some("charts") => part == "chart" || part == "chartex",
        Some("diagrams") => part == "data",
        _ => !LOOKS.contains(&part),
    };
    let part = match (folder.ends_with("glossary"), part) {
        (true, "document") => "glossary",
        (_, "data") => "diagram",
        (_, "chartex") => "chartEx",
        (_, part) => part,
    };
    (in_word && holds_text).then(|| part.to_owned())
}
