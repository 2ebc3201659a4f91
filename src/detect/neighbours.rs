//! What stands right before and behind a value: it may leave it whole, or make it a part of something longer.

use std::ops::Range;

use super::around;
use super::keys::ends_with_key;
use super::rule::{Kind, Proof, Rule, RuleFile};
use super::validator::Candidate;

/// The bytes beside a span, and whether they are borders, between which by far the most values stand.
#[derive(Clone, Copy)]
pub struct Edges {
    pub before: Option<u8>,
    pub begins: bool,
    pub behind: Option<u8>,
    pub ends: bool,
}

impl Edges {
    /// `border` is that of cells in delimited text: no part of a value, whatever it is.
    pub fn of(buf: &str, span: &Range<usize>, border: Option<u8>) -> Self {
        let is_border = |byte: Option<u8>| {
            byte.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b';' | b'"') || border == Some(byte))
        };
        let (left, right) = (&buf.as_bytes()[..span.start], &buf.as_bytes()[span.end..]);
        let (before, behind) = (left.last().copied(), right.first().copied());
        let is_emphasised = is_emphasised(left, right);
        Self {
            before,
            begins: is_border(before)
                || is_emphasised
                || is_leader(left.last_chunk())
                || left.ends_with(LINK.as_bytes())
                || is_subfield(left) && !is_in_url(around::before(buf, span.start, REACH)),
            behind,
            ends: is_border(behind) || is_emphasised || is_leader(right.first_chunk()) || begins_label(right),
        }
    }

    /// The same, where the value is known to end whatever stands behind it.
    pub fn ending(self, is_known: bool) -> Self {
        let ends = self.ends || is_known && self.behind.is_some_and(|byte| byte.is_ascii_alphabetic());
        Self { ends, ..self }
    }

    /// The value of a key: "gsm=0475123456".
    pub fn is_behind_key(self) -> bool {
        self.before == Some(b'=')
    }

    /// "n° #0475123456": anything may have such a number, so that its own label must stand before it.
    pub fn is_behind_hash(self) -> bool {
        self.before == Some(b'#')
    }

    /// A label may be glued to the front.
    pub fn may_have_label(self) -> bool {
        let is_of_label = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'.' | b'=' | b'_');
        !self.begins && self.before.is_some_and(is_of_label)
    }
}

/// Whether a value is set in bold or italics as in messages and notes: "*85.07.30-951.80*", "**0475 12 34 56**".
fn is_emphasised(left: &[u8], right: &[u8]) -> bool {
    let Some(&sign) = left.last().filter(|sign| matches!(sign, b'*' | b'_')) else {
        return false;
    };
    let n = left.iter().rev().take_while(|byte| **byte == sign).count();
    let ends = right.iter().take_while(|byte| **byte == sign).count() == n;
    let is_open = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    n < LEADERS && ends && is_open(left[..left.len() - n].last()) && is_open(right.get(n))
}

/// Whether signs are of the row of dots or of the line that a form has for an answer.
fn is_leader(signs: Option<&[u8; LEADERS]>) -> bool {
    signs.is_some_and(
        |signs| matches!(signs, [first @ (b'.' | b'_' | b'-'), rest @ ..] if rest.iter().all(|sign| sign == first)),
    )
}

/// Whether the number of a field of a bank statement ends a text: "?31".
pub fn is_subfield(left: &[u8]) -> bool {
    matches!(left.last_chunk::<SUBFIELD>(), Some([b'?', a, b]) if a.is_ascii_digit() && b.is_ascii_digit())
}

/// Whether the label of the next field stands right behind a value, as where a form lost its spaces: "72091598543Naam : ".
pub fn begins_label(right: &[u8]) -> bool {
    let [first, second, ..] = right else { return false };
    if !first.is_ascii_uppercase() || !second.is_ascii_lowercase() {
        return false;
    }
    let is_of_label = |byte: &&u8| byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b' ' | b'-');
    let n = right.iter().take(LABEL).take_while(is_of_label).count();
    n >= SHORTEST_LABEL && right.get(n) == Some(&b':')
}

