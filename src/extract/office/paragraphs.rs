//! Paragraphs and tables of WordprocessingML and DrawingML: documents, slides, notes, comments, charts, drawings.
//!
//! The vocabularies share their local names (`p`, `t`, `tbl`, `tr`, `tc`, `br`), so that one walk reads them all,
//! whatever their namespaces (transitional or strict).

mod rare;
mod table;
mod tracked;

use std::collections::BTreeSet;

use table::Table;
use tracked::Tracked;

use super::flow::field_code;
use super::raised::Raised;
use super::revised::{Change, Deleted, Revised};
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
    open: Vec<Revised>,
    tables: Vec<Table>,
    n_tables: u32,
    reading: Reading,
    /// What text boxes say that are tied to an open paragraph, for each of them.
    boxes: Vec<String>,
    /// Room of the paragraph before.
    spare: Revised,
    tracked: Tracked,
    raised: Raised,
    /// What was deleted from the row being read, which must not be cut.
    deleted: Deleted,
    /// Alternate contents that are open.
    alternates: Vec<Alternate>,
    /// A field's instruction, which may be cut into several runs.
    code: String,
    /// The document is one file of XML: headers, notes and comments stand where they belong.
    is_flat: bool,
    /// Around the part of a flat document that is being read.
    around: Vec<(Place, Tracked)>,
    /// The part is a master or layout of slides, whose placeholders show nothing.
    is_master: bool,
    is_placeholder: bool,
    /// Who tracked changes.
    authors: BTreeSet<String>,
    /// Names of places in the text.
    bookmarks: BTreeSet<String>,
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
    /// Of how a run looks, at which height.
    Height,
    /// Of what describes a content control or a table, the texts.
    Describe,
}

/// Content that stands in the file twice (ECMA-376 part 3, `AlternateContent`): a text box for programs that know it,
/// and once more for older ones. These show and edit the second alone, so that the two may differ: what is the same in
/// both is read once.
struct Alternate {
    /// Paragraphs that were open where it begins.
    depth: usize,
    /// What the first choice says: its paragraphs, and whether it adds to the paragraph around it.
    paragraphs: Vec<String>,
    said: String,
    is_fallback: bool,
}

impl Alternate {
    /// Whether a text that adds to the paragraph around repeats the first choice; none where there is nothing that it
    /// could repeat, or where it goes on.
    fn is_again(&mut self, text: &str) -> Option<bool> {
        if !self.is_fallback {
            self.said.push_str(if self.said.len() < LONG { text } else { "" });
            return None;
        }
        if self.said.is_empty() {
            return None;
        }
        let is_again = self.said.contains(text.trim());
        if !is_again {
            self.said.clear();
        }
        Some(is_again)
    }
}

