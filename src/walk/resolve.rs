//! Questions about single places, asked by a child: where a root really is, and which folders of a home are
//! synchronised.

use std::path::PathBuf;

use super::process::{Patience, Process, Silence};
use super::protocol::{Cursor, Job, Record, Task};
use super::{Breaker, Options, gap, not_started};
use crate::extract::Reason;
use crate::finding::Gap;
use crate::storage::SyncFolder;

/// The canonical path of each root, in their order, or why there is none: `vanished` for a root that does not exist,
/// `limit-time` for one that does not answer.
pub fn resolve(roots: &[PathBuf], options: &Options) -> Vec<Result<PathBuf, Gap>> {
    let path = |record| match record {
        Record::Resolved(path) => Ok(path),
        Record::Gap { reason, detail, .. } => Err(gap(reason, detail)),
        _ => Err(gap(Reason::Crashed, "the walk process gave no answer")),
    };
    ask(Task::Resolve, roots, options)
        .into_iter()
        .map(|answer| answer.and_then(path))
        .collect()
}

/// The sync folders that the clients' markers in these home directories tell of; a home that does not answer tells
/// nothing.
pub fn sync_folders(homes: &[PathBuf], options: &Options) -> Vec<SyncFolder> {
    let folders = |answer| match answer {
        Ok(Record::SyncFolders(folders)) => folders,
        _ => Vec::new(),
    };
    ask(Task::SyncFolders, homes, options)
        .into_iter()
        .flat_map(folders)
        .collect()
}

fn ask(task: Task, roots: &[PathBuf], options: &Options) -> Vec<Result<Record, Gap>> {
    // Absolute by name alone: the child works in another directory.
    let absolute = |root: &PathBuf| std::path::absolute(root).unwrap_or_else(|_| root.clone());
    let roots: Vec<PathBuf> = roots.iter().map(absolute).collect();
    let mut answers = Vec::new();
    while answers.len() < roots.len() {
        ask_one_child(task, &roots[answers.len()..], options, &mut answers);
    }
    answers
}

/// Asks up to the first root that does not answer: the next ones get a child of their own.
fn ask_one_child(task: Task, roots: &[PathBuf], options: &Options, answers: &mut Vec<Result<Record, Gap>>) {
    let job = Job {
        task,
        roots: roots.to_vec(),
        ..Job::default()
    };
    let process = match Process::start(options, &job) {
        Ok(process) => process,
        Err(error) => {
            answers.push(Err(gap(Reason::Crashed, not_started(&error))));
            return;
        }
    };
    let breaker = Breaker::default();
    let patience = Patience {
        options,
        breaker: &breaker,
    };
    for _ in roots {
        let answer = process.frame(&patience).map_err(words);
        let answer = answer.and_then(|frame| match Cursor(&frame).record() {
            Ok(Some(record)) => Ok(record),
            Ok(None) | Err(_) => Err(words(Silence::Ended)),
        });
        let is_last = answer.is_err();
        answers.push(answer);
        if is_last {
            break;
        }
    }
    process.kill();
}

fn words(silence: Silence) -> Gap {
    match silence {
        Silence::Stopped => gap(Reason::LimitTime, "stopped before it was looked at"),
        Silence::BreakerOpen | Silence::Stuck => gap(Reason::LimitTime, "the file system does not answer"),
        Silence::Ended => gap(Reason::Crashed, "the walk process ended"),
    }
}
