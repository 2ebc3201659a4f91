//! Elements that are passed over: their ends are looked for, not what stands in them.

use memchr::memchr;
use memchr::memmem::Finder;

/// What an element that is passed over begins and ends with.
pub(super) struct Skipped {
    begin: Finder<'static>,
    end: Finder<'static>,
    /// What stood behind the last one's start tag, its end tag included: most runs of a document look like the run
    /// before.
    last: Vec<u8>,
}

impl Skipped {
    pub fn new(name: &str) -> Self {
        Self {
            begin: Finder::new(&format!("<{name}")).into_owned(),
            end: Finder::new(&format!("</{name}>")).into_owned(),
            last: Vec::new(),
        }
    }

    pub fn plain_len(&mut self, window: &[u8]) -> Option<usize> {
        if !self.last.is_empty() && window.starts_with(&self.last) {
            return Some(self.last.len());
        }
        let end = self.end.find(window)?;
        let inside = &window[..end];
        let is_plain = memchr(b'!', inside).is_none() && self.begin.find(inside).is_none();
        let len = end + self.end.needle().len();
        self.last.clear();
        if is_plain {
            self.last.extend_from_slice(&window[..len]);
        }
        is_plain.then_some(len)
    }

    pub fn is(&self, name: &str) -> bool {
        &self.begin.needle()[1..] == name.as_bytes()
    }
}
