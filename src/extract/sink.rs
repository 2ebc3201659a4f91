//! Where extractors put text: windows of about 128 KiB, budgets, members and gaps of one document.

mod tables;

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use jiff::civil::Date;

use super::encoding::TextReader;
use super::gaps::Gaps;
use super::{Error, Input, Limits, Reason, escaped};
use crate::finding::Gap;
use crate::normalize;
use crate::text::{Carried, Mark, NameId, Text, Unit, chunks};

/// Text is handed on in windows of about this size.
pub const WINDOW: usize = 128 << 10;
/// Context on either side of a window's fresh range. Every decision about a hit looks no further than this, so that
/// the findings do not depend on where windows are cut.
pub const MARGIN: usize = 2 << 10;
/// A document with more names than this has the rest unnamed: its memory stays bounded.
const MOST_NAMES: usize = 100_000;

/// Who receives the text: the detection session in a worker, `speur extract`, a test.
pub trait Reader {
    /// A member is come to, and its first bytes are about to be unpacked. `position` counts the members at each
    /// level from 1, so that positions sort in reading order and a reading can go on behind one.
    fn enter(&mut self, _inner: &[String], _position: &[u32]) {}
    /// A document begins: a file (`inner` empty) or a member of the one begun before.
    fn begin(&mut self, inner: &[String], format: &'static str);
    /// A window of the innermost document. What starts in `fresh` belongs to this window; the rest is context.
    fn window(&mut self, text: &Text, fresh: Range<usize>);
    /// The innermost document ended.
    fn end(&mut self, end: End);
    /// A sign of life where no text comes out.
    fn tick(&mut self) {}
}

/// Reads the text that a picture shows.
pub trait Recognise: Send {
    /// `picture`: a file in a format that pictures have. `alive` is called now and then while it is being read.
    fn text(&mut self, picture: &[u8], alive: &mut dyn FnMut()) -> Result<String, Error>;
}

/// How a document ended.
pub struct End {
    pub size: u64,
    /// Keyed token of the bytes; none when they were not all seen.
    pub content: Option<crate::finding::Token>,
    pub read: crate::finding::Read,
    pub gaps: Vec<Gap>,
    /// The latest day that it says it was saved or sent on.
    pub dated: Option<Date>,
    /// Of the pictures in it, whichever their order; zero where none was seen.
    pub pictures: u64,
}

/// What all documents of one file share.
pub struct Shared {
    pub limits: Limits,
    /// The token key, for the token of the bytes; none: they get no token, and are read only for their text.
    pub key: Option<[u8; 32]>,
    /// Members met so far, in depth-first order.
    pub members: u32,
    /// Members up to this position were settled by earlier workers: passed over. Empty: none were.
    pub after: Vec<u32>,
    /// What reads pictures; none: they stay unread.
    pub recogniser: Option<Box<dyn Recognise>>,
    /// How long the pictures of this file took so far.
    pub(super) recognising: Duration,
    /// The write-ahead log that lies beside the file, where it is a database.
    pub log: Option<Box<dyn Input>>,
    /// Documents that met a limit on what a decompressor gives.
    pub(super) output_limits: u32,
}

impl Shared {
    pub fn new(limits: Limits, key: impl Into<Option<[u8; 32]>>) -> Self {
        Self {
            limits,
            key: key.into(),
            members: 0,
            after: Vec::new(),
            recogniser: None,
            recognising: Duration::ZERO,
            log: None,
            output_limits: 0,
        }
    }

    /// Whether earlier workers settled the member at `position`. A container that holds the last settled member is
    /// entered again, for the members behind it.
    pub(super) fn settled(&self, position: &[u32]) -> bool {
        let holds_last = self.after.starts_with(position) && self.after.len() > position.len();
        position <= &self.after[..] && !holds_last
    }
}

/// The text of one document on its way out.
pub struct Sink<'s> {
    pub(super) reader: &'s mut dyn Reader,
    pub(super) shared: &'s mut Shared,
    pub(super) inner: Vec<String>,
    /// The document's own name.
    pub(super) name: String,
    /// How many bytes stand before the document itself.
    pub(super) begins: usize,
    /// Where this document stands in its file (see [`Reader::enter`]).
    pub(super) position: Vec<u32>,
    /// Members of this document come to so far.
    pub(super) n_members: u32,
    pub(super) gaps: Gaps,
    text: Text,
    names: HashMap<String, NameId>,
    /// What was handed on before this offset of the buffer.
    fresh: usize,
    inflated: u64,
    compressed: u64,
    /// Bytes of text so far.
    pub(super) n_text: u64,
    any_text: bool,
    unread: bool,
    pub(super) any_member: bool,
    pub(super) no_text: bool,
    pub(super) dated: Option<Date>,
    pub(super) pictures: u64,
    pending: normalize::Pending,
}

