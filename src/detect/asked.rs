//! What terms ask of the text around them: names of persons, markers of templates. Each part of a window is read once,
//! and only where something asks.

use std::ops::Range;

use super::around::{before, behind, offset_of, range_of};
use super::names::{APOSTROPHES, NAMES, PERSON, elided, folded, is_alphabetic, without_possessive};
use super::person::{MOST_PARTICLES, is_capitalised};
use super::special::told_in;
use super::split::{Letters, Words};
use super::template::Markers;
use crate::masks::{self, LANES, mask};

/// Words from the second of a name on that show that it is a street's, an institute's or a prize's.
const NAMESAKE_WORDS: usize = 4;
/// Bytes behind a given name in which brackets and a surname stand.
const BRACKETS: usize = 60;
/// Bytes of what French writes together with a name.
const ELISION: usize = 12;

/// What is known so far of the names and markers in a window.
#[derive(Default)]
pub struct Asked {
    names: Vec<Name>,
    names_read: Read,
    /// All of them, also those that overlap.
    markers: Vec<Range<usize>>,
    markers_read: Read,
    lower: Vec<u8>,
    /// The span of the term that was asked about last, and its sentence.
    told: Option<[Range<usize>; 2]>,
}

/// Two words that are a person's name.
struct Name {
    start: usize,
    end: usize,
    /// Where the word ends that makes it the name of something else, if one does.
    namesake: Option<usize>,
}

impl Asked {
    /// To be called when the text of a window changes.
    pub fn forget(&mut self) {
        self.names.clear();
        self.names_read = Read::default();
        self.markers.clear();
        self.markers_read = Read::default();
        self.told = None;
    }

    /// The part of its sentence that is on the line of a span, see [`told_in`].
    pub fn told_in(&mut self, buf: &str, span: &Range<usize>) -> Range<usize> {
        match &self.told {
            Some([of, told]) if of == span => told.clone(),
            _ => {
                let told = told_in(buf, span);
                self.told = Some([span.clone(), told.clone()]);
                told
            }
        }
    }

    /// Where a given name stands before a capital, in the range.
    pub fn given_name(&mut self, buf: &str, range: &Range<usize>) -> Option<usize> {
        self.given_names(buf, range).next()
    }

    /// Everywhere in the range where a given name stands before a capital.
    pub fn given_names<'a>(&'a mut self, buf: &str, range: &Range<usize>) -> impl Iterator<Item = usize> + use<'a> {
        let range = range.start..range.end.min(buf.len());
        let (part, from_scratch) = self.names_read.unread(&range);
        if from_scratch {
            self.names.clear();
        }
        find_names(buf, part, &mut self.names);
        let first = self.names.partition_point(|name| name.start < range.start);
        let names = self.names[first..].iter().take_while(move |name| name.end <= range.end);
        let found = names.filter(move |name| name.namesake.is_none_or(|end| end > range.end));
        found.map(|name| name.start)
    }

    /// Whether so many markers that do not overlap stand in the range.
    pub fn has_markers(&mut self, buf: &str, range: &Range<usize>, markers: &Markers, n: usize) -> bool {
        let range = range.start..range.end.min(buf.len());
        let (part, from_scratch) = self.markers_read.unread(&range);
        if from_scratch {
            self.markers.clear();
        }
        markers.find(buf, part, &mut self.lower, &mut self.markers);
        let first = self.markers.partition_point(|marker| marker.start < range.start);
        let (mut at, mut n_found) = (range.start, 0);
        for marker in self.markers[first..]
            .iter()
            .take_while(|marker| marker.start < range.end)
        {
            if marker.start >= at && marker.end <= range.end {
                at = marker.end;
                n_found += 1;
            }
        }
        n_found >= n
    }
}

/// The part of a window that was read last. What asks comes nearly in order.
#[derive(Default)]
struct Read(Range<usize>);

impl Read {
    /// What of the range is still to be read, and whether all that was read before is to be forgotten.
    fn unread(&mut self, range: &Range<usize>) -> (Range<usize>, bool) {
        let from_scratch = range.start < self.0.start;
        if from_scratch || range.start > self.0.end {
            self.0 = range.start..range.start;
        }
        let part = self.0.end..range.end.max(self.0.end);
        self.0.end = part.end;
        (part, from_scratch)
    }
}

/// Adds the names that start in a part.
fn find_names(buf: &str, part: Range<usize>, out: &mut Vec<Name>) {
    let mut letter_before = false;
    let bytes = &buf.as_bytes()[part.clone()];
    for (n, chunk) in masks::chunks(bytes).enumerate() {
        // A capital, or the first byte of what may be one; most letters follow another one.
        let letters = mask(&chunk, [(b'A', b'Z'), (b'a', b'z')]);
        let capitals = mask(&chunk, [(b'A', b'Z'), (0xc3, 0xff)]);
        let starts = capitals & !(letters << 1 | u64::from(letter_before));
        letter_before = letters >> (LANES - 1) != 0;
        for bit in masks::ones(starts) {
            out.extend(name_at(buf, part.start + n * LANES + bit));
        }
    }
}

