//! Detection of one document, window by window.

use std::ops::Range;

use super::collect::{Collector, Found};
use super::column::Cells;
use super::context::Labels;
use super::engine::{Engine, Sweep, TermHit};
use super::hit::{Code, Hit, Points};
use super::mask::Raw;
use super::resolve::resolve;
use super::special::{Window, Worth};
use super::tally::{self, Group, GroupKey, Groups, MOST_SAMPLES, MOST_TOKENS, Sample, Series, Value};
use super::{Detector, Settings};
use crate::extract::MARGIN;
use crate::finding::Token;
use crate::text::{Location, Text, Unit};

/// Groups of a document; more are counted without their label.
const MOST_GROUPS: usize = 4096;

/// Detection state of one document; what needs the whole document is settled in [`Session::facts`].
pub struct Session<'d> {
    pub(super) detector: &'d Detector,
    settings: Settings,
    engine: Option<Engine>,
    sweep: Sweep,
    /// Normalised values of one window.
    values: String,
    labels: Labels,
    pub(super) cells: Cells,
    pub(super) groups: Groups,
    /// Special categories that only count if the document is not about data protection, or only if it is about
    /// persons elsewhere.
    pub(super) if_no_policy: Groups,
    pub(super) if_persons: Groups,
    n_tokens: Vec<usize>,
    /// A special category stands with a sure identifier.
    pub(super) special_with_identifier: bool,
    pub(super) n_words: u64,
    pub(super) n_policy: u64,
    pub(super) policy_terms: Vec<u32>,
    token_input: Vec<u8>,
}

/// A term of a special category that is about a person.
pub struct SpecialTerm<'t> {
    pub span: Range<u32>,
    pub rule: u16,
    pub worth: Worth,
    location: Location<'t>,
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if let Some(engine) = self.engine.take() {
            self.detector.give_back(engine);
        }
    }
}

impl<'d> Session<'d> {
    pub(super) fn new(detector: &'d Detector, settings: &Settings) -> Self {
        Self {
            detector,
            settings: settings.clone(),
            engine: Some(detector.engine()),
            sweep: Sweep::default(),
            values: String::new(),
            labels: Labels::default(),
            cells: Cells::default(),
            groups: Groups::default(),
            if_no_policy: Groups::default(),
            if_persons: Groups::default(),
            n_tokens: vec![0; detector.rules.len()],
            special_with_identifier: false,
            n_words: 0,
            n_policy: 0,
            policy_terms: Vec::new(),
            token_input: Vec::new(),
        }
    }

    /// Takes the hits that start in `fresh`; the rest of the window is context.
    pub fn window(&mut self, text: &Text, fresh: Range<usize>) {
        let hits = self.hits(text, &fresh);
        for hit in hits.iter().filter(|hit| fresh.contains(&(hit.start as usize))) {
            self.count(text, hit);
        }
        self.special(text, &hits, &fresh);
        self.cells.add(text, &fresh);
        self.count_words(text, &fresh);
    }

