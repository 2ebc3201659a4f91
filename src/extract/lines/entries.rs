//! Entries of a directory (RFC 2849): each begins with its name behind an empty line. One that says of which class it is
//! and not how it is called has lost the lines before.

use crate::extract::{Reason, Sink};

#[derive(Default)]
pub(super) struct Entries {
    /// In the entry that is being read.
    has_name: bool,
    any_name: bool,
    is_cut: bool,
    is_torn: bool,
}

impl Entries {
    pub fn empty_line(&mut self) {
        self.has_name = false;
    }

    pub fn add(&mut self, name: &str) {
        self.has_name |= name == "dn";
        self.any_name |= self.has_name;
        self.is_torn |= !self.has_name && name == "objectclass";
    }

    /// Looks at what is left of the file behind its last line end: a name without a value is cut, as digits are of which
    /// some are missing.
    pub fn end(&mut self, line: &str) {
        let is_field = line.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_cut = match line.split_once(':') {
            Some((_, value)) => value
                .strip_prefix(':')
                .is_some_and(|digits| !digits.trim().len().is_multiple_of(4)),
            None => true,
        };
        self.is_cut = self.any_name && is_field && is_cut;
    }

    pub fn tell(&self, sink: &mut Sink<'_>) {
        if self.is_torn {
            sink.gap(Reason::Damaged, "an entry of a directory lost its beginning");
        }
        if self.is_cut {
            sink.gap(Reason::Damaged, "it ends inside a value");
        }
    }
}
