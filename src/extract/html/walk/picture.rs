//! A picture (SVG) in a page: its texts stand where it places them, a word often letter by letter.

use std::borrow::Cow;

use super::super::tag::Attributes;
use super::Walk;
use crate::extract::Sink;
use crate::extract::pen::{Joint, Pen};

#[derive(Default)]
pub(super) struct Picture {
    pen: Pen,
    /// What stands before the next tag.
    run: String,
}

impl Picture {
    /// Takes text that an element of text holds; gives back what stands outside of these.
    fn take<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if self.pen.is_open() {
            self.run.push_str(text);
            return None;
        }
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// The text before a tag, and how it stands to the one before it.
    fn written(&mut self) -> Option<(String, Joint)> {
        let run = std::mem::take(&mut self.run);
        if run.trim().is_empty() && run.contains('\n') {
            self.pen.blank();
            return None;
        }
        let joint = (!run.is_empty()).then(|| self.pen.write(&run))?;
        Some((run, joint))
    }

    /// Follows a tag; says whether lines go on over it.
    fn follow(&mut self, name: &str, attributes: &str, closing: bool) -> bool {
        match name {
            "text" | "tspan" if closing => self.pen.end(),
            "text" | "tspan" => {
                let value = |wanted: &str| Attributes(attributes).find(|(name, _)| *name == wanted);
                self.pen
                    .begin(name == "text", |wanted| Some(Cow::Borrowed(value(wanted)?.1)));
                if attributes.ends_with('/') {
                    self.pen.end();
                }
            }
            "a" | "b" | "i" | "font" | "span" => {}
            _ => {
                self.pen.part();
                return false;
            }
        }
        true
    }
}

impl Walk {
    /// Adds text, which a picture keeps until it is known where it stands.
    pub(super) fn add_shown(&mut self, text: &str, sink: &mut Sink<'_>) {
        let Some(picture) = &mut self.picture else {
            self.add(text);
            return;
        };
        if let Some(text) = picture.take(text) {
            self.end_line(sink);
            self.add(text);
        }
    }

    /// A tag in a picture: the text before it goes where it stands.
    pub(super) fn in_picture(&mut self, (name, behind): (&str, &str), closing: bool, sink: &mut Sink<'_>) {
        let Some(picture) = &mut self.picture else {
            return;
        };
        let written = picture.written();
        let goes_on = picture.follow(name, behind, closing);
        if let Some((text, joint)) = written {
            match joint {
                Joint::Within => {}
                Joint::Blank => self.block.push(' '),
                Joint::Apart => self.end_line(sink),
            }
            self.add(&text);
        }
        if !goes_on {
            self.end_line(sink);
        }
    }
}
