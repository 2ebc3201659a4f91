//! `speur explain FINDING|RULE|--coverage RUN`: why something was found, and what was not read and why.

mod coverage;
mod finding;
mod rule;

use anyhow::bail;

use super::args::{Common, RulesDir};
use super::exit::Exit;
use crate::config::{Config, Detail};
use crate::policy::Policy;
use crate::record::View;
use crate::state::{DeviceKey, State};

/// What is asked: the id of a finding (`f_…`), or of a rule.
pub fn run(what: &str, common: &Common, rules: &RulesDir) -> anyhow::Result<Exit> {
    if !what.starts_with("f_") {
        return rule::explain(what, rules);
    }
    match Stored::open(common, rules)? {
        Ok(stored) => finding::explain(what, &stored),
        Err(exit) => Ok(exit),
    }
}

/// The path of the document that has a finding, in the newest run that has it.
pub(super) fn document_of(finding: &str, common: &Common) -> anyhow::Result<Result<String, Exit>> {
    let stored = match Stored::open(common, &RulesDir::default())? {
        Ok(stored) => stored,
        Err(exit) => return Ok(Err(exit)),
    };
    let (_, document) = finding::newest(finding, &stored)?;
    Ok(Ok(document.path.path))
}

/// What a run did not read.
pub fn coverage(run: &str, common: &Common, rules: &RulesDir) -> anyhow::Result<Exit> {
    let stored = match Stored::open(common, rules)? {
        Ok(stored) => stored,
        Err(exit) => return Ok(exit),
    };
    match stored.state.run(run)? {
        Some(run) => coverage::explain(&run, &stored),
        None if run == "last" => bail!("no run is stored in {}", stored.state.dir().display()),
        None => bail!(
            "there is no run `{run}` in {}; it is named in the first record of a report, and the newest one is `last`",
            stored.state.dir().display()
        ),
    }
}

/// Stored runs, and how they are looked at.
struct Stored {
    state: State,
    key: DeviceKey,
    policy: Policy,
}

impl Stored {
    fn open(common: &Common, rules: &RulesDir) -> anyhow::Result<Result<Self, Exit>> {
        let resolved = super::config::resolve_common(common, rules);
        let prepared: Result<(Config, Policy), Exit> =
            resolved.and_then(|config| super::config::policy(&config).map(|policy| (config, policy)));
        let (config, policy) = match prepared {
            Ok(prepared) => prepared,
            Err(exit) => return Ok(Err(exit)),
        };
        Ok(Ok(Self {
            state: State::open(&config.state_dir)?,
            key: DeviceKey::load(&config.state_dir, config.key_file.as_deref())?,
            policy,
        }))
    }

    fn view(&self) -> View<'_> {
        View {
            policy: &self.policy,
            key: self.key.bytes(),
            detail: Detail::Counts,
            all: false,
            today: jiff::Zoned::now().date(),
        }
    }
}
