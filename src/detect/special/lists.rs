//! Headings of lists of persons: columns that tell something by some of their values only, and members of a party.

use std::ops::Range;

use super::meaning::Meanings;
use super::wordlist::{Words, words};
use crate::detect::around::{behind, line_before};

/// A longer cell is a text.
const CELL: usize = 40;
/// Bytes of the line of a heading.
const HEADING: usize = 60;

/// Headings over values of which some tell something of a category: "Afwezigheid" over "ziek" and "verlof".
#[derive(Debug)]
pub struct Valued {
    /// The name of the category.
    pub category: String,
    pub headings: Words,
    pub values: Words,
    /// Headings beside it that show that it is of something else: "Product".
    pub not_beside: Words,
}

impl Meanings {
    /// Cells under the heading tell something, if they have such a value.
    pub fn is_valued(&self, heading: &str) -> bool {
        self.valued.iter().any(|valued| valued.headings.any_in(heading))
    }

    /// By which headings a cell under a heading tells something.
    pub fn tells(&self, heading: &str, cell: &str) -> impl Iterator<Item = &Valued> {
        let tells =
            move |valued: &&Valued| cell.len() <= CELL && valued.headings.any_in(heading) && valued.values.any_in(cell);
        self.valued.iter().filter(tells)
    }

    /// The term is said of the members of something, and heads no list of them: "De leden van Groen stemden tegen", not
    /// "Membres du PS de Huy :".
    pub fn is_of_all_members(&self, buf: &str, span: &Range<usize>) -> bool {
        let is_many = words(&buf[span.clone()])
            .next()
            .is_some_and(|word| self.members.has(word));
        is_many && !self.heads_list(buf, span)
    }

    fn heads_list(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, HEADING);
        let behind = behind(buf, span.end, HEADING);
        let (rest, has_end) = behind
            .split_once('\n')
            .map_or((behind, false), |(rest, _)| (rest, true));
        let is_heading = rest.contains(':') || has_end && rest.trim_end().len() < HEADING && !rest.contains(['.', ',']);
        is_heading && words(line).all(|word| self.of_lists.has(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn members_are_persons_under_a_heading_only() {
        #[track_caller]
        fn check(text: &str, term: &str, expected: bool) {
            let start = text.find(term).unwrap();
            let span = start..start + term.len();
            assert_eq!(
                DETECTOR.book.meanings.is_of_all_members(text, &span),
                expected,
                "{text}"
            );
        }
        check("Membres du MR de Huy :", "Membres du MR", false);
        check("Liste des membres du PS\nJean Petit\n", "membres du PS", false);
        check("Les membres du PS ont voté contre.\n", "membres du PS", true);
        check("Gisteren: Mitglieder der CSP stimmten zu", "Mitglieder der CSP", true);
        check("membre du PS", "membre du PS", false);
    }

    #[test]
    fn a_cell_tells_something_by_its_value() {
        #[track_caller]
        fn check(heading: &str, cell: &str, expected: &[&str]) {
            let told = DETECTOR.book.meanings.tells(heading, cell);
            let found: Vec<&str> = told.map(|valued| valued.category.as_str()).collect();
            assert_eq!(found, expected, "{heading}: {cell}");
        }
        check("Reden afwezigheid", "ziek", &["health"]);
        check("Reden afwezigheid", "verlof", &[]);
        check("Feiten", "diefstal", &["criminal"]);
        check("Feiten", "zie bijlage", &[]);
        check("Herkomst", "Marokko", &["ethnicity"]);
        check("Herkomst", "website", &[]);
        check("Race", "Black", &["ethnicity"]);
        check("Race", "10 km", &[]);
        check("Kleur", "Black", &[]);
    }
}
