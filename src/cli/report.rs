//! `speur report RUN...`: renders runs again, of one machine or of many, without scanning.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::args::ReportArgs;
use super::exit::Exit;
use super::named::named;
use super::output::{self, Writers};
use crate::central::Index;
use crate::config::Config;
use crate::finding::Level;
use crate::language::{self, texts, told};
use crate::merge::{self, Input, Merge, Reader, Source, Stored};
use crate::policy::{Devices, Policy};
use crate::record::{Record, View};
use crate::report::Identities;
use crate::report::aggregate::{Scanned, Why};
use crate::report::notice::Notice;
use crate::state::{DeviceKey, State};

pub fn run(args: &ReportArgs) -> anyhow::Result<Exit> {
    let config = super::config::resolve_report(args)?;
    let policy = super::config::policy(&config)?;
    anyhow::ensure!(
        args.aware.is_none() || config.notice.is_some(),
        told!("usage-missing", what = "--notice")
    );
    super::place::check_outputs(&config.notice, &config)?;
    let (state, inputs) = inputs(&args.runs, &config)?;
    let [policy_named, index_named] = [&args.common.policy, &args.output.central_index].map(Option::is_some);
    if let Some(told) = judged_already([policy_named, index_named], config.notice.is_some(), &inputs) {
        super::say(format_args!("speur: {}", texts().get(told)));
    }
    let key = match &state {
        Some(_) => Some(DeviceKey::existing(&config.state_dir, config.key_file.as_deref())?),
        None => None,
    };
    let central = index(state.as_ref(), key.as_ref(), &config)?;
    let stored = state.as_ref().zip(key.as_ref()).map(|(state, key)| Stored {
        state,
        view: View {
            policy: &policy,
            key: key.bytes(),
            detail: config.detail,
            central: central.as_ref(),
            all: config.all,
            today: jiff::Zoned::now().date(),
        },
    });
    let reader = Reader {
        stored: stored.as_ref(),
        identities: &Identities::read(&config.identity)?,
    };
    let devices = devices(&config, &policy)?;
    let mut notice = config.notice.as_ref().map(|_| Notice::default());
    let exit = write(&config, &inputs, &devices, reader, notice.as_mut())?;
    hand_out(args, &config, &policy, notice.as_ref())?;
    Ok(exit)
}

/// The central index, for stored runs.
fn index(state: Option<&State>, key: Option<&DeviceKey>, config: &Config) -> anyhow::Result<Option<Index>> {
    let central = match key {
        Some(key) => super::central::open(config, key)?,
        None => None,
    };
    // Else its verdicts would say something else than the scan did, and nobody why.
    if central.is_none() && state.map_or(Ok(false), State::has_twins)? {
        super::say(format_args!("speur: {}", texts().get("report-no-index")));
    }
    Ok(central)
}

fn devices(config: &Config, policy: &Policy) -> anyhow::Result<Devices> {
    match config.devices.as_deref().map(Devices::read).transpose() {
        Ok(given) => Ok(given.unwrap_or_default().or(&policy.devices)),
        Err(problem) => bail!("{problem}"),
    }
}

/// Writes the files of a notice; what left in files is in the log, and kept no longer than the runs.
fn hand_out(args: &ReportArgs, config: &Config, policy: &Policy, notice: Option<&Notice>) -> anyhow::Result<()> {
    let mut exported = config.output.clone();
    if let (Some(folder), Some(notice)) = (&config.notice, notice) {
        let written = super::notice::write(folder, notice, policy, config.aware, &config.encrypt_to)?;
        exported.extend(written);
    }
    if exported.is_empty() {
        return Ok(());
    }
    let names = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    let log = serde_json::json!({ "of": names(&args.runs), "to": names(&exported) });
    let state = State::open(&config.state_dir)?;
    super::log(&state, "export", log)?;
    let key = DeviceKey::load(&config.state_dir, config.key_file.as_deref())?;
    super::keep_reports(&state, &key, &exported)
}

fn write(
    config: &Config,
    inputs: &[Input],
    devices: &Devices,
    reader: Reader<'_>,
    mut notice: Option<&mut Notice>,
) -> anyhow::Result<Exit> {
    let Merge {
        aggregate,
        sources,
        n_runs,
        found,
    } = merge::merge(inputs, devices, reader)?;
    for skipped in &aggregate.skipped {
        super::say(format_args!("speur: {}", skipped.told(texts())));
    }
    if aggregate.skipped.iter().any(|skipped| skipped.why == Why::NoKey) {
        return Ok(Exit::Usage);
    }
    let altered = aggregate.skipped.iter().any(|skipped| skipped.why.is_integrity());
    if sources.is_empty() && altered {
        return Ok(Exit::Integrity);
    }
    if sources.is_empty() {
        bail!(told!("nothing-to-report"));
    }
    // A notice by itself goes to its own files.
    let mut writers = match &notice {
        Some(_) if config.format.is_none() && config.output.is_empty() => Writers::default(),
        Some(_) | None => output::writers(config)?,
    };
    if n_runs > 1 || aggregate.machines.len() > 1 || !aggregate.skipped.is_empty() {
        writers.each(|writer| writer.merged(&aggregate));
    }
    if let Some(notice) = &mut notice {
        notice.found_earlier(merge::found_before(inputs, reader, found)?);
    }
    let all_there = aggregate.skipped.is_empty() && !aggregate.scanned.contains_key(&Scanned::Never);
    let (worst, complete) = records(&sources, reader, config, &mut writers, notice)?;
    writers.finish().context(texts().get("report-not-written"))?;
    Ok(if altered {
        Exit::Integrity
    } else {
        output::exit(config, worst, complete && all_there)
    })
}

