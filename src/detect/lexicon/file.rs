//! The lexicon as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::detect::special::{
    Actors, Answers, Anybody, Beings, Clauses, Deliveries, Denials, Doers, Figures, Frame, Genres, Instructions, Limbs,
    Meanings, Numbered, Occupations, Oneself, Partners, Pupils, References, Refused, Screens, Statements, Themes,
    Things, Ties, Valued, Verdicts, WordPatterns, Works,
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
    pub negation: Denials,
    pub bystanders: Bystanders,
    pub attributions: Attributions,
    pub ties: Ties,
    pub clauses: Clauses,
    pub anybody: Anybody,
    pub topics: Topics,
    pub groups: Groups,
    #[serde(rename = "no_value")]
    pub no_value: WordList,
    #[serde(rename = "same_sentence")]
    pub same_sentence: TermList,
    #[serde(rename = "document_classes")]
    pub document_classes: WordList,
    pub headings: BTreeMap<String, Vec<String>>,
    pub valued: Vec<Valued>,
    pub references: References,
    pub things: Things,
    pub doers: Doers,
    pub actors: Actors,
    pub occupations: Occupations,
    pub instructions: Instructions,
    pub deliveries: Deliveries,
    pub works: Works,
    pub themes: Themes,
    pub beings: Beings,
    pub verdicts: Verdicts,
    pub figures: Figures,
    pub genres: Genres,
    pub oneself: Oneself,
    pub answers: Answers,
    pub pupils: Pupils,
    pub partners: Partners,
    pub numbered: Numbered,
    pub screens: Screens,
    pub statements: Statements,
    pub limbs: Limbs,
    pub frame: Frame,
    pub refused: Vec<Refused>,
    pub ambiguity: Vec<Ambiguity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attributions {
    pub words: WordPatterns,
    pub sayers: WordPatterns,
    pub sayers_are: WordPatterns,
    pub verbs: WordPatterns,
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
    pub signatures: WordPatterns,
    pub at_signatures: WordPatterns,
}

impl TemplateMarkers {
    pub fn markers(&self) -> Result<Markers, aho_corasick::BuildError> {
        Markers::new(&self.literal, self.signatures.clone(), self.at_signatures.clone())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermList {
    pub terms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    pub words: WordPatterns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bystanders {
    pub words: WordPatterns,
    pub professions: WordPatterns,
    pub roles: WordPatterns,
    pub records: WordPatterns,
    pub offices: WordPatterns,
    pub by: WordPatterns,
    pub addressed: Vec<String>,
    pub thanked: Vec<String>,
    pub thanked_for: WordPatterns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topics {
    pub words: WordPatterns,
    pub of_cases: WordPatterns,
    pub ways: WordPatterns,
    pub persons: WordPatterns,
    pub of_parties: WordPatterns,
    pub in_sentence: WordPatterns,
    pub agenda: WordPatterns,
    pub units: WordPatterns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    pub words: WordPatterns,
    pub manners: WordPatterns,
    pub many: WordPatterns,
    pub for_many: WordPatterns,
    pub such_as: WordPatterns,
    pub of_lists: WordPatterns,
    pub members: WordPatterns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguity {
    pub terms: Vec<String>,
    pub drop_near: Vec<String>,
}

impl LexiconFile {
    /// What says what a term means where it stands.
    pub fn meanings(&self) -> Meanings {
        let (bystanders, attributions) = (&self.bystanders, &self.attributions);
        let (topics, groups) = (&self.topics, &self.groups);
        Meanings {
            denials: self.negation.clone(),
            ties: self.ties.clone(),
            clauses: self.clauses.clone(),
            anybody: self.anybody.clone(),
            bystanders: bystanders.words.clone(),
            professions: bystanders.professions.clone(),
            roles: bystanders.roles.clone(),
            records: bystanders.records.clone(),
            offices: bystanders.offices.clone(),
            by: bystanders.by.clone(),
            addressed: bystanders.addressed.clone(),
            thanked: bystanders.thanked.clone(),
            thanked_for: bystanders.thanked_for.clone(),
            attributions: attributions.words.clone(),
            sayers: attributions.sayers.clone(),
            sayers_are: attributions.sayers_are.clone(),
            verbs: attributions.verbs.clone(),
            topics: topics.words.clone(),
            of_cases: topics.of_cases.clone(),
            ways: topics.ways.clone(),
            persons: topics.persons.clone(),
            of_parties: topics.of_parties.clone(),
            benefits: topics.in_sentence.clone(),
            agenda: topics.agenda.clone(),
            units: topics.units.clone(),
            groups: groups.words.clone(),
            manners: groups.manners.clone(),
            many: groups.many.clone(),
            for_many: groups.for_many.clone(),
            such_as: groups.such_as.clone(),
            of_lists: groups.of_lists.clone(),
            members: groups.members.clone(),
            no_value: self.no_value.words.clone(),
            classes: self.document_classes.words.clone(),
            references: self.references.clone(),
            valued: self.valued.clone(),
            things: self.things.clone(),
            doers: self.doers.clone(),
            actors: self.actors.clone(),
            occupations: self.occupations.clone(),
            instructions: self.instructions.clone(),
            deliveries: self.deliveries.clone(),
            works: self.works.clone(),
            themes: self.themes.clone(),
            beings: self.beings.clone(),
            verdicts: self.verdicts.clone(),
            figures: self.figures.clone(),
            genres: self.genres.clone(),
            oneself: self.oneself.clone(),
            answers: self.answers.clone(),
            pupils: self.pupils.clone(),
            partners: self.partners.clone(),
            numbered: self.numbered.clone(),
            screens: self.screens.clone(),
            statements: self.statements.clone(),
            limbs: self.limbs.clone(),
            frame: self.frame.clone(),
            refused: self.refused.clone(),
        }
    }
}
