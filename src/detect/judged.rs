//! From what was tried to hits: whether it counts where it stands, and the points for and against it.

use std::ops::Range;

use super::Session;
use super::amount;
use super::cells::ends_value;
use super::company::is_in_firms_field;
use super::context::{Judged, LabelInfo, terms_reach};
use super::doubt::{self, Doubt};
use super::engine::TermHit;
use super::hit::{Code, Hit, Points};
use super::neighbours::is_alone;
use super::rule::{Kind, Rule};
use super::session::emptied;
use super::tally::{group, key};
use super::validator::Checked;
use crate::text::{Location, Text, Unit};

impl Session<'_> {
    /// Everything that was tried in the window, in order.
    pub(super) fn judged<'t>(&mut self, text: &'t Text, fresh: &Range<usize>) -> Vec<Hit<'t>> {
        let detector = self.detector;
        let mut locator = text.locator();
        let mut hits = emptied(std::mem::take(&mut self.hits));
        let mut terms = self.sweep.terms.as_slice();
        for found in &self.finds.found {
            let location = locator.locate(found.start as usize);
            let rule = detector.rule(found.rule);
            let span = found.start as usize..found.end as usize;
            let Some(engine) = &mut self.engine else { break };
            let (label_id, label) = self.labels.look_up(location.label, engine, detector);
            let label = detector
                .foreign
                .told(found.rule, rule, label, (text, &location, span.start));
            let is_named = label.names(rule);
            let reach = terms_reach(&span);
            let behind = terms.iter().position(|term| term.start as usize >= reach.start);
            terms = &terms[behind.unwrap_or(terms.len())..];
            // Not all the rest of the window: each value asks for them.
            let near = terms
                .iter()
                .take_while(|term| (term.start as usize) < reach.end)
                .count();
            let place = (text, &span, &terms[..near]);
            let proven = found.proven.map(|at| &self.finds.proven[at as usize]);
            let weighed = proven.and_then(|proven| self.weighed(rule, &proven.checked, place, (label, &location)));
            let (Some(proven), Some(judged)) = (proven, weighed) else {
                let is_failure = proven.is_none_or(|proven| proven.checked.cut) && rule.counts_failures();
                let may_be = is_failure && (!rule.file.find.keyword_only || is_named);
                if may_be && fresh.contains(&span.start) && is_whole_value(&text.buf, &span, location.unit) {
                    let key = key(found.rule, &location, label_id);
                    group(&mut self.groups, key, text, &location, false).tried += 1;
                }
                continue;
            };
            let is_other = rule.class.is_some_and(|class| match (location.row, &mut self.engine) {
                (None, _) => is_in_firms_field(&text.buf, &span),
                (Some(_), Some(engine)) => {
                    let place = (text, &location, span.start);
                    self.labels.row_speaks(place, &class, engine, detector)
                }
                (Some(_), None) => false,
            });
            let other = rule.class.filter(|_| is_other).map(|class| class.class);
            let class = other.unwrap_or(judged.class);
            hits.push(Hit {
                start: found.start,
                end: found.end,
                rule: found.rule,
                class,
                published: proven.checked.published,
                value: proven.value,
                birth: proven.checked.birth,
                label: label_id,
                headed: judged.headed,
                cut: proven.checked.cut,
                location,
                points: judged.points,
            });
        }
        hits
    }

    /// The points of a proven value and its class; none where it does not count.
    fn weighed(
        &self,
        rule: &Rule,
        checked: &Checked,
        (text, span, terms): (&Text, &Range<usize>, &[TermHit]),
        (label, location): (LabelInfo, &Location<'_>),
    ) -> Option<Judged> {
        let buf = text.buf.as_str();
        let in_text = !is_structured(location.unit) && location.label.is_none();
        if in_text && needs_structure(rule, &buf[span.clone()]) {
            return None;
        }
        let base = rule.base[usize::from(checked.form)];
        let place = (buf, span, terms);
        let mut judged = self
            .detector
            .judge(rule, base, checked.class, place, (label, location.row.is_some()));
        let doubted = (text, span, terms);
        if self
            .detector
            .is_refused(checked.doubt, rule, doubted, location, &judged)
        {
            return None;
        }
        let negative = self.detector.scale.confidence.negative;
        doubt::lower(
            checked.doubt,
            buf,
            span,
            location.row.is_some(),
            (&mut judged, negative),
        );
        let may_be_other = location.row.is_none() && checked.doubt == Doubt::None;
        if may_be_other && is_of_other(rule, buf, span, &judged) {
            judged.points.add(Code::NegativeKeyword, negative);
        }
        // The label of a form may stand in the cell before.
        let in_row = location.row.is_some() && judged.by_keyword;
        let is_headed = label.context & rule.keywords != 0;
        let is_labelled = is_headed || judged.follows || in_row && !checked.next_only;
        if (checked.heading_only || checked.next_only) && !is_labelled {
            return None;
        }
        self.correct(rule, checked, &mut judged).then_some(judged)
    }

    /// What lowers a value that counts; says whether it still does.
    fn correct(&self, rule: &Rule, checked: &Checked, judged: &mut Judged) -> bool {
        let scale = &self.detector.scale.confidence;
        let points = &mut judged.points;
        if checked.cut {
            *points = Points::default();
            points.add(Code::LostDigits, scale.low);
        }
        if checked.implausible {
            points.add(Code::Implausible, scale.implausible);
        }
        if self.technical {
            points.add(Code::Technical, scale.technical);
        }
        if (checked.keyword_only || rule.file.find.keyword_only) && !judged.named {
            return false;
        }
        if checked.needs_context && !points.has_context() {
            // Below what is reported, but a column that is full of such values can lift it.
            points.add(Code::NoContext, (scale.low - 5 - points.sum()).min(0));
        }
        true
    }
}

/// Whether a number in bare digits that nothing names is an amount, or that of the thing right before it: "versie 850…".
fn is_of_other(rule: &Rule, buf: &str, span: &Range<usize>, judged: &Judged) -> bool {
    let is_bare = || buf[span.clone()].bytes().all(|byte| byte.is_ascii_digit());
    let may_be = rule.file.find.kind == Kind::Digits && !judged.named && !judged.points.has(Code::NegativeKeyword);
    // Whoever is named beside it has the number, and the amount is another one.
    let is_amount = || amount::has_own_currency(buf, span) && !doubt::has_word(buf, span, doubt::is_name);
    may_be && is_bare() && (is_amount() || doubt::has_number(buf, span))
}

/// A number without its leading zeros, or with an exponent, is only one in a cell, under a key or a label.
fn needs_structure(rule: &Rule, value: &str) -> bool {
    let find = &rule.file.find;
    let least = find.counts.iter().min().copied().unwrap_or(0);
    find.padded_from.is_some() && value.len() < least || find.kind == Kind::Digits && value.contains('E')
}

pub(super) fn is_structured(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Cell { .. } | Unit::Delimited { .. } | Unit::Json { .. } | Unit::Xml { .. }
    )
}

pub(super) fn is_table(unit: Unit) -> bool {
    matches!(unit, Unit::Cell { .. } | Unit::Delimited { .. })
}

/// Whether nothing else stands in the cell, or under the key.
pub(super) fn is_whole_value(buf: &str, span: &Range<usize>, unit: Unit) -> bool {
    is_structured(unit) && is_alone(buf, span.clone(), |byte| ends_value(unit, byte))
}
