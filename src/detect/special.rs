//! Special categories: a term counts only where it is about a person (DETECTION § 4).

use std::ops::Range;

use super::asked::Asked;
use super::context::{FAR, ROW_REACH, terms_in};
use super::engine::TermHit;
use super::hit::{Code, Hit, Points};
use super::mask::Raw;
use super::tally::{Adding, add, group, key};
use super::{Detector, Session};
use crate::finding::Token;
use crate::text::{Location, Mark, Text, Unit};

/// Bytes in which a word can show that a term means something else.
const AMBIGUOUS: usize = 40;
/// Bytes around a term in which terms add up.
const TOGETHER: usize = 150;
/// Bytes in which many categories are an enumeration, and how many are.
const ENUMERATION: usize = 400;
const ENUMERATED: u32 = 4;
/// A strong anchor this close, in the same sentence or row, is data about a person whatever the document is.
const CLOSE: usize = 100;
/// Bytes around a term in which template markers count, and how many make a template.
const TEMPLATE: usize = 700;
const TEMPLATE_MARKERS: usize = 2;
/// Points of a strong term, and most points of weak ones.
const STRONG: u32 = 3;
const WEAK: u32 = 2;
/// Points without a person near that count in a document about persons.
const ENOUGH_ELSEWHERE: u32 = 6;
/// Cells of a row that are looked at to either side.
const MOST_CELLS: usize = 40;
/// The nine categories; minors are not one of them.
const CATEGORIES: u16 = (1 << 9) - 1;

/// What a term of a category is worth where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// An identifier of a person is near: high. `sure` when it is so near that the kind of document does not matter.
    Strong { sure: bool, anchor: Option<usize> },
    /// A name is near, or someone speaks of oneself: medium.
    Weak,
    /// Nobody is near: medium if the document is about persons elsewhere.
    Elsewhere,
}

/// A term of a special category that is about a person.
pub struct SpecialTerm<'t> {
    pub span: Range<u32>,
    pub rule: u16,
    pub worth: Worth,
    location: Location<'t>,
}

/// One window, as the terms are judged in it.
#[derive(Clone, Copy)]
pub struct Window<'w, 't> {
    pub buf: &'w str,
    pub terms: &'w [TermHit],
    pub hits: &'w [Hit<'t>],
    /// Sums of points from which a hit is an anchor.
    pub medium: i16,
}

