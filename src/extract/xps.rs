//! Printed documents of Windows (xps, oxps): the text of every page, and what the document says about itself.

use super::office::package::Package;
use super::office::properties;
use super::office::xml::{Node, Tag, Xml};
use super::pdf::{Matrix, standard_width};
use super::{Error, Extract, Format, Head, Input, Reason, Sink};
use crate::text::Unit;

pub(super) static FORMAT: Format = Format {
    name: "xps",
    extensions: &["xps", "oxps"],
    recognise,
    extract: Extract::Seek(extract),
};

fn recognise(head: &Head<'_>) -> bool {
    let is_sequence = |name: &String| name.to_ascii_lowercase().ends_with(".fdseq");
    head.bytes.starts_with(b"PK") && head.members.iter().any(is_sequence)
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let mut page = 0;
    let mut n_drawn = 0;
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".fpage") {
            page += 1;
            let before = sink.n_text;
            let mut n_paths = 0;
            package.walk(name, sink, |xml, sink| glyphs(xml, page, &mut n_paths, sink))?;
            n_drawn += u32::from(sink.n_text == before && n_paths >= OUTLINES);
        } else if lower.ends_with("core.xml") || lower.ends_with(".psmdcp") {
            package.walk(name, sink, |xml, sink| properties::leaves(xml, "properties", sink))?;
        }
    }
    if n_drawn > 0 {
        sink.gap(Reason::NeedsOcr, format!("{n_drawn} of {page} pages are pictures"));
        if !sink.any_text() {
            sink.set_unread();
        }
    }
    package.pictures(sink)
}

/// So many paths may be the outlines of letters.
const OUTLINES: u32 = 200;

/// Every run of glyphs tells its text, and where it begins; links say where they lead.
fn glyphs(xml: &mut Xml<'_>, page: u32, n_paths: &mut u32, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut around = vec![Matrix::IDENTITY];
    let mut end: Option<Point> = None;
    let mut of_canvas = false;
    sink.line_break();
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => {
                link(&tag, page, sink);
                let here = transform(&tag, "RenderTransform");
                match tag.name() {
                    "Path" => *n_paths = n_paths.saturating_add(1),
                    "Canvas" => around.push(here.then(&around[around.len() - 1])),
                    // The transformation of the canvas, as an element.
                    "Canvas.RenderTransform" => of_canvas = true,
                    "MatrixTransform" if of_canvas => {
                        let matrix = transform(&tag, "Matrix");
                        if let Some(last) = around.last_mut() {
                            *last = matrix.then(last);
                        }
                    }
                    "Glyphs" => {
                        let matrix = here.then(&around[around.len() - 1]);
                        end = Some(run(&tag, &matrix, end, page, sink));
                    }
                    _ => {}
                }
            }
            Node::End("Canvas.RenderTransform") => of_canvas = false,
            Node::End("Canvas") if around.len() > 1 => drop(around.pop()),
            Node::Eof => {
                sink.line_break();
                return Ok(());
            }
            _ => {}
        }
    }
}

fn link(tag: &Tag<'_>, page: u32, sink: &mut Sink<'_>) {
    let target = tag.attribute("FixedPage.NavigateUri");
    if let Some(target) = target.filter(|target| target.contains(':')) {
        let label = sink.intern("hyperlink");
        sink.piece(Unit::Page { page }, label, &target);
    }
}

fn transform(tag: &Tag<'_>, name: &str) -> Matrix {
    let numbers = tag.attribute(name).map(|text| numbers(&text)).unwrap_or_default();
    Matrix::from_numbers(&numbers).unwrap_or(Matrix::IDENTITY)
}

fn numbers(text: &str) -> Vec<f32> {
    let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
    parts.map_while(|part| part.parse().ok()).collect()
}

/// The size of a font that no one tells, in 1/96 of an inch.
const USUAL_EM: f32 = 16.0;

type Point = (f32, f32);

/// A run of glyphs: on the line of the one before, next to it or behind a gap, or on a line of its own. Gives its end.
fn run(tag: &Tag<'_>, matrix: &Matrix, before: Option<Point>, page: u32, sink: &mut Sink<'_>) -> Point {
    let number = |name: &str| tag.attribute(name).and_then(|text| text.trim().parse().ok());
    let (x, y) = (number("OriginX").unwrap_or(0.0), number("OriginY").unwrap_or(0.0));
    let em = number("FontRenderingEmSize").filter(|em| *em > 0.0).unwrap_or(USUAL_EM);
    let text = tag.attribute("UnicodeString").unwrap_or_default();
    // Braces protect a text that begins with one.
    let text = text.strip_prefix("{}").unwrap_or(&text);
    let begin = matrix.apply(x, y);
    let (ahead, up) = (matrix.apply(x + em, y), matrix.apply(x, y - em));
    match before.map(|end| Gap::of(end, begin, ahead, up)) {
        Some(Gap::None) => {}
        Some(Gap::Space) => sink.push(" "),
        Some(Gap::Column) => sink.push("\t"),
        Some(Gap::Line) | None => {
            sink.line_break();
            sink.mark(Unit::Page { page }, 0);
        }
    }
    sink.push(text);
    let advances = tag.attribute("Indices").unwrap_or_default();
    matrix.apply(x + em * width(text, &advances), y)
}

/// What is between two runs of glyphs.
enum Gap {
    None,
    Space,
    Column,
    Line,
}

impl Gap {
    /// From `from` to `to`, where `ahead` and `up` are one font size away. A space has a quarter of that.
    fn of(from: Point, to: Point, ahead: Point, up: Point) -> Self {
        let gap = (to.0 - from.0, to.1 - from.1);
        let share = |of: Point| {
            let axis = (of.0 - to.0, of.1 - to.1);
            (gap.0 * axis.0 + gap.1 * axis.1) / (axis.0 * axis.0 + axis.1 * axis.1).max(f32::MIN_POSITIVE)
        };
        match (share(ahead), share(up).abs()) {
            (along, across) if across > 0.5 || along < -0.5 => Self::Line,
            (along, _) if along > 1.5 => Self::Column,
            (along, _) if along > 0.18 => Self::Space,
            _ => Self::None,
        }
    }
}

/// The width of a run in font sizes: by its own advances, in hundredths of that, or those of a usual font.
fn width(text: &str, indices: &str) -> f32 {
    let mut advances = indices
        .split(';')
        .map(|glyph| glyph.split(',').nth(1)?.trim().parse::<f32>().ok());
    let of_char = |c: char| match advances.next().flatten() {
        Some(advance) => advance / 100.0,
        None => standard_width(b"", c) / 1000.0,
    };
    text.chars().map(of_char).sum()
}
