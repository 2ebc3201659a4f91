//! Columns whose heading names a category ("Vakbond", "Diagnose"): what stands in the rows of persons counts, whatever it is.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::Meanings;
use super::wordlist::{WordPatterns, words};
use super::{SpecialTerm, Worth};
use crate::detect::around::{line_before, line_behind};
use crate::detect::context::{LabelInfo, ROW_REACH};
use crate::detect::headed::{cells_of_row, labels_of_row};
use crate::detect::hit::Hit;
use crate::detect::labels::beside;
use crate::detect::{Detector, Session};
use crate::text::{Location, Piece, Text, Unit};

/// A longer cell is a text.
const CELL: usize = 40;
/// No day in figures is longer.
const DAY: usize = 10;
/// Bytes before a value in which its label stands, and words of a label and of a value that say one thing.
const LABEL: usize = 60;
const LABEL_WORDS: usize = 5;
const VALUE_WORDS: usize = 3;

/// Headings over values of which some tell something of a category: "Afwezigheid" over "ziek" and "verlof".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valued {
    /// The name of the category.
    pub category: String,
    pub headings: WordPatterns,
    pub values: WordPatterns,
    /// One such row is enough: heading and value say it together.
    #[serde(default)]
    pub alone: bool,
    /// Only a value that is nothing else tells it: "Type" over "ziek".
    #[serde(default)]
    pub whole: bool,
    /// Headings beside it that show that it is of something else: "Product".
    #[serde(default)]
    pub not_beside: WordPatterns,
}

/// What stands under a condition ("Zwanger") where somebody has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// "ja", "N", "x".
    words: WordPatterns,
    /// Beside a condition in a heading, they say from when on: "Begin ziekteverlof".
    times: WordPatterns,
    /// Those that a form has to choose from, and what stands between them: "ja of nee".
    pub(super) choices: WordPatterns,
    pub(super) or: WordPatterns,
}

impl Answers {
    /// The cell answers whether, or since when.
    pub fn is_one(&self, cell: &str) -> bool {
        let mut all = words(cell);
        all.next().is_some_and(|word| self.words.has(word)) && all.next().is_none() || is_day(cell)
    }

    /// Nothing but a condition and words of time stand in the heading.
    pub fn are_under(&self, heading: &str, condition: Range<usize>) -> bool {
        let (before, behind) = beside(heading, condition);
        words(before).chain(words(behind)).all(|word| self.times.has(word))
    }
}

/// "2026-12-07", "7/12/26".
fn is_day(cell: &str) -> bool {
    let cell = cell.trim();
    let is_sign = |c: char| matches!(c, '-' | '/' | '.');
    cell.len() <= DAY
        && cell.chars().all(|c| c.is_ascii_digit() || is_sign(c))
        && cell.split(is_sign).filter(|part| !part.is_empty()).count() == 3
}

impl Meanings {
    /// Bits of the lists of which a value tells something in a cell under the heading.
    pub fn valued_under(&self, heading: &str) -> u16 {
        let lists = (0..u16::BITS).zip(&self.valued);
        lists.fold(0, |bits, (at, valued)| {
            bits | u16::from(valued.headings.any_in(heading)) << at
        })
    }

    /// By which of some lists a cell tells something (bits: see [`Meanings::valued_under`]).
    pub fn tells(&self, lists: u16, cell: &str) -> impl Iterator<Item = &Valued> {
        let lists = if cell.len() <= CELL { lists } else { 0 };
        let tells = move |valued: &Valued| (!valued.whole || is_short(cell, 1)) && valued.values.any_in(cell);
        (0..)
            .zip(&self.valued)
            .filter(move |(at, valued)| lists >> at & 1 != 0 && tells(valued))
            .map(|(_, valued)| valued)
    }

    /// By which labels the value that a term stands in tells something: "Reden afwezigheid: ziekte". A choice of values
    /// ("ziekte / verlof") is none.
    pub fn told_behind_label(&self, buf: &str, span: &Range<usize>) -> impl Iterator<Item = &Valued> {
        let line = line_before(buf, span.start, LABEL);
        let parts = line.rsplit_once(':').filter(|(label, _)| is_short(label, LABEL_WORDS));
        let told = parts.map(|(label, value)| {
            let rest = line_behind(buf, span.start, CELL);
            let value = &buf[span.start - value.len()..span.start + rest.len()];
            (label, value)
        });
        let is_one = |value: &str| {
            let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '.' | '\r');
            is_short(value, VALUE_WORDS) && value.chars().all(is_plain)
        };
        let told = told.filter(|(_, value)| is_one(value));
        told.into_iter()
            .flat_map(|(label, value)| self.tells(self.valued_under(label), value))
            .filter(|valued| valued.alone)
    }
}

fn is_short(text: &str, most: usize) -> bool {
    words(text).nth(most).is_none()
}

