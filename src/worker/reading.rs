//! What a worker keeps of the documents it is in: one detection session each, the containers below the innermost.

use std::ops::Range;

use super::line::Line;
use super::pace::Pace;
use super::protocol::{Position, Reply};
use super::sys::CpuClock;
use crate::central::{ABOUT, BESIDE, SketchKey, Sketcher};
use crate::detect::{Detector, Session, Settings};
use crate::extract::{End, Reader};
use crate::finding::{Dates, Facts, Read};
use crate::text::Text;

/// A snapshot is sent when this much text came since the last one,
const SNAPSHOT_TEXT: usize = 512 << 10;
/// and this many times the last one's length: what snapshots cost stays a small part of the reading.
const SNAPSHOT_SHARE: usize = 16;

/// A document begun and not ended.
struct Open<'d> {
    position: Position,
    inner: Vec<String>,
    format: &'static str,
    session: Session<'d>,
    sketcher: Sketcher,
    any_text: bool,
}

/// The time that a worker takes: for a document, and of the processor's.
pub(super) struct Time {
    pub clock: CpuClock,
    pub pace: Pace,
}

/// The reading of one file.
pub(super) struct Reading<'d, 'w> {
    detector: &'d Detector,
    settings: &'w Settings,
    sketch_key: &'w SketchKey,
    /// Of the file.
    name: &'w str,
    line: &'w mut Line,
    time: &'w mut Time,
    /// Outermost first.
    open: Vec<Open<'d>>,
    /// Of the document that begins next.
    position: Position,
    /// Send a snapshot as soon as there is something in it: a worker died of this file.
    careful: bool,
    n_text: usize,
    snapshot_at: usize,
}

impl<'d, 'w> Reading<'d, 'w> {
    pub(super) fn new(
        detector: &'d Detector,
        settings: &'w Settings,
        sketch_key: &'w SketchKey,
        name: &'w str,
        line: &'w mut Line,
        time: &'w mut Time,
        careful: bool,
    ) -> Self {
        time.clock.arm();
        time.pace.begin();
        Self {
            detector,
            settings,
            sketch_key,
            name,
            line,
            time,
            open: Vec::new(),
            position: Position::new(),
            careful,
            n_text: 0,
            snapshot_at: if careful { 0 } else { SNAPSHOT_TEXT },
        }
    }

    /// Sends what is known of the documents that are open.
    pub(super) fn snapshot(&mut self) {
        let documents = self.open.iter().map(|open| (open.position.clone(), open.facts()));
        let snapshot = Reply::Snapshot(documents.collect());
        // One that is too long is left out: the last one stands.
        let len = self.line.queue(&snapshot).unwrap_or(super::protocol::MAX_FRAME);
        self.snapshot_at = self.n_text + SNAPSHOT_TEXT.max(SNAPSHOT_SHARE * len);
        self.line.flush();
    }

    /// Rests when the pace says so.
    pub(super) fn rest(&mut self) {
        self.time.pace.rest();
    }

    /// What is said of a file that could not be opened.
    pub(super) fn unopened(&mut self, reason: crate::extract::Reason) {
        let mut facts = Facts::unread(Vec::new());
        facts.unread.push(crate::finding::Gap {
            reason,
            inner: Vec::new(),
            detail: String::new(),
        });
        self.line.queue_document(Position::new(), facts);
    }
}

impl Open<'_> {
    fn facts(&self) -> Facts {
        let detected = self.session.facts();
        Facts {
            format: self.format.to_owned(),
            read: if self.any_text { Read::Partly } else { Read::None },
            findings: detected.findings,
            special: detected.special,
            minors: detected.minors,
            subjects: detected.subjects,
            risk: detected.risk,
            dates: Dates {
                content: detected.latest,
                document: None,
            },
            ..Facts::unread(self.inner.clone())
        }
    }
}

impl Reader for Reading<'_, '_> {
    fn enter(&mut self, inner: &[String], position: &[u32]) {
        self.position = position.to_vec();
        self.time.clock.arm();
        self.line.send(&Reply::Entered {
            position: position.to_vec(),
            inner: inner.to_vec(),
        });
    }

    fn begin(&mut self, inner: &[String], format: &'static str) {
        let mut session = self.detector.session(self.settings);
        session.about(inner.last().map_or(self.name, String::as_str), format);
        self.open.push(Open {
            position: std::mem::take(&mut self.position),
            inner: inner.to_vec(),
            format,
            session,
            sketcher: Sketcher::default(),
            any_text: false,
        });
        if self.careful {
            self.snapshot();
        }
    }

    fn window(&mut self, text: &Text, fresh: Range<usize>) {
        let Some(innermost) = self.open.last_mut() else {
            return;
        };
        #[cfg(feature = "test-hooks")]
        super::hooks::act(&text.buf[fresh.clone()]);
        self.n_text += fresh.len();
        innermost.any_text |= !fresh.is_empty();
        innermost.sketcher.window(text, fresh.clone(), self.sketch_key);
        innermost.session.window(text, fresh);
        if self.n_text >= self.snapshot_at {
            self.snapshot();
        }
        self.tick();
    }

    fn end(&mut self, end: End) {
        let Some(mut ended) = self.open.pop() else {
            return;
        };
        let known = ended.facts();
        let identifiers = ended.session.identifiers(ABOUT);
        ended
            .sketcher
            .beside(ended.session.only_in(BESIDE), end.pictures, self.sketch_key);
        let mut facts = Facts {
            size: end.size,
            content: end.content,
            read: end.read,
            unread: end.gaps,
            fingerprint: ended.sketcher.finish(&identifiers, self.sketch_key).map(Box::new),
            ..known
        };
        facts.dates.document = end.dated;
        let is_member = !ended.position.is_empty();
        self.line.queue_document(ended.position, facts);
        if is_member {
            // At once, so that what dies next is not taken for this member.
            self.line.flush();
            self.time.clock.arm();
        }
    }

    fn tick(&mut self) {
        self.line.alive();
        self.rest();
    }
}
