//! Whom a term belongs to: an identifier near, somebody who is named or told of, or whoever a letter's frame names, where its sentence
//! speaks of them.

use std::ops::Range;

use super::frame::LINE;
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::line_before;
use crate::detect::asked::Asked;
use crate::detect::hit::Hit;
use crate::text::Location;

impl Detector {
    /// The identifier of a person that a term belongs to, and whether anybody is there whom it is about.
    pub(super) fn whom(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        (scope, location, name_in_row): (&Range<usize>, &Location<'_>, bool),
        category: u16,
        asked: &mut Asked,
    ) -> (Option<usize>, bool) {
        let in_row = location.row.is_some();
        let anchor = self.anchor_near(window, span, (scope, location), &|_| true);
        let is_framed = |hit: &Hit<'_>| !in_row && self.is_framed(window.buf, hit, span);
        if name_in_row || anchor.is_some_and(|at| !is_framed(&window.hits[at])) {
            return (anchor, true);
        }
        if self.is_of_somebody(window, span, (scope, in_row), category, asked) {
            return (anchor, true);
        }
        let is_there = anchor.is_some() || !in_row && self.is_named(window, span, (scope, true), asked);
        if is_there && self.frame_serves(window, span) {
            return (anchor, true);
        }
        let anchor = anchor.and_then(|_| self.anchor_near(window, span, (scope, location), &|hit| !is_framed(hit)));
        (anchor, anchor.is_some())
    }

    /// Somebody is named outside the frame, or it is said of one person.
    fn is_of_somebody(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        (scope, in_row): (&Range<usize>, bool),
        category: u16,
        asked: &mut Asked,
    ) -> bool {
        self.is_named(window, span, (scope, in_row), asked)
            || self
                .book
                .meanings
                .is_said_of_one(window.buf, span, &asked.told_in(window.buf, span))
            || self.names_born(window, scope)
            || self.is_of_writer(window.buf, span, category)
            || self.is_of_unlisted(window.buf, span, category)
    }

    /// An address or number of the headers or the closing.
    fn is_framed(&self, buf: &str, hit: &Hit<'_>, span: &Range<usize>) -> bool {
        let (meanings, at) = (&self.book.meanings, hit.start as usize);
        let rule = &self.rules[usize::from(hit.rule)];
        let is_header = || hit.location.label.is_some_and(|label| meanings.frame.is_header(label));
        rule.file.category == "contact"
            && (meanings.is_framed(buf, at, span)
                || is_header()
                || meanings.closes(buf, at) && meanings.closes(buf, span.start))
    }

    /// The sentence of a term speaks of its writer, to its reader, or of somebody who was named before.
    fn frame_serves(&self, window: Window<'_, '_>, span: &Range<usize>) -> bool {
        let meanings = &self.book.meanings;
        let label = line_before(window.buf, span.start, LINE).rsplit_once(':');
        // "1. Verzuim: burn-out blijft de hoofdoorzaak" is a point of an agenda.
        let is_point =
            |label: &str| meanings.is_subject(label) || label.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let is_answer = || self.is_answer(window, span) && label.is_some_and(|(label, _)| !is_point(label));
        meanings.speaks_of_frame(window.buf, span) || is_answer()
    }
}
