//! The rules that come with the program, and an admin's own.

mod examples;

use std::sync::{Arc, Mutex};

use anyhow::{Context as _, bail, ensure};

use super::Detector;
use super::digit_rules::DigitRules;
use super::engine::{Engine, Terms};
use super::foreign::Headings;
use super::lexicon::{TermBook, contexts};
use super::rule::{Kind, Patterns, Rule, Wrong, check_use, in_file};
use super::shapes::Shapes;
use super::words::WordRules;
use crate::score::Scale;
pub use examples::Failure;

/// A table line per file of `rules/`.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../rules/", $name)))),*]
    };
}

static RULES: &[(&str, &str)] = embedded![
    "at.vnr.toml",
    "be.account-legacy.toml",
    "be.address.toml",
    "be.driving-licence.toml",
    "be.eid-card.toml",
    "be.enterprise-number.toml",
    "be.health-insurance.toml",
    "be.licence-plate.toml",
    "be.national-number.toml",
    "be.passport.toml",
    "be.resident-card.toml",
    "be.riziv.toml",
    "be.structured-communication.toml",
    "bg.egn.toml",
    "birth-date.toml",
    "ch.ahv.toml",
    "credential.toml",
    "creditor-reference.toml",
    "cv.toml",
    "cz.rc.toml",
    "de.idnr.toml",
    "dk.cpr.toml",
    "ee.ik.toml",
    "ehic.toml",
    "email.toml",
    "es.dni.toml",
    "es.nie.toml",
    "fi.hetu.toml",
    "fr.nir.toml",
    "fr.spi.toml",
    "gb.nino.toml",
    "gps.toml",
    "gr.amka.toml",
    "hr.oib.toml",
    "iban.toml",
    "id-scan.toml",
    "ie.pps.toml",
    "it.codice-fiscale.toml",
    "lt.asmens.toml",
    "lu.matricule.toml",
    "lv.pk.toml",
    "minors.toml",
    "mrz.toml",
    "network-address.toml",
    "nl.bsn.toml",
    "no.fnr.toml",
    "payment-card.toml",
    "payslip.toml",
    "person-name.toml",
    "phone.toml",
    "pl.pesel.toml",
    "pt.nif.toml",
    "ro.cnp.toml",
    "se.personnummer.toml",
    "si.emso.toml",
    "special.biometric.toml",
    "special.criminal.toml",
    "special.ethnicity.toml",
    "special.genetic.toml",
    "special.health.toml",
    "special.politics.toml",
    "special.religion.toml",
    "special.sex-life.toml",
    "special.union.toml",
    "student-number.toml",
    "tr.tckn.toml",
];
/// What validators and finders look up.
static DATA: &[(&str, &str)] = embedded![
    "data/addresses.toml",
    "data/card-networks.toml",
    "data/dates.toml",
    "data/doubt-words.toml",
    "data/foreign-numbers.toml",
    "data/iban-registry.toml",
    "data/institutions.toml",
    "data/mailboxes.toml",
    "data/municipalities.toml",
    "data/phone-homes.toml",
    "data/phone-ranges.toml",
    "data/plate-words.toml",
    "data/published-numbers.toml",
    "data/technical.toml",
    "data/version-words.toml",
    "names.toml",
];
static LEXICON: &str = include_str!("../../rules/lexicon.toml");
static SCALE: &str = include_str!("../../rules/score.toml");

/// Files of `rules/` that are no rules.
#[cfg(test)]
static OTHER: &[&str] = &[
    "README.md",
    "context.toml",
    "data",
    "lexicon.toml",
    "names.toml",
    "score.toml",
    "severity.toml",
];

impl Detector {
    /// The rules that come with the program.
    pub fn embedded() -> anyhow::Result<Self> {
        Self::load(&[])
    }

    /// The rules that come with the program and more files, by name and text. A wrong file is refused with its name,
    /// its line and the reason.
    pub fn load(more: &[(String, String)]) -> anyhow::Result<Self> {
        let own = more.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Self::compile(RULES.iter().copied().chain(own))
    }

    /// Some of the rules that come with the program, by the names of their files: to measure what the others cost.
    pub fn some(is_wanted: impl Fn(&str) -> bool) -> anyhow::Result<Self> {
        Self::compile(RULES.iter().copied().filter(|(name, _)| is_wanted(name)))
    }

    /// A detector of one rule.
    pub(super) fn alone(rule: &Rule) -> anyhow::Result<Self> {
        Self::compile([(rule.name.as_str(), rule.source.as_str())].into_iter())
    }

