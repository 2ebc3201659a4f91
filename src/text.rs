//! Extracted text: one contiguous, normalised buffer with thin marks that lead an offset back to a place.
//!
//! A place or a label is worked out only where something was found: a text of 1 MiB with one hit costs one look-up,
//! not a mark per cell. Structured text formats (csv, json, xml) therefore stand in the buffer as they were written
//! and their mark says how to read them ([`Unit::Delimited`], [`Unit::Json`], [`Unit::Xml`]); formats that are walked
//! (sheets, office documents, pdf) set one mark per cell, paragraph or line. Delimited text is walked like a sheet from where
//! a second table begins in it, which has a name (and so columns) of its own, as on a sheet.
//!
//! Separators the buffer itself uses: `\n` ends a line, paragraph or row; `\t` ends a cell of a walked table. Tabs of
//! the source become spaces ([`crate::normalize`]), except in tab-separated files, where they are the cell borders.

mod delimited;
mod json;
mod label;
mod locate;
#[cfg(test)]
mod tests;
mod xml;

use std::ops::Range;

pub use delimited::DelimitedCursor;
pub use label::is_value;
pub use locate::{Location, Locator, Piece, Pieces, column_name};

/// A name in [`Text::names`] (sheet name, header field, label); 0 is "none".
pub type NameId = u32;

/// What stands in the buffer from a mark's offset up to the next mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Plain lines; `first` is the 1-based number of the line at the mark.
    Lines { first: u32 },
    /// Rows of delimited text as written; `row` (1-based, heading included) and `col` (0-based) hold at the mark.
    Delimited { sep: u8, row: u32, col: u32 },
    /// JSON as written, escapes already decoded except `\\"` and `\\\\`, which keep its structure readable; `first` as
    /// in `Lines`.
    Json { first: u32 },
    /// XML as written, entities already decoded except `&lt;`, `&quot;` and `&apos;`, which keep its structure
    /// readable; `first` as in `Lines`.
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

/// Labels a text that stands in the document a second time, for programs that cannot show it otherwise: it is told, and
/// what is in it is counted where it stands first.
pub const COPY: &str = "older copy";

/// Labels what a program shows and nobody wrote, the numbers of lists and the places of pictures: it is told, and is no
/// part of what a copy must hold too.
pub const SHOWN: &str = "shown";

/// The part of a document that is the name of its file.
pub const FILE_NAME: &str = "file name";

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
    /// What the text before the window left open, for the first mark.
    pub(crate) carried: Carried,
}

/// The state of a structured text at the first mark, where earlier text of its unit was dropped.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Carried {
    /// A unit begins at the mark.
    #[default]
    Nothing,
    /// Delimited text, inside double quotes.
    Quoted,
    Json(json::State<String>),
    Xml(xml::State<String>),
}

/// A value of a structured text, and its key, element or attribute ("" for none).
struct Token<'t> {
    range: Range<usize>,
    label: &'t str,
}

impl Text {
    /// Plain lines, normalised.
    pub fn of_lines(lines: &str) -> Self {
        let mut text = Self {
            marks: vec![Mark {
                offset: 0,
                label: 0,
                unit: Unit::Lines { first: 1 },
            }],
            names: vec![String::new()],
            ..Self::default()
        };
        crate::normalize::push(&mut text.buf, lines, &mut crate::normalize::Pending::default());
        text
    }

    /// The best offset at or shortly before `offset` to begin a window at: a line start if one is near, else the
    /// start of a tag or word. Never between a backslash and what it escapes.
    pub(crate) fn keep_from(&self, offset: usize) -> usize {
        let offset = self.buf.floor_char_boundary(offset);
        let near = self.buf.floor_char_boundary(offset.saturating_sub(4 << 10));
        let before = &self.buf[near..offset];
        let start = before
            .rfind('\n')
            .or_else(|| before.rfind(' '))
            .map(|at| at + 1)
            .or_else(|| before.rfind('<'));
        start.map_or_else(|| near + before.trim_end_matches('\\').len(), |at| near + at)
    }

