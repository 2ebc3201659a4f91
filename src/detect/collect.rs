//! From the candidates of a sweep to proven values: neighbours, labels glued to them, validators.

use std::cell::OnceCell;
use std::ops::Range;

use super::active::Active;
use super::cells::{CUT, ends_value};
use super::digits::{self, Group, Joined};
use super::engine::{DigitRun, Sweep};
use super::neighbours::{Edges, End, begins, end, is_alone};
use super::rule::{Kind, Proof, Rule};
use super::validator::{Candidate, Checked, is_trivial};
use super::{Detector, Settings, keys, pairs, torn};
use crate::text::Unit;

/// What a rule tried at a span. Small, because these are sorted.
pub struct Found {
    pub start: u32,
    pub end: u32,
    pub rule: u16,
    /// Index of what was proven. None if it is not valid: it only counts for its column.
    pub proven: Option<u32>,
}

/// A proven value.
pub struct Proven {
    pub checked: Checked,
    /// Normalised, in the buffer of values.
    pub value: (u32, u32),
}

/// What is found in one window; kept from window to window for its memory.
#[derive(Default)]
pub struct Finds {
    pub found: Vec<Found>,
    pub proven: Vec<Proven>,
    /// Normalised values.
    pub values: String,
    /// From here on `found` is kept sorted: candidates of one kind come nearly in order.
    sorted_from: usize,
}

impl Finds {
    pub fn clear(&mut self) {
        self.forget_found();
        self.proven.clear();
        self.values.clear();
    }

    /// Forgets what was tried, but not what it proved.
    pub fn forget_found(&mut self) {
        self.sorted_from = 0;
        self.found.clear();
    }

    fn push(&mut self, found: Found) {
        self.found.push(found);
        let found = &mut self.found[self.sorted_from..];
        let mut at = found.len() - 1;
        while at > 0 && found[at - 1].key() > found[at].key() {
            found.swap(at - 1, at);
            at -= 1;
        }
    }
}

impl Found {
    fn key(&self) -> (u32, u32, u16) {
        (self.start, self.end, self.rule)
    }
}

/// Groups and digits of the number that is looked at; kept for their memory.
#[derive(Default)]
struct Room {
    groups: Vec<Group>,
    digits: Joined,
}

/// A span that rules are tried at, and what stands around it.
pub struct Spot<'c> {
    span: Range<usize>,
    digits: &'c str,
    n_groups: usize,
    edges: Edges,
    /// Nothing else stands in its cell.
    is_alone: OnceCell<bool>,
}

impl<'c> Spot<'c> {
    pub fn new(span: Range<usize>, edges: Edges, digits: &'c str, n_groups: usize) -> Self {
        Self {
            span,
            digits,
            n_groups,
            edges,
            is_alone: OnceCell::new(),
        }
    }
}

/// Collects what the rules prove in one window.
pub struct Collector<'c> {
    pub detector: &'c Detector,
    pub settings: &'c Settings,
    pub buf: &'c str,
    /// Cells, keys or labels are there: zeros may be padded.
    pub structured: bool,
    /// How the window's structured text is read: of its values failures are kept, for statistics of their column or key.
    pub structure: Option<Unit>,
    /// The same, where that is a table.
    pub cells: Option<Unit>,
    /// The border of cells in delimited text: no part of a number, whatever it is.
    pub border: Option<u8>,
    /// The rules that can find something in the window.
    pub active: &'c Active,
    pub finds: &'c mut Finds,
}

