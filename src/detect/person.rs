//! Names of persons: behind a title or a label, under a heading, or known from the list of Belgian names.

use std::ops::Range;

use super::after_name;
use super::around;
use super::context::LabelInfo;
use super::engine::TermHit;
use super::keys;
use super::lexicon::contexts::CONTEXTS;
use super::names::{APOSTROPHES, NAMES, PERSON, folded};
use super::split;
use super::words::{Finder, Support};

/// How a name was recognised; each gives a base score of its own.
pub static FORMS: &[&str] = &["title", "label", "listed", "given", "heading"];
/// Several words, or only one: a surname without a given name tells few people apart.
pub static CLASSES: &[&str] = &["whole", "part"];
pub const PART: u8 = 1;
pub const TITLE: u8 = 0;
pub const LABEL: u8 = 1;
pub const LISTED: u8 = 2;
pub const GIVEN: u8 = 3;
pub const HEADING: u8 = 4;

/// No name has more words.
const MOST_WORDS: usize = 6;
/// Particles between a given name and a surname, at most: "de la", "van den".
pub const MOST_PARTICLES: usize = 3;
/// Bytes between the two parts of a name that stand under labels of their own.
const BETWEEN_PARTS: usize = 40;
/// Fill characters between a label and its colon or value.
const MOST_FILL: usize = 40;
/// Bytes before a label in which an element or what a setting is of stands.
const KEY: usize = 60;
/// Bytes of a request before the name of a parameter.
const REQUEST: usize = 200;

/// A name that a text begins with.
pub struct Name {
    /// Bytes, up to the end of the last word.
    pub len: usize,
    /// Words that are no particles.
    pub n_words: usize,
    /// "PEETERS Jan"
    pub surname_in_capitals: bool,
    /// A word is a given name, a word or several are a surname.
    pub given: bool,
    pub surname: bool,
}

/// A part of a name, whose other part may stand beside it.
pub struct Part {
    pub span: Range<usize>,
    pub is_given: bool,
}

/// The name that a text begins with. `listing` allows "Peeters, Jan".
pub fn read(text: &str, listing: bool) -> Option<Name> {
    let (mut at, mut end, mut n_words) = (0, 0, 0);
    let mut words: Vec<String> = Vec::new();
    let mut capitals = (false, false);
    while words.len() < MOST_WORDS {
        let Some(word) = word_at(&text[at..]) else { break };
        let folded = folded(word.trim_end_matches('.'));
        if words.is_empty() && (PERSON.is_no_name(&folded) || text[word.len()..].starts_with('.')) {
            return None;
        }
        if PERSON.is_company(&folded) || PERSON.is_street(&folded) {
            return None;
        }
        let is_in_surname = words.last().is_some_and(|word| PERSON.is_particle(word));
        if n_words > 0 && !is_in_surname && is_capitalised(word) && is_next_label(&text[at..], n_words, capitals) {
            break;
        }
        if is_capitalised(word) {
            let is_particle = PERSON.is_particle(&folded) && word.chars().any(char::is_lowercase);
            if !is_particle {
                let in_capitals = word.chars().nth(2).is_some() && !word.chars().any(char::is_lowercase);
                capitals.0 |= in_capitals && n_words == 0;
                capitals.1 |= !in_capitals && n_words > 0;
                n_words += 1;
                end = at + word.len();
            }
        } else if !PERSON.is_particle(&folded) {
            break;
        }
        words.push(folded);
        at += word.len();
        let Some(next) = next_word(&text[at..], listing && n_words == 1 && end == at) else {
            break;
        };
        at += next;
    }
    let surname = has_surname(&words);
    let is_given = |word: &String| NAMES.is_given(word) || surname && NAMES.is_word_name(word);
    (n_words > 0).then(|| Name {
        len: end,
        n_words,
        surname_in_capitals: capitals == (true, true),
        given: words.iter().any(is_given),
        surname,
    })
}

