//! The walk over HTML: a state machine without recursion that takes the text in chunks of any size.

mod picture;
mod raw;
mod ruby;

use super::super::embedded::Embedded;
use super::super::office::raised::touch;
use super::super::{Error, Reason, Sink, entity};
use super::frame::{self, Content};
use super::page::Page;
use super::style::Style;
use super::table::Table;
use super::tag;
use crate::text::Unit;
use picture::Picture;
use ruby::Ruby;

/// A longer tag is no tag, a longer block goes out in parts.
const LONGEST: usize = 64 << 10;
/// A style is held until it ends; in a longer one what follows is not looked for.
const LONGEST_STYLE: usize = 1 << 20;
/// What is told of tags that lack their end.
const TORN: &str = "damaged tags";
/// Tables inside tables beyond this are read as text.
const DEPTH: usize = 32;
/// Pages inside pages; a browser shows no more of them either when they are made without end.
const MOST_FRAMES: usize = 8;

#[derive(Default)]
pub(super) struct Walk {
    /// Input not yet walked over.
    rest: String,
    inside: Inside,
    /// Text of the block that is being read.
    block: String,
    /// What comes next is no part of what stands before: one of them is the mark of a note, or a power.
    is_apart: bool,
    /// A link to a place of the page itself is open, as marks of notes are.
    in_mark: bool,
    n_blocks: u32,
    n_tables: u32,
    tables: Vec<Table>,
    /// The one that is open.
    picture: Option<Picture>,
    /// Pages around this one.
    depth: usize,
    /// What addresses hold.
    embedded: Embedded,
    style: Style,
    /// The one that is open.
    ruby: Ruby,
    pub(super) page: Page,
    /// It is XML, in whose tags no other one begins.
    pub(super) is_strict: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Text,
    Comment,
    /// What no one reads, up to the end tag of this name.
    Raw(&'static str),
    Title,
}

impl Walk {
    pub(super) fn new(sink: &Sink<'_>) -> Self {
        Self {
            embedded: Embedded::new(sink),
            ..Self::default()
        }
    }

    pub(super) fn feed(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.page.feed(text);
        self.rest.push_str(&self.embedded.strip(text, false));
        let rest = std::mem::take(&mut self.rest);
        let walked = self.walk(&rest, false, sink)?;
        self.rest = rest;
        self.rest.drain(..walked);
        Ok(())
    }

    pub(super) fn end(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut rest = std::mem::take(&mut self.rest);
        rest.push_str(&self.embedded.strip("", true));
        self.walk(&rest, true, sink)?;
        self.page.is_torn |= matches!(self.inside, Inside::Comment | Inside::Raw(_));
        self.in_picture(("svg", ""), true, sink);
        self.give_block(sink);
        std::mem::take(&mut self.embedded).hand_on(sink.n_text, sink)
    }

    /// Walks over what is complete; says how far it came.
    fn walk(&mut self, text: &str, at_end: bool, sink: &mut Sink<'_>) -> Result<usize, Error> {
        let mut at = 0;
        while at < text.len() {
            let here = &text[at..];
            let before = self.inside;
            let len = match before {
                Inside::Text | Inside::Title => self.text(here, at_end, sink)?,
                Inside::Comment => self.comment(here, at_end, sink),
                Inside::Raw(name) => self.raw(here, name, at_end, sink),
            };
            if len == 0 && self.inside == before {
                break;
            }
            at += len;
            self.style.pass(len);
        }
        Ok(at)
    }

    fn text(&mut self, here: &str, at_end: bool, sink: &mut Sink<'_>) -> Result<usize, Error> {
        match memchr::memchr(b'<', here.as_bytes()).unwrap_or(here.len()) {
            0 => self.markup(here, at_end, sink),
            len => Ok(self.plain(&here[..len], at_end || len < here.len(), sink)),
        }
    }

    /// Text up to the next tag; not the begin of an entity at its end, where more is to come.
    fn plain(&mut self, text: &str, whole: bool, sink: &mut Sink<'_>) -> usize {
        let mut walked = text.len();
        if memchr::memchr(b'&', text.as_bytes()).is_some() {
            let (decoded, cut) = entity::decode(text, whole, |_| None);
            self.add_shown(&decoded, sink);
            walked -= cut.len();
        } else {
            self.add_shown(text, sink);
        }
        if self.block.len() > LONGEST {
            let word = self.block.rfind(' ').map_or(self.block.len(), |at| at + 1);
            let tail = self.block.split_off(word);
            self.give_block(sink);
            self.block = tail;
        }
        walked
    }

