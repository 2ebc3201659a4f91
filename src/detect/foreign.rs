//! What a clerk of another country calls the number of a state: "Pools nationaal nummer", "numéro national polonais"; in a table
//! the country may stand in a column of its own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::context::LabelInfo;
use super::headed::cells_of_row;
use super::lexicon::{Lists, TermBook};
use super::names::folded;
use super::rule::{Rule, RuleFile};
use crate::text::{Location, Text};

/// Words by language.
type Words = BTreeMap<String, Vec<String>>;

/// A shorter word alone ("id") heads columns of other numbers too.
const SHORTEST: usize = 4;
/// What a country is called in a cell.
const NAMES: &str = "names";
/// The language whose adjectives stand behind.
const ADJECTIVE_BEHIND: &str = "fr";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    headings: Vec<String>,
    /// Kinds of numbers by rule, words by kind, adjectives by country.
    rules: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Words>,
    countries: BTreeMap<String, Words>,
}

static NUMBERS: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/foreign-numbers.toml"))
        .expect("the embedded words are checked by a test")
});

/// Bits of the lists of headings over columns: of countries, and by rule of the numbers that each country has.
pub struct Headings {
    countries: Lists,
    numbers: Vec<Lists>,
}

impl Headings {
    pub fn new(rules: &[Rule], book: &mut TermBook) -> anyhow::Result<Self> {
        let numbers: anyhow::Result<_> = rules.iter().map(|rule| numbers(rule.id(), book)).collect();
        Ok(Self {
            countries: book.own_list("foreign", "countries", &NUMBERS.headings)?,
            numbers: numbers?,
        })
    }

    /// Whether columns of both are among the lists of a window.
    pub fn may_name(&self, rule: usize, context: Lists) -> bool {
        self.numbers[rule] & context != 0 && self.countries & context != 0
    }

    /// What a heading says of a value in a row that names the country of the rule.
    pub fn told(&self, at: u16, rule: &Rule, label: LabelInfo, (text, location, offset): Place<'_>) -> LabelInfo {
        if self.numbers[usize::from(at)] & label.context == 0 || location.row.is_none() {
            return label;
        }
        let country = rule
            .id()
            .split_once('.')
            .and_then(|(country, _)| NUMBERS.countries.get(country));
        let Some(names) = country.and_then(|country| country.get(NAMES)) else {
            return label;
        };
        let is_of_country = cells_of_row(text, location, offset).any(|cell| names.contains(&folded(cell)));
        LabelInfo {
            context: label.context | if is_of_country { rule.keywords } else { 0 },
            ..label
        }
    }
}

/// Where a value stands.
type Place<'p> = (&'p Text, &'p Location<'p>, usize);

/// The bits of the words for a rule's kinds of numbers.
fn numbers(rule: &str, book: &mut TermBook) -> anyhow::Result<Lists> {
    let kinds = NUMBERS.rules.get(rule).into_iter().flatten();
    let mut lists = 0;
    for (kind, words) in kinds.filter_map(|kind| Some((kind, NUMBERS.words.get(kind)?))) {
        let all = words.values().flatten().filter(|word| word.len() >= SHORTEST);
        lists |= book.own_list("foreign", kind, &all.cloned().collect::<Vec<_>>())?;
    }
    Ok(lists)
}

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
