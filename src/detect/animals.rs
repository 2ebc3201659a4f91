//! Tables of animals: their births are of nobody.

use super::lexicon::contexts::CONTEXTS;
use super::names::folded;
use super::split::alphanumeric;

/// Whether headings say that the rows are of animals: one of what only these have ("Ras", "UELN"), or two of what people may have.
pub fn are_of_animals<'t>(headings: impl Iterator<Item = &'t str>) -> bool {
    let born = &CONTEXTS.born;
    let mut n_signs = 0;
    for heading in headings {
        let words: Vec<String> = alphanumeric(heading).map(folded).collect();
        let known = words.join(" ");
        if born.breeds.contains(&known) {
            return true;
        }
        n_signs += usize::from(born.animals.contains(&known));
    }
    n_signs > 1
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect_text, finding, table};

    #[test]
    fn the_births_of_animals_are_of_nobody() {
        let born = |headings: &str, row: &str| {
            let found = detect_text(&table(&format!("{headings}\n{row}\n")));
            finding(&found, "birth-date").is_some()
        };
        for (headings, row) in [
            ("naam;ras;geb. datum", "Tarzan;collie;12/03/2019"),
            ("Nom;Race;Date de naissance;Puce", "Filou;berger;12/03/2019;981000001"),
            ("Name;Rasse;Geburtsdatum", "Bello;Dackel;12.03.2019"),
            ("UELN;Naam;Geboortedatum", "056002;Bliksem;12/03/2019"),
            ("Oornummer;Geboortedatum;Moederdier", "4821;12/03/2019;4711"),
            ("Name;Breed;Date of birth;Owner", "Rusty;beagle;12/03/2019;Lotte Claes"),
        ] {
            assert!(!born(headings, row), "{headings}");
        }
        for (headings, row) in [
            ("Naam;Geboortedatum;Chip", "Lotte Claes;12/03/1989;4821"),
            ("Nom;Race;Date de naissance", "Luc Lambert;10 km;12/03/1989"),
            ("Naam;Geboortedatum;Klas", "Lotte Claes;12/03/1989;3A"),
            ("Name;Geburtsdatum;Hund", "Karl Weber;12.03.1989;ja"),
            ("Voornaam;Naam;Geboortedatum;Dier", "Lotte;Claes;12/03/1989;kat"),
            (
                "Rijksregisternummer;Geboortedatum;Dier",
                "85.07.30-951.80;30/07/1985;hond",
            ),
        ] {
            assert!(born(headings, row), "{headings}");
        }
    }
}
