//! Special categories: a term counts only where it is about a person.

use std::ops::Range;

mod about;
mod actors;
mod added;
mod anybody;
mod aside;
mod beings;
mod brief;
mod bystander;
mod chat;
mod choice;
mod columns;
mod deliveries;
mod denial;
mod doers;
mod example;
mod figures;
mod frame;
mod genres;
mod headings;
mod initials;
mod instructions;
mod limbs;
mod meaning;
mod namesakes;
mod occupations;
mod oneself;
mod ordinal;
mod owner;
mod partner;
mod patient;
mod pupils;
mod reference;
mod refused;
mod resumed;
mod said;
mod screens;
mod setting;
mod small;
mod staff;
mod statements;
mod themes;
mod ties;
mod unlisted;
mod whom;
mod word_name;
mod wordlist;
mod works;
mod worth;

use super::around::line_around;
use super::context::{ROW_REACH, terms_in};
use super::engine::TermHit;
use super::headed::labels_of_row;
use super::hit::{Hit, Points};
use super::judged::{is_table, is_whole_value};
use super::lexicon::TermInfo;
use super::mask::Raw;
use super::person::{LISTED, listed};
use super::tally::{Adding, add, group, key};
use super::{Detector, Session};
use crate::finding::Token;
use crate::text::{COPY, Location, Text, Unit};
pub use about::told_in;
pub use actors::Actors;
pub use anybody::Anybody;
pub use beings::Beings;
pub use columns::{Answers, Valued};
pub use deliveries::Deliveries;
pub use denial::Denials;
pub use doers::Doers;
pub use figures::{Figures, Verdicts};
pub use frame::Frame;
pub use genres::Genres;
pub use headings::Things;
pub use instructions::Instructions;
pub use limbs::Limbs;
pub use meaning::Meanings;
pub use occupations::Occupations;
pub use oneself::Oneself;
pub use partner::Partners;
pub use pupils::Pupils;
pub use reference::References;
pub use refused::Refused;
pub use screens::Screens;
pub use staff::Numbered;
pub use statements::Statements;
pub use themes::Themes;
pub use ties::{Clauses, Ties};
pub use wordlist::WordPatterns;
pub use works::Works;
pub use worth::{Window, Worth};

/// Parties bear the names of other things too.
const POLITICS: &str = "special.politics";

/// A term of a special category that is about a person.
pub struct SpecialTerm<'t> {
    pub span: Range<u32>,
    pub rule: u16,
    pub worth: Worth,
    location: Location<'t>,
}

