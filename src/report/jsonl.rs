//! JSON Lines of schema `speur/1`: one record per line, for programs.

use std::io::{self, Write};

use super::{Form, Style, Writer};
use crate::config::Format;
use crate::record::Record;

pub(super) static FORM: Form = Form {
    format: Format::Jsonl,
    endings: &["jsonl", "ndjson"],
    open,
};

struct Jsonl(Box<dyn Write>);

fn open(out: Box<dyn Write>, _style: Style) -> Box<dyn Writer> {
    Box::new(Jsonl(out))
}

impl Writer for Jsonl {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")?;
        if matches!(record, Record::End(_)) {
            self.0.flush()
        } else {
            Ok(())
        }
    }
}
