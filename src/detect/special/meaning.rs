//! What the words around a term say of it: that it is denied, that the person named is someone else, that it is the
//! subject of a talk. Asked of the few terms that have a person near, so the words are looked up where they stand.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use crate::detect::names::{folded, is_alphanumeric};
use crate::detect::tally::WordHasher;
use crate::masks::{self, LANES, mask};

/// Words before a term, in its clause, that can deny it, and bytes in which they stand.
const NEGATION_WORDS: usize = 4;
const NEGATION_REACH: usize = 60;
const CLAUSE: &[char] = &['.', ':', ';', ',', '!', '?', '('];
/// A line at least this long goes on in the next one.
const WRAPPED: usize = 60;
/// Words before a French "pas" that may be its "ne".
const NE_WORDS: usize = 3;
/// Bytes behind a term in which its denial stands: "strafblad: geen".
const BEHIND: usize = 16;
/// Words before a name, on its line, that say who it is, and bytes in which they stand.
const ROLE_WORDS: usize = 4;
/// Words before a name in which it is said that its bearer says something.
const ATTRIBUTION_WORDS: usize = 3;
const ROLE_REACH: usize = 60;
/// Bytes around a term in which the words of a talk stand.
const TOPIC: usize = 120;
/// Words before a term, in its clause, that can make it one of many people.
const GROUP_WORDS: usize = 3;
/// Bytes of an address that are looked at to either side of a term.
const ADDRESS: usize = 64;
/// Lines, and bytes, at the beginning of a document that are its title.
const TITLE_LINES: usize = 3;
const TITLE: usize = 200;
/// A longer line is no title.
const TITLE_LINE: usize = 80;

/// Single words, folded; `word*` stands for all that begin so, `*word` for all that end so.
#[derive(Debug, Default)]
pub struct Words {
    whole: HashSet<String, BuildHasherDefault<WordHasher>>,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    /// A bit per three letters that one of them begins with: most words of a text begin with no such three. All bits,
    /// where only the end of a word tells.
    beginnings: Vec<u32>,
}

/// The lists of `lexicon.toml` that say what a term means where it stands.
#[derive(Debug)]
pub struct Meanings {
    pub negations: Words,
    pub after_ne: Words,
    pub ends: Words,
    pub denials: Words,
    pub bystanders: Words,
    pub attributions: Words,
    /// What is said of somebody. Between such words and a name they show that somebody else said it.
    pub verbs: Words,
    pub topics: Words,
    pub groups: Words,
    pub no_value: Words,
    pub classes: Words,
}

impl Words {
    pub fn new(words: &[String]) -> Self {
        let mut all = Self {
            beginnings: vec![0; 1 << (2 * LETTER_BITS)],
            ..Self::default()
        };
        for word in words {
            let folded = folded(word.trim_matches('*'));
            // Letters that a longer word may have there.
            let is_open = word.ends_with('*') && folded.len() < 3;
            match beginning(&folded).filter(|_| !word.starts_with('*') && !is_open) {
                Some((first_two, third)) => all.beginnings[first_two] |= 1 << third,
                None => all.beginnings.fill(u32::MAX),
            }
            match (word.ends_with('*'), word.starts_with('*')) {
                (true, _) => all.prefixes.push(folded),
                (_, true) => all.suffixes.push(folded),
                _ => {
                    all.whole.insert(folded);
                }
            }
        }
        all
    }

    /// Whether one of them is in a text. Most words are told from them by their first letters, without reading on.
    fn any_in(&self, text: &str) -> bool {
        let mut inside = false;
        for (n, chunk) in masks::chunks(text.as_bytes()).enumerate() {
            let (rows, foreign) = (mask(&chunk, ROW), mask(&chunk, [(0x80, 0xff)]));
            for bit in masks::ones(rows & !(rows << 1 | u64::from(inside))) {
                let start = n * LANES + bit;
                let len = (rows >> bit).trailing_ones();
                // A row of ASCII is a word, if it does not go on in the next chunk.
                let is_word = bit + (len as usize) < LANES && (foreign >> bit).trailing_zeros() >= len;
                let found = match is_word {
                    true => self.has(&text[start..start + len as usize]),
                    false => words(row_at(text, start)).any(|word| self.has(word)),
                };
                if found {
                    return true;
                }
            }
            inside = rows >> (LANES - 1) != 0;
        }
        false
    }

