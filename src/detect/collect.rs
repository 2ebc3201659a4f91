//! From the candidates of a sweep to proven values: neighbours, labels glued to them, validators.

use std::ops::Range;

use super::digits::{self, Group, MOST_DIGITS};
use super::engine::{DigitRun, Sweep};
use super::rule::{Kind, Rule};
use super::validator::{self, Candidate, Checked};
use super::{Detector, Settings};

/// Text before and after a candidate that is looked at.
const REACH: usize = 96;

/// Boxes begin at most this far behind their keyword, and there are at least so many.
const BOXES_REACH: usize = 60;
const FEWEST_BOXES: usize = 11;

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
    /// Cells, keys or labels are there: failures are kept for column statistics, and zeros may be padded.
    pub structured: bool,
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
        for &(rule_at, grouping) in detector.digits.shaped(signature) {
            let rule = &detector.rules[usize::from(rule_at)];
            if rule.groupings[usize::from(grouping)].fits(groups) && (!wrapped || rule.file.find.wrapped) {
                self.number(rule_at, groups);
            }
        }
        for &rule_at in detector.digits.counted(n_digits) {
            if !wrapped {
                self.number(rule_at, groups);
            }
        }
        if self.structured && groups.len() == 1 {
            for &rule_at in detector.digits.padded(n_digits) {
                self.number(rule_at, groups);
            }
        }
    }

    fn number(&mut self, rule_at: u16, groups: &[Group]) {
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else {
            return;
        };
        let mut room = [0; MOST_DIGITS];
        let digits = digits::joined(self.buf, groups, &mut room);
        self.attempt(rule_at, first.start as usize..last.end as usize, digits, groups.len());
    }

    /// Letters and digits from `start`: an IBAN, a reference.
    fn alnum(&mut self, start: usize) {
        let bytes = self.buf.as_bytes();
        let Some(&[a, b]) = bytes.get(start..start + 2).and_then(<[u8]>::first_chunk) else {
            return;
        };
        let letters = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
        let detector = self.detector;
        for &rule_at in &detector.alnum {
            let rule = &detector.rules[usize::from(rule_at)];
            let fixed = rule.file.find.letters.as_deref();
            let exact = match fixed {
                Some(fixed) if fixed.as_bytes() == letters => None,
                Some(_) => continue,
                None => match validator::iban_length(&letters) {
                    Some(length) => Some(length),
                    None => continue,
                },
            };
            self.alnum_of(rule_at, start, exact, rule.file.find.wrapped);
        }
    }

    /// Tries the exact length, or else the longest that ends with a group and is valid.
    fn alnum_of(&mut self, rule_at: u16, start: usize, exact: Option<usize>, may_wrap: bool) {
        let bytes = self.buf.as_bytes();
        let mut value = [0_u8; validator::LONGEST_IBAN];
        let most = exact.unwrap_or(25);
        let (mut n, mut at, mut n_groups, mut wrapped) = (0, start, 1, !may_wrap);
        let mut ends = [(0_usize, 0_usize, 0_usize); validator::LONGEST_IBAN];
        let mut n_ends = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                if n == most {
                    break;
                }
                value[n] = byte.to_ascii_uppercase();
                n += 1;
                at += 1;
                if !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                    ends[n_ends] = (n, at, n_groups);
                    n_ends += 1;
                }
                continue;
            }
            let Some(next) = separator_end(bytes, at, &mut wrapped) else {
                break;
            };
            at = next;
            n_groups += 1;
        }
        for &(n, end, n_groups) in ends[..n_ends].iter().rev() {
            if exact.is_some_and(|exact| exact != n) {
                break;
            }
            let Ok(text) = str::from_utf8(&value[..n]) else { return };
            if self.attempt(rule_at, start..end, text, n_groups) {
                break;
            }
        }
    }

    fn email(&mut self, at: usize) {
        let before = &self.buf[..at];
        let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '\'' | '+' | '-' | '&' | '~');
        let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let reach = before.floor_char_boundary(at.saturating_sub(256));
        // ASCII first, by bytes; other letters where there are some.
        let n = before.as_bytes()[reach..]
            .iter()
            .rev()
            .take_while(|byte| is_local(char::from(byte.to_ascii_lowercase())) && byte.is_ascii())
            .count();
        let start = match before.as_bytes().get((at - n).wrapping_sub(1)) {
            Some(byte) if !byte.is_ascii() => reach + before[reach..].trim_end_matches(is_local).len(),
            _ => at - n,
        };
        let start =
            start + (before[start..].len() - before[start..].trim_start_matches(['\'', '-', '&', '~', '+']).len());
        let reach = self.buf.floor_char_boundary((at + 1 + 256).min(self.buf.len()));
        let behind = &self.buf[at + 1..reach];
        let domain = behind.find(|c| !is_domain(c)).map_or(behind, |end| &behind[..end]);
        let end = at + 1 + domain.trim_end_matches(['.', '-']).len();
        if start == at || end == at + 1 {
            return;
        }
        for &rule_at in &self.detector.email {
            self.attempt(rule_at, start..end, "", 1);
        }
    }

    /// Forms with a box per character ("B E 6 8 …") behind a keyword of their rule.
    fn boxed(&mut self, sweep: &Sweep) {
        let detector = self.detector;
        let keywords = detector
            .boxed
            .iter()
            .fold(0, |all, &at| all | detector.rules[usize::from(at)].keywords);
        let mut last = 0;
        for hit in &sweep.terms {
            let context = detector.term(hit).context & keywords;
            let Some((span, value)) = (context != 0).then(|| boxes(self.buf, hit.end as usize)).flatten() else {
                continue;
            };
            if span.start < last {
                continue;
            }
            for &at in &detector.boxed {
                let rule = &detector.rules[usize::from(at)];
                let fits = match rule.file.find.kind {
                    Kind::Digits => {
                        rule.file.find.counts.contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit())
                    }
                    _ => value.bytes().take(2).all(|b| b.is_ascii_uppercase()),
                };
                if rule.keywords & context != 0 && fits && self.attempt(at, span.clone(), &value, 1) {
                    last = span.end;
                }
            }
        }
    }

    /// An admin's own pattern, line by line: so its matches do not depend on how the text was cut.
    fn pattern(&mut self, rule_at: u16, range: &Range<usize>) {
        let buf = self.buf;
        let from = memchr::memrchr(b'\n', &buf.as_bytes()[..range.start]).map_or(0, |at| at + 1);
        let Some(pattern) = &self.detector.rules[usize::from(rule_at)].pattern else {
            return;
        };
        let mut at = from;
        for line in buf[from..range.end].split('\n') {
            for found in pattern.find_iter(line).filter(|found| !found.is_empty()) {
                self.attempt(rule_at, at + found.start()..at + found.end(), found.as_str(), 1);
            }
            at += line.len() + 1;
        }
    }

    /// Lets a rule's validator judge a span; says whether it is valid.
    fn attempt(&mut self, rule_at: u16, span: Range<usize>, digits: &str, n_groups: usize) -> bool {
        let rule = &self.detector.rules[usize::from(rule_at)];
        let buf = self.buf;
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
            Some(validator) => (validator.check)(&candidate, self.settings, self.values),
            None => Some(Checked::default()),
        };
        let valid = checked.is_some();
        let padded = rule.file.find.counts.iter().all(|&count| digits.len() < count);
        if !valid {
            self.values.truncate(from);
            if !self.structured || padded {
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

/// The first row of single characters behind `from`, each apart by one space: where it is, and its characters.
fn boxes(buf: &str, from: usize) -> Option<(Range<usize>, String)> {
    let bytes = buf.as_bytes();
    let is_single = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
            && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
    };
    let start = (from..from + BOXES_REACH)
        .find(|&at| is_single(at) && bytes.get(at + 1) == Some(&b' ') && is_single(at + 2))?;
    let singles = (0..=validator::LONGEST_IBAN).map(|n| start + 2 * n);
    let n = singles
        .take_while(|&at| is_single(at) && (at == start || bytes[at - 1] == b' '))
        .count();
    let span = start..start + 2 * n - 1;
    let value = bytes[span.clone()]
        .iter()
        .step_by(2)
        .map(|byte| char::from(byte.to_ascii_uppercase()));
    (n >= FEWEST_BOXES).then(|| (span.clone(), value.collect()))
}

/// One separator of an IBAN, or one line end with the next line's indentation.
fn separator_end(bytes: &[u8], at: usize, wrapped: &mut bool) -> Option<usize> {
    let wraps = |at: usize| bytes.get(at) == Some(&b'\n');
    let is_next = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    match bytes.get(at)? {
        b' ' | b'.' | b'-' if is_next(at + 1) => Some(at + 1),
        b' ' | b'-' | b'\n' if !*wrapped && (wraps(at) || wraps(at + 1)) => {
            *wrapped = true;
            let line = at + 1 + usize::from(!wraps(at));
            let indent = bytes[line..].iter().take(40).take_while(|byte| **byte == b' ').count();
            is_next(line + indent).then_some(line + indent)
        }
        _ => None,
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
    let from = before.rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ';' | '|'));
    let word = &before[from.map_or(0, |at| at + 1).min(before.len())..];
    before.is_char_boundary(from.map_or(0, |at| at + 1)) && word.contains("://")
}

