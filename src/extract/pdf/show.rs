//! The text operators of a content stream: where every glyph stands, and what the page shows.

use std::rc::Rc;

use lopdf::Dictionary;

use super::cmap::is_lost;
use super::content::MIN_PIXELS;
use super::font::Font;
use super::layout::{Glyph, Layout, SPACE};
use super::lexer::Token;
use super::matrix::Matrix;
use super::outlines::Outlines;
use super::replaced::{self, Replaced};
use crate::extract::pictures::CAPTION;
use crate::extract::{Reason, Sink};

/// Saved graphics states.
const MAX_SAVED: usize = 512;
/// Text of a page held before it is handed on; a single string may come to four times as much.
const MAX_HELD: usize = 4 << 20;
/// Small pictures of so many pixels together are one that was cut into strips or tiles: half a page of a coarse scan.
const CUT_UP: f32 = 500_000.0;
/// So many curves may be the outlines of letters: of a line or two.
const OUTLINES: u64 = 1000;
/// Letters of a string that is shown for the space in it.
const SHORT: std::ops::RangeInclusive<usize> = 2..=3;
/// A glyph without a character that is at least so wide, in font sizes, keeps the words beside it apart.
const MIN_BETWEEN: f32 = 0.2;

#[derive(Clone)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) font: Rc<Font>,
    pub(super) size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// What one page showed.
#[derive(Default)]
pub(super) struct Page {
    layout: Layout,
    pub(super) n_glyphs: u64,
    pub(super) n_lost: u64,
    has_picture: bool,
    /// Curves of paths.
    n_curves: u64,
    outlines: Outlines,
    /// Pixels of pictures that are none of their own.
    n_pixels: f32,
    /// Bytes of its lines.
    pub(super) n_text: u64,
    pub(super) replaced: Replaced,
    pub(super) told: super::told::Told,
}

/// One content stream in progress.
pub(super) struct Run<'d> {
    pub(super) resources: Option<&'d Dictionary>,
    pub(super) state: State,
    saved: Vec<State>,
    matrix: Matrix,
    line: Matrix,
    /// Space between the letters of the last string, in font sizes.
    char_space: f32,
}

pub(super) fn numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f32; N]> {
    let last = operands.get(operands.len().checked_sub(N)?..)?;
    let mut numbers = [0.0; N];
    for (slot, token) in numbers.iter_mut().zip(last) {
        let Token::Number(number) = token else {
            return None;
        };
        *slot = *number;
    }
    Some(numbers)
}