/// Whether a label stands behind the words of a name: "RR" is a surname where the given name is in capitals, too.
fn is_next_label(text: &str, n_words: usize, (first_in_capitals, _): (bool, bool)) -> bool {
    after_name::is_label(text, n_words > 1 && !first_in_capitals)
}

/// The word at the beginning: letters, with hyphens and apostrophes between them; or an initial with its full stop.
fn word_at(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let joins = c == '-' || APOSTROPHES.contains(&c) && !(end > 0 && is_possessive(&text[at..]));
        let joins = joins && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphabetic() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    let is_initial = text[..end].chars().count() == 1 && text[..end].chars().all(char::is_uppercase);
    let end = end + usize::from(is_initial && text[end..].starts_with('.'));
    (end > 0).then_some(&text[..end])
}

/// "'s" at the end of a word: of "Peeters's" only the name is one.
fn is_possessive(text: &str) -> bool {
    let behind = text.trim_start_matches(APOSTROPHES).strip_prefix('s');
    behind.is_some_and(|behind| !behind.starts_with(char::is_alphabetic))
}

/// Bytes from the end of a word to the next one.
fn next_word(text: &str, comma: bool) -> Option<usize> {
    let rest = if comma {
        text.strip_prefix(',').unwrap_or(text)
    } else {
        text
    };
    let n_spaces = rest.bytes().take_while(|&byte| byte == b' ').count();
    (1..=2)
        .contains(&n_spaces)
        .then_some(text.len() - rest.len() + n_spaces)
}

/// "Jan", "PEETERS", "J.", "d'Hondt"
pub fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    // Most words are told by their bytes: no part of them is such a sign.
    let may_join = || word.bytes().any(|byte| byte == b'\'' || !byte.is_ascii());
    let is_joined = || {
        let rest = word.split_once(APOSTROPHES).map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    first && letters.next().is_some() || may_join() && is_joined()
}

/// Whether some words that stand together are a surname.
fn has_surname(words: &[String]) -> bool {
    (0..words.len()).any(|first| {
        (first..words.len()).any(|last| match first == last {
            true => NAMES.is_surname(&words[first]),
            false => NAMES.is_surname(&words[first..=last].join(" ")),
        })
    })
}

/// A name as tokens are made of it: folded, single spaces, as written.
pub fn normalised(text: &str) -> String {
    let is_border = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-' | '.');
    split::spaced(&folded(text), is_border)
}

/// The name that begins at a place where the lists know one: where it is, and how it was recognised.
pub fn listed(buf: &str, start: usize, end: usize) -> Option<(Range<usize>, u8)> {
    let name = read(&buf[start..buf.floor_char_boundary(end.min(buf.len()))], false)?;
    let form = if name.surname { LISTED } else { GIVEN };
    (name.n_words > 1).then_some((start..start + name.len, form))
}

/// Whether a text is a known given name and another one, and nothing else.
pub fn is_whole_name(text: &str) -> bool {
    let name = read(text, true);
    name.is_some_and(|name| name.len == text.len() && name.given && name.n_words > 1)
}

/// Whether a text is a person's name and nothing else, by the lists: "Jan Claes" or "Claes, Jan", no "Bakkerij Jan Claes".
pub fn is_known_name(text: &str) -> bool {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty()).map(folded);
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else {
        return false;
    };
    let begins_surname = || NAMES.is_surname(&first) || PERSON.is_particle(&first);
    let in_order = NAMES.is_given(&first) || begins_surname() && NAMES.is_given(&last);
    in_order && read(text, true).is_some_and(|name| name.len == text.len() && name.n_words > 1 && name.surname)
}

/// The same, or a given name before a surname that the lists do not know: "Jan Zonderling", no "Pizza Margherita".
pub fn is_somebody(text: &str) -> bool {
    let first = folded(text.split(' ').next().unwrap_or(""));
    is_known_name(text) || NAMES.is_given_alone(&first) && is_whole_name(text)
}

