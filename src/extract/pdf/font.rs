//! Fonts: from the codes of a shown string to text and widths.

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::cmap::CMap;
use super::encoding::{self, Table};
use super::source::Source;
use super::{charset, collection, glyphs, program, widths};
use crate::extract::{Error, Sink};

/// Glyphs in the list of widths of one font; no real font has more.
const MAX_WIDTHS: usize = 1 << 17;

pub(super) struct Font {
    codes: Codes,
    pub(super) vertical: bool,
    /// Text space units per unit of width.
    scale: f32,
    /// Height of the letters in font sizes: not 1 only in fonts made of drawings.
    pub(super) em: f32,
}

enum Codes {
    /// One byte per code.
    Simple {
        texts: Vec<Box<str>>,
        widths: Vec<f32>,
    },
    Composite(Box<Composite>),
}

struct Composite {
    map: CMap,
    to_unicode: CMap,
    /// The codes are text in this character set already.
    charset: Option<charset::Charset>,
    /// The glyph numbers are those of a public collection.
    collection: Option<&'static collection::Collection>,
    by_glyph: HashMap<u32, char>,
    widths: HashMap<u32, f32>,
    width_ranges: Vec<(u32, u32, f32)>,
    default_width: f32,
}

/// One code of a shown string.
pub(super) struct Code<'t> {
    pub text: &'t str,
    /// In text space units, of a font of size 1.
    pub width: f32,
    /// The one-byte code 32, which word spacing widens.
    pub is_space: bool,
}

impl Font {
    /// What stands in for a font that is missing.
    pub(super) fn fallback() -> Self {
        let table = &encoding::WIN_ANSI;
        Self {
            codes: Codes::Simple {
                texts: table.iter().map(|&c| one(c)).collect(),
                widths: table.iter().map(|&c| widths::standard_width(b"", c)).collect(),
            },
            vertical: false,
            scale: 0.001,
            em: 1.0,
        }
    }

    pub(super) fn load<'d>(source: &Source<'d>, dict: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Self, Error> {
        let to_unicode = match source.stream(dict, b"ToUnicode") {
            Some(stream) => CMap::parse(&source.decode(stream, sink)?),
            None => CMap::default(),
        };
        match source.name(dict, b"Subtype") {
            Some(b"Type0") => composite(source, dict, to_unicode, sink),
            Some(b"Type3") => type3(source, dict, &to_unicode, sink),
            _ => simple(source, dict, &to_unicode, sink),
        }
    }

