//! The lines of a report in a file: where each begins, and the record it holds.

use std::io::{self, BufRead, Read as _, Seek, SeekFrom};

use serde::Deserialize;

use crate::language::io_words;
use crate::policy::Verdict;
use crate::record::{Record, SCHEMA, newer};
use crate::report::aggregate::{Damage, Why};
use crate::report::is_tampering;

/// No record of ours comes near it; a file without line ends must not fill the memory.
const LONGEST: u64 = 64 << 20;

/// A report as bytes.
pub(super) trait Input: BufRead + Seek {}
impl<T: BufRead + Seek> Input for T {}

pub(super) struct Lines {
    input: Box<dyn Input>,
    line: Vec<u8>,
    /// Where the line begins, and the next one.
    begin: u64,
    end: u64,
    number: u64,
    /// What an encrypted report yields only when nobody has altered it.
    is_sealed: bool,
}

impl Lines {
    pub(super) fn new(input: Box<dyn Input>, is_sealed: bool) -> Self {
        Self {
            input,
            line: Vec::new(),
            begin: 0,
            end: 0,
            number: 0,
            is_sealed,
        }
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
        self.begin = self.end;
        self.number += 1;
        match (&mut self.input).take(LONGEST).read_until(b'\n', &mut self.line) {
            Ok(0) => None,
            Ok(n) => {
                self.end += n as u64;
                Some(self.parse())
            }
            Err(err) if self.is_sealed && is_tampering(&err) => Some(Err(Why::NotAuthentic)),
            Err(err) => Some(Err(unreadable(&err))),
        }
    }

    fn parse(&self) -> Result<Option<Record>, Why> {
        let line = self.line.trim_ascii();
        if line.is_empty() {
            return Ok(None);
        }
        // Nearly every line: without the search for its kind, which takes twice the time.
        if line.starts_with(br#"{"record":"document","#) {
            return serde_json::from_slice(line)
                .map(Record::Document)
                .or_else(|err| self.newer(line, &err))
                .map(|document| Some(judged(document)));
        }
        let head: Head = serde_json::from_slice(line).map_err(|err| self.wrong(&err))?;
        match head.record.as_str() {
            "run" if head.schema != SCHEMA => Err(Why::OtherSchema { schema: head.schema }),
            "run" | "document" | "file" | "gone" | "end" => serde_json::from_slice(line)
                .or_else(|err| self.newer(line, &err))
                .map(|record| Some(judged(record))),
            _ => Ok(None),
        }
    }

    /// What is no record as it stands may be one of a newer version, with tokens that it alone knows.
    fn newer(&self, line: &[u8], err: &serde_json::Error) -> Result<Record, Why> {
        match err.is_data() {
            true => newer::read(line).map_err(|err| self.wrong(&err)),
            false => Err(self.wrong(err)),
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
        let is_violation = match document.verdict {
            Verdict::LocalCopy | Verdict::Orphan => true,
            Verdict::Clean | Verdict::InPlace | Verdict::Allowed | Verdict::NotRead => false,
        };
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

pub(super) fn unreadable(err: &io::Error) -> Why {
    Why::Unreadable {
        // One of ours is told already.
        detail: match err.get_ref() {
            Some(_) => err.to_string(),
            None => io_words(err),
        },
    }
}
