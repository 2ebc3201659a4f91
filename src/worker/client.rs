//! The main side: hands files to a worker, replaces it when it dies, and settles what is said of each file.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::Config;
use super::blame::{Fate, Next, Obstacle, Tally};
use super::protocol::{Reply, Request, decode, encode};
use super::sys::Process;
use crate::finding::Facts;
use crate::handoff::Handoff;

/// What became of one file.
pub struct Answer {
    /// The file itself first (`inner` empty), then its members in order.
    pub documents: Vec<Facts>,
    /// The file system does not answer: a worker had to be left behind, blocked in the kernel, or waited for it in
    /// vain.
    pub stuck: bool,
    /// The scan ended before the file was read: nothing is known of it.
    pub stopped: bool,
}

/// How long a document may go on after the scan was told to end. An ordinary one is read by then.
#[cfg(unix)]
const LAST_MOMENTS: Duration = Duration::from_secs(2);

/// One worker process, driven by one thread: started when needed, replaced when it dies.
pub struct Worker {
    config: Arc<Config>,
    process: Option<Process>,
    message: Vec<u8>,
    stop: Arc<AtomicBool>,
    /// What is read lies on a file system that may stop answering: who waits there, waits for it.
    may_hang: bool,
    /// The worker that was silent for too long did not work meanwhile.
    waits: bool,
    #[cfg(unix)]
    stopped_at: Option<Instant>,
}

impl Worker {
    pub fn new(config: &Arc<Config>) -> Self {
        Self {
            config: Arc::clone(config),
            process: None,
            message: Vec::new(),
            stop: Arc::default(),
            may_hang: false,
            waits: false,
            #[cfg(unix)]
            stopped_at: None,
        }
    }

    /// Soon after `stop` is set, what is being read is given up: a document that hangs must not keep a scan from
    /// ending.
    pub fn stopped_by(mut self, stop: &Arc<AtomicBool>) -> Self {
        self.stop = Arc::clone(stop);
        self
    }

    /// For the next files: whether their file system may stop answering. On another one a worker that waits says
    /// nothing: a busy disk keeps it too, and a document that makes its reader wait must not keep the rest of the disk
    /// from being read.
    pub fn may_hang(&mut self, may_hang: bool) {
        self.may_hang = may_hang;
    }

