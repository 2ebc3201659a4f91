//! The lines of a report in a file: where each begins, and the record it holds.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, Read as _, Seek, SeekFrom};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use serde::Deserialize;

use super::coherent::{contradicts, deletes_unseen};
use crate::language::io_words;
use crate::policy::Advice;
use crate::record::{Record, SCHEMA, newer};
use crate::report::aggregate::{Damage, Why};
use crate::report::is_tampering;
use crate::report::notice::is_misplaced;

/// No record of ours comes near it; a file without line ends must not fill the memory.
const LONGEST: u64 = 64 << 20;

/// A report as bytes.
pub(super) trait Input: BufRead + Seek {}
impl<T: BufRead + Seek> Input for T {}

pub(super) struct Lines {
    input: Box<dyn Input>,
    /// By the mark that it begins with: a shell may have written what was printed in another one than UTF-8.
    encoding: &'static Encoding,
    line: Vec<u8>,
    /// Where the line begins, and the next one.
    begin: u64,
    end: u64,
    number: u64,
    /// What an encrypted report yields only when nobody has altered it.
    is_sealed: bool,
    /// The last record says in a word of a newer version how far its document was read.
    is_read_new: Cell<bool>,
}

impl Lines {
    pub(super) fn new(mut input: Box<dyn Input>, is_sealed: bool) -> Result<Self, Why> {
        let mut first = Vec::new();
        let begin = (&mut input).take(3).read_to_end(&mut first);
        begin
            .and_then(|_| input.rewind())
            .map_err(|err| failed(&err, is_sealed))?;
        Ok(Self {
            input,
            encoding: Encoding::for_bom(&first).map_or(UTF_8, |(encoding, _)| encoding),
            line: Vec::new(),
            begin: 0,
            end: 0,
            number: 0,
            is_sealed,
            is_read_new: Cell::new(false),
        })
    }

    /// Whether the last document given says in a word that this version does not know how far it was read.
    pub(super) fn is_read_new(&self) -> bool {
        self.is_read_new.get()
    }

    /// Goes to the line that begins there.
    pub(super) fn seek(&mut self, begin: u64) -> io::Result<()> {
        self.end = self.input.seek(SeekFrom::Start(begin))?;
        Ok(())
    }

    /// Where the last line given begins.
    pub(super) fn begin(&self) -> u64 {
        self.begin
    }

    /// The record of the next line; none where it is empty or of a kind that this Speur does not know, which readers
    /// ignore.
    pub(super) fn next(&mut self) -> Option<Result<Option<Record>, Why>> {
        self.line.clear();
        self.is_read_new.set(false);
        self.begin = self.end;
        self.number += 1;
        match self.read_line() {
            Ok(()) if self.line.is_empty() => None,
            Ok(()) => {
                self.end += self.line.len() as u64;
                Some(self.parse())
            }
            Err(err) => Some(Err(failed(&err, self.is_sealed))),
        }
    }

    fn read_line(&mut self) -> io::Result<()> {
        let mut input = (&mut self.input).take(LONGEST);
        while input.read_until(b'\n', &mut self.line)? > 0 {
            let at = self.line.len() - 1;
            // Of two bytes the other one says whether it is a line end or half of another letter.
            let is_end = if self.encoding == UTF_16LE {
                at.is_multiple_of(2)
                    && input.by_ref().take(1).read_to_end(&mut self.line)? == 1
                    && self.line.ends_with(&[0])
            } else if self.encoding == UTF_16BE {
                !at.is_multiple_of(2) && self.line[at - 1] == 0
            } else {
                true
            };
            if is_end {
                break;
            }
        }
        Ok(())
    }

    fn parse(&self) -> Result<Option<Record>, Why> {
        // Without the mark: only the first line has one.
        let line = match self.encoding == UTF_8 {
            true => Cow::from(self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line)),
            false => match self.encoding.decode_with_bom_removal(&self.line).0 {
                Cow::Borrowed(text) => Cow::from(text.as_bytes()),
                Cow::Owned(text) => Cow::from(text.into_bytes()),
            },
        };
        let line = line.trim_ascii();
        if line.is_empty() {
            return Ok(None);
        }
        // Nearly every line: without the search for its kind, which takes twice the time.
        if line.starts_with(br#"{"record":"document","#) {
            return serde_json::from_slice(line)
                .map_or_else(
                    |err| self.newer(line, &err),
                    |document| self.known(Record::Document(document)),
                )
                .map(Some);
        }
        let head: Head = serde_json::from_slice(line).map_err(|err| self.wrong(&err))?;
        match head.record.as_str() {
            "run" if head.schema != SCHEMA => Err(Why::OtherSchema { schema: head.schema }),
            "run" | "document" | "file" | "gone" | "end" => serde_json::from_slice(line)
                .map_or_else(|err| self.newer(line, &err), |record| self.known(record))
                .map(Some),
            _ => Ok(None),
        }
    }

    /// What is no record as it stands may be one of a newer version, with tokens that it alone knows.
    fn newer(&self, line: &[u8], err: &serde_json::Error) -> Result<Record, Why> {
        if !err.is_data() {
            return Err(self.wrong(err));
        }
        let (record, is_read_new) = newer::read(line).map_err(|err| self.wrong(&err))?;
        self.is_read_new.set(is_read_new);
        let mut record = judged(record);
        // What it calls a twin, this version does not know: no reason to delete anything.
        if let Record::Document(document) = &mut record
            && deletes_unseen(document)
        {
            document.advice = Advice::AskDpo;
        }
        Ok(record)
    }

    /// A record as this version writes it.
    fn known(&self, record: Record) -> Result<Record, Why> {
        match judged(record) {
            Record::Document(document) if contradicts(&document) => Err(self.damaged(Damage::Contradiction)),
            record => Ok(record),
        }
    }

    pub(super) fn damaged(&self, detail: Damage) -> Why {
        Why::Damaged {
            line: self.number,
            detail,
        }
    }

    /// Without the parser's own words: they may repeat what stands in a file that is no report at all.
    fn wrong(&self, err: &serde_json::Error) -> Why {
        self.damaged(match err.classify() {
            serde_json::error::Category::Eof => Damage::CutLine,
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => Damage::NoJson,
            serde_json::error::Category::Data => Damage::NoRecord,
        })
    }
}

/// A violation without a severity has that of its risk: the field came later.
fn judged(mut record: Record) -> Record {
    if let Record::Document(document) = &mut record {
        let is_violation = is_misplaced(document);
        document.severity = document.severity.or(is_violation.then_some(document.risk.level));
    }
    record
}

/// What every record has, and what a run has.
#[derive(Deserialize)]
struct Head {
    record: String,
    #[serde(default)]
    schema: String,
}

fn failed(err: &io::Error, is_sealed: bool) -> Why {
    match is_sealed && is_tampering(err) {
        true => Why::NotAuthentic,
        false => unreadable(err),
    }
}

pub(super) fn unreadable(err: &io::Error) -> Why {
    Why::Unreadable {
        // One of ours is told already.
        detail: match err.get_ref() {
            Some(_) => err.to_string(),
            None => io_words(err),
        },
    }
}
