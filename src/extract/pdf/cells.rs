//! Cells of tables that are too narrow for their words: a word that was broken because its next letter had no room stands
//! whole again, on the first line of its cell.

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
            width: 0.0,
            pitch: f32::INFINITY,
            words: 0,
            full: 0,
            first_full: None,
            varied: false,
        }
    }
}

pub(super) fn rejoin(text: &mut String, pieces: Vec<Piece>) -> Vec<Piece> {
    let segments = segments(&pieces);
    let page = Page {
        text,
        pieces: &pieces,
        segments: &segments,
    };
    let cells = page.cells();
    let columns = page.columns(&cells);
    if !columns.values().any(Column::is_proof) {
        return pieces;
    }
    let mut joined = Vec::new();
    for cell in &cells {
        let column = columns.get(&cell.column).copied().unwrap_or_default();
        if page.is_broken(cell, &column) {
            joined.push((cell.segments.clone(), page.whole(cell, &column)));
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
        let mut from = 0;
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
            let follows = cells
                .last()
                .is_some_and(|left| left.segments.end == from && left.next == first.start);
            if (2..=LINES).contains(&(to - from)) && (has_next || follows) {
                cells.push(Cell {
                    segments: from..to,
                    column: (first.angle, (4.0 * first.start).round() as i32),
                    next,
                });
            }
            from = to;
        }
        cells
    }

    fn is_below(&self, upper: usize, lower: usize) -> bool {
        let (upper, lower) = (self.first(upper), self.first(lower));
        let step = (upper.across - lower.across) / upper.size;
        upper.angle == lower.angle
            && (upper.start - lower.start).abs() < 0.05 * upper.em
            && (0.8..1.8).contains(&step)
            && (0.9..1.1).contains(&(upper.size / lower.size))
    }

    /// Whether a segment begins to the right of a cell, on one of its lines.
    fn is_beside(&self, cell: Range<usize>, segment: usize) -> bool {
        let (top, bottom, next) = (self.first(cell.start), self.first(cell.end - 1), self.first(segment));
        let room = 0.3 * top.size;
        next.angle == top.angle
            && (bottom.across - room..top.across + room).contains(&next.across)
            && next.start > top.start + self.widest(&cell)
    }

    fn widest(&self, cell: &Range<usize>) -> f32 {
        let widths = self.segments[cell.clone()].iter().map(|segment| segment.width);
        widths.fold(0.0, f32::max)
    }

    fn columns(&self, cells: &[Cell]) -> FxHashMap<(i16, i32), Column> {
        let mut columns: FxHashMap<(i16, i32), Column> = FxHashMap::default();
        for cell in cells {
            let column = columns.entry(cell.column).or_default();
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

    /// Whether the words of a cell are broken, as those of its column are. Words of one width are numbers below each other.
    fn is_broken(&self, cell: &Cell, column: &Column) -> bool {
        let em = self.first(cell.segments.start).em;
        let is_close = column.pitch.is_infinite() || column.pitch - column.width < MARGINS * em;
        let width = self.segments[cell.segments.start].width;
        let lines = &self.segments[cell.segments.clone()];
        let uneven = lines
            .iter()
            .any(|line| line.pieces.len() > 1 || (line.width - width).abs() > EVEN);
        column.is_broken() && is_close && uneven
    }

    /// Whether a line is one word that had to be broken: the first letter of the next line has no room on it.
    fn is_cut(&self, at: usize, column: &Column) -> bool {
        let (line, next) = (&self.segments[at], self.first(at + 1));
        if line.pieces.len() > 1 || self.first(at).spaced {
            return false;
        }
        let (head, tail) = (self.word(at), self.word(at + 1));
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

    fn whole(&self, cell: &Cell, column: &Column) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut is_cut = false;
        for at in cell.segments.clone() {
            let line = self.line(at);
            match lines.last_mut().filter(|_| is_cut) {
                Some(before) => before.push_str(&line),
                None => lines.push(line),
            }
            is_cut = at + 1 < cell.segments.end && self.is_cut(at, column);
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
mod tests {
    use super::super::layout::{Glyph, Layout};

    /// Letters of 5 points on lines of 12, cell by cell: where it begins, how far down, its lines.
    #[track_caller]
    fn check(cells: &[(f32, f32, &[&str])], expected: &[&str]) {
        let mut layout = Layout::default();
        for &(start, down, lines) in cells {
            for (n, line) in lines.iter().enumerate() {
                for (at, c) in line.char_indices() {
                    let start = start + 5.0 * at as f32;
                    layout.push(Glyph {
                        text: c.encode_utf8(&mut [0; 4]),
                        angle: 0,
                        start,
                        end: start + 5.0,
                        across: -down - 12.0 * n as f32,
                        em: 10.0,
                        size: 10.0,
                    });
                }
            }
        }
        assert_eq!(layout.lines(), expected);
    }

    #[test]
    fn words_broken_in_narrow_cells_are_whole() {
        check(
            &[
                (0.0, 0.0, &["Rem", "y"]),
                (25.0, 0.0, &["85.0", "7.30", "-", "951.", "80"]),
                (57.0, 0.0, &["Kerk", "stra", "at 7"]),
                (0.0, 60.0, &["Cla", "es"]),
                (25.0, 60.0, &["85.0", "8.21", "-", "951.", "33"]),
                (57.0, 60.0, &["Laan", "9"]),
            ],
            &["Remy 85.07.30-951.80 Kerkstraat 7", "Claes 85.08.21-951.33 Laan 9"],
        );
    }

    #[test]
    fn words_below_one_another_stay_apart() {
        check(
            &[
                (0.0, 0.0, &["Jan", "Claes"]),
                (35.0, 0.0, &["Gent"]),
                (0.0, 30.0, &["Frans", "Remy"]),
                (35.0, 30.0, &["Aalst"]),
                (0.0, 60.0, &["An", "Maes"]),
                (35.0, 60.0, &["Geel"]),
            ],
            &["Jan", "Claes", "Gent", "Frans", "Remy", "Aalst", "An", "Maes", "Geel"],
        );
    }

    #[test]
    fn lists_that_are_shown_column_by_column_stay_lists() {
        check(
            &[
                (0.0, 0.0, &["470123456", "470123457", "470123458"]),
                (60.0, 0.0, &["2019", "2020", "2021"]),
            ],
            &["470123456", "470123457", "470123458", "2019", "2020", "2021"],
        );
    }
}
