//! Visio drawings (vsdx): the text of their shapes, page by page, their data, comments and properties.

use super::office::package::Package;
use super::office::properties;
use super::office::xml::{Node, Tag, Xml};
use super::{Error, Extract, Format, Input, Sink};
use crate::text::Unit;

pub(super) static FORMAT: Format = Format {
    name: "vsdx",
    extensions: &["vsdx", "vsdm", "vstx", "vssx"],
    recognise: |head| {
        head.members
            .iter()
            .any(|name| name.trim_start_matches('/') == "visio/document.xml")
    },
    extract: Extract::Seek(extract),
};

/// A shape's text is handed on when it is this long.
const LONG: usize = 64 << 10;

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let mut page = 0;
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        let file = lower
            .strip_prefix("visio/pages/")
            .or_else(|| lower.strip_prefix("visio/masters/"));
        if file.is_some_and(|file| file.ends_with(".xml") && !matches!(file, "pages.xml" | "masters.xml")) {
            let unit = match lower.starts_with("visio/pages/") {
                true => {
                    page += 1;
                    Unit::Page { page }
                }
                false => Unit::Field {
                    part: sink.intern("master"),
                },
            };
            package.walk(name, sink, |xml, sink| shapes(xml, unit, sink))?;
        } else if lower == "visio/document.xml" {
            let unit = Unit::Field {
                part: sink.intern("header"),
            };
            package.walk(name, sink, |xml, sink| shapes(xml, unit, sink))?;
        } else if lower.starts_with("visio/comments") && lower.ends_with(".xml") {
            package.walk(name, sink, |xml, sink| properties::leaves(xml, "comments", sink))?;
        }
    }
    package.pictures(sink)?;
    properties::package(&mut package, sink)?;
    package.members(sink)
}

/// The text of each shape is a piece; the cells that a person filled in are fields.
fn shapes(xml: &mut Xml<'_>, unit: Unit, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut text: Option<String> = None;
    let mut data = Data::default();
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if is_text(tag.name()) => text = Some(String::new()),
            Node::Start(tag) if tag.name() == "Cell" => data.cell(&tag),
            Node::Text(more) => {
                if let Some(text) = text.as_mut().filter(|text| text.len() < LONG) {
                    text.push_str(&more);
                }
            }
            Node::End("Row" | "Shape") => data.end(unit, sink),
            Node::End(name) if is_text(name) => {
                if let Some(text) = text.take().filter(|text| !text.trim().is_empty()) {
                    sink.piece(unit, 0, text.trim());
                }
            }
            Node::Eof => {
                data.end(unit, sink);
                return Ok(());
            }
            _ => {}
        }
    }
}

/// Elements that a person wrote: the text of a shape, its data of older versions, what all pages show.
fn is_text(name: &str) -> bool {
    matches!(
        name,
        "Text"
            | "Data1"
            | "Data2"
            | "Data3"
            | "HeaderLeft"
            | "HeaderCenter"
            | "HeaderRight"
            | "FooterLeft"
            | "FooterCenter"
            | "FooterRight"
    )
}

/// One field of a shape's data, or one of its links.
#[derive(Default)]
struct Data {
    label: String,
    values: Vec<String>,
}

impl Data {
    fn cell(&mut self, tag: &Tag<'_>) {
        let value = tag.attribute("V").unwrap_or_default();
        if !value.chars().any(char::is_alphanumeric) {
            return;
        }
        match tag.attribute("N").as_deref() {
            Some("Label") => self.label = value.into_owned(),
            Some("Value" | "Prompt" | "Address" | "SubAddress" | "Description") => self.values.push(value.into_owned()),
            _ => {}
        }
    }

    fn end(&mut self, unit: Unit, sink: &mut Sink<'_>) {
        let label = std::mem::take(&mut self.label);
        if self.values.is_empty() && !label.is_empty() {
            self.values.push(label.clone());
        }
        let label = sink.intern(&label);
        for value in self.values.drain(..) {
            sink.piece(unit, label, &value);
        }
    }
}
