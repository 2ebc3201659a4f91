//! `speur doctor`: what protects this machine during a scan, and where Speur keeps its files.

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::Context as _;

use super::args::{Common, RulesDir};
use super::exit::Exit;
use crate::extract::Limits;
use crate::state::{DeviceKey, State, Verified};
use crate::worker::{self, sandbox};

/// Whether the log of what was done (Article X) is whole.
pub fn audit(common: &Common) -> anyhow::Result<Exit> {
    let config = match super::config::resolve_common(common, &RulesDir { rules: Vec::new() }) {
        Ok(config) => config,
        Err(exit) => return Ok(exit),
    };
    let state = State::open(&config.state_dir)?;
    let log = state.dir().join("audit.jsonl");
    match state.verify_audit()? {
        Verified::Whole { n_lines, since } => {
            let since = since.map_or(String::new(), |since| format!(" since {since:.0}"));
            super::print(&format!(
                "{}: {n_lines} lines{since}, all as they were written\n",
                log.display()
            ))
        }
        Verified::Broken { line, why } => {
            super::say(format_args!(
                "speur: {}:{line}: {why}; keep the file as evidence, and move it away to begin a new log",
                log.display()
            ));
            Ok(Exit::Integrity)
        }
    }
}

pub fn run(common: &Common) -> anyhow::Result<Exit> {
    let config = match super::config::resolve_common(common, &RulesDir { rules: Vec::new() }) {
        Ok(config) => config,
        Err(exit) => return Ok(exit),
    };
    let state = State::open(&config.state_dir)?;
    let key = DeviceKey::load(&config.state_dir, config.key_file.as_deref())?;
    let mut text = String::new();
    writeln!(text, "speur {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(text, "\nFiles of its own")?;
    writeln!(text, "  state      {}", state.dir().display())?;
    writeln!(
        text,
        "  token key  {} {}",
        key.id(),
        if config.key_file.is_some() {
            "(organisation)"
        } else {
            "(this device)"
        }
    )?;
    writeln!(text, "  runs kept  {}", state.runs()?.len())?;
    writeln!(text, "\nIn force in a worker process")?;
    let asked = worker::Config::new(*key.bytes(), Limits::default(), jiff::Zoned::now().date());
    for (name, how) in sandbox::report(&Arc::new(asked)).context("a worker could not be started")? {
        writeln!(text, "  {name:20} {how}")?;
    }
    writeln!(text, "\nLimits of one document")?;
    let limits = Limits::default();
    writeln!(
        text,
        "  {} s of CPU, {} s without progress",
        limits.cpu_seconds, limits.silent_seconds
    )?;
    writeln!(
        text,
        "  {} MB out of decompressors, {}:1 after {} MB",
        limits.inflated >> 20,
        limits.ratio,
        limits.ratio_after >> 20
    )?;
    writeln!(
        text,
        "  {} documents inside one another, {} members",
        limits.depth, limits.members
    )?;
    super::print(&text)
}
