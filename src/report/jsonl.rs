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

struct Jsonl(Box<dyn Sink>);

fn open(out: Box<dyn Sink>, _style: Style) -> Box<dyn Writer> {
    Box::new(Jsonl(out))
}

impl Jsonl {
    fn line(&mut self, record: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")
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
        self.0.finish()
    }
}
