//! What the fuzz targets share: a document read as a worker reads it, and what must hold of what comes out.

use std::io::{Cursor, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use libfuzzer_sys;
use libfuzzer_sys::Corpus;
use speur::extract::{self, End, FORMATS, Limits, Reader, Shared};
use speur::text::Text;

/// The key that everything is tokenised and sealed with here.
pub const KEY: [u8; 32] = [7; 32];

/// Makes the target of an extractor: documents of the formats that it reads.
#[macro_export]
macro_rules! documents {
    ($($format:literal),+) => {
        $crate::libfuzzer_sys::fuzz_target!(|data: &[u8]| -> $crate::libfuzzer_sys::Corpus {
            $crate::document(data, &[$($format),+])
        });
    };
}

/// Lower than those of a worker, so that a run meets many documents and a leak shows soon.
pub fn limits() -> Limits {
    Limits {
        inflated: 32 << 20,
        members: 2_000,
        ..Limits::default()
    }
}

/// Reads a document. Only those of these formats are worth keeping.
pub fn document(data: &[u8], formats: &[&str]) -> Corpus {
    let mut seen = Seen::default();
    read(data, extension(formats[0]), &mut seen);
    assert_eq!(seen.open, 0, "a document that did not end");
    match formats.contains(&seen.format) {
        true => Corpus::Keep,
        false => Corpus::Reject,
    }
}

/// Reads a file of this extension.
pub fn read(data: &[u8], extension: &str, reader: &mut dyn Reader) {
    let mut shared = Shared::new(limits(), KEY);
    extract::read(&mut Cursor::new(data), &format!("x.{extension}"), reader, &mut shared);
}

fn extension(format: &str) -> &str {
    let known = FORMATS.iter().find(|known| known.name == format);
    known.and_then(|known| known.extensions.first()).unwrap_or(&format)
}

/// Looks at what comes out.
#[derive(Default)]
struct Seen {
    /// Of the file itself.
    format: &'static str,
    /// Documents begun and not ended.
    open: usize,
}

impl Reader for Seen {
    fn begin(&mut self, inner: &[String], format: &'static str) {
        if inner.is_empty() {
            self.format = format;
        }
        self.open += 1;
    }

    fn window(&mut self, text: &Text, fresh: Range<usize>) {
        assert!(self.open > 0, "text of no document");
        assert!(text.buf.get(fresh).is_some(), "a window that cuts a character");
        assert!(
            text.buf.len() <= 4 * extract::WINDOW,
            "a window of {} bytes",
            text.buf.len()
        );
        assert!(text.marks.is_sorted_by_key(|mark| mark.offset), "marks out of order");
        let n_names = text.names.len();
        assert!(
            text.marks.iter().all(|mark| (mark.label as usize) < n_names),
            "a label without a name"
        );
    }

    fn end(&mut self, _end: End) {
        self.open -= 1;
    }
}

/// A file of this process with these bytes, in memory: what is read by its path.
pub fn file(name: &str, data: &[u8]) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    let path = folder.join(format!("speur-fuzz-{}-{name}", std::process::id()));
    let written = std::fs::File::create(&path).and_then(|mut file| file.write_all(data));
    written.expect("a file can be written in memory");
    path
}

/// The day of every reading here.
pub fn today() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 28)
}
