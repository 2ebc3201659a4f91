//! Signs that stand for "born" before a date: "(°12-03-1965)", "(*08.03.1946)", "Mia Testa, b. 2/8/1960".

use std::ops::Range;

use super::around;
use super::birth::{BORN_REACH, KEYWORD, PLACE_REACH, SIGN, behind, is_place};
use super::date::{LONGEST, read};
use super::names::{NAMES, folded};
use super::person;
use super::words::Finder;

/// Stands for "born" before a date or a place and a date: "(°12-03-1965)", "° Gent, 12 maart 1965".
const BIRTH_SIGN: &str = "°";
/// The same in German: "(*08.03.1946)".
const STAR: &str = "*";
/// The same in English: "(b. 2 August 1960)", "Mia Testa, b. 2/8/1960".
const BORN_SHORT: &str = "b. ";
/// No more spaces stand between a name and such a sign, as in a column.
const SPACES: usize = 8;

/// Where the sign stands that tells that a date is one of a birth, if one does: "°12/03/1969", "* Gent, 12.03.1969".
pub fn sign_before(buf: &str, date: usize) -> Option<usize> {
    let line = around::line_before(buf, date, PLACE_REACH);
    let (at, sign) = [BIRTH_SIGN, STAR]
        .into_iter()
        .filter_map(|sign| Some((line.rfind(sign)?, sign)))
        .max()?;
    is_place(&line[at + sign.len()..]).then_some(date - line.len() + at)
}

/// Whether brackets or a comma stand before a sign, or spaces and a word that fits.
fn is_apart(buf: &str, sign: usize, fits: impl Fn(&str) -> bool) -> bool {
    let line = around::line_before(buf, sign, BORN_REACH);
    let text = line.trim_end_matches(' ');
    match (text.chars().next_back(), line.len() - text.len()) {
        (Some('('), 0) => true,
        (Some(',' | ';'), 1..=SPACES) => true,
        (Some(_), 1..=SPACES) => fits(text.rsplit([' ', '-']).next().unwrap_or("")),
        _ => false,
    }
}

/// Letters before a sign, not a number.
fn is_word(word: &str) -> bool {
    word.ends_with(char::is_alphabetic)
}

fn is_name_of_person(word: &str) -> bool {
    let is_known = |word: &str| NAMES.is_given(word) || NAMES.is_surname(word) || NAMES.is_word_name(word);
    person::is_capitalised(word) && is_known(&folded(word))
}

impl Finder<'_> {
    /// Dates behind a German star, with points as Germans write them: "(*08.03.1946)", "Vanderlinden, Rosette  * 04.01.1947". At
    /// the beginning of a line it is a point of a list.
    fn behind_stars(&mut self, range: &Range<usize>, rule: u16) {
        let buf = self.buf;
        for at in memchr::memchr_iter(b'*', &buf.as_bytes()[range.clone()]).map(|at| range.start + at) {
            let behind = around::behind(buf, at + STAR.len(), LONGEST);
            let date = behind.trim_start_matches(' ');
            let n_spaces = behind.len() - date.len();
            let n_digits = date.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=2).contains(&n_digits) || !date[n_digits..].starts_with('.') || n_spaces > 1 {
                continue;
            }
            // With a space it may also stand for "times".
            let is_apart = is_apart(buf, at, if n_spaces > 0 { is_name_of_person } else { is_word });
            let found = is_apart.then(|| read(date, self.settings.today)).flatten();
            if let Some((len, day)) = found.filter(|(len, _)| !date[*len..].starts_with('*')) {
                let start = around::offset_of(buf, date);
                self.born(start..start + len, day, rule, SIGN);
            }
        }
    }

    /// Dates right behind the English abbreviation, where brackets, a comma or spaces part it from a name.
    fn behind_short(&mut self, range: &Range<usize>, rule: u16) {
        let buf = self.buf;
        for at in memchr::memmem::find_iter(&buf.as_bytes()[range.clone()], BORN_SHORT).map(|at| range.start + at) {
            // A point of a list stands behind another one, and no name.
            let word = around::line_before(buf, at, BORN_REACH).trim_end_matches([' ', ',', ';', '(']);
            let is_behind_name = word.rsplit(' ').next().is_some_and(person::is_capitalised);
            let start = at + BORN_SHORT.len();
            let is_inside = is_behind_name && is_apart(buf, at, is_name_of_person);
            let date = is_inside.then(|| read(around::behind(buf, start, LONGEST), self.settings.today));
            if let Some((len, date)) = date.flatten() {
                self.born(start..start + len, date, rule, SIGN);
            }
        }
    }

    /// Dates behind a sign that stands for "born"; behind a letter or digit it is another one: "N° 12", "20 °C".
    pub(super) fn behind_birth_signs(&mut self, range: &Range<usize>) {
        let Some((rule, buf)) = self.detector.words.birth_date.map(|rule| (rule, self.buf)) else {
            return;
        };
        self.behind_stars(range, rule);
        self.behind_short(range, rule);
        for at in memchr::memmem::find_iter(&buf.as_bytes()[range.clone()], BIRTH_SIGN) {
            let at = range.start + at;
            let stands_alone = buf[..at]
                .chars()
                .next_back()
                .is_none_or(|c| matches!(c, '(' | ',' | ';') || c.is_whitespace());
            let end = at + BIRTH_SIGN.len();
            let found = stands_alone
                .then(|| behind(buf, end, self.border(end).is_some(), self.settings.today))
                .flatten();
            if let Some((span, date)) = found.filter(|(span, _)| is_place(&buf[end..span.start])) {
                self.all_born(span.start, span, date, rule, KEYWORD);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_stands_for_born() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let date = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(sign_before(text, date).map(|at| &text[..at]), expected, "{text}");
        }
        check("Jan Testa (°12/03/1969)", Some("Jan Testa ("));
        check("Jan Testa, *12.03.1969", Some("Jan Testa, "));
        check("Jan Testa, ° Gent, 12/03/1969", Some("Jan Testa, "));
        check("Jan Testa, 12/03/1969", None);
        check("* Jan Testa: 12/03/1969", None);
    }

    #[test]
    fn a_sign_stands_apart_from_what_is_before_it() {
        #[track_caller]
        fn check(before: &str, (word, name): (bool, bool)) {
            assert_eq!(is_apart(before, before.len(), is_word), word, "{before}");
            assert_eq!(is_apart(before, before.len(), is_name_of_person), name, "{before}");
        }
        check("Jan Testa (", (true, true));
        check("Jan Testa, ", (true, true));
        check("KLIENT: Peeters, Els  ", (true, true));
        check("Frau Els Zonderling ", (true, false));
        check("Frau Els Peeters ", (true, true));
        check("Bijlage ", (true, false));
        check("12 ", (false, false));
        check("3 x 4 ", (false, false));
        check("", (false, false));
        check("Peeters\n", (false, false));
        check("Peeters", (false, false));
    }
}
