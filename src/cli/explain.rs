//! `speur explain FINDING|RULE|--coverage RUN`: why something was found, and what was not read and why.

mod coverage;
mod finding;
mod rule;

use std::path::PathBuf;

use anyhow::bail;

use super::args::{Common, RulesDir};
use super::exit::Exit;
use crate::central::Index;
use crate::config::{Config, Detail};
use crate::language::texts;
use crate::policy::Policy;
use crate::record::View;
use crate::state::{DeviceKey, State};

/// What is asked: the id of a finding (`f_…`), or of a rule.
pub fn run(what: &str, common: &Common, rules: &RulesDir, central: Option<PathBuf>) -> anyhow::Result<Exit> {
    if !what.starts_with("f_") {
        return rule::explain(what, rules);
    }
    finding::explain(what, &Stored::open(common, rules, central)?)
}

/// The path of the document that has a finding, in the newest run that has it.
pub(super) fn document_of(finding: &str, common: &Common) -> anyhow::Result<String> {
    let stored = Stored::open(common, &RulesDir::default(), None)?;
    let (_, document) = finding::newest(finding, &stored)?;
    Ok(document.path.path)
}

/// Whether a run of this machine has a finding.
pub(super) fn has(finding: &str, config: &Config, policy: Policy) -> anyhow::Result<bool> {
    Ok(finding::search(finding, &Stored::of(config, policy)?)?.is_some())
}

/// What a run did not read.
pub fn coverage(run: &str, common: &Common, rules: &RulesDir, central: Option<PathBuf>) -> anyhow::Result<Exit> {
    let stored = Stored::open(common, rules, central)?;
    match stored.state.run(run)? {
        Some(run) => coverage::explain(&run, &stored),
        None => {
            let dir = stored.state.dir().display().to_string();
            match run {
                "last" => bail!(texts().with("explain-no-runs", &[("state", dir.into())])),
                run => bail!(texts().with("no-such-run", &[("run", run.into()), ("state", dir.into())])),
            }
        }
    }
}

/// Stored runs, and how they are looked at.
struct Stored {
    state: State,
    key: DeviceKey,
    policy: Policy,
    central: Option<Index>,
}

impl Stored {
    fn open(common: &Common, rules: &RulesDir, central: Option<PathBuf>) -> anyhow::Result<Self> {
        let config = super::config::resolve_explain(common, rules, central)?;
        let policy = super::config::policy(&config)?;
        Self::of(&config, policy)
    }

    fn of(config: &Config, policy: Policy) -> anyhow::Result<Self> {
        let key = DeviceKey::load(&config.state_dir, config.key_file.as_deref())?;
        Ok(Self {
            state: State::open(&config.state_dir)?,
            central: super::central::open(config, &key)?,
            key,
            policy,
        })
    }

    fn view(&self) -> View<'_> {
        View {
            policy: &self.policy,
            key: self.key.bytes(),
            detail: Detail::Counts,
            central: self.central.as_ref(),
            all: false,
            today: jiff::Zoned::now().date(),
        }
    }
}