impl Detector {
    /// Bits of the categories that some headings tell of.
    pub(super) fn categories_told<'v>(&self, valued: impl Iterator<Item = &'v Valued>) -> u16 {
        let bit = |valued: &Valued| {
            let mut categories = self.book.categories.iter();
            categories
                .position(|category| *category == valued.category)
                .map_or(0, |at| 1 << at)
        };
        valued.fold(0, |bits, valued| bits | bit(valued))
    }
}

/// What a cell tells of a person: bits of the categories, and of those that one row is enough for.
struct Told {
    category: u16,
    alone: u16,
    /// The identifier of the person, and whether it stands at the head of the column.
    anchor: Option<usize>,
    is_across: bool,
}

impl Session<'_> {
    /// Counts the cells under such headings that start in the fresh range.
    pub(super) fn special_columns(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        if !self.has_special_heading(text) {
            return;
        }
        for piece in text.pieces(fresh.clone()) {
            if let Some(told) = self.told_in_cell(text, hits, &piece) {
                self.count_cell(text, hits, &piece, &told);
            }
        }
    }

    /// What a cell tells of a person of its row; nothing, where it tells nothing or of nobody.
    fn told_in_cell(&mut self, text: &Text, hits: &[Hit<'_>], piece: &Piece<'_>) -> Option<Told> {
        let (location, start) = (piece.location, piece.range.start);
        let mut label = self.said_by(location.label);
        label.category |= self.answered(text, hits, &location, (start, &piece.text), label.condition);
        let [told, mut alone] = match label.valued {
            0 => [0; 2],
            lists => self.told_by_value(text, &location, start, (lists, &piece.text)),
        };
        let category = label.category | told;
        if category | alone == 0 || location.row.is_none() {
            return None;
        }
        let in_row = self.anchor_in_row(hits, start, &location);
        let anchor = in_row.or_else(|| self.anchor_in_column(text, hits, start, &location));
        if alone != 0 && anchor.is_none() && !self.names_one_in_row(text, hits, start, &location) {
            alone = 0;
        }
        let category = (category | alone) & !self.detector.refused_under(location.label, &piece.text);
        // The headings themselves may stand below a title.
        let is_heading = location.label.is_some_and(|label| label.trim() == piece.text.trim());
        if category == 0 || is_heading || self.detector.book.meanings.is_no_value(&piece.text) {
            return None;
        }
        let is_of_somebody = anchor.is_some()
            || self.row_has_name(text, &location, start)
            || self.names_one_in_row(text, hits, start, &location);
        is_of_somebody.then_some(Told {
            category,
            alone,
            anchor,
            is_across: in_row.is_none() && anchor.is_some(),
        })
    }

    fn count_cell(&mut self, text: &Text, hits: &[Hit<'_>], piece: &Piece<'_>, told: &Told) {
        let anchor = told.anchor;
        for (bit, rule) in (0..).zip(&self.detector.special) {
            let Some(rule) = rule.filter(|_| told.category & (1 << bit) != 0) else {
                continue;
            };
            let found = |worth| SpecialTerm {
                span: piece.range.start as u32..piece.range.end as u32,
                rule,
                worth,
                location: piece.location,
            };
            let headed = found(Worth::Headed { anchor });
            if self.is_of_a_thing(text, &headed, false) || self.is_count_under_doer(text, &headed, &piece.text) {
                continue;
            }
            self.count_special(text, hits, &headed);
            // Where several rows tell it they are the column's; beside a national number one is enough, and where each
            // person has a column each holds one.
            let sure = self.has_national_number(hits, anchor);
            if sure || told.is_across || told.alone & (1 << bit) != 0 {
                self.count_special(text, hits, &found(Worth::Strong { sure, anchor }));
            }
        }
    }

    /// Of a condition that is all of the heading, the bits of its categories, where the cell answers whether a person of
    /// the row has it. In rows of goods and courses it is what they are for.
    fn answered(
        &mut self,
        text: &Text,
        hits: &[Hit<'_>],
        location: &Location<'_>,
        (start, cell): (usize, &str),
        condition: u16,
    ) -> u16 {
        let meanings = &self.detector.book.meanings;
        if condition == 0 || location.row.is_none() || !meanings.answers.is_one(cell) {
            return 0;
        }
        let is_thing = |label: &str| Some(label) != location.label && meanings.things.is_for_somebody(label);
        if labels_of_row(text, location, start).any(is_thing) {
            return 0;
        }
        let is_person =
            self.anchor_in_row(hits, start, location).is_some() || self.names_one_in_row(text, hits, start, location);
        if is_person { condition } else { 0 }
    }

    /// Bits of the categories that a heading names.
    pub(super) fn category_of(&mut self, label: Option<&str>) -> u16 {
        self.said_by(label).category
    }

    fn said_by(&mut self, label: Option<&str>) -> LabelInfo {
        let engine = self.engine.as_mut();
        engine.map_or_else(LabelInfo::default, |engine| {
            self.labels.look_up(label, engine, self.detector).1
        })
    }

    fn has_special_heading(&mut self, text: &Text) -> bool {
        let is_cell = |unit| matches!(unit, Unit::Cell { .. });
        let names = match text.marks.iter().any(|mark| is_cell(mark.unit)) {
            true => text.names.as_slice(),
            false => &[],
        };
        names.iter().chain(&text.headings).any(|name| {
            let said = self.said_by(Some(name));
            said.category | said.condition | said.valued != 0
        })
    }

    /// Bits of the categories that a cell tells something of by its value, and of those where that is enough.
    /// `lists`: those that its heading is of.
    fn told_by_value(
        &self,
        text: &Text,
        location: &Location<'_>,
        start: usize,
        (lists, cell): (u16, &str),
    ) -> [u16; 2] {
        let is_of_person =
            |valued: &&Valued| !labels_of_row(text, location, start).any(|label| valued.not_beside.any_in(label));
        let told = || self.detector.book.meanings.tells(lists, cell).filter(is_of_person);
        let alone = told().filter(|valued| valued.alone && is_short(cell, VALUE_WORDS));
        [
            self.detector.categories_told(told().filter(|valued| !valued.whole)),
            self.detector.categories_told(alone),
        ]
    }

    /// What a national number of the row is surely about.
    fn has_national_number(&self, hits: &[Hit<'_>], anchor: Option<usize>) -> bool {
        anchor.map(|at| &hits[at]).is_some_and(|hit| {
            hit.points.sum() >= self.detector.scale.confidence.high
                && self.detector.rules[usize::from(hit.rule)].file.category == "national-id"
        })
    }

    /// Somebody is named in the row, by more than a heading: "Naam" also stands over names of things.
    fn names_one_in_row(&mut self, text: &Text, hits: &[Hit<'_>], start: usize, location: &Location<'_>) -> bool {
        let (medium, name) = (self.detector.scale.confidence.medium, self.detector.words.name);
        let first = hits.partition_point(|hit| (hit.end as usize) + ROW_REACH < start);
        let mut near = hits[first..]
            .iter()
            .take_while(|hit| (hit.start as usize) < start + ROW_REACH);
        near.any(|hit| Some(hit.rule) == name && hit.same_row(location) && hit.points.sum() >= medium)
            || self.has_listed_name(text, location, start)
    }

    /// Where the row begins with its own heading, each person has a column: the first hit there that is about a person.
    fn anchor_in_column(&self, text: &Text, hits: &[Hit<'_>], start: usize, location: &Location<'_>) -> Option<usize> {
        let (label, (table, row), col) = (location.label?, location.row?, location.col?);
        let is_across = matches!(location.unit, Unit::Cell { .. })
            && cells_of_row(text, location, start).next() == Some(label.trim());
        let (medium, name) = (self.detector.scale.confidence.medium, self.detector.words.name);
        let is_of_column = |hit: &&Hit<'_>| {
            let of = &hit.location;
            of.col == Some(col) && of.row.is_some_and(|(t, r)| t == table && r != row) && hit.points.sum() >= medium
        };
        let is_anchor = |hit: &Hit<'_>| self.detector.rules[usize::from(hit.rule)].is_anchor[usize::from(hit.class)];
        let all = if is_across { hits } else { &[] };
        let find = |is: &dyn Fn(&Hit<'_>) -> bool| all.iter().position(|hit| is_of_column(&hit) && is(hit));
        find(&is_anchor).or_else(|| find(&|hit| Some(hit.rule) == name))
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
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_cell_tells_something_by_its_value() {
        #[track_caller]
        fn check(heading: &str, cell: &str, expected: &[&str]) {
            let meanings = &DETECTOR.book.meanings;
            let told = meanings.tells(meanings.valued_under(heading), cell);
            let mut found: Vec<&str> = told.map(|valued| valued.category.as_str()).collect();
            found.dedup();
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
        check("absence_type", "SICK", &["health"]);
        check("type", "sick", &["health"]);
        check("type", "ziekenhuis", &[]);
        check("type", "sick building", &[]);
        check("Allergieën", "koemelk", &["health"]);
        check("Allergieën", "zie bijlage", &[]);
    }

    #[test]
    fn a_label_tells_what_its_value_is() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let mut told = DETECTOR.book.meanings.told_behind_label(&plain, &span);
            assert_eq!(told.next().is_some(), expected, "{text}");
        }
        check("Naam: Jan Maes\nReden afwezigheid: <ziekte>", true);
        check("Motif de l'absence : <maladie>\nDu 3 mai", true);
        check("Type de congé : <maladie>", true);
        check("Grund: <Krankheit>", true);
        check("Reason for absence: <sick>", true);
        check("Reden: verzekering tegen <ziekte> en ongeval", false);
        check("Reden: <ziekte> / verlof / andere", false);
        check("Opleiding: <ziekte>", false);
        check("Afwezig wegens <ziekte>", false);
    }
}