/// Earlier days are how formats write that they know none: 1601, 1970, 1980.
const FIRST_DATED: Date = jiff::civil::date(1985, 1, 1);

impl<'s> Sink<'s> {
    pub fn new(reader: &'s mut dyn Reader, shared: &'s mut Shared, inner: Vec<String>) -> Self {
        let text = Text {
            names: vec![String::new()],
            ..Text::default()
        };
        Self {
            reader,
            shared,
            inner,
            name: String::new(),
            begins: 0,
            position: Vec::new(),
            n_members: 0,
            gaps: Gaps::default(),
            text,
            names: HashMap::new(),
            fresh: 0,
            inflated: 0,
            compressed: 0,
            n_text: 0,
            any_text: false,
            unread: false,
            any_member: false,
            no_text: false,
            dated: None,
            pictures: 0,
            pending: normalize::Pending::default(),
        }
    }

    /// The id of a name; the same name has the same id within a document.
    pub fn intern(&mut self, name: &str) -> NameId {
        if name.is_empty() {
            return 0;
        }
        if let Some(&id) = self.names.get(name) {
            return id;
        }
        if self.text.names.len() >= MOST_NAMES {
            return 0;
        }
        let id = NameId::try_from(self.text.names.len()).unwrap_or(0);
        self.text.names.push(name.to_owned());
        self.names.insert(name.to_owned(), id);
        id
    }

    /// From here on the text is `unit`, labelled `label`.
    pub fn mark(&mut self, unit: Unit, label: NameId) {
        let offset = u32::try_from(self.text.buf.len()).expect("a window is far smaller than 4 GiB");
        let n_marks = self.text.marks.len();
        match self.text.marks.last_mut() {
            Some(last) if last.offset == offset => {
                *last = Mark { offset, label, unit };
                if n_marks == 1 {
                    self.text.carried = Carried::Nothing;
                }
            }
            _ => self.text.marks.push(Mark { offset, label, unit }),
        }
    }

    /// Adds text, normalised. Tabs become spaces.
    pub fn push(&mut self, text: &str) {
        self.push_with(text, normalize::push);
    }

    /// Adds text whose tabs are cell borders and stay; the rest is normalised.
    pub(super) fn push_tabbed(&mut self, text: &str) {
        self.push_with(text, normalize::push_tabbed);
    }

    fn push_with(&mut self, text: &str, push: fn(&mut String, &str, &mut normalize::Pending)) {
        self.n_text += text.len() as u64;
        for chunk in chunks(text, WINDOW / 4) {
            push(&mut self.text.buf, &escaped::decoded(chunk), &mut self.pending);
            if self.text.buf.len() >= WINDOW {
                self.flush();
            }
        }
    }

    /// Adds all text of a reader.
    pub(super) fn push_all(&mut self, reader: TextReader<'_>) -> Result<(), Error> {
        reader.each(|text| {
            self.push(text);
            Ok(())
        })
    }

    /// Adds text that is ASCII separators only ("\n", "\t") or otherwise already normalised.
    pub fn push_raw(&mut self, text: &str) {
        self.text.buf.push_str(text);
        if self.text.buf.len() >= WINDOW {
            self.flush();
        }
    }

    /// Ends the line that was begun, if one was.
    pub fn line_break(&mut self) {
        if !self.text.buf.is_empty() && !self.text.buf.ends_with('\n') {
            self.push_raw("\n");
        }
    }

    /// One whole piece, on lines of its own: mark, text, line end.
    pub fn piece(&mut self, unit: Unit, label: NameId, text: &str) {
        self.line_break();
        self.mark(unit, label);
        self.push(text);
        self.push_raw("\n");
    }

    /// A value that stands beside the text, as a field of `part`; nothing where it is empty.
    pub fn field(&mut self, part: &str, label: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let (part, label) = (self.intern(part), self.intern(label));
        self.piece(Unit::Field { part }, label, value)
    }

