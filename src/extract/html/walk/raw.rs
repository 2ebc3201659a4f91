//! Scripts and styles: what stands in them is not shown.

use super::super::super::{Reason, Sink};
use super::super::style::End;
use super::super::tag;
use super::{Inside, LONGEST, LONGEST_STYLE, TORN, Walk};

impl Walk {
    pub(super) fn begin_raw(&mut self, name: &str, sink: &mut Sink<'_>) {
        if name == "script" {
            self.inside = Inside::Raw("script");
            return;
        }
        // The rules of the one before were read as text.
        if self.style.was_torn {
            self.end_line(sink);
        }
        if self.style.begin() {
            self.inside = Inside::Raw("style");
        }
    }

    /// A style, or a script: tables and lists of pages stand in these.
    pub(super) fn raw(&mut self, here: &str, name: &str, at_end: bool, sink: &mut Sink<'_>) -> usize {
        let is_style = name == "style";
        let end = if is_style {
            self.style.end(here)
        } else {
            end_of_script(here).map(End::Tag)
        };
        let len = match end {
            Some(End::Tag(at)) => {
                self.inside = Inside::Text;
                at
            }
            // What no style ends is read.
            Some(End::Missing(at)) => return self.is_text_after_all(at, sink),
            None if at_end && is_style => return self.is_text_after_all(here.len(), sink),
            None if is_style && here.len() <= LONGEST_STYLE => 0,
            None if at_end => here.len(),
            // The end may have begun; and no value is cut.
            None => match here[..here.floor_char_boundary(here.len().saturating_sub(name.len() + 2))]
                .rfind([';', ',', '\n'])
            {
                Some(at) => at + 1,
                None if here.len() > LONGEST => here.floor_char_boundary(LONGEST),
                None => 0,
            },
        };
        if is_style {
            self.style.drop_front(len);
        } else {
            sink.field("script", "", here[..len].trim());
        }
        len
    }

    fn is_text_after_all(&mut self, len: usize, sink: &mut Sink<'_>) -> usize {
        sink.gap(Reason::Damaged, TORN);
        self.inside = Inside::Text;
        self.style.is_text(len);
        self.end_line(sink);
        0
    }
}

fn end_of_script(here: &str) -> Option<usize> {
    let bytes = here.as_bytes();
    memchr::memchr_iter(b'<', bytes).find(|at| tag::begins(&bytes[at + 1..], "/script"))
}