    /// What begins with a "<".
    fn markup(&mut self, here: &str, at_end: bool, sink: &mut Sink<'_>) -> Result<usize, Error> {
        match here.as_bytes().get(1) {
            Some(b'!') if here.starts_with("<!--") => {
                self.inside = Inside::Comment;
                return Ok(4);
            }
            Some(&byte) if !byte.is_ascii_alphabetic() && !matches!(byte, b'/' | b'!' | b'?') => {
                self.add("<");
                return Ok(1);
            }
            _ => {}
        }
        match tag::end(here, LONGEST) {
            // "<!-" may become a comment.
            Some((end, _)) if self.is_strict && tag::another_begins(&here[..end]).is_some() => {
                sink.gap(Reason::Damaged, TORN);
                let len = tag::another_begins(&here[..end]).unwrap_or(end);
                self.add(&here[1..len]);
                Ok(len)
            }
            Some((end, is_whole)) if end > 3 || at_end || !here.starts_with("<!") => {
                if !is_whole {
                    sink.gap(Reason::Damaged, TORN);
                }
                self.tag(&here[1..end - 1], sink)?;
                Ok(end)
            }
            Some((end, _)) => Ok(end),
            // All of it is text: looking for the end again behind every "<" would take for ever.
            None if at_end || here.len() > LONGEST => {
                let len = here.floor_char_boundary(LONGEST);
                self.page.is_torn |= at_end;
                self.add(&here[..len]);
                self.give_block(sink);
                Ok(len)
            }
            None => Ok(0),
        }
    }

    /// Adds text with white space as a browser shows it.
    fn add(&mut self, text: &str) {
        if !text.is_empty() && std::mem::take(&mut self.is_apart) && touch(&self.block, text) {
            self.block.push(' ');
        }
        for (n, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if n > 0 && !self.block.is_empty() && !self.block.ends_with([' ', '\n']) {
                self.block.push(' ');
            }
            self.block.push_str(word);
        }
    }

    fn comment(&mut self, here: &str, at_end: bool, sink: &mut Sink<'_>) -> usize {
        let (len, passed) = match here.find("-->") {
            Some(end) => (end, end + 3),
            None if at_end || here.len() > LONGEST => {
                let len = here.len() - here.len().min(if at_end { 0 } else { 2 });
                let len = here.floor_char_boundary(len);
                (len, len)
            }
            None => return 0,
        };
        if passed > len {
            self.inside = Inside::Text;
        }
        sink.field("comments", "", here[..len].trim());
        passed
    }

    fn tag(&mut self, tag: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        let closing = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let (name, behind) = tag::name(tag);
        self.in_picture((&*name, behind), closing, sink);
        if !tag.ends_with('/') {
            self.page.tag(&name, closing);
        }
        match &*name {
            "svg" => {
                self.end_line(sink);
                self.picture = (!closing).then(Picture::default);
            }
            // The picture knows where these stand.
            "text" | "tspan" if self.picture.is_some() => {}
            "script" | "style" if !closing && !tag.ends_with('/') => self.begin_raw(&name, sink),
            "title" if closing && self.inside == Inside::Title => {
                let title = std::mem::take(&mut self.block);
                self.inside = Inside::Text;
                sink.field("", "title", &title);
            }
            "title" if !closing => {
                self.give_block(sink);
                self.inside = Inside::Title;
            }
            "table" | "tr" | "td" | "th" => self.table_tag((&*name, behind), closing, sink),
            "br" => self.block.push('\n'),
            "ruby" | "rb" | "rt" | "rp" | "rtc" => self.ruby(&name, closing),
            // The mark of a note behind a number is none of its digits.
            "sup" if !closing && self.block.ends_with(|c: char| c.is_ascii_digit()) => self.block.push(' '),
            "sup" | "sub" => self.is_apart = true,
            "a" if closing => self.is_apart |= std::mem::take(&mut self.in_mark),
            "a" => {
                // `#` alone leads to no note.
                let leads_within = |value: &str| value.len() > 1 && value.starts_with('#');
                self.in_mark = tag::Attributes(behind).any(|(name, value)| name == "href" && leads_within(value));
                self.is_apart |= self.in_mark;
            }
            name if tag::is_block(name) => self.end_line(sink),
            _ => {}
        }
        if closing {
            Ok(())
        } else {
            self.attributes(&name, behind, sink)
        }
    }

