//! Runs content streams and puts the glyphs they show into the layout.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use lopdf::{Dictionary, Stream};

use super::encoding;
use super::font::Font;
use super::layout::{Glyph, Layout};
use super::lexer::{Lexer, Token};
use super::matrix::Matrix;
use super::source::{Source, identity};
use crate::extract::{Error, Reason, Sink};

/// Forms inside forms.
const MAX_DEPTH: usize = 12;
/// Saved graphics states.
const MAX_SAVED: usize = 512;
/// Operands before an operator: the longest arrays of real files stay far below.
const MAX_OPERANDS: usize = 1 << 16;
/// Operators of one document: far more than real ones have, and seconds of work.
const MAX_OPERATORS: u64 = 40_000_000;
/// Pixels from which on a picture may hold text worth reading.
const MIN_PIXELS: f32 = 50_000.0;
/// Decoded forms kept because pages tend to show the same ones.
const KEPT_FORMS: usize = 8 << 20;

/// Text of a page held before it is handed on; a single string may come to four times as much.
const MAX_HELD: usize = 4 << 20;

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Rc<Font>,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// What one page showed.
#[derive(Default)]
pub(super) struct Page {
    pub(super) layout: Layout,
    pub(super) n_glyphs: u64,
    pub(super) n_lost: u64,
    pub(super) has_picture: bool,
    pub(super) has_text: bool,
    replaced: Replaced,
}

/// Marked content whose text the document spells out (`ActualText`).
#[derive(Default)]
struct Replaced {
    /// Open marked contents; true where the replacement began.
    open: Vec<bool>,
    text: Option<String>,
}

/// Fonts and forms live as long as the document.
pub(super) struct Walker<'a, 'd> {
    source: &'a Source<'d>,
    fonts: HashMap<usize, Rc<Font>>,
    fallback: Rc<Font>,
    forms: HashMap<usize, Rc<[u8]>>,
    kept: usize,
    n_operators: u64,
}

/// One content stream in progress.
struct Run<'d> {
    resources: Option<&'d Dictionary>,
    state: State,
    saved: Vec<State>,
    matrix: Matrix,
    line: Matrix,
}

impl<'a, 'd> Walker<'a, 'd> {
    pub(super) fn new(source: &'a Source<'d>) -> Self {
        Self {
            source,
            fonts: HashMap::new(),
            fallback: Rc::new(Font::fallback()),
            forms: HashMap::new(),
            kept: 0,
            n_operators: 0,
        }
    }

