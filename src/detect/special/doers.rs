//! Columns of whoever does something: of those who stand under "Verantwoordelijke" the other columns tell nothing.

use std::ops::Range;

use serde::Deserialize;

use super::headings::{cell_around, is_told_in};
use super::wordlist::{WordPatterns, words};
use super::{SpecialTerm, Worth};
use crate::detect::Session;
use crate::detect::around::line_around;
use crate::detect::context::ROW_REACH;
use crate::detect::headed::labels_of_row;
use crate::detect::hit::Hit;
use crate::detect::judged::is_whole_value;
use crate::detect::person::listed;
use crate::text::{Text, Unit};

/// The words of headings in `lexicon.toml` by which a row is one of a task, and not of a person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doers {
    /// Over whoever does, writes, teaches or treats; over somebody who does so where a task stands beside.
    doers: WordPatterns,
    beside_tasks: WordPatterns,
    /// Over what is done, said or made.
    tasks: WordPatterns,
    /// Over those whom a row is about, whoever else it names.
    people: WordPatterns,
    /// Over what is noted of whoever the row names, if only somebody who does something.
    notes: WordPatterns,
    /// In a cell, they say that its writer speaks of oneself.
    own: WordPatterns,
}

/// Who is named in a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Doer,
    DoerOfTasks,
}

impl Session<'_> {
    /// Nobody but whoever does something is named in the row, and the cell is no remark on them.
    pub(super) fn is_of_a_doer(&mut self, text: &Text, hits: &[Hit<'_>], found: &SpecialTerm<'_>) -> bool {
        let (Some(heading), location) = (found.location.label, &found.location) else {
            return false;
        };
        let span = found.span.start as usize..found.span.end as usize;
        if location.row.is_none() || self.is_identified(hits, found.worth) {
            return false;
        }
        let Some(named) = self.named_in_row(text, found) else {
            return false;
        };
        let meanings = &self.detector.book.meanings;
        let is_task = meanings.doers.is_task(heading) || meanings.things.is_topic(heading);
        let cell = cell_around(&text.buf, &span, location);
        let is_state = || meanings.things.is_state(&text.buf[cell.clone()]);
        let is_other = match named {
            Named::Doer => is_task || !(meanings.is_noted(heading) || is_state()),
            Named::DoerOfTasks => is_task && !is_state(),
        };
        is_other
            && !is_told_in(meanings, &text.buf, &span, &cell)
            && !has(&meanings.doers.own, &text.buf[cell.clone()])
            && !self.names_other(text, found)
            && self.asked.given_name(&text.buf, &cell).is_none()
            && self.category_of(Some(heading)) == 0
    }

    /// Nobody but whoever answers for it is named in the row, and the cell is a number: "Dienst;Diensthoofd;Ziekte" over 3. An
    /// answer ("J") is nobody's where it is sure that they lead.
    pub(super) fn is_count_under_doer(&mut self, text: &Text, found: &SpecialTerm<'_>, cell: &str) -> bool {
        let cell = cell.trim();
        let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
        let is_answer = self.detector.book.meanings.answers.is_one(cell);
        (is_number || is_answer)
            && self
                .named_in_row(text, found)
                .is_some_and(|named| is_number || named == Named::Doer)
    }

    /// More than a name and an address ties the term to somebody: those are the doer's.
    fn is_identified(&self, hits: &[Hit<'_>], worth: Worth) -> bool {
        let (Worth::Strong { anchor, .. } | Worth::Headed { anchor }) = worth else {
            return false;
        };
        anchor.map(|at| &hits[at]).is_some_and(|hit| {
            let category = self.detector.rules[usize::from(hit.rule)].file.category.as_str();
            category != "contact" && Some(hit.rule) != self.detector.words.name
        })
    }

    /// Who is named, if it is a doer and nobody else.
    fn named_in_row(&mut self, text: &Text, found: &SpecialTerm<'_>) -> Option<Named> {
        let engine = self.engine.as_mut()?;
        let meanings = &self.detector.book.meanings;
        let mut named = None;
        for label in labels_of_row(text, &found.location, found.span.start as usize) {
            if meanings.doers.is_doer(label) {
                named = Some(Named::Doer);
            } else if has(&meanings.doers.beside_tasks, label) {
                named = named.or(Some(Named::DoerOfTasks));
            } else if has(&meanings.doers.people, label)
                || meanings.things.is_of_somebody(label)
                || self.labels.look_up(Some(label), engine, self.detector).1.name
            {
                return None;
            }
        }
        named
    }

    /// A cell of the row holds nothing but the name of somebody who stands under no heading of doers.
    fn names_other(&mut self, text: &Text, found: &SpecialTerm<'_>) -> bool {
        let at = found.span.start as usize;
        let doers = &self.detector.book.meanings.doers;
        let line = line_around(&text.buf, &(at..at), ROW_REACH);
        let is_doers = |label: &str| doers.is_doer(label) || has(&doers.beside_tasks, label);
        let mut names = self.asked.given_names(&text.buf, &line);
        names.any(|start| {
            let start = cell_start(&text.buf, &line, start, found);
            let name = listed(&text.buf, start, line.end);
            name.is_some_and(|(name, _)| is_whole_value(&text.buf, &name, found.location.unit))
                && !text.locate(start).label.is_some_and(is_doers)
        })
    }
}

/// Where the cell begins that a place is in.
fn cell_start(buf: &str, line: &Range<usize>, at: usize, found: &SpecialTerm<'_>) -> usize {
    let border = match found.location.unit {
        Unit::Delimited { sep, .. } => char::from(sep),
        _ => '\t',
    };
    buf[line.start..at]
        .rfind([border, '"'])
        .map_or(line.start, |end| line.start + end + 1)
}

impl Doers {
    fn is_doer(&self, heading: &str) -> bool {
        has(&self.doers, heading)
    }

    fn is_task(&self, heading: &str) -> bool {
        has(&self.tasks, heading)
    }

    pub(super) fn is_note(&self, heading: &str) -> bool {
        has(&self.notes, heading)
    }
}

fn has(list: &WordPatterns, heading: &str) -> bool {
    words(heading).any(|word| list.has(word))
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn headings_tell_doers_from_those_whom_a_row_is_about() {
        #[track_caller]
        fn check(heading: &str, expected: bool) {
            assert_eq!(DETECTOR.book.meanings.doers.is_doer(heading), expected, "{heading}");
        }
        for heading in [
            "Verantwoordelijke",
            "Dossierbeheerder",
            "Assigned to",
            "Approved by",
            "Chef de projet",
            "Zuständig",
            "Huisarts",
            "Naam lesgever",
        ] {
            check(heading, true);
        }
        for heading in [
            "Naam",
            "Patiënt",
            "Werknemer",
            "Élève",
            "Kunde",
            "Omschrijving",
            "Datum",
        ] {
            check(heading, false);
        }
    }
}
