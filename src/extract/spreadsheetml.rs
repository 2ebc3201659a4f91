//! XML Spreadsheet 2003 (xml, xls): what Excel 2003 saves as XML, and what many programs export: every cell, with
//! comments, links, headers and properties.

use rustc_hash::FxHashMap;

use super::office::binary::Cells;
use super::office::literals::literals;
use super::office::number::Show;
use super::office::package::whole;
use super::office::properties;
use super::office::sheet::{CONDITION, VALIDATION, choices, has_address, without_codes};
use super::office::told;
use super::office::xml::{Node, Tag, Xml};
use super::{Error, Extract, Format, Head, Input, Sink, xml};
use crate::text::Unit;

const NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

pub(super) static FORMAT: Format = Format {
    name: "spreadsheetml",
    extensions: &["xml", "xls"],
    recognise,
    extract: Extract::Seek(|input, sink| xml::flat(input, sink, extract)),
};

fn recognise(head: &Head<'_>) -> bool {
    let is = |text: &str| xml::root(text) == Some("Workbook") && text.contains(NAMESPACE);
    head.sample().is_some_and(is)
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut walk = Walk {
        styles: FxHashMap::default(),
        style: String::new(),
        cells: Cells::new("", sink),
        n_sheets: 0,
        row: 0,
        next_row: 0,
        col: 0,
        next_col: 0,
        show: Show::Plain,
        kind: Kind::Text,
        text: String::new(),
        formula: String::new(),
        reading: Reading::Nothing,
    };
    let result = walk.nodes(&mut whole(input)?, sink);
    walk.cells.end(sink);
    result
}

/// Rows and columns count from 0.
struct Walk {
    /// How numbers are shown, by the id of their style; those that are not shown as they are.
    styles: FxHashMap<String, Show>,
    /// The id of the style that is being described.
    style: String,
    cells: Cells,
    n_sheets: u32,
    row: u32,
    next_row: u32,
    col: u32,
    next_col: u32,
    show: Show,
    kind: Kind,
    text: String,
    /// That of the cell, where it holds a text and was not told whole.
    formula: String,
    reading: Reading,
}

/// What a cell's data is, by its `Type`.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
    Date,
    Bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Nothing,
    Cell,
    Comment,
    /// What is no cell: choices, messages, conditions.
    Aside,
}

