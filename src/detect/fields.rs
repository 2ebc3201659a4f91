//! Driving licences copied field by field: their numbers are printed before the fields, and the word for a licence stands
//! once, above or below them all.

use std::ops::Range;

use super::Detector;
use super::around::{line_behind, range_of};
use super::date;
use super::engine::TermHit;
use super::hit::Hit;
use super::words::{Finder, Found, Support};

/// The rule whose values field 5 holds.
pub const LICENCE: &str = "be.driving-licence";
/// Bytes around the word in which the fields are looked for. Less than [`crate::extract::MARGIN`].
const REACH: usize = 600;
/// Fields that a licence has. Fewer than `FEWEST` of them are points of a list.
const FIELDS: [&str; 11] = ["1", "2", "3", "4a", "4b", "4c", "4d", "5", "7", "8", "9"];
const FEWEST: usize = 4;
const BIRTH: &str = "3";
const NUMBER: &str = "5";
const DIGITS: usize = 10;
/// No field is longer.
const LONGEST: usize = 100;

/// The number of the field that begins a line, and what stands behind it.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let (number, _) = line.split_at(line.find(|c: char| !c.is_ascii_alphanumeric())?);
    let rest = line[number.len()..].strip_prefix(['.', ')', ':'])?;
    FIELDS.contains(&number).then(|| (number, rest.trim_start()))
}

/// Ten digits that begin a field.
fn number(field: &str) -> Option<&str> {
    let end = field.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(field.len());
    let number = &field[..end];
    (end == DIGITS && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// What begins fields 3 and 5 of the licence that a text is, if it has the fields of one.
fn of_licence(text: &str) -> Vec<(&str, &str)> {
    let fields: Vec<(&str, &str)> = text.split('\n').filter_map(numbered).collect();
    let n_distinct = FIELDS
        .iter()
        .filter(|known| fields.iter().any(|(field, _)| field == *known))
        .count();
    // A list has no 4a.
    let has_letter = fields.iter().any(|(field, _)| field.len() > 1);
    let wanted = |(field, _): &(&str, &str)| has_letter && n_distinct >= FEWEST && [BIRTH, NUMBER].contains(field);
    fields.into_iter().filter(wanted).collect()
}

impl Detector {
    /// Drops the number of a licence that is known from its own line already.
    pub(super) fn drop_known(&self, found: &mut Vec<Found>, hits: &[Hit<'_>]) {
        let is_same = |found: &Found, hit: &Hit<'_>| hit.rule == found.rule && hit.span() == found.span;
        let is_known = |found: &Found| hits.iter().any(|hit| is_same(found, hit));
        found.retain(|found| Some(found.rule) != self.words.licence || !is_known(found));
    }
}

impl Finder<'_> {
    /// The birth date and the number of the licence whose fields stand around a word for one.
    pub(super) fn licence_fields(&mut self, hit: &TermHit) {
        let (buf, detector) = (self.buf, self.detector);
        let word = hit.start as usize..hit.end as usize;
        let names = |rule: &u16| detector.term(hit).context & detector.rule(*rule).keywords != 0;
        let Some(rule) = detector.words.licence.filter(names) else {
            return;
        };
        if self.border(word.end).is_some() {
            return;
        }
        let around = whole_lines(buf, &word);
        for (field, value) in of_licence(&buf[around]) {
            let value = line_behind(buf, range_of(buf, value).start, LONGEST);
            let start = range_of(buf, value).start;
            if field == NUMBER
                && let Some(number) = number(value)
            {
                self.keep(start..start + DIGITS, rule, 0, number, Support::Keyword);
            } else if field == BIRTH
                && let Some((len, date)) = date::read(value, self.settings.today)
                && let Some(rule) = self.detector.words.birth_date
            {
                self.born(start..start + len, date, rule, super::birth::KEYWORD);
            }
        }
    }
}

/// The whole lines around a word.
fn whole_lines(buf: &str, word: &Range<usize>) -> Range<usize> {
    let around = super::around::around(buf, word, REACH);
    let start = match around.start {
        0 => 0,
        cut => buf[cut..word.start].find('\n').map_or(word.start, |at| cut + at + 1),
    };
    let end = match around.end == buf.len() {
        true => buf.len(),
        false => buf[word.end..around.end]
            .rfind('\n')
            .map_or(word.end, |at| word.end + at),
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_told_from_a_list_by_the_numbers_of_its_fields() {
        let licence =
            "1. DE TEST\n2. Jan\n3. 11.04.1990 Aalst\n4a. 07.06.2019  4b. 07.06.2029\n5. 1407719023\n9. B, BE";
        let found: Vec<Option<&str>> = of_licence(licence).iter().map(|(_, value)| number(value)).collect();
        assert_eq!(found, [None, Some("1407719023")]);
        for list in [
            "1. rijbewijs\n2. paspoort\n3. 11.04.2019 vergadering",
            "3. 11.04.1990\n5. 1407719023",
            "1. a\n2. b\n3. c\n5. 1407719023",
            "1 a\n2 b\n3 c\n5 1407719023",
        ] {
            assert!(of_licence(list).is_empty(), "{list}");
        }
        assert_eq!((number("140771902"), number("14077190234")), (None, None));
    }
}
