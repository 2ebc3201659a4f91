//! A worker's line to the main process: replies are gathered and sent together.

use std::io;
use std::time::{Duration, Instant};

use super::protocol::{Position, Reply, decode, encode};
use super::sys::Channel;
use crate::extract::{Error, Reason};
use crate::finding::{Facts, Gap};

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
        encode_document(position, facts, &mut self.out);
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

/// Appends what is said of a document. Where that is too long, it is said with fewer tokens, then only that it is so: a
/// document without any facts would be taken for one that was never met.
fn encode_document(position: Position, facts: Facts, out: &mut Vec<u8>) {
    let mut reply = Reply::Document { position, facts };
    if encode(&reply, out).is_ok() {
        return;
    }
    let Reply::Document { position, facts } = &mut reply else {
        return;
    };
    for finding in &mut facts.findings {
        finding.tokens_truncated |= finding.tokens.len() > TOKENS_AT_LEAST;
        finding.tokens.truncate(TOKENS_AT_LEAST);
    }
    let (position, inner) = (position.clone(), facts.inner.clone());
    if encode(&reply, out).is_err() {
        let facts = too_long(inner);
        // It is no longer than the message that said the member was come to.
        let _ = encode(&Reply::Document { position, facts }, out);
    }
}

fn too_long(inner: Vec<String>) -> Facts {
    let err = Error::new(Reason::LimitOutput, "what was found in it is too long to be passed on");
    let mut facts = Facts::unread(inner);
    facts.unread.push(Gap {
        reason: err.reason,
        inner: Vec::new(),
        detail: err.detail,
    });
    facts
}

#[cfg(test)]
mod tests {
    use super::super::protocol::{HEADER, MAX_FRAME};
    use super::*;

    /// The facts that arrive of a document with a gap that is told in so many letters.
    fn arrived(len: usize) -> Facts {
        let mut facts = Facts::unread(vec!["a.zip".to_owned()]);
        facts.unread.push(Gap {
            reason: Reason::Damaged,
            inner: Vec::new(),
            detail: "x".repeat(len),
        });
        let mut out = Vec::new();
        encode_document(vec![3], facts, &mut out);
        match decode(&out[HEADER..]) {
            Ok(Reply::Document { position, facts }) if position == [3] => facts,
            _ => panic!("no document"),
        }
    }

    #[test]
    fn a_document_of_too_many_facts_is_told_as_unread() {
        let facts = arrived(MAX_FRAME);
        assert_eq!(facts.inner, ["a.zip"]);
        let reasons: Vec<_> = facts.unread.iter().map(|gap| gap.reason).collect();
        assert_eq!(reasons, [Reason::LimitOutput]);
        assert_eq!(arrived(1000).unread[0].reason, Reason::Damaged);
    }
}
