//! The walk over OpenDocument content: texts, sheets and slides share one vocabulary.

mod heights;
mod rare;
mod value;

use memchr::{memchr3, memmem};

use super::headings::Headings;
use super::literals::Literals;
use super::sheet::has_address;
use super::workbook::sheet_name;
use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};
use heights::Heights;

/// Copies of a repeated cell that are written out; sheets are filled up to their border by repetition.
const COPIES: u32 = 64;
/// A longer paragraph or cell is handed on in parts.
const LONG: usize = 64 << 10;

pub(super) struct Walk {
    /// Parts within each other (a note within the body), with the depth they stand at.
    parts: Vec<(usize, NameId)>,
    slide: u32,
    n: u32,
    /// Paragraphs being read, the innermost last, with the depth they stand at.
    open: Vec<(usize, String)>,
    tables: Vec<Table>,
    n_tables: u32,
    /// Tables are sheets, named by their document.
    is_sheet: bool,
    /// What stands beside a row or paragraph: links, annotations.
    beside: Vec<(Unit, NameId, String)>,
    heights: Heights,
}

struct Table {
    name: NameId,
    /// The name of a sheet, while no place is called by it.
    untold: String,
    row: u32,
    rows: u32,
    col: u32,
    cell: Option<Cell>,
    headings: Headings,
    literals: Literals,
    /// Parts within which the table stands.
    parts: usize,
}

#[derive(Default)]
struct Cell {
    copies: u32,
    /// The value where a number or a date is shown.
    value: Option<String>,
    /// A text that no paragraph need show.
    unseen: String,
    /// Its formula, where that holds a text.
    formula: String,
    text: String,
}

impl Walk {
    pub fn new(part: NameId, is_sheet: bool) -> Self {
        Self {
            parts: vec![(0, part)],
            slide: 0,
            n: 0,
            open: Vec::new(),
            tables: Vec::new(),
            n_tables: 0,
            is_sheet,
            beside: Vec::new(),
            heights: Heights::default(),
        }
    }

    pub fn read(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let result = self.nodes(xml, sink);
        while !self.open.is_empty() {
            self.end_paragraph(sink)?;
        }
        while !self.tables.is_empty() {
            self.end_cell(sink)?;
            if let Some(mut table) = self.tables.pop() {
                table.literals.hand_on(table.name, sink);
            }
        }
        self.hand_on_beside(sink);
        result
    }

