//! The same candidates, found byte by byte: what the fast passes are compared with.

use std::ops::Range;

use super::super::{DigitRun, MAX_LEN, Sweep, TermHit, Terms, fold, offset, runs};
use runs::Group;

pub(super) fn sweep(terms: &Terms, buf: &str, range: Range<usize>) -> Sweep {
    let mut out = Sweep::default();
    digits(buf.as_bytes(), &range, &mut out);
    letters(buf, &range, &mut out);
    mrz(buf.as_bytes(), &range, &mut out);
    find_terms(terms, buf, &range, &mut out);
    out
}

fn find_terms(terms: &Terms, buf: &str, range: &Range<usize>, out: &mut Sweep) {
    let mut folded = String::new();
    let mut origin = Vec::new();
    for (at, c) in buf.char_indices() {
        fold::fold_char(c, &mut folded);
        origin.resize(folded.len(), at);
    }
    origin.push(buf.len());
    let bytes = folded.as_bytes();
    let starts = (0..bytes.len()).filter(|&at| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        range.contains(&origin[at]) && fold::is_word(bytes[at]) && !before.is_some_and(fold::is_word)
    });
    for at in starts {
        for (id, term) in terms.list.iter().enumerate() {
            let Some(end) = term.end_at(bytes, at) else { continue };
            let span = origin[at]..origin[end];
            if span.len() <= MAX_LEN && term.agrees(&buf[span.clone()]) {
                out.terms.push(TermHit {
                    start: offset(span.start),
                    end: offset(span.end),
                    term: offset(id),
                });
            }
        }
    }
}

fn digits(buf: &[u8], range: &Range<usize>, out: &mut Sweep) {
    let chains = chains(buf);
    for (at, chain) in chains.iter().enumerate() {
        let cut = runs::cut(buf, chain);
        let long = cut
            .into_iter()
            .filter(|run| range.contains(&run.start) && run.digits >= 8);
        out.digits.extend(long.map(DigitRun::from));
        let next = chains.get(at + 1).map_or(&[][..], Vec::as_slice);
        out.wrapped
            .extend(wrap(buf, chain, next).filter(|run| range.contains(&(run.start as usize))));
    }
}

/// All groups of digits, those with only separators between them together.
fn chains(buf: &[u8]) -> Vec<Vec<Group>> {
    let mut chains: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while at < buf.len() {
        let len = buf[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if len > 0 {
            match chains.last_mut() {
                Some(chain) if is_gap(&buf[chain[chain.len() - 1].end..at]) => chain.push(at..at + len),
                _ => chains.push(std::iter::once(at..at + len).collect()),
            }
        }
        at += len.max(1);
    }
    chains
}

fn is_gap(bytes: &[u8]) -> bool {
    bytes.len() <= 3 && bytes.iter().all(|byte| b" ./()-".contains(byte))
}

fn wrap(buf: &[u8], left: &[Group], right: &[Group]) -> Option<DigitRun> {
    let (first, last) = (left.first()?.start, right.last()?.end);
    let gap = &buf[left.last()?.end..right.first()?.start];
    let line_end = gap.iter().position(|&byte| byte == b'\n')?;
    let quoted = gap[line_end + 1..].starts_with(b">");
    let is_indent = |byte: u8| byte == b' ' || quoted && byte == b'>';
    let indent = gap[line_end + 1..].iter().take_while(|&&byte| is_indent(byte)).count();
    let joined = is_gap(&gap[..line_end]) && indent <= 64 && is_gap(&gap[line_end + 1 + indent..]);
    let in_groups = left.len() > 1 && right.len() > 1;
    let (left, right): (usize, usize) = (left.iter().map(Range::len).sum(), right.iter().map(Range::len).sum());
    let halves = in_groups && left + right <= 19;
    let wanted = (left < 8 || right < 8 || halves) && (8..=40).contains(&(left + right));
    (joined && wanted).then(|| DigitRun {
        start: offset(first),
        end: offset(last),
        digits: (left + right) as u16,
    })
}

fn letters(buf: &str, range: &Range<usize>, out: &mut Sweep) {
    for at in range.clone().filter(|&at| buf.is_char_boundary(at)) {
        if buf[at..].starts_with('@') {
            out.ats.push(offset(at));
        }
        let inside = buf[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if !inside
            && SHAPES
                .iter()
                .any(|shape| is_shape(shape.as_bytes(), &buf.as_bytes()[at..]))
        {
            out.alnum.push(offset(at));
        }
        let bytes = buf.as_bytes();
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let is_inside = at.checked_sub(1).is_some_and(is_letter);
        if is_inside && is_letter(at) && is_letter(at + 1) && is_digit(at + 2) && is_digit(at + 3) {
            out.glued.push(offset(at));
        }
    }
}

/// The shapes as the module that finds them lists them.
const SHAPES: &[&str] = &[
    "@@~##",
    "@@@~###",
    "*~@@@~###",
    "*~@@@_$###",
    "###~@@@!",
    "@~#######",
    "#######~@!",
    "#######~@@!",
    "########~@!",
    "########~@@!",
    "######@###",
    "######_###*",
    "######*######",
    "#_##_##_#",
    "@@@@@@##@#",
    "@@@_@@@_##@",
];

fn is_shape(shape: &[u8], text: &[u8]) -> bool {
    let Some((sign, rest)) = shape.split_first() else {
        return true;
    };
    let byte = text.first();
    let is = |class: fn(&u8) -> bool| byte.is_some_and(class) && is_shape(rest, &text[1..]);
    let separator = |byte: &u8| b" ./()-".contains(byte);
    match sign {
        b'@' => is(u8::is_ascii_alphabetic),
        b'#' => is(u8::is_ascii_digit),
        b'*' => is(u8::is_ascii_alphanumeric),
        b'_' => is(separator),
        b'$' => is(|byte| *byte == b'\n'),
        b'~' => is_shape(rest, text) || is(separator),
        _ => !byte.is_some_and(u8::is_ascii_alphabetic) && is_shape(rest, text),
    }
}

fn mrz(buf: &[u8], range: &Range<usize>, out: &mut Sweep) {
    let mut at = 0;
    while at < buf.len() {
        let in_line = |byte: &&u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<' | b' ');
        let run = &buf[at..at + buf[at..].iter().take_while(in_line).count()];
        let line = run.trim_ascii();
        let start = at + run.len() - run.trim_ascii_start().len();
        at += run.len().max(1);
        let n_bytes = line.iter().filter(|&&byte| byte != b' ').count();
        let n_fillers = memchr::memmem::find_iter(line, b"<<").count();
        if n_bytes >= 28 && n_fillers >= 2 && line.len() <= 256 && range.contains(&start) {
            out.mrz.push(DigitRun {
                start: offset(start),
                end: offset(start + line.len()),
                digits: 0,
            });
        }
    }
}
