//! What a document says about itself: docProps, meta.xml, custom properties, custom XML, and addresses it points to.

use super::package::Package;
use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};
use crate::text::Unit;

/// The parts of OOXML that hold no text of the document's own layout: properties, custom XML, external addresses.
pub(in crate::extract) fn package(package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        if lower == "docprops/app.xml" {
            package.walk(&name, sink, |xml, sink| fields(xml, "properties", Some(&APP), sink))?;
        } else if lower.starts_with("docprops/") && lower.ends_with(".xml") {
            package.walk(&name, sink, |xml, sink| leaves(xml, "properties", sink))?;
        } else if lower.starts_with("customxml/") && lower.contains("/item") && lower.ends_with(".xml") {
            if !lower.contains("itemprops") {
                package.walk(&name, sink, |xml, sink| leaves(xml, "custom XML", sink))?;
            }
        } else if lower.ends_with(".rels") {
            package.walk(&name, sink, addresses)?;
        }
    }
    Ok(())
}

/// Of the program's own properties (docProps/app.xml) the rest are counts and settings.
const APP: [&str; 5] = ["Manager", "Company", "HyperlinkBase", "Template", "lpstr"];

/// Of what Office 2003 writes of an XML document.
const OFFICE_2003: [&str; 12] = [
    "Title",
    "Subject",
    "Author",
    "Keywords",
    "Description",
    "LastAuthor",
    "Manager",
    "Company",
    "Category",
    "HyperlinkBase",
    "Created",
    "LastSaved",
];

/// When a document was made and last saved, as OOXML, OpenDocument and Office 2003 name it.
const DATES: [&str; 6] = ["created", "modified", "creation-date", "date", "Created", "LastSaved"];

/// One field per element that holds text: its label is the property's name, or the element's.
pub(in crate::extract) fn leaves(xml: &mut Xml<'_>, part: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    fields(xml, part, None, sink)
}

/// The properties within the element that was just started, as Office 2003 writes its own.
pub(in crate::extract) fn office_2003(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    fields(xml, "properties", Some(&OFFICE_2003), sink)
}

/// Up to the end of the element that was just started, or of the part.
fn fields(xml: &mut Xml<'_>, part: &str, only: Option<&[&str]>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern(part);
    let mut label = String::new();
    let mut property = String::new();
    let mut text = String::new();
    let around = xml.depth();
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => {
                label.clear();
                label.push_str(tag.name());
                // <property name="…"><vt:lpwstr>…, <meta:user-defined meta:name="…">…
                if matches!(tag.name(), "property" | "user-defined") {
                    property = tag.attribute("name").unwrap_or_default().into_owned();
                }
                text.clear();
            }
            Node::Text(more) => text.push_str(&more),
            Node::End(name) => {
                let ends_property = matches!(name, "property" | "user-defined");
                if DATES.contains(&&*label) {
                    sink.dated(text.trim().get(..10).and_then(|day| day.parse().ok()));
                }
                if !text.trim().is_empty() && only.is_none_or(|only| only.contains(&&*label)) {
                    let label = sink.intern(if property.is_empty() { &label } else { &property });
                    sink.piece(Unit::Field { part }, label, text.trim())?;
                }
                if ends_property {
                    property.clear();
                }
                text.clear();
                if xml.depth() < around {
                    return Ok(());
                }
            }
            Node::Eof => return Ok(()),
        }
    }
}

/// Addresses outside the package: links, linked pictures, templates.
fn addresses(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => address(&tag, sink)?,
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The address of a relationship that leads outside the package.
pub(in crate::extract) fn address(tag: &Tag<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let target = tag.attribute("Target");
    match target.filter(|_| tag.attribute("TargetMode").as_deref() == Some("External")) {
        Some(target) => {
            let part = sink.intern("links");
            sink.piece(Unit::Field { part }, 0, &target)
        }
        None => Ok(()),
    }
}
