//! Lists of birthdays: what stands over their days, and which dates behind their headings are those of births.

use std::ops::Range;

use jiff::civil::Date;

use super::lexicon::contexts::CONTEXTS;
use super::names::{NAMES, folded};
use super::{person, split};

/// The heading over the days of a list of birthdays, where one stands over the names: "Verjaardagen;Datum".
pub fn days_of_birthdays(headings: &[String], mut is_of_births: impl FnMut(&str) -> bool) -> Option<&str> {
    let day = |heading: &str| CONTEXTS.born.days.contains(&folded(heading.trim()));
    let is_list = |pair: &&[String]| day(&pair[1]) && is_of_births(&pair[0]);
    let mut days = headings.iter().filter(|heading| day(heading));
    let is_only = days.next().is_some() && days.next().is_none();
    let list = headings.windows(2).find(is_list).filter(|_| is_only);
    list.map(|pair| pair[1].as_str())
}

/// Whether a date behind a word for a birth date may be one, as far as lists go: behind their headings ("Jarigen in maart: …") stand
/// parties and meetings too, so that a name must stand between, and the year must be over.
pub fn may_list(buf: &str, word: &Range<usize>, span: &Range<usize>, date: Date, today: Date) -> bool {
    if !CONTEXTS.born.lists.contains(folded(&buf[word.clone()]).trim()) {
        return true;
    }
    let between = buf.get(word.end..span.start).unwrap_or("");
    let is_name = |word: &str| {
        let known = folded(word);
        person::is_capitalised(word) && (NAMES.is_given_alone(&known) || NAMES.is_surname(&known))
    };
    date.year() < today.year() && split::alphabetic(between).any(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_whose_birthday_it_is() {
        #[track_caller]
        fn check(heading: &str, between: &str, year: i16, expected: bool) {
            let buf = format!("{heading}{between}12/03/{year}");
            let start = heading.len() + between.len();
            let date = jiff::civil::date(year, 3, 12);
            let today = jiff::civil::date(2026, 11, 22);
            let found = may_list(&buf, &(0..heading.len()), &(start..buf.len()), date, today);
            assert_eq!(found, expected, "{buf}");
        }
        check("Jarigen in", " maart: Rita ", 1968, true);
        check("Birthdays", ": Rita (", 1968, true);
        check("Jarig:", " Rita ", 2019, true);
        check("geboren op", " ", 2026, true);
        check("Jarigen in", " maart: feestje op ", 2026, false);
        check("Birthdays", " team meeting ", 2024, false);
        check("jarig:", " uitnodiging voor Rita ", 2026, false);
        check("jarig:", " uitnodiging ", 2025, false);
    }

    #[test]
    fn a_list_of_birthdays_has_a_column_of_days() {
        #[track_caller]
        fn check(headings: &[&str], expected: Option<&str>) {
            let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
            assert_eq!(days_of_birthdays(&headings, |label| label == "Verjaardagen"), expected);
        }
        check(&["Verjaardagen", "Datum"], Some("Datum"));
        check(&["Naam", "Datum"], None);
        check(&["Verjaardagen", "Naam", "Datum"], None);
        check(&["Datum", "Verjaardagen", "datum"], None);
    }
}
