//! What a document says about itself: docProps, meta.xml, custom properties, custom XML, and addresses it points to.

use std::io::Read as _;

use super::package::Package;
use super::told;
use super::xml::{Node, Tag, Xml};
use super::{controls, macros, mashup};
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};

/// The parts of OOXML that hold no text of the document's own layout: properties, custom XML, external addresses.
pub(in crate::extract) fn package(package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    told::parts(package, sink)?;
    controls::parts(package, sink)?;
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        if lower == "docprops/app.xml" {
            package.walk(name, sink, |xml, sink| fields(xml, What::only(&APP), sink))?;
        } else if lower.starts_with("docprops/") && lower.ends_with(".xml") {
            package.walk(name, sink, |xml, sink| leaves(xml, "properties", sink))?;
        } else if lower.starts_with("customxml/") && lower.contains("/item") && lower.ends_with(".xml") {
            if !lower.contains("itemprops") {
                package.walk(name, sink, |xml, sink| {
                    let what = What {
                        has_attributes: true,
                        ..What::leaves("custom XML")
                    };
                    fields(xml, what, sink)
                })?;
            }
        } else if lower.ends_with("/vbaproject.bin") {
            package.stream(name, sink, |bytes, sink| {
                let mut held = Vec::new();
                bytes.take(sink.limits().inflated).read_to_end(&mut held)?;
                macros::file(&held, sink)
            })?;
        } else if lower.ends_with(".rels") {
            package.walk(name, sink, addresses)?;
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
    fields(xml, What::leaves(part), sink)
}

/// The properties within the element that was just started, as Office 2003 writes its own.
pub(in crate::extract) fn office_2003(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    fields(xml, What::only(&OFFICE_2003), sink)
}

/// Which elements are fields, and of which part of the document.
struct What<'w> {
    part: &'w str,
    /// These alone; none for all.
    only: Option<&'w [&'w str]>,
    /// Attributes are fields too.
    has_attributes: bool,
}

impl<'w> What<'w> {
    fn leaves(part: &'w str) -> Self {
        Self {
            part,
            only: None,
            has_attributes: false,
        }
    }

    fn only(only: &'w [&'w str]) -> Self {
        Self {
            only: Some(only),
            ..Self::leaves("properties")
        }
    }
}

/// Up to the end of the element that was just started, or of the part.
fn fields(xml: &mut Xml<'_>, what: What<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern(what.part);
    let mut label = String::new();
    let mut property = String::new();
    let mut text = String::new();
    let around = xml.depth();
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => {
                // Keywords in one language may stand before those in another.
                if !text.trim().is_empty() && what.only.is_none() {
                    let label = sink.intern(&label);
                    sink.piece(Unit::Field { part }, label, text.trim());
                }
                label.clear();
                label.push_str(tag.name());
                // <property name="…"><vt:lpwstr>…, <meta:user-defined meta:name="…">…
                if matches!(tag.name(), "property" | "user-defined") {
                    property = tag.attribute("name").unwrap_or_default().into_owned();
                }
                text.clear();
                // <meta:template xlink:title="…">
                if label == "template" {
                    told::tag(&tag, told::OPEN_DOCUMENT, sink);
                }
                if what.has_attributes {
                    attributes(&tag, part, sink);
                }
            }
            Node::Text(more) => text.push_str(&more),
            Node::End(name) => {
                let ends_property = matches!(name, "property" | "user-defined");
                if DATES.contains(&&*label) {
                    sink.dated(text.trim().get(..10).and_then(|day| day.parse().ok()));
                }
                if label == mashup::ELEMENT && mashup::tell(&text, sink)? {
                    text.clear();
                }
                if !text.trim().is_empty() && what.only.is_none_or(|only| only.contains(&&*label)) {
                    let label = sink.intern(if property.is_empty() { &label } else { &property });
                    sink.piece(Unit::Field { part }, label, text.trim());
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

/// Attributes of custom XML that people may have filled: neither identifiers, nor addresses of vocabularies, nor the
/// schemas that SharePoint puts beside its properties.
fn attributes(tag: &Tag<'_>, part: NameId, sink: &mut Sink<'_>) {
    const SCHEMAS: [&str; 5] = ["xsd", "xs", "ct", "ma", "ds"];
    const STYLES: [&str; 3] = ["StyleName", "SelectedStyle", "Version"];
    const VOCABULARIES: [&str; 5] = ["http://schemas.", "http://www.w3.org/", "urn:", "{", "0x01"];
    if SCHEMAS.contains(&tag.prefix()) {
        return;
    }
    for (name, value) in tag.attributes().filter(|(name, _)| !STYLES.contains(name)) {
        let is_ours = VOCABULARIES.iter().any(|begin| value.starts_with(begin));
        if !is_ours && !name.to_ascii_lowercase().ends_with("id") && is_of_people(&value) {
            let label = sink.intern(name);
            sink.piece(Unit::Field { part }, label, value.trim());
        }
    }
}

/// Programs keep their own state in attributes, by thousands of words such as `templateLayouts`: what people fill in
/// has blanks, accents, an address, more digits than a counter, or is a name.
fn is_of_people(value: &str) -> bool {
    let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_name = value.starts_with(char::is_uppercase) && value.chars().skip(1).all(char::is_lowercase);
    n_digits >= 4 || is_name || !value.is_ascii() || value.trim().contains([' ', '@'])
}

/// Addresses outside the package: links, linked pictures, templates.
fn addresses(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => address(&tag, sink),
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The address of a relationship that leads outside the package.
pub(in crate::extract) fn address(tag: &Tag<'_>, sink: &mut Sink<'_>) {
    let target = tag.attribute("Target");
    if let Some(target) = target.filter(|_| tag.attribute("TargetMode").as_deref() == Some("External")) {
        let part = sink.intern("links");
        sink.piece(Unit::Field { part }, 0, &target);
    }
}
