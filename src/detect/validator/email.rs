//! E-mail addresses: shape, reserved domains, and whether a mailbox is a person's or a function's.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use super::{Candidate, Checked, Validator};
use crate::detect::Settings;
use crate::detect::around::line_before;
use crate::detect::names::{NAMES, WordSet, folded};
use crate::detect::neighbours::is_in_url;
use crate::detect::person;

pub(super) static VALIDATOR: Validator = Validator {
    name: "email",
    forms: &["personal", "unknown", "role", "obfuscated"],
    classes: &["personal", "unknown", "role"],
    check,
};

const PERSONAL: u8 = 0;
const UNKNOWN: u8 = 1;
const ROLE: u8 = 2;

/// Bytes before an address in which a web address or a path begins that it is a part of.
const PATH: usize = 300;

type Words = WordSet<String>;

/// What an address says by its parts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailboxes {
    roles: Words,
    technical: Words,
    /// What a text has in the place of a name: "firstname.lastname".
    placeholders: Words,
    freemail: Words,
    not_top_level: Words,
    reserved: Words,
    /// Words for a dot in an address that is written so that programs do not see it.
    dots: Words,
}

static MAILBOXES: LazyLock<Mailboxes> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/data/mailboxes.toml"))
        .expect("the embedded mailboxes are checked by a test")
});

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let (local, domain) = candidate.text().rsplit_once('@')?;
    if !is_local(local) || !is_domain(domain) || is_no_mailbox(candidate) {
        return None;
    }
    let from = value.len();
    push_lower(local, value);
    let at = value.len() - from;
    value.push('@');
    push_lower(domain, value);
    let (local, domain) = (&value[from..from + at], &value[from + at + 1..]);
    let name = local.split('+').next().unwrap_or(local);
    if is_nobodys(name, domain) {
        return None;
    }
    let class = match class(name, domain) {
        UNKNOWN if has_display_name(candidate) => PERSONAL,
        class => class,
    };
    if !domain.is_ascii() {
        let domain = punycode_domain(domain);
        value.truncate(from + at + 1);
        value.push_str(&domain);
    }
    Some(Checked {
        form: class,
        class,
        ..Checked::default()
    })
}

/// Whether the word stands for a dot: `firma [punt] be`.
pub fn is_dot_word(word: &str) -> bool {
    MAILBOXES.dots.contains(word.to_lowercase().as_str())
}

/// "Jan Peeters <jp@firma.be>": the name that stands before an address in angle brackets.
fn has_display_name(candidate: &Candidate<'_>) -> bool {
    let Some(before) = candidate.before().strip_suffix('<') else {
        return false;
    };
    let shown = before.trim_end_matches([' ', '"', '\'']);
    let shown = shown
        .rsplit(['\n', '"', ':', ';', ',', '>', '\''])
        .next()
        .unwrap_or("")
        .trim();
    person::read(shown, true)
        .is_some_and(|name| name.len == shown.len() && name.n_words > 1 && (name.given || name.surname))
}

fn push_lower(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        out[from..].make_ascii_lowercase();
    } else {
        out.extend(text.chars().flat_map(char::to_lowercase));
    }
}

fn class(name: &str, domain: &str) -> u8 {
    let mut parts = name
        .split(['.', '_', '-'])
        .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()));
    let first = parts.next().unwrap_or(name);
    let is_role = |part: &str| MAILBOXES.roles.contains(part);
    // "hr-antwerpen", but not "it.peeters" and "finance.lambert": who does the work is a person.
    let is_somebodys = |part: &str| NAMES.is_given(&folded(part)) || NAMES.is_surname(&folded(part));
    let is_of_place = || parts.clone().all(|part| !is_somebodys(part));
    if is_role(name) || is_role(first) && is_of_place() {
        return ROLE;
    }
    let is_alphabetic = |part: &str| {
        let ascii = |byte: u8| byte.is_ascii_alphabetic() || byte == b'\'';
        all(part, ascii, char::is_alphabetic)
    };
    let is_word = |part: &str| part.chars().nth(1).is_some() && is_alphabetic(part);
    let is_first = is_word(first) || (first != "'" && first.chars().count() == 1 && is_alphabetic(first));
    let named = is_first && parts.next().is_some_and(is_word) && parts.all(is_word);
    let is_name = || {
        let folded = folded(first);
        NAMES.is_given(&folded) || NAMES.is_surname(&folded) || first.contains('\'')
    };
    if named || MAILBOXES.freemail.contains(domain) || is_name() {
        PERSONAL
    } else {
        UNKNOWN
    }
}

