//! Presentations (pptx and kin): slides in their order, hidden ones too, with notes, comments, tables, charts,
//! diagrams.

use std::collections::HashSet;

use super::office::package::Package;
use super::office::paragraphs::{Paragraphs, Place};
use super::office::properties;
use super::office::relations::{MISSING, any_unknown, by_id};
use super::office::xml::{Node, Xml};
use super::{Error, Extract, Format, Input, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "pptx",
    extensions: &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
    recognise: |head| super::office::package::holds(head, "ppt/"),
    extract: Extract::Seek(extract),
};

/// What slides take from their masters and layouts.
const MASTER: &str = "master";

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let main = package.main("ppt/presentation.xml", sink)?;
    let slides = slides(&mut package, &main, sink)?;
    let mut seen = HashSet::new();
    let mut paragraphs = Paragraphs::new(Place::Slide { slide: 0, part: 0 });
    for (slide, name) in (1..).zip(&slides) {
        read_slide(&mut package, slide, name, &mut paragraphs, &mut seen, sink)?;
    }
    package.pictures(sink)?;
    for name in package.names().iter() {
        let Some(part) = part(name).filter(|_| !seen.contains(&name.to_ascii_lowercase())) else {
            continue;
        };
        let is_master = part == MASTER;
        let part = sink.intern(part);
        paragraphs.at(Place::Part(part));
        package.walk(name, sink, |xml, sink| match is_master {
            true => paragraphs.walk_master(xml, sink),
            false => paragraphs.walk(xml, sink),
        })?;
    }
    properties::package(&mut package, sink)?;
    package.members(sink)
}

/// A slide, and what belongs to it.
fn read_slide(
    package: &mut Package<'_>,
    slide: u32,
    name: &str,
    paragraphs: &mut Paragraphs,
    seen: &mut HashSet<String>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    if !seen.insert(name.to_ascii_lowercase()) {
        return Ok(());
    }
    paragraphs.at(Place::Slide { slide, part: 0 });
    package.walk(name, sink, |xml, sink| paragraphs.walk(xml, sink))?;
    for relation in package.relations(name, sink)? {
        let part = match &*relation.kind {
            "notesSlide" => "notes",
            "comments" => "comments",
            "chart" | "chartEx" => "chart",
            "diagramData" => "diagram",
            _ => continue,
        };
        if relation.external || !seen.insert(relation.target.to_ascii_lowercase()) {
            continue;
        }
        let part = sink.intern(part);
        paragraphs.at(Place::Slide { slide, part });
        package.walk(&relation.target, sink, |xml, sink| paragraphs.walk(xml, sink))?;
    }
    Ok(())
}

/// The slides' parts in the order of the presentation; slides it does not list come last.
fn slides(package: &mut Package<'_>, main: &str, sink: &mut Sink<'_>) -> Result<Vec<String>, Error> {
    let relations = package.relations(main, sink)?;
    let mut ids = Vec::new();
    package.walk(main, sink, |xml, sink| slide_ids(xml, &mut ids, sink))?;
    let relations = by_id(&relations);
    if any_unknown(ids.iter(), &relations) {
        sink.gap(Reason::Damaged, MISSING);
    }
    let listed = ids.iter().filter_map(|id: &String| relations.get(&**id));
    let mut slides: Vec<String> = listed.map(|relation| relation.target.clone()).collect();
    let known: HashSet<String> = slides.iter().map(|slide| slide.to_ascii_lowercase()).collect();
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        if !known.contains(&lower) && lower.starts_with("ppt/slides/slide") && lower.ends_with(".xml") {
            slides.push(name.clone());
        }
    }
    Ok(slides)
}

fn slide_ids(xml: &mut Xml<'_>, ids: &mut Vec<String>, sink: &mut Sink<'_>) -> Result<(), Error> {
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if tag.name() == "sldId" => ids.extend(tag.relation_id().map(String::from)),
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What a part that belongs to no slide is called; none for looks.
fn part(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let (folder, file) = name.strip_prefix("ppt/")?.split_once('/').unwrap_or(("", &name));
    match folder {
        "slidemasters" | "slidelayouts" | "notesmasters" | "handoutmasters" if file.ends_with(".xml") => Some(MASTER),
        "notesslides" if file.starts_with("notesslide") => Some("notes"),
        "comments" => Some("comments"),
        "charts" if file.starts_with("chart") => Some("chart"),
        "diagrams" if file.starts_with("data") => Some("diagram"),
        "" if file.ends_with("commentauthors.xml") || file.ends_with("authors.xml") => Some("authors"),
        _ => None,
    }
}
