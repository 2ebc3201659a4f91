//! Printed documents of Windows (xps, oxps): the text of every page, and what the document says about itself.

use super::office::package::Package;
use super::office::properties;
use super::office::xml::{Node, Xml};
use super::{Error, Extract, Format, Head, Input, Sink};
use crate::text::Unit;

pub(super) static FORMAT: Format = Format {
    name: "xps",
    extensions: &["xps", "oxps"],
    recognise,
    extract: Extract::Seek(extract),
};

fn recognise(head: &Head<'_>) -> bool {
    let is_sequence = |name: &String| name.to_ascii_lowercase().ends_with(".fdseq");
    head.bytes.starts_with(b"PK") && head.members.iter().any(is_sequence)
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let mut page = 0;
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".fpage") {
            page += 1;
            package.walk(&name, sink, |xml, sink| glyphs(xml, page, sink))?;
        } else if lower.ends_with("core.xml") || lower.ends_with(".psmdcp") {
            package.walk(&name, sink, |xml, sink| properties::leaves(xml, "properties", sink))?;
        }
    }
    package.pictures(sink)
}

/// Every run of glyphs tells its text; runs of one height stand in one line.
fn glyphs(xml: &mut Xml<'_>, page: u32, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut height = None;
    sink.line_break();
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if tag.name() == "Glyphs" => {
                let at = tag.attribute("OriginY").map(|at| at.into_owned());
                let text = tag.attribute("UnicodeString").unwrap_or_default();
                // Braces protect a text that begins with one.
                let text = text.strip_prefix("{}").unwrap_or(&text);
                if height != at {
                    sink.line_break();
                    sink.mark(Unit::Page { page }, 0);
                    height = at;
                }
                sink.push(text)?;
            }
            Node::Eof => {
                sink.line_break();
                return Ok(());
            }
            _ => {}
        }
    }
}
