//! Belgian postcodes, and names of municipalities and other places.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use serde::Deserialize;

use super::around::behind;
use super::hashers::WordHasher;
use super::names::{WordSet, folded, set};
use super::split;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    municipalities: String,
    places: String,
}

pub struct Places {
    postcodes: Vec<String>,
    /// Names of municipalities, with the postcodes in use there.
    municipalities: HashMap<String, Vec<String>, BuildHasherDefault<WordHasher>>,
    places: WordSet,
}

pub static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/data/municipalities.toml"))
        .expect("the embedded municipalities are checked by a test");
    let lines = || file.municipalities.lines().filter_map(|line| line.rsplit_once(':'));
    let mut postcodes: Vec<String> = lines()
        .flat_map(|(_, postcodes)| postcodes.split_whitespace().map(str::to_owned))
        .collect();
    postcodes.sort();
    postcodes.dedup();
    let mut municipalities = HashMap::<String, Vec<String>, BuildHasherDefault<WordHasher>>::default();
    for (names, postcodes) in lines() {
        for name in names.split(',').map(key) {
            let own = municipalities.entry(name).or_default();
            own.extend(postcodes.split_whitespace().map(str::to_owned));
        }
    }
    Places {
        postcodes,
        municipalities,
        places: set(file.places.replace('\n', " ")),
    }
});

/// The most words of a name.
const MOST_WORDS: usize = 6;
/// Letters of a place that is no municipality where no street stands with it: "3840 Alle".
const LEAST_LETTERS: usize = 5;
/// No name is longer.
const LONGEST: usize = 48;

impl Places {
    pub fn postcodes(&self) -> &[String] {
        &self.postcodes
    }

    /// Whether a name that stands behind a postcode says enough by itself: the postcode is the municipality's, or the
    /// name is no short word.
    pub fn is_sure(&self, name: &str, postcode: &str) -> bool {
        match self.municipalities.get(&key(name)) {
            Some(postcodes) => postcodes.iter().any(|own| own == postcode),
            None => name.chars().count() >= LEAST_LETTERS,
        }
    }

    fn has(&self, key: &str) -> bool {
        self.municipalities.contains_key(key) || self.places.contains(key)
    }

    /// The length of the longest name of a place that a text begins with.
    pub fn at(&self, text: &str) -> Option<usize> {
        let text = behind(text, 0, LONGEST);
        let name = &text[..text.find(|c| !is_of_name(c)).unwrap_or(text.len())];
        let ends = name.char_indices().filter(|&(at, c)| {
            let mut behind = text[at + c.len_utf8()..].chars();
            let goes_on = |next: char| next.is_alphanumeric() || next == '\'';
            c.is_alphabetic() && !behind.next().is_some_and(goes_on)
        });
        let ends: Vec<usize> = ends.map(|(at, c)| at + c.len_utf8()).take(MOST_WORDS).collect();
        ends.into_iter().rev().find(|&end| {
            let key = key(&text[..end]);
            match key.strip_prefix("st ") {
                Some(rest) => self.has(&format!("sint {rest}")) || self.has(&format!("saint {rest}")) || self.has(&key),
                None => self.has(&key),
            }
        })
    }
}

/// Letters and what joins the words of a name.
fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.')
}

/// A name as it is looked up: folded, single spaces for hyphens.
fn key(name: &str) -> String {
    split::spaced(&folded(name.trim()), |c| c.is_whitespace() || matches!(c, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known_in_three_languages_and_after_the_mergers() {
        for name in [
            "Antwerpen",
            "Anvers",
            "LIÈGE",
            "Lüttich",
            "'s-Gravenbrakel",
            "Sint-Niklaas",
            "St.-Niklaas",
            "Sint Niklaas",
            "Braine-l'Alleud",
            "Louvain-la-Neuve",
            "Puurs-Sint-Amands",
            "Tongeren-Borgloon",
            "Kruibeke",
            "Sankt Vith",
            "Borgerhout",
            "De Panne",
            "Pajottegem",
            "Le Roeulx",
            "Écaussinnes",
            "Wondelgem",
        ] {
            assert_eq!(PLACES.at(name), Some(name.len()), "{name}");
        }
        assert_eq!(PLACES.at("Gent, tel."), Some(4));
        assert_eq!(PLACES.at("Gent Zuid"), Some(4));
        assert_eq!(PLACES.at("Gentse feesten"), None);
        assert_eq!(PLACES.at("Artikelen"), None);
    }

    #[test]
    fn a_place_alone_must_be_sure() {
        assert!(
            PLACES.is_sure("Antwerpen", "2018") && PLACES.is_sure("Mol", "2400") && PLACES.is_sure("Zeebrugge", "8380")
        );
        assert!(
            !PLACES.is_sure("Antwerpen", "9000") && !PLACES.is_sure("As", "1000") && !PLACES.is_sure("Alle", "3840")
        );
    }

    #[test]
    fn postcodes_are_those_in_use() {
        let has = |postcode: &str| PLACES.postcodes().iter().any(|known| known == postcode);
        assert!(["1000", "1301", "2018", "4000", "9992"].into_iter().all(has));
        assert!(!["0999", "2019", "1999", "9993", "2024"].into_iter().any(has));
        assert!(PLACES.postcodes().len() > 1100);
    }
}
