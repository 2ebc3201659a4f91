//! Paragraphs and tables of WordprocessingML and DrawingML: documents, slides, notes, comments, charts, drawings.
//!
//! The vocabularies share their local names (`p`, `t`, `tbl`, `tr`, `tc`, `br`), so that one walk reads them all,
//! whatever their namespaces (transitional or strict).

use super::flow::field_code;
use super::headings::Headings;
use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};
use crate::text::{COPY, NameId, Unit};

/// A longer paragraph or cell is handed on in parts.
const LONG: usize = 64 << 10;

/// Where the paragraphs stand.
#[derive(Clone, Copy)]
pub(in crate::extract) enum Place {
    Part(NameId),
    Slide { slide: u32, part: NameId },
}

pub(in crate::extract) struct Paragraphs {
    place: Place,
    /// Paragraphs of this place so far.
    n: u32,
    /// Paragraphs being read; text boxes stand inside paragraphs.
    open: Vec<String>,
    tables: Vec<Table>,
    n_tables: u32,
    reading: Reading,
    /// What text boxes say that are tied to an open paragraph, for each of them.
    boxes: Vec<String>,
    /// Room of the paragraph before.
    spare: String,
    /// Alternate contents that are open.
    alternates: Vec<Alternate>,
    /// A field's instruction, which may be cut into several runs.
    code: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Nothing,
    Text,
    Code,
}

/// What follows a start tag.
enum Then {
    Go,
    Skip,
}

/// Content that stands in the file twice (ECMA-376 part 3, `AlternateContent`): a text box for programs that know it, and
/// once more for older ones. These show and edit the second alone, so that the two may differ: what is the same in both
/// is read once.
struct Alternate {
    /// Paragraphs that were open where it begins.
    depth: usize,
    /// What the first choice says: its paragraphs, and whether it adds to the paragraph around it.
    paragraphs: Vec<String>,
    has_text: bool,
    is_fallback: bool,
}

/// Paragraphs of a first choice that are compared.
const COMPARED: usize = 1024;

struct Table {
    name: NameId,
    row: u32,
    col: u32,
    /// Columns the cell being read covers.
    span: u32,
    cell: Option<String>,
    headings: Headings,
}

impl Paragraphs {
    pub fn new(place: Place) -> Self {
        Self {
            place,
            n: 0,
            open: Vec::new(),
            tables: Vec::new(),
            n_tables: 0,
            reading: Reading::Nothing,
            boxes: Vec::new(),
            spare: String::new(),
            alternates: Vec::new(),
            code: String::new(),
        }
    }

    /// What follows stands elsewhere. Tables are counted through a document, and anew on every slide.
    pub fn at(&mut self, place: Place) {
        if let (Place::Slide { slide: before, .. }, Place::Slide { slide, .. }) = (self.place, place)
            && before != slide
        {
            self.n_tables = 0;
        }
        self.place = place;
        self.n = 0;
    }

    /// Reads a part. What was begun when the part breaks off is handed on too.
    pub fn walk(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let result = self.nodes(xml, sink);
        self.alternates.clear();
        while !self.open.is_empty() {
            self.end_paragraph(sink)?;
        }
        while !self.tables.is_empty() {
            self.end_cell(sink)?;
            self.tables.pop();
        }
        self.end_code(sink)?;
        result
    }

    fn nodes(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => {
                    if let Then::Skip = self.start(&tag, sink)? {
                        xml.skip(sink)?;
                    }
                }
                Node::Text(text) => match self.reading {
                    Reading::Nothing => {}
                    Reading::Text => self.text(&text, sink)?,
                    Reading::Code => self.code.push_str(&text),
                },
                Node::End(name) => {
                    self.reading = Reading::Nothing;
                    self.end(name, sink)?;
                }
                Node::Eof => return Ok(()),
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) -> Result<Then, Error> {
        // A match over bytes is a tree; over texts it would be a row of comparisons.
        match tag.name().as_bytes() {
            b"t" | b"delText" => self.reading = Reading::Text,
            b"p" => self.begin_paragraph(),
            // Comments of slides and sheets, cached values of charts.
            b"text" | b"author" | b"v" => {
                self.begin_paragraph();
                self.reading = Reading::Text;
            }
            b"rPr" | b"pPr" | b"sectPr" | b"tblPr" | b"tblPrEx" | b"trPr" | b"tblGrid" | b"sdtPr" | b"sdtEndPr"
            | b"spPr" | b"bodyPr" | b"lstStyle" | b"endParaRPr" | b"shapetype" | b"blipFill" => return Ok(Then::Skip),
            b"tab" | b"ptab" => self.text(" ", sink)?,
            b"br" | b"cr" => self.text("\n", sink)?,
            b"noBreakHyphen" => self.text("-", sink)?,
            b"instrText" | b"delInstrText" => self.reading = Reading::Code,
            b"fldChar" => self.end_code(sink)?,
            b"tbl" => self.start_table(sink),
            b"tr" => self.start_row(),
            b"tc" => self.start_cell(),
            _ => self.start_rare(tag, sink)?,
        }
        Ok(Then::Go)
    }