    /// One cell of a walked table; rows and columns in reading order. A cell's own line ends become spaces.
    pub fn cell(&mut self, table: NameId, row: u32, col: u32, label: NameId, text: &str) {
        if let Some(Mark {
            unit:
                Unit::Cell {
                    table: last_table,
                    row: last_row,
                    ..
                },
            ..
        }) = self.text.marks.last()
        {
            let same_row = *last_table == table && *last_row == row;
            self.push_raw(if same_row { "\t" } else { "\n" });
        } else {
            self.line_break();
        }
        self.mark(Unit::Cell { table, row, col }, label);
        if escaped::is_plain(text) {
            self.n_text += text.len() as u64;
            self.pending = normalize::Pending::default();
            self.push_raw(text);
            return;
        }
        if text.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
            self.push(&text.replace(['\n', '\r'], " "))
        } else {
            self.push(text)
        }
    }

    /// The headings of delimited text, by column.
    pub fn set_headings(&mut self, headings: Vec<String>) {
        self.text.headings = headings;
    }

    /// Part of the document was not read; what was, stands.
    pub fn gap(&mut self, reason: Reason, detail: impl Into<String>) {
        self.gap_in(Vec::new(), Error::new(reason, detail));
    }

    /// The content shows that there is no text to read: the document is counted as such unless it has gaps.
    pub fn set_no_text(&mut self) {
        self.no_text = true;
    }

    pub(super) fn gap_in(&mut self, inner: Vec<String>, err: Error) {
        if err.reason == Reason::LimitOutput {
            self.shared.output_limits += 1;
        }
        self.gaps.add(Gap {
            reason: err.reason,
            inner,
            detail: err.detail,
        });
    }

    /// Counts what a decompressor took and gave. Call it at every buffer: it is also the sign of life.
    pub fn charge(&mut self, compressed: u64, inflated: u64) -> Result<(), Error> {
        self.compressed += compressed;
        self.inflated += inflated;
        self.reader.tick();
        let limits = &self.shared.limits;
        if self.inflated > limits.inflated {
            return Err(Error::new(
                Reason::LimitOutput,
                format!("more than {} MB inflated", limits.inflated >> 20),
            ));
        }
        if self.inflated > limits.ratio_after && self.inflated / self.compressed.max(1) > limits.ratio {
            return Err(Error::new(
                Reason::LimitOutput,
                format!("inflates more than {}:1", limits.ratio),
            ));
        }
        Ok(())
    }

    /// A sign of life, for loops that neither push nor charge.
    pub fn tick(&mut self) {
        self.reader.tick();
    }

    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// A day on which the document says that it was made, saved or sent: the latest counts.
    pub fn dated(&mut self, day: Option<Date>) {
        self.dated = self.dated.max(day.filter(|day| *day >= FIRST_DATED));
    }

    /// None of the document's own content could be read; what came out is only about it (its properties).
    pub fn set_unread(&mut self) {
        self.unread = true;
    }

    /// What an encrypted document says about itself in the clear is not its content.
    pub fn unread_if_encrypted(&mut self, result: &Result<(), Error>) {
        if result.as_ref().is_err_and(|err| err.reason == Reason::Encrypted) {
            self.set_unread();
        }
    }

    /// Whether anything but white space of the document's content came out so far.
    pub fn any_text(&self) -> bool {
        if self.unread {
            return false;
        }
        self.any_text || self.text.buf.bytes().any(|byte| !byte.is_ascii_whitespace())
    }

    /// Hands on what is complete and keeps the margin that the next window needs as context.
    pub(super) fn flush(&mut self) {
        let len = self.text.buf.len();
        let end = self.text.keep_from(len.saturating_sub(MARGIN)).max(self.fresh);
        self.hand_on(end);
        let keep = self.text.keep_from(end.saturating_sub(MARGIN));
        self.text.drop_before(keep);
        self.fresh = end - keep;
    }

    fn hand_on(&mut self, end: usize) {
        self.any_text = self.any_text();
        if self.fresh < end {
            self.reader.window(&self.text, self.fresh..end);
        }
    }

    /// The end of the document's text.
    pub(super) fn finish(&mut self) {
        let end = self.text.buf.len();
        self.hand_on(end);
        self.fresh = end;
    }
}
