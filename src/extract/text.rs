//! Plain text of any kind: notes, logs, sources, and text formats that read well line by line.

mod ending;
mod overstruck;
mod within;

use std::io::Read;

use super::encoding::{TextReader, is_text};
use super::{Error, Extract, Format, Reason, Sink, embedded};
use crate::text::Unit;

pub(super) static FORMAT: Format = Format {
    name: "text",
    extensions: &["txt", "log", "md", "text", "ini", "cfg", "conf", "tex", "rst"],
    recognise: |head| !head.bytes.is_empty() && is_text(head.bytes),
    extract: Extract::Stream(|input, sink| embedded::watched(input, sink, extract)),
};

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    sink.mark(Unit::Lines { first: 1 }, 0);
    let (mut within, mut ending) = (within::Within::default(), ending::Ending::default());
    let done = TextReader::new(input, |_| None).each(|text| {
        within.feed(text);
        ending.feed(text);
        sink.push(&overstruck::once(text));
        Ok(())
    });
    if ending.is_missing() {
        sink.gap(Reason::Damaged, "the end of the file is missing");
    }
    for file in within.files(sink) {
        file.read(sink)?;
    }
    done
}