    /// Elements whose data stands in attributes.
    fn start_rare(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
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

    fn end(&mut self, name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        match name {
            "p" | "text" | "author" | "v" => self.end_paragraph(sink)?,
            "AlternateContent" => drop(self.alternates.pop()),
            "tc" => self.end_cell(sink)?,
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.headings.end_row(sink);
                }
            }
            "tbl" => {
                self.end_cell(sink)?;
                if self.tables.pop().is_some() {
                    sink.push_raw("\n");
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        let unit = self.unit();
        let depth = self.open.len();
        let Some(paragraph) = self.open.last_mut() else {
            return Ok(());
        };
        if let Some(alternate) = self.alternates.last_mut().filter(|alternate| alternate.depth == depth) {
            if alternate.is_fallback && alternate.has_text {
                return Ok(());
            }
            alternate.has_text |= !alternate.is_fallback;
        }
        paragraph.push_str(text);
        // Word takes a text box for a part of the paragraph that it is tied to.
        let outer = self.boxes.iter_mut().take(depth - 1);
        outer
            .filter(|said| said.len() < LONG)
            .for_each(|said| said.push_str(text));
        if paragraph.len() <= LONG || !self.tables.is_empty() {
            return Ok(());
        }
        sink.mark(unit, 0);
        sink.push(paragraph)?;
        paragraph.clear();
        Ok(())
    }

    /// Whether the paragraph repeats one of the first choice: a text box stands in the file once per version of Word.
    fn is_again(&mut self, paragraph: &str) -> bool {
        let Some(alternate) = self.alternates.last_mut() else {
            return false;
        };
        if alternate.is_fallback {
            return alternate.paragraphs.iter().any(|before| before == paragraph);
        }
        if alternate.paragraphs.len() < COMPARED {
            alternate.paragraphs.push(paragraph.to_owned());
        }
        false
    }

    fn begin_paragraph(&mut self) {
        self.open.push(std::mem::take(&mut self.spare));
        self.boxes.push(String::new());
    }

    fn end_paragraph(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let Some(mut paragraph) = self.open.pop() else {
            return Ok(());
        };
        let said = self.boxes.pop().unwrap_or_default();
        self.hand_on(&paragraph, sink)?;
        paragraph.clear();
        self.spare = paragraph;
        if said.trim().is_empty() {
            return Ok(());
        }
        let label = sink.intern(COPY);
        sink.piece(self.unit(), label, &said)
    }

    fn hand_on(&mut self, paragraph: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        if self.is_again(paragraph) {
            let label = sink.intern(COPY);
            return sink.piece(self.unit(), label, paragraph);
        }
        if let Some(Table { cell: Some(cell), .. }) = self.tables.last_mut() {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(paragraph);
            return if cell.len() > LONG {
                self.hand_on_cell(sink)
            } else {
                Ok(())
            };
        }
        // The paragraph that ends is the one behind those that ended before.
        let unit = self.unit();
        self.n = self.n.saturating_add(1);
        if paragraph.trim().is_empty() {
            return Ok(());
        }
        sink.piece(unit, 0, paragraph)
    }

    fn start_table(&mut self, sink: &mut Sink<'_>) {
        self.n_tables = self.n_tables.saturating_add(1);
        let name = match self.place {
            Place::Part(_) => format!("table {}", self.n_tables),
            Place::Slide { slide, .. } => format!("slide {slide} table {}", self.n_tables),
        };
        self.tables.push(Table {
            name: sink.intern(&name),
            row: 0,
            col: 0,
            span: 1,
            cell: None,
            headings: Headings::default(),
        });
    }

    fn start_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.saturating_add(1);
            table.col = 0;
        }
    }

    fn start_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.span = 1;
            table.cell = Some(String::new());
        }
    }

    fn end_cell(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.hand_on_cell(sink)?;
        if let Some(table) = self.tables.last_mut()
            && table.cell.take().is_some()
        {
            table.col = table.col.saturating_add(table.span);
        }
        Ok(())
    }

    fn hand_on_cell(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let Some(cell) = table.cell.as_mut().filter(|cell| !cell.trim().is_empty()) else {
            return Ok(());
        };
        let text = std::mem::take(cell);
        table.headings.cell(table.col, &text);
        let label = table.headings.label(table.col);
        sink.cell(table.name, table.row, table.col, label, text.trim())
    }

    fn end_code(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        field_code(&self.code, self.unit(), sink)?;
        self.code.clear();
        Ok(())
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

    fn unit(&self) -> Unit {
        match self.place {
            Place::Part(part) => Unit::Paragraph {
                part,
                n: self.n.saturating_add(1),
            },
            Place::Slide { slide, part } => Unit::Slide { slide, part },
        }
    }
}