    /// Whether a word, as it is written, is one of them.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        match beginning(word) {
            Some(beginning) => self.may_begin(beginning) && self.has_folded(&folded(word)),
            None => {
                let folded = folded(word);
                beginning(&folded).is_none_or(|beginning| self.may_begin(beginning)) && self.has_folded(&folded)
            }
        }
    }

    fn may_begin(&self, (first_two, third): (usize, u32)) -> bool {
        self.beginnings[first_two] >> third & 1 != 0
    }

    fn has_folded(&self, folded: &str) -> bool {
        self.whole.contains(folded)
            || self.prefixes.iter().any(|prefix| folded.starts_with(prefix.as_str()))
            || self.suffixes.iter().any(|suffix| folded.ends_with(suffix.as_str()))
    }
}

/// Bits that tell letters apart, in any case.
const LETTER_BITS: u32 = 5;

/// The first two letters and the third, in any case; none if one of them is a letter that folding may change.
#[inline]
fn beginning(word: &str) -> Option<(usize, u32)> {
    let letter = |at: usize| word.as_bytes().get(at).copied().unwrap_or(0);
    let (first, second, third) = (letter(0), letter(1), letter(2));
    let low = |letter: u8| u32::from(letter) % (1 << LETTER_BITS);
    let first_two = low(first) << LETTER_BITS | low(second);
    (first | second | third)
        .is_ascii()
        .then_some((first_two as usize, low(third)))
}

impl Meanings {
    /// A denial stands before the term in its clause, or right behind it.
    pub fn is_denied(&self, buf: &str, span: &Range<usize>) -> bool {
        let clause = behind_last(
            before(buf, span.start, NEGATION_REACH),
            &['.', ':', ';', ',', '!', '?', '(', '\n'],
        );
        let mut before = words(clause).rev();
        for _ in 0..NEGATION_WORDS {
            let Some(word) = before.next() else { break };
            if self.ends.has(word) {
                break;
            }
            let with_ne = || before.clone().take(NE_WORDS).any(is_ne);
            if self.negations.has(word) || is_not(word) || self.after_ne.has(word) && with_ne() {
                return true;
            }
        }
        let behind = &buf[span.end..buf.floor_char_boundary((span.end + BEHIND).min(buf.len()))];
        let value = behind.trim_start_matches([' ', ':', '-', '=', '(']);
        let value = value.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        self.denials.has(value)
    }

    /// Who is named or addressed at `start` is to be contacted, wrote or said something, or treats others.
    pub fn is_bystander(&self, buf: &str, start: usize) -> bool {
        // The author of a quotation stands behind a dash of two.
        if before(buf, start, ROLE_REACH).trim_end_matches(' ').ends_with("--") {
            return true;
        }
        let line = behind_last(line_before(buf, start, ROLE_REACH), &[';', '!', '?']);
        // Behind a label only the label says who it is: "Contact: ", not the sentence before it.
        let (line, label) = line
            .trim_end()
            .strip_suffix(':')
            .map_or((line, false), |label| (label, true));
        let first = words(&buf[start..buf.floor_char_boundary((start + ROLE_REACH).min(buf.len()))]).next();
        let before = words(line).rev().take(if label { 1 } else { ROLE_WORDS });
        before.chain(first).any(|word| self.bystanders.has(word)) || !label && self.is_attribution(line)
    }

    /// The text before a name says that its bearer says something.
    fn is_attribution(&self, line: &str) -> bool {
        let before = words(behind_last(line, &[','])).rev().take(ATTRIBUTION_WORDS);
        let mut near = before.take_while(|word| !self.verbs.has(word));
        near.any(|word| self.attributions.has(word))
    }

