//! Entries of a directory (RFC 2849): each begins with its name behind an empty line. One that says of which class it is
//! and not how it is called has lost the lines before.

use crate::extract::{Reason, Sink};

#[derive(Default)]
pub(super) struct Entries {
    /// In the entry that is being read.
    has_name: bool,
    is_torn: bool,
}

impl Entries {
    pub fn empty_line(&mut self) {
        self.has_name = false;
    }

    pub fn add(&mut self, name: &str) {
        self.has_name |= name == "dn";
        self.is_torn |= !self.has_name && name == "objectclass";
    }

    pub fn tell(&self, sink: &mut Sink<'_>) {
        if self.is_torn {
            sink.gap(Reason::Damaged, "an entry of a directory lost its beginning");
        }
    }
}
