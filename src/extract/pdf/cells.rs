//! Cells of tables that are too narrow for what they hold: a word that was broken because its next letter had no room
//! stands whole again, and the parts of a name beside each other, on the first line of their cell.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::layout::{Piece, SPACE};
use super::reading::whole_words;

/// Pieces of one line that stand no further apart, in font sizes: cells have their margins between them.
const APART: f32 = 0.7;
/// From the widest line of a column to the next column, in font sizes: two margins of a cell and less than a letter.
const MARGINS: f32 = 2.2;
/// A cell of more lines is a list.
const LINES: usize = 40;
/// Words of more lines are a text.
const WRAPPED: usize = 4;
/// Lines of one width, in points.
const EVEN: f32 = 0.2;
/// A piece of so many digits is a number of its own.
const NUMBER: usize = 9;

/// Pieces that stand beside one another on one line of a cell.
struct Segment {
    pieces: Range<usize>,
    start: f32,
    width: f32,
}

/// Segments right below one another, that follow each other in the document.
struct Cell {
    segments: Range<usize>,
    column: (i16, i32),
    /// Where the next cell of the row begins; infinite for the last.
    next: f32,
}

/// What is known of the cells that begin at one place of the page.
#[derive(Clone, Copy)]
struct Column {
    cells: u32,
    /// For a line.
    width: f32,
    /// To the next column.
    pitch: f32,
    /// Lines that are one word and are followed by another; and those of them that have no room for its first letter.
    words: u32,
    full: u32,
    /// The first full one, and whether there is another one.
    first_full: Option<usize>,
    varied: bool,
}

impl Column {
    fn is_broken(&self) -> bool {
        self.full > 0 && 2 * self.full >= self.words
    }

    /// One word that fills its column by chance says nothing, however often it is there.
    fn is_proof(&self) -> bool {
        self.is_broken() && self.varied
    }
}

impl Default for Column {
    fn default() -> Self {
        Self {
            cells: 0,
            width: 0.0,
            pitch: f32::INFINITY,
            words: 0,
            full: 0,
            first_full: None,
            varied: false,
        }
    }
}

/// The pieces of a page; each cell that was broken, or wrapped, has become one.
pub(super) fn rejoin(text: &mut String, pieces: Vec<Piece>) -> Vec<Piece> {
    let segments = segments(&pieces);
    let page = Page {
        text,
        pieces: &pieces,
        segments: &segments,
    };
    let cells = page.cells();
    let columns = page.columns(&cells);
    let proof = columns.values().any(Column::is_proof);
    let mut joined = Vec::new();
    for cell in &cells {
        let column = columns.get(&cell.column).copied().unwrap_or_default();
        let is_broken = proof && page.is_broken(cell, &column);
        if is_broken || page.is_wrapped(cell, &column) {
            let is_cut = |at| is_broken && page.is_cut(at, &column);
            joined.push((cell.segments.clone(), page.whole(cell, is_cut)));
        }
    }
    if joined.is_empty() {
        pieces
    } else {
        replace(text, pieces, &segments, joined)
    }
}

fn segments(pieces: &[Piece]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let goes_on = at.checked_sub(1).map(|at| &pieces[at]).is_some_and(|before| {
            let gap = piece.start - before.end;
            let level = (piece.across - before.across).abs() < 0.15 * before.size;
            piece.angle == before.angle && level && (-0.4..APART).contains(&(gap / before.em))
        });
        match segments.last_mut().filter(|_| goes_on) {
            Some(segment) => {
                segment.pieces.end = at + 1;
                segment.width = piece.end - segment.start;
            }
            None => segments.push(Segment {
                pieces: at..at + 1,
                start: piece.start,
                width: piece.end - piece.start,
            }),
        }
    }
    segments
}

struct Page<'p> {
    text: &'p str,
    pieces: &'p [Piece],
    segments: &'p [Segment],
}

