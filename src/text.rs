//! Extracted text: one contiguous, normalised buffer with thin marks that lead an offset back to a place.
//!
//! A place or a label is worked out only where something was found: a text of 1 MiB with one hit costs one look-up,
//! not a mark per cell. Structured text formats (csv, json, xml) therefore stand in the buffer as they were written
//! and their mark says how to read them ([`Unit::Delimited`], [`Unit::Json`], [`Unit::Xml`]); formats that are walked
//! (sheets, office documents, pdf) set one mark per cell, paragraph or line.
//!
//! Separators the buffer itself uses: `\n` ends a line, paragraph or row; `\t` ends a cell of a walked table. Tabs of
//! the source become spaces ([`crate::normalize`]), except in tab-separated files, where they are the cell borders.

/// A name in [`Text::names`] (sheet name, header field, label); 0 is "none".
pub type NameId = u32;

/// What stands in the buffer from a mark's offset up to the next mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Plain lines; `first` is the 1-based number of the line at the mark.
    Lines { first: u32 },
    /// Rows of delimited text as written; `row` (1-based, heading included) and `col` (0-based) hold at the mark.
    Delimited { sep: u8, row: u32, col: u32 },
    /// JSON as written (escapes already decoded); `first` as in `Lines`.
    Json { first: u32 },
    /// XML as written (entities already decoded); `first` as in `Lines`.
    Xml { first: u32 },
    /// One cell of a walked table: `table` names the sheet; 1-based row, 0-based column.
    Cell { table: NameId, row: u32, col: u32 },
    /// Text of a page, 1-based.
    Page { page: u32 },
    /// Text of a slide, 1-based; `part` names it ("notes") or is 0.
    Slide { slide: u32, part: NameId },
    /// The nth paragraph (1-based) of a part ("body", "header", "footnotes", "comments", "properties").
    Paragraph { part: NameId, n: u32 },
    /// A named value: a mail header, a form field, a property. The label is the name.
    Field { part: NameId },
}

/// From `offset` on, the buffer holds `unit`, labelled `label` (a column heading, a header field, a form field).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub offset: u32,
    pub label: NameId,
    pub unit: Unit,
}

/// A window of a document's text.
#[derive(Debug, Default)]
pub struct Text {
    pub buf: String,
    pub marks: Vec<Mark>,
    /// Interned names; index 0 is the empty name. They live as long as the document.
    pub names: Vec<String>,
    /// Headings of the delimited text, by column.
    pub headings: Vec<String>,
}

impl Text {
    /// The best offset at or shortly before `offset` to begin a window at: a line start if one is near.
    pub(crate) fn keep_from(&self, offset: usize) -> usize {
        let offset = self.buf.floor_char_boundary(offset);
        let near = self.buf.floor_char_boundary(offset.saturating_sub(4 << 10));
        self.buf[near..offset].rfind('\n').map_or(offset, |at| near + at + 1)
    }

    /// Forgets the text before `keep`; the mark in force there is led on to it.
    pub(crate) fn drop_before(&mut self, keep: usize) {
        let at = u32::try_from(keep).expect("a window is far smaller than 4 GiB");
        let in_force = self.marks.partition_point(|mark| mark.offset <= at);
        if let Some(last) = in_force.checked_sub(1) {
            let mark = &mut self.marks[last];
            mark.unit = mark.unit.advance(&self.buf[mark.offset as usize..keep]);
            mark.offset = at;
            self.marks.drain(..last);
        }
        for mark in &mut self.marks {
            mark.offset -= at;
        }
        self.buf.drain(..keep);
    }

    /// The mark in force at an offset.
    pub fn mark_at(&self, offset: usize) -> Option<&Mark> {
        let after = self.marks.partition_point(|mark| mark.offset as usize <= offset);
        after.checked_sub(1).map(|at| &self.marks[at])
    }
}

impl Unit {
    /// The same unit, behind `passed`.
    fn advance(self, passed: &str) -> Self {
        let lines = || u32::try_from(memchr::memchr_iter(b'\n', passed.as_bytes()).count()).unwrap_or(u32::MAX);
        match self {
            Self::Lines { first } => Self::Lines {
                first: first.saturating_add(lines()),
            },
            Self::Json { first } => Self::Json {
                first: first.saturating_add(lines()),
            },
            Self::Xml { first } => Self::Xml {
                first: first.saturating_add(lines()),
            },
            Self::Delimited { sep, row, col } => {
                let at = DelimitedCursor {
                    row,
                    col,
                    quoted: false,
                }
                .advance(passed, sep);
                Self::Delimited {
                    sep,
                    row: at.row,
                    col: at.col,
                }
            }
            unit => unit,
        }
    }
}

/// Where a reader of delimited text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelimitedCursor {
    pub row: u32,
    pub col: u32,
    pub quoted: bool,
}

impl DelimitedCursor {
    /// The cursor behind `passed` (RFC 4180: borders inside double quotes do not count).
    pub fn advance(mut self, passed: &str, sep: u8) -> Self {
        for at in memchr::memchr3_iter(sep, b'"', b'\n', passed.as_bytes()) {
            match passed.as_bytes()[at] {
                b'"' => self.quoted = !self.quoted,
                _ if self.quoted => {}
                b'\n' => {
                    self.row = self.row.saturating_add(1);
                    self.col = 0;
                }
                _ => self.col = self.col.saturating_add(1),
            }
        }
        self
    }
}
