//! Candidates that begin with letters: IBANs and references, e-mail addresses, forms with boxes, an admin's patterns.

use std::ops::Range;

use super::around::{behind, next_line, offset_of};
use super::collect::{Collector, Spot};
use super::engine::Sweep;
use super::neighbours::{Edges, LEADERS, SUBFIELD, begins_label, is_subfield};
use super::rule::Kind;
use super::validator;

/// A word that is glued to an IBAN has so many letters.
const SHORTEST_WORD: usize = 3;
const LONGEST_WORD: usize = 16;

/// Boxes begin at most this far behind their keyword, and there are at least so many.
const BOXES_REACH: usize = 60;
const FEWEST_BOXES: usize = 11;
/// What stands between boxes, in text and in the cells of a table; and how much of it.
const BORDERS: &[u8] = b" |[].-/;\t\n";
const WIDEST_BORDER: usize = 3;
/// What ends a group of digits.
const GROUP_ENDS: [char; 4] = ['.', '-', '/', ' '];
/// Digits that a scan misread in a number that is otherwise legible.
const MOST_MISREAD: usize = 4;

impl Collector<'_> {
    /// Letters and digits from `start`.
    pub(super) fn alnum(&mut self, start: usize) {
        self.shapes(start);
        self.account(start);
    }

    /// An IBAN or a reference from `start`, also behind the label that is glued to it: "IBANBE68…".
    pub(super) fn account(&mut self, start: usize) {
        let bytes = self.buf.as_bytes();
        let Some(&[a, b]) = bytes.get(start..start + 2).and_then(<[u8]>::first_chunk) else {
            return;
        };
        let letters = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
        let detector = self.detector;
        for &rule_at in &detector.alnum {
            let rule = detector.rule(rule_at);
            let fixed = rule.file.find.letters.as_deref();
            let exact = match fixed {
                Some(fixed) if matches!(fixed.as_bytes(), [a, b] if [*a, *b] == letters) => None,
                Some(_) => continue,
                None => match validator::iban_length(&letters) {
                    Some(length) => Some(length),
                    None => continue,
                },
            };
            self.alnum_of(rule_at, start, exact, rule.file.find.wrapped);
        }
    }

    /// The account in a field of a German bank statement, right behind the field's number: "020?31DE87…?32Erika Maes".
    pub(super) fn subfields(&mut self, range: &Range<usize>) {
        let fields = memchr::memchr_iter(b'?', &self.buf.as_bytes()[range.clone()]);
        for start in fields.map(|at| range.start + at + SUBFIELD) {
            if is_subfield(&self.buf.as_bytes()[..start.min(self.buf.len())]) {
                self.account(start);
            }
        }
    }

    /// Tries the shapes of each rule, in the order in which it names them, up to the first that holds.
    fn shapes(&mut self, start: usize) {
        let (detector, bytes) = (self.detector, &self.buf.as_bytes()[start..]);
        let (mut held, mut tried) = (None, None);
        for (rule_at, shape_at) in detector.shapes.at(bytes, self.active.shapes) {
            let shape = &detector.rule(rule_at).shapes[usize::from(shape_at)];
            let may_wrap = detector.rule(rule_at).file.find.wrapped;
            let Some(found) = shape.at(bytes, may_wrap).filter(|_| held != Some(rule_at)) else {
                continue;
            };
            // The same in another shape: it would count twice for its column.
            if tried.replace((rule_at, found.end)) == Some((rule_at, found.end)) {
                continue;
            }
            if self.attempt(rule_at, start..start + found.end, found.value(), found.n_groups) {
                held = Some(rule_at);
            }
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
                let rest = &bytes[at..];
                let is_glued =
                    exact == Some(n) && (begins_label(rest) || validator::begins_next_field(rest) || is_word(rest));
                if is_glued || !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
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
            // The next field may be glued to what is as long as its country says: "…7034BIC:".
            let edges = Edges::of(self.buf, &(start..end), self.border).ending(exact.is_some());
            if self.attempt_at(rule_at, &Spot::new(start..end, edges, text, n_groups)) {
                break;
            }
        }
    }

    pub(super) fn email(&mut self, at: usize) {
        let before = &self.buf[..at];
        let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '\'' | '+' | '-' | '&' | '~');
        let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let is_local_byte = |byte: &&u8| {
            byte.is_ascii_alphanumeric() || matches!(**byte, b'.' | b'_' | b'\'' | b'+' | b'-' | b'&' | b'~')
        };
        let reach = before.floor_char_boundary(at.saturating_sub(256));
        // ASCII first, by bytes; other letters where there are some.
        let n = before.as_bytes()[reach..]
            .iter()
            .rev()
            .take_while(is_local_byte)
            .count();
        let start = match before.as_bytes().get((at - n).wrapping_sub(1)) {
            Some(byte) if !byte.is_ascii() => reach + before[reach..].trim_end_matches(is_local).len(),
            _ => at - n,
        };
        let start = start + n_leaders(&before[start..]);
        let start =
            start + (before[start..].len() - before[start..].trim_start_matches(['\'', '-', '&', '~', '+']).len());
        // "COM+jan@firma.be:EM": a field of EDIFACT.
        let start = start + before[start..].rfind("COM+").map_or(0, |field| field + "COM+".len());
        let behind = behind(self.buf, at + 1, 256);
        let is_domain_byte = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let domain = match behind.bytes().position(|byte| !is_domain_byte(&byte)) {
            Some(end) if behind.as_bytes()[end].is_ascii() => &behind[..end],
            _ => behind.find(|c| !is_domain(c)).map_or(behind, |end| &behind[..end]),
        };
        let end = at + 1 + domain.trim_end_matches(['.', '-']).len();
        if start == at || end == at + 1 {
            return;
        }
        for &rule_at in &self.detector.email {
            self.attempt(rule_at, start..end, "", 1);
        }
    }

    /// Forms with a box per character ("B E 6 8 …"), and digits that a scan misread, behind a keyword of their rule.
    pub(super) fn boxed(&mut self, sweep: &Sweep) {
        let detector = self.detector;
        let keywords = detector
            .boxed
            .iter()
            .fold(0, |all, &at| all | detector.rule(at).keywords);
        let mut last = 0;
        for hit in &sweep.terms {
            let context = detector.term(hit).context & keywords;
            let end = hit.end as usize;
            let read = || boxes(self.buf, end).or_else(|| misread(self.buf, end));
            let Some((span, value)) = (context != 0).then(read).flatten() else {
                continue;
            };
            if span.start < last {
                continue;
            }
            for &at in &detector.boxed {
                let rule = detector.rule(at);
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

    /// An admin's own patterns.
    pub(super) fn patterns(&mut self, range: &Range<usize>) {
        let (buf, detector) = (self.buf, self.detector);
        detector.patterns.find(buf, range, |rule_at, span| {
            self.attempt(rule_at, span.clone(), &buf[span], 1);
        });
    }
}

/// The first row of single characters behind `from`, each apart by the borders of its box: where it is, and its characters.
fn boxes(buf: &str, from: usize) -> Option<(Range<usize>, String)> {
    let bytes = buf.as_bytes();
    let is_single = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
            && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
    };
    let next = |at: usize| {
        let borders = bytes[at + 1..].iter().take(WIDEST_BORDER);
        let next = at + 1 + borders.take_while(|byte| BORDERS.contains(byte)).count();
        Some(next).filter(|&next| is_single(next))
    };
    let reach = from..bytes.len().min(from + BOXES_REACH);
    let start = reach.into_iter().find(|&at| is_single(at) && next(at).is_some())?;
    let singles = std::iter::successors(Some(start), |&at| next(at)).take(validator::LONGEST_IBAN + 1);
    let singles: Vec<usize> = singles.collect();
    let value = singles.iter().map(|&at| char::from(bytes[at].to_ascii_uppercase()));
    let end = singles.last()? + 1;
    (singles.len() >= FEWEST_BOXES).then(|| (start..end, value.collect()))
}

/// A number right behind a label, of which a scan read some digits as letters: "85.O7.30-95O.8I". Every group of it has a digit.
fn misread(buf: &str, from: usize) -> Option<(Range<usize>, String)> {
    let behind = behind(buf, from, BOXES_REACH);
    let text = behind.trim_start_matches([' ', ':', '.', '=', '\t']);
    let (mut value, mut end, mut n_letters) = (String::new(), 0, 0);
    for group in text.split_inclusive(GROUP_ENDS) {
        let bare = group.trim_end_matches(|c: char| !c.is_alphanumeric());
        let has_digit = bare.contains(|c: char| c.is_ascii_digit());
        if !has_digit || !bare.chars().all(|c| meant_digit(c).is_some()) {
            break;
        }
        value.extend(bare.chars().filter_map(meant_digit));
        n_letters += bare.bytes().filter(u8::is_ascii_alphabetic).count();
        end = offset_of(text, group) + bare.len();
        // A comma or the like ends the number.
        if bare.len() + 1 < group.len() || !group.ends_with(GROUP_ENDS) {
            break;
        }
    }
    let start = from + offset_of(behind, text);
    (n_letters > 0 && n_letters <= MOST_MISREAD).then_some((start..start + end, value))
}

/// The digit that a character is, or that it looks like in print.
fn meant_digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        'O' | 'o' | 'D' | 'Q' => '0',
        'I' | 'l' | 'i' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'G' => '6',
        'B' => '8',
        _ => return None,
    })
}

