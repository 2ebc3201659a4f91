//! Columns whose heading names a category ("Vakbond", "Diagnose"): what stands in the rows of persons counts, whatever it is.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::Meanings;
use super::wordlist::WordPatterns;
use super::{SpecialTerm, Worth};
use crate::detect::Session;
use crate::detect::context::ROW_REACH;
use crate::detect::headed::labels_of_row;
use crate::detect::hit::Hit;
use crate::text::{Location, Text, Unit};

/// A longer cell is a text.
const CELL: usize = 40;

/// Headings over values of which some tell something of a category: "Afwezigheid" over "ziek" and "verlof".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valued {
    /// The name of the category.
    pub category: String,
    pub headings: WordPatterns,
    pub values: WordPatterns,
    /// Headings beside it that show that it is of something else: "Product".
    #[serde(default)]
    pub not_beside: WordPatterns,
}

impl Meanings {
    /// Cells under the heading tell something, if they have such a value.
    pub fn is_valued(&self, heading: &str) -> bool {
        self.valued.iter().any(|valued| valued.headings.any_in(heading))
    }

    /// By which headings a cell under a heading tells something.
    pub fn tells(&self, heading: &str, cell: &str) -> impl Iterator<Item = &Valued> {
        let tells =
            move |valued: &&Valued| cell.len() <= CELL && valued.headings.any_in(heading) && valued.values.any_in(cell);
        self.valued.iter().filter(tells)
    }
}

impl Session<'_> {
    /// Counts the cells under such headings that start in the fresh range.
    pub(super) fn special_columns(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        if !self.has_special_heading(text) {
            return;
        }
        let detector = self.detector;
        for piece in text.pieces(fresh.clone()) {
            let (location, start) = (piece.location, piece.range.start);
            let category = self.category_of(location.label) | self.told_by_value(text, &location, start, &piece.text);
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
                let found = |worth| SpecialTerm {
                    span: start as u32..piece.range.end as u32,
                    rule,
                    worth,
                    location,
                };
                if self.is_of_a_thing(text, &found(Worth::Headed { anchor }), false) {
                    continue;
                }
                self.count_special(text, hits, &found(Worth::Headed { anchor }));
                // Where several rows tell it they are the column's; beside a national number one is enough.
                if self.has_national_number(hits, anchor) {
                    self.count_special(text, hits, &found(Worth::Strong { sure: true, anchor }));
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
        let meanings = &self.detector.book.meanings;
        names
            .iter()
            .any(|name| meanings.is_valued(name) || self.category_of(Some(name)) != 0)
    }

    /// Bits of the categories that a cell tells something of by its value.
    fn told_by_value(&self, text: &Text, location: &Location<'_>, start: usize, cell: &str) -> u16 {
        let book = &self.detector.book;
        let told = location
            .label
            .into_iter()
            .flat_map(|label| book.meanings.tells(label, cell));
        let is_of_person =
            |valued: &&Valued| !labels_of_row(text, location, start).any(|label| valued.not_beside.any_in(label));
        told.filter(is_of_person).fold(0, |bits, valued| {
            let at = book.categories.iter().position(|category| *category == valued.category);
            bits | at.map_or(0, |at| 1 << at)
        })
    }

    /// What a national number of the row is surely about.
    fn has_national_number(&self, hits: &[Hit<'_>], anchor: Option<usize>) -> bool {
        anchor.map(|at| &hits[at]).is_some_and(|hit| {
            hit.points.sum() >= self.detector.scale.confidence.high
                && self.detector.rules[usize::from(hit.rule)].file.category == "national-id"
        })
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

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn a_cell_tells_something_by_its_value() {
        #[track_caller]
        fn check(heading: &str, cell: &str, expected: &[&str]) {
            let told = DETECTOR.book.meanings.tells(heading, cell);
            let found: Vec<&str> = told.map(|valued| valued.category.as_str()).collect();
            assert_eq!(found, expected, "{heading}: {cell}");
        }
        check("Reden afwezigheid", "ziek", &["health"]);
        check("Reden afwezigheid", "verlof", &[]);
        check("Feiten", "diefstal", &["criminal"]);
        check("Feiten", "zie bijlage", &[]);
        check("Herkomst", "Marokko", &["ethnicity"]);
        check("Herkomst", "website", &[]);
        check("Race", "Black", &["ethnicity"]);
        check("Race", "10 km", &[]);
        check("Kleur", "Black", &[]);
    }
}
