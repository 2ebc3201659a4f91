//! A school class beside a name makes its bearer a pupil: "Lotte Aerts (klas 3B)", "Lucie Dubois, 3e primaire", and behind a word
//! for marks also its number alone: "Rapport van Lotte Aerts (3B)".

use std::ops::Range;

use serde::Deserialize;

use super::brief::ends_with_name;
use super::meaning::{Meanings, behind_last};
use super::wordlist::{WordPatterns, next_word, words};
use crate::detect::around::{line_before, line_behind, offset_of};
use crate::detect::person::listed;

/// Bytes before a class and behind it on its line.
const REACH: usize = 80;
/// Words between a word for marks and the name: "Rapport van".
const BETWEEN: usize = 2;
/// Bytes of the number of a class: "3B", "1ste", "1ère".
const LONGEST: usize = 5;
/// Years of school by a letter: "L4", "K2", "P6", "M3".
const LETTERS: [u8; 4] = *b"LKPM";

/// The words of `lexicon.toml` for classes of a school.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pupils {
    /// Before the number of a class ("klas 3B"), behind that of a year of school ("3e leerjaar"), and the first word of a term
    /// that has it ("year 9").
    classes: WordPatterns,
    /// Of the first those of schools alone.
    numbered: WordPatterns,
    levels: WordPatterns,
    years: WordPatterns,
    /// What a school writes of a pupil, and what stands between that and the name; what French calls so.
    marks: WordPatterns,
    of_whom: WordPatterns,
    bulletins: WordPatterns,
    /// Whoever leads a class, besides those who teach.
    leaders: WordPatterns,
    /// Right before a name: "the minor Tim Lane".
    minors: WordPatterns,
}

impl Meanings {
    /// A weak word for a class or for marks is one of whoever is named beside it.
    pub(super) fn is_of_pupil(&self, buf: &str, span: &Range<usize>) -> bool {
        self.is_class_beside_name(buf, span) || self.is_marks_of_pupil(buf, span) || self.is_minor_by_name(buf, span)
    }

    /// "le mineur Tim Leroy", no "a minor release"
    fn is_minor_by_name(&self, buf: &str, span: &Range<usize>) -> bool {
        let mut term = words(&buf[span.clone()]);
        let name = line_behind(buf, span.end, REACH).strip_prefix(' ').unwrap_or("");
        term.next_back().is_some_and(|word| self.pupils.minors.has(word)) && listed(name, 0, name.len()).is_some()
    }

    /// In brackets or behind a comma behind a name, perhaps with an age: "Seppe Vos (6 jaar, 1ste leerjaar)". Whoever teaches
    /// the class stands beside it too.
    fn is_class_beside_name(&self, buf: &str, span: &Range<usize>) -> bool {
        let (line, behind) = (line_before(buf, span.start, REACH), line_behind(buf, span.end, REACH));
        let term = words(&buf[span.clone()]).next().unwrap_or("");
        let parts = if self.pupils.classes.has(term) {
            let number = behind_number(behind).filter(|number| self.is_number_of(term, number));
            number.map(|number| (line, &behind[offset_of(behind, number) + number.len()..]))
        } else if self.pupils.levels.has(term) {
            before_number(line).map(|line| (line, behind))
        } else {
            self.pupils.years.has(term).then_some((line, behind))
        };
        let Some((line, behind)) = parts else { return false };
        let line = line.trim_end_matches(' ');
        let (name, ages) = match line.rfind('(').filter(|&at| !line[at..].contains(')')) {
            Some(open) => (&line[..open], &line[open + 1..]),
            None => match line.strip_suffix(',') {
                Some(name) => (name, ""),
                None => return false,
            },
        };
        let ends = behind.is_empty() || behind.starts_with([')', ',', ';', '.', ':']);
        ends && self.are_ages(ages.trim_end_matches(','))
            && ends_with_name(name.trim_end())
            && !self.names_teacher(name)
    }

    /// "7a", "3e": civil servants, tickets and driving licences have classes by a number alone.
    fn is_number_of(&self, class: &str, number: &str) -> bool {
        self.pupils.numbered.has(class) || number.ends_with(|c: char| c.is_ascii_alphabetic())
    }