/// Bytes of such a label.
const LABEL: usize = 30;
const SHORTEST_LABEL: usize = 3;
/// Digits before a ",0" that is no list.
const FEWEST_OF_FLOAT: usize = 8;
/// Digits of the next number of a list, and the bytes that it is looked for in.
const FEWEST_OF_NEXT: usize = 8;
const LONGEST_NEXT: usize = 24;
/// Groups of a number that has no decimals, and decimals of one that has.
const FEWEST_GROUPS: usize = 3;
const MOST_DECIMALS: usize = 2;
/// Bytes of "?31".
pub const SUBFIELD: usize = 3;
/// Bytes in which a web address is looked for.
const REACH: usize = 96;
/// So many of the same sign are no part of a value.
pub const LEADERS: usize = 3;

/// Signs that a rule's values may stand between, a bit each: what other ASCII signs begin or end is not looked at closer.
#[derive(Clone, Copy, Default)]
pub struct Signs {
    before: u128,
    behind: u128,
}

impl Signs {
    pub fn of(file: &RuleFile) -> Self {
        let find = &file.find;
        let is_email = find.kind == Kind::Email;
        let last_of_label = |c: char| find.labels.iter().any(|label| label.to_ascii_lowercase().ends_with(c));
        let of_label = |c: char| last_of_label(c.to_ascii_lowercase());
        // "NISS_850730…"
        let joins_label = |c: char| c == '_' && !find.labels.is_empty();
        let may_begin = |c: char| {
            !is_joint(c) && !c.is_alphanumeric() || matches!(c, 'r' | 'R' | '=' | '#') || joins_label(c) || of_label(c)
        };
        let may_end = |c: char| !matches!(c, '_' | '%' | '@') && !c.is_alphanumeric();
        let bits = |may_be: &dyn Fn(char) -> bool| {
            let signs = (0..=127_u8).filter(|&byte| may_be(char::from(byte)));
            signs.fold(0, |bits, byte| bits | 1 << byte)
        };
        Self {
            before: bits(&|c| is_email || find.before.contains(c) || may_begin(c)),
            behind: bits(&|c| is_email || find.after.contains(c) || may_end(c)),
        }
    }

    /// Those of one or the other.
    pub fn with(self, other: Self) -> Self {
        Self {
            before: self.before | other.before,
            behind: self.behind | other.behind,
        }
    }

    /// Whether values may stand there, as far as one sign to either side tells.
    pub fn allow(self, edges: Edges) -> bool {
        self.allow_before(edges) && self.allow_behind(edges)
    }

    pub fn allow_before(self, edges: Edges) -> bool {
        edges.begins || is_in(self.before, edges.before)
    }

    pub fn allow_behind(self, edges: Edges) -> bool {
        edges.ends || is_in(self.behind, edges.behind)
    }
}

/// Whether a sign is one of some ASCII signs; others are not told by one byte.
fn is_in(signs: u128, byte: Option<u8>) -> bool {
    byte.is_none_or(|byte| !byte.is_ascii() || signs >> byte & 1 != 0)
}

/// Signs that join what stands before them with what stands behind.
fn is_joint(c: char) -> bool {
    matches!(c, '_' | '%' | '#' | '=' | '&' | '@' | '$' | '+' | '/' | '\\' | '*')
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
pub fn begins(rule: &Rule, candidate: &Candidate<'_>) -> bool {
    let before = candidate.before();
    (candidate.glued_label() || may_begin(rule, before)) && !is_in_url(before)
        || rule.file.find.after.contains('@') && is_in_link(before)
}

/// Whether what stands before leaves a value whole.
fn may_begin(rule: &Rule, before: &str) -> bool {
    let Some(last) = before.chars().next_back() else {
        return true;
    };
    if rule.file.find.before.contains(last) {
        return true;
    }
    match last {
        '.' => before[..before.len() - 1].ends_with(char::is_alphabetic),
        // "08:06 10 83 55 50": a time.
        ':' => !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()),
        '#' => before[..before.len() - 1].ends_with([' ', ':', '\n']),
        // Whether the key names the rule is asked where keywords are.
        '=' => ends_with_key(&before[..before.len() - 1]).is_some(),
        last if is_joint(last) => false,
        // "nr85…"
        'r' | 'R' => {
            let word = before.trim_end_matches(char::is_alphanumeric).len();
            before[word..].eq_ignore_ascii_case("nr")
        }
        last => !last.is_alphanumeric(),
    }
}