/// A word that follows at once: whose account it is, its bank, its currency; no rest of a longer key.
fn is_word(bytes: &[u8]) -> bool {
    let n_letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let goes_on = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'/' | b'=');
    (SHORTEST_WORD..=LONGEST_WORD).contains(&n_letters) && !bytes.get(n_letters).is_some_and(goes_on)
}

/// One separator of an IBAN (of spaces also two), or one line end with the next line's indentation.
fn separator_end(bytes: &[u8], at: usize, wrapped: &mut bool) -> Option<usize> {
    let wraps = |at: usize| bytes.get(at) == Some(&b'\n');
    let is_next = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    match bytes.get(at)? {
        b' ' | b'.' | b'-' if is_next(at + 1) => Some(at + 1),
        b' ' if bytes.get(at + 1) == Some(&b' ') && is_next(at + 2) => Some(at + 2),
        b' ' | b'-' | b'\n' if !*wrapped && (wraps(at) || wraps(at + 1)) => {
            *wrapped = true;
            next_line(bytes, at + usize::from(!wraps(at)))
        }
        _ => None,
    }
}

/// The dots or the line of a form before an answer; a sign or two belong to it.
fn n_leaders(text: &str) -> usize {
    let first = text.bytes().next().filter(|first| matches!(first, b'.' | b'_'));
    let n = text.bytes().take_while(|byte| Some(*byte) == first).count();
    if n < LEADERS { 0 } else { n }
}
