//! `context.toml` as it is written: words for and against rules, cues of a person, and what is born or stands for a secret.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use crate::detect::names::WordSet;

pub static TEXT: &str = include_str!("../../../rules/context.toml");

pub static CONTEXTS: LazyLock<Contexts> =
    LazyLock::new(|| Contexts::read(TEXT).expect("the embedded words are checked by a test"));

/// What a section of a rule may hold: a name that is misspelt would be a list that nobody asks for.
const NAMES: [&str; 17] = [
    "pay",
    "beside_pay",
    "hourly",
    "keywords",
    "labels",
    "weak",
    "negative",
    "personal_context",
    "business_context",
    "sole_trader",
    "at",
    "filename",
    "min_distinct",
    "places",
    "latitudes",
    "longitudes",
    "codes",
];

#[derive(Deserialize)]
pub struct Contexts {
    pub person: PersonLists,
    pub born: BornLists,
    pub secrets: SecretLists,
    #[serde(rename = "value-labels")]
    pub value_labels: ValueLabelLists,
    pub advice: AdviceLists,
    #[serde(flatten)]
    rules: BTreeMap<String, BTreeMap<String, Entry>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Words(Vec<String>),
    Number(usize),
    /// The list of this name of another section.
    Of(String),
}

/// Words of and around the names of persons.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonLists {
    pub titles: Vec<String>,
    pub labels: Vec<String>,
    pub given_labels: Vec<String>,
    /// Before one of those and a comma they ask for the whole name.
    pub both_labels: WordSet<String>,
    pub surname_labels: Vec<String>,
    pub loose_labels: Vec<String>,
    pub vague_labels: Vec<String>,
    /// Before the name of whom a letter is to.
    pub greetings: WordSet<String>,
    pub first_person: Vec<String>,
    pub second_person: WordSet<String>,
    pub roles: Vec<String>,
    pub street_endings: Vec<String>,
    pub particles: Vec<String>,
    pub legal_forms: Vec<String>,
    pub companies: Vec<String>,
    pub bodies: Vec<String>,
    pub no_surnames: Vec<String>,
    pub long_titles: WordSet<String>,
    pub elisions: WordSet<String>,
    pub before_ordinals: WordSet<String>,
    pub between_ordinals: WordSet<String>,
    pub groups: WordSet<String>,
    pub not_names: Vec<String>,
    pub namesakes: Vec<String>,
    pub other_names: Vec<String>,
}

/// What is born and is no person (a project, a calf), and the words around a birth.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BornLists {
    pub things: WordSet<String>,
    pub firms: WordSet<String>,
    pub breeds: WordSet<String>,
    pub animals: WordSet<String>,
    pub days: WordSet<String>,
    pub lists: WordSet<String>,
    pub joints: WordSet<String>,
    pub alternatives: WordSet<String>,
    pub ranges: WordSet<String>,
    pub plurals: WordSet<String>,
    pub articles: WordSet<String>,
    pub at: WordSet<String>,
    pub participles: WordSet<String>,
    pub verbs: WordSet<String>,
    pub limits: WordSet<String>,
    #[serde(rename = "before-limited")]
    pub before_limited: WordSet<String>,
}