impl Page<'_> {
    fn first(&self, segment: usize) -> &Piece {
        &self.pieces[self.segments[segment].pieces.start]
    }

    /// The cells of several lines that have a neighbour in their table.
    fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        // Where the cell before begins, whatever it is.
        let (mut before, mut from) = (None, 0);
        while from < self.segments.len() {
            let mut to = from + 1;
            while to < self.segments.len() && self.is_below(to - 1, to) {
                to += 1;
            }
            let first = self.first(from);
            let has_next = to < self.segments.len() && self.is_beside(from..to, to);
            let next = if has_next {
                self.segments[to].start
            } else {
                f32::INFINITY
            };
            let has_left = before.is_some_and(|before| self.is_left_of(before, from..to));
            if (2..=LINES).contains(&(to - from)) && (has_next || has_left) {
                cells.push(Cell {
                    segments: from..to,
                    column: (first.angle, (4.0 * first.start).round() as i32),
                    next,
                });
            }
            (before, from) = (Some(from), to);
        }
        cells
    }

    fn is_below(&self, upper: usize, lower: usize) -> bool {
        let (upper, lower) = (self.first(upper), self.first(lower));
        let step = (upper.across - lower.across) / upper.size;
        upper.angle == lower.angle
            && (upper.start - lower.start).abs() < 0.05 * upper.em
            && (0.8..2.2).contains(&step)
            && (0.9..1.1).contains(&(upper.size / lower.size))
    }

    /// Whether a segment begins to the right of a cell, on one of its lines.
    fn is_beside(&self, cell: Range<usize>, segment: usize) -> bool {
        let (first, next) = (&self.segments[cell.start], &self.segments[segment]);
        self.is_level(&cell, segment) && next.start > first.start + self.widest(&cell)
    }

    /// Whether a segment ends to the left of a cell, on one of its lines.
    fn is_left_of(&self, segment: usize, cell: Range<usize>) -> bool {
        let (first, left) = (&self.segments[cell.start], &self.segments[segment]);
        self.is_level(&cell, segment) && left.start + left.width < first.start
    }

    fn is_level(&self, cell: &Range<usize>, segment: usize) -> bool {
        let (top, bottom, other) = (self.first(cell.start), self.first(cell.end - 1), self.first(segment));
        let room = 0.3 * top.size;
        other.angle == top.angle && (bottom.across - room..top.across + room).contains(&other.across)
    }

    fn widest(&self, cell: &Range<usize>) -> f32 {
        let widths = self.segments[cell.clone()].iter().map(|segment| segment.width);
        widths.fold(0.0, f32::max)
    }

    fn columns(&self, cells: &[Cell]) -> FxHashMap<(i16, i32), Column> {
        let mut columns: FxHashMap<(i16, i32), Column> = FxHashMap::default();
        for cell in cells {
            let column = columns.entry(cell.column).or_default();
            column.cells += 1;
            column.width = column.width.max(self.widest(&cell.segments));
            column.pitch = column.pitch.min(cell.next - self.segments[cell.segments.start].start);
        }
        // The cells of a page have one margin: how wide a column is shows also where none of its lines is full.
        let margins = columns.values().map(|column| column.pitch - column.width);
        let margins = margins.filter(|&margins| margins > 0.0).fold(f32::INFINITY, f32::min);
        for column in columns.values_mut().filter(|column| column.pitch.is_finite()) {
            column.width = column.width.max(column.pitch - margins);
        }
        for cell in cells {
            let Some(column) = columns.get_mut(&cell.column) else {
                continue;
            };
            for at in cell.segments.start..cell.segments.end - 1 {
                let is_word = self.segments[at].pieces.len() == 1 && !self.first(at).spaced;
                if is_word && !self.word(at).ends_with('-') {
                    column.words += 1;
                    if self.is_cut(at, column) {
                        let first = *column.first_full.get_or_insert(at);
                        column.varied |= self.word(first) != self.word(at);
                        column.full += 1;
                    }
                }
            }
        }
        columns
    }

    /// Whether the words of a cell are broken, as those of its column are.
    fn is_broken(&self, cell: &Cell, column: &Column) -> bool {
        let em = self.first(cell.segments.start).em;
        let is_close = column.pitch.is_infinite() || column.pitch - column.width < MARGINS * em;
        column.is_broken() && is_close && (column.cells > 1 || !self.is_list(cell, column))
    }

    /// Whether a cell of a table holds a few words on several lines. Numbers below one another may be several.
    fn is_wrapped(&self, cell: &Cell, column: &Column) -> bool {
        let mut pieces = cell.segments.clone().flat_map(|at| self.segments[at].pieces.clone());
        let is_words =
            |at: usize| !self.text[self.pieces[at].text.clone()].contains(|c: char| c.is_ascii_digit() || c == '@');
        column.cells > 1 && cell.segments.len() <= WRAPPED && (pieces.all(is_words) || self.is_one_number(cell))
    }

    /// Whether the lines of a cell can only be parts of one number: divided at hyphens, or the groups of an account.
    fn is_one_number(&self, cell: &Cell) -> bool {
        let lines: Vec<String> = cell.segments.clone().map(|at| self.line(at)).collect();
        let is_digit = |c: char| c.is_ascii_digit();
        let is_divided = |pair: &[String]| {
            let head = pair[0].strip_suffix('-');
            head.is_some_and(|head| head.ends_with(is_digit)) && pair[1].starts_with(is_digit)
        };
        let is_account = |line: &str| match line.as_bytes() {
            [a, b, c, d, ..] => {
                [a, b].iter().all(|byte| byte.is_ascii_uppercase()) && c.is_ascii_digit() && d.is_ascii_digit()
            }
            _ => false,
        };
        let is_group = |group: &str| group.len() <= 4 && group.chars().all(is_digit);
        let mut groups = lines[1..].iter().flat_map(|line| line.split(' '));
        lines.windows(2).all(is_divided) || is_account(&lines[0]) && groups.all(is_group)
    }

    /// Numbers or dates below one another: what is left of a broken one is mostly shorter than what was cut from it.
    fn is_list(&self, cell: &Cell, column: &Column) -> bool {
        let last = cell.segments.end - 1;
        let width = self.segments[last].width;
        let has_digit = |at: usize| self.word(at).contains(|c: char| c.is_ascii_digit());
        let is_like = |at: usize| (self.segments[at].width - width).abs() < EVEN && has_digit(at);
        has_digit(last) && (cell.segments.start..last).any(|at| self.is_cut(at, column) && is_like(at))
    }

    /// Whether a line is one word that had to be broken: the first letter of the next line has no room on it.
    fn is_cut(&self, at: usize, column: &Column) -> bool {
        let (line, next) = (&self.segments[at], self.first(at + 1));
        let (head, tail) = (self.word(at), self.word(at + 1));
        if line.pieces.len() > 1 || self.first(at).spaced || head.chars().nth(1).is_none() {
            return false;
        }
        let ends_low = head.ends_with(char::is_lowercase);
        let begins_anew = ends_low && tail.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let is_number = head.bytes().filter(u8::is_ascii_digit).count() >= NUMBER;
        let room = column.width - line.width;
        !begins_anew && !is_number && next.first_end - next.start > room + 0.02 * next.em
    }

    /// The first piece of a segment.
    fn word(&self, segment: usize) -> &str {
        &self.text[self.first(segment).text.clone()]
    }

    fn whole(&self, cell: &Cell, is_cut: impl Fn(usize) -> bool) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut goes_on = false;
        for at in cell.segments.clone() {
            let line = self.line(at);
            match lines.last_mut().filter(|_| goes_on) {
                Some(before) => before.push_str(&line),
                None => lines.push(line),
            }
            goes_on = at + 1 < cell.segments.end && is_cut(at);
        }
        whole_words(lines).join(" ")
    }

    fn line(&self, segment: usize) -> String {
        let mut line = String::new();
        let pieces = &self.pieces[self.segments[segment].pieces.clone()];
        for (at, piece) in pieces.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &pieces[at]);
            if before.is_some_and(|before| before.spaced || piece.start - before.end >= SPACE * before.em) {
                line.push(' ');
            }
            line.push_str(&self.text[piece.text.clone()]);
        }
        line
    }
}

/// Each cell becomes one piece.
fn replace(
    text: &mut String,
    pieces: Vec<Piece>,
    segments: &[Segment],
    joined: Vec<(Range<usize>, String)>,
) -> Vec<Piece> {
    let mut left = Vec::with_capacity(pieces.len());
    let mut cells = joined.into_iter().map(|(cell, whole)| {
        let of_cell = segments[cell.start].pieces.start..segments[cell.end - 1].pieces.end;
        (of_cell, whole)
    });
    let mut cell = cells.next();
    for (at, mut piece) in pieces.into_iter().enumerate() {
        match &cell {
            Some((of_cell, whole)) if of_cell.start == at => {
                let from = text.len();
                text.push_str(whole);
                piece.text = from..text.len();
                piece.n_glyphs = whole.chars().count() as u32;
                piece.spaced = true;
                left.push(piece);
            }
            Some((of_cell, _)) if of_cell.contains(&at) => {}
            _ => left.push(piece),
        }
        if cell.as_ref().is_some_and(|(of_cell, _)| at + 1 >= of_cell.end) {
            cell = cells.next();
        }
    }
    left
}

#[cfg(test)]
mod tests;