    /// Calls `each` for every code of a shown string.
    pub(super) fn decode(&self, bytes: &[u8], mut each: impl FnMut(Code<'_>)) {
        match &self.codes {
            Codes::Simple { texts, widths } => {
                for &byte in bytes {
                    each(Code {
                        text: &texts[usize::from(byte)],
                        width: widths[usize::from(byte)] * self.scale,
                        is_space: byte == b' ',
                    });
                }
            }
            Codes::Composite(composite) => composite.decode(bytes, self.scale, each),
        }
    }
}

impl Composite {
    fn decode(&self, bytes: &[u8], scale: f32, mut each: impl FnMut(Code<'_>)) {
        let mut rest = bytes;
        let mut text = String::new();
        while !rest.is_empty() {
            text.clear();
            let (code, len) = match &self.charset {
                Some(charset) => charset.next_code(rest),
                None => self.map.next_code(rest),
            };
            let cid = self.map.cid(code);
            if !self.to_unicode.push_text(code, &mut text) {
                match (&self.charset, self.collection) {
                    (Some(charset), _) => charset.push_text(&rest[..len], &mut text),
                    (None, Some(collection)) => collection.push_text(cid, &mut text),
                    (None, None) => text.extend(self.by_glyph.get(&cid)),
                }
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
}

fn one(c: char) -> Box<str> {
    if c == '\0' { "".into() } else { String::from(c).into() }
}

fn simple<'d>(
    source: &Source<'d>,
    dict: &'d Dictionary,
    to_unicode: &CMap,
    sink: &mut Sink<'_>,
) -> Result<Font, Error> {
    let base_font = source.name(dict, b"BaseFont").unwrap_or_default();
    let mut texts = encoded(source, dict, base_font, to_unicode, sink)?;
    let listed = source.numbers(source.array(dict, b"Widths"));
    let first = source.number(dict, b"FirstChar").unwrap_or(0.0) as usize;
    let descriptor = source.dict(dict, b"FontDescriptor");
    let missing = descriptor.and_then(|descriptor| source.number(descriptor, b"MissingWidth"));
    let width = |(code, text): (usize, &str)| {
        let listed = code.checked_sub(first).and_then(|at| listed.get(at).copied());
        let standard = || widths::standard_width(base_font, text.chars().next().unwrap_or(' '));
        listed.or(missing).unwrap_or_else(standard)
    };
    let widths = texts.iter().map(|text| &**text).enumerate().map(width).collect();
    override_texts(&mut texts, to_unicode);
    Ok(Font {
        codes: Codes::Simple { texts, widths },
        vertical: false,
        scale: 0.001,
        em: 1.0,
    })
}

/// Glyphs are drawings in a space of the font's own; only their codes and widths are looked at.
fn type3<'d>(source: &Source<'d>, dict: &'d Dictionary, to_unicode: &CMap, sink: &mut Sink<'_>) -> Result<Font, Error> {
    let matrix = source.numbers(source.array(dict, b"FontMatrix"));
    let scale = matrix.first().copied().filter(|&scale| scale != 0.0).unwrap_or(0.001);
    let rise = matrix.get(3).copied().filter(|&scale| scale != 0.0).unwrap_or(scale);
    let bounds = source.numbers(source.array(dict, b"FontBBox"));
    let height = match bounds[..] {
        [_, low, _, high] => ((high - low) * rise).abs(),
        _ => 0.0,
    };
    let mut font = simple(source, dict, to_unicode, sink)?;
    font.scale = scale.abs();
    font.em = if (0.01..100.0).contains(&height) { height } else { 1.0 };
    Ok(font)
}

/// What a font's map to text says stands over what its encoding says.
fn override_texts(texts: &mut [Box<str>], to_unicode: &CMap) {
    if !to_unicode.has_text() {
        return;
    }
    let mut text = String::new();
    for (code, slot) in (0..).zip(texts) {
        text.clear();
        if to_unicode.push_text(code, &mut text) && !text.chars().all(|c| matches!(c, '\0' | '\u{fffd}')) {
            *slot = text.as_str().into();
        }
    }
}

fn encoded<'d>(
    source: &Source<'d>,
    dict: &'d Dictionary,
    base_font: &[u8],
    to_unicode: &CMap,
    sink: &mut Sink<'_>,
) -> Result<Vec<Box<str>>, Error> {
    let encoding = source.get(dict, b"Encoding");
    let named = match encoding {
        Some(Object::Name(name)) => encoding::named(name),
        Some(Object::Dictionary(encoding)) => source.name(encoding, b"BaseEncoding").and_then(encoding::named),
        _ => None,
    };
    let mut texts: Vec<Box<str>> = named
        .unwrap_or_else(|| built_in(source, dict, base_font))
        .iter()
        .map(|&c| one(c))
        .collect();
    if named.is_none() && !to_unicode.has_text() {
        for (code, text) in program::encoding(source, dict, sink)? {
            texts[usize::from(code)] = text.into();
        }
    }
    if let Some(Object::Dictionary(encoding)) = encoding {
        put_differences(&mut texts, source, source.array(encoding, b"Differences"));
    }
    Ok(texts)
}

fn built_in<'d>(source: &Source<'d>, dict: &'d Dictionary, base_font: &[u8]) -> &'static Table {
    let has = |part: &[u8]| memchr::memmem::find(base_font, part).is_some();
    if has(b"ZapfDingbats") || has(b"Dingbats") {
        &encoding::DINGBATS
    } else if base_font.ends_with(b"Symbol") || base_font.ends_with(b"SymbolMT") {
        &encoding::SYMBOL
    } else if source.name(dict, b"Subtype") == Some(b"TrueType") && !is_nonsymbolic(source, dict) {
        &encoding::WIN_ANSI
    } else {
        &encoding::STANDARD
    }
}

/// Says that it holds the standard Latin characters only.
fn is_nonsymbolic<'d>(source: &Source<'d>, dict: &'d Dictionary) -> bool {
    let descriptor = source.dict(dict, b"FontDescriptor");
    let flags = descriptor
        .and_then(|descriptor| source.number(descriptor, b"Flags"))
        .unwrap_or(0.0);
    flags as u32 & 32 != 0
}

fn put_differences<'d>(texts: &mut [Box<str>], source: &Source<'d>, differences: &'d [Object]) {
    let mut code = 0_usize;
    for object in differences {
        match source.resolve(object) {
            Some(Object::Name(name)) => {
                if let Some(slot) = texts.get_mut(code) {
                    *slot = named_glyph(name);
                }
                code = code.saturating_add(1);
            }
            Some(other) => code = other.as_float().map_or(code, |number| number as usize),
            None => {}
        }
    }
}

fn named_glyph(name: &[u8]) -> Box<str> {
    if let Some(text) = glyphs::text(name) {
        return text.into();
    }
    // Names that only number the glyphs mostly number them by their code in Latin text.
    let code = glyphs::number(name).and_then(|number| u8::try_from(number).ok());
    code.map_or_else(|| "".into(), |code| one(encoding::WIN_ANSI[usize::from(code)]))
}

fn composite<'d>(
    source: &Source<'d>,
    dict: &'d Dictionary,
    to_unicode: CMap,
    sink: &mut Sink<'_>,
) -> Result<Font, Error> {
    let (map, charset) = match source.get(dict, b"Encoding") {
        Some(Object::Stream(stream)) => (CMap::parse(&source.decode(stream, sink)?), None),
        Some(Object::Name(name)) => (CMap::identity(name.ends_with(b"V")), charset::named(name)),
        _ => (CMap::identity(false), None),
    };
    let descendant = source
        .array(dict, b"DescendantFonts")
        .first()
        .and_then(|font| source.as_dict(font));
    let numbered = descendant.filter(|_| charset.is_none() && !to_unicode.has_text());
    let system = numbered.and_then(|font| source.dict(font, b"CIDSystemInfo"));
    let ordering = system.and_then(|system| source.get(system, b"Ordering")?.as_str().ok());
    let collection = ordering.and_then(collection::ordered);
    let by_glyph = match numbered {
        Some(font) if collection.is_none() => program::glyphs(source, font, sink)?,
        _ => HashMap::new(),
    };
    let vertical = map.vertical;
    let mut composite = Composite {
        map,
        to_unicode,
        charset,
        collection,
        by_glyph,
        widths: HashMap::new(),
        width_ranges: Vec::new(),
        default_width: descendant.and_then(|font| source.number(font, b"DW")).unwrap_or(1000.0),
    };
    if let Some(descendant) = descendant {
        composite.read_widths(source, source.array(descendant, b"W"));
    }
    Ok(Font {
        codes: Codes::Composite(Box::new(composite)),
        vertical,
        scale: 0.001,
        em: 1.0,
    })
}

impl Composite {
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
