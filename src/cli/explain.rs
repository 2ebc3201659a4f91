//! `speur explain FINDING|RULE|--coverage RUN`: why something was found, and what was not read and why.

mod coverage;
mod finding;
mod rule;

use std::path::PathBuf;

use anyhow::{Context as _, bail};

use super::args::{Common, RulesDir};
use super::exit::Exit;
use crate::central::Index;
use crate::config::{Config, Detail};
use crate::language::{texts, told};
use crate::policy::Policy;
use crate::record::View;
use crate::state::{DeviceKey, State};

/// As the command line asks it.
pub struct Asked {
    pub what: Option<String>,
    /// A run.
    pub coverage: Option<String>,
    pub central: Option<PathBuf>,
}

/// What is asked: the id of a finding (`f_…`), or of a rule; else what a run did not read.
pub fn run(asked: Asked, common: &Common, rules: &RulesDir) -> anyhow::Result<Exit> {
    match asked.what {
        Some(what) if what.starts_with("f_") => finding::explain(&what, &Stored::open(common, rules, asked.central)?),
        Some(what) => {
            let config = super::config::resolve_stateless(common, rules, |_none_of_its_own| {})?;
            rule::explain(&what, &config.rules)
        }
        None => {
            let config = super::config::resolve_with(common, rules, |flags| {
                flags.coverage = asked.coverage;
                flags.central_index = asked.central;
            })?;
            let run = config.coverage.clone().with_context(|| told!("explain-what"))?;
            coverage(&run, &Stored::resolved(&config)?)
        }
    }
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
fn coverage(run: &str, stored: &Stored) -> anyhow::Result<Exit> {
    match stored.state.run(run)? {
        Some(run) => coverage::explain(&run, stored),
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
        let config = super::config::resolve_with(common, rules, |flags| flags.central_index = central)?;
        Self::resolved(&config)
    }

    fn resolved(config: &Config) -> anyhow::Result<Self> {
        Self::of(config, super::config::policy(config)?)
    }

    fn of(config: &Config, policy: Policy) -> anyhow::Result<Self> {
        let state = State::kept(&config.state_dir)?;
        let key = DeviceKey::existing(&config.state_dir, config.key_file.as_deref())?;
        Ok(Self {
            state,
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
