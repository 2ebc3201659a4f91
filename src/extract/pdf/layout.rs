//! Puts the glyphs of a page into words and lines by where they stand.

use super::accents::Accent;
use super::cells;
use super::rows::{self, Row};
use super::spacing;
use super::upright;
use crate::extract::office::raised::touch;

/// A gap within a run of glyphs, in font sizes: anything wider begins a new piece.
const TOUCHING: f32 = 0.1;
/// What begins further back than this before the end of a glyph is shown over it.
const BACK: f32 = 0.4;
/// Few letters are less wide.
const NARROW: f32 = 0.2;
/// Pieces of one run stand no further apart.
const RUN: f32 = 1.0;
/// A gap that stands for a space.
pub(super) const SPACE: f32 = 0.13;
/// Lines of a page that a later piece may still join.
const RECENT: usize = 400;

/// One shown glyph (or ligature): `along` the line and `across` it, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph<'t> {
    pub text: &'t str,
    /// Direction of the line in degrees.
    pub angle: i16,
    pub start: f32,
    pub end: f32,
    pub across: f32,
    /// Font size along and across the line.
    pub em: f32,
    pub size: f32,
}

/// Glyphs that touch.
#[derive(Debug)]
pub(super) struct Piece {
    pub text: std::ops::Range<usize>,
    pub angle: i16,
    pub start: f32,
    pub end: f32,
    /// Of its first glyph.
    pub first_end: f32,
    pub last_start: f32,
    pub across: f32,
    pub em: f32,
    pub size: f32,
    pub n_glyphs: u32,
    /// The document shows a space behind it.
    pub spaced: bool,
}

/// The glyphs of one page.
#[derive(Debug, Default)]
pub(super) struct Layout {
    text: String,
    pieces: Vec<Piece>,
    /// Not put down yet: its letter may follow.
    accent: Option<Accent>,
}

