//! Columns whose heading names a category ("Vakbond", "Diagnose"): what stands in the rows of persons counts, whatever it is.

use std::ops::Range;

use super::{SpecialTerm, Worth};
use crate::detect::Session;
use crate::detect::context::ROW_REACH;
use crate::detect::hit::Hit;
use crate::text::{Location, Text, Unit};

impl Session<'_> {
    /// Counts the cells under such headings that start in the fresh range.
    pub(super) fn special_columns(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        if !self.has_special_heading(text) {
            return;
        }
        let detector = self.detector;
        for piece in text.pieces(fresh.clone()) {
            let (location, start) = (piece.location, piece.range.start);
            let category = self.category_of(location.label);
            // The headings themselves may stand below a title.
            let is_heading = location.label.is_some_and(|label| label.trim() == piece.text.trim());
            if category == 0 || is_heading || location.row.is_none() || detector.book.meanings.is_no_value(&piece.text)
            {
                continue;
            }
            let anchor = self.anchor_in_row(hits, start, &location);
            if anchor.is_none() && !self.row_has_name(text, &location, start) {
                continue;
            }
            let rules = (0..).zip(&detector.special);
            for rule in rules.filter_map(|(bit, rule)| rule.filter(|_| category & (1 << bit) != 0)) {
                let found = SpecialTerm {
                    span: start as u32..piece.range.end as u32,
                    rule,
                    worth: Worth::Headed { anchor },
                    location,
                };
                if !self.is_of_a_thing(text, &found, false) {
                    self.count_special(text, hits, &found);
                }
            }
        }
    }

    /// Bits of the categories that a heading names.
    pub(super) fn category_of(&mut self, label: Option<&str>) -> u16 {
        let Some(engine) = &mut self.engine else { return 0 };
        self.labels.look_up(label, engine, self.detector).1.category
    }

    fn has_special_heading(&mut self, text: &Text) -> bool {
        let is_cell = |unit| matches!(unit, Unit::Cell { .. });
        let names = match text.marks.iter().any(|mark| is_cell(mark.unit)) {
            true => text.names.as_slice(),
            false => text.headings.as_slice(),
        };
        names.iter().any(|name| self.category_of(Some(name)) != 0)
    }

    /// The first hit of the row that is about a person.
    fn anchor_in_row(&self, hits: &[Hit<'_>], start: usize, location: &Location<'_>) -> Option<usize> {
        let medium = self.detector.scale.confidence.medium;
        let first = hits.partition_point(|hit| (hit.end as usize) + ROW_REACH < start);
        let near = hits[first..]
            .iter()
            .take_while(|hit| (hit.start as usize) < start + ROW_REACH);
        let is_anchor = |hit: &Hit<'_>| self.detector.rules[usize::from(hit.rule)].is_anchor[usize::from(hit.class)];
        (first..)
            .zip(near)
            .find(|(_, hit)| hit.same_row(location) && hit.points.sum() >= medium && is_anchor(hit))
            .map(|(at, _)| at)
    }
}
