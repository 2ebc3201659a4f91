//! From the candidates of a sweep to proven values: neighbours, labels glued to them, validators.

use std::ops::Range;

use super::digits::{self, Group, MOST_DIGITS};
use super::engine::{DigitRun, Sweep};
use super::rule::{Kind, Rule};
use super::validator::{Candidate, Checked};
use super::{Detector, Settings};

/// Text before and after a candidate that is looked at.
const REACH: usize = 96;

/// What a rule tried at a span.
pub struct Found {
    pub start: u32,
    pub end: u32,
    pub rule: u16,
    /// None if it is not valid: it only counts for its column.
    pub proven: Option<Proven>,
}

/// A proven value.
pub struct Proven {
    pub checked: Checked,
    /// Normalised, in the buffer of values.
    pub value: (u32, u32),
}

/// Collects what the rules prove in one window.
pub struct Collector<'c> {
    pub detector: &'c Detector,
    pub settings: &'c Settings,
    pub buf: &'c str,
    /// Cells, keys or labels are there: zeros may be padded.
    pub structured: bool,
    /// Cells are there: failures are kept for column statistics,
    pub tables: bool,
    /// where they start in this range.
    pub fresh: Range<usize>,
    /// The border of cells in delimited text: no part of a number, whatever it is.
    pub border: Option<u8>,
    pub values: &'c mut String,
    pub found: Vec<Found>,
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
        for &at in &sweep.ats {
            self.email(at as usize);
        }
        self.boxed(sweep);
        for &rule_at in &self.detector.patterns {
            self.pattern(rule_at, range);
        }
        self.found.sort_by_key(|found| (found.start, found.end, found.rule));
    }

    fn run(&mut self, run: DigitRun, wrapped: bool, groups: &mut Vec<Group>) {
        if usize::from(run.digits) < self.detector.digits.fewest(self.structured) {
            return;
        }
        digits::groups(self.buf, run, groups);
        digits::stretches(groups, |range, signature, n_digits| {
            let stretch = &groups[range];
            let wraps = stretch.iter().skip(1).filter(|group| group.separator.wraps).count();
            if wraps == usize::from(wrapped) {
                self.stretch(stretch, signature, n_digits, wrapped);
            }
        });
    }

    fn stretch(&mut self, groups: &[Group], signature: u64, n_digits: usize, wrapped: bool) {
        let detector = self.detector;
        let shaped = detector.digits.shaped(signature);
        let counted = if wrapped {
            &[][..]
        } else {
            detector.digits.counted(n_digits)
        };
        let padded = match groups {
            [_] if self.structured => detector.digits.padded(n_digits),
            _ => &[],
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
            self.attempt(rule_at, span.clone(), digits, groups.len());
        }
    }

    /// Lets a rule's validator judge a span; says whether it is valid.
    pub(super) fn attempt(&mut self, rule_at: u16, span: Range<usize>, digits: &str, n_groups: usize) -> bool {
        let rule = &self.detector.rules[usize::from(rule_at)];
        let buf = self.buf;
        let may_start = rule
            .validator
            .is_none_or(|validator| (validator.may_start)(buf, span.start));
        if !may_start && !self.keeps_failure(rule, &span, digits) {
            return false;
        }
        let before = &buf[buf.floor_char_boundary(span.start.saturating_sub(REACH))..span.start];
        let after = &buf[span.end..buf.floor_char_boundary((span.end + REACH).min(buf.len()))];
        let Some(glued_label) = self.stands_alone(rule, before, after) else {
            return false;
        };
        let candidate = Candidate {
            digits,
            text: &buf[span.clone()],
            before,
            after,
            n_groups,
            n_separators: n_groups - 1,
            glued_label,
        };
        let from = self.values.len();
        let checked = match rule.validator {
            Some(_) if !may_start => None,
            Some(validator) => (validator.check)(&candidate, self.settings, self.values),
            None => Some(Checked::default()),
        };
        let valid = checked.is_some();
        if !valid {
            self.values.truncate(from);
            if !self.keeps_failure(rule, &span, digits) {
                return false;
            }
        } else if self.values.len() == from {
            self.values.push_str(digits);
        }
        let value = (from as u32, self.values.len() as u32);
        self.found.push(Found {
            start: span.start as u32,
            end: span.end as u32,
            rule: rule_at,
            proven: checked.map(|checked| Proven { checked, value }),
        });
        valid
    }

    /// Whether a column's statistics need to know that the rule's check refuses the span.
    fn keeps_failure(&self, rule: &Rule, span: &Range<usize>, digits: &str) -> bool {
        self.tables
            && rule.file.find.counts.iter().any(|&count| digits.len() >= count)
            && self.fresh.contains(&span.start)
            && self.border.is_none_or(|sep| is_whole_cell(self.buf, span, sep))
    }

    /// Whether a value is not part of something longer; true if a label of the rule is glued to it.
    fn stands_alone(&self, rule: &Rule, before: &str, after: &str) -> Option<bool> {
        if rule.file.find.kind == Kind::Email {
            return Some(false);
        }
        // By far the most stand between these.
        let is_border = |byte: Option<&u8>| {
            byte.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b';' | b'"') || self.border == Some(*byte))
        };
        if !is_border(after.as_bytes().first()) && !may_end(rule, after) {
            return None;
        }
        if is_border(before.as_bytes().last()) {
            return Some(false);
        }
        let glued_label = has_glued_label(rule, before);
        ((glued_label || may_begin(rule, before)) && !is_in_url(before)).then_some(glued_label)
    }
}

/// "RRN85073095180", "NN:850730…": a label of the rule with at most a colon, dot or equals sign between.
fn has_glued_label(rule: &Rule, before: &str) -> bool {
    let bare = before.trim_end_matches([':', '.', '=']);
    rule.file.find.labels.iter().any(|label| {
        let full = if label.ends_with(':') { before } else { bare };
        let Some(at) = full
            .len()
            .checked_sub(label.len())
            .filter(|&at| full.is_char_boundary(at))
        else {
            return false;
        };
        full[at..].eq_ignore_ascii_case(label) && !full[..at].ends_with(|c: char| c.is_alphanumeric())
    })
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

/// Whether nothing else stands in the cell.
pub fn is_whole_cell(buf: &str, span: &Range<usize>, sep: u8) -> bool {
    let is_border = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == sep || byte == b'\n');
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'"' | b'\'');
    let bytes = buf.as_bytes();
    is_border(bytes[..span.start].iter().rev().find(|byte| !is_blank(byte)))
        && is_border(bytes[span.end..].iter().find(|byte| !is_blank(byte)))
}