    /// All hits of the fresh range and of the margins around it, each span given to one rule.
    pub(super) fn hits<'t>(&mut self, text: &'t Text, fresh: &Range<usize>) -> Vec<Hit<'t>> {
        let buf = text.buf.as_str();
        let from = buf.floor_char_boundary(fresh.start.saturating_sub(MARGIN));
        let to = buf.floor_char_boundary((fresh.end + MARGIN).min(buf.len()));
        if let Some(engine) = &mut self.engine {
            engine.sweep(buf, from..to, &mut self.sweep);
        }
        self.values.clear();
        self.labels.forget_addresses();
        let is_structured = |unit: Unit| {
            matches!(
                unit,
                Unit::Cell { .. } | Unit::Delimited { .. } | Unit::Json { .. } | Unit::Xml { .. }
            )
        };
        let mut collector = Collector {
            detector: self.detector,
            settings: &self.settings,
            buf,
            structured: text
                .marks
                .iter()
                .any(|mark| mark.label != 0 || is_structured(mark.unit)),
            border: text.marks.iter().find_map(|mark| match mark.unit {
                Unit::Delimited { sep, .. } => Some(sep),
                _ => None,
            }),
            values: &mut self.values,
            found: Vec::new(),
        };
        collector.collect(&self.sweep, &(from..to));
        let found = collector.found;
        let mut hits = self.judged(text, found, fresh);
        resolve(&mut hits, &self.detector.rules);
        self.beside(buf, &mut hits);
        hits
    }

    /// The normalised value of a hit of the last window.
    #[cfg(test)]
    pub(super) fn value_of(&self, hit: &Hit<'_>) -> &str {
        &self.values[hit.value.0 as usize..hit.value.1 as usize]
    }

    fn judged<'t>(&mut self, text: &'t Text, found: Vec<Found>, fresh: &Range<usize>) -> Vec<Hit<'t>> {
        let detector = self.detector;
        let mut locator = text.locator();
        let mut hits = Vec::with_capacity(found.len());
        for found in found {
            let location = locator.locate(found.start as usize);
            let rule = &detector.rules[usize::from(found.rule)];
            let span = found.start as usize..found.end as usize;
            let Some(engine) = &mut self.engine else { break };
            let (label_id, label) = self.labels.look_up(location.label, engine, detector);
            let Some(proven) = found.proven else {
                if fresh.contains(&span.start)
                    && location.row.is_some()
                    && is_whole_cell(&text.buf, &span, location.unit)
                {
                    let key = key(found.rule, &location, label_id);
                    group(&mut self.groups, key, text, &location, false).tried += 1;
                }
                continue;
            };
            let checked = proven.checked;
            let base = rule.base[usize::from(checked.form)];
            let place = (text.buf.as_str(), &span, self.sweep.terms.as_slice());
            let judged = detector.judge(rule, base, checked.class, place, (label, location.row.is_some()));
            let mut points = judged.points;
            if checked.implausible {
                points.add(Code::Implausible, detector.scale.confidence.implausible);
            }
            if checked.needs_context && !points.has_context() {
                // Below what is reported, but a column that is full of such values can lift it.
                let limit = detector.scale.confidence.low - 5;
                points.add(Code::NoContext, (limit - points.sum()).min(0));
            }
            hits.push(Hit {
                start: found.start,
                end: found.end,
                rule: found.rule,
                class: judged.class,
                published: checked.published,
                value: proven.value,
                birth: checked.birth,
                label: label_id,
                headed: judged.headed,
                location,
                points,
            });
        }
        hits
    }

    /// Points for other identifiers and birth dates beside a hit.
    fn beside(&self, buf: &str, hits: &mut [Hit<'_>]) {
        let scale = &self.detector.scale.confidence;
        for at in 0..hits.len() {
            let hit = &hits[at];
            let before = at.checked_sub(1).map(|before| &hits[before]);
            let beside = [before, hits.get(at + 1)].into_iter().flatten();
            let found = beside.into_iter().any(|other| self.detector.is_beside(hit, other));
            let born = hit.birth.is_some_and(|birth| {
                let span = hit.span();
                let row = super::special::line_around(buf, &span, 150);
                let row = buf.floor_char_boundary(row.start)..buf.floor_char_boundary(row.end);
                birth.day > 0
                    && hit.points.sum() < 99
                    && super::anchor::has_date(&buf[row], (birth.year, birth.month, birth.day))
            });
            let points = &mut hits[at].points;
            if found {
                points.add(Code::OtherIdentifier, scale.other_identifier);
            }
            if born {
                points.add(Code::BirthDate, scale.birth_date);
            }
        }
    }

    fn count(&mut self, text: &Text, hit: &Hit<'_>) {
        let rule = &self.detector.rules[usize::from(hit.rule)];
        if rule.file.silent || hit.published {
            return;
        }
        let value = &self.values[hit.value.0 as usize..hit.value.1 as usize];
        let input = &mut self.token_input;
        input.clear();
        input.extend_from_slice(rule.file.family.as_bytes());
        input.push(0);
        input.extend_from_slice(value.as_bytes());
        let token = Token::from(blake3::keyed_hash(&self.settings.key, input));
        let key = key(hit.rule, &hit.location, hit.label);
        let scale = &self.detector.scale.confidence;
        let group = group(&mut self.groups, key, text, &hit.location, hit.headed);
        if hit.location.row.is_some() && is_whole_cell(&text.buf, &hit.span(), hit.location.unit) {
            group.tried += 1;
            group.valid += 1;
        }
        let room = &mut self.n_tokens[usize::from(hit.rule)];
        let masked = || Raw::new(value).masked(rule.file.mask, &rule.file.category);
        add(group, text, hit, (token, scale.low, scale.column), room, masked);
    }

    fn count_words(&mut self, text: &Text, fresh: &Range<usize>) {
        let bytes = &text.buf.as_bytes()[fresh.clone()];
        let n = memchr::memchr_iter(b' ', bytes).count() + memchr::memchr_iter(b'\n', bytes).count();
        self.n_words += n as u64;
        for hit in &self.sweep.terms {
            if fresh.contains(&(hit.start as usize)) && self.detector.term(hit).policy {
                self.n_policy += 1;
                if !self.policy_terms.contains(&hit.term) {
                    self.policy_terms.push(hit.term);
                }
            }
        }
    }

    /// Counts the terms of special categories that start in the fresh range.
    fn special(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
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
        let mut locator = text.locator();
        let mut found = Vec::new();
        for (at, term) in super::context::terms_in(&terms, fresh).iter().enumerate() {
            // Of terms that overlap, the first stands for all.
            let at = at + terms.partition_point(|term| (term.start as usize) < fresh.start);
            let strong = detector.term(term).strong & !overlapping(detector, &terms, at);
            if strong == 0 {
                continue;
            }
            let location = locator.locate(term.start as usize);
            let name_in_row = self.row_has_name(text, &location);
            for (category, rule) in (0..).zip(&detector.special) {
                let Some(rule) = rule.filter(|_| strong & (1 << category) != 0) else {
                    continue;
                };
                if let Some(worth) = detector.worth(window, term, 1 << category, &location, name_in_row) {
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
            Some(hit) => self.values[hit.value.0 as usize..hit.value.1 as usize].to_owned(),
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
        let room = &mut self.n_tokens[usize::from(found.rule)];
        let masked = || Raw::new("").masked(rule.file.mask, rule.id().trim_start_matches("special."));
        add(group, text, &hit, (token, scale.confidence.low, 0), room, masked);
    }

    /// A row of a table in which persons are named.
    fn row_has_name(&mut self, text: &Text, location: &Location<'_>) -> bool {
        let Some(engine) = &mut self.engine else { return false };
        let mut is_name = |label: &str| self.labels.look_up(Some(label), engine, self.detector).1.name;
        match location.unit {
            Unit::Delimited { .. } => text.headings.iter().any(|heading| is_name(heading)),
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

fn key(rule: u16, location: &Location<'_>, label: u32) -> GroupKey {
    GroupKey {
        rule,
        series: Series::of(location).0,
        label,
    }
}

/// The group of a key; where there are too many, labels no longer tell them apart.
fn group<'g>(
    groups: &'g mut Groups,
    mut key: GroupKey,
    text: &Text,
    location: &Location<'_>,
    headed: bool,
) -> &'g mut Group {
    if groups.len() >= MOST_GROUPS && !groups.contains_key(&key) {
        key = GroupKey {
            series: Series::Lines,
            label: 0,
            ..key
        };
    }
    groups
        .entry(key)
        .or_insert_with(|| Group::new(tally::group_place(location, text), headed))
}

/// Adds a hit to its group.
fn add(
    group: &mut Group,
    text: &Text,
    hit: &Hit<'_>,
    (token, low, lift): (Token, i16, i16),
    n_tokens: &mut usize,
    masked: impl FnOnce() -> String,
) {
    let sum = hit.points.sum();
    if sum < low - lift {
        return;
    }
    group.count(&hit.points);
    let value = Value { sum, class: hit.class };
    let is_new = group.remember(token, value, *n_tokens < MOST_TOKENS);
    *n_tokens += usize::from(is_new);
    let kept = if sum >= low { &mut group.sure } else { &mut group.unsure };
    kept.place(Series::of(&hit.location).1);
    if is_new && kept.samples.len() < MOST_SAMPLES {
        kept.samples.push(Sample {
            token,
            masked: masked(),
            place: hit.location.place(text),
            sum,
        });
    }
}

/// Whether nothing else stands in the cell.
fn is_whole_cell(buf: &str, span: &Range<usize>, unit: Unit) -> bool {
    let sep = match unit {
        Unit::Delimited { sep, .. } => sep,
        _ => b'\t',
    };
    let is_border = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == sep || byte == b'\n');
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'"' | b'\'');
    let bytes = buf.as_bytes();
    is_border(bytes[..span.start].iter().rev().find(|byte| !is_blank(byte)))
        && is_border(bytes[span.end..].iter().find(|byte| !is_blank(byte)))
}
