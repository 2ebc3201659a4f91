//! Questions about single places, asked by a child: where a root really is, and which folders of a home are
//! synchronised.

use std::io;
use std::path::{Path, PathBuf};

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
    let roots = placed(roots, |root| std::path::absolute(root));
    let known: Vec<PathBuf> = roots.iter().flatten().cloned().collect();
    let mut answers = Vec::new();
    let mut n_deaths = 0;
    while answers.len() < known.len() {
        let child = |answers: &mut Vec<_>| ask_one_child(task, &known[answers.len()..], options, answers);
        ask_again(&mut n_deaths, &mut answers, child);
    }
    let mut answers = answers.into_iter();
    let answer = |root: Result<PathBuf, Gap>| match root {
        Ok(_) => answers.next().unwrap_or_else(|| Err(words(Silence::Ended))),
        Err(gap) => Err(gap),
    };
    roots.into_iter().map(answer).collect()
}

/// Every root below the directory that the program was started in. There is none below one that was removed: left as it
/// is, the path would be looked for below the directory in which the child works.
fn placed(roots: &[PathBuf], absolute: impl Fn(&Path) -> io::Result<PathBuf>) -> Vec<Result<PathBuf, Gap>> {
    let place = |root: &PathBuf| match absolute(root) {
        Ok(path) if path.is_absolute() => Ok(path),
        // One without a name is nowhere, which the child says.
        Ok(_) | Err(_) if root.is_absolute() || root.as_os_str().is_empty() => Ok(root.clone()),
        Ok(_) | Err(_) => Err(gap(Reason::IoError, "the folder in which speur was started is gone")),
    };
    roots.iter().map(place).collect()
}

/// Children that may die before an answer: somebody ended them, which says nothing of the root they were asked about.
const MOST_DEATHS: u32 = 3;

/// Lets a child answer; where it died, the root that it was asked about is asked about once more, by another one.
fn ask_again<T>(n_deaths: &mut u32, answers: &mut Vec<Result<T, Gap>>, child: impl FnOnce(&mut Vec<Result<T, Gap>>)) {
    child(answers);
    if answers
        .last()
        .is_some_and(|answer| answer.as_ref().is_err_and(is_death))
        && *n_deaths < MOST_DEATHS
    {
        *n_deaths += 1;
        answers.pop();
    }
}

fn is_death(gap: &Gap) -> bool {
    gap.detail == ENDED
}

const ENDED: &str = "the walk process ended";

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
        Silence::Ended => gap(Reason::Crashed, ENDED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn below_a_folder_that_is_gone_there_is_no_place() {
        let roots = [PathBuf::from("a"), PathBuf::from("/home/an")];
        let gone = placed(&roots, |_| Err(io::ErrorKind::NotFound.into()));
        assert_eq!(gone[0].as_ref().map_err(|gap| gap.reason), Err(Reason::IoError));
        assert_eq!(gone[1].as_deref().ok(), Some(Path::new("/home/an")));
        let there = placed(&roots, |root| Ok(Path::new("/srv").join(root)));
        assert_eq!(there[0].as_deref().ok(), Some(Path::new("/srv/a")));
    }

    #[test]
    fn a_child_that_was_killed_has_answered_nothing() {
        let dies = || Err(words(Silence::Ended));
        let (mut n_deaths, mut answers) = (0, Vec::new());
        ask_again(&mut n_deaths, &mut answers, |answers| answers.extend([Ok(1), dies()]));
        assert_eq!(answers.len(), 1);
        ask_again(&mut n_deaths, &mut answers, |answers| answers.push(Ok(2)));
        assert!(answers.iter().flatten().eq(&[1, 2]));
        // What does not answer is not asked again, and not for ever what dies.
        ask_again(&mut n_deaths, &mut answers, |answers| {
            answers.push(Err(words(Silence::Stuck)))
        });
        assert_eq!(answers.len(), 3);
        for _ in 0..MOST_DEATHS {
            ask_again(&mut n_deaths, &mut answers, |answers| answers.push(dies()));
        }
        assert_eq!((answers.len(), n_deaths), (4, MOST_DEATHS));
    }
}