    /// A talk, a course or a campaign has the term for its subject, or it is said of many people.
    pub fn is_topic(&self, buf: &str, span: &Range<usize>) -> bool {
        let behind = &buf[span.end..buf.floor_char_boundary((span.end + TOPIC).min(buf.len()))];
        let is_group = |word: &str| self.groups.has(word);
        let clause = behind_last(line_before(buf, span.start, NEGATION_REACH), CLAUSE);
        if words(clause).rev().take(GROUP_WORDS).any(is_group) || words(behind).next().is_some_and(is_group) {
            return true;
        }
        self.topics.any_in(before(buf, span.start, TOPIC)) || self.topics.any_in(behind)
    }

    /// Nothing is said in a cell: a dash, or a word for it.
    pub fn is_no_value(&self, cell: &str) -> bool {
        let mut words = words(cell);
        match (words.next(), words.next()) {
            (Some(word), None) => self.no_value.has(word),
            (word, _) => word.is_none(),
        }
    }

    /// The name or the first lines of a document say that it speaks of everybody: a law, a policy, a brochure.
    pub fn is_general(&self, title: &str) -> bool {
        let lines = title.lines().filter(|line| !line.trim().is_empty()).take(TITLE_LINES);
        let lines = lines.filter(|line| line.len() <= TITLE_LINE);
        lines.flat_map(words).any(|word| self.classes.has(word))
    }
}

/// What of a document's beginning is its title.
pub fn title(buf: &str) -> &str {
    &buf[..buf.floor_char_boundary(TITLE.min(buf.len()))]
}

/// A value stands behind a label: "Godsdienst: islam", "ICD-10 F32.1", or behind a key: `"diagnose": "F32.1"`,
/// `<diagnose>F32.1</diagnose>`. A line to be filled in is none, and so is a closing tag.
pub fn has_value(buf: &str, span: &Range<usize>) -> bool {
    let is_code = |value: &str| {
        let code = value.as_bytes();
        code.len() > 2 && code[0].is_ascii_uppercase() && code[1].is_ascii_digit() && code[2].is_ascii_digit()
    };
    let begins = |value: &str| value.trim_start_matches([' ', '"']).starts_with(char::is_alphanumeric);
    let behind = &buf[span.end..];
    if buf[..span.start].ends_with('<') {
        return behind.strip_prefix('>').is_some_and(begins);
    }
    let key = behind.strip_prefix('"').unwrap_or(behind);
    let spaced = key.trim_start_matches(' ');
    match spaced.strip_prefix(':') {
        Some(value) => begins(value) && !IS_EMPTY.iter().any(|empty| value.trim_start().starts_with(empty)),
        None => spaced.len() < behind.len() && is_code(spaced),
    }
}

/// The term is a part of an e-mail or web address, or of a name in a program (`scno_dependants`): no word of a text.
pub fn is_in_address(buf: &str, span: &Range<usize>) -> bool {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')' | ',' | ';');
    let behind = &buf[span.end..buf.floor_char_boundary((span.end + ADDRESS).min(buf.len()))];
    let before = before(buf, span.start, ADDRESS);
    let before = before.rsplit(is_end).next().unwrap_or("");
    let behind = behind.split(is_end).next().unwrap_or("");
    let has = |sign: &str| before.contains(sign) || behind.contains(sign);
    let in_name = before.ends_with('_') || behind.starts_with('_');
    has("@") || has("://") || before.starts_with("www.") || in_name
}

/// What JSON writes where there is no value.
const IS_EMPTY: [&str; 2] = ["null", "false"];

fn before(buf: &str, start: usize, reach: usize) -> &str {
    &buf[buf.ceil_char_boundary(start.saturating_sub(reach))..start]
}

/// What stands before on the same line, or on the line that is wrapped into it.
fn line_before(buf: &str, start: usize, reach: usize) -> &str {
    let text = before(buf, start, reach);
    let is_end = |at: usize| before(buf, at, WRAPPED).contains('\n') || at < WRAPPED;
    let ends = text.rmatch_indices('\n').map(|(at, _)| at);
    let end = ends.into_iter().find(|at| is_end(start - text.len() + at));
    end.map_or(text, |at| &text[at + 1..])
}