    fn compile<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> anyhow::Result<Self> {
        let mut book = TermBook::read(LEXICON)?;
        let mut rules: Vec<Rule> = Vec::new();
        for (name, text) in files {
            let rule = Rule::read(name, text, &mut book)?;
            check_among(&rule, &rules).map_err(|err| in_file(name, text, &err))?;
            rules.push(rule);
        }
        ensure!(rules.len() < usize::from(u16::MAX), "too many rules");
        let of_kind = |kind| numbers(&rules, |rule| rule.file.find.kind == kind);
        let (special, evidence) = (special(&rules, &book)?, evidence(&rules, &book)?);
        let words = WordRules::new(&rules, &mut book)?;
        let foreign = Headings::new(&rules, &mut book)?;
        let patterns = (0_u16..).zip(&rules).filter_map(|(at, rule)| {
            let is_pattern = rule.file.find.kind == Kind::Pattern;
            let written = rule.file.find.pattern.as_deref().filter(|_| is_pattern)?;
            Some((at, written, rule.pattern.as_ref()?))
        });
        let terms = book.close()?;
        Ok(Self {
            digits: DigitRules::new(&rules),
            // Those with shapes are found by them.
            alnum: numbers(&rules, |rule| {
                rule.file.find.kind == Kind::Alnum && rule.shapes.is_empty()
            }),
            shapes: Shapes::new(&rules),
            lines: of_kind(Kind::Lines),
            rows: of_kind(Kind::Row),
            email: of_kind(Kind::Email),
            patterns: Patterns::new(patterns)?,
            boxed: numbers(&rules, |rule| rule.file.find.boxed),
            scale: toml::from_str(SCALE).context("score.toml")?,
            words,
            foreign,
            engines: Mutex::default(),
            terms: Arc::new(terms),
            special,
            evidence,
            rules,
            book,
        })
    }

    /// An engine with this detector's terms.
    pub(super) fn engine(&self) -> Engine {
        let kept = self.engines.lock().ok().and_then(|mut engines| engines.pop());
        kept.unwrap_or_else(|| Engine::new(self.terms()))
    }

    pub(super) fn give_back(&self, engine: Engine) {
        if let Ok(mut engines) = self.engines.lock() {
            engines.push(engine);
        }
    }

    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// Of all rules and their data; 16 hex digits.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let rules = self.rules.iter().map(|rule| rule.source.as_str());
        let data = DATA.iter().map(|(_, text)| *text);
        for text in [LEXICON, contexts::TEXT, SCALE].into_iter().chain(data).chain(rules) {
            hasher
                .update(&(text.len() as u64).to_le_bytes())
                .update(text.as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// The terms that the one pass looks for.
    pub fn terms(&self) -> Arc<Terms> {
        Arc::clone(&self.terms)
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}

/// Checks a rule against those that came before it.
fn check_among(rule: &Rule, before: &[Rule]) -> anyhow::Result<()> {
    if let Some(known) = before.iter().find(|known| known.id() == rule.id()) {
        let reason = format!("there is a rule `{}` already, in {}", rule.id(), known.name);
        bail!(Wrong::new("id", reason));
    }
    if before.len() < RULES.len() {
        return Ok(());
    }
    let is_taken = rule.file.find.lexicon.is_some();
    ensure!(
        !is_taken,
        Wrong::new("match.lexicon", "each category has a rule already")
    );
    let ours: Vec<_> = before[..RULES.len()].iter().map(|rule| &rule.file).collect();
    check_use(&rule.file, &ours)
}

/// The numbers of the rules that are wanted.
fn numbers(rules: &[Rule], is_wanted: impl Fn(&Rule) -> bool) -> Vec<u16> {
    let wanted = (0_u16..).zip(rules).filter(|(_, rule)| is_wanted(rule));
    wanted.map(|(at, _)| at).collect()
}

/// The number of the category of the lexicon that a field of a rule names.
fn category(rule: &Rule, field: &str, name: &str, book: &TermBook) -> anyhow::Result<usize> {
    let unknown = || Wrong::new(field, format!("there is no category `{name}`"));
    let category = book.categories.iter().position(|known| *known == name);
    category.ok_or_else(|| in_file(&rule.name, &rule.source, &unknown().into()))
}

/// By category of the lexicon: the rule that its terms are found for.
fn special(rules: &[Rule], book: &TermBook) -> anyhow::Result<Vec<Option<u16>>> {
    let mut special = vec![None; book.categories.len()];
    for (at, rule) in (0_u16..).zip(rules) {
        if let Some(lexicon) = &rule.file.find.lexicon {
            special[category(rule, "match.lexicon", lexicon, book)?] = Some(at);
        }
    }
    Ok(special)
}

/// The rules whose values speak for terms, and the bit of the category of these.
fn evidence(rules: &[Rule], book: &TermBook) -> anyhow::Result<Vec<(u16, u16)>> {
    let mut evidence = Vec::new();
    for (at, rule) in (0_u16..).zip(rules) {
        if let Some(name) = &rule.file.speaks_for {
            evidence.push((at, 1 << category(rule, "speaks_for", name, book)?));
        }
    }
    Ok(evidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_data_shows_in_the_digest() {
        let files = std::fs::read_dir("rules/data").unwrap();
        let mut names: Vec<String> = files
            .map(|entry| format!("data/{}", entry.unwrap().file_name().into_string().unwrap()))
            .collect();
        names.push("names.toml".to_owned());
        names.sort();
        assert_eq!(names, DATA.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn every_rule_file_is_in_the_table_and_named_after_its_rule() {
        let mut files: Vec<String> = std::fs::read_dir("rules")
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !OTHER.contains(&name.as_str()))
            .collect();
        files.sort();
        let names: Vec<&str> = RULES.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, names);
        for ((name, _), rule) in RULES.iter().zip(Detector::embedded().unwrap().rules()) {
            assert_eq!(*name, format!("{}.toml", rule.id()));
        }
    }

    mod own;
    mod repeated;
}