    /// Runs the content of a page.
    pub(super) fn page(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let state = State {
            ctm: Matrix::IDENTITY,
            font: Rc::clone(&self.fallback),
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.run(content, resources, state, &mut HashSet::new(), page, sink)
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        state: State,
        open: &mut HashSet<usize>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let mut run = Run {
            resources,
            state,
            saved: Vec::new(),
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            self.count(sink)?;
            match operator {
                b"Do" => self.external(&run, &operands, open, page, sink)?,
                b"Tf" => self.set_font(&mut run, &operands, sink)?,
                b"BDC" => page.replaced.begin(self.replacement(&run, &operands)),
                b"ID" => {
                    page.has_picture |=
                        is_picture(inline(&operands, b"W", b"Width"), inline(&operands, b"H", b"Height"));
                    lexer.skip_image();
                }
                _ => run.apply(operator, &operands, page),
            }
            operands.clear();
            if page.layout.len() > MAX_HELD {
                page.hand_on(sink)?;
            }
        }
        Ok(())
    }

    fn count(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.n_operators += 1;
        if self.n_operators.is_multiple_of(1 << 16) {
            sink.tick();
        }
        if self.n_operators > MAX_OPERATORS {
            let detail = format!("more than {MAX_OPERATORS} drawing operators");
            return Err(Error::new(Reason::LimitOutput, detail));
        }
        Ok(())
    }

    fn resource(&self, run: &Run<'d>, kind: &[u8], name: &[u8]) -> Option<&'d lopdf::Object> {
        self.source.get(self.source.dict(run.resources?, kind)?, name)
    }

    fn set_font(&mut self, run: &mut Run<'d>, operands: &[Token<'_>], sink: &mut Sink<'_>) -> Result<(), Error> {
        if let [.., Token::Name(name), Token::Number(size)] = operands {
            run.state.size = *size;
            let dict = self.resource(run, b"Font", name).and_then(|font| font.as_dict().ok());
            run.state.font = match dict {
                Some(dict) => self.font(dict, sink)?,
                None => Rc::clone(&self.fallback),
            };
        }
        Ok(())
    }

    fn font(&mut self, dict: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Rc<Font>, Error> {
        if let Some(font) = self.fonts.get(&identity(dict)) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(Font::load(self.source, dict, sink)?);
        self.fonts.insert(identity(dict), Rc::clone(&font));
        Ok(font)
    }

    fn external(
        &mut self,
        run: &Run<'d>,
        operands: &[Token<'_>],
        open: &mut HashSet<usize>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let Some(Token::Name(name)) = operands.last() else {
            return Ok(());
        };
        let Some(stream) = self
            .resource(run, b"XObject", name)
            .and_then(|object| object.as_stream().ok())
        else {
            return Ok(());
        };
        match self.source.name(&stream.dict, b"Subtype") {
            Some(b"Image") => {
                let side = |key| self.source.number(&stream.dict, key).unwrap_or(0.0);
                page.has_picture |= is_picture(side(b"Width"), side(b"Height"));
                Ok(())
            }
            _ => self.form(stream, run, open, page, sink),
        }
    }

    /// Runs a form where it is shown. A form inside itself is passed over.
    fn form(
        &mut self,
        stream: &'d Stream,
        run: &Run<'d>,
        open: &mut HashSet<usize>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let id = identity(&stream.dict);
        if open.contains(&id) {
            return Ok(());
        }
        if open.len() >= MAX_DEPTH {
            sink.gap(Reason::LimitDepth, format!("forms deeper than {MAX_DEPTH}"));
            return Ok(());
        }
        let content = self.form_content(stream, sink)?;
        let mut state = run.state.clone();
        let matrix = self.source.numbers(self.source.array(&stream.dict, b"Matrix"));
        state.ctm = Matrix::from_numbers(&matrix)
            .unwrap_or(Matrix::IDENTITY)
            .then(&state.ctm);
        let resources = self.source.dict(&stream.dict, b"Resources").or(run.resources);
        open.insert(id);
        let result = self.run(&content, resources, state, open, page, sink);
        open.remove(&id);
        result
    }

    fn form_content(&mut self, stream: &'d Stream, sink: &mut Sink<'_>) -> Result<Rc<[u8]>, Error> {
        let id = identity(&stream.dict);
        if let Some(content) = self.forms.get(&id) {
            return Ok(Rc::clone(content));
        }
        let content = self.source.decode(stream, sink)?;
        let content: Rc<[u8]> = content.into();
        if self.kept + content.len() <= KEPT_FORMS {
            self.kept += content.len();
            self.forms.insert(id, Rc::clone(&content));
        }
        Ok(content)
    }

    /// The text that a marked content's properties, here or among the resources, put in its place.
    fn replacement(&self, run: &Run<'d>, operands: &[Token<'_>]) -> Option<String> {
        if let [.., Token::Name(name)] = operands {
            let properties = self.resource(run, b"Properties", name)?.as_dict().ok()?;
            let text = self.source.get(properties, b"ActualText")?.as_str().ok()?;
            return Some(encoding::text_string(text));
        }
        let at = operands
            .iter()
            .position(|token| matches!(token, Token::Name(name) if name.as_ref() == b"ActualText"))?;
        match operands.get(at + 1)? {
            Token::Text(text) => Some(encoding::text_string(text)),
            Token::Hex(text) => Some(encoding::text_string(text)),
            _ => None,
        }
    }
}

impl Replaced {
    fn begin(&mut self, text: Option<String>) {
        // Inside a replaced content nothing is replaced again.
        let begins = text.is_some() && !self.open.contains(&true);
        if begins {
            self.text = text;
        }
        if self.open.len() < MAX_OPERANDS {
            self.open.push(begins);
        }
    }

    fn end(&mut self) {
        if self.open.pop() == Some(true) {
            self.text = None;
        }
    }
}

fn is_picture(width: f32, height: f32) -> bool {
    width * height >= MIN_PIXELS
}

/// A number in the dictionary of an inline image, by its short or its long key.
fn inline(operands: &[Token<'_>], short: &[u8], long: &[u8]) -> f32 {
    let is_key =
        |token: &Token<'_>| matches!(token, Token::Name(name) if name.as_ref() == short || name.as_ref() == long);
    match operands.windows(2).find(|pair| is_key(&pair[0])) {
        Some([_, Token::Number(number)]) => *number,
        _ => 0.0,
    }
}

fn numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f32; N]> {
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

impl Run<'_> {
    fn apply(&mut self, operator: &[u8], operands: &[Token<'_>], page: &mut Page) {
        match operator {
            b"Tj" => self.show_all(operands, page),
            b"TJ" => self.show_all(operands, page),
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
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"T*" => self.next_line(),
            b"BT" => (self.matrix, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Td" | b"TD" | b"Tm" | b"cm" => self.place(operator, operands),
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
        for operand in operands {
            match operand {
                Token::Text(bytes) => self.show(bytes, page),
                Token::Hex(bytes) => self.show(bytes, page),
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

    fn show(&mut self, bytes: &[u8], page: &mut Page) {
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
                    end: along + step.max(0.0) * per_unit,
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
    /// Hands on the lines so far.
    pub(super) fn hand_on(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        if self.layout.len() > 4 * MAX_HELD {
            sink.gap(Reason::LimitOutput, "a string of too much text");
        }
        for line in std::mem::take(&mut self.layout).lines() {
            self.has_text = true;
            sink.push(&line)?;
            sink.push_raw("\n");
        }
        Ok(())
    }

    fn glyph(&mut self, text: &str, place: Glyph<'_>) {
        self.n_glyphs += 1;
        if self.replaced.open.contains(&true) {
            // The whole replacement stands where the first glyph does.
            if let Some(replacement) = self.replaced.text.take() {
                let room = 0.5 * place.em * replacement.chars().count() as f32;
                self.layout.push(Glyph {
                    text: &replacement,
                    end: place.end.max(place.start + room),
                    ..place
                });
            }
            return;
        }
        if text
            .chars()
            .all(|c| c.is_control() || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}'))
        {
            self.n_lost += 1;
            return;
        }
        if self.layout.len() <= 4 * MAX_HELD {
            self.layout.push(Glyph { text, ..place });
        }
    }
}
