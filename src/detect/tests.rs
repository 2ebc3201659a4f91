//! Detection as a whole: published vectors, documents, columns, and independence of how windows are cut.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Detected, Detector, Session, Settings};
use crate::extract::MARGIN;
use crate::finding::{Confidence, Finding};
use crate::text::{Mark, Text, Unit};

mod beside;
mod columns;
mod cues;
mod documents;
mod families;
mod forms;
mod headings;
mod identifiers;
mod justice;
mod keyed;
mod labels;
mod neutral;
mod random;
mod special;
mod tables;
mod told;
mod unicode;
mod vectors;
mod windows;
mod words;
mod written;

pub static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::embedded().unwrap());

pub fn settings() -> Settings {
    Settings::new([7; 32], jiff::civil::date(2026, 11, 22))
}

/// A text, and the part of it that is marked so: "Jan heeft <astma>".
#[track_caller]
pub fn marked(text: &str) -> (String, Range<usize>) {
    let (start, end) = (text.find('<').unwrap(), text.find('>').unwrap() - 1);
    (text.replace(['<', '>'], ""), start..end)
}

pub fn detect(text: &str) -> Detected {
    detect_text(&Text::of_lines(text))
}

pub fn detect_text(text: &Text) -> Detected {
    let mut session = DETECTOR.session(&settings());
    session.window(text, 0..text.buf.len());
    session.facts()
}

/// Delimited text with headings.
pub fn table(text: &str) -> Text {
    let headings = text
        .lines()
        .next()
        .unwrap_or("")
        .split(';')
        .map(str::to_owned)
        .collect();
    Text {
        buf: text.to_owned(),
        marks: vec![Mark {
            offset: 0,
            label: 0,
            unit: Unit::Delimited {
                sep: b';',
                row: 1,
                col: 0,
            },
        }],
        names: vec![String::new()],
        headings,
        ..Text::default()
    }
}

pub fn finding<'f>(detected: &'f Detected, rule: &str) -> Option<&'f Finding> {
    detected.findings.iter().find(|finding| finding.rule == rule)
}

pub fn confidence(detected: &Detected, rule: &str) -> Option<Confidence> {
    finding(detected, rule).map(|finding| finding.confidence)
}

/// Feeds a text in windows of `step` bytes, as the sink does.
pub fn in_windows(session: &mut Session<'_>, text: &Text, step: usize) {
    let len = text.buf.len();
    let mut at = 0;
    while at < len {
        let end = text.buf.floor_char_boundary((at + step).min(len)).max(at + 1);
        let end = (end..=len).find(|&end| text.buf.is_char_boundary(end)).unwrap_or(len);
        // Nothing beyond the margin is there to look at.
        let until = text.buf.floor_char_boundary((end + MARGIN).min(len));
        let part = Text {
            buf: text.buf[..until].to_owned(),
            marks: text
                .marks
                .iter()
                .filter(|mark| (mark.offset as usize) < until)
                .copied()
                .collect(),
            names: text.names.clone(),
            headings: text.headings.clone(),
            ..Text::default()
        };
        let (mut part, mut shift) = (part, 0);
        if at > MARGIN {
            shift = part.keep_from(at - MARGIN);
            part.drop_before(shift);
        }
        session.window(&part, at - shift..end - shift);
        at = end;
    }
}