/// Writes the records of the runs; the worst severity in them, and whether all of it was read.
fn records(
    sources: &[Source],
    reader: Reader<'_>,
    config: &Config,
    writers: &mut Writers,
    mut notice: Option<&mut Notice>,
) -> anyhow::Result<(Option<Level>, bool)> {
    let (mut worst, mut complete) = (None, true);
    for source in sources {
        source.each_record(reader, config.detail, &mut |record| {
            if let Some(notice) = &mut notice {
                notice.record(record);
            }
            if let Record::End(end) = record {
                complete &= output::is_complete(end, false);
                worst = worst.max(end.totals.by_severity.keys().max().copied());
            }
            writers.each(|writer| writer.record(record));
            Ok(())
        })?;
    }
    Ok((worst, complete))
}

/// What is told of a policy or an index that is named where it judges nothing: a report in a file says what was judged when
/// it was written. A notice takes from the policy whom it is for, also then.
pub(super) fn judged_already(
    [policy_named, index_named]: [bool; 2],
    is_notice: bool,
    inputs: &[Input],
) -> Option<&'static str> {
    let any_file = inputs.iter().any(|input| matches!(input, Input::File(_)));
    match (policy_named, index_named) {
        _ if !any_file => None,
        (false, false) => None,
        (true, _) if is_notice => Some("notice-judged-already"),
        (true, _) | (false, true) => Some("report-judged-already"),
    }
}

/// What was named: files, folders of files, and stored runs, for which the state is opened. What is named twice
/// is there twice: who reads the inputs tells it.
pub(super) fn inputs(runs: &[PathBuf], config: &Config) -> anyhow::Result<(Option<State>, Vec<Input>)> {
    let (mut files, mut names) = (Vec::new(), Vec::new());
    for run in runs {
        match std::fs::metadata(run) {
            Ok(facts) if facts.is_dir() => {
                let before = files.len();
                find_reports(run, &mut files)?;
                if files.len() == before {
                    bail!(told!(
                        "folder-no-report",
                        path = run.display(),
                        endings = ENDINGS.join(", ")
                    ));
                }
            }
            Ok(_) => files.push(run.clone()),
            Err(err) => match run.to_str().filter(|name| is_run_name(name)) {
                Some(name) => names.push(name),
                None => bail!(told!("not-a-report", path = named(run), why = language::io(&err))),
            },
        }
    }
    files.sort();
    names.sort_unstable();
    let mut inputs: Vec<_> = files.into_iter().map(Input::File).collect();
    if names.is_empty() {
        return Ok((None, inputs));
    }
    let state = State::existing(&config.state_dir)?;
    for name in names {
        let run = match &state {
            Some(state) => state.run(name)?,
            None => None,
        };
        let run = run.with_context(|| {
            let dir = config.state_dir.display();
            told!("report-no-run", run = name, folder = dir)
        })?;
        inputs.push(Input::Stored(Box::new(run)));
    }
    Ok((state, inputs))
}

pub(super) fn is_run_name(name: &str) -> bool {
    let is_hex = |id: &str| id.bytes().all(|byte| byte.is_ascii_hexdigit());
    name == "last" || name.strip_prefix("r_").is_some_and(is_hex)
}

/// Endings of what is taken from a folder.
const ENDINGS: &[&str] = &["jsonl", "ndjson", "age"];

/// Links are not followed: what a folder of handed-in reports holds was put there by others.
fn find_reports(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    for entry in listed.with_context(|| folder.display().to_string())? {
        let path = entry.path();
        let kind = entry.file_type().with_context(|| path.display().to_string())?;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if kind.is_dir() {
            find_reports(&path, files)?;
        } else if kind.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_twice_is_there_twice() {
        let folder = tempfile::tempdir().unwrap();
        let report = |name: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, "").unwrap();
            path
        };
        let (a, b) = (report("a.jsonl"), report("b.jsonl"));
        let n_inputs = |runs: &[&PathBuf]| {
            let runs: Vec<_> = runs.iter().map(|run| (*run).clone()).collect();
            inputs(&runs, &Config::default()).unwrap().1.len()
        };
        assert_eq!(n_inputs(&[&a, &a]), 2);
        assert_eq!(n_inputs(&[&a, &b]), 2);
        assert_eq!(n_inputs(&[&folder.path().to_owned()]), 2);
        assert_eq!(n_inputs(&[&folder.path().to_owned(), &a]), 3);
    }

    #[test]
    fn a_policy_for_a_report_in_a_file_is_told_to_change_nothing() {
        let file = [Input::File(PathBuf::from("a.jsonl"))];
        let told = |named, is_notice| judged_already(named, is_notice, &file);
        assert_eq!(told([true, false], false), Some("report-judged-already"));
        assert_eq!(told([false, true], false), Some("report-judged-already"));
        assert_eq!(told([false, true], true), Some("report-judged-already"));
        assert_eq!(told([false, false], false), None);
        assert_eq!(judged_already([true, true], true, &[]), None);
        // It says whom the notice is for: not that it does nothing.
        for named in [[true, false], [true, true]] {
            assert_eq!(told(named, true), Some("notice-judged-already"));
        }
    }
}