    fn nodes(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            let depth = xml.depth();
            match xml.next(sink)? {
                Node::Start(tag) => {
                    if is_no_text(&tag) {
                        xml.skip(sink)?;
                    } else {
                        self.start(&tag, depth, sink);
                    }
                }
                Node::Text(text) => self.text(&text),
                Node::End(name) => {
                    let outside = depth.saturating_sub(1);
                    if self.open.last().is_some_and(|&(at, _)| at == outside) {
                        self.end_paragraph(sink)?;
                    }
                    self.heights.end(outside);
                    self.end(name, sink)?;
                    if self.parts.len() > 1 && self.parts.last().is_some_and(|&(at, _)| at == outside) {
                        self.parts.pop();
                    }
                }
                Node::Eof => return Ok(()),
            }
        }
    }

    /// `depth` is that of the element around.
    fn start(&mut self, tag: &Tag<'_>, depth: usize, sink: &mut Sink<'_>) {
        match tag.name() {
            "p" | "h" => self.open.push((depth, String::new())),
            "s" => {
                let n = tag.number("c").unwrap_or(1).clamp(1, 8) as usize;
                self.push(&"        "[..n]);
            }
            "span" => self.heights.begin(tag, depth),
            // How a word is read.
            "tab" | "ruby-text" => self.push(" "),
            "line-break" => self.push("\n"),
            "table" => self.start_table(tag, sink),
            "table-row" => self.start_row(tag),
            "table-cell" | "covered-table-cell" => self.start_cell(tag),
            "page" => self.slide = self.slide.saturating_add(1),
            "annotation" if tag.prefix() == "office" => self.parts.push((depth, sink.intern("comments"))),
            "note" => self.parts.push((depth, sink.intern("footnotes"))),
            "notes" => self.parts.push((depth, sink.intern("notes"))),
            "tracked-changes" => self.parts.push((depth, sink.intern("earlier version"))),
            "deletion" => self.parts.push((depth, sink.intern("deleted"))),
            "header" | "header-left" | "header-first" => self.parts.push((depth, sink.intern("header"))),
            "footer" | "footer-left" | "footer-first" => self.parts.push((depth, sink.intern("footer"))),
            "creator" if self.parts.len() > 1 => self.open.push((depth, String::new())),
            _ => {
                self.start_rare(tag, depth, sink);
            }
        }
    }

    fn end(&mut self, name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        match name {
            "ruby-text" => self.push(" "),
            "table-cell" | "covered-table-cell" => self.end_cell(sink)?,
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.headings.end_row((table.name, table.row), sink);
                    table.literals.end_row(table.name, sink);
                    table.row = table.row.saturating_add(table.rows - 1);
                }
                self.hand_on_beside(sink);
            }
            "table" => {
                self.end_cell(sink)?;
                if let Some(mut table) = self.tables.pop() {
                    sink.push_raw("\n");
                    table.literals.hand_on(table.name, sink);
                    sheet_name(&table.untold, sink);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// White space in a row is one space.
    fn text(&mut self, text: &str) {
        let Some((_, paragraph)) = self.open.last_mut() else {
            return;
        };
        paragraph.push_str(self.heights.raised.between(paragraph, text));
        let is_plain =
            memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_none() && memmem::find(text.as_bytes(), b"  ").is_none();
        if is_plain && !text.starts_with(' ') {
            paragraph.push_str(text);
            return;
        }
        for word in text.split_inclusive([' ', '\t', '\n', '\r']) {
            let plain = word.trim_end_matches([' ', '\t', '\n', '\r']);
            paragraph.push_str(plain);
            if plain.len() < word.len() && !paragraph.is_empty() && !paragraph.ends_with([' ', '\n']) {
                paragraph.push(' ');
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some((_, paragraph)) = self.open.last_mut() {
            paragraph.push_str(text);
        }
    }

    fn end_paragraph(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let Some((_, paragraph)) = self.open.pop() else {
            return Ok(());
        };
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = &mut table.cell
        {
            if table.parts < self.parts.len() {
                // An annotation stands beside the row, which must not be cut.
                let unit = self.unit();
                self.beside.push((unit, 0, paragraph));
                return Ok(());
            }
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(&paragraph);
            return if cell.text.len() > LONG {
                self.hand_on_cell(sink)
            } else {
                Ok(())
            };
        }
        // The paragraph that ends is the one behind those that ended before.
        let unit = self.unit();
        self.n = self.n.saturating_add(1);
        if !paragraph.trim().is_empty() {
            sink.piece(unit, 0, &paragraph);
        }
        if self.open.is_empty() {
            self.hand_on_beside(sink);
        }
        Ok(())
    }

    fn hand_on_beside(&mut self, sink: &mut Sink<'_>) {
        if self.beside.is_empty() {
            return;
        }
        if !self.tables.is_empty() {
            sink.push_raw("\n");
        }
        for (unit, label, text) in self.beside.drain(..) {
            sink.piece(unit, label, &text);
        }
    }

    fn start_table(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        self.n_tables = self.n_tables.saturating_add(1);
        let name = match tag.attribute("name") {
            Some(name) if self.is_sheet => name.into_owned(),
            _ => format!("table {}", self.n_tables),
        };
        self.tables.push(Table {
            name: sink.intern(&name),
            untold: if self.is_sheet { name } else { String::new() },
            row: 0,
            rows: 1,
            col: 0,
            cell: None,
            headings: Headings::default(),
            literals: Literals::default(),
            parts: self.parts.len(),
        });
    }

    fn start_row(&mut self, tag: &Tag<'_>) {
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.saturating_add(1);
            table.rows = tag.number("number-rows-repeated").unwrap_or(1).max(1);
            table.col = 0;
        }
    }

    fn start_cell(&mut self, tag: &Tag<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let mut cell = Cell {
            copies: 1,
            ..Cell::default()
        };
        for (name, value) in tag.attributes() {
            match name {
                "number-columns-repeated" => cell.copies = value.parse().unwrap_or(1).max(1),
                "date-value" => cell.value = Some(value.replacen('T', " ", 1)),
                "value" => cell.value = Some(value.into_owned()),
                "string-value" => cell.unseen = value.into_owned(),
                "formula" if value.contains('"') => cell.formula = value.into_owned(),
                _ => {}
            }
        }
        table.cell = Some(cell);
    }

    fn end_cell(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.hand_on_cell(sink)?;
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = table.cell.take()
        {
            table.col = table.col.saturating_add(cell.copies);
        }
        Ok(())
    }

    fn hand_on_cell(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let Some(cell) = &mut table.cell else {
            return Ok(());
        };
        let unseen = std::mem::take(&mut cell.unseen);
        let text = std::mem::take(&mut cell.text);
        let text = if text.trim().is_empty() { unseen } else { text };
        let mut text = value::shown(text.trim(), cell.value.take());
        // An address may stand in the formula alone, and every text where its result was not kept.
        let formula = std::mem::take(&mut cell.formula);
        if text.is_empty() || has_address(&formula) {
            text = format!("{text} {formula}").trim().to_owned();
        } else {
            table.literals.formula((table.row, table.col), &formula, &text);
        }
        if text.is_empty() {
            return Ok(());
        }
        table.untold.clear();
        for copy in 0..cell.copies.min(COPIES) {
            let col = table.col.saturating_add(copy);
            table.headings.cell(col, &text);
            if copy > 0 {
                sink.charge(0, text.len() as u64)?;
            }
            let (name, label) = (table.headings.table(table.name), table.headings.label(col));
            sink.cell(name, table.row, col, label, &text);
        }
        Ok(())
    }

    fn unit(&self) -> Unit {
        let part = self.parts.last().map_or(0, |&(_, part)| part);
        match self.slide {
            0 => Unit::Paragraph {
                part,
                n: self.n.saturating_add(1),
            },
            slide => Unit::Slide {
                slide,
                part: if self.parts.len() > 1 { part } else { 0 },
            },
        }
    }
}

/// What stands in the text and is none of it: the pictures of flat documents, when a comment was made.
fn is_no_text(tag: &Tag<'_>) -> bool {
    match tag.name() {
        "note-citation" | "binary-data" => true,
        "date" | "date-string" | "creator-initials" | "sender-initials" => {
            matches!(tag.prefix(), "dc" | "meta" | "loext")
        }
        _ => false,
    }
}
