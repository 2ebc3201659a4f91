//! The walk child: `speur __walk` lists one file system and opens what it is asked for. It may hang; it is killed then.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::protocol::{Cursor, FRAME, Job, Record, Task, put_record, read_frame, write_frame};
use super::{list, name};
use crate::extract::Reason;
use crate::language::io_words;
use crate::storage::markers;

/// What was found waits no longer than this for its frame to fill: the main process sees where a walk hangs.
const FLUSH_EVERY: Duration = Duration::from_millis(50);

/// Runs the child to its end. It ends by itself when the main process goes away.
pub fn run() -> ExitCode {
    let mut input = io::stdin().lock();
    let job = match read_frame(&mut input).map(|frame| frame.map(|frame| Cursor(&frame).job())) {
        Ok(Some(Ok(job))) => job,
        Ok(_) | Err(_) => return ExitCode::FAILURE,
    };
    let out = Arc::new(Out(Mutex::new(Vec::with_capacity(2 * FRAME))));
    let flusher = Arc::clone(&out);
    thread::spawn(move || {
        while flusher.flush().is_ok() {
            thread::sleep(FLUSH_EVERY);
        }
    });
    match job.task {
        Task::Walk => walk(input, job, out),
        Task::Resolve => end(each_root(&job, &out, resolve)),
        Task::SyncFolders => end(each_root(&job, &out, |home| Record::SyncFolders(markers(home)))),
    }
}

fn end(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Lists in a thread of its own, so that a directory that hangs does not keep files from being opened.
fn walk(input: io::StdinLock<'_>, job: Job, out: Arc<Out>) -> ExitCode {
    let sealed = job.sealed;
    let lister = thread::spawn(move || {
        if list::walk(&job, &out)
            .and_then(|tally| out.say(&Record::End(tally)))
            .and_then(|()| out.flush())
            .is_err()
        {
            std::process::exit(1);
        }
    });
    serve(input, sealed);
    // No more requests: the main process is gone, or has read the end of the listing.
    match lister.is_finished() && lister.join().is_ok() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

#[cfg(unix)]
fn serve(input: io::StdinLock<'_>, sealed: bool) {
    // An error here is a main process that went away: nobody is left to tell.
    let _ = super::serve::serve(input, sealed);
}

/// Nothing is asked on this system: the end of the input is the end of the main process.
#[cfg(not(unix))]
fn serve(mut input: io::StdinLock<'_>, _sealed: bool) {
    let _ = io::copy(&mut input, &mut io::sink());
}

/// One frame for each root, as soon as it is known.
fn each_root(job: &Job, out: &Out, answer: impl Fn(&Path) -> Record) -> io::Result<()> {
    for root in &job.roots {
        out.say(&answer(root))?;
        out.flush()?;
    }
    Ok(())
}

fn resolve(root: &Path) -> Record {
    match std::fs::canonicalize(root) {
        Ok(path) => Record::Resolved(name::plain(&path)),
        Err(error) => Record::Gap {
            path: root.to_owned(),
            reason: list::reason(&error),
            detail: io_words(&error),
        },
    }
}

/// The frame that is being filled.
pub struct Out(Mutex<Vec<u8>>);

impl Out {
    pub fn say(&self, record: &Record) -> io::Result<()> {
        let mut frame = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        put_record(&mut frame, record);
        match frame.len() >= FRAME {
            true => send(&mut frame),
            false => Ok(()),
        }
    }

    pub fn gap(&self, path: PathBuf, reason: Reason, detail: String) -> io::Result<()> {
        self.say(&Record::Gap { path, reason, detail })
    }

    fn flush(&self) -> io::Result<()> {
        let mut frame = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match frame.is_empty() {
            true => Ok(()),
            false => send(&mut frame),
        }
    }
}

fn send(frame: &mut Vec<u8>) -> io::Result<()> {
    write_frame(&mut io::stdout().lock(), frame)?;
    frame.clear();
    Ok(())
}
