//! Headings that say that what stands under them is no fact of the row's person: a ward, a course, a book, an animal, a
//! dish.

use std::ops::Range;

use serde::Deserialize;

use super::SpecialTerm;
use super::meaning::Meanings;
use super::wordlist::{WordPatterns, words};
use crate::detect::Session;
use crate::detect::around::line_around;
use crate::detect::context::ROW_REACH;
use crate::detect::headed::{cells_of_row, labels_of_row, names_somebody};
use crate::text::{Location, Text, Unit};

/// A longer heading is a question of a form.
const HEADING_WORDS: usize = 5;
/// Words of a cell that says nothing but how somebody is.
const STATE_WORDS: usize = 3;
/// Headings of which several make a row one of an animal.
const SEVERAL: usize = 2;

/// The words of headings in `lexicon.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Things {
    /// Where somebody works or lies, what somebody buys.
    wards: WordPatterns,
    goods: WordPatterns,
    topics: WordPatterns,
    courses: WordPatterns,
    jobs: WordPatterns,
    /// Rows of those who are treated; of those who write; of those who chose a course.
    patients: WordPatterns,
    senders: WordPatterns,
    pupils: WordPatterns,
    /// In the heading of a course: each pupil chooses one. Rows of those who teach it.
    chosen: WordPatterns,
    teachers: WordPatterns,
    /// What lists of patients also have, and lists of staff do not.
    in_care: WordPatterns,
    staff: WordPatterns,
    /// What a list of wares has, and what shows that the rows are of people after all.
    prices: WordPatterns,
    people: WordPatterns,
    /// In a heading, they say that it is of the person after all.
    remarks: WordPatterns,
    /// How somebody is, wherever it stands.
    states: WordPatterns,
    animals: WordPatterns,
    of_animals: WordPatterns,
    named: WordPatterns,
    /// Categories that somebody's job or role says.
    told_by_jobs: Vec<String>,
}

/// What the heading of a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    Ward,
    Goods,
    Topic,
    Course,
    Job,
}

impl Things {
    /// "afdeling"
    pub(super) fn is_ward(&self, word: &str) -> bool {
        self.wards.has(word)
    }

    fn of(&self, heading: &str) -> Option<Thing> {
        let kinds = [
            (&self.jobs, Thing::Job),
            (&self.courses, Thing::Course),
            (&self.wards, Thing::Ward),
            (&self.goods, Thing::Goods),
            (&self.topics, Thing::Topic),
        ];
        let is_long = words(heading).nth(HEADING_WORDS).is_some();
        let has = |list: &WordPatterns| words(heading).any(|word| list.has(word));
        let kind = kinds.into_iter().find(|(list, _)| has(list)).map(|(_, kind)| kind);
        kind.filter(|_| !is_long && !has(&self.remarks))
    }

    /// The row is about whoever the value under such a heading is told of.
    fn tells<'t>(&self, kind: Thing, row: impl Iterator<Item = &'t str>) -> bool {
        let (mut is_told, mut in_care, mut is_staff) = (false, false, false);
        let (mut is_chosen, mut is_taught) = (false, false);
        for word in row.flat_map(words) {
            is_told |= self.patients.has(word) || kind == Thing::Topic && self.senders.has(word);
            is_told |= kind == Thing::Course && self.pupils.has(word);
            is_chosen |= kind == Thing::Course && self.chosen.has(word);
            is_taught |= kind == Thing::Course && self.teachers.has(word);
            in_care |= matches!(kind, Thing::Ward | Thing::Goods) && self.in_care.has(word);
            is_staff |= self.staff.has(word);
        }
        is_told || in_care && !is_staff || is_chosen && !is_taught
    }

    pub(super) fn is_topic(&self, heading: &str) -> bool {
        self.of(heading) == Some(Thing::Topic)
    }

    /// What stands under the heading is sold, taught or spoken about.
    pub(super) fn is_for_somebody(&self, heading: &str) -> bool {
        matches!(self.of(heading), Some(Thing::Goods | Thing::Topic | Thing::Course))
    }

    /// Patients or pupils stand under the heading.
    pub(super) fn is_of_somebody(&self, heading: &str) -> bool {
        words(heading).any(|word| self.patients.has(word) || self.pupils.has(word))
    }

    /// The rows of the table are of animals: one heading says so, or two that together do.
    fn is_of_animals<'t>(&self, row: impl Iterator<Item = &'t str>) -> bool {
        let (mut n, mut is_animal) = (0, false);
        for heading in row {
            let has = |list: &WordPatterns| words(heading).any(|word| list.has(word));
            is_animal |= self.animals.has(heading.trim()) || has(&self.of_animals) && has(&self.named);
            n += usize::from(has(&self.of_animals));
        }
        is_animal || n >= SEVERAL
    }

    /// The rows of the table have prices, and no heading is of people: a menu, where "Naam" stands over dishes.
    pub fn is_of_wares<'t>(&self, row: impl Iterator<Item = &'t str>) -> bool {
        let (mut has_price, mut has_people) = (false, false);
        for word in row.flat_map(words) {
            has_price |= self.prices.has(word);
            has_people |= [&self.people, &self.patients, &self.pupils, &self.in_care, &self.staff]
                .iter()
                .any(|list| list.has(word));
        }
        has_price && !has_people
    }

    /// Nothing stands in the cell but how somebody is: "ziek", "arbeidsongeschikt tot 3 mei".
    pub(super) fn is_state(&self, cell: &str) -> bool {
        words(cell).nth(STATE_WORDS).is_none() && words(cell).next().is_some_and(|word| self.states.has(word))
    }
}