impl Session<'_> {
    /// Counts the terms of special categories that start in the fresh range.
    pub(super) fn special(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        for found in self.special_terms(text, hits, fresh) {
            self.count_special(text, hits, &found);
        }
        self.special_columns(text, hits, fresh);
    }

    /// The terms of special categories that start in the fresh range and are about a person.
    pub(super) fn special_terms<'t>(
        &mut self,
        text: &'t Text,
        hits: &[Hit<'t>],
        fresh: &Range<usize>,
    ) -> Vec<SpecialTerm<'t>> {
        let detector = self.detector;
        let terms = std::mem::take(&mut self.sweep.terms);
        let window = Window {
            buf: &text.buf,
            terms: &terms,
            hits,
            medium: detector.scale.confidence.medium,
            is_general: self.is_general(text),
            technical: self.technical,
        };
        self.asked.forget();
        let mut locator = text.locator();
        let mut found = Vec::new();
        let first = terms.partition_point(|term| (term.start as usize) < fresh.start);
        for (at, term) in (first..).zip(terms_in(&terms, fresh)) {
            let strong = self.strong_at(text, &terms, at);
            if strong == 0 {
                continue;
            }
            let location = locator.locate(term.start as usize);
            if location.label == Some(COPY) {
                continue;
            }
            let name_in_row = self.row_has_name(text, &location, term.start as usize);
            for (category, rule) in (0..).zip(&detector.special) {
                let Some(rule) = rule.filter(|_| strong & (1 << category) != 0) else {
                    continue;
                };
                let worth = detector.worth(window, term, 1 << category, (&location, name_in_row), &mut self.asked);
                let Some(worth) = worth else { continue };
                let term = SpecialTerm {
                    span: term.start..term.end,
                    rule,
                    worth,
                    location,
                };
                if !self.is_of_something_else(text, window, &term) {
                    found.push(term);
                }
            }
        }
        self.sweep.terms = terms;
        found
    }

    /// Bits of the categories for which the term is a strong one where it stands, and none before or longer than it.
    fn strong_at(&self, text: &Text, terms: &[TermHit], at: usize) -> u16 {
        let (detector, term) = (self.detector, &terms[at]);
        let info = detector.term(term);
        let span = term.start as usize..term.end as usize;
        let is_label = info.heading != 0 && setting::has_value(&text.buf, &span);
        let told = match is_label {
            true => info.heading,
            false => self.promoted(&text.buf, &span, *info),
        };
        let strong = info.strong | told;
        if strong == 0 {
            return 0;
        }
        // Of terms that overlap, the first stands for all.
        let strong = strong & !overlapping(detector, terms, at);
        let is_nothing = strong == 0
            || setting::is_in_address(&text.buf, &span)
            || setting::is_in_name(&text.buf, &span)
            || setting::is_surname(&text.buf, &span)
            || detector.book.meanings.is_left_open(&text.buf, &span);
        if is_nothing { 0 } else { strong }
    }

    /// Bits of the categories for which a weak term is a strong one where it stands: its label or a name says what it is.
    fn promoted(&self, buf: &str, span: &Range<usize>, info: TermInfo) -> u16 {
        let speaks = info.weak | info.heading;
        if info.strong != 0 || speaks == 0 {
            return 0;
        }
        let meanings = &self.detector.book.meanings;
        let told = self.detector.categories_told(meanings.told_behind_label(buf, span));
        let pupils = info.weak & !worth::CATEGORIES;
        if meanings.is_state_of_somebody(buf, span)
            || meanings.is_illness_of_somebody(buf, span)
            || meanings.is_list_of_patients(buf, span)
            || meanings.is_limb_of_somebody(buf, span)
            || meanings.is_of_same_sex(buf, span)
        {
            told | info.weak
        } else if pupils != 0 && meanings.is_of_pupil(buf, span) {
            told | pupils
        } else {
            told
        }
    }

    /// Whoever is near, it is said of a thing, an animal, or what somebody does.
    fn is_of_something_else(&mut self, text: &Text, window: Window<'_, '_>, found: &SpecialTerm<'_>) -> bool {
        let (detector, span) = (self.detector, found.span.start as usize..found.span.end as usize);
        let mut terms = terms_in(window.terms, &span).iter();
        let is_medicine = terms.any(|term| detector.term(term).medicine);
        let is_politics = detector.rules[usize::from(found.rule)].id() == POLITICS;
        is_politics && setting::begins_name_of_body(&text.buf, &span)
            || namesakes::is_namesake(&text.buf, &span)
            || self.is_of_a_thing(text, found, is_medicine)
            || self.is_of_a_doer(text, window.hits, found)
            || found.location.row.is_none() && detector.book.meanings.is_of_a_work(&text.buf, &span)
            || detector.is_of_no_person(window, &span, &mut self.asked)
            || detector.is_instruction(window, &span, &mut self.asked)
            || detector.is_of_an_actor(window, &span, found.rule, &mut self.asked)
    }

    /// The document's title says that it speaks of everybody; rows of a table have none.
    fn is_general(&mut self, text: &Text) -> bool {
        let meanings = &self.detector.book.meanings;
        *self.is_general.get_or_insert_with(|| {
            let first = text.marks.first().map(|mark| mark.unit);
            let is_table = matches!(first, Some(Unit::Cell { .. } | Unit::Delimited { .. }));
            !is_table && meanings.is_general(meaning::title(&text.buf))
        })
    }

    fn count_special(&mut self, text: &Text, hits: &[Hit<'_>], found: &SpecialTerm<'_>) {
        let detector = self.detector;
        let scale = &detector.scale;
        let (worth, location) = (found.worth, &found.location);
        let (groups, score, anchor) = match worth {
            Worth::Strong { sure: true, anchor } => (&mut self.groups, scale.special.high, anchor),
            Worth::Strong { sure: false, anchor } => (&mut self.if_no_policy, scale.special.high, anchor),
            Worth::Headed { anchor } => (&mut self.if_headed, scale.special.high, anchor),
            Worth::Weak => (&mut self.if_no_policy, scale.special.medium, None),
            Worth::Elsewhere => (&mut self.if_persons, scale.special.medium, None),
        };
        let mut points = Points::default();
        points.add(worth.code(), score);
        let anchor = anchor.map(|at| &hits[at]);
        let is_identified =
            |hit: &Hit<'_>| hit.points.sum() >= scale.confidence.high && Some(hit.rule) != detector.words.name;
        self.special_with_identifier |= anchor.is_some_and(is_identified);
        // Distinct persons where they are known, else distinct rows or terms.
        let rule = &detector.rules[usize::from(found.rule)];
        let of = match (anchor, worth, location.row) {
            (Some(hit), ..) => self.finds.values[hit.value.0 as usize..hit.value.1 as usize].to_owned(),
            (None, Worth::Headed { .. }, Some((table, row))) => format!("{table} {row}"),
            _ => super::names::folded(&text.buf[found.span.start as usize..found.span.end as usize]),
        };
        let token = Token::new(&self.settings.key, &rule.file.family, &of);
        let hit = Hit {
            start: found.span.start,
            end: found.span.end,
            rule: found.rule,
            class: 0,
            published: false,
            value: (0, 0),
            birth: None,
            label: 0,
            cut: false,
            headed: false,
            location: *location,
            points,
        };
        let group = group(groups, key(found.rule, location, 0), text, location, false);
        let adding = Adding {
            token,
            low: scale.confidence.low,
            lift: 0,
            n_tokens: &mut self.n_tokens[usize::from(found.rule)],
            may_wait: false,
        };
        let masked = || Raw::new("").masked(rule.file.mask, rule.id().trim_start_matches("special."));
        add(group, text, &hit, adding, masked);
    }

    /// A row of a table in which persons are named.
    fn row_has_name(&mut self, text: &Text, location: &Location<'_>, offset: usize) -> bool {
        let Some(engine) = &mut self.engine else { return false };
        let numbered = &self.detector.book.meanings.numbered;
        let is_name = |label: &str| {
            let info = self.labels.look_up(Some(label), engine, self.detector).1;
            info.name && !info.vague || numbered.is_heading(label)
        };
        // The headings themselves are nobody's.
        let is_headed = !matches!(location.unit, Unit::Delimited { row: 1, .. });
        is_headed && labels_of_row(text, location, offset).any(is_name)
            || is_table(location.unit) && self.has_listed_name(text, location, offset)
    }

    /// A cell of the row holds nothing but a name that the lists know, whatever its heading is.
    fn has_listed_name(&mut self, text: &Text, location: &Location<'_>, offset: usize) -> bool {
        let meanings = &self.detector.book.meanings;
        if location.label.is_some_and(|label| meanings.is_subject(label)) {
            return false;
        }
        let line = line_around(&text.buf, &(offset..offset), ROW_REACH);
        let mut names = self.asked.given_names(&text.buf, &line);
        names.any(|start| {
            let name = listed(&text.buf, start, line.end).filter(|(_, form)| *form == LISTED);
            let is_whole = |name: &Range<usize>| is_whole_value(&text.buf, name, location.unit);
            let is_other = || {
                text.locate(start)
                    .label
                    .is_some_and(|label| meanings.is_of_others(label))
            };
            name.is_some_and(|(name, _)| is_whole(&name)) && !is_other()
        })
    }
}

/// Categories for which another term already stands at its place: one that begins before it, or the longest of those that
/// begin with it ("HIV-positief", not "HIV").
fn overlapping(detector: &Detector, terms: &[TermHit], at: usize) -> u16 {
    let TermHit { start, end, .. } = terms[at];
    let before = terms[..at]
        .iter()
        .rev()
        .take_while(|before| start - before.start <= 256);
    let before = before.filter(|before| before.end > start && (before.start < start || before.end >= end));
    let longer = terms[at + 1..].iter().take_while(|other| other.start == start);
    before
        .chain(longer.filter(|other| other.end > end))
        .fold(0, |bits, other| bits | detector.term(other).strong)
}
