//! Runs content streams and puts the glyphs they show into the layout.

mod glyphs;
mod inline;
mod operators;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream};
pub(super) use operators::is_known;

use super::encoding;
use super::font::Font;
use super::lexer::{LOOKED_THROUGH, Lexer, SPOILT, Token};
use super::matrix::Matrix;
use super::replaced::tells;
use super::show::{Page, Run, State};
use super::source::{Source, identity};
use super::spelled::Spelled;
use crate::extract::{Error, Reason, Sink};

/// Forms inside forms.
const MAX_DEPTH: usize = 12;
/// Operands before an operator: the longest arrays of real files stay far below.
const MAX_OPERANDS: usize = 1 << 16;
/// Forms can multiply what was inflated once, so the work itself has a budget: this many units per byte that the
/// document may inflate, which is seconds. A drawing operator is one unit.
const UNITS_PER_BYTE: f64 = 0.5;
/// Showing a string or changing the font.
const TEXT_COST: u64 = 4;
/// Entering a form.
const FORM_COST: u64 = 80;
/// Bytes of a form, or glyphs of a string, per unit.
const BYTES_PER_UNIT: u64 = 8;
const GLYPHS_PER_UNIT: u64 = 2;
/// Pixels from which on a picture may hold text worth reading.
pub(super) const MIN_PIXELS: f32 = 50_000.0;
/// A picture of fewer pixels is not a part of one that was cut up either.
const MIN_PART: f32 = 2_000.0;
/// Pictures of one page that are read, parts among them.
const MOST_PICTURES: usize = 512;
/// Decoded forms kept because pages tend to show the same ones.
const KEPT_FORMS: usize = 8 << 20;

/// Fonts and forms live as long as the document.
pub(super) struct Walker<'a, 'd> {
    source: &'a Source<'d>,
    fonts: HashMap<usize, Rc<Font>>,
    fallback: Rc<Font>,
    forms: HashMap<usize, Rc<[u8]>>,
    kept: usize,
    spent: u64,
    /// Shown since they were last taken.
    pictures: Vec<&'d Stream>,
    /// Pictures and patterns met since then: what is shown again and again counts once.
    met: HashSet<usize>,
    pub(super) spelled: Spelled,
    /// Inside of a glyph that is drawn: its fonts are those of real letters.
    is_in_glyph: bool,
    /// Texts of glyphs that are drawn and longer than a glyph.
    pub(super) long_glyphs: BTreeSet<String>,
    /// Bytes in which the ends of strings may still be looked for.
    lexer_room: usize,
    /// The page that counts the marked contents; none inside of a form.
    marks_of: usize,
}

impl<'a, 'd> Walker<'a, 'd> {
    pub(super) fn new(source: &'a Source<'d>) -> Self {
        Self {
            source,
            fonts: HashMap::new(),
            fallback: Rc::new(Font::fallback()),
            forms: HashMap::new(),
            kept: 0,
            spent: 0,
            pictures: Vec::new(),
            met: HashSet::new(),
            spelled: Spelled::read(source),
            is_in_glyph: false,
            long_glyphs: BTreeSet::new(),
            lexer_room: LOOKED_THROUGH,
            marks_of: 0,
        }
    }

    /// The marked contents to come are counted by this page.
    pub(super) fn number_marks_of(&mut self, page: &Dictionary) {
        self.marks_of = identity(page);
    }