/// A title's full stop, spaces, and a capital.
pub fn is_before_name(behind: &str) -> bool {
    let name = behind.strip_prefix('.').unwrap_or(behind);
    let trimmed = name.trim_start_matches(' ');
    let mut letters = trimmed.chars();
    (trimmed.len() < name.len() || name.len() < behind.len())
        && name.len() - trimmed.len() <= 2
        && letters.next().is_some_and(char::is_uppercase)
        && letters
            .next()
            .is_some_and(|c| c.is_lowercase() || c == '\'' || c == '.')
}

/// A space, and a given name that is no other word.
pub fn is_before_given(behind: &str) -> bool {
    let name = behind.strip_prefix(' ').and_then(word_at);
    name.is_some_and(|name| is_capitalised(name) && NAMES.is_given(&folded(name)))
}

impl Finder<'_> {
    /// "Dhr. Jan Peeters": a short title must look like one.
    pub(super) fn title(&mut self, hit: &TermHit, rule: u16) {
        let (title, behind) = (
            &self.buf.as_bytes()[hit.start as usize..hit.end as usize],
            hit.end as usize,
        );
        let has_stop = self.buf[behind..].starts_with('.');
        let looks_like_one = match title {
            [letter] => letter.is_ascii_uppercase() && has_stop,
            [first, _] => first.is_ascii_uppercase() || has_stop,
            _ => true,
        };
        if !looks_like_one || !is_before_name(&self.buf[behind..]) {
            return;
        }
        let start = behind + self.buf[behind..].len() - self.buf[behind..].trim_start_matches(['.', ' ']).len();
        if let Some(name) = read(&self.buf[start..], false) {
            self.name(start..start + name.len, rule, TITLE);
        }
    }

    /// `Naam: Jan Peeters`, `<naam>Jan Peeters</naam>`, `"naam": "Jan Peeters"`; `behind` are the terms that follow.
    pub(super) fn label(&mut self, hit: &TermHit, behind: &[TermHit], rule: u16, before: Option<Part>) -> Option<Part> {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let info = self.detector.term(hit);
        let joined = self.buf[..start].trim_end_matches(' ');
        // "Nom: Dupont Prénom: Marie"
        let is_behind_part = before.as_ref().is_some_and(|part| part.span.end == joined.len());
        let stands_alone = is_behind_part || begins_label(joined, &self.buf[..end]);
        // "/person?id=3&naam=Peeters HTTP/1.1": a parameter of a request.
        let is_of_request = || {
            let word = around::before(self.buf, start, REQUEST)
                .rsplit(char::is_whitespace)
                .next();
            word.is_some_and(|word| word.contains('?') && word.ends_with(['?', '&']))
        };
        let value = (stands_alone && !is_of_request()).then(|| value_behind(self.buf, end));
        let value = value.flatten();
        let Some(value) = value else { return before };
        let Some(name) =
            read(&self.buf[value..], true).filter(|name| !self.is_heading(value..value + name.len, behind))
        else {
            return before;
        };
        let is_second = info.given_label && self.is_second_label(joined);
        let label = LabelInfo {
            name: true,
            given: info.given_label && !is_second,
            surname: info.surname_label,
            loose: info.loose_label,
            ..LabelInfo::default()
        };
        self.named(value..value + name.len, &name, rule, label, before, BETWEEN_PARTS)
    }

    /// A label stands right before this one, for both parts of a name: "Name, Vorname: Brandt, Heike".
    fn is_second_label(&self, before: &str) -> bool {
        let Some(first) = before.strip_suffix([',', '/', '&', '+']) else {
            return false;
        };
        let first = first.trim_end_matches(' ');
        let start = first.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
        CONTEXTS
            .person
            .both_labels
            .contains(&folded(&first[first.ceil_char_boundary(start)..]))
    }

    /// A row of headings is no name: `Naam`, `Voornaam`, `Rijksregisternummer`.
    fn is_heading(&self, value: Range<usize>, terms: &[TermHit]) -> bool {
        terms
            .iter()
            .take_while(|term| term.start as usize <= value.start)
            .filter(|term| term.start as usize == value.start)
            .any(|term| {
                let info = self.detector.term(term);
                let rest = self.buf.get(term.end as usize..value.end).unwrap_or_default();
                (info.name_label || info.context != 0) && !rest.contains(' ')
            })
    }

    /// A name under a label or heading. Parts of a name are put together; gives a part that may still get its other.
    pub(super) fn named(
        &mut self,
        span: Range<usize>,
        name: &Name,
        rule: u16,
        label: LabelInfo,
        before: Option<Part>,
        between: usize,
    ) -> Option<Part> {
        let part = Part {
            span: span.clone(),
            is_given: label.given,
        };
        if let Some(other) = before.filter(|other| other.is_given != label.given) {
            let distance = span.start.saturating_sub(other.span.end);
            if distance <= between && other.span.end <= span.start {
                self.replaced.push((other.span.start, other.span.end));
                self.name_of(other.span.start..span.end, [&other.span, &span], rule, LABEL);
                return None;
            }
        }
        let is_known = name.given || name.surname;
        let is_whole = match (label.given, label.surname) {
            (true, _) => false,
            (_, true) => true,
            _ => name.n_words > 1 && (is_known || !label.loose) || name.surname && !label.loose,
        };
        if is_whole {
            let form = if name.surname_in_capitals { HEADING } else { LABEL };
            self.name(span, rule, form);
        }
        Some(part)
    }

    pub(super) fn name(&mut self, span: Range<usize>, rule: u16, form: u8) {
        self.name_of(span.clone(), [&span, &(0..0)], rule, form);
    }

    fn name_of(&mut self, span: Range<usize>, parts: [&Range<usize>; 2], rule: u16, form: u8) {
        let parts = parts.map(|part| normalised(&self.buf[part.clone()]));
        let value = parts.join(" ");
        let value = value.trim_end();
        self.keep(span, rule, form, value, Support::Base);
        if let Some(found) = self.out.last_mut().filter(|_| !value.contains(' ')) {
            found.class = PART;
        }
    }
}

