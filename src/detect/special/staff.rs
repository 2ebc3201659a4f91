//! Staff of whom a list gives their number alone: "PN 4417 - 12d - rugpijn", "mat. 1187 lombalgie 8 j", "pers.nr" over a
//! column.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::Meanings;
use super::reference::is_number;
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{line_before, range_of};

/// Bytes before a term in which its number stands.
const NUMBERED: usize = 60;
/// Digits of a number of days: "12d".
const DAYS: usize = 2;

/// The words of `lexicon.toml` for the numbers of staff.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbered {
    /// Before a number, and those of them that head a column.
    labels: WordPatterns,
    headings: WordPatterns,
    /// The same in two words: "pers.nr".
    staff: WordPatterns,
    numbers: WordPatterns,
    /// Between a number and what is told: "8 Tage", "12d".
    days: WordPatterns,
    /// What is lent or bought has such numbers too: "mat. 1187 rollator".
    goods: WordPatterns,
}

impl Numbered {
    /// Numbers of staff stand under the heading, and nothing else is said in it.
    pub(super) fn is_heading(&self, heading: &str) -> bool {
        let mut all = words(heading);
        let (first, second) = (all.next(), all.next());
        let is_one = |first| match second {
            None => self.headings.has(first),
            Some(second) => self.is_label(second, Some(first)) && !self.labels.has(second),
        };
        all.next().is_none() && first.is_some_and(is_one)
    }

    fn is_label(&self, last: &str, before: Option<&str>) -> bool {
        self.labels.has(last) || self.numbers.has(last) && before.is_some_and(|before| self.staff.has(before))
    }

    /// "Tage", "12", "12d"
    fn is_of_days(&self, word: &str) -> bool {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let n_digits = word.len() - unit.len();
        n_digits <= DAYS && (unit.is_empty() || self.days.has(unit))
    }
}

impl Meanings {
    /// The number of somebody of the staff stands before the term, with small words and days between.
    pub(super) fn is_of_numbered(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, NUMBERED);
        let mut near = words(line)
            .rev()
            .skip_while(|word| self.ties.fillers.has(word) || self.numbered.is_of_days(word));
        let Some(number) = near.next().filter(|word| is_number(word)) else {
            return false;
        };
        let is_labelled = near
            .next()
            .is_some_and(|last| self.numbered.is_label(last, near.next()));
        let between = &line[range_of(line, number).end..];
        is_labelled
            && !between.contains([';', '!', '?', '/'])
            && !between.contains(". ")
            && !self.numbered.goods.any_in(&buf[span.clone()])
            && !self.names_a_thing(&buf[span.end..])
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_number_of_staff_before_a_term_is_somebody() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_of_numbered(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("Opvolging feb: PN 4417 - 12d - <rugpijn>, attest", true);
        check("PN 4417 <arbeidsongeschikt> tot 12/3", true);
        check("absences : mat. 1187 <lombalgie> 8 j", true);
        check("matricule n° 1187 : <burn-out>", true);
        check("PNr. 3317 - 8 Tage - <Rückenschmerzen>", true);
        check("Personalnr. 3317: <Burnout>", true);
        check("emp 1201 <knee surgery> 30d", true);
        check("pers.nr 4417: <griep>", true);
        check("staff no. 4417 <flu>", true);
        check("PN 4417; <rugpijn> voorkomen", false);
        check("PN 4417. Nieuw: <rugpijn>", false);
        check("PN 4417 folder <rugpijn>", false);
        check("PN 16 <rugpijn>", false);
        check("mat. 1187 <rollator>", false);
        check("mat. 1187 <insuline>", false);
        check("emp 1187 <burnout> training", false);
        check("bestelling nr 4417 <rugpijn>", false);
        check("ref. 1187 <lombalgie>", false);
        check("art. 1187 <lombalgie>", false);
        check("4417 <rugpijn>", false);
    }

    #[test]
    fn a_number_of_staff_heads_a_column_of_persons() {
        #[track_caller]
        fn check(heading: &str, expected: bool) {
            assert_eq!(
                DETECTOR.book.meanings.numbered.is_heading(heading),
                expected,
                "{heading}"
            );
        }
        check("pers.nr", true);
        check("Personeelsnummer", true);
        check("matricule", true);
        check("Personal-Nr.", true);
        check("Staff No", true);
        check("employee ID", true);
        check("mat", false);
        check("artikelnr", false);
        check("bestelling nr", false);
        check("aantal personeelsnummers", false);
        check("nr", false);
    }
}