/// Paragraphs of a first choice that are compared.
const COMPARED: usize = 1024;

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
            spare: Revised::default(),
            tracked: Tracked::default(),
            raised: Raised::default(),
            deleted: Deleted::default(),
            alternates: Vec::new(),
            code: String::new(),
            is_flat: false,
            around: Vec::new(),
            is_master: false,
            is_placeholder: false,
            authors: BTreeSet::new(),
            bookmarks: BTreeSet::new(),
        }
    }

    /// Of a document that is one file of XML.
    pub fn flat(place: Place) -> Self {
        Self {
            is_flat: true,
            ..Self::new(place)
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
        self.tracked = Tracked::default();
        while !self.open.is_empty() {
            self.end_paragraph(sink);
        }
        while !self.tables.is_empty() {
            self.end_cell(sink);
            self.tables.pop();
        }
        self.end_code(sink);
        self.hand_on_names(sink);
        result
    }

    /// Reads a master or layout of slides: what all of them show.
    pub fn walk_master(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.is_master = true;
        let result = self.walk(xml, sink);
        (self.is_master, self.is_placeholder) = (false, false);
        result
    }

    fn nodes(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => match self.start(&tag, sink) {
                    Then::Go => {}
                    Then::Skip => xml.skip(sink)?,
                    Then::Height => self.height(xml, sink)?,
                    Then::Describe => self.described(xml, sink)?,
                },
                Node::Text(text) => match self.reading {
                    Reading::Nothing => {}
                    Reading::Text => self.text(&text, sink),
                    Reading::Code => self.code.push_str(&text),
                },
                Node::End(name) => {
                    self.reading = Reading::Nothing;
                    self.end(name, sink);
                }
                Node::Eof => return Ok(()),
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_>) -> Then {
        // A match over bytes is a tree; over texts it would be a row of comparisons.
        match tag.name().as_bytes() {
            b"t" | b"delText" => self.reading = Reading::Text,
            b"r" => self.raised.set(false),
            b"rPr" => {
                let height = tag.attribute("baseline");
                self.raised.set(height.is_some_and(|height| !height.starts_with('0')));
                return Then::Height;
            }
            b"p" => self.begin_paragraph(),
            // Comments of slides and sheets, cached values of charts.
            b"text" | b"author" | b"v" => {
                self.begin_paragraph();
                self.reading = Reading::Text;
            }
            // Headers stand in the properties of their section.
            b"pPr" | b"sectPr" if self.is_flat => {}
            b"hdr" | b"ftr" | b"footnote" | b"endnote" | b"annotation" | b"comment" if self.is_flat => {
                self.start_part(tag, sink)
            }
            b"binData" | b"binaryData" | b"docOleData" => return Then::Skip,
            b"txBody" if self.is_placeholder => return Then::Skip,
            b"ins" | b"moveTo" | b"del" | b"moveFrom" => {
                self.tracked.begin(tag.name());
                self.changed_by(tag);
            }
            b"sdtPr" | b"tblPr" => return Then::Describe,
            b"pPr" | b"sectPr" | b"tblPrEx" | b"trPr" | b"tblGrid" | b"sdtEndPr" | b"spPr" | b"bodyPr"
            | b"lstStyle" | b"endParaRPr" | b"shapetype" | b"blipFill" => return Then::Skip,
            b"tab" | b"ptab" => self.text(" ", sink),
            b"br" | b"cr" => self.text("\n", sink),
            b"noBreakHyphen" => self.text("-", sink),
            b"instrText" | b"delInstrText" => self.reading = Reading::Code,
            b"fldChar" => self.end_code(sink),
            b"tbl" => self.start_table(sink),
            b"tr" => self.start_row(),
            b"tc" => self.start_cell(),
            _ => self.start_rare(tag, sink),
        }
        Then::Go
    }

    fn end(&mut self, name: &str, sink: &mut Sink<'_>) {
        match name {
            "p" | "text" | "author" | "v" => self.end_paragraph(sink),
            "ins" | "moveTo" | "del" | "moveFrom" => self.tracked.end(name),
            "sup" | "sub" | "deg" => self.raised.part(),
            "AlternateContent" => drop(self.alternates.pop()),
            "hdr" | "ftr" | "footnote" | "endnote" | "annotation" | "comment" => {
                (self.place, self.tracked) = self.around.pop().unwrap_or((self.place, self.tracked));
            }
            "tc" => self.end_cell(sink),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.headings.end_row((table.name, table.row), sink);
                }
                self.hand_on_deleted(sink);
            }
            "tbl" => {
                self.end_cell(sink);
                if self.tables.pop().is_some() {
                    sink.push_raw("\n");
                }
                self.hand_on_deleted(sink);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, sink: &mut Sink<'_>) {
        let unit = self.unit();
        let depth = self.open.len();
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        let mut is_other = false;
        if let Some(alternate) = self.alternates.last_mut().filter(|alternate| alternate.depth == depth) {
            match alternate.is_again(text) {
                Some(true) => return,
                again => is_other = again.is_some(),
            }
        }
        let change = self.tracked.change();
        let between = match self.raised.between(paragraph.told(change), text) {
            "" if is_other => " ",
            between => between,
        };
        paragraph.push(between, change);
        paragraph.push(text, change);
        // Word takes a text box for a part of the paragraph that it is tied to.
        let outer = self
            .boxes
            .iter_mut()
            .take(if self.around.is_empty() { depth - 1 } else { 0 });
        outer
            .filter(|said| change != Change::Deleted && said.len() < LONG)
            .for_each(|said| said.push_str(text));
        if paragraph.len() <= LONG || !self.tables.is_empty() {
            return;
        }
        sink.mark(unit, 0);
        sink.push(&paragraph.now);
        if let Some(deleted) = paragraph.deleted() {
            self.deleted.add(deleted);
        }
        paragraph.clear();
        self.hand_on_deleted(sink);
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

    fn end_paragraph(&mut self, sink: &mut Sink<'_>) {
        let Some(mut paragraph) = self.open.pop() else {
            return;
        };
        let said = self.boxes.pop().unwrap_or_default();
        if let Some(deleted) = paragraph.deleted() {
            self.deleted.add(deleted);
        }
        if !(self.is_master && rare::is_prompt_of_program(&paragraph.now)) {
            self.hand_on(&paragraph.now, sink);
        }
        self.hand_on_deleted(sink);
        paragraph.clear();
        self.spare = paragraph;
        if said.trim().is_empty() {
            return;
        }
        let label = sink.intern(COPY);
        sink.piece(self.unit(), label, &said);
    }

    fn hand_on(&mut self, paragraph: &str, sink: &mut Sink<'_>) {
        if self.is_again(paragraph) {
            let label = sink.intern(COPY);
            sink.piece(self.unit(), label, paragraph);
            return;
        }
        if let Some(Table { cell: Some(cell), .. }) = self.tables.last_mut() {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(paragraph);
            if cell.len() > LONG {
                self.hand_on_cell(sink);
            }
            return;
        }
        // The paragraph that ends is the one behind those that ended before.
        let unit = self.unit();
        self.n = self.n.saturating_add(1);
        if paragraph.trim().is_empty() {
            return;
        }
        sink.piece(unit, 0, paragraph);
    }

    fn end_code(&mut self, sink: &mut Sink<'_>) {
        field_code(&self.code, self.unit(), sink);
        self.code.clear();
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