impl Layout {
    /// Bytes of text held.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn push(&mut self, glyph: Glyph<'_>) {
        if let Some(accent) = Accent::read(&glyph) {
            self.release_accent();
            if !self.accentuate(&accent) {
                self.accent = Some(accent);
            }
            return;
        }
        if let Some(letter) = self.accent.as_ref().and_then(|accent| accent.over(&glyph)) {
            self.accent = None;
            return self.put(Glyph {
                text: letter.encode_utf8(&mut [0; 4]),
                ..glyph
            });
        }
        self.release_accent();
        self.put(glyph);
    }

    /// An accent without a letter is a sign of its own.
    fn release_accent(&mut self) {
        if let Some(accent) = self.accent.take() {
            self.put(accent.glyph);
        }
    }

    /// Puts an accent over the last letter, if it stands there.
    fn accentuate(&mut self, accent: &Accent) -> bool {
        let last_letter = self.text.char_indices().next_back();
        let Some((last, (at, _))) = self.pieces.last_mut().zip(last_letter) else {
            return false;
        };
        let letter = accent.over(&Glyph {
            text: &self.text[at..],
            angle: last.angle,
            start: last.last_start,
            end: last.end,
            across: last.across,
            em: last.em,
            size: last.size,
        });
        let Some(letter) = letter else {
            return false;
        };
        self.text.truncate(at);
        self.text.push(letter);
        last.text.end = self.text.len();
        true
    }

    fn put(&mut self, glyph: Glyph<'_>) {
        let blank = glyph.text.chars().all(|c| c.is_whitespace() || c.is_control());
        if let Some(last) = self.pieces.last_mut() {
            let same_line = last.angle == glyph.angle
                && (glyph.across - last.across).abs() < 0.15 * last.size
                && (0.7..1.4).contains(&(glyph.size / last.size));
            if same_line && blank {
                last.spaced |= (glyph.start - last.end).abs() < last.em;
                return;
            }
            let gap = glyph.start - last.end;
            if same_line && !last.spaced {
                // Bold faked by showing a glyph twice, a little apart.
                let again = (glyph.start - last.last_start).abs() < 0.1 * last.em;
                if again && self.text.ends_with(glyph.text) {
                    return;
                }
                if (-BACK * last.em..TOUCHING * last.em).contains(&gap) {
                    self.text.push_str(glyph.text);
                    last.text.end = self.text.len();
                    last.last_start = glyph.start;
                    last.end = glyph.end.max(last.end);
                    last.n_glyphs += 1;
                    return;
                }
            }
        }
        if !blank {
            self.begin(glyph);
        }
    }

    fn begin(&mut self, glyph: Glyph<'_>) {
        let from = self.text.len();
        self.text.push_str(glyph.text);
        self.pieces.push(Piece {
            text: from..self.text.len(),
            angle: glyph.angle,
            start: glyph.start,
            end: glyph.end.max(glyph.start),
            first_end: glyph.end,
            last_start: glyph.start,
            across: glyph.across,
            em: glyph.em.max(0.01),
            size: glyph.size.max(0.01),
            n_glyphs: 1,
            spaced: false,
        });
    }

    /// The lines in the order in which the document began them. What comes later but stands inside an earlier line
    /// joins it; what stands clear of it, as the next column does, stays a line of its own.
    pub(super) fn lines(mut self) -> Vec<String> {
        self.release_accent();
        self.pieces = cells::rejoin(&mut self.text, std::mem::take(&mut self.pieces));
        let mut lines: Vec<Line> = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let current = lines.last_mut().filter(|line| line.is_beside(piece));
            if let Some(line) = current {
                line.add(at, piece);
                continue;
            }
            let recent = lines.len().saturating_sub(RECENT);
            match lines[recent..].iter_mut().rev().find(|line| line.surrounds(piece)) {
                Some(line) => line.add(at, piece),
                None => lines.push(Line::new(at, piece)),
            }
        }
        let words = upright::words(&lines, &self.pieces, &self.text);
        let mut rows = lines.into_iter().map(|line| self.row(line));
        let words = words.into_iter().map(|len| rows.by_ref().take(len).collect());
        rows::whole_words(words.filter_map(Row::one))
    }

    fn row(&self, mut line: Line) -> Row {
        let members = self.in_order(std::mem::take(&mut line.members));
        let spacings = spacing::of_line(&self.text, &self.pieces, &members);
        let mut row = Row::new(&line, &self.pieces, &members);
        let mut before: Option<&Piece> = None;
        for (&at, spacing) in members.iter().zip(spacings) {
            let piece = &self.pieces[at];
            let text = &self.text[piece.text.clone()];
            let is_word = before.is_some_and(|before| {
                spacing.is_space(before, piece) || before.is_mark(piece) && touch(row.last_text(), text)
            });
            row.push(text, piece, is_word);
            before = Some(piece);
        }
        row.readable()
    }

    /// The members of a line from its start to its end. What was shown in one go and then shown over by something else
    /// stays together.
    fn in_order(&self, mut members: Vec<usize>) -> Vec<usize> {
        let piece = |at: usize| &self.pieces[at];
        members.sort_by(|&a, &b| piece(a).start.total_cmp(&piece(b).start));
        // Shown twice for bold.
        members.dedup_by(|at, before| {
            let (piece, before) = (piece(*at), piece(*before));
            let shift = (piece.start - before.start).abs();
            // The second of two narrow letters stands behind the first.
            let is_behind = before.end - before.start > 0.5 * shift && piece.start > before.end - 0.05 * piece.em;
            self.text[piece.text.clone()] == self.text[before.text.clone()] && shift < 0.25 * piece.em && !is_behind
        });
        if !members.windows(2).any(|pair| piece(pair[0]).is_under(piece(pair[1]))) {
            return members;
        }
        members.sort_unstable();
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for at in members {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|&last| piece(last).goes_on_in(piece(at))) => run.push(at),
                _ => runs.push(vec![at]),
            }
        }
        runs.sort_by(|a, b| piece(a[0]).start.total_cmp(&piece(b[0]).start));
        runs.concat()
    }
}

impl Piece {
    /// Whether another piece was shown over the end of this one. A piece that begins clear of the last glyph's
    /// beginning goes on where its width is wrong; single glyphs often only have a width that is.
    pub(super) fn is_under(&self, other: &Self) -> bool {
        let em = self.em.min(other.em);
        let is_back = other.start < self.end - BACK * em && other.start < self.last_start + NARROW * em;
        self.n_glyphs > 1 && is_back
    }

    /// Whether one of two pieces is small and stands above or below the other, as the mark of a note does.
    pub(super) fn is_mark(&self, next: &Self) -> bool {
        let (small, large) = (self.size.min(next.size), self.size.max(next.size));
        small < 0.85 * large && (self.across - next.across).abs() > 0.15 * large
    }

    /// Whether the next piece stands behind this one, as in a string with a space.
    fn goes_on_in(&self, next: &Self) -> bool {
        let gap = next.start - self.end;
        gap < RUN * self.em && next.start >= self.last_start && !self.is_under(next)
    }
}

