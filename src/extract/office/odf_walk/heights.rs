//! Which spans of an OpenDocument stand above or below the line, by their styles.

use std::collections::HashSet;

use crate::extract::office::raised::Raised;
use crate::extract::office::xml::Tag;

/// Styles of one document that are kept.
const MOST: usize = 4096;

#[derive(Default)]
pub(super) struct Heights {
    pub raised: Raised,
    /// The style being read.
    style: String,
    /// Those that raise or lower their text.
    styles: HashSet<String>,
    /// Spans that are open: how deep each stands, and how high the text around it.
    spans: Vec<(usize, bool)>,
}

impl Heights {
    /// A style begins, or what it says of its characters.
    pub fn style(&mut self, tag: &Tag<'_>) {
        if tag.name() == "style" {
            self.style = tag.attribute("name").unwrap_or_default().into_owned();
        } else if tag
            .attribute("text-position")
            .is_some_and(|position| !position.starts_with('0'))
            && self.styles.len() < MOST
        {
            self.styles.insert(std::mem::take(&mut self.style));
        }
    }

    /// A span begins; `depth` is that of the element around.
    pub fn begin(&mut self, tag: &Tag<'_>, depth: usize) {
        if self.styles.is_empty() {
            return;
        }
        self.spans.push((depth, self.raised.is()));
        if let Some(style) = tag.attribute("style-name") {
            self.raised.set(self.styles.contains(&*style));
        }
    }

    /// An element at this depth ends.
    pub fn end(&mut self, depth: usize) {
        if let Some((_, around)) = self.spans.pop_if(|(at, _)| *at == depth) {
            self.raised.set(around);
        }
    }
}
