//! The lexicon as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::detect::special::{
    Actors, Beings, Clauses, Denials, Figures, Meanings, References, Things, Ties, Valued, Verdicts, Words,
};
use crate::detect::template::Markers;

/// The lexicon of the special categories, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename_all = "kebab-case")]
pub struct LexiconFile {
    pub health: Languages,
    pub ethnicity: Languages,
    pub politics: Languages,
    pub religion: Languages,
    pub union: Languages,
    pub genetic: Languages,
    pub biometric: Languages,
    pub sex_life: Languages,
    pub criminal: Languages,
    pub minors: Languages,
    #[serde(rename = "policy_markers")]
    pub policy: PolicyMarkers,
    #[serde(rename = "template_markers")]
    pub template: TemplateMarkers,
    pub negation: Negation,
    pub bystanders: Bystanders,
    pub attributions: Attributions,
    pub ties: TieWords,
    pub clauses: ClauseWords,
    pub topics: Topics,
    pub groups: Groups,
    #[serde(rename = "no_value")]
    pub no_value: WordList,
    #[serde(rename = "same_sentence")]
    pub same_sentence: TermList,
    #[serde(rename = "document_classes")]
    pub document_classes: WordList,
    pub headings: BTreeMap<String, Vec<String>>,
    pub valued: Vec<ValuedWords>,
    pub references: ReferenceWords,
    pub things: Things,
    pub actors: Actors,
    pub beings: Beings,
    pub verdicts: Verdicts,
    pub figures: Figures,
    pub ambiguity: Vec<Ambiguity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attributions {
    pub words: Vec<String>,
    pub verbs: Vec<String>,
}

pub type Languages = BTreeMap<String, Terms>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub strong: Vec<String>,
    pub weak: Vec<String>,
    /// Strong terms that are each of the first before each of the last: "Turkse" and "afkomst".
    #[serde(default)]
    pub pairs: Vec<Pairs>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pairs {
    pub first: Vec<String>,
    pub last: Vec<String>,
}

impl Terms {
    pub fn strong(&self) -> impl Iterator<Item = String> {
        let joined = |pairs: &Pairs| {
            let first = pairs.first.iter();
            let all = first.flat_map(|first| pairs.last.iter().map(move |last| format!("{first} {last}")));
            all.collect::<Vec<_>>()
        };
        let pairs = self.pairs.iter().flat_map(joined);
        self.strong.iter().cloned().chain(pairs)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyMarkers {
    pub nl: Vec<String>,
    pub fr: Vec<String>,
    pub de: Vec<String>,
    pub en: Vec<String>,
    pub threshold_per_1000_words: u64,
    pub min_distinct: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateMarkers {
    pub literal: Vec<String>,
    pub signatures: Vec<String>,
    pub at_signatures: Vec<String>,
}

impl TemplateMarkers {
    pub fn markers(&self) -> Result<Markers, aho_corasick::BuildError> {
        let (signatures, beside) = (Words::new(&self.signatures), Words::new(&self.at_signatures));
        Markers::new(&self.literal, signatures, beside)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Negation {
    pub words: Vec<String>,
    pub after_ne: Vec<String>,
    pub ends: Vec<String>,
    pub through: Vec<String>,
    pub behind: Vec<String>,
    pub right_behind: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermList {
    pub terms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bystanders {
    pub words: Vec<String>,
    pub professions: Vec<String>,
    pub addressed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieWords {
    pub being: Vec<String>,
    pub having: Vec<String>,
    pub causes: Vec<String>,
    pub fillers: Vec<String>,
    pub apart: Vec<String>,
    pub owners: Vec<String>,
    pub readers: Vec<String>,
    pub falls: Vec<String>,
    pub falls_by: Vec<String>,
    pub ill: Vec<String>,
    pub pronouns: Vec<String>,
}

impl TieWords {
    fn ties(&self) -> Ties {
        Ties {
            being: Words::new(&self.being),
            having: Words::new(&self.having),
            causes: Words::new(&self.causes),
            fillers: Words::new(&self.fillers),
            apart: Words::new(&self.apart),
            pronouns: Words::new(&self.pronouns),
            owners: Words::new(&self.owners),
            readers: Words::new(&self.readers),
            falls: Words::new(&self.falls),
            falls_by: Words::new(&self.falls_by),
            ill: self.ill.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseWords {
    pub conditions: Vec<String>,
    pub cases: Vec<String>,
    pub in_cases: Vec<String>,
    pub heads: Vec<String>,
    pub subjects: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topics {
    pub words: Vec<String>,
    pub agenda: Vec<String>,
    pub units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    pub words: Vec<String>,
    pub of_lists: Vec<String>,
    pub members: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValuedWords {
    pub category: String,
    pub headings: Vec<String>,
    pub values: Vec<String>,
    #[serde(default)]
    pub not_beside: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceWords {
    pub links: Vec<String>,
    pub departments: Vec<String>,
    pub relatives: Vec<String>,
    pub kin: Vec<String>,
    pub places: Vec<String>,
    pub owners: Vec<String>,
    pub conditions: Vec<String>,
    pub parents: Vec<String>,
    pub bearers: Vec<String>,
    pub callers: Vec<String>,
    pub rooms: Vec<String>,
    pub reigning: Vec<String>,
    pub conjunctions: Vec<String>,
    pub third: Vec<String>,
    pub first: Vec<String>,
    pub plural: Vec<String>,
    pub about: Vec<String>,
    pub others: Vec<String>,
    pub animals: Vec<String>,
}

impl ReferenceWords {
    fn references(&self) -> References {
        References {
            links: Words::new(&self.links),
            departments: Words::new(&self.departments),
            relatives: Words::new(&self.relatives),
            kin: Words::new(&self.kin),
            places: Words::new(&self.places),
            owners: Words::new(&self.owners),
            conditions: Words::new(&self.conditions),
            parents: Words::new(&self.parents),
            bearers: Words::new(&self.bearers),
            callers: Words::new(&self.callers),
            rooms: Words::new(&self.rooms),
            reigning: Words::new(&self.reigning),
            conjunctions: Words::new(&self.conjunctions),
            third: Words::new(&self.third),
            first: Words::new(&self.first),
            plural: Words::new(&self.plural),
            about: Words::new(&self.about),
            others: Words::new(&self.others),
            animals: Words::new(&self.animals),
        }
    }
}

impl ValuedWords {
    fn valued(&self) -> Valued {
        Valued {
            category: self.category.clone(),
            headings: Words::new(&self.headings),
            values: Words::new(&self.values),
            not_beside: Words::new(&self.not_beside),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguity {
    pub terms: Vec<String>,
    pub drop_near: Vec<String>,
}

impl LexiconFile {
    pub fn meanings(&self) -> Meanings {
        Meanings {
            denials: Denials {
                negations: Words::new(&self.negation.words),
                after_ne: Words::new(&self.negation.after_ne),
                ends: Words::new(&self.negation.ends),
                through: Words::new(&self.negation.through),
                behind: Words::new(&self.negation.behind),
                right_behind: Words::new(&self.negation.right_behind),
            },
            ties: self.ties.ties(),
            clauses: Clauses {
                conditions: Words::new(&self.clauses.conditions),
                cases: Words::new(&self.clauses.cases),
                in_cases: Words::new(&self.clauses.in_cases),
                heads: Words::new(&self.clauses.heads),
                subjects: Words::new(&self.clauses.subjects),
            },
            bystanders: Words::new(&self.bystanders.words),
            professions: Words::new(&self.bystanders.professions),
            addressed: self.bystanders.addressed.clone(),
            agenda: Words::new(&self.topics.agenda),
            units: Words::new(&self.topics.units),
            attributions: Words::new(&self.attributions.words),
            verbs: Words::new(&self.attributions.verbs),
            topics: Words::new(&self.topics.words),
            groups: Words::new(&self.groups.words),
            of_lists: Words::new(&self.groups.of_lists),
            no_value: Words::new(&self.no_value.words),
            classes: Words::new(&self.document_classes.words),
            references: self.references.references(),
            valued: self.valued.iter().map(ValuedWords::valued).collect(),
            members: Words::new(&self.groups.members),
            things: self.things.clone(),
            actors: self.actors.clone(),
            beings: self.beings.clone(),
            verdicts: self.verdicts.clone(),
            figures: self.figures.clone(),
        }
    }
}
