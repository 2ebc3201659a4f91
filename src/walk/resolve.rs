//! Where the roots of a scan really are: a child asks the file system, and may hang on it.

use std::path::PathBuf;

use super::process::{Patience, Process, Silence};
use super::protocol::{Cursor, Job, Record};
use super::{Breaker, Options, gap};
use crate::extract::Reason;
use crate::finding::Gap;

/// The canonical path of each root, in their order, or why there is none: `vanished` for a root that does not exist,
/// `limit-time` for one that does not answer.
pub fn resolve(roots: &[PathBuf], options: &Options) -> Vec<Result<PathBuf, Gap>> {
    let mut resolved = Vec::new();
    while resolved.len() < roots.len() {
        resolve_from(&roots[resolved.len()..], options, &mut resolved);
    }
    resolved
}

/// Resolves roots up to the first that does not answer: the next ones get a child of their own.
fn resolve_from(roots: &[PathBuf], options: &Options, resolved: &mut Vec<Result<PathBuf, Gap>>) {
    // Absolute by name alone: the child works in another directory.
    let absolute = |root: &PathBuf| std::path::absolute(root).unwrap_or_else(|_| root.clone());
    let job = Job {
        resolve: true,
        roots: roots.iter().map(absolute).collect(),
        ..Job::default()
    };
    let process = match Process::start(options, &job) {
        Ok(process) => process,
        Err(error) => {
            return resolved.push(Err(gap(
                Reason::IoError,
                format!("the walk process does not start: {error}"),
            )));
        }
    };
    let breaker = Breaker::default();
    let patience = Patience {
        options,
        breaker: &breaker,
    };
    for _ in roots {
        let answer = match process.frame(&patience) {
            Ok(frame) => answer(&frame),
            Err(silence) => Err(gap(Reason::LimitTime, words(silence))),
        };
        let is_last = matches!(&answer, Err(gap) if gap.reason == Reason::LimitTime || gap.reason == Reason::Crashed);
        resolved.push(answer);
        if is_last {
            break;
        }
    }
    process.kill();
}

fn answer(frame: &[u8]) -> Result<PathBuf, Gap> {
    match Cursor(frame).record() {
        Ok(Some(Record::Resolved(path))) => Ok(path),
        Ok(Some(Record::Gap { reason, detail, .. })) => Err(gap(reason, detail)),
        _ => Err(gap(Reason::Crashed, "the walk process gave no answer")),
    }
}

fn words(silence: Silence) -> &'static str {
    match silence {
        Silence::Stopped => "stopped before it was looked at",
        Silence::BreakerOpen | Silence::Stuck => "the file system does not answer",
        Silence::Ended => "the walk process ended",
    }
}