/// The name that starts with the capital at `start`: a given name first, or the surname first as in lists ("Peeters Jan",
/// "Peeters, Jan"). Particles may stand between: "Jan van den Berg".
fn name_at(buf: &str, start: usize) -> Option<Name> {
    if !begins_two(&buf[start..]) {
        return bracketed(buf, start);
    }
    let mut words = words(&buf[start..]);
    let first = words.next()?;
    if is_inside(buf, range_of(buf, first)) || offset_of(buf, first) > start || !is_capitalised(first) {
        return None;
    }
    let behind = words.clone();
    let second = words.nth(n_particles(words.clone()))?;
    let second = without_possessive(second).unwrap_or(second);
    let end = range_of(buf, second).end;
    if !is_capitalised(second) {
        return None;
    }
    let is_together = buf[start..end].chars().all(|c| is_word(c) || c == ' ');
    let begins_line = || {
        matches!(
            buf[..start].trim_end_matches(' ').as_bytes().last(),
            None | Some(b'\n' | b'\t')
        )
    };
    let is_listing = buf[start + first.len()..end].strip_prefix(", ") == Some(second) && begins_line();
    let (given, surname) = (folded(first), folded(second));
    let is_name = NAMES.is_given(&given) || NAMES.is_surname(&surname) && NAMES.is_word_name(&given);
    let is_reversed = NAMES.is_surname(&given) && NAMES.is_given(&surname);
    if !(is_together && (is_name || is_reversed) || is_listing && is_reversed) {
        return behind_particles(buf, start).map(|end| Name {
            start,
            end,
            namesake: None,
        });
    }
    let is_part = |word: &&str| is_capitalised(word) || PERSON.is_particle(word);
    // The street of an address stands on the next line.
    let is_near = |word: &&str| is_part(word) && !buf[start..offset_of(buf, word)].contains('\n');
    let mut behind = behind.take(NAMESAKE_WORDS).take_while(is_near);
    let namesake = behind.find(|word| PERSON.is_namesake(&folded(word)));
    let namesake = namesake.map(|word| range_of(buf, word).end);
    Some(Name { start, end, namesake })
}

/// Where a name ends that begins with the particles of its surname, as in lists: "De Mey Georgette", "Van den Berg Jan".
fn behind_particles(buf: &str, start: usize) -> Option<usize> {
    let text = behind(buf, start, BRACKETS);
    let is_particle = |word: &&str| PERSON.is_particle(&folded(word));
    let n = words(text).take(MOST_PARTICLES).take_while(is_particle).count();
    let (surname, given) = (words(text).nth(n)?, words(text).nth(n + 1)?);
    let end = range_of(buf, given).end;
    let is_together = buf[start..end].chars().all(|c| is_word(c) || c == ' ');
    let is_written = n > 0 && is_capitalised(surname) && is_capitalised(given) && NAMES.is_given_alone(&folded(given));
    let whole = || folded(&buf[start..range_of(buf, surname).end]);
    let is_known = || NAMES.is_surname(&folded(surname)) || NAMES.is_surname(&whole());
    (is_together && is_written && is_known()).then_some(end)
}

/// A known given name and surname with what stands in brackets between: "Sophie (née Dupont) Lambert".
fn bracketed(buf: &str, start: usize) -> Option<Name> {
    let first = &buf[start..start + letters_at(&buf[start..])];
    let inside = behind(buf, start + first.len(), BRACKETS).strip_prefix(" (")?;
    let (aside, rest) = inside.split_once(')')?;
    let name = rest.strip_prefix(' ')?;
    let second = words(name).next().filter(|word| name.starts_with(word))?;
    let is_name = || is_capitalised(first) && NAMES.is_given_alone(&folded(first)) && NAMES.is_surname(&folded(second));
    let is_one = !is_inside(buf, range_of(buf, first)) && !aside.contains(['\n', '(']) && is_capitalised(second);
    (is_one && is_name()).then(|| Name {
        start,
        end: range_of(buf, second).end,
        namesake: None,
    })
}

/// Whether what stands before a word is of the same one: not what French writes together with it ("d'Anne").
fn is_inside(buf: &str, word: Range<usize>) -> bool {
    let Some(last) = buf[..word.start].chars().next_back().filter(|&c| is_word(c)) else {
        return false;
    };
    if !APOSTROPHES.contains(&last) {
        return true;
    }
    let before = before(buf, word.start, ELISION);
    let start = word.start - before.len() + before.trim_end_matches(is_word).len();
    elided(&buf[start..word.end]) != word.start - start
}