impl Meanings {
    /// What stands under the heading is noted of whoever the row names, or is what they are.
    pub(super) fn is_noted(&self, heading: &str) -> bool {
        let things = &self.things;
        self.valued_under(heading) != 0
            || self.doers.is_note(heading)
            || words(heading).any(|word| things.remarks.has(word) || things.jobs.has(word))
    }
}

impl Session<'_> {
    /// What stands in the cell is of a ward, a course, a book or an animal, and not of whoever the row is about.
    pub(super) fn is_of_a_thing(&mut self, text: &Text, found: &SpecialTerm<'_>, is_medicine: bool) -> bool {
        let location = &found.location;
        if location.row.is_none() {
            return false;
        }
        let (span, meanings) = (
            found.span.start as usize..found.span.end as usize,
            &self.detector.book.meanings,
        );
        let Some(heading) = location.label else {
            // The headings themselves.
            let is_of_wares = meanings.things.is_of_wares(cells_of_row(text, location, span.start));
            return is_of_wares && !names_somebody(text, location, span.start);
        };
        let row = || labels_of_row(text, location, span.start);
        let is_of_wares = || {
            let is_of_somebody = found.worth.anchor().is_some() || names_somebody(text, location, span.start);
            meanings.things.is_of_wares(row()) && !is_of_somebody
        };
        if meanings.things.is_of_animals(row()) || is_of_wares() {
            return true;
        }
        let Some(kind) = meanings.things.of(heading) else {
            return false;
        };
        let category = self.detector.rules[usize::from(found.rule)]
            .id()
            .trim_start_matches("special.");
        let told = kind == Thing::Job && meanings.things.told_by_jobs.iter().any(|told| told == category);
        let cell = cell_around(&text.buf, &span, location);
        let is_said = told
            || kind == Thing::Goods && is_medicine
            || meanings.things.tells(kind, row())
            || meanings.things.is_state(&text.buf[cell.clone()])
            || is_told_in(meanings, &text.buf, &span, &cell);
        let is_titled = matches!(kind, Thing::Topic | Thing::Course);
        !(is_said || is_titled && self.asked.given_name(&text.buf, &cell).is_some())
            && self.category_of(Some(heading)) == 0
    }
}

/// The cell itself says it of somebody: "is ziek".
pub(super) fn is_told_in(meanings: &Meanings, buf: &str, span: &Range<usize>, cell: &Range<usize>) -> bool {
    let before = cell.start.min(span.start)..span.start;
    meanings.has_pronoun(buf, &before)
        || words(&buf[before]).any(|word| meanings.ties.having.has(word) || meanings.ties.causes.has(word))
}

/// The cell that a span is in.
pub(super) fn cell_around(buf: &str, span: &Range<usize>, location: &Location<'_>) -> Range<usize> {
    let border = match location.unit {
        Unit::Delimited { sep, .. } => sep,
        _ => b'\t',
    };
    let line = line_around(buf, span, ROW_REACH);
    let bytes = buf.as_bytes();
    let start = memchr::memrchr(border, &bytes[line.start..span.start]).map_or(line.start, |at| line.start + at + 1);
    let end = memchr::memchr(border, &bytes[span.end..line.end]).map_or(line.end, |at| span.end + at);
    buf.ceil_char_boundary(start)..buf.floor_char_boundary(end)
}