    /// "Rapport van Lotte Aerts (3B)", "Bulletin de Lucie Dubois, P4"
    fn is_marks_of_pupil(&self, buf: &str, span: &Range<usize>) -> bool {
        let behind = line_behind(buf, span.end, REACH);
        let is_marks = words(&buf[span.clone()]).next().is_some_and(|word| {
            let of_whom = || next_word(behind).is_some_and(|next| self.pupils.of_whom.has(next));
            self.pupils.bulletins.has(word) || self.pupils.marks.has(word) && of_whom()
        });
        if !is_marks {
            return false;
        }
        let starts = std::iter::once(1).chain(behind.match_indices(' ').map(|(at, _)| at + 1));
        let mut names = starts
            .take(BETWEEN + 1)
            .filter(|&start| behind.is_char_boundary(start) && start < behind.len())
            .filter_map(|start| listed(behind, start, behind.len()));
        names.any(|(name, _)| {
            let rest = &behind[name.end..];
            let class = rest
                .strip_prefix(" (")
                .and_then(|rest| rest.split_once(')'))
                .map(|(class, _)| class);
            let class = class.or_else(|| {
                rest.strip_prefix(", ")
                    .and_then(|rest| rest.split([',', '.', ';', ':']).next())
            });
            class.is_some_and(|class| is_class_number(class.trim()))
        })
    }

    /// Whoever is named teaches or leads the class.
    fn names_teacher(&self, before: &str) -> bool {
        let clause = behind_last(before, &['.', ';']);
        words(clause)
            .any(|word| self.pupils.leaders.has(word) || self.bystanders.has(word) || self.actors.is_teacher(word))
    }
}

/// The number of a class that follows: " 3B", " de 3e".
fn behind_number(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(' ')?;
    let rest = rest.strip_prefix("de ").unwrap_or(rest);
    let number = rest.split([' ', ')', ',', ';', '.', ':']).next()?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= LONGEST;
    is_number.then_some(number)
}

/// What stands before the number of a year of school: "1ste ", "3e ".
fn before_number(text: &str) -> Option<&str> {
    let text = text.strip_suffix(' ')?;
    let start = text.rfind([' ', '(']).map_or(0, |at| at + 1);
    let number = &text[start..];
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= LONGEST;
    is_number.then(|| &text[..start])
}

/// "3B", "10b", "L4", "P6"
fn is_class_number(text: &str) -> bool {
    match text.as_bytes() {
        [b'1'..=b'9', letter] | [b'1', b'0'..=b'3', letter] => letter.is_ascii_alphabetic(),
        _ => matches!(text.as_bytes(), [letter, b'1'..=b'6'] if LETTERS.contains(letter)),
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_class_beside_a_name_is_a_pupils() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_of_pupil(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("Lotte Aerts (<klas> 3B) was afwezig.", true);
        check("Lotte Aerts, <klas> 3B, was afwezig.", true);
        check("Lotte Aerts (3e <leerjaar>)", true);
        check("Seppe Vos (6 jaar, 1ste <leerjaar>) wordt opgehaald", true);
        check("Lucie Dubois (<classe> de 3e)", true);
        check("Lucie Dubois, 3e <primaire>", true);
        check("Lukas Weber, <Klasse> 7a", true);
        check("Emily Baker (<year 9>)", true);
        check("<Rapport> van Lotte Aerts (3B)", true);
        check("<Bulletin> de Lucie Dubois, P4", true);
        check("<Zeugnis> von Lukas Weber (10b)", true);
        check("Lotte Aerts (<klas> 3)", true);
        check("Führerschein Hans Weber (<Klasse> 3)", false);
        check("Ambtenaar Jan Peeters (<klasse> 4)", false);
        check("Paul Dupont, <classe> 2, billet", false);
        check("<Rapport> de Marie Denis (3C)", false);
        check("Jan Peeters (leerkracht <klas> 3B)", false);
        check("Juf Els Claes (<klas> 3B)", false);
        check("Lehrer Hans Weber (<Klasse> 7a)", false);
        check("Titulaire : Anne Dubois, 3e <primaire>", false);
        check("John Baker, <year 9> of employment", false);
        check("Jan Peeters (<klasse> A2)", false);
        check("Jan Peeters, <klasse> 3 chauffeur", false);
        check("Paul Dupont (1re <classe>)", false);
        check("Hans Weber (BMW 3er <Klasse>)", false);
        check("Mme Dubois, première <classe>", false);
        check("<Rapport> van Lotte Aerts (v2)", false);
        check("<Rapport> van Lotte Aerts (lokaal 3B)", false);
        check("Jan Peeters (3B), een <rapport>", false);
        check("Het <rapport> van de vergadering (3B)", false);
    }
}
