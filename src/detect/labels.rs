//! Labels that other things have too ("auto", "kaart", "t"): they name a value only as the whole heading over it, or
//! right before it.

use std::ops::Range;

use super::around::{behind, line_before, line_behind, offset_of};
use super::engine::TermHit;
use super::lexicon::contexts::CONTEXTS;
use super::names::{PERSON, folded};
use super::split;
use super::words::{Finder, Found};

/// Between such a label and its value is no more.
const NEXT: usize = 12;
/// The label of a form and its value stand no further apart, and no such value is longer.
const FIELD: usize = 60;
/// A label of no more letters stands only where a part of the text begins, and so does one of the words above.
const SHORT: usize = 2;

/// A word that only says that a value follows.
pub fn is_filler(word: &str) -> bool {
    CONTEXTS.value_labels.fillers.contains(&folded(word))
}

/// What is written between a label and its value.
pub fn is_sign(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | ':' | '.' | '=' | '#' | '°' | 'º' | '(' | '"' | '\'' | '*' | '+'
    )
}

/// Whether a label stands right before a value: nothing but signs and perhaps "nr." between.
pub fn is_right_before(buf: &str, label: Range<usize>, value: usize) -> bool {
    let Some(between) = buf.get(label.end..value).filter(|between| between.len() <= NEXT) else {
        return false;
    };
    let mut words = between.split(is_sign).filter(|word| !word.is_empty());
    let follows = words.next().is_none_or(is_filler) && words.next().is_none();
    let is_number = is_filler(&buf[label.clone()]);
    let says_little = label.len() <= SHORT || is_number;
    // "Rijbewijs (nr. …": what stands before the brackets says which number.
    let is_of_word = || is_number && buf[..label.start].strip_suffix('(').is_some_and(ends_with_word);
    follows && (!says_little || begins(&buf[..label.start]) && !is_of_word())
}

fn ends_with_word(text: &str) -> bool {
    text.trim_end_matches(' ').ends_with(char::is_alphabetic)
}

/// Whether a line, a sentence, a field or a column begins behind.
fn begins(before: &str) -> bool {
    let bare = before.trim_end_matches([' ', '\t']);
    let n_spaces = before.len() - bare.len();
    match bare.chars().next_back() {
        None | Some('\n' | '|' | '(' | '[' | ';' | ',' | '"') => true,
        Some(last) if last.is_alphanumeric() => n_spaces > 1 || before.ends_with('\t'),
        Some(_) => n_spaces > 0,
    }
}

/// Whether a term is all of a heading but for signs around it, or all of one of the ways in which it is read.
pub fn is_whole(heading: &str, term: Range<usize>) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    let (before, behind) = beside(heading, term);
    let rest = behind.trim_matches(|c: char| !is_letter(c));
    !before.contains(is_letter) && (rest.is_empty() || is_filler(rest))
}

/// What stands before and behind a term in the way that the heading is read in.
pub fn beside(heading: &str, term: Range<usize>) -> (&str, &str) {
    let before = heading[..term.start].rsplit(" | ").next().unwrap_or("");
    let behind = heading[term.end..].split(" | ").next().unwrap_or("");
    (before, behind)
}

/// Whether a label stands before a value as in a form: with a colon or the border of a cell between them, with nothing else
/// on their line, or alone on the line right above a value that is alone, too. `names` says of where a word begins whether
/// it is of a label.
pub fn is_of_form(buf: &str, label: &Range<usize>, value: &Range<usize>, names: impl Fn(usize) -> bool) -> bool {
    let Some(between) = buf
        .get(label.end..value.start)
        .filter(|between| between.len() <= FIELD && !between.contains([',', ';']))
    else {
        return false;
    };
    let says_no_more = |part: &str| {
        let mut words = split::alphanumeric(part);
        words.all(|word| is_filler(word) || PERSON.is_particle(&folded(word)) || names(offset_of(buf, word)))
    };
    let begins_line = || says_no_more(line_before(buf, label.start, FIELD));
    let ends_line = || line_behind(buf, value.end, FIELD).trim().is_empty();
    match between.split_once('\n') {
        None => says_no_more(between) && (between.contains([':', '=', '\t']) || begins_line() && ends_line()),
        Some((rest, below)) => {
            // A line of its own may only say that a number follows: "rijbewijs\nnummer\n0918273645".
            let (filler, indent) = below.rsplit_once('\n').unwrap_or(("", below));
            let is_next =
                indent.trim().is_empty() && (filler.len() + indent.len() == below.len() || is_only_filler(filler));
            is_next && says_no_more(rest) && begins_line() && ends_line() && !is_first_of_list(buf, value)
        }
    }
}

