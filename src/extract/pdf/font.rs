//! Fonts: from the codes of a shown string to text and widths.

use lopdf::{Dictionary, Object};

use super::cmap::CMap;
use super::composite::Composite;
use super::encoding::{self, Table};
use super::source::Source;
use super::{glyphs, program, widths};
use crate::extract::{Error, Sink};

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
        let to_unicode = Some(to_unicode).filter(CMap::has_text).unwrap_or_default();
        match source.name(dict, b"Subtype") {
            Some(b"Type0") => {
                let composite = Composite::load(source, dict, to_unicode, sink)?;
                Ok(Self {
                    vertical: composite.is_vertical(),
                    codes: Codes::Composite(Box::new(composite)),
                    scale: 0.001,
                    em: 1.0,
                })
            }
            Some(b"Type3") => type3(source, dict, &to_unicode, sink),
            _ => simple(source, dict, &to_unicode, sink),
        }
    }

    /// A glyph shows this text itself.
    pub(super) fn spell(&mut self, code: usize, text: &str) {
        if let Codes::Simple { texts, .. } = &mut self.codes
            && let Some(slot) = texts.get_mut(code)
        {
            *slot = text.into();
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
    if let Codes::Simple { texts, .. } = &mut font.codes
        && !to_unicode.has_text()
    {
        letters_for_signs(texts, &shown_codes(source, dict));
    }
    font.scale = scale.abs();
    font.em = if (0.01..100.0).contains(&height) { height } else { 1.0 };
    Ok(font)
}

/// Names of drawings are the writer's own (ISO 32000-1, 9.6.5). Where none is a letter and all codes are, the codes are
/// the text: a square may be how somebody draws his "a".
fn letters_for_signs(texts: &mut [Box<str>], shown: &[u8]) {
    let is_sign = |text: &str| !text.chars().any(char::is_alphanumeric);
    let is_all = |code: &u8| code.is_ascii_alphabetic() && is_sign(&texts[usize::from(*code)]);
    if shown.iter().all(is_all) {
        for &code in shown {
            texts[usize::from(code)] = one(char::from(code));
        }
    }
}

/// The codes with a width.
fn shown_codes<'d>(source: &Source<'d>, dict: &'d Dictionary) -> Vec<u8> {
    let widths = source.numbers(source.array(dict, b"Widths"));
    let first = source.number(dict, b"FirstChar").unwrap_or(0.0) as u8;
    let shown = (first..=u8::MAX).zip(widths).filter(|&(_, width)| width != 0.0);
    shown.map(|(code, _)| code).collect()
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
    if named.is_none() && !is_covered(source, dict, to_unicode) {
        for (code, text) in program::encoding(source, dict, sink)? {
            texts[usize::from(code)] = text.into();
        }
    }
    if let Some(Object::Dictionary(encoding)) = encoding {
        put_differences(&mut texts, source, source.array(encoding, b"Differences"));
    }
    Ok(texts)
}

/// Whether a map has a character for every code with a width.
fn is_covered<'d>(source: &Source<'d>, dict: &'d Dictionary, to_unicode: &CMap) -> bool {
    let mut shown = shown_codes(source, dict).into_iter();
    to_unicode.has_text() && shown.all(|code| to_unicode.reads(code.into()))
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

fn put_differences<'d>(texts: &mut [Box<str>], source: &Source<'d>, list: &'d [Object]) {
    for (code, name) in differences(source, list) {
        if let Some(slot) = texts.get_mut(code) {
            *slot = named_glyph(name);
        }
    }
}

/// The codes that an encoding gives other names, with them.
pub(super) fn differences<'s, 'd>(
    source: &'s Source<'d>,
    list: &'d [Object],
) -> impl Iterator<Item = (usize, &'d [u8])> + use<'s, 'd> {
    let mut code = 0_usize;
    list.iter().filter_map(move |object| match source.resolve(object)? {
        Object::Name(name) => {
            let named = (code, name.as_slice());
            code = code.saturating_add(1);
            Some(named)
        }
        other => {
            code = other.as_float().map_or(code, |number| number as usize);
            None
        }
    })
}

fn named_glyph(name: &[u8]) -> Box<str> {
    if let Some(text) = glyphs::text(name) {
        return text.into();
    }
    // Names that only number the glyphs mostly number them by their code in Latin text.
    let code = glyphs::number(name).and_then(|number| u8::try_from(number).ok());
    code.map_or_else(|| "".into(), |code| one(encoding::WIN_ANSI[usize::from(code)]))
}
