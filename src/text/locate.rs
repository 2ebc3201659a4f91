//! From an offset back to a place and a label, and from a window to its pieces.

use std::borrow::Cow;
use std::ops::Range;

use super::label::{is_value, is_value_as_table};
use super::{Carried, DelimitedCursor, Mark, NameId, Text, Token, Unit, json, line_ends, xml};
use crate::finding::Place;

/// Where an offset stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'t> {
    /// The unit in force, led on to the offset: its line, row and column are those of the offset.
    pub unit: Unit,
    /// The column's heading, the JSON key, the XML element or attribute, else the mark's label.
    pub label: Option<&'t str>,
    /// Table and 1-based row, in cells and delimited text.
    pub row: Option<(NameId, u32)>,
    /// 0-based column, in cells and delimited text.
    pub col: Option<u32>,
}

/// Leads offsets back to places. Offsets in increasing order cost one walk over the window altogether.
pub struct Locator<'t> {
    text: &'t Text,
    /// Index of the mark that is being walked, and where its text ends.
    mark: usize,
    end: usize,
    /// How far the walk came, and the line there (for units that count lines).
    at: usize,
    line: u32,
    walk: Walk<'t>,
}

/// A reader of the text behind one mark.
enum Walk<'t> {
    None,
    Delimited(DelimitedCursor, u8),
    /// The values of a structured text, and the one that the walk came to.
    Values(Values<'t>, Option<Token<'t>>),
}

enum Values<'t> {
    Json(json::Reader<'t>),
    Xml(xml::Reader<'t>),
}

impl<'t> Values<'t> {
    fn next_token(&mut self) -> Option<Token<'t>> {
        match self {
            Self::Json(reader) => reader.next_token(),
            Self::Xml(reader) => reader.next_token(),
        }
    }
}

impl<'t> From<Values<'t>> for Walk<'t> {
    fn from(mut values: Values<'t>) -> Self {
        let first = values.next_token();
        Self::Values(values, first)
    }
}

/// A piece of a window: a line, a cell, a JSON value, an XML text, or what stands behind one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    pub location: Location<'t>,
    /// Its range in the window.
    pub range: Range<usize>,
    /// As a person would read it: without quotes and escapes of its format.
    pub text: Cow<'t, str>,
}

/// The pieces of a range, front to back; empty ones are left out.
pub struct Pieces<'t> {
    locator: Locator<'t>,
    range: Range<usize>,
    at: usize,
}

static NOTHING: Carried = Carried::Nothing;

impl Text {
    /// Where an offset stands. For many offsets of one window use a [`Text::locator`].
    pub fn locate(&self, offset: usize) -> Location<'_> {
        self.locator().locate(offset)
    }

    pub fn locator(&self) -> Locator<'_> {
        let mut locator = Locator {
            text: self,
            mark: 0,
            end: 0,
            at: 0,
            line: 1,
            walk: Walk::None,
        };
        locator.begin(0);
        locator
    }

    /// The pieces of a range of this window. A piece that reaches over a border of the range is cut there.
    pub fn pieces(&self, range: Range<usize>) -> Pieces<'_> {
        let mut locator = self.locator();
        locator.begin(self.marks_up_to(range.start));
        Pieces {
            at: range.start,
            locator,
            range,
        }
    }

    fn marks_up_to(&self, offset: usize) -> usize {
        self.marks.partition_point(|mark| mark.offset as usize <= offset)
    }

    fn name(&self, id: NameId) -> Option<&str> {
        self.names
            .get(id as usize)
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }
}

