//! Takes what many threads say of files and commits it by whole files, from a thread of its own.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use rusqlite::OptionalExtension as _;

use super::write::{Encoded, FileRecord, Writer, storage_number};
use super::{Error, Result, RunId, State, Version};
use crate::storage::Storage;
use crate::walk::Entry;

/// A kill costs at most this much reading.
const COMMIT_AFTER: Duration = Duration::from_millis(200);
const COMMIT_FILES: usize = 500;
/// Messages under way. They are small: a big one is waited for.
const QUEUE: usize = 1024;
const BIG: usize = 64 << 10;

/// Shared by reference between all threads of a run. Once something goes wrong every call says [`Error::Stopped`];
/// [`Recorder::close`] says what it was.
pub struct Recorder {
    queue: Sender<Message>,
    thread: JoinHandle<()>,
    error: Arc<Mutex<Option<Error>>>,
}

enum Message {
    File(Box<Encoded>),
    /// One that holds a lot of memory: its sender waits until it is stored.
    Big(Box<Encoded>, Sender<()>),
    Link(Box<Encoded>),
    Seen(Version, i64, Option<String>),
    Met(Version),
}

impl State {
    /// Starts recording for a run. `digest` is the extraction digest: facts made under another one are not reused.
    pub fn recorder(&self, run: RunId, digest: &[u8]) -> Result<Recorder> {
        let mut writer = Writer {
            database: self.connect()?,
            run,
            digest: self.digest_number(digest)?,
            next_version: self.next_version()?,
            open_since: None,
        };
        let (queue, messages) = crossbeam_channel::bounded(QUEUE);
        let error = Arc::new(Mutex::new(None));
        let failed = Arc::clone(&error);
        let thread = std::thread::spawn(move || {
            if let Err(err) = record(&mut writer, &messages) {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(err);
            }
        });
        Ok(Recorder { queue, thread, error })
    }

    pub(super) fn digest_number(&self, digest: &[u8]) -> Result<i64> {
        self.database
            .execute("INSERT OR IGNORE INTO digest(value) VALUES (?1)", [digest])?;
        let sql = "SELECT id FROM digest WHERE value = ?1";
        Ok(self.database.query_row(sql, [digest], |row| row.get(0))?)
    }

    fn next_version(&self) -> Result<i64> {
        let sql = "SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'next-version'";
        Ok(self
            .database
            .query_row(sql, [], |row| row.get(0))
            .optional()?
            .unwrap_or(1))
    }
}

impl Recorder {
    /// Stores one file that was read, or could not be. What the same path said earlier in this run is replaced.
    pub fn put(&self, file: FileRecord) -> Result<()> {
        let encoded = Box::new(Encoded::file(file)?);
        if encoded.n_bytes() < BIG {
            return self.send(Message::File(encoded));
        }
        let (stored, wait) = crossbeam_channel::bounded(1);
        self.send(Message::Big(encoded, stored))?;
        wait.recv().map_err(|_| Error::Stopped)
    }

    /// Another name of a file that is read, or already known, in this run: no second reading.
    pub fn link(&self, entry: &Entry, storage: Storage, provider: Option<String>) -> Result<()> {
        self.send(Message::Link(Box::new(Encoded::link(entry, storage, provider))))
    }

    /// A file that is as it was: its facts are kept.
    pub fn unchanged(&self, version: Version, storage: Storage, provider: Option<String>) -> Result<()> {
        self.send(Message::Seen(version, storage_number(storage), provider))
    }

    /// A file that this run had seen before it was stopped, and that is still there.
    pub fn met(&self, version: Version) -> Result<()> {
        self.send(Message::Met(version))
    }

    /// Commits the rest. The run itself is ended by [`State::finish`], or stays to be resumed.
    pub fn close(self) -> Result<()> {
        drop(self.queue);
        if self.thread.join().is_err() {
            return Err(Error::Stopped);
        }
        let error = self.error.lock().unwrap_or_else(PoisonError::into_inner).take();
        error.map_or(Ok(()), Err)
    }

    fn send(&self, message: Message) -> Result<()> {
        self.queue.send(message).map_err(|_| Error::Stopped)
    }
}

fn record(writer: &mut Writer, messages: &Receiver<Message>) -> Result<()> {
    let mut n_files = 0;
    loop {
        let message = match writer.open_since {
            None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(since) => messages.recv_deadline(since + COMMIT_AFTER),
        };
        match message {
            Ok(message) => n_files += store(writer, &message)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return writer.commit(),
        }
        let is_due = writer.open_since.is_some_and(|since| since.elapsed() >= COMMIT_AFTER);
        if is_due || n_files >= COMMIT_FILES {
            writer.commit()?;
            n_files = 0;
        }
    }
}

/// Returns how many files a kill would now make read again: seeing an unchanged one a second time costs nothing.
fn store(writer: &mut Writer, message: &Message) -> Result<usize> {
    writer.begin()?;
    match message {
        Message::File(file) => writer.file(file).map(|()| 1),
        Message::Big(file, stored) => {
            writer.file(file)?;
            // Whoever no longer waits for it has failed elsewhere.
            let _nobody_waits = stored.send(());
            Ok(1)
        }
        Message::Link(link) => writer.link(link).map(|()| 0),
        Message::Seen(version, storage, provider) => {
            writer.unchanged(*version, *storage, provider.as_deref()).map(|()| 0)
        }
        Message::Met(version) => writer.met(*version).map(|()| 0),
    }
}

impl Writer {
    fn begin(&mut self) -> Result<()> {
        if self.open_since.is_none() {
            self.database.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            self.open_since = Some(Instant::now());
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        if self.open_since.take().is_some() {
            self.database
                .prepare_cached("INSERT OR REPLACE INTO fact VALUES ('next-version', ?1)")?
                .execute([self.next_version])?;
            self.database.prepare_cached("COMMIT")?.execute([])?;
        }
        Ok(())
    }
}
