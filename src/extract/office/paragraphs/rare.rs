//! Elements whose data stands in attributes, and the parts of a flat document.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::memmem::{Finder, find};

use super::{Alternate, Paragraphs, Place};
use crate::extract::office::told::SIGNATURE_LINE;
use crate::extract::office::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink, entity};

impl Paragraphs {
    /// Elements whose data stands in attributes.
    pub(super) fn start_rare(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        match tag.name() {
            "gridSpan" => {
                if let (Some(table), Some(span)) = (self.tables.last_mut(), tag.number("val")) {
                    table.span = span.clamp(1, 64);
                }
            }
            "fldSimple" => {
                self.code.push_str(&tag.attribute("instr").unwrap_or_default());
                self.end_code(sink);
            }
            "docPr" | "cNvPr" => {
                for name in ["title", "descr"] {
                    self.attribute(tag, name, "alternative text", sink);
                }
            }
            "AlternateContent" => self.alternates.push(Alternate {
                depth: self.open.len(),
                paragraphs: Vec::new(),
                said: String::new(),
                is_fallback: false,
            }),
            "Fallback" => {
                if let Some(alternate) = self.alternates.last_mut() {
                    alternate.is_fallback = true;
                }
            }
            "sym" => self.sign(tag, sink),
            "listEntry" => self.attribute(tag, "val", "form field", sink),
            "sp" => self.is_placeholder = false,
            "ph" => self.is_placeholder = self.is_master && shows_only_prompt(tag),
            "hlink" => self.attribute(tag, "dest", "hyperlink", sink),
            "textpath" => self.attribute(tag, "string", "watermark", sink),
            "comment" => self.attribute(tag, "author", "author", sink),
            "cmAuthor" | "person" => {
                self.attribute(tag, "name", "author", sink);
                self.attribute(tag, "displayName", "author", sink);
            }
            "docVar" => {
                let label = tag.attribute("name").unwrap_or_default();
                self.attribute(tag, "val", &label, sink);
            }
            _ => self.start_rarer(tag, sink),
        }
    }

    /// A sign by its number in a font, which is that of Unicode but in fonts that draw other things.
    fn sign(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        const DRAW: [&str; 6] = ["Wingdings", "Webdings", "Symbol", "Zapf", "Marlett", "MT Extra"];
        let font = tag.attribute("font").unwrap_or_default();
        let number = tag
            .attribute("char")
            .and_then(|number| u32::from_str_radix(&number, 16).ok());
        let sign = number.and_then(char::from_u32).filter(|sign| {
            let is_private = matches!(sign, '\u{e000}'..='\u{f8ff}');
            !is_private && !sign.is_control()
        });
        if let Some(sign) = sign.filter(|_| !DRAW.iter().any(|name| font.starts_with(name))) {
            self.text(sign.encode_utf8(&mut [0; 4]), sink);
        }
    }

    /// Captions of pictures and links, and who is to sign or may write.
    fn start_rarer(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        match tag.name() {
            "imagedata" => {
                self.attribute(tag, "title", "alternative text", sink);
            }
            "signatureline" => {
                for name in SIGNATURE_LINE {
                    self.attribute(tag, name, "form field", sink);
                }
            }
            // A picture or a shape of before Office 2007.
            "shape" | "rect" | "roundrect" | "oval" | "line" | "polyline" | "image" | "group" => {
                for name in ["alt", "title"] {
                    self.attribute(tag, name, "alternative text", sink);
                }
                self.attribute(tag, "href", "hyperlink", sink);
            }
            // Of a list and of a box the number of a choice, which is no text.
            "default" if tag.attribute("val").is_some_and(|value| value.len() < 3) => {}
            "helpText" | "statusText" | "default" => {
                self.attribute(tag, "val", "form field", sink);
            }
            // How a word is read, and the word; above and below the bar of a fraction.
            "rt" | "rubyBase" => {
                self.text(" ", sink);
            }
            "den" => {
                self.text("/", sink);
            }
            "sup" | "sub" | "deg" => {
                self.raised.part();
            }
            "bookmarkStart" => {
                // Programs begin the names of theirs with a line.
                if let Some(name) = tag.attribute("name").filter(|name| !name.starts_with('_')) {
                    remember(&name, &mut self.bookmarks);
                }
            }
            // Who alone may change what follows.
            "permStart" => {
                self.attribute(tag, "ed", "author", sink);
            }
            "hyperlink" | "hlinkClick" | "hlinkHover" => {
                self.attribute(tag, "tooltip", "hyperlink", sink);
            }
            _ => {}
        }
    }

