//! Texts of pictures that are XML (SVG), as they stand in the picture: a line for each.

use super::xml::{Node, Xml};
use crate::extract::pen::{Joint, Pen};
use crate::extract::{Error, Sink};
use crate::text::{NameId, Unit};

/// A text is handed on when it is this long.
const LONG: usize = 64 << 10;
/// A text, and elements inside a line that change how it looks.
const LOOKS: [&str; 7] = ["text", "tspan", "a", "span", "b", "i", "font"];

pub(super) fn read(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("picture");
    let (mut line, mut pen) = (String::new(), Pen::default());
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if matches!(tag.name(), "style" | "script") => xml.skip(sink)?,
            Node::Start(tag) if LOOKS.contains(&tag.name()) => {
                pen.begin(tag.name() == "text", |name| tag.attribute(name));
            }
            Node::Text(more) if more.trim().is_empty() && more.contains('\n') => {
                pen.blank();
                if pen.is_open() {
                    line.push(' ');
                }
            }
            Node::Text(more) => {
                match pen.write(&more) {
                    Joint::Within => {}
                    Joint::Blank => line.push(' '),
                    Joint::Apart => tell(&mut line, part, sink),
                }
                line.push_str(&more);
                if line.len() > LONG {
                    tell(&mut line, part, sink);
                }
            }
            Node::End(name) if LOOKS.contains(&name) => pen.end(),
            Node::Eof => {
                tell(&mut line, part, sink);
                return Ok(());
            }
            Node::Start(_) | Node::End(_) => {
                pen.part();
                tell(&mut line, part, sink);
            }
        }
    }
}

fn tell(line: &mut String, part: NameId, sink: &mut Sink<'_>) {
    // Line ends are as the program wrote them, and blanks count once.
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    if !words.is_empty() {
        sink.piece(Unit::Field { part }, 0, &words.join(" "));
    }
    line.clear();
}