/// Whether two words may begin a text that both begin with a capital, but for particles between them: most words with
/// one begin a sentence.
fn begins_two(text: &str) -> bool {
    let word = letters_at(text);
    let comma = usize::from(text.as_bytes().get(word) == Some(&b','));
    let spaces = text.as_bytes()[word + comma..]
        .iter()
        .take_while(|byte| **byte == b' ')
        .count();
    let word = word + comma;
    match text.as_bytes().get(word + spaces) {
        _ if spaces == 0 => false,
        Some(byte) if byte.is_ascii_uppercase() || *byte >= 0xc3 => true,
        Some(_) => {
            let mut behind = words(&text[word + spaces..]);
            let n = n_particles(behind.clone());
            behind.nth(n).is_some_and(is_capitalised)
        }
        None => false,
    }
}

/// Bytes of letters, and of what may stand between them, that a text begins with.
fn letters_at(text: &str) -> usize {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'-') || !byte.is_ascii();
    text.bytes().take_while(is_letter).count()
}

/// How many particles some words begin with.
fn n_particles<'t>(words: impl Iterator<Item = &'t str>) -> usize {
    let is_particle = |word: &str| PERSON.is_particle(word) || !word.is_ascii() && PERSON.is_particle(&folded(word));
    let small = words.take(MOST_PARTICLES).take_while(|word| is_particle(word));
    small.count()
}

fn is_word(c: char) -> bool {
    is_alphabetic(c) || c == '-' || APOSTROPHES.contains(&c)
}

static LETTERS: Letters = Letters::new(false, "-'", is_word);

fn words(text: &str) -> Words<'_> {
    LETTERS.words(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_before_a_capital_is_a_name_unless_something_is_named_so() {
        #[track_caller]
        fn check(text: &str, expected: Option<usize>) {
            let found = Asked::default().given_name(text, &(0..text.len() + 9));
            assert_eq!(found, expected, "{text}");
        }
        check("met Jan Peeters", Some(4));
        check("met Peeters Jan", Some(4));
        check("été, Émile  Dubois", Some(7));
        check("met jan Peeters, met Jan peeters, van-Jan Peeters", None);
        check("Jan, Peeters", None);
        check("Peeters, Jan", Some(0));
        check("De Mey Georgette", Some(0));
        check("De Smet Jan", Some(0));
        check("met Van den Berg Jan", Some(4));
        check("De Quintelier Tafel", None);
        check("De Mey, Georgette", None);
        check("De Peeters straat", None);
        check("in de Jan Van Ryswijckstraat", None);
        check("€Jan Peeters", Some(3));
        check("met Jan van den Berg", Some(4));
        check("met Anne van 't Hof", Some(4));
        check("met Marie-Claire d'Hondt", Some(4));
        check("met Marie-Claire d\u{2019}Hondt", Some(4));
        check("van Anne van \u{2019}t Hof", Some(4));
        check("met Jan D'Hooghe", Some(4));
        check("met Jan O'Brien", Some(4));
        check("met Awa N'Diaye", Some(4));
        check("Absence d'Olivier Petit", Some(10));
        check("Absence d\u{2019}Olivier Petit", Some(12));
        check("dit qu'Anne Dupont", Some(7));
        check("Qu'Anne Dupont", Some(3));
        check("le fils d'Émile Dubois", Some(10));
        check("xd'Olivier Petit", None);
        check("d'olivier Petit", None);
        check("D'Olivier Petit", None);
        check("Grace Peeters's", Some(0));
        check("Tom's Diner", None);
        check("met Jan-Baptist Oeyen", Some(4));
        check("met Jan van de bakker", None);
        check("in de Jan van Ryswijckstraat", None);
        check("het Jan van Breemen Instituut", None);
        check("de Anna van Burenstichting", None);
        check("door Peeters, Jan", None);
        check("Anna Schulz liegt im Krankenhaus", Some(0));
        check("Ousmane Sylla", Some(0));
        check("Grace Peeters", Some(0));
        check("Grace Period", None);
        check("Kim (vroeger Kevin) Jacobs is", Some(0));
        check("Sophie (née Dupont) Lambert est", Some(0));
        check("Kim (Kevin) jacobs", None);
        check("Gent (vroeger Kevin) Jacobs", None);
        check("Kim (Korea) Kitchen", None);
        check("Kim (Kevin)\nJacobs", None);
    }

    #[test]
    fn the_answer_does_not_depend_on_what_was_asked_before() {
        let text = "Jan Peeters en Els Janssens of Jan Maes, Jan Peeters. ".repeat(9);
        let (mut asked, markers) = (Asked::default(), Markers::of(&["ee", "E"]));
        for from in [40, 45, 10, 0, 200, 390, 60, 300] {
            for len in [5, 20, 100, 1000] {
                let range = from..from + len;
                let once = Asked::default().given_name(&text, &range);
                assert_eq!(asked.given_name(&text, &range), once, "{range:?}");
                for n in 1..30 {
                    let once = Asked::default().has_markers(&text, &range, &markers, n);
                    assert_eq!(asked.has_markers(&text, &range, &markers, n), once, "{range:?} {n}");
                }
            }
        }
    }
}