fn is_local(local: &str) -> bool {
    let bytes = local.as_bytes();
    (1..=64).contains(&bytes.len())
        && !bytes.starts_with(b".")
        && !bytes.ends_with(b".")
        && !bytes.windows(2).any(|pair| pair == b"..")
        && (bytes.iter().any(u8::is_ascii_alphanumeric) || local.chars().any(char::is_alphanumeric))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && all(
                label,
                |byte| byte.is_ascii_alphanumeric() || byte == b'-',
                char::is_alphanumeric,
            )
    };
    let Some(dot) = domain.bytes().rposition(|byte| byte == b'.') else {
        return false;
    };
    let (rest, top) = (&domain[..dot], &domain[dot + 1..]);
    let is_top =
        top.len() >= 2 && all(top, |byte| byte.is_ascii_alphabetic(), char::is_alphabetic) || top.starts_with("xn--");
    domain.len() <= 253
        && is_top
        && rest.split('.').all(is_label)
        && (top.len() > 4 || !MAILBOXES.not_top_level.contains(top))
}

/// Whether every character is such an ASCII byte, or another such character.
fn all(text: &str, ascii: impl Fn(u8) -> bool, other: impl Fn(char) -> bool) -> bool {
    let fits = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => ascii(byte),
        _ => other(c),
    };
    text.bytes().all(&ascii) || !text.is_ascii() && text.chars().all(fits)
}

/// An at sign of other things: `git@host:path`, `sip:`, the user part of a URL, a Message-ID.
fn is_no_mailbox(candidate: &Candidate<'_>) -> bool {
    let is_path = match &candidate.buf.as_bytes()[candidate.end..] {
        [b'@', ..] => return true,
        // A field of EDIFACT: "COM+jan@firma.be:EM'".
        [b':', b'E', b'M', b'\'' | b'+', ..] => false,
        [b':', next, ..] => next.is_ascii_alphabetic() || *next == b'/',
        _ => false,
    };
    let last = candidate.start.checked_sub(1).map(|at| candidate.buf.as_bytes()[at]);
    match last {
        _ if is_path => true,
        Some(b'@') => true,
        Some(b'/' | b'\\' | b'=' | b'&' | b'?' | b'%' | b'#' | b':') if is_in_path(candidate) => true,
        Some(b'/') => candidate.is_behind(b"//"),
        Some(b':') => {
            candidate.is_behind(b"sip:")
                || candidate.is_behind(b"sips:")
                || candidate.is_behind(b"cid:")
                || candidate.is_behind(b"mid:")
                || is_event_id(candidate)
        }
        Some(b'<') => is_message_id(candidate.before()),
        _ => false,
    }
}

/// Whether it is a part of a web address ("https://firma.be/?m=jan@firma.be"), or a folder or file ("/home/jan@firma.be/nota"):
/// two mailboxes with a slash between are none.
fn is_in_path(candidate: &Candidate<'_>) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»');
    let before = line_before(candidate.buf, candidate.start, PATH);
    let word = before.rsplit(ends).next().unwrap_or(before);
    let word = word.rsplit(['"', '\'', '<', '>', ';', '|']).next().unwrap_or(word);
    let is_folder = word.ends_with(['/', '\\']);
    let drive = |rest: &str| rest.starts_with(":\\") || rest.starts_with(":/");
    let begins = ["~/", "./", "../", "\\\\"].iter().any(|start| word.starts_with(start))
        || word.len() > 1 && word.starts_with('/')
        || word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.get(1..).is_some_and(drive);
    is_in_url(word) || is_folder && begins && !word.contains('@')
}

