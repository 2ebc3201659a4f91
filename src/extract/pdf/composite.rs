//! Fonts of many glyphs: from the codes of a shown string, of several bytes each, to text and widths.

use std::collections::HashMap;

use lopdf::{Dictionary, Object};
use rustc_hash::FxHashMap;

use super::cmap::{CMap, is_lost};
use super::font::Code;
use super::source::Source;
use super::{charset, collection, program};
use crate::extract::{Error, Sink};

/// Glyphs in the list of widths of one font; no real font has more.
const MAX_WIDTHS: usize = 1 << 17;

pub(super) struct Composite {
    map: CMap,
    to_unicode: CMap,
    /// The codes are text in this character set already.
    charset: Option<charset::Charset>,
    /// The glyph numbers are those of a public collection.
    collection: Option<&'static collection::Collection>,
    by_glyph: HashMap<u32, String>,
    /// The codes are characters, as far as nothing else is known of them.
    is_unicode: bool,
    widths: FxHashMap<u32, f32>,
    width_ranges: Vec<(u32, u32, f32)>,
    default_width: f32,
}

impl Composite {
    pub(super) fn load<'d>(
        source: &Source<'d>,
        dict: &'d Dictionary,
        to_unicode: CMap,
        sink: &mut Sink<'_>,
    ) -> Result<Self, Error> {
        let (map, charset) = match source.get(dict, b"Encoding") {
            Some(Object::Stream(stream)) => (CMap::parse(&source.decode(stream, sink)?), None),
            Some(Object::Name(name)) => (CMap::identity(name.ends_with(b"V")), charset::named(name)),
            _ => (CMap::identity(false), None),
        };
        let descendant = source
            .array(dict, b"DescendantFonts")
            .first()
            .and_then(|font| source.as_dict(font));
        let numbered = descendant.filter(|_| charset.is_none());
        let system = numbered.and_then(|font| source.dict(font, b"CIDSystemInfo"));
        let ordering = system.and_then(|system| source.get(system, b"Ordering")?.as_str().ok());
        let mut composite = Self {
            map,
            to_unicode,
            charset,
            collection: ordering.and_then(collection::ordered),
            by_glyph: HashMap::new(),
            // A map by its name says that the codes are characters.
            is_unicode: matches!(source.name(dict, b"ToUnicode"), Some(b"Identity-H" | b"Identity-V")),
            widths: FxHashMap::default(),
            width_ranges: Vec::new(),
            default_width: descendant.and_then(|font| source.number(font, b"DW")).unwrap_or(1000.0),
        };
        if let Some(descendant) = descendant {
            composite.read_widths(source, source.array(descendant, b"W"));
            composite.is_unicode &= !program::is_embedded(source, descendant);
        }
        if let Some(font) = numbered.filter(|_| composite.collection.is_none() && !composite.is_covered()) {
            composite.by_glyph = program::glyphs(source, font, sink)?;
        }
        Ok(composite)
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.map.vertical
    }

    /// Whether the map to text has a character for every glyph with a width, which are those that are shown: the
    /// program need not be asked. Where the codes are not the glyph numbers, any text is taken for all.
    fn is_covered(&self) -> bool {
        let listed = self.widths.keys().copied();
        let ends = self.width_ranges.iter().flat_map(|&(first, last, _)| [first, last]);
        let mut shown = listed.chain(ends).filter(|&cid| cid != 0 && self.map.cid(cid) == cid);
        self.to_unicode.has_text() && shown.all(|cid| self.to_unicode.reads(cid))
    }

    /// Calls `each` for every code of a shown string.
    pub(super) fn decode(&self, bytes: &[u8], scale: f32, mut each: impl FnMut(Code<'_>)) {
        let mut rest = bytes;
        let mut text = String::new();
        while !rest.is_empty() {
            text.clear();
            let (code, len) = match &self.charset {
                Some(charset) => charset.next_code(rest),
                None => self.map.next_code(rest),
            };
            let cid = self.map.cid(code);
            self.to_unicode.push_text(code, &mut text);
            if is_lost(&text) {
                self.replace_text(code, &rest[..len], &mut text);
            }
            let width = match &self.charset {
                Some(_) if len == 1 => self.default_width / 2.0,
                Some(_) => self.default_width,
                None => self.width(cid),
            };
            each(Code {
                text: &text,
                width: width * scale,
                is_space: len == 1 && code == 32,
            });
            rest = &rest[len..];
        }
    }

    /// What the font itself says of a code that its map to text leaves out. Where it says nothing either, whatever the
    /// map says is kept.
    fn replace_text(&self, code: u32, bytes: &[u8], text: &mut String) {
        let from = text.len();
        let cid = self.map.cid(code);
        match (&self.charset, self.collection) {
            (Some(charset), _) => charset.push_text(bytes, text),
            (None, Some(collection)) => collection.push_text(cid, text),
            (None, None) => text.extend(self.by_glyph.get(&cid).map(String::as_str)),
        }
        if self.is_unicode && text.len() == from {
            text.extend(char::from_u32(code));
        }
        if text.len() > from {
            text.replace_range(..from, "");
        }
    }

    fn width(&self, cid: u32) -> f32 {
        if let Some(&width) = self.widths.get(&cid) {
            return width;
        }
        let after = self.width_ranges.partition_point(|range| range.0 <= cid);
        match after.checked_sub(1).map(|at| self.width_ranges[at]) {
            Some((_, last, width)) if cid <= last => width,
            _ => self.default_width,
        }
    }

    fn read_widths<'d>(&mut self, source: &Source<'d>, list: &'d [Object]) {
        self.collect_widths(source, list);
        self.width_ranges.sort_by_key(|range| range.0);
    }

    /// `first [w w ...]` or `first last w`, again and again.
    fn collect_widths<'d>(&mut self, source: &Source<'d>, list: &'d [Object]) {
        let mut rest = list;
        while let [first, second, tail @ ..] = rest {
            let first = source.resolve(first).and_then(|first| first.as_float().ok());
            // Glyph numbers have two bytes.
            let first = u32::from(first.unwrap_or(0.0) as u16);
            match source.resolve(second) {
                Some(Object::Array(widths)) => {
                    self.widths.extend((first..).zip(source.numbers(widths)));
                    rest = tail;
                }
                Some(last) => {
                    let [width, tail @ ..] = tail else { return };
                    let width = source.resolve(width).and_then(|width| width.as_float().ok());
                    let last = last.as_float().unwrap_or(0.0) as u32;
                    self.width_ranges
                        .push((first, last, width.unwrap_or(self.default_width)));
                    rest = tail;
                }
                None => return,
            }
            if self.widths.len() + self.width_ranges.len() > MAX_WIDTHS {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(composite: &Composite, code: u8, expected: &str) {
        let mut read = String::new();
        composite.decode(&[0, code], 0.001, |code| read.push_str(code.text));
        assert_eq!(read, expected);
    }

    fn composite(to_unicode: &[u8]) -> Composite {
        Composite {
            map: CMap::identity(false),
            to_unicode: CMap::parse(to_unicode),
            charset: None,
            collection: None,
            by_glyph: HashMap::from([(1, "a".to_owned()), (2, "ffi".to_owned()), (3, "3".to_owned())]),
            is_unicode: false,
            widths: FxHashMap::from_iter([(0, 500.0), (1, 500.0), (2, 500.0)]),
            width_ranges: Vec::new(),
            default_width: 1000.0,
        }
    }

    #[test]
    fn codes_that_the_map_to_text_leaves_out_are_read_by_the_program() {
        let font = composite(b"4 beginbfchar <0001><0041> <0002><0000> <0004><f041> <0005><0020> endbfchar");
        check(&font, 1, "A");
        check(&font, 2, "ffi");
        check(&font, 3, "3");
        check(&font, 4, "\u{f041}");
        check(&font, 5, " ");
        check(&font, 6, "");
        assert!(!font.is_covered());
        assert!(composite(b"2 beginbfchar <0001><0041> <0002><0042> endbfchar").is_covered());
    }

    #[test]
    fn codes_of_a_map_by_its_name_are_characters() {
        let font = Composite {
            is_unicode: true,
            ..composite(b"")
        };
        check(&font, b'B', "B");
        check(&font, 1, "a");
    }
}