    /// Reads a file. Never fails: what went wrong is part of the answer. `name` is the file's; only its extension is
    /// looked at.
    pub fn read(&mut self, file: Handoff, name: &str) -> Answer {
        let mut tally = Tally::default();
        let mut stuck = false;
        while let Err(fate) = self.attempt(&file, name, &mut tally) {
            stuck = matches!(fate, Fate::Stuck | Fate::Waiting);
            if self.stop.load(Relaxed) {
                return Answer {
                    documents: Vec::new(),
                    stuck,
                    stopped: true,
                };
            }
            if tally.died(&fate) == Next::Over {
                break;
            }
            #[expect(
                clippy::disallowed_methods,
                reason = "whoever kills gives no sign that is waited for"
            )]
            std::thread::sleep(tally.pause());
        }
        Answer {
            documents: tally.into_documents(),
            stuck,
            stopped: false,
        }
    }

    /// The process that reads now, if one does.
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(Process::id)
    }

    /// What limits and sandboxes are in force in a worker.
    pub(super) fn confinement(&mut self) -> io::Result<Vec<(String, String)>> {
        self.send(&Request::Sandbox, None)?;
        match self.receive()? {
            Reply::Sandbox(states) => Ok(states),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// One worker's try at a file; an error says how the worker ended.
    fn attempt(&mut self, file: &Handoff, name: &str, tally: &mut Tally) -> Result<(), Fate> {
        tally.begin();
        let request = Request::Read {
            name: name.to_owned(),
            path: file.path(),
            after: tally.after().clone(),
            careful: tally.careful(),
        };
        self.ask(&request, file)?;
        let most = self.config.most_time();
        // Of the document that is being read.
        let mut begun = Instant::now();
        while begun.elapsed() <= most {
            let reply = self.receive();
            if matches!(reply, Ok(Reply::Entered { .. } | Reply::Document { .. })) {
                begun = Instant::now();
            }
            match reply {
                Ok(Reply::Entered { position, inner }) => tally.entered(position, inner),
                Ok(Reply::Document { position, facts }) => tally.ended(position, facts),
                Ok(Reply::Snapshot(documents)) => tally.snapshot(documents),
                Ok(Reply::Alive) => {}
                Ok(Reply::Done { last }) => {
                    if last {
                        self.end();
                    }
                    return Ok(());
                }
                Ok(Reply::Panicked { at }) => {
                    self.end();
                    return Err(Fate::Crashed(format!("panic at {at}")));
                }
                Ok(Reply::Sandbox(_)) => return Err(self.broken(&io::ErrorKind::InvalidData.into())),
                Err(err) => return Err(self.broken(&err)),
            }
        }
        Err(self.too_long())
    }

    fn too_long(&mut self) -> Fate {
        match self.end() {
            Fate::Stuck => Fate::Stuck,
            _ => Fate::TooLong,
        }
    }

    /// Sends a request to the worker, or to a fresh one when it went away since the last file.
    fn ask(&mut self, request: &Request, file: &Handoff) -> Result<(), Fate> {
        if self.send(request, Some(file)).is_ok() {
            return Ok(());
        }
        self.end();
        self.send(request, Some(file)).map_err(|err| {
            let was_started = self.process.is_some();
            match self.end() {
                killed @ (Fate::KilledOutside | Fate::KilledForMemory) => killed,
                _ if was_started => Fate::NotStarted(Obstacle::EndedAtOnce),
                _ => Fate::NotStarted(Obstacle::from(&err)),
            }
        })
    }

    fn send(&mut self, request: &Request, file: Option<&Handoff>) -> io::Result<()> {
        self.message.clear();
        if self.process.is_none() {
            let silent = Duration::from_secs(self.config.limits.silent_seconds.max(1).into());
            self.process = Some(Process::start(self.config.program.as_deref(), silent)?);
            encode(&*self.config, &mut self.message)?;
        }
        let process = self.process.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        if !self.message.is_empty() {
            process.send(&self.message, None)?;
            self.message.clear();
        }
        encode(request, &mut self.message)?;
        process.send(&self.message, file)
    }

    fn receive(&mut self) -> io::Result<Reply> {
        #[cfg(unix)]
        self.wait()?;
        let process = self.process.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        process.receive(&mut self.message)?;
        decode(&self.message)
    }

    /// Waits for the worker's next words, or until the scan's last moments are over.
    #[cfg(unix)]
    fn wait(&mut self) -> io::Result<()> {
        let process = self.process.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let silent = Duration::from_secs(self.config.limits.silent_seconds.max(1).into());
        let asked = Instant::now();
        let mut before = None;
        while !process.has_answer()? {
            if self.stop.load(Relaxed) && self.stopped_at.get_or_insert_with(Instant::now).elapsed() > LAST_MOMENTS {
                return Err(io::ErrorKind::Interrupted.into());
            }
            if asked.elapsed() > silent {
                self.waits =
                    before.is_some_and(|(time, at): (_, Instant)| process.has_waited_since(time, at.elapsed()));
                return Err(io::ErrorKind::TimedOut.into());
            }
            // At first a new worker makes itself ready: whether it waits is asked of the second half.
            if before.is_none() && asked.elapsed() > silent / 2 {
                before = process.processor_time().map(|time| (time, Instant::now()));
            }
        }
        Ok(())
    }

    /// Ends a worker that does not answer as it should, and says why it does not.
    fn broken(&mut self, err: &io::Error) -> Fate {
        let fate = self.end();
        let waited = std::mem::take(&mut self.waits);
        match err.kind() {
            _ if fate == Fate::Stuck => fate,
            io::ErrorKind::TimedOut if waited && self.may_hang => Fate::Waiting,
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Fate::Silent,
            io::ErrorKind::InvalidData => Fate::Crashed("unintelligible answer".to_owned()),
            _ => fate,
        }
    }

    fn end(&mut self) -> Fate {
        self.process
            .take()
            .map_or(Fate::NotStarted(Obstacle::Other), Process::end)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}
