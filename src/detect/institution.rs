//! Names of institutions and shops: a library, a town hall, a restaurant. What stands below or behind one is its own.

use std::sync::LazyLock;

use serde::Deserialize;

use super::around::{before, line_before};
use super::lexicon::contexts::CONTEXTS;
use super::names::{PERSON, WordSet, folded};
use super::person::is_capitalised;
use super::special::WordPatterns;
use super::split::alphabetic;

/// The name of an institution stands at most so far before its address or telephone.
const REACH: usize = 240;
/// Words of a name up to the one that says what it is of, and words in all.
const MOST_FIRST: usize = 3;
const MOST_WORDS: usize = 7;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Institutions {
    names: WordPatterns,
    /// In small letters within a name: "communale".
    kinds: WordPatterns,
    not_first: WordSet<String>,
}

static WORDS: LazyLock<Institutions> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/institutions.toml"))
        .expect("the embedded words are checked by a test")
});

/// Whether the line or the block before a place begins with the name of an institution, or a sentence of its line does; of a row
/// only the first cell is asked.
pub fn heads(buf: &str, at: usize, in_row: bool) -> bool {
    if in_row {
        let row = line_before(buf, at, REACH);
        return is_name(row);
    }
    let text = before(buf, at, REACH);
    let block = text.rsplit("\n\n").next().unwrap_or("");
    let line = block.rsplit('\n').next().unwrap_or("");
    // Where the text was cut no line begins.
    let is_cut = block.len() == text.len() && text.len() < at && !buf[..at - text.len()].ends_with('\n');
    block.split('\n').skip(usize::from(is_cut)).any(is_name)
        || line.split(". ").skip(1).any(is_name)
        || line.split(": ").skip(1).any(is_name)
}

/// "Bibliotheek Aalst, Molenstraat 50", "École communale de Lasne", "Public library Leuven,": with a capital, and ended by a comma or
/// another border; no label ("School: ") and no words of a sentence ("Mijn garage is").
fn is_name(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '"', '*', '-']);
    if !text.starts_with(char::is_uppercase) {
        return false;
    }
    let end = text
        .find([',', ';', '\t', '|', '(', ':', '–', '"'])
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let name = name.split(" - ").next().unwrap_or("");
    let mut words = alphabetic(name);
    let first = words.next().map(folded).unwrap_or_default();
    let is_of_sentence = CONTEXTS.born.articles.contains(&first) || WORDS.not_first.contains(&first);
    let has_one = || alphabetic(name).take(MOST_FIRST).any(|word| WORDS.names.has(word));
    let is_of_name = |word: &str| is_capitalised(word) || word.len() < 4 || is_of_kind(word);
    !is_of_sentence
        && !rest.starts_with(':')
        && has_one()
        && words.clone().count() < MOST_WORDS
        && words.all(is_of_name)
}

/// A word in small letters that names have: "library", "communale", "van".
fn is_of_kind(word: &str) -> bool {
    WORDS.names.has(word) || WORDS.kinds.has(word) || PERSON.is_particle(&folded(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_institution_heads_its_line_or_block() {
        for text in [
            "Stadtbibliothek Eupen, ",
            "Openingsuren bibliotheek: ma-vr 9-17 u. Bibliotheek Aalst, Molenstraat 50, 9300 Aalst, tel. ",
            "Bibliothèque de Wavre, rue de Nivelles 1, 1300 Wavre, tél. ",
            "Public library Leuven, ",
            "École communale de Lasne, ",
            "Gemeentehuis Zwalm\n",
            "Geachte,\n\nHotel Astrid\nMarkt 1, 9000 Gent\nTel. ",
            "Stedelijke basisschool De Brug\n",
            "Garage Lambert, ",
            "Inlichtingen: Sporthal De Ring, ",
        ] {
            assert!(heads(text, text.len(), false), "{text}");
        }
        for text in [
            "School: Kerkstraat 1, ",
            "Mijn garage, ",
            "De garage van oma, ",
            "Wij zoeken een restaurant, ",
            "Bibliotheek Aalst\n\nMolenstraat 50, ",
            "Ik woon naast de bibliotheek, ",
            "Hotel geboekt voor oma, ",
            "Kerkstraat 1, ",
        ] {
            assert!(!heads(text, text.len(), false), "{text}");
        }
        let row = "12;Apotheek Aalst;Molenstraat 50;";
        assert!(!heads(row, row.len(), true));
        assert!(heads(&row[3..], row.len() - 3, true));
    }
}
