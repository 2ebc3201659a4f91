//! Cells of tables under headings that name what stands below: what no single value could show.

use std::ops::Range;

use super::Detector;
use super::around::{line_around, line_behind};
use super::context::{LabelInfo, ROW_REACH, terms_in};
use super::engine::TermHit;
use super::lexicon::Lists;
use super::lexicon::contexts::CONTEXTS;
use super::names::{NAMES, folded};
use super::person::{self, Part};
use super::split;
use super::words::Finder;
use crate::text::{Location, Mark, NameId, Text, Unit};

/// Cells of a row that are looked at.
const MOST_CELLS: usize = 80;

/// Table, row and column of a cell.
pub type CellPlace = (NameId, u32, u32);

/// Gives the cells that start in a range and whose heading is a person's name or speaks for one of the lists.
pub fn cells(
    text: &Text,
    range: &Range<usize>,
    mut look_up: impl FnMut(&str) -> LabelInfo,
    lists: Lists,
    mut each: impl FnMut(&Range<usize>, CellPlace, LabelInfo),
) {
    let mut wanted = |label: &str| Some(look_up(label)).filter(|info| info.name || info.context & lists != 0);
    let first = text.marks.partition_point(|mark| (mark.offset as usize) <= range.start);
    for at in first.saturating_sub(1)..text.marks.len() {
        let mark = &text.marks[at];
        let start = mark.offset as usize;
        if start >= range.end {
            break;
        }
        let next = text.marks.get(at + 1).map(|next| next.offset as usize);
        let end = next.unwrap_or(text.buf.len());
        let place = match mark.unit {
            Unit::Cell { table, row, col } => (table, row, col),
            Unit::Field { .. } => (0, 0, 0),
            Unit::Delimited { sep, row, col } => {
                let columns: Vec<Option<LabelInfo>> = text.headings.iter().map(|heading| wanted(heading)).collect();
                let quoted = at == 0 && text.starts_quoted();
                let part = Delimited { sep, row, col, quoted };
                part.cells(&text.buf, start..end, range, &columns, &mut each);
                continue;
            }
            _ => continue,
        };
        let label = text.names.get(mark.label as usize).filter(|label| !label.is_empty());
        if let Some(info) = label.filter(|_| start >= range.start).and_then(|label| wanted(label)) {
            each(&trimmed(&text.buf, start..end), place, info);
        }
    }
}

/// The headings of the cells in a row of a table.
pub fn labels_of_row<'t>(text: &'t Text, location: &Location<'_>, offset: usize) -> impl Iterator<Item = &'t str> {
    let mark = text.marks.partition_point(|mark| mark.offset as usize <= offset);
    let (before, behind) = text.marks.split_at(mark);
    let unit = location.unit;
    let of_row = move |mark: &&Mark| same_row(unit, mark.unit);
    let cells = before
        .iter()
        .rev()
        .take_while(of_row)
        .chain(behind.iter().take_while(of_row));
    let of_cells = cells
        .take(MOST_CELLS)
        .filter_map(|mark| text.names.get(mark.label as usize));
    let headings = match unit {
        Unit::Delimited { .. } => text.headings.as_slice(),
        _ => &[],
    };
    headings.iter().chain(of_cells).map(String::as_str)
}

/// Whether the first words of a row are a person's name: a contact stands behind the name of its firm.
pub fn begins_with_person(text: &Text, location: &Location<'_>, offset: usize) -> bool {
    // Numbers, dates and codes come before names, too.
    let is_of_words = |cell: &&str| cell.len() > 2 && !cell.contains(|c: char| c.is_ascii_digit());
    let mut cells = cells_of_row(text, location, offset);
    cells.find(is_of_words).is_some_and(person::is_known_name)
}

/// Whether a cell of a row is a person's name and nothing else.
pub fn names_somebody(text: &Text, location: &Location<'_>, offset: usize) -> bool {
    cells_of_row(text, location, offset).any(person::is_somebody)
}

/// The cells of a row, as far as they stand near.
pub fn cells_of_row<'t>(text: &'t Text, location: &Location<'_>, offset: usize) -> impl Iterator<Item = &'t str> {
    let (row, border) = match location.unit {
        Unit::Delimited { sep, .. } => (line_around(&text.buf, &(offset..offset), ROW_REACH), char::from(sep)),
        Unit::Cell { .. } => (row_of_cells(text, location, offset), '\t'),
        _ => (offset..offset, '\t'),
    };
    let row = text.buf.ceil_char_boundary(row.start)..text.buf.floor_char_boundary(row.end);
    let cells = text.buf[row].split([border, '\n']);
    cells.map(|cell| cell.trim_matches(|c: char| c.is_whitespace() || c == '"'))
}

/// The cells of a row with their headings; those of delimited text as far as they stand near.
pub fn headed_cells_of_row<'t>(text: &'t Text, location: &Location<'_>, offset: usize) -> Vec<(&'t str, &'t str)> {
    if let Unit::Delimited { .. } = location.unit {
        let headings = text.headings.iter().map(String::as_str);
        return headings.zip(cells_of_row(text, location, offset)).collect();
    }
    let row = row_of_cells(text, location, offset);
    let first = text.marks.partition_point(|mark| (mark.offset as usize) < row.start);
    let of_row = text.marks[first..]
        .iter()
        .take_while(|mark| (mark.offset as usize) < row.end);
    let ends = text.marks[first..].iter().skip(1).map(|mark| mark.offset as usize);
    let cells = of_row.zip(ends.chain([row.end])).map(|(mark, end)| {
        let label = text.names.get(mark.label as usize).map_or("", String::as_str);
        (label, text.buf[mark.offset as usize..end].trim())
    });
    cells.collect()
}