    /// Passes over how a run looks, but for its height, and on a slide for what its link says.
    pub(super) fn height(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let (mut is_raised, mut tip) = (self.raised.is(), None);
        let is_slide = matches!(self.place, Place::Slide { .. });
        let show = |tags: &[u8]| match is_slide {
            true => tip = tooltip(tags).or(tip.take()),
            false => is_raised |= is_script(tags),
        };
        xml.skip_showing(show, sink)?;
        self.raised.set(is_raised);
        match tip {
            Some(tip) if !tip.trim().is_empty() => {
                let label = sink.intern("hyperlink");
                sink.piece(self.unit(), label, tip.trim());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A part of a flat document that has a file of its own in a docx.
    pub(super) fn start_part(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
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
                    return;
                }
            },
        };
        self.place = Place::Part(sink.intern(part));
        self.attribute(tag, "author", "author", sink);
    }

    /// What is told of a content control or a table: its name, its caption, the texts that it offers.
    pub(super) fn described(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let outside = xml.depth().saturating_sub(1);
        loop {
            match xml.next(sink)? {
                Node::Start(tag) if tag.name() == "rPr" => xml.skip(sink)?,
                Node::Start(tag) => self.description(&tag, sink),
                Node::Eof => return Ok(()),
                _ => {}
            }
            if xml.depth() <= outside {
                return Ok(());
            }
        }
    }

    fn description(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        match tag.name() {
            "listItem" => {
                self.attribute(tag, "displayText", "form field", sink);
                if tag.attribute("value") != tag.attribute("displayText") {
                    self.attribute(tag, "value", "form field", sink);
                }
            }
            // A word processor in the browser numbers them so.
            "tag" if tag.attribute("val").is_some_and(|tag| tag.starts_with("goog_")) => {}
            "alias" | "tag" => {
                self.attribute(tag, "val", "form field", sink);
            }
            "tblCaption" | "tblDescription" => {
                self.attribute(tag, "val", "alternative text", sink);
            }
            _ => {}
        }
    }

    /// Who tracked a change: each is told once, behind the part.
    pub(super) fn changed_by(&mut self, tag: &Tag<'_>) {
        if let Some(author) = tag.attribute("author") {
            remember(&author, &mut self.authors);
        }
    }

    pub(super) fn hand_on_names(&mut self, sink: &mut Sink<'_>) {
        for author in std::mem::take(&mut self.authors) {
            sink.field("authors", "author", &author);
        }
        for name in std::mem::take(&mut self.bookmarks) {
            sink.field("names", "bookmark", &name);
        }
    }

    fn attribute(&self, tag: &Tag<'_>, name: &str, label: &str, sink: &mut Sink<'_>) {
        match tag.attribute(name) {
            Some(text) if !text.trim().is_empty() => {
                let label = sink.intern(label);
                sink.piece(self.unit(), label, &text);
            }
            _ => {}
        }
    }
}

/// Whether a `p:ph` of a master (ECMA-376, 19.3.1.36) shows nothing but the program's own words for what is to be put in
/// there: not so a footer, nor where somebody wrote words of his own.
fn shows_only_prompt(shape: &Tag<'_>) -> bool {
    let is_footer = shape
        .attribute("type")
        .is_some_and(|kind| matches!(&*kind, "ftr" | "hdr"));
    let is_own = shape
        .attribute("hasCustomPrompt")
        .is_some_and(|own| matches!(&*own, "1" | "true"));
    !is_footer && !is_own
}

/// What LibreOffice writes into the footers and headers of masters that nobody gave any: "<footer>", "<pied de page>".
pub(super) fn is_prompt_of_program(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "Footer" | "Header") || text.starts_with('<') && text.ends_with('>')
}

/// Keeps a name that is told once, behind the part.
fn remember(name: &str, names: &mut BTreeSet<String>) {
    const MOST: usize = 1024;
    if !name.trim().is_empty() && names.len() < MOST && !names.contains(name) {
        names.insert(name.to_owned());
    }
}

/// Whether these tags say `superscript` or `subscript`.
fn is_script(tags: &[u8]) -> bool {
    static ALIGNED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("vertAlign"));
    let told = ALIGNED.find(tags).map(|at| &tags[at..]);
    told.and_then(|told| told.split(|byte| *byte == b'>').next())
        .is_some_and(|tag| find(tag, b"script").is_some())
}

/// What is shown over the link among these tags.
fn tooltip(tags: &[u8]) -> Option<String> {
    static TOLD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" tooltip=\""));
    let told = &tags[TOLD.find(tags)? + TOLD.needle().len()..];
    let told = std::str::from_utf8(told.split(|byte| *byte == b'"').next()?).ok()?;
    Some(entity::decode(told, true, |_| None).0)
}