impl State {
    pub(super) fn new(font: Rc<Font>) -> Self {
        Self {
            ctm: Matrix::IDENTITY,
            font,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

impl<'d> Run<'d> {
    pub(super) fn new(resources: Option<&'d Dictionary>, state: State) -> Self {
        Self {
            resources,
            state,
            saved: Vec::new(),
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            char_space: 0.0,
        }
    }

    pub(super) fn apply(&mut self, operator: &[u8], operands: &[Token<'_>], page: &mut Page) {
        match operator {
            b"Tj" | b"TJ" => self.show_all(operands, page),
            b"'" => {
                self.next_line();
                self.show_all(operands, page);
            }
            b"\"" => {
                if let [Token::Number(word), Token::Number(char), ..] = operands {
                    (self.state.word_space, self.state.char_space) = (*word, *char);
                }
                self.next_line();
                self.show_all(operands.get(2..).unwrap_or_default(), page);
            }
            b"EMC" => page.replaced.end(),
            b"BMC" => page.replaced.begin(None),
            b"q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"T*" => self.next_line(),
            b"BT" => (self.matrix, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Td" | b"TD" | b"Tm" | b"cm" => self.place(operator, operands),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S"
            | b"s" | b"n" => {
                page.n_curves += u64::from(matches!(operator, b"c" | b"v" | b"y"));
                page.outlines.apply(operator, operands, &self.state.ctm);
            }
            _ => self.set(operator, operands),
        }
    }

    fn place(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        if let Some([x, y]) = numbers(operands).filter(|_| matches!(operator, b"Td" | b"TD")) {
            if operator == b"TD" {
                self.state.leading = -y;
            }
            self.move_line(x, y);
        } else if let Some(matrix) = numbers::<6>(operands).and_then(|numbers| Matrix::from_numbers(&numbers)) {
            if operator == b"cm" {
                self.state.ctm = matrix.then(&self.state.ctm);
            } else if operator == b"Tm" {
                (self.matrix, self.line) = (matrix, matrix);
            }
        }
    }

    fn set(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        let Some([number]) = numbers(operands) else {
            return;
        };
        match operator {
            b"Tc" => self.state.char_space = number,
            b"Tw" => self.state.word_space = number,
            b"Tz" => self.state.scale = number / 100.0,
            b"TL" => self.state.leading = number,
            b"Ts" => self.state.rise = number,
            _ => {}
        }
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.state.leading);
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = self.line.moved(x, y);
        self.matrix = self.line;
    }

    /// Shows the strings among the operands; the numbers between them move on.
    fn show_all(&mut self, operands: &[Token<'_>], page: &mut Page) {
        let is_alone = operands.len() == 1;
        for operand in operands {
            match operand {
                Token::Text(bytes) => self.show(bytes, is_alone, page),
                Token::Hex(bytes) => self.show(bytes, is_alone, page),
                Token::Number(number) => {
                    let shift = -number / 1000.0 * self.state.size;
                    self.matrix = if self.state.font.vertical {
                        self.matrix.moved(0.0, shift)
                    } else {
                        self.matrix.moved(shift * self.state.scale, 0.0)
                    };
                }
                _ => {}
            }
        }
    }

    /// Whether the space between the letters of a string is a word's: some printer drivers show the letters before and
    /// behind a space as a string of their own, moved apart. Letter-spaced text goes on for longer.
    fn spaces_words(&mut self, bytes: &[u8]) -> bool {
        let char_space = self.state.char_space / self.state.size.abs().max(0.01);
        let before = std::mem::replace(&mut self.char_space, char_space);
        if char_space < SPACE || char_space - before < SPACE || bytes.len() > 2 * *SHORT.end() {
            return false;
        }
        let mut n_letters = 0;
        self.state.font.decode(bytes, |_| n_letters += 1);
        SHORT.contains(&n_letters)
    }

    fn show(&mut self, bytes: &[u8], is_alone: bool, page: &mut Page) {
        let spaces_words = is_alone && self.spaces_words(bytes);
        let state = &self.state;
        let full = self.matrix.then(&state.ctm);
        let frame = full.frame(state.size, state.scale, state.font.vertical);
        let origin = full.apply(0.0, state.rise);
        let mut along = frame.along(origin);
        let across = frame.across(origin);
        let mut moved = 0.0;
        let per_unit = if state.size == 0.0 {
            0.0
        } else {
            frame.em / state.size.abs()
        };
        state.font.decode(bytes, |code| {
            let width = if state.font.vertical { 1.0 } else { code.width } * state.size.abs();
            let space = state.char_space + if code.is_space { state.word_space } else { 0.0 };
            let step = width + space;
            page.glyph(
                code.text,
                Glyph {
                    text: "",
                    angle: frame.angle,
                    start: along,
                    end: along + if spaces_words { width } else { step.max(0.0) } * per_unit,
                    across,
                    em: frame.em * state.font.em,
                    size: frame.size * state.font.em,
                },
            );
            along += step * per_unit;
            moved += step;
        });
        let moved = if state.size < 0.0 { -moved } else { moved };
        self.matrix = if state.font.vertical {
            self.matrix.moved(0.0, -moved)
        } else {
            self.matrix.moved(moved * state.scale, 0.0)
        };
    }
}

impl Page {
    /// Its fonts do not say which characters its glyphs are.
    pub(super) fn is_undecoded(&self) -> bool {
        self.n_lost > 10 && self.n_lost * 10 > self.n_glyphs * 3
    }

    pub(super) fn count_picture(&mut self, n_pixels: f32) {
        if n_pixels >= MIN_PIXELS {
            self.has_picture = true;
        } else {
            self.n_pixels += n_pixels;
        }
    }

    /// The pictures of something that lies on the page are the page's: a scan may be a stamp. What text a stamp or a field
    /// shows says nothing of what the page does.
    pub(super) fn take_pictures(&mut self, other: &Self) {
        self.has_picture |= other.has_picture;
        self.n_pixels += other.n_pixels;
    }

    /// Whole, or cut into strips or tiles.
    fn shows_picture(&self) -> bool {
        self.has_picture || self.is_cut_up()
    }

    pub(super) fn is_cut_up(&self) -> bool {
        self.n_pixels >= CUT_UP
    }

    /// It shows a picture, or outlines that may be letters, and no text.
    pub(super) fn is_picture(&self) -> bool {
        let shows_letters = self.shows_picture() || self.n_curves >= OUTLINES;
        shows_letters && self.n_text == 0 && !self.is_undecoded()
    }

    /// It shows a picture, and no more text than what may be said of one.
    pub(super) fn is_captioned(&self) -> bool {
        self.shows_picture() && (1..CAPTION).contains(&self.n_text) && !self.is_undecoded()
    }

    /// It draws many letters beside the text it shows: what is read is a page number, the first lines of a letter.
    pub(super) fn is_drawn(&self) -> bool {
        self.outlines.are_text(self.n_text)
    }

    /// Whether so much text is held that it should be handed on.
    pub(super) fn is_full(&self) -> bool {
        self.layout.len() > MAX_HELD
    }

    /// Hands on the lines so far.
    pub(super) fn hand_on(&mut self, sink: &mut Sink<'_>) {
        self.hand_on_but("", sink);
    }

    /// Hands on the lines so far that do not only repeat a part of `known`.
    pub(super) fn hand_on_but(&mut self, known: &str, sink: &mut Sink<'_>) {
        if self.layout.len() > 4 * MAX_HELD {
            sink.gap(Reason::LimitOutput, "a string of too much text");
        }
        for line in self.lines() {
            self.n_text += line.len() as u64;
            if known.contains(line.trim()) {
                continue;
            }
            self.told.add(&line);
            sink.push(&line);
            sink.push_raw("\n");
        }
    }

    /// The lines so far, which are not held any more.
    pub(super) fn lines(&mut self) -> Vec<String> {
        std::mem::take(&mut self.layout).lines()
    }

    fn glyph(&mut self, text: &str, place: Glyph<'_>) {
        self.n_glyphs += 1;
        if self.replaced.since.is_some() {
            // The whole replacement stands where the first glyph does.
            if let Some(replacement) = self.replaced.text.take() {
                self.layout.push(replaced::glyph(&replacement, place));
            }
            return;
        }
        if is_lost(text) {
            self.n_lost += 1;
            // Whatever it is, it stands between its neighbours.
            if !text.is_empty() && place.end - place.start > MIN_BETWEEN * place.em {
                self.layout.push(Glyph { text: " ", ..place });
            }
            return;
        }
        if self.layout.len() <= 4 * MAX_HELD {
            self.layout.push(Glyph { text, ..place });
        }
    }
}
