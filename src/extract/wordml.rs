//! Word documents in one file of XML: Word 2003 XML, and the flat form of docx (Flat OPC). Their paragraphs are those
//! of a docx, their parts are elements.

use super::office::package::whole;
use super::office::paragraphs::{Paragraphs, Place};
use super::office::properties;
use super::office::xml::{Node, Xml};
use super::{Error, Extract, Format, Head, Input, Sink, embedded, xml};

/// Its first element, and what tells it from other documents of that name.
const WORD_2003: (&str, &str) = ("wordDocument", "http://schemas.microsoft.com/office/word/2003/wordml");
const FLAT: (&str, &str) = ("package", "/word/document.xml");

pub(super) static FORMAT: Format = Format {
    name: "wordml",
    extensions: &["xml", "doc"],
    recognise,
    extract: Extract::Seek(|input, sink| xml::flat(input, sink, extract)),
};

fn recognise(head: &Head<'_>) -> bool {
    let is = |text: &str| {
        let root = xml::root(text);
        let is = |(name, told): (&str, &str)| root == Some(name) && text.contains(told);
        is(WORD_2003) || is(FLAT)
    };
    head.sample().is_some_and(is)
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let body = sink.intern("body");
    let read = Paragraphs::flat(Place::Part(body)).walk(&mut whole(input)?, sink);
    let n_text = sink.n_text;
    input.rewind()?;
    read.and(about(&mut whole(input)?, sink))?;
    input.rewind()?;
    embedded::beside(input, n_text, sink)
}

/// What the document says about itself.
fn about(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => match tag.name() {
                "DocumentProperties" => properties::office_2003(xml, sink)?,
                // Those that people added.
                "CustomDocumentProperties" => properties::leaves(xml, "properties", sink)?,
                "Relationship" => properties::address(&tag, sink),
                "coreProperties" => properties::leaves(xml, "properties", sink)?,
                "body" | "styles" | "binaryData" | "theme" => xml.skip(sink)?,
                _ => {}
            },
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}