impl Detector {
    /// What the term is worth for a category (a bit); none if it is only a topic, or means something else.
    pub(super) fn worth(
        &self,
        window: Window<'_, '_>,
        hit: &TermHit,
        category: u16,
        (location, name_in_row): (&Location<'_>, bool),
        asked: &mut Asked,
    ) -> Option<Worth> {
        let span = hit.start as usize..hit.end as usize;
        if self.means_something_else(window, hit, &span) {
            return None;
        }
        let scope = match location.row {
            Some(_) => line_around(window.buf, &span, ROW_REACH),
            None => span.start.saturating_sub(FAR)..span.end + FAR,
        };
        let anchor = self.anchor_near(window, &span, &scope, location);
        let sure = anchor.is_some_and(|at| {
            let other = &window.hits[at];
            location.row.is_some() || is_close(window.buf, &span, &other.span())
        });
        if !sure && self.is_enumeration(window, &span, location) {
            return None;
        }
        let worth = if anchor.is_some() || name_in_row {
            Worth::Strong { sure, anchor }
        } else if self.name_near(window.buf, &scope, window.terms, asked).is_some() {
            match self.birth_date_near(window.buf, &scope, window.terms) {
                true => Worth::Strong { sure, anchor },
                false => Worth::Weak,
            }
        } else if self.points_together(window, &span, category) >= ENOUGH_ELSEWHERE {
            Worth::Elsewhere
        } else {
            return None;
        };
        // The dearest question last: most terms are already known to be topics.
        (sure || !self.is_template(window.buf, &span, asked)).then_some(worth)
    }

    fn means_something_else(&self, window: Window<'_, '_>, hit: &TermHit, span: &Range<usize>) -> bool {
        let blocks = self.term(hit).ambiguous;
        let reach = span.start.saturating_sub(AMBIGUOUS)..span.end + AMBIGUOUS;
        blocks != 0
            && terms_in(window.terms, &reach)
                .iter()
                .any(|other| self.term(other).drops & blocks != 0)
    }

    /// The nearest hit that is about a person, in the same row or at most 300 bytes away.
    fn anchor_near(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        scope: &Range<usize>,
        location: &Location<'_>,
    ) -> Option<usize> {
        let first = window
            .hits
            .partition_point(|hit| (hit.end as usize) < scope.start.saturating_sub(FAR));
        let in_scope = window.hits[first..]
            .iter()
            .take_while(|hit| (hit.start as usize) < scope.end);
        let distance = |hit: &Hit<'_>| gap(span, &hit.span());
        (first..)
            .zip(in_scope)
            .filter(|(_, hit)| hit.end as usize > scope.start && hit.points.sum() >= window.medium)
            .filter(|(_, hit)| self.rules[usize::from(hit.rule)].is_anchor[usize::from(hit.class)])
            .filter(|(_, hit)| location.row.is_none() || hit.same_row(location))
            .min_by_key(|(_, hit)| distance(hit))
            .map(|(at, _)| at)
    }

    fn points_together(&self, window: Window<'_, '_>, span: &Range<usize>, category: u16) -> u32 {
        let reach = span.start.saturating_sub(TOGETHER)..span.end + TOGETHER;
        let (mut strong, mut weak) = (Vec::new(), Vec::new());
        for hit in terms_in(window.terms, &reach) {
            let info = self.term(hit);
            if info.strong & category != 0 && !strong.contains(&hit.term) {
                strong.push(hit.term);
            } else if info.weak & category != 0 && !weak.contains(&hit.term) {
                weak.push(hit.term);
            }
        }
        STRONG * strong.len() as u32 + WEAK.min(weak.len() as u32)
    }

    /// Four of the nine categories within 400 bytes that hold the term.
    fn is_enumeration(&self, window: Window<'_, '_>, span: &Range<usize>, location: &Location<'_>) -> bool {
        let reach = match location.row {
            Some(_) => line_around(window.buf, span, ENUMERATION),
            None => span.start.saturating_sub(ENUMERATION)..span.start + ENUMERATION,
        };
        let terms = terms_in(window.terms, &reach);
        terms.iter().enumerate().any(|(at, first)| {
            let within = |hit: &&TermHit| hit.start - first.start <= ENUMERATION as u32;
            let seen = terms[at..].iter().take_while(within).fold(0, |seen, hit| {
                let info = self.term(hit);
                seen | ((info.strong | info.weak) & CATEGORIES)
            });
            first.start as usize <= span.start
                && first.start as usize + ENUMERATION >= span.start
                && seen.count_ones() >= ENUMERATED
        })
    }

    fn is_template(&self, buf: &str, span: &Range<usize>, asked: &mut Asked) -> bool {
        let reach = span.start.saturating_sub(TEMPLATE)..span.end + TEMPLATE;
        asked.has_markers(buf, &reach, &self.book.template_markers, TEMPLATE_MARKERS)
    }
}

impl Session<'_> {
    /// Counts the terms of special categories that start in the fresh range.
    pub(super) fn special(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        for found in self.special_terms(text, hits, fresh) {
            self.count_special(text, hits, &found);
        }
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
        };
        self.asked.forget();
        let mut locator = text.locator();
        let mut found = Vec::new();
        let first = terms.partition_point(|term| (term.start as usize) < fresh.start);
        for (at, term) in (first..).zip(terms_in(&terms, fresh)) {
            let strong = detector.term(term).strong;
            if strong == 0 {
                continue;
            }
            // Of terms that overlap, the first stands for all.
            let strong = strong & !overlapping(detector, &terms, at);
            if strong == 0 {
                continue;
            }
            let location = locator.locate(term.start as usize);
            let name_in_row = self.row_has_name(text, &location, term.start as usize);
            for (category, rule) in (0..).zip(&detector.special) {
                let Some(rule) = rule.filter(|_| strong & (1 << category) != 0) else {
                    continue;
                };
                if let Some(worth) =
                    detector.worth(window, term, 1 << category, (&location, name_in_row), &mut self.asked)
                {
                    found.push(SpecialTerm {
                        span: term.start..term.end,
                        rule,
                        worth,
                        location,
                    });
                }
            }
        }
        self.sweep.terms = terms;
        found
    }

    fn count_special(&mut self, text: &Text, hits: &[Hit<'_>], found: &SpecialTerm<'_>) {
        let detector = self.detector;
        let scale = &detector.scale;
        let (worth, location) = (found.worth, &found.location);
        let (groups, score, anchor) = match worth {
            Worth::Strong { sure: true, anchor } => (&mut self.groups, scale.special.high, anchor),
            Worth::Strong { sure: false, anchor } => (&mut self.if_no_policy, scale.special.high, anchor),
            Worth::Weak => (&mut self.if_no_policy, scale.special.medium, None),
            Worth::Elsewhere => (&mut self.if_persons, scale.special.medium, None),
        };
        let mut points = Points::default();
        let code = if worth == Worth::Elsewhere {
            Code::PersonElsewhere
        } else {
            Code::PersonNear
        };
        points.add(code, score);
        let anchor = anchor.map(|at| &hits[at]);
        self.special_with_identifier |= anchor.is_some_and(|hit| hit.points.sum() >= scale.confidence.high);
        // Distinct persons where they are known, else distinct terms.
        let rule = &detector.rules[usize::from(found.rule)];
        let of = match anchor {
            Some(hit) => self.finds.values[hit.value.0 as usize..hit.value.1 as usize].to_owned(),
            None => super::names::folded(&text.buf[found.span.start as usize..found.span.end as usize]),
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
        let mut is_name = |label: &str| self.labels.look_up(Some(label), engine, self.detector).1.name;
        match location.unit {
            Unit::Delimited { .. } => text.headings.iter().any(|heading| is_name(heading)),
            Unit::Cell { table, row, .. } => {
                let mark = text.marks.partition_point(|mark| mark.offset as usize <= offset);
                let of_row =
                    |mark: &&Mark| matches!(mark.unit, Unit::Cell { table: t, row: r, .. } if (t, r) == (table, row));
                let (before, behind) = text.marks.split_at(mark);
                let cells = before
                    .iter()
                    .rev()
                    .take_while(of_row)
                    .chain(behind.iter().take_while(of_row));
                let mut labels = cells
                    .take(MOST_CELLS)
                    .filter_map(|mark| text.names.get(mark.label as usize));
                labels.any(|label| is_name(label))
            }
            _ => false,
        }
    }
}

/// Categories for which a term before this one already stands at its place.
fn overlapping(detector: &Detector, terms: &[TermHit], at: usize) -> u16 {
    let start = terms[at].start;
    let before = terms[..at]
        .iter()
        .rev()
        .take_while(|before| start - before.start <= 256);
    before
        .filter(|before| before.end > start)
        .fold(0, |bits, before| bits | detector.term(before).strong)
}

/// Bytes between two spans.
fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}

/// At most 100 bytes apart, and no sentence or line ends between.
fn is_close(buf: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    let between = a.end.min(b.end)..a.start.max(b.start);
    if between.start >= between.end {
        return true;
    }
    let between = &buf[between];
    between.len() <= CLOSE && !between.contains('\n') && !between.contains(". ")
}

/// The line that a span is on, at most `reach` bytes to either side.
pub fn line_around(buf: &str, span: &Range<usize>, reach: usize) -> Range<usize> {
    let bytes = buf.as_bytes();
    let from = span.start.saturating_sub(reach);
    let to = (span.end + reach).min(bytes.len());
    let start = memchr::memrchr(b'\n', &bytes[from..span.start]).map_or(from, |at| from + at + 1);
    let end = memchr::memchr(b'\n', &bytes[span.end..to]).map_or(to, |at| span.end + at);
    start..end
}
