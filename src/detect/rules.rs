//! The rules that come with the program, an admin's own, and the check of every example in them.

use std::sync::Mutex;

use super::digit_rules::DigitRules;
use super::engine::{Engine, Terms};
use super::hit::Hit;
use super::lexicon::TermBook;
use super::rule::{Kind, Rule};
use super::special::Worth;
use super::words::WordRules;
use super::{Detector, Settings};
use crate::score::Scale;
use crate::text::Text;
use anyhow::{Context as _, ensure};

/// A table line per file of `rules/`.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../rules/", $name)))),*]
    };
}

static RULES: &[(&str, &str)] = embedded![
    "be.address.toml",
    "be.enterprise-number.toml",
    "be.national-number.toml",
    "be.structured-communication.toml",
    "birth-date.toml",
    "credential.toml",
    "creditor-reference.toml",
    "cv.toml",
    "email.toml",
    "iban.toml",
    "id-scan.toml",
    "minors.toml",
    "payment-card.toml",
    "payslip.toml",
    "person-name.toml",
    "phone.toml",
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
];
static LEXICON: &str = include_str!("../../rules/lexicon.toml");
static CONTEXTS: &str = include_str!("../../rules/context.toml");
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
];

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub rule: String,
    pub reason: String,
}

impl Detector {
    /// The rules that come with the program.
    pub fn embedded() -> anyhow::Result<Self> {
        Self::load(&[])
    }

    /// The rules that come with the program and more files, by name and text. A wrong file is refused with its name,
    /// its line and the reason.
    pub fn load(more: &[(String, String)]) -> anyhow::Result<Self> {
        let mut book = TermBook::read(LEXICON, CONTEXTS)?;
        let mut rules: Vec<Rule> = Vec::new();
        let own = more.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in RULES.iter().copied().chain(own) {
            let rule = Rule::read(text, &mut book).map_err(|err| in_file(name, text, err))?;
            let known = rules.iter().any(|known| known.id() == rule.id());
            ensure!(!known, "{name}: there is a rule `{}` already", rule.id());
            rules.push(rule);
        }
        ensure!(rules.len() < usize::from(u16::MAX), "too many rules");
        let mut special = vec![None; book.categories.len()];
        for (at, rule) in (0_u16..).zip(&rules) {
            let Some(lexicon) = &rule.file.find.lexicon else {
                continue;
            };
            let category = book.categories.iter().position(|name| name == lexicon);
            let category =
                category.with_context(|| format!("{}: match.lexicon: there is no `{lexicon}`", rule.id()))?;
            special[category] = Some(at);
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
        let engine = engine(&book)?;
        Ok(Self {
            digits: DigitRules::new(&rules),
            alnum: of_kind(Kind::Alnum),
            email: of_kind(Kind::Email),
            patterns: of_kind(Kind::Pattern),
            boxed,
            scale: toml::from_str(SCALE).context("score.toml")?,
            words,
            engines: Mutex::new(vec![engine]),
            special,
            rules,
            book,
        })
    }

    /// An engine with this detector's terms.
    pub(super) fn engine(&self) -> Engine {
        let kept = self.engines.lock().ok().and_then(|mut engines| engines.pop());
        kept.unwrap_or_else(|| engine(&self.book).expect("the terms were compiled before"))
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
        for text in [LEXICON, CONTEXTS, SCALE].into_iter().chain(rules) {
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
            let mut fail = |reason: String| {
                failures.push(Failure {
                    rule: rule.id().to_owned(),
                    reason,
                });
            };
            for example in &rule.file.examples {
                let found = self.found_in(&example.text, rule.id(), &settings);
                if found != example.finds {
                    fail(format!(
                        "in `{}` it finds {found:?}, not {:?}",
                        example.text, example.finds
                    ));
                }
            }
            for counterexample in &rule.file.counterexamples {
                let found = self.found_in(&counterexample.text, rule.id(), &settings);
                if !found.is_empty() {
                    fail(format!(
                        "in `{}` ({}) it finds {found:?}",
                        counterexample.text, counterexample.why
                    ));
                }
            }
        }
        failures
    }
}

/// Says the file and, where the text itself is wrong, the line.
fn in_file(name: &str, text: &str, err: anyhow::Error) -> anyhow::Error {
    let Some(wrong) = err.downcast_ref::<toml::de::Error>() else {
        return err.context(name.to_owned());
    };
    let before = wrong.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    anyhow::anyhow!("{name}:{line}: {}", wrong.message())
}

fn engine(book: &TermBook) -> anyhow::Result<Engine> {
    let terms = Terms::new(book.patterns.iter().map(String::as_str)).map_err(anyhow::Error::msg)?;
    Ok(Engine::new(terms))
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

    const OWN: &str = r#"
id = "own.badge"
category = "badge"
family = "badge"
rank = 200
[match]
kind = "pattern"
pattern = "B-[0-9]{6}"
proof = "shape"
[base]
found = 70
[points]
found = 1
[[example]]
text = "badge B-123456"
finds = ["B-123456"]
[[example]]
text = "B-654321"
finds = ["B-654321"]
[[counterexample]]
text = "B-12"
why = "too short"
[[counterexample]]
text = "C-123456"
why = "another letter"
"#;

    #[test]
    fn an_admins_own_rule_is_checked_like_ours() {
        let load = |text: String| Detector::load(&[("own.toml".to_owned(), text)]);
        assert_eq!(load(OWN.to_owned()).unwrap().check(), []);
        let wrong = load(OWN.replace("B-654321\"\nfinds = [\"B-654321\"]", "B-654321\"\nfinds = []")).unwrap();
        assert_eq!(wrong.check().len(), 1);
    }

    #[test]
    fn a_wrong_rule_file_is_refused_with_its_name_and_the_reason() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let Err(err) = Detector::load(&[("own.toml".to_owned(), text.to_owned())]) else {
                panic!("{text} was taken");
            };
            let message = format!("{err:#}");
            assert!(message.starts_with("own.toml:"), "{message}");
            assert!(message.contains(expected), "{message}");
        }
        check(&OWN.replace("rank", "rnk"), "unknown field `rnk`");
        check(&OWN.replace("rank", "rnk"), "own.toml:5: ");
        check(&OWN.replace("B-[0-9]{6}", "B-[0-9"), "match.pattern");
        check(&OWN.replace("B-[0-9]{6}", "(a{1000}){1000}"), "match.pattern");
        check(&OWN.replace("found = 70", "fond = 70"), "base: there is no `fond`");
        check(&OWN.replace("own.badge", "iban"), "already");
        check(&OWN.replace("kind = \"pattern\"", "kind = \"digits\""), "needs counts");
        check("", "missing field");
    }
}
