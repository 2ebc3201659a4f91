//! Marked content whose text the document spells out: it stands for the glyphs that are shown.

use std::collections::BTreeSet;

use super::layout::Glyph;
use crate::normalize::takes_no_room;

/// Marked content whose text the document spells out (`ActualText`).
#[derive(Default)]
pub(super) struct Replaced {
    /// Open marked contents.
    n_open: usize,
    /// How many were open when the replacement began.
    pub(super) since: Option<usize>,
    pub(super) text: Option<String>,
    /// Texts for what was shown without glyphs: a picture, lines.
    pub(super) unshown: BTreeSet<String>,
}

/// The whole replacement, where the first glyph stands.
pub(super) fn glyph<'t>(text: &'t str, place: Glyph<'_>) -> Glyph<'t> {
    let end = match text.chars().filter(|&c| !takes_no_room(c)).count() {
        // Whatever is drawn for it: browsers take a space, and write what follows over it.
        0 => place.start,
        n => place.end.max(place.start + 0.5 * place.em * n as f32),
    };
    Glyph { text, end, ..place }
}

/// Bullets and lines are spelled out too.
pub(super) fn tells(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

impl Replaced {
    pub(super) fn begin(&mut self, text: Option<String>) {
        // Inside a replaced content nothing is replaced again.
        if text.is_some() && self.since.is_none() {
            self.since = Some(self.n_open);
            self.text = text;
        }
        self.n_open += 1;
    }

    pub(super) fn end(&mut self) {
        self.n_open = self.n_open.saturating_sub(1);
        if self.since.is_some_and(|since| since >= self.n_open) {
            self.since = None;
            self.unshown.extend(self.text.take().filter(|text| tells(text)));
        }
    }
}
