//! Files in the texts of a message: encoded lines that somebody pasted, or whose part lost its borders.

use super::quoted;
use super::uuencode::{self, File};
use crate::extract::embedded::Embedded;
use crate::extract::{Error, Sink};

pub(super) struct Files {
    /// Those whose lines say what they are called, and bodies that are files.
    pub written: Vec<File>,
    /// Those that are known by how they begin.
    embedded: Embedded,
}

impl Files {
    pub fn new(sink: &Sink<'_>) -> Self {
        Self {
            written: Vec::new(),
            embedded: Embedded::new(sink),
        }
    }

    /// Looks for files in a text.
    pub fn look(&mut self, text: &[u8]) {
        let written = uuencode::files(text);
        // They may be written in the same digits.
        if written.is_empty() {
            self.embedded.feed(text);
            self.embedded.end_text();
            self.written.extend(quoted::texts(text));
        }
        self.written.extend(written);
    }

    /// Reads them as documents of their own.
    pub fn read(mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        for file in self.written {
            file.read(sink)?;
        }
        let n_text = self.embedded.without_digits(sink.n_text);
        self.embedded.hand_on(n_text, sink)
    }
}