impl Detector {
    /// Whether a known surname alone stands below the heading of a name, in a table whose headings have one of some words: "Nom;Brut;ONSS"
    /// over "Lambert;2740;358".
    pub(super) fn surname_below(&self, text: &Text, heading: &Range<usize>, terms: &[TermHit], words: Lists) -> bool {
        let buf = text.buf.as_str();
        let line = line_around(buf, heading, ROW_REACH);
        let border = text.border_at(heading.start).map(char::from);
        let Some(border) = border.filter(|_| buf.as_bytes().get(line.end) == Some(&b'\n')) else {
            return false;
        };
        let headings = terms_in(terms, &line);
        let is_name = |term: &&TermHit| {
            let info = self.term(term);
            info.name_label && !info.given_label && !info.vague_label
        };
        let has_word = || headings.iter().any(|term| self.term(term).context & words != 0);
        let Some(name) = headings.iter().find(is_name).filter(|_| has_word()) else {
            return false;
        };
        let before = &buf[buf.ceil_char_boundary(line.start)..name.start as usize];
        let row = line_behind(buf, line.end + 1, ROW_REACH);
        let cell = row.split(border).nth(before.matches(border).count()).unwrap_or("");
        let cell = cell.trim_matches([' ', '"', '\r']);
        person::is_capitalised(cell) && NAMES.is_surname(&folded(cell))
    }
}

/// Whether both are cells of one row.
fn same_row(unit: Unit, other: Unit) -> bool {
    match (unit, other) {
        (Unit::Cell { table, row, .. }, Unit::Cell { table: t, row: r, .. }) => (t, r) == (table, row),
        _ => false,
    }
}

/// Where the cells of a row stand.
fn row_of_cells(text: &Text, location: &Location<'_>, offset: usize) -> Range<usize> {
    let marks = &text.marks;
    let at = marks.partition_point(|mark| mark.offset as usize <= offset);
    let of_row = |mark: &&Mark| same_row(location.unit, mark.unit);
    let before = marks[..at].iter().rev().take(MOST_CELLS).take_while(of_row).last();
    let behind = marks[at..].iter().take(MOST_CELLS).find(|mark| !of_row(mark));
    let end = behind.map_or(text.buf.len(), |mark| mark.offset as usize);
    before.map_or(offset, |mark| mark.offset as usize)..end
}

/// Delimited text from a mark on.
struct Delimited {
    sep: u8,
    row: u32,
    col: u32,
    quoted: bool,
}

impl Delimited {
    /// Gives the cells of the wanted columns, below the headings, that start in `range`.
    fn cells(
        mut self,
        buf: &str,
        part: Range<usize>,
        range: &Range<usize>,
        columns: &[Option<LabelInfo>],
        each: &mut impl FnMut(&Range<usize>, CellPlace, LabelInfo),
    ) {
        if columns.iter().all(Option::is_none) {
            return;
        }
        let bytes = &buf.as_bytes()[..part.end];
        let mut start = part.start;
        let mut give = |cell: Range<usize>, row: u32, col: u32| {
            let info = columns.get(col as usize).copied().flatten();
            if let Some(info) = info.filter(|_| row > 1 && range.contains(&cell.start)) {
                each(&trimmed(buf, cell), (0, row, col), info);
            }
        };
        for at in memchr::memchr3_iter(self.sep, b'\n', b'"', &bytes[part.start..]).map(|at| part.start + at) {
            if bytes[at] == b'"' {
                self.quoted = !self.quoted;
                continue;
            }
            if self.quoted {
                continue;
            }
            give(start..at, self.row, self.col);
            start = at + 1;
            if bytes[at] == b'\n' {
                (self.row, self.col) = (self.row.saturating_add(1), 0);
                if start >= range.end {
                    return;
                }
            } else {
                self.col = self.col.saturating_add(1);
            }
        }
        give(start..part.end, self.row, self.col);
    }
}

/// A cell without the quotes and blanks around its value.
fn trimmed(buf: &str, cell: Range<usize>) -> Range<usize> {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let text = &buf[cell.clone()];
    let start = cell.start + (text.len() - text.trim_start_matches(is_blank).len());
    start..start + text.trim_matches(is_blank).len()
}

/// Names in cells: the parts of a name stand in cells side by side.
#[derive(Default)]
pub struct Names {
    part: Option<(CellPlace, Part)>,
}

impl Names {
    pub fn cell(&mut self, finder: &mut Finder<'_>, cell: &Range<usize>, place: CellPlace, label: LabelInfo) {
        let Some(rule) = finder.detector.words.name else { return };
        let before = self
            .part
            .take()
            .filter(|((table, row, col), _)| place.0 == *table && place.1 == *row && place.2 == col.saturating_add(1));
        let before = before.map(|(_, part)| part);
        let value = &finder.buf[cell.clone()];
        // "Afdeling Zorg" stands over those who are below it.
        let first = split::alphabetic(value).next().map(folded);
        if first.is_some_and(|word| CONTEXTS.person.groups.contains(&word)) {
            return;
        }
        // The whole cell is the name.
        let Some(name) = person::read(value, true).filter(|name| name.len == value.len()) else {
            return;
        };
        let part = finder.named(cell.clone(), &name, rule, label, before, usize::MAX);
        self.part = part.map(|part| (place, part));
    }
}
