//! Numbers in a run of digits: where one may begin and end, and whether its groups are those of a rule.

use arrayvec::ArrayString;

use super::engine::DigitRun;

/// No number of a rule has more digits.
pub const MOST_DIGITS: usize = 20;
/// No number is written in more groups.
const MOST_GROUPS: usize = 9;

/// A run of digits with nothing between them, and what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    pub start: u32,
    pub end: u32,
    pub separator: Separator,
}

/// What stands between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separator {
    /// The one that is no space, else a space; `?` for several.
    sign: u8,
    /// A new number may begin behind a space.
    has_space: bool,
    /// A line ends here.
    pub wraps: bool,
}

/// The groups that a rule's number is written in: lengths, and between them `.` any separator, `=` the same one as
/// before, `~` a space or a dash, `/` and `-` themselves.
#[derive(Debug, PartialEq, Eq)]
pub struct Grouping {
    n_digits: usize,
    signature: u64,
    separators: Vec<u8>,
}

impl Grouping {
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let mut lengths = Vec::new();
        let mut separators = Vec::new();
        for part in text.split_inclusive(['.', '=', '~', '/', '-']) {
            let digits = part.trim_end_matches(['.', '=', '~', '/', '-']);
            lengths.push(
                digits
                    .parse::<usize>()
                    .map_err(|_| anyhow::anyhow!("match.groupings: `{text}`"))?,
            );
            separators.extend(part.as_bytes()[digits.len()..].iter().copied());
        }
        let fits = separators.len() + 1 == lengths.len()
            && lengths.len() <= MOST_GROUPS
            && lengths.iter().sum::<usize>() <= MOST_DIGITS
            && !separators.starts_with(b"=");
        anyhow::ensure!(fits, "match.groupings: `{text}`");
        Ok(Self {
            n_digits: lengths.iter().sum(),
            signature: lengths.into_iter().fold(0, signature),
            separators,
        })
    }

    pub fn n_digits(&self) -> usize {
        self.n_digits
    }

    pub fn signature(&self) -> u64 {
        self.signature
    }

    /// Whether the separators of groups of these lengths are those of the rule.
    pub fn fits(&self, groups: &[Group]) -> bool {
        let mut last = 0;
        groups.iter().skip(1).zip(&self.separators).all(|(group, &wanted)| {
            let sign = group.separator.sign;
            let before = std::mem::replace(&mut last, sign);
            match wanted {
                b'=' => sign == before,
                b'~' => matches!(sign, b' ' | b'-'),
                b'.' => true,
                wanted => sign == wanted,
            }
        })
    }
}

/// Lengths of groups, one after the other, as one number.
pub fn signature(so_far: u64, length: usize) -> u64 {
    so_far << 5 | length.min(31) as u64
}

/// Splits a run into its groups. Separators are ASCII.
pub fn groups(buf: &str, run: DigitRun, out: &mut Vec<Group>) {
    const NOTHING: Separator = Separator {
        sign: b' ',
        has_space: false,
        wraps: false,
    };
    out.clear();
    if run.end - run.start == u32::from(run.digits) {
        let DigitRun { start, end, .. } = run;
        let separator = NOTHING;
        out.push(Group { start, end, separator });
        return;
    }
    let bytes = buf.as_bytes();
    let (mut at, mut separator) = (run.start, NOTHING);
    while at < run.end {
        let rest = &bytes[at as usize..run.end as usize];
        let n_digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let signs = rest[n_digits..].iter().take_while(|byte| !byte.is_ascii_digit());
        let end = at + n_digits as u32;
        out.push(Group {
            start: at,
            end,
            separator,
        });
        (at, separator) = (end, NOTHING);
        for &sign in signs {
            separator.pass(sign);
            at += 1;
        }
    }
    // "85073095180.0": a number cell written as a float.
    if let [.., number, zero] = out.as_slice()
        && zero.separator.sign == b'.'
        && bytes[zero.start as usize..zero.end as usize] == *b"0"
        && number.end - number.start >= 8
    {
        out.pop();
    }
}

