//! What the sheets of an xlsx refer to: shared strings and number formats.

use std::collections::HashMap;

use super::number::Show;
use super::raised::Raised;
use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};
use crate::text::Unit;

/// A string in files of the test version of Excel 2007.
const EARLY_ITEM: &str = "sstItem";

/// Shared strings beyond this are handed on as they are read, without a cell.
const HELD: usize = 64 << 20;

/// The workbook's strings, which cells name by number.
#[derive(Default)]
pub(in crate::extract) struct Strings {
    text: String,
    ends: Vec<u32>,
    /// There was no room for all.
    is_full: bool,
}

/// What is told of cells that name strings which are not there.
pub(in crate::extract) const LACKS_TEXT: &str = "texts of cells are missing";

impl Strings {
    /// Whether there is no string of this number. One that there was no room for was told without its cell.
    pub fn lacks(&self, at: usize) -> bool {
        at >= self.ends.len() && !self.is_full
    }

    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }

    /// Leaves only the first ones.
    pub fn truncate(&mut self, n: usize) {
        self.ends.truncate(n);
        self.text.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }

    /// One string; `unit` is where it stands when there is no room for it.
    pub fn push(&mut self, text: &str, unit: Unit, sink: &mut Sink<'_>) {
        self.text.push_str(text);
        self.end_string(unit, sink);
    }

    pub fn read(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let part = sink.intern("shared strings");
        let mut reading = false;
        let mut n = 0;
        let mut raised = Raised::default();
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => match tag.name() {
                    "si" | EARLY_ITEM => {
                        raised = Raised::default();
                        if let Some(text) = xml.only_text(b"<t>", b"</t></si>") {
                            n += 1;
                            self.text.push_str(text);
                            self.end_string(Unit::Paragraph { part, n }, sink);
                        }
                    }
                    "t" => reading = true,
                    "r" => raised.set(false),
                    "vertAlign" => raised.set(is_raised(&tag)),
                    // How a Japanese text is pronounced.
                    "rPh" => xml.skip(sink)?,
                    _ => {}
                },
                Node::Text(text) if reading => {
                    let between = raised.between(&self.text, &text);
                    self.text.push_str(between);
                    self.text.push_str(&text);
                }
                Node::Text(_) => {}
                Node::End("t") => reading = false,
                Node::End("si" | EARLY_ITEM) => {
                    n += 1;
                    self.end_string(Unit::Paragraph { part, n }, sink);
                }
                Node::End(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }

    fn end_string(&mut self, unit: Unit, sink: &mut Sink<'_>) {
        match u32::try_from(self.text.len()) {
            // Behind one that there was no room for, numbers would be of others.
            Ok(end) if !self.is_full && self.text.len() + self.ends.len() * 4 <= HELD => self.ends.push(end),
            _ => {
                self.is_full = true;
                let held = self.ends.last().map_or(0, |&end| end as usize);
                sink.piece(unit, 0, &self.text[held..]);
                self.text.truncate(held);
            }
        }
    }
}

/// Tells the name of a sheet that holds no cells, and no place is called by: an empty one, one of a chart.
pub(in crate::extract) fn sheet_name(name: &str, sink: &mut Sink<'_>) {
    if name.trim().is_empty() {
        return;
    }
    let unit = Unit::Field {
        part: sink.intern("names"),
    };
    let label = sink.intern("sheet");
    sink.piece(unit, label, name.trim());
}

/// Whether a font's letters stand above or below the line, by its `vertAlign`.
pub(super) fn is_raised(tag: &Tag<'_>) -> bool {
    tag.attribute("val").is_some_and(|height| height != "baseline")
}

/// How the cells' numbers are shown, by style.
#[derive(Default)]
pub(in crate::extract) struct Styles {
    shows: Vec<Show>,
    /// Index into `shows` by cell style.
    cells: Vec<usize>,
}

impl Styles {
    pub fn show(&self, style: usize) -> &Show {
        self.cells.get(style).map_or(&Show::Plain, |&at| &self.shows[at])
    }

    pub fn read(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut codes = HashMap::new();
        let mut at_by_id = HashMap::new();
        let mut in_cells = false;
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => match tag.name() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                            codes.insert(id, Show::of_code(&code));
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = tag.number("numFmtId").unwrap_or(0);
                        let at = *at_by_id.entry(id).or_insert_with(|| {
                            self.shows
                                .push(codes.get(&id).cloned().unwrap_or_else(|| Show::builtin(id)));
                            self.shows.len() - 1
                        });
                        self.cells.push(at);
                    }
                    _ => {}
                },
                Node::End("cellXfs") => in_cells = false,
                Node::End(_) | Node::Text(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }
}