/// Whether a line is one word that only says that a value follows: "n°", "Nr.", "nummer:".
fn is_only_filler(line: &str) -> bool {
    let mut words = split::alphanumeric(line);
    !line.contains('\n') && words.next().is_some_and(is_filler) && words.next().is_none()
}

/// Whether a line below a value is written alike: a heading stands over a list of things.
fn is_first_of_list(buf: &str, value: &Range<usize>) -> bool {
    let shape = |text: &str| -> String {
        let sign = |c: char| match c {
            _ if c.is_numeric() => '9',
            _ if c.is_alphabetic() => 'a',
            _ => c,
        };
        text.trim().chars().map(sign).collect()
    };
    let below = behind(buf, value.end, 2 * FIELD).split('\n').nth(1).unwrap_or("");
    shape(below) == shape(&buf[value.clone()])
}

impl Finder<'_> {
    /// Tries a rule behind one of its keywords, or right behind one of its labels. Some rules find values before them, too.
    pub(super) fn behind(&mut self, hit: &TermHit, rule: u16, find: impl FnOnce(&mut Self)) {
        let known = self.detector.rule(rule);
        let context = self.detector.term(hit).context;
        if context & (known.keywords | known.labels) == 0 {
            return;
        }
        let n_before = self.out.len();
        find(self);
        if context & known.keywords == 0 {
            let (buf, label) = (self.buf, hit.start as usize..hit.end as usize);
            let found = self.out.split_off(n_before);
            let is_next =
                |found: &Found| found.span.end <= label.start || is_right_before(buf, label.clone(), found.span.start);
            self.out.extend(found.into_iter().filter(is_next));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_what_stands_right_behind_it() {
        #[track_caller]
        fn check(text: &str, label: &str, expected: bool) {
            let start = text.find(label).unwrap();
            let value = text.find('#').unwrap();
            assert_eq!(
                is_right_before(text, start..start + label.len(), value),
                expected,
                "{text}"
            );
        }
        check("auto: #", "auto", true);
        check("plaat nr. #", "plaat", true);
        check("de auto van Jan #", "auto", false);
        check("auto, kaart 3, #", "auto", false);
        check("t #", "t", true);
        check("bureau 3, t. #", "t", true);
        check("T 02 | M #", "M", true);
        check("don't #", "t", false);
        check("het gratis nummer #", "nummer", false);
        check("Nummer: #", "Nummer", true);
        check("rijbewijs (nr. #", "nr", false);
        check("3 (nr. #", "nr", true);
        check("12 m #", "m", false);
    }

    #[test]
    fn a_form_has_its_label_before_or_above_the_value() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let label = text.find("pas").unwrap();
            let value = text.find("12345").unwrap();
            let is_label = |at: usize| text[at..].starts_with("kaart");
            let found = is_of_form(text, &(label..label + 3), &(value..value + 5), is_label);
            assert_eq!(found, expected, "{text}");
        }
        for text in [
            "pas: 12345",
            "Jan, nr. pas nr : 12345",
            "pas\t12345 x",
            "pas\n12345",
            "numero de pas nr. :\n  12345\ngeldig\n",
            "kaart pas kaart\n12345\n123456\n",
            "pas-nummer: 12345",
            "nr pas 12345",
            "Naam Jan\npas nr 12345\nLid ja",
            "pas\nnummer\n12345",
            "pas\nn°\n12345\ngeldig",
            "pas\n  Nr. :\n  12345",
        ] {
            check(text, true);
        }
        for text in [
            "zijn pas 12345",
            "pas 12345 van Jan",
            "pas van Jan: 12345",
            "pas, nr: 12345",
            "pas 3: 12345",
            "hij verloor zijn pas\n12345",
            "pas van 3\n12345",
            "pas\n\n12345",
            "pas\n12345 bouten",
            "pas\nbouten 12345",
            "pas\n12345\n67890\n",
            "pas\nnummer van Jan\n12345",
            "pas\nnummer 3\n12345",
            "pas\n\nnummer\n12345",
            "pas\nnummer\n\n12345",
            "pas\nnummer\n12345 bouten",
            "hij verloor zijn pas\nnummer\n12345",
            "pas\nnummer\n12345\n67890\n",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn a_heading_is_named_by_all_of_it() {
        #[track_caller]
        fn check(heading: &str, term: &str, expected: bool) {
            let start = heading.find(term).unwrap();
            assert_eq!(is_whole(heading, start..start + term.len()), expected, "{heading}");
        }
        check("auto", "auto", true);
        check(" auto nr.", "auto", true);
        check("merk auto", "auto", false);
        check("auto merk", "auto", false);
        check("auto Nr | autoNr", "auto", true);
    }
}