/// Words that stand where a secret might.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretLists {
    pub placeholders: WordSet<String>,
    pub text_files: WordSet<String>,
    pub not_in: WordSet<String>,
    pub keyed_in: WordSet<String>,
    pub data_keys: WordSet<String>,
    pub pages: WordSet<String>,
    pub owners: WordSet<String>,
    pub users: WordSet<String>,
    pub guarded: WordSet<String>,
    pub guarded_heads: WordSet<String>,
    pub unblocking: WordSet<String>,
    pub safes: WordSet<String>,
    pub vague: WordSet<String>,
    pub ports: WordSet<String>,
    pub sold: WordSet<String>,
    pub of_the: WordSet<String>,
    pub tracked: WordSet<String>,
    pub meeting_codes: WordSet<String>,
    pub meetings: WordSet<String>,
    pub passing: WordSet<String>,
    pub resets: WordSet<String>,
    pub into: WordSet<String>,
    pub both: WordSet<String>,
    /// What a sentence has between a word for a secret and the secret, the longest first.
    pub copulas: Vec<String>,
    pub units: WordSet<String>,
    pub connectors: WordSet<String>,
    pub fields: WordSet<String>,
    pub not_last: WordSet<String>,
    pub not_before: WordSet<String>,
    pub of: WordSet<String>,
    pub algorithms: WordSet<String>,
    pub short_forms: WordSet<String>,
    pub cut_off: WordSet<String>,
    pub opened: WordSet<String>,
    pub other_codes: WordSet<String>,
    pub uses: WordSet<String>,
    pub please: WordSet<String>,
    pub the: WordSet<String>,
    pub warned: WordSet<String>,
}

/// Words of advice on a document that readers are to write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdviceLists {
    pub titles: WordSet<String>,
    pub verbs: WordSet<String>,
    pub musts: WordSet<String>,
    pub yours: WordSet<String>,
    pub documents: WordSet<String>,
    pub writers: WordSet<String>,
}

/// Words around the label of a value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueLabelLists {
    pub fillers: WordSet<String>,
}

impl Contexts {
    fn read(text: &str) -> anyhow::Result<Self> {
        let all: Self = toml::from_str(text).context("context.toml")?;
        for (section, lists) in &all.rules {
            for (name, entry) in lists {
                let place = || format!("context.toml: {section}.{name}");
                ensure!(
                    NAMES.contains(&name.as_str()),
                    "{}: no rule asks for such a list",
                    place()
                );
                if let Entry::Of(other) = entry {
                    let is_list = matches!(all.entry(other, name), Some(Entry::Words(_)));
                    ensure!(is_list, "{}: `{other}` has no such list", place());
                }
            }
        }
        Ok(all)
    }

    fn entry(&self, section: &str, name: &str) -> Option<&Entry> {
        self.rules.get(section)?.get(name)
    }

    /// A list of words; empty if the section has none of this name.
    pub fn words(&self, section: &str, name: &str) -> anyhow::Result<&[String]> {
        let is_known = self.rules.contains_key(section);
        ensure!(is_known, "context: context.toml has no section `{section}`");
        Ok(match self.entry(section, name) {
            Some(Entry::Words(words)) => words,
            Some(Entry::Of(other)) => self.words(other, name)?,
            Some(Entry::Number(_)) | None => &[],
        })
    }

    pub fn number(&self, section: Option<&str>, name: &str) -> Option<usize> {
        match self.entry(section?, name)? {
            Entry::Number(number) => Some(*number),
            Entry::Words(_) | Entry::Of(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_nobody_asks_for_is_refused() {
        #[track_caller]
        fn check(section: &str, line: &str, expected: &str) {
            let header = format!("[{section}]\n");
            let text = match TEXT.contains(&header) {
                true => TEXT.replacen(&header, &format!("{header}{line}\n"), 1),
                false => format!("{TEXT}{header}{line}\n"),
            };
            let err = Contexts::read(&text).err().expect("it is refused");
            assert!(format!("{err:#}").contains(expected), "{err:#}");
        }
        check(
            "another",
            "negativ = [\"bestelling*\"]",
            "another.negativ: no rule asks",
        );
        check("person", "title = [\"dhr\"]", "unknown field `title`");
        check("born", "thing = [\"kalf\"]", "unknown field `thing`");
        check("secrets", "unit = [\"kw\"]", "unknown field `unit`");
        check("another", "negative = \"nobody\"", "`nobody` has no such list");
        check("another", "at = \"another\"", "`another` has no such list");
    }

    #[test]
    fn a_section_has_the_list_of_another_one() {
        let of = |section| CONTEXTS.words(section, "business_context").unwrap();
        assert!(!of("iban").is_empty());
        assert_eq!(of("be.account-legacy"), of("iban"));
    }
}
