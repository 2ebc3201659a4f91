//! JSON Lines of schema `speur/1`: one record per line, for programs.

use std::io;

use serde::Serialize;

use super::{Aggregate, Form, Format, Sink, Style, Writer};
use crate::record::Record;

pub(super) static FORM: Form = Form {
    format: Format::Jsonl,
    endings: &["jsonl", "ndjson"],
    open,
};

struct Jsonl {
    out: Box<dyn Sink>,
    /// One record, in room that serves all of them: a record is fifty small pieces, and a call for each costs more.
    line: Vec<u8>,
}

fn open(out: Box<dyn Sink>, _style: Style) -> Box<dyn Writer> {
    let line = Vec::new();
    Box::new(Jsonl { out, line })
}

impl Jsonl {
    fn line(&mut self, record: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, record)?;
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }
}

impl Writer for Jsonl {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.line(aggregate)
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.line(record)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.finish()
    }
}
