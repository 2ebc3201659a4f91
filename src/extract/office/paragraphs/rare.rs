//! Elements whose data stands in attributes, and the parts of a flat document.

use super::{Alternate, Paragraphs, Place};
use crate::extract::office::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};

impl Paragraphs {
    /// Elements whose data stands in attributes.
    pub(super) fn start_rare(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        match tag.name() {
            "gridSpan" => {
                if let (Some(table), Some(span)) = (self.tables.last_mut(), tag.number("val")) {
                    table.span = span.clamp(1, 64);
                }
            }
            "fldSimple" => {
                self.code.push_str(&tag.attribute("instr").unwrap_or_default());
                self.end_code(sink)?;
            }
            "docPr" | "cNvPr" => {
                for name in ["title", "descr"] {
                    self.attribute(tag, name, "alternative text", sink)?;
                }
            }
            "AlternateContent" => self.alternates.push(Alternate {
                depth: self.open.len(),
                paragraphs: Vec::new(),
                has_text: false,
                is_fallback: false,
            }),
            "Fallback" => {
                if let Some(alternate) = self.alternates.last_mut() {
                    alternate.is_fallback = true;
                }
            }
            "listEntry" => self.attribute(tag, "val", "form field", sink)?,
            "sp" => self.is_placeholder = false,
            "ph" => self.is_placeholder = self.is_master,
            "hlink" => self.attribute(tag, "dest", "hyperlink", sink)?,
            "textpath" => self.attribute(tag, "string", "watermark", sink)?,
            "comment" => self.attribute(tag, "author", "author", sink)?,
            "cmAuthor" | "person" => {
                self.attribute(tag, "name", "author", sink)?;
                self.attribute(tag, "displayName", "author", sink)?;
            }
            "docVar" => {
                let label = tag.attribute("name").unwrap_or_default();
                self.attribute(tag, "val", &label, sink)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A part of a flat document that has a file of its own in a docx.
    pub(super) fn start_part(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.around.push((self.place, self.tracked));
        let part = match tag.name() {
            "hdr" => "header",
            "ftr" => "footer",
            "footnote" => "footnotes",
            "endnote" => "endnotes",
            "comment" => "comments",
            _ => match tag.attribute("type").as_deref() {
                Some("Word.Comment") => "comments",
                kind => {
                    self.tracked.begin(kind.unwrap_or_default());
                    return Ok(());
                }
            },
        };
        self.place = Place::Part(sink.intern(part));
        self.attribute(tag, "author", "author", sink)
    }

    /// Of the description of a content control, the texts that it offers.
    pub(super) fn choices(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let outside = xml.depth().saturating_sub(1);
        loop {
            match xml.next(sink)? {
                Node::Start(tag) if tag.name() == "listItem" => {
                    self.attribute(&tag, "displayText", "form field", sink)?;
                }
                Node::Start(tag) if tag.name() == "rPr" => xml.skip(sink)?,
                Node::Eof => return Ok(()),
                _ => {}
            }
            if xml.depth() <= outside {
                return Ok(());
            }
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, label: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        match tag.attribute(name) {
            Some(text) if !text.trim().is_empty() => {
                let label = sink.intern(label);
                sink.piece(self.unit(), label, &text)
            }
            _ => Ok(()),
        }
    }
}