/// Whether the line of a calendar is the id of an event: "UID:20260312T081400Z-8503@agenda.be-firma.be". A person's mailbox there
/// has no digit.
fn is_event_id(candidate: &Candidate<'_>) -> bool {
    let line = candidate.before().rsplit('\n').next().unwrap_or("");
    let field = line.split([':', ';']).next().unwrap_or("");
    let value = &candidate.buf[candidate.start..candidate.end];
    let local = value.split('@').next().unwrap_or("");
    let is_id = || {
        ["uid", "related-to"]
            .iter()
            .any(|name| field.eq_ignore_ascii_case(name))
    };
    local.contains(|c: char| c.is_ascii_digit()) && is_id()
}

/// Whether the line is a mail header that holds the ids of messages.
fn is_message_id(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    ["message-id", "in-reply-to", "references", "content-id"]
        .iter()
        .any(|field| {
            line.get(..field.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(field))
        })
}

/// Whether the text is an address that is never a finding: a program's own, or one in a domain for examples.
pub fn is_no_finding(address: &str) -> bool {
    let address = address.to_lowercase();
    let shape = address
        .rsplit_once('@')
        .filter(|(local, domain)| is_local(local) && is_domain(domain));
    shape.is_some_and(|(name, domain)| is_nobodys(name, domain))
}

fn is_nobodys(name: &str, domain: &str) -> bool {
    MAILBOXES.technical.contains(name) || MAILBOXES.placeholders.contains(name) || is_reserved(domain)
}

/// The domain, or one that it is below, is reserved ("*.test": everything below, not the name itself).
fn is_reserved(domain: &str) -> bool {
    let below = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]);
    MAILBOXES.reserved.contains(domain) || below.into_iter().any(|parent| MAILBOXES.reserved.contains(parent))
}

/// The domain with every label that is not ASCII in punycode.
fn punycode_domain(domain: &str) -> String {
    if domain.is_ascii() {
        return domain.to_owned();
    }
    let labels: Vec<String> = domain
        .split('.')
        .map(|label| match label.is_ascii() {
            true => label.to_owned(),
            false => format!("xn--{}", punycode(label)),
        })
        .collect();
    labels.join(".")
}

/// RFC 3492, section 6.3.
fn punycode(label: &str) -> String {
    const BASE: u32 = 36;
    let input: Vec<u32> = label.nfc().map(u32::from).collect();
    let mut output: String = label.nfc().filter(char::is_ascii).collect();
    let n_basic = u32::try_from(output.len()).unwrap_or(u32::MAX);
    if n_basic > 0 {
        output.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, n_basic);
    while (handled as usize) < input.len() {
        let Some(next) = input.iter().copied().filter(|&c| c >= n).min() else {
            break;
        };
        delta = delta.saturating_add((next - n).saturating_mul(handled + 1));
        n = next;
        for &c in &input {
            if c < n {
                delta = delta.saturating_add(1);
            }
            if c != n {
                continue;
            }
            let mut quotient = delta;
            for k in (BASE..).step_by(BASE as usize) {
                let threshold = k.saturating_sub(bias).clamp(1, 26);
                if quotient < threshold {
                    break;
                }
                output.push(digit(threshold + (quotient - threshold) % (BASE - threshold)));
                quotient = (quotient - threshold) / (BASE - threshold);
            }
            output.push(digit(quotient));
            bias = adapt(delta, handled + 1, handled == n_basic);
            delta = 0;
            handled += 1;
        }
        delta = delta.saturating_add(1);
        n = n.saturating_add(1);
    }
    output
}

fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, 36).unwrap_or('a')
}

fn adapt(delta: u32, n_points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / n_points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}