    /// Forgets the text before `keep`; the mark in force there is led on to it.
    pub(crate) fn drop_before(&mut self, keep: usize) {
        let at = u32::try_from(keep).expect("a window is far smaller than 4 GiB");
        let in_force = self.marks.partition_point(|mark| mark.offset <= at);
        if let Some(last) = in_force.checked_sub(1) {
            let mark = self.marks[last];
            let carried = if last == 0 {
                std::mem::take(&mut self.carried)
            } else {
                Carried::Nothing
            };
            let (unit, carried) = mark.unit.advance(&self.buf[mark.offset as usize..keep], carried);
            self.carried = carried;
            if let Carried::Json(state) = &mut self.carried {
                state.complete_key(&self.buf[keep..]);
            }
            self.marks[last] = Mark {
                offset: at,
                unit,
                ..mark
            };
            self.marks.drain(..last);
        }
        for mark in &mut self.marks {
            mark.offset -= at;
        }
        self.buf.drain(..keep);
    }

    /// Whether the text before the window left double quotes of delimited text open.
    pub(crate) fn starts_quoted(&self) -> bool {
        self.carried == Carried::Quoted
    }

    /// The mark in force at an offset.
    pub fn mark_at(&self, offset: usize) -> Option<&Mark> {
        let after = self.marks.partition_point(|mark| mark.offset as usize <= offset);
        after.checked_sub(1).map(|at| &self.marks[at])
    }

    /// What ends a cell where a table is: its rows are lines, and nothing goes on behind their ends.
    pub(crate) fn border_at(&self, offset: usize) -> Option<u8> {
        match self.mark_at(offset)?.unit {
            Unit::Delimited { sep, .. } => Some(sep),
            Unit::Cell { .. } => Some(b'\t'),
            _ => None,
        }
    }
}

impl Unit {
    /// The same unit behind `passed`, and what that leaves open.
    fn advance(self, passed: &str, carried: Carried) -> (Self, Carried) {
        match self {
            Self::Lines { first } => (
                Self::Lines {
                    first: first.saturating_add(line_ends(passed)),
                },
                Carried::Nothing,
            ),
            Self::Json { first } => (
                Self::Json {
                    first: first.saturating_add(line_ends(passed)),
                },
                Carried::Json(json::Reader::new(passed, &carried).state_at_end()),
            ),
            Self::Xml { first } => (
                Self::Xml {
                    first: first.saturating_add(line_ends(passed)),
                },
                Carried::Xml(xml::Reader::new(passed, &carried).state_at_end()),
            ),
            Self::Delimited { sep, row, col } => {
                let at = DelimitedCursor {
                    row,
                    col,
                    quoted: carried == Carried::Quoted,
                }
                .advance(passed, sep);
                let carried = if at.quoted { Carried::Quoted } else { Carried::Nothing };
                (
                    Self::Delimited {
                        sep,
                        row: at.row,
                        col: at.col,
                    },
                    carried,
                )
            }
            unit => (unit, Carried::Nothing),
        }
    }
}

fn line_ends(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}

/// Where to cut a text that goes on behind it: behind the last white space, if there is any near the end.
pub(crate) fn cut(text: &[u8]) -> usize {
    let near = text.len().saturating_sub(1 << 10);
    let gap = text[near..].iter().rposition(u8::is_ascii_whitespace);
    gap.map_or(text.len(), |gap| near + gap + 1)
}

/// Cuts a long text into parts, between words where it can.
pub fn chunks(text: &str, len: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = match rest.len() > len {
            true => cut(&rest.as_bytes()[..rest.floor_char_boundary(len)]),
            false => rest.len(),
        };
        let (chunk, tail) = rest.split_at(at);
        rest = tail;
        Some(chunk)
    })
}