/// The part behind the last of these ASCII characters.
fn behind_last<'t>(text: &'t str, ends: &[char]) -> &'t str {
    let set = ends.iter().fold(0_u128, |set, &end| set | 1 << (end as u32 % 128));
    let last = text.bytes().rposition(|byte| byte.is_ascii() && set >> byte & 1 != 0);
    last.map_or(text, |at| text[at..].trim_start_matches(ends))
}

/// "ne", "n'est"
fn is_ne(word: &str) -> bool {
    let folded = folded(word);
    folded == "ne" || folded.starts_with("n'")
}

/// "doesn't"
fn is_not(word: &str) -> bool {
    word.contains('\'') && folded(word).ends_with("n't")
}

/// Letters, digits and apostrophes, and all that is not ASCII.
const ROW: masks::Class<5> = [(b'\'', b'\''), (b'0', b'9'), (b'A', b'Z'), (b'a', b'z'), (0x80, 0xff)];

/// The row of such bytes at a place.
fn row_at(text: &str, start: usize) -> &str {
    let is_row = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'' || !byte.is_ascii();
    let len = text.as_bytes()[start..].iter().take_while(|byte| is_row(byte)).count();
    &text[start..start + len]
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    text.split(|c: char| !is_alphanumeric(c) && c != '\'')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn a_value_stands_behind_a_label_or_a_key() {
        #[track_caller]
        fn check(text: &str, label: &str, expected: bool) {
            let start = text.find(label).unwrap();
            assert_eq!(
                super::has_value(text, &(start..start + label.len())),
                expected,
                "{text}"
            );
        }
        check("Godsdienst: islam", "Godsdienst", true);
        check("Godsdienst: ......", "Godsdienst", false);
        check("ICD-10 F32.1", "ICD-10", true);
        check("{\"diagnose\": \"F32.1\"}", "diagnose", true);
        check("{\"diagnose\":\"astma\"}", "diagnose", true);
        check("{\"diagnose\": null}", "diagnose", false);
        check("{\"diagnose\": \"\"}", "diagnose", false);
        check("<diagnose>astma</diagnose>", "diagnose", true);
        check("<diagnose></diagnose>", "diagnose", false);
        check("</diagnose>astma", "diagnose", false);
    }

    #[test]
    fn a_term_in_an_address_or_a_name_of_a_program_is_no_word() {
        #[track_caller]
        fn check(text: &str, term: &str, expected: bool) {
            let start = text.find(term).unwrap();
            assert_eq!(
                super::is_in_address(text, &(start..start + term.len())),
                expected,
                "{text}"
            );
        }
        check("Marco <marc0@autistici.org>", "autis", true);
        check("see https://voorbeeld.be/astma-bij-kinderen", "astma", true);
        check("www.astma.be", "astma", true);
        check("(objects, scno_dependants)", "dependants", true);
        check("Jan heeft astma.", "astma", false);
        check("jan@voorbeeld.be: astma", "astma", false);
        check("zijn astma/allergie", "astma", false);
    }

    #[test]
    fn a_denial_is_in_the_clause_of_its_term() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let start = text.find('<').unwrap();
            let plain = text.replace(['<', '>'], "");
            let end = text.find('>').unwrap() - 1;
            assert_eq!(
                DETECTOR.book.meanings.is_denied(&plain, &(start..end)),
                expected,
                "{text}"
            );
        }
        check("Hij heeft geen <strafblad>.", true);
        check("Ze is niet <zwanger>.", true);
        check("Elle n'est pas <enceinte>.", true);
        check("Il ne souffre plus d'<asthme>.", true);
        check("Er ist weder <schwerbehindert> noch alt.", true);
        check("She doesn't have <asthma>.", true);
        check("Strafblad: <strafblad>: geen", true);
        check("Un <casier judiciaire> vierge", true);
        check("Ze is pas <zwanger>.", false);
        check("Hij kan niet werken wegens <ziekteverlof>.", false);
        check("He is not here, on <sick leave>", false);
        check("Not only <asthma> but also", false);
        check("Geen probleem. <Astma> sinds 2010", false);
    }
}