impl Walk {
    fn nodes(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            let depth = xml.depth();
            match xml.next(sink)? {
                Node::Start(tag) if tag.name() == "DocumentProperties" => properties::office_2003(xml, sink)?,
                Node::Start(tag) if tag.name() == "CustomDocumentProperties" => {
                    properties::leaves(xml, "properties", sink)?;
                }
                Node::Start(tag) => self.start(&tag, sink),
                Node::Text(text) if self.reading != Reading::Nothing => self.text.push_str(&text),
                // LibreOffice writes messages of its validations so.
                Node::Text(text) if depth == 1 => paragraph("body", &text, sink),
                Node::Text(_) => {}
                Node::End(name) => self.end(name, sink),
                Node::Eof => return Ok(()),
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        match tag.name() {
            "Style" => self.style = tag.attribute("ID").unwrap_or_default().into_owned(),
            "NumberFormat" => {
                let show = Show::of_code(&tag.attribute("Format").unwrap_or_default());
                if show != Show::Plain {
                    self.styles.insert(self.style.clone(), show);
                }
            }
            "Worksheet" => {
                self.cells.end(sink);
                self.n_sheets = self.n_sheets.saturating_add(1);
                let unnamed = || format!("Sheet{}", self.n_sheets).into();
                self.cells = Cells::new(&tag.attribute("Name").unwrap_or_else(unnamed), sink);
                (self.row, self.next_row) = (0, 0);
            }
            "Row" => {
                self.row = place(tag, self.next_row);
                let span = tag.number("Span").unwrap_or(0);
                self.next_row = self.row.saturating_add(1).saturating_add(span);
                self.next_col = 0;
            }
            "Cell" => self.start_cell(tag, sink),
            "Data" => self.start_data(tag),
            "Comment" => {
                self.reading = Reading::Comment;
                if let Some(author) = tag.attribute("Author") {
                    self.cells.comment((self.row, self.col), &author, sink);
                }
            }
            "Header" | "Footer" => {
                edge(tag, sink);
            }
            "NamedRange" => {
                let [name, value] = ["Name", "RefersTo"].map(|of| tag.attribute(of).unwrap_or_default());
                sink.field("names", "defined name", format!("{name} {value}").trim());
            }
            name if aside(name).is_some() => {
                self.text.clear();
                self.reading = Reading::Aside;
            }
            _ => {
                told::tag(tag, told::SPREADSHEET_ML, sink);
            }
        }
    }

    fn start_data(&mut self, tag: &Tag<'_>) {
        self.kind = match tag.attribute("Type").as_deref() {
            Some("Number") => Kind::Number,
            Some("DateTime") => Kind::Date,
            Some("Boolean") => Kind::Bool,
            _ => Kind::Text,
        };
        if self.reading == Reading::Nothing {
            self.reading = Reading::Cell;
        }
        self.text.clear();
    }

    fn start_cell(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) {
        self.col = place(tag, self.next_col);
        let merged = tag.number("MergeAcross").unwrap_or(0);
        self.next_col = self.col.saturating_add(1).saturating_add(merged);
        let style = tag.attribute("StyleID").unwrap_or_default();
        self.show = self.styles.get(&*style).cloned().unwrap_or(Show::Plain);
        // An address may stand in the formula alone, as in an xlsx.
        let formula = tag.attribute("Formula").unwrap_or_default();
        let told = has_address(&formula).then_some(&formula);
        self.formula.clear();
        if told.is_none() && formula.contains('"') {
            self.formula.push_str(&formula);
        }
        let (address, tip) = (tag.attribute("HRef"), tag.attribute("HRefScreenTip"));
        for text in [address.as_ref(), tip.as_ref(), told].into_iter().flatten() {
            self.cells.link((self.row, self.col), text, sink);
        }
    }

    fn end(&mut self, name: &str, sink: &mut Sink<'_>) {
        match (name, self.reading) {
            ("Data", Reading::Cell) => {
                self.reading = Reading::Nothing;
                self.end_cell(sink);
            }
            ("Data", Reading::Comment) => {
                self.cells.comment((self.row, self.col), &self.text, sink);
            }
            ("Comment", _) => {
                self.reading = Reading::Nothing;
            }
            // It has no data: what it gives was not kept.
            ("Cell", _) if !self.formula.is_empty() => {
                self.end_formula(false);
            }
            (name, Reading::Aside) => {
                self.end_aside(name, sink);
            }
            _ => {}
        }
    }

    /// What stands in the cell's formula, beside what the cell shows.
    fn end_formula(&mut self, has_data: bool) {
        let shown = if has_data { &*self.text } else { "" };
        self.cells
            .literals((self.row, self.col), literals(&self.formula), shown);
        self.formula.clear();
    }

    fn end_aside(&mut self, name: &str, sink: &mut Sink<'_>) {
        let Some(part) = aside(name) else { return };
        self.reading = Reading::Nothing;
        let text = match name.ends_with("Title") || name.ends_with("Message") {
            true => std::mem::take(&mut self.text),
            false => choices(&self.text),
        };
        paragraph(part, &text, sink);
    }

    fn end_cell(&mut self, sink: &mut Sink<'_>) {
        let at = (self.row, self.col);
        self.end_formula(true);
        let text = self.text.trim();
        match self.kind {
            Kind::Number => match text.parse() {
                Ok(number) => {
                    self.cells.number(at, number, &self.show, false, sink);
                }
                Err(_) => {
                    self.cells.text(at, text, sink);
                }
            },
            Kind::Bool => {
                self.cells.boolean(at, text == "1", sink);
            }
            Kind::Date => {
                // As the dates of other sheets are told: 1985-07-30T00:00:00.000 is 1985-07-30 00:00:00.
                let moment = text.replace('T', " ");
                let whole = moment.split('.').next().unwrap_or_default();
                self.cells.text(at, whole, sink);
            }
            Kind::Text => {
                self.cells.text(at, text, sink);
            }
        }
    }
}

/// What a text belongs to that is no cell, by the element that holds it.
fn aside(name: &str) -> Option<&'static str> {
    match name {
        "Value" | "Min" | "Max" | "InputTitle" | "InputMessage" | "ErrorTitle" | "ErrorMessage" => Some(VALIDATION),
        "Value1" | "Value2" => Some(CONDITION),
        _ => None,
    }
}

/// A header or footer of the page.
fn edge(tag: &Tag<'_>, sink: &mut Sink<'_>) {
    let text = without_codes(&tag.attribute("Data").unwrap_or_default());
    paragraph(&tag.name().to_lowercase(), &text, sink);
}

fn paragraph(part: &str, text: &str, sink: &mut Sink<'_>) {
    if text.trim().is_empty() {
        return;
    }
    let part = sink.intern(part);
    sink.piece(Unit::Paragraph { part, n: 1 }, 0, text.trim());
}

/// Where a row or cell stands: its own number, counted from 1, else the next place.
fn place(tag: &Tag<'_>, next: u32) -> u32 {
    tag.number("Index").map_or(next, |number| number.saturating_sub(1))
}