impl Separator {
    /// A slash or a dash, with nothing around it, that may join two numbers.
    pub fn joins(self) -> bool {
        matches!(self.sign, b'/' | b'-') && !self.has_space
    }

    /// A number may begin behind it.
    pub fn begins(self) -> bool {
        self.has_space
    }

    fn pass(&mut self, byte: u8) {
        self.wraps |= byte == b'\n';
        match byte.is_ascii_whitespace() {
            true => self.has_space = true,
            // The line is quoted in a mail.
            false if byte == b'>' => {}
            false if self.sign == b' ' => self.sign = byte,
            false => self.sign = b'?',
        }
    }
}

/// Every stretch of groups that may be a number: it begins and ends at the run's ends or at a space. Gives its range,
/// signature and number of digits, if that number is `wanted` (a bit per number).
pub fn stretches(groups: &[Group], wanted: u32, mut each: impl FnMut(std::ops::Range<usize>, u64, usize)) {
    for first in 0..groups.len() {
        if first > 0 && !groups[first].separator.has_space {
            continue;
        }
        let (mut shape, mut n_digits) = (0, 0);
        for (last, group) in groups.iter().enumerate().skip(first).take(MOST_GROUPS) {
            let length = (group.end - group.start) as usize;
            n_digits += length;
            if n_digits > MOST_DIGITS {
                break;
            }
            shape = signature(shape, length);
            if wanted >> n_digits & 1 == 0 {
                continue;
            }
            if groups.get(last + 1).is_none_or(|next| next.separator.has_space) {
                each(first..last + 1, shape, n_digits);
            }
        }
    }
}

/// Room for the digits of a number.
pub type Joined = ArrayString<MOST_DIGITS>;

/// The digits of some groups, copied together if they do not stand together; no more than a number has.
pub fn joined<'b>(buf: &'b str, groups: &[Group], room: &'b mut Joined) -> &'b str {
    let digits = |group: &Group| &buf[group.start as usize..group.end as usize];
    if let [group] = groups {
        return digits(group);
    }
    room.clear();
    for group in groups {
        let digits = digits(group);
        room.push_str(&digits[..digits.len().min(room.remaining_capacity())]);
    }
    room
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups_of(text: &str) -> Vec<Group> {
        let mut out = Vec::new();
        let run = DigitRun {
            start: 0,
            end: u32::try_from(text.len()).unwrap(),
            digits: 0,
        };
        groups(text, run, &mut out);
        out
    }

    #[test]
    fn a_grouping_fits_its_lengths_and_separators_only() {
        #[track_caller]
        fn check(grouping: &str, text: &str, expected: bool) {
            let grouping = Grouping::read(grouping).unwrap();
            let groups = groups_of(text);
            let mut found = false;
            stretches(&groups, u32::MAX, |range, shape, _| {
                found |= range.len() == groups.len() && shape == grouping.signature() && grouping.fits(&groups);
            });
            assert_eq!(found, expected, "{grouping:?} {text}");
        }
        check("2.2=2.3.2", "85.07.30-951.80", true);
        check("2.2=2.3.2", "85.07.30 - 951.80", true);
        check("2.2=2.3.2", "85.07/30-951.80", false);
        check("11", "85073095180.0", true);
        check("3/4/5", "010/8068/17183", true);
        check("3/4/5", "010-8068-17183", false);
        check("4~4=4=4", "4532-9900-0000-1231", true);
        check("4~4=4=4", "4532-9900 0000-1231", false);
    }

    #[test]
    fn a_grouping_that_makes_no_sense_is_refused() {
        for text in ["", "2..2", "x", "2=2", "40"] {
            assert!(Grouping::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_next_to_each_other_are_tried_apart() {
        let groups = groups_of("0475/27.63.12 85.07.30-951.80");
        let mut tried = Vec::new();
        stretches(&groups, u32::MAX, |range, _, n_digits| tried.push((range, n_digits)));
        assert_eq!(tried, [(0..4, 10), (4..9, 11)]);
    }
}