    /// What attributes hold for a reader: shown on hover, in an empty field, behind a link.
    fn attributes(&mut self, tag: &str, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        for (name, value) in tag::Attributes(text) {
            let (name, _) = tag::name(name);
            if let Some(content) = frame::content(tag, &name, value) {
                self.frame(content, sink)?;
                continue;
            }
            let (part, kept) = match &*name {
                "alt" | "title" | "placeholder" | "summary" | "label" | "aria-label" => ("attributes", value),
                "content" if tag == "meta" => ("attributes", value),
                name if name.starts_with("data-") && tag::is_said(value) => ("attributes", value),
                "x:str" => ("attributes", value),
                "x:num" if tag::is_long_number(value) => ("attributes", value),
                "value" if tag == "input" || tag == "option" => ("attributes", value),
                "href" => match value.strip_prefix("mailto:").or_else(|| value.strip_prefix("tel:")) {
                    Some(address) => ("attributes", address),
                    None if tag == "a" && frame::is_telling(value) => ("links", value),
                    None => continue,
                },
                _ => continue,
            };
            let kept = entity::decode(kept, true, |_| None).0;
            sink.field(part, &name, kept.trim());
        }
        Ok(())
    }

    /// What a tag shows in a frame.
    fn frame(&mut self, content: Content, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.end_line(sink);
        match content {
            Content::Page(page) if self.depth < MOST_FRAMES => {
                let mut inner = Self {
                    n_blocks: self.n_blocks,
                    n_tables: self.n_tables,
                    depth: self.depth + 1,
                    ..Self::new(sink)
                };
                inner.feed(&page, sink)?;
                inner.end(sink)?;
                (self.n_blocks, self.n_tables) = (inner.n_blocks, inner.n_tables);
                Ok(())
            }
            Content::Page(_) => {
                sink.gap(Reason::LimitDepth, format!("deeper than {MOST_FRAMES}"));
                Ok(())
            }
            Content::Text(text) => {
                sink.field("attributes", "", text.trim());
                Ok(())
            }
            Content::File(bytes) => sink.member("frame", &mut bytes.as_slice()),
        }
    }

    /// A line ends: inside a cell it is part of the cell.
    fn end_line(&mut self, sink: &mut Sink<'_>) {
        if self.tables.last().is_some_and(|table| table.in_cell) {
            if !self.block.is_empty() && !self.block.ends_with('\n') {
                self.block.push('\n');
            }
            return;
        }
        self.give_block(sink);
    }

    /// Hands on the block that was read, as a cell or as a paragraph.
    fn give_block(&mut self, sink: &mut Sink<'_>) {
        let block = std::mem::take(&mut self.block);
        let text = block.trim();
        if text.is_empty() {
            return;
        }
        // A cell of several lines is layout, not a value.
        if let Some(table) = self
            .tables
            .last_mut()
            .filter(|table| table.in_cell && !text.contains('\n'))
        {
            table.cell(text, sink);
            return;
        }
        self.n_blocks += 1;
        let part = sink.intern("body");
        sink.piece(Unit::Paragraph { part, n: self.n_blocks }, 0, text);
    }

    fn table_tag(&mut self, (name, behind): (&str, &str), closing: bool, sink: &mut Sink<'_>) {
        self.give_block(sink);
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = false;
        }
        match (name, closing) {
            ("table", false) => {
                self.n_tables += 1;
                if self.tables.len() < DEPTH {
                    let name = sink.intern(&format!("table {}", self.n_tables));
                    self.tables.push(Table::new(name));
                }
            }
            ("table", true) => {
                self.tables.pop();
                // The cell around an inner table goes on.
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = true;
                }
            }
            ("tr", _) => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row(sink);
                }
            }
            (cell, false) => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_cell(cell == "th", tag::spans(behind));
                }
            }
            _ => {}
        }
    }
}