impl<'t> Locator<'t> {
    pub fn locate(&mut self, offset: usize) -> Location<'t> {
        let mark = self.text.marks_up_to(offset);
        if mark != self.mark || offset < self.at {
            self.begin(mark);
        }
        let base = self.base();
        let passed = &self.text.buf[self.at.min(offset)..offset];
        let label = match &mut self.walk {
            Walk::None => None,
            Walk::Delimited(cursor, sep) => {
                *cursor = cursor.advance(passed, *sep);
                None
            }
            Walk::Values(reader, current) => {
                while current.as_ref().is_some_and(|token| base + token.range.end <= offset) {
                    *current = reader.next_token();
                }
                current
                    .as_ref()
                    .filter(|token| base + token.range.start <= offset)
                    .map(|token| token.label)
            }
        };
        if self.counts_lines() {
            self.line = self.line.saturating_add(line_ends(passed));
        }
        self.at = offset;
        self.location(label)
    }

    /// Starts at the text behind the nth mark; 0 is the text before the first one.
    fn begin(&mut self, mark: usize) {
        self.mark = mark;
        self.end = self
            .text
            .marks
            .get(mark)
            .map_or(self.text.buf.len(), |next| next.offset as usize);
        self.at = self.base();
        let carried = if mark == 1 { &self.text.carried } else { &NOTHING };
        let behind = &self.text.buf[self.at..self.end];
        (self.line, self.walk) = match self.unit() {
            Unit::Lines { first } => (first, Walk::None),
            Unit::Json { first } => (first, Values::Json(json::Reader::new(behind, carried)).into()),
            Unit::Xml { first } => (first, Values::Xml(xml::Reader::new(behind, carried)).into()),
            Unit::Delimited { sep, row, col } => {
                let quoted = *carried == Carried::Quoted;
                (1, Walk::Delimited(DelimitedCursor { row, col, quoted }, sep))
            }
            _ => (1, Walk::None),
        };
    }

    fn current(&self) -> Option<&'t Mark> {
        self.mark.checked_sub(1).map(|at| &self.text.marks[at])
    }

    fn base(&self) -> usize {
        self.current().map_or(0, |mark| mark.offset as usize)
    }

    /// The unit as the mark has it.
    fn unit(&self) -> Unit {
        self.current().map_or(Unit::Lines { first: 1 }, |mark| mark.unit)
    }

    fn counts_lines(&self) -> bool {
        matches!(self.unit(), Unit::Lines { .. } | Unit::Json { .. } | Unit::Xml { .. })
    }

    /// The location where the walk stands, under a label that the walk found.
    fn location(&self, label: Option<&'t str>) -> Location<'t> {
        let first = self.line;
        let unit = match (self.unit(), &self.walk) {
            (Unit::Lines { .. }, _) => Unit::Lines { first },
            (Unit::Json { .. }, _) => Unit::Json { first },
            (Unit::Xml { .. }, _) => Unit::Xml { first },
            (Unit::Delimited { sep, .. }, Walk::Delimited(cursor, _)) => Unit::Delimited {
                sep,
                row: cursor.row,
                col: cursor.col,
            },
            (unit, _) => unit,
        };
        let (row, col) = match unit {
            Unit::Delimited { row, col, .. } => (Some((0, row)), Some(col)),
            Unit::Cell { table, row, col } => (Some((table, row)), Some(col)),
            _ => (None, None),
        };
        let heading = match unit {
            // The heading row itself is not labelled.
            Unit::Delimited { row: 2.., col, .. } => self.text.headings.get(col as usize).map(String::as_str),
            _ => None,
        };
        let marked = || self.text.name(self.current()?.label);
        Location {
            unit,
            label: label.or(heading).filter(|label| !label.is_empty()).or_else(marked),
            row,
            col,
        }
    }

    /// The next piece behind the mark in force: its range and location.
    fn next_piece(&mut self) -> Option<(Range<usize>, Location<'t>)> {
        let base = self.base();
        let (range, label) = match &mut self.walk {
            Walk::Values(reader, current) => {
                let token = std::mem::replace(current, reader.next_token())?;
                (token.range, token.label)
            }
            Walk::None | Walk::Delimited(..) if self.at >= self.end => return None,
            Walk::Delimited(cursor, sep) => {
                let (mut after, sep) = (*cursor, *sep);
                let (range, next) = after.field(&self.text.buf[..self.end], self.at, sep);
                let location = self.location(None);
                self.walk = Walk::Delimited(after, sep);
                self.at = next;
                return Some((range, location));
            }
            Walk::None => return Some(self.next_line()),
        };
        let range = base + range.start..base + range.end;
        self.line = self
            .line
            .saturating_add(line_ends(&self.text.buf[self.at..range.start]));
        self.at = range.start;
        Some((range, self.location(Some(label))))
    }

    /// The next line of plain lines; all that stands behind a mark of another unit.
    fn next_line(&mut self) -> (Range<usize>, Location<'t>) {
        let (start, mut end) = (self.at, self.end);
        let location = self.location(None);
        if matches!(self.unit(), Unit::Lines { .. }) {
            let line = memchr::memchr(b'\n', &self.text.buf.as_bytes()[start..end]);
            end = line.map_or(end, |len| start + len);
            self.line = self.line.saturating_add(1);
        }
        self.at = end + 1;
        (start..end, location)
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let Some((range, location)) = self.locator.next_piece() else {
                if self.locator.end >= self.range.end {
                    return None;
                }
                self.locator.begin(self.locator.mark + 1);
                continue;
            };
            if range.start >= self.range.end {
                return None;
            }
            let range = range.start.max(self.at)..range.end.min(self.range.end);
            if range.is_empty() {
                continue;
            }
            self.at = range.end;
            let text = plain(&self.locator.text.buf[range.clone()], location.unit);
            if !text.trim().is_empty() {
                return Some(Piece { location, range, text });
            }
        }
    }
}