    /// Runs the content of a page.
    pub(super) fn page(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let state = State::new(Rc::clone(&self.fallback));
        let result = self.run(content, resources, state, &mut HashSet::new(), page, sink);
        self.marks_of = 0;
        result
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
        let mut run = Run::new(resources, state);
        let mut lexer = Lexer::new(content);
        lexer.room = self.lexer_room;
        let mut operands: Vec<Token<'_>> = Vec::new();
        let (mut n_operators, mut is_drawing) = (0_u32, false);
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            n_operators += 1;
            is_drawing = is_drawing || is_known(operator);
            let shown = page.n_glyphs;
            match operator {
                b"Do" => self.external(&run, &operands, open, page, sink)?,
                b"Tf" => self.set_font(&mut run, &operands, sink)?,
                b"BDC" => self.begin_marked(&run, &operands, page),
                b"gs" => self.soft_mask(&run, &operands, open, page, sink)?,
                b"scn" | b"SCN" => self.pattern(&run, &operands, open, page, sink)?,
                b"ID" => {
                    page.count_picture(inline::n_pixels(&operands));
                    lexer.skip_image(inline::len(&operands));
                }
                _ => run.apply(operator, &operands, page),
            }
            operands.clear();
            let shows_text = matches!(operator, b"Tj" | b"TJ" | b"'" | b"\"" | b"Tf" | b"BDC");
            let cost = if shows_text { TEXT_COST } else { 1 };
            self.spend(cost + page.n_glyphs.saturating_sub(shown) / GLYPHS_PER_UNIT, sink)?;
            if page.is_full() {
                page.hand_on(sink);
            }
        }
        self.lexer_room = self.lexer_room.min(lexer.room);
        let is_noise = !is_drawing && n_operators as usize + operands.len() > 0;
        if let Some(damage) = lexer.damage().or(is_noise.then_some(SPOILT)) {
            sink.gap(Reason::Damaged, damage);
        }
        Ok(())
    }

    /// The pictures that were shown since the last time.
    pub(super) fn take_pictures(&mut self) -> Vec<&'d Stream> {
        self.met.clear();
        std::mem::take(&mut self.pictures)
    }

    /// Counts units of work. It is also the sign of life.
    pub(super) fn spend(&mut self, units: u64, sink: &mut Sink<'_>) -> Result<(), Error> {
        let before = self.spent >> 18;
        self.spent += units;
        if self.spent >> 18 > before {
            sink.tick();
        }
        let most = (sink.limits().inflated as f64 * UNITS_PER_BYTE) as u64;
        if self.spent > most {
            return Err(Error::new(Reason::LimitOutput, "too much drawing"));
        }
        Ok(())
    }

    fn resource(&self, run: &Run<'d>, kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        self.source.get(self.source.dict(run.resources?, kind)?, name)
    }

    fn set_font(&mut self, run: &mut Run<'d>, operands: &[Token<'_>], sink: &mut Sink<'_>) -> Result<(), Error> {
        if let [.., Token::Name(name), Token::Number(size)] = operands {
            run.state.size = *size;
            let font = self.resource(run, b"Font", name);
            run.state.font = match font.map(Object::as_dict) {
                Some(Ok(dict)) => self.font(dict, sink)?,
                Some(Err(_)) => {
                    self.source.spoilt();
                    Rc::clone(&self.fallback)
                }
                None => Rc::clone(&self.fallback),
            };
        }
        Ok(())
    }

    fn font(&mut self, dict: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Rc<Font>, Error> {
        if let Some(font) = self.fonts.get(&identity(dict)) {
            return Ok(Rc::clone(font));
        }
        let mut font = Font::load(self.source, dict, sink)?;
        self.read_glyphs(dict, &mut font, sink)?;
        let font = Rc::new(font);
        self.fonts.insert(identity(dict), Rc::clone(&font));
        Ok(font)
    }

    /// The stream among the resources that an operator names.
    fn named(&self, run: &Run<'d>, kind: &[u8], operands: &[Token<'_>]) -> Option<&'d Stream> {
        let Some(Token::Name(name)) = operands.last() else {
            return None;
        };
        self.resource(run, kind, name)?.as_stream().ok()
    }

    fn external(
        &mut self,
        run: &Run<'d>,
        operands: &[Token<'_>],
        open: &mut HashSet<usize>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let Some(stream) = self.named(run, b"XObject", operands) else {
            return Ok(());
        };
        match self.source.name(&stream.dict, b"Subtype") {
            Some(b"Image") => {
                self.picture(stream, page, sink);
                Ok(())
            }
            _ => self.form(stream, run.state.clone(), run.resources, open, page, sink),
        }
    }

    fn picture(&mut self, stream: &'d Stream, page: &mut Page, sink: &mut Sink<'_>) {
        let side = |key| self.source.number(&stream.dict, key).unwrap_or(0.0);
        let n_pixels = side(b"Width") * side(b"Height");
        if n_pixels >= MIN_PART && self.met.insert(identity(&stream.dict)) {
            page.count_picture(n_pixels);
            sink.saw_picture(&n_pixels.to_le_bytes());
            if self.pictures.len() < MOST_PICTURES {
                self.pictures.push(stream);
            }
        }
    }

    /// Runs the cell of a tiling pattern where it becomes the colour, as if it were shown once, in its own place.
    fn pattern(
        &mut self,
        run: &Run<'d>,
        operands: &[Token<'_>],
        open: &mut HashSet<usize>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        match self.named(run, b"Pattern", operands) {
            Some(stream) if self.met.insert(identity(&stream.dict)) => {
                let state = State::new(Rc::clone(&self.fallback));
                self.form(stream, state, run.resources, open, page, sink)
            }
            _ => Ok(()),
        }
    }

    /// The text of a form that becomes a mask is what shows through: told beside the page, since pictures in masks are
    /// shadows.
    fn soft_mask(
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
        let settings = self
            .resource(run, b"ExtGState", name)
            .and_then(|state| state.as_dict().ok());
        let mask = settings.and_then(|settings| self.source.dict(settings, b"SMask"));
        match mask.and_then(|mask| self.source.stream(mask, b"G")) {
            Some(form) if self.met.insert(identity(&form.dict)) => {
                let state = State::new(Rc::clone(&self.fallback));
                let n_pictures = self.pictures.len();
                let mut shown = Page::default();
                let result = self.form(form, state, run.resources, open, &mut shown, sink);
                self.pictures.truncate(n_pictures);
                page.replaced
                    .unshown
                    .extend(shown.lines().into_iter().filter(|line| tells(line)));
                result
            }
            _ => Ok(()),
        }
    }

    /// Runs a form where it is shown. A form inside itself is passed over.
    fn form(
        &mut self,
        stream: &'d Stream,
        mut state: State,
        resources: Option<&'d Dictionary>,
        open: &mut HashSet<usize>,
        page: &mut Page,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        self.spend(FORM_COST, sink)?;
        let id = identity(&stream.dict);
        if open.contains(&id) {
            return Ok(());
        }
        if open.len() >= MAX_DEPTH {
            sink.gap(Reason::LimitDepth, format!("forms deeper than {MAX_DEPTH}"));
            return Ok(());
        }
        let content = self.form_content(stream, sink)?;
        self.spend(content.len() as u64 / BYTES_PER_UNIT, sink)?;
        let matrix = self.source.numbers(self.source.array(&stream.dict, b"Matrix"));
        state.ctm = Matrix::from_numbers(&matrix)
            .unwrap_or(Matrix::IDENTITY)
            .then(&state.ctm);
        let resources = self.source.dict(&stream.dict, b"Resources").or(resources);
        open.insert(id);
        // A form counts its marked contents itself.
        let marks_of = std::mem::take(&mut self.marks_of);
        let result = self.run(&content, resources, state, open, page, sink);
        self.marks_of = marks_of;
        open.remove(&id);
        result
    }

    fn form_content(&mut self, stream: &'d Stream, sink: &mut Sink<'_>) -> Result<Rc<[u8]>, Error> {
        let id = identity(&stream.dict);
        if let Some(content) = self.forms.get(&id) {
            return Ok(Rc::clone(content));
        }
        let content = self.source.content(stream, sink)?;
        let content: Rc<[u8]> = content.into();
        if self.kept + content.len() <= KEPT_FORMS {
            self.kept += content.len();
            self.forms.insert(id, Rc::clone(&content));
        }
        Ok(content)
    }

    fn begin_marked(&mut self, run: &Run<'d>, operands: &[Token<'_>], page: &mut Page) {
        let replacement = self.replacement(run, operands, page);
        page.replaced.begin(replacement);
    }

    /// The text that a marked content's properties, here or among the resources, or an element of the document's structure
    /// put in its place.
    fn replacement(&mut self, run: &Run<'d>, operands: &[Token<'_>], page: &mut Page) -> Option<String> {
        let (spelled, beside, number) = if let [.., Token::Name(name)] = operands {
            let properties = self.resource(run, b"Properties", name)?.as_dict().ok()?;
            let text = |key| Some(encoding::text_string(self.source.get(properties, key)?.as_str().ok()?));
            let number = self.source.number(properties, b"MCID");
            (text(b"ActualText"), [text(b"Alt"), text(b"E")], number)
        } else {
            let number = match value(operands, b"MCID") {
                Some(Token::Number(number)) => Some(*number),
                _ => None,
            };
            let beside = [text(operands, b"Alt"), text(operands, b"E")];
            (text(operands, b"ActualText"), beside, number)
        };
        // What it shows in other words, and what an abbreviation stands for.
        let [alternative, expansion] = beside.map(|text| text.filter(|text| tells(text)));
        page.replaced.unshown.extend(alternative.filter(|_| spelled.is_none()));
        page.replaced.unshown.extend(expansion);
        spelled.or_else(|| self.spelled.replacement(self.marks_of, number? as i64))
    }
}

/// What stands behind a key in a dictionary among the operands.
fn value<'t, 'c>(operands: &'t [Token<'c>], key: &[u8]) -> Option<&'t Token<'c>> {
    let is_key = |token: &Token<'_>| matches!(token, Token::Name(name) if name.as_ref() == key);
    operands.get(operands.iter().position(is_key)? + 1)
}

fn text(operands: &[Token<'_>], key: &[u8]) -> Option<String> {
    match value(operands, key)? {
        Token::Text(text) => Some(encoding::text_string(text)),
        Token::Hex(text) => Some(encoding::text_string(text)),
        _ => None,
    }
}
