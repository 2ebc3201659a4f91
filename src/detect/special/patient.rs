//! "The patient" of a report: somebody of whom the age or the day of birth is told and no name ("Patiënte, 74 jaar, gekend
//! met diabetes"). Patients of a study are none: "patients aged 74", "een 74-jarige patiënt", "patients de 65 ans et plus".

use std::ops::Range;

use serde::Deserialize;

use super::brief::without_bullet;
use super::meaning::Meanings;
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{before, behind, line_before, line_behind, range_of};
use crate::detect::context::FAR;
use crate::detect::date::{LATEST, dates};
use crate::detect::person::listed;

/// Lines below the heading of a list that are asked.
const LISTED: usize = 2;
/// Nobody is older.
const OLDEST: u32 = 115;

/// The words of `lexicon.toml` for the patient of a report and an age.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reports {
    patients: WordPatterns,
    /// Before the patient: no "een", which is anybody.
    the: WordPatterns,
    /// Before an age, and behind it.
    of_age: WordPatterns,
    age_units: WordPatterns,
    /// All who are so old: "18 jaar of ouder".
    or_older: WordPatterns,
    /// Heads a list of patients, with their names and days of birth below it; what stands beside it.
    lists: WordPatterns,
    of_lists: WordPatterns,
}

impl Meanings {
    /// The sentence of the term begins with the patient of a report.
    pub(super) fn is_of_patient(&self, buf: &str, span: &Range<usize>, told: &Range<usize>) -> bool {
        // Most terms have no number before them.
        if !before(buf, span.start, FAR).bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let text = &buf[told.start.min(span.start)..span.start];
        text.bytes().any(|byte| byte.is_ascii_digit())
            && text.split([':', '|', '\t']).any(|part| self.begins_with_patient(part))
            && !words(text).any(|word| self.references.reports.or_older.has(word))
    }

    /// "Patiëntenlijst", and in the lines below it names with a date: "Jan Peeters 12/03/1980".
    pub(super) fn is_list_of_patients(&self, buf: &str, span: &Range<usize>) -> bool {
        let reports = &self.references.reports;
        let (before, behind) = (line_before(buf, span.start, FAR), line_behind(buf, span.end, FAR));
        let is_heading = reports.lists.has(&buf[span.clone()])
            && words(before)
                .chain(words(behind))
                .all(|word| reports.of_lists.has(word) || word.starts_with(|c: char| c.is_ascii_digit()));
        let below = buf[span.end + behind.len()..].strip_prefix('\n').unwrap_or("");
        let below = self::behind(below, 0, FAR);
        let is_person = |line: &str| {
            let line = without_bullet(line.trim_start());
            let name = listed(line, 0, line.len()).map(|(name, _)| &line[name.end..]);
            name.is_some_and(|rest| dates(rest, LATEST).next().is_some())
        };
        is_heading
            && below
                .lines()
                .filter(|line| !line.trim().is_empty())
                .take(LISTED)
                .filter(|line| is_person(line))
                .count()
                == LISTED
    }

    fn begins_with_patient(&self, text: &str) -> bool {
        let reports = &self.references.reports;
        let mut rest = words(text).skip_while(|word| reports.the.has(word));
        let Some(first) = rest.next() else { return false };
        if reports.patients.has(first) {
            let behind = &text[range_of(text, first).end..];
            let sign = behind.trim_start_matches([' ', ',', '(']);
            let mut rest = rest.skip_while(|word| reports.of_age.has(word)).peekable();
            let is_born = rest.peek().is_some_and(|word| self.beings.is_of_birth(word));
            return sign.starts_with('°') || is_born || self.is_aged(&mut rest);
        }
        // "74-year-old patient", "74-jarige patiënte"
        let mut rest = std::iter::once(first).chain(rest);
        self.is_aged(&mut rest)
            && rest
                .find(|word| !reports.age_units.has(word))
                .is_some_and(|word| reports.patients.has(word))
    }

    /// "74 jaar", "74j"
    fn is_aged<'t>(&self, words: &mut impl Iterator<Item = &'t str>) -> bool {
        let Some(first) = words.next() else { return false };
        let unit = first.trim_start_matches(|c: char| c.is_ascii_digit());
        let years = first[..first.len() - unit.len()].parse::<u32>();
        let unit = if unit.is_empty() {
            words.next().unwrap_or("")
        } else {
            unit
        };
        years.is_ok_and(|years| years <= OLDEST) && self.references.reports.age_units.has(unit)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::special::told_in;
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_list_of_patients_names_them_with_their_days_of_birth() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_list_of_patients(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("<Patiëntenlijst>\nEls Peeters 12/03/1980\nKarim Claes 4/5/1976\n", true);
        check(
            "Liste des <patients> :\n- Els Dupont, 12.03.1980\n\n- Marie Petit, 4.5.1976\n",
            true,
        );
        check(
            "<Patients> of 3/11\nEls Cooper (1980-03-12)\nMary Smith (1976-05-04)",
            true,
        );
        check("<Patiëntenlijst>\nEls Peeters\nKarim Claes\n", false);
        check(
            "<Patiëntenlijst> afdrukken\nEls Peeters 12/03/1980\nKarim Claes 4/5/1976\n",
            false,
        );
        check("<Patiëntenlijst>\nVergadering 12/03/2024\nOpening 4/5/2024\n", false);
    }

    #[test]
    fn the_patient_of_a_report_has_an_age_and_those_of_a_study_are_many() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let start = text.find("diab").unwrap();
            let span = start..start + 4;
            let is_one = DETECTOR.book.meanings.is_of_patient(text, &span, &told_in(text, &span));
            assert_eq!(is_one, expected, "{text}");
        }
        check("Patiënte, 74 jaar, gekend met diabetes", true);
        check("De patiënte van 74 jaar heeft diabetes", true);
        check("Patiënt (74 j.), VG: diabetes", true);
        check("Patiënt, 74j, diabetes", true);
        check("Verslag: patiënt, °12/03/1950, diabetes", true);
        check("Patiënte, geboren op 12/03/1950, diabetes", true);
        check("Patiente de 74 ans, diabète", true);
        check("La patiente, 74 ans, connue pour un diabète", true);
        check("Patientin, 74 Jahre, mit diabetes", true);
        check("74-jährige Patientin mit diabetes", true);
        check("74-year-old patient with diabetes", true);
        check("74-jarige patiënt met diabetes", true);
        check("patients aged 74 with diabetes", false);
        check("Patients de 74 ans avec un diabète", false);
        check("Een 74-jarige patiënt met diabetes moet", false);
        check("Een patiënt met diabetes moet", false);
        check("A 74-year-old patient with diabetes", false);
        check("Patiënt van 18 jaar of ouder met diabetes", false);
        check("Patient de 65 ans et plus avec un diabète", false);
        check("Patiënt 12 met diabetes", false);
        check("Patiënt, 200 jaar, diabetes", false);
        check("Patiënt, 74 kg, diabetes", false);
        check("Patiënt, 74 jaar. Folder over diabetes", false);
    }
}
