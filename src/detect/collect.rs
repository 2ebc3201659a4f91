//! From the candidates of a sweep to proven values: neighbours, labels glued to them, validators.

use std::ops::Range;

use super::cells::{CUT, ends_value};
use super::digits::{self, Group, MOST_DIGITS};
use super::engine::{DigitRun, Sweep};
use super::lexicon::Lists;
use super::rule::{Kind, Proof, Rule};
use super::validator::{Candidate, Checked};
use super::{Detector, Settings};
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
}

impl Finds {
    pub fn clear(&mut self) {
        self.found.clear();
        self.proven.clear();
        self.values.clear();
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
    /// The context lists that something in the window is of, headings and labels included.
    pub context: Lists,
    pub finds: &'c mut Finds,
}

impl Collector<'_> {
    /// Tries everything that a sweep over `range` found.
    pub fn collect(&mut self, sweep: &Sweep, range: &Range<usize>) {
        let mut groups = Vec::new();
        for run in &sweep.digits {
            self.run(*run, false, &mut groups);
        }
        for run in &sweep.wrapped {
            self.run(*run, true, &mut groups);
        }
        for &at in &sweep.alnum {
            self.alnum(at as usize);
        }
        for line in &sweep.mrz {
            self.lines(*line);
        }
        for &at in &sweep.ats {
            self.email(at as usize);
        }
        self.boxed(sweep);
        self.patterns(range);
        self.cut_numbers(range);
        self.finds
            .found
            .sort_by_key(|found| (found.start, found.end, found.rule));
    }

    fn run(&mut self, run: DigitRun, wrapped: bool, groups: &mut Vec<Group>) {
        let detector = self.detector;
        let is_one_group = run.end - run.start == u32::from(run.digits);
        let is_short = usize::from(run.digits) < detector.digits.fewest && !(self.structured && is_one_group);
        if is_short || (wrapped && !detector.digits.may_wrap(self.buf.as_bytes(), run)) {
            return;
        }
        digits::groups(self.buf, run, groups);
        if self.structured {
            self.scientific(groups);
        }
        digits::stretches(groups, detector.digits.wanted, |range, signature, n_digits| {
            let stretch = &groups[range];
            let wraps = stretch.iter().skip(1).filter(|group| group.separator.wraps).count();
            if wraps == usize::from(wrapped) {
                self.stretch(stretch, signature, n_digits, wrapped);
            }
        });
    }

    /// "8.5073095180E+10": a number cell as some programs export it, with all its digits.
    fn scientific(&mut self, groups: &[Group]) {
        let [first, rest] = groups else { return };
        let Some(power) = self.buf[rest.end as usize..].strip_prefix("E+") else {
            return;
        };
        let n = power.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let n_digits = (first.end - first.start + rest.end - rest.start) as usize;
        if first.end - first.start != 1 || power[..n].parse() != Ok(n_digits - 1) {
            return;
        }
        let mut room = [0; MOST_DIGITS];
        let digits = digits::joined(self.buf, groups, &mut room);
        let span = first.start as usize..rest.end as usize + 2 + n;
        let detector = self.detector;
        for &rule_at in detector.digits.padded(n_digits - 1) {
            self.attempt(rule_at, span.clone(), digits, 1);
        }
    }

    fn stretch(&mut self, groups: &[Group], signature: u64, n_digits: usize, wrapped: bool) {
        let detector = self.detector;
        let shaped = detector.digits.shaped(signature);
        let counted = detector.digits.counted(n_digits);
        let padded = match self.structured && groups.len() == 1 {
            true => detector.digits.padded(n_digits),
            false => &[],
        };
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else {
            return;
        };
        if shaped.is_empty() && counted.is_empty() && padded.is_empty() {
            return;
        }
        let mut room = [0; MOST_DIGITS];
        let digits = digits::joined(self.buf, groups, &mut room);
        let span = first.start as usize..last.end as usize;
        for &(rule_at, grouping) in shaped {
            let rule = &detector.rules[usize::from(rule_at)];
            if rule.groupings[usize::from(grouping)].fits(groups) && (!wrapped || rule.file.find.wrapped) {
                self.attempt(rule_at, span.clone(), digits, groups.len());
            }
        }
        for &rule_at in counted.iter().chain(padded) {
            if wrapped && !detector.rules[usize::from(rule_at)].file.find.wrapped {
                continue;
            }
            self.attempt(rule_at, span.clone(), digits, groups.len());
        }
    }