pub(super) struct Line {
    pub members: Vec<usize>,
    pub angle: i16,
    start: f32,
    end: f32,
    pub across: f32,
    pub size: f32,
    pub em: f32,
}

impl Line {
    fn new(at: usize, piece: &Piece) -> Self {
        Self {
            members: vec![at],
            angle: piece.angle,
            start: piece.start,
            end: piece.end,
            across: piece.across,
            size: piece.size,
            em: piece.em,
        }
    }

    fn add(&mut self, at: usize, piece: &Piece) {
        self.members.push(at);
        self.start = self.start.min(piece.start);
        self.end = self.end.max(piece.end);
    }

    /// On the same baseline; or raised or lowered a little, right behind it.
    fn is_beside(&self, piece: &Piece) -> bool {
        let off = (piece.across - self.across).abs();
        let touches = (piece.start - self.end).abs() < self.em;
        self.angle == piece.angle
            && (off < 0.25 * self.size.min(piece.size) || touches && off < 0.4 * self.size.max(piece.size))
    }

    fn surrounds(&self, piece: &Piece) -> bool {
        let room = 0.6 * self.em;
        self.angle == piece.angle
            && (piece.across - self.across).abs() < 0.15 * self.size
            && piece.start > self.start - room
            && piece.start < self.end + room
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn glyph(text: &str, start: f32, across: f32) -> Glyph<'_> {
        Glyph {
            text,
            angle: 0,
            start,
            end: start + 5.0,
            across,
            em: 10.0,
            size: 10.0,
        }
    }

    /// Glyphs by what they say and where they stand, along their line and across it, and the lines that they make.
    #[track_caller]
    pub fn check(glyphs: &[(&str, f32, f32)], expected: &[&str]) {
        let mut layout = Layout::default();
        for &(text, start, across) in glyphs {
            layout.push(glyph(text, start, across));
        }
        assert_eq!(layout.lines(), expected);
    }

    #[test]
    fn gaps_become_spaces() {
        check(&[("a", 0.0, 0.0), ("b", 5.0, 0.0), ("c", 13.0, 0.0)], &["ab c"]);
        check(&[("a", 0.0, 0.0), (" ", 5.0, 0.0), ("b", 5.5, 0.0)], &["a b"]);
    }

    #[test]
    fn pieces_of_a_line_stand_in_the_order_of_their_places() {
        check(&[("b", 40.0, 0.0), ("a", 0.0, 0.0), ("c", 0.0, -12.0)], &["a b", "c"]);
        // A value filled in after the page was drawn stands between the words of its line.
        check(
            &[("a", 0.0, 0.0), ("c", 80.0, 0.0), ("x", 0.0, -12.0), ("b", 40.0, 0.0)],
            &["a b c", "x"],
        );
    }

    #[test]
    fn texts_shown_over_one_another_stay_whole() {
        let run = |text: &'static str, from: f32| {
            let glyphs = text
                .char_indices()
                .map(move |(at, _)| (&text[at..=at], from + 5.0 * at as f32, 0.0));
            glyphs.collect::<Vec<_>>()
        };
        check(&[run("ab cde", 0.0), run("xyz", 22.0)].concat(), &["ab cde xyz"]);
        check(&[run("ab cde fg", 0.0), run("xyz", 28.0)].concat(), &["ab cde fg xyz"]);
        // Every piece of the run a second time, for bold.
        check(&[run("ab cd", 0.0), run("ab cd", 1.0)].concat(), &["ab cd"]);
    }

    #[test]
    fn columns_stay_apart() {
        let columns = [
            ("a", 0.0, 0.0),
            ("b", 0.0, -12.0),
            ("c", 100.0, 0.0),
            ("d", 100.0, -12.0),
        ];
        check(&columns, &["a", "b", "c", "d"]);
    }

    #[test]
    fn text_shown_twice_for_bold_is_read_once() {
        check(&[("a", 0.0, 0.0), ("a", 0.3, 0.0), ("b", 5.0, 0.0)], &["ab"]);
    }

    #[test]
    fn ligatures_and_right_to_left_text_become_readable() {
        check(&[("\u{fb01}", 0.0, 0.0), ("t", 5.0, 0.0)], &["fit"]);
        check(&[("\u{5d1}", 0.0, 0.0), ("\u{5d0}", 5.0, 0.0)], &["\u{5d0}\u{5d1}"]);
    }
}