impl Collector<'_> {
    /// Tries everything that a sweep over `range` found.
    pub fn collect(&mut self, sweep: &Sweep, range: &Range<usize>) {
        let mut room = Room::default();
        for run in &sweep.digits {
            self.run(*run, false, &mut room);
        }
        self.next_kind();
        for run in &sweep.wrapped {
            self.run(*run, true, &mut room);
        }
        self.next_kind();
        for &at in &sweep.alnum {
            self.alnum(at as usize);
        }
        self.next_kind();
        for &at in &sweep.glued {
            self.account(at as usize);
        }
        self.subfields(range);
        self.next_kind();
        for line in &sweep.mrz {
            self.lines(*line);
        }
        self.next_kind();
        for &at in &sweep.ats {
            self.email(at as usize);
        }
        self.next_kind();
        self.boxed(sweep);
        self.next_kind();
        self.patterns(range);
        self.next_kind();
        self.cut_numbers(range);
        // Sorted parts one behind the other: they are merged.
        self.finds.found.sort_by_key(Found::key);
    }

    fn next_kind(&mut self) {
        self.finds.sorted_from = self.finds.found.len();
    }

    fn run(&mut self, run: DigitRun, wrapped: bool, room: &mut Room) {
        let detector = self.detector;
        let is_one_group = run.end - run.start == u32::from(run.digits);
        let is_short = usize::from(run.digits) < detector.digits.fewest && !(self.structured && is_one_group);
        let lengths = self.active.lengths;
        if is_one_group && !wrapped {
            return self.bare(run.start as usize..run.end as usize);
        }
        if is_short || (wrapped && !lengths.may_wrap(self.buf.as_bytes(), run)) {
            return;
        }
        if !self.may_stand(run, wrapped) {
            return;
        }
        let wanted = if wrapped { lengths.wrapped } else { lengths.wanted };
        let Room { groups, digits } = room;
        digits::groups(self.buf, run, groups);
        if self.structured {
            self.scientific(groups, digits);
        }
        let n_before = self.finds.found.len();
        digits::stretches(groups, wanted, |range, signature, n_digits| {
            let stretch = &groups[range];
            let wraps = stretch.iter().skip(1).filter(|group| group.separator.wraps).count();
            if wraps == usize::from(wrapped) {
                self.stretch(stretch, (signature, n_digits), wrapped, digits);
            }
        });
        if !wrapped && run.digits >= pairs::FEWEST_DIGITS && self.finds.found.len() == n_before {
            self.pair(groups);
        }
    }

    /// Whether a number may begin and end in a run, as far as the signs around the run and the spaces in it tell.
    fn may_stand(&self, run: DigitRun, wrapped: bool) -> bool {
        let span = run.start as usize..run.end as usize;
        let edges = Edges::of(self.buf, &span, self.border);
        // "8.5073095180E+10"
        if edges.behind == Some(b'E') {
            return true;
        }
        let bytes = &self.buf.as_bytes()[span];
        let line_end = memchr::memchr(b'\n', bytes).filter(|_| wrapped);
        let (left, right) = line_end.map_or((bytes, bytes), |at| (&bytes[..at], &bytes[at + 1..]));
        let has_space = |part: &[u8]| part.iter().any(u8::is_ascii_whitespace);
        let signs = self.active.signs;
        (signs.allow_before(edges) || has_space(left)) && (signs.allow_behind(edges) || has_space(right))
    }

    /// Tries a number without separators.
    fn bare(&mut self, span: Range<usize>) {
        let active = self.active;
        let edges = Edges::of(self.buf, &span, self.border);
        let rules = active.bare(span.len());
        if rules.is_empty() || !active.signs.allow(edges) {
            return;
        }
        let spot = Spot::new(span.clone(), edges, &self.buf[span], 1);
        for &rule_at in rules {
            self.attempt_at(rule_at, &spot);
        }
    }

    /// "8.5073095180E+10": a number cell as some programs export it, with all its digits.
    fn scientific(&mut self, groups: &[Group], room: &mut Joined) {
        let [first, rest] = groups else { return };
        let Some(power) = self.buf[rest.end as usize..].strip_prefix("E+") else {
            return;
        };
        let n = power.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let n_digits = (first.end - first.start + rest.end - rest.start) as usize;
        if first.end - first.start != 1 || power[..n].parse() != Ok(n_digits - 1) {
            return;
        }
        let digits = digits::joined(self.buf, groups, room);
        let span = first.start as usize..rest.end as usize + 2 + n;
        let detector = self.detector;
        for rule_at in detector.digits.bare(n_digits, true) {
            self.attempt(rule_at, span.clone(), digits, 1);
        }
    }

    fn stretch(&mut self, groups: &[Group], (signature, n_digits): (u64, usize), wrapped: bool, room: &mut Joined) {
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else {
            return;
        };
        let span = first.start as usize..last.end as usize;
        if groups.len() == 1 {
            return self.bare(span);
        }
        let (detector, active) = (self.detector, self.active);
        let shaped = detector.digits.shaped(signature);
        let counted = detector.digits.counted(n_digits);
        if shaped.is_empty() && counted.is_empty() {
            return;
        }
        let edges = Edges::of(self.buf, &span, self.border);
        if !active.signs.allow(edges) {
            return;
        }
        let spot = Spot::new(span, edges, digits::joined(self.buf, groups, room), groups.len());
        let may_wrap = |rule: &Rule| !wrapped || rule.file.find.wrapped;
        for &(rule_at, grouping) in shaped {
            let rule = detector.rule(rule_at);
            if rule.groupings[usize::from(grouping)].fits(groups) && may_wrap(rule) {
                self.attempt_at(rule_at, &spot);
            }
        }
        for &rule_at in counted {
            if may_wrap(detector.rule(rule_at)) {
                self.attempt_at(rule_at, &spot);
            }
        }
    }

    /// Lets a rule's validator judge a span; says whether it is valid.
    pub(super) fn attempt(&mut self, rule_at: u16, span: Range<usize>, digits: &str, n_groups: usize) -> bool {
        let edges = Edges::of(self.buf, &span, self.border);
        self.attempt_at(rule_at, &Spot::new(span, edges, digits, n_groups))
    }

    /// What stands before is asked last: it costs more than check digits, and few get so far.
    pub(super) fn attempt_at(&mut self, rule_at: u16, spot: &Spot<'_>) -> bool {
        let rule = self.detector.rule(rule_at);
        if !self.active.has(rule_at) {
            return false;
        }
        let is_email = rule.file.find.kind == Kind::Email;
        if !rule.signs.allow(spot.edges) {
            return false;
        }
        let candidate = Candidate {
            buf: self.buf,
            start: spot.span.start,
            end: spot.span.end,
            digits: spot.digits,
            n_groups: spot.n_groups,
            labels: match spot.edges.may_have_label() && !is_email {
                true => &rule.file.find.labels,
                false => &[],
            },
        };
        let end = match is_email || spot.edges.ends {
            true => End::Whole,
            false => end(rule, &candidate, self.structured),
        };
        if end == End::Part {
            return false;
        }
        let from = self.finds.values.len();
        let proven = self
            .check(rule, &candidate)
            .filter(|_| !torn::is_by_chance(rule, &candidate));
        let checked = proven.map(|checked| Checked {
            keyword_only: checked.keyword_only
                || spot.edges.is_behind_key()
                    && !candidate.glued_label()
                    && keys::is_of_any(rule, self.is_unsure(rule, checked.form))
                || self.needs_word(rule, candidate.text(), checked.form),
            next_only: checked.next_only || end == End::IfNamed || spot.edges.is_behind_hash() && !is_email,
            ..checked
        });
        let counts = checked.is_some() || end == End::Whole && self.is_counted_failure(rule, spot);
        if !counts || !(is_email || spot.edges.begins || begins(rule, &candidate)) {
            self.finds.values.truncate(from);
            return false;
        }
        self.keep(rule_at, &candidate, from, checked)
    }

    /// What a rule's validator says of a value, whose normalised form it may append to the values.
    pub(super) fn check(&mut self, rule: &Rule, candidate: &Candidate<'_>) -> Option<Checked> {
        let values = &mut self.finds.values;
        let from = values.len();
        let checked = match rule.validator {
            Some(validator) => validator.prove(candidate, self.settings, values),
            None => Some(Checked::default()),
        };
        if checked.is_none() && self.is_cut(rule, candidate) {
            self.finds.values.truncate(from);
            return Some(CUT);
        }
        checked
    }

    /// Whether the way in which a value is written makes it less sure: over a line end, where lines of other numbers look
    /// alike, or with an exponent.
    fn needs_word(&self, rule: &Rule, value: &str, form: u8) -> bool {
        let find = &rule.file.find;
        match find.kind {
            Kind::Digits if find.proof == Proof::CheckDigits => {
                value.contains('\n') && self.is_unsure(rule, form) || find.padded_from.is_none() && value.contains('E')
            }
            Kind::Digits => value.contains('E'),
            Kind::Alnum => value.contains('\n') && self.is_unsure(rule, form),
            _ => false,
        }
    }

    fn is_unsure(&self, rule: &Rule, form: u8) -> bool {
        rule.base[usize::from(form)] < self.detector.scale.confidence.medium
    }

    /// Writes down what was tried; the normalised value, if the validator wrote one, begins at `from`.
    pub(super) fn keep(&mut self, rule: u16, candidate: &Candidate<'_>, from: usize, checked: Option<Checked>) -> bool {
        let finds = &mut *self.finds;
        if checked.is_none() {
            finds.values.truncate(from);
        } else if finds.values.len() == from {
            finds.values.push_str(candidate.digits);
        }
        let value = (from as u32, finds.values.len() as u32);
        let valid = checked.is_some();
        finds.push(Found {
            start: candidate.start as u32,
            end: candidate.end as u32,
            rule,
            proven: valid.then_some(finds.proven.len() as u32),
        });
        finds.proven.extend(checked.map(|checked| Proven { checked, value }));
        valid
    }

    /// What a column is not is only asked of whole cells, and of rules that can tell it. What has letters was only tried in the
    /// length or the shape of its rule; what has a plan is grouped in ways of its own abroad, and
    /// one digit over and over is an empty cell.
    fn is_counted_failure(&self, rule: &Rule, spot: &Spot<'_>) -> bool {
        let find = &rule.file.find;
        let is_bare = || spot.n_groups == 1 && spot.span.len() == spot.digits.len();
        rule.counts_failures()
            && (find.proof != Proof::Plan || is_bare() && !is_trivial(spot.digits))
            && (find.kind == Kind::Alnum || find.counts.iter().any(|&count| spot.digits.len() >= count))
            && *spot.is_alone.get_or_init(|| {
                let is_alone = |unit| is_alone(self.buf, spot.span.clone(), |byte| ends_value(unit, byte));
                self.structure.is_some_and(is_alone)
            })
    }
}
