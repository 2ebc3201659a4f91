//! `speur rules list|show|check|bench`; where a command gets its rules.

pub(super) mod bench;

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::args::{Common, RulesCommand};
use super::exit::Exit;
use super::named::named;
use crate::detect::{Detector, LARGEST_RULE, Rule};
use crate::given;
use crate::language::{texts, told};

/// The built-in rules and those of these files and folders. A wrong one is refused with file, line and reason.
pub(super) fn detector(more: &[PathBuf]) -> anyhow::Result<Detector> {
    let detector = Detector::load(&sources(more)?)?;
    if let Some(failure) = detector.check().first() {
        anyhow::bail!("{failure}");
    }
    Ok(detector)
}

/// Names and texts of the rule files that were named, in a fixed order.
pub(super) fn sources(more: &[PathBuf]) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in more {
        if path.is_dir() {
            let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
            let found: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
            let mut found = found.with_context(|| path.display().to_string())?;
            found.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
            found.sort();
            anyhow::ensure!(!found.is_empty(), told!("rules-none", path = path.display()));
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    files.iter().map(|file| text_of(file)).collect()
}

fn text_of(file: &Path) -> anyhow::Result<(String, String)> {
    let name = file.display().to_string();
    let cannot = || told!("rule-unreadable", path = name);
    let opened = given::open_ours(file)
        .map_err(anyhow::Error::msg)
        .with_context(cannot)?;
    let mut bytes = Vec::new();
    opened
        .take(LARGEST_RULE as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(cannot)?;
    anyhow::ensure!(
        bytes.len() <= LARGEST_RULE,
        told!("rule-too-large", path = name, kb = LARGEST_RULE >> 10)
    );
    let text = String::from_utf8(bytes).map_err(|err| {
        let before = &err.as_bytes()[..err.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        anyhow::anyhow!(told!("rule-not-utf8", place = format!("{name}:{line}")))
    })?;
    Ok((name, text))
}

pub fn run(command: &RulesCommand) -> anyhow::Result<Exit> {
    let (dir, format) = match command {
        RulesCommand::List(dir) | RulesCommand::Check(dir) | RulesCommand::Show { rules: dir, .. } => (dir, None),
        RulesCommand::Bench { rules, format, .. } => (rules, format.clone()),
    };
    let config = super::config::resolve_stateless(&Common::default(), dir, |flags| flags.format = format)?;
    match command {
        RulesCommand::List(_) => list(&config.rules),
        RulesCommand::Check(_) => check(&config.rules),
        RulesCommand::Show { rule, .. } => show(rule, &config.rules),
        RulesCommand::Bench { sample, .. } => bench::run(sample.as_deref(), config.format, &config.rules),
    }
}

fn list(more: &[PathBuf]) -> anyhow::Result<Exit> {
    let detector = detector(more)?;
    let rules = detector.rules();
    let width = |of: fn(&Rule) -> usize| rules.iter().map(of).max().unwrap_or(0);
    let (ids, categories) = (width(|rule| rule.id().len()), width(|rule| rule.file.category.len()));
    let mut text = String::new();
    for rule in rules {
        let silent = match rule.file.silent {
            true => format!("  {}", told!("rule-silent")),
            false => String::new(),
        };
        let values = [
            ("examples", rule.file.examples.len().into()),
            ("counterexamples", rule.file.counterexamples.len().into()),
        ];
        let counted = texts().with("rule-row", &values);
        let (id, category) = (rule.id(), &rule.file.category);
        writeln!(text, "{id:ids$}  {category:categories$}  {counted}{silent}")?;
    }
    super::print(&text)
}

fn show(id: &str, more: &[PathBuf]) -> anyhow::Result<Exit> {
    let detector = detector(more)?;
    super::print(&find(&detector, id)?.source)
}

/// All examples are run when rules are loaded; this says so for each rule.
fn check(more: &[PathBuf]) -> anyhow::Result<Exit> {
    let detector = Detector::load(&sources(more)?)?;
    let failures = detector.check();
    for failure in &failures {
        super::say(format_args!("{failure}"));
    }
    let rules = detector.rules();
    let n_examples: usize = rules
        .iter()
        .map(|rule| rule.file.examples.len() + rule.file.counterexamples.len())
        .sum();
    let told = texts().with(
        "rules-checked",
        &[
            ("rules", rules.len().into()),
            ("examples", n_examples.into()),
            ("failed", failures.len().into()),
        ],
    );
    super::print(&format!(
        "{told}
"
    ))?;
    Ok(if failures.is_empty() { Exit::Done } else { Exit::Usage })
}

pub(super) fn find<'d>(detector: &'d Detector, id: &str) -> anyhow::Result<&'d Rule> {
    let rule = detector.rules().iter().find(|rule| rule.id() == id);
    rule.with_context(|| texts().with("no-such-rule", &[("rule", named(Path::new(id)).into())]))
}
