//! Values that plainly say that a heading means something else than its category: "Partei" over "Kläger", "Diagnose" over "toner
//! leeg", "Geaardheid" over "kalm", marks under "Godsdienst".

use serde::Deserialize;

use super::meaning::Meanings;
use super::wordlist::{WordPatterns, words};
use crate::detect::Detector;
use crate::detect::places::PLACES;

/// A longer cell is a text, which may say both.
const CELL_WORDS: usize = 6;

/// What a heading of a category stands over when it is none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The name of the category.
    pub category: String,
    pub headings: WordPatterns,
    /// Words of a value that is of something else.
    #[serde(default)]
    pub values: WordPatterns,
    /// Words of the heading itself that say so, whatever stands below: "Handicap golf".
    #[serde(default)]
    pub qualified: WordPatterns,
    /// Words of a heading that says it after all: "Islamitische godsdienst".
    #[serde(default)]
    pub unless: WordPatterns,
    /// A value without a letter is a day or a mark, but for a percentage.
    #[serde(default)]
    pub figures: bool,
    /// A municipality of the country: "Gent" under "Afkomst".
    #[serde(default)]
    pub places: bool,
}

impl Refused {
    fn refuses(&self, heading: &str, cell: &str) -> bool {
        self.headings.any_in(heading)
            && !self.unless.any_in(heading)
            && (self.qualified.any_in(heading)
                || self.figures && is_figures(cell)
                || self.places && is_place(cell.trim())
                || words(cell).nth(CELL_WORDS).is_none() && self.values.any_in(cell))
    }
}

/// "12/03", "8/10", "7,5"
fn is_figures(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(|c: char| c.is_alphabetic() || c == '%')
}

fn is_place(cell: &str) -> bool {
    PLACES.at(cell) == Some(cell.len())
}

impl Meanings {
    fn refused<'m>(&'m self, heading: &'m str, cell: &'m str) -> impl Iterator<Item = &'m str> {
        let refused = self.refused.iter().filter(|refused| refused.refuses(heading, cell));
        refused.map(|refused| refused.category.as_str())
    }
}

impl Detector {
    /// Bits of the categories of which a cell under a heading tells nothing after all.
    pub(super) fn refused_under(&self, heading: Option<&str>, cell: &str) -> u16 {
        let refused = self.book.meanings.refused(heading.unwrap_or(""), cell);
        refused.fold(0, |bits, refused| {
            let at = self.book.categories.iter().position(|category| *category == refused);
            bits | at.map_or(0, |at| 1 << at)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::DETECTOR;

    #[test]
    fn some_values_say_that_a_heading_means_something_else() {
        #[track_caller]
        fn check(heading: &str, cell: &str, expected: bool) {
            assert_eq!(
                DETECTOR.refused_under(Some(heading), cell) != 0,
                expected,
                "{heading}: {cell}"
            );
        }
        check("Partei", "Beklagter", true);
        check("Partei", "SPD", false);
        check("Parti", "14/11", true);
        check("Parti", "Ecolo", false);
        check("Diagnose", "printer offline", true);
        check("Diagnose", "astma", false);
        check("Symptômes", "écran noir", true);
        check("Symptômes", "toux", false);
        check("Handicap golf", "12,4", true);
        check("Handicap", "12,4", false);
        check("Handicap", "66 %", false);
        check("Geaardheid", "rustig", true);
        check("Geaardheid", "homo", false);
        check("Afkomst klant", "Google", true);
        check("Afkomst", "Marokkaans", false);
        check("Herkomst", "Turnhout", true);
        check("Origine", "Namur", true);
        check("Origine", "Rwanda", false);
        check("Herkunft", "türkisch", false);
        check("Disability workshop", "yes", true);
        check("Disability", "yes", false);
        check("Fauteuil roulant loué", "2", true);
        check("Fauteuil roulant", "oui", false);
        check("Affiche syndicale", "oui", true);
        check("Boek godsdienst", "terug", true);
        check("Punten godsdienst", "8/10", true);
        check("Islamitische godsdienst", "8/10", false);
        check("Godsdienst", "RK", false);
        check("Hospitalisatieverzekering", "ja", true);
        check("Hospitalisatie", "ja", false);
    }
}
