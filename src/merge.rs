//! Many runs as one report: which of the inputs count, and what they say together.

mod build;
mod coherent;
mod copies;
mod earlier;
mod lines;
mod source;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use jiff::Timestamp;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::policy::Devices;
use crate::record::{End, RunRecord};
use crate::report::Aggregate;
use crate::report::aggregate::{Skipped, Why};
use crate::state::Run;
pub use earlier::found_before;
pub use source::{Reader, Source, Stored, by_age};
use summary::Summary;

/// One thing to be reported.
pub enum Input {
    File(PathBuf),
    Stored(Box<Run>),
}

/// What the inputs come to.
pub struct Merge {
    pub aggregate: Aggregate,
    /// The runs that count, in the order in which they are written.
    pub sources: Vec<Source>,
    /// Runs that were read, those of the trend included.
    pub n_runs: usize,
    /// When the first of all runs that found something ended, those of the trend included.
    pub found: Option<Timestamp>,
}

/// A run that was read whole.
pub struct ReadRun {
    pub record: RunRecord,
    pub end: End,
    pub source: Source,
}

/// Every run of the inputs, also older ones, and what cannot be used.
pub fn runs(inputs: &[Input], reader: Reader<'_>) -> anyhow::Result<(Vec<ReadRun>, Vec<Skipped>)> {
    let mut read = read(inputs, reader)?;
    let skipped = read.skipped();
    let runs = read.machines.into_values().flatten().map(|run| ReadRun {
        record: run.run,
        end: run.end,
        source: run.source,
    });
    Ok((runs.collect(), skipped))
}

/// Reads every input once. What cannot be used is named in the aggregate, and nothing of it is taken.
pub fn merge(inputs: &[Input], devices: &Devices, reader: Reader<'_>) -> anyhow::Result<Merge> {
    build::build(read(inputs, reader)?, devices, reader)
}

fn read(inputs: &[Input], reader: Reader<'_>) -> anyhow::Result<Read> {
    let read = Mutex::new(Read::default());
    let keep = |summary| with(&read, |read| read.keep(summary));
    for input in inputs {
        match (input, reader.stored) {
            (Input::Stored(run), Some(stored)) => keep(source::examine_stored(run, stored)?),
            (Input::Stored(_), None) | (Input::File(_), _) => {}
        }
    }
    let files: Vec<_> = inputs
        .iter()
        .filter_map(|input| match input {
            Input::File(path) => Some(path),
            Input::Stored(_) => None,
        })
        .collect();
    let identities = reader.identities;
    files.par_iter().for_each(|path| {
        if let Err(why) = source::examine(path, identities, keep) {
            let input = path.display().to_string();
            with(&read, |read| read.skipped.push(Skipped { input, why }));
        }
    });
    Ok(read.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn with<T>(read: &Mutex<Read>, work: impl FnOnce(&mut Read) -> T) -> T {
    work(&mut read.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

/// The runs read so far, of each machine the newest with its documents.
#[derive(Default)]
struct Read {
    /// By the id of the device.
    machines: BTreeMap<String, Vec<Summary>>,
    /// Inputs of which the run is in `machines` already, the run, and whether they say the same.
    doubles: Vec<(String, String, bool)>,
    skipped: Vec<Skipped>,
}

impl Read {
    fn keep(&mut self, mut summary: Summary) {
        let runs = self.machines.entry(summary.run.device.id.clone()).or_default();
        if let Some(same) = runs.iter_mut().find(|run| run.run.run == summary.run.run) {
            let is_same = summary.says_the_same(same);
            if is_better(&summary, same) {
                std::mem::swap(same, &mut summary);
            }
            // What a run said before it was resumed, stands in what it says at its end.
            let is_same = is_same || summary.end.finished.is_none() && same.end.finished.is_some();
            self.doubles.push((summary.input, summary.run.run, is_same));
        } else {
            runs.push(summary);
        }
        runs.sort_by(|a, b| by_age((&a.run, &a.source), (&b.run, &b.source)));
        if let Some((_newest, older)) = runs.split_last_mut() {
            older.iter_mut().for_each(Summary::forget_documents);
        }
    }

    /// What was left out, sorted.
    fn skipped(&mut self) -> Vec<Skipped> {
        let mut skipped = std::mem::take(&mut self.skipped);
        let runs: Vec<_> = self.machines.values().flatten().collect();
        for (input, run, is_same) in std::mem::take(&mut self.doubles) {
            let kept = runs.iter().find(|kept| kept.run.run == run);
            let of = kept.map_or_else(String::new, |kept| kept.input.clone());
            let why = match is_same {
                true => Why::Duplicate { of },
                false => Why::OtherContent { of },
            };
            skipped.push(Skipped { input, why });
        }
        skipped.sort();
        skipped
    }
}

/// Of two copies of one run: a run that was resumed is whole in the later one; else the name decides.
fn is_better(this: &Summary, that: &Summary) -> bool {
    (&this.end.finished, std::cmp::Reverse(&this.input)) > (&that.end.finished, std::cmp::Reverse(&that.input))
}
