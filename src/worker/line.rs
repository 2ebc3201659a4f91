//! A worker's line to the main process: replies are gathered and sent together.

use std::io;
use std::time::{Duration, Instant};

use super::protocol::{Position, Reply, decode, encode};
use super::sys::Channel;
use crate::finding::Facts;

/// A sign of life this often at most.
const ALIVE_EVERY: Duration = Duration::from_secs(1);
/// Tokens kept per rule when a document's facts are too long for one message.
const TOKENS_AT_LEAST: usize = 1000;

pub(super) struct Line {
    pub(super) channel: Channel,
    out: Vec<u8>,
    sent: Instant,
}

impl Line {
    pub(super) fn open() -> io::Result<Self> {
        Ok(Self {
            channel: Channel::open()?,
            out: Vec::new(),
            sent: Instant::now(),
        })
    }

    /// The next message; none when the main process is gone.
    pub(super) fn receive<T: serde::de::DeserializeOwned>(&mut self) -> io::Result<Option<T>> {
        self.channel.receive()?.map(|message| decode(&message)).transpose()
    }

    /// Adds a reply to what is sent next, unless it is too long; says how long it is.
    pub(super) fn queue(&mut self, reply: &Reply) -> io::Result<usize> {
        let before = self.out.len();
        encode(reply, &mut self.out)?;
        Ok(self.out.len() - before)
    }

    /// Adds what is said of a document at its end.
    pub(super) fn queue_document(&mut self, position: Position, facts: Facts) {
        let mut reply = Reply::Document { position, facts };
        if self.queue(&reply).is_ok() {
            return;
        }
        if let Reply::Document { facts, .. } = &mut reply {
            for finding in &mut facts.findings {
                finding.tokens_truncated |= finding.tokens.len() > TOKENS_AT_LEAST;
                finding.tokens.truncate(TOKENS_AT_LEAST);
            }
        }
        // Without the tokens no document's facts come near the maximum.
        let _ = self.queue(&reply);
    }

    /// Sends what is queued. When the main process is gone, the next `receive` says so.
    pub(super) fn flush(&mut self) {
        if !self.out.is_empty() {
            let _ = self.channel.send(&self.out);
            self.out.clear();
            self.sent = Instant::now();
        }
    }

    pub(super) fn send(&mut self, reply: &Reply) {
        let _ = self.queue(reply);
        self.flush();
    }

    /// A sign of life, if it is time for one.
    pub(super) fn alive(&mut self) {
        if self.sent.elapsed() >= ALIVE_EVERY {
            self.send(&Reply::Alive);
        }
    }
}
