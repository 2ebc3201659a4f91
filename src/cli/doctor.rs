//! `speur doctor`: what protects this machine during a scan, and where Speur keeps its files.

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::Context as _;

use super::args::{Common, RulesDir};
use super::exit::Exit;
use crate::config::Config;
use crate::extract::Limits;
use crate::language::{self, Texts, texts, told};
use crate::report::said;
use crate::state::{DeviceKey, State, Verified};
use crate::worker::{self, sandbox};

/// Whether the log of what was done (Article X) is whole.
fn verify(config: &Config) -> anyhow::Result<Exit> {
    let state = State::kept(&config.state_dir)?;
    let log = state.audit_file();
    match state.verify_audit()? {
        Verified::Whole {
            n_lines,
            since,
            n_purged,
        } => {
            let values = [("path", log.display().to_string().into()), ("n", n_lines.into())];
            let whole = texts().with("audit-whole", &values);
            let said = match since {
                Some(since) => told!("audit-since", whole = whole, since = texts().moment(since)),
                None => whole,
            };
            let said = match n_purged {
                0 => said,
                n => texts().with("audit-purged", &[("whole", said.into()), ("n", n.into())]),
            };
            super::print(&format!("{said}\n"))
        }
        Verified::Broken { line, why } => {
            super::tell_broken(&log, line, why);
            Ok(Exit::Integrity)
        }
    }
}

/// What is wrong with the configuration or the state is told, and the rest looked at all the same: that is when a
/// doctor is asked.
pub fn run(audit: bool, common: &Common) -> anyhow::Result<Exit> {
    let config = super::config::resolve_with(common, &RulesDir::default(), |flags| flags.audit = audit);
    if let Ok(config) = &config
        && config.audit
    {
        return verify(config);
    }
    let texts = texts();
    let mut text = format!("speur {}\n\n{}\n", env!("CARGO_PKG_VERSION"), texts.get("doctor-files"));
    let (key, exit) = match config.map_err(Into::into).and_then(|config| own(&config, &mut text)) {
        Ok(key) => (key, Exit::Done),
        Err(err) => {
            let exit = super::failed(&err);
            writeln!(text, "  {}", texts.get("doctor-unknown"))?;
            (None, exit)
        }
    };
    writeln!(text, "\n{}", texts.get("doctor-force"))?;
    // Nothing is read, so that any key will do.
    let key = key.map_or([0; 32], |key| *key.bytes());
    let asked = worker::Config::new(key, Limits::default(), jiff::Zoned::now().date());
    let forces = sandbox::report(&Arc::new(asked)).with_context(|| told!("worker-not-started"))?;
    let forces = forces
        .iter()
        .map(|(name, how)| (texts.sentence("force", name), in_force(how, texts)));
    let forces: Vec<_> = forces.collect();
    let width = forces.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, how) in forces {
        writeln!(text, "  {name:width$}  {how}")?;
    }
    writeln!(text, "\n{}", texts.get("doctor-pictures"))?;
    writeln!(text, "  {}", pictures(texts))?;
    writeln!(text, "\n{}", texts.get("doctor-limits"))?;
    for line in limits(&Limits::default(), texts) {
        writeln!(text, "  {line}")?;
    }
    super::print(&text)?;
    Ok(exit)
}

/// Where Speur keeps its own files, and its key; the first scan makes them.
fn own(config: &Config, text: &mut String) -> anyhow::Result<Option<DeviceKey>> {
    let state = State::existing(&config.state_dir)?;
    let key = match (&state, &config.key_file) {
        (None, None) => None,
        _ => Some(DeviceKey::existing(&config.state_dir, config.key_file.as_deref())?),
    };
    let texts = texts();
    let kept = match config.key_file {
        Some(_) => texts.get("doctor-key-organisation"),
        None => texts.get("doctor-key-device"),
    };
    let rows = [
        (
            texts.get("doctor-state"),
            match &state {
                Some(state) => state.dir().display().to_string(),
                None => language::of(&config.state_dir, &texts.get("state-none")),
            },
        ),
        (
            texts.get("doctor-key"),
            said::known(key.as_ref(), |key| format!("{} ({kept})", key.id())),
        ),
        (
            texts.get("doctor-runs"),
            texts.number(state.map_or(Ok(0), |state| state.runs().map(|runs| runs.len() as u64))?),
        ),
    ];
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, value) in rows {
        writeln!(text, "  {name:width$}  {value}")?;
    }
    Ok(key)
}

/// How a force works, as the worker says it: in a word, or as a size.
fn in_force(how: &str, texts: Texts) -> String {
    let megabytes = how.strip_suffix(" MB").and_then(|n| n.parse::<u64>().ok());
    match megabytes {
        Some(n) => texts.size(n << 20),
        None => texts.sentence("is", how).into_owned(),
    }
}

/// What reads pictures and scanned pages on this machine.
fn pictures(texts: Texts) -> String {
    match worker::ocr::Tesseract::find() {
        Some(found) => texts.with(
            "doctor-tesseract",
            &[
                ("version", found.version.into()),
                ("languages", found.languages.join(", ").into()),
                ("program", found.program.display().to_string().into()),
            ],
        ),
        None => texts.get("doctor-no-tesseract").into_owned(),
    }
}

fn limits(limits: &Limits, texts: Texts) -> [String; 3] {
    [
        texts.with(
            "doctor-time",
            &[
                ("cpu", limits.cpu_seconds.into()),
                ("silent", limits.silent_seconds.into()),
                ("total", limits.total_seconds.into()),
            ],
        ),
        texts.with(
            "doctor-output",
            &[
                ("most", texts.size(limits.inflated).into()),
                ("ratio", limits.ratio.into()),
                ("after", texts.size(limits.ratio_after).into()),
            ],
        ),
        texts.with(
            "doctor-depth",
            &[("depth", limits.depth.into()), ("members", limits.members.into())],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn own_files_are_told_only_where_the_configuration_holds() {
        let folder = tempfile::tempdir().unwrap();
        let told = |config: &str| {
            let file = folder.path().join("config.toml");
            std::fs::write(&file, config).unwrap();
            let common = Common {
                config: Some(file),
                state_dir: Some(folder.path().join("state")),
                ..Common::default()
            };
            let mut text = String::new();
            let config = super::super::config::resolve_common(&common, &RulesDir::default());
            let refused = config
                .map_err(Into::into)
                .and_then(|config| own(&config, &mut text))
                .err();
            let exit = refused.map(|err| err.downcast::<Exit>().unwrap());
            (exit, text.lines().count())
        };
        assert_eq!(told("gentle = true"), (None, 3));
        assert_eq!(told("gentel = true"), (Some(Exit::Usage), 0));
    }

    #[test]
    fn a_size_of_the_worker_is_told_in_the_readers_units() {
        let told = |how| in_force(how, Texts::new(Lang::Fr));
        assert_eq!(told("512 MB"), "512\u{a0}Mo");
        assert_eq!(told("off"), Texts::new(Lang::Fr).get("is-off"));
        assert_eq!(told("much MB"), "much MB");
    }
}