/// Behind a telephone number it is the account of a messenger, and not a mailbox.
const MESSENGERS: [&str; 2] = ["c.us", "s.whatsapp.net"];

/// Addresses that open a talk with whoever has the telephone whose number goes on with them.
const LINK: &str = "wa.me/";
const LINKS: [&str; 3] = [LINK, "whatsapp.com/send?phone=", "whatsapp.com/send/?phone="];

/// Whether such an address ends right before a telephone number, or its plus sign.
pub fn is_in_link(before: &str) -> bool {
    let before = before.strip_suffix('+').unwrap_or(before);
    LINKS.iter().any(|link| before.ends_with(link))
}

/// How a value ends before what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Whole,
    /// More digits stand behind a comma or a colon: only its own label or heading says that they are not the value's.
    IfNamed,
    Part,
}

impl End {
    fn whole_if(is_whole: bool) -> Self {
        if is_whole { Self::Whole } else { Self::Part }
    }
}

/// What stands behind a value leaves it whole, or makes it a part of something longer.
pub fn end(rule: &Rule, candidate: &Candidate<'_>, structured: bool) -> End {
    let find = &rule.file.find;
    let after = match find.kind {
        Kind::Digits => behind_float(candidate.buf, candidate.end, structured),
        _ => &candidate.buf[candidate.end..],
    };
    let mut chars = after.chars();
    let Some(first) = chars.next() else { return End::Whole };
    if first == '@' {
        let is_account = || MESSENGERS.iter().any(|domain| after[1..].starts_with(domain));
        return End::whole_if(find.after.contains(first) && is_account());
    }
    if find.kind == Kind::Email || find.after.contains(first) {
        return End::Whole;
    }
    let then_digit = chars.next().is_some_and(|next| next.is_ascii_digit());
    match first {
        ',' | ':' if then_digit && find.kind == Kind::Digits => before_digits(rule, candidate, after),
        '-' | '.' | '/' | ',' | ':' => End::whole_if(!then_digit),
        '_' | '%' | '@' => End::Part,
        first => End::whole_if(!first.is_alphanumeric()),
    }
}

/// How a number ends before a comma or a colon and more digits: they are another number of a list, or of the same row as
/// programs write them ("('Jan',85073095180,9000)"), or the decimals of this one, or the rest of a version or a time.
fn before_digits(rule: &Rule, candidate: &Candidate<'_>, after: &str) -> End {
    let sign = after.as_bytes().first().copied();
    let rest = &after.as_bytes()[1..];
    let is_of_number = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'.' | b'/' | b'-');
    let next = rest.iter().take(LONGEST_NEXT).take_while(is_of_number);
    let begins_number = next.filter(|byte| byte.is_ascii_digit()).count() >= FEWEST_OF_NEXT;
    let n_digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_followed = matches!(rest.get(n_digits..), Some([b',', next, ..]) if !next.is_ascii_whitespace());
    let is_behind_comma = candidate.is_behind(b",") || candidate.is_behind(b"[");
    let in_list = sign == Some(b',') && (is_behind_comma || is_followed);
    // Neither decimals nor versions have so many groups; ",0" is a float's.
    let is_grouped =
        rule.file.find.proof == Proof::CheckDigits && candidate.n_groups >= FEWEST_GROUPS && n_digits >= MOST_DECIMALS;
    match () {
        () if begins_number || in_list || is_grouped => End::Whole,
        () if sign == Some(b',') && n_digits <= MOST_DECIMALS => End::Part,
        () => End::IfNamed,
    }
}

/// What stands behind a number, without a float's ".0": it belongs to the number. In cells some programs write ",0".
fn behind_float(buf: &str, end: usize, structured: bool) -> &str {
    let after = &buf[end..];
    let is_long = || {
        let last = buf.as_bytes()[..end].last_chunk::<FEWEST_OF_FLOAT>();
        last.is_some_and(|last| last.iter().all(u8::is_ascii_digit))
    };
    let comma = || after.strip_prefix(",0").filter(|_| structured && is_long());
    let rest = after.strip_prefix(".0").or_else(comma);
    rest.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(after)
}

/// Whether the word that goes on to a candidate is a web address.
pub fn is_in_url(before: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ';' | '|');
    let word = before.rsplit(ends).next().unwrap_or(before);
    word.as_bytes().windows(3).any(|three| three == b"://")
}
