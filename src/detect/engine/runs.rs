//! Runs of digits, on one line and over two; letter-digit shapes; machine-readable lines.

use std::ops::Range;

use super::{DigitRun, Sweep, offset};

/// Digits in one run, at most.
pub const MAX_DIGITS: u16 = 64;
/// Separators between two digits of a run, at most.
const MAX_SEPARATORS: usize = 3;
const MIN_DIGITS: usize = 8;
const MAX_WRAPPED: usize = 40;
const MAX_INDENT: usize = 64;
const MIN_MRZ: usize = 28;
const MAX_MRZ: usize = 256;

/// Digits with nothing between them.
type Group = Range<usize>;

/// Finds the runs of digits that start in `range`.
pub(super) fn digits(buf: &[u8], range: &Range<usize>, out: &mut Sweep) {
    let chains = chains(buf);
    for (at, chain) in chains.iter().enumerate() {
        for run in cut(chain) {
            if range.contains(&run.start) && run.digits >= MIN_DIGITS {
                out.digits.push(run.into());
            }
        }
        let next = chains.get(at + 1).map_or(&[][..], Vec::as_slice);
        if let Some(run) = wrap(buf, chain, next)
            && range.contains(&run.start)
        {
            out.wrapped.push(run.into());
        }
    }
}

/// A run of digits before it is emitted.
struct Run {
    start: usize,
    end: usize,
    digits: usize,
}

impl From<Run> for DigitRun {
    fn from(run: Run) -> Self {
        Self {
            start: offset(run.start),
            end: offset(run.end),
            digits: u16::try_from(run.digits).unwrap_or(u16::MAX),
        }
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'.' | b'/' | b'(' | b')' | b'-')
}

/// All groups of digits, those with only separators between them together.
fn chains(buf: &[u8]) -> Vec<Vec<Group>> {
    let mut chains: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while at < buf.len() {
        let len = buf[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if len > 0 {
            match chains.last_mut() {
                Some(chain) if is_gap(buf, chain[chain.len() - 1].end, at) => chain.push(at..at + len),
                _ => chains.push(vec![at..at + len]),
            }
        }
        at += len.max(1);
    }
    chains
}

fn is_gap(buf: &[u8], from: usize, to: usize) -> bool {
    to - from <= MAX_SEPARATORS && buf[from..to].iter().all(|&byte| is_separator(byte))
}

/// The runs of a chain.
fn cut(chain: &[Group]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for group in chain {
        let fits = group.len() <= usize::from(MAX_DIGITS);
        match runs.last_mut() {
            Some(run) if open && run.digits + group.len() <= usize::from(MAX_DIGITS) => {
                run.end = group.end;
                run.digits += group.len();
            }
            _ if fits => runs.push(Run {
                start: group.start,
                end: group.end,
                digits: group.len(),
            }),
            _ => {}
        }
        open = fits;
    }
    runs
}

/// The run that `left` makes with `right`, if just a line end parts them.
fn wrap(buf: &[u8], left: &[Group], right: &[Group]) -> Option<Run> {
    let (start, left_end) = (left.first()?.start, left.last()?.end);
    let (right_start, end) = (right.first()?.start, right.last()?.end);
    let gap = &buf[left_end..right_start];
    let line_end = gap.iter().position(|&byte| byte == b'\n')?;
    let (before, after) = (&gap[..line_end], &gap[line_end + 1..]);
    let indent = after.iter().take_while(|&&byte| byte == b' ').count();
    let separators = &after[indent..];
    let joined = before.len() <= MAX_SEPARATORS
        && indent <= MAX_INDENT
        && separators.len() <= MAX_SEPARATORS
        && before.iter().chain(separators).all(|&byte| is_separator(byte));
    let (left, right) = (count(left), count(right));
    let digits = left + right;
    let whole = left >= MIN_DIGITS && right >= MIN_DIGITS;
    (joined && !whole && (MIN_DIGITS..=MAX_WRAPPED).contains(&digits)).then_some(Run { start, end, digits })
}

fn count(chain: &[Group]) -> usize {
    chain.iter().map(Range::len).sum()
}

/// Finds `@` and the words that start as an IBAN or a VAT number does.
pub(super) fn letters(buf: &str, range: &Range<usize>, out: &mut Sweep) {
    let bytes = buf.as_bytes();
    for at in range.clone() {
        if bytes[at] == b'@' {
            out.ats.push(offset(at));
        }
        let word_start = || !buf[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if is_shape(&bytes[at..]) && word_start() {
            out.alnum.push(offset(at));
        }
    }
}

fn is_shape(bytes: &[u8]) -> bool {
    let digits = |from| matches!(bytes.get(from..from + 2), Some([a, b]) if a.is_ascii_digit() && b.is_ascii_digit());
    let separator = matches!(bytes.get(2), Some(b' ' | b'.' | b'-'));
    matches!(bytes, [a, b, ..] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
        && (digits(2) || (separator && digits(3)))
}

/// Finds machine-readable lines.
pub(super) fn mrz(buf: &[u8], range: &Range<usize>, out: &mut Sweep) {
    let in_line = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<' | b' ');
    let mut at = 0;
    while at < buf.len() {
        let len = buf[at..].iter().take_while(|byte| in_line(byte)).count();
        let run = &buf[at..at + len];
        let line = run.trim_ascii();
        let start = at + run.len() - run.trim_ascii_start().len();
        at += len.max(1);
        let n_bytes = line.iter().filter(|&&byte| byte != b' ').count();
        let n_fillers = memchr::memmem::find_iter(line, b"<<").count();
        if n_bytes >= MIN_MRZ && n_fillers >= 2 && line.len() <= MAX_MRZ && range.contains(&start) {
            out.mrz.push(DigitRun {
                start: offset(start),
                end: offset(start + line.len()),
                digits: 0,
            });
        }
    }
}