    /// Lets a rule's validator judge a span; says whether it is valid. What stands before is asked last: it costs more
    /// than check digits, and few get so far.
    pub(super) fn attempt(&mut self, rule_at: u16, span: Range<usize>, digits: &str, n_groups: usize) -> bool {
        let rule = &self.detector.rules[usize::from(rule_at)];
        if !self.may_be(rule) {
            return false;
        }
        let bytes = self.buf.as_bytes();
        let is_email = rule.file.find.kind == Kind::Email;
        if !is_email && !self.is_border(bytes.get(span.end)) && !may_end(rule, &self.buf[span.end..]) {
            return false;
        }
        let before = span.start.checked_sub(1).map(|at| &bytes[at]);
        let stands_free = is_email || self.is_border(before);
        let may_be_label =
            before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'.' | b'='));
        let candidate = Candidate {
            buf: self.buf,
            start: span.start,
            end: span.end,
            digits,
            n_groups,
            labels: if may_be_label && !stands_free {
                &rule.file.find.labels
            } else {
                &[]
            },
        };
        let from = self.finds.values.len();
        let checked = match rule.validator {
            Some(validator) => (validator.check)(&candidate, self.settings, &mut self.finds.values),
            None => Some(Checked::default()),
        };
        let checked = checked.or_else(|| {
            let is_cut = self.is_cut(rule, &candidate);
            is_cut.then(|| {
                self.finds.values.truncate(from);
                CUT
            })
        });
        let counts = checked.is_some() || self.is_counted_failure(rule, &candidate);
        if !counts || !(stands_free || begins(rule, &candidate)) {
            self.finds.values.truncate(from);
            return false;
        }
        self.keep(rule_at, &candidate, from, checked)
    }

    /// Whether a rule that needs a keyword has one in the window; if it is near is asked where it is found.
    pub(super) fn may_be(&self, rule: &Rule) -> bool {
        !rule.file.find.keyword_only || rule.keywords & self.context != 0
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
        finds.found.push(Found {
            start: candidate.start as u32,
            end: candidate.end as u32,
            rule,
            proven: valid.then_some(finds.proven.len() as u32),
        });
        finds.proven.extend(checked.map(|checked| Proven { checked, value }));
        valid
    }

    /// By far the most values stand between these.
    fn is_border(&self, byte: Option<&u8>) -> bool {
        byte.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b';' | b'"') || self.border == Some(*byte))
    }

    /// What a column is not is only asked of whole cells, and of rules that report and have check digits.
    fn is_counted_failure(&self, rule: &Rule, candidate: &Candidate<'_>) -> bool {
        let find = &rule.file.find;
        !rule.file.silent
            && find.proof == Proof::CheckDigits
            && find.counts.iter().any(|&count| candidate.digits.len() >= count)
            && self
                .structure
                .is_some_and(|unit| is_alone(self.buf, candidate.start..candidate.end, |byte| ends_value(unit, byte)))
    }
}

/// Whether nothing but blanks and quotes is between a span and the borders around it.
pub fn is_alone(buf: &str, span: Range<usize>, is_border: impl Fn(u8) -> bool) -> bool {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'"' | b'\'');
    let ends = |byte: Option<&u8>| byte.is_none_or(|&byte| is_border(byte));
    let bytes = buf.as_bytes();
    ends(bytes[..span.start].iter().rev().find(|byte| !is_blank(byte)))
        && ends(bytes[span.end..].iter().find(|byte| !is_blank(byte)))
}

/// Whether a value that does not stand free is not the end of something longer.
fn begins(rule: &Rule, candidate: &Candidate<'_>) -> bool {
    let before = candidate.before();
    (candidate.glued_label() || may_begin(rule, before)) && !is_in_url(before)
}

/// Whether what stands before leaves a value whole (DETECTION § 1, neighbour rules).
fn may_begin(rule: &Rule, before: &str) -> bool {
    let Some(last) = before.chars().next_back() else {
        return true;
    };
    if rule.file.find.before.contains(last) {
        return true;
    }
    match last {
        '.' => before[..before.len() - 1].ends_with(char::is_alphabetic),
        '_' | '%' | '#' | '=' | '&' | '@' | '$' | '+' | '/' | '\\' | '*' => false,
        // "nr85…"
        'r' | 'R' => {
            let word = before.trim_end_matches(char::is_alphanumeric).len();
            before[word..].eq_ignore_ascii_case("nr")
        }
        last => !last.is_alphanumeric(),
    }
}

fn may_end(rule: &Rule, after: &str) -> bool {
    // A float's ".0" belongs to the number.
    let after = match after.strip_prefix(".0") {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) && rule.file.find.kind == Kind::Digits => rest,
        _ => after,
    };
    let mut chars = after.chars();
    let Some(first) = chars.next() else { return true };
    if rule.file.find.kind == Kind::Email || rule.file.find.after.contains(first) {
        return true;
    }
    let then_digit = chars.next().is_some_and(|next| next.is_ascii_digit());
    match first {
        '-' | '.' | '/' | ',' | ':' => !then_digit,
        '_' | '%' | '@' => false,
        first => !first.is_alphanumeric(),
    }
}

/// Whether the word that goes on to a candidate is a web address.
fn is_in_url(before: &str) -> bool {
    memchr::memmem::rfind(before.as_bytes(), b"://").is_some_and(|at| {
        !before[at..].contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ';' | '|'))
    })
}
