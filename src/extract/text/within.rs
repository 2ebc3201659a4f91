//! Files in a text, as programs put them in mails before there were attachments.

use memchr::memmem;

use crate::extract::eml::uuencode::{self, File};
use crate::extract::{Reason, Sink};

/// So much of a text is held to find the end of a file.
const LONGEST: usize = 32 << 20;

/// Looks for files in a text that comes in parts.
#[derive(Default)]
pub(super) struct Within {
    /// The text from the first line of a file on.
    held: String,
    /// The part before ended in the middle of a line.
    in_line: bool,
    files: Vec<File>,
    n_held: usize,
    is_cut: bool,
}

impl Within {
    pub fn feed(&mut self, text: &str) {
        let in_line = std::mem::replace(&mut self.in_line, !text.ends_with('\n'));
        if self.held.is_empty() {
            let first = (!in_line && text.starts_with("begin")).then_some(0);
            let line = || memmem::find(text.as_bytes(), b"\nbegin").map(|at| at + 1);
            match first.or_else(line) {
                Some(at) => self.held.push_str(&text[at..]),
                None => return,
            }
        } else {
            self.held.push_str(text);
        }
        let ends = ["end", "===="].iter().any(|end| {
            let is_line = |at: usize| {
                let begins = at == 0 || text[..at].ends_with('\n');
                begins && text[at + end.len()..].starts_with(['\n', '\r'])
            };
            memmem::find_iter(text.as_bytes(), end).any(is_line)
        });
        self.take(ends);
    }

    /// Takes the files that are whole, and forgets what begins none. `ends`: an end may have come.
    fn take(&mut self, ends: bool) {
        let mut at = 0;
        while at < self.held.len() {
            let rest = &self.held.as_bytes()[at..];
            let is_held = rest.len() <= LONGEST && !ends;
            if is_held && (memchr::memchr(b'\n', rest).is_none() || uuencode::begins(rest)) {
                break;
            }
            let passed = match uuencode::file(rest) {
                Some((file, len)) => {
                    self.add(file);
                    len
                }
                None => 1,
            };
            // The next line that may begin one.
            let from = at + passed - 1;
            let line = memmem::find(&self.held.as_bytes()[from..], b"\nbegin");
            at = line.map_or(self.held.len(), |line| from + line + 1);
        }
        self.held.drain(..at);
    }

    fn add(&mut self, file: File) {
        self.n_held += file.bytes.len();
        match self.n_held > LONGEST {
            true => self.is_cut = true,
            false => self.files.push(file),
        }
    }

    pub fn files(mut self, sink: &mut Sink<'_>) -> Vec<File> {
        self.take(true);
        if self.is_cut {
            sink.gap(Reason::LimitOutput, format!("more than {} MB", LONGEST >> 20));
        }
        self.files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_however_the_text_is_cut() {
        let text = "Zie\nbegin bij het begin\nbegin 644 nota.txt\n#0V%T\n`\nend\nGroeten\nbegin 644 x\n#0V%T\n";
        for size in [16, 24, 64, text.len()] {
            let mut within = Within::default();
            crate::text::chunks(text, size).for_each(|part| within.feed(part));
            within.take(true);
            let files = within
                .files
                .iter()
                .map(|file| (&*file.name, &*file.bytes, file.is_whole));
            let files: Vec<_> = files.collect();
            assert_eq!(files, [("nota.txt", &b"Cat"[..], true)], "in parts of {size}");
        }
    }
}
