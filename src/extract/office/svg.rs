//! Texts of pictures that are XML (SVG), as they stand in the picture: a line for each.

use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};

/// A text is handed on when it is this long.
const LONG: usize = 64 << 10;
/// Elements inside a line that change how it looks.
const LOOKS: [&str; 6] = ["tspan", "a", "span", "b", "i", "font"];

pub(super) fn read(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("picture");
    let mut line = String::new();
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if matches!(tag.name(), "style" | "script") => xml.skip(sink)?,
            Node::Start(tag) if !goes_on(&tag) => tell(&mut line, part, sink)?,
            Node::Text(more) => {
                line.push_str(&more);
                if line.len() > LONG {
                    tell(&mut line, part, sink)?;
                }
            }
            Node::End(name) if !LOOKS.contains(&name) => tell(&mut line, part, sink)?,
            Node::Eof => return tell(&mut line, part, sink),
            Node::Start(_) | Node::End(_) => {}
        }
    }
}

/// Whether the line goes on in this element: one that has a place of its own begins another.
fn goes_on(tag: &Tag<'_>) -> bool {
    let is_placed = ["x", "y", "dy"].iter().any(|name| tag.attribute(name).is_some());
    LOOKS.contains(&tag.name()) && !is_placed
}

fn tell(line: &mut String, part: NameId, sink: &mut Sink<'_>) -> Result<(), Error> {
    // Line ends are as the program wrote them, and blanks count once.
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    if !words.is_empty() {
        sink.piece(Unit::Field { part }, 0, &words.join(" "))?;
    }
    line.clear();
    Ok(())
}
