//! The rules that come with the program, an admin's own, and the check of every example in them.

use std::fmt;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, bail, ensure};

use super::digit_rules::DigitRules;
use super::engine::{Engine, Terms};
use super::hit::Hit;
use super::lexicon::{TermBook, contexts};
use super::rule::{Kind, Patterns, Rule, Wrong, check_use, in_file, line_of};
use super::shapes::Shapes;
use super::special::Worth;
use super::words::WordRules;
use super::{Detector, Settings};
use crate::language::told;
use crate::score::Scale;
use crate::text::Text;

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
    "data/iban-registry.toml",
    "data/institutions.toml",
    "data/mailboxes.toml",
    "data/municipalities.toml",
    "data/phone-ranges.toml",
    "data/plate-words.toml",
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

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub rule: String,
    /// The rule's file and the example's line.
    pub file: String,
    pub line: usize,
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.reason)
    }
}

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
        let mut special = vec![None; book.categories.len()];
        for (at, rule) in (0_u16..).zip(&rules) {
            let Some(lexicon) = &rule.file.find.lexicon else {
                continue;
            };
            let category = book.categories.iter().position(|name| name == lexicon);
            let no_lexicon = || Wrong::new("match.lexicon", format!("there is no `{lexicon}`"));
            let category = category.ok_or_else(|| in_file(&rule.name, &rule.source, &no_lexicon().into()))?;
            special[category] = Some(at);
        }
        let mut evidence = Vec::new();
        for (at, rule) in (0_u16..).zip(&rules) {
            let Some(name) = &rule.file.speaks_for else { continue };
            let category = book.categories.iter().position(|known| known == name);
            let unknown = || Wrong::new("speaks_for", format!("there is no category `{name}`"));
            let category = category.ok_or_else(|| in_file(&rule.name, &rule.source, &unknown().into()))?;
            evidence.push((at, 1 << category));
        }
        let of_kind = |kind| {
            let of_kind = (0_u16..).zip(&rules).filter(|(_, rule)| rule.file.find.kind == kind);
            of_kind.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let boxed = (0_u16..)
            .zip(&rules)
            .filter(|(_, rule)| rule.file.find.boxed)
            .map(|(at, _)| at)
            .collect();
        let words = WordRules::new(&rules, &mut book)?;
        let patterns = (0_u16..)
            .zip(&rules)
            .filter(|(_, rule)| rule.file.find.kind == Kind::Pattern);
        let patterns =
            patterns.filter_map(|(at, rule)| Some((at, rule.file.find.pattern.as_deref()?, rule.pattern.as_ref()?)));
        let terms = Terms::new(book.patterns.iter().map(String::as_str)).map_err(anyhow::Error::msg)?;
        Ok(Self {
            digits: DigitRules::new(&rules),
            alnum: {
                // Those with shapes are found by them.
                let mut alnum = of_kind(Kind::Alnum);
                alnum.retain(|&at| rules[usize::from(at)].shapes.is_empty());
                alnum
            },
            shapes: Shapes::new(&rules),
            lines: of_kind(Kind::Lines),
            rows: of_kind(Kind::Row),
            email: of_kind(Kind::Email),
            patterns: Patterns::new(patterns)?,
            boxed,
            scale: toml::from_str(SCALE).context("score.toml")?,
            words,
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
        kept.unwrap_or_else(|| Engine::new(Arc::clone(&self.terms)))
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

    /// The patterns of all terms that the one pass looks for.
    pub fn terms(&self) -> &[String] {
        &self.book.patterns
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What a rule finds in a text, in order and as it stands there. For examples only: it hands out raw values.
    fn found_in(&self, text: &str, rule: &str, settings: &Settings) -> Vec<String> {
        let text = Text::of_lines(text);
        let fresh = 0..text.buf.len();
        let mut session = self.session(settings);
        let hits = session.hits(&text, &fresh);
        let low = self.scale.confidence.low;
        let is_rule = |at: u16| self.rules[usize::from(at)].id() == rule;
        let terms = session.special_terms(&text, &hits, &fresh);
        let spans = hits
            .iter()
            .filter(|hit| is_rule(hit.rule) && hit.points.sum() >= low)
            .map(Hit::span);
        let terms = terms
            .iter()
            .filter(|term| is_rule(term.rule) && term.worth != Worth::Elsewhere);
        let spans = spans.chain(terms.map(|term| term.span.start as usize..term.span.end as usize));
        session.note_cues(&text, &hits, &fresh);
        let cues = (0_u16..).take(self.rules.len()).filter(|&at| is_rule(at));
        let spans = spans.chain(cues.filter_map(|at| session.first_cue(at)));
        spans.map(|span| text.buf[span].to_owned()).collect()
    }

    /// Runs every example and counterexample through the whole engine.
    pub fn check(&self) -> Vec<Failure> {
        let settings = Settings::new([0; 32], jiff::civil::date(2026, 11, 22));
        let mut failures = Vec::new();
        for rule in &self.rules {
            let mut fail = |list: &str, n: usize, reason: String| {
                failures.push(Failure {
                    rule: rule.id().to_owned(),
                    file: rule.name.clone(),
                    line: line_of(&rule.source, &format!("{list}.{n}.text")),
                    reason,
                });
            };
            for (n, example) in rule.file.examples.iter().enumerate() {
                let found = self.found_in(&example.text, rule.id(), &settings);
                if found != example.finds {
                    let (text, finds) = (&example.text, &example.finds);
                    fail(
                        "example",
                        n,
                        told!(
                            "rule-example-wrong",
                            text = text,
                            found = format!("{found:?}"),
                            finds = format!("{finds:?}")
                        ),
                    );
                }
            }
            for (n, counterexample) in rule.file.counterexamples.iter().enumerate() {
                let found = self.found_in(&counterexample.text, rule.id(), &settings);
                if !found.is_empty() {
                    let (text, why) = (&counterexample.text, &counterexample.why);
                    fail(
                        "counterexample",
                        n,
                        told!(
                            "rule-counterexample-wrong",
                            text = text,
                            why = why,
                            found = format!("{found:?}")
                        ),
                    );
                }
            }
        }
        failures
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_every_rule_holds() {
        let failures = Detector::embedded().unwrap().check();
        assert!(failures.is_empty(), "{failures:#?}");
    }

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
