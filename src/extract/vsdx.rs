//! Visio drawings (vsdx): the text of their shapes, page by page, their data, comments and properties.

use super::office::package::Package;
use super::office::properties;
use super::office::xml::{Node, Xml};
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
    for name in package.names() {
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
            package.walk(&name, sink, |xml, sink| shapes(xml, unit, sink))?;
        } else if lower.starts_with("visio/comments") && lower.ends_with(".xml") {
            package.walk(&name, sink, |xml, sink| properties::leaves(xml, "comments", sink))?;
        }
    }
    package.pictures(sink)?;
    properties::package(&mut package, sink)?;
    package.members(sink)
}

/// The text of each shape is a piece; the cells that a person filled in are fields.
fn shapes(xml: &mut Xml<'_>, unit: Unit, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut text: Option<String> = None;
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if tag.name() == "Text" => text = Some(String::new()),
            Node::Start(tag) if tag.name() == "Cell" => {
                let is_data = matches!(
                    tag.attribute("N").as_deref(),
                    Some("Value" | "Label" | "Prompt" | "Address")
                );
                let value = tag.attribute("V").unwrap_or_default();
                if is_data && value.chars().any(char::is_alphanumeric) {
                    sink.piece(unit, 0, &value)?;
                }
            }
            Node::Text(more) => {
                if let Some(text) = text.as_mut().filter(|text| text.len() < LONG) {
                    text.push_str(&more);
                }
            }
            Node::End("Text") => {
                if let Some(text) = text.take().filter(|text| !text.trim().is_empty()) {
                    sink.piece(unit, 0, text.trim())?;
                }
            }
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}
