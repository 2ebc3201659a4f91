//! Letters that are drawn: filled shapes of the size of letters, side by side on a line. Their text cannot be read.

use super::lexer::Token;
use super::matrix::Matrix;
use super::show::numbers;

/// Letters are no larger, in points.
const LARGEST: f32 = 100.0;
/// A line with nothing higher is a pattern of dots.
const LOWEST: f32 = 2.5;
/// Fewer letters side by side may be anything.
const WORD: u32 = 5;
/// So many kinds of shapes stand in a line: the marks of a chart are all alike.
const KINDS: u32 = 4;
/// Corners of a shape that is more than a box or a bar.
const CORNERS: u32 = 8;
/// Drawn letters of a line; a logo beside text has fewer.
const LINE: u64 = 30;
/// Those of a page that shows no text at all: a name and a number are more, a logo is fewer there too.
const LABEL: u64 = 13;
/// Subpaths of one path; a page of text may be one.
const MAX_SHAPES: usize = 1 << 16;

/// The drawn letters of a page.
#[derive(Default)]
pub(super) struct Outlines {
    open: Option<Shape>,
    /// Subpaths of the path that is not painted yet.
    path: Vec<Shape>,
    /// The lines as they are read with the page turned to each of its sides.
    rows: [Row; 4],
}

/// One closed line: the box around it, and how it is drawn.
#[derive(Clone, Copy)]
struct Shape {
    left: f32,
    right: f32,
    bottom: f32,
    top: f32,
    n_points: u32,
    n_curves: u32,
}

/// What stands side by side.
#[derive(Default)]
struct Row {
    last: Option<Shape>,
    height: f32,
    n: u32,
    /// Those that are more than a box.
    n_shaped: u32,
    /// Those that stand as high as the one before.
    n_level: u32,
    /// A bit for every kind of shape.
    kinds: u64,
    /// Letters of the rows before.
    n_letters: u64,
}

impl Outlines {
    /// Follows the operators that make and paint paths.
    pub(super) fn apply(&mut self, operator: &[u8], operands: &[Token<'_>], ctm: &Matrix) {
        match operator {
            b"m" => {
                self.close();
                self.open = numbers(operands).map(|[x, y]| Shape::at(ctm.apply(x, y)));
            }
            b"l" | b"c" | b"v" | b"y" => {
                if let (Some(shape), Some([x, y])) = (&mut self.open, numbers(operands)) {
                    shape.n_curves += u32::from(operator != b"l");
                    shape.add(ctm.apply(x, y));
                }
            }
            b"h" => self.close(),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                self.close();
                for shape in std::mem::take(&mut self.path) {
                    self.fill(shape);
                }
            }
            b"S" | b"s" | b"n" => (self.open, self.path) = (None, Vec::new()),
            _ => {}
        }
    }

    /// Whether so many letters were drawn, in the direction that shows most of them, that they say more than the text of
    /// so many bytes on the page.
    pub(super) fn are_text(&self, n_text: u64) -> bool {
        let n_letters = self.rows.iter().map(Row::total).max().unwrap_or(0);
        n_letters >= if n_text == 0 { LABEL } else { LINE.max(n_text / 2) }
    }

    fn close(&mut self) {
        let shape = self.open.take();
        if self.path.len() < MAX_SHAPES {
            self.path.extend(shape.filter(Shape::may_be_letter));
        }
    }

    fn fill(&mut self, mut shape: Shape) {
        for row in &mut self.rows {
            row.add(shape);
            shape = shape.turned();
        }
    }
}

impl Shape {
    fn at((x, y): (f32, f32)) -> Self {
        Self {
            left: x,
            right: x,
            bottom: y,
            top: y,
            n_points: 1,
            n_curves: 0,
        }
    }

    fn add(&mut self, (x, y): (f32, f32)) {
        (self.left, self.right) = (self.left.min(x), self.right.max(x));
        (self.bottom, self.top) = (self.bottom.min(y), self.top.max(y));
        self.n_points = self.n_points.saturating_add(1);
    }

    fn width(&self) -> f32 {
        self.right - self.left
    }

    fn height(&self) -> f32 {
        self.top - self.bottom
    }

    fn may_be_letter(&self) -> bool {
        self.n_points > 2 && self.width() < LARGEST && self.height() < LARGEST
    }

    fn turned(self) -> Self {
        Self {
            left: self.bottom,
            right: self.top,
            bottom: -self.right,
            top: -self.left,
            ..self
        }
    }

    /// Letters that are the same have outlines of as many parts, and come out alike in size.
    fn kind(&self) -> u64 {
        let parts = [self.n_points, self.n_curves, self.width() as u32, self.height() as u32];
        let mixed = parts.iter().fold(7_u32, |mixed, part| {
            mixed.wrapping_mul(31).wrapping_add(*part).wrapping_mul(0x9e37_79b1)
        });
        1 << (mixed >> 26)
    }

    /// The inside of a letter, its dot or its accent.
    fn belongs_to(&self, other: &Self) -> bool {
        let shared = self.right.min(other.right) - self.left.max(other.left);
        let off = (self.bottom - other.top).max(other.bottom - self.top);
        shared > 0.5 * self.width().min(other.width()) && off < other.height().max(self.height())
    }
}

impl Row {
    fn add(&mut self, shape: Shape) {
        if let Some(last) = &mut self.last {
            if shape.belongs_to(last) {
                (last.left, last.right) = (last.left.min(shape.left), last.right.max(shape.right));
                (last.bottom, last.top) = (last.bottom.min(shape.bottom), last.top.max(shape.top));
                return;
            }
            let (off, gap) = ((shape.bottom - last.bottom).abs(), shape.left - last.right);
            let height = self.height.max(shape.height());
            if off < height && gap > -0.3 * height && gap < 2.5 * height {
                self.n_level += u32::from(off < 0.1 * height);
                return self.put(shape, height);
            }
        }
        *self = Self {
            n_letters: self.total(),
            ..Self::default()
        };
        self.put(shape, shape.height());
    }

    fn put(&mut self, shape: Shape, height: f32) {
        self.n += 1;
        self.n_shaped += u32::from(shape.n_curves > 0 || shape.n_points >= CORNERS);
        self.kinds |= shape.kind();
        self.height = height;
        self.last = Some(shape);
    }

    /// Most letters stand on the line, and most are more than a bar: bar codes and the areas of a map are not letters.
    fn is_text(&self) -> bool {
        self.n >= WORD
            && self.height > LOWEST
            && self.kinds.count_ones() >= KINDS
            && self.n_shaped * 3 > self.n
            && self.n_level * 5 > self.n * 2
    }

    fn total(&self) -> u64 {
        self.n_letters + if self.is_text() { u64::from(self.n) } else { 0 }
    }
}