/// The text as a person reads it: what the buffer keeps escaped for its structure's sake is decoded.
fn plain(text: &str, unit: Unit) -> Cow<'_, str> {
    match unit {
        Unit::Delimited { .. } if text.contains("\"\"") => text.replace("\"\"", "\"").into(),
        Unit::Json { .. } if text.contains('\\') => text.replace("\\\"", "\"").replace("\\\\", "\\").into(),
        Unit::Xml { .. } if text.contains('&') => text
            .replace("&lt;", "<")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .into(),
        Unit::Cell { .. } => text.trim_end_matches(['\t', '\n']).into(),
        Unit::Page { .. } | Unit::Slide { .. } | Unit::Paragraph { .. } | Unit::Field { .. } => {
            text.trim_end_matches('\n').into()
        }
        _ => text.into(),
    }
}

impl Location<'_> {
    /// As it stands in a report; `text` is the window it came from. All names that leave a worker pass here, and none
    /// that is itself a value does: not every format has judged what it takes for headings and keys.
    pub fn place(&self, text: &Text) -> Place {
        let name = |id| text.name(id).filter(|name| !is_value(name)).map(str::to_owned);
        let sheet = |id| text.name(id).filter(|name| !is_value_as_table(name)).map(str::to_owned);
        let place = Place {
            label: self.label.filter(|label| !is_value(label)).map(str::to_owned),
            ..Place::default()
        };
        match self.unit {
            Unit::Lines { first } | Unit::Json { first } | Unit::Xml { first } => Place {
                lines: Some(first.to_string()),
                ..place
            },
            Unit::Delimited { row, col, .. } => Place {
                cell: Some(format!("{}{row}", column_name(col))),
                ..place
            },
            Unit::Cell { table, row, col } => Place {
                sheet: sheet(table),
                cell: Some(format!("{}{row}", column_name(col))),
                ..place
            },
            Unit::Page { page } => Place {
                pages: Some(page.to_string()),
                ..place
            },
            Unit::Slide { slide, part } => Place {
                slides: Some(slide.to_string()),
                part: name(part),
                ..place
            },
            Unit::Paragraph { part, n } => Place {
                paragraphs: Some(n.to_string()),
                part: name(part),
                ..place
            },
            Unit::Field { part } => Place {
                part: name(part),
                ..place
            },
        }
    }
}

/// A 0-based column as a spreadsheet shows it.
pub fn column_name(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(col) + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).expect("below 26")));
        rest /= 26;
    }
    letters.into_iter().collect()
}