/// Whether nothing before a label is of it: no other word, unless that is the name of the element of which it is an attribute
/// ("<persoon naam="), or what a setting is of, and that is a person ("klant.naam="; "bestand.naam=").
fn begins_label(before: &str, with_label: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !before.ends_with(is_of_word) {
        return true;
    }
    let near = around::before(before, before.len(), KEY);
    let owner = match with_label[before.len()..].starts_with(' ') {
        true => {
            let element = near.len() - near.trim_end_matches(|c| is_of_word(c) || c == ':').len();
            let (rest, element) = near.split_at(near.len() - element);
            Some(element).filter(|_| rest.ends_with('<'))
        }
        false => keys::ends_with_key(with_label).filter(|_| near.ends_with('.')),
    };
    owner.is_some_and(|owner| !PERSON.is_of_something_else(owner))
}

/// Where the value behind a label begins: behind a colon, equals sign, tag end or cell border.
fn value_behind(buf: &str, end: usize) -> Option<usize> {
    let bytes = &buf.as_bytes()[end..];
    let is_fill = |byte: &u8| matches!(byte, b' ' | b'"' | b'\'' | b'.' | b'_' | b'*');
    let n_fill = bytes.iter().take(MOST_FILL).take_while(|byte| is_fill(byte)).count();
    let sign = *bytes.get(n_fill)?;
    if !matches!(sign, b':' | b'=' | b'>' | b'\t') {
        return None;
    }
    let behind = &bytes[n_fill + 1..];
    let n_more = behind
        .iter()
        .take(MOST_FILL)
        .take_while(|byte| is_fill(byte) || **byte == b'\t')
        .count();
    Some(end + n_fill + 1 + n_more)
}
