//! What a clerk of another country calls the number of a state: "Pools nationaal nummer", "numéro national polonais".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::rule::RuleFile;

/// Words by language.
type Words = BTreeMap<String, Vec<String>>;

/// The language whose adjectives stand behind.
const ADJECTIVE_BEHIND: &str = "fr";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Kinds of numbers by rule, words by kind, adjectives by country.
    rules: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Words>,
    countries: BTreeMap<String, Words>,
}

static NUMBERS: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/foreign-numbers.toml"))
        .expect("the embedded words are checked by a test")
});

/// A rule's own words and those of the clerk.
pub fn with_own(file: &RuleFile) -> Vec<String> {
    file.keywords.iter().cloned().chain(words(&file.id)).collect()
}

/// The words for the numbers of a rule; none for one that is of no other country.
fn words(rule: &str) -> Vec<String> {
    let country = rule
        .split_once('.')
        .and_then(|(country, _)| NUMBERS.countries.get(country));
    let (Some(country), Some(kinds)) = (country, NUMBERS.rules.get(rule)) else {
        return Vec::new();
    };
    let all = kinds.iter().filter_map(|kind| NUMBERS.words.get(kind)).flatten();
    let pairs = all.flat_map(|(language, words)| {
        let adjectives = country.get(language).into_iter().flatten();
        adjectives.flat_map(move |adjective| words.iter().map(move |word| joined(language, adjective, word)))
    });
    pairs.collect()
}

fn joined(language: &str, adjective: &str, word: &str) -> String {
    match language {
        ADJECTIVE_BEHIND => format!("{word} {adjective}"),
        _ => format!("{adjective} {word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::DETECTOR;

    #[test]
    fn a_number_is_called_by_its_country_in_four_languages() {
        let words = words("pl.pesel");
        for word in [
            "pools nationaal nummer",
            "numero national polonais",
            "polnische nationalnummer",
            "polish national id",
        ] {
            assert!(words.iter().any(|known| known == word), "{word}");
        }
        assert!(super::words("be.national-number").is_empty() && super::words("pl.other").is_empty());
    }

    #[test]
    fn every_rule_kind_and_country_that_is_named_is_there() {
        let is_rule = |id: &String| DETECTOR.rules().iter().any(|rule| rule.id() == id);
        for (rule, kinds) in &NUMBERS.rules {
            assert!(is_rule(rule) && !words(rule).is_empty(), "{rule}");
            assert!(kinds.iter().all(|kind| NUMBERS.words.contains_key(kind)), "{rule}");
        }
        for country in NUMBERS.countries.keys() {
            let has_rule = NUMBERS
                .rules
                .keys()
                .any(|rule| rule.starts_with(&format!("{country}.")));
            assert!(has_rule, "{country}");
        }
    }
}
