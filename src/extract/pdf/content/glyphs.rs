//! Fonts made of drawings whose glyphs show text of another font: that is what their codes stand for.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Object, Stream};
use memchr::memmem;

use super::super::font::{Font, differences};
use super::super::show::{Page, State};
use super::super::source::identity;
use super::{FORM_COST, Walker};
use crate::extract::{Error, Sink};

/// Characters of a glyph: a ligature or a short word. Every use of it puts them out again.
const LONGEST: usize = 32;
/// The drawing of a glyph that shows text, as it is stored and as it is.
const LARGEST: usize = 4096;

impl<'d> Walker<'_, 'd> {
    /// Runs the drawings of a font that has fonts of its own, each once; what the font itself says stands over it.
    pub(super) fn read_glyphs(
        &mut self,
        dict: &'d Dictionary,
        font: &mut Font,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let source = self.source;
        let resources = source.dict(dict, b"Resources");
        let fonts = resources.and_then(|resources| source.dict(resources, b"Font"));
        let is_drawing = |font: &'d Dictionary| source.name(font, b"Subtype") == Some(b"Type3");
        // Drawings of drawings are no more than what they are named.
        let mut fonts = fonts.into_iter().flatten().filter_map(|(_, font)| source.as_dict(font));
        let has_fonts = fonts.any(|font| !is_drawing(font));
        let is_drawn = is_drawing(dict) && !dict.has(b"ToUnicode");
        let encoding = source.dict(dict, b"Encoding");
        let (Some(drawings), Some(encoding)) = (source.dict(dict, b"CharProcs"), encoding) else {
            return Ok(());
        };
        if !is_drawn || !has_fonts || self.is_in_glyph {
            return Ok(());
        }
        self.is_in_glyph = true;
        let mut glyphs = differences(source, source.array(encoding, b"Differences"));
        let mut texts: HashMap<usize, String> = HashMap::new();
        let result = glyphs.try_for_each(|(code, name)| {
            let Some(Object::Stream(stream)) = source.get(drawings, name) else {
                return Ok(());
            };
            let text = match texts.entry(identity(&stream.dict)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(self.shown_by(stream, resources, sink)?),
            };
            if !text.is_empty() {
                font.spell(code, text);
            }
            Ok(())
        });
        self.is_in_glyph = false;
        result
    }

    /// The text that a drawing shows; none where that is longer than a glyph, which is told once.
    fn shown_by(
        &mut self,
        stream: &'d Stream,
        resources: Option<&'d Dictionary>,
        sink: &mut Sink<'_>,
    ) -> Result<String, Error> {
        if stream.content.len() > LARGEST {
            return Ok(String::new());
        }
        self.spend(FORM_COST, sink)?;
        let content = self.source.glance(stream, LARGEST);
        let shows = |word: &[u8]| memmem::find(&content, word).is_some();
        if !shows(b"Tj") && !shows(b"TJ") {
            return Ok(String::new());
        }
        let state = State::new(std::rc::Rc::clone(&self.fallback));
        let (marks_of, n_pictures) = (std::mem::take(&mut self.marks_of), self.pictures.len());
        let mut shown = Page::default();
        let result = self.run(&content, resources, state, &mut HashSet::new(), &mut shown, sink);
        self.marks_of = marks_of;
        self.pictures.truncate(n_pictures);
        result?;
        let text = shown.lines().join(" ").trim().to_owned();
        if text.chars().count() <= LONGEST {
            return Ok(text);
        }
        self.long_glyphs.insert(text);
        Ok(String::new())
    }
}
