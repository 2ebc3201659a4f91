//! What earlier runs of the state found where a stored run looked: its notice counts from them.

use std::path::Path;

use jiff::Timestamp;

use super::source::written;
use super::{Input, Reader, Stored};
use crate::policy::lies_in;
use crate::record::{self, Record};
use crate::report::notice::is_misplaced;
use crate::state::Run;

/// When the first run ended that found something under the roots of a stored run which began after it: `known`, or
/// that of a run that the state still holds and nobody named.
pub fn found_before(
    inputs: &[Input],
    reader: Reader<'_>,
    known: Option<Timestamp>,
) -> anyhow::Result<Option<Timestamp>> {
    let named: Vec<&Run> = inputs.iter().filter_map(stored_run).collect();
    let Some(stored) = reader.stored.filter(|_| !named.is_empty()) else {
        return Ok(known);
    };
    let mut runs = stored.state.runs()?;
    runs.retain(|run| named.iter().all(|named| named.id != run.id));
    runs.sort_by_key(ended);
    runs.retain(|run| known.is_none_or(|known| ended(run) < known));
    for run in &runs {
        let later = named.iter().filter(|named| named.id > run.id);
        let roots: Vec<&str> = later.flat_map(|named| &named.meta.roots).map(String::as_str).collect();
        if !roots.is_empty() && has_found(run, &roots, stored)? {
            return Ok(Some(ended(run)));
        }
    }
    Ok(known)
}

fn stored_run(input: &Input) -> Option<&Run> {
    match input {
        Input::Stored(run) => Some(run),
        Input::File(_) => None,
    }
}

/// One that was stopped is known by its begin.
fn ended(run: &Run) -> Timestamp {
    run.finished.unwrap_or(run.started)
}

/// Something under one of the roots is where it may not be, as it is judged today.
fn has_found(run: &Run, roots: &[&str], stored: &Stored<'_>) -> anyhow::Result<bool> {
    let mut any = false;
    written(record::write_run(stored.state, run, &stored.view, &mut |record| {
        if let Record::Document(document) = record {
            let path = Path::new(&document.path.path);
            let is_there = || roots.iter().any(|root| lies_in(path, Path::new(root)));
            any |= is_misplaced(document) && is_there();
        }
        Ok(())
    }))?;
    Ok(any)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::Detail;
    use crate::finding::{Facts, Level, Risk};
    use crate::policy::Policy;
    use crate::record::View;
    use crate::report::Identities;
    use crate::state::tests::{entry, facts, file, finding, meta};
    use crate::state::{RunMeta, State};

    fn moment(day: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
    }

    /// A run of that day; of a file with findings where one is named, of another one in any case.
    fn run(state: &State, day: i64, root: &str, found: Option<&str>, is_finished: bool) -> Run {
        let meta = RunMeta {
            roots: vec![root.to_owned()],
            ..meta()
        };
        let begun = state.begin(&[PathBuf::from(root)], &meta, moment(day)).unwrap();
        let recorder = state.recorder(begun.id, b"digest").unwrap();
        let plain = file(entry(&format!("{root}/plain.txt"), 1), vec![facts(&[])]);
        recorder.put(plain).unwrap();
        if let Some(path) = found {
            let level = Level::Low;
            let list = Facts {
                findings: vec![finding("iban", 3)],
                subjects: 3,
                risk: Risk { score: 15, level },
                ..facts(&[])
            };
            recorder.put(file(entry(path, 2), vec![list])).unwrap();
        }
        recorder.close().unwrap();
        if is_finished {
            state.finish(begun.id, moment(day)).unwrap();
        }
        state.run(&begun.name).unwrap().unwrap()
    }

    #[track_caller]
    fn check(state: &State, named: &[&Run], known: Option<i64>, expected: Option<i64>) {
        let policy = Policy::default();
        let view = View {
            policy: &policy,
            key: &[7; 32],
            detail: Detail::Counts,
            central: None,
            all: false,
            today: jiff::civil::date(2026, 11, 22),
        };
        let stored = Stored { state, view };
        let reader = Reader {
            stored: Some(&stored),
            identities: &Identities::default(),
        };
        let inputs = named.iter().map(|run| Input::Stored(Box::new((*run).clone())));
        let inputs: Vec<_> = inputs.collect();
        let found = found_before(&inputs, reader, known.map(moment)).unwrap();
        assert_eq!(found, expected.map(moment));
    }

    #[test]
    fn what_an_earlier_run_of_the_state_found_was_found_then() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        let home = "/home/an";
        let clean = run(&state, 1, home, None, true);
        let elsewhere = run(&state, 2, "/mnt/stick", Some("/mnt/stick/a"), true);
        let first = run(&state, 3, home, Some("/home/an/docs/a"), true);
        let last = run(&state, 5, home, Some("/home/an/docs/a"), true);
        check(&state, &[&last], Some(5), Some(3));
        check(&state, &[&last, &first], Some(3), Some(3));
        // What it found, found nothing then or was found elsewhere does not count, nor what came later.
        check(&state, &[&first], Some(3), Some(3));
        check(&state, &[&clean], None, None);
        check(&state, &[&elsewhere], Some(2), Some(2));
        check(&state, &[], Some(5), Some(5));
        // A run of which nothing is left to be found, and runs of a part and of more.
        let part = run(&state, 6, "/home/an/docs", None, true);
        check(&state, &[&part], None, Some(3));
        let other_part = run(&state, 7, "/home/an/music", None, true);
        check(&state, &[&other_part], None, None);
        let more = run(&state, 8, "/mnt", Some("/mnt/stick/a"), true);
        check(&state, &[&more], Some(8), Some(2));
        check(&state, &[&more, &last], Some(5), Some(2));
        // What is purged is not known any more.
        state.purge(moment(4), None).unwrap();
        check(&state, &[&last], Some(5), Some(5));
    }

    #[test]
    fn a_run_that_was_stopped_is_known_by_its_begin() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        run(&state, 1, "/home/an", Some("/home/an/a"), false);
        let last = run(&state, 2, "/home/an", Some("/home/an/a"), true);
        check(&state, &[&last], Some(2), Some(1));
    }
}