/// Which rules want numbers of which groups or counts.
#[derive(Default)]
pub struct DigitRules {
    shaped: Vec<(u64, Vec<(u16, u8)>)>,
    counted: Vec<Vec<u16>>,
    padded: Vec<Vec<u16>>,
}

impl DigitRules {
    pub fn new(rules: &[Rule]) -> Self {
        let mut all = Self {
            shaped: Vec::new(),
            counted: vec![Vec::new(); MOST_DIGITS + 1],
            padded: vec![Vec::new(); MOST_DIGITS + 1],
        };
        let mut by_shape = std::collections::BTreeMap::<u64, Vec<(u16, u8)>>::new();
        for (at, rule) in (0_u16..)
            .zip(rules)
            .filter(|(_, rule)| rule.file.find.kind == Kind::Digits)
        {
            for (grouping_at, grouping) in (0_u8..).zip(&rule.groupings) {
                by_shape
                    .entry(grouping.signature())
                    .or_default()
                    .push((at, grouping_at));
            }
            let counts = &rule.file.find.counts;
            if rule.groupings.is_empty() {
                counts.iter().for_each(|&count| all.counted[count].push(at));
            }
            if let (Some(fewest), Some(&most)) = (rule.file.find.padded_from, counts.iter().min()) {
                all.padded[fewest.min(most)..most]
                    .iter_mut()
                    .for_each(|rules| rules.push(at));
            }
        }
        all.shaped = by_shape.into_iter().collect();
        all
    }

    fn shaped(&self, signature: u64) -> &[(u16, u8)] {
        let found = self
            .shaped
            .binary_search_by_key(&signature, |(signature, _)| *signature);
        found.map_or(&[], |at| &self.shaped[at].1)
    }

    fn counted(&self, n_digits: usize) -> &[u16] {
        self.counted.get(n_digits).map_or(&[], Vec::as_slice)
    }

    fn padded(&self, n_digits: usize) -> &[u16] {
        self.padded.get(n_digits).map_or(&[], Vec::as_slice)
    }
}
